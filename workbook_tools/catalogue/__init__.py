"""Every message a user can see, once: code → severity, what is wrong, what to do.

The entries stand in the modules of this package, one module per family of codes:

    F files and packages · S sheets and columns · Q cell texts · P points and totals · M money · R rows · T texts ·
    L ledger · A assessments and tranches · O official forms · C schemes · D documents · X Excel and its button ·
    B batches · U usage · Y year on year · N the page that needs no installation ·
    G the station's own lists
"""

from __future__ import annotations

from datetime import date

from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import (
    evaluation,
    excel,
    explain,
    files,
    page,
    reading,
    rosters,
    rows_and_money,
    running,
    texts_ledger_payments,
    years,
)
from workbook_tools.catalogue.entry import Entry, Phrase
from workbook_tools.model.basics import Finding

ENTRIES: dict[str, Entry] = {
    **files.ENTRIES,
    **reading.ENTRIES,
    **evaluation.ENTRIES,
    **rows_and_money.ENTRIES,
    **texts_ledger_payments.ENTRIES,
    **excel.ENTRIES,
    **running.ENTRIES,
    **years.ENTRIES,
    **explain.ENTRIES,
    **rosters.ENTRIES,
    **page.ENTRIES,
}
__all__ = ["ENTRIES", "LONGEST_QUOTE", "Entry", "Phrase", "finding", "quote"]
LONGEST_QUOTE = 60  # characters of a cell's text that a message repeats


def finding(code: str, sheet: str = "", cell: str = "", **figures: object) -> Finding:
    """The finding of a code. `figures` fill the placeholders of its message and its fix.

    The finding is `about` the days among them, and about what their phrases are.

    Texts are put on one line and shortened, so that a message stays readable whatever a cell holds.
    """
    entry = ENTRIES[code]
    shown = {name: quote(value) if isinstance(value, str) else value for name, value in figures.items()}
    message, fix = entry.message.format(**shown), entry.fix.format(**shown)
    about = [each for value in figures.values() for each in _about(value)]
    return Finding(code, Severity(entry.severity), sheet, cell, message, fix, about=tuple(about))


def _about(figure: object) -> tuple[str, ...]:
    if isinstance(figure, Phrase):
        return figure.about
    return (figure.isoformat(),) if isinstance(figure, date) else ()


def quote(text: str, most: int = LONGEST_QUOTE) -> str:
    """A cell's text as a message may repeat it: one line, nothing invisible, at most `most` characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[: LONGEST_QUOTE * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "…"

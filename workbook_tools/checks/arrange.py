"""The order of findings, and one finding for one cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.basis.severities import Severity
from workbook_tools.model import Finding, Submission

_RANK = {severity: rank for rank, severity in enumerate(Severity)}

# how the figures of a cell were taken: of no interest where the row is not scored by them
_HOW_READ = frozenset({"Q101", "Q102", "Q106", "Q107"})

# code that explains it all → codes that would repeat it in the same row of the same sheet
_SAID_BY: dict[str, frozenset[str]] = {
    "M024": frozenset({"M001"}),  # over the budget: with the money that has no source
    "M037": frozenset({"M002"}),  # a total row of zeros
    "A001": frozenset({"A020"}),  # weights that do not add up
    "A003": frozenset({"A021"}),  # a score out of range
    "T008": frozenset({"T023"}),  # the grade of the other assessment
    "R012": frozenset({"R067", *_HOW_READ}),  # satisfaction in words; how an actual was read that answers no target
    "R014": _HOW_READ,
    "R017": frozenset({"R067"}),
    "Y104": frozenset({"Y102"}),  # the target stayed far below what was reached
    "R015": frozenset({"R064", "R065"}),
    "R016": frozenset({"R064", "R065"}),
}


def without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """The same words at the same cell once; what follows from another finding of the row not at all."""
    once = list(dict.fromkeys(findings))
    if any(each.code in ("S012", "M070", "M071") for each in once):  # that the rate is open follows from it
        once = [each for each in once if each.code != "M002"]
    said: dict[tuple[str, int], set[str]] = {}
    for each in once:
        silent = _SAID_BY.get(each.code)
        if silent:
            said.setdefault((each.sheet, place(each.cell)[0]), set()).update(silent)
    return [each for each in once if each.code not in said.get((each.sheet, place(each.cell)[0]), ())]


def arranged(submission: Submission, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, then in the order of the sheets, then down the rows."""
    sheets = {name: rank for rank, name in enumerate(_sheets(submission))}

    def key(each: Finding) -> tuple[int, int, str, tuple[int, int], str]:
        return _RANK[each.severity], sheets.get(each.sheet, len(sheets)), each.sheet, place(each.cell), each.code

    return tuple(sorted(findings, key=key))


def place(cell: str) -> tuple[int, int]:
    """Row and column of an A1 reference; (0, 0) for a whole sheet."""
    try:
        return parse_cell(cell)
    except ValueError:
        return 0, 0


def _sheets(submission: Submission) -> list[str]:
    """The sheets as the standard workbook has them: 基本信息 first, texts last; "" is the file as a whole."""
    records: tuple[Sequence[object], ...] = (
        submission.indicators,
        submission.cost_lines,
        submission.assessments,
        submission.tranches,
        (submission.ledger,) if submission.ledger else (),
        submission.effects,
        submission.texts,
    )
    first = [rows[0].table.sheet for rows in records if rows]  # type: ignore[attr-defined]
    tables = [table.sheet for table in submission.tables.values()]
    return list(dict.fromkeys(["", submission.information.sheet, *first, *tables]))

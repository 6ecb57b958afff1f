"""What the judged cells are read as, word for word: the figure, its unit, what it is taken for and by which words.

    python tests/reading/words/as_read.py

writes `as_read.txt` anew, a line for each judged cell in the order of `cells.txt`. `cells.txt` says what is right;
this says what the program makes of it, so that a change of the words or of the grammar shows every cell that it reads
otherwise: look through the difference before it is committed.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.reading.words.judged import Case, Outcome
    from workbook_tools.model import Quantity

RECORD = Path(__file__).with_name("as_read.txt")
_SHOWN = ("kind", "operator", "number", "unit", "low", "high", "word", "sense", "years", "either")


def brief(quantity: Quantity) -> str:
    """`number 20 场`, `text planned “计划”`: all that is not as it is by default, the text itself apart."""
    told = [str(value) for name in _SHOWN if (value := getattr(quantity, name)) not in ("", (), None, False)]
    if quantity.moment is not None:
        told.append("/".join(str(part or "") for part in quantity.moment))
    told += [f"“{word}”" for word in quantity.words] + list(quantity.codes)
    for item in quantity.items:
        marks = "".join(mark for mark, is_so in (("<", item.among), ("=", item.total)) if is_so)
        told.append(f"[{item.number or ''}{marks}{item.label}: {brief(item.quantity)}]")
    told += [f"({brief(aside)})" for aside in quantity.asides]
    return " ".join(told).replace("\n", "⏎")


def line_of(case: Case, outcome: Outcome) -> str:
    row = outcome.rows[0].indicator
    return f"{case.target} ‖ {case.actual} → {brief(row.target)} ‖ {brief(row.actual)} ‖ {' '.join(outcome.codes)}"


@cache
def recorded() -> tuple[str, ...]:
    return tuple(RECORD.read_text("utf-8").splitlines())


def main() -> None:
    from judged import cases, judged

    RECORD.write_text("".join(f"{line_of(case, judged(case))}\n" for case in cases()), "utf-8")


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    main()

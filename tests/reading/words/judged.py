"""One row from its cells to its verdict, as a workbook with nothing else in it would give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builders import indicator, information, submission

from workbook_tools.checks.facts import gather
from workbook_tools.checks.rows import dates_lie_in_the_year, rates_stay_below_hundred
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell, Nature, Quantity, ScoredRow
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.words import RowWords, quantity_findings, read_quantity

CELLS = Path(__file__).with_name("cells.txt")


class Case(NamedTuple):
    """A row as staff wrote it, and what is right: alternatives of M U Z O, or a completion."""

    kind: str
    name: str
    nature: Nature
    target: str
    unit: str
    right: tuple[str, ...]
    actual: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}|{self.actual}"


@dataclass(frozen=True)
class Outcome:
    """The rows that a row came to: one, or one for each item of its list, among which its points are shared."""

    rows: tuple[ScoredRow, ...]
    codes: tuple[str, ...]

    @property
    def row(self) -> ScoredRow:
        """The only one, or the first that is open, or the first."""
        return next((row for row in self.rows if row.score is None), self.rows[0])

    @property
    def kind(self) -> str:
        """O open · M full · Z nothing · U between."""
        scores = [row.score for row in self.rows if row.score is not None]
        if len(scores) < len(self.rows):
            return "O"
        return "M" if sum(scores) == 10 else "U" if any(scores) else "Z"

    def is_right(self, right: tuple[str, ...]) -> bool:
        completion = self.row.completion
        if len(self.rows) > 1 and self.kind != "O":
            completion = sum((row.score or Decimal(0) for row in self.rows), Decimal(0)) / 10
        for each in right:
            if each in "MOZ":
                if self.kind == each:
                    return True
            elif each == "U":
                if self.kind in "UZ":
                    return True
            elif self.kind != "O" and completion is not None and abs(completion - Decimal(each)) < Decimal("0.001"):
                return True
        return False


def cases() -> list[Case]:
    kind, found = "", []
    for line in CELLS.read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            name, nature, target, unit, right, actuals = (part.strip() for part in line.split(" | ", 5))
            for actual in actuals.split(" ‖ "):
                given = (kind, name, _or_empty(nature), _or_empty(target), _or_empty(unit), tuple(right.split(";")))
                found.append(Case(*given, actual))  # type: ignore[arg-type]
    return found


def judged(case: Case) -> Outcome:
    row = RowWords(case.name)
    target = read_quantity(Cell(case.target), unit=case.unit, role="target", nature=case.nature, row=row)
    said = RowWords(case.name, case.target)
    actual = read_quantity(Cell(case.actual), unit=case.unit, role="actual", nature=case.nature, row=said)
    return scored(case.name, target, actual, unit=case.unit, nature=case.nature)


def scored(name: str, target: Quantity, actual: Quantity, *, unit: str = "", nature: Nature = "") -> Outcome:
    row = indicator(name, target, actual, points="10", unit=unit, nature=nature)
    about = information(year="2022", service_start=date(2022, 1, 1), service_end=date(2022, 12, 31))
    read = submission([row], about=about)
    result = evaluate(read, fiscal())
    own = [*quantity_findings(target, "绩效指标", "A1"), *quantity_findings(actual, "绩效指标", "A1", role="actual")]
    open_ = any(each.score is None for each in result.rows)
    facts = gather(read, result, fiscal()) if open_ else None
    why_open = (
        [each for check in (dates_lie_in_the_year, rates_stay_below_hundred) for each in check(facts)] if facts else []
    )
    codes = [f.code for f in (*own, *result.findings, *why_open) if f.code[0] in "QR"]
    return Outcome(result.rows, tuple(dict.fromkeys(codes)))


@cache
def fiscal() -> Scheme:
    return load_scheme("fiscal-2020")


def _or_empty(text: str) -> str:
    return "" if text == "-" else text

"""What was taken from a report: each value with the place that it came from, and what makes it doubtful."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workbook_tools.authoring.content import Shown
from workbook_tools.old_reports.document import Origin

SEVERAL_COLUMNS = "表里有几栏像是要填的（{heads}），请核对用的是哪一栏"
Value = str | Decimal | date | Shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A value for one cell. `doubt` says in words why somebody has to look at it; "" for what is certain."""

    value: Value
    origin: Origin
    doubt: str = ""


Row = dict[str, Piece]  # by the name of the column in the standard workbook


@dataclass(slots=True)
class Draft:
    """The content of a standard workbook, as far as a report gives it."""

    information: Row = field(default_factory=dict)
    indicators: list[Row] = field(default_factory=list)
    costs: list[Row] = field(default_factory=list)
    assessments: list[Row] = field(default_factory=list)
    tranches: list[Row] = field(default_factory=list)
    effects: list[Row] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    not_taken: list[tuple[Origin, str]] = field(default_factory=list)  # seen, and not put anywhere; why

    @property
    def rows(self) -> list[Row]:
        tables = (self.indicators, self.costs, self.assessments, self.tranches, self.effects, self.texts)
        return [self.information, *(row for table in tables for row in table)]

    @property
    def pieces(self) -> list[Piece]:
        return [piece for row in self.rows for piece in row.values()]

"""How far a service year has come on a day: monitoring only, nothing of it is ever scored."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from workbook_tools.basis.states import PaceLight
from workbook_tools.model.submission import Indicator

PaceBasis = Literal["台账", "填报"]


class PaceRow(NamedTuple):
    """One row or item. Without a light it is not monitored, and `why` says why not."""

    indicator: Indicator
    item: str
    list_position: int | None
    unit: str
    ceiling: bool  # ≤: `completion` is the share of the ceiling that is used
    target: Decimal | None
    done: Decimal | None  # up to the day, in the unit of the target
    completion: Decimal | None  # done ÷ target
    projected: Decimal | None  # done ÷ elapsed: what the year ends with at an unchanged pace
    projected_completion: Decimal | None
    light: PaceLight
    why: str

    @property
    def at_risk(self) -> bool:
        return self.light not in (PaceLight.NONE, PaceLight.ON_PACE)


class PaceResult(NamedTuple):
    """The service year on a day. `elapsed` is days_elapsed ÷ days_total, both counted with their first and last day."""

    as_of: date
    asked: bool  # the day was given or is 填表日期; else it is the year's end, and nobody asked
    basis: PaceBasis
    start: date
    end: date
    days_elapsed: int
    days_total: int
    elapsed: Decimal
    rows: tuple[PaceRow, ...]
    later: int = 0  # entries dated after the day, which do not count
    undated: int = 0  # entries without a readable date, which do not count

    @property
    def at_risk(self) -> tuple[PaceRow, ...]:
        return tuple(row for row in self.rows if row.at_risk)

    @property
    def is_shown(self) -> bool:
        """Not for the whole year when only the year's end is known: its figures are the results themselves."""
        return self.asked or self.days_elapsed < self.days_total

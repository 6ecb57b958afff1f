"""This year beside an earlier one; loaded where a workbook is compared with one."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import MET
from workbook_tools.model.scored_row import ScoredRow

if TYPE_CHECKING:
    from workbook_tools.model.rosters import LostAgain, YearLists


class YearRow(NamedTuple):
    """One indicator in this year's workbook and in an earlier one: `now` is None for one that was dropped since,
    `before` for one that is new. Changes are now − before, in `unit` (rates as fractions), None where unknown."""

    now: ScoredRow | None
    before: ScoredRow | None
    unit: str = ""
    target_change: Decimal | None = None
    actual_change: Decimal | None = None
    completion_change: Decimal | None = None
    score_change: Decimal | None = None
    why: str = ""  # why something was not subtracted, in words

    @property
    def eased(self) -> bool:
        """Met by a target that is easier than the earlier one: lower, or of an upper limit higher."""
        if self.now is None or not self.target_change or self.now.state not in MET:
            return False
        return self.target_change > 0 if self.now.operator in AT_MOST else self.target_change < 0


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """An earlier year of the same station, evaluated by its own scheme, beside this year."""

    file: str  # the name of its workbook
    year: str  # 评价年度 as written there
    scheme_title: str
    score: Decimal | None  # None while points are unjudged; then it lies in [score_low, score_high]
    score_low: Decimal
    score_high: Decimal
    total_points: Decimal
    grade: str
    grade_low: str
    grade_high: str
    budget: Decimal | None  # 万元
    spent: Decimal | None
    execution_rate: Decimal | None
    met: int  # indicators that were 完成 or 超额完成 …
    count: int  # … of so many
    rows: tuple[YearRow, ...]  # in this year's order, then the dropped ones in theirs
    lists: "YearLists | None" = None  # None where that year's workbook has no list
    lost_again: "tuple[LostAgain, ...]" = ()  # items that lost points that year and again this year

    @property
    def name(self) -> str:
        """2021年度; the workbook's name where it says no year."""
        bare = self.year.strip().removesuffix(".0").removesuffix("度").removesuffix("年")
        return f"{bare}年度" if bare else f"“{self.file}”"

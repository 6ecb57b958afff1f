"""All that the three forms of the roll-up show, computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.batch.rollup.frames import District, frames
from workbook_tools.batch.rollup.gather import gather
from workbook_tools.batch.rollup.statistics import (
    MOST_INDICATORS,
    Spread,
    grade_counts,
    heat_map,
    indicator_statistics,
    score_bands,
    spreads,
)
from workbook_tools.batch.rollup.table_sheet import TableSheet
from workbook_tools.batch.rollup.tables import table_sheets

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.records import Record
    from workbook_tools.model import Finding


TITLE = "社会工作服务站绩效评价汇总"
AMOUNTS = ("应拨金额", "到期应拨", "已拨金额", "尚欠金额")


class Due(NamedTuple):
    """One tranche of all workbooks that know what is due: how many, 万元 (NaN: nobody says), how many are late."""

    workbooks: int
    due: float
    to_date: float
    paid: float
    outstanding: float
    late: int


@dataclass
class Picture:
    """The district at a glance. Rates are fractions, money in 万元; None where it is unknown."""

    district: District
    notes: tuple[Finding, ...] = ()  # of the batch as a whole

    @property
    def title(self) -> str:
        """The year that most stations are of, in the title."""
        years = Counter(str(year) for year in self.district.stations["年度"] if isinstance(year, str) and year)
        year = min(years, key=lambda name: (-years[name], name)) if years else ""
        label = f"{year}年度" if year[-1:].isdigit() else year
        return f"{label}{TITLE}"

    @property
    def processed(self) -> int:
        return len(self.district.stations)

    @property
    def failed(self) -> int:
        return int(self.district.failures["文件"].nunique())

    @cached_property
    def stations(self) -> int:
        """Different stations; some have several workbooks."""
        return int(self.district.stations["站点"].nunique())

    @cached_property
    def tables(self) -> tuple[TableSheet, ...]:
        return table_sheets(self.district)

    @cached_property
    def heat_map(self) -> pd.DataFrame:
        return heat_map(self.district)

    @property
    def heat_note(self) -> str:
        """How the heat map reads, and what it leaves out."""
        note = "红色偏低（60% 及以下），黄色接近，绿色达到 100%；空白表示没有这个指标，或无法判定。列按站点数排列。"
        left = len(self.district.indicators) - len(self.heat_map.columns)
        return f"{note}只列站点最多的{MOST_INDICATORS}项，其余{left}项见“指标统计”。" if left > 0 else note

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        return spreads(self.district)

    @cached_property
    def grades(self) -> dict[str, int]:
        return grade_counts(self.district.stations)

    @cached_property
    def bands(self) -> dict[str, int]:
        return score_bands(self.district.stations)

    @cached_property
    def budget(self) -> float:
        return float(self.district.funds["全年预算"].sum())

    @cached_property
    def spent(self) -> float:
        """Of the workbooks whose budget is known, so that both sides of the rate are the same stations."""
        funds = self.district.funds
        return float(funds.loc[funds["全年预算"].notna(), "支出"].sum())

    @property
    def execution_rate(self) -> float | None:
        return self.spent / self.budget if self.budget > 0 else None

    @cached_property
    def due(self) -> dict[str, Due]:
        """The money by 拨付期次, in the order in which they come."""
        known = self.district.tranches.dropna(subset=["应拨金额"])
        return {str(name): _due(some) for name, some in known.groupby("拨付期次", sort=False)}

    @cached_property
    def missed(self) -> pd.DataFrame:
        """Indicators that some station missed, the most missed first."""
        indicators = indicator_statistics(self.district.indicators)
        return indicators[indicators["未完成"] > 0]

    @cached_property
    def severities(self) -> dict[str, int]:
        sums = self.district.by_code.groupby("级别", sort=False)["次数"].sum()
        return {str(name): int(count) for name, count in sums.items()}


def _due(some: pd.DataFrame) -> Due:
    due, to_date, paid, outstanding = (float(some[column].sum(min_count=1)) for column in AMOUNTS)
    return Due(len(some), due, to_date, paid, outstanding, int((some["状态"] == "逾期").sum()))


def picture_of(records: Iterable[Record], troubles: Sequence[Record]) -> Picture:
    return Picture(frames(gather(records), troubles))

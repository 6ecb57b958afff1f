"""All that the three forms of the roll-up show, computed once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from workbook_tools.batch.office_records import Office
from workbook_tools.batch.rollup.arrivals import LATE, Arrival, arrivals, counts
from workbook_tools.batch.rollup.attention import Attention, attention, flag_counts
from workbook_tools.batch.rollup.frames import DECIMALS, District, frames
from workbook_tools.batch.rollup.gather import gather
from workbook_tools.batch.rollup.money import Due, by_period, by_state, summed
from workbook_tools.batch.rollup.standing import OUTSIDE
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
from workbook_tools.report import formats

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.records import Record
    from workbook_tools.model import Finding


_TITLE = "社会工作服务站绩效评价汇总"


@dataclass
class Picture:
    """The district at a glance. Rates are fractions, money in 万元; None where it is unknown."""

    district: District
    office: Office = Office()  # noqa: RUF009 - frozen
    notes: tuple[Finding, ...] = ()  # of the batch as a whole

    @property
    def year(self) -> str:
        """The year that most stations are of, as a title names it: 2025年度; "" where none names one."""
        years = Counter(str(year) for year in self.district.everything["年度"] if isinstance(year, str) and year)
        year = min(years, key=lambda name: (-years[name], name)) if years else ""
        return f"{year}年度" if year[-1:].isdigit() else year

    @property
    def title(self) -> str:
        return f"{self.year}{_TITLE}"

    @property
    def processed(self) -> int:
        return len(self.district.everything)

    @property
    def counted(self) -> int:
        """Workbooks that the totals are of."""
        return len(self.district.stations)

    @cached_property
    def outside(self) -> dict[str, int]:
        """How many workbooks stand outside, by the reason; in the order in which they matter."""
        counts = Counter(self.district.outside["原因"])
        return {word: counts[word] for word in OUTSIDE if counts[word]}

    @property
    def outside_said(self) -> str:
        """A sentence without its stop; "" where everything counts."""
        if not self.outside:
            return ""
        kinds = "、".join(f"{word} {count} 个" for word, count in self.outside.items())
        return f"合计、排名和统计只含其中 {self.counted} 个，没有计入 {sum(self.outside.values())} 个（{kinds}）"

    @property
    def failed(self) -> int:
        return int(self.district.failures["文件"].nunique())

    @cached_property
    def stations(self) -> int:
        """Different stations; some have several workbooks."""
        return int(self.district.everything["站点"].nunique())

    @cached_property
    def arrivals(self) -> list[Arrival]:
        """Of every station of the office's list, and of those that are not on it; empty without a list."""
        if self.office.expected is None:
            return []
        failed = sorted(set(self.district.failures["文件"]))
        return arrivals(self.office.expected, self.district.everything, self.district.standing, failed)

    @cached_property
    def attention(self) -> list[Attention]:
        """今天要办."""
        return attention(self.district, self.arrivals)

    @cached_property
    def flags(self) -> dict[str, int]:
        """The six numbers of the first screen, by their names: stations."""
        return flag_counts(self.attention)

    @property
    def today_said(self) -> str:
        """The money that is due and who reported late, in a sentence without its stop; "" where there is neither."""
        due = summed(self.district.tranches)
        money = (
            ("到期应拨", due.to_date), ("已拨", due.paid), ("尚欠", due.outstanding), ("未填已拨", due.unrecorded),
            ("提前拨付", due.ahead), ("超拨", due.overpaid),
        )  # fmt: skip
        said = [f"{name} {formats.amount(Decimal(repr(value)))} 万元" for name, value in money if value]
        late = counts(self.arrivals).get(LATE, 0)
        return "，".join([*said, *([f"迟报 {late} 个站点"] if late else [])])

    @cached_property
    def tables(self) -> tuple[TableSheet, ...]:
        return table_sheets(self.district, self.arrivals, self.attention, self.today_said)

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
        return round(fsum(self.district.funds["全年预算"].dropna()), DECIMALS)

    @cached_property
    def spent(self) -> float:
        """Of the workbooks whose budget is known, so that both sides of the rate are the same stations."""
        funds = self.district.funds
        return round(fsum(funds.loc[funds["全年预算"].notna(), "支出"].dropna()), DECIMALS)

    @cached_property
    def spent_in_all(self) -> float:
        return round(fsum(self.district.funds["支出"].dropna()), DECIMALS)

    @property
    def execution_rate(self) -> float | None:
        return self.spent / self.budget if self.budget > 0 else None

    @cached_property
    def due(self) -> dict[str, Due]:
        """The money by 拨付期次, in the order of the contract."""
        return by_period(self.district.tranches)

    @cached_property
    def states(self) -> dict[str, Due]:
        """The money by the state of its tranches."""
        return by_state(self.district.tranches)

    @cached_property
    def missed(self) -> pd.DataFrame:
        """Indicators that some station missed, the most missed first."""
        indicators = indicator_statistics(self.district.indicators)
        return indicators[indicators["未完成"] > 0]

    @cached_property
    def severities(self) -> dict[str, int]:
        sums = self.district.by_code.groupby("级别", sort=False)["次数"].sum()
        return {str(name): int(count) for name, count in sums.items()}


def picture_of(records: Iterable[Record], troubles: Sequence[Record], office: Office = Office()) -> Picture:  # noqa: B008 - frozen
    return Picture(frames(gather(records), troubles, office), office)

"""What the district looks like as a whole: spread, outliers by a stated rule, what most stations miss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.names import GRADES

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.frames import District
    from workbook_tools.batch.rollup.gather import Indicator

MOST_OUTLIERS_NAMED = 6
OUTLIER_RULE = (
    "离群：低于下四分位数减 1.5 倍四分位距，或高于上四分位数加 1.5 倍四分位距（Tukey 规则）；不足 8 个站点时不作判断"
)
FEWEST_FOR_OUTLIERS = 8
OPEN = "未定"
INDICATOR_COLUMNS = (
    "指标", "一级指标", "站点数", "未完成", "无法判定", "下四分位", "完成率中位数", "上四分位", "失分合计",
)  # fmt: skip
MOST_INDICATORS = 60  # columns of the heat map: those that most stations have


@dataclass(frozen=True, slots=True)
class Spread:
    """Quartiles (linear between neighbours) of `count` known figures; None without any."""

    name: str
    count: int
    minimum: float | None = None
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    maximum: float | None = None
    mean: float | None = None
    outliers: tuple[str, ...] = ()  # stations

    @property
    def outliers_named(self) -> str:
        """The first of them by name, and how many there are if these are not all; "" without any."""
        first = "、".join(self.outliers[:MOST_OUTLIERS_NAMED])
        return f"{first}等{len(self.outliers)}个" if len(self.outliers) > MOST_OUTLIERS_NAMED else first


def spread(name: str, figures: pd.Series[float], stations: pd.Series[str]) -> Spread:
    """Of the stations whose figure is known."""
    known = figures.notna()
    values, names = figures[known].astype(float), stations[known]
    if values.empty:
        return Spread(name, 0)
    lower, median, upper = (float(values.quantile(part)) for part in (0.25, 0.5, 0.75))
    reach = 1.5 * (upper - lower)
    outside = names[(values < lower - reach) | (values > upper + reach)]
    return Spread(
        name,
        len(values),
        float(values.min()),
        lower,
        median,
        upper,
        float(values.max()),
        float(values.mean()),
        tuple(outside) if len(values) >= FEWEST_FOR_OUTLIERS else (),
    )


def spreads(district: District) -> tuple[Spread, ...]:
    """Settled scores only: open ones would blur them; the lowest possible score of all stations stands beside."""
    stations = district.stations
    return (
        spread("得分（已定）", stations["得分"], stations["站点"]),
        spread("最低可能得分（全部）", stations["最低"], stations["站点"]),
        spread("评估得分", stations["评估得分"], stations["站点"]),
        spread("预算执行率", stations["预算执行率"], stations["站点"]),
    )


def grade_counts(stations: pd.DataFrame) -> dict[str, int]:
    """Settled grades from best to worst, then the open ones together."""
    is_open = stations["最低等级"] != stations["最高等级"] if "最低等级" in stations else _is_open(stations)
    settled = stations.loc[~is_open, "财政等级"].value_counts()
    known = [grade for grade in GRADES if grade in settled]
    counts = {grade: int(settled[grade]) for grade in [*known, *sorted(set(settled.index) - set(GRADES))]}
    return counts | ({OPEN: int(is_open.sum())} if is_open.any() else {})


def _is_open(stations: pd.DataFrame) -> pd.Series[bool]:
    return stations["财政等级"].astype(str).str.contains("～")


def score_bands(stations: pd.DataFrame) -> dict[str, int]:
    """How many stations lie in each band of ten points, by the lowest possible score."""
    lows = stations["最低"].clip(0, 99.99)
    counts = (lows // 10).astype(int).value_counts()
    first = int(counts.index.min()) if len(counts) else 0
    return {f"{band * 10}～{band * 10 + 10}": int(counts.get(band, 0)) for band in range(min(first, 5), 10)}


def heat_map(district: District) -> pd.DataFrame:
    """Stations (by file, in the order of their rank) × indicators (the commonest first): completion.

    A station that has no such indicator, or whose completion is unknown, has none there.
    """
    import numpy as np
    import pandas as pd

    indicators, count = district.indicators, len(district.everything)
    columns = sorted(indicators, key=lambda name: (-indicators[name].stations, name))[:MOST_INDICATORS]
    rates = np.full((count, len(columns)), np.nan)
    for column, name in enumerate(columns):
        places, completion = np.array(indicators[name].places), np.array(indicators[name].completion)
        known = ~np.isnan(completion)
        rows = np.bincount(places[known], minlength=count)
        sums = np.bincount(places[known], weights=completion[known], minlength=count)
        rates[rows > 0, column] = sums[rows > 0] / rows[rows > 0]
    return pd.DataFrame(rates[district.places], index=pd.Index(district.stations["文件"]), columns=columns)


def indicator_statistics(indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """By indicator: how many stations have it, miss it, cannot be judged; completion; points lost. Most missed first.

    Points are lost by what was judged; what is open is no loss.
    """
    import pandas as pd

    table = pd.DataFrame(
        [_of_indicator(name, indicator) for name, indicator in indicators.items()], columns=list(INDICATOR_COLUMNS)
    )
    table["未完成比例"] = table["未完成"] / table["站点数"]
    table["失分合计"] = table["失分合计"].astype(float).round(2)
    return table.sort_values(["未完成", "失分合计", "指标"], ascending=[False, False, True], ignore_index=True)


def _of_indicator(name: str, indicator: Indicator) -> tuple[Any, ...]:
    import pandas as pd

    lower, median, upper = pd.Series(indicator.completion, dtype=float).quantile([0.25, 0.5, 0.75])
    counts = (indicator.stations, indicator.missed, indicator.unjudged)
    return name, indicator.level1, *counts, lower, median, upper, indicator.lost

"""What the district looks like as a whole: spread, outliers by a stated rule, what most stations miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.frames import District

OUTLIER_RULE = "低于下四分位数减 1.5 倍四分位距，或高于上四分位数加 1.5 倍四分位距（Tukey 规则），至少 8 个站点时判断"
FEWEST_FOR_OUTLIERS = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and quartiles of settled scores; `count` of them. None without any."""

    count: int
    minimum: float | None
    lower: float | None
    median: float | None
    upper: float | None
    maximum: float | None
    outliers: tuple[str, ...]


def spread(stations: pd.DataFrame) -> Spread:
    """Of the stations whose score is settled; open ones would only blur it."""
    settled = stations[stations["得分"].notna()]
    scores = settled["得分"].astype(float)
    if scores.empty:
        return Spread(0, None, None, None, None, None, ())
    lower, median, upper = (float(scores.quantile(part)) for part in (0.25, 0.5, 0.75))
    reach = 1.5 * (upper - lower)
    outside = settled[(scores < lower - reach) | (scores > upper + reach)]
    outliers = tuple(outside["站点"]) if len(scores) >= FEWEST_FOR_OUTLIERS else ()
    return Spread(len(scores), float(scores.min()), lower, median, upper, float(scores.max()), outliers)


def grade_counts(stations: pd.DataFrame) -> dict[str, int]:
    """Settled grades from best to worst, then the open ones together."""
    open_ones = stations["财政等级"].str.contains("～")
    settled = stations.loc[~open_ones, "财政等级"].value_counts()
    order = [grade for grade in ("优", "良", "中", "差") if grade in settled] + [
        grade for grade in sorted(settled.index) if grade not in ("优", "良", "中", "差")
    ]
    counts = {grade: int(settled[grade]) for grade in order}
    return counts | ({"未定": int(open_ones.sum())} if open_ones.any() else {})


def heat_map(district: District) -> pd.DataFrame:
    """Stations × indicators: completion. A station that has no such indicator, or an unknown one, has none."""
    rows = district.rows
    order = rows["指标"].value_counts(sort=True)
    table = rows.pivot_table(index="文件", columns="指标", values="完成率", aggfunc="mean", dropna=False)
    columns = sorted(order.index, key=lambda name: (-int(order[name]), str(name)))
    return table.reindex(index=district.stations["文件"], columns=columns)


def indicator_statistics(rows: pd.DataFrame) -> pd.DataFrame:
    """By indicator: how many stations have it, miss it, cannot be judged; the median completion. Most missed first."""
    grouped = rows.groupby("指标", sort=True)
    table = grouped.agg(
        站点数=("文件", "nunique"),
        未完成=("完成情况", lambda states: int((states == "未完成").sum())),
        无法判定=("完成情况", lambda states: int((states == "无法判定").sum())),
        完成率中位数=("完成率", "median"),
        失分=("分值", "sum"),
    )
    earned = rows.assign(失=rows["分值"].where(rows["得分"].notna(), 0).fillna(0) - rows["得分"].fillna(0))
    table["失分"] = earned.groupby("指标")["失"].sum().round(2)
    table["未完成比例"] = table["未完成"] / table["站点数"]
    return table.sort_values(["未完成", "失分", "指标"], ascending=[False, False, True]).reset_index()


def findings_by_code(findings: pd.DataFrame) -> pd.DataFrame:
    """By code: how often, in how many stations, and one of them in full."""
    if findings.empty:
        return findings.assign(次数=[], 站点数=[])[["编号", "级别", "次数", "站点数", "问题", "处理办法"]]
    table = (
        findings.groupby(["编号", "级别"], sort=True)
        .agg(次数=("站点", "size"), 站点数=("文件", "nunique"), 问题=("问题", "first"), 处理办法=("处理办法", "first"))
        .reset_index()
    )
    weight = table["级别"].map({"错误": 0, "提醒": 1, "提示": 2})
    return table.assign(_=weight).sort_values(["_", "站点数", "编号"], ascending=[True, False, True]).drop(columns="_")

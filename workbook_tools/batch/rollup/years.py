"""The district over the years, and each contract in one view: from the stations that count, and what they say of
their earlier years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from math import fsum
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.names import GRADES, canonical
from workbook_tools.batch.rollup.standing import bare_year
from workbook_tools.report.blocks import printable

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.gather import Gathered

DECIMALS = 6
MOST_INDICATORS = 20  # those that most stations have
TOTAL = "合计"
UP, DOWN, SAME = "提高", "下降", "持平"
Year = Mapping[str, Any]
Station = tuple[str, str, list[Year]]  # name, file, its years: the latest first


def stations_with_years(gathered: Gathered, counted: Sequence[bool]) -> Iterator[Station]:
    """Those that were compared with earlier years, one after the other."""
    names, files = gathered.stations.texts["站点"], gathered.stations.texts["文件"]
    for place in compress(range(len(gathered.years)), counted):
        years = gathered.years.piece(place)
        if years:
            yield names[place] or "", files[place] or "", years


def by_station(stations: Sequence[Station]) -> pd.DataFrame:
    """One line a station and year, the earliest first; 比上年 is the score less that of the year before it."""
    import pandas as pd

    lines = []
    for name, _, years in stations:
        before: Year | None = None
        for year in reversed(years):
            change = _change(year, before)
            trend = None if change is None else UP if change > 0 else DOWN if change < 0 else SAME
            low, high = year["grade_range"]
            grade = year["grade"] or (low if low == high else f"{low}～{high}")
            rate = _rate(year["spent"], year["budget"])
            label = bare_year(year["year"]) or None
            money = (year["budget"], year["spent"], rate)
            lines.append(
                (name, label, year["score"], change, trend, grade, year["midterm"], year["final"], *money, year["file"])
            )
            before = year
    heads = [
        "站点", "年度", "得分", "比上年", "走势", "财政等级", "中期等级", "末期等级", "全年预算", "支出", "预算执行率",
        "文件",
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=heads)


def by_year(stations: Sequence[Station]) -> pd.DataFrame:
    """One line a year of the district: scores and grades that are settled, money, how many stations rose and fell."""
    import pandas as pd

    lines = by_station(stations)
    rows = []
    for label, some in lines.groupby("年度", sort=True):
        scores = [float(score) for score in some["得分"].dropna()]
        grades = some["财政等级"].value_counts()
        settled = [int(grades.get(grade, 0)) for grade in GRADES]
        both = some.dropna(subset=["全年预算", "支出"])
        budget, spent = _sum(some["全年预算"]), _sum(some["支出"])
        trends = [int((some["走势"] == trend).sum()) for trend in (UP, DOWN, SAME)]
        middle = (round(median(scores), 2), round(fmean(scores), 2)) if scores else (None, None)
        rate = _rate(_sum(both["支出"]), _sum(both["全年预算"]))
        rows.append((label, len(some), *middle, *settled, len(some) - sum(settled), budget, spent, rate, *trends))
    heads = [
        "年度",
        "站点数",
        "得分中位数",
        "得分平均",
        *GRADES,
        "未定",
        "全年预算",
        "支出",
        "预算执行率",
        UP,
        DOWN,
        SAME,
    ]
    return pd.DataFrame(rows, columns=heads)


def by_indicator(stations: Iterable[Station]) -> tuple[pd.DataFrame, int]:
    """The commonest indicators by year: in how many stations, the median of their completion, how often not done. And
    how many others there are."""
    import pandas as pd

    found: dict[str, dict[str, list[tuple[str, float | None, bool]]]] = {}
    for _, file, years in stations:
        for year in years:
            for level3, item, completion, missed in year["indicators"]:
                parts = [part for part in (level3, item) if part]
                name = printable(canonical("·".join(dict.fromkeys(parts))))
                found.setdefault(name, {}).setdefault(bare_year(year["year"]), []).append((file, completion, missed))
    common = sorted(found, key=lambda name: (-sum(map(len, found[name].values())), name))[:MOST_INDICATORS]
    rows = []
    for name in common:
        for label, some in sorted(found[name].items()):
            known = [completion for _, completion, _ in some if completion is not None]
            middle = median(known) if known else None
            rows.append((name, label or None, len({file for file, *_ in some}), middle, sum(m for *_, m in some)))
    return pd.DataFrame(rows, columns=["指标", "年度", "站点数", "完成率中位数", "未完成"]), len(found) - len(common)


def contracts(stations: Sequence[Station]) -> pd.DataFrame:
    """Each contract: a line a year, and 合计 against 合同总金额. Years that began before the contract or after its end
    are of another one."""
    import pandas as pd

    lines: list[tuple[Any, ...]] = []
    for name, file, years in stations:
        total = years[0]["contract_total"]
        own = [year for year in reversed(years) if _in_contract(year, years[0]["contract"])]
        money = []
        for year in own:
            tranches = year["tranches"]
            due, paid = (_sum_of(tranches, key) for key in ("due", "paid"))
            figures = (year["funds"], year["budget"], year["spent"], due, paid)
            money.append(figures)
            grades = (year["grade"], year["midterm"], year["final"], year["finance"])
            told = "；".join(map(_tranche, tranches)) or None
            lines.append(
                (name, bare_year(year["year"]) or None, year["score"], *grades, *figures, told, None, None, file)
            )
        sums = [_total(column) for column in zip(*money, strict=True)] if money else [None] * 5
        left = None if total is None or sums[0] is None else round(total - sums[0], DECIMALS)
        said = _left_said(years[0]["contract"], len(own))
        lines.append((name, TOTAL, None, None, None, None, None, *sums, said, total, left, file))
    heads = [
        "站点", "年度", "得分", "财政等级", "中期等级", "末期等级", "财务评估", "年度资金", "全年预算", "支出",
        "应拨金额", "已拨金额", "各期拨付", "合同总金额", "合同余额", "文件",
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=heads)


def _in_contract(year: Year, contract: Sequence[str | None]) -> bool:
    """Where one of the days is unknown the year counts: what is beside it is told by the sum."""
    first, last = contract
    begins = year["begins"]
    return not begins or ((not first or begins >= first) and (not last or begins <= last))


def _left_said(contract: Sequence[str | None], known: int) -> str | None:
    first, last = contract
    if not first or not last:
        return f"有{known}个年度的工作簿"
    from datetime import date

    span = round((date.fromisoformat(last) - date.fromisoformat(first)).days / 365.25)
    missing = span - known
    return f"合同共{span}年，有{known}个年度的工作簿" + (f"，缺{missing}个" if missing > 0 else "")


def _tranche(tranche: Mapping[str, Any]) -> str:
    due = "应拨不明" if tranche["due"] is None else f"应拨{tranche['due']:g}"
    paid = "未填已拨" if tranche["paid"] is None else f"已拨{tranche['paid']:g}"
    when = f"（{tranche['paid_on']}）" if tranche["paid_on"] else ""
    latest = f"，最迟{tranche['latest']}" if tranche["latest"] else ""
    return f"{tranche['name']}：{due}，{paid}{when}{latest}，{tranche['state']}"


def _change(year: Year, before: Year | None) -> float | None:
    if before is None or year["score"] is None or before["score"] is None:
        return None
    return round(float(year["score"]) - float(before["score"]), 2)


def _rate(spent: float | None, budget: float | None) -> float | None:
    return spent / budget if spent is not None and budget else None


def _sum(figures: pd.Series[float]) -> float | None:
    known = [float(figure) for figure in figures.dropna()]
    return round(fsum(known), DECIMALS) if known else None


def _sum_of(tranches: Sequence[Mapping[str, Any]], key: str) -> float | None:
    known = [float(each[key]) for each in tranches if each[key] is not None]
    return round(fsum(known), DECIMALS) if known else None


def _total(column: Sequence[float | None]) -> float | None:
    known = [float(figure) for figure in column if figure is not None]
    return round(fsum(known), DECIMALS) if known else None

"""A district added up a second time, from the workbooks alone: openpyxl and Decimal, nothing of the program.

    python tests/batch_totals.py OUT

reads every workbook below OUT/各站结果, adds it up, compares all of it with OUT/汇总.xlsx and prints what differs.
"""

from __future__ import annotations

import statistics
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

CENT, EXECUTION = Decimal("0.01"), Decimal(10)
GRADES = ((Decimal(90), "优"), (Decimal(80), "良"), (Decimal(60), "中"), (Decimal(0), "差"))
FIGURES = ("记录", "数量", "服务人次", "直接工时", "间接工时", "总工时")
Table = list[dict[str, Any]]


@dataclass(slots=True)
class Station:
    """One workbook, added up."""

    name: str
    year: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    rows: dict[str, tuple[Decimal | None, str]] = field(default_factory=dict)  # completion, state
    lost: dict[str, Decimal] = field(default_factory=dict)
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    due: dict[str, Decimal] = field(default_factory=dict)
    communities: dict[str, list[Decimal]] = field(default_factory=dict)
    workers: dict[str, list[Decimal]] = field(default_factory=dict)

    @property
    def score(self) -> Decimal | None:
        return self.low if self.low == self.high else None

    @property
    def grade(self) -> str:
        worst, best = _grade(self.low), _grade(self.high)
        return worst if worst == best else f"{worst}～{best}"

    @property
    def rate(self) -> Decimal:
        return self.spent / self.budget


def stations_of(out: Path) -> dict[str, Station]:
    """By the path of the source, which the folder of the results bears."""
    return {
        path.parent.relative_to(out / "各站结果").as_posix() + ".xlsx": _station(path)
        for path in sorted((out / "各站结果").rglob("*.xlsx"))
    }


def counted(stations: dict[str, Station]) -> dict[str, Station]:
    """One of copies that are the same, none of twins that differ, none that reports nothing."""
    groups: dict[tuple[str, str], dict[str, Station]] = {}
    for file, station in stations.items():
        if station.spent or any(rate is not None for rate, _ in station.rows.values()):
            groups.setdefault((station.name, station.year), {})[file] = station
    found = {}
    for some in groups.values():
        first, *others = sorted(some)
        if all(some[other] == some[first] for other in others):
            found[first] = some[first]
    return found


def _station(path: Path) -> Station:
    book = _opened(path)
    about = {row[0]: row[1] for row in book["基本信息"].iter_rows(values_only=True) if row[0]}
    station = Station(str(about["站点名称"]), str(about.get("评价年度")))
    _scores(station, _table(book["绩效指标"], "三级指标"))
    costs = [row for row in _table(book["资金使用"], "支出明细") if row["支出明细"] != "合计"]
    station.budget = _decimal(about.get("全年预算数（万元）") or about["年度项目资金（万元）"])
    station.spent = sum((_decimal(row["支出金额（万元）"]) for row in costs), Decimal(0))
    execution = _cents(EXECUTION * min(Decimal(1), station.rate))
    station.low, station.high = station.low + execution, station.high + execution
    for row in _table(book["问题清单"], "编号"):
        station.severities[row["级别"]] += 1
        station.codes[row["编号"]] += 1
    station.due = {row["拨付期次"]: _decimal(row["应拨金额（万元）"]) for row in _table(book["资金拨付"], "拨付期次")}
    if "服务台账" in book.sheetnames:
        entries = _table(book["服务台账"], "日期")
        station.communities = _groups(entries, "社区")
        station.workers = _groups(entries, "社工")
    return station


def _scores(station: Station, rows: Table) -> None:
    """The sum of the rows; one without a score may earn nothing, or everything."""
    for row in rows:
        name, points = row["三级指标"], _decimal(row["分值"])
        completion = None if row["完成率"] in (None, "") else _decimal(row["完成率"])
        station.rows[name] = completion, str(row["完成情况"]).split()[0].split("（")[0]
        if row["得分"] in (None, ""):
            station.high += points
        else:
            score = _decimal(row["得分"])
            station.low, station.high = station.low + score, station.high + score
            station.lost[name] = points - score


def _groups(entries: Table, head: str) -> dict[str, list[Decimal]]:
    groups: dict[str, list[Decimal]] = {}
    for entry in entries:
        figures = [_decimal(entry[name] or 0) for name in ("数量", "服务人次", "直接工时", "间接工时")]
        sums = groups.setdefault(entry[head], [Decimal(0)] * len(FIGURES))
        for place, figure in enumerate([Decimal(1), *figures, figures[-2] + figures[-1]]):
            sums[place] += figure
    return groups


# ---------------------------------------------------------------- compared with the roll-up


def differences(out: Path) -> Iterator[str]:
    """Everything that 汇总.xlsx says otherwise than its workbooks; nothing where all is right."""
    stations, rollup = counted(stations_of(out)), _opened(out / "汇总.xlsx")
    yield from _of_stations(stations, _table(rollup["排名"], "站点"))
    yield from _of_places(_table(rollup["排名"], "站点"))
    funds = {row["文件"]: row for row in _table(rollup["资金"], "站点")}
    for file, station in stations.items():
        yield from _same(f"资金 {file} 全年预算", station.budget, funds[file]["全年预算"])
        yield from _same(f"资金 {file} 支出", station.spent, funds[file]["支出"])
        yield from _same(f"资金 {file} 执行率", station.rate, funds[file]["执行率"])
    tranches = Counter[tuple[str, str]]()
    for row in _table(rollup["资金拨付"], "站点"):
        tranches[row["文件"], row["拨付期次"]] += _decimal(row["应拨金额"])  # type: ignore[assignment]
    yield from _same_sums("资金拨付", {(f, t): due for f, s in stations.items() for t, due in s.due.items()}, tranches)
    for sheet, head in (("社区统计", "社区"), ("社工统计", "社工")):
        kind = "communities" if head == "社区" else "workers"
        ours = {(f, name): sums for f, s in stations.items() for name, sums in getattr(s, kind).items()}
        theirs = {(row["文件"], row[head]): row for row in _table(rollup[sheet], "站点")}
        yield from _same(f"{sheet} 行数", Decimal(len(ours)), len(theirs))
        for key, sums in ours.items():
            for name, figure in zip(FIGURES, sums, strict=True):
                yield from _same(f"{sheet} {key} {name}", figure, theirs[key][name])
    yield from _of_findings(stations, rollup)
    yield from _of_indicators(stations, rollup)
    yield from _of_overview(stations, rollup)


def _of_stations(stations: Mapping[str, Station], ranking: Table) -> Iterator[str]:
    yield from _same("排名 行数", Decimal(len(stations)), len(ranking))
    for row in ranking:
        station, where = stations[row["文件"]], f"排名 {row['文件']}"
        if (row["站点"], row["财政等级"]) != (station.name, station.grade):
            yield f"{where}：{station.name} {station.grade}，汇总为 {row['站点']} {row['财政等级']}"
        yield from _same(f"{where} 得分", station.score, row["得分"])
        yield from _same(f"{where} 最低可能", station.low, row["最低可能"])
        yield from _same(f"{where} 最高可能", station.high, row["最高可能"])
        yield from _same(f"{where} 预算执行率", station.rate, row["预算执行率"])
        for severity in ("错误", "提醒", "提示"):
            yield from _same(f"{where} {severity}", Decimal(station.severities[severity]), row[severity])


def _of_places(ranking: Table) -> Iterator[str]:
    lows = [_decimal(row["最低可能"]) for row in ranking]
    for row, low in zip(ranking, lows, strict=True):
        yield from _same(f"名次 {row['文件']}", Decimal(1 + sum(other > low for other in lows)), row["名次"])
    if lows != sorted(lows, reverse=True):
        yield "排名没有按最低可能得分排列"


def _of_findings(stations: Mapping[str, Station], rollup: Any) -> Iterator[str]:
    times = sum((station.codes for station in stations.values()), Counter[str]())
    books = Counter(code for station in stations.values() for code in station.codes)
    by_code = {row["编号"]: row for row in _table(rollup["问题汇总"], "编号")}
    yield from _same_sums("问题汇总 次数", times, {code: row["次数"] for code, row in by_code.items()})
    yield from _same_sums("问题汇总 工作簿数", books, {code: row["工作簿数"] for code, row in by_code.items()})
    listed = Counter(row["编号"] for row in _table(rollup["问题明细"], "站点"))
    yield from _same_sums("问题明细", times, listed)


def _of_indicators(stations: Mapping[str, Station], rollup: Any) -> Iterator[str]:
    rates = {
        (row["文件"], head): row[head]
        for row in _table(rollup["完成率热力图"], "站点")
        for head in row
        if head not in ("站点", "文件") and row[head] is not None
    }
    ours = {(f, name): rate for f, s in stations.items() for name, (rate, _) in s.rows.items() if rate is not None}
    yield from _same_sums("完成率热力图", ours, rates)
    table = {row["指标"]: row for row in _table(rollup["指标统计"], "一级指标")}
    for name, row in table.items():
        states = [station.rows[name][1] for station in stations.values() if name in station.rows]
        known = sorted(station.rows[name][0] for station in stations.values() if station.rows.get(name, (None,))[0])  # type: ignore[type-var]
        lost = sum((station.lost.get(name, Decimal(0)) for station in stations.values()), Decimal(0))
        yield from _same(f"指标统计 {name} 站点数", Decimal(len(states)), row["站点数"])
        yield from _same(f"指标统计 {name} 未完成", Decimal(states.count("未完成")), row["未完成"])
        yield from _same(f"指标统计 {name} 无法判定", Decimal(states.count("无法判定")), row["无法判定"])
        yield from _same(f"指标统计 {name} 失分", lost, row["失分合计"])
        if known:
            yield from _same(f"指标统计 {name} 中位数", Decimal(statistics.median(known)), row["完成率中位数"])  # type: ignore[type-var]


def _of_overview(stations: Mapping[str, Station], rollup: Any) -> Iterator[str]:
    cells = [[value for value in row if value is not None] for row in rollup["概况"].iter_rows(values_only=True)]
    spreads = {row[0]: row for row in cells if len(row) >= 8 and isinstance(row[1], int)}
    for name, known in (
        ("得分（已定）", [station.score for station in stations.values() if station.score is not None]),
        ("最低可能得分（全部）", [station.low for station in stations.values()]),
        ("预算执行率", [station.rate for station in stations.values()]),
    ):
        lower, median, upper = statistics.quantiles(known, n=4, method="inclusive")
        ours = [Decimal(len(known)), min(known), lower, median, upper, max(known), sum(known) / len(known)]
        for figure, theirs in zip(ours, spreads[name][1:], strict=False):
            yield from _same(f"概况 {name}", figure, theirs)
    total = sum(station.spent for station in stations.values()) / sum(station.budget for station in stations.values())
    if not any(_is(total, value) for row in cells for value in row):
        yield f"概况：总预算执行率应为 {total}"


def _same(what: str, ours: Decimal | None, theirs: Any) -> Iterator[str]:
    if not (theirs in (None, "") if ours is None else _is(ours, theirs)):
        yield f"{what}：应为 {ours}，汇总为 {theirs}"


def _same_sums(what: str, ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Iterator[str]:
    for key in sorted({*ours, *theirs}, key=str):
        yield from _same(f"{what} {key}", _decimal(ours.get(key, 0)), theirs.get(key, 0))


def _is(ours: Decimal, theirs: Any) -> bool:
    """To a millionth, in which the heat map is rounded: what is shown has four decimals."""
    return isinstance(theirs, int | float | Decimal) and abs(ours - _decimal(theirs)) <= Decimal("0.000001")


# ---------------------------------------------------------------- reading


def _opened(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path, data_only=True)


def _table(sheet: Any, key: str) -> Table:
    """Rows by their heads: those below the row that has `key` in it, down to an empty one."""
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    left = iter(rows)
    heads = next(row for row in left if key in row)
    found: Table = []
    for row in left:
        line = dict(zip(heads, row, strict=True))
        if line[key] in (None, ""):
            if found and not any(value not in (None, "") for value in row):
                break
            continue
        found.append(line)
    return found


def _grade(score: Decimal) -> str:
    return next(grade for least, grade in GRADES if score >= least)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


if __name__ == "__main__":
    found = list(differences(Path(sys.argv[1])))
    print(*found, sep="\n")
    print(f"{len(found)} differences")

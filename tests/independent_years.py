"""与以前年度比较 and 进度监测 worked out once more: the same reckoning for two workbooks, and days counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from independent_basics import EXECUTION, FISCAL, Entry, Station, grade
from independent_cells import Sheet, day_of, exact, plain

D = Decimal
Block = list[dict[str, Any]]


def years_section(found: Any, now: Station, before: Station, totals: Block, rows: Block) -> None:
    """The totals of both years, and every indicator under its name."""
    if len(totals) != 2:
        found.differences.append(f"与以前年度比较 has {len(totals)} years, not 2")
    for line, station in zip(totals, (now, before), strict=False):
        _totals(found, station, line)
    left = {entry.name: entry for entry in before.entries}, {entry.name: entry for entry in now.entries}
    for row in rows:
        name = str(row["指标"].value)
        earlier, own = (side.pop(name, None) for side in left)
        pairs = (("完成率(以前)", earlier, "completion"), ("完成率(本年)", own, "completion"),
                 ("得分(以前)", earlier, "score"), ("得分(本年)", own, "score"))  # fmt: skip
        for head, entry, what in pairs:
            found.figure(row[head], getattr(entry, what) if entry else None, f"{name}{head}")
        rates = [entry.completion if entry else None for entry in (earlier, own)]
        change = None if None in rates else (rates[1] - rates[0]) * 100  # type: ignore[operator]
        found.figure(row["升降百分点"], change, name)
        for entry, other, word in ((own, earlier, "（新增）"), (earlier, own, "（取消）")):
            if entry is not None and other is None:
                found.text(row["年度指标值以前→本年"], word, name)
    if any(left):
        found.differences.append(f"与以前年度比较 lacks {[*left[0], *left[1]]}")


def _totals(found: Any, station: Station, line: dict[str, Any]) -> None:
    counted = [entry for entry in station.entries if entry.points is not None]
    done, execution = station.execution, station.execution
    low, high = (sum((getattr(entry, end) for entry in counted), D(0)) for end in ("low", "high"))
    low, high = low + (done or D(0)), high + (EXECUTION if execution is None else execution)
    points = sum((entry.points or D(0) for entry in counted), EXECUTION)
    closed = low == high and all(entry.score is not None for entry in counted) and done is not None
    if closed:
        found.figure(line["得分"], low)
    else:
        found.text(line["得分"], f"{low:.2f}～{high:.2f}")
    worst, best = grade(FISCAL, low), grade(FISCAL, high)
    found.text(line["等级"], worst if worst == best else f"{worst}～{best}")
    for head, value in (
        ("预算执行率", station.rate),
        ("预算", station.budget),
        ("支出", station.spent),
        ("满分", points),
    ):
        cell = next(cell for name, cell in line.items() if name.split("(")[0] == head)
        found.figure(cell, value, head)
    met = sum(entry.state in ("完成", "超额完成") for entry in station.entries)
    found.text(line["完成指标"], f"{met}/{len(station.entries)}")


def pace_section(found: Any, station: Station, about: dict[str, Any], ledger: Sheet | None, rows: Block) -> None:
    """Up to 填表日期, both ends of the year counted; without a ledger what was declared on that day."""
    day, start, end = (day_of(about.get(label)) for label in ("填表日期", "服务开始日期", "服务结束日期"))
    entries = {entry.name: entry for entry in station.entries}
    for row in rows:
        entry = entries.pop(str(row["指标"].value))
        if row["进度"].value == "—":
            for head in ("已完成", "完成比例", "时间进度", "年末推算", "推算比例"):
                found.figure(row[head], None, entry.name)
            found.figure(row["目标"], entry.goal if isinstance(row["目标"].value, int | float) else None, entry.name)
            continue
        assert day is not None
        assert start is not None
        assert end is not None
        over, total = (day - start).days + 1, (end - start).days + 1
        done = entry.start if ledger is None else _done(ledger, entry, day)
        assert done is not None
        assert entry.goal is not None
        ends = done * total / over
        wanted = (entry.goal, done, done / entry.goal, D(over) / total, ends, ends / entry.goal)
        heads = ("目标", "已完成", "完成比例", "时间进度", "年末推算", "推算比例")
        for head, value in zip(heads, wanted, strict=True):
            found.figure(row[head], value, f"{entry.name}{head}")
    if rows and entries:
        found.differences.append(f"进度监测 lacks {list(entries)}")


def _done(ledger: Sheet, entry: Entry, day: date) -> D:
    counted = D(0)
    for row in ledger.rows:
        when = day_of(row["日期"].value)
        if plain(row["对应指标"].value) == entry.name and when is not None and when <= day:
            counted += exact(row["数量"].value) or D(0)
    return counted

"""The rules of DOMAIN.md worked out once more with Decimal, from the cells of staff alone: scores, money, assessments.

Nothing of the package is used. It knows the default scheme (fiscal-2020) and the station contract of the city.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from independent_basics import BANDS, LARGER, LEVELS, SMALLER, D, Entry, Station, earned, evenly, half_up
from independent_cells import Said, Sheet, exact, pairs, plain, read_sheet, said
from independent_money import assessments, ledger, money, tranches


def work_out(book: Any) -> Station:
    """Everything that a finished workbook should show, from its cells that staff fill."""
    station, about = Station(), pairs(book)
    station.annual = exact(about.get("年度项目资金"))
    money(station, about, read_sheet(book, "资金使用", "支出明细"))
    log = read_sheet(book, "服务台账", "对应指标")
    ledger(station, log)
    table = read_sheet(book, "绩效指标", "年度指标值")
    assert table is not None
    _indicators(station, table, log)
    assessments(station, about, read_sheet(book, "评估评分", "评估主体"))
    tranches(station, about, read_sheet(book, "资金拨付", "拨付比例"))
    return station


# ---------------------------------------------------------------- indicators


def _indicators(station: Station, table: Sheet, ledger: Sheet | None) -> None:
    rows = list(_rows(table))
    for row, points in zip(rows, _points(rows), strict=True):
        if row["level3"].startswith("其中") and row["given"] is None:
            points = None
        for entry in _entries(row, points, ledger, rows):
            station.entries.append(entry)


def _rows(table: Sheet) -> Iterator[dict[str, Any]]:
    """Levels filled down; rows of one 三级指标 with 指标明细 are one group."""
    level1 = level2 = level3 = ""
    heading: D | None = None
    group = -1
    for cells in table.rows:
        value = {head: cell.value for head, cell in cells.items() if head != "row"}
        if plain(value.get("三级指标")) in ("合计", "总计") or plain(value.get("一级指标")) in ("合计", "总计"):
            return
        if value.get("年度指标值") is None and value.get("实际完成值") is None and value.get("三级指标") is None:
            continue
        if value.get("一级指标") is not None:
            text = plain(value["一级指标"])
            stated = re.search(r"\((\d+(?:\.\d+)?)[%分]\)", text)
            level1 = re.sub(r"\(.*\)", "", text)
            heading = D(stated[1]) if stated else None
        level2 = plain(value["二级指标"]) if value.get("二级指标") is not None else level2
        item = plain(value.get("指标明细"))
        own = value.get("三级指标")
        if own is not None and not (item and plain(own) == level3):
            level3, group = plain(own), group + 1
        yield {
            "row": cells["row"], "group": group, "level1": level1, "heading": heading, "level3": level3, "item": item,
            "given": exact(value.get("分值")), "target": said(cells["年度指标值"]), "actual": said(cells["实际完成值"]),
            "unit": plain(value.get("计量单位")), "nature": plain(value.get("指标性质")),
            "own": exact(value.get("自评得分")),
        }  # fmt: skip


def _points(rows: list[dict[str, Any]]) -> list[D | None]:
    """Given on the first row of a group and shared by its items; else the level's, spread in cents."""
    groups: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(row["group"], []).append(place)
    given = {key: rows[own[0]]["given"] for key, own in groups.items()}
    counted = {
        key: own
        for key, own in groups.items()
        if not (rows[own[0]]["level3"].startswith("其中") and given[key] is None)
        and rows[own[0]]["level3"] != "预算执行率"
    }
    for level in dict.fromkeys(rows[own[0]]["level1"] for own in counted.values()):
        keys = [key for key, own in counted.items() if rows[own[0]]["level1"] == level]
        first = rows[counted[keys[0]][0]]
        total = first["heading"] or next((p for name, p in LEVELS.items() if name in level), None)
        blank = [key for key in keys if given[key] is None]
        if blank and total is not None:
            rest = total - sum((given[key] for key in keys if given[key] is not None), D(0))
            given.update(zip(blank, evenly(rest, len(blank)), strict=True))
    points: list[D | None] = [None] * len(rows)
    for key, own in counted.items():
        total = given[key]
        if total is not None:
            for place, part in zip(own, evenly(total, len(own)) if len(own) > 1 else [total], strict=True):
                points[place] = part
    return points


def _entries(
    row: dict[str, Any], points: D | None, ledger: Sheet | None, rows: list[dict[str, Any]]
) -> Iterator[Entry]:
    name = f"{row['level3']}·{row['item']}" if row["item"] else row["level3"]
    target, actual = row["target"], row["actual"]
    if target.kind == "list" and actual.kind == "list" and len(target.items) == len(actual.items):
        parts = evenly(points, len(target.items)) if points is not None else [None] * len(target.items)
        for (label, promised), (_, done), part in zip(target.items, actual.items, parts, strict=True):
            entry = Entry(row["row"], f"{name}·{label}", row["level1"], part, inside=True)
            yield _judged(entry, promised, done, {**row, "unit": ""})
        return
    entry = Entry(row["row"], name, row["level1"], points)
    entry.ledger = _counted(row, ledger, rows)
    if entry.ledger is None and ledger is not None and row["unit"] == "小时" and "工时" in row["level3"] + row["item"]:
        entry.ledger, entry.by_columns = _hours(row["level3"] + row["item"], ledger), True
    entry.declared = actual.value if actual.kind == "figure" else None
    if actual.kind == "blank" and entry.ledger is not None:
        actual = Said("figure", value=entry.ledger, unit=row["unit"])
    yield _judged(entry, target, actual, row)


def _counted(row: dict[str, Any], ledger: Sheet | None, rows: list[dict[str, Any]]) -> D | None:
    """The ledger's 数量 for the row's name, where no other row has that name."""
    if (
        ledger is None
        or row["target"].unit == "%"
        or row["unit"] == "%"
        or row["target"].kind in ("day", "word", "list")
    ):
        return None
    name = row["item"] or row["level3"]
    if sum((other["item"] or other["level3"]) == name for other in rows) > 1:
        return None
    amounts = [entry for entry in ledger.rows if plain(entry["对应指标"].value) == name]
    counts = [exact(entry["数量"].value) for entry in amounts]
    known = [count for count in counts if count is not None]
    return sum(known, D(0)) if known else None


def _hours(name: str, ledger: Sheet) -> D:
    """Direct, indirect or all hours of every entry, as the name says."""
    heads = ["直接工时"] if "直接" in name else ["间接工时"] if "间接" in name else ["直接工时", "间接工时"]
    return sum((exact(entry[head].value) or D(0) for entry in ledger.rows for head in heads), D(0))


def _judged(entry: Entry, target: Said, actual: Said, row: dict[str, Any]) -> Entry:
    if entry.points is not None:
        entry.high = entry.points
    share: D | None = None
    if target.kind in ("figure", "range") and actual.kind in ("figure", "range"):
        share = _of_figures(entry, target, actual, row)
    elif target.kind == "day" and actual.kind == "day":
        share = D(_on_time(target, actual))
        entry.whole = True
    elif target.kind in ("word", "text") and actual.kind == "word":
        share = _of_rating(entry, actual.text, row["own"])
    if share is None:
        return entry
    entry.state = entry.state if entry.state != "无法判定" else "完成" if share == 1 else "未完成"
    if entry.points is not None:
        entry.score = entry.low = entry.high = earned(entry.points, share)
    return entry


def _of_rating(entry: Entry, word: str, own: D | None) -> D | None:
    band = BANDS.get(word)
    entry.whole = True
    if band is None or entry.points is None:
        return None
    low, high = band
    entry.low, entry.high = earned(entry.points, low), earned(entry.points, high)
    if own is not None:
        holds = half_up(low * entry.points) <= own < high * entry.points or (own == entry.points and high == 1)
        if not holds:
            return None
        entry.state = "完成" if word == "达成" else "未完成"
        return own / entry.points
    return D(1) if word == "达成" else None


def _on_time(target: Said, actual: Said) -> bool:
    assert target.day is not None
    assert actual.day is not None
    (year, month, day), (done_year, done_month, done_day) = target.day, actual.day
    if year and done_year and year != done_year:
        return done_year < year
    if month != done_month:
        return done_month < month
    if day is None:
        return not target.before
    return (done_day or 31) <= day


def _of_figures(entry: Entry, target: Said, actual: Said, row: dict[str, Any]) -> D | None:
    """Both in one unit, then the rule of the sign."""
    t, a, unit = _one_unit(target, actual)
    if t is None:
        return None
    entry.unit = unit or row["unit"]
    figure = a if actual.value is not None else None
    if figure is None:
        return None
    entry.start = figure
    if target.kind == "range":
        low, high = target.low, target.high
        assert low is not None
        assert high is not None
        inside = low <= figure <= high
        entry.variance = D(0) if inside else figure - (low if figure < low else high)
        entry.goal, entry.whole = (low if figure < low else high), True
        entry.share_at = lambda x: D(low <= x <= high)
        return D(inside)
    goal = t
    sign = target.sign or (row["nature"] if row["nature"] in ("≥", "≤", "=") else "")
    name = row["level3"] + row["item"]
    if not sign and any(w in name for w in SMALLER) and not any(w in name for w in LARGER):
        sign = "≤"
    entry.goal, entry.whole = goal, goal == 0
    entry.variance = figure - goal
    entry.variance_rate = (figure - goal) / goal if goal > 0 else None

    def share(x: D) -> D:
        if goal == 0:
            return D(x >= 0) if sign == "≥" else D(x <= 0)
        if sign == "≤":
            return D(1) if x <= goal else goal / x
        return D(1) if x >= goal else max(D(0), x / goal)

    if goal > 0:
        entry.completion = (goal / figure if figure > 0 else None) if sign == "≤" else figure / goal
    entry.share_at = share
    if share(figure) == 1:
        entry.state = "超额完成" if goal > 0 and sign != "≤" and figure > goal else "完成"
    return share(figure)


def _one_unit(target: Said, actual: Said) -> tuple[D | None, D | None, str]:
    t = target.value if target.value is not None else target.low
    a = actual.value if actual.value is not None else actual.low
    assert t is not None
    assert a is not None
    if "%" in (target.unit, actual.unit):
        return _fraction(t, target.unit), _fraction(a, actual.unit), "%"
    scales = {"万元": D(10000), "元": D(1), "亿元": D(10**8)}
    if target.unit in scales and actual.unit in scales:
        return t, a * scales[actual.unit] / scales[target.unit], target.unit
    return t, a, target.unit or actual.unit


def _fraction(value: D, unit: str) -> D:
    return value if unit == "%" or abs(value) <= 1 else value / 100

"""提档路径 worked out once more: paths by trying every set of rows, settling scores by trying every cent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations, groupby
from math import comb
from typing import Any

from independent_basics import CENT, EXECUTION, FISCAL, Entry, Station, earned, grade, half_up
from independent_cells import plain

D = Decimal
FOUR = D("0.0001")
MOST_SETS = 6_000  # more are not tried: then a path is held against its own rows only
READINGS = {"": "", "lowest": "，未判定的分值按全失计", "highest": "，未判定的分值按全得计"}


@dataclass
class Plan:
    effort: D
    places: tuple[int, ...]
    figures: dict[int, D | None]
    gains: dict[int, D]


def lift_section(found: Any, station: Station, sheet: Any) -> None:
    """Every figure of the section, and those in its texts."""
    rows = list(sheet.iter_rows(max_col=10))
    start = next((n for n, cells in enumerate(rows) if str(cells[0].value or "").endswith("、提档路径")), None)
    if start is None:
        return
    entries = [*(entry for entry in station.entries if entry.points), _execution(station)]
    low, high = _ends(entries)
    body = rows[start + 1 :]
    paths = list(_after(body, "等级和指标"))
    if grade(FISCAL, low) == FISCAL[0][1]:
        found.text(body[1][0], f"已是最高等级“{FISCAL[0][1]}”")
    _paths(found, entries, low, high, paths)
    _settling(found, entries, low, high, list(_after(body, "未判定的指标")))
    _worths(found, entries, list(_after(body, "指标")))


def _after(body: Sequence[Any], head: str) -> Iterator[Any]:
    inside = False
    for cells in body:
        if inside and cells[0].value is None:
            return
        if inside:
            yield cells
        inside = inside or plain(cells[0].value) == head


def _execution(station: Station) -> Entry:
    rate, score = station.rate, station.execution
    entry = Entry(0, "预算执行率", "", EXECUTION, score=score, unit="%", start=rate, goal=D(1))
    entry.low, entry.high = (score, score) if score is not None else (D(0), EXECUTION)
    entry.share_at = lambda x: min(D(1), max(D(0), x))
    return entry


def _ends(entries: Sequence[Entry]) -> tuple[D, D]:
    """The total with all that is open lost, and won; points that the table lacks are open."""
    off = 100 - sum((entry.points or D(0) for entry in entries), D(0))
    low, high = (sum((getattr(entry, end) for entry in entries), D(0)) for end in ("low", "high"))
    return max(D(0), low + min(off, D(0))), max(D(0), high + max(off, D(0)))


# ---------------------------------------------------------------- paths


def _paths(found: Any, entries: list[Entry], low: D, high: D, rows: list[Any]) -> None:
    wanted = [
        (cut, name, reading, total)
        for cut, name in reversed(FISCAL)
        if cut > low
        for reading, total in ((("", low),) if low == high else (("lowest", low), ("highest", high)))
    ]
    left = list(rows)
    for cut, name, reading, total in wanted:
        if not left:
            found.differences.append(f"提档路径 lacks “{name}” {reading}")
            return
        head = left.pop(0)
        found.text(head[0], f"“{name}”（{cut} 分及以上）")
        steps = []
        while left and not str(left[0][0].value).startswith("“"):
            steps.append(left.pop(0))
        found.text(head[2], f"现为 {total:.2f} 分{READINGS[reading]}")
        _path(found, entries, cut - total, total, head, steps)
    if left:
        found.differences.append("提档路径 has more rows than grades")


def _path(found: Any, entries: list[Entry], missing: D, total: D, head: Any, steps: list[Any]) -> None:
    levers = [place for place, entry in enumerate(entries) if _gain(entry) > 0]
    best = total + sum((_gain(entries[place]) for place in levers), D(0))
    if missing <= 0:
        found.text(head[8], "已经达到")
    elif best < total + missing:
        found.text(head[2], f"还差 {missing:.2f} 分")
        found.text(head[8], f"也只有 {best:.2f} 分，达不到")
    else:
        found.text(head[2], f"还差 {missing:.2f} 分")
        _steps(found, entries, levers, missing, total, head, steps)
        return
    if steps:
        found.differences.append(f"{head[0].coordinate}: rows that lead nowhere")
    for cell in head[6:8]:
        found.figure(cell, None)


def _steps(
    found: Any, entries: list[Entry], levers: list[int], missing: D, total: D, head: Any, steps: list[Any]
) -> None:
    gains = sorted((_gain(entries[place]) for place in levers), reverse=True)
    count = next(n for n in range(1, len(gains) + 1) if sum(gains[:n]) >= missing)
    if len(steps) != count:
        found.differences.append(f"{head[0].coordinate}: {len(steps)} rows, {count} will do")
        return
    if comb(len(levers), count) <= MOST_SETS:
        chosen = combinations(levers, count)
    else:
        names = [str(cells[0].value) for cells in steps]
        chosen = iter([tuple(place for place in levers if entries[place].name in names)])
    plans = (plan for places in chosen if (plan := _plan(entries, places, missing)) is not None)
    plan = min(plans, key=lambda each: (each.effort, each.places))
    for cells, place in zip(steps, plan.places, strict=True):
        entry, figure = entries[place], plan.figures[place]
        found.text(cells[0], entry.name)
        found.text(cells[2], _way(entry, figure))
        found.figure(cells[6], plan.gains[place], entry.name)
        found.figure(cells[7], _effort(entry, figure), entry.name)
    found.figure(head[6], sum(plan.gains.values(), D(0)))
    found.figure(head[7], plan.effort)
    found.text(head[8], f"做到后 {total + sum(plan.gains.values(), D(0)):.2f} 分，共 {count} 行")


def _plan(entries: list[Entry], places: tuple[int, ...], missing: D) -> Plan | None:
    """All to their goals, but the one with the fewest points (of equal ones the last) only as far as needed."""
    last = max(places, key=lambda place: (-(entries[place].points or D(0)), place))
    still = missing - sum((_gain(entries[place]) for place in places if place != last), D(0))
    if still > _gain(entries[last]):
        return None
    figures = {place: entries[place].goal if entries[place].share_at else None for place in places}
    figures[last] = _nearest(entries[last], still)
    gains = {place: _gain(entries[place]) for place in places}
    figure, entry = figures[last], entries[last]
    if figure is not None and entry.score is not None:
        gains[last] = entry.score_at(figure) - entry.score
    return Plan(sum((_effort(entries[p], figures[p]) for p in places), D(0)), places, figures, gains)


def _nearest(entry: Entry, gain: D) -> D | None:
    """The figure on the grid nearest to the start that earns the gain."""
    if entry.share_at is None or entry.whole:
        return entry.goal if entry.share_at else None
    start, goal, score = entry.start, entry.goal, entry.score
    assert start is not None
    assert goal is not None
    assert score is not None
    whole = start == start.to_integral_value() and goal == goal.to_integral_value()
    grid = D("0.0001") if entry.unit == "%" else D(1) if whole else CENT
    rises = goal > start
    first = (start / grid).to_integral_value(ROUND_FLOOR if rises else ROUND_CEILING)

    def figure(steps: int) -> D:
        return min(goal, (first + steps) * grid) if rises else max(goal, (first - steps) * grid)

    low, high = 0, int(abs(goal - start) / grid) + 2
    while high - low > 1:
        middle = (low + high) // 2
        enough = entry.score_at(figure(middle)) - score >= gain
        low, high = (low, middle) if enough else (middle, high)
    return figure(high)


def _gain(entry: Entry) -> D:
    if entry.score is None or entry.points is None:
        return D(0)
    top = entry.score_at(entry.goal) if entry.share_at and entry.goal is not None else earned(entry.points, D(1))
    return max(D(0), top - entry.score) if entry.state != "完成" or entry.score < entry.points else D(0)


def _effort(entry: Entry, figure: D | None) -> D:
    if figure is None or entry.start is None or not entry.goal:
        return D(1)
    return half_up(abs(figure - entry.start) / entry.goal, D("0.0001"))


def _way(entry: Entry, figure: D | None) -> str:
    if figure is None or entry.start is None:
        return ""
    turn, apart = "增加" if figure > entry.start else "减少", abs(figure - entry.start)
    if entry.unit == "%":
        size = _short(apart * 100, CENT if half_up(apart * 100) else FOUR)  # less than 0.005 is not told as nothing
        return f"再{turn} {size} 个百分点（到 {half_up(figure * 100):f}%）"
    return f"再{turn} {_short(apart)}{entry.unit}（到 {_short(figure)}{entry.unit}）"


def _short(value: D, step: D = FOUR) -> str:
    text = f"{half_up(value, step):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------- what settles, what a unit is worth


def _settling(found: Any, entries: list[Entry], low: D, high: D, rows: list[Any]) -> None:
    """Every cent that an open row can earn is tried: does it leave one grade whatever the others earn?"""
    open_rows = [entry for entry in entries if entry.score is None]
    if not rows:
        if open_rows and grade(FISCAL, low) != FISCAL[0][1]:
            found.differences.append("提档路径 says nothing of what settles the grade")
        return
    wanted: list[tuple[Entry, str]] = []
    if grade(FISCAL, low) != grade(FISCAL, high):
        for entry in sorted(open_rows, key=lambda each: -(each.points or D(0))):
            cents = range(int(entry.low * 100), int(entry.high * 100) + 1)
            told = ((D(cent) / 100, _settled(entry, D(cent) / 100, low, high)) for cent in cents)
            for name, run in groupby(told, key=lambda pair: pair[1]):
                scores = [score for score, _ in run]
                below = f"、不足 {scores[-1] + CENT:.2f} 分" if scores[-1] < entry.high else ""
                if name:
                    wanted.insert(0, (entry, f"得 {scores[0]:.2f} 分及以上{below}，等级即为“{name}”"))
        wanted.sort(key=lambda pair: (-(pair[0].points or D(0)), entries.index(pair[0]), _first(pair[1])))
    if not wanted:
        found.text(rows[0][0], "没有哪一行单独补齐就能定级")
        return
    if len(wanted) != len(rows):
        found.differences.append(f"{len(rows)} rows settle the grade, not {len(wanted)}")
    for cells, (entry, words) in zip(rows, wanted, strict=False):
        found.text(cells[0], entry.name)
        found.figure(cells[2], entry.points)
        found.text(cells[3], words)


def _settled(entry: Entry, score: D, low: D, high: D) -> str:
    worst, best = low - entry.low + score, high - entry.high + score
    return grade(FISCAL, worst) if grade(FISCAL, worst) == grade(FISCAL, best) else ""


def _first(words: str) -> D:
    match = re.search(r"得 (\S+) 分", words)
    assert match is not None
    return D(match[1])


def _worths(found: Any, entries: list[Entry], rows: list[Any]) -> None:
    gaining = [entry for entry in entries if _gain(entry) > 0]
    for cells, entry in zip(rows, gaining, strict=False):
        found.text(cells[0], entry.name)
        found.figure(cells[2], entry.points)
        found.figure(cells[3], entry.score)
        found.figure(cells[4], _gain(entry))
        found.figure(cells[5], _worth(entry), entry.name)
        found.text(cells[8], _way(entry, entry.goal if entry.share_at else None))
    shown = [cells for cells in rows if isinstance(cells[2].value, int | float)]
    if len(shown) != len(gaining):
        found.differences.append(f"{len(shown)} rows can gain, not {len(gaining)}")


def _worth(entry: Entry) -> D | None:
    """One unit, or one percentage point, before rounding."""
    if entry.whole or entry.share_at is None or entry.start is None or entry.goal is None:
        return None
    step = CENT if entry.unit == "%" else D(1)
    after = entry.start + (step if entry.goal > entry.start else -step)
    assert entry.points is not None
    return entry.points * (entry.share_at(after) - entry.share_at(entry.start))

"""Random simple workbooks with what they come to, worked out with plain fractions: nothing of the package is used.

A reader with a pocket calculator and the rules would do the same: a share of the points for each row, each rounded half
up to cents, totals of the rounded figures.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

LEVELS = (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10))
FISCAL = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
STATION = ((90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格"))


@dataclass
class Worked:
    """One row and what it comes to; None where nothing can be said."""

    cells: dict[str, Any]
    earned: Fraction | None = None  # share of the points
    completion: Fraction | None = None
    variance: Fraction | None = None
    points: Fraction = Fraction(0)
    score: Fraction | None = None


@dataclass
class Station:
    information: dict[str, Any] = field(default_factory=dict)
    rows: list[Worked] = field(default_factory=list)
    costs: list[dict[str, Any]] = field(default_factory=list)
    assessments: list[dict[str, Any]] = field(default_factory=list)
    tranches: list[dict[str, Any]] = field(default_factory=list)
    levels: dict[str, Fraction] = field(default_factory=dict)  # what can be judged of each
    judged: Fraction = Fraction(0)
    total: Fraction | None = None
    grade: str | None = None
    execution_rate: Fraction = Fraction(0)
    execution_score: Fraction = Fraction(0)
    shares: list[tuple[Fraction, Fraction, Fraction]] = field(default_factory=list)
    weighted: list[Fraction] = field(default_factory=list)
    station_score: Fraction = Fraction(0)
    station_grade: str = ""
    due: list[Fraction] = field(default_factory=list)


def cents(value: Fraction) -> Fraction:
    """Half up to two decimals, for figures that are not below 0."""
    return Fraction((value * 100 + Fraction(1, 2)).__floor__(), 100)


def evenly(total: Fraction, count: int) -> list[Fraction]:
    each, rest = divmod(int(total * 100), count)
    return [Fraction(each + (place < rest), 100) for place in range(count)]


def graded(cuts: tuple[tuple[int, str], ...], score: Fraction) -> str:
    return next(name for least, name in cuts if score >= least)


def make(seed: int) -> Station:
    draw = random.Random(seed)
    station = Station()
    _indicators(draw, station)
    _money(draw, station)
    _assessed(draw, station)
    judged = [row.score for row in station.rows if row.score is not None]
    station.judged = sum(judged, Fraction(0)) + station.execution_score
    if len(judged) == len(station.rows):
        station.total = station.judged
        station.grade = graded(FISCAL, station.total)
    return station


def _indicators(draw: random.Random, station: Station) -> None:
    """Points stand on the rows, on the headings of level 1, or nowhere (then the rules' own are spread)."""
    place = draw.choice(("rows", "headings", "nowhere"))
    for level, points in LEVELS:
        sizes = [draw.choice((1, 1, 1, 2, 3, 6)) for _ in range(draw.randint(1, 5))]
        parts = _uneven(draw, points, len(sizes)) if place == "rows" else evenly(Fraction(points), len(sizes))
        heading = f"{level}{draw.choice((f'（{points}%）', f'({points}分)'))}" if place == "headings" else level
        scores = [
            _indicator(draw, station, heading, f"{level[:-2]}{number}", size, part, given=place == "rows")
            for number, (size, part) in enumerate(zip(sizes, parts, strict=True), 1)
        ]
        station.levels[level] = sum(scores, Fraction(0))


def _uneven(draw: random.Random, total: int, count: int) -> list[Fraction]:
    cuts = sorted(draw.sample(range(1, total * 2), count - 1))
    bounds = [0, *cuts, total * 2]
    return [Fraction(b - a, 2) for a, b in pairwise(bounds)]


def _indicator(
    draw: random.Random, station: Station, level: str, name: str, size: int, points: Fraction, *, given: bool
) -> Fraction:
    """The rows of one indicator; the sum of what they earn."""
    earned = Fraction(0)
    for place, part in enumerate(evenly(points, size) if size > 1 else [points]):
        row = draw.choice(KINDS)(draw, part)
        row.points = part
        if row.earned is not None:
            row.score = cents(part * row.earned)
            earned += row.score
        row.cells.update({"一级指标": level, "二级指标": "数量指标", "三级指标": name})
        row.cells.update({"指标明细": f"第{'甲乙丙丁戊己'[place]}类"} if size > 1 else {})
        row.cells.update({"分值": float(points)} if given and place == 0 else {})
        station.rows.append(row)
    return earned


def _money(draw: random.Random, station: Station) -> None:
    funds = Fraction(draw.randint(100, 300))
    names = ("人员费用", "服务质量保障", "服务质量保障", "运营管理")
    budget = [funds * share / 100 for share in (70, 8, 9, 13)]
    spent = [cents(each * draw.randint(60, 118) / 100) for each in budget]
    station.information = {"年度项目资金": float(funds), "评分方案": "guangzhou-2018"}
    station.costs = [
        {
            "支出明细": f"第{place}项",
            "经费类别": name,
            "预算金额": float(b),
            "支出金额": float(s),
            "差异原因": "据实列支",
        }
        for place, (name, b, s) in enumerate(zip(names, budget, spent, strict=True), 1)
    ]
    station.execution_rate = sum(spent, Fraction(0)) / funds
    station.execution_score = cents(10 * min(Fraction(1), station.execution_rate))
    for own in ({"人员费用"}, {"人员费用", "服务质量保障"}, {"运营管理"}):
        b, s = (sum((v for n, v in zip(names, side, strict=True) if n in own), Fraction(0)) for side in (budget, spent))
        station.shares.append((b / funds, s / sum(spent, Fraction(0)), s / funds))
    for share, condition in ((55, "合同生效"), (40, "中期评估合格"), (5, "末期评估合格")):
        station.tranches.append({"拨付期次": condition[:2], "拨付比例": share / 100, "拨付条件": condition})
        station.due.append(funds * share / 100)


def _assessed(draw: random.Random, station: Station) -> None:
    for period in ("中期", "末期"):
        station.station_score = Fraction(0)
        for name, weight in (("第三方评估机构", 70), ("街道办事处", 20), ("区民政局", 10)):
            score = Fraction(draw.randint(5500, 10000), 100)
            row = {"评估期次": period, "评估主体": name, "权重": weight / 100, "评分": float(score)}
            station.assessments.append(row)
            station.weighted.append(cents(score * weight / 100))
            station.station_score += station.weighted[-1]
    station.assessments.append({"评估期次": "末期", "评估主体": "财务评估", "结论": "合格"})
    station.station_grade = graded(STATION, station.station_score)


# ---------------------------------------------------------------- rows


def _at_least(draw: random.Random, _: Fraction) -> Worked:
    target, actual = draw.randint(1, 3000), draw.randint(0, 3500)
    words = draw.choice(("{}", "≥{}个", "不少于{}个", ">={}个", "{}个以上", "{}个"))
    cells = {"年度指标值": words.format(target), "实际完成值": draw.choice((actual, f"{actual}个")), "计量单位": "个"}
    if words == "{}":
        cells["年度指标值"] = target
    rate = Fraction(actual, target)
    return Worked(cells, min(Fraction(1), rate), rate, Fraction(actual - target))


def _rate(draw: random.Random, _: Fraction) -> Worked:
    target, actual = Fraction(draw.randint(50, 100), 100), Fraction(draw.randint(300, 1000), 1000)
    cells = {"年度指标值": f"≥{target * 100}%", "实际完成值": f"{float(actual * 100):.1f}%", "计量单位": "%"}
    return Worked(cells, min(Fraction(1), actual / target), actual / target, actual - target)


def _at_most(draw: random.Random, _: Fraction) -> Worked:
    target, actual = draw.randint(100, 6000), draw.randint(50, 9000)
    words = draw.choice(("≤{}元/户", "不超过{}元/户", "<={}元/户"))
    cells = {"年度指标值": words.format(target), "实际完成值": f"{actual}元/户", "计量单位": "元/户"}
    rate = Fraction(target, actual)
    return Worked(cells, min(Fraction(1), rate), rate, Fraction(actual - target))


def _range(draw: random.Random, _: Fraction) -> Worked:
    low, high = draw.randint(10, 50), draw.randint(60, 90)
    actual = draw.randint(5, 100)
    cells = {"年度指标值": f"{low}～{high}个", "实际完成值": f"{actual}个", "计量单位": "个"}
    return Worked(cells, Fraction(low <= actual <= high), None, Fraction(actual - min(max(actual, low), high)))


def _day(draw: random.Random, _: Fraction) -> Worked:
    deadline, done = draw.randint(1, 12), draw.randint(1, 12)
    cells = {"年度指标值": f"2024年{deadline}月底前", "实际完成值": f"2024年{done}月", "指标性质": "日期"}
    return Worked(cells, Fraction(done <= deadline))


def _zero(draw: random.Random, _: Fraction) -> Worked:
    actual = draw.choice((0, 0, 2))
    cells = {"年度指标值": "0起", "实际完成值": f"{actual}起", "计量单位": "起"}
    return Worked(cells, Fraction(actual == 0), None, Fraction(actual))


def _quality(draw: random.Random, points: Fraction) -> Worked:
    rating, low, high = draw.choice((("达成", 80, 100), ("部分达成", 60, 79), ("未达成", 0, 59)))
    share = Fraction(draw.randint(low, high), 100)
    own = cents(points * share)
    inside = (own >= points * low / 100) and (own < points * (high + 1) / 100)
    cells = {"年度指标值": "居民参与面扩大", "实际完成值": rating, "自评得分": float(own), "指标性质": "定性"}
    return Worked(cells, own / points if inside and points else None)


def _vague(_draw: random.Random, _: Fraction) -> Worked:
    return Worked({"年度指标值": "≥90%", "实际完成值": "基本符合要求", "计量单位": "%"})


KINDS = (*(_at_least,) * 6, *(_rate,) * 3, *(_at_most,) * 2, _range, _day, _zero, _quality, _vague)
PERIOD = {"服务开始日期": date(2024, 1, 1), "服务结束日期": date(2024, 12, 31)}

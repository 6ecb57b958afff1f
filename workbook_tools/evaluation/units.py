"""The two sides of a row in one unit, or the reason why they cannot be compared."""

import re
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.unit_names import (
    COUNTERS,
    DAYS_OF_A_WEEK,
    EVENTS,
    HOURS_OF_A_DAY,
    IN_ALL,
    MINUTES_OF_AN_HOUR,
    PERIODS,
    money_factor,
    normal_unit,
    split_scale,
    without_period,
)
from workbook_tools.evaluation.bare_figures import FEW_PERIODS, reading_of
from workbook_tools.evaluation.named_units import counts_another_thing, unit_in
from workbook_tools.model import Quantity

_RATE_NAME = lazy_pattern(
    r"(?:(?<!频)率|比例|占比|比重|满意度|达标度|覆盖面|知晓度|完成度|百分比)(?:\([^()]*\)|（[^（）]*）)?$",
    holding="率比度面",
)
_NO_COUNT = ("", "分", "百分点", ":1")  # units that a rate may well be given in
_LIKE_A = frozenset("支队组家套处所对岗种类面幅块间座只班") | {"小组"}  # what 个 may stand for
_PLACES = {"家", "所", "处", "座", "间"}
_CASE_COUNTERS = {"案", *COUNTERS}
_DEVICES = {"台", "套", "辆", "个"}
_DAYS = {"h": Decimal(1) / HOURS_OF_A_DAY, "天": Decimal(1), "周": Decimal(DAYS_OF_A_WEEK)}
_WEEKS = {"天": Decimal(1), "周": Decimal(DAYS_OF_A_WEEK)}
_MONTHS = {"个月": Decimal(1), "季度": Decimal(3), "年": Decimal(12)}
_TEAMS = {"支", "队", "个"}
_TIMES = {"次", "回", "趟", "场"}
_SORTS = {"种", "类", "项"}
_SESSIONS, _ONCE = {"节", "节次"}, {"次", "场", "场次"}  # of a group, of which each has several
_HAS_SESSIONS = lazy_pattern("小组|个案|训练营|夏令营|冬令营|工作坊")
_SHORTEST_MONTH = 28
_EXACTLY = {Decimal(1) / times for times in (2, 3, 4, 6, 12)}  # so many of one period are one of the other
_FEW_POINTS = 10  # the full mark of small scales
_MU = {"亩": Decimal(1), "公顷": Decimal(15)}
_METRES = {"厘米": Decimal("0.01"), "米": Decimal(1), "里": Decimal(500), "公里": Decimal(1000)}
_PRINTED = frozenset("册本张")  # and these, where the row is about what is printed
_IS_PRINTED = lazy_pattern("[册书本集刊报图卡照]|档案|汇编|手抄|海报|画|读物|教材|指引|折页|问卷|证")
_TAKES_TIME = lazy_pattern(
    "响应|回复|答复|反馈|处置|处理|办结|办理|接单|到场|到达|介入|等待|受理|上报|报告|转介|跟进|时限|时效"
)
_RANKS = {"级", "档"}  # whether the first or the third is better is not said
_MINUTES = {"秒": Decimal(1) / 60, "分钟": Decimal(1), "h": Decimal(MINUTES_OF_AN_HOUR)}
_GRAMS = {"克": Decimal(1), "斤": Decimal(500), "公斤": Decimal(1000), "吨": Decimal(1_000_000)}
_MINUTES_PASSED = {
    **_MINUTES,
    "天": Decimal(HOURS_OF_A_DAY * MINUTES_OF_AN_HOUR),
    "周": Decimal(DAYS_OF_A_WEEK * HOURS_OF_A_DAY * MINUTES_OF_AN_HOUR),
}  # until something is done; a day of service has fewer hours
_PER_HEAD = lazy_pattern("均|单次|单位|每")
_OF_THE_YEAR = lazy_pattern("全年|年度|累计|共|合计|总计")
_DAILY = lazy_pattern("日均|每日|每天")
_PEOPLE = ("人", "人次", "户", "户次")
_FAR_ABOVE = 3  # times as much as was promised for each quarter or half of the year
_FIGURES = ("number", "rate", "range")
_CLEARLY = Decimal(10)  # how many times nearer a reading of 0.9 must be than the other one
_ALIKE = Decimal("0.5")  # smaller ÷ larger, from which on two sizes may be of one thing


class Reconciled(NamedTuple):
    """Target and actual in one `unit`; `codes` say what was done (Q12x, with the figures name, target, actual, unit).

    `comparable` is False where the units are of different things: then the row cannot be scored.
    """

    target: Quantity
    actual: Quantity
    unit: str
    codes: tuple[str, ...] = ()
    comparable: bool = True


def reconcile(target: Quantity, actual: Quantity, unit: str, name: str) -> Reconciled:
    """Bring the two sides of a row to one unit.

    万元, 元 and 亿元 are converted, likewise 万次 and 次, 分钟 and 小时; a rate and a bare 95 or 0.95 become two rates;
    个 次 场 份 例 count one thing. `unit` is the unit column's, `name` the indicator's.
    A figure that only one side calls per head or per year is compared where the two are of one size; one without a unit
    beside `每月2次` or `1千人` only where one of its two readings stands out.
    """
    if target.kind not in _FIGURES or actual.kind not in _FIGURES:
        return Reconciled(target, actual, target.unit or unit)
    if not (target.unit or unit) and actual.unit:
        target = target._replace(unit=unit_in(name))
    if counts_another_thing(name, target.unit or unit, actual.unit):
        return Reconciled(target, actual, target.unit or unit, ("Q123",), comparable=False)
    if "%" in (target.unit, actual.unit):
        if "分" in (target.unit, actual.unit) and name.endswith("率") and "满意" not in name:
            return Reconciled(target, actual, target.unit, ("Q123",), comparable=False)  # 95分 of 合格率95%
        return _as_rates(target, actual)
    if not target.unit and not actual.unit and is_rate_name(name) and max(_size(target), _size(actual)) <= 200:
        return _as_rates(target, actual)
    return _with_bare(target, actual, unit, name) or _in_one_unit(target, actual, unit, name)


def is_rate_name(name: str) -> bool:
    """The indicator is called a rate: 结案率, 服务对象满意度."""
    return _RATE_NAME.search(name.strip()) is not None


def converted(quantity: Quantity, factor: Decimal, unit: str) -> Quantity:
    """The quantity with every figure times `factor`, in `unit`."""

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    low, high = times(quantity.low), times(quantity.high)
    return quantity._replace(number=times(quantity.number), low=low, high=high, unit=unit)


def _as_rates(target: Quantity, actual: Quantity) -> Reconciled:
    """Both sides as fractions; a side that lost its sign is 95 for 95 % or 0.95 for 95 %."""
    bare = [side for side in (target, actual) if side.unit != "%"]
    if any(normal_unit(side.unit) not in ("", "分") or _is_of_few_points(side) for side in bare):
        return Reconciled(target, actual, target.unit, ("Q123",), comparable=False)
    both_alike = len(bare) == 2 and (_size(target) <= 1) == (_size(actual) <= 1)
    codes = () if both_alike or not bare else ("Q121",)
    rates = _in_percent(target, actual)
    if (
        rates
        and not bare
        and not (target.either and actual.either)
        and any(map(_was_fraction, (target, actual), rates))
    ):
        codes = ("Q104",)
    return Reconciled(*rates, "%", codes) if rates else Reconciled(target, actual, "%", ("Q128",), comparable=False)


def _in_percent(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity] | None:
    """Both sides as fractions: 95 is 95 %; 0.95 is 95 % or 0.95 %, whichever is clearly nearer to the other side.
    Two such figures are read alike, as what they come to is the same. None where neither reading stands out."""
    unsure = [_may_be_either(side) for side in (target, actual)]
    if all(unsure):
        return _fraction(target), _fraction(actual)
    if not any(unsure):
        return _hundredth(target), _hundredth(actual)
    doubtful, sure = (target, actual) if unsure[0] else (actual, target)
    known = _size(_hundredth(sure))
    whole, small = _size(_fraction(doubtful)), _size(_fraction(doubtful)) / 100
    if not known or not whole or _off(whole, known) * _CLEARLY <= _off(small, known):
        rate = _fraction(doubtful)
    elif _off(small, known) * _CLEARLY <= _off(whole, known):
        rate = converted(_fraction(doubtful), Decimal("0.01"), "%")
    else:
        return None
    rate = rate._replace(either=False)
    return (rate, _hundredth(sure)) if unsure[0] else (_hundredth(sure), rate)


def _was_fraction(side: Quantity, rate: Quantity) -> bool:
    return side.either and side.number == rate.number


def _may_be_either(side: Quantity) -> bool:
    return side.either or (side.unit != "%" and _size(side) <= 1)


def _fraction(side: Quantity) -> Quantity:
    return _rated(side, Decimal(1))


def _hundredth(side: Quantity) -> Quantity:
    return _rated(side, Decimal("0.01"))


def _rated(side: Quantity, factor: Decimal) -> Quantity:
    rate = side if side.unit == "%" else converted(side, factor, "%")
    return rate if rate.kind == "range" else rate._replace(kind="rate")


def _off(one: Decimal, other: Decimal) -> Decimal:
    return max(one, other) / min(one, other)


def _size(side: Quantity) -> Decimal:
    return max(abs(value) for value in (side.number, side.low, side.high) if value is not None)


def _with_bare(target: Quantity, actual: Quantity, unit: str, name: str) -> Reconciled | None:
    """One side has a unit of its own, the other none, nor has the column: None where there is but one reading."""
    if unit or bool(target.unit) == bool(actual.unit):
        return None
    theirs, bare = (target, actual) if target.unit else (actual, target)
    theirs_unit = normal_unit(theirs.unit)
    reading, times, rest = reading_of(theirs_unit, _size(theirs), _size(bare))
    if reading == "alike":
        return None
    if reading == "open" and _is_for_the_year(target, actual, theirs, bare, times):
        reading = "apart"
    if reading == "open" or "/" in rest:
        return Reconciled(target, actual, theirs.unit, ("Q127",), comparable=False)
    whole = converted(theirs, Decimal(times), rest)._replace(kind=theirs.kind)
    bare, code = bare._replace(unit=rest), "Q120" if split_scale(theirs_unit)[0] > 1 else "Q132"
    sides = (whole, bare) if target.unit else (bare, whole)
    return Reconciled(*sides, rest, (*_about_names(unit, rest, rest, name), code))


def _in_one_unit(target: Quantity, actual: Quantity, unit: str, name: str) -> Reconciled:
    theirs, ours = target.unit or actual.unit or unit, actual.unit or target.unit or unit
    left, right = without_period(normal_unit(theirs)), without_period(normal_unit(ours))
    if {left, right} & _RANKS and not target.operator:
        return Reconciled(target, actual, theirs, ("Q129",), comparable=False)
    codes = _about_names(unit, left, right, name)
    if left == right == "分" and _of_two_scales(_size(target), _size(actual)):
        return Reconciled(target, actual, theirs, (*codes, "Q123"), comparable=False)
    if left == right:
        return Reconciled(_in(target, theirs), _in(actual, theirs), theirs, codes)
    limit = target.operator in AT_MOST
    factor = _factor(left, right, name, limit=limit)
    if (
        factor is None
        and limit
        and left == "工作日"
        and right in _DAYS
        and _size(actual) * _DAYS[right] <= _size(target)
    ):
        factor = _DAYS[right]  # of so many days at most so many are working days
    if factor is None and limit and left == "个月" and right in _DAYS:
        days = _size(actual) * _DAYS[right]
        factor = _DAYS[right] / 30 if days <= _size(target) * _SHORTEST_MONTH else None
    if factor is not None:
        return Reconciled(target, converted(actual, factor, theirs), theirs, (*codes, "Q120"))
    if _are_sessions_of_it(target, actual, left, right, f"{name}{target.text}"):
        return Reconciled(target, actual, theirs, (*codes, "Q123"), comparable=False)
    if _count_one_thing(left, right, name) or _is_called_so(target, left, right):
        return Reconciled(target, _in(actual, theirs), theirs, (*codes, "Q122"))
    if (steady := _of_other_periods(target, actual, left, right)) is not None:
        return steady._replace(codes=(*codes, *steady.codes))
    if (in_a_year := _for_the_year(target, actual, left, right, name)) is not None:
        return in_a_year._replace(codes=(*codes, *in_a_year.codes))
    if _one_side_is_per_head(left, right) and _perhaps_of_each(target, actual, left, right):
        return Reconciled(target, actual, theirs, ("Q127",), comparable=False)
    of_money = "/" in right and money_factor(right.partition("/")[0]) is not None and not _PER_HEAD.search(name)
    in_all = "/" in left and "/" not in right and any(word in actual.text for word in IN_ALL)  # 22个社区共2场
    if not (of_money or in_all) and _one_side_is_per_head(left, right) and _of_one_size(target, actual, left, right):
        return Reconciled(target, _in(actual, theirs), theirs, (*codes, "Q126"))
    return Reconciled(target, actual, theirs, (*codes, "Q123"), comparable=False)


def _for_the_year(target: Quantity, actual: Quantity, left: str, right: str, name: str) -> Reconciled | None:
    """`每月2次` against `24次`: the one that is said for the year is compared with what the other comes to in it."""
    per_left, per_right = "/" in left, "/" in right
    if per_left == per_right or left.partition("/")[0] != right.partition("/")[0]:
        return None
    theirs, bare = (target, actual) if per_left else (actual, target)
    reading, times, rest = reading_of(left if per_left else right, _size(theirs), _size(bare))
    if reading == "alike" and times == PERIODS["天"] and (_DAILY.search(name) or rest in _PEOPLE):
        return Reconciled(target._replace(unit=left), actual._replace(unit=left), left, ("Q126",))  # 35人/天, 38人
    per = right.rpartition("/")[2]
    if (
        bare is target and per in PERIODS and not target.sense and (f"{per}均" in name or f"每{per}" in name)
    ):  # 25~28户/月 of 月均走访户数
        return Reconciled(target._replace(unit=right), actual, right, ("Q126",))
    if reading == "open" and _is_for_the_year(target, actual, theirs, bare, times):
        reading = "apart"
    if bare is target and normal_unit(target.unit).endswith("/年"):
        reading = "apart"  # 每季度1次 of 12次/年
    if reading != "apart" or "/" in rest:  # 每人每月2次: for how many is not said
        return None
    whole, bare = converted(theirs, Decimal(times), rest), bare._replace(unit=rest)
    return Reconciled(*((whole, bare) if per_left else (bare, whole)), rest, ("Q132",))


def _of_other_periods(target: Quantity, actual: Quantity, left: str, right: str) -> Reconciled | None:
    """`每季度1次` of 每月1次 is a third of it; `每周1次` is enough for 每月2次, though months have four weeks or
    five: where that would decide, nothing is compared."""
    (head, _, per), (other, _, same) = left.partition("/"), right.partition("/")
    if head != other or target.operator in AT_MOST or not (per in PERIODS and same in PERIODS):
        return None
    times = Decimal(PERIODS[same]) / PERIODS[per]
    at_least = times if times in _EXACTLY else times.to_integral_value(ROUND_FLOOR)
    done = converted(actual, times, target.unit)
    if times < 1 and _size(done) > _FAR_ABOVE * _size(target):  # 每季度24次 of 每月2次: rather in the year
        return None
    if at_least < times and _size(converted(actual, at_least, target.unit)) < _size(target):
        return None
    return Reconciled(target, done, target.unit, ("Q120",))


def _is_for_the_year(target: Quantity, actual: Quantity, theirs: Quantity, bare: Quantity, times: int) -> bool:
    """`全年9次` of 每季度2次 says so; 9次 is enough in either reading, and nobody does 7次 in every quarter."""
    if bare is not actual or target.operator in AT_MOST:
        return False
    each, done = _size(theirs), _size(bare)
    is_far_above = times <= FEW_PERIODS and done >= _FAR_ABOVE * each
    return _OF_THE_YEAR.search(actual.text) is not None or done >= each * times or is_far_above


def _of_two_scales(one: Decimal, other: Decimal) -> bool:
    """4.8 of 5 points beside 98 of 100."""
    small, large = sorted((one, other))
    return 0 < small <= _FEW_POINTS < large and large / small >= _FEW_POINTS - 2


def _is_of_few_points(side: Quantity) -> bool:
    return normal_unit(side.unit) == "分" and 1 < _size(side) <= _FEW_POINTS


def _in(quantity: Quantity, unit: str) -> Quantity:
    return quantity if quantity.unit == unit else quantity._replace(unit=unit)


def _about_names(unit: str, left: str, right: str, name: str) -> tuple[str, ...]:
    """What the unit column and the indicator's name say, against what the cells say."""
    codes = ("Q125",) if is_rate_name(name) and left not in _NO_COUNT and right not in _NO_COUNT else ()
    column = without_period(normal_unit(unit))
    same = not unit or all(
        _is_short_for(cell, column) or _count_one_thing(cell, column, name) for cell in (left, right)
    )
    return codes if same else (*codes, "Q124")


def _is_short_for(cell: str, column: str) -> bool:
    """`50万` under 万元, and `50` under 万元, say the same; so does `90h` under h/人."""
    return cell in ("", column, column.partition("/")[0]) or (cell + "元" == column and cell != "")


def _factor(left: str, right: str, name: str, *, limit: bool) -> Decimal | None:
    """How many `left` one `right` is; None where no safe conversion is known. `limit`: of the time something takes."""
    (head, stroke, per), (other, _, same) = left.partition("/"), right.partition("/")
    if stroke and per == same:  # 90分钟/次, 1.5小时/次
        left, right = head, other
    money = money_factor(left), money_factor(right)
    if money[0] and money[1]:
        return money[1] / money[0]
    (left_scale, left_unit), (right_scale, right_unit) = split_scale(left), split_scale(right)
    # `50万` against `35万元`, `5万` against `48000人次`: the short one leaves its unit out.
    if left_unit == right_unit or (left_unit == "" and left_scale > 1) or (right_unit == "" and right_scale > 1):
        return Decimal(right_scale) / Decimal(left_scale)
    for measure in (_GRAMS, _METRES, _MU, _WEEKS, _MONTHS):
        if left in measure and right in measure:
            return measure[right] / measure[left]
    minutes = _MINUTES_PASSED if limit or _TAKES_TIME.search(name) else _MINUTES
    left, right = (
        "分钟" if unit == "分" and other in minutes else unit for unit, other in ((left, right), (right, left))
    )
    if left in minutes and right in minutes:
        return minutes[right] / minutes[left]
    return None


def _are_sessions_of_it(target: Quantity, actual: Quantity, left: str, right: str, name: str) -> bool:
    """`36节次` where 6个 groups were promised; `36次` may be of groups only where there are no more of them."""
    if not _HAS_SESSIONS.search(name):
        return False
    if left in _SESSIONS | _ONCE and right in ("个", "例"):
        return _HAS_SESSIONS.search(actual.text) is not None  # 6个小组 where 6场 were promised
    if left not in ("个", "例", "案"):
        return False
    return right in _SESSIONS or (right in _ONCE and _size(actual) > _size(target))


def _count_one_thing(left: str, right: str, name: str) -> bool:
    """Counters of one thing (`个` `次` `场` `份` `例`; 个 for 支 or 家), with the same scale and the same 每."""
    (left_scale, left_unit), (right_scale, right_unit) = split_scale(left), split_scale(right)
    left_head, _, left_per = left_unit.partition("/")
    right_head, _, right_per = right_unit.partition("/")
    heads = {left_head, right_head}
    if heads & _TIMES and heads & (_PRINTED | {"份"}):
        return False  # 宣传单6000份 of 6次
    if (
        heads <= {"节", "课时", "学时", "堂"}
        or heads <= {"份", "册", "张"}
        or heads <= {"份", "人份"}
        or any(heads <= kind for kind in (_PLACES, _CASE_COUNTERS, _DEVICES, _TEAMS, _TIMES, _SORTS))
    ):
        return left_scale == right_scale and left_per == right_per
    like_a = _LIKE_A | _PRINTED if _IS_PRINTED.search(name) else _LIKE_A
    if heads in ({"户", "个"}, {"户", "家"}) and ("家庭" in name or (heads == {"户", "家"} and "户" in name)):
        return left_scale == right_scale and left_per == right_per
    alike = heads <= set(COUNTERS) or ("个" in heads and bool(heads & like_a))
    return left_scale == right_scale and left_per == right_per and alike


def _is_called_so(target: Quantity, left: str, right: str) -> bool:
    """`6村` of 7个村, `18户` of 20个家庭: what the target's 个 stands in front of."""
    thing = {"户": "家庭"}.get(right, right)
    return left == "个" and len(right) > 0 and re.search(f"[0-9]个{thing}", target.text.replace(" ", "")) is not None


def _one_side_is_per_head(left: str, right: str) -> bool:
    left_head, _, left_per = left.partition("/")
    right_head, _, right_per = right.partition("/")
    return left_head == right_head and not (left_per and right_per)


def _perhaps_of_each(target: Quantity, actual: Quantity, left: str, right: str) -> bool:
    """`4次` of 每月4次: in every month, or in the year."""
    head, _, period = (left if "/" in left else right).partition("/")
    return period in PERIODS and head in EVENTS and _size(target) == _size(actual)


def _of_one_size(target: Quantity, actual: Quantity, left: str, right: str) -> bool:
    """Near each other; `每季度2次` and `3次` may be a quarter and a year, so there only the same figure counts."""
    smaller, larger = sorted((_size(target), _size(actual)))
    period = (left if "/" in left else right).rpartition("/")[2]  # only one of them has a stroke
    if period in PERIODS:
        return smaller == larger and PERIODS[period] > FEW_PERIODS
    return larger == 0 or smaller / larger >= _ALIKE

"""A bound, about so much, or some months of the year: whether it can be taken for its figure beside the target."""

from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_LEAST, AT_MOST, Operator
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.sayings.directions import DEVIATES, TWO_SIDED
from workbook_tools.evaluation.sayings.heard import Asked, Heard, contrary, opened, unit_of, worked_out_as
from workbook_tools.model import Quantity

_MAY_FALL = lazy_pattern("超支|超预算|增长|增幅|增速|涨幅|变化|利润|结余|收益")
_DASH = lazy_pattern(r"\s*[—–―─━]", holding="—–―─━")
_IS_SURPLUS = ("超", "超出")  # 超出2场 of 20 is 22; 超过2场 may mean anything
_A_PART = lazy_pattern(
    "[上下]半年|(?<![每上下隔按])半年(?:共|完成|开展|举办|累计)*(?=[0-9]{2})|前三季度|第?[一二三四1-4]季度|(?:截[至止]|统计)[到至]?(?:[1-9]|10|11)月(?!.{0,20}12月)|前[1-9]个月|[暑寒]假"
    "|(?!1月?[-~—至到]12月)(?:1[0-2]|[1-9])月?[-~—至到](?:1[0-2]|[1-9])月|(?:(?:1[0-2]|[1-9])月[、和及])+(?:1[0-2]|[1-9])月",
    holding="半季月假",
)
_ALL_PARTS = lazy_pattern(
    "全年|寒暑假|上下半年|春秋|上[、和]?下半年|[一1](?:季度)?[-~—至到]+[四4]季度|四个季度|各季度", holding="全上季寒春"
)
_ONE_MONTH = lazy_pattern("(?:仅|只)?(?:1[0-2]|[1-9])月份?(?![0-9]{1,2}[日号])(?!.*月)", holding="月")
_CLEARLY = Decimal("0.05")  # so far off the target that `about` cannot matter
_FAR = Decimal("0.25")  # the same of `nearly`
_FAR_BEYOND = 5  # times the deviation that was allowed
_SO_MANY = {  # a period → how many of them, fewer than a year has; how many days one has at least
    "月": (lazy_pattern("(?<![0-9.每])([1-9]|1[01])个月(?!1次|一次)", holding="月"), 28),
    "季度": (lazy_pattern("(?<![0-9.每])([1-3])个季度", holding="季"), 90),
    "周": (lazy_pattern("(?<![0-9.每])([1-9]|[1-4][0-9])个?周(?!年)", holding="周"), 7),
}
_IN_MONTH = lazy_pattern("(1[0-2]|[1-9])月份?[^0-9,，;；、()（）]{0,4}([0-9]{1,3})(?![0-9日号])", holding="月")


def bounded(asked: Asked, actual: Quantity) -> Heard:
    """A bound, or about so much: whether it can be taken for its figure beside this target."""
    number, target = actual.number, asked.target.number
    assert number is not None
    falling = asked.operator in AT_MOST
    if _counts_parts_of_people(asked, actual, number):
        return opened(actual, "unknown", (actual.text,))
    if target is None:
        return _in_range(asked.target, actual)
    floor = target > 0 or actual.unit != "%" or TWO_SIDED.search(asked.name)  # -2.3% of a rise by no more than 0 %
    below = number < 0 <= target and floor and (falling or (target == 0 and asked.operator not in AT_LEAST))
    if below and actual.unit != "度" and not _MAY_FALL.search(asked.name):
        return opened(actual, "compared", (as_rate(number) if actual.unit == "%" else as_count(number),))
    if actual.kind == "number" and (dash := _DASH.match(actual.text)):
        return opened(actual, "unknown", (dash[0],))  # —20场: a dash or a minus
    word = actual.words or (actual.operator,)
    can_add = not falling and target != 0
    adds_up = can_add and actual.unit != "%" and "/" not in actual.unit  # 20场 by June are 20 by December
    part = "" if adds_up else _part_of_the_year(actual.text)
    if "/" in asked.target.unit and "/" not in actual.unit and (month := _ONE_MONTH.match(actual.text)):
        part = month[0]  # 12月2次 of 每月2次
    if asked.target.unit.endswith("/月"):
        part = part or _some_months(actual)
    part = part or _so_many_of_them(asked, actual.text)
    if part and not _part_of_the_year(asked.target.text + asked.name):
        return opened(actual, "part", (part,))
    if actual.operator in AT_LEAST and falling:
        return opened(actual, "about", word) if number != target else contrary(actual, word)
    if actual.operator in AT_MOST and not falling:
        return contrary(actual, word)
    if actual.operator == Operator.GT and not falling and number * 2 < target:
        surplus = bool(actual.words) and actual.words[0] in _IS_SURPLUS and actual.unit != "%"
        if surplus and unit_of(actual) in ("", unit_of(asked.target)):
            return worked_out_as(actual, target + number, f"{as_count(target)}＋{as_count(number)}")
        if actual.words and actual.words[0] != ">":
            return opened(actual, "surplus", actual.words)
    if actual.sense == "more":
        return contrary(actual, ("余",)) if falling and number >= target else Heard(actual)
    if actual.sense in ("about", "nearly"):
        if actual.sense == "nearly" and falling:
            return Heard(actual) if number <= target else opened(actual, "nearly", actual.words)
        beyond = _CLEARLY if actual.sense == "about" else _FAR
        clear = target * (1 - beyond) >= number if falling else number >= target * (1 + beyond)
        return Heard(actual) if clear else opened(actual, actual.sense, actual.words or ("左右",))
    return Heard(actual)


def _counts_parts_of_people(asked: Asked, actual: Quantity, number: Decimal) -> bool:
    """`1.30人` of 30人: rather a list number, unless it is a mean."""
    if _is_whole(number) or actual.words or normal_unit(actual.unit) not in ("人", "户", "人次", "户次"):
        return False
    return "均" not in asked.name + asked.target.text + actual.text and _is_whole(asked.target.number or ZERO)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _in_range(target: Quantity, actual: Quantity) -> Heard:
    """Beside a range: about so much, where it lies clearly inside; a bound leaves open where the figure lies."""
    number, low, high = actual.number, target.low, target.high
    assert number is not None
    assert low is not None
    assert high is not None
    if actual.operator in AT_MOST and low < 0 and number <= high:
        return Heard(actual)  # 8%以内 of ±10 %: a size
    if actual.operator in AT_LEAST or actual.operator in AT_MOST:
        return contrary(actual, actual.words or (actual.operator,))
    deviates = low == -high and DEVIATES.search(target.text) is not None
    if deviates and actual.kind == "rate" and abs(number) > _FAR_BEYOND * high:
        return opened(actual, "compared", (as_rate(number),))  # 92.5% of ±8%: rather what was spent than by how much
    inside = low <= number * (1 - _CLEARLY) and number * (1 + _CLEARLY) <= high
    if actual.sense in ("about", "nearly") and not inside:
        return opened(actual, actual.sense, actual.words or ("左右",))
    return Heard(actual)


def _some_months(actual: Quantity) -> str:
    """`12次，其中7月4次、8月8次`: all of them in some months; "" where not all are told by month."""
    told = _IN_MONTH.findall(actual.text)
    if not 1 < len(told) < 12 or sum(int(number) for _, number in told) != actual.number:
        return ""
    return "、".join(f"{month}月" for month, _ in told)


def _so_many_of_them(asked: Asked, text: str) -> str:
    """`9个月，每月1次`: in the others it was not done; "" where those are all months of the service year."""
    so_many, days = _SO_MANY.get(asked.target.unit.rpartition("/")[2], (None, 1))
    told = so_many.search(text) if so_many is not None and "/" in asked.target.unit else None
    if told is None or (asked.start and asked.end and int(told[1]) * days >= (asked.end - asked.start).days - days):
        return ""
    return told[0]


def _part_of_the_year(text: str) -> str:
    """`2次（上半年）`: what may still come, or came before; "" where more than one part, or all of the year is told."""
    parts = {match[0] for match in _A_PART.finditer(text)}
    return parts.pop() if len(parts) == 1 and _ALL_PARTS.search(text) is None else ""

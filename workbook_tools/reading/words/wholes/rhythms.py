"""How often in the year, and how often each: `双月一次`, `一月一场，共十二场`, `30位老人每月探访1次`,
`5个小组，每组6节`, `除8月没开外，其余每月1次`, `24次，每次2小时`; and several figures of which each was promised as
much: `一至四季度分别为88%、91%、79%、93%`, `最低的2月也有31户`.

Of several the worst decides. A mean is none of this: it says nothing of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.basis.unit_names import PERIODS, normal_unit
from workbook_tools.basis.weekdays import WEEKDAYS, weekdays_in
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import form
from workbook_tools.reading.words.lexicon.lexer import BESIDE_A_COUNT
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.wholes.arithmetic import multiplied, not_so, worked_out
from workbook_tools.reading.words.written.figures import DIGIT, Figure
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_OTHER_NAMES = {"季": "季度", "星期": "周", "隔周": "两周", "双月": "两个月", "两月": "两个月", "隔月": "两个月"}
_OF_A_PERIOD = form(
    "[每按一]?(?P<per>双月|两个?月|隔月|隔周|两周|半年|季度?|月|周|星期)(?P<n>[0-9]{1,3}|[一两二三四五六])"
    "(?P<unit>{回数})(?:,(?:全年|共|合计|累计){1,2}(?:开展|举办|完成)?(?P<all>[0-9]{1,4})(?P=unit))?",
    holding="月季年周期",
)
_ONE_EACH = form("^(每{周期})各(?=[0-9一两二三四五六])", holding="各")
_EACH_SO_OFTEN = form(
    "(?P<before>[^0-9,;]{0,6})(?P<who>[0-9]{1,5})(?P<of>[人名位户])(?P<what>[^0-9,;]{0,8}?),?每[人户名位]?(?P<per>{周期})"
    "(?P<act>[^0-9,;]{0,6})(?P<n>[0-9]{1,3})次",
    holding="每",
)
_SO_MANY_OF_EACH = lazy_pattern(
    "(?:共|全年)?[0-9]{1,4}[个名位户支家](?P<what>[^0-9,;]{1,6}),每[个名位户支家]?(?P<one>[^0-9,;]{1,4}?)[均都各]?"
    "(?P<act>开展|完成|为|有|服务|参训)?(?P<n>[0-9]{1,5})(?P<unit>[^0-9,;]{1,2})",
    holding="每",
)
_SOME = "{月数}(?:月?份?[-~至到]{月数})?月?份?"
_MONTHS = "(?P<months>" + _SOME + "(?:[、和及与]" + _SOME + "){0,8})(?<=[月份])"
_REASON = "(?:春节|寒假|暑假|假期|疫情|封控|农忙|因[^0-9,;()]{1,8}?|由于[^0-9,;()]{1,8}?|受[^0-9,;()]{1,8}?影响)?"
_STOPPED = _REASON + "(?:暂停|停办|停开|停了?|取消|[未没][有能]?(?:开展|举办|召开|组织|进行|开|办|做)[会成]?)"
_OFTEN = "(?:召开|开展|举办|组织|开|办)?了?(?P<n>[0-9]{1,2})(?P<unit>{回数})"
_ALL_BUT_SOME_MONTHS = (
    form(  # 除8月没开外，其余每月1次
        "除了?" + _MONTHS + "(?:" + _STOPPED + ")?(?:之?外|以外),?{其余}?[每各]个?月份?[均都]?" + _OFTEN,
        holding="除",
    ),
    form(  # 每月1次(2月、8月因故未开); 每月2次，2月仅1次
        "每个?月"
        + _OFTEN
        + "[(,;](?:其中)?"
        + _MONTHS
        + "(?:"
        + _STOPPED
        + "|"
        + _REASON
        + "(?:仅|只有?)?(?:开展|举办|办|开)?了?(?P<then>[0-9]{1,2})(?P=unit)?)[)]?",
        holding="每",
    ),
)
_SO_LONG = form(  # 每周1次，共48周
    "每个?(?P<per>月|周|天|季度?)"
    + _OFTEN
    + ",?(?:共|计|共计|合计|累计|连续|坚持){0,2}了?(?P<long>[0-9]{1,3})个?(?P=per)",
    holding="每",
)
_IN_ODD_MONTHS = form("(?:每)?(?:按(?P<all>月)|单月|双月)各" + _OFTEN, holding="月")
_ON_WEEKDAYS = form(
    f"(?:每逢?|逢)?(?P<days>{WEEKDAYS})"
    "(?:各(?P<act>[^0-9,;]{0,4}?)(?P<n>[0-9]|[一两二三])(?P<unit>{回数})|(?P<does>[^0-9,;()各]{0,6}))",
    holding="周星礼",
)
_MONTH_OR_MONTHS = lazy_pattern("([0-9]{1,2})(?:月?份?[-~至到]([0-9]{1,2}))?")
_MEASURE = "(?P<n>{数值})(?P<unit>个?小时|课时|学时|分钟|h)"
_COUNT = "(?P<count>[0-9]{1,4})"
_OF_ALL = "(?:,?(?:共计?|合计|总计|累计)(?P<all>{数值})(?P=unit))?"
_LASTED = (
    form(  # 督导24次，每次2小时; 3天（每天8学时）; 6条×4分钟
        "(?P<lead>[^0-9,;]{0,10})" + _COUNT + "(?P<of>[次场节期天课堂条集讲])(?P<what>[^0-9,;(]{0,4})"
        "(?:[,(]?每(?P=of)(?P<act>[^0-9,;]{0,4}?)|[*])" + _MEASURE + _OF_ALL + "[)]?",
        holding="每*",
    ),
    form(  # 每场2小时，共20场
        "(?P<lead>[^0-9,;]{0,10})每(?P<of>[次场节期天课堂讲])(?P<act>[^0-9,;]{0,4}?)" + _MEASURE + ",?"
        "(?P<what>[^0-9,;]{0,6}?)" + _COUNT + "(?P=of)" + _OF_ALL,
        holding="每",
    ),
)
_SERIES = form(
    "(?P<which>[一1](?:季度)?{至}[四4]季度|[四4]个?季度|各季度|上下半年|1{至}12月|各月|十二个月|12个月)[^0-9,;]{0,6}?"
    "(?:分别|依次)(?:为|是|达到|完成)?(?P<each>{数值}(?P<unit>%|[^0-9,;、%]{0,2})(?:[、,]{数值}(?P=unit)){1,11})"
    "(?:,(?:全年)?平均为?{数值}(?P=unit))?",
    holding="别依",
)
_NUMBERS = form("{数值}")
_AIMED_AT = lazy_pattern("目标|计划|任务|应|拟|预|指标")
_ONE_TERM = form("({季}|[上下]半年)[^0-9,;]{0,4}?({数值})(%|[^0-9,;、%]{1,2})", holding="季半")
_TERMS = form("(?:(?:{季}|[上下]半年)[^0-9,;]{0,4}?{数值}(?:%|[^0-9,;、%]{1,2})(?:[,、;]|$)){2,4}", holding="季半")
_WORST = lazy_pattern(
    "(?P<before>[^0-9,;]{1,12},|[0-9]{1,3}[个名位户家]?[^0-9,;]{1,6}?中?,?|最[多高](?:的[^0-9,;]{0,8})?[0-9]{1,5}[^0-9,;]{1,2},)?"
    "最[少低](?:的|只)?(?:[1-9]|1[0-2])?(?:月份?|季度|一?[个户人月])?(?P<act>[^0-9,;]{0,5}?)(?P<n>[0-9]{1,5})(?P<unit>[^0-9,;]{1,2})",
    holding="最",
)
_EACH_ONE = lazy_pattern("[每各]", holding="每各")
_UNSURE = frozenset("未没不拟约近")


def told_of_periods(context: Context, text: str) -> Quantity | None:
    """What a text says of the whole year, or of the worst of several; None for a text of something else."""
    promised = context.promised
    if promised is None or promised.number is None:
        return None
    said = digits_for_numerals(text)
    head = promised.unit.partition("/")[0]
    if "周" in text and (told := _on_weekdays(context, head, text)) is not None:
        return told
    each = _EACH_ONE.search(context.row.target) is not None or normal_unit(promised.unit).endswith(("/季度", "/半年"))
    if each:
        of_months = _but_for_some_months(head, said) if promised.unit.endswith("/月") else None
        told = of_months or _of_each(context, promised, said) or _worst_of_series(promised, said, each=True)
        return told or _rhythm(head, said, each=True)
    if promised.unit == "%":
        return _worst_of_series(promised, said, each=False)
    return _of_the_year(context, promised, said)


def without_each(text: str) -> str:
    """`每月各2次` as 每月2次."""
    return _ONE_EACH.sub(r"\1", text)


def _of_the_year(context: Context, promised: Figure, text: str) -> Quantity | None:
    """`双月一次` of 6次; `30位老人每月探访1次` of 360人次."""
    head = promised.unit.removesuffix("/年")
    if (told := _but_for_some_months(head, text) or _so_long(head, text) or _lasted(context, head, text)) is not None:
        return told
    if (rhythm := _rhythm(head, text, each=False)) is not None:
        return rhythm
    often = _EACH_SO_OFTEN.fullmatch(text) if head in ("人次", "户次") else None
    if often is None or not _says_little(context, often["before"], often["what"], often["act"]):
        return None
    if (often["of"] == "户") != (head == "户次"):
        return None
    per = often["per"].removeprefix("个")
    times = PERIODS[_OTHER_NAMES.get(per, per)]
    number = int(often["who"]) * times * int(often["n"])
    return worked_out(f"{often['who']}×{times}×{often['n']}＝{number}{head}", number, head)


def _rhythm(head: str, text: str, *, each: bool) -> Quantity | None:
    """`双月一次`; `隔周一次，全年26次`: what it came to in the year, where so many of `each` period were promised."""
    rhythm = _OF_A_PERIOD.fullmatch(text)
    if rhythm is None or rhythm["unit"] != head or (text.startswith("一") and not rhythm["all"]):
        return None  # 一月一场: perhaps in January
    number, per = number_of(rhythm["n"]), _OTHER_NAMES.get(rhythm["per"], rhythm["per"])
    if rhythm["all"]:
        return _number(int(rhythm["all"]), head) if each or int(rhythm["all"]) == number * PERIODS[per] else None
    return _number(number, f"{head}/{per}")


def _on_weekdays(context: Context, head: str, text: str) -> Quantity | None:
    """`每周二、周五各1次` of 每周2次, `周一至周五` of 每周5天."""
    match = _ON_WEEKDAYS.fullmatch(text) if head in ("次", "场", "期", "天", "日") else None
    if match is None or (match["does"] or "").startswith(("天", "日")):
        return None  # 每周五天: five
    if (match["unit"] or head) != head or not _says_little(context, match["act"] or match["does"]):
        return None
    days = weekdays_in(match["days"], in_days=head in ("天", "日"))
    return _number(days * number_of(match["n"] or "1"), f"{head}/周") if days else None


def _but_for_some_months(head: str, text: str) -> Quantity | None:
    """`除8月没开外，其余每月1次` of 12次; a month that is named twice is a slip."""
    match = next((found for each in _ALL_BUT_SOME_MONTHS if (found := each.fullmatch(text))), None)
    if match is None or match["unit"] != head:
        return None
    some = _months_in(match["months"])
    if some in (0, 12):
        return None
    others, then = 12 - some, match.groupdict().get("then")
    number = others * int(match["n"]) + some * int(then or 0)
    return worked_out(f"（12−{some}）×{match['n']}{f'＋{some}×{then}' if then else ''}＝{number}{head}", number, head)


def _so_long(head: str, text: str) -> Quantity | None:
    """`每周1次，共48周`, `单月各1次` of a count of the year."""
    if found := _SO_LONG.fullmatch(text):
        times = int(found["long"])
    elif found := _IN_ODD_MONTHS.fullmatch(text):
        times = 12 if found["all"] else 6
    else:
        return None
    return multiplied(times, found["n"], head) if found["unit"] == head else None


def _months_in(text: str) -> int:
    """How many months are named; 0 where one is named twice, which is a slip, or a span runs backwards."""
    spans = [(int(first), int(last or first)) for first, last in _MONTH_OR_MONTHS.findall(text)]
    months = [month for first, last in spans for month in range(first, last + 1)]
    return 0 if len(set(months)) < len(months) or any(first > last for first, last in spans) else len(months)


def _lasted(context: Context, head: str, text: str) -> Quantity | None:
    """`督导24次，每次2小时` of 48小时."""
    match = next((found for each in _LASTED if (found := each.fullmatch(text))), None)
    if match is None or normal_unit(match["unit"]) != normal_unit(head):
        return None
    if not _says_little(context, match["lead"], match["what"], match["act"] or ""):
        return None
    number, written = Decimal(match["count"]) * Decimal(match["n"]), f"{match['count']}×{match['n']}"
    if match["all"] and Decimal(match["all"]) != number:
        return not_so(f"{written}≠{match['all']}")
    return worked_out(f"{written}＝{as_digits(number)}{head}", number, head)


def _of_each(context: Context, promised: Figure, text: str) -> Quantity | None:
    """`5个小组，每组6节` of 每个小组≥6节; `最低的2月也有31户` of 每月≥30户."""
    head = promised.unit.partition("/")[0]
    of_each, worst = _SO_MANY_OF_EACH.fullmatch(text), _WORST.fullmatch(text)
    match = of_each or (worst if promised.operator not in AT_MOST else None)
    if match is None or match["unit"] != head or not _UNSURE.isdisjoint(text):
        return None
    if of_each:
        own = of_each["one"] in of_each["what"] and of_each["what"] in context.row.own
        return _number(Decimal(match["n"]), promised.unit) if own else None
    if not _says_little(context, match["act"].removeprefix("也"), ""):
        return None
    before = match["before"] or ""
    if not DIGIT.search(before) and not _says_little(context, before):
        return None
    return _number(Decimal(match["n"]), promised.unit)


def _worst_of_series(promised: Figure, text: str, *, each: bool) -> Quantity | None:
    """`一至四季度分别为88%、91%、79%、93%`: where each was promised as much the worst decides; where it was promised of
    the year, all of them must keep it. Counts that were promised of each and kept are added elsewhere."""
    series = _series_of(promised, text)
    if series is None or promised.operator in (Operator.GT, Operator.LT):
        return None
    numbers, unit, in_a_row = series
    worst = max(numbers) if promised.operator in AT_MOST else min(numbers)
    if unit == "%":
        worst /= 100
    assert promised.number is not None
    kept = worst <= promised.number if promised.operator in AT_MOST else worst >= promised.number
    if not (each or kept):
        return None
    shown = f"{as_digits(worst * 100)}%" if unit == "%" else f"{as_digits(worst)}{unit}"
    if not in_a_row and unit != "%":  # 一季度2场，二季度1场 …: two of 每季度2场 may make up for it, or not
        return None if kept else Quantity("text", sense="part", words=(f"最少的{shown}",))
    told = worked_out(f"其中最差的 {shown} ", worst, promised.unit)
    return told._replace(kind="rate") if unit == "%" else told


def _series_of(promised: Figure, text: str) -> tuple[Sequence[Decimal], str, bool] | None:
    """The figures of all terms of a year in the unit that was promised, that unit, and whether they stand in a row
    behind one name (一至四季度分别为); None where some are missing."""
    if _AIMED_AT.search(text):
        return None
    if series := _SERIES.fullmatch(text):
        numbers = [Decimal(number) for number in _NUMBERS.findall(series["each"])]
        units, which = {series["unit"]}, series["which"]
        expected = 12 if "月" in which else 2 if "半年" in which else 4
    elif _TERMS.fullmatch(text) and _UNSURE.isdisjoint(text):
        found = _ONE_TERM.findall(text)
        numbers, units = [Decimal(number) for _, number, _ in found], {unit for *_, unit in found}
        expected, span = (2, "半年") if "半年" in text else (4, "季度")
        twice = len({term.lstrip("第") for term, *_ in found}) < len(found)
        if twice or ("/" in promised.unit and not normal_unit(promised.unit).endswith(span)):
            return None
    else:
        return None
    unit = promised.unit.partition("/")[0]
    return (numbers, unit, series is not None) if len(numbers) == expected and units == {unit} else None


def _says_little(context: Context, *texts: str) -> bool:
    return context.are_plain(",".join(filter(None, texts)), BESIDE_A_COUNT)


def _number(number: Decimal | int, unit: str) -> Quantity:
    return Quantity("number", number=Decimal(number), unit=unit)

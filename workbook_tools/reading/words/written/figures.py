"""The figures in one clause: each number with its operator, unit and bound, and which of them is the clause's value."""

import re
from decimal import Decimal
from string import ascii_letters
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_LEAST, AT_MOST, SIGNS, Operator
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import COUNTERS, PEOPLE, UNIT
from workbook_tools.reading.words.written.bounds import bound_behind, operator_before

LARGEST = Decimal(10) ** 15
_ONE, _HUNDREDTH = Decimal(1), Decimal("0.01")
MOST_DECIMALS = 20
_SHORT = 15  # digits: less than the largest
_NUMBER = lazy_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z]))?"
)
_SIGN_BEHIND = "(:=≥≤<>~至到率为是降长值差比,;"  # a dash behind one of these is a minus, elsewhere it only parts
_PLAIN = lazy_pattern("([≥≤><=])?([0-9]{1,12}(?:[.][0-9]{1,6})?)(.*)")
_SPOKEN = ("块",)  # 元 where money was promised
_LIKE_THOUSANDS = lazy_pattern("[0-9]{1,3}[.][0-9]{3}")  # 1.080份: no thousandths of what is counted
_WHOLE = frozenset((*COUNTERS, *PEOPLE, "户", "家", "人次", "户次", "份", "册", "本", "张", "套", "支"))
_MULTIPLIED = lazy_pattern("[*][0-9]")
_LIKE_A_DAY = lazy_pattern("20[0-9]{2}[.][0-9]{1,2}|20[0-9]{6}")
_DAYS = ("年", "月", "日", "季", "季度")  # perhaps a date
_PARTS_TWO = ("/", "÷", ":")
_DIVIDED = lazy_pattern("(?:[/÷][0-9.]+)+")
_CENTRE = lazy_pattern(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)([^0-9]*)$")  # in front of ±
_RATIO = lazy_pattern(r":([0-9]+(?:\.[0-9]+)?)(?![0-9:])")
_BRACKETED = lazy_pattern(r"\(([^()0-9]{1,8})\)")
_MORE = lazy_pattern("[余多来几]|[+](?![0-9])", holding="+余几多来")
_RANGE_SIGNS = ("-", "~", "至", "到")
_RANGE_JOIN = lazy_pattern("--|[-~至到]", holding="-~到至")
_SCALE_AND_MORE = lazy_pattern("(万亿|千万|百万|十万|亿|万|千|百)[余多]", holding="余多")
_YEARS = lazy_pattern("(?:服务|项目|合同|会计|财政|完整)?(?:年度|周年|自然年)", holding="年")
_PER = "年|月|旬|季度|季|学期|周|天|日|人次|户次|人|户|份|件|组|餐|村|社区|镇街|街道|站点|站|家|支|场|期|班"
_EACH = lazy_pattern(
    f"每(?:名|位|支|所)?((?:[半二两三四五六]个?)?(?:{_PER}|次)|(?<=每)个?(?:{_PER}))(?!位|员)", holding="每"
)
_EACH_OTHER = lazy_pattern(  # 每个点位2次, 每圩1次, 每逢集日1次
    f"每(?:([名位]){HAN}|逢({HAN}{{1,4}})$|个?(?![逢当次一二两三四五六七八九十半日到]|隔|个)({HAN}{{2}}|{HAN}$))",
    holding="每",
)
_SAYS_EACH = frozenset("每均隔月季周半")  # one of these stands in all that says of how many it is
_AVERAGE = lazy_pattern("(人|户|场|社区|村|站|日|天|周|月|季|年)均", holding="均")
_LEADS_ON = lazy_pattern("[=到至为达共计总]")  # from one figure to the one that is meant: 从50次增加到70次
# 从95%降到80%, 20场已完成0, whatever stands behind
_ARRIVED = lazy_pattern("[增升降减高少加改调变涨长落][了]?[到至为]$|→$|(?:完成|实际)[了为]?:?$")
_AGE = "(?:周岁|岁|个?月龄|个?周龄|月大)"
_YEAR = lazy_pattern("(?:19|20)[0-9]{2}")
_YEAR_AND_MONTH = lazy_pattern("(?:19|20)[0-9]{2}[.](?:1[0-2]|0?[1-9])")
_ORDINAL = lazy_pattern(
    "[A-Za-z_][-.+]?$|(?:第|(?<![岗目])前|满分为?|编号|文号|电话|热线|代码|型号|注|附件|附表|见附?[表图]|材料|佐证|佐证资料|序号|附[件表][0-9]{1,2}-)$"
)
# 电话11次, 宣传材料500份
_MAY_BE_COUNTED = lazy_pattern("(?:电话|(?<![0-9])热线|(?<!佐证)(?<!证明)(?<!支撑)(?<!见)(?<!附)材料)$")
_HOTLINES = frozenset(("110", "119", "120", "12315", "12338", "12345", "12348", "12349", "12355", "12371"))
_NAME_OF_A_PLACE = lazy_pattern(r"号(?!召)|楼(?![栋道宇长组])|热线|\.[0-9]|[A-Za-z]")
DECADE = "(?:[6-9]0|00|[89]5)"  # in which somebody was born
_A_DECADE = lazy_pattern(DECADE)
_BORN_THEN = lazy_pattern("后(?![0-9、,;以续期来才再就补又仍的]|$)")  # 90后父母
# Of a number that is no value one of these stands behind it, unless it has a point.
_SAYS_IT_IS_NONE = frozenset("号楼热.周岁个月-~至到后、和及两二三年度届日" + ascii_letters)
_MODEL = lazy_pattern("[GDKM](?![A-Za-z0-9])")  # 5G, 3D, 4K
_AN_AGE = lazy_pattern(f"{_AGE}|[-~至到]{{1,2}}[0-9]{{1,3}}(?:个?{_AGE}|月)", holding="大岁月龄")
_OF_A_YEAR = lazy_pattern("(?:[、和及](?:19|20)[0-9]{2})*[两二三]?年|-(?:19|20)?[0-9]{2}年|度|届", holding="年度届")
_OF_A_DAY = lazy_pattern("[日号](?:前|之前|止|至|-|~)")
DIGIT = lazy_pattern("[0-9]")
_DAY_OF_EACH_MONTH = lazy_pattern("[每次当下上]个?月$", holding="月")
_EVERY_OTHER = lazy_pattern("[隔双](周|月)", holding="隔双")
_BY_TERM = lazy_pattern("按?(?:(月|季|周)度|(半年)度?)", holding="度半")
_DAY_OR_MONTH = lazy_pattern("1[0-2]|0?[1-9]|[12][0-9]|3[01]")


About = Literal["", "about", "more"]  # whether a word makes a number approximate


class Figure(NamedTuple):
    """One number, range or bound in a clause; `start` and `end` span it with its operator and its unit."""

    start: int
    end: int
    operator: Operator
    number: Decimal | None
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    codes: tuple[str, ...] = ()
    about: About = ""
    word: str = ""  # the bound in words, as it stands in front


def _open(start: int, end: int, code: str = "Q114") -> Figure:
    """A figure of which it is not guessed how much it is."""
    return Figure(start, end, Operator.NONE, None, "", codes=(code,))


def plain_figure(text: str) -> Figure | None:
    """A cell with nothing but a sign, a number and a unit, as most are: a short way to what the long one reads."""
    match = _PLAIN.fullmatch(text)
    if match is None or match[3] in _DAYS or (not match[3] and _LIKE_A_DAY.fullmatch(match[2])):
        return None
    written = match[3]
    if "." in match[2] and _may_be_thousands(match[2], written):
        return None
    if written not in ("", "%") and (
        written in _SPOKEN or written != written.lower() or UNIT.fullmatch(written) is None
    ):
        return None
    unit, factor = _rate(written)
    return Figure(0, len(text), SIGNS[match[1] or ""], Decimal(match[2]) * factor, unit)


def _may_be_thousands(number: str, unit: str) -> bool:
    """`1.080份`, `1.000`: no thousandths of what is counted, and no zero behind two decimals."""
    return _LIKE_THOUSANDS.fullmatch(number) is not None and (unit in _WHOLE or (not unit and number.endswith("0")))


def figures_in(clause: str) -> tuple[Figure, ...]:
    """Every figure of the clause that can be a value: no year, age, ordinal, number of a document or a code."""
    found: list[Figure] = []
    position = 0
    while match := _NUMBER.search(clause, position):
        position = match.end()
        if not _is_no_value(clause, match):
            figure = _figure(clause, match)
            found.append(figure)
            position = max(position, figure.end)
    return tuple(found)


def value_of(clause: str, figures: tuple[Figure, ...]) -> Figure | None:
    """The figure that the clause states: the only one, else the only one with a bound, else the one that ends it.

    `5000吨成品粮储备到位率100%` states the rate, `26880+3304=30184小时` the sum: what stands in front describes.
    Two bounds (`≥60且≤80`) are a range; two figures with a stroke between them (`68个/70个`) are not guessed.
    """
    if len(figures) <= 1:
        return figures[0] if figures else None
    first, last = figures[0], figures[-1]
    if len(figures) == 2:
        between = clause[first.end : last.start]
        if re.fullmatch("[且并而又,、]*", between) and (both := _both_bounds(first, last)):
            return both
        if not between and first.unit in ("百", "千", "万"):
            return _open(first.start, last.end)  # 10千5百元
        either = re.fullmatch("或者?", between) is not None
        in_words = re.search(f"{HAN}|=", between) is not None and "*" not in between and not either
        apart = between or (
            not last.unit and last.start == first.end
        )  # 95%0: two figures, of which neither is meant more
        if apart and not in_words and not (first.operator or last.operator):
            return _open(first.start, last.end)
    bounded = [figure for figure in figures if figure.operator or figure.low is not None]
    if len(bounded) == 2 == len(figures) and first.unit and last.unit and _opposite(first, last):
        return _open(first.start, last.end)  # 20元以上30人以下
    ends_clause = not clause[last.end :].strip("。;,.!)以完成达标了")
    if len(bounded) == 1:
        return bounded[0]
    same_unit = [figure for figure in figures[:-1] if last.unit and figure.unit == last.unit]
    counted_as = re.fullmatch("[计折算抵当按作]{1,3}", clause[figures[-2].end : last.start])  # 10场计20场
    if same_unit and (counted_as or not _LEADS_ON.search(clause, same_unit[-1].end, last.start)):
        return _open(first.start, last.end)  # 4次加4次
    arrived = _ARRIVED.search(clause[figures[-2].end : last.start]) is not None
    if not (arrived or "=" in clause) and not all(figure.unit for figure in figures[:-1]):
        return Figure(first.start, last.end, Operator.NONE, None, "", codes=("Q114",))  # 上半年30下半年31
    if not ends_clause and not arrived:
        return first._replace(codes=(*first.codes, "Q106"))
    counted = last.unit not in ("", "%") and any(figure.unit in COUNTERS for figure in figures[:-1])
    told = counted and not _LEADS_ON.search(clause, first.end, last.start)
    return last._replace(codes=(*last.codes, "Q106")) if told else last


def _opposite(one: Figure, other: Figure) -> bool:
    """One a floor, the other a ceiling, which are no range: they measure two things, or leave nothing between."""
    ends = {bool(figure.operator in AT_LEAST) for figure in (one, other)}
    return ends == {True, False}


def decimal_of(text: str) -> Decimal | None:
    """The number of a text of digits; None where it is too large or too fine to be a figure of a workbook."""
    value = Decimal(text.replace(",", ""))
    if len(text) <= _SHORT and text.isdigit():
        return value  # as nearly every one is
    exponent = value.as_tuple().exponent
    fine = not isinstance(exponent, int) or exponent < -MOST_DECIMALS
    return None if fine or abs(value) >= LARGEST else value


def _is_no_value(clause: str, match: re.Match[str]) -> bool:
    """Codes (`A3`, `113X`), ordinals (`第3届`), ages (`0-6岁`), years and parts of dates, telephone numbers."""
    before, after = clause[max(0, match.start() - 8) : match.start()], clause[match.end() : match.end() + 8]
    if before and _ORDINAL.search(before):
        counted = _MAY_BE_COUNTED.search(before) is not None and match[0] not in _HOTLINES
        return not counted or UNIT.match(clause, match.end()) is None
    if not after or (_SAYS_IT_IS_NONE.isdisjoint(after[0]) and "." not in match[0]):
        return False
    if _NAME_OF_A_PLACE.match(after) and UNIT.match(clause, match.end()) is None:
        return True
    if _MODEL.match(after) or _AN_AGE.match(after):
        return True
    if after[0] == "后" and _A_DECADE.fullmatch(match[0]) and _BORN_THEN.match(after):
        return True
    if _OF_A_YEAR.match(after) and _YEAR.fullmatch(match[0]):
        return True
    if _OF_A_DAY.match(after) and _DAY_OR_MONTH.fullmatch(match[0]):
        return True
    if "." in match[0] and _YEAR_AND_MONTH.fullmatch(match[0]) and UNIT.match(clause, match.end()) is None:
        return True  # 2023.1补办2场
    if after[0] in "日号" and _DAY_OF_EACH_MONTH.search(before):
        return True  # 每月15日
    return _names_a_month(clause, match)


def _names_a_month(clause: str, match: re.Match[str]) -> bool:
    return clause.startswith("月", match.end()) and _DAY_OR_MONTH.fullmatch(match[0]) is not None


def _figure(clause: str, match: re.Match[str]) -> Figure:
    value, start = decimal_of(match[0]), match.start()
    if value is None:
        return _open(start, match.end(), "Q109")
    spread = clause[start - 1 : start] == "±"
    if spread:
        start -= 1
    elif clause[start - 1 : start] == "-" and (start == 1 or clause[start - 2] in _SIGN_BEHIND):
        start, value = start - 1, -value
    if clause[match.end() : match.end() + 1] in _PARTS_TWO and (odd := _of_two_numbers(clause, match, start, value)):
        return odd
    measured, unit, about = _measure(clause, match.end())
    like_thousands = "." in match[0] and _may_be_thousands(match[0], unit)
    if like_thousands or (clause[measured : measured + 1] == "*" and _MULTIPLIED.match(clause, measured)):
        return _open(start, measured)
    may_go_on = not spread and clause[measured : measured + 1] in _RANGE_SIGNS
    second = _second(clause, measured) if may_go_on else None
    if second is not None:
        taken_off = 0 <= second[0] < value and clause[measured : measured + 1] == "-"  # 22-2场
        far, measured, unit, about = second
        if far < 0 <= value or taken_off:  # 50~-12
            return _open(start, measured)
    before, first = operator_before(clause, start)
    behind, end, is_about = bound_behind(clause, measured)
    if is_about and not about:
        about = "about"
    if clause[first - 1 : first] == "¥" and not unit.endswith("元"):
        unit = f"{unit}元"  # ¥50万
    unit, factor = _rate(unit)
    lead = clause[max(0, first - 20) : first]
    if unit != "%" and not _SAYS_EACH.isdisjoint(lead):
        unit += _each(lead)
    codes = ("Q102",) if about else ()
    if spread:
        return _spread(clause, first, start, end, value * factor, unit, codes)
    if second is not None:
        low, high = sorted((value * factor, far * factor))
        return Figure(first, end, Operator.NONE, None, unit, low, high, codes, about)
    if (before in AT_MOST and behind in AT_LEAST) or (before in AT_LEAST and behind in AT_MOST):
        return _open(first, end, "Q103")  # 不足95%以上
    word = clause[first:start] or clause[measured:end]
    return Figure(first, end, behind or before, value * factor, unit, None, None, codes, about, word)


def _of_two_numbers(clause: str, match: re.Match[str], start: int, value: Decimal) -> Figure | None:
    """`1:50` is a ratio; `3/4` may be a part or a date, and is not guessed."""
    end = match.end()
    if fraction := _DIVIDED.match(clause, end):
        return _open(start, fraction.end())
    ratio = _RATIO.match(clause, end)
    divisor = decimal_of(ratio[1]) if ratio else None
    if ratio is None or not divisor:
        return None
    before, first = operator_before(clause, start)
    behind, end, _ = bound_behind(clause, ratio.end())
    if (behind or before) in AT_MOST and value == 1 < divisor:
        return _open(start, end)  # 不超过1:15: more of which side?
    return Figure(first, end, behind or before, value / divisor, ":1", codes=() if divisor == 1 else ("Q110",))


def _measure(clause: str, end: int) -> tuple[int, str, About]:
    """The unit behind a number, and where it ends: `人次`, `万元`, `(万元)`, `余人`, `万多人次`, `+个`."""
    more = _MORE.match(clause, end)
    about: About = ""
    if more:
        about, end = ("about" if more[0] == "来" else "more"), more.end()
    scaled = _SCALE_AND_MORE.match(clause, end)
    scale, end = (scaled[1], scaled.end()) if scaled else ("", end)
    unit = UNIT.match(clause, end)
    if unit is not None:
        end, name = unit.end(), unit[0]
    elif clause[end : end + 1] == "(" and (bracket := _BRACKETED.match(clause, end)) and UNIT.fullmatch(bracket[1]):
        end, name = bracket.end(), bracket[1]
    else:
        name = ""
    if name == "个" and (years := _YEARS.match(clause, end)):  # 3个年度
        end, name = years.end(), "年"
    if unit is not None and clause[end : end + 1] in ("余", "多") and not clause.startswith("多次", end):
        about, end = "more", end + 1
    return end, scale + name, about or ("more" if scaled is not None else "")


def _second(clause: str, end: int) -> tuple[Decimal, int, str, About] | None:
    """The far end of a range (`60-80`, `60分至80分`, `-5%~5%`) and what stands behind it."""
    join = _RANGE_JOIN.match(clause, end)
    if join is None:
        return None
    negative = clause[join.end() : join.end() + 1] == "-"
    number = _NUMBER.match(clause, join.end() + negative)
    value = decimal_of(number[0]) if number else None
    if number is None or value is None or _names_a_month(clause, number):
        return None
    return (-value if negative else value), *_measure(clause, number.end())


def _rate(unit: str) -> tuple[str, Decimal]:
    """A percentage is a fraction: the unit, and what its number is multiplied by."""
    if unit.startswith(("%", "百分比", "(%")):
        return "%", _HUNDREDTH
    if unit.startswith("‱"):
        return "%", Decimal("0.0001")
    return ("%", Decimal("0.001")) if unit.startswith("‰") else (unit, _ONE)


def _both_bounds(one: Figure, other: Figure) -> Figure | None:
    """`≥60且≤80`, `20人以上30人以下` → from 60 to 80, from 20 to 30."""
    low, high = (one, other) if one.operator in ("≥", ">") else (other, one)
    if low.operator not in ("≥", ">") or high.operator not in ("≤", "<") or not (low.unit == high.unit or not low.unit):
        return None
    if low.number is None or high.number is None or low.number > high.number:
        return None
    return Figure(
        one.start, other.end, Operator.NONE, None, high.unit, low.number, high.number, (*one.codes, *other.codes)
    )


def _each(before: str) -> str:
    """`每月不少于` in front of `2次` makes it `次/月`; `人均`, `每人每年` likewise."""
    own = DIGIT.split(before)[-1]  # behind the figure before: 每月1次共12次
    found = [*_EACH.findall(own), *_AVERAGE.findall(own)]
    if other := _EVERY_OTHER.search(own):
        found = [f"两{other[1]}"]  # 隔周1次
    if not found and (term := _BY_TERM.fullmatch(before)):
        named = term[1] or term[2]
        found = [{"季": "季度"}.get(named, named)]  # 季度1次, 半年1场
    if len(found) < own.count("每") and (each := _EACH_OTHER.search(own)):
        found = ["人" if each[1] else each[2] or each[3], *found]  # 每名社工不少于5个
    return "".join(f"/{per.removeprefix('个')}" for per in dict.fromkeys(found))


def _spread(clause: str, start: int, sign: int, end: int, value: Decimal, unit: str, codes: tuple[str, ...]) -> Figure:
    """`±10%`: from −10 % to 10 %; `100±5`, `100场±5场`, `100场±5%`: from 95 to 105."""
    centre = _CENTRE.search(clause, sign - 20, sign)
    is_one = centre is not None and (not centre[2] or UNIT.fullmatch(centre[2]) is not None)
    if centre is None or not is_one or (middle := decimal_of(centre[1])) is None:
        return Figure(start, end, Operator.NONE, None, unit, -value, value, codes)
    around, factor = _rate(centre[2])
    if unit == "%" and not around and middle > 100:
        value, unit = middle * value, ""  # 200±10% is from 180 to 220
    middle *= Decimal("0.01") if unit == "%" and not around else factor
    if unit == "%" != around != "":
        value, unit = middle * value, around
    first = sign - len(centre[0])
    if around and unit and around != unit:
        return _open(first, end)  # 20场±2人
    return Figure(first, end, Operator.NONE, None, unit or around, middle - value, middle + value, codes)

"""The figures in one clause: each number with its operator, unit and bound, and which of them is the clause's value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook_tools.model import Operator
from workbook_tools.unit_names import UNIT

LARGEST = Decimal(10) ** 15
_NOT = "(?:不|未|没有|没)(?:得|应|可|能|会|宜|要|准|允许)?"
_WORDS: tuple[tuple[str, Operator], ...] = (
    (f"{_NOT}(?:少于|低于|小于|短于|弱于|差于|早于|亚于|下于)", "≥"),
    (f"{_NOT}(?:超过|超出|超|高于|大于|多于|长于|晚于|迟于|突破)", "≤"),
    ("大于或?等于|高于或?等于|多于或?等于|达到或超过|达到及超过|至少达到?|最少|最低|至少|保底|下限为?", "≥"),
    ("小于或?等于|低于或?等于|少于或?等于|至多|最多|最高|上限为?|控制在|限制在|限额|封顶", "≤"),
    ("大于|高于|多于|超过|超出|突破|优于|>", ">"),
    ("小于|低于|少于|不足|不到|不满|<", "<"),
    ("≥", "≥"),
    ("≤", "≤"),
    ("等于|=", "="),
)
_OPERATOR_BEFORE = re.compile("(?:" + "|".join(f"(?P<o{i}>{words})" for i, (words, _) in enumerate(_WORDS)) + ")[:为是约共达到]*$")
_ABOUT_BEFORE = re.compile("(?:约为?|大约|大概|将近|接近|近|几乎|预计|左右)$")
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z]))?")
_SIGN_AFTER = re.compile("(?:^|[(:=≥≤<>~至到率为是降长值差,;])$")
_RANGE_JOIN = re.compile("(?:-|~|至|到|--)")
_AFTER = re.compile(
    r"(?:的)?(?P<inclusive>\((?:含|包含|含本数|不含)[^()]{0,8}\))?"
    r"(?P<bound>(?:及|或|\(含\))?以上|之上|(?:及|或)?以下|之下|以内|之内|范围内|内(?!容|部|控|涵|地|外|设))?(?P<open>\((?:含|不含)[^()]{0,6}\))?"
    r"(?P<about>左右|上下|不等)?"
)
_TIMES = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, range or bound in a clause; `start` and `end` span it with its operator and its unit."""

    start: int
    end: int
    operator: Operator
    number: Decimal | None
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    codes: tuple[str, ...] = ()


def figures_in(clause: str) -> tuple[Figure, ...]:
    """Every figure of the clause that can be a value: no year, age, ordinal, number of a list, a document or a code."""
    found: list[Figure] = []
    position = 0
    while match := _NUMBER.search(clause, position):
        position = match.end()
        if _is_no_value(clause, match):
            continue
        figure = _figure(clause, match)
        if figure is not None:
            found.append(figure)
            position = max(position, figure.end)
    return tuple(found)


def value_of(clause: str, figures: tuple[Figure, ...]) -> Figure | None:
    """The figure that the clause states: the only one, else the one with a bound, else the one that ends it, else the first.

    `5000吨成品粮储备到位率100%` states the rate: what stands in front of a name describes it.
    """
    if not figures:
        return None
    if len(figures) == 1:
        return figures[0]
    bounded = [f for f in figures if f.operator or f.low is not None]
    if len(bounded) == 1:
        return bounded[0]
    # A sum that is written out (`26880+3304=30184`) states its result.
    last = figures[-1]
    ends = not clause[last.end :].strip("。;,.!)以完成达标")
    chosen = last if ends else figures[0]
    return replace(chosen, codes=(*chosen.codes, "Q106"))


def _is_no_value(clause: str, match: re.Match[str]) -> bool:
    start, end, text = match.start(), match.end(), match[0]
    before, after = clause[max(0, start - 8) : start], clause[end : end + 6]
    if re.search(r"[A-Za-z_.]$", before) and not re.search(r"(?:^|[^A-Za-z0-9])[A-Za-z]{1,3}\.$", before):
        return True  # A3, PM2.5, v1.2, COVID-19
    if re.search(r"(?:第|No\.?|编号|文号|电话|热线|[A-Za-z]-)$", before) or re.match(r"号(?!召)|热线|[A-Za-z_]{4,}|\.[0-9]", after):
        return True
    if re.match("[A-Za-z]", after) and UNIT.match(clause, end) is None:
        return True
    if re.match(r"(?:周岁|岁|月龄|周龄)|[-~至到]{1,2}[0-9]{1,3}(?:个)?(?:周岁|岁|月龄|月大|周龄)", after):
        return True
    if re.search(r"[0-9](?:周岁|岁|月|个月)?[-~至到]$", before) and re.match("个?(?:周岁|岁|月龄|周龄)", after):
        return True
    if _TIMES.fullmatch(text) and re.match(r"年(?!$|/)|-(?:19|20)[0-9]{2}年|年?度", after) and not re.match(r"年(?:以上|以下|以内)", after):
        return True
    return bool(re.match(r"月份?(?:底|末|初|中|前|[0-9]|至|-|~|完成|,|;|$|\))|[日号](?:前|之前|止)", after) and re.fullmatch("1[0-2]|0?[1-9]|[12][0-9]|3[01]", text))


def _figure(clause: str, match: re.Match[str]) -> Figure | None:
    value = _decimal(match[0])
    if value is None:
        return Figure(match.start(), match.end(), "", None, "", codes=("Q109",))
    start, end = match.start(), match.end()
    plus_minus = clause[start - 1 : start] == "±" or clause[max(0, start - 2) : start] == "+-"
    if plus_minus:
        start -= 1 if clause[start - 1] == "±" else 2
    elif clause[start - 1 : start] == "-" and _SIGN_AFTER.search(clause[: start - 1][-1:]):
        start, value = start - 1, -value
    if not plus_minus and (fraction := re.match("/[0-9.]+", clause[end : end + 20])):
        return Figure(start, end + fraction.end(), "", None, "", codes=("Q114",))
    codes: list[str] = []
    end, unit, about = _unit(clause, end)
    second = None if plus_minus else _second(clause, end)
    if second is not None:
        other, end, second_unit, about = second
        unit = second_unit or unit
    operator, start, about_before = _operator(clause, start)
    after = _AFTER.match(clause, end)
    assert after is not None  # the pattern matches the empty text
    bound, end = _bound_after(after), after.end()
    if about or about_before or after["about"]:
        codes.append("Q102")
    unit, value, scale = _rate(unit, value)
    if plus_minus:
        return _spread(clause, start, end, value, unit, tuple(codes))
    if second is not None:
        other = other * scale
        return Figure(start, end, "", None, unit, min(value, other), max(value, other), tuple(codes))
    if unit == "" and clause[end : end + 1] == ":" and (ratio := re.match(r":([0-9]+(?:\.[0-9]+)?)(?![0-9:])", clause[end:])):
        divisor = _decimal(ratio[1])
        if divisor:
            return Figure(start, end + ratio.end(), operator or bound, value / divisor, ":1", codes=(*codes, "Q110") if divisor != 1 else tuple(codes))
    return Figure(start, end, bound or operator, value, unit, codes=tuple(codes))


def _decimal(text: str) -> Decimal | None:
    value = Decimal(text.replace(",", "")) if len(text) <= 40 else None
    return value if value is not None and abs(value) < LARGEST and value.as_tuple().exponent >= -12 else None  # type: ignore[operator]


def _unit(clause: str, end: int) -> tuple[int, str, bool]:
    """The unit behind a number, with the words that make the number approximate: `100余人`, `3万多人次`, `30+个`."""
    about = False
    scale = ""
    for _ in range(2):
        if clause[end : end + 1] in ("余", "多", "来", "几") and clause[end : end + 1]:
            about, end = True, end + 1
        elif scale == "" and (many := re.match("万亿|千万|百万|十万|亿|万|千|百", clause[end : end + 3])) and clause[
            end + many.end() : end + many.end() + 1
        ] in ("余", "多"):
            scale, end = many[0], end + many.end()
        else:
            break
    if clause[end : end + 1] == "+" and not clause[end + 1 : end + 2].isdigit():
        about, end = True, end + 1
    if clause[end : end + 1] in ("余", "多") and clause[end : end + 1]:
        about, end = True, end + 1
    unit = UNIT.match(clause, end)
    if unit is not None:
        name, end = unit[0], unit.end()
        if clause[end : end + 1] in ("余", "多") and clause[end : end + 1]:
            about, end = True, end + 1
        return end, scale + name, about
    if (bracket := re.match(r"\(([^()0-9]{1,8})\)", clause[end : end + 10])) and UNIT.fullmatch(bracket[1]):
        return end + bracket.end(), scale + bracket[1], about
    return end, scale, about


def _second(clause: str, end: int) -> tuple[Decimal, int, str, bool] | None:
    """The far end of a range: `60-80`, `60分至80分`, `-5%~5%`."""
    join = _RANGE_JOIN.match(clause, end)
    if join is None:
        return None
    at = join.end()
    negative = clause[at : at + 1] == "-"
    number = _NUMBER.match(clause, at + negative)
    if number is None:
        return None
    value = _decimal(number[0])
    if value is None:
        return None
    stop, unit, about = _unit(clause, number.end())
    return (-value if negative else value), stop, unit, about


def _operator(clause: str, start: int) -> tuple[Operator, int, bool]:
    """The bound in front of a number, where it starts, and whether the number is called approximate."""
    window = max(0, start - 12)
    before = clause[window:start]
    about = _ABOUT_BEFORE.search(before)
    if about is not None:
        before = before[: about.start()]
    match = _OPERATOR_BEFORE.search(before)
    if match is None:
        return "", window + len(before), about is not None
    index = next(i for i in range(len(_WORDS)) if match[f"o{i}"])
    operator = _WORDS[index][1]
    if operator == "=" and re.search("[0-9]", before[: match.start()]):
        operator = ""
    return operator, window + match.start(), about is not None


def _bound_after(match: re.Match[str]) -> Operator:
    bound = match["bound"] or ""
    excluded = "不含" in (match["inclusive"] or "") + (match["open"] or "")
    if "上" in bound:
        return ">" if excluded else "≥"
    if bound:
        return "<" if excluded else "≤"
    return ""


def _rate(unit: str, value: Decimal) -> tuple[str, Decimal, Decimal]:
    """A percentage as a fraction. The factor goes for both ends of a range."""
    bare = unit.split("/")[0]
    if bare.startswith(("%", "百分比", "(%")):
        return "%", value / 100, Decimal("0.01")
    if bare.startswith("‰"):
        return "%", value / 1000, Decimal("0.001")
    return unit, value, Decimal(1)


def _spread(clause: str, start: int, end: int, value: Decimal, unit: str, codes: tuple[str, ...]) -> Figure:
    """`±10%`: from −10 % to 10 %; `100±5`: from 95 to 105."""
    centre = re.search(r"([0-9]+(?:\.[0-9]+)?)$", clause[max(0, start - 20) : start])
    middle = _decimal(centre[1]) if centre else None
    if centre is None or middle is None:
        return Figure(start, end, "", None, unit, -value, value, codes)
    return Figure(start - len(centre[1]), end, "", None, unit, middle - value, middle + value, codes)

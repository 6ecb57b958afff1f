"""The words and signs that make a number a bound, in front of it and behind it."""

import re

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator

_NOT = "(?:最[高多长久低少短])?(?:不|未|没有|没|无一[个例件人户单次]?)(?:得|应|可|能|会|宜|要|准|允许)?"
_WORDS: tuple[tuple[str, Operator], ...] = (
    (f"{_NOT}(?:少于|低于|小于|短于|弱于|差于|早于|亚于|下于?)", Operator.GE),
    (f"{_NOT}(?:超过|超出|超|高于|大于|多于|长于|晚于|迟于|突破)", Operator.LE),
    (
        "大于或?等于|高于或?等于|多于或?等于|达到[或及]超过|至少达到?|最少|最低|最短|至少|最起码|起码|少说|保底|下限为?",
        Operator.GE,
    ),
    ("(?<![不未圆美期届丰])满", Operator.GE),
    (
        "[别莫勿]超过?|不出|小于或?等于|低于或?等于|少于或?等于|至多|最多|顶多|撑死|最高|最长|最久|最慢|控制在|限制在|限额|上限为?|封顶",
        Operator.LE,
    ),
    ("不止|不只|大于|高于|多于|超过|超出|突破|优于|超|逾|>", Operator.GT),
    ("小于|低于|少于|短于|不足|不到|不满|不够|<", Operator.LT),
    ("≥", Operator.GE),
    ("≤", Operator.LE),
    ("等于|=", Operator.EQ),
)
_BEFORE = lazy_pattern(
    "(?:" + "|".join(f"(?P<o{i}>{words})" for i, (words, _) in enumerate(_WORDS)) + ")[:为是约共达到¥]*$"
)
_INCLUSIVE = r"\((?:含|包含|不含)(?:本数|本级|[0-9.]{1,8}[^()]{0,2})?\)"
_BEHIND = lazy_pattern(
    rf"的?(?P<first>{_INCLUSIVE})?"
    r"(?P<bound>[及或]?以上|之上|打底|起步|往上|[及或]?以下|之下|以内|之内|范围内|内(?![容部控涵地外设])|封顶|为?上限|为?限(?:额)?)?"
    rf"(?P<last>{_INCLUSIVE})?(?P<about>左右|上下)?(?P<short>不到|不足|未满|不满)?"
)
_BEGINS_BEHIND = frozenset("的(及或以之打起往范内封为上限左不未")
_ENDS_BEFORE = frozenset(  # of the words and of what may stand behind them
    "于下过出超破达到少低短码说底限为满多死高长久慢在额顶止只逾足够><≥≤=:是约共¥"
)
_LONGEST = 14  # characters in front of a number that can be its operator


def operator_before(clause: str, start: int) -> tuple[Operator, int]:
    """The bound in front of `start`, and where it starts; an `=` behind another figure only writes out a sum."""
    if _ENDS_BEFORE.isdisjoint(clause[start - 1 : start]):
        return Operator.NONE, start
    window = max(0, start - _LONGEST)
    words = clause[window:start]
    match = _BEFORE.search(words)
    if match is None:
        return Operator.NONE, start
    operator = next(sign for i, (_, sign) in enumerate(_WORDS) if match[f"o{i}"])
    is_sum = operator == "=" and re.search("[0-9]", words[: match.start()])
    return Operator.NONE if is_sum else operator, window + match.start()


def bound_behind(clause: str, end: int) -> tuple[Operator, int, bool]:
    """The bound behind position `end`, where it ends, and whether it says about: `以上` is ≥, `以内` and `以下` are ≤,
    all with their figure unless `(不含)`."""
    if _BEGINS_BEHIND.isdisjoint(clause[end : end + 1]):
        return Operator.NONE, end, False
    match = _BEHIND.match(clause, end)
    assert match is not None  # every part of the pattern may be absent
    bound = match["bound"] or ""
    excluded = "不含" in (match["first"] or "") + (match["last"] or "")
    operator = Operator.NONE
    if bound:
        least, most = (Operator.GT, Operator.LT) if excluded else (Operator.GE, Operator.LE)
        operator = least if bound.endswith(("上", "打底", "起步")) else most
    if match["short"]:
        operator = Operator.LT
    return operator, match.end(), match["about"] is not None

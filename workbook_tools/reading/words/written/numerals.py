"""Chinese numerals in a cell: `三场`, `两次`, `十二份`, `百分之九十五`, `九成以上`, `三分之二`, `二十余人`, `半天`.

Taken: a numeral in front of a unit, where it counts something: at the start of a clause, behind a verb such as 开展 or
不少于, or with its unit at the end of the clause; 半 alone at the start of a clause, in front of 天, 小时 or 年.
Not taken: ordinals (`第三方`, `第二届`), set phrases (`一次性`, `两个维护`), grades (`一级`), months, `上千`, `数次`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.unit_names import UNIT
from workbook_tools.reading.words.written.by_character import ByCharacter

_ONES = "零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅"
_DIGITS = f"{_ONES}百千点佰仟"
_ONE_TO_NINE = "一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_NUMERAL = lazy_pattern(f"[{_ONES}半][{_DIGITS}]*(?:[万亿][{_DIGITS}]+)*")
_YEAR = lazy_pattern("[一二][零〇一二三四五六七八九]{3}(?=年)")
_MONTH = lazy_pattern("(?<![个几数零〇一二两三四五六七八九十])([一二三四五六七八九]|十[一二]?)(?=月)")
_DAY = lazy_pattern(
    "(?<=月)([一二三四五六七八九]|二?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?|卅一?)(?=[日号])"
)
_PER_HUNDRED = lazy_pattern(f"百分之([{_DIGITS}]+|[0-9]+(?:[.][0-9]+)?)")
_PER_THOUSAND = lazy_pattern(f"千分之([{_DIGITS}]+|[0-9]+(?:[.][0-9]+)?)")
_FRACTION = lazy_pattern("([二三四五六七八九十])分之([一二两三四五六七八九])(?![0-9零〇一二三四五六七八九十])")
_TENTHS = lazy_pattern(
    "(?<![0-9.])([1-9](?:[.][0-9])?|[一二两三四五六七八九])成(?=$|以[上下内]|之[上下内]|左右|及|有余|出头|[多余,;。)至到~-])"
)
_HALF = lazy_pattern("(?:^|(?<=[≥≤><=达到]))(?:(?:一半|半数)(?=$|以上|以下|左右)|过半数?$)")
_LEAD = lazy_pattern(
    "(?:开展|举办|组织|完成|培育|孵化|建立|成立|配备|召开|提供|撰写|形成|发表|印发|编制|制作|发放|链接|走访|探访|跟进|"
    "结案|结成|结对|新增|招募|培训|服务|达到|达|共计?|累计|合计|总计|至少|最少|最低|至多|最多|[少低小多大高短]于|等于|超过|约|近|"
    "为|是|有|其中|各|全[市区县镇乡街村]|[还仅只比了]?[差少多缺剩欠]|[仅只才]有?|人民币|每(?:[年月周天日人户场旬]|半个?月)|每季度?|每个?(?:社区|村)|[≥≤><=:,;、(/])$"
)
_CLAUSE_END = lazy_pattern("(?:以上|以下|以内|之内|左右|及以上|半|[(),;。、/]|$)")
_HALF_MORE = lazy_pattern("(?<![0-9])([0-9]+|[一二两三四五六七八九])个半(?=小时|月)")
_HALF_OF_ONE = lazy_pattern("半(?=个(?:小时|月)|小时)")
_HALF_DAYS = lazy_pattern("(?<![0-9.第])([0-9]{1,3}|[二两三四五六七八九十])个半天", holding="半")
_AND_A_HALF = lazy_pattern("(?<![0-9.])([0-9]+)(个?小时|分钟?|年|天|个月)半", holding="半")
_TENTHS_AND_A_HALF = lazy_pattern("(?<![0-9])([1-9一二两三四五六七八九])成半")
_NINETY_FIVE = lazy_pattern("(?<![0-9])([1-9一二三四五六七八九])成([1-9一二三四五六七八九])")
# 1万5, 三千五: what stands behind the scale is the next one.
_SHORT = lazy_pattern("(?<![0-9.])([0-9]+)([万千百])([1-9])(?![0-9.,万千百])")
# 1万零五百元, 2万三千: figures and numerals of one number
_OF_BOTH = lazy_pattern(
    f"(?<![0-9.])([0-9]{{1,4}})([万千])零?([{_ONE_TO_NINE}][千百十仟佰拾][{_DIGITS}]*|(?<=零)[{_ONE_TO_NINE}](?![{_DIGITS}]))",
    holding="万千",
)
_JIAO = lazy_pattern(  # 玖佰玖拾元零伍角
    f"(?<![{_DIGITS}万0-9])([{_ONES}][{_DIGITS}万]*)元零?([{_ONE_TO_NINE}])角(?:零?([{_ONE_TO_NINE}])分)?", holding="角"
)
_FROM_TO = lazy_pattern(  # 三到五次, 两至三场; neither 三至五月 nor 周一至周五
    f"(?<![第周期初上下本{_DIGITS}0-9])([{_ONES}][{_DIGITS}]*)([到至~-])([{_ONES}][{_DIGITS}]*)(?![月日号级周季年度楼层组班点时])"
)
_SAID_TWICE = lazy_pattern(
    f"([{_ONES}][{_DIGITS}万]*)[(]([0-9,.]+)[)]|([0-9,.]+)[(]([{_ONES}][{_DIGITS}万]*)[)]", holding="("
)
# 逾百人, 百二十人: a scale without a figure in front of it is one of it
_ONE_OF_A_SCALE = lazy_pattern(
    f"(?<![{_DIGITS}0-9上数几万亿半成])(?:(?<=[逾超过近足到满达约])|(?<=^)|(?<=[,;:(]))[百千](?=[余多]?(?:人次|户次|场次|小时|[人名户场次份件个家])(?:以上|左右|$|[,;)])"
    f"|[{_ONES}][十百])",
    holding="百千",
)
_NEIGHBOURS = "一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九"  # 一两起, 三五户: so many or so many
FEW = lazy_pattern(
    f"(?:{_NEIGHBOURS})(?:十|百|千|万)?(?=[个次场人份支期名户家篇项件组天月年周起例宗处本册条笔台套间所位只张])|(?<![零一二两三四五六七八九十0-9几])(?:百八十|千八百)(?![一二三四五六七八九])",
    holding="七两九二五六四百千",
)
_BARE = lazy_pattern(f"([≥≤><=]?)([{_ONES}][{_DIGITS}]*(?:[万亿][{_DIGITS}]+)*)(余|多|有余|出头)?")
_PHRASE = lazy_pattern(
    "一次性|一系列|一定|一般|一体|一致|一批|两个维护|四个意识|四个自信|两个确立|三个代表|一站式|一对一|一条龙|一口清"
)
_IN_NUMERALS = frozenset(f"{_DIGITS}万亿半成")  # everything that is rewritten below has one of them
_BEGINS_NUMERAL = frozenset(f"{_ONES}半")
_SCALE = {"万": 10000, "千": 1000, "百": 100}
_MORE = lazy_pattern("[余多来]")
_NOT_IN_FRONT = "第某同另统唯任逐期几数十百千万亿上本下首"
_NEVER_COUNTED = ("月", "日", "度", "级", "档", "周", "季", "季度", "%", "百", "千")  # 三月, 一级
_OF_EACH = lazy_pattern(
    "每(?:个?月|半个?月|旬|年|周|天|日|季度?|半年|学期)[^0-9,;:、一二三四五六七八九十]{0,4}$|^(?:半年|季度|隔[周月]|双[周月])$"
)
_A_WEEK = lazy_pattern("(?:以内|之内|内)?")
_COUNTED_AT_THE_END = ("年", "类", "种", "家", "把", "面", "条", "对", "站", "班", "岗")  # 三年, 三家, but not 三家比选


def digits_for_numerals(clause: str) -> str:
    """The clause with the numerals that count something written in digits."""
    if _IN_NUMERALS.isdisjoint(clause):
        return clause
    clause = _SAID_TWICE.sub(_said_once, clause)
    for write in _WRITTEN.for_text(clause):
        clause = write(clause)
    if _BEGINS_NUMERAL.isdisjoint(clause):
        return _AND_A_HALF.sub(_with_half, clause)
    if (bare := _BARE.fullmatch(clause)) and (digits := _text(bare[2])):
        return f"{bare[1]}{digits}{'余' if bare[3] else ''}"
    numerals = [*_NUMERAL.finditer(clause)]
    phrases = [match.span() for match in _PHRASE.finditer(clause)]
    pieces, end = [], 0
    for match in numerals:
        if not any(low <= match.start() < high for low, high in phrases) and (digits := _counted(clause, match)):
            pieces += [clause[end : match.start()], digits]
            end = match.end()
    return _AND_A_HALF.sub(_with_half, "".join([*pieces, clause[end:]]))


def dates_in_digits(text: str) -> str:
    """`二〇二二年十二月三十一日` → 2022年12月31日."""
    if _BEGINS_NUMERAL.isdisjoint(text):
        return text
    text = _YEAR.sub(lambda match: "".join(str(number_of(c)) for c in match[0]), text)
    return _DAY.sub(lambda m: _text(m[1]), _MONTH.sub(lambda m: _text(m[1]), text))


def _counted(clause: str, match: re.Match[str]) -> str:
    """The numeral in digits, "" where it counts nothing."""
    before = clause[max(0, match.start() - 8) : match.start()]
    if before and (before[-1] in _NOT_IN_FRONT or before[-1].isdigit()):
        return ""
    if match[0] == "半":
        return (
            "0.5" if not before and re.match("天|小时|吨|公?斤|公里|年(?![0-9一两二三])", clause[match.end() :]) else ""
        )
    more = _MORE.match(clause, match.end())
    unit = UNIT.match(clause, more.end() if more else match.end())
    if unit is not None and unit[0] == "周" and not before and _A_WEEK.fullmatch(clause, unit.end()):
        return _text(match[0])
    if unit is None or unit[0] in _NEVER_COUNTED or match[0] + unit[0] in ("一类", "一种", "三分"):
        return ""
    at_end = _CLAUSE_END.match(clause, unit.end()) is not None
    led = not before or _LEAD.search(before) is not None
    if unit[0] in _COUNTED_AT_THE_END:
        return _text(match[0]) if at_end and led else ""
    # 一 in front of a name is the article: 建立一套制度.
    each = _OF_EACH.search(before) is not None  # 每月一场生日会
    counts = each or (at_end and led) if match[0] == "一" else (at_end or led)
    return _text(match[0]) if counts else ""


# Characters of which every such text has one, and how it is written in digits.
_WRITTEN: ByCharacter[Callable[[str], str]] = ByCharacter((
    ("百千", lambda text: _ONE_OF_A_SCALE.sub(lambda m: f"一{m[0]}", text)),
    ("百", lambda text: text.replace("百分之百", "100%").replace("百分百", "100%")),
    ("百", lambda text: _PER_HUNDRED.sub(lambda m: f"{digits}%" if (digits := _text(m[1])) else m[0], text)),
    ("千", lambda text: _PER_THOUSAND.sub(lambda m: f"{digits}‰" if (digits := _text(m[1])) else m[0], text)),
    ("二三四五六七八九十", lambda text: _FRACTION.sub(_percent, text)),
    ("成", lambda text: _TENTHS.sub(lambda m: f"{(_value(m[1]) or 0) * 10:f}%", text)),
    ("成", lambda text: _TENTHS_AND_A_HALF.sub(lambda m: f"{_value(m[1])}5%", text)),
    ("成", lambda text: _NINETY_FIVE.sub(lambda m: f"{_value(m[1])}{_value(m[2])}%", text)),
    ("半", lambda text: _HALF.sub(lambda m: "50%以上" if m[0][0] == "过" else "50%", text)),
    ("半", lambda text: _HALF_MORE.sub(lambda m: f"{_value(m[1])}.5个", text)),
    ("半", lambda text: _HALF_DAYS.sub(lambda m: f"{(_value(m[1]) or 0) / 2}天", text)),
    ("半", lambda text: _HALF_OF_ONE.sub("0.5", text)),
    ("角", lambda text: _JIAO.sub(_in_yuan, text)),
    ("万千", lambda text: _OF_BOTH.sub(_of_both, text)),
    ("百万千", lambda text: _SHORT.sub(_next_below, text)),
    ("到至~-", lambda text: _FROM_TO.sub(_from_to, text)),
))  # fmt: skip


def _from_to(match: re.Match[str]) -> str:
    """`三到五` is 3到5."""
    first, last = _text(match[1]), _text(match[3])
    counts = first and last and UNIT.match(match.string, match.end())
    return f"{first}{match[2]}{last}" if counts else match[0]


def _in_yuan(match: re.Match[str]) -> str:
    """`八十五元五角` is 85.5元."""
    whole, tenths, hundredths = (_text(part or "零") for part in match.groups())
    return f"{whole}.{tenths}{hundredths if match[3] else ''}元" if whole else match[0]


def _of_both(match: re.Match[str]) -> str:
    """`1万零五百` is 10500."""
    behind = _value(match[3])
    return match[0] if behind is None else str(int(match[1]) * _SCALE[match[2]] + int(behind))


def _next_below(match: re.Match[str]) -> str:
    """`3千5` is 3500."""
    scale = _SCALE[match[2]]
    return str(int(match[1]) * scale + int(match[3]) * scale // 10)


def _with_half(match: re.Match[str]) -> str:
    return f"{match[1]}.5{match[2]}"


def _said_once(match: re.Match[str]) -> str:
    """`二十二(22)场` is 22场; two that differ stay."""
    numeral, digits = match[1] or match[4], match[2] or match[3]
    value = _value(numeral)
    return digits if value is not None and str(value) == digits.replace(",", "") else match[0]


_DIGIT_BY_DIGIT = lazy_pattern(f"{_NEIGHBOURS}|([一二三四五六七八九])\\1")  # 一两起, 三三场: no twelve, no 33


def _text(numeral: str) -> str:
    value = None if _DIGIT_BY_DIGIT.fullmatch(numeral) else _value(numeral)
    return "" if value is None else str(value)


def _percent(match: re.Match[str]) -> str:
    below, above = _value(match[1]), _value(match[2])
    if not below or above is None or above > below:
        return match[0]
    return f"{above / below * 100:.10f}".rstrip("0").rstrip(".") + "%"


def _value(numeral: str) -> Decimal | None:
    """`二十三` → 23, `九十五点五` → 95.5, `98.5` → 98.5; None where it is no number."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", numeral):
        return Decimal(numeral)
    whole, point, behind = numeral.partition("点")
    try:
        return Decimal(f"{number_of(whole)}{point and '.'}{''.join(str(number_of(sign)) for sign in behind)}")
    except ValueError:
        return None

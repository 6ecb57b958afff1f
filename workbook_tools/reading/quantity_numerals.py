"""Chinese numerals in a cell: `三场`, `两次`, `十二份`, `百分之九十五`, `九成以上`, `二十余人`, `半天`.

Taken: a numeral in front of a unit, where it counts something: at the start of a clause, behind a verb such as 开展 or 不少于,
or with its unit at the end of the clause. Not taken: ordinals (`第三方`, `第二届`), set phrases (`一次性`, `两个维护`), dates, 每三年.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tools.unit_names import UNIT

_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万亿半][零〇一二两三四五六七八九十百千万亿点]*")
_PERCENT = re.compile("百分之([零〇一二两三四五六七八九十百点]+|[0-9]+(?:[.][0-9]+)?)")
_PERMILLE = re.compile("千分之([零〇一二两三四五六七八九十百点]+|[0-9]+(?:[.][0-9]+)?)")
_TENTHS = re.compile("([一二两三四五六七八九])成(?=$|以上|以下|左右|及|[,;。)])")
_VERB = re.compile(
    "(?:开展|举办|组织|完成|培育|孵化|建立|成立|配备|召开|提供|撰写|形成|发表|印发|编制|制作|发放|链接|走访|探访|跟进|结案|新增|招募|"
    "培训|服务|达到|达|共|共计|累计|合计|总计|至少|最少|至多|不少于|不低于|不小于|不超过|不多于|大于|小于|等于|超过|约|近|为|是|有|"
    "≥|≤|>|<|=|:|,|;|、|\\(|/)$"
)
_CLAUSE_END = re.compile(r"(?:以上|以下|以内|之内|左右|及以上|\(|\)|,|;|。|、|/|$)")
_PHRASES = re.compile("一次性|一系列|一定|一般|一体|一致|一批|两个维护|四个意识|四个自信|两个确立|两不愁|三保障|三个代表|一站式|一对一|一条龙|一口清")
_NOT_BEFORE = "第每某同另统唯任逐星期周之几数十月年"


def digits_for_numerals(clause: str) -> str:
    """The clause with the numerals that count something written in digits."""
    clause = _PERCENT.sub(lambda m: f"{_value(m[1])}%", clause)
    clause = _PERMILLE.sub(lambda m: f"{_value(m[1])}‰", clause)
    clause = _TENTHS.sub(lambda m: f"{_value(m[1])}0%", clause)
    phrases = [m.span() for m in _PHRASES.finditer(clause)]
    pieces, end = [], 0
    for match in _NUMERAL.finditer(clause):
        digits = _counted(clause, match, phrases)
        if digits is None:
            continue
        text, stop = digits
        pieces += [clause[end : match.start()], text]
        end = stop
    return "".join([*pieces, clause[end:]])


def _counted(clause: str, match: re.Match[str], phrases: list[tuple[int, int]]) -> tuple[str, int] | None:
    """The numeral in digits and where it stops, or None where it counts nothing."""
    start, text = match.start(), match[0]
    before = clause[max(0, start - 4) : start]
    if any(low <= start < high for low, high in phrases) or (before and (before[-1] in _NOT_BEFORE or before[-1].isdigit())):
        return None
    if text == "半":
        after = clause[match.end() : match.end() + 2]
        return ("0.5", match.end()) if not before and after in ("天", "小时", "年") else None
    scale = re.search("(?<=[零〇一二两三四五六七八九十百千])[万亿]+$", text)
    numeral = text[: scale.start()] if scale else text
    stop = start + len(numeral)
    between = re.match("[余多来几]", clause[stop:]) if len(numeral) > 1 or scale else None
    unit = UNIT.match(clause, stop + (1 if between else 0))
    if unit is None or unit[0] in ("%", "年", "月", "日", "度", "分", "类", "种", "级", "家", "把", "面", "周", "季", "季度", "条", "千", "百"):
        if unit is None or not _CLAUSE_END.match(clause, unit.end()) or unit[0] in ("年", "月", "日", "度", "级", "周", "季", "季度"):
            return None
    at_end = bool(_CLAUSE_END.match(clause, unit.end()))
    led = not before or bool(_VERB.search(before))
    if not (at_end or led) or (numeral == "一" and not (at_end and led)):
        return None
    value = _value(numeral)
    return None if value is None else (str(value), stop)


def _value(numeral: str) -> Decimal | None:
    """`二十三` → 23, `九十五点五` → 95.5, `98.5` → 98.5; None where it is no number."""
    if re.fullmatch("[0-9.]+", numeral):
        return Decimal(numeral)
    import cn2an  # costs 20 ms, and few cells need it

    try:
        number = cn2an.cn2an(numeral.replace("两", "二").replace("〇", "零"), "normal")
    except (ValueError, KeyError, IndexError):
        return None
    return Decimal(str(number))

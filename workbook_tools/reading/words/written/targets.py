"""How only a target is written, as what is read: `控制在预算内（120万元）`, `由15场调整为12场`, `国庆节前`."""

from __future__ import annotations

import re
from collections.abc import Callable

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.words.written.by_character import ByCharacter
from workbook_tools.reading.words.written.spelling import bare_in_front

_DOWN_TO = lazy_pattern(
    "^(?:力争|争取|确保)?(?:压减|压降|下降|降低|减少|缩短|控制|降|减|压)[到至](?=[0-9])", holding="到至"
)
_LIMIT = lazy_pattern(
    r"^(?:控制在|不超过?|不突破|未超过?|限制?在?)[^0-9()]{0,10}\((?:即|为)?([0-9][^()]*)\)$", holding="控不未限"
)
_NUMBER, _UNIT = "[0-9]+(?:[.][0-9]+)?", "[^0-9,;、()由从至到调变修]{0,3}"
_ADJUSTED = lazy_pattern(  # 由15场调整为12场, 计划数40，调整后36, 40场（调整后36场）
    f"^[由从]?原?(?:计划|定|目标|任务)?数?({_NUMBER}{_UNIT})[,;(]?(?:现|后|已|经?(?:审批|批准|批复|同意)后?|经){{0,3}}"
    f"(?:调整|调减|调增|变更|修订|核减|压减|调)(?:后?(?:为|至|到)|后)({_NUMBER}{_UNIT})[)]?$",
    holding="调变修核压",
)
_ADJUSTED_TO = lazy_pattern(
    f"^(?:调整|变更|修订)后为?({_NUMBER}{_UNIT})[(,]?原(?:计划|定|为)?({_NUMBER}{_UNIT})[)]?$", holding="调变修"
)
_END_SAID = lazy_pattern(
    r"(?<=[0-9%])\(不?含\)(?=[-~至到][0-9])|(?<=[-~至到][0-9])\(不?含\)|(?<=[-~至到][0-9]{2})\(不?含\)|(?<=[-~至到][0-9]{3})\(不?含\)",
    holding="含",
)  # 10（含）-20（不含）: told by the text when it matters
_FRACTION = lazy_pattern(
    "^(?P<lead>[≥≤><]|不低于|不少于|不超过|至少|达到?)?(?P<some>[1-9])/(?P<whole>[2-9]|10)(?=(?P<behind>以[上下内])|$)",
    holding="/",
)
_FIFTH = 5
_LAST_DAYS = {  # before each of them
    "元旦": "12月31日", "三八": "3月7日", "妇女": "3月7日", "五一": "4月30日", "劳动": "4月30日", "五四": "5月3日",
    "六一": "5月31日", "儿童": "5月31日", "七一": "6月30日", "建党": "6月30日", "八一": "7月31日", "建军": "7月31日",
    "教师": "9月9日", "国庆": "9月30日",
}  # fmt: skip
_BEFORE_A_HOLIDAY = lazy_pattern(
    f"^([于在]?)(?:(?:三八|五一|五四|六一|七一|八一|十一)?({'|'.join(_LAST_DAYS)})节?)(?:之|以)?前(完成)?$",
    holding="前",
)


def _in_percent(match: re.Match[str]) -> str:
    """`≥1/3` is ≥33.33…%. Beside a bound nobody writes a day; alone a half to a fifth is none of a year's work."""
    some, whole, lead = int(match["some"]), int(match["whole"]), match["lead"] or ""
    if not (lead or match["behind"] or (some == 1 and whole <= _FIFTH)):
        return match[0]
    return f"{lead}{f'{100 * some / whole:.10f}'.rstrip('0').rstrip('.')}%"


# In this order: characters of which every such target has one, and how it is written instead.
_FORMS: ByCharacter[Callable[[str], str]] = ByCharacter((
    ("含", lambda target: _END_SAID.sub("", target)),
    ("/", lambda target: _FRACTION.sub(_in_percent, target)),
    ("调变修核压", lambda target: _ADJUSTED.sub(r"\2(原\1)", _ADJUSTED_TO.sub(r"\1(原\2)", target))),
    ("(", bare_in_front),
    ("前", lambda target: _BEFORE_A_HOLIDAY.sub(lambda match: f"{_LAST_DAYS[match[2]]}前", target)),
    ("(", lambda target: _LIMIT.sub(r"不超过\1", target)),
    ("到至", lambda target: _DOWN_TO.sub("不超过", target)),
))  # fmt: skip


def as_promised(target: str) -> str:
    """`控制在预算内（120万元）` as 不超过120万元, `降到15人` as 不超过15人, `由15场调整为12场` as 12场（原15场）,
    `国庆节前` as 9月30日前: what is promised before a holiday is promised by the day before it."""
    for write in _FORMS.for_text(target):
        target = write(target)
    return target

"""What is told only beside the target: `完成三分之二`, `达到目标的两倍`, `与目标持平`, `高出目标3.5个百分点`,
`离目标还差4篇`, `比要求提早10天`.

How much it is follows from the target and is worked out in scoring; what is told of the year before (比上年) is none of
this. Under a rate a share may be the rate itself: there only 百分点 and 持平 are read.
"""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import UNIT
from workbook_tools.model.basics import Quantity, Sense
from workbook_tools.reading.words.lexicon.forms import form
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.written.figures import Figure
from workbook_tools.reading.words.written.numerals import digits_for_numerals

LONGEST = 40  # characters
# 目标完成80% may be no more than what is aimed at.
_GOAL = "(?:(?:年度|全年)?(?:工作)?任务|(?:年度|全年)?(?:目标|指标|计划)(?=(?:完成|达成){做到的率}))?"
_SHARE = form(
    "{先说}{0,3}" + _GOAL + "{做到}{做到的率}?(?:为|是|达到|达|了|到){0,2}(?:{承诺}的?)?"
    "(?:(?P<half>一半|半数)|(?P<share>{数值})%|(?P<some>[1-9][0-9]?)/(?P<whole>[1-9][0-9]?)|(?P<times>{数值})倍)"
    "(?:了|的?{承诺})?{却没有}?",
    holding="半%/倍",
)
_IN_TENTHS = lazy_pattern("[一二三四五六七八九]成[一二三四五六七八九]?")
_PART_LEFT = form(  # 尚有20%未完成; 还差20% may be of 100
    "{先说}{0,3}(?:[还尚仍](?:有|剩)|剩余?)(?P<left>{数值})%的?(?:{承诺}|任务量)?[还尚仍]?(?:未|没有?){随便做}[。]?",
    holding="剩有",
)
_NAMES_THE_PROMISE = form("{承诺}")
_EQUAL = form(
    "{先说}{0,3}(?:[与和跟同]{承诺}(?:完全|保持)?{持平}|持平于?{承诺})(?:,?(?:完成|达成|达到)(?:目标|任务|指标)?)?",
    holding="平致同等吻",
)
_MUCH = "(?P<by>{数值})(?P<unit>[^0-9,;]+?)"
_BEYOND = form(
    "{先说}{0,3}(?:{超过}了?{承诺}的?了?|(?:比|较|较之){承诺}(?:多完成|多|高|超出|超过|超)[出了]?|超额(?:完成)?了?)"
    + _MUCH,
    holding="超高多",
)
_SHORT = form(
    "{先说}{0,3}(?:{不及}{承诺}的?|(?:比|较|较之){承诺}还?(?:少|低|差|欠)[做办开发跑走]?(?:了|完成|出)?"
    "|(?:离|距离?|与){承诺}[还尚仅只相]?(?:差|少|缺)了?)" + _MUCH + "{却没有}?",
    holding="低少差缺欠不",
)
_THAN_DUE = "[比较]{期限}(?:的?(?:时间|期限|日期|时限))?"
_DAYS = "[0-9]{1,3}(?:天|日|个工作日|个?月|周|个?星期)"
_EARLY = form("{先说}{0,3}" + _THAN_DUE + "{提早}了?" + _DAYS + "[就即才]?已?{办结}?[了。]?", holding="早前")
_LATE = form(  # 比计划晚3天; 延期9天召开
    "{先说}{0,3}(?:" + _THAN_DUE + "{拖后}了?" + _DAYS + "[就即才]?已?{办结}?[了。]?"
    "|{拖后}了?" + _DAYS + "后?[才方]?{办结}了?)",
    holding="晚迟后误期",
)


def told_by_the_target(context: Context, text: str) -> Quantity | None:
    """What follows from a text once the target is known; None for a text of something else."""
    if len(text) > LONGEST:
        return None
    if context.has_a_deadline:
        return _early_or_late(text)
    promised = context.promised
    if promised is None or promised.number is None:
        return None
    if _IN_TENTHS.fullmatch(text) and not _is_rate(context, promised):
        text = f"完成{text}"
    text = digits_for_numerals(text)
    return _share(context, promised, text) or _difference(context, promised, text)


def _is_rate(context: Context, promised: Figure) -> bool:
    return promised.unit == "%" or context.asks_for_a_rate()


def _share(context: Context, promised: Figure, text: str) -> Quantity | None:
    """`完成一半`, `任务完成70%`, `达到目标的两倍`, `与目标持平`."""
    if _EQUAL.fullmatch(text):
        return _told("share", Decimal(1), "", text)
    if _is_rate(context, promised):
        return None
    if (left := _PART_LEFT.fullmatch(text)) and (part := Decimal(left["left"]) / 100) <= 1:
        return _told("share", 1 - part, "", text)
    share = _SHARE.fullmatch(text)
    if share is None:
        return None
    if share["times"]:
        named = _NAMES_THE_PROMISE.search(text) is not None  # 1.5倍 of what is not said
        return _told("share", Decimal(share["times"]), "", text) if named else None
    if share["some"]:
        some, whole = Decimal(share["some"]), Decimal(share["whole"])
        return _told("share", some / whole, "", text) if some <= whole else None
    return _told("share", Decimal("0.5") if share["half"] else Decimal(share["share"]) / 100, "", text)


def _difference(context: Context, promised: Figure, text: str) -> Quantity | None:
    """`高出目标3.5个百分点`, `低于目标10%`, `离目标还差4篇`: of a rate a percentage may be one of it, or of 100."""
    beyond = _BEYOND.fullmatch(text)
    match = beyond or _SHORT.fullmatch(text)
    if match is None or UNIT.fullmatch(match["unit"]) is None:
        return None
    by, unit = Decimal(match["by"]), match["unit"]
    sense: Sense = "surplus" if beyond else "rest"
    if unit.endswith("百分点"):
        return _told(sense, by / 100, "百分点", text) if _is_rate(context, promised) else None
    if unit == "%":
        if _is_rate(context, promised):
            return None
        return _told("share", 1 + by / 100 if beyond else 1 - by / 100, "", text)
    same = unit == promised.unit and "/" not in unit and not beyond
    return _told(sense, by, unit, text) if same else None


def _told(sense: Sense, number: Decimal, unit: str, words: str) -> Quantity:
    return Quantity("text", number=number, unit=unit, sense=sense, words=(words,))


def _early_or_late(text: str) -> Quantity | None:
    """`比要求提早10天` where a day was promised."""
    early = _EARLY.fullmatch(text)
    if not (early or _LATE.fullmatch(text)):
        return None
    return Quantity("grade", word="提前完成" if early else "逾期完成")

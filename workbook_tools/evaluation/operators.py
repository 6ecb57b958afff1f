"""Which way a figure is meant: the bound as it is written, else what the row's name says; where neither does, asked."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import any_of, lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.unit_names import money_factor
from workbook_tools.evaluation.scheme import Directions, Scheme, bare_text
from workbook_tools.evaluation.verdict import Note
from workbook_tools.model import Indicator, Quantity

_BY_NATURE = {sign.value: sign for sign in (Operator.GE, Operator.LE, Operator.EQ)}

Meaning = Literal["", "larger", "smaller", "unclear"]  # "" for a name that says nothing: the more the better
_RATE_ENDS = ("率", "比例", "占比", "比重", "比")
_REMEMBERED = 60  # characters of a name
_SMALL_RATE = Decimal("0.2")  # a rate that is to reach no more may well be one that is to stay below (某某率10%)
_RAISED = ("自筹", "募集", "筹集", "争取", "募捐", "捐赠")  # money that comes in, whatever it is called
_TAKES = ("时间", "时长", "时限", "用时", "耗时", "间隔", "天", "周期")  # 转介平均用时; 天 of 天数
_AGAINST = ("防", "反", "抗", "零", "无", "未", "不", "没")  # 防溺水, 零事故: what is done against it, or none of it
_SHORTENS = ("缩短", "压缩", "压减", "提前", "减少", "降低")
_SAVES = ("节约", "节省", "压减", "压降", "降低", "减少")  # 节约成本: the more the better
_NOT = ("不", "未", "没", "零")  # 上报不及时率
_OPPOSITE: dict[Meaning, Meaning] = {"larger": "smaller", "smaller": "larger"}
_TAKEN = lazy_pattern("(?:平均|到[^数]{1,4})(?:时长|时间|用时|耗时|天数)|.{0,2}[用耗]时", holding="时天")
_UNDONE = lazy_pattern(
    "未(?!成年|来|婚|满|央|遂|保)|(?<=应[保退访建办享纳救])未|零(?!距离|距|钱|工|售|食|花)", holding="未零"
)  # 未入户老人数, 零活动社区数
_HOW_MANY = lazy_pattern(
    "(?:[人户件次场个起例份项条处批天月节堂期轮册卷笔单票名家支套组]?[数率量]|[人件场户]次|情况|占比|比例|金额|天数?|时长|时间){1,4}$"
)
_FALLS = ("降低", "减少", "下降", "控制")  # 降低投诉率: the rate, or by how much it falls


def operator_of(row: Indicator, target: Quantity, item: str, scheme: Scheme) -> tuple[Operator, tuple[Note, ...]]:
    """The bound of a row, or of an item of its list, and a note where it had to be taken from the name."""
    written = target.operator or _BY_NATURE.get(row.nature)
    if written:
        return written, ()
    if target.sense in ("up", "down"):
        return Operator.NONE, ()  # 下降10%: at least so much
    smaller = _meaning(row, target, item, scheme) == "smaller"
    return (Operator.LE, (Note("R001", "target"),) if target.number else ()) if smaller else (Operator.NONE, ())


def is_unclear(row: Indicator, target: Quantity, item: str, scheme: Scheme) -> bool:
    """Nothing says whether more or less is better."""
    if target.operator or row.nature in ("≥", "≤", "=") or target.sense in ("up", "down") or not target.number:
        return False
    meaning = _meaning(row, target, item, scheme)
    small = target.unit == "%" and target.number <= _SMALL_RATE and row.name.endswith(_RATE_ENDS)
    head, per, _ = target.unit.partition("/")
    is_price = per != "" and money_factor(head) is not None  # 80元/人次: what it costs, or what each is given
    return meaning == "unclear" or (meaning == "" and (small or is_price))


def _meaning(row: Indicator, target: Quantity, item: str, scheme: Scheme) -> Meaning:
    name = bare_text(row.level3 + row.item + ("" if item in (row.item, row.level3) else item))
    meaning = meaning_of(name, scheme)
    is_cost = "成本" in row.level1 + row.level2
    if not is_cost or any(word in name for word in scheme.directions.not_a_cost):
        return meaning
    measured = money_factor(target.unit or row.unit) is not None or target.unit == "%"
    return "smaller" if measured or meaning == "unclear" else meaning


def meaning_of(name: str, scheme: Scheme) -> Meaning:
    """What a name says: costs by how it ends, else the words that it holds; of both kinds the last one is its head
    (`投诉处理率`), or the verb that it begins with (`化解纠纷`)."""
    words = scheme.directions
    return _known_meaning(name, words) if len(name) <= _REMEMBERED else _meaning_by(name, words)


def _meaning_by(name: str, words: Directions) -> Meaning:
    bare = name.partition("(")[0].rstrip("数量额")
    raised = any(word in name for word in _RAISED)  # 自筹经费
    if not raised and bare.endswith(words.costs) and not bare.startswith(_SAVES):
        return "smaller"
    if bare.startswith(_SHORTENS) and bare.endswith(_TAKES):
        return "unclear"  # 缩短审批时限 3天: to so many, or by so many
    good = (_spoilt(place, name, words) for place in _places(name, words.larger, "larger", _NOT))
    bad = _places(name, words.smaller, "smaller", _AGAINST)
    undone = (_Place(*match.span(), "smaller") for match in _UNDONE.finditer(name))
    found = _outermost([*good, *bad, *undone])
    if not found:
        return "unclear" if any(word in name for word in words.unclear) else ""
    first, last = found[0], found[-1]
    sets_right = name[first.start : first.end] in words.remedies
    is_object = last.meaning == "smaller" and (sets_right or name[last.start : last.end] not in words.spoilt_by)
    if first.meaning == "larger" and first.start == 0 and is_object and not bare.endswith(_TAKES):
        if not bare.endswith(_RATE_ENDS):
            return "larger"
        return "unclear" if name.startswith(_FALLS) else last.meaning
    behind = name[last.end :].partition("(")[0]
    if last.meaning == "larger" and _TAKEN.fullmatch(behind):
        return "unclear"  # 投诉回复平均时长
    if name.startswith(_FALLS, last.start) and len(found) > 1 and found[-2].meaning == "larger":
        return "smaller"  # 满意度下降幅度
    if last.meaning != "larger" and name[last.start] != "未" and _HOW_MANY.sub("", behind).endswith(words.work):
        return "larger"  # 抑郁老人个案数
    if last.meaning == "smaller" and not _is_head(behind, words.counted_as):
        return "unclear"  # 隐患某某次数
    return last.meaning


_known_meaning = lru_cache(maxsize=1024)(_meaning_by)  # a row is asked several times, and names repeat


def _is_head(behind: str, counted_as: tuple[str, ...]) -> bool:
    """Whether nothing stands behind a word but how many of it there are."""
    return not counted_as or re.fullmatch(f"(?:{any_of(counted_as)})*", behind) is not None


class _Place(NamedTuple):
    start: int
    end: int
    meaning: Meaning


def _spoilt(place: _Place, name: str, words: Directions) -> _Place:
    """`报销` behind 逾期 is nothing of which more is better, `清理` is."""
    spoilt = place.meaning == "larger" and name[: place.start].endswith(words.spoilt_by)
    is_remedy = name[place.start : place.end] in words.remedies
    return place._replace(meaning="unclear") if spoilt and words.spoilt_by and not is_remedy else place


def _places(name: str, words: tuple[str, ...], meaning: Meaning, turned_by: tuple[str, ...]) -> list[_Place]:
    """Where the words stand; behind one of `turned_by` they mean the opposite, and it belongs to them."""
    places, first = [], _by_first_character(words)
    for start, character in enumerate(name):
        for word in first.get(character, ()):
            if name.startswith(word, start):
                turned = name[:start].endswith(turned_by)
                end = start + len(word)
                places.append(_Place(start - turned, end, _OPPOSITE[meaning] if turned else meaning))
    return places


@lru_cache(maxsize=8)
def _by_first_character(words: tuple[str, ...]) -> dict[str, list[str]]:
    """Of hundreds of words hardly one stands in a name: those that may begin at a character."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


def _outermost(places: list[_Place]) -> list[_Place]:
    """Those that lie in no longer one, in the order in which they end; of two at one place the larger."""
    kept: list[_Place] = []
    start = end = -1  # of the one that reaches furthest
    for each in sorted(places, key=lambda each: (each.start, -each.end)):
        if each.end > end:
            start, end = each.start, each.end
        if (each.start, each.end) == (start, end):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.end, each.meaning == "larger"))

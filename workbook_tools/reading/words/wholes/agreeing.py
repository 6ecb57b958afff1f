"""Figures of one cell that say one thing twice: `由82%提升到86%，提升4个百分点`, `10人中9人持证，持证率90%`; and what
comes to a figure by adding it up (`3月、6月各1次`).

Where the arithmetic agrees the cell is as good as one with the last figure alone, and is shortened to it before its
words are read; where it does not, everything stays and is asked about.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tools.basis.decimals import ROUNDED_PERCENT
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.ranks import CONTENT, NOT_CONTENT
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import form
from workbook_tools.reading.words.wholes.arithmetic import not_so

_EACH_OF = form(
    "(?P<terms>{时段}(?:{连}{时段}){0,12})(?:(?:均|每个?[月季])?各自?|每个?月|每季度)"
    "(?P<done>{汉}{0,4}?)(?P<each>[0-9]{1,3}|[一两二三四五六])(?P<unit>{回数})(?![0-9])",
    holding="各每",
)
_OF_EACH = frozenset("各每、")
_ELIDED = form("(?<![0-9])((?:(?:{月数}|[一二三四])、)+)((?:{月数}|[一二三四])(月|季度))", holding="月季")
_ENDS = lazy_pattern(
    "第?([0-9]{1,2}|[一二三四])(?:月|季度)?[-~至到]{1,2}第?([0-9]{1,2}|[一二三四])(?:月份?|季度)", holding="-~至到"
)
_TERMS = lazy_pattern("[、和及,]")
_UNIT = "(?:%|元|万人次|{量})"
_FROM_TO = (
    "[由从]?(?:{去年}|{年份})?的?(?P<low>{数值})(?P<unit>" + _UNIT + ")"
    "(?:(?:{升}|{降}|升|降|增|减)[到至为]|,?(?:{今年}|{年份})度?[为的]?)(?P<high>{数值})(?P=unit)"
)
_CHANGE = form(
    _FROM_TO + ",(?P<told>(?:同比|实际|共|约)*(?P<dir>{升}|{降})(?P<by>{数值})(?P<in>个?百分点|" + _UNIT + "))",
    holding=",",
)
_TURNED = lazy_pattern(  # 增加6人，由15人增至21人
    "([^,由从]*[增升提加降减少][^,由从]*),([由从][^,]*[到至][^,]*)", holding="由从"
)
_PART, _WHOLE, _UNIT_OF = "(?P<some>{数})", "(?P<whole>{数})", "(?P<unit>[人名份户例件个单次])"
_RATE = (
    "(?P=unit)(?P<what>[^0-9,;未没不无待拒]{0,8}),(?=(?P<name>[^0-9,;]{0,10}?)(?:达到|达|为|占比|占)?(?P<rate>{数值})%)"
)
_SHARES = (
    form(  # 结案评估20个，其中18个……
        "(?:(?<![^,;]){总数旁}+)?" + _WHOLE + _UNIT_OF + "[^0-9,;]{0,6}(?:[中里]|,其中)有?" + _PART + _RATE,
        holding="中里其",
    ),
    form(_PART + _UNIT_OF + "/" + _WHOLE + _RATE, holding="/"),
    form("应[^0-9,;]{1,4}" + _WHOLE + _UNIT_OF + ",(?:实际?|已)[^0-9,;]{1,4}" + _PART + _RATE, holding="应"),
)
_SERIES = form(
    "[^0-9,;]{0,10}分别(?:为|是|完成|开展|举办)?(?P<each>{数}(?:、{数}){1,11})(?P<unit>{汉}{1,3}),"
    "(?P<told>(?:全年|合计|总计|共|累计)+(?:完成|开展|举办)?(?P<sum>[0-9]{1,7})(?P=unit))",
    holding="别",
)
_DISCONTENT = form(f"[,、;](?:{'|'.join(CONTENT[NOT_CONTENT])})[的率占]?{{数值}}%", holding="不")
_PERCENT = form("({数值})%", holding="%")
_ALL_OF_THEM = Decimal("101.1")
_ROSE = form("{升}")
_SAME_CHANGE = Decimal("0.06")  # in percent: printed with one decimal


def said_once(text: str) -> str:
    """What was done, without what only says it again."""
    text = without_discontent(text) if "不" in text else text
    text = series_with_its_sum(text) if "分别" in text else text
    return share_with_its_rate(change_of_levels(text) if "," in text else text)


def each_of_periods(text: str) -> str:
    """`3月、6月、9月、12月各1次` as 4次, `4场，3、6、9、12月各一场` too."""
    if _OF_EACH.isdisjoint(text):
        return text
    whole = _ELIDED.sub(lambda match: f"{match[1].replace('、', f'{match[3]}、')}{match[2]}", text)
    told = _EACH_OF.sub(_multiplied, whole)
    first, _, again = told.partition(",")
    return first if told != whole and first == again else told


def _multiplied(match: re.Match[str]) -> str:
    spans = [_each_of_span(term) for term in _TERMS.split(match["terms"])]
    terms = [term for span in spans for term in span]
    if len(terms) < 2 or len(set(terms)) < len(terms) or not all(spans):
        return match[0]
    return f"{match['done']}{len(terms) * number_of(match['each'])}{match['unit']}"


def _each_of_span(term: str) -> list[str]:
    """`9-11月` as the three months; none for a span that runs backwards."""
    span = _ENDS.fullmatch(term)
    if span is None:
        return [term.removesuffix("份")]
    low, high = (number_of(end) for end in span.groups())
    kind = "季度" if term.endswith("季度") else "月"
    return [f"{number}{kind}" for number in range(low, high + 1)]


def change_of_levels(text: str) -> str:
    """`由82%提升到86%，提升4个百分点` as 提升4个百分点, where the one follows from the other."""
    change = _change(text)
    return change["told"] if change and _agrees(change) else text


def false_change(text: str) -> Quantity | None:
    """`由12人增加到15人，增加4人`: no figure that can be taken."""
    change = _change(text)
    return None if change is None or _agrees(change) else not_so(change[0])


def _change(text: str) -> re.Match[str] | None:
    """Two levels, and behind them or in front of them how far they lie apart."""
    turned = _TURNED.fullmatch(text)
    said = f"{turned[2]},{turned[1]}" if turned else text
    return _CHANGE.fullmatch(said)


def _agrees(match: re.Match[str]) -> bool:
    """Whether the levels lie as far apart as is told, the one more or less than the other."""
    low, high, by = Decimal(match["low"]), Decimal(match["high"]), Decimal(match["by"])
    change = high - low
    if match["in"] == "%" and low:
        found = {abs(change) / low * 100, *((abs(change),) if match["unit"] == "%" else ())}
    elif match["in"].endswith("百分点"):
        found = {abs(change)} if match["unit"] == "%" else set[Decimal]()
    else:
        found = {abs(change)} if match["in"] == match["unit"] else set[Decimal]()
    rises = _ROSE.fullmatch(match["dir"]) is not None
    return (change > 0) is rises and any(abs(each - by) < _SAME_CHANGE for each in found)


def without_discontent(text: str) -> str:
    """`非常满意60%，满意38%，不满意2%` without those who were not, where the levels are no more than all."""
    shares = [Decimal(share) for share in _PERCENT.findall(text)]
    return _DISCONTENT.sub("", text) if len(shares) > 2 and sum(shares) <= _ALL_OF_THEM else text


def series_with_its_sum(text: str) -> str:
    """`四个季度分别为2、3、2、2场，共9场` as 共9场, where they come to that."""
    match = _SERIES.fullmatch(text)
    if match is None or sum(map(int, match["each"].split("、"))) != int(match["sum"]):
        return text
    return match["told"]


def share_with_its_rate(text: str) -> str:
    """`10人中9人持证，持证率90%` as 持证率90%, where the one is the other."""
    if "%" not in text:
        return text
    for share in _SHARES:
        text = share.sub(_if_it_is, text)
    return text.strip(",")


def _if_it_is(match: re.Match[str]) -> str:
    some, whole, rate = Decimal(match["some"]), Decimal(match["whole"]), Decimal(match["rate"])
    same = whole and some <= whole and abs(some / whole * 100 - rate) < ROUNDED_PERCENT
    return f",{'' if match['name'] else match['what']}" if same else match[0]

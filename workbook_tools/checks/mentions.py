"""Figures in prose: each with its unit, the thing it counts, and the words that narrow or widen what it counts.

`截至2023年7月15日,兜底群体入户探访1416人次` is one mention: 入户探访, 1416, 人次, of a part (兜底), by a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbook_tools.checks.nouns import NOUNS, Noun
from workbook_tools.checks.passages import Passage
from workbook_tools.unit_names import normal_unit

LONGEST_WINDOW = 40  # characters before a figure in which its noun is looked for
_UNITS = "人次|户次|场次|人|名|位|个小时|小时|课时|学时|个|次|场|节|份|篇|支|件|例|宗|户|家|面|期|组|条|万元|元|%|h"
_FIGURE = re.compile(
    r"(?<![\dA-Za-z.\-〔\[])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?)"
    rf"(?P<scale>[万亿])?(?P<more>余|多)?(?P<unit>{_UNITS})?(?:/(?P<per>人|年))?(?:/年)?(?![\d年月日号岁])"
    rf"|(?P<chinese>[二两三四五六七八九]|十[一二三四五六七八九]?)(?P<measure>支|份|篇|场|名|家|面|例)"
)
_DATE = re.compile(
    r"(?P<until>截至|截止|截止到|截止至)?(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?:止|底|末)?"
)
_CUTS = re.compile(r"[,;、:()]")
_CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}

GAP = re.compile(
    r"(?:服务|工作|次数|数量|人数|总数|总量|时间|时数|折合|价值|金额|合计|共计|总计|累计|一共|共|总|达到|达|为|是|有|约|近|"
    r"超过|超|不少于|不低于|至少|平均|每年|年均|全年|年度|完成|开展|实施|提供|目标|指标|实际|了|的|在|至|计|:|\(|\)|\"|“|”)*"
)
BARE = re.compile(
    r"(?:本年度|上述|年度|全年|本周期|本期|本站|站点|社工站|社工服务站|服务站|社工|项目|我站|中心|累计|共计|合计|总计|一共|总共|共|总|"
    r"开展|完成|提供|组织|举办|实施|跟进|培育|建立|组建|维系|形成|拥有|现有|配备|链接|调动|投入|发展|指标|目标|实际|了|已|"
    r"其|的|和|及|与|在|为|有|专业|平均|每年|年均|社区|辖区|服务|:|\(|\)|\"|“|”|\d+[.)])*"
)
SUBSET = re.compile(
    r"兜底|其中|困难|困境|特困|低保|低收入|残疾|残障|长者|老人|老年|高龄|独居|孤寡|空巢|青少年|儿童|学生|未成年|妇女|女性|亲子|留守|"
    r"重点|党员|退役|精神|失独|流动|孤儿|五保|失能|新增|特殊"
)
TOTAL = re.compile(r"全年|本年度|年度|本周期|共计|合计|总计|累计|一共|总共|共|总")
MULTI = re.compile(
    r"(?:过去|近|前|最近)(?:\d{1,2}|[一二两三四五六七八九十几]+)(?:个)?(?:服务)?(?:多|余)?(?:年|周期)"
    r"|(?<!\d)(?:\d{1,2}|[一二两三四五六七八九十]+)(?:多|余)?年(?:来|间|以来|内|中|里|期间)|历年|以来|周期内|合同期|多年"
)
AVERAGE = re.compile(r"平均|年均|每年|/年")
PARTIAL = re.compile(
    r"每个?月|月均|每周|每个?季|每天|每日|每次|每场|每个?社区|每人|人均|每户|户均|季度|上半年|下半年|月份|当月|当天|当日|每位|每名|(?<!\d)1?\d月"
)
OTHER_YEAR = re.compile(
    r"去年|上年|上一?(?:个)?(?:服务)?(?:年度|周期)|往年|前一年|同期|同比|增加|增长|提高了|减少|下降|比"
)
FUTURE = re.compile(
    r"下(?:一)?(?:个)?(?:服务)?(?:年度|周期)|明年|来年|下一步|拟|力争|预计|将(?!近)|未来|今后|建议|争取"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_ABOUT = re.compile(r"(?:约|近|大约|大概|接近|左右)$")
_AT_LEAST = re.compile(r"(?:超过|超|不少于|不低于|至少|突破|逾|多于|达到?)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and what it counts. `value` is in `unit`; money is in 万元, a percentage a plain number with unit %."""

    noun: str  # key of the noun, or the name of an indicator
    value: Decimal
    unit: str
    passage: Passage
    clause: str  # as it may be quoted
    bare: bool  # nothing narrows the noun
    subset: str  # the word that makes it a part; "" if none
    subset_near: bool  # that word stands in the figure's own clause
    total: bool  # called a total, or one of a list of such figures
    multi: bool
    average: bool
    partial: bool
    other_year: bool
    future: bool
    loose: bool  # 约, 近, 余 …
    at_least: bool
    until: date | None

    @property
    def comparable(self) -> bool:
        """It can be meant for the whole service year."""
        return not (self.partial or self.other_year or self.future)


def mentions_of(passage: Passage, names: Sequence[str], years: frozenset[int]) -> Iterator[Mention]:
    """Every figure of the passage whose noun is known: one of `names` (indicators of this workbook), or of the field."""
    for sentence in passage.sentences:
        if any(c.isdigit() for c in sentence) or _has_chinese_count(sentence):
            yield from _in_sentence(passage, sentence, names, years)


def _in_sentence(passage: Passage, sentence: str, names: Sequence[str], years: frozenset[int]) -> Iterator[Mention]:
    dates = [match.span() for match in _DATE.finditer(sentence)]
    until = _until(sentence)
    end_before = 0
    found = []
    for match in _FIGURE.finditer(sentence):
        if any(start <= match.start() < end for start, end in dates):
            end_before = max(end_before, match.end())
            continue
        read = _noun_of(sentence, match, end_before, names)
        end_before = match.end()
        if read is not None:
            found.append((match, *read))
    for match, noun, prefix, bare in found:
        figure = _value(match)
        if figure is not None and _unit_fits(noun, figure[1]):
            listing = len(found) >= 3
            yield _mention(passage, sentence, match, noun, prefix, figure, bare, listing, until, years)


def _mention(
    passage: Passage,
    sentence: str,
    match: re.Match[str],
    noun: Noun | str,
    prefix: str,
    figure: tuple[Decimal, str],
    bare: bool,
    listing: bool,
    until: date | None,
    years: frozenset[int],
) -> Mention:
    before = sentence[max(0, match.start() - 80) : match.start()]
    clause_start = max((cut.end() for cut in _CUTS.finditer(before)), default=0)
    own = before[clause_start:]
    around = before + match[0]
    key = noun if isinstance(noun, str) else noun.key
    near = SUBSET.search(prefix) or SUBSET.search(own)
    far = near or SUBSET.search(before)
    subset = far[0] if far and far[0] not in key else ""
    told_years = {int(year) for year in _YEAR.findall(around)}
    return Mention(
        noun=key,
        value=figure[0],
        unit=figure[1],
        passage=passage,
        clause=(own + match[0])[-40:],
        bare=bare,
        subset=subset,
        subset_near=bool(near) and bool(subset),
        total=bool(TOTAL.search(before)) or listing,
        multi=bool(MULTI.search(around)),
        average=bool(AVERAGE.search(own + match[0])),
        partial=bool(PARTIAL.search(_DATE.sub("", before))) or (match["per"] == "人" and "继续" not in key),
        other_year=bool(OTHER_YEAR.search(own)) or bool(told_years and years and not told_years & years),
        future=bool(FUTURE.search(around)),
        loose=bool(match["more"]) or bool(_ABOUT.search(own)),
        at_least=bool(match["more"])
        or bool(_AT_LEAST.search(own))
        or sentence[match.end() : match.end() + 2] == "以上",
        until=until,
    )


def _noun_of(
    sentence: str, match: re.Match[str], end_before: int, names: Sequence[str]
) -> tuple[Noun | str, str, bool] | None:
    """The noun in front of the figure (`入户探访共1260次`), else the one behind it (`培育10支志愿队伍`)."""
    window = _window(sentence[max(end_before, match.start() - LONGEST_WINDOW) : match.start()])
    best: tuple[int, int, Noun | str] | None = None
    for name in names:
        at = window.rfind(name)
        if at >= 0 and GAP.fullmatch(window, at + len(name)):
            best = (
                max(best, (at + len(name), len(name), name), key=lambda b: b[:2])
                if best
                else (at + len(name), len(name), name)
            )
    if best is None:
        for found in NOUNS.finditer(window):
            if GAP.fullmatch(window, found.end()):
                best = (found.end(), len(found[0]), NOUNS.noun(found))
    if best is not None:
        prefix = window[: best[0] - best[1]]
        return best[2], prefix, _is_bare(prefix)
    return _noun_behind(window, sentence[match.end() : match.end() + 16], names)


def _noun_behind(window: str, after: str, names: Sequence[str]) -> tuple[Noun | str, str, bool] | None:
    cut = _CUTS.search(after)
    after = (after[: cut.start()] if cut else after).lstrip("的")
    tail = window[-6:]
    joined = tail + after
    for name in names:
        at = after.find(name)
        if 0 <= at <= 6:
            return name, window + after[:at], at == 0 and _is_bare(window)
    for found in NOUNS.finditer(joined):
        if found.end() > len(tail) and found.start() <= len(tail) + 6:
            between = joined[len(tail) : found.start()]
            start = min(found.start(), len(tail))
            prefix = window[: len(window) - len(tail) + start]
            return NOUNS.noun(found), prefix + between, _is_bare(prefix) and _is_bare(between)
    return None


def _is_bare(words: str) -> bool:
    """Nothing but verbs, the station itself, and times that are looked at apart."""
    return bool(BARE.fullmatch(MULTI.sub("", _DATE.sub("", words))))


def _window(before: str) -> str:
    """The clause in front of a figure; the clause before it too, when the figure's own says nothing (`入户探访,共1260次`)."""
    cuts = list(_CUTS.finditer(before))
    if not cuts:
        return before
    last = before[cuts[-1].end() :]
    if not GAP.fullmatch(last):
        return last
    start = cuts[-2].end() if len(cuts) > 1 else 0
    return before[start : cuts[-1].start()] + last


def _value(match: re.Match[str]) -> tuple[Decimal, str] | None:
    if match["chinese"]:
        text = match["chinese"]
        number = _CHINESE[text] if len(text) == 1 else 10 + _CHINESE[text[1]]
        return Decimal(number), normal_unit(match["measure"])
    value = Decimal(match["number"].replace(",", ""))
    scale, unit = match["scale"] or "", match["unit"] or ""
    if unit in ("元", "万元") or (scale and not unit):
        factor = {"万": Decimal(1), "亿": Decimal(10000), "": Decimal("0.0001")}[scale if unit != "万元" else "万"]
        return value * factor, "万元"
    return value * {"": 1, "万": 10**4, "亿": 10**8}[scale], normal_unit(unit) if unit else ""


def _unit_fits(noun: Noun | str, unit: str) -> bool:
    return isinstance(noun, str) or unit in noun.units or (not unit and noun.unitless)


def _until(sentence: str) -> date | None:
    for match in _DATE.finditer(sentence):
        if match["until"]:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"] or 28))
            except ValueError:
                return None
    return None


def _has_chinese_count(sentence: str) -> bool:
    return any(c in sentence for c in "二两三四五六七八九十")

"""Figures in prose: each with its unit and the thing it counts.

`截至2023年7月15日,兜底群体入户探访1416人次` is one mention: 入户探访, 1416, 人次, of a part (兜底), up to a day.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.checks.nouns import NOUNS, Noun
from workbook_tools.checks.passages import Passage
from workbook_tools.checks.scopes import (
    CUTS,
    DATE,
    GROUP,
    MULTI,
    Period,
    Scope,
    is_early,
    own_years,
    scope_of,
    without_own_year,
)

LONGEST_WINDOW = 40  # characters before a figure in which its noun is looked for
BEHIND = 16  # and behind it
LISTED = 3  # figures of known things in one sentence that make it a summary of the year
LONGEST_CLAUSE = 40
UNITS = "人次|户次|场次|人|名|位|个小时|小时|课时|学时|个|次|场|节|份|篇|支|件|例|宗|户|家|面|期|组|条|万元|元|%|h"
_FIGURE_OR_DATE = lazy_pattern(
    DATE.pattern + r"|(?<![\dA-Za-z.\-〔\[])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?)"
    rf"(?P<scale>[万亿])?(?:余|多)?(?P<unit>{UNITS})?(?:/人|/年)?(?:/年)?(?![\d年月日号岁])"
    rf"|(?P<chinese>[二两三四五六七八九]|十[一二三四五六七八九]?)(?P<measure>支|份|篇|场|名|家|面|例)"
)
_NUMBERING = lazy_pattern(r"\(?\d{1,2}[.、)](?!\d)")
_IN_TEN_THOUSAND = {"": Decimal("0.0001"), "万": Decimal(1), "亿": Decimal(10_000)}
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}

_GAP = lazy_pattern(
    r"(?:服务|工作|次数|数量|人数|总数|总量|时间|时数|折合|价值|金额|合计|共计|总计|累计|一共|共|总|达到|达|为|是|有|约|近|"
    r"超过|超|不少于|不低于|至少|平均|每年|年均|全年|年度|完成|开展|实施|提供|目标|指标|实际|了|的|在|至|计|:|\(|\)|\"|“|”)*+"
)
_BARE = lazy_pattern(
    r"(?:[一二三四五六七八九十]是|首先|其次|此外|另外|同时|本年度|上述|年度|全年|本周期|本期|本站|站点|社工服务站|社工站|服务站|社工|项目|我站|中心|累计|共计|合计|总计|一共|总共|共|总|"
    r"开展|完成|提供|组织|举办|实施|跟进|培育|建立|组建|维系|形成|拥有|现有|配备|链接|调动|投入|发展|指标|目标|实际|了|已|"
    r"其|的|和|及|与|在|为|有|专业|平均|每年|年均|社区|辖区|服务|:|\(|\)|\"|“|”|\d+[.)])*+"
)


class Mention(NamedTuple):
    """A figure and what it counts. `value` is in `unit`; money is in 万元, a percentage a plain number with unit %."""

    noun: str  # key of the noun, or the name of an indicator
    value: Decimal
    unit: str
    passage: Passage
    clause: str  # as it may be quoted
    bare: bool  # nothing narrows the noun
    bare_part: bool  # nothing but the group that it is for: 兜底群体入户探访
    scope: Scope


class _Named(NamedTuple):
    """A figure's noun, the words before it, and whether they leave it whole."""

    noun: Noun | str
    prefix: str
    bare: bool

    @property
    def bare_part(self) -> bool:
        return is_bare(GROUP.sub("", self.prefix))

    @property
    def key(self) -> str:
        return self.noun if isinstance(self.noun, str) else self.noun.key

    def fits(self, unit: str) -> bool:
        noun = self.noun
        return isinstance(noun, str) or unit in noun.units or (not unit and noun.unitless)


def mentions_of(passage: Passage, names: Sequence[str], period: Period, rows: Sequence[str] = ()) -> Iterator[Mention]:
    """Every figure whose noun is known: one of `names` (indicators of this workbook), or one of the field.

    `rows` are the names of all rows: their words say of which row a figure is, not which part of another.
    """
    for sentence in passage.sentences:
        found = list(_in_sentence(passage, sentence, names, rows, period))
        for each in found:
            summary = len(found) >= LISTED
            yield each._replace(scope=each.scope._replace(total=True)) if summary and not each.scope.total else each


def _in_sentence(
    passage: Passage, sentence: str, names: Sequence[str], rows: Sequence[str], period: Period
) -> Iterator[Mention]:
    numbering = _NUMBERING.match(sentence)
    end_before = numbering.end() if numbering else 0
    early = "截" in sentence and is_early(sentence, period)
    own = own_years(sentence, period) if "年" in sentence or "月" in sentence else ()
    for match in _FIGURE_OR_DATE.finditer(sentence, end_before):
        if any(start <= match.start() < end for start, end in own):
            continue  # no figure, and no other time
        if match["y"]:
            end_before = match.end()
            continue
        named = _noun_of(sentence, match, end_before, names, period)
        end_before = match.end()
        value, unit = _value(match)
        if named is not None and named.fits(unit):
            start, end = match.span()
            scope = scope_of(sentence, start, end, named.prefix, named.key, rows, period, early=early)
            yield Mention(
                named.key, value, unit, passage, _clause(sentence, start, end), named.bare, named.bare_part, scope
            )


def _noun_of(
    sentence: str, match: re.Match[str], end_before: int, names: Sequence[str], period: Period
) -> _Named | None:
    """The noun in front of the figure (`入户探访共1260次`), else the one behind it (`培育10支志愿队伍`)."""
    before = sentence[max(end_before, match.start() - LONGEST_WINDOW) : match.start()]
    before = without_own_year(before, period)
    window = _window(before)
    if any(CUTS.search(name) and _GAP.fullmatch(before.rpartition(name)[2]) for name in names if name in before):
        window = before  # 村(社区)满意度 is one name
    best: tuple[int, int, Noun | str] | None = None
    for name in names:
        at = window.rfind(name)
        if at >= 0 and _GAP.fullmatch(window, at + len(name)):
            candidate: tuple[int, int, Noun | str] = (at + len(name), len(name), name)
            best = max(best or candidate, candidate, key=lambda each: each[:2])
    if best is None:
        for found in NOUNS.finditer(window):
            if _GAP.fullmatch(window, found.end()):
                best = (found.end(), len(found[0]), NOUNS.noun(found))
    if best is None:
        return _noun_behind(window, sentence[match.end() : match.end() + BEHIND], names)
    prefix = CUTS.split(window[: best[0] - best[1]])[-1]
    return _Named(best[2], prefix, is_bare(prefix))


def _noun_behind(window: str, after: str, names: Sequence[str]) -> _Named | None:
    """Also a noun that the figure stands in the middle of: `培育102名志愿者` is 培育志愿者."""
    cut = CUTS.search(after)
    after = (after[: cut.start()] if cut else after).lstrip("的")
    for name in names:
        at = after.find(name)
        if 0 <= at <= 6:
            return _Named(name, window + after[:at], at == 0 and is_bare(window))
    tail = window[-6:]
    joined = tail + after
    for found in NOUNS.finditer(joined):
        if found.end() > len(tail) and found.start() <= len(tail) + 6:
            between = joined[len(tail) : found.start()]
            prefix = window[: len(window) - len(tail) + min(found.start(), len(tail))]
            return _Named(NOUNS.noun(found), prefix + between, is_bare(prefix) and is_bare(between))
    return None


def _window(before: str) -> str:
    """The clause in front of a figure; the one before it too, when its own says nothing (`入户探访,共1260次`)."""
    cuts = list(CUTS.finditer(before))
    if not cuts:
        return before
    last = before[cuts[-1].end() :]
    if not _GAP.fullmatch(last):
        return last
    start = cuts[-2].end() if len(cuts) > 1 else 0
    return before[start : cuts[-1].start()] + last


def is_bare(words: str) -> bool:
    """Nothing but verbs, the station itself, and times that are looked at apart."""
    return bool(_BARE.fullmatch(MULTI.sub("", DATE.sub("", words))))


def _clause(sentence: str, start: int, end: int) -> str:
    """The figure's clause, with the one before it when the two are short."""
    first = max(0, start - LONGEST_CLAUSE)
    numbering = _NUMBERING.match(sentence) if not first else None
    begins = [numbering.end() if numbering else first]
    begins += [cut.end() for cut in CUTS.finditer(sentence, begins[0], start)]
    at = begins[-2] if len(begins) > 1 and start - begins[-2] <= LONGEST_CLAUSE // 2 else begins[-1]
    stop = CUTS.search(sentence, end, end + BEHIND)
    return sentence[at : stop.start() if stop else end + BEHIND]


def _value(match: re.Match[str]) -> tuple[Decimal, str]:
    if match["chinese"]:
        return Decimal(number_of(match["chinese"])), normal_unit(match["measure"])
    value = Decimal(match["number"].replace(",", ""))
    scale, unit = match["scale"] or "", match["unit"] or ""
    if unit in ("元", "万元") or (scale and not unit):
        return value * _IN_TEN_THOUSAND["万" if unit == "万元" else scale], "万元"
    return value * _SCALES[scale], normal_unit(unit)

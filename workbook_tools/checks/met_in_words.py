"""How many indicators prose calls met: `15项指标中14项达到目标，1项未完成`, against the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import number_of
from workbook_tools.basis.states import MET, State
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative import GOALS, is_unmet, rows_named
from workbook_tools.checks.narrative_facts import Prose, is_of_wishes
from workbook_tools.checks.passages import Passage
from workbook_tools.checks.scopes import Period, is_early
from workbook_tools.checks.wording import Phrase
from workbook_tools.model import Finding, ScoredRow

_NUMBER = r"(?:(?<![\d.])\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_THINGS = r"(?:三级|具体|绩效|服务|年度|考核|量化|约定|合同){0,3}(?:指标|任务|目标)"
_HOW = r"(?:均|都|全部|全面|全|已经?|按时|按期|如期|圆满|顺利|超额|能够?){0,4}"
_DONE = (
    r"(?:完成|达成|达到|达标|实现)(?:了)?(?:年度|预期|既定){0,2}(?:目标|指标)?值?"
    r"(?!情况|率|度|质量|进度|标准|满分|优秀|良好|优良|序时|最高)"
)
_NOT = r"(?:没有?|没能|未能?|尚未|不)(?:全部|完全|如期|按期|按时|能够?){0,2}"
_NO_NUMBER = rf"(?!了?{_NUMBER}项)"  # 15项指标完成14项
_NEUTRAL = r"(?:各项|全部|所有|本?年度|全年|绩效|项目|考核|服务|三级|总体|整体|合同|约定|目标|任务){0,4}"

_ALL_DONE = lazy_pattern(
    r"(?:(?:各项|全部|所有|每项)(?:服务|绩效|考核|年度|工作|合同|约定|的){0,5}(?:指标|目标|任务)(?:数量|量)?"
    r"(?:均|全部|都|全面|已|按时|按期|如期|圆满|顺利|超额){0,5}(?:完成|达成|达到|达标|实现)"
    r"|(?:100%|百分之百|全面|全部)(?:完成|达成|实现)(?:了)?(?:各项|全部|所有|年度|合同){0,4}(?:服务|绩效)?(?:指标|目标|任务))"
    r"(?!情况|率|度|质量|进度|标准|的)"
    rf"|(?<![^,;:。!?\n()]){_NEUTRAL}指标(?:总体|整体)?(?:完成率|达标率|达成率|实现率)(?:均|都|全部)?"
    r"(?:为|达到|达|是|:){0,2}100%",
    holding="完达实",
)
_UNMET = lazy_pattern(
    rf"(?P<before>{_NUMBER})项(?:{_THINGS})?(?:仍|还|尚|暂)?{_NOT}{_DONE}{_NO_NUMBER}"
    rf"|{_NOT}{_DONE}(?:的)?(?:{_THINGS})?(?:有|为|共){{0,2}}(?P<behind>{_NUMBER})项(?!{_THINGS}(?:中|里|当中|之中)|的)",
    holding="项",
)
_MET = lazy_pattern(
    rf"(?:(?P<rest>其余|其他|其它|剩余|另外)的?)?(?P<before>{_NUMBER})项(?:{_THINGS})?{_HOW}{_DONE}{_NO_NUMBER}"
    rf"|{_DONE}(?:的)?(?:{_THINGS})?(?:有|为|共){{0,2}}(?P<behind>{_NUMBER})项(?!{_THINGS}(?:中|里|当中|之中)|的)",
    holding="项",
)
_OF_THESE = lazy_pattern(r"其中的?(?:有)?$")
_TOTAL = lazy_pattern(
    rf"(?P<before>{_NUMBER})项{_THINGS}|{_THINGS}(?:共计|一共|总共|合计|共有|共|有)(?P<behind>{_NUMBER})项",
    holding="项",
)
_ALL = lazy_pattern(
    rf"(?<=,)(?:目前|现)?(?:已经?)?(?:均|都|全部|全面)(?:已经?|按时|按期|如期|圆满|顺利){{0,3}}{_DONE}(?=[,;]|$)",
    holding="均都全",
)
# What speaks of some of the indicators, of another time, of other things that are counted, or of what is hoped for.
_OF_ELSE = lazy_pattern(
    r"(?:数量|质量|时效|成本|产出|效益|影响|满意度|核心|重点|评估|评价|评分|考评|财务)(?:类|二级)?(?:指标|任务)|[一二]级指标"
    r"|上年|去年|往年|上一|中期|期中|[上下]半年|季度|明年|下年|下一|未来|今后|第三方|核查|抽查|部分(?:完成|达成|达到|达标|实现)"
    r"|力争|确保|争取|计划|预计|拟|应当|必须|需要|建议|基本|截[至止](?!(?:19|20)\d\d年|目前|年底|年末)"
)
_NOT_ALL = lazy_pattern(r"未|没有|尚|除|部分|基本|力争|确保|争取|应|需")
_REST = lazy_pattern(r"(?:其余|其他|其它|剩余|另外)的?$")
_BUT = lazy_pattern(r"^[^。!?\n]{0,12}(?:只有|仅有?|唯|但|除)[^。!?\n]{0,24}(?:未|没有?|少|差|不足|除外|以外)")
_SENTENCE = lazy_pattern(r"[^。!?\n;]+")
_SENTENCE_BEFORE = lazy_pattern(r"[^。!?\n;]*$")
_BESIDES = lazy_pattern(r"除(?!夕)[^外除]*外")
_BRACKETED = lazy_pattern(r"\([^()]*\)")
# Nothing of these says whose indicators they are, or which: 小组服务各项目标 are not all that there are.
_OF_ALL = lazy_pattern(
    r"(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,2}、)?(?:[^各等和、]{0,16}社工(?:服务)?站)?(?:截[至止]到?|到|至|在|(?:19|20)\d\d年|\d{1,2}月(?:\d{1,2}日)?|年?[底末]|目前|现已?"
    r"|[本我该]|年度|全年|年内|年|服务期|周期|内|期间|度|项目|站点?|总体|整体|上|来看|看|结论|总结|评价|情况|合同"
    r"|约定|规定|绩效|考核|工作|服务|的|已经?|均|并|且|也|都|全面|圆满|顺利|按时|按期|如期|:){0,12}"
)
_OTHER_TASKS = lazy_pattern(r"整改|督导|志愿者?服务?队|中期|上年|去年|[上下]半年|季度")
_WHOLE_LIST = lazy_pattern(rf"共设|设有|(?:全部|所有)的?{_NUMBER}项")
_YEAR = lazy_pattern(r"(?:19|20)\d\d(?=年)")
_LONGEST_LEAD = 120  # characters before a claim that can say what it is about
_ALONE = lazy_pattern(r"(?:^|[,:、()])(?:本?年度|全年|项目|仍|还|尚|目前|但|共|只|仅|有){0,4}$")


def nothing_is_called_all_done(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 各项指标均已完成, 15项指标中15项达到目标, while rows are not met."""
    unmet = [row for row in facts.evaluation.rows if is_unmet(row)]
    tally = _tally(facts)
    for passage in _told(prose) if unmet else ():
        claim = _all_done(passage.text) or next(
            (count.words for count in counts_of(passage.text, prose.period) if tally.is_boast(count)), ""
        )
        if claim:
            yield finding("T012", passage.sheet, passage.cell, claim=claim, count=len(unmet), names=rows_named(unmet))


def so_many_are_met_as_is_said(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 15项指标中13项完成，2项未完成, while the rows say 14 and 1."""
    tally = _tally(facts)
    for passage in _told(prose) if tally.totals else ():
        for count in counts_of(passage.text, prose.period):
            if tally.is_off(count):
                yield finding("T034", passage.sheet, passage.cell, words=count.words, counted=_counted(facts))
                break


CHECKS = (nothing_is_called_all_done, so_many_are_met_as_is_said)


class Count(NamedTuple):
    """What a sentence counts; `None` is what it does not say. `rest`: what is met is told as 其余."""

    words: str
    total: int | None = None
    met: int | None = None
    unmet: int | None = None
    rest: bool = False
    whole: bool = False  # told as the whole list: 共设15项


def counts_of(text: str, period: Period) -> Iterator[Count]:
    """`15项指标中13项完成，2项未完成` is 15, 13 and 2; of a text without blanks."""
    for sentence in _SENTENCE.finditer(text) if "项" in text else ():
        said = sentence[0]
        if "项" in said and not _is_of_else(said, period) and (count := _count(said)):
            yield count


def _is_of_else(sentence: str, period: Period) -> bool:
    other = not {int(year) for year in _YEAR.findall(sentence)} <= period.years
    return other or is_early(sentence, period) or bool(_OF_ELSE.search(sentence))


def _count(sentence: str) -> Count | None:
    if "指标" not in sentence:
        return None
    found: list[re.Match[str]] = []
    unmet, left = _taken(_UNMET, sentence, found)
    met, left = _taken(_MET, left, found)
    totals, left = _taken(_TOTAL, left, found)
    total = totals[0] if totals else None
    if total is not None and not met and (whole := _ALL.search(left)):
        met = [total]
        found.append(whole)
    if not met and not unmet:
        return None
    if total is None and not met and not _ALONE.search(sentence, 0, found[0].start()):
        return None  # 社区活动1项指标未完成: another sentence may name the others
    words = sentence[min(each.start() for each in found) : max(each.end() for each in found)]
    rest = any(each.groupdict().get("rest") for each in found)
    whole_list = bool(_WHOLE_LIST.search(sentence))
    return Count(words, total, sum(met) if met else None, sum(unmet) if unmet else None, rest, whole_list)


def _taken(pattern: re.Pattern[str], sentence: str, found: list[re.Match[str]]) -> tuple[list[int], str]:
    """The numbers that a pattern finds, and the sentence without them; a part of them (其中10项超额完成) is none."""
    numbers: list[int] = []
    for each in pattern.finditer(sentence):
        found.append(each)
        if not numbers or not _OF_THESE.search(sentence, 0, each.start()):
            numbers.append(number_of(each["before"] or each["behind"]))
        sentence = sentence[: each.start()] + "_" * len(each[0]) + sentence[each.end() :]
    return numbers, sentence


class _Tally(NamedTuple):
    """The rows, by each way in which they may be counted: every row, those with points, those of level 3."""

    totals: frozenset[int]
    unmet: frozenset[int]  # an open row may be met or not
    most_met: int
    execution: int  # 1 where the rate of execution is scored beside the rows, and may be counted with them

    def is_boast(self, count: Count) -> bool:
        """All are told as met, and there are not as many."""
        if count.met is None or count.unmet is not None or count.total not in (None, count.met):
            return False
        if not count.rest and self.is_of_another_list(count, count.met):
            return False
        return count.met > self.most_met + (self.execution if count.rest else 0)

    def is_off(self, count: Count) -> bool:
        unmet = count.unmet
        if unmet is None and count.total is not None and count.met is not None and count.met < count.total:
            unmet = count.total - count.met
        if unmet is None or self.is_of_another_list(count, count.total):
            return False
        with_execution = self.execution and (count.total is None or count.total - 1 in self.totals)
        short = {number + 1 for number in self.unmet} if with_execution else set()
        too_many = count.met is not None and count.met > self.most_met + self.execution
        return too_many or unmet not in self.unmet | short

    def is_of_another_list(self, count: Count, total: int | None) -> bool:
        """22项指标 where the workbook has 15: what another has drawn up."""
        return not (total is None or count.whole or {total, total - self.execution} & self.totals)


def _tally(facts: Facts) -> _Tally:
    rows = facts.evaluation.rows
    with_points = [row for row in rows if row.points is not None and not row.indicator.is_execution]
    ways = [way for way in (_by_group(with_points), [[row] for row in with_points], [[row] for row in rows]) if way]
    unmet = [sum(any(row.state == State.NOT_DONE for row in group) for group in way) for way in ways]
    met = [sum(all(row.state in MET for row in group) for group in way) for way in ways]
    apart = any(level.is_execution for level in facts.evaluation.levels)
    return _Tally(
        frozenset(len(way) for way in ways),
        frozenset(n for way, low, done in zip(ways, unmet, met, strict=True) for n in range(low, len(way) - done + 1)),
        max((len(way) - low for way, low in zip(ways, unmet, strict=True)), default=0),
        int(apart),
    )


def _by_group(rows: Sequence[ScoredRow]) -> list[list[ScoredRow]]:
    groups: dict[int, list[ScoredRow]] = {}
    for row in rows:
        groups.setdefault(row.indicator.group, []).append(row)
    return list(groups.values())


def _counted(facts: Facts) -> Phrase:
    """`15项指标：14项完成，1项未完成`, about every row that is counted."""
    rows = [row for row in facts.evaluation.rows if row.points is not None and not row.indicator.is_execution]
    unmet, met = sum(row.state == State.NOT_DONE for row in rows), sum(row.state in MET for row in rows)
    told = f"{len(rows)}项指标：{met}项完成，{unmet}项未完成"
    told += f"，{len(rows) - met - unmet}项无法判定" if met + unmet < len(rows) else ""
    return Phrase(told, (f"{row.indicator.table.sheet}!{row.indicator.at('actual')}" for row in rows))


def _told(prose: Prose) -> Iterator[Passage]:
    return (each for each in prose.passages if not is_of_wishes(each.chapter) and GOALS not in each.chapter)


def _all_done(text: str) -> str:
    """The first claim that all is done, unless the words around it take something out, or say that it is of some."""
    for claim in _ALL_DONE.finditer(text):
        before = text[max(0, claim.start() - 12) : claim.start()]
        if _NOT_ALL.search(before + claim[0]) or _REST.search(before) or _BUT.search(text[claim.end() :]):
            continue
        if _is_of_all(text, claim):
            return claim[0]
    return ""


def _is_of_all(text: str, claim: re.Match[str]) -> bool:
    found = _SENTENCE_BEFORE.search(text[max(0, claim.start() - _LONGEST_LEAD) : claim.start()])
    sentence = found[0] if found is not None else ""
    clause = _BRACKETED.sub("", sentence).rpartition(",")[2].rpartition(")")[2]
    others = "指标" not in claim[0] and _OTHER_TASKS.search(sentence)
    return not (others or _BESIDES.search(sentence)) and _OF_ALL.fullmatch(clause) is not None

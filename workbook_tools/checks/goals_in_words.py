"""A goal that prose names beside what was done, and how far off it was: `没有达到36场的目标`, `比目标少1场`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.mentions import UNITS, is_bare
from workbook_tools.checks.narrative_facts import Prose, TableFact, is_of_wishes, is_same_unit
from workbook_tools.checks.nouns import NOUNS
from workbook_tools.checks.passages import searchable
from workbook_tools.checks.scopes import CUTS, is_early, scope_of, without_own_year
from workbook_tools.checks.wording import Phrase
from workbook_tools.model import Finding

_FIGURE = rf"(?P<number>(?<![\d.])\d{{1,9}}(?:\.\d{{1,4}})?)(?P<unit>个百分点|{UNITS})"
_GOAL = r"(?:年度|全年|绩效|服务|既定|预定|预期){0,2}(?:目标|指标|任务)"
_NAMED = lazy_pattern(
    rf"(?:没有?|未能?|尚未|没能)?(?:达到|达成|完成|实现|高于|低于|超过|超出)了?{_FIGURE}的?{_GOAL}(?!的)",
    holding="目指任",
)
_APART = lazy_pattern(
    rf"(?:比|较|距离?|离){_GOAL}(?:值|数)?(?:还|仍|只|仅)?(?:(?P<less>少|低|差|缺)|多|高|超)(?:出|过|了|开展|完成|举办|办)?{_FIGURE}",
    holding="目指任",
)
# Between what is counted and what is said of its goal: nothing but what was done.
_BETWEEN = lazy_pattern(
    rf"(?:[,、]|(?<!\d)\d{{1,9}}(?:\.\d{{1,4}})?(?:{UNITS})?|但|仍|还|均|只|仅|共|全年|年内|实际|完成|开展|举办|达到|达|了|为|是|数量|场次){{0,9}}"
)
_AMONG = lazy_pattern(r"[中里][,、:有的]")  # 社区活动中，大型活动完成4场
_LONGEST_LEAD = 60


def goals_in_prose_are_the_targets(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """W: 社区活动没有达到30场的目标, where the table has 36; 比目标少2场, where it is one."""
    for passage in prose.passages:
        if is_of_wishes(passage.chapter):
            continue
        for sentence in passage.sentences:
            if off := _off(sentence, prose):
                words, fact, apart = off
                place = f"{fact.sheet}!{fact.cell}"
                yield finding(
                    "T035", passage.sheet, passage.cell, words=words, row=Phrase(fact.shown(), (place,)), apart=apart
                )
                break


CHECKS = (goals_in_prose_are_the_targets,)


def _off(sentence: str, prose: Prose) -> tuple[str, TableFact, str] | None:
    """The words, the row that speaks against them, and by how much it is off its target where that is the matter."""
    for found in _NAMED.finditer(sentence):
        told = _subject(sentence, found, prose)
        if told is not None and told[1].target is not None and Decimal(found["number"]) not in told[1].figures:
            return *told, ""
    for found in _APART.finditer(sentence):
        told = _subject(sentence, found, prose) if found["unit"] != "%" else None  # 高5% may be 5 % of the target
        if told is None or told[1].target is None or told[1].actual is None:
            continue
        more, digits = told[1].actual - told[1].target, len(found["number"].partition(".")[2])
        if abs(Decimal(found["number"]) - (-more if found["less"] else more)) > Decimal("0.5").scaleb(-digits):
            unit = "个百分点" if told[1].unit == "%" else told[1].unit
            return *told, f"，实际比目标{'少' if more < 0 else '多'}{as_count(abs(more))}{unit}"
    return None


def _subject(sentence: str, found: re.Match[str], prose: Prose) -> tuple[str, TableFact] | None:
    """What stands last before the words, where it is one row, whole, and of the whole year; from there as quoted."""
    first = max(0, found.start() - _LONGEST_LEAD, sentence.rfind(";", 0, found.start()) + 1)
    lead = sentence[first : found.start()]
    facts = [fact for rows in prose.table.values() for fact in rows]
    names = dict.fromkeys(searchable(fact.name) for fact in facts)
    places = [(at + len(name), -at, True, name) for name in names if name and (at := lead.rfind(name)) >= 0]
    places += [(noun.end(), -noun.start(), False, NOUNS.noun(noun).key) for noun in NOUNS.finditer(lead)]
    if not places:
        return None
    end, start, by_its_name, name = max(places)
    rows = [fact for fact in facts if fact.is_called(name)] if by_its_name else prose.table.get(name, ())
    prefix = without_own_year(CUTS.split(lead[:-start])[-1], prose.period)
    scope = scope_of(
        sentence, first + end, first + end, prefix, name, (), prose.period, early=is_early(sentence, prose.period)
    )
    narrowed = scope.subset or scope.multi or scope.partial or scope.early or scope.other_year
    if (
        len(rows) != 1
        or narrowed
        or _AMONG.search(lead, 0, -start)
        or not is_bare(prefix)
        or not _BETWEEN.fullmatch(lead, end)
    ):
        return None
    unit = "%" if found["unit"] == "个百分点" else normal_unit(found["unit"])
    return (sentence[first - start : found.end()], rows[0]) if is_same_unit(unit, rows[0]) else None

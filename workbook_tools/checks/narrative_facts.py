"""What the tables say, by the noun that prose would use for it, and how a figure in prose stands to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.unit_names import money_factor, normal_unit, split_scale, without_period
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.mentions import Mention, mentions_of
from workbook_tools.checks.nouns import NOUNS
from workbook_tools.checks.passages import Passage, searchable
from workbook_tools.checks.scopes import GROUP, Period
from workbook_tools.model import ScoredRow

_Entry = TypeVar("_Entry")
SHORTEST_NAME = 2
# A table that counts 活动 means what prose calls 社区活动; 活动 in prose may be more than the 社区活动 of a table.
EVENTS, COMMUNITY_EVENTS = "活动", "社区活动"
TEN_THOUSAND = Decimal(10_000)


class TableFact(NamedTuple):
    """A row that prose may repeat. Figures in `unit`: money in 万元, percentages as plain numbers with %."""

    noun: str
    name: str
    sheet: str
    cell: str
    unit: str
    target: Decimal | None
    actual: Decimal | None

    @property
    def figures(self) -> tuple[Decimal, ...]:
        return tuple(figure for figure in (self.target, self.actual) if figure is not None)

    @property
    def whole(self) -> Decimal | None:
        """What parts are measured against: the actual; the target while there is none."""
        return self.actual if self.actual is not None else self.target

    def is_called(self, name: str) -> bool:
        """`name` as it was found in prose."""
        return name == searchable(self.name)

    def shown(self) -> str:
        parts = [f"目标{as_count(self.target)}{self.unit}"] if self.target is not None else []
        parts += [f"实际{as_count(self.actual)}{self.unit}"] if self.actual is not None else []
        return f"{self.sheet}!{self.cell}“{self.name}”{'、'.join(parts)}"


class Prose(NamedTuple):
    """The passages, every figure in them whose noun is known, and what the tables say of the same nouns."""

    passages: tuple[Passage, ...]
    told: Mapping[str, tuple[Mention, ...]]  # by noun
    table: Mapping[str, tuple[TableFact, ...]]
    period: Period


def is_of_wishes(chapter: str) -> bool:
    """Whether a chapter says what should be."""
    return "建议" in chapter or "策略" in chapter


def told_as_fact(prose: Prose, pattern: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Every match in what is told as fact; advice speaks of what should be."""
    for passage in prose.passages:
        if not is_of_wishes(passage.chapter):
            yield from ((passage, match) for match in pattern.finditer(passage.text))


def prose_of(facts: Facts, passages: tuple[Passage, ...]) -> Prose:
    table: dict[str, list[TableFact]] = {}
    for row in facts.evaluation.rows:
        fact = _table_fact(row)
        if fact is not None:
            table.setdefault(fact.noun, []).append(fact)
    own = {name: fact.noun for facts_ in table.values() for fact in facts_ if (name := searchable(fact.name))}
    own = {
        name: noun
        for name, noun in own.items()
        # 亲子活动 as the name of a row is no part of its noun
        if len(name) >= SHORTEST_NAME and (not _is_noun(noun) or "度" in name or GROUP.search(name))
    }
    rows = tuple(dict.fromkeys(fact.name for group in table.values() for fact in group))
    names = tuple(sorted({*own, *(key for key in table if not _is_noun(key))}, key=len, reverse=True))
    about = facts.submission.information
    years = frozenset(day.year for day in (about.service_start, about.service_end) if day is not None)
    period = Period(years, about.service_end, about.service_start)
    told: dict[str, list[Mention]] = {}
    for passage in passages:
        for each in mentions_of(passage, names, period, rows):
            told.setdefault(own.get(each.noun, each.noun), []).append(each)
    if EVENTS in table and COMMUNITY_EVENTS not in table:
        told.setdefault(EVENTS, []).extend(told.pop(COMMUNITY_EVENTS, []))
    return Prose(passages, _frozen(told), _frozen(table), period)


def _frozen(groups: Mapping[str, Sequence[_Entry]]) -> dict[str, tuple[_Entry, ...]]:
    return {key: tuple(entries) for key, entries in groups.items()}


def agrees(mention: Mention, figure: Decimal) -> bool:
    """The same figure, or one that the words around it allow: 约, 近, 超过, an average over years."""
    value = mention.value
    if value == figure:
        return True
    if mention.scope.average:
        return abs(value - figure) <= max(figure, value) / 5
    if mention.scope.loose and abs(value - figure) <= abs(figure) / 20:
        return True
    return mention.scope.at_least and value <= figure <= value * Decimal("1.2")


def same_unit(mention: Mention, fact: TableFact) -> bool:
    return not mention.unit or is_same_unit(mention.unit, fact)


def is_same_unit(unit: str, fact: TableFact) -> bool:
    """Also counters of one thing: 次 and 场."""
    return unit == fact.unit or {unit, fact.unit} <= {
        "次",
        "场",
        "个",
        "场次",
        "期",
        "例",
        "件",
        "宗",
    }


def _table_fact(row: ScoredRow) -> TableFact | None:
    each = row.indicator
    name = row.item or each.item or each.level3
    unit = without_period(normal_unit(row.unit or row.target.unit or row.actual.unit)).split("/")[0]
    target, actual = _figure(row, "target"), _figure(row, "actual")
    money = money_factor(unit) or (TEN_THOUSAND if unit == "万" else None)
    scale, counter = split_scale(unit)
    factor = money / TEN_THOUSAND if money else Decimal(scale)
    unit = "万元" if money else counter
    if "rate" in (row.target.kind, row.actual.kind):
        unit, factor = "%", Decimal(100)
    noun = NOUNS.of_row(name, unit)
    key = noun.key if noun else "".join(name.split())
    if (target is None and actual is None) or len(key) < SHORTEST_NAME:
        return None
    return TableFact(
        key, name, each.table.sheet, each.at("actual"), unit,
        None if target is None else target * factor, None if actual is None else actual * factor,
    )  # fmt: skip


def _figure(row: ScoredRow, field: str) -> Decimal | None:
    quantity = row.target if field == "target" else row.actual
    return quantity.number if quantity.kind in ("number", "rate") else None


def _is_noun(key: str) -> bool:
    return NOUNS.has(key)

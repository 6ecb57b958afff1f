"""服务台账: exact totals by indicator, community, worker, service and month, of all entries or of those up to a day.

Amounts come as floats. Their sums are exact decimals of the figures as written: each column is scaled once to whole
numbers of its smallest decimal place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import isfinite
from operator import add
from typing import Any

from workbook_tools.basis.long_columns import different, mapped
from workbook_tools.basis.staff_words import EMPLOYMENTS
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.evaluation.service_kinds import service_kind
from workbook_tools.model import Ledger, LedgerGroup, LedgerStatistics
from workbook_tools.model.lists import Rosters

_ZERO = Decimal(0)
_FEW = 20_000  # entries whose packed amounts take no room to speak of, alike or not
OPENED, NOT_OPENED = ("是", "已接案", "接案", "√", "Y", "y"), ("否", "未接案", "不接案", "×", "N", "n")


class LedgerTotals:
    """A ledger whose figures are packed once and added up as often as is asked."""

    def __init__(self, ledger: Ledger, lists: Rosters | None = None) -> None:
        self._ledger, self._lists = ledger, lists
        self._columns = _Columns(ledger)

    @cached_property
    def statistics(self) -> LedgerStatistics:
        """Groups in the order of their names; months read 2022-08. Entries without a name are in the total only.

        Spellings of a community, worker or service that differ in blanks or in full-width forms are one group.
        """
        ledger, columns = self._ledger, self._columns
        months = mapped(ledger.dates, lambda day: day.isoformat()[:7] if day is not None else "")
        workers = _in_one_spelling(ledger.workers)
        return LedgerStatistics(
            total=columns.total(),
            by_indicator=columns.groups(ledger.indicators),
            by_community=columns.groups(_in_one_spelling(ledger.communities)),
            by_worker=_with_months(columns.groups(workers), workers, months),
            by_service=columns.groups(_in_one_spelling(ledger.services)),
            by_month=columns.groups(months),
            **self._clients(),
            **self._by_lists(),
        )

    def _clients(self) -> dict[str, Any]:
        """By 服务对象类别, and how many were taken on as cases; nothing where the ledger does not say."""
        ledger, found = self._ledger, dict[str, Any]()
        if any(ledger.client_categories):
            categories = _in_one_spelling(ledger.client_categories)
            services = _in_one_spelling(ledger.services)
            both = [f"{c}·{s}" if c and s else "" for c, s in zip(categories, services, strict=True)]
            found["by_client"] = self._columns.groups(categories)
            found["by_client_and_service"] = self._columns.groups(both)
            kinds = {name: service_kind(name) for name in different(ledger.services) | different(ledger.indicators)}
            kind_of = (kinds[s] or kinds[i] for s, i in zip(ledger.services, ledger.indicators, strict=True))
            found["by_client_and_kind"] = self._columns.groups(
                [f"{c}·{kind}" if c and kind else "" for c, kind in zip(categories, kind_of, strict=True)]
            )
        if ledger.cases_opened:
            told = Counter(bare_text(each) for each in ledger.cases_opened)
            found["opened"] = sum(told[word] for word in OPENED)
            found["asked"] = found["opened"] + sum(told[word] for word in NOT_OPENED)
        return found

    def _by_lists(self) -> dict[str, Any]:
        """By 片区, 社工点 and 用工方式. What an entry says itself goes before what the lists say of its community
        and its worker; nothing where neither says anything."""
        ledger, lists = self._ledger, self._lists
        communities = (lists.communities if lists is not None else None) or ()
        people = (lists.people if lists is not None else None) or ()
        employments = mapped(ledger.employments, lambda each: EMPLOYMENTS.get(bare_text(each), each))
        columns = {
            "by_area": _filled(ledger.areas, ledger.communities, {each.name: each.area for each in communities}),
            "by_point": _filled((), ledger.communities, {each.name: each.point for each in communities}),
            "by_employment": _filled(employments, ledger.workers, {each.name: each.employment for each in people}),
        }
        return {name: self._columns.groups(_in_one_spelling(column)) for name, column in columns.items() if any(column)}

    def until(self, day: date) -> tuple[LedgerGroup, tuple[LedgerGroup, ...]]:
        """The total and the indicators of the entries dated up to a day, the day itself included."""
        ledger, columns, whole = self._ledger, self._columns, self.statistics
        kept = mapped(ledger.dates, lambda when: when is not None and when <= day)
        if all(different(kept)):
            return whole.total, whole.by_indicator
        named = (name if counted else "" for name, counted in zip(ledger.indicators, kept, strict=True))
        total = columns.groups(mapped(kept, lambda counted: whole.total.name if counted else ""))
        nothing = LedgerGroup(whole.total.name, 0, _ZERO, _ZERO, _ZERO, _ZERO, has_counts=False)
        return (total[0] if total else nothing), columns.groups(named)


def ledger_statistics(ledger: Ledger) -> LedgerStatistics:
    """The sums of all entries."""
    return LedgerTotals(ledger).statistics


def adding_up(groups: Sequence[LedgerGroup], total: LedgerGroup, most: int) -> list[LedgerGroup]:
    """Groups that add up to the total: at most `most`, one of those beyond them, one of the entries without a name."""
    listed = list(groups[:most])
    rest = groups[most:]
    if rest:
        listed.append(replace(_added(rest), name=f"（其余 {len(rest)} 个）"))
    named = _added(groups)
    if named.entries != total.entries:
        listed.append(
            LedgerGroup(
                "（未填写）",
                total.entries - named.entries,
                total.count - named.count,
                total.persons - named.persons,
                total.direct_hours - named.direct_hours,
                total.indirect_hours - named.indirect_hours,
            )
        )
    return listed


def _added(groups: Sequence[LedgerGroup]) -> LedgerGroup:
    return LedgerGroup(
        "",
        sum(group.entries for group in groups),
        sum((group.count for group in groups), _ZERO),
        sum((group.persons for group in groups), _ZERO),
        sum((group.direct_hours for group in groups), _ZERO),
        sum((group.indirect_hours for group in groups), _ZERO),
    )


def _filled(own: Sequence[str], keys: Sequence[str], known: Mapping[str, str]) -> Sequence[str]:
    """A column of the entries' own, its blanks filled by what a list says of their keys; () where nothing is known."""
    if not any(known.values()):
        return own
    bare = {bare_text(key): value for key, value in known.items()}
    filled = mapped(keys, lambda key: bare.get(bare_text(key), ""))
    return [mine or other for mine, other in zip(own, filled, strict=True)] if own else filled


def _in_one_spelling(names: Sequence[str]) -> Sequence[str]:
    """Each name in its shortest spelling; mostly there is only one, and then nothing is looked at twice."""
    spellings: dict[str, list[str]] = {}
    for name in different(names):
        spellings.setdefault(bare_text(name), []).append(name)
    doubled = [several for several in spellings.values() if len(several) > 1]
    if not doubled:
        return names
    times = Counter(names)
    chosen = {
        name: min(several, key=lambda one: (len(one), -times[one], one)) for several in doubled for name in several
    }
    return mapped(names, lambda name: chosen.get(name, name))


def _with_months(
    groups: tuple[LedgerGroup, ...], names: Sequence[str], months: Sequence[str]
) -> tuple[LedgerGroup, ...]:
    """The groups with the number of months in which each has an entry."""
    active = Counter(name for name, month in set(zip(names, months, strict=True)) if month)
    return tuple(replace(group, months=active[group.name]) for group in groups)


class _Columns:
    """The amounts of each entry packed into one whole number, side by side in fields that no sum can overflow.

    A group then costs one addition an entry instead of six. Amounts below 0 are lifted by the column's least value.
    The fields are: entries, 数量, 服务人次, 直接工时, 间接工时, entries with a 数量.
    """

    def __init__(self, ledger: Ledger) -> None:
        amounts = (ledger.counts, ledger.persons, ledger.direct_hours, ledger.indirect_hours)
        scaled, places = zip(*(_scaled(column) for column in amounts), strict=True)
        self.least = [min(column.values(), default=0) for column in scaled]
        spans = (max(column.values(), default=0) - least for column, least in zip(scaled, self.least, strict=True))
        self.width = (max(1, *spans) * len(ledger)).bit_length() + 1
        self.shifts = [self.width * place for place in range(len(scaled) + 2)]
        self.steps = [Decimal(1).scaleb(-place) for place in places]
        self.packed = self._packed(amounts, scaled)

    def total(self) -> LedgerGroup:
        return self._unpacked("合计", sum(self.packed))

    def groups(self, names: Iterable[str]) -> tuple[LedgerGroup, ...]:
        sums: dict[str, int] = defaultdict(int)
        for name, entry in zip(names, self.packed, strict=True):
            sums[name] += entry
        return tuple(self._unpacked(name, sums[name]) for name in sorted(sums) if name)

    def _packed(
        self, amounts: Sequence[Sequence[float | None]], scaled: Sequence[Mapping[float | None, int]]
    ) -> list[int]:
        """What each different amount comes to is worked out once; an entry then is four of these added up."""
        fields = [
            {value: (amount - least) << (self.width * place) for value, amount in column.items()}
            for place, (column, least) in enumerate(zip(scaled, self.least, strict=True), 1)
        ]
        counted = 1 << (self.width * (len(self.least) + 1))
        fields[0] = {value: 1 + field + (counted if value is not None else 0) for value, field in fields[0].items()}
        count, persons, direct, indirect = (
            map(field.__getitem__, column) for field, column in zip(fields, amounts, strict=True)
        )
        entries = map(add, map(add, count, persons), map(add, direct, indirect))
        if len(amounts[0]) <= _FEW:
            return list(entries)
        known: dict[int, int] = {}  # most entries come to what others come to: a million numbers would be 36 MB
        return [known.setdefault(entry, entry) for entry in entries]

    def _unpacked(self, name: str, packed: int) -> LedgerGroup:
        mask = (1 << self.width) - 1
        entries, *fields, counted = [(packed >> shift) & mask for shift in self.shifts]
        count, persons, direct, indirect = [
            (field + entries * least) * step for field, least, step in zip(fields, self.least, self.steps, strict=True)
        ]
        return LedgerGroup(name, entries, count, persons, direct, indirect, has_counts=counted > 0)


def _scaled(column: Iterable[float | None]) -> tuple[dict[float | None, int], int]:
    """Each different amount as a whole number, and how many decimal places these stand for; blanks are 0."""
    given = {value: 0.0 if value is None or not isfinite(value) else value for value in different(column)}
    if all(value == int(value) for value in given.values()):
        return {value: int(amount) for value, amount in given.items()}, 0
    exact = {value: Decimal(repr(float(amount))) for value, amount in given.items()}
    places = max(
        max(0, -exponent) for value in exact.values() if isinstance(exponent := value.as_tuple().exponent, int)
    )
    return {value: int(decimal.scaleb(places)) for value, decimal in exact.items()}, places

"""服务台账: exact totals by indicator, community, worker, service and month, of all entries or of those up to a day.

Amounts come as floats. Their sums are exact decimals of the figures as written: each column is scaled once to whole
numbers of its smallest decimal place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import isfinite

from workbook_tools.evaluation.scheme import plain
from workbook_tools.model import Ledger, LedgerGroup, LedgerStatistics

_ZERO = Decimal(0)


class LedgerTotals:
    """A ledger whose figures are packed once and added up as often as is asked."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._columns = _Columns(ledger)

    @cached_property
    def statistics(self) -> LedgerStatistics:
        """Groups in the order of their names; months read 2022-08. Entries without a name are in the total only.

        Spellings of a community, worker or service that differ in blanks or in full-width forms are one group.
        """
        ledger, columns = self._ledger, self._columns
        month_of = {day: f"{day.year:04d}-{day.month:02d}" if day is not None else "" for day in set(ledger.dates)}
        months = [month_of[day] for day in ledger.dates]
        workers = _in_one_spelling(ledger.workers)
        return LedgerStatistics(
            total=columns.total(),
            by_indicator=columns.groups(ledger.indicators),
            by_community=columns.groups(_in_one_spelling(ledger.communities)),
            by_worker=_with_months(columns.groups(workers), workers, months),
            by_service=columns.groups(_in_one_spelling(ledger.services)),
            by_month=columns.groups(months),
        )

    def until(self, day: date) -> tuple[LedgerGroup, tuple[LedgerGroup, ...]]:
        """The total and the indicators of the entries dated up to a day, the day itself included."""
        ledger, columns, whole = self._ledger, self._columns, self.statistics
        counts = {when: when is not None and when <= day for when in set(ledger.dates)}
        if all(counts.values()):
            return whole.total, whole.by_indicator
        kept = [counts[when] for when in ledger.dates]
        named = [name if counted else "" for name, counted in zip(ledger.indicators, kept, strict=True)]
        total = columns.groups([whole.total.name if counted else "" for counted in kept])
        nothing = LedgerGroup(whole.total.name, 0, _ZERO, _ZERO, _ZERO, _ZERO, has_counts=False)
        return (total[0] if total else nothing), columns.groups(named)


def ledger_statistics(ledger: Ledger) -> LedgerStatistics:
    """The sums of all entries."""
    return LedgerTotals(ledger).statistics


def _in_one_spelling(names: Sequence[str]) -> Sequence[str]:
    """Each name in its most frequent spelling; mostly there is only one, and then nothing is looked at twice."""
    spellings: dict[str, list[str]] = {}
    for name in set(names):
        spellings.setdefault(plain(name), []).append(name)
    doubled = [several for several in spellings.values() if len(several) > 1]
    if not doubled:
        return names
    times = Counter(names)
    chosen = {name: min(several, key=lambda one: (-times[one], one)) for several in doubled for name in several}
    return [chosen.get(name, name) for name in names]


def _with_months(
    groups: tuple[LedgerGroup, ...], names: Sequence[str], months: Sequence[str]
) -> tuple[LedgerGroup, ...]:
    """The groups with the number of months in which each has an entry."""
    active = Counter(name for name, month in set(zip(names, months, strict=True)) if month)
    return tuple(replace(group, months=active[group.name]) for group in groups)


class _Columns:
    """The amounts of each entry packed into one whole number, side by side in fields that no sum can overflow.

    A group then costs one addition an entry instead of six. Amounts below 0 are lifted by the column's least value.
    """

    def __init__(self, ledger: Ledger) -> None:
        amounts = (ledger.counts, ledger.persons, ledger.direct_hours, ledger.indirect_hours)
        scaled, self.places = zip(*(_scaled(column) for column in amounts), strict=True)
        columns = [[1] * len(ledger), *scaled, [count is not None for count in ledger.counts]]
        self.least = [0, *(min(column, default=0) for column in scaled), 0]
        widest = max(
            (max(column, default=0) - least for column, least in zip(columns, self.least, strict=True)), default=0
        )
        self.width = (widest * len(ledger)).bit_length() + 1
        self.packed = self._packed(columns)

    def total(self) -> LedgerGroup:
        return self._unpacked("合计", sum(self.packed))

    def groups(self, names: Sequence[str]) -> tuple[LedgerGroup, ...]:
        sums: dict[str, int] = defaultdict(int)
        for name, entry in zip(names, self.packed, strict=True):
            sums[name] += entry
        return tuple(self._unpacked(name, sums[name]) for name in sorted(sums) if name)

    def _packed(self, columns: list[list[int]]) -> list[int]:
        shifts = [self.width * place for place in range(len(columns))]
        lift = -sum(least << shift for least, shift in zip(self.least, shifts, strict=True))
        (_, a, b, c, d, e) = shifts
        return [
            one + (count << a) + (persons << b) + (direct << c) + (indirect << d) + (counted << e) + lift
            for one, count, persons, direct, indirect, counted in zip(*columns, strict=True)
        ]

    def _unpacked(self, name: str, packed: int) -> LedgerGroup:
        mask = (1 << self.width) - 1
        fields = [(packed >> (self.width * place)) & mask for place in range(len(self.least))]
        entries = fields[0]
        sums = [field + entries * least for field, least in zip(fields, self.least, strict=True)]
        count, persons, direct, indirect = (
            Decimal(amount).scaleb(-places) for amount, places in zip(sums[1:5], self.places, strict=True)
        )
        return LedgerGroup(name, entries, count, persons, direct, indirect, has_counts=sums[5] > 0)


def _scaled(column: Iterable[float | None]) -> tuple[list[int], int]:
    """Whole numbers and how many decimal places they stand for; blanks are 0."""
    values = [0.0 if value is None or not isfinite(value) else value for value in column]
    if all(value == int(value) for value in values):
        return [int(value) for value in values], 0
    exact: Mapping[float, Decimal] = {value: Decimal(repr(float(value))) for value in set(values)}
    places = max(
        max(0, -exponent) for value in exact.values() if isinstance(exponent := value.as_tuple().exponent, int)
    )
    whole = {value: int(decimal.scaleb(places)) for value, decimal in exact.items()}
    lookup: Callable[[float], int] = whole.__getitem__
    return [lookup(value) for value in values], places

"""Slips of 服务台账 that more than one check asks about: entries that stand twice, and figures below 0."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from workbook_tools.basis.long_columns import SHORT, different, told_apart
from workbook_tools.model import Ledger

_AT_ONCE = 200_000  # entries; the marks of more are compared in four parts: all in one set would be 90 MB


class LedgerSlips:
    """Looked for when they are asked for, and once."""

    def __init__(self, ledger: Ledger | None) -> None:
        self._ledger = ledger

    @cached_property
    def repeated(self) -> Sequence[int]:
        """The positions of entries that agree in everything with one that stands before them."""
        if self._ledger is None:
            return ()
        columns = tuple(map(told_apart, _all_columns(self._ledger)))
        hashes = map(hash, zip(*columns, strict=True))  # a million entries as tuples would be 170 MB
        marks = list(hashes) if len(self._ledger) <= SHORT else array("q", hashes)
        found = array("L")
        for twice in _twice(marks):
            found.extend(_repeated(columns, marks, twice))
        return sorted(found) if len(found) <= _AT_ONCE else array("L", sorted(found))

    def before(self, position: int) -> int:
        """The first entry that one that is repeated agrees with."""
        assert self._ledger is not None
        columns = tuple(map(told_apart, _all_columns(self._ledger)))
        return next(i for i in range(position) if _alike(columns, i, position))

    @cached_property
    def repeated_counts(self) -> Mapping[str, Decimal]:
        """What 数量 of the repeated entries comes to, by 对应指标 as it is written."""
        ledger = self._ledger
        if ledger is None:
            return {}
        return added((ledger.indicators[i], ledger.counts[i]) for i in self.repeated)

    @cached_property
    def counts_below_zero(self) -> Mapping[str, Decimal]:
        """What 数量 below 0 comes to, by 对应指标 as it is written."""
        ledger = self._ledger
        if ledger is None or not any(count is not None and count < 0 for count in different(ledger.counts)):
            return {}
        pairs = zip(ledger.indicators, ledger.counts, strict=True)
        return added((name, count) for name, count in pairs if count is not None and count < 0)


def added(counts: Iterable[tuple[str, float | None]]) -> Mapping[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for (name, count), times in Counter(counts).items():
        if count is not None:
            sums[name] = sums.get(name, Decimal()) + Decimal(repr(count)) * times
    return sums


def _all_columns(ledger: Ledger) -> tuple[Sequence[object], ...]:
    return (
        ledger.dates, ledger.communities, ledger.workers, ledger.services, ledger.indicators, ledger.counts,
        ledger.persons, ledger.direct_hours, ledger.indirect_hours,
    )  # fmt: skip


def _twice(marks: Sequence[int]) -> Iterable[Collection[int]]:
    """The marks that stand more than once, in parts."""
    parts = 1 if len(marks) <= _AT_ONCE else 4
    for part in range(parts):
        some = marks if parts == 1 else array("q", (mark for mark in marks if mark % parts == part))
        once, twice = set[int](), set[int]()
        if len(set(some)) < len(some):
            for mark in some:
                (twice if mark in once else once).add(mark)
            yield twice


def _repeated(columns: Sequence[Sequence[object]], marks: Sequence[int], twice: Collection[int]) -> Iterable[int]:
    """Entries of these marks that stood before. Two that differ may have one mark: then they are told apart in full."""
    first: dict[int, int] = {}
    others: dict[tuple[object, ...], int] = {}
    for i, mark in enumerate(marks):
        if mark not in twice:
            continue
        before = first.setdefault(mark, i)
        if before != i and not _alike(columns, before, i):
            before = others.setdefault(tuple(column[i] for column in columns), i)
        if before != i:
            yield i


def _alike(columns: Sequence[Sequence[object]], one: int, other: int) -> bool:
    return all(column[one] == column[other] for column in columns)

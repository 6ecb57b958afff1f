"""服务台账: exact totals by indicator, community, worker, service and month, and the sum that answers a row.

Amounts come as floats. Their sums are exact decimals of the figures as written: each column is scaled once to whole
numbers of its smallest decimal place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from math import isfinite

from workbook_tools.evaluation.scheme import plain
from workbook_tools.model import Indicator, Ledger, LedgerGroup, LedgerStatistics
from workbook_tools.unit_names import is_rate_unit, normal_unit


def ledger_statistics(ledger: Ledger) -> LedgerStatistics:
    """Groups in the order of their names; months read 2022-08. Entries without a name are in the total only."""
    columns = _Columns(ledger)
    months = [f"{day.year:04d}-{day.month:02d}" if day is not None else "" for day in ledger.dates]
    return LedgerStatistics(
        total=columns.total(),
        by_indicator=columns.groups(ledger.indicators),
        by_community=columns.groups(ledger.communities),
        by_worker=columns.groups(ledger.workers),
        by_service=columns.groups(ledger.services),
        by_month=columns.groups(months),
    )


def can_be_counted(row: Indicator) -> bool:
    """Whether entries of a ledger can answer the row: they are no rates, days or grades."""
    return row.target.kind not in ("rate", "date", "grade") and not is_rate_unit(row.unit or row.target.unit)


class LedgerSums:
    """The ledger's answer to rows of 绩效指标, by 三级指标 or 指标明细."""

    def __init__(self, statistics: LedgerStatistics | None, indicators: Sequence[Indicator]) -> None:
        self._groups: dict[str, list[LedgerGroup]] = {}
        for group in statistics.by_indicator if statistics else ():
            self._groups.setdefault(plain(group.name), []).append(group)
        self._names: dict[str, int] = {}
        self._sizes: dict[int, int] = {}
        for row in indicators if self._groups else ():
            self._sizes[row.group] = self._sizes.get(row.group, 0) + 1
            for name in {plain(row.item), plain(row.level3)} if can_be_counted(row) else ():
                self._names[name] = self._names.get(name, 0) + 1

    def of_row(self, row: Indicator) -> Decimal | None:
        """The sum of the entries that name this row and no other, under any of its spellings; None where none do."""
        if not self._groups:
            return None
        joined = (f"{row.level3}·{row.item}", f"{row.level3}{row.item}", f"{row.level3}-{row.item}") if row.item else ()
        own = (*joined, row.item) if row.item else (row.level3,)
        alone = self._sizes[row.group] == 1
        names = (*own, row.level3) if alone else own
        answering = [
            name
            for name in dict.fromkeys(plain(name) for name in names)
            if name in self._groups and (self._names.get(name, 1) == 1 or name in map(plain, joined))
        ]
        return self._sum(answering, row.unit or row.target.unit) if answering else None

    def of_item(self, label: str, unit: str) -> Decimal | None:
        """The sum for an item of a list inside one cell."""
        name = plain(label)
        return self._sum([name], unit) if name in self._groups and name not in self._names else None

    def _sum(self, names: Sequence[str], unit: str) -> Decimal | None:
        """数量; where it is blank throughout, hours for a row in 小时 and 服务人次 for a row in 人次."""
        groups = [group for name in names for group in self._groups[name]]
        if is_rate_unit(unit):
            return None
        if any(group.has_counts for group in groups):
            return sum((group.count for group in groups), Decimal(0))
        head = normal_unit(unit).partition("/")[0]
        if head == "h":
            return sum((group.direct_hours + group.indirect_hours for group in groups), Decimal(0))
        return sum((group.persons for group in groups), Decimal(0)) if head == "人次" else None


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

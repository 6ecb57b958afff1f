"""服务台账 as it was read: columns instead of records, so that half a million entries stay small."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from workbook_tools.model.basics import Table
from workbook_tools.model.fields import LedgerField

LEDGER_STRIDE = 1 << 21  # more than a sheet has rows
# By which each figure of an entry counts in the mark of its indicator's name.
LEDGER_WEIGHTS: dict[LedgerField, int] = {"count": 3, "persons": 5, "direct_hours": 7, "indirect_hours": 11}


class LedgerMark(NamedTuple):
    """By what a spreadsheet can see that a ledger has changed since it was read, over every row below its head.

    `sums` holds what SUM gives by field, days among them; `letters` the length of all texts of a field. `texts` holds
    each text of a field with the number of its cells, `names` each name of an indicator with its entries and their
    weighted figures added up; a field, and `names`, are left out where there are too many to compare.
    """

    sums: Mapping[LedgerField, float]
    letters: Mapping[LedgerField, int]
    texts: Mapping[LedgerField, Mapping[str, int]]
    names: Mapping[str, float]


# Columns that few ledgers have, and the field of each.
RARE_COLUMNS: dict[LedgerField, str] = {
    "client_category": "client_categories", "area": "areas", "employment": "employments", "case_opened": "cases_opened",
}  # fmt: skip
_LEDGER_COLUMNS = (
    "rows", "dates", "communities", "workers", "services", "indicators", "counts", "persons", "direct_hours",
    "indirect_hours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ledger:
    """服务台账 as columns of equal length, so that a million entries stay small. `rows` are sheet rows.

    A ledger that was joined from several sheets has the table of each in `parts`, the sheet of another workbook written
    as [9月.xlsx]服务台账; a row of part n is lifted by n × LEDGER_STRIDE. `place` knows the way back.
    """

    table: Table
    rows: Sequence[int]  # a range where no row between them is left out
    dates: Sequence[date | None]
    communities: Sequence[str]
    workers: Sequence[str]
    services: Sequence[str]
    indicators: Sequence[str]
    counts: Sequence[float | None]
    persons: Sequence[float | None]
    direct_hours: Sequence[float | None]
    indirect_hours: Sequence[float | None]
    unreadable: tuple[
        tuple[int, LedgerField, str], ...
    ] = ()  # row, field, text of cells that should be a date or a number
    parts: tuple[Table, ...] = ()
    client_categories: Sequence[str] = ()  # 服务对象类别; this and the following are () where no entry can have one
    areas: Sequence[str] = ()  # 片区
    employments: Sequence[str] = ()  # 用工方式
    cases_opened: Sequence[str] = ()  # 是否接案
    mark: LedgerMark | None = None  # of the sheet in the workbook itself

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, field_name: LedgerField, row: int) -> str:
        return self.place(field_name, row)[1]

    def place(self, field_name: LedgerField, row: int) -> tuple[str, str]:
        """The sheet and the A1 reference of a field in a row."""
        table, own_row = self._own(row)
        return table.sheet, table.at(field_name, own_row)

    def figures(self, field_name: LedgerField) -> Sequence[float | None]:
        """The column of a figure: 数量, 服务人次, 直接工时 or 间接工时."""
        values: Sequence[float | None] = getattr(self, "counts" if field_name == "count" else field_name)
        return values

    def row_name(self, row: int) -> str:
        """How a sentence names the row: 12, and [9月.xlsx]12 in another workbook."""
        table, own_row = self._own(row)
        return f"{table.sheet.partition(']')[0]}]{own_row}" if table.sheet.startswith("[") else str(own_row)

    def of_own_workbook(self) -> Ledger | None:
        """Without the entries that were joined from other workbooks; None when all of them are."""
        if not self.parts:
            return self
        if self.table.sheet.startswith("["):
            return None
        end = bisect_left(self.rows, LEDGER_STRIDE)
        columns = {name: getattr(self, name)[:end] for name in (*_LEDGER_COLUMNS, *RARE_COLUMNS.values())}
        return replace(self, **columns, parts=(), unreadable=tuple(u for u in self.unreadable if u[0] < LEDGER_STRIDE))

    def _own(self, row: int) -> tuple[Table, int]:
        part, own_row = divmod(row, LEDGER_STRIDE)
        return (self.parts[part] if self.parts else self.table), own_row

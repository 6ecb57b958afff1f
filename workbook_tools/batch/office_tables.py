"""The tables that an office writes for a batch: found by their heads on any sheet, each cell with where it stands."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.decimals import own_arithmetic
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.foreign import as_package
from workbook_tools.library.options import as_day

HEAD_ROWS = 20  # a table's heads stand within the first rows of its sheet
MOST_ROWS = 200_000
Heads = Mapping[str, tuple[str, ...]]  # field → the heads that it may have; the first is its own


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One row: the texts of its fields ("" where blank or absent), their values, and where each stands."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    columns: Mapping[str, str]  # field → letters

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")

    def at(self, field: str) -> str:
        """Where the field stands, A1; "" for a column that there is not."""
        return f"{self.columns[field]}{self.number}" if field in self.columns else ""

    def day(self, field: str) -> date | None:
        """The cell as a day. Raises `ValueError` for one that says something else."""
        value = self.values.get(field)
        if value is None or not self[field]:
            return None
        return as_day(value if isinstance(value, date | datetime) else self[field])


@dataclass(frozen=True, slots=True)
class OfficeTable:
    sheet: str
    fields: frozenset[str]  # columns that are there
    rows: tuple[OfficeRow, ...]


@own_arithmetic()
def read_tables(data: bytes, kinds: Mapping[str, Heads]) -> dict[str, OfficeTable]:
    """Kind → its table: on the sheet of that name where there is one, else on the first that has the heads it needs.

    `kinds` gives each kind its fields; the first of them is the one that a row cannot do without, and a table has it
    and at least one more. Raises whatever a damaged workbook raises.
    """
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(as_package(data)), read_only=False, data_only=True)
    found: dict[str, OfficeTable] = {}
    for kind, heads in kinds.items():
        sheets = [sheet for sheet in book.worksheets if without_blanks(sheet.title) == without_blanks(kind)] or (
            book.worksheets if len(kinds) == 1 else []
        )
        for sheet in sheets:
            if (table := _table(sheet, heads)) is not None:
                found[kind] = table
                break
    return found


def _table(sheet: Any, heads: Heads) -> OfficeTable | None:
    named = {without_blanks(name): field for field, names in heads.items() for name in names}
    needed = next(iter(heads))
    rows = sheet.iter_rows(values_only=True, max_row=min(sheet.max_row or 0, MOST_ROWS))
    for number, row in enumerate(rows, 1):
        columns: dict[str, int] = {}
        for place, value in enumerate(row):
            if value is not None and (field := named.get(without_blanks(str(value)))) is not None:
                columns.setdefault(field, place)
        if needed in columns and len(columns) > 1:
            letters = {field: column_letters(place + 1) for field, place in columns.items()}
            return OfficeTable(
                sheet.title, frozenset(columns), tuple(_rows(sheet.title, rows, number, columns, letters))
            )
        if number == HEAD_ROWS:
            break
    return None


def _rows(
    sheet: str, rows: Iterator[tuple[Any, ...]], head: int, columns: Mapping[str, int], letters: Mapping[str, str]
) -> Iterator[OfficeRow]:
    for number, row in enumerate(rows, head + 1):
        values = {field: row[place] for field, place in columns.items()}
        texts = {field: _text(value) for field, value in values.items()}
        if any(texts.values()):
            yield OfficeRow(sheet, number, texts, values, letters)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()

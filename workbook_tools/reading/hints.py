"""Things a careful reader mentions: hidden rows and sheets that count all the same, filters, the template's version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters, parse_cell
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding, Submission, Table
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS, TEMPLATE_VERSION, TEMPLATE_VERSION_PROPERTY, TableKind
from workbook_tools.reading.tables import is_total
from workbook_tools.reading.text import says_example

if TYPE_CHECKING:
    from workbook_tools.ooxml import ScannedCell, Workbook

# The first version that has all that is required: an older workbook is told of, one that only lacks what staff may
# leave out is not.
OLDEST_COMPLETE = max(
    *(label.since for label in LABELS if label.required),
    *(c.since for kind, columns in COLUMNS.items() for c in columns if c.required and SHEETS[kind].since == 1),
)

_MOST_TOLD = 12  # formulas of a sheet that are quoted
_TEXTS = ("s", "str", "inlineStr")  # how a cell holds a text


def read_hints(book: Workbook, submission: Submission) -> Iterator[Finding]:
    """Each said once a workbook."""
    yield from _version(book)
    states = {entry.name: entry.state for entry in book.sheets}
    yield from _uncomputed(book, submission)
    for kind, table in submission.tables.items():
        filled = table.last_row > table.header_row or SHEETS[kind].since == 1
        if states.get(table.sheet, "visible") != "visible" and filled:  # the blank workbook hides empty lists
            yield finding("S024", table.sheet, "A1", sheet_name=table.sheet)
        if kind != "ledger":
            yield from _hidden(book, kind, table)


def _hidden(book: Workbook, kind: TableKind, table: Table) -> Iterator[Finding]:
    scan = book.scan(table.sheet)
    with_data = {row for row, _ in scan.cells}
    rows = sorted(row for row in scan.hidden_rows if table.header_row < row <= table.last_row and row in with_data)
    rows = [row for row in rows if not _is_example(scan.cells, table, row)]
    if rows:
        code = "S025" if scan.autofilter else "S023"
        yield finding(code, table.sheet, f"A{rows[0]}", rows=number_list(rows))
    outs = {table.columns[column.field] for column in COLUMNS[kind] if column.out and column.field in table.columns}
    hidden = [column for column in scan.hidden_columns if column in table.columns.values() and column not in outs]
    for code, columns in (
        ("S027", hidden),
        ("S037", [column for column in outs if book.is_unseen(table.sheet, column)]),
    ):
        if columns:
            letters = "、".join(column_letters(column) for column in sorted(columns))
            yield finding(code, table.sheet, f"{column_letters(min(columns))}{table.header_row}", columns=letters)


def _uncomputed(book: Workbook, submission: Submission) -> Iterator[Finding]:
    """Formulas that a program wrote and no Excel has computed yet, in cells that staff fill: once a sheet.

    What adds up other rows is only compared: without it nothing is missing.
    """
    about = submission.information
    read = {about.sheet: set(map(parse_cell, about.places.values()))}
    for kind, table in submission.tables.items():
        if kind == "ledger":
            continue
        filled = {
            table.columns[column.field]
            for column in COLUMNS[kind]
            if not column.out and column.field != "number" and column.field in table.columns
        }
        cells = book.scan(table.sheet).cells
        read[table.sheet] = {
            (row, column)
            for (row, column), cell in cells.items()
            if cell.uncomputed  # as hardly any is
            and column in filled
            and table.header_row < row <= table.last_row
            and not _adds_up(cells, table, row)
        }
    for sheet, places in read.items():
        cells = book.scan(sheet).cells
        without = [place for place in sorted(places) if place in cells and cells[place].uncomputed]
        if without:
            at = [f"{column_letters(column)}{row}" for row, column in without]
            told = [f"{name}（={cells[place].formula}）" for name, place in zip(at, without[:_MOST_TOLD], strict=False)]
            more = f"等 {len(without)} 处" if len(without) > _MOST_TOLD else ""
            found = finding("S052", sheet, at[0], cells="、".join(told) + more)
            yield replace(found, cells=tuple(at) if len(at) > 1 else ())


def _adds_up(cells: Mapping[tuple[int, int], ScannedCell], table: Table, row: int) -> bool:
    places = ((row, column) for column in sorted(table.columns.values()))
    return is_total(*(cells[place].text for place in places if place in cells and cells[place].type in _TEXTS))


def _is_example(cells: Mapping[tuple[int, int], ScannedCell], table: Table, row: int) -> bool:
    texts = (cell.text for column in range(1, min(table.columns.values()) + 1) if (cell := cells.get((row, column))))
    return says_example(next((text for text in texts if text.strip()), ""))


def _version(book: Workbook) -> Iterator[Finding]:
    found, own = book.custom_properties.get(TEMPLATE_VERSION_PROPERTY, ""), int(TEMPLATE_VERSION)
    if not (found.isascii() and found.isdecimal()):
        return
    if int(found) > own:
        yield finding("S021", found=int(found), own=own)
    elif int(found) < OLDEST_COMPLETE:
        yield finding("S022", found=int(found), own=own)


def number_list(numbers: Iterable[int]) -> str:
    """3, 4, 5, 9 → 3–5、9."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return "、".join(f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)

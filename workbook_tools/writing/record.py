"""What the program wrote into the tables of a workbook, kept inside it, so that it never clears what staff wrote.

A custom XML part holds a digest for each computed cell. Below a table that became shorter only values are cleared that
stand there as they were written: in the cell where they were written, or as a whole row of them that moved. Where a
workbook has no such part, or another program dropped it, everything stays.

A press on the button cannot put a part into the open workbook: what it writes carries the record in hidden cells of
审计信息, which every office program keeps, and which the next run that can takes away again.

The part also tells which bytes the workbook was computed from. As long as nobody has touched it since, that is the
version worth keeping, and not the results of the run before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters, column_number, parse_cell
from workbook_tools.model.fields import AUDIT_SHEET
from workbook_tools.ooxml import CellEdit, Formula, PackageProblem
from workbook_tools.ooxml.cell_xml import cell_value, usual_figure
from workbook_tools.ooxml.encoding import escape_attribute

if TYPE_CHECKING:
    from workbook_tools.ooxml import ScannedCell, Workbook
    from workbook_tools.writing.plan import Plan

NAMESPACE = "urn:workbook-tools:record:1"
IDENTIFIER = "{7B0E5C7A-52F1-4C1E-9B7D-6D1D6A2C0F15}"
LEAST_MOVED = 3  # cells that make a row of ours certain where it stands elsewhere than it was written
FIFTEEN_DIGITS, SHORT = 15, 100  # characters: of a figure that reads the same everywhere, of what may come again
NOTHING = "-"
FIRST_FACT = 4  # the row of 审计信息 in which its facts begin
CARRIED, CARRIED_COLUMN = "workbook-tools record 1", 6  # what hidden cells of 审计信息 begin with, and their column
_TABLE, _SHEET = "columns ", " of "

Row = dict[int, str]  # column → digest


class Record:
    """Digests by sheet and row; `source`: the SHA-256 of what the workbook was computed from; `parts`: of the rest.

    A press of an older program wrote cells and sheets into the open workbook, but no record: one of an earlier run is
    then not `current`, which is told by 审计信息.
    """

    def __init__(self, source: str = "", parts: str = "", *, current: bool = False) -> None:
        self.source = source
        self.parts = parts
        self.sheets: dict[str, dict[int, Row]] = {}
        self.current = current  # it is of the run whose results stand in the workbook

    def proves(self, sheet: str, row: int, cells: Mapping[int, ScannedCell]) -> set[int]:
        """The columns among these cells of a row in which stands what the program wrote."""
        rows = self.sheets.get(sheet)
        digests = {column: digest for column, cell in cells.items() if (digest := _digest_of_cell(cell))}
        if not rows or not digests:
            return set()
        there = rows.get(row, {})
        proven = {column for column, digest in digests.items() if there.get(column) == digest}
        if len(proven) == len(cells) or len(digests) < len(cells) or len(cells) < LEAST_MOVED:
            return proven
        values = [digests[column] for column in sorted(digests)]
        moved = any(values == [written[column] for column in sorted(written)] for written in rows.values())
        return set(digests) if moved else proven


NO_RECORD = Record()


def read_record(book: Workbook) -> Record:
    """An empty one where there is none, or none that can be read."""
    carried = _carried(book)
    if carried is not None:
        return carried
    try:
        root = book.custom_xml(NAMESPACE)
    except PackageProblem:
        root = None
    if root is None:
        return Record()
    record = Record(root.attributes.get("source", ""), root.attributes.get("parts", ""))
    record.current = root.attributes.get("audit", "") == _audit_there(book)
    for table in root.children:
        sheet, columns = table.attributes.get("sheet", ""), table.attributes.get("columns", "")
        _take_table(record, sheet, columns, table.text.splitlines())
    return record


def _take_table(record: Record, sheet: str, letters: str, lines: Iterable[str]) -> None:
    """What cannot be read proves nothing."""
    with suppress(ValueError):
        columns = [column_number(each) for each in letters.split()]
        rows = record.sheets.setdefault(sheet, {})
        for line in filter(None, lines):
            number, *digests = line.split()
            row = rows.setdefault(int(number), {})
            row.update((c, d) for c, d in zip(columns, digests, strict=True) if d != NOTHING)


def carried_lines(book: Workbook, plan: Plan) -> tuple[str, ...]:
    """The record as lines for hidden cells, each far shorter than what any program can write into one."""
    lines = [CARRIED]
    for sheet, columns, rows in _tables(book, plan):
        lines += [f"{_TABLE}{columns}{_SHEET}{sheet}", *rows]
    return tuple(lines)


def _carried(book: Workbook) -> Record | None:
    """What a press left in 审计信息; None where there is nothing of the kind."""
    if not book.owns_sheet(AUDIT_SHEET):
        return None
    cells = book.scan(AUDIT_SHEET).cells
    head = cells.get((1, CARRIED_COLUMN))
    if head is None or head.text != CARRIED:
        return None
    record, lines = Record(current=True), list[str]()
    row, last = 2, max(row for row, _ in cells)
    tables: list[tuple[str, str, list[str]]] = []
    while row <= last:
        cell = cells.get((row, CARRIED_COLUMN))
        text = cell.text if cell is not None else ""
        if text.startswith(_TABLE) and _SHEET in text:
            columns, _, sheet = text.removeprefix(_TABLE).partition(_SHEET)
            tables.append((sheet, columns, lines := []))
        else:
            lines.append(text)
        row += 1
    for sheet, columns, rows in tables:
        _take_table(record, sheet, columns, rows)
    return record


def origin(book: Workbook, record: Record | None = None) -> str:
    """The SHA-256 of what a workbook follows from, asked before it is edited: of itself, unless it is untouched.

    `record` is its own, where that was read already.
    """
    record = record or read_record(book)
    known = record.parts and record.source and book.ends_as_written
    return record.source if known and record.parts == book.checksum_without(NAMESPACE) else book.opened_digest


def put_record(book: Workbook, plan: Plan, source: str, facts: Iterable[tuple[str, str]]) -> None:
    """Note the values of the computed columns. They get their place in the book when that is saved.

    `facts` are what 审计信息 says of this run.
    """
    audit = _audit(facts)
    tables = "".join(
        f'<table sheet="{escape_attribute(sheet)}" columns="{columns}">\n{lines}\n</table>'
        for sheet, columns, rows in _tables(book, plan)
        for lines in ["\n".join(rows)]
    )

    def content(parts: str) -> bytes:
        head = f'<record xmlns="{NAMESPACE}" source="{source}" parts="{parts}" audit="{audit}">'
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}{tables}</record>'.encode()

    book.put_custom_xml(NAMESPACE, IDENTIFIER, content)


def facts_there(book: Workbook) -> dict[str, str]:
    """What 审计信息 says of the results that a workbook came with, by its labels; nothing where none is ours."""
    try:
        return dict(_facts_there(book))
    except PackageProblem:
        return {}


def _audit_there(book: Workbook) -> str:
    """What 审计信息 says in the workbook as it is; "" where there is no such sheet of ours."""
    facts = _facts_there(book)
    return _audit(facts) if facts else ""


def _facts_there(book: Workbook) -> list[tuple[str, str]]:
    if not book.owns_sheet(AUDIT_SHEET):
        return []
    cells = book.scan(AUDIT_SHEET).cells
    facts: list[tuple[str, str]] = []
    row = FIRST_FACT
    while (label := cells.get((row, 1))) is not None and label.text:
        value = cells.get((row, 2))
        facts.append((label.text, value.text if value is not None else ""))
        row += 1
    return facts


def _audit(facts: Iterable[tuple[str, str]]) -> str:
    text = "\n".join(f"{label}\t{value}" for label, value in facts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _tables(book: Workbook, plan: Plan) -> Iterator[tuple[str, str, list[str]]]:
    """Sheet, letters of its computed columns, and a line for each row: its number and the digests of its cells."""
    heads = {(table.sheet, table.header_row) for table in plan.tables.values()}
    date1904 = book.date1904
    for sheet, edits in plan.edits.items():
        rows: dict[int, Row] = defaultdict(dict)
        for reference, edit in edits.items():
            if edit.value is None:
                continue
            row, column = parse_cell(reference)
            if (sheet, row) not in heads and (digest := _digest_of_edit(edit, date1904)):
                rows[row][column] = digest
        columns = sorted({column for row in rows.values() for column in row})
        if rows:
            lines = [_line(number, rows[number], columns) for number in sorted(rows)]
            yield sheet, " ".join(map(column_letters, columns)), lines


def _line(number: int, row: Row, columns: Iterable[int]) -> str:
    return " ".join([str(number), *(row.get(column, NOTHING) for column in columns)])


def _digest_of_edit(edit: CellEdit, date1904: bool) -> str:
    """ "" for what empties a cell, and for a formula: the program writes none into tables."""
    if isinstance(edit.value, Formula):
        return ""
    figure = usual_figure(edit.value)
    if 0 < len(figure) <= FIFTEEN_DIGITS:  # nothing to round
        return _hashed(f"n{figure}")
    return _digest(cell_value(edit.value, date1904))


def _digest_of_cell(cell: ScannedCell) -> str:
    """ "" for what the program never writes: formulas, errors."""
    if cell.formula is not None or cell.type not in ("n", "b", "s", "str", "inlineStr") or not cell.text:
        return ""
    if cell.type == "b":
        return _digest(cell.raw.strip() in ("1", "true"))
    try:
        return _digest(float(cell.raw) if cell.type == "n" else cell.text)
    except ValueError:
        return ""


def _digest(value: bool | int | float | str | None) -> str:
    """The same for a number however it is spelled: Excel writes 0.1 as 0.10000000000000001, others 15 digits."""
    if value is None:
        return ""
    kind = "b" if isinstance(value, bool) else "t" if isinstance(value, str) else "n"
    text = f"{kind}{value}" if isinstance(value, str) else f"{kind}{float(value):.15g}"
    return _hashed(text) if len(text) <= SHORT else _hashed.__wrapped__(text)


@lru_cache(maxsize=2048)
def _hashed(text: str) -> str:
    """Words and rates are the same few in all rows."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()

"""The mark that says when results are out of date: live formulas compare what was scored with what stands there now.

Hidden columns of 评价结果 hold a copy of every input that was scored; row 1 of each counts the differences. A copy is
compared as text (`EXACT(a&"",b&"")`), so that an empty cell differs from a 0, and 12 from "12次".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters, parse_cell
from workbook_tools.basis.severities import Severity
from workbook_tools.model import LEDGER_WEIGHTS, Finding, Ledger, LedgerMark, Submission, Table
from workbook_tools.model.fields import COLUMNS, FieldName, LedgerField
from workbook_tools.ooxml import Formula
from workbook_tools.ooxml.records import Value
from workbook_tools.reading.text import says_example
from workbook_tools.writing.canvas import Canvas, reference

if TYPE_CHECKING:
    from workbook_tools.ooxml import ScannedCell, Workbook

    Cells = Mapping[tuple[int, int], ScannedCell]
    Columns = dict[int, list[tuple[int, ScannedCell]]]  # column → row and cell

STALE, FRESH = "数据已修改，请重新计算", "结果与当前数据一致"
_ROW = itemgetter(0)
MOST_ERRORS = 40  # in a column that is compared
ROWS_TO_COME = 50  # below a table, where staff may add rows
LEDGER_ROWS_TO_COME = 5000


def fresh_words(findings: Iterable[Finding]) -> str:
    """What stands in the headline while nothing has changed: first of all, that there is something to mend."""
    errors = sum(each.severity == Severity.ERROR for each in findings)
    return f"有{errors}处错误须先改正；{FRESH}" if errors else FRESH


def stale_check(canvas: Canvas, book: Workbook, submission: Submission, first_column: int) -> str:
    """Put the copies into the canvas from `first_column` on; returns the condition that is true when one differs."""
    column = first_column
    for kind, columns in COLUMNS.items():
        table = submission.tables.get(kind)
        if table is None or kind == "ledger":
            continue
        cells = _by_column(book.scan(table.sheet).cells, table)
        examples = {row for row, cell in cells[min(cells)] if says_example(cell.text)}  # nothing follows from them
        for each in columns:
            compared = each.stale and not each.out and table.has(each.field)
            if compared and _copy(canvas, cells, table, each.field, column, examples):
                column += 1
    column = _information(canvas, book, submission, column)
    ledger = submission.ledger.of_own_workbook() if submission.ledger is not None else None
    if ledger is not None and ledger.mark is not None:
        column = _ledger(canvas, ledger, ledger.mark, column)
    if column == first_column:
        return "FALSE"
    counts = f"{column_letters(first_column)}1:{column_letters(column - 1)}1"
    return f"IFERROR(SUM({counts})>0,TRUE)"


def _by_column(cells: Cells, table: Table) -> Columns:
    """The cells in the rows that are compared, column by column of the table, from top to bottom."""
    first, last = table.header_row + 1, table.last_row + ROWS_TO_COME
    columns: Columns = {column: [] for column in table.columns.values()}
    for (row, column), cell in cells.items():
        if first <= row <= last and column in columns:
            columns[column].append((row, cell))
    for below in columns.values():
        below.sort(key=_ROW)
    return columns


def _copy(
    canvas: Canvas, scanned: Columns, table: Table, field: FieldName, column: int, examples: Collection[int]
) -> bool:
    """A column of a table as it was scored, each run of rows between error values by itself.

    False for a column that is nothing but error values, as of a broken look-up: it is left out.
    """
    place = table.columns[field]
    first, last = table.header_row + 1, table.last_row + ROWS_TO_COME
    cells = scanned[place]
    errors = [row for row, cell in cells if cell.type == "e"]
    if len(errors) > MOST_ERRORS:
        return False
    for row, cell in cells:
        value = _value(cell)
        if value is not None and cell.type != "e" and row not in examples:
            canvas.put_bare(row - first + 2, column, value)
    letters, own = column_letters(place), column_letters(column)
    tests = [f"NOT(ISERROR({reference(table.sheet, f'{letters}{row}')}))" for row in errors if row not in examples]
    for above, below in pairwise((first - 1, *sorted({*errors, *examples}), last + 1)):
        if below - above > 1:
            there = reference(table.sheet, f"{letters}{above + 1}:{letters}{below - 1}")
            here = f"{own}{above - first + 3}:{own}{below - first + 1}"
            tests.append(f'SUMPRODUCT(--NOT(EXACT({there}&"",{here}&"")))')
    canvas.put(1, column, Formula("+".join(tests), 0))
    return True


def _information(canvas: Canvas, book: Workbook, submission: Submission, column: int) -> int:
    """The single values of 基本信息, one below the other."""
    information = submission.information
    tests: list[str] = []
    cells = book.scan(information.sheet).cells if information.sheet else {}
    for place in information.places.values():
        cell = cells.get(parse_cell(place))
        if cell is not None and cell.type == "e":
            tests.append(f"(NOT(ISERROR({reference(information.sheet, place)})))")
            continue
        copy_row = len(tests) + 2
        value = _value(cell)
        if value is not None:
            canvas.put(copy_row, column, value)
        copy = f"{column_letters(column)}{copy_row}"
        tests.append(f'(NOT(EXACT({reference(information.sheet, place)}&"",{copy}&"")))')
    if not tests:
        return column
    canvas.put(1, column, Formula("0+" + "+".join(tests), 0))
    return column + 1


def _ledger(canvas: Canvas, ledger: Ledger, mark: LedgerMark, column: int) -> int:
    """A ledger is compared by its sums and the length of its texts; a short one also text by text, and name by name."""
    table = ledger.table
    first, last = table.header_row + 1, table.last_row + LEDGER_ROWS_TO_COME

    def area(field: LedgerField) -> str:
        letters = column_letters(table.columns[field])
        return reference(table.sheet, f"{letters}{first}:{letters}{last}")

    tests: list[str] = []

    def differs(now: str, scored: float, by: str = "0") -> None:
        """A condition: what the ledger gives now, and below each other in this column what it gave.

        An error value among the texts, which no function adds up, leaves the others to decide.
        """
        canvas.put(len(tests) + 2, column, scored)
        tests.append(f"IFERROR((ABS({now}-{column_letters(column)}{len(tests) + 2})>{by})*1,0)")

    for field, total in mark.sums.items():
        if table.has(field) and math.isfinite(total):  # damaged numbers may add up beyond what a cell holds
            # SUM would pass on an error value of a single cell, SUMIF leaves it out.
            differs(f'SUMIF({area(field)},">-1E+300")', round(total, 4), "0.001")
    for field, letters in mark.letters.items():
        if table.has(field):
            differs(f"SUMPRODUCT(LEN({area(field)})*ISTEXT({area(field)}))", letters)
    canvas.put(1, column, Formula("0+" + "+".join(tests), 0))
    column += 1
    for field, texts in mark.texts.items():
        if table.has(field) and texts:
            column = _ledger_texts(canvas, texts, area(field), column)
    weights = [(area(field), weight) for field, weight in LEDGER_WEIGHTS.items() if table.has(field)]
    return _ledger_names(canvas, mark, weights, area("indicator"), column) if table.has("indicator") else column


def _ledger_texts(canvas: Canvas, texts: Mapping[str, int], cells: str, column: int) -> int:
    """Text, the number of its cells when it was scored, and whether it is another now."""
    text, count, differs = (column_letters(column + place) for place in range(3))
    for row, (words, times) in enumerate(texts.items(), start=2):
        canvas.put_bare(row, column, words)
        canvas.put_bare(row, column + 1, times)
        now = f"SUMPRODUCT(EXACT({cells},{text}{row})*ISTEXT({cells}))"
        canvas.put_bare(row, column + 2, Formula(f"IFERROR(({now}<>{count}{row})*1,0)", 0))
    canvas.put(1, column + 2, Formula(f"SUM({differs}2:{differs}{len(texts) + 1})", 0))
    return column + 3


def _ledger_names(canvas: Canvas, mark: LedgerMark, fields: list[tuple[str, int]], names: str, column: int) -> int:
    """Name, its figures as they were scored, and whether they are others now.

    With an error value among the figures no name can be added up; the sums of the ledger then decide alone.
    """
    if not mark.names or not all(map(math.isfinite, mark.names.values())):
        return column
    name, figure, differs = (column_letters(column + place) for place in range(3))
    for row, (text, scored) in enumerate(mark.names.items(), start=2):
        canvas.put_bare(row, column, text)
        canvas.put_bare(row, column + 1, round(scored, 4))
        same = f"EXACT({names},{name}{row})*1"
        now = "+".join(
            (f"SUMPRODUCT({same})", *(f"{weight}*SUMPRODUCT({same},{field})" for field, weight in fields)),
        )
        canvas.put_bare(row, column + 2, Formula(f"IFERROR((ABS({now}-{figure}{row})>0.01)*1,0)", 0))
    canvas.put(1, column + 2, Formula(f"SUM({differs}2:{differs}{len(mark.names) + 1})", 0))
    return column + 3


def _value(cell: ScannedCell | None) -> Value:
    """What a cell holds, as a value of the same kind."""
    text = "" if cell is None else cell.text
    if cell is None or text == "":
        return None
    if cell.type == "n" and (number := _number(text)) is not None:
        return number
    if cell.type == "b":
        return text in ("1", "true")
    return text


def _number(text: str) -> float | None:
    """None for a damaged cell, whose number is none: it is compared as text."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None

"""What goes into the computed columns, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.states import State
from workbook_tools.model import Evaluation, Finding, ScoredRow, Submission, Table
from workbook_tools.model.fields import COLUMNS, RESULTS_SHEET, FieldName, Kind, TableKind
from workbook_tools.ooxml import CellEdit, Style
from workbook_tools.reading.text import MONEY_UNITS
from workbook_tools.writing.columns import unit_of_money, with_computed_columns
from workbook_tools.writing.plan import Plan
from workbook_tools.writing.record import NO_RECORD, Record

if TYPE_CHECKING:
    from workbook_tools.ooxml import ScannedCell, Workbook

RATE, SCORE, AMOUNT, PLAIN, DAY = "0.00%", "0.00", "#,##0.00##", "plain", "yyyy-mm-dd"
# What PLAIN comes to: one format for both, #,##0.####, leaves a point behind whole numbers in Excel.
WHOLE, FRACTION = "#,##0", "#,##0.0###"
FORMATS: dict[Kind, str] = {"rate": RATE, "score": SCORE, "money": AMOUNT, "number": PLAIN, "date": DAY}
# The worst state of a row's items is the row's: what cannot be judged hides its score, so it weighs most.
WORST: tuple[State, ...] = (State.UNJUDGED, State.NOT_DONE, State.DONE, State.EXCEEDED)
Value = Decimal | date | str | None
Fields = dict[FieldName, Value]  # of one row


def computed_cells(
    book: Workbook,
    submission: Submission,
    evaluation: Evaluation,
    findings: Iterable[Finding],
    record: Record = NO_RECORD,
) -> Plan:
    """Every computed cell of every table; a cell that has no value is emptied, its look stays.

    `record` tells what the run before wrote: of that, what is left below a table that became shorter is emptied.
    """
    plan = Plan()
    values: dict[TableKind, dict[int, Fields]] = {
        "indicators": dict(indicator_values(submission, evaluation, findings)),
        "costs": dict(_cost_values(evaluation)),
        "assessments": dict(_assessment_values(submission, evaluation)),
        "tranches": dict(_tranche_values(evaluation)),
    }
    for kind, rows in values.items():
        table = submission.tables.get(kind)
        if table is None:
            continue
        wanted = [column for column in COLUMNS[kind] if column.out and _needed(column.field, submission)]
        known = table.columns
        table, headers = with_computed_columns(book, table, wanted)
        plan.tables[kind] = table
        plan.edits[table.sheet].update(headers)
        plan.added[table.sheet].update(set(table.columns.values()) - set(known.values()))
        looks = _Looks(book, table, kind, bool(headers))
        staff = _StaffCells(book, table, record)
        units = {each.field: unit_of_money(table, each.field) for each in COLUMNS[kind]}
        edits = plan.edits[table.sheet]
        for row, fields in rows.items():
            for name, value in fields.items():
                if table.has(name) and not (value is None and staff.wrote(row, table.columns[name])):
                    edits[table.at(name, row)] = looks.edit(name, row, _in_unit(value, units[name]))
        outs = {table.columns[column.field] for column in wanted}
        for reference in _left_over(book, table, rows, outs, record):
            plan.emptied[table.sheet][reference] = CellEdit(None)
    return plan


def indicator_values(
    submission: Submission, evaluation: Evaluation, findings: Iterable[Finding]
) -> Iterator[tuple[int, Fields]]:
    """Sheet row → its computed values. Items inside one cell share their row: its score is their sum."""
    codes = _codes_by_row(submission, findings)
    by_row: dict[int, list[ScoredRow]] = defaultdict(list)
    for scored in evaluation.rows:
        by_row[scored.indicator.row].append(scored)
    for indicator in submission.indicators:
        rows = by_row.get(indicator.row, [])
        state = min((row.state for row in rows), key=WORST.index, default="")
        fields: Fields = {"ledger_value": None, "completion": None, "variance": None, "variance_rate": None}
        if len(rows) == 1 and rows[0].list_position is None:
            row = rows[0]
            fields = {
                "ledger_value": row.ledger_value,
                "completion": row.completion,
                "variance": row.variance,
                "variance_rate": row.variance_rate,
            }
        judged = [row.score for row in rows if row.score is not None]
        if rows:
            fields["score"] = sum(judged, Decimal(0)) if judged else None
        fields["state"] = " ".join([state, *codes.get(indicator.row, ())]).strip() or None
        yield indicator.row, {"score": None, **fields}


def _codes_by_row(submission: Submission, findings: Iterable[Finding]) -> dict[int, list[str]]:
    table = submission.tables.get("indicators")
    rows: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        for cell in finding.places:
            digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if table is not None and finding.sheet == table.sheet and digits.isdecimal():
                codes = rows[int(digits)]
                if finding.code not in codes:
                    codes.append(finding.code)
    return rows


def _cost_values(evaluation: Evaluation) -> Iterator[tuple[int, Fields]]:
    for result in evaluation.funds.lines:
        yield (
            result.line.row,
            {
                "execution_rate": result.execution_rate,
                "variance": result.variance,
                "variance_rate": result.variance_rate,
                "share_of_spending": result.share_of_spending,
                "state": result.state or None,
            },
        )


def _assessment_values(submission: Submission, evaluation: Evaluation) -> Iterator[tuple[int, Fields]]:
    weighted = {row: value for result in evaluation.assessments for row, value in result.weighted}
    for assessment in submission.assessments:
        yield assessment.row, {"weighted": weighted.get(assessment.row)}


def _tranche_values(evaluation: Evaluation) -> Iterator[tuple[int, Fields]]:
    for result in evaluation.tranches:
        yield result.tranche.row, {"due": result.due, "latest": result.latest, "state": result.conclusion}


def _in_unit(value: Value, unit: str) -> Value:
    """An amount of 万元 in the unit of its column; everything else as it is."""
    return value / MONEY_UNITS[unit] if unit and isinstance(value, Decimal) else value


def _needed(field_name: str, submission: Submission) -> bool:
    return field_name != "ledger_value" or submission.ledger is not None


class _Looks:
    """Chooses the look of computed cells: their own where they have one, a number format that fits in any case."""

    def __init__(self, book: Workbook, table: Table, kind: TableKind, added: bool) -> None:
        self.book, self.table = book, table
        self.formats = {each.field: FORMATS.get(each.kind, "") for each in COLUMNS[kind]}
        self.cells = book.scan(table.sheet).cells
        # An added column has no look yet: its cells take that of the last column that was there before.
        known = [column for column in table.columns.values() if (table.header_row, column) in self.cells]
        self.model = max(known, default=0) if added else 0

    def edit(self, name: FieldName, row: int, value: Value) -> CellEdit:
        wanted, column = self.formats[name], self.table.columns[name]
        if wanted == PLAIN:
            wanted = FRACTION if isinstance(value, Decimal) and value % 1 else WHOLE
        like = f"{column_letters(self.model)}{row}" if self.model and column > self.model else ""
        if not wanted or (value is None and not like):
            return CellEdit(value, like=like)
        scanned = self.cells.get((row, column))
        own = self.book.number_format(scanned.style) if scanned is not None else "General"
        return CellEdit(value, _look(own, wanted), like)


@lru_cache(maxsize=256)
def _look(own: str, wanted: str) -> Style | None:
    """What has to change of a look with the number format `own`; None where nothing has."""
    return None if _fits(own, wanted) else Style(number_format=wanted)


def _fits(own: str, wanted: str) -> bool:
    """Does the cell's own format show such a figure: a rate as a percentage, a day as a day, a figure as a figure?"""
    if wanted == RATE:
        return "%" in own
    if wanted == DAY:
        return "y" in own.lower() and "d" in own.lower()
    if wanted == SCORE:
        return "0.00" in own and "%" not in own
    if own in (WHOLE, FRACTION) or (wanted == FRACTION and "." not in own):
        return own == wanted
    return "0" in own and "%" not in own and "y" not in own.lower()


class _StaffCells:
    """What stands in a computed column and was not written by the program: it is written over, never just emptied.

    Another table may stand below, whose rows are taken for some of this one. A workbook that an older version computed,
    or a press on the button since, has no record of that: there nobody can tell, and the column is the program's.
    """

    def __init__(self, book: Workbook, table: Table, record: Record) -> None:
        self.sheet, self.record, self.cells = table.sheet, record, book.scan(table.sheet).cells
        self.certain = record.current or not book.owns_sheet(RESULTS_SHEET)

    def wrote(self, row: int, column: int) -> bool:
        cell = self.cells.get((row, column))
        if not self.certain or cell is None or not (cell.text or cell.formula is not None):
            return False
        return not self.record.proves(self.sheet, row, {column: cell})


def _left_over(
    book: Workbook, table: Table, rows: Collection[int], outs: Collection[int], record: Record
) -> Iterator[str]:
    """Computed cells that a run left in what was a row then: below the table now, or an example. Surely ours."""
    if table.sheet not in record.sheets:
        return
    below: dict[int, dict[int, ScannedCell]] = defaultdict(dict)
    for (row, column), cell in book.scan(table.sheet).cells.items():
        if row > table.header_row and row not in rows and (cell.text or cell.formula is not None):
            below[row][column] = cell
    written = {column for row in record.sheets[table.sheet].values() for column in row}
    for row, cells in sorted(below.items()):
        for columns in (written, outs):  # they differ where staff put in a column or took one out
            own = {column: cell for column, cell in cells.items() if column in columns}
            yield from (f"{column_letters(column)}{row}" for column in record.proves(table.sheet, row, own))

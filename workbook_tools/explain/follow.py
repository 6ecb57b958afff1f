"""What follows from what: the cells behind a computed cell, and the computed cells that use a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from workbook_tools.basis.cell_references import Area, cell_name, parse_area, parse_cell
from workbook_tools.basis.figures import as_digits
from workbook_tools.explain.cell_places import Place, whole_column
from workbook_tools.model import Indicator, ScoredRow, Table
from workbook_tools.model.fields import (
    AUDIT_SHEET,
    COLUMNS,
    RESULTS_SHEET,
    FieldName,
    LabelField,
    TableKind,
)
from workbook_tools.ooxml.formula_references import SheetNames, references

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.ooxml import Workbook
    from workbook_tools.writing import Written
    from workbook_tools.writing.canvas import Origin

Cells = tuple[tuple[str, str], ...]  # sheet, and A1 or an area
MOST_READERS = 30
MOST_PROOFS = 60  # rows of a list that are named one by one
_TEXTS = ("inlineStr", "str", "s")
MOST_ROWS_TO_HEAD = 400  # above a cell, that are searched for the head of its column


class Follow:
    def __init__(self, computed: Computed, written: Written, tables: Mapping[TableKind, Table]) -> None:
        self.computed, self.written, self.tables = computed, written, tables
        self.book = computed.book
        scheme = computed.scheme
        self.scheme = f"评分方案 {scheme.name}.toml（{scheme.source}）"

    # ------------------------------------------------------------ downwards

    def sources(self, place: Place, row: int) -> Cells:
        """The cells of staff behind a computed cell of a table."""
        table, column = self.tables[cast("TableKind", place.kind)], place.column
        assert column is not None
        cells = [(table.sheet, table.at(field, row)) for field in column.follows if table.has(field)]
        if place.kind == "indicators":
            cells += self._of_indicator(place.field, place.record)
        elif place.field == "share_of_spending":
            rows = [line.row for line in self.computed.submission.cost_lines]
            cells.append(whole_column(table, "spent", min(rows), max(rows)))
        cells += self._information(*column.follows_labels)
        return tuple(dict.fromkeys(cells))

    def points(self, indicator: Indicator, scored: Sequence[ScoredRow]) -> Iterator[str]:
        """How a row comes by points that do not stand beside it."""
        points = [row.points for row in scored if row.points is not None]
        if points and (indicator.points is None or sum(points, Decimal(0)) != indicator.points):
            yield f"本行分值 {as_digits(sum(points, Decimal(0)))}：{self._points_origin(indicator).rule}"

    def _points_origin(self, indicator: Indicator) -> Origin:
        from workbook_tools.writing.indicator_tables import points_origin
        from workbook_tools.writing.sources import Sources

        return points_origin(indicator, Sources(self.book, self.computed.submission, self.written.plan))

    def _of_indicator(self, field: FieldName | LabelField, indicator: Indicator) -> Iterator[tuple[str, str]]:
        """Points that stand on another row or heading, and the ledger where its sum was taken."""
        submission = self.computed.submission
        scored = [each for each in self.computed.evaluation.rows if each.indicator.row == indicator.row]
        if field == "score" and indicator.points is None:
            yield from self._points_origin(indicator).cells
        if field == "score" and indicator.is_execution:
            yield from self._funds()
        if field in ("score", "state", "completion"):
            yield from self.proofs(scored)
        from_ledger = any(each.from_ledger for each in scored) or field == "ledger_value"
        if submission.ledger is not None and from_ledger:
            for table in submission.ledger.parts or (submission.ledger.table,):
                yield whole_column(table, "indicator", table.header_row + 1, table.last_row)

    def proofs(self, scored: Sequence[ScoredRow]) -> Iterator[tuple[str, str]]:
        """The rows of a list that count for an indicator; its whole column where all of them do, or they are many."""
        for each in scored:
            proof = each.proof
            if proof is None:
                continue
            table = self.tables.get(proof.kind)
            if table is None or proof.field is None or not 0 < len(proof.rows) <= MOST_PROOFS:
                yield proof.sheet, proof.cells
            else:
                yield from ((proof.sheet, table.at(proof.field, row)) for row in proof.rows)

    def _funds(self) -> Iterator[tuple[str, str]]:
        yield from self._information("full_year_budget", "annual_funds")
        lines = self.computed.submission.cost_lines
        if lines:
            rows = [line.row for line in lines]
            yield whole_column(lines[0].table, "spent", min(rows), max(rows))

    def _information(self, *fields: LabelField) -> Iterator[tuple[str, str]]:
        about = self.computed.submission.information
        yield from ((about.sheet, about.places[field]) for field in fields if field in about.places)

    def read_by(self, formula: str, sheet: str) -> Cells:
        """The cells and areas that a formula of ours reads."""
        names = {name.casefold(): name for name in self.book.sheet_names}
        found = references(formula, sheet, SheetNames(self.book.sheet_names))
        return tuple(
            dict.fromkeys((names[folded], _name(area)) for each in found if each is not None for folded, area in [each])
        )

    # ------------------------------------------------------------ upwards

    def readers(self, sheet: str, cell: str) -> tuple[str, ...]:
        """The computed cells and the figures of 评价结果 that take this cell, directly."""
        row, column = parse_cell(cell)
        found = [
            reader
            for reader, areas in self._reads
            if any(name == sheet and area.holds(row, column) for name, area in areas)
        ]
        more = [f"……共 {len(found)} 处"] if len(found) > MOST_READERS else []
        return (*found[:MOST_READERS], *more)

    @cached_property
    def _reads(self) -> list[tuple[str, list[tuple[str, Area]]]]:
        out: list[tuple[str, list[tuple[str, Area]]]] = []
        submission = self.computed.submission
        rows: dict[TableKind, Sequence[Any]] = {
            "indicators": submission.indicators,
            "costs": submission.cost_lines,
            "assessments": submission.assessments,
            "tranches": submission.tranches,
        }
        for kind, records in rows.items():
            table = self.tables.get(kind)
            for each in COLUMNS[kind] if table is not None else ():
                if table is None or not each.out or not table.has(each.field):
                    continue
                for record in records:
                    place = Place(kind, each.field, "", out=True, record=record, column=each)
                    found = _areas(self.sources(place, record.row))
                    out.append((f"{table.sheet}!{table.at(each.field, record.row)}", found))
        for (row, column), scanned in self.book.scan(RESULTS_SHEET).cells.items():
            name = f"{RESULTS_SHEET}!{cell_name(row, column)}"
            if scanned.formula is not None and row > 3 and column <= self.printed_columns:
                out.append((name, _areas(self.read_by(scanned.formula, RESULTS_SHEET))))
            elif (row, column) in self.written.trace:
                out.append((name, _areas(self.written.trace[row, column].cells)))
        return out

    @cached_property
    def printed_columns(self) -> int:
        """The last column of 评价结果 that is seen."""
        from workbook_tools.writing.results_sheet import HIDDEN_FROM

        return HIDDEN_FROM - 1

    # ------------------------------------------------------------ in words

    def plain_reading(self, place: Place) -> Iterator[str]:
        """How a single value was read: an amount in 万元, a share, a day, a word."""
        record = self.computed.submission.information if place.kind == "information" else place.record
        if record is None:
            return
        value = getattr(record, place.field, None)
        if isinstance(value, Decimal):
            unit = " 万元" if place.kind == "information" or place.field in ("budget", "spent", "paid", "value") else ""
            share = f"（即 {as_digits(value * 100)}%）" if place.field in ("share", "weight") else ""
            yield f"读作：数值 {as_digits(value)}{unit}{share}"
        elif isinstance(value, date):
            yield f"读作：日期 {value.isoformat()}"
        elif value is None:
            yield "读作：空白"

    def title_in(self, book: Workbook, sheet: str, row: int, column: int) -> str:
        """The name of the row and the head of the column, as a sheet of ours prints them."""
        cells = book.scan(sheet).cells
        lead = cells.get((row, 1))
        named = lead is not None and column > 1 and lead.type in _TEXTS and lead.formula is None
        name = lead.text.split("\n")[0] if named and lead is not None else ""
        head = ""
        for above in range(row - 1, max(row - MOST_ROWS_TO_HEAD, 0), -1):
            first, here = cells.get((above, 1)), cells.get((above, column))
            if first is None or here is None or here.formula is not None or first.style != here.style:
                continue
            if here.text and here.type in _TEXTS and (lead is None or first.style != lead.style):
                head = here.text
                break
        return "·".join(part for part in (name, head) if part)

    def linked(self, book: Workbook, sheet: str, row: int) -> Iterator[tuple[str, str]]:
        """The cell of staff that a row of ours names in its second column (位置)."""
        if sheet in (AUDIT_SHEET,):
            return
        cell = book.scan(sheet).cells.get((row, 2))
        target = cell.text if cell is not None else ""
        for scored in self.computed.evaluation.rows:
            indicator = scored.indicator
            if target and target == indicator.at("actual"):
                yield from ((indicator.table.sheet, indicator.at(field)) for field in ("target", "actual"))
                return


def _areas(cells: Cells) -> list[tuple[str, Area]]:
    return [(sheet, parse_area(at)) for sheet, at in cells if not sheet.startswith("[")]


def _name(area: Area) -> str:
    first = cell_name(area.top, area.left)
    return first if area.single else f"{first}:{cell_name(area.bottom, area.right)}"

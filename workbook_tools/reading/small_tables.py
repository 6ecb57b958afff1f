"""资金使用, 评估评分, 资金拨付, 服务成效, 文字材料, 评分规则: tables of a few dozen rows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.catalogue import finding
from workbook_tools.model import Assessment, Cell, CostLine, Effect, Finding, RuleOverride, Table, Text, Tranche
from workbook_tools.model.fields import CostField, FieldName, TableKind, column_of
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.grid import BLANK, Grid
from workbook_tools.reading.tables import Located, body_rows, fraction, is_total, money, plain_figure
from workbook_tools.reading.text import normal

AMOUNTS: tuple[CostField, ...] = ("budget", "spent")
Found = tuple[Grid, Located] | None
CATEGORIES = {
    "人员费用": "人员费用",
    "人员经费": "人员费用",
    "人员": "人员费用",
    "服务质量保障": "服务质量保障",
    "服务质量保障费": "服务质量保障",
    "服务质量保障费用": "服务质量保障",
    "服务保障": "服务质量保障",
    "运营管理": "运营管理",
    "运营管理费": "运营管理",
    "运营管理费用": "运营管理",
    "机构运营管理费用": "运营管理",
    "": "",
}


def read_costs(found: Found, findings: list[Finding]) -> tuple[tuple[CostLine, ...], tuple[CostLine, ...]]:
    """The cost lines, and the 合计 rows apart."""
    lines: list[CostLine] = []
    totals: list[CostLine] = []
    for row in rows_of(found, findings):
        name = row.text("name")
        total = is_total(row.text("number"), name, row.text("description"), row.text("category"))
        amounts_given = not (row.cell("budget").blank and row.cell("spent").blank)
        if not amounts_given and not name:
            continue
        amounts = {field: row.amount(field) for field in AMOUNTS}
        line = CostLine(
            row.table,
            row.row,
            name=name,
            description=row.text("description"),
            category="" if total else row.category(),
            budget=amounts["budget"],
            spent=amounts["spent"],
            reason=row.text("reason"),
            unread=tuple(field for field, amount in amounts.items() if amount is None and row.is_filled(field)),
        )
        (totals if total else lines).append(line)
    return tuple(lines), tuple(totals)


def read_assessments(found: Found, findings: list[Finding]) -> tuple[Assessment, ...]:
    """One record a period and assessor; the period is filled down."""
    records: list[Assessment] = []
    period = ""
    for row in rows_of(found, findings):
        period = row.text("period") or period
        assessor = row.text("assessor")
        nothing = row.cell("score").blank and row.cell("conclusion").blank
        if (nothing and not assessor) or is_total(row.text("period"), assessor):
            continue
        records.append(
            Assessment(
                row.table,
                row.row,
                period=normal(period),
                assessor=assessor,
                weight=row.fraction("weight"),
                score=row.figure("score"),
                conclusion=row.text("conclusion"),
                assessed_on=row.day("assessed_on"),
                note=row.text("note"),
            )
        )
    return tuple(records)


def read_tranches(found: Found, findings: list[Finding]) -> tuple[Tranche, ...]:
    return tuple(
        Tranche(
            row.table,
            row.row,
            name=row.text("name"),
            share=row.fraction("share"),
            condition=normal(row.text("condition")),
            applied_on=row.day("applied_on"),
            paid=row.amount("paid"),
            paid_on=row.day("paid_on"),
        )
        for row in rows_of(found, findings)
        if row.text("name") and not is_total(row.text("name"))
    )


def read_effects(found: Found) -> tuple[Effect, ...]:
    """One record a row; the level and the subject are filled down."""
    records: list[Effect] = []
    level = subject = ""
    for row in rows_of(found, []):
        if row.text("level") and row.text("level") != level:
            level, subject = row.text("level"), ""
        subject = row.text("subject") or subject
        if row.text("service") or row.text("effect"):
            records.append(Effect(row.table, row.row, level, subject, row.text("service"), row.text("effect")))
    return tuple(records)


def read_texts(found: Found) -> tuple[Text, ...]:
    """One record a row; the chapter is filled down."""
    records: list[Text] = []
    chapter = ""
    for row in rows_of(found, []):
        chapter = row.text("chapter") or chapter
        if row.text("title") or row.text("content"):
            records.append(Text(row.table, row.row, normal(chapter), row.text("title"), row.text("content")))
    return tuple(records)


def read_rules(found: Found) -> tuple[RuleOverride, ...]:
    """Rows with a value; a value in a percent format keeps its percent sign."""
    return tuple(
        RuleOverride(row.table.sheet, row.at("name"), row.at("value"), row.text("name"), row.shown("value"))
        for row in rows_of(found, [])
        if row.text("name") and row.text("value")
    )


def is_dash(cell: Cell) -> bool:
    """Blank, or as good as blank."""
    return says_nothing(cell.text)


class TableRow(NamedTuple):
    """One row of a table: its cells by field, read and checked."""

    grid: Grid
    table: Table
    units: dict[str, str]
    row: int
    kind: TableKind
    findings: list[Finding]

    def cell(self, field: FieldName) -> Cell:
        column = self.table.columns.get(field)
        return self.grid.cell(self.row, column) if column else BLANK

    def at(self, field: FieldName) -> str:
        return self.table.at(field, self.row)

    def text(self, field: FieldName) -> str:
        return self.cell(field).text.strip()

    def shown(self, field: FieldName) -> str:
        cell = self.cell(field)
        return f"{cell.number * 100:f}%" if cell.percent and cell.number is not None else cell.text.strip()

    def is_filled(self, field: FieldName) -> bool:
        """The cell says something, or would if its formula were computed."""
        cell = self.cell(field)
        return cell.uncomputed or not is_dash(cell)

    def amount(self, field: FieldName) -> Decimal | None:
        return self._checked(field, money(self.cell(field), self.units.get(field, "")))

    def fraction(self, field: FieldName) -> Decimal | None:
        return self._checked(field, fraction(self.cell(field)))

    def figure(self, field: FieldName) -> Decimal | None:
        return self._checked(field, plain_figure(self.cell(field)))

    def day(self, field: FieldName) -> date | None:
        cell = self.cell(field)
        day = read_day(cell, date1904=self.grid.date1904)
        if day is None and not says_nothing(cell.text):
            self._raise("S009", field, label=self._title(field), text=cell.text)
        return day

    def category(self) -> str:
        text = normal(self.text("category"))
        if text not in CATEGORIES:
            self._raise("S028", "category", text=text)
        return CATEGORIES.get(text, "")

    def _checked(self, field: FieldName, number: Decimal | None) -> Decimal | None:
        """A figure; a blank or a dash is none, an error value or a word is a finding."""
        cell = self.cell(field)
        if cell.uncomputed:
            return None  # which S052 says, for all of the sheet
        if cell.error:
            self._raise("S007", field, error=cell.error)
            return None
        if number is None and not is_dash(cell):
            self._raise("S008", field, column=self._title(field), text=cell.text)
        return number

    def _raise(self, code: str, field: FieldName, **figures: object) -> None:
        self.findings.append(finding(code, self.table.sheet, self.at(field), **figures))

    def _title(self, field: FieldName) -> str:
        return column_of(self.kind, field).title


def rows_of(found: Found, findings: list[Finding]) -> Iterator[TableRow]:
    if found is None:
        return
    grid, located = found
    assert located.table is not None
    for row in body_rows(located):
        yield TableRow(grid, located.table, located.units, row, located.kind, findings)

"""The sheets of the blank workbook as they are set up: derived from `model.fields`."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_tools.authoring.content import bare_name
from workbook_tools.model import fields
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS, Kind, TableKind

# Of a screen of 1366 pixels, what is left beside the row numbers and the bar to scroll.
SEEN_PIXELS = 1310
PIXELS_A_DIGIT, CELL_PADDING = 8, 5  # Excel's measure of a column where 宋体 at 11 points is the font of the workbook


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column of a table. `computed` columns belong to the program; `choices` become a drop-down list."""

    header: str
    width: float
    kind: Kind = "text"
    computed: bool = False
    choices: tuple[str, ...] = ()
    closed: bool = False
    of_indicators: bool = False
    hint: str = ""
    printed: bool = False  # part of the blank form: staff may change it and need not
    merged: bool = False  # equal neighbours below each other become one cell
    only_if_named: bool = False  # there only where a content names it

    @property
    def name(self) -> str:
        return bare_name(self.header)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table sheet. `spare` is the number of empty rows ready to be filled."""

    sheet: str
    title: str
    note: str
    columns: tuple[PrintedColumn, ...]
    spare: int
    tab_color: str
    row_height: float = 20.0  # points, the least of a row; leaves room for what the program will write
    frozen_columns: int = 1

    @property
    def zoom(self) -> int:
        """Percent at which all columns are seen at once on a screen of 1366 pixels."""
        wide = sum(column.width * PIXELS_A_DIGIT + CELL_PADDING for column in self.columns)
        return 100 if wide <= SEEN_PIXELS else 85

    @property
    def has_computed(self) -> bool:
        return any(column.computed for column in self.columns)

    @property
    def merges(self) -> bool:
        """Whether equal neighbours become one cell: such a sheet cannot be a table of Excel."""
        return any(column.merged for column in self.columns)

    @property
    def grows(self) -> bool:
        """Whether its rows are as many as there are entries, so that staff sort and filter them."""
        return self.sheet in _GROWING


@dataclass(frozen=True, slots=True)
class InformationField:
    """One line of 基本信息."""

    label: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    closed: bool = False
    hint: str = ""
    of_indicators: bool = False

    @property
    def name(self) -> str:
        return bare_name(self.label)


def layout_of(c: fields.Column) -> PrintedColumn:
    return PrintedColumn(
        c.header,
        c.width,
        c.kind,
        c.out,
        c.choices,
        c.closed,
        c.of_indicators,
        c.hint,
        c.printed,
        c.merged,
        c.only_if_named,
    )


def field_of(label: fields.Label) -> InformationField:
    return InformationField(label.header, label.kind, label.required, label.choices, label.closed, label.hint)


def _layout(kind: TableKind) -> TableLayout:
    sheet = SHEETS[kind]
    columns = tuple(layout_of(column) for column in COLUMNS[kind] if column.offered)
    look = (sheet.tab_color, sheet.row_height, sheet.frozen_columns)
    return TableLayout(sheet.name, sheet.title, sheet.note, columns, sheet.spare, *look)


_GROWING = frozenset(sheet.name for kind, sheet in SHEETS.items() if kind == "ledger" or sheet.since > 1)
LAYOUTS: dict[TableKind, TableLayout] = {kind: _layout(kind) for kind in COLUMNS}
INFORMATION: dict[str, tuple[InformationField, ...]] = {
    section: tuple(field_of(label) for label in LABELS if label.section == section)
    for section in dict.fromkeys(label.section for label in LABELS)
}

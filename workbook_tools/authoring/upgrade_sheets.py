"""A whole sheet of the standard workbook, empty, for a workbook that already has others: as the blank one has it."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.authoring import house_style as house
from workbook_tools.authoring.content import Plain, Value, bare_value, by_bare_name
from workbook_tools.authoring.example_rows import example_row
from workbook_tools.authoring.layout import LAYOUTS, PrintedColumn
from workbook_tools.authoring.tints import tints
from workbook_tools.authoring.validations import package_validation
from workbook_tools.basis.cell_references import column_letters
from workbook_tools.model.fields import SheetKind
from workbook_tools.ooxml import NewSheet, SheetCell, Style

EMPTY_ROWS = 40
EXAMPLE_HEIGHT = 34.0  # points, of two lines
_GREY = house.EXAMPLE_COLOR.removeprefix("#")
_LINE = house.LINE.removeprefix("#")


def new_sheet(kind: SheetKind) -> NewSheet:
    """Title, note, headers and rows to be filled."""
    assert kind != "information"
    layout = LAYOUTS[kind]
    columns, width = layout.columns, len(layout.columns)
    head = 3
    title = Style(font_name=house.HEADING_FONT, size=16, horizontal="center", vertical="center", locked=False)
    note = Style(font_name=house.BODY_FONT, size=10, color="595959", vertical="center", wrap=True, locked=False)
    rows: list[list[SheetCell | None]] = [
        [SheetCell(layout.title, title)],
        [SheetCell(layout.note, note)],
        [SheetCell(column.header, _header()) for column in columns],
    ]
    looks = [SheetCell(None, _look(column)) for column in columns]
    shown = by_bare_name(example_row(kind))
    rows.append([SheetCell(_plain(shown.get(c.name)), _look(c)._replace(italic=True, color=_GREY)) for c in columns])
    rows += [list(looks) for _ in range(EMPTY_ROWS)]
    last = head + 1 + EMPTY_ROWS
    checks = [
        package_validation(f"{letters}{head + 1}:{letters}{last}", c)
        for letters, c in ((column_letters(place), column) for place, column in enumerate(columns, 1))
        if not c.computed
    ]
    return NewSheet(
        layout.sheet,
        rows,
        column_widths=[column.width for column in columns],
        row_heights={
            1: 30,
            2: 20,
            head: 32,
            **dict.fromkeys(range(head + 1, last + 1), layout.row_height),
            head + 1: max(EXAMPLE_HEIGHT, layout.row_height),
        },
        merges=[f"A{row}:{column_letters(width)}{row}" for row in (1, 2)] if width > 1 else [],
        freeze=f"{column_letters(layout.frozen_columns + 1)}{head + 1}",
        repeat_rows=(head, head),
        tab_color=layout.tab_color.removeprefix("#"),
        conditional_formats=tints(f"A{head + 1}:{column_letters(width)}{last}", layout.sheet),
        validations=[check for check in checks if check is not None],
    )


def _plain(value: Value) -> Plain:
    inner = bare_value(value)
    return float(inner) if isinstance(inner, Decimal) else inner


def _header() -> Style:
    return Style(
        font_name=house.HEADING_FONT, size=10, fill=house.HEADER_FILL.removeprefix("#"), border="thin",
        border_color=_LINE, horizontal="center", vertical="center", wrap=True, locked=False,
    )  # fmt: skip


def _look(column: PrintedColumn) -> Style:
    horizontal = "center" if column.kind in house.CENTRED else "right" if column.kind in house.RIGHT else "left"
    number_format = house.NUMBER_FORMATS[column.kind]
    return Style(
        font_name=house.BODY_FONT, size=10, fill="" if column.printed else house.INPUT_FILL.removeprefix("#"),
        border="thin", border_color=_LINE, horizontal=horizontal, vertical="center",
        wrap=column.kind not in house.RIGHT, number_format="" if number_format == "General" else number_format,
        indent=0 if horizontal == "center" else 1, locked=False,
    )  # fmt: skip

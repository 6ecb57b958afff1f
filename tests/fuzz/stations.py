"""Stations' workbooks as people lay them out: the standard sheets with their parts shuffled, by a seed.

Not damaged (that is `mutations`), but arranged: sheets and columns in another order, headers under other names, titles
above and notes below, columns of staff's own, second tables, merges, filters, groups, hidden parts, formats and types.
A workbook comes with the cells that staff wrote outside of the computed columns.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from sheets import COSTS, INDICATORS, INFORMATION

from workbook_tools.model.fields import COLUMNS, SHEETS, Kind, TableKind

TABLES: dict[TableKind, list[list[Any]]] = {
    "indicators": [list(row) for row in INDICATORS],
    "costs": [list(row) for row in COSTS],
    "assessments": [
        ["评估期次", "评估主体", "权重", "评分", "结论", "评估日期", "备注"],
        ["中期", "第三方评估机构", 0.6, 92, "", dt.date(2025, 2, 10), ""],
        ["中期", "购买方", 0.4, 88, "", dt.date(2025, 2, 12), ""],
    ],
    "tranches": [
        ["拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"],
        ["第一期", 0.7, "合同生效", dt.date(2024, 8, 10), 140],
        ["第二期", 0.3, "中期评估合格", "", 0],
    ],
}
_CONCLUSIONS = {2, 4}  # of the new columns, where words of staff's own cannot be told from the program's
NOTES = (
    "合计",
    "注：数据截至年底",
    "填表人：林晓",
    "街道已核对",
    "见附件3",
    "审核意见：",
    12,
    0.953,
    "12",
    "完成",
    "=SUM(A1:A3)",
)
_HEADER_LOOKS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: f" {text} ",
    lambda text: "\n".join((text[:2], text[2:])),
    lambda text: text.replace("（", "(").replace("）", ")"),
    lambda text: " ".join(text),
)


@dataclass
class Sheet:
    """Rows of cells by (row, column) from 0, and what lies around them."""

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    header: int = 0
    rows: int = 0
    width: int = 0  # columns of the table
    left: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    filtered: bool = False
    table: bool = False
    totals: bool = False
    hidden_columns: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    state: str = ""
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    protected: bool = False


def station(seed: int) -> tuple[bytes, dict[tuple[str, str], Any]]:
    """The workbook, and what staff wrote under, beside and between its tables: (sheet, A1) → value or formula."""
    chance = random.Random(seed)
    sheets = [_information(chance)]
    staff: dict[tuple[str, str], Any] = {}
    for kind, rows in TABLES.items():
        if kind in ("indicators", "costs") or chance.random() < 0.6:
            sheets.append(_table(kind, rows, chance, staff))
    others = range(chance.choice([0, 0, 1, 3]))
    sheets += [Sheet(f"附表{n}", {(r, c): f"内容{r}{c}" for r in range(5) for c in range(4)}) for n in others]
    chance.shuffle(sheets)
    return _written(sheets, chance), staff


def _information(chance: random.Random) -> Sheet:
    sheet = Sheet(chance.choice(SHEETS["information"].names))
    labels = list(INFORMATION)
    chance.shuffle(labels)
    top, left = chance.choice([0, 0, 1, 3]), chance.choice([0, 0, 1])
    if top:
        sheet.cells[0, 0] = "社会工作服务站基本情况"
    for place, (label, value) in enumerate(labels):
        sheet.cells[top + place, left] = chance.choice(_HEADER_LOOKS[:3])(label)
        sheet.cells[top + place, left + 1] = value
    return sheet


def _table(kind: TableKind, rows: list[list[Any]], chance: random.Random, staff: dict[tuple[str, str], Any]) -> Sheet:
    sheet = Sheet(chance.choice(SHEETS[kind].names))
    sheet.left = chance.choice([0, 0, 0, 1, 3])
    sheet.header = chance.choice([0, 0, 1, 2, 4])
    body = [list(row) for row in rows]
    _own_columns(body, chance)
    order = list(range(len(body[0])))
    if chance.random() < 0.4:
        chance.shuffle(order)
    if chance.random() < 0.3:
        _computed_headers(kind, body, order, chance)
    for column, place in enumerate(order):
        header = body[0][place]
        body[0][place] = chance.choice(_HEADER_LOOKS)(_other_name(kind, header, chance))
        for row in range(len(body)):
            sheet.cells[sheet.header + row, sheet.left + column] = _typed(body[row][place], row, chance)
    sheet.rows, sheet.width = len(body), len(order)
    if sheet.header:
        sheet.cells[0, sheet.left] = f"{sheet.name}汇总表"
    _around(sheet, chance, staff)
    _dressed(sheet, chance)
    return sheet


def _own_columns(body: list[list[Any]], chance: random.Random) -> None:
    for number in range(chance.choice([0, 0, 1, 2])):
        place = chance.randrange(len(body[0]) + 1)
        for row, values in enumerate(body):
            values.insert(place, f"内部备注{number}" if row == 0 else chance.choice(["", "已阅", 3, "=1+1"]))


def _computed_headers(kind: TableKind, body: list[list[Any]], order: list[int], chance: random.Random) -> None:
    """Some of the computed columns are there already, anywhere."""
    for column in [column for column in COLUMNS[kind] if column.out and chance.random() < 0.5]:
        for row, values in enumerate(body):
            values.append(column.names[0] if row == 0 else "")
        order.insert(chance.randrange(len(order) + 1), len(body[0]) - 1)


def _other_name(kind: Kind, header: Any, chance: random.Random) -> str:
    title = str(header).partition("（")[0]
    known = next((column.names for column in COLUMNS[kind] if title in column.names), ())
    unit = str(header)[len(title) :]
    return f"{chance.choice(known)}{unit}" if known and chance.random() < 0.3 else str(header)


def _typed(value: Any, row: int, chance: random.Random) -> Any:
    """A figure may be a text, or a formula."""
    if row and isinstance(value, int | float) and chance.random() < 0.15:
        return chance.choice([str(value), f"={value}", f" {value} "])
    return value


def _around(sheet: Sheet, chance: random.Random, staff: dict[tuple[str, str], Any]) -> None:
    """Notes under the table, beside it, a second table; none of it in a row or column of the first."""
    below = sheet.header + sheet.rows
    for _ in range(chance.choice([0, 0, 2, 6])):
        column = chance.choice([*range(sheet.width + 8)])
        if column - sheet.width not in _CONCLUSIONS:
            _note(sheet, (below + 2 + chance.randrange(8), sheet.left + column), chance, staff)
    if chance.random() < 0.3:  # under what will be the computed columns, right below
        for column in {*range(5)} - _CONCLUSIONS:
            column += sheet.width
            _note(sheet, (below, sheet.left + column), chance, staff)
    if chance.random() < 0.2:
        top = below + 12
        for row in range(4):
            for column in range(3):
                value = f"另表{column}" if row == 0 else row * column
                sheet.cells[top + row, sheet.left + column] = value
                staff[sheet.name, _name(top + row, sheet.left + column)] = value


def _note(sheet: Sheet, place: tuple[int, int], chance: random.Random, staff: dict[tuple[str, str], Any]) -> None:
    if place not in sheet.cells:
        value = sheet.cells[place] = chance.choice(NOTES[1:])
        staff[sheet.name, _name(*place)] = value


def _dressed(sheet: Sheet, chance: random.Random) -> None:
    last = sheet.header + sheet.rows - 1
    if chance.random() < 0.2:
        sheet.filtered = True
    elif chance.random() < 0.2 and all(isinstance(sheet.cells.get((sheet.header, c)), str) for c in range(sheet.width)):
        sheet.table, sheet.totals = sheet.left == 0, chance.random() < 0.5
    right = sheet.left + sheet.width
    if chance.random() < 0.3:
        hidden = [(right, 16_383, {"hidden": True}), (right, right + 2, {"hidden": True, "level": 1})]
        columns = chance.choice(
            [*hidden, (right, right + 1, {"width": 0.5}), (sheet.left, sheet.left, {"hidden": True})]
        )
        sheet.hidden_columns.append(columns)
    if chance.random() < 0.2:
        sheet.hidden_rows.append(chance.randint(sheet.header + 1, last))
    for place, value in list(sheet.cells.items()):
        if isinstance(value, int | float) and chance.random() < 0.2:
            sheet.formats[place] = chance.choice(["0.00%", "@", "#,##0.00", "yyyy-mm-dd", "General"])
    sheet.protected = chance.random() < 0.1
    sheet.state = chance.choice(["", "", "", "", "hidden"])
    if not sheet.table and chance.random() < 0.3 and sheet.header:
        sheet.merges.append((0, sheet.left, 0, sheet.left + sheet.width - 1))


def _written(sheets: list[Sheet], chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2025, 7, 1)})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    looks = {
        code: book.add_format({"num_format": code}) for code in ("0.00%", "@", "#,##0.00", "yyyy-mm-dd", "General")
    }
    made = []
    for sheet in sheets:
        target = book.add_worksheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            look = looks.get(sheet.formats.get((row, column), ""))
            if isinstance(value, dt.date):
                target.write_datetime(row, column, value, day)
            elif isinstance(value, str) and value.startswith("="):
                target.write_formula(row, column, value, look, value.removeprefix("=") if value[1:].isdigit() else 1)
            elif isinstance(value, str):
                target.write_string(row, column, value, look)
            else:
                target.write_number(row, column, value, look)
        for area in sheet.merges:
            target.merge_range(*area, sheet.cells.get(area[:2], ""))
        last, right = sheet.header + sheet.rows - 1, sheet.left + sheet.width - 1
        if sheet.filtered:
            target.autofilter(sheet.header, sheet.left, last, right)
        if sheet.table:
            heads = [str(sheet.cells[sheet.header, column]) for column in range(right + 1)]
            if len({head.casefold() for head in heads}) == len(heads) and not any("\n" in head for head in heads):
                options = {"columns": [{"header": head} for head in heads]}
                target.add_table(sheet.header, 0, last, right, options)
        for first, end, options in sheet.hidden_columns:
            settings = dict(options)
            target.set_column(first, end, settings.pop("width", None), None, settings)
        for row in sheet.hidden_rows:
            target.set_row(row, None, None, {"hidden": True})
        if sheet.protected:
            target.protect()
        made.append((target, sheet))
    visible = next((target for target, sheet in made if sheet.state != "hidden"), made[0][0])
    visible.activate()
    visible.set_first_sheet()
    for target, sheet in made:
        if sheet.state == "hidden" and target is not visible:
            target.hide()
    book.close()
    return buffer.getvalue()


def _name(row: int, column: int) -> str:
    from workbook_tools.basis.cell_references import cell_name

    return cell_name(row + 1, column + 1)

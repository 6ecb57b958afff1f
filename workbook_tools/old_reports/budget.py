"""The budget tables of a report → rows of 资金使用, in 万元."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tools.old_reports.document import Table
from workbook_tools.old_reports.draft import SEVERAL_COLUMNS, Piece, Row
from workbook_tools.reading.official_form_columns import fund_block, fund_field, indicator_blocks
from workbook_tools.reading.tables import is_total, money
from workbook_tools.reading.text import MONEY_UNITS, normal, split_unit

_CAPTION_UNIT = re.compile(r"单位[:：]?\s*[（(]?(万元|千元|元|万)|[（(](?:单位[:：])?(万元|元)[)）]")
_NO_UNIT = "表里没有写金额的单位，照万元抄下，请核对"
_PART = re.compile(r"^(?:其中|[-—－·]+)")
_CATEGORIES = (("人员费用", r"人员(?:经费|费用|支出|成本)|人工|工资"), ("运营管理", r"运营管理|管理费"))
_NAMES = re.compile(r"支出明细|支出项目|支出内容|费用项目|支出科目|科目|项目|内容|类别|用途")
_DESCRIBED = re.compile(r"简介|说明|用途|内容|备注|明细")


def cost_rows(table: Table, annual_funds: Decimal | None) -> list[Row]:
    """Every cost line with a budget or a spending; totals and 其中 rows repeat what stands beside them.

    A unit that is not written is told by the year's money, where the sum of the lines is that.
    """
    indicators = indicator_blocks(table.sheet)
    block = fund_block(table.sheet, indicators[0].top - 1 if indicators else table.sheet.row_count)
    if block is None:
        return []
    sheet = table.sheet
    budget = block.columns.get("full_year_budget", block.columns.get("initial_budget", (0,)))[0]
    spent = block.columns["executed"][0]
    names = [c for c in range(1, min(budget, spent)) if normal(sheet.text(block.top, c)) not in ("序号", "编号")]
    if not names:
        return []
    units, doubt = _units(table, block.top, (budget, spent))
    doubts = {column: doubt or _several(table, block.top, column) for column in (budget, spent)}
    name_column = next((c for c in names if _NAMES.search(sheet.label(block.top, c))), names[0])
    described = next((c for c in names if c != name_column and _DESCRIBED.search(sheet.label(block.top, c))), None)
    rows: list[Row] = []
    for row in range(block.bottom + 1, sheet.row_count + 1):
        name = normal(sheet.text(row, name_column))
        amounts = [money(sheet.cell(row, column), units[column] or "万元") for column in (budget, spent)]
        if amounts == [None, None] or not name or is_total(name) or _PART.match(name):
            continue
        taken: Row = {"支出明细": Piece(name, table.origin(row, name_column), table.doubt(row, name_column))}
        if described is not None and (text := sheet.text(row, described).strip()):
            taken["支出简介"] = Piece(text, table.origin(row, described), table.doubt(row, described))
        if (category := _category(name)) is not None:
            taken["经费类别"] = Piece(category, table.origin(row, name_column))
        for title, column, amount in (("预算金额", budget, amounts[0]), ("支出金额", spent, amounts[1])):
            if amount is not None:
                taken[title] = Piece(
                    amount.normalize() + 0, table.origin(row, column), doubts[column] or table.doubt(row, column)
                )
        rows.append(taken)
    return _by_funds(rows, annual_funds) if doubt else rows


def _units(table: Table, head: int, columns: tuple[int, int]) -> tuple[dict[int, str], str]:
    """What the amounts of each column are in, by its head or the caption; "" with a doubt where nothing says it."""
    said = {column: split_unit(table.sheet.text(head, column))[1] for column in columns}
    said = {column: unit if unit in MONEY_UNITS else "" for column, unit in said.items()}
    known = {unit for unit in said.values() if unit}
    if known:
        return {column: unit or min(known) for column, unit in said.items()}, ""
    above = "\n".join((table.caption, *(cell.text for row in range(1, head) for _, cell in table.sheet.in_row(row))))
    match = _CAPTION_UNIT.search(above)
    return dict.fromkeys(columns, (match[1] or match[2]) if match else ""), "" if match else _NO_UNIT


def _several(table: Table, head: int, column: int) -> str:
    """Two columns that may be what is looked for, as 上年支出 beside 本年支出: somebody has to choose."""
    wanted = fund_field(table.sheet.text(head, column))
    alike = [cell.text.strip() for _, cell in table.sheet.in_row(head) if fund_field(cell.text) == wanted]
    alike = [text for text in alike if not _DESCRIBED.search(text) and not _NAMES.search(text)]
    return SEVERAL_COLUMNS.format(heads="、".join(alike)) if len(alike) > 1 else ""


def _by_funds(rows: list[Row], annual: Decimal | None) -> list[Row]:
    budgets = [piece.value for row in rows if (piece := row.get("预算金额")) is not None]
    total = sum((value for value in budgets if isinstance(value, Decimal)), Decimal(0))
    if annual is None or total not in (annual, annual * 10000):
        return rows
    factor = Decimal(1) if total == annual else MONEY_UNITS["元"]
    return [{title: _scaled(piece, factor) for title, piece in row.items()} for row in rows]


def _scaled(piece: Piece, factor: Decimal) -> Piece:
    if not isinstance(piece.value, Decimal):
        return piece
    return Piece((piece.value * factor).normalize() + 0, piece.origin, piece.doubt.replace(_NO_UNIT, ""))


def _category(name: str) -> str | None:
    """Only what the name itself says: which costs belong to 服务质量保障 is the agreement's to say."""
    return next((category for category, pattern in _CATEGORIES if re.search(pattern, name)), None)

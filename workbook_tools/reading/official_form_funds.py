"""The funds table of an official form: the total row as printed, and its parts. Amounts become 万元."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from workbook_tools.basis.figures import as_money
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.model import CostLine, Finding, StatedFunds, Table
from workbook_tools.reading.official_form_columns import Block, fund_block, fund_field, heads_funds
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.official_form_whole import FundsRow, Whole, whole_of
from workbook_tools.reading.tables import money, plain_figure, printed_rate
from workbook_tools.reading.text import normal

_UNIT = lazy_pattern(r"(?:单位[:：]?|[(（,，])\s*(?:人民币)?(亿元|万元|千元|元)")
_WHOLE = lazy_pattern("资金总额|^(?:年度|项目|专项)资金")  # as a label, not as the head of a row
_AMOUNTS = ("initial_budget", "full_year_budget", "executed")
_TOO_LARGE = Decimal(100_000)  # 万元: ten billion 元 is no project's, so an amount like that without a unit is in 元


def read_funds(
    sheet: FormSheet, last_row: int, findings: list[Finding]
) -> tuple[StatedFunds | None, tuple[CostLine, ...]]:
    """What stands above `last_row` on the money, else below it: the printed total row, and the parts that it names."""
    block = fund_block(sheet, last_row)
    rows = _rows(sheet, block, last_row) if block else []
    first_row = 1
    if not rows and (beside := _beside(sheet, last_row)) is None:
        block = next((head for row in range(last_row + 1, sheet.row_count) if (head := heads_funds(sheet, row))), None)
        first_row, last_row = (block.top - 1, sheet.row_count) if block else (1, last_row)
        rows = _rows(sheet, block, last_row) if block else []
    if block is None or not rows:
        if beside is None:
            findings.append(finding("O103", sheet.name, "A1"))
        return beside, ()
    unit = _money_unit(sheet, (first_row, last_row), rows, findings)
    rows = [_in_ten_thousands(row, unit) for row in rows]
    table = _table(sheet, block, rows)
    whole = whole_of(rows)
    if whole.parts or not whole.known:
        findings.append(_about_parts(sheet, block, rows, whole))
        lines = tuple(_line(table, part) for part in whole.parts)
        return _stated(sheet, block, whole.row, rows, summed=True), lines
    parts = [row for row in rows if row is not whole.row and any(row.amounts) and not whole.alone]
    return _stated(sheet, block, whole.row, rows), tuple(
        _line(table, part) for part in _without_nested(parts, whole.row)
    )


def _about_parts(sheet: FormSheet, block: Block, rows: list[FundsRow], whole: Whole) -> Finding:
    """No row states the whole: what the parts make, or that they cannot be added."""
    named = "、".join(f"“{row.label}”" for row in whole.parts or rows if any(row.amounts))
    cell = sheet.at(rows[0].row, block.first("executed"))
    if not whole.known:
        return finding("O122", sheet.name, cell, parts=named)
    sums = {
        "年初预算数": whole.row.initial_budget if whole.row.full_year_budget is None else None,
        "全年预算数": whole.row.full_year_budget,
        "全年执行数": whole.row.executed,
    }
    figures = "、".join(f"{name}{as_money(amount)}万元" for name, amount in sums.items() if amount is not None)
    return finding("O121", sheet.name, cell, parts=named, figures=figures)


def funds_end(sheet: FormSheet, block: Block) -> int:
    """The last row of the funds table that begins with `block`."""
    rows = _rows(sheet, block, sheet.row_count)
    return rows[-1].row if rows else block.bottom


def _rows(sheet: FormSheet, block: Block, last_row: int) -> list[FundsRow]:
    """The rows with a label, to the first one without, or to the next block of the form."""
    rows: list[FundsRow] = []
    first_amount = min(column for name in _AMOUNTS for column in block.columns.get(name, ()))
    for row in range(block.bottom + 1, last_row + 1):
        label = _label(sheet, block, row, first_amount)
        read = _row(sheet, block, row, label)
        named = re.search("资金|拨款|结转|结余|收入|经费|其他|总额|合计|补助|财政|中央|省|市|县|区|本级|上级", label)
        if not (any(amount is not None for amount in read.amounts) or named) or re.search("目标|指标", label):
            break
        rows.append(read)
    return [row for row in rows if any(v is not None for v in (*row.amounts, row.points, row.score))]


def _label(sheet: FormSheet, block: Block, row: int, first_amount: int) -> str:
    """The words in front of the amounts that do not belong to the head of the whole table."""
    places = dict.fromkeys(sheet.origin(row, column) for column in range(1, first_amount))
    return "".join(normal(sheet.cells[place].text) for place in places if place in sheet.cells and place[0] > block.top)


def _row(sheet: FormSheet, block: Block, row: int, label: str) -> FundsRow:
    def cells(name: str) -> list[Decimal]:
        read = {"rate": printed_rate, "points": plain_figure, "score": plain_figure}.get(name)
        found = []
        for column in block.columns.get(name, ()):
            cell = sheet.cell(row, column) if sheet.origin(row, column)[0] == row else None
            value = None if cell is None else read(cell) if read else money(cell, "万元")
            found += [] if value is None else [value]
        return found

    values = {name: next(iter(cells(name)), None) for name in (*_AMOUNTS, "points", "rate", "score")}
    return FundsRow(row, label, **values)


def _money_unit(sheet: FormSheet, span: tuple[int, int], rows: list[FundsRow], findings: list[Finding]) -> Decimal:
    """How many 万元 an amount of the table is: by the unit that is printed in the rows of `span`, else by its size."""
    texts = (sheet.text(*place) for place in sorted(sheet.cells) if span[0] <= place[0] <= span[1])
    printed = next((match[1] for text in texts if (match := _UNIT.search(text))), "")
    if printed:
        return {"亿元": Decimal(10_000), "万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}[printed]
    amounts = [amount for row in rows for amount in row.amounts if amount is not None]
    in_yuan = bool(amounts) and max(amounts) >= _TOO_LARGE
    cell = f"A{rows[0].row}"
    findings.append(finding("O104", sheet.name, cell, unit="元" if in_yuan else "万元"))
    return Decimal("0.0001") if in_yuan else Decimal(1)


def _in_ten_thousands(row: FundsRow, unit: Decimal) -> FundsRow:
    initial, full, executed = (None if amount is None else amount * unit for amount in row.amounts)
    return FundsRow(row.row, row.label, initial, full, executed, row.points, row.rate, row.score)


def _stated(
    sheet: FormSheet, block: Block, total: FundsRow, rows: list[FundsRow], *, summed: bool = False
) -> StatedFunds:
    """The total row; its points, rate and score may be printed in a row below it.

    What the rows print is known in `total` where that is the sum of them.
    """

    def printed(name: str) -> tuple[Decimal | None, int]:
        value = getattr(total, name)
        if summed:
            shown = [row.row for row in rows if value is not None and getattr(row, name) == value]
            return value, shown[0] if shown else total.row
        found = next((row for row in (total, *rows) if getattr(row, name) is not None), total)
        return getattr(found, name), found.row

    points, points_row = printed("points")
    if points is None:
        points = _points_in_words(sheet, block, total.row)
    rate, rate_row = printed("rate")
    score, score_row = printed("score") if total.score is None and total.points is None else (total.score, total.row)
    at = {"points": points_row, "rate": rate_row, "score": score_row}
    places = {name: sheet.at(at.get(name, total.row), columns[0]) for name, columns in block.columns.items() if columns}
    return StatedFunds(
        sheet=sheet.name,
        cell=sheet.at(total.row, block.first("executed")),
        initial_budget=total.initial_budget,
        full_year_budget=total.full_year_budget,
        executed=total.executed,
        points=points,
        rate=rate,
        score=score,
        places=places,
    )


def _points_in_words(sheet: FormSheet, block: Block, row: int) -> Decimal | None:
    """`预算执行情况（10分）` in front of the table, or `得分（10分）` above it."""
    texts = [cell.text for place in (block.top, row) for _, cell in sheet.in_row(place)]
    found = (re.search(r"([0-9]{1,2}(?:\.[0-9])?)分", normal(text)) for text in texts)
    return next((Decimal(match[1]) for match in found if match), None)


def _without_nested(parts: list[FundsRow], total: FundsRow) -> list[FundsRow]:
    """Parts of a part are left out (财政拨款 100, of it 中央 60 and 省级 40), and a second way to part the whole."""
    kept: list[FundsRow] = []
    place = 0
    while place < len(parts):
        part = parts[place]
        kept.append(part)
        place += 1
        whole, below = part.full_year_budget, Decimal(0)
        for count, inner in enumerate(parts[place:], 1):
            below += inner.full_year_budget or Decimal(0)
            if whole and count > 1 and below == whole:
                place += count
                break
    sums = [
        sum((part.full_year_budget or Decimal(0) for part in kept[:count]), Decimal(0)) for count in range(len(kept))
    ]
    whole = total.full_year_budget
    return kept[: sums.index(whole, 1)] if whole and whole in sums[1:] else kept


def _table(sheet: FormSheet, block: Block, rows: list[FundsRow]) -> Table:
    columns = {
        "name": min(column for name in _AMOUNTS for column in block.columns.get(name, ())) - 1 or 1,
        "budget": block.columns.get("full_year_budget", block.columns.get("initial_budget", (1,)))[0],
        "spent": block.first("executed"),
    }
    return Table(sheet.name, block.bottom, rows[-1].row, columns, kind="costs")


def _line(table: Table, part: FundsRow) -> CostLine:
    name = re.sub("^其中[:：、]?", "", part.label) or "资金"
    budget = part.full_year_budget if part.full_year_budget is not None else part.initial_budget
    return CostLine(table, part.row, name, "", "", budget, part.executed, "")


def _beside(sheet: FormSheet, last_row: int) -> StatedFunds | None:
    """Amounts that stand to the right of their labels: 全年预算数 | 43.2 | 全年执行数 | 37.24."""
    values: dict[str, Decimal] = {}
    places: dict[str, str] = {}
    for row in range(1, last_row):
        cells = list(sheet.in_row(row))
        for (_, label), (column, value) in pairwise(cells):
            name = fund_field(label.text) or ("full_year_budget" if _WHOLE.search(normal(label.text)) else "")
            read = printed_rate(value) if name == "rate" else money(value, _unit_of(label.text))
            if name and name not in values and read is not None:
                values[name], places[name] = read, sheet.at(row, column)
    if "executed" not in values or not {"full_year_budget", "initial_budget"} & values.keys():
        return None
    names = (*_AMOUNTS, "points", "rate", "score")
    return StatedFunds(
        sheet=sheet.name, cell=places["executed"], places=places, **{name: values.get(name) for name in names}
    )


def _unit_of(label: str) -> str:
    match = _UNIT.search(label)
    return match[1] if match else "万元"

"""The indicator tables of a report → rows of 绩效指标, by the column logic of the official forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from workbook_tools.authoring.content import Shown
from workbook_tools.basis.figures import as_digits
from workbook_tools.model import Cell, Finding, Indicator, LevelHeading, Quantity, QuantityItem
from workbook_tools.old_reports.document import Table, joined
from workbook_tools.old_reports.draft import SEVERAL_COLUMNS, Piece, Row, Value
from workbook_tools.old_reports.simple_tables import blocks_of
from workbook_tools.reading.official_form_columns import Block, indicator_field
from workbook_tools.reading.official_form_rows import read_rows
from workbook_tools.reading.text import normal
from workbook_tools.reading.words import read_quantity

_OTHER_NAMES = "两边的名称不一样，照先后次序对上的"
_SEVERAL = "这一格有几个数，照原文抄下，请核对以哪一个为准"
_NOT_READ = "这一格的话没有全部读懂，照原文抄下，请核对"
_BLANK_AT_END = 2  # columns of the rest of a table in which nothing stands
_NUMBER = r"[（(]?([0-9]{1,2})[)）]?[.．、](?![0-9])"
_NUMBERED = re.compile(rf"(?:^|[；;。\n])\s{{0,3}}{_NUMBER}([^；;。\n]*)")
BROKEN = "这一行跨了两页，前后拼在一起"
AT_PAGE_END = "这一行紧挨着分页，可能只是半行"
_TIDY = re.compile(r"^[（(]?[0-9]{1,2}[)）]?[.．、](?![0-9])|[；;。]$")


def indicator_rows(table: Table) -> list[Row]:
    """Every row of the indicator tables in a grid; a cell that lists items becomes a row for each."""
    blocks = blocks_of(table.sheet)
    if not blocks:
        return []
    ignored: list[Finding] = []
    found = read_rows(table.sheet, blocks, ignored)
    rows: list[Row] = []
    for indicator in found.rows:
        block = next(each for each in reversed(blocks) if each.bottom < indicator.row)
        rows += _Taken(table, block, indicator, found.headings).rows()
    return _without_repetition(rows)


def _without_repetition(rows: list[Row]) -> list[Row]:
    """A level is told where it begins; below it goes on."""
    level1 = level2 = ""
    for row in rows:
        one, two = (str(row[name].value) if name in row else "" for name in ("一级指标", "二级指标"))
        if two and (one, two) == (one and level1, level2):
            del row["二级指标"]
        if one and one == level1:
            del row["一级指标"]
        level1, level2 = one or level1, two or level2
    return rows


def with_headers(tables: Sequence[Table]) -> list[Table]:
    """Tables that go on without a head on the next page, put below the one before."""
    whole: list[Table] = []
    for table in tables:
        above = whole[-1] if whole else None
        if above is not None and _goes_on(above, table):
            whole[-1] = _below(above, table)
        else:
            whole.append(table)
    return whole


def _goes_on(above: Table, table: Table) -> bool:
    follows = table.number - above.number <= 2 + above.sheet.name.count("＋")
    return (
        follows
        and 0 <= above.sheet.column_count - table.sheet.column_count <= _BLANK_AT_END
        and bool(blocks_of(above.sheet))
        and not _is_other(table)
    )


def _is_other(table: Table) -> bool:
    """A head of its own that is no indicator table's: a first row of texts with a budget, or of effects."""
    first = [normal(cell.text) for _, cell in table.sheet.in_row(1)]
    return any(re.search("预算|支出|成效|合同|日期$", text) and len(text) < 12 for text in first)


def _below(above: Table, table: Table) -> Table:
    """The rows of a table under those of another. A row that begins without a name is the rest of the last one."""
    down = above.sheet.row_count
    cells = dict(above.sheet.cells)
    origins, doubts = dict(above.origins), dict(above.doubts)
    rest = _rest_of_row(above, table)
    for (row, column), cell in table.sheet.cells.items():
        if row == 1 and rest:
            place = above.sheet.origin(down, column)
            cells[place] = Cell(joined([above.sheet.text(*place), cell.text]))
            doubts[place] = BROKEN
            continue
        cells[row + down, column] = cell
        origins[row + down, column] = table.origin(row, column)
    doubts |= {(row + down, column): doubt for (row, column), doubt in table.doubts.items()}
    if table.paged and not blocks_of(table.sheet) and not rest:
        last = {above.sheet.origin(down, column) for column in range(1, above.sheet.column_count + 1)}
        first = {(row + down, column) for row, column in table.sheet.cells if row == 1}
        doubts |= dict.fromkeys({place for place in last if place[0] == down} | first, AT_PAGE_END)
    moved = {(r + down, c): (top + down, left) for (r, c), (top, left) in table.sheet.origins.items()}
    sheet = replace(
        above.sheet,
        name=f"{above.sheet.name}＋",
        cells=cells,
        origins={**above.sheet.origins, **moved},
        bottoms={**above.sheet.bottoms, **{(r + down, c): end + down for (r, c), end in table.sheet.bottoms.items()}},
        rights={**above.sheet.rights, **{(r + down, c): end for (r, c), end in table.sheet.rights.items()}},
        row_count=down + table.sheet.row_count,
    )
    return replace(above, sheet=sheet, origins=origins, doubts=doubts)


def _rest_of_row(above: Table, table: Table) -> bool:
    """The first row has something promised or done, and no name: the page ended inside the row above."""
    block = blocks_of(above.sheet)[-1]
    named = any(table.sheet.text(1, block.first(name)) for name in ("level3", "level2") if name in block.columns)
    return not named and any(table.sheet.text(1, block.first(name)) for name in ("target", "actual"))


class _Taken:
    """One indicator of a grid and the pieces that it gives."""

    def __init__(self, table: Table, block: Block, indicator: Indicator, headings: Sequence[LevelHeading]) -> None:
        self.table, self.block, self.indicator, self.headings = table, block, indicator, headings

    def rows(self) -> list[Row]:
        levels = self._levels()
        pairs = _pairs(self.indicator)
        if pairs is None:
            return [levels | self._whole()]
        return [(levels if not place else {}) | self._item(*pair) for place, pair in enumerate(pairs)]

    def _piece(self, field: str, value: Value, doubt: str = "") -> Piece:
        column = self.block.first(field)
        return Piece(value, self.table.origin(self.indicator.row, column), self._doubt(field) or doubt)

    def _doubt(self, field: str) -> str:
        if field not in self.block.columns:
            return ""
        return self.table.doubt(self.indicator.row, self.block.first(field)) or self._several(field)

    def _several(self, field: str) -> str:
        """Two columns that may be what was promised or done, as of two years: somebody has to choose."""
        if field not in ("target", "actual"):
            return ""
        rows = range(self.block.top, self.block.bottom + 1)
        cells = (cell.text.strip() for row in rows for _, cell in self.table.sheet.in_row(row))
        alike = list(dict.fromkeys(text for text in cells if indicator_field(text) == field))
        return SEVERAL_COLUMNS.format(heads="、".join(alike)) if len(alike) > 1 else ""

    def _levels(self) -> Row:
        about = self.indicator
        named = {
            "一级指标": ("level1", _heading(self.headings, about, 1)),
            "二级指标": ("level2", _heading(self.headings, about, 2)),
            "三级指标": ("level3" if "level3" in self.block.columns else "level2", about.level3),
            "分值": ("points", about.points),
            "自评得分": ("score", about.stated_score),
            "评分标准": ("scoring_rule", about.scoring_rule),
            "偏差原因分析及改进措施": ("reason", about.reason),
        }
        return {title: self._piece(field, value) for title, (field, value) in named.items() if value not in ("", None)}

    def _whole(self) -> Row:
        about, row = self.indicator, Row()
        if about.item:
            row["指标明细"] = self._piece("item", about.item)
        one, two = _plain(about.target, about.target_cell), _plain(about.actual, about.actual_cell)
        unit = about.unit
        if one and two and one[1] == two[1] and one[1]:
            row["年度指标值"], row["实际完成值"] = self._piece("target", one[0]), self._piece("actual", two[0])
            row["计量单位"] = self._piece("target", unit or one[1])
            return row
        for title, field, cell, quantity in (
            ("年度指标值", "target", about.target_cell, about.target),
            ("实际完成值", "actual", about.actual_cell, about.actual),
        ):
            if not cell.blank:
                row[title] = self._piece(field, shown(cell), _unread(quantity, cell))
        if unit:
            row["计量单位"] = self._piece("unit", unit)
        return row

    def _item(self, name: str, target: QuantityItem, actual: QuantityItem, doubt: str) -> Row:
        row = {
            "指标明细": self._piece("target", name, doubt),
            "年度指标值": self._piece("target", figure(target.quantity), doubt),
            "实际完成值": self._piece("actual", figure(actual.quantity), doubt),
        }
        unit = target.quantity.unit
        if unit and unit != "%" and unit == actual.quantity.unit:
            row["计量单位"] = self._piece("target", unit, doubt)
        return row


def _heading(headings: Sequence[LevelHeading], row: Indicator, level: int) -> str:
    """The level's name as the report has it, with its points."""
    name = row.level1 if level == 1 else row.level2
    wanted = (level, row.level1, row.level2 if level == 2 else "")
    points = next((h.points for h in headings if (h.level, h.level1, h.level2) == wanted), None)
    text = next((h.text for h in headings if (h.level, h.level1, h.level2) == wanted), "")
    mark = "%" if "%" in normal(text) else "分"
    return name if points is None or not name else f"{name}（{as_digits(points)}{mark}）"


def _pairs(row: Indicator) -> list[tuple[str, QuantityItem, QuantityItem, str]] | None:
    """The items of both lists side by side; None where they are no lists, or not of the same kind."""
    one, two = row.target.items, _in_words_of(row)
    if len(one) < 2 or len(one) != len(two) or row.target.codes:
        return None
    pairs = []
    for target, actual in zip(one, two, strict=True):
        if target.number != actual.number or not all(_is_figure(each.quantity) for each in (target, actual)):
            return None
        same = normal(target.label) == normal(actual.label) and bool(target.label)
        pairs.append((target.label, target, actual, "" if same else _OTHER_NAMES))
    return pairs


def _in_words_of(row: Indicator) -> tuple[QuantityItem, ...]:
    """The items of the actual. What the target calls an item is a word of the row's own, and cut off."""
    pieces = _NUMBERED.findall(row.actual_cell.text)
    if not row.actual.codes or len(pieces) != len(row.target.items):
        return row.actual.items
    items = []
    for (number, text), target in zip(pieces, row.target.items, strict=True):
        plain, label = normal(text).rstrip("；;。,，"), normal(target.label)
        if int(number) != target.number or not label or not plain.startswith(label):
            return row.actual.items
        items.append(QuantityItem(target.label, read_quantity(Cell(plain[len(label) :]), role="actual"), int(number)))
    return tuple(items)


def _is_figure(quantity: Quantity) -> bool:
    return quantity.kind in ("number", "rate") and quantity.number is not None and not quantity.codes


def _plain(quantity: Quantity, cell: Cell) -> tuple[Decimal, str] | None:
    """A cell of a figure and a unit of its own, without a bound: 68个, 一年总服务工时30184小时."""
    if cell.number is not None or quantity.kind != "number" or quantity.number is None or quantity.codes:
        return None
    if quantity.operator or "/" in quantity.unit or "万" in quantity.unit:
        return None
    return quantity.number, quantity.unit


def figure(quantity: Quantity) -> Value:
    """A figure as it is to stand in a cell; with a bound or a rate as staff write it."""
    from workbook_tools.model.quantity_text import format_quantity

    if quantity.kind == "rate" and quantity.number is not None and not quantity.operator:
        return Shown(quantity.number, "0%" if quantity.number * 100 == int(quantity.number * 100) else "0.00%")
    if quantity.operator or quantity.kind == "rate":
        return format_quantity(quantity)
    return quantity.number if quantity.number is not None else quantity.text


def shown(cell: Cell) -> Value:
    """The words of a cell as they stand, without the number of a list of one."""
    if cell.number is not None and not cell.percent:
        return cell.number
    text = cell.text.strip()
    return text if len(re.findall(r"[；;]", text)) > 1 else _TIDY.sub("", text)


def _unread(quantity: Quantity, cell: Cell) -> str:
    """Words that hold figures and were not read are copied, and somebody has to look at them."""
    if len(re.findall(r"[0-9][0-9,.]*", cell.text)) > 1:
        return _SEVERAL
    return _NOT_READ if quantity.codes or (quantity.kind == "text" and re.search("[0-9]", quantity.text)) else ""

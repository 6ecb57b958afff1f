"""绩效指标: levels filled down from merged or blank cells, items grouped under their level-3 indicator."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.basis.decimals import half_up
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Indicator, LevelHeading, Nature, Quantity, Table
from workbook_tools.model.fields import IndicatorField, column_of
from workbook_tools.reading.footers import is_of_another
from workbook_tools.reading.grid import BLANK, Grid
from workbook_tools.reading.tables import Located, body_rows, is_total, plain_figure
from workbook_tools.reading.text import figure_text, normal, split_points
from workbook_tools.reading.words import Role, RowWords, Vocabulary, quantity_findings, read_quantity, row_words

NATURE_ALIASES: dict[str, Nature] = {
    "≥": "≥", ">=": "≥", "=>": "≥", ">": "≥", "≧": "≥", "大于等于": "≥", "正向": "≥", "正向指标": "≥", "不低于": "≥",
    "≤": "≤", "<=": "≤", "=<": "≤", "<": "≤", "≦": "≤", "小于等于": "≤", "反向": "≤", "反向指标": "≤", "不高于": "≤",
    "=": "=", "等于": "=", "区间": "区间", "范围": "区间",
    "定性": "定性", "定性指标": "定性", "日期": "日期", "时间": "日期",
    "": "", "/": "", "-": "", "无": "", "定量": "", "定量指标": "",
}  # fmt: skip


# what tells of which kind a row is
_LOOKED_AT: tuple[IndicatorField, ...] = (
    "number",
    "level1",
    "level2",
    "level3",
    "item",
    "target",
    "actual",
    "points",
    "reason",
)


LEVELS: tuple[tuple[Literal[1, 2], IndicatorField], ...] = ((1, "level1"), (2, "level2"))


class IndicatorSheet(NamedTuple):
    rows: tuple[Indicator, ...]
    headings: tuple[LevelHeading, ...]
    totals: tuple[Indicator, ...]


def read_indicators(
    grid: Grid, located: Located, findings: list[Finding], words: Vocabulary | None = None
) -> IndicatorSheet:
    """Every row below the header, in the sheet's order. `group` counts level-3 indicators from 0."""
    assert located.table is not None
    reader = _Rows(grid, located.table, findings, words)
    for row in body_rows(located):
        reader.take(row)
    if not reader.rows:
        findings.append(finding("S013", grid.name, located.table.at("level3", located.table.header_row)))
    return IndicatorSheet(tuple(_scaled_weights(reader.rows, findings)), tuple(reader.headings), tuple(reader.totals))


def as_shown(quantity: Quantity, cell: Cell) -> Quantity:
    """The quantity with the text that staff see: 0.95 in a percent format is 95%, to two decimals at most."""
    if not cell.percent or cell.number is None or cell.shown:
        return quantity
    percent = half_up(cell.number * 100) if abs(cell.number) < 10**9 else cell.number
    text = f"{percent:f}"
    return quantity._replace(text=f"{text.rstrip('0').rstrip('.') if '.' in text else text}%")


def _percent_points(cell: Cell) -> Decimal | None:
    """A weight of 30 % is 30 points of 100."""
    if cell.number is not None:
        return cell.number * 100 if cell.percent else None
    text = figure_text(cell.text)
    return plain_figure(Cell(text[:-1])) if text.endswith("%") else None


def _scaled_weights(rows: list[Indicator], findings: list[Finding]) -> list[Indicator]:
    """Weights written as fractions (0.3 for 30 points) that come to 1, or nearly, are points of 100."""
    points = [row.points for row in rows if row.points is not None]
    total = sum(points, Decimal(0))
    if len(points) < 2 or max(points) > 1 or min(points) < 0 or not Decimal("0.8") <= total <= Decimal("1.01"):
        return rows
    first = next(row for row in rows if row.points is not None)
    findings.append(finding("O105", first.table.sheet, first.at("points"), total=f"{total:f}"))
    return [row if row.points is None else replace(row, points=row.points * 100) for row in rows]


class _Rows:
    """Walks down the sheet and remembers the levels that stand above."""

    def __init__(self, grid: Grid, table: Table, findings: list[Finding], words: Vocabulary | None) -> None:
        self.grid, self.table, self.findings, self.words = grid, table, findings, words
        self.rows: list[Indicator] = []
        self.totals: list[Indicator] = []
        self.headings: list[LevelHeading] = []
        self.level1 = self.level2 = self.level3 = ""
        self.group = -1

    def take(self, row: int) -> None:
        looked_at = [self._text(row, name) for name in _LOOKED_AT]
        number, level1, level2, level3, item, target, actual, points, reason = looked_at
        if is_total(number, level1, level2, level3, counted=bool(target and actual)):
            if not any(map(is_of_another, (number, level1, level2, level3))):
                self.totals.append(self._indicator(row))
            return
        if not (level1 or level2 or level3 or item or target or actual or points or reason):
            return
        starts_level = self._levels(row)
        if self.totals and not starts_level and not level3 and (item or target or actual):
            at, text = self.table.at("item", row), "、".join(filter(None, (item, target, actual)))
            self.findings.append(finding("S033", self.grid.name, at, total=self.totals[-1].row, text=text))
            return  # below the total nothing stands above it that it could be an item of
        if not level3 and not item and not target and not actual:
            return  # a heading row of its own, or an empty row of the form
        if not level3 and not self.level3:
            self.findings.append(finding("S014", self.grid.name, self.table.at("level3", row)))
            return
        continues = not level3 or (
            not starts_level and level3 == self.level3 and bool(item) and bool(self.rows[-1].item)
        )
        if not continues:
            self.group += 1
            self.level3 = level3
        self.rows.append(self._indicator(row))

    def _levels(self, row: int) -> bool:
        """Fill the levels down; True where a new level 1 or level 2 begins."""
        begins = False
        for level, name in LEVELS:
            text = self._text(row, name)
            if not text:
                continue
            heading, points = split_points(text)
            if heading != getattr(self, name) or (level == 2 and begins):
                begins = True
                setattr(self, name, heading)
                if level == 1:
                    self.level2 = self.level3 = ""
                level2 = heading if level == 2 else ""
                self.headings.append(LevelHeading(level, self.level1, level2, points, self.table.at(name, row), text))
        if begins:
            self.level3 = ""
        return begins

    def _indicator(self, row: int) -> Indicator:
        target_cell, actual_cell = self._cell(row, "target"), self._cell(row, "actual")
        points_cell, stated_cell = self._cell(row, "points"), self._cell(row, "stated_score")
        unit, nature = self._text(row, "unit"), self._nature(row)
        item = self._text(row, "item")
        said = row_words(self.level3, item, self.level2)
        return Indicator(
            table=self.table,
            row=row,
            group=self.group,
            number=self._text(row, "number"),
            level1=self.level1,
            level2=self.level2,
            level3=self.level3,
            item=item,
            nature=nature,
            target=self._quantity(row, "target", target_cell, unit, nature, said),
            actual=self._quantity(row, "actual", actual_cell, unit, nature, said._replace(target=target_cell.text)),
            unit=unit,
            points=self._figure(row, "points", points_cell),
            stated_score=self._figure(row, "stated_score", stated_cell),
            reason=self._text(row, "reason"),
            target_cell=target_cell,
            actual_cell=actual_cell,
            points_cell=points_cell,
            stated_score_cell=stated_cell,
            score_rows=self._score_rows(row),
            scoring_rule=self._text(row, "scoring_rule"),
            evidence=self._text(row, "evidence"),
        )

    def _score_rows(self, row: int) -> int:
        column = self.table.columns.get("stated_score")
        return self.grid.merged_down(row, column) - row + 1 if column else 1

    def _quantity(self, row: int, role: Role, cell: Cell, unit: str, nature: Nature, said: RowWords) -> Quantity:
        """What the cell says; whatever had to be assumed to read it is a finding of its own."""
        quantity = as_shown(
            read_quantity(cell, unit=unit, role=role, nature=nature, row=said, vocabulary=self.words), cell
        )
        self.findings += quantity_findings(quantity, self.grid.name, self.table.at(role, row), role=role)
        return quantity

    def _nature(self, row: int) -> Nature:
        text = normal(self._text(row, "nature"))
        if text in NATURE_ALIASES:
            return NATURE_ALIASES[text]
        self.findings.append(finding("S029", self.grid.name, self.table.at("nature", row), text=text))
        return ""

    def _figure(self, row: int, name: IndicatorField, cell: Cell) -> Decimal | None:
        """A number; a dash or a blank is none, an error value or a word is a finding."""
        if says_nothing(cell.text):
            return None
        if cell.error:
            self.findings.append(finding("S007", self.grid.name, self.table.at(name, row), error=cell.error))
            return None
        number = _percent_points(cell) if name == "points" else None
        number = plain_figure(cell) if number is None else number
        if number is None:
            title = column_of("indicators", name).title
            self.findings.append(
                finding("S008", self.grid.name, self.table.at(name, row), column=title, text=cell.text)
            )
        return number

    def _cell(self, row: int, name: IndicatorField) -> Cell:
        column = self.table.columns.get(name)
        return self.grid.cell(row, column) if column else BLANK

    def _text(self, row: int, name: IndicatorField) -> str:
        return self._cell(row, name).text.strip()

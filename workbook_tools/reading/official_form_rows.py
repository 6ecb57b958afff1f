"""The indicator rows of an official form: levels filled down, template rows left out, the unit's own scores kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Indicator, LevelHeading, Nature, Quantity, StatedVerdict, Table
from workbook_tools.model.fields import IndicatorField
from workbook_tools.reading.footers import figure_of_total
from workbook_tools.reading.indicators import NATURE_ALIASES
from workbook_tools.reading.official_form_columns import Block
from workbook_tools.reading.official_form_heads import part_of_the_year
from workbook_tools.reading.official_form_lines import is_bonus, is_wide_section, lines_of, names_section, own_text
from workbook_tools.reading.official_form_numbers import is_above, is_chinese, number_of, without_number
from workbook_tools.reading.official_form_points import with_inferred_points
from workbook_tools.reading.official_form_sheet import BLANK, FormSheet
from workbook_tools.reading.official_form_verdict import verdict_of
from workbook_tools.reading.tables import plain_figure
from workbook_tools.reading.text import normal, split_points
from workbook_tools.reading.words import Role, Vocabulary, quantity_findings, read_quantity, row_words

_TEMPLATE = lazy_pattern(r"(?:[一二三四1-4]级)?(?:指标)?[0-9]{0,2}[:.、]?(?:[.…·。]+|[xX×]{2,}|示例|例|[-/—无]+)?")
_NUMBERED = lazy_pattern(
    r"^(?:指标\s*[0-9]{1,2}\s*[:：.、]?|[0-9]{1,2}[、.](?![0-9])|[☆★*\s])+"
    r"|^[0-9]{1,2}(?:[.-][0-9]{1,2}){1,3}[\s、.]+(?=[\u4e00-\u9fff《“])"  # 1.1 走访
    r"|^[A-Z][0-9]{1,4}(?:[-.][0-9]{1,2})*[\s、.:：]*(?=[\u4e00-\u9fff])"  # A11预算执行率, of a tree of indicators
)
_EXECUTION = lazy_pattern(r"(?:部门|项目|年度|财政|单位)?(?:预算|资金)(?:资金)?执行(?:率|情况|进度)?(?:\(.*\))?")
_LABEL_POINTS = lazy_pattern(r"\(([0-9]{1,3}(?:\.[0-9])?)分\)")
_POINTS_BEHIND = lazy_pattern(r"(.*?[^0-9.(\[])([0-9]{1,3}(?:\.[0-9]+)?)分")
_WITH_WORDS = lazy_pattern(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)分?(?:/[0-9]{1,3}分?|\([^()0-9]{1,8}\))")
_OF_SEVERAL_ROWS = "（合并填写，未分行写明）"  # no figure may be taken from a target with these words
_FIELDS = ("level3", "item", "target", "actual", "points", "score")


@dataclass(slots=True)
class FormRows:
    """What the indicator tables of a form say."""

    rows: list[Indicator] = field(default_factory=list)
    headings: list[LevelHeading] = field(default_factory=list)
    total: Decimal | None = None
    total_cell: str = ""
    verdict: StatedVerdict = field(default_factory=StatedVerdict)  # what stands beside the tables
    full_mark: Decimal | None = None  # 分值 beside 总分
    bonus: Decimal = field(default_factory=Decimal)  # printed scores of 加分项 and 扣分项, which are not counted
    last_row: int = 0


def read_rows(
    sheet: FormSheet,
    blocks: list[Block],
    findings: list[Finding],
    words: Vocabulary | None = None,
    *,
    shared: bool = False,
) -> FormRows:
    """Every filled row below the headers. Left-over template rows, and words where a figure belongs, are said.

    `shared`: the rows are a part of a table of several projects, so that what stands around it is of all of them.
    """
    reader = _Reader(sheet, findings, words)
    for place, block in enumerate(blocks):
        end = blocks[place + 1].top - 1 if place + 1 < len(blocks) else sheet.row_count
        reader.take(block, end)
    if not shared:
        reader.take_verdict(blocks[0].top)
    _scale_weights(reader.found, findings)
    _scale_nested(reader.found, findings)
    _scale_marks(reader.found, findings)
    _without_bonus(reader.found)
    reader.found.rows = with_inferred_points(reader.found.rows, reader.found.headings, reader.goal_points, findings)
    return reader.found


class _Reader:
    def __init__(self, sheet: FormSheet, findings: list[Finding], words: Vocabulary | None) -> None:
        self.sheet, self.findings, self.words = sheet, findings, words
        self.found = FormRows()
        self.goal_points: dict[int, Decimal] = {}  # row of an indicator → what the label of its table is worth
        self.level1 = self.level2 = ""
        self.under_chinese = False  # the level above is numbered 一, 二
        self.score = "score"  # the field of the row's own points: 得分, or 加权得分 beside marks out of 100

    def take(self, block: Block, end: int) -> None:
        columns = {name: places[0] for name, places in block.columns.items()}
        self.score = self._score_field(block, end)
        columns["stated_score"] = columns.get(self.score, 1)
        table = Table(self.sheet.name, block.bottom, end, columns, kind="indicators")
        for row, kind in lines_of(self.sheet, block, end, self.findings):
            if kind == "total":
                self._total(block, row)
            else:
                self._row(block, table, row)

    def take_verdict(self, head: int) -> None:
        """自评得分 and 自评等级 beside the tables; the score is the form's total where no row 总分 has one."""
        found = self.found
        found.verdict = verdict_of(self.sheet, head, found.last_row)
        if found.total is None:
            found.total, found.total_cell = found.verdict.score, found.verdict.score_cell

    def _score_field(self, block: Block, end: int) -> str:
        """得分, unless it is a mark out of 100 with 加权得分 beside it."""
        if "score" not in block.columns:
            return "converted"
        rows = range(block.bottom + 1, end + 1)
        pairs = [[_figure(self._cell(block, row, name)) for name in ("score", "points")] for row in rows]
        over = any(score is not None and points is not None and score > points for score, points in pairs)
        return "converted" if over and "converted" in block.columns else "score"

    def _total(self, block: Block, row: int) -> None:
        """总分 as printed: under the scores, else the last figure of the row, else the one behind its own colon; and
        what all of it is worth."""
        cells = list(self.sheet.in_row(row))
        self.found.full_mark = _figure(self._cell(block, row, "points"))
        scores = ("score", "converted") if self.score == "score" else ("converted",)
        wanted = [column for name in scores for column in block.columns.get(name, ())]
        under = [(column, cell) for column, cell in cells if column in wanted and _figure(cell) is not None]
        weights = block.columns.get("points", ())
        figures = under or [(c, cell) for c, cell in cells if c not in weights and _figure(cell) is not None]
        if figures:
            column, cell = figures[0] if under else figures[-1]
            self.found.total, self.found.total_cell = _figure(cell), self.sheet.at(row, column)
            return
        told = ((column, figure) for column, cell in cells if (figure := figure_of_total(cell.text)))
        if (found := next(told, None)) is not None:
            self.found.total, self.found.total_cell = Decimal(found[1]), self.sheet.at(row, found[0])

    def _is_section(self, block: Block, row: int) -> bool:
        """A level-1 indicator in a row of its own: 一、产出指标（50分）, in no column of its own or merged over all.

        What all of its rows are worth and were given may stand beside it.
        """
        given = [block.first(name) for name in ("points", "score") if name in block.columns]
        cells = [(c, cell) for c, cell in self.sheet.in_row(row) if self.sheet.origin(row, c)[0] == row]
        numbers = block.columns.get("number", ())
        cells = [(c, cell) for c, cell in cells if c not in numbers or names_section(cell.text)]
        texts = [cell.text for column, cell in cells if column not in given or _figure(cell) is None]
        if len(texts) != 1 or ("level1" in block.columns and not is_wide_section(self.sheet, block, row)):
            return False
        level = self._numbered_level(block, row)
        if not level and not names_section(texts[0]):
            return False
        heading, points = heading_points(without_number(texts[0]))
        if points is None and "points" in block.columns:
            points = _figure(self._cell(block, row, "points"))
        self.level1, self.level2 = (self.level1, heading) if level == 2 else (heading, "")
        cell = self.sheet.at(row, block.first("level3"))
        self.found.headings.append(LevelHeading(level or 1, self.level1, self.level2, points, cell, texts[0]))
        return True

    def _numbered_level(self, block: Block, row: int) -> Literal[0, 1, 2]:
        """1 or 2 for a row whose number is above that of the next one: 一 before 1, 1 before 1.1; else 0."""
        rows = range(row + 1, self.sheet.row_count + 1)
        below = next((each for each in rows if own_text(self.sheet, block, each, "level3")), row)
        own, next_ = (
            number_of(own_text(self.sheet, block, each, "number") or own_text(self.sheet, block, each, "level3"))
            for each in (row, below)
        )
        if not is_above(own, next_):
            return 0
        level: Literal[1, 2] = 1 if is_chinese(own) or not self.under_chinese else 2
        self.under_chinese = is_chinese(own) or level == 2
        return level

    def _row(self, block: Block, table: Table, row: int) -> None:
        if self._is_section(block, row):
            return
        self._levels(block, row)
        if self._is_bonus(block, row):
            return
        texts = {name: self._text(block, row, name) for name in _FIELDS}
        if not any(texts.values()):
            return
        own_name = _NUMBERED.sub("", texts["level3"]).strip()
        filled = any(normal(texts[name]).strip("/-—无") for name in ("target", "actual", "points", "score"))
        if not filled and _TEMPLATE.fullmatch(normal(texts["level3"] or texts["item"])):
            cell = self.sheet.at(row, block.first("level3"))
            self.findings.append(finding("O102", self.sheet.name, cell, text=texts["level3"] or texts["item"]))
            return
        bare, worth_in_name = heading_points(own_name)
        own_name = own_name if worth_in_name is None or "points" in block.columns else bare
        name = own_name or self.level2 or self.level1
        name = "预算执行率" if _EXECUTION.fullmatch(normal(name)) else name
        indicator = self._indicator(block, table, row, name)
        if indicator.points is None and "points" not in block.columns and worth_in_name is not None:
            indicator = replace(indicator, points=worth_in_name)
        if (worth := _label_points(self.sheet, block)) is not None:
            self.goal_points[row] = worth
        self.found.rows.append(self._with_shared(block, indicator))
        self.found.last_row = row

    def _is_bonus(self, block: Block, row: int) -> bool:
        """加分项 and 扣分项 without points of their own stand outside of what the form is worth; they are told."""
        if not is_bonus(self.sheet, block, row):
            return False
        score = _figure(self._cell(block, row, self.score)) or Decimal()
        self.found.bonus += score
        name = self._text(block, row, "level3") or self.level1
        cell = self.sheet.at(row, block.first(self.score if self.score in block.columns else "level3"))
        self.findings.append(finding("O115", self.sheet.name, cell, name=name, score=as_digits(score)))
        self.found.last_row = row
        return True

    def _with_shared(self, block: Block, indicator: Indicator) -> Indicator:
        """A row whose points or score stand in a cell that is merged with the row above is an item of that one."""
        points, score = (
            name in block.columns and self._is_merged_above(indicator.row, block.first(name))
            for name in ("points", self.score)
        )
        if not (points or score):
            return indicator
        item = self._as_item(indicator)
        if not points:
            item = replace(item, points=indicator.points, points_cell=indicator.points_cell)
        if not score:
            own_cell = indicator.stated_score_cell
            item = replace(item, stated_score=indicator.stated_score, stated_score_cell=own_cell)
        return item

    def _is_merged_above(self, row: int, column: int) -> bool:
        place = self.sheet.origin(row, column)
        return bool(self.found.rows) and place in self.sheet.cells and place[0] < row == self.found.last_row + 1

    def _as_item(self, indicator: Indicator) -> Indicator:
        """A further item of the indicator above it; points and score are told once, on its first row."""
        first = next(row for row in self.found.rows if row.group == self.found.rows[-1].group)
        if not first.item:
            self.found.rows[self.found.rows.index(first)] = replace(first, item=first.level3)
        own = indicator.item or indicator.level3
        return replace(
            indicator, group=first.group, level3=first.level3, item=own, points=None, stated_score=None,
            points_cell=BLANK, stated_score_cell=BLANK,
        )  # fmt: skip

    def _levels(self, block: Block, row: int) -> None:
        """Blank level cells say what stands above them; a heading may carry points."""
        for level, name in ((1, "level1"), (2, "level2")):
            text = self._text(block, row, name)
            if not text:
                continue
            heading, points = heading_points(without_number(text) if level == 1 and names_section(text) else text)
            if points is None and f"{name}_points" in block.columns:
                points = _figure(self._cell(block, row, f"{name}_points"))
            if heading == getattr(self, name):
                continue
            setattr(self, name, heading)
            if level == 1:
                self.level2 = ""
            cell = self.sheet.at(row, block.first(name))
            level2 = heading if level == 2 else ""
            self.found.headings.append(LevelHeading(level, self.level1, level2, points, cell, text))  # type: ignore[arg-type]

    def _indicator(self, block: Block, table: Table, row: int, name: str) -> Indicator:
        unit = self._text(block, row, "unit")
        unit = "" if says_nothing(unit) else unit
        nature, operator = self._nature(block, row)
        promised = "target" if says_nothing(self._text(block, row, "adjusted")) else "adjusted"
        if promised == "adjusted":  # 调整指标值 takes the place of 年初指标值 where it is filled in
            table = table._replace(columns={**table.columns, "target": block.first("adjusted")})
        target_cell = _with_operator(self._cell(block, row, promised), operator)
        actual_cell = self._cell(block, row, "actual")
        points_cell = self._cell(block, row, "points")
        score_cell = self._cell(block, row, self.score)
        item = self._text(block, row, "item") if "level3" in block.columns else ""
        called = row_words(name, item, self.level2)
        target = read_quantity(target_cell, unit=unit, role="target", nature=nature, row=called, vocabulary=self.words)
        said = called._replace(target=target_cell.text)
        actual = read_quantity(actual_cell, unit=unit, role="actual", nature=nature, row=said, vocabulary=self.words)
        if _falls_short(target, actual) and self._is_shared(block, row, promised):
            target_cell = Cell(f"{text_with_percent(target_cell)}{_OF_SEVERAL_ROWS}")
            target = read_quantity(target_cell, unit=unit, role="target", row=called, vocabulary=self.words)
        sides: tuple[tuple[Quantity, Role], ...] = ((target, "target"), (actual, "actual"))
        for quantity, place in sides:
            cell = self.sheet.at(row, table.columns.get(place, 1))
            self.findings += quantity_findings(quantity, self.sheet.name, cell, unit=unit, name=name, role=place)
        return Indicator(
            table=table,
            row=row,
            group=self.found.rows[-1].group + 1 if self.found.rows else 0,
            number="",
            level1=self.level1,
            level2=self.level2,
            level3=name,
            item=item,
            nature=nature,
            target=target,
            actual=actual,
            unit=unit,
            points=self._number(points_cell, table, row, "points", "分值"),
            stated_score=self._number(score_cell, table, row, "stated_score", "得分"),
            reason=_reason(self._text(block, row, "reason")),
            target_cell=target_cell,
            actual_cell=actual_cell,
            points_cell=points_cell,
            stated_score_cell=score_cell,
            scoring_rule=self._text(block, row, "scoring_rule"),
        )

    def _is_shared(self, block: Block, row: int, promised: str) -> bool:
        """The target is merged over rows that each say what was done: of each, or of all of them together?"""
        column = block.first(promised)
        first, last = self.sheet.origin(row, column)[0], self.sheet.bottom(row, column)
        return last > first and len({self.sheet.origin(each, block.first("actual")) for each in (first, last)}) > 1

    def _nature(self, block: Block, row: int) -> tuple[Nature, str]:
        """The operator column: a nature that is known, else the sign itself, to be read with the target."""
        text = normal(self._text(block, row, "nature"))
        if text in NATURE_ALIASES:
            strict = text if text in (">", "<") else ""
            return NATURE_ALIASES[text], strict
        return "", text if text and not re.search("指标|定|向", text) else ""

    def _number(self, cell: Cell, table: Table, row: int, name: IndicatorField, title: str) -> Decimal | None:
        if says_nothing(cell.text):
            return None
        number = _figure(cell)
        if number is None:
            self.findings.append(finding("S008", table.sheet, table.at(name, row), column=title, text=cell.text))
        return number

    def _text(self, block: Block, row: int, name: str) -> str:
        return self._cell(block, row, name).text.strip()

    def _cell(self, block: Block, row: int, name: str) -> Cell:
        """The cell of a field; under a header that is merged over several columns, their texts joined."""
        places = dict.fromkeys(self.sheet.origin(row, column) for column in block.columns.get(name, ()))
        cells = [cell for place in places if not (cell := self.sheet.cells.get(place, BLANK)).blank]
        if len(cells) <= 1:
            return cells[0] if cells else BLANK
        periods = [part_of_the_year(self.sheet, block.top, block.bottom, place[1]) for place in places]
        if all(periods):  # the quarters of a year that has no sum of them
            shown = zip(periods, (self.sheet.cells.get(place, BLANK) for place in places), strict=True)
            return Cell("；".join(f"{period}{text_with_percent(cell)}" for period, cell in shown if not cell.blank))
        return Cell(_joined([text_with_percent(cell) for cell in cells]))


def _label_points(sheet: FormSheet, block: Block) -> Decimal | None:
    """`年度绩效目标1（40分）` in front of the header: what the rows of this table are worth together."""
    texts = (sheet.text(block.top, column) for column in range(1, block.first("level1")))
    found = (_LABEL_POINTS.search(normal(text)) for text in texts)
    return next((Decimal(match[1]) for match in found if match), None)


def heading_points(text: str) -> tuple[str, Decimal | None]:
    """`产出指标（50分）` and `产出指标50分` → 产出指标, 50."""
    heading, points = split_points(text)
    if points is None and (match := _POINTS_BEHIND.fullmatch(heading)):
        return match[1].rstrip("-—:"), Decimal(match[2])
    return heading, points


def text_with_percent(cell: Cell) -> str:
    """A cell as staff see it: 0.95 in a percent format is 95%."""
    if cell.shown:
        return cell.shown
    return f"{as_digits(cell.number * 100)}%" if cell.percent and cell.number is not None else cell.text.strip()


def _joined(texts: list[str]) -> str:
    """`≥`, `95` and `%` are ≥95%; two figures side by side are two."""
    figures = [text for text in texts if any(map(str.isdigit, text))]
    return ("；" if len(figures) > 1 else "").join(texts)


def _with_operator(cell: Cell, operator: str) -> Cell:
    return Cell(f"{operator}{text_with_percent(cell)}") if operator and not cell.blank else cell


def _figure(cell: Cell) -> Decimal | None:
    """Points or a score; a weight in a percent format is points of 100. `20分（核心）` is 20, `16/20` is 16."""
    number = plain_figure(cell)
    if number is None and (shown := _WITH_WORDS.fullmatch(normal(cell.text))):
        return plain_figure(Cell(shown[1]))
    if number is None and normal(cell.text).endswith("%"):
        return plain_figure(Cell(normal(cell.text).removesuffix("%")))
    return number * 100 if number is not None and cell.percent else number


def _reason(text: str) -> str:
    """The form prints 0 or a stroke where no reason is given."""
    return "" if normal(text) in ("0", "/", "-", "—", "--", "——") else text


def _scale_nested(found: FormRows, findings: list[Finding]) -> None:
    """Weights of rows that make 100 within each level, where the levels' own weights make 100 together."""
    levels = {heading.level1: heading.points for heading in found.headings if heading.level == 1}
    worth: dict[str, Decimal] = {}
    for row in found.rows:
        worth[row.level1] = worth.get(row.level1, Decimal()) + (row.points or Decimal())
    weights = [levels.get(level) or Decimal() for level in worth]
    if len(worth) < 2 or sum(weights) != 100 or any(points != 100 for points in worth.values()):
        return
    first = found.rows[0]
    findings.append(finding("O116", first.table.sheet, first.at("points")))
    found.rows = [
        row if row.points is None else replace(row, points=row.points * (levels[row.level1] or Decimal()) / 100)
        for row in found.rows
    ]


def _without_bonus(found: FormRows) -> None:
    """A printed total that counts the bonus is compared without it, where that is all that differs."""
    rows = sum((row.stated_score for row in found.rows if row.stated_score is not None), Decimal())
    if found.bonus and found.verdict.score == rows + found.bonus:
        found.verdict = found.verdict._replace(score=rows)
    if found.bonus and found.total == rows + found.bonus:
        found.total = rows


def _falls_short(target: Quantity, actual: Quantity) -> bool:
    """A count below the one that was promised."""
    figures = (target.number, actual.number) if (target.kind, actual.kind) == ("number", "number") else (None, None)
    return (
        target.operator not in AT_MOST and figures[0] is not None and figures[1] is not None and figures[1] < figures[0]
    )


def _scale_marks(found: FormRows, findings: list[Finding]) -> None:
    """Marks out of 100 in every row (95 for a weight of 30) that make the printed total once they are weighted."""
    rows = [row for row in found.rows if row.stated_score is not None and row.points]
    marks = [(row.stated_score or Decimal(), row.points or Decimal()) for row in rows]
    if not marks or found.total is None or all(mark <= points for mark, points in marks):
        return
    weighted = sum((mark * points / 100 for mark, points in marks), Decimal())
    if max(mark for mark, _ in marks) > 100 or abs(weighted - found.total) >= Decimal("0.05"):
        return
    first = rows[0]
    findings.append(finding("O114", first.table.sheet, first.at("stated_score"), total=as_digits(found.total)))
    found.rows = [
        row if row.stated_score is None or not row.points
        else replace(row, stated_score=row.stated_score * row.points / 100, stated_score_cell=BLANK)
        for row in found.rows
    ]  # fmt: skip


def _scale_weights(found: FormRows, findings: list[Finding]) -> None:
    """Weights written as fractions (0.1 for 10 points) are points of 100."""
    points = [row.points for row in found.rows if row.points is not None]
    scores = [row.stated_score for row in found.rows if row.stated_score is not None]
    if not points or max(points) > 1 or sum(points) > Decimal("1.01") or not scores or max(scores) <= 1:
        return
    first = found.rows[0]
    findings.append(finding("O105", first.table.sheet, first.at("points"), total=as_digits(sum(points, Decimal(0)))))
    found.rows = [row if row.points is None else replace(row, points=row.points * 100) for row in found.rows]

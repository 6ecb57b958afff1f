"""Official self-evaluation forms as workbooks, in layouts as provinces use them, from the figures of one sheet."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import xlsxwriter

LAYOUTS = ("ministry", "province", "headings", "plain")


@dataclass(frozen=True)
class Row:
    """One indicator as it was printed; `points` and `score` None where the sheet has none."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    points: float | None
    score: float | None
    reason: str = ""


@dataclass(frozen=True)
class Money:
    """One row of the funds table, figures as printed."""

    name: str
    initial: str = ""
    full: str = ""
    executed: str = ""
    points: str = ""
    rate: str = ""
    score: str = ""


@dataclass(frozen=True)
class Form:
    source: str
    title: str
    project: str
    unit: str
    authority: str
    year: int
    funds: Sequence[Money]
    rows: Sequence[Row]
    goals: Sequence[tuple[str, str]] = ()
    total: float | None = None
    notes: str = ""
    has_points: bool = True
    template_rows: Sequence[tuple[str, str, str]] = field(default=())  # left in, as level1, level2, text


def build(form: Form, layout: str) -> bytes:
    """The form as a workbook.

    ministry: merged levels, points behind the actual. province: no merges, columns of their own for operator and unit,
    points in front, two rows of headers. headings: no column of points (they stand in the levels' names), a second
    score. plain: other names for everything, amounts in 元, labels and values in one cell.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2025, 7, 1)})  # made again, it is the same bytes
    sheet = book.add_worksheet("自评表" if layout != "plain" else "Sheet1")
    _Writer(book, sheet, form).write(layout)
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Any, sheet: Any, form: Form) -> None:
        self.sheet, self.form = sheet, form
        self.box = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        self.percent = book.add_format({"border": 1, "num_format": "0.00%"})
        self.whole_percent = book.add_format({"border": 1, "num_format": "0%"})
        self.row = 0

    def write(self, layout: str) -> None:
        getattr(self, f"_{layout}")()

    # ---- layouts

    def _ministry(self) -> None:
        form = self.form
        self.merge(0, 0, 8, f"{form.title}\n（{form.year}年度）")
        self.pairs(1, [("项目名称", form.project, 1, 8)])
        self.pairs(2, [("主管部门", form.authority, 1, 4), ("实施单位", form.unit, 6, 8)])
        heads = ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
        self.row = 3
        self.block("项目资金\n（万元）", len(form.funds) + 1)
        self.put(self.row, 2, ["", *heads])
        for place, money in enumerate(form.funds, 1):
            self.put(self.row + place, 2, [money.name, *self.amounts(money)], percent_at=5)
        self.row += len(form.funds) + 1
        if form.goals:
            self.block("年度总\n体目标", len(form.goals) + 1)
            self.merge(self.row, 2, 4, "预期目标")
            self.merge(self.row, 5, 8, "实际完成情况")
            for place, (promised, done) in enumerate(form.goals, 1):
                self.merge(self.row + place, 2, 4, promised)
                self.merge(self.row + place, 5, 8, done)
            self.row += len(form.goals) + 1
        self.block("绩\n效\n指\n标", len(form.rows) + 1)
        heads = [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]
        self.put(self.row, 1, heads)
        start = self.row + 1
        for place, row in enumerate(form.rows):
            values = [row.level3, row.target, row.actual, row.points, row.score, row.reason]
            self.put(start + place, 3, [self.number(value) for value in values])
        self.levels(start, 1)
        self.row = start + len(form.rows)
        self.templates(1)
        self.end(total_at=7)

    def _province(self) -> None:
        form = self.form
        self.merge(0, 0, 11, form.title)
        self.put(1, 0, [f"({form.year}年度)"])
        self.put(2, 0, ["项目名称", form.project, "", "", "项目单位", form.unit, "", "主管部门", form.authority])
        heads = [
            "资金情况（万元）",
            "",
            "年初预算数（A0）",
            "全年预算数（A）",
            "全年执行数（B）",
            "执行率（B/A）",
            "权重",
            "得分",
        ]
        self.put(4, 0, heads)
        for place, money in enumerate(form.funds, 5):
            initial, full, executed, points, rate, score = self.amounts(money)
            self.put(place, 1, [money.name, initial, full, executed, rate, points, score], percent_at=4)
        self.row = 6 + len(form.funds)
        if form.goals:
            self.put(self.row, 0, ["年度绩效目标完成情况", "年初设定目标", "", "", "全年实际完成情况"])
            for place, (promised, done) in enumerate(form.goals, 1):
                self.put(self.row + place, 1, [promised, "", "", done])
            self.row += len(form.goals) + 2
        top = self.row
        for column, head in enumerate(["一级指标", "二级指标", "三级指标", "权重"]):
            self.sheet.merge_range(top, column, top + 1, column, head, self.box)
        self.sheet.merge_range(top, 4, top, 6, "年度指标值", self.box)
        self.put(top + 1, 4, ["指标性质", "指标值", "度量单位"])
        for column, head in ((7, "全年完成值"), (8, "自评得分"), (9, "未完成原因分析")):
            self.sheet.merge_range(top, column, top + 1, column, head, self.box)
        above = ("", "")
        for place, row in enumerate(form.rows, top + 2):
            level1 = row.level1 if row.level1 != above[0] else ""
            level2 = row.level2 if (row.level1, row.level2) != above else ""
            above = (row.level1, row.level2)
            operator, figure, unit = apart(row.target)
            values = [level1, level2, row.level3, row.points, operator, figure, unit, row.actual, row.score, row.reason]
            self.put(place, 0, [self.number(value) for value in values])
        self.row = top + 2 + len(form.rows)
        self.templates(0)
        self.end(total_at=8)

    def _headings(self) -> None:
        """Points stand in the names of the levels where the rows' points make them."""
        form = self.form
        self.merge(0, 0, 7, form.title)
        self.pairs(1, [("项目（专项）名称", form.project, 1, 3), ("年度", str(form.year), 5, 7)])
        self.pairs(2, [("实施单位", form.unit, 1, 3), ("预算主管部门", form.authority, 5, 7)])
        self.put(3, 0, ["资金（万元）", "", "预算数（调整后）", "执行数", "执行率", "分值", "得分"])
        for place, money in enumerate(form.funds, 4):
            full = money.full or money.initial
            self.put(place, 1, [money.name, *map(self.number, (full, money.executed))])
            self.put(
                place, 4, [self.rate(money.rate), self.number(money.points), self.number(money.score)], percent_at=0
            )
        self.row = 4 + len(form.funds)
        for promised, done in form.goals:
            self.put(self.row, 0, ["年度总体目标", "预期目标", "", "", "目标实际完成情况"])
            self.put(self.row + 1, 1, [promised, "", "", done])
            self.row += 2
        heads = ["一级指标", "二级指标", "三级指标", "年初指标值", "实际完成指标值", "得分", "折算得分", "原因及措施"]
        self.put(self.row, 0, heads)
        start = self.row + 1
        sums = {key: sum(row.points or 0 for row in rows) for key, rows in self.by_level1()}
        for place, row in enumerate(form.rows, start):
            name = row.level1 if re.search("分", row.level1) or not sums[row.level1] else ""
            level1 = name or f"{row.level1}（{sums[row.level1]:g}分）"
            values = [level1, row.level2, row.level3, row.target, row.actual, row.score, row.score, row.reason]
            self.put(place, 0, [self.number(value) for value in values])
        self.row = start + len(form.rows)
        self.end(total_at=5)

    def _plain(self) -> None:
        form = self.form
        self.put(0, 0, [f"{form.year}年度{form.title}"])
        self.put(1, 0, ["金额单位：元"])
        self.put(2, 0, [f"项目名称：{form.project}", "", "", f"项目单位：{form.unit}"])
        self.put(3, 0, [f"主管部门：{form.authority}"])
        self.put(4, 0, ["预算情况", "年初预算", "全年预算", "实际支出", "预算执行率", "标准分", "评分"])
        for place, money in enumerate(form.funds, 5):
            yuan = [round(float(each) * 10000, 2) if number_like(each) else "" for each in (money.initial, money.full)]
            spent = round(float(money.executed) * 10000, 2) if number_like(money.executed) else ""
            values = [money.name, *yuan, spent, money.rate, self.number(money.points), self.number(money.score)]
            self.put(place, 0, values)
        self.row = 6 + len(form.funds)
        heads = ["序号", "指标类型", "二级指标", "指标名称", "标准分", "目标值", "完成值", "评分", "备注"]
        self.put(self.row, 0, heads)
        for place, row in enumerate(form.rows, 1):
            values = [
                place,
                row.level1,
                row.level2,
                row.level3,
                row.points,
                row.target,
                row.actual,
                row.score,
                row.reason,
            ]
            self.put(self.row + place, 0, [self.number(value) for value in values])
        self.row += len(form.rows) + 1
        self.end(total_at=7)

    # ---- parts

    def end(self, total_at: int) -> None:
        if self.form.total is not None:
            self.put(self.row, 0, ["总分"])
            self.put(self.row, total_at, [self.form.total])
            self.row += 1
        if self.form.notes:
            self.merge(self.row, 0, 7, self.form.notes)
            self.row += 1
        self.put(self.row + 1, 0, ["填表人：", "李文"])

    def templates(self, first: int) -> None:
        for level1, level2, text in self.form.template_rows:
            self.put(self.row, first, [level1, level2, text])
            self.row += 1

    def levels(self, start: int, column: int) -> None:
        """Merged cells over the rows of one level."""
        for depth, key in ((0, lambda r: r.level1), (1, lambda r: (r.level1, r.level2))):
            place = start
            for _, rows in groupby(self.form.rows, key):
                count = len(list(rows))
                first = self.form.rows[place - start]
                self.area(place, column + depth, place + count - 1, column + depth, (first.level1, first.level2)[depth])
                place += count

    def by_level1(self) -> Iterable[tuple[str, list[Row]]]:
        return ((name, [r for r in self.form.rows if r.level1 == name]) for name in {r.level1 for r in self.form.rows})

    def block(self, label: str, rows: int) -> None:
        self.area(self.row, 0, self.row + rows - 1, 0, label)

    def pairs(self, row: int, pairs: Iterable[tuple[str, str, int, int]]) -> None:
        for label, value, first, last in pairs:
            self.put(row, first - 1, [label])
            self.merge(row, first, last, value)

    def amounts(self, money: Money) -> list[Any]:
        parts = (money.initial, money.full, money.executed, money.points)
        return [*map(self.number, parts), self.rate(money.rate), self.number(money.score)]

    def number(self, value: Any) -> Any:
        return float(value) if isinstance(value, str) and number_like(value) else "" if value is None else value

    def rate(self, text: str) -> Any:
        return float(text[:-1]) / 100 if re.fullmatch(r"[0-9.]+%", text) else text

    def put(self, row: int, column: int, values: Sequence[Any], percent_at: int = -1) -> None:
        for place, value in enumerate(values):
            if value != "":
                is_rate = place == percent_at and isinstance(value, float)
                whole = is_rate and round(value * 100, 6).is_integer()  # 86 % was printed, not 86.00 %
                rate = self.whole_percent if whole else self.percent
                self.sheet.write(row, column + place, value, rate if is_rate else self.box)

    def merge(self, row: int, first: int, last: int, text: str) -> None:
        self.area(row, first, row, last, text)

    def area(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        if (top, left) == (bottom, right):
            self.sheet.write(top, left, text, self.box)
        else:
            self.sheet.merge_range(top, left, bottom, right, text, self.box)


def number_like(text: str) -> bool:
    return re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text) is not None


def apart(target: str) -> tuple[str, str, str]:
    """A printed target in three columns: `≥95%` → ≥, 95, %."""
    match = re.fullmatch(r"(≥|≤|=|﹦|>=|<=|＝)?\s*([0-9.]+)\s*([^0-9月]*)", target)
    return (match[1] or "", match[2], match[3]) if match else ("", target, "")


def grid(rows: Sequence[Sequence[Any]], title: str = "自评表") -> bytes:
    """A sheet as it is drawn: `^` is merged with the cell above it, `<` with the one to its left.

    A cell `(value, format)` has a number format.
    """
    return book_of({title: rows})


def book_of(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Several sheets, each drawn as by `grid`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2025, 7, 1)})
    for title, rows in sheets.items():
        _draw(book, book.add_worksheet(title), rows)
    book.close()
    return buffer.getvalue()


def _draw(book: Any, sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    areas: dict[tuple[int, int], list[int]] = {}
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            neighbour = {"^": (row - 1, column), "<": (row, column - 1)}.get(value) if isinstance(value, str) else None
            owner = owners[neighbour] if neighbour else (row, column)
            owners[row, column] = owner
            area = areas.setdefault(owner, [row, column])
            area[0], area[1] = max(area[0], row), max(area[1], column)
    for (row, column), (bottom, right) in areas.items():
        value = rows[row][column]
        value, style = (
            (value[0], book.add_format({"num_format": value[1]})) if isinstance(value, tuple) else (value, None)
        )
        if (row, column) != (bottom, right):
            sheet.merge_range(row, column, bottom, right, value, style)
        elif value not in ("", None):
            sheet.write(row, column, value, style)

"""Writes a 项目支出绩效自评表 the way finance bureaus hand it out: one sheet full of merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter

CREATED = datetime(2025, 1, 1)
WIDTHS = (6, 12, 14, 20, 15, 15, 13, 9, 11, 13)
LAST = len(WIDTHS) - 1
HEADERS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


@dataclass(frozen=True, slots=True)
class FormRow:
    """One indicator as the unit fills it in."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    points: int
    score: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form. Amounts in 万元; all money is the year's own appropriation."""

    title: str
    project: str
    authority: str
    unit: str
    initial_budget: Decimal
    full_year_budget: Decimal
    executed: Decimal
    execution_points: int
    execution_score: Decimal
    expected: str
    achieved: str
    rows: Sequence[FormRow]
    total: Decimal
    signature: str


def write_form(form: Form) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_format_properties": {"font_name": "宋体"}})
    book.set_properties({"title": form.title, "created": CREATED})
    sheet = _Sheet(book)
    sheet.head(form)
    row = sheet.goals(sheet.funds(3, form), form)
    row = sheet.total(sheet.indicators(row, form.rows), form)
    sheet.page(row)
    book.close()
    return stream.getvalue()


class _Sheet:
    """The sheet being written; rows and columns are 0-based, and each block returns the row below it."""

    def __init__(self, book: Any) -> None:
        box = {
            "font_name": "宋体",
            "font_size": 10,
            "border": 1,
            "valign": "vcenter",
            "align": "center",
            "text_wrap": True,
        }
        self._sheet = book.add_worksheet("自评表")
        self._plain = book.add_format(box)
        self._left = book.add_format(box | {"align": "left"})
        self._bold = book.add_format(box | {"bold": True})
        self._money = book.add_format(box | {"num_format": "0.00"})
        self._percent = book.add_format(box | {"num_format": "0.00%"})
        self._title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
        for column, width in enumerate(WIDTHS):
            self._sheet.set_column(column, column, width)

    def head(self, form: Form) -> None:
        self._span((0, 0), (0, LAST), form.title, self._title)
        self._sheet.set_row(0, 36)
        self._span((1, 0), (1, 2), "项目名称", self._bold)
        self._span((1, 3), (1, LAST), form.project, self._plain)
        self._span((2, 0), (2, 2), "主管部门", self._bold)
        self._span((2, 3), (2, 4), form.authority, self._plain)
        self._span((2, 5), (2, 6), "实施单位", self._bold)
        self._span((2, 7), (2, LAST), form.unit, self._plain)
        for row in (1, 2):
            self._sheet.set_row(row, 22)

    def funds(self, row: int, form: Form) -> int:
        self._span((row, 0), (row + 4, 2), "项目资金\n（万元）", self._bold)
        for column, header in enumerate(("", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), 3):
            self._sheet.write_string(row, column, header, self._bold)
        names = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
        amounts = (form.initial_budget, form.full_year_budget, form.executed)
        for offset, name in enumerate(names, 1):
            self._sheet.write_string(row + offset, 3, name, self._plain)
            for column, amount in enumerate(amounts, 4):
                self._sheet.write_number(row + offset, column, float(amount) if offset < 3 else 0.0, self._money)
            for column in (7, 8, 9):
                self._sheet.write_string(row + offset, column, "—", self._plain)
        self._sheet.write_number(row + 1, 7, form.execution_points, self._plain)
        self._sheet.write_number(row + 1, 8, float(form.executed / form.full_year_budget), self._percent)
        self._sheet.write_number(row + 1, 9, float(form.execution_score), self._money)
        return row + 5

    def goals(self, row: int, form: Form) -> int:
        self._span((row, 0), (row + 1, 0), "年度总体目标", self._bold)
        self._span((row, 1), (row, 5), "预期目标", self._bold)
        self._span((row, 6), (row, LAST), "实际完成情况", self._bold)
        self._span((row + 1, 1), (row + 1, 5), form.expected, self._left)
        self._span((row + 1, 6), (row + 1, LAST), form.achieved, self._left)
        self._sheet.set_row(row + 1, 58)
        return row + 2

    def indicators(self, row: int, rows: Sequence[FormRow]) -> int:
        self._span((row, 0), (row + len(rows), 0), "绩效指标", self._bold)
        for column, header in enumerate(HEADERS, 1):
            self._sheet.write_string(row, column, header, self._bold)
        self._span((row, 8), (row, LAST), "偏差原因分析及改进措施", self._bold)
        self._sheet.set_row(row, 28)
        first = row + 1
        self._levels(first, 1, [line.level1 for line in rows])
        self._levels(first, 2, [f"{line.level1}/{line.level2}" for line in rows])
        for place, line in enumerate(rows, first):
            for column, text in enumerate((line.level3, line.target, line.actual), 3):
                self._sheet.write_string(place, column, text, self._plain)
            self._sheet.write_number(place, 6, line.points, self._plain)
            self._sheet.write_number(place, 7, float(line.score), self._money)
            self._span((place, 8), (place, LAST), line.reason, self._left)
            self._sheet.set_row(place, 26)
        return first + len(rows)

    def total(self, row: int, form: Form) -> int:
        self._span((row, 0), (row, 5), "总分", self._bold)
        self._sheet.write_number(row, 6, form.execution_points + sum(line.points for line in form.rows), self._bold)
        self._sheet.write_number(row, 7, float(form.total), self._money)
        self._span((row, 8), (row, LAST), "", self._plain)
        self._span((row + 1, 0), (row + 1, LAST), form.signature, self._left)
        return row + 2

    def page(self, rows: int) -> None:
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 1)
        self._sheet.center_horizontally()
        self._sheet.print_area(0, 0, rows - 1, LAST)

    def _levels(self, first: int, column: int, names: Sequence[str]) -> None:
        """One merged cell over the rows of each level; a name may carry its parent before a slash."""
        row = first
        for name, run in groupby(names):
            length = len(list(run))
            self._span((row, column), (row + length - 1, column), name.rpartition("/")[2], self._plain)
            row += length

    def _span(self, first: tuple[int, int], last: tuple[int, int], text: str, look: Any) -> None:
        if first == last:
            self._sheet.write_string(*first, text, look)
        else:
            self._sheet.merge_range(*first, *last, text, look)

"""Small workbooks of staff, whose sheets are made in a way that a press must cope with."""

from __future__ import annotations

import io

import openpyxl


def beside_merged_cells() -> bytes:
    """绩效指标 ends in a column that is merged over all rows: computed columns come to stand beside it."""
    rows = [[f"个案{n}", "40个", f"{30 + n}个", "产出指标（90分）" if not n else None] for n in range(4)]
    book = _book([["三级指标", "年度指标值", "实际完成值", "一级指标"], *rows])
    book["绩效指标"].merge_cells("D2:D5")
    return _saved(book)


def with_hidden_columns() -> bytes:
    """All columns right of 绩效指标 are hidden, as many staff have it."""
    book = _book([["一级指标", "三级指标", "年度指标值", "实际完成值"], ["产出指标（90分）", "个案", "40个", "30个"]])
    book["绩效指标"].column_dimensions.group("E", "XFD", hidden=True)
    return _saved(book)


def _book(indicators: list[list[str | None]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    information = book.active
    information.title = "基本信息"
    for pair in (("站点名称", "青禾站"), ("评价年度", "2024"), ("年度项目资金（万元）", 10)):
        information.append(pair)
    table = book.create_sheet("绩效指标")
    for row in indicators:
        table.append(row)
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""Small workbooks made cell by cell, for tests of reading and writing: what staff wrote, in any layout."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

Row = Sequence[Any]
INFORMATION: tuple[Row, ...] = (
    ("站点名称", "青禾街社工服务站"),
    ("项目名称", "青禾街社工服务站项目"),
    ("承接机构", "青禾社会工作服务中心"),
    ("购买方", "青禾街道办事处"),
    ("评价年度", 2025),
    ("服务开始日期", dt.date(2024, 8, 1)),
    ("服务结束日期", dt.date(2025, 7, 31)),
    ("年度项目资金（万元）", 200),
    ("评分方案", "guangzhou-2018"),
)
INDICATOR_HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "指标明细",
    "年度指标值",
    "计量单位",
    "分值",
    "实际完成值",
    "偏差原因分析及改进措施",
)
INDICATORS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "个案服务", "", 60, "个", 50, 60, ""),
    ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, "92%", ""),
)
COSTS: tuple[Row, ...] = (
    ("支出明细", "支出简介", "经费类别", "预算金额（万元）", "支出金额（万元）", "差异原因"),
    ("人员经费", "工资和社保", "人员费用", 140, 138, ""),
    ("服务经费", "活动和培训", "服务质量保障", 40, 39, ""),
    ("管理费", "税费和管理", "运营管理", 20, 19, ""),
)
ASSESSMENTS: tuple[Row, ...] = (
    ("评估期次", "评估主体", "权重", "评分", "结论", "评估日期", "备注"),
    ("末期", "第三方评估机构", 0.7, 92, "优秀", dt.date(2025, 7, 20), ""),
    ("末期", "街道办事处", 0.2, 90, "", dt.date(2025, 7, 20), ""),
    ("末期", "区民政局", 0.1, 90, "", dt.date(2025, 7, 20), ""),
)
TRANCHES: tuple[Row, ...] = (
    ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"),
    ("首期", 0.55, "合同生效", dt.date(2024, 8, 1), 110),
    ("末期", 0.45, "末期评估合格", None, None),
)
EFFECTS: tuple[Row, ...] = (
    ("层面", "对象/范畴", "服务提供", "服务成效"),
    ("个人层面", "长者", "探访", "更愿意出门"),
)
TEXTS: tuple[Row, ...] = (("章节", "标题", "内容"), ("存在问题", "", "注：人手不足。"), ("改进措施", "", "增加人手。"))
LEDGER: tuple[Row, ...] = (
    ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次"),
    (dt.date(2024, 9, 1), "东社区", "甲", "个案", "个案服务", 1, 1),
    (dt.date(2024, 9, 2), "西社区", "乙", "个案", "个案服务", 1, 1),
)


@dataclass
class Percent:
    """A number in a percent format."""

    value: float


@dataclass
class Written:
    """A formula with its value."""

    formula: str
    value: Any


@dataclass
class Book:
    """A workbook as rows of plain values by sheet; `merges` are (sheet, area, text)."""

    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    merges: Sequence[tuple[str, str, str]] = ()
    hidden_rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hidden_columns: Mapping[str, str] = field(default_factory=dict)  # "C:D"
    filters: Mapping[str, str] = field(default_factory=dict)  # "A1:I4"
    hidden_sheets: Sequence[str] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> bytes:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        book.set_properties({"created": dt.datetime(2025, 7, 1)})  # made again, it is the same bytes
        percent, day = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in self.sheets.items():
            sheet = book.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, Percent):
                        sheet.write_number(row_number, column, value.value, percent)
                    elif isinstance(value, Written):
                        sheet.write_formula(row_number, column, value.formula, None, value.value)
                    elif isinstance(value, dt.date):
                        sheet.write_datetime(row_number, column, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(row_number, column, value)
                    elif value is not None:
                        sheet.write(row_number, column, value)
            for row_number in self.hidden_rows.get(name, ()):
                sheet.set_row(row_number - 1, None, None, {"hidden": True})
            if columns := self.hidden_columns.get(name):
                sheet.set_column(columns, None, None, {"hidden": True})
            if area := self.filters.get(name):
                sheet.autofilter(area)
            if name in self.hidden_sheets:
                sheet.hide()
        for name, area, text in self.merges:
            book.get_worksheet_by_name(name).merge_range(area, text)
        for name, value in self.properties.items():
            book.set_custom_property(name, value, "text")
        book.close()
        return buffer.getvalue()


def standard(**sheets: Sequence[Row] | None) -> Book:
    """A small clean station; a keyword replaces a sheet, None leaves it out."""
    content: dict[str, Sequence[Row] | None] = {
        "基本信息": INFORMATION,
        "绩效指标": INDICATORS,
        "资金使用": COSTS,
        **sheets,
    }
    return Book({name: rows for name, rows in content.items() if rows is not None})

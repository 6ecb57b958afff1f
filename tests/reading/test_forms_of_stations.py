"""Forms as stations and districts lay them out themselves: a task book, a table of completion, a tree of codes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sheets import Book, Percent

from workbook_tools.in_memory import Computed, evaluate_bytes

Rows = list[list[Any]]
AGREEMENT: Rows = [
    ["社工站服务协议指标完成情况自评表（2024年）"],
    ["机构名称：向阳社会工作服务中心", "", "", "站点：南塘镇社工站"],
    ["序号", "类别", "指标名称", "单位", "指标数", "完成数", "完成率", "分值", "自评分", "备注"],
    [1, "产出指标", "个案服务", "个", 20, 21, Percent(1.05), 25, 25, ""],
    [2, "产出指标", "社区活动", "场", 36, 33, Percent(0.9167), 25, 22.92, "天气"],
    [3, "效益指标", "服务人次", "人次", 5000, 5600, Percent(1.12), 25, 25, ""],
    [4, "满意度指标", "满意度", "%", 90, 94, Percent(1.04), 25, 25, ""],
    ["", "合计", "", "", "", "", "", 100, 97.92, ""],
    ["机构盖章：", "", "", "镇民政办意见：", "同意", "", "", "日期：2025.1.8"],
]
TASK_BOOK: Rows = [
    ["柳河街道社工站2023年度服务任务书完成情况自评"],
    ["项目名称：柳河街道社工站服务项目", "", "", "", "实施周期：2023.1.1-2023.12.31"],
    ["指标类别", "指标名称", "合同指标数", "实际完成数", "完成比例", "标准分", "自评得分", "未完成原因"],
    ["产出", "个案", "40个", "41个", "102.5%", 25, 25, ""],
    ["", "小组", "10个", "9个", "90%", 25, 22.5, "人手不足"],
    ["成效", "居民参与", "≥3000人次", "3120人次", "104%", 25, 25, ""],
    ["满意度", "服务满意度", "≥95%", "96.2%", "", 25, 25, ""],
    ["合 计", "", "", "", "", 100, 97.5, ""],
    ["自评单位（盖章）", "", "", "", "2024年1月10日"],
]
SECTIONS: Rows = [
    ["2022年度项目绩效自评情况表"],
    ["指标名称", "年度目标", "完成情况", "权重（分）", "自评（分）", "说明"],
    ["一、产出指标", "", "", 60, 59, ""],
    ["1.入户走访", "≥600户次", "612户次", 20, 20, ""],
    ["2.电话问候", "≥1200人次", "1140人次", 20, 19, "部分电话停机"],
    ["3.节日活动", "6场", "6场", 20, 20, ""],
    ["二、效益指标", "", "", 30, 30, ""],
    ["1.化解矛盾", "≥20件", "23件", 30, 30, ""],
    ["三、满意度", "", "", 10, 10, ""],
    ["1.居民满意度", "≥92%", "95%", 10, 10, ""],
    ["合计", "", "", 100, 99, ""],
    ["备注：电话问候按通话记录统计。", "", "", "", "", ""],
]
TREE: Rows = [
    ["政府购买服务项目绩效自评价表"],
    ["项目名称：", "浦桥镇社工服务站", "", "预算部门：", "镇社区事务办"],
    ["预算金额（元）", 600000, "执行金额（元）", 582000, "执行率", "97%"],
    ["一级指标", "权重", "二级指标", "权重", "三级指标", "权重", "目标值", "完成情况", "评分细则", "自评分"],
    ["A投入管理", 20, "A1投入", 20, "A11预算执行率", 10, "100%", "97%", "每低1%扣0.5分", 8.5],
    ["", "", "", "", "A12财务规范", 10, "规范", "规范", "", 10],
    ["B产出", 40, "B1数量", 40, "B11个案管理", 20, "50例", "52例", "", 20],
    ["", "", "", "", "B12社区活动", 20, "60场", "57场", "按比例", 19],
    ["C效果", 40, "C1满意度", 40, "C11居民满意度", 40, "90%", "94%", "", 40],
    ["总分", 100, "", "", "", "", "", "", "", 97.5],
]
TABLE: Rows = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "夏令营期数", "2期", "2期", 20, 20],
    ["", "", "服务儿童数", "≥60人", "58人", 30, 29],
    ["效益指标", "社会效益指标", "媒体报道", "≥2篇", "3篇", 30, 30],
    ["满意度指标", "满意度指标", "家长满意度", "≥90%", "95%", 20, 20],
    ["", "", "", "", "合计", 100, 99],
]
HEAD: Rows = [["项目支出绩效自评表（2023年）"], ["项目名称", "流动儿童关爱"]]


def computed(rows: Rows) -> Computed:
    return evaluate_bytes(Book({"自评表": rows}).data())


def rows_of(form: Computed) -> list[tuple[str, str]]:
    return [(row.indicator.level3, str(row.score)) for row in form.evaluation.rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (AGREEMENT, [("个案服务", "25.00"), ("社区活动", "22.92"), ("服务人次", "25.00"), ("满意度", "25.00")]),
        (
            SECTIONS,  # what the rows of a section come to stands beside its name
            [
                ("入户走访", "20.00"),
                ("电话问候", "19.00"),
                ("节日活动", "20.00"),
                ("化解矛盾", "30.00"),
                ("居民满意度", "10.00"),
            ],
        ),
        (TASK_BOOK, [("个案", "25.00"), ("小组", "22.50"), ("居民参与", "25.00"), ("服务满意度", "25.00")]),
    ],
)
def test_a_stations_own_table_is_read_whatever_its_columns_are_called(
    rows: Rows, expected: list[tuple[str, str]]
) -> None:
    form = computed(rows)
    assert rows_of(form) == expected
    assert form.evaluation.score == form.submission.stated_total


def test_a_code_in_front_of_a_name_is_no_part_of_it_and_the_execution_counts_once() -> None:
    form = computed(TREE)
    assert [name for name, _ in rows_of(form)] == ["预算执行率", "财务规范", "个案管理", "社区活动", "居民满意度"]
    assert form.evaluation.total_points == 100
    (told,) = [each for each in form.findings if each.code == "M042"]
    assert told.cell == "K5"  # of the standard workbook that the form became
    assert "自评得分是8.50分，按执行率97%×10分应为9.70分" in told.message
    assert "每低1%扣0.5分" in told.message


@pytest.mark.parametrize(
    "funds",
    [
        [["资金情况（万元）", "", "预算数", "执行数", "执行率"], ["", "合计", 20, 19, "95%"]],
        [["全年预算数（万元）", 20, "全年执行数（万元）", 19]],
        [["年度资金总额（万元）", 20, "全年执行数（万元）", 19]],
    ],
)
def test_a_form_whose_rows_make_a_hundred_scores_no_execution(funds: Rows) -> None:
    form = computed([*HEAD, *funds, *TABLE])
    assert form.evaluation.funds.execution_rate == Decimal("0.95")
    assert form.evaluation.score == form.submission.stated_total == 99
    assert "P050" not in [each.code for each in form.findings]


def test_who_pays_who_works_and_the_year_may_stand_in_one_line_each() -> None:
    head: Rows = [
        ["社会工作服务项目绩效目标完成情况表"],
        ["项目名称：闽江口渔民服务项目        资助单位：市慈善总会        执行单位：海之心社工"],
        ["项目周期：2022年1月1日-2022年12月31日        项目资金：20万元"],
    ]
    about = computed([*head, *TABLE]).submission.information
    assert (about.project, about.authority, about.contractor) == ("闽江口渔民服务项目", "市慈善总会", "海之心社工")
    assert about.year == "2022"
    head[2] = ["项目周期：2022年7月1日-2023年6月30日"]
    assert computed([*head, *TABLE]).submission.information.year == ""

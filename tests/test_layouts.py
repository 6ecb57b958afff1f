"""The same small station in the layouts that offices make of it: the same score, and a second run adds nothing."""

from __future__ import annotations

import io
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import openpyxl
import pytest
from sheets import COSTS, INDICATORS, INFORMATION, Book, Percent, Row, Written, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook

HEADS, *ROWS = INDICATORS
COST_HEADS, *LINES = COSTS
SCORE = Decimal("99.80")
EXPECTED = {"P057", "R068"}  # one row above 40 points; a satisfaction rate without its survey


def column(heads: tuple[str, ...], name: str, title: str, values: dict[int, Any]) -> list[Row]:
    """The indicator sheet with one column retitled and its cells replaced by row."""
    place = HEADS.index(name)
    changed = ((*row[:place], values.get(number, row[place]), *row[place + 1 :]) for number, row in enumerate(ROWS))
    return [heads[:place] + (title,) + heads[place + 1 :], *changed]


def in_yuan(heads: Row, *above: Row) -> list[Row]:
    return [*above, heads, *((a, b, c, d * 10000, e * 10000, f) for a, b, c, d, e, f in LINES)]


def dated(start: Any, end: Any) -> list[Row]:
    given = {"服务开始日期": start, "服务结束日期": end}
    return [(label, given.get(label, value)) for label, value in INFORMATION]


ORDER = (8, 7, 4, 5, 6, 3, 2, 1, 0)
LAYOUTS: dict[str, Book] = {
    "title rows above": standard(绩效指标=[("附件2",), ("完成情况表",), (), ("单位：某站", "", "2025年"), *INDICATORS]),
    "columns in another order": standard(绩效指标=[[row[place] for place in ORDER] for row in INDICATORS]),
    "a header in two rows": standard(
        绩效指标=[
            ("一级指标", "二级指标", "三级指标", "指标明细", "指标值", "", "分值", "实际完成值", "原因分析"),
            ("", "", "", "", "年度指标值", "计量单位", "", "", ""),
            *ROWS,
        ]
    ),
    "the lower row of the header names more": standard(
        绩效指标=[
            ("一级指标", "二级指标", "三级指标", "", "", "", "", "", "偏差原因分析"),
            ("", "", "", "指标明细", "年度指标值", "计量单位", "分值", "实际完成值", ""),
            *ROWS,
        ]
    ),
    "money in 元": standard(
        资金使用=in_yuan(("支出明细", "支出简介", "经费类别", "预算金额（元）", "支出金额(元)", "差异原因"))
    ),
    "元 said above the table": standard(
        资金使用=in_yuan(COST_HEADS[:3] + ("预算金额", "支出金额", ""), ("使用情况",), ("", "单位：元"))
    ),
    "money as text": standard(
        资金使用=[COST_HEADS, *((a, b, c, f"{d * 10000:,}元", f" {e}.0万元 ", f) for a, b, c, d, e, f in LINES)]
    ),
    "full-width digits": standard(
        资金使用=[COST_HEADS, ("人员经费", "", "人员费用", "１４０", "１３８．０", ""), *LINES[1:]]
    ),
    "days as text": standard(基本信息=dated("2024年8月1日", "2025.7.31")),
    "days as numbers": standard(基本信息=dated(45505, 45869)),
    "days of eight digits": standard(基本信息=dated(20240801, "2025/7/31")),
    "numbered labels": standard(
        基本信息=[(f"{n}、{label}：", value) for n, (label, value) in enumerate(INFORMATION, 1)]
    ),
    "labels side by side": standard(
        基本信息=[(*a, *b) for a, b in zip_longest(INFORMATION[::2], INFORMATION[1::2], fillvalue=())]
    ),
    "weights as percentages": standard(
        绩效指标=column(HEADS, "分值", "权重", {0: Percent(0.5), 1: Percent(0.3), 2: Percent(0.1)})
    ),
    "weights as percentages in text": standard(绩效指标=column(HEADS, "分值", "权重", {0: "50%", 1: "30％", 2: "10%"})),
    "points of a formula": standard(绩效指标=column(HEADS, "分值", "分值", {0: Written("=25*2", 50)})),
    "an actual of a formula": standard(
        绩效指标=column(HEADS, "实际完成值", "实际完成值", {0: Written("=SUM(30,30)", 60)})
    ),
    "numbers as text": standard(绩效指标=column(HEADS, "分值", "分值", {0: "50", 1: "３０分", 2: " 10 "})),
    "rates in a percent format": standard(
        绩效指标=column(HEADS, "实际完成值", "实际完成值", {1: Percent(0.95), 2: Percent(0.92)})
    ),
    "total rows": standard(
        绩效指标=[*INDICATORS, ("合计", "", "", "", "", "", 90)], 资金使用=[*COSTS, ("合计", "", "", 200, 196)]
    ),
    "notes below": standard(
        绩效指标=[*INDICATORS, (), ("注：1.未完成的请说明原因。",), ("填表人：张三", "", "", "审核人：李四")],
        资金使用=[*COSTS, ("注：金额单位为万元",)],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_changes_no_score_and_raises_nothing(layout: str) -> None:
    computed = evaluate_bytes(LAYOUTS[layout].data())
    assert computed.evaluation.score == SCORE
    assert [row.score for row in computed.evaluation.rows] == [50, 30, 10]
    assert {finding.code for finding in computed.findings} <= EXPECTED
    written, findings = written_workbook(computed)
    assert written_workbook(evaluate_bytes(written)) == (written, findings)


def test_weights_as_fractions_are_points_of_100_and_that_is_said() -> None:
    computed = evaluate_bytes(standard(绩效指标=column(HEADS, "分值", "权重", {0: 0.5, 1: 0.3, 2: 0.1})).data())
    assert computed.evaluation.score == SCORE
    assert {finding.code for finding in computed.findings} - EXPECTED == {"O105"}


@pytest.mark.parametrize("heading", ["产出指标（60%）", "产出指标 60分", "产出指标(60)", "产出指标[共60分]"])
def test_points_in_a_heading_however_they_are_put(heading: str) -> None:
    rows = [
        HEADS,
        (heading, "数量指标", "个案", "", 60, "个", "", 60),
        ("", "", "小组", "", 60, "个", "", 30),
        ("效益指标30%", "社会效益", "建档率", "", "≥90%", "%", "", "95%"),
    ]
    evaluation = evaluate_bytes(standard(绩效指标=rows).data()).evaluation
    assert [row.score for row in evaluation.rows] == [30, 15, 30]
    assert [level.name for level in evaluation.levels] == ["产出指标", "效益指标", "预算执行率"]


def amounts(data: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("own_column", [True, False])
def test_computed_amounts_stand_in_the_unit_of_their_table(*, own_column: bool) -> None:
    heads = ("支出明细", "支出简介", "经费类别", "预算金额（元）", "支出金额（元）", "差异原因")
    costs = in_yuan(heads)
    if own_column:
        costs[0] = (*heads, "差额（元）")
    tranches = [
        ("拨付期次", "拨付比例", "拨付条件", "已拨金额（元）"),
        ("首期", 0.55, "合同生效", 1100000),
    ]
    computed = evaluate_bytes(standard(资金使用=costs, 资金拨付=tranches).data())
    data, _ = written_workbook(computed)
    head, *rows = amounts(data, "资金使用")
    assert [row[head.index("差额（元）")] for row in rows] == [-20000, -10000, -10000]
    head, row = amounts(data, "资金拨付")
    assert row[head.index("应拨金额（元）")] == 1100000
    assert computed.evaluation.tranches[0].due == 110

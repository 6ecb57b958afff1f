"""What a form says of its money and of what all of it is worth, wherever that stands; and what it does not score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.reading.form_builder import grid
from workbook_tools.in_memory import Computed, evaluate_bytes

HEADS = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"]
ROWS = [
    ["产出指标", "数量指标", "发放物资", "500份", "500份", 40, 40],
    ["^", "质量指标", "发放准确率", "100%", "95%", 20, 19],
    ["效益指标", "社会效益指标", "困难群众受益面", "100%", "90%", 30, 27],
    ["满意度指标", "满意度指标", "满意度", "≥90%", "95%", 10, 10],
]


def computed(*lines: Sequence[Any], title: str = "2022年度绩效自评表") -> Computed:
    width = max(map(len, lines))
    return evaluate_bytes(grid([[title, *["<"] * (width - 1)], *lines]), convert=False)


def codes(result: Computed) -> set[str]:
    return {each.code for each in result.findings}


def of_90() -> list[list[Any]]:
    return [ROWS[0], ["^", "质量指标", "发放准确率", "100%", "95%", 10, 9.5], *ROWS[2:]]


def test_a_funds_table_below_the_indicators_is_read_and_is_no_indicator() -> None:
    result = computed(
        HEADS,
        *of_90(),
        ["资金使用情况（单位：元）", "<", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
        ["年度资金总额", "<", 155000, 155000, 124000, 10, 8],
        ["其中：财政拨款", "<", 155000, 155000, 124000, "", ""],
        ["总分", "<", "<", "<", "<", 100, 94.5],
        ["备注：结余资金已上缴", *["<"] * 6],
    )
    assert len(result.evaluation.rows) == 4
    funds = result.evaluation.funds
    assert (funds.budget, funds.spent, funds.score) == (Decimal("15.5"), Decimal("12.4"), Decimal("8.00"))
    assert result.evaluation.score == result.submission.stated_total == Decimal("94.50")


@pytest.mark.parametrize("name", ["资金支出合规性", "项目预算控制数", "预算编制与支出进度"])
def test_a_row_about_money_is_an_indicator(name: str) -> None:
    result = computed(HEADS, *ROWS[:-1], ["管理", "预算管理", name, "100%", "100%", 10, 10])
    assert [row.indicator.level3 for row in result.evaluation.rows][-1] == name


def test_rows_that_make_the_whole_leave_no_points_to_the_execution_rate_and_nothing_is_missing() -> None:
    result = computed(HEADS, *ROWS)
    assert (result.evaluation.score, result.evaluation.total_points) == (Decimal("96.00"), 100)
    assert result.submission.information.scheme == "fiscal-2020-execution-0"
    assert not codes(result) & {"O103", "M002", "P050"}


def test_the_converted_workbook_has_the_points_of_the_form() -> None:
    data = grid([["2022年度绩效自评表", *["<"] * 6], HEADS, *ROWS])
    written = evaluate_bytes(data)
    again = evaluate_bytes(written.standard)
    assert again.submission.form == "standard"
    assert (again.evaluation.score, again.evaluation.total_points) == (Decimal("96.00"), 100)


def test_money_that_is_spoken_of_and_not_found_is_asked_for() -> None:
    assert "O103" in codes(computed(["项目资金总额", "见附表", "<", "<", "<", "<", "<"], HEADS, *ROWS))


def test_points_that_leave_room_for_the_execution_rate_are_as_they_were() -> None:
    result = computed(HEADS, *of_90(), ["总分", "<", "<", "<", "<", 90, 86.5])
    assert result.evaluation.total_points == 100
    assert "O103" in codes(result)


def test_a_row_of_the_execution_rate_in_a_form_without_amounts_is_scored_by_what_stands_in_it() -> None:
    result = computed(HEADS, *of_90(), ["过程", "资金管理", "预算执行率", "100%", "95%", 10, 9.5])
    assert (result.evaluation.score, result.evaluation.total_points) == (Decimal("96.00"), 100)
    assert "O113" in codes(result)
    assert "O103" not in codes(result)


def test_beside_amounts_a_row_of_the_execution_rate_is_the_execution_item() -> None:
    money = [["年初预算数", "全年预算数", "全年执行数", "", "", "", ""], [10, 10, 9, "", "", "", ""]]
    result = computed(*money, HEADS, *of_90(), ["过程", "资金管理", "预算执行率", "100%", "90%", 10, 9])
    assert (result.evaluation.funds.score, result.evaluation.total_points) == (Decimal("9.00"), 100)


@pytest.mark.parametrize(
    ("title", "head", "total"),
    [
        ("社工站考核自评表（满分60分）", "分值", None),
        ("社工站考核自评表", "分值（60分）", None),
        ("社工站考核自评表", "分值", 60),
    ],
)
def test_a_form_may_be_out_of_another_full_mark_which_is_said(title: str, head: str, total: int | None) -> None:
    footer = [] if total is None else [["总分", "<", "<", "<", "<", total, 58]]
    heads = [*HEADS[:5], head, HEADS[6]]
    rows = [ROWS[0], ["^", "质量指标", "发放准确率", "100%", "90%", 20, 18]]
    result = computed(heads, *rows, *footer, title=title)
    assert (result.evaluation.score, result.evaluation.total_points) == (Decimal("58.00"), 60)
    assert result.evaluation.grade == ""  # grades are cut on 100
    assert "P060" in codes(result)
    assert not codes(result) & {"P050", "P054", "O103"}


def test_points_that_make_neither_hundred_nor_what_is_printed_are_a_fault() -> None:
    assert "P050" in codes(computed(HEADS, *ROWS[:2], title="社工站考核自评表（满分80分）"))


def test_a_total_of_the_rows_alone_is_right_beside_the_execution_rate() -> None:
    money = [["预算数", "执行数", "执行率", "权重", "得分", "", ""], [10, 10, "100%", 10, 10, "", ""]]
    result = computed(*money, HEADS, *of_90(), ["合计", "<", "<", "", "", 90, 86.5])
    assert "P054" not in codes(result)


@pytest.mark.parametrize("label", ["得分率", "得分率（%）", "自评等级", "自评得分率"])
def test_a_rate_or_a_grade_below_the_total_is_no_row(label: str) -> None:
    result = computed(HEADS, *ROWS, ["总计", "<", "<", "", "", 100, 96], [label, "<", "<", "96%", "", "", ""])
    assert len(result.evaluation.rows) == 4
    assert result.submission.stated_total == 96


LEVELS = ["一级指标", "权重", "三级指标", "权重", "目标值", "完成值", "得分"]


def test_weights_within_weights_are_multiplied() -> None:
    result = computed(
        LEVELS,
        ["产出", "60%", "个案", "50%", "20个", "18个", 27],
        ["^", "^", "小组", "50%", "10个", "10个", 30],
        ["满意度", "40%", "满意度", "100%", "≥90%", "95%", 40],
        ["合计", "100%", "", "", "", "", 97],
    )
    assert [row.points for row in result.evaluation.rows] == [30, 30, 40]
    assert result.evaluation.score == result.submission.stated_total == Decimal("97.00")
    assert "O116" in codes(result)
    assert not codes(result) & {"P050", "P051", "R075"}


@pytest.mark.parametrize(("worth", "told"), [(60, False), (50, True)])
def test_points_beside_the_name_of_a_level_are_what_its_rows_make(worth: int, told: bool) -> None:
    result = computed(
        LEVELS,
        ["产出", worth, "个案", 30, "20个", "20个", 30],
        ["^", "^", "小组", 30, "10个", "10个", 30],
        ["满意度", 40, "满意度", 40, "≥90%", "95%", 40],
    )
    assert [row.points for row in result.evaluation.rows] == [30, 30, 40]
    assert ("P051" in codes(result)) is told


def test_one_level_whose_rows_make_100_is_no_nest() -> None:
    result = computed(LEVELS, ["产出", 100, "个案", 60, "20个", "20个", 60], ["^", "^", "小组", 40, "10个", "10个", 40])
    assert [row.points for row in result.evaluation.rows] == [60, 40]


HEAD = ["项目资金（万元）", "全年预算数", "全年执行数", "分值", "执行率", "得分"]


@pytest.mark.parametrize(
    ("rows", "whole", "lines"),
    [
        ([["财政拨款", 80, 76, 10, "96%", 9.6], ["其他资金", 20, 20]], (100, 96), 2),
        ([["财政拨款", 80, 76, "", "95%"], ["其他资金", 20, 20, "", "100%"]], (100, 96), 2),
        ([["中央资金", 50, 45], ["省级资金", 30, 30], ["县级资金", 20, 20]], (100, 95), 3),
        ([["中央资金", 50, 50], ["省级资金", 30, 30], ["县级资金", 20, 20]], (100, 100), 3),
        ([["财政拨款", 100, 96], ["其中：中央资金", 60, 60], ["省级资金", 40, 36]], (100, 96), 2),
        ([["财政拨款", 100, 96], ["中央资金", 60, 60], ["省级资金", 40, 36], ["其他资金", 20, 20]], (120, 116), 2),
        ([["财政拨款", 100, 96], ["其中：中央资金", 100, 96], ["其他资金", 20, 20]], (120, 116), 2),
        ([["社工站运营", 100, 96], ["财政拨款", 80, 76], ["其他资金", 20, 20]], (100, 96), 2),
        ([["社工站运营", 100, 96], ["其中：财政拨款", 80, 76]], (100, 96), 1),
        ([["", 100, 96], ["财政拨款", 80, 76], ["其他资金", 20, 20]], (100, 96), 2),
        ([["财政拨款", 100, 96]], (100, 96), 0),
        ([["财政拨款", 80, 76], ["其他资金", 0, ""]], (80, 76), 0),
        ([["项目总投资", 100, 96, 10, "96%", 9.6], ["财政拨款", 100, 96]], (100, 96), 1),
        ([["年度预算资金", 100, 96, 10, "96%", 9.6], ["本年财政拨款", 100, 96], ["上年结转", 0, 0]], (100, 96), 1),
        ([["全年资金", 100, 96, 10, "96%", 9.6], ["财政拨款", 100, 96]], (100, 96), 1),
        ([["社工站建设", 100, 96], ["财政拨款", 100, 96]], (100, 96), 1),
        ([["社工站建设", 100, 96, 10, "96%", 9.6], ["人员", 60, 58], ["活动", 40, 38]], (100, 96), 2),
        ([["专项资金", 100, 96, 10, "96%", 9.6], ["县级资金", 20, 20], ["自筹资金", 10, 10]], (100, 96), 0),
        ([["中央资金", 50, 50], ["省级资金", 50, 50]], (100, 100), 2),
        ([["财政拨款", 50, 50], ["自筹资金", 50, 50]], (100, 100), 2),
    ],
)
def test_the_whole_of_the_money_is_never_one_of_its_parts(
    rows: list[list[Any]], whole: tuple[int, int], lines: int
) -> None:
    result = computed(HEAD, *rows, HEADS, *of_90())
    stated = result.submission.stated_funds
    assert stated is not None
    assert (stated.full_year_budget, stated.executed) == whole
    assert len(result.submission.cost_lines) == lines
    assert not codes(result) & {"M020", "M021", "M037", "O122", "M002"}


def test_a_sum_of_parts_is_told_with_its_figures_and_a_total_row_is_not() -> None:
    parts = [["财政拨款", 80, 76, 10, "96%", 9.6], ["其他资金", 20, 20]]
    (told,) = [each for each in computed(HEAD, *parts, HEADS, *of_90()).findings if each.code == "O121"]
    assert "（“财政拨款”、“其他资金”）相加：全年预算数100.00万元、全年执行数96.00万元" in told.message
    assert "O121" not in codes(computed(HEAD, ["年度资金总额", 100, 96], *parts, HEADS, *of_90()))


def test_a_rate_that_is_wrong_for_the_sum_of_the_parts_is_a_fault() -> None:
    result = computed(HEAD, ["财政拨款", 80, 76, 10, "98%", 9.8], ["其他资金", 20, 20], HEADS, *of_90())
    assert {"M020", "M021"} <= codes(result)


@pytest.mark.parametrize(
    "rows",
    [
        [["人员经费", 50, 50], ["活动经费", 30, 30], ["办公经费", 20, 20]],  # 50 may be 30 and 20
        [["人员经费", 50, 50], ["活动经费", 50, 50]],
        [["财政拨款", 80, 76], ["其他资金", 20, ""]],
        [["财政拨款", 80, 76], ["结余资金", 4, ""]],
        [["财政拨款", 100, 96], ["其中：中央资金", 60, 60], ["省级资金", 30, 36], ["其他资金", 20, 20]],
    ],
)
def test_parts_that_cannot_be_added_leave_the_execution_rate_open(rows: list[list[Any]]) -> None:
    result = computed(HEAD, *rows, HEADS, *of_90())
    stated = result.submission.stated_funds
    assert stated is not None
    assert (stated.full_year_budget, stated.executed) == (None, None)
    assert result.evaluation.funds.score is None
    assert "O122" in codes(result)
    assert not codes(result) & {"M002", "M020", "M021", "M037"}

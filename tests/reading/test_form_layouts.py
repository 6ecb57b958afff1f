"""Forms beside and below each other, numbered headings, signatures between the rows, marks out of 100."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.reading.form_builder import grid
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.reading.official_form_numbers import is_above, number_of, without_number

Lines = list[list[Any]]
HEADS = ["三级指标", "目标值", "完成值", "分值", "得分", "原因"]


def computed(lines: Sequence[Sequence[Any]], project: int = 0) -> Computed:
    return evaluate_bytes(grid(lines), convert=False, project=project)


def form(name: str, row: str, done: str, score: int, *, named: bool = True) -> Lines:
    return [
        ["项目绩效自评表", *["<"] * 5],
        *([["项目名称", name, *["<"] * 4]] if named else []),
        HEADS,
        [row, "10场", done, 60, score, ""],
        ["满意度", "≥90%", "95%", 40, 40, ""],
        ["合计", "", "", 100, score + 40, ""],
    ]


def beside(left: Lines, right: Lines, between: Sequence[Any] = ("",)) -> Lines:
    return [[*one, *between, *other] for one, other in zip(left, right, strict=True)]


def of_each(lines: Lines) -> list[tuple[str, Decimal | None]]:
    count = computed(lines).submission.projects
    results = [computed(lines, place) for place in range(count)]
    return [(each.submission.information.project, each.evaluation.score) for each in results]


def test_forms_side_by_side_are_projects_of_their_own() -> None:
    lines = beside(form("助老", "活动", "10场", 60), form("助学", "培训", "8场", 48))
    assert of_each(lines) == [("助老", Decimal("100.00")), ("助学", Decimal("88.00"))]
    assert not [each for each in computed(lines).findings if each.code == "P054"]


def test_what_stands_beside_a_form_and_is_none_changes_nothing() -> None:
    notes: Lines = [[], ["去年完成", 900], ["核对：98%"], [], [], ["审核意见：属实"]]
    lines = [[*row, "", *note] for row, note in zip(form("助老", "活动", "9场", 54), notes, strict=True)]
    assert of_each(lines) == [("助老", Decimal("94.00"))]


@pytest.mark.parametrize("between", [[], [["", "", ""]], [["审核意见：同意"]]])
def test_a_title_below_a_total_begins_another_form(between: Lines) -> None:
    lines = [*form("", "活动", "10场", 60, named=False), *between, *form("", "培训", "8场", 48, named=False)]
    assert [score for _, score in of_each(lines)] == [Decimal("100.00"), Decimal("88.00")]


def test_a_table_that_goes_on_under_its_heads_is_no_other_form() -> None:
    first, second = form("", "活动", "10场", 60, named=False)[:-1], form("", "培训", "8场", 0, named=False)
    lines = [*first, ["项目绩效自评表（续表）", *["<"] * 5], *second[1:3]]
    assert computed(lines).submission.projects == 1
    assert [row.indicator.level3 for row in computed(lines).evaluation.rows] == ["活动", "满意度", "培训"]


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("一、产出指标", "一", "产出指标"),
        ("（二）效益", "二", "效益"),
        ("1.1 走访", "1.1", "走访"),
        ("1.1", "1.1", "1.1"),
        ("十二", "十二", "十二"),
        ("1.5万人次", "", "1.5万人次"),
        ("一对一辅导", "", "一对一辅导"),
        ("走访", "", "走访"),
    ],
)
def test_the_number_in_front_of_a_name(text: str, number: str, name: str) -> None:
    assert (number_of(text), without_number(text)) == (number, name)


@pytest.mark.parametrize(
    ("number", "below", "above"),
    [
        ("一", "1", True),
        ("一", "1.1", True),
        ("1", "1.1", True),
        ("1", "1-1", True),
        ("1", "11", False),
        ("1", "2", False),
        ("一", "二", False),
        ("", "1", False),
        ("1.1", "1.2", False),
    ],
)
def test_which_number_is_a_heading_s(number: str, below: str, above: bool) -> None:
    assert is_above(number, below) is above


@pytest.mark.parametrize("apart", [True, False])
def test_a_numbered_heading_with_the_points_of_its_rows_is_no_row(apart: bool) -> None:
    def line(number: str, name: str, *rest: Any) -> list[Any]:
        return [number, name, *rest] if apart else ["", f"{number}{'' if number[0].isascii() else '、'} {name}", *rest]

    result = computed([
        ["2022年度自评表", *["<"] * 5],
        ["序号", "指标", "目标值", "实际值", "分值", "自评得分"],
        line("一", "专业服务", "", "", 60, 57),
        line("1.1", "走访", "200户", "210户", 40, 40),
        line("1.2", "建档", "100%", "85%", 20, 17),
        line("二", "满意度指标", "", "", 40, 40),
        line("2.1", "群众满意度", "≥90%", "91%", 40, 40),
        ["", "合计", "", "", 100, 97],
        ["", "填表人：周某", "", "审核人：吴某", "", ""],
    ])  # fmt: skip
    rows = [row.indicator for row in result.evaluation.rows]
    assert [(row.level1, row.level3) for row in rows] == [
        ("专业服务", "走访"), ("专业服务", "建档"), ("满意度指标", "群众满意度"),
    ]  # fmt: skip
    assert result.evaluation.score == Decimal("97.00")
    assert not {each.code for each in result.findings} & {"P050", "P054", "R011", "P051"}


def test_three_levels_of_numbers() -> None:
    result = computed([
        ["2022年度自评表", *["<"] * 5],
        ["序号", "指标", "目标值", "实际值", "分值", "自评得分"],
        ["一", "专业服务", "", "", 60, ""],
        ["1", "个案", "", "", 60, ""],
        ["1.1", "走访", "200户", "210户", 40, 40],
        ["1.2", "建档", "100%", "100%", 20, 20],
        ["二", "满意度", "", "", 40, ""],
        ["2", "群众满意度", "≥90%", "91%", 40, 40],
    ])  # fmt: skip
    rows = [row.indicator for row in result.evaluation.rows]
    assert [(row.level1, row.level2) for row in rows] == [("专业服务", "个案")] * 2 + [("满意度", "")]


@pytest.mark.parametrize("line", [
    ["核实人：甲", "", "日期：2023.1.4", "", "", ""],
    ["核查人", "甲", "", "", "", ""],
    ["注：讲座含线上，数据截至12月31日", "", "", "", "", ""],
    ["会签：乙", "", "", "", "", ""],
])  # fmt: skip
def test_a_signature_or_a_note_between_the_rows_is_no_row(line: list[Any]) -> None:
    lines = form("", "活动", "10场", 60, named=False)
    lines.insert(3, line)
    assert [row.indicator.level3 for row in computed(lines).evaluation.rows] == ["活动", "满意度"]


@pytest.mark.parametrize("weighted", [True, False])
def test_marks_out_of_100_are_weighted(weighted: bool) -> None:
    heads = ["指标", "权重", "目标值", "完成值", "得分（百分制）", "加权得分"]
    rows: Lines = [["服务数量", "60%", "200次", "190次", 95, 57], ["满意率", "40%", "≥90%", "93%", 100, 40]]
    total = ["合计", "100%", "", "", "", 97] if weighted else ["合计", "100%", "", "", 97, ""]
    keep = 6 if weighted else 5
    lines = [["自评表", *["<"] * (keep - 1)], heads[:keep], *(row[:keep] for row in rows), total[:keep]]
    result = computed(lines)
    assert [row.indicator.stated_score for row in result.evaluation.rows] == [57, 40]
    assert result.evaluation.score == result.submission.stated_total == Decimal("97.00")
    found = {each.code for each in result.findings}
    assert not found & {"P053", "P054", "R075", "R050"}
    assert ("O114" in found) is not weighted


def test_scores_above_the_points_that_make_no_total_stay_a_fault() -> None:
    lines = [
        ["自评表", "<", "<", "<", "<"],
        ["指标", "权重", "目标值", "完成值", "得分"],
        ["服务数量", "60%", "200次", "190次", 95],
        ["满意率", "40%", "≥90%", "93%", 40],
        ["合计", "100%", "", "", 135],
    ]
    assert "P053" in {each.code for each in computed(lines).findings}


def test_two_halves_without_a_year_are_told_apart_by_their_names() -> None:
    result = computed([
        ["2023年度社工站绩效自评表", *["<"] * 6],
        ["指标名称", "上半年", "<", "下半年", "<", "分值", "得分"],
        ["^", "目标", "完成", "目标", "完成", "^", "^"],
        ["个案", "10个", "9个", "12个", "12个", 60, 57],
        ["满意度", "≥90%", "91%", "≥90%", "93%", 40, 40],
    ])  # fmt: skip
    first = result.evaluation.rows[0].indicator
    assert (first.target_cell.text, first.actual_cell.text) == ("上半年10个；下半年12个", "上半年9个；下半年12个")
    assert [row.item for row in result.evaluation.rows] == ["上半年", "下半年"] * 2


def test_a_form_without_targets_is_told_row_by_row_and_scores_nothing_itself() -> None:
    result = computed([
        ["社工站年度考核自评表", *["<"] * 4],
        ["考核指标", "分值", "完成情况", "优", "得分"],
        ["机构管理", 60, "制度健全", "√", ""],
        ["专业督导", 40, "督导12次", "√", ""],
    ])  # fmt: skip
    assert [row.score for row in result.evaluation.rows] == [None, None]


def test_projects_named_in_a_column_of_one_table() -> None:
    lines = [
        ["2022年度部门项目绩效自评汇总表", *["<"] * 6],
        ["序号", "项目名称", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分"],
        [1, "社工培训", "培训", "10期", "10期", 60, 60],
        ["^", "^", "满意度", "≥90%", "81%", 40, 36],
        [2, "困境帮扶", "走访", "100户", "90户", 60, 54],
        ["^", "^", "满意度", "≥90%", "92%", 40, 40],
        ["填表人：甲", "", "", "", "", "", ""],
    ]
    assert of_each(lines) == [("社工培训", Decimal("96.00")), ("困境帮扶", Decimal("94.00"))]
    told = next(each for each in computed(lines).findings if each.code == "O106")
    assert "自评表!B3、自评表!B5" in told.message
    assert computed(lines, 1).evaluation.rows[0].indicator.at("actual") == "E5"


def test_what_a_number_format_says_is_not_lost_when_the_form_is_converted() -> None:
    lines = [
        ["2022年度自评表", *["<"] * 4],
        ["指标", "目标值", "完成值", "分值", "得分"],
        ["资源链接", (10, '"不少于"0"万元"'), (80000, '#,##0"元"'), 50, 40],
        ["投诉", (2, '"≤"0"起"'), (0, '0"起"'), 50, 50],
    ]
    read = [row.score for row in computed(lines).evaluation.rows]
    converted = evaluate_bytes(grid(lines)).evaluation.rows
    assert read == [row.score for row in converted] == [Decimal("40.00"), Decimal("50.00")]


def rows_of(*lines: Sequence[Any]) -> list[tuple[str, Decimal | None]]:
    heads = ["一级指标", "三级指标", "目标值", "实际完成", "分值", "自评得分"]
    rows = computed([["2022年度自评表", *["<"] * 5], heads, *lines]).evaluation.rows
    return [(row.indicator.level3, row.score) for row in rows]


def test_the_score_of_a_level_below_its_rows_is_no_row() -> None:
    assert rows_of(
        ["产出指标", "个案", "≥20个", "20个", 60, 60],
        ["产出指标得分", "", "", "", 60, 60],
        ["满意度指标", "满意度", "≥90%", "90%", 40, 40],
        ["满意度指标得分", "", "", "", 40, 40],
        ["自评总得分", "", "", "", 100, 100],
    ) == [("个案", Decimal("60.00")), ("满意度", Decimal("40.00"))]


def test_a_row_that_is_named_for_a_score_and_has_a_target_is_a_row() -> None:
    assert rows_of(["产出", "考核得分", "≥90分", "95分", 100, 100]) == [("考核得分", Decimal("100.00"))]


def test_a_count_promised_by_rows_together_or_by_each_is_asked_for() -> None:
    lines = [
        ["2022年度自评表", *["<"] * 4],
        ["三级指标", "目标值", "完成值", "分值", "得分"],
        ["城区走访", "500户", "350户", 30, 30],
        ["乡镇走访", "^", "150户", 30, 30],
        ["城区满意度", "≥90%", "95%", 20, 20],
        ["乡镇满意度", "^", "92%", 20, 20],
    ]
    result = computed(lines)
    assert [row.score for row in result.evaluation.rows] == [None, None, Decimal("20.00"), Decimal("20.00")]
    told = [each for each in result.findings if each.code == "R012"]
    assert told
    assert "合并填写" in told[0].message
    assert evaluate_bytes(grid(lines)).evaluation.rows[0].score is None


@pytest.mark.parametrize(("bonus", "told"), [(2, "W"), (-3, "W")])
def test_a_bonus_without_points_is_told_and_not_counted(bonus: int, told: str) -> None:
    lines = [
        ["2022年度考核自评表", *["<"] * 5],
        ["考核项目", "考核指标", "评分标准", "分值", "完成情况", "自评得分"],
        ["服务", "投诉", "每发生1起扣2分", 50, "1起", 48],
        ["服务", "满意度", "≥90%得满分，每低1%扣2分", 50, "95%", 50],
        ["加分项" if bonus > 0 else "减分项", "市级表彰", "每项加2分，最高4分", "", "1项", bonus],
        ["合计", "", "", 100, "", 98 + bonus],
    ]
    result = computed(lines)
    assert (result.evaluation.score, result.evaluation.total_points) == (Decimal("98.00"), 100)
    assert [each.severity for each in result.findings if each.code == "O115"] == [told]
    assert not {each.code for each in result.findings} & {"P003", "P050", "P054", "R011"}


def test_a_bonus_with_points_of_its_own_is_a_row() -> None:
    assert len(rows_of(["加分项", "市级表彰", "1项", "1项", 5, 5], ["产出", "个案", "10个", "10个", 95, 95])) == 2


def test_what_would_veto_all_is_no_row() -> None:
    assert rows_of(
        ["产出", "个案", "10个", "10个", 100, 100],
        ["一票否决项：发生重大安全事故的，考核不合格", "", "", "未发生", "", ""],
    ) == [("个案", Decimal("100.00"))]


def test_rows_that_share_points_keep_the_scores_that_they_have_themselves() -> None:
    lines = [
        ["2022年度自评表", *["<"] * 6],
        ["一级指标", "二级指标", "分值", "三级指标", "目标值", "完成值", "得分"],
        ["产出", "数量指标", 60, "个案", "20个", "20个", 30],
        ["^", "^", "^", "小组", "10个", "8个", 24],
        ["满意度", "满意度", 40, "满意度", "≥90%", "92%", 40],
        ["合计", "", 100, "", "", "", 94],
    ]
    result = computed(lines)
    assert [row.indicator.stated_score for row in result.evaluation.rows] == [30, 24, 40]
    assert result.evaluation.score == result.submission.stated_total == Decimal("94.00")
    assert not {each.code for each in result.findings} & {"P054", "R075", "P053"}

"""What is a row of an official form, and where its table ends: notes, signatures and totals among the rows or below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.reading.form_builder import grid
from workbook_tools.model import Submission
from workbook_tools.reading.footers import is_part_total, is_score_label, is_total_label
from workbook_tools.reading.official_form import read_form

Row = Sequence[Any]
HEADS: Row = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
TOP: tuple[Row, ...] = (
    ("项目支出绩效自评表（2022年度）",),
    ("项目名称", "社工服务项目", "主管部门", "某局", "实施单位", "某中心"),
    ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", 50, 50, 50, 10, "100%", 10),
)
VISITS: Row = ("产出指标", "数量指标", "探访", "≥500次", "480次", 50, 48, "降雨")
COVERAGE: Row = ("效益指标", "社会效益指标", "覆盖率", "≥90%", "95%", 30, 30, "")
CONTENT: Row = ("满意度指标", "满意度指标", "居民满意度", "≥90%", "92%", 10, 10, "")
TOTAL: Row = ("总分", "", "", "", "", 100, 98, "")
NAMES = ["探访", "覆盖率", "居民满意度"]


def form(*rows: Row, heads: Row = HEADS) -> Submission:
    return read_form(grid([*TOP, heads, *rows]))


def names(read: Submission) -> list[str]:
    return [row.level3 for row in read.indicators]


def asked(read: Submission) -> list[tuple[str, str]]:
    return [(each.code, each.cell) for each in read.findings if each.code in ("S032", "O117")]


def across(text: str) -> Row:
    """A text merged over the whole width of the table."""
    return (text, *["<"] * 7)


STRAYS: tuple[Row, ...] = (
    ("", "", "小组", "≥10个", "10个", "", "", ""),
    ("", "", "小组", "≥10个", "10个", 10, 10, ""),
    ("", "", "", "≥10个", "10个", "", "", ""),
    ("", "", "", "", "", 20, "", ""),
    ("", "", "志愿服务制度", "建立", "已建立", "", "", ""),
    ("", "", "补充探访", "≥100次", "", "", "", ""),
)


@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize(("gap", "code"), [(0, "O117"), (1, "S032"), (4, "S032"), (40, "S032")])
def test_what_stands_below_the_total_is_asked_about_and_not_scored(stray: Row, gap: int, code: str) -> None:
    read = form(VISITS, COVERAGE, CONTENT, TOTAL, *[()] * gap, stray)
    assert names(read) == NAMES
    assert [each for each, _ in asked(read)] == [code]


def test_points_in_the_names_of_levels_are_not_shared_with_a_row_below_the_total() -> None:
    heads = (*HEADS[:5], HEADS[7])
    rows = [("产出指标（50分）", *VISITS[1:5]), ("满意度指标（10分）", *CONTENT[1:5]), ("总分", "", "", "", 58)]
    read = form(*rows, *[()] * 40, STRAYS[0], heads=heads)
    assert names(read) == ["探访", "居民满意度"]
    assert asked(read) == [("S032", "C49")]


def test_lines_that_stand_together_below_the_total_are_one_question() -> None:
    read = form(VISITS, TOTAL, (), STRAYS[0], STRAYS[1], *[()] * 9, STRAYS[2])
    assert names(read) == ["探访"]
    assert asked(read) == [("S032", "C9"), ("S032", "D20")]


def test_far_below_the_last_line_nothing_is_a_row_though_several_stand_together() -> None:
    for above in ((VISITS,), (VISITS, ("填表人：张三",))):
        read = form(*above, *[()] * 6, STRAYS[1], ("", "", "讲座", "≥5场", "5场", 10, 10, ""))
        assert names(read) == ["探访"]
        assert len(asked(read)) == 1


def test_a_second_block_with_a_level_of_its_own_is_part_of_the_table() -> None:
    read = form(VISITS, *[()] * 8, COVERAGE, CONTENT, ("", "", "志愿者满意度", "≥90%", "95%", 5, 5, ""), TOTAL)
    assert names(read) == [*NAMES, "志愿者满意度"]
    assert not asked(read)


@pytest.mark.parametrize(
    "below",
    [
        ("存在问题及原因", "宣传不够"),
        ("填表人：张三", "", "", "联系电话：020-1"),
        ("自评等级", "优"),
        ("项目负责人意见", "", "", "同意"),
        ("绩效自评综述：项目完成良好，达到预期。",),
        ("评分等级", "", "优", "90-100", "良", "80-89"),
        ("下年度预算安排", "", "", "", "120万元"),
        ("复核得分", "", "", "", "", "", 96),
        ("财政部门复核得分", "", "", "", "", "", 96),
        ("主管部门复核", "", "", "", "", "", 96),
        ("上年得分", "", "", "", "", "", 95.2),
        ("扣分合计", "", "", "", "", "", 2.4),
        ("李某", "某社工站", "站长", "13900000000"),
    ],
)
def test_words_below_the_total_are_neither_rows_nor_asked_about(below: Row) -> None:
    for gap in (0, 2):
        read = form(VISITS, COVERAGE, CONTENT, TOTAL, *[()] * gap, below)
        assert (names(read), asked(read)) == (NAMES, [])


def test_those_who_evaluated_are_no_rows() -> None:
    people = [
        ("评价组成员",),
        ("姓名", "单位", "职务", "电话", "签字"),
        ("李某", "某社工站", "站长", "13900000000", "已签"),
    ]
    for gap in (0, 1):
        read = form(VISITS, COVERAGE, CONTENT, TOTAL, *[()] * gap, *people)
        assert (names(read), asked(read), read.stated_total) == (NAMES, [], 98)


def test_an_office_s_own_score_that_was_promised_is_an_indicator() -> None:
    row = ("产出指标", "质量指标", "主管部门评分", "≥90分", "93分", 10, 10, "")
    assert names(form(row)) == ["主管部门评分"]


@pytest.mark.parametrize(
    "note", ["注：以上数据截至2023年12月31日。", "填表人：张三", "备注：满意度另行调查", "上半年已完成。"]
)
@pytest.mark.parametrize("wide", [True, False])
def test_the_table_goes_on_below_a_note_where_a_whole_row_follows(note: str, wide: bool) -> None:
    line = across(note) if wide else (note,)
    for place in (1, 2):
        rows = [VISITS, COVERAGE, CONTENT]
        read = form(*rows[:place], line, *rows[place:], TOTAL)
        assert names(read) == NAMES
        assert read.stated_total == 98
        assert not asked(read)


def test_the_table_goes_on_below_a_note_where_its_total_stands_further_below() -> None:
    half = ("效益指标", "", "志愿队伍", "≥2支", "成立2支", "", "", "")
    read = form(VISITS, across("注：以上为产出。"), half, CONTENT, TOTAL)
    assert (names(read), read.stated_total) == (["探访", "志愿队伍", "居民满意度"], 98)


def test_a_bonus_below_the_total_is_told_and_taken_off_it() -> None:
    read = form(VISITS, COVERAGE, ("总分", "", "", "", "", 100, 80), ("加分项", "", "获市级表彰", "", "", "", 2))
    assert (read.stated_total, asked(read)) == (78, [])
    assert "O115" in [each.code for each in read.findings]


def test_a_note_above_the_total_does_not_hide_it() -> None:
    assert form(VISITS, across("注：均已核对。"), TOTAL).stated_total == 98


def test_below_a_note_that_ends_the_table_another_part_of_the_form_stands() -> None:
    other = ("评价人员", "", "某单位", "科长", "评价组", "", "", "")
    assert names(form(VISITS, across("评价人员名单如下"), other)) == ["探访"]


@pytest.mark.parametrize("label", ["产出指标小计", "小计", "产出指标得分", "产出合计", "合计"])
def test_the_sum_of_a_level_does_not_end_the_table(label: str) -> None:
    read = form(VISITS, (label, "", "", "", "", 50, 48), COVERAGE, (label, "", "", "", "", 30, 30), CONTENT, TOTAL)
    assert (names(read), read.stated_total, asked(read)) == (NAMES, 98, [])


def test_a_sum_may_stand_above_its_rows() -> None:
    assert names(form(TOTAL, VISITS, COVERAGE, CONTENT)) == NAMES


@pytest.mark.parametrize(
    "label",
    [
        "项目自评总得分", "总计得分", "绩效自评得分", "绩效自评总分", "自评分数合计", "评价得分", "自评得分",
        "综合得分", "自评总分数", "总评分", "总分（100分）",
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_total_is_known_by_any_name_in_whichever_column(label: str, column: int) -> None:
    total: list[Any] = ["", "", "", "", "", 100, 98]
    total[column] = label
    read = form(VISITS, COVERAGE, CONTENT, total)
    assert (names(read), read.stated_total) == (NAMES, 98)


@pytest.mark.parametrize("label", ["自评总分：97.6分", "总分：97.6", "自评得分: 97.6 分", "项目自评总得分：97.6分"])
@pytest.mark.parametrize("column", [0, 2])
def test_the_figure_behind_the_colon_of_a_total_is_the_printed_one(label: str, column: int) -> None:
    read = form(VISITS, COVERAGE, CONTENT, (*[""] * column, label))
    assert (names(read), read.stated_total) == (NAMES, Decimal("97.6"))
    assert read.stated_total_cell == f"{'ABC'[column]}9"


@pytest.mark.parametrize("name", ["评估得分", "考核得分", "末期评估得分", "综合得分"])
def test_a_score_that_was_promised_is_an_indicator(name: str) -> None:
    row = ("产出指标", "质量指标", name, "≥90分", "93分", 10, 10, "")
    assert names(form(row)) == [name]


@pytest.mark.parametrize("name", ["平均得分率", "得分提高人数", "自评报告份数", "总服务人次", "评估得分情况公开"])
def test_other_names_are_no_totals(name: str) -> None:
    assert not is_total_label(name)
    assert not is_score_label(name)


def test_the_sum_of_a_part_is_told_from_the_total_of_all() -> None:
    assert all(map(is_part_total, ("产出指标得分", "效益指标小计", "本页合计", "人员费用小计")))
    assert not any(map(is_part_total, ("总分", "合计", "自评总分：97.6分", "绩效自评得分")))


SECTIONS: dict[str, tuple[Row, ...]] = {
    "without a column of level 1": (HEADS[1:], ("一、产出指标（50分）",), ("二、效益指标（30分）",)),
    "beside a column of level 1": (HEADS, ("一、产出指标（50分）",), ("（二）效益指标（30分）",)),
    "without numbers": (HEADS[1:], ("产出指标（50分）",), ("效益指标30分",)),
    "under 序号": (("序号", *HEADS[1:]), ("产出指标（50分）",), ("二、效益指标（30分）",)),
}


@pytest.mark.parametrize("where", SECTIONS)
@pytest.mark.parametrize("wide", [True, False])
def test_a_level_in_a_row_of_its_own_is_a_heading_with_its_points(where: str, wide: bool) -> None:
    heads, first, second = SECTIONS[where]
    width = len(heads)
    lines = [(text, *["<"] * (width - 1)) if wide else (text,) for (text,) in (first, second)]
    rows = [("", *row[1:]) if width == 8 else row[1:] for row in (VISITS, COVERAGE)]
    if heads[0] == "序号":
        rows = [(str(number), *row[1:]) for number, row in enumerate(rows, 1)]
    read = form(lines[0], rows[0], lines[1], rows[1], heads=heads)
    assert [(row.level1, row.level2, row.level3) for row in read.indicators] == [
        ("产出指标", "数量指标", "探访"),
        ("效益指标", "社会效益指标", "覆盖率"),
    ]
    assert [(head.level1, head.points) for head in read.headings if head.level == 1] == [
        ("产出指标", 50),
        ("效益指标", 30),
    ]


def test_a_number_of_a_row_is_no_level() -> None:
    read = form(("1", *VISITS[1:]), ("2", *COVERAGE[1:]), ("3",), ("4",), heads=("序号", *HEADS[1:]))
    assert [row.level1 for row in read.indicators] == ["", ""]

"""What a form says of itself as a whole beside its tables, and how that stands to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.reading.form_builder import grid
from workbook_tools.in_memory import Computed, evaluate_bytes

HEADS = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分"]
ROWS = [
    ["产出指标", "数量指标", "发放物资", "500份", "500份", 60, 60],
    ["效益指标", "社会效益指标", "困难群众受益面", "100%", "90%", 30, 27],
    ["满意度指标", "满意度指标", "满意度", "≥90%", "95%", 10, 10],
]
TOTAL = ["总分", "", "", "", "", 100, 97]
Line = Sequence[Any]


def computed(*, above: Sequence[Line] = (), below: Sequence[Line] = (), rows: Sequence[Line] = ROWS) -> Computed:
    lines = [["2022年度绩效自评表", *["<"] * 6], *above, HEADS, *rows, *below]
    return evaluate_bytes(grid([[*line, *[""] * (7 - len(line))] for line in lines]), convert=False)


def told(result: Computed) -> list[tuple[str, str]]:
    return [(each.code, each.cell) for each in result.findings if each.code in ("P054", "P061")]


@pytest.mark.parametrize(
    "label",
    ["自评等级", "评价等次", "绩效等级", "项目自评等级", "自评结论", "评价等级（优良中差）"],
)
@pytest.mark.parametrize(
    ("grade", "fits"),
    [
        ("优", True),
        ("优秀", True),
        ("优（90～100分）", True),
        ("合格", True),  # or not: a scale of two
        ("优良", True),
        ("良", False),
        ("良好等次", False),
        ("中", False),
        ("差", False),
        ("不合格", False),
        ("□优 ☑良 □中 □差", False),
        ("优（√） 良（ ） 中（ ） 差（ ）", True),
        ("优、良、中、差", True),  # what may be chosen is no choice
        ("", True),
    ],
)
def test_the_grade_of_a_form_is_the_one_of_its_total(label: str, grade: str, *, fits: bool) -> None:
    assert told(computed(below=[TOTAL, [label, grade]])) == ([] if fits else [("P061", "B7")])


@pytest.mark.parametrize(
    "line", [["自评等级：中"], ["自评得分：97分 自评等级：中"], ["自评得分：97", "", "自评等级: 中"]]
)
def test_the_grade_may_stand_behind_a_colon_and_above_the_table(line: Line) -> None:
    assert [code for code, _ in told(computed(above=[line]))] == ["P061"]
    assert [code for code, _ in told(computed(below=[line]))] == ["P061"]


def test_the_grade_of_a_wrong_total_is_told_by_the_total_alone() -> None:
    assert told(computed(below=[[*TOTAL[:-1], 85], ["自评等级", "良"]])) == [("P054", "G6")]
    assert told(computed(below=[[*TOTAL[:-1], 85], ["自评等级", "优"]])) == [("P054", "G6")]


@pytest.mark.parametrize(
    "note",
    [
        "注：98分（含）以上为优，90分（含）—98分为良，60—90分为中，60分以下为差。",
        "等级标准：优98-100分、良90-97分",
        "得分98分的为优，其余为良",
    ],
)
def test_a_grade_by_the_form_s_own_bands_is_not_held_against_others(note: str) -> None:
    assert told(computed(below=[TOTAL, ["自评等级", "良"], [note]])) == []
    assert told(computed(above=[[note]], below=[TOTAL, ["自评等级：良"]])) == []


@pytest.mark.parametrize(
    "line", [["评价等级", "良好（第三方）"], ["评价等级（财政部门）", "良"], ["评价等级：良（复核）"]]
)
def test_a_grade_of_the_party_in_brackets_is_not_the_unit_s_own(line: Line) -> None:
    assert told(computed(below=[TOTAL, line])) == []


def test_other_words_of_a_form_are_no_bands() -> None:
    below = [TOTAL, ["自评得分", "97分", "自评等级", "良"], ["注：优质服务≥90%，得分97分。"]]
    assert [code for code, _ in told(computed(below=below))] == ["P061"]


@pytest.mark.parametrize(
    "label", ["复核得分", "财政部门复核得分", "主管部门复核", "扣分合计", "上年得分", "上年自评得分", "第三方评价得分"]
)
def test_what_is_no_total_of_the_unit_is_not_held_against_its_rows(label: str) -> None:
    assert told(computed(below=[TOTAL, [label, "", "", "", "", "", 90]])) == []


@pytest.mark.parametrize("label", ["复核等级", "财政部门评价等级", "第三方评价等级", "等级说明"])
def test_a_grade_that_an_office_gave_is_not_held_against_the_unit_s_own_total(label: str) -> None:
    assert told(computed(below=[TOTAL, [label, "良"]])) == []


def test_a_row_named_as_a_grade_is_an_indicator() -> None:
    rows = [*ROWS[:-1], ["满意度指标", "满意度指标", "评价等级", "良", "良", 10, 10]]
    assert told(computed(rows=rows, below=[TOTAL])) == []


def test_a_form_out_of_another_full_mark_has_no_grade_to_compare() -> None:
    rows = [["产出指标", "数量指标", "发放物资", "500份", "500份", 60, 60]]
    assert told(computed(rows=rows, below=[["总分", "", "", "", "", 60, 60], ["自评等级", "良"]])) == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([["自评得分", 90]], []),
        ([["自评总分（百分制）", "90分"]], []),
        ([["自评总分：90分"]], []),
        ([], [["自评总分：90分"]]),
        ([], [["总分：90"]]),
        ([["自评得分", 90]], [TOTAL]),
    ],
)
def test_the_score_beside_the_table_is_the_sum_of_its_rows(above: Sequence[Line], below: Sequence[Line]) -> None:
    assert [code for code, _ in told(computed(above=above, below=below))] == ["P054"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([["自评得分", 97]], [TOTAL]),
        ([["自评得分", ""]], []),
        ([["总分", 100]], [TOTAL]),  # what all of it is worth
        ([], [["自评总分：97.0分"]]),
        ([], [TOTAL, ["财政复核得分：90分"]]),
        ([], [TOTAL, ["注：自评得分：90分以上为优"]]),
        ([["自评得分率：90%"]], [TOTAL]),
    ],
)
def test_a_score_that_is_the_sum_or_is_none_is_nothing_to_tell(above: Sequence[Line], below: Sequence[Line]) -> None:
    assert told(computed(above=above, below=below)) == []


def test_the_score_of_the_head_is_the_form_s_total_where_no_row_has_one() -> None:
    result = computed(above=[["自评得分", 97]])
    assert (result.submission.stated_total, result.submission.stated_total_cell) == (Decimal(97), "B2")

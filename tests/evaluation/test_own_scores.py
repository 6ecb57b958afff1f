"""One 自评得分 for several rows: merged over them, or the whole indicator's on its first item."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sheets import Row, standard
from station import findings_of

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.own_scores import own_scores
from workbook_tools.model import Evaluation, Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.standard import read_standard

HEADS = ("一级指标", "二级指标", "三级指标", "指标明细", "年度指标值", "分值", "实际完成值", "自评得分")


def station(*rows: Row, merged: str = "", score: str = "") -> tuple[Submission, Evaluation]:
    book = standard(绩效指标=[HEADS, *rows])
    book.merges = [("绩效指标", merged, score)] if merged else []
    data = book.data()
    submission = read_standard(data, Workbook.open(data))
    return submission, evaluate(submission, load_scheme("guangzhou-2018"))


TWO_ITEMS: tuple[Row, ...] = (
    ("产出指标", "数量指标", "活动", "讲座", "合格", 10, "部分达成", ""),
    ("", "", "", "展览", "合格", "", "部分达成", ""),
)
TWO_ROWS: tuple[Row, ...] = (
    ("产出指标", "数量指标", "讲座", "", "合格", 6, "部分达成", ""),
    ("", "", "展览", "", "合格", 4, "部分达成", ""),
)


@pytest.mark.parametrize(
    ("rows", "scores"), [(TWO_ITEMS, ["3.5", "3.5"]), (TWO_ROWS, ["4.2", "2.8"])], ids=["items", "rows"]
)
def test_a_score_merged_over_two_rows_belongs_to_both(rows: tuple[Row, ...], scores: list[str]) -> None:
    submission, evaluation = station(*rows, merged="H2:H3", score="7")
    assert [row.score for row in evaluation.rows] == [Decimal(each) for each in scores]
    assert "P053" not in [finding.code for finding in findings_of(submission)]


def test_a_score_larger_than_the_first_item_can_earn_is_the_whole_indicator_s() -> None:
    rows = (("产出指标", "数量指标", "活动", "讲座", "合格", 10, "部分达成", 7), TWO_ITEMS[1])
    submission, evaluation = station(*rows)
    assert [row.score for row in evaluation.rows] == [Decimal("3.5"), Decimal("3.5")]
    assert "P053" not in [finding.code for finding in findings_of(submission)]


@pytest.mark.parametrize(("score", "parts"), [(5, {}), ("5.01", {2: Decimal("2.505"), 3: Decimal("2.505")})])
def test_a_score_that_the_first_item_can_earn_is_its_own(score: object, parts: dict[int, Decimal]) -> None:
    rows = (("产出指标", "数量指标", "活动", "讲座", "合格", 10, "部分达成", score), TWO_ITEMS[1])
    submission, _ = station(*rows)
    assert own_scores(submission.indicators, [Decimal(5), Decimal(5)]) == parts


def test_a_score_on_a_later_item_is_of_that_item_alone() -> None:
    submission, evaluation = station(TWO_ITEMS[0], ("", "", "", "展览", "合格", "", "部分达成", 7))
    assert [row.score for row in evaluation.rows] == [None, None]
    assert [finding.cell for finding in findings_of(submission) if finding.code == "P053"] == ["H3"]


def test_a_score_above_all_rows_together_is_still_an_error() -> None:
    submission, _ = station(*TWO_ITEMS, merged="H2:H3", score="11")
    found = [finding for finding in findings_of(submission) if finding.code == "P053"]
    assert [(each.cell, "11分" in each.message, "10分" in each.message) for each in found] == [("H2", True, True)]


def test_a_score_of_one_row_stays_its_own() -> None:
    submission, _ = station(("产出指标", "数量指标", "讲座", "", "合格", 6, "部分达成", 4))
    assert own_scores(submission.indicators, [Decimal(6)]) == {}


def test_rows_without_any_points_have_no_part_of_a_score() -> None:
    submission, _ = station(*TWO_ROWS, merged="H2:H3", score="7")
    assert own_scores(submission.indicators, [Decimal(0), Decimal(0)]) == {}
    assert own_scores(submission.indicators, [None, None]) == {}

"""Qualitative rows: bands, own scores in and outside them, words without a rating."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import blank, indicator, rule, submission, text, word

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell, Quantity, ScoredRow
from workbook_tools.reading.scheme_files import load_scheme


def only(scheme: Scheme, actual: Quantity, stated: str | None = None, target: Quantity | None = None) -> ScoredRow:
    row = indicator("制度执行", target or text("严格执行制度"), actual, points=10, stated_score=stated)
    return evaluate(submission([row]), scheme).rows[0]


@pytest.mark.parametrize(
    ("rating", "stated", "score", "low", "high"),
    [
        ("达成", None, "10.00", "10.00", "10.00"),
        ("达成", "8", "8.00", "8.00", "8.00"),
        ("达成", "10", "10.00", "10.00", "10.00"),
        ("达成", "7.9", None, "8.00", "10.00"),
        ("部分达成", None, None, "6.00", "8.00"),
        ("部分达成", "6", "6.00", "6.00", "6.00"),
        ("部分达成", "8", None, "6.00", "8.00"),
        ("未达成", "0", "0.00", "0.00", "0.00"),
        ("未达成", "5.99", "5.99", "5.99", "5.99"),
        ("未达成", "6", None, "0.00", "6.00"),
    ],
)
def test_a_rating_earns_what_the_unit_states_within_its_band(
    fiscal: Scheme, rating: str, stated: str | None, score: str | None, low: str, high: str
) -> None:
    row = only(fiscal, word(rating), stated)
    assert (None if row.score is None else f"{row.score:f}") == score
    assert (f"{row.score_low:.2f}", f"{row.score_high:.2f}") == (low, high)


def test_a_score_of_the_unit_is_no_product_of_a_rate(fiscal: Scheme) -> None:
    assert only(fiscal, word("达成"), "10").why.endswith("得 10.00 分。")
    assert only(fiscal, word("达成")).why.endswith("得满分 10.00 分。")


@pytest.mark.parametrize(
    ("rating", "stated", "inside"),
    [("达成", "1.11", True), ("达成", "1.10", False), ("部分达成", "0.83", True), ("部分达成", "1.11", True)],
)
def test_the_bound_of_a_band_is_that_of_the_printed_cents(
    fiscal: Scheme, rating: str, stated: str, *, inside: bool
) -> None:
    """80 % of 1.39 is 1.112: a unit that writes 1.11 stands on the bound."""
    row = indicator("制度执行", text("严格执行制度"), word(rating), points="1.39", stated_score=stated)
    scored = evaluate(submission([row]), fiscal).rows[0]
    assert (scored.score is not None) == inside


def test_a_rating_counts_wherever_the_cell_says_it(fiscal: Scheme) -> None:
    row = only(fiscal, Quantity("grade", "评定结果：部分达成", word="部分达成"))
    assert (row.score, row.score_low, row.score_high) == (None, 6, 8)


@pytest.mark.parametrize(
    ("points", "stated", "state"),
    [("0.5", "0.5", "完成"), ("0.5", "0.3", "无法判定"), ("0", "0", "无法判定"), (None, "5", "无法判定")],
)
def test_the_promised_words_once_more_are_met_where_the_own_score_says_so(
    fiscal: Scheme, points: str | None, stated: str, state: str
) -> None:
    row = indicator("制度执行", text("严格执行制度"), text("严格执行制度"), points=points, stated_score=stated)
    assert evaluate(submission([row]), fiscal).rows[0].state == state


def test_a_rating_of_a_row_without_points_has_no_share_to_lie_in(fiscal: Scheme) -> None:
    row = indicator("制度执行", text("严格执行制度"), word("部分达成"), points="0", stated_score="0")
    assert evaluate(submission([row]), fiscal).rows[0].state == "无法判定"


def test_older_forms_have_other_bands() -> None:
    scheme = load_scheme("fiscal-2020-bands-80-50")
    assert only(scheme, word("部分达成"), "5").score == 5
    assert only(scheme, word("未达成"), "5").score is None


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("达成预期指标", "达成"),
        ("达成预期指标，效果良好", "达成"),
        ("部分达成预期指标并具有一定效果", "部分达成"),
        ("未达成预期指标且效果较差", "未达成"),
        ("已完成", "达成"),
        ("良好", ""),
        ("得到居民好评", ""),
        ("基本满意", ""),
    ],
)
def test_only_words_with_a_rating_are_scored(fiscal: Scheme, words: str, rating: str) -> None:
    row = only(fiscal, text(words))
    states = {"达成": "完成", "部分达成": "无法判定", "未达成": "无法判定", "": "无法判定"}
    assert row.state == states[rating]
    assert rating in row.why


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("优良", "优秀", "10.00"),
        ("优良以上", "优良", "10.00"),
        ("良好", "良好", "10.00"),
        ("及时", "及时", ""),
        ("及时", "及时完成", "10.00"),
        ("规范", "规范", ""),
        ("良好", "合格", ""),
        ("优良", "良好", "10.00"),
        ("优良", "合格", ""),
        ("规范", "满意", ""),
        ("规范", "良好", ""),
        ("良好", "规范", ""),
        ("合格", "合格", "10.00"),
        ("优秀", "良好", ""),
    ],
)
def test_two_grades_of_one_scale_are_compared(fiscal: Scheme, target: str, actual: str, score: str) -> None:
    row = only(fiscal, word(actual), target=word(target))
    assert (f"{row.score:f}" if row.score is not None else "") == score


@pytest.mark.parametrize(
    ("ladder", "actual", "score"),
    [
        ("优良中低差", "优", "10.00"),
        ("优、良、中、差", "优秀", "10.00"),
        ("优秀/良好/合格/不合格", "优秀", "10.00"),
        ("优良中低差", "良", ""),
        ("优良中低差", "差", ""),
        ("优良", "良好", "10.00"),
    ],
)
def test_of_a_whole_ladder_as_target_only_the_top_tells_the_score(
    fiscal: Scheme, ladder: str, actual: str, score: str
) -> None:
    row = only(fiscal, word(actual), target=word(ladder))
    assert (f"{row.score:f}" if row.score is not None else "") == score


def test_a_grade_below_the_promised_one_cannot_earn_the_upper_band(fiscal: Scheme) -> None:
    row = only(fiscal, word("合格"), target=word("良好"))
    assert (row.score, row.score_low, row.score_high, row.state) == (None, 0, 8, "无法判定")
    assert "低于目标" in row.why


def test_an_own_score_without_a_rating_is_not_taken(fiscal: Scheme) -> None:
    row = only(fiscal, text("效果明显"), "9")
    assert (row.score, row.score_low, row.score_high) == (None, 0, Decimal(10))


def test_a_scheme_may_know_more_words(fiscal: Scheme) -> None:

    bands = tuple(band._replace(words=("成效突出",)) if band.rating == "达成" else band for band in fiscal.ratings)
    assert only(fiscal, text("成效突出")).score is None
    assert only(fiscal._replace(ratings=bands), text("成效突出")).score == 10


def test_what_was_said_is_quoted_from_the_cell_that_says_it(fiscal: Scheme) -> None:
    assert "实际写“做了一些”" in only(fiscal, text("做了一些")).why
    assert "实际写“达成”" in only(fiscal, word("达成")).why
    row = replace(indicator("制度", text("制度健全"), blank(), points=10), stated_score_cell=Cell("部分达成"))
    assert "自评得分写“部分达成”" in evaluate(submission([row]), fiscal).rows[0].why


def test_the_bound_between_two_ratings_is_moved_for_both() -> None:
    moved = load_scheme("guangzhou-2018", (rule("达成下限", "90%"),), None)
    assert [(band.low, band.high) for band in moved.ratings] == [
        (Decimal("0.9"), 1), (Decimal("0.6"), Decimal("0.9")), (0, Decimal("0.6")),
    ]  # fmt: skip
    moved = load_scheme("guangzhou-2018", (rule("部分达成下限", "50%"),), None)
    assert [(band.low, band.high) for band in moved.ratings] == [
        (Decimal("0.8"), 1), (Decimal("0.5"), Decimal("0.8")), (0, Decimal("0.5")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("promised", "done", "own", "score"),
    [
        ("明显改善", "制度执行明显改善", "10", "10.00"),
        ("明显改善", "明显改善", "9", "9.00"),
        ("制度执行明显改善", "明显改善", "9", "9.00"),
        ("明显改善", "制度执行明显改善", None, None),  # the promised words once more are no measure
        ("明显改善", "制度执行明显改善", "5", None),
        ("明显改善", "制度执行有所改善", "10", None),
        ("明显改善", "邻里关系明显改善", "10", None),  # of something else
    ],
)
def test_the_promised_words_may_have_the_name_of_their_row_in_front(
    fiscal: Scheme, promised: str, done: str, own: str | None, score: str | None
) -> None:
    row = only(fiscal, text(done), own, text(promised))
    assert row.score == (None if score is None else Decimal(score))

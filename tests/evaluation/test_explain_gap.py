"""The formula and rounding behind a unit's own score."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation.explain_gap import explain_gap
from workbook_tools.model import Quantity


def figure(number: Decimal) -> Quantity:
    return Quantity("number", number=number, unit="人")


def explained(points: str, target: str, actual: str, stated: str, operator: str = "") -> str:
    goal, done = Decimal(target), Decimal(actual)
    completion = goal / done if operator == "≤" else done / goal
    return explain_gap(Decimal(points), completion, figure(goal), figure(done), Decimal(stated))


@pytest.mark.parametrize(
    ("points", "target", "actual", "stated", "words"),
    [
        ("10", "43.2", "37.24", "9", "按分值×完成率计分（10×86.2%＝8.62），四舍五入到整数得9分"),
        ("2", "100", "97.3", "1.9", "（2×97.3%＝1.95），四舍五入到一位小数得1.9分"),
        ("2", "5662", "4044", "1.4", "四舍五入到一位小数得1.4分"),
        ("2", "214", "203", "1.8", "去尾到一位小数得1.8分"),
        ("3", "38508", "37442", "3", "四舍五入到整数得3分"),
        ("5", "4754", "4604", "5", "四舍五入到整数得5分"),
        ("10", "310.2", "154.74", "5", "先把完成率49.88%四舍五入到百分比的整数再乘分值（10×50%＝5）"),
        ("30", "100", "86.3", "25.8", "四舍五入到百分比的整数再乘分值（30×86%＝25.8）"),
        ("10", "120", "69", "5.8", "四舍五入到百分比的整数再乘分值（10×58%＝5.8），或"),
        ("10", "100", "33", "8", "“部分达成”一档的上限 80%"),
        ("10", "100", "33", "6", "80/60 分档"),
        ("10", "100", "33", "5", "80/50 分档"),
        ("10", "100", "33", "10", "按满分计，没有按完成率扣分"),
        ("10", "100", "33", "0", "按未完成即零分计"),
        ("10", "100", "90", "9", "按分值×完成率计分（10×90%＝9）"),
        ("0.5", "100", "40", "0.2", "自评按分值×完成率计分（0.5×40%＝0.2）"),
        ("10", "100", "0", "0", "自评按分值×完成率计分（10×0%＝0）"),
    ],
)
def test_the_formula_and_the_rounding_are_named(points: str, target: str, actual: str, stated: str, words: str) -> None:
    assert words in explained(points, target, actual, stated)


def test_an_upper_bound_may_have_been_scored_by_the_part_exceeded() -> None:
    assert explained("10", "5300", "5830", "9", "≤").startswith("自评按分值×（1－超出部分÷指标值）计分（10×90%＝9）")
    assert "分值×完成率" in explained("10", "5300", "5830", "9.09", "≤")
    assert explained("10", "0.5", "0.6", "8", "≤").startswith("自评按分值×（1－超出部分÷指标值）计分（10×80%＝8）")


def test_an_actual_that_is_a_rate_may_have_been_multiplied_as_it_is() -> None:
    goal, done = (Quantity("rate", number=Decimal(rate), unit="%") for rate in ("0.95", "0.9"))
    words = explain_gap(Decimal(20), Decimal("0.9") / Decimal("0.95"), goal, done, Decimal(18))
    assert words.startswith("自评按分值×实际值（没有与指标值相比）计分（20×90%＝18）")


def test_only_a_part_of_the_whole_is_a_rate_that_points_may_have_been_multiplied_by() -> None:
    nothing, half, whole = (Quantity("rate", number=Decimal(rate), unit="%") for rate in ("0", "0.5", "1"))
    assert "分值×实际值" in explain_gap(Decimal(10), None, half, nothing, Decimal(0))
    assert explain_gap(Decimal(10), Decimal("0.5"), half, whole, Decimal(10)) == "自评按满分计，没有按完成率扣分"
    assert "分值×实际值" not in explain_gap(
        Decimal(10), Decimal("0.8"), *map(figure, map(Decimal, ("0.5", "0.4"))), Decimal(4)
    )


@pytest.mark.parametrize(
    ("points", "target", "actual", "stated"),
    [
        ("10", "100", "100", "8"),
        ("10", "100", "150", "5"),
        ("2", "3807", "3224", "1.9"),
        ("2", "1228", "770", "1.8"),
        ("2", "212", "209", "1.8"),
        ("20", "100", "100", "19"),
    ],
)
def test_a_score_set_by_hand_has_no_explanation(points: str, target: str, actual: str, stated: str) -> None:
    assert explained(points, target, actual, stated) == ""


def test_words_can_only_be_explained_by_their_band() -> None:
    words = Quantity("grade", word="部分达成")
    assert "80/60" in explain_gap(Decimal(10), None, words, words, Decimal(6))
    assert explain_gap(Decimal(10), None, words, words, Decimal(7)) == ""


@pytest.mark.parametrize(("points", "stated"), [(None, Decimal(1)), (Decimal(10), None), (Decimal(0), Decimal(0))])
def test_without_points_or_a_score_there_is_nothing_to_explain(points: Decimal | None, stated: Decimal | None) -> None:
    assert explain_gap(points, Decimal("0.5"), figure(Decimal(10)), figure(Decimal(5)), stated) == ""


money = st.decimals(min_value=0, max_value=1000, places=2)


@given(money, st.none() | st.decimals(min_value=0, max_value=10, places=4), money, money, money)
def test_it_never_raises(
    points: Decimal, completion: Decimal | None, target: Decimal, actual: Decimal, stated: Decimal
) -> None:
    assert isinstance(explain_gap(points, completion, figure(target), figure(actual), stated), str)


def test_of_full_completion_no_rounding_takes_anything() -> None:
    assert explained("9.5", "100", "100", "9") == ""

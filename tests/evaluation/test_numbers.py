"""One number against another: the state, the share, the completion and the variance, and what is said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.numbers import Side, is_far_above, judge_number, judge_range, with_deduction
from workbook_tools.evaluation.scheme import RangeBand, Scheme
from workbook_tools.evaluation.verdict import Verdict


def judged(scheme: Scheme, operator: str, target: str, actual: str) -> Verdict:
    return judge_number(Operator(operator), Side(Decimal(target), "个"), Side(Decimal(actual), "个"), scheme)


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize(
    ("operator", "target", "actual", "state", "earned", "completion", "variance", "variance_rate"),
    [
        ("", "10", "12", "超额完成", "1", "1.2", "2", "0.2"),
        ("", "10", "10", "完成", "1", "1", "0", "0"),
        ("", "10", "8", "未完成", "0.8", "0.8", "-2", "-0.2"),
        ("≤", "10", "8", "完成", "1", "1.25", "-2", "-0.2"),
        ("≤", "10", "0", "完成", "1", "", "-10", "-1"),
        ("≤", "10", "16", "未完成", "0.625", "0.625", "6", "0.6"),
        ("", "0", "0", "完成", "1", "", "0", ""),
        ("", "0", "2", "未完成", "0", "", "2", ""),
        ("≥", "0", "3", "完成", "1", "", "3", ""),
        ("", "-5", "-5", "完成", "1", "", "0", ""),
        ("≤", "-5", "3", "未完成", "0", "", "8", ""),
    ],
)
def test_a_number_is_judged_by_its_bound(
    fiscal: Scheme, operator: str, target: str, actual: str, state: str, earned: str, completion: str, variance: str,
    variance_rate: str,
) -> None:  # fmt: skip
    verdict = judged(fiscal, operator, target, actual)
    assert verdict.state == state
    assert (verdict.earned, verdict.completion) == (decimal(earned), decimal(completion))
    assert (verdict.variance, verdict.variance_rate) == (decimal(variance), decimal(variance_rate))
    assert verdict.operator == operator


@pytest.mark.parametrize(
    ("operator", "actual", "noted"), [(">", "5", True), (">", "6", False), ("<", "5", True), ("<", "4", False)]
)
def test_whether_a_strict_bound_is_met_by_its_very_figure_is_asked(
    fiscal: Scheme, operator: str, actual: str, *, noted: bool
) -> None:
    verdict = judged(fiscal, operator, "5", actual)
    assert verdict.earned == (None if noted else 1)
    assert [note.code for note in verdict.notes] == (["R004"] if noted else [])


@pytest.mark.parametrize(
    ("rule", "earned", "factor"),
    [("ratio", "0.8", "10个÷12.5个"), ("linear", "0.75", "（1−（12.5−10）÷10）"), ("all-or-nothing", "0", "")],
)
def test_beyond_an_upper_bound_the_arithmetic_of_the_scheme_is_printed(
    fiscal: Scheme, rule: str, earned: str, factor: str
) -> None:
    verdict = judged(fiscal._replace(ceiling_rule=rule), "≤", "10", "12.5")  # type: ignore[arg-type]
    assert (verdict.earned, verdict.factor) == (Decimal(earned), factor.replace("个", ""))


@pytest.mark.parametrize(("actual", "far"), [("12.9", False), ("13", True), ("20", True)])
def test_far_above_a_target_begins_at_130_percent(fiscal: Scheme, actual: str, *, far: bool) -> None:
    assert is_far_above(judged(fiscal, "", "10", actual), fiscal) == far
    assert not is_far_above(judged(fiscal, "≤", "100", actual), fiscal)  # kept by far: no excuse is needed


@pytest.mark.parametrize(
    ("actual", "reason", "earned"), [("13", False, "0.9"), ("13", True, "1"), ("12", False, "1"), ("5", False, "0.5")]
)
def test_a_deduction_is_for_going_far_above_without_a_reason(
    fiscal: Scheme, actual: str, earned: str, *, reason: bool
) -> None:
    scheme = fiscal._replace(over_target_deduction=Decimal("0.1"))
    assert with_deduction(judged(scheme, "", "10", actual), scheme, reason=reason).earned == Decimal(earned)
    assert with_deduction(judged(fiscal, "", "10", "13"), fiscal, reason=False).earned == 1


@pytest.mark.parametrize(
    ("actual", "state", "earned", "variance"),
    [
        (60, "完成", 1, 0),
        (80, "完成", 1, 0),
        (84, "未完成", "0.5", 4),
        (57, "未完成", "0.5", -3),
        (100, "未完成", 0, 20),
        (40, "未完成", 0, -20),
    ],
)
def test_the_variance_of_a_range_is_from_its_nearer_end(
    fiscal: Scheme, actual: int, state: str, earned: object, variance: int
) -> None:
    scheme = fiscal._replace(range_bands=(RangeBand(Decimal("0.1"), Decimal("0.5")),))
    verdict = judge_range(Decimal(60), Decimal(80), Side(Decimal(actual), "人"), scheme)
    assert verdict.state == state
    assert (verdict.earned, verdict.variance) == (Decimal(str(earned)), Decimal(variance))
    assert verdict.factor == ("50.00%" if verdict.earned == Decimal("0.5") else "")


@pytest.mark.parametrize(("actual", "met"), [("0", True), ("2", False)])
def test_against_a_target_of_nothing_it_is_told_whether_it_was_reached(
    fiscal: Scheme, actual: str, *, met: bool
) -> None:
    rule = judged(fiscal, "", "0", actual).rule
    assert ("没有达到目标" in rule, rule.endswith("达到目标")) == (not met, True)

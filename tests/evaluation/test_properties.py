"""What holds for every workbook."""

from __future__ import annotations

from decimal import Decimal

from builders import indicator, number, rate, several, submission, text, word
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbook_tools.basis.operators import STRICT, Operator
from workbook_tools.basis.states import State
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Cell, Evaluation, Quantity, Submission
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.words import read_quantity

FISCAL = load_scheme("guangzhou-2018")
OPERATORS = st.sampled_from(["", "≥", ">", "≤", "<", "="])
FIGURES = st.decimals("-1000", "100000", places=2)
POINTS = st.decimals("0.01", "60", places=2)
RULES = st.sampled_from(["ratio", "linear", "all-or-nothing"])
WORDS = st.sampled_from(["达成", "部分达成", "未达成", "良好", "达标"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return number(draw(FIGURES), draw(st.sampled_from(["", "个", "次", "元", "万元"])), draw(OPERATORS))
    if kind == 1:
        return rate(draw(st.decimals("0", "150", places=1)), draw(OPERATORS))
    if kind == 2:
        return word(draw(WORDS))
    if kind == 3:
        return text(draw(st.text(max_size=12)))
    return several(
        *((name, number(draw(FIGURES))) for name in draw(st.lists(st.sampled_from("甲乙丙"), min_size=2, max_size=3)))
    )


def check(evaluation: Evaluation) -> None:
    """Bounds and sums that a reader with a calculator would check."""
    for row in evaluation.rows:
        assert row.points is not None
        assert 0 <= row.score_low <= row.score_high <= row.points
        assert (row.score is None) == (row.state == "无法判定")
        if row.score is not None:
            assert row.score_low == row.score == row.score_high
            assert row.score.as_tuple().exponent in (-2, -1, 0) or row.score == row.points
        else:
            assert row.missing
        assert row.why.endswith("。")
    counted = sum((level.points for level in evaluation.levels), Decimal(0))
    assert evaluation.total_points == counted
    assert evaluation.judged_score == sum((level.score for level in evaluation.levels), Decimal(0))
    assert evaluation.judged_score <= evaluation.score_low <= evaluation.score_high <= counted
    order = [cut.name for cut in FISCAL.grades]
    if evaluation.reported:
        assert order.index(evaluation.grade_low) >= order.index(evaluation.grade_high)
    else:
        assert (evaluation.grade, evaluation.grade_low, evaluation.grade_high) == ("", "", "")
    for finding in evaluation.findings:
        assert finding.message
        assert finding.fix


@given(st.lists(st.tuples(quantities(), quantities(), POINTS), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_scores_stay_between_nothing_and_the_points_and_totals_add_up(
    entries: list[tuple[Quantity, Quantity, Decimal]],
) -> None:
    rows = [indicator(f"第{n}项", target, actual, points=points) for n, (target, actual, points) in enumerate(entries)]
    check(evaluate(submission(rows), FISCAL))


@given(OPERATORS, FIGURES, st.tuples(FIGURES, FIGURES), POINTS, RULES)
@settings(max_examples=80, deadline=None)
def test_more_done_never_scores_less_and_more_spent_never_more(
    operator: Operator, target: Decimal, actuals: tuple[Decimal, Decimal], points: Decimal, rule: str
) -> None:
    scheme = FISCAL._replace(ceiling_rule=rule)  # type: ignore[arg-type]
    rows = [
        indicator(f"走访{n}", number(target, "小时", operator), number(actual, "小时"), points=points)
        for n, actual in enumerate(sorted(actuals))
    ]
    assume(operator not in STRICT or target not in actuals)  # whether that is enough is asked
    downward = operator in ("≤", "<") or (target == 0 and operator in ("", "="))
    assume(not downward or min(actuals) >= 0)  # so is what fewer than none are
    less, more = (row.score for row in evaluate(submission(rows), scheme).rows)
    assert less is not None
    assert more is not None
    assert less >= more if downward else less <= more


@given(OPERATORS, FIGURES, FIGURES)
@settings(max_examples=80, deadline=None)
def test_completion_of_100_percent_means_met(operator: Operator, target: Decimal, actual: Decimal) -> None:
    row = evaluate(
        submission([indicator("走访", number(target, "户", operator), number(actual, "户"), points=10)]), FISCAL
    ).rows[0]
    met: tuple[State, ...] = ("完成", "超额完成")
    if row.completion is not None:
        assert (row.completion >= 1) == (row.state in met)
    assert row.score == 10 or row.state not in met  # what is all but met may be rounded up to the points


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["", "%", "个", "万元", "小时"]),
    st.sampled_from(["", "≥", "≤", "=", "区间", "定性", "日期"]),
)
@settings(max_examples=80, deadline=None)
def test_no_cell_makes_an_evaluation_raise(target: str, actual: str, unit: str, nature: str) -> None:
    row = indicator(
        "服务数量",
        read_quantity(Cell(target), unit=unit, role="target", nature=nature),  # type: ignore[arg-type]
        read_quantity(Cell(actual), unit=unit, role="actual", nature=nature),  # type: ignore[arg-type]
        unit=unit,
        nature=nature,  # type: ignore[arg-type]
        points="7.5",
    )
    workbook: Submission = submission([row])
    check(evaluate(workbook, FISCAL))

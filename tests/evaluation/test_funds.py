"""资金使用: which budget counts, what is unknown, and what the shares stand on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import COSTS, cost, information, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.funds import NO_BUDGET, NO_SPENDING
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import CostLine, Evaluation, StatedFunds, Submission


def funded(scheme: Scheme, *lines: CostLine, **about: object) -> Evaluation:
    return evaluate(submission(about=information(**about), costs=lines), scheme)


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code for finding in evaluation.findings]


@pytest.mark.parametrize(
    ("about", "budget"),
    [
        ({"full_year_budget": "80", "annual_funds": "100"}, 80),
        ({"annual_funds": "100"}, 100),
        ({}, 90),
    ],
)
def test_the_full_year_budget_comes_first_then_the_years_funds_then_the_lines(
    fiscal: Scheme, about: dict[str, str], budget: int
) -> None:
    funds = funded(fiscal, cost("人员", 60, 40, "人员费用"), cost("活动", 30, 20, "服务质量保障"), **about).funds
    assert (funds.budget, funds.lines_budget, funds.spent) == (budget, 90, 60)
    assert funds.execution_rate == Decimal(60) / budget


@pytest.mark.parametrize(
    ("spent", "score", "capped"),
    [
        ("86.2", "8.62", False),
        ("100", "10.00", False),
        ("109.17", "10.00", True),
        ("0", "0.00", False),
        ("-3", "0.00", False),
    ],
)
def test_execution_is_rate_times_points_and_capped(fiscal: Scheme, spent: str, score: str, capped: bool) -> None:
    evaluation = funded(fiscal, cost("人员", 100, spent, "人员费用"), annual_funds="100")
    assert (str(evaluation.funds.score), evaluation.funds.capped) == (score, capped)
    assert ("M001" in codes(evaluation)) == capped
    assert evaluation.levels[-1].score == Decimal(score)


def test_the_rate_is_not_rounded_before_scoring(fiscal: Scheme) -> None:
    assert funded(fiscal, cost("清扫", "310.2", "154.74"), annual_funds="310.2").funds.score == Decimal("4.99")


@pytest.mark.parametrize(("spent", "score"), [(91, 10), (90, 10), (110, 10), (89, "8.9"), (111, 10)])
def test_a_scheme_may_grant_everything_inside_a_window(fiscal: Scheme, spent: int, score: str) -> None:
    scheme = fiscal._replace(execution_full_in_window=True)
    assert funded(scheme, cost("人员", 100, spent), annual_funds="100").funds.score == Decimal(score)


def test_a_line_without_spending_leaves_execution_open(fiscal: Scheme) -> None:
    evaluation = funded(fiscal, cost("人员", 60, 40, "人员费用"), cost("活动", 30, None, "服务质量保障"))
    assert (evaluation.funds.spent, evaluation.funds.score) == (None, None)
    assert codes(evaluation) == ["M002"]
    assert [(gap.name, gap.points, gap.missing) for gap in evaluation.missing] == [
        ("预算执行率", 10, "请在资金使用里填写各行的支出金额")
    ]
    assert (evaluation.score, evaluation.score_low, evaluation.score_high) == (None, 0, 10)
    assert [line.state for line in evaluation.funds.lines] == ["结余33.33%", "未填支出"]


def test_an_empty_line_of_the_template_is_no_gap(fiscal: Scheme) -> None:
    assert funded(fiscal, cost("人员", 60, 40, "人员费用"), cost("其他", None, None)).funds.spent == 40


@pytest.mark.parametrize("budget", ["0", None])
def test_without_a_budget_nothing_is_divided(fiscal: Scheme, budget: str | None) -> None:
    evaluation = funded(fiscal, cost("人员", None, 40, "人员费用"), full_year_budget=budget)
    assert (evaluation.funds.execution_rate, evaluation.funds.score) == (None, None)
    assert "全年预算数" in evaluation.missing[0].missing


def test_a_scheme_without_execution_points_asks_for_no_funds(fiscal: Scheme) -> None:
    evaluation = evaluate(submission(), fiscal._replace(execution_points=Decimal(0)))
    assert (codes(evaluation), evaluation.missing, evaluation.score) == ([], (), 0)


def test_spending_without_a_budget_is_said(fiscal: Scheme) -> None:
    lines = funded(fiscal, cost("人员", 60, 60, "人员费用"), cost("罚款", None, 1), cost("备用", 0, 0)).funds.lines
    assert [(line.state, line.execution_rate) for line in lines] == [
        ("按预算执行", 1),
        ("无预算", None),
        ("未发生", None),
    ]
    assert lines[0].share_of_spending == Decimal(60) / 61


def test_shares_are_unknown_while_a_line_has_no_category(fiscal: Scheme) -> None:
    evaluation = funded(fiscal, cost("人员", 60, 60, "人员费用"), cost("活动", 40, 40), annual_funds="100")
    assert evaluation.funds.shares == ()
    assert codes(evaluation) == ["M003"]
    assert next(f.cell for f in evaluation.findings) == "C4"


def test_shares_on_spending_are_unknown_while_spending_is(fiscal: Scheme) -> None:
    shares = funded(
        fiscal, cost("人员", 60, None, "人员费用"), cost("税费", 40, 3, "运营管理"), annual_funds="200"
    ).funds.shares
    assert [(s.on_budget, s.on_spending, s.on_funds) for s in shares] == [
        (Decimal("0.6"), None, None),
        (Decimal("0.6"), None, None),
        (Decimal("0.4"), None, None),
    ]
    assert {s.broken_on for s in shares} == {("budget",)}  # 60 below 65 and 85, 40 above 15; the rest nobody knows


def stated(full: str | None, initial: str | None, executed: str | None) -> Submission:
    amounts = [None if each is None else Decimal(each) for each in (initial, full, executed)]
    return submission(
        form="official", stated_funds=StatedFunds("自评表", "C7", *amounts, Decimal(10), None, None, {"executed": "E7"})
    )


def test_a_form_states_its_funds_and_the_initial_budget_stands_in(fiscal: Scheme) -> None:
    assert evaluate(stated("89.974", "90", "89.974"), fiscal).funds.execution_rate == 1
    assert evaluate(stated(None, "310.2", "154.74"), fiscal).funds.score == Decimal("4.99")
    over = evaluate(stated("329.77", "329.77", "338.31"), fiscal)
    assert [(finding.code, finding.sheet, finding.cell) for finding in over.findings] == [("M001", "自评表", "E7")]
    unknown = evaluate(stated("30", None, None), fiscal)
    assert (unknown.funds.score, [finding.code for finding in unknown.findings]) == (None, ["M002"])


def test_what_is_said_of_the_rate_stands_where_the_money_spent_is_shown(fiscal: Scheme) -> None:
    line, total = cost("人员", 100, 120, "人员费用"), replace(cost("合计", 100, 120), row=9)
    about = information(annual_funds="100")

    def place(workbook: Submission) -> tuple[str, str]:
        (found,) = [each for each in evaluate(workbook, fiscal).findings if each.code in ("M001", "M002")]
        return found.sheet, found.cell

    assert place(submission(about=about, costs=[line], cost_totals=(total,))) == ("资金使用", COSTS.at("spent", 9))
    assert place(submission(about=about, costs=[line])) == ("资金使用", COSTS.at("spent", COSTS.header_row))
    assert place(submission(about=about)) == ("资金使用", COSTS.at("spent", COSTS.header_row))
    bare = submission(about=about)._replace(tables={})
    assert place(bare) == ("基本信息", about.at("annual_funds"))


def test_the_sentence_goes_from_amounts_to_score(fiscal: Scheme) -> None:
    funds = funded(fiscal, cost("人员", 100, "86.2"), annual_funds="100").funds
    assert funds.why == "支出 86.2 万元÷全年预算 100 万元＝86.20%，10.00×86.20%＝8.62 分。"


@pytest.mark.parametrize(
    ("spent", "whole_window", "end"),
    [
        ("100", False, "＝100.00%，10.00×100.00%＝10.00 分。"),
        ("101", False, "＝101.00%，超过 100%，封顶得满分 10.00 分，超出部分不加分。"),
        ("0", False, "＝0.00%，10.00×0.00%＝0.00 分。"),
        ("89", True, "＝89.00%，10.00×89.00%＝8.90 分。"),
        ("90", True, "＝90.00%，偏离不超过 10.00%，得满分 10.00 分。"),
        ("110", True, "＝110.00%，偏离不超过 10.00%，得满分 10.00 分。"),
        ("111", True, "＝111.00%，超过 100%，封顶得满分 10.00 分，超出部分不加分。"),
    ],
)
def test_a_rate_in_the_window_earns_everything_where_the_scheme_grants_it(
    fiscal: Scheme, spent: str, whole_window: bool, end: str
) -> None:
    scheme = fiscal._replace(execution_full_in_window=whole_window)
    funds = funded(scheme, cost("人员", 100, spent), annual_funds="100").funds
    assert funds.why.endswith(end)
    assert f"{funds.score} 分" in end


# ---------------------------------------------------------------- judged here, and nowhere else


def test_shares_of_small_amounts_are_shares_as_well(fiscal: Scheme) -> None:
    costs = [cost("人员", "0.2", "0.1", "人员费用"), cost("活动", "0.3", "0.3", "服务质量保障")]
    share = funded(fiscal, *costs, annual_funds="0.8").funds.shares[0]
    assert (share.on_budget, share.on_spending, share.on_funds) == (
        Decimal("0.4"), Decimal("0.25"), Decimal("0.125"),
    )  # fmt: skip
    rows = funded(fiscal, *costs, annual_funds="0.8").funds.lines
    assert [(row.execution_rate, row.variance_rate, row.share_of_spending) for row in rows] == [
        (Decimal("0.5"), Decimal("-0.5"), Decimal("0.25")), (1, 0, Decimal("0.75")),
    ]  # fmt: skip
    assert funded(fiscal, *costs, annual_funds="0.8").funds.execution_rate == Decimal("0.5")


def judged(fiscal: Scheme, staff: str, service: str, operation: str, annual: str) -> dict[str, tuple[str, ...]]:
    evaluation = funded(
        fiscal,
        cost("人员", 65, staff, "人员费用"),
        cost("活动", 20, service, "服务质量保障"),
        cost("管理", 15, operation, "运营管理"),
        annual_funds=annual,
    )
    return {share.rule: share.broken_on for share in evaluation.funds.shares}


def test_a_floor_is_judged_on_budget_and_spending_a_cap_on_the_years_funds_as_well(fiscal: Scheme) -> None:
    """Half of the year's money is spent: every floor on it would be missed, and none is judged on it."""
    assert set(judged(fiscal, "33", "10", "7", "100").values()) == {()}
    assert judged(fiscal, "60", "20", "20", "100") == {
        "人员费用不低于65%": ("spending",),
        "人员费用和服务质量保障不低于85%": ("spending",),
        "运营管理不高于15%": ("spending", "funds"),
    }
    assert judged(fiscal, "90", "25", "16", "100")["运营管理不高于15%"] == ("funds",)


@pytest.mark.parametrize(("operation", "broken"), [("15", False), ("15.004", False), ("15.02", True)])
def test_a_share_that_prints_like_its_limit_keeps_it(fiscal: Scheme, operation: str, broken: bool) -> None:
    service = Decimal(35) - Decimal(operation)
    assert ("spending" in judged(fiscal, "65", str(service), operation, "100")["运营管理不高于15%"]) == broken


@pytest.mark.parametrize(
    ("spent", "whole_window", "execution"),
    [
        (89, False, "low"), (90, False, "within"), (100, False, "within"), (101, False, "over"),
        (101, True, "within"), (110, True, "within"), (111, True, "over"),
    ],
)  # fmt: skip
def test_the_rate_is_low_over_or_needs_no_words(fiscal: Scheme, spent: int, whole_window: bool, execution: str) -> None:
    scheme = fiscal._replace(execution_full_in_window=whole_window)
    assert funded(scheme, cost("人员", 100, spent), annual_funds="100").funds.execution == execution


@pytest.mark.parametrize(("spent", "strays"), [(110, False), (111, True), (90, False), (89, True)])
def test_a_line_strays_beyond_what_the_scheme_leaves_unexplained(fiscal: Scheme, spent: int, strays: bool) -> None:
    assert funded(fiscal, cost("人员", 100, spent), annual_funds="100").funds.lines[0].strays == strays


@pytest.mark.parametrize(("unread", "state"), [(("spent",), "金额读不出来"), ((), "未填支出")])
def test_a_line_whose_amount_cannot_be_read_is_not_one_without_amount(
    fiscal: Scheme, unread: tuple[str, ...], state: str
) -> None:
    line = replace(cost("活动", 30, None, "服务质量保障"), unread=unread)
    assert [each.state for each in funded(fiscal, line).funds.lines] == [state]


@pytest.mark.parametrize(
    ("budget", "spent", "state", "variance"),
    [
        (10, None, "未填支出", None),
        (0, None, "未填支出", None),
        (None, None, "", None),
        (None, 5, "无预算", None),
        (0, 5, "无预算", 5),
        (None, 0, "未发生", None),
        (0, 0, "未发生", 0),
        (10, 10, "按预算执行", 0),
        (10, 12, "超支20.00%", 2),
        (10, "9.5", "结余5.00%", Decimal("-0.5")),
        (10, "10.5", "超支5.00%", Decimal("0.5")),
        (-2, 1, "超支3万元", 3),
        (-2, -3, "结余1万元", -1),
    ],
)
def test_a_line_says_how_it_was_kept(
    fiscal: Scheme, budget: int | None, spent: int | str | None, state: str, variance: Decimal | int | None
) -> None:
    (line,) = evaluate(submission(costs=[cost("人员经费", budget, spent, "人员费用")]), fiscal).funds.lines
    assert (line.state, line.variance) == (state, variance)
    rated = budget is not None and budget > 0 and spent is not None
    assert (line.execution_rate is not None, line.variance_rate is not None) == (rated, rated)


def test_a_budget_of_which_a_line_cannot_be_read_is_unknown(fiscal: Scheme) -> None:
    unread = replace(cost("活动", 30, 10, "服务质量保障"), unread=("budget",))
    known = cost("人员", 60, 60, "人员费用")
    assert funded(fiscal, unread, known).funds.budget is None
    assert funded(fiscal, known, known).funds.budget == 120


@pytest.mark.parametrize(("budget", "missing"), [("0.5", NO_SPENDING), ("0", NO_BUDGET), (None, NO_BUDGET)])
def test_what_is_missing_is_the_spending_where_there_is_a_budget(
    fiscal: Scheme, budget: str | None, missing: str
) -> None:
    why = funded(fiscal, cost("人员", budget, None)).funds.why
    assert why == f"预算执行率：数据不全，暂不计分（0.00～10.00 分）。{missing}。"


def test_shares_of_the_year_are_of_its_funds_else_of_its_budget(fiscal: Scheme) -> None:
    line = cost("承接机构运营管理费用", 10, 20, "运营管理")
    for about, share in (
        ({"annual_funds": "100", "full_year_budget": "50"}, Decimal("0.2")),
        ({"full_year_budget": "50"}, Decimal("0.4")),
        ({}, None),
    ):
        assert {each.on_funds for each in funded(fiscal, line, **about).funds.shares if each.operator == "≤"} == {share}


def test_an_amount_beyond_all_measure_is_above_its_limit(fiscal: Scheme) -> None:
    shares = funded(fiscal, cost("运营", "1", "1E+40", "运营管理"), annual_funds="1").funds.shares
    assert ["funds" in each.broken_on for each in shares if each.operator == "≤"] == [True]


def test_of_nothing_there_are_no_shares(fiscal: Scheme) -> None:
    funds = funded(fiscal, cost("人员", 0, 0, "人员费用"), annual_funds="0").funds
    assert {(share.on_budget, share.on_spending, share.on_funds) for share in funds.shares} == {(None, None, None)}

"""The published station: every figure that its report should have had."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import yongping_2022

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Evaluation, ScoredRow


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    from workbook_tools.reading.scheme_files import load_scheme

    return evaluate(yongping_2022(), load_scheme("guangzhou-2018"))


@pytest.fixture(scope="module")
def rows(evaluation: Evaluation) -> dict[str, ScoredRow]:
    return {row.item: row for row in evaluation.rows}


def percent(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2%}"


def test_points_of_a_level_are_shared_in_cents_and_add_up(evaluation: Evaluation) -> None:
    shares: dict[str, Decimal] = {}
    for row in evaluation.rows:
        assert row.points is not None
        shares[row.indicator.level3] = shares.get(row.indicator.level3, Decimal(0)) + row.points
    expected = "8.34 8.34 8.33 8.33 8.33 8.33 7.50 7.50 7.50 7.50 10"
    assert [str(points) for points in shares.values()] == expected.split()


def test_items_share_the_points_of_their_indicator(evaluation: Evaluation) -> None:
    items = [str(row.points) for row in evaluation.rows if row.indicator.level3 == "服务达标率"]
    assert items == ["1.39"] * 6


@pytest.mark.parametrize(
    ("item", "completion"),
    [
        ("个案辅导", "102.94%"),
        ("社区活动", "116.98%"),
        ("电话访问", "122.11%"),
        ("志愿者培训", "133.33%"),
        ("专业人员", "114.29%"),
        ("资源链接", "70.00%"),
        ("年服务时数", "100.00%"),
        ("第三方评价优良率", "100.00%"),
        ("成本控制比率", "100.00%"),
    ],
)
def test_completion_is_actual_over_target(rows: dict[str, ScoredRow], item: str, completion: str) -> None:
    assert percent(rows[item].completion) == completion


def test_an_unmet_row_earns_its_share(rows: dict[str, ScoredRow]) -> None:
    row = rows["资源链接"]
    assert (row.variance, percent(row.variance_rate)) == (Decimal(-15), "-30.00%")
    assert (row.score, row.state, row.gain) == (Decimal("5.25"), "未完成", Decimal("2.25"))
    assert "35万÷目标 50万＝70.00%" in row.why
    assert "7.50×70.00%＝5.25 分" in row.why
    assert row.gain_needed == "实际完成值再增加 15万（到 50万）可多得 2.25 分"


def test_levels_and_total_say_how_much_could_be_judged(evaluation: Evaluation) -> None:
    shown = [(level.name, str(level.score), str(level.judged_points), str(level.points)) for level in evaluation.levels]
    assert shown == [
        ("产出指标", "50.00", "50.00", "50.00"),
        ("效益指标", "12.75", "15.00", "30.00"),
        ("满意度指标", "0", "0", "10"),
        ("预算执行率", "10.00", "10", "10"),
    ]
    assert evaluation.score is None
    assert (evaluation.judged_score, evaluation.judged_points) == (Decimal("72.75"), Decimal(75))
    assert (evaluation.score_low, evaluation.score_high) == (Decimal("72.75"), Decimal("97.75"))
    assert evaluation.total_points == 100


def test_the_grade_is_open_from_medium_to_excellent(evaluation: Evaluation) -> None:
    assert (evaluation.grade, evaluation.grade_low, evaluation.grade_high) == ("", "中", "优")


def test_what_is_missing_is_ordered_by_points(evaluation: Evaluation) -> None:
    gaps = [(gap.name, str(gap.points), gap.cell) for gap in evaluation.missing]
    assert gaps == [
        ("专业服务满意度", "10", "J23"),
        ("社会组织合作", "7.50", "G19"),
        ("孵化志愿服务队伍", "7.50", "J22"),
    ]
    assert all(gap.missing.startswith("请") for gap in evaluation.missing)


def test_each_unjudged_row_has_one_finding_that_says_what_to_fill_in(evaluation: Evaluation) -> None:
    found = [
        (finding.code, finding.severity, finding.cell) for finding in evaluation.findings if finding.code[0] == "R"
    ]
    assert found == [("R012", "W", "G19"), ("R014", "W", "J22"), ("R013", "E", "J23")]


def test_execution_above_the_budget_is_capped_and_flagged(evaluation: Evaluation) -> None:
    funds = evaluation.funds
    assert percent(funds.execution_rate) == "109.17%"
    assert (funds.score, funds.capped, funds.budget, funds.spent) == (
        Decimal("10.00"),
        True,
        Decimal(240),
        Decimal("262.0191"),
    )
    assert [finding.code for finding in evaluation.findings if finding.sheet == "资金使用"] == ["M001"]


def test_every_cost_line_has_its_rate_and_its_state(evaluation: Evaluation) -> None:
    lines = [(percent(line.execution_rate), line.state) for line in evaluation.funds.lines]
    assert lines == [
        ("112.38%", "超支12.38%"),
        ("49.46%", "结余50.54%"),
        ("64.48%", "结余35.52%"),
        ("107.29%", "超支7.29%"),
        ("116.54%", "超支16.54%"),
    ]


def test_shares_stand_on_three_bases(evaluation: Evaluation) -> None:
    shares = [(percent(s.on_budget), percent(s.on_spending), percent(s.on_funds)) for s in evaluation.funds.shares]
    assert shares == [
        ("75.00%", "77.21%", "84.29%"),
        ("85.00%", "83.99%", "91.69%"),
        ("15.00%", "16.01%", "17.48%"),
    ]


def test_tranches_are_due_by_share_and_go_by_the_stated_grade(evaluation: Evaluation) -> None:
    assert [result.due for result in evaluation.tranches] == [Decimal(132), Decimal(96), Decimal(12)]
    assert [result.conclusion.partition("；")[0] for result in evaluation.tranches] == [
        "未触发：未填合同生效日期",
        "未触发：没有中期评估等级",
        "可申请：末期评估良好（填报等级），财务评估结论未填，以填报等级为准，可以申请拨付，还没有申请日期",
    ]


def test_the_station_score_stays_unknown_beside_the_stated_grade(evaluation: Evaluation) -> None:
    assert (evaluation.station_score, evaluation.station_grade, evaluation.station_grade_stated) == (None, "", "良好")


def test_the_same_workbook_gives_the_same_evaluation(evaluation: Evaluation, fiscal: Scheme) -> None:
    assert evaluate(yongping_2022(), fiscal) == evaluation

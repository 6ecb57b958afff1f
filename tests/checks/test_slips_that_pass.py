"""Slips that a reader sees and a sum does not: reasons that do not reach, payments that were not, rates above all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cost, indicator, rate, submission
from station import findings_of, message, sound_station, texts, told, with_prose

from workbook_tools.checks.facts import gather
from workbook_tools.checks.forms import rate_is_executed_by_budget
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Cell, StatedFunds
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.tables import fraction

NATIONAL = load_scheme("fiscal-2020")


def overspent(**reasons: str) -> list[str]:
    lines = [("工资", "140", "154"), ("活动", "40", "44"), ("管理", "20", "22")]
    costs = [cost(name, budget, spent, reason=reasons.get(name, "")) for name, budget, spent in lines]
    return [f.code for f in findings_of(submission(costs=costs), NATIONAL) if f.code in ("M023", "M024")]


@pytest.mark.parametrize(
    ("reasons", "asked"),
    [
        ({}, ["M024"]),
        ({"管理": "税费上调"}, ["M024"]),
        ({"工资": "社保基数上调"}, ["M024"]),
        ({"工资": "社保基数上调", "活动": "场次增加", "管理": "税费上调"}, []),
        ({"工资": "无", "活动": "/", "管理": "-"}, ["M024"]),
    ],
)
def test_a_reason_on_one_line_explains_its_own_excess_only(reasons: dict[str, str], asked: list[str]) -> None:
    assert overspent(**reasons) == asked


@pytest.mark.parametrize(
    "words", ["项目资金按期拨付。", "各期经费均已足额到位。", "街道按时足额拨付项目资金。", "资金及时拨付到位。"]
)
def test_payments_in_prose_need_a_record(words: str) -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    claimed = with_prose(unpaid, station.texts[0].chapter, words)
    assert ("T026", "C2") in told(claimed, "T026")
    assert "没有一期填写已拨金额" in message(claimed, "T026")


@pytest.mark.parametrize("chapter", ["政策建议", "应对策略"])
def test_what_is_wished_of_payments_claims_nothing(chapter: str) -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    wished = unpaid._replace(texts=texts((chapter, "项目资金按期拨付。")))
    assert not told(wished, "T026")


def test_of_payments_that_fell_short_both_sums_are_told() -> None:
    station = sound_station()
    first, *rest = station.tranches
    short = station._replace(tranches=(replace(first, paid=Decimal(100)), *rest))
    said = message(with_prose(short, station.texts[0].chapter, "项目资金按期拨付。"), "T026")
    assert "到期应拨228.00万元，已拨196.00万元" in said


@pytest.mark.parametrize("words", ["资金未按期拨付。", "建议及时拨付后续资金。", "项目资金拨付情况见表。"])
def test_other_words_on_payments_claim_nothing(words: str) -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    assert not told(with_prose(unpaid, station.texts[0].chapter, words), "T026")


@pytest.mark.parametrize(
    "name",
    ["结案率", "就业率", "好评率", "入户率", "满意度", "建档率", "服务覆盖率", "持证率", "归档率", "及时率", "复学率"],
)
def test_a_part_is_never_more_than_the_whole(name: str) -> None:
    station = submission([indicator(name, rate(90, "≥"), rate("105"), unit="%")])
    assert "R071" in [f.code for f in findings_of(station, NATIONAL)]


@pytest.mark.parametrize(
    "name",
    ["任务完成率", "收入增长率", "预算执行率", "计划达成率", "资产利用率", "投入产出率", "同比上升率", "设备使用率"],
)
def test_some_rates_may_pass_100_percent(name: str) -> None:
    station = submission([indicator(name, rate(90, "≥"), rate("105"), unit="%")])
    assert "R071" not in [f.code for f in findings_of(station, NATIONAL)]


@pytest.mark.parametrize(
    ("printed", "named"), [("95.00%", True), ("95%", False), ("95.4%", False), ("95.36%", False), ("95.3%", True)]
)
def test_a_printed_rate_is_held_to_the_digits_that_were_printed(printed: str, named: bool) -> None:
    funds = StatedFunds(
        "自评表", "E6", Decimal(50), Decimal(50), Decimal("47.68"), Decimal(10), fraction(Cell(printed)), None
    )
    form = submission(stated_funds=funds, form="official")
    facts = gather(form, evaluate(form, NATIONAL), NATIONAL)
    assert [f.code for f in rate_is_executed_by_budget(facts)] == (["M020"] if named else [])


def test_a_form_that_prints_its_execution_item_keeps_a_row_of_that_name_an_indicator() -> None:
    funds = StatedFunds("自评表", "E6", None, Decimal(50), Decimal(50), Decimal(20), Decimal(1), Decimal(20))
    rows = [
        indicator("预算资金执行率", rate(90), rate(100), points=10),
        indicator("培训合格率", rate(90), rate(100), points=50),
        indicator("居民满意度", rate(90), rate(100), level1="满意度指标", points=20),
    ]
    form = submission(rows, stated_funds=funds, form="official")
    evaluation = evaluate(form, NATIONAL)
    assert (evaluation.funds.points, evaluation.funds.score, evaluation.total_points) == (20, 20, 100)
    assert "M038" not in [f.code for f in findings_of(form, NATIONAL)]


def test_a_line_without_a_name_is_called_by_its_row() -> None:
    station = submission(costs=[cost("", "0", "10"), cost("工资", "40", "40", "人员费用")])
    told_of = [f.message for f in findings_of(station, NATIONAL) if f.code in ("M003", "M027")]
    assert told_of
    assert all("第3行" in each and "“”" not in each and "（）" not in each for each in told_of)


def test_a_grade_that_no_scheme_bounds_contradicts_no_score() -> None:
    station = sound_station()
    claimed = with_prose(station, station.texts[0].chapter, "第三方评估得分95分，等级为良好。")
    assert "T015" in [f.code for f in findings_of(claimed)]
    assert "T015" not in [f.code for f in findings_of(claimed, NATIONAL)]


def test_one_tranche_without_a_payment_is_enough() -> None:
    station = sound_station()
    one = station._replace(tranches=(replace(station.tranches[0], paid=None),))
    assert "“资金拨付”里没有一期" in message(with_prose(one, station.texts[0].chapter, "资金及时拨付到位。"), "T026")


def test_payments_that_were_all_made_may_be_told() -> None:
    station = sound_station()
    claimed = with_prose(station, station.texts[0].chapter, "项目资金按期拨付。")
    assert told(claimed, "T026") == []


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("建议项目资金按期拨付。", False),
        ("希望今后项目资金按期拨付。", False),
        ("建议大家继续关注社区居民的生活；本年度项目资金按期拨付。", True),  # what is wished stands too far in front
    ],
)
def test_a_wish_stands_just_in_front_of_the_payments_that_it_is_of(words: str, is_told: bool) -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    claimed = with_prose(unpaid, station.texts[0].chapter, words)
    assert bool(told(claimed, "T026")) is is_told


@pytest.mark.parametrize(
    "before",
    [("实施情况", "站点运行平稳。"), ("实施情况", "希望项目资金按期拨付。"), ("政策建议", "项目资金按期拨付。")],
)
def test_a_passage_that_claims_nothing_hides_none_that_does(before: tuple[str, str]) -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    claimed = unpaid._replace(texts=texts(before, ("实施情况", "项目资金按期拨付。")), effects=())
    assert told(claimed, "T026") == [("T026", "C3")]


def test_payments_are_claimed_too_early_where_none_is_due_and_none_recorded() -> None:
    station = sound_station()
    unpaid = station._replace(tranches=tuple(replace(each, paid=None) for each in station.tranches))
    early = unpaid._replace(
        information=unpaid.information._replace(
            contract_effective=None, midterm_grade="", final_grade="", midterm_date=None, final_date=None
        ),
        assessments=(),
        texts=texts(("实施情况", "项目资金按期拨付。")),
    )
    assert told(early, "T026") == [("T026", "C2")]

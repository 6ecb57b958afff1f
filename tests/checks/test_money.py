"""资金使用 and the contract sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import cost, heading, indicator, information, number, rate, submission
from station import message, sound_station, told, with_about, with_cost

from workbook_tools.basis.operators import Operator
from workbook_tools.model import CostLine, Quantity, Submission

STAFF, SERVICE, OFFICE = "人员费用", "服务质量保障", "运营管理"


def spending(*lines: CostLine, year: str = "100", **others: object) -> Submission:
    rows = [indicator("个案", number(10, "个"), number(10, "个"))]
    return submission(
        rows, about=information(annual_funds=year), headings=[heading("产出指标", 90)], costs=lines, **others
    )


def money(sheet: Submission) -> list[tuple[str, str]]:
    return told(sheet, "M")


@pytest.mark.parametrize(
    ("spent", "reason", "expected"),
    [
        ("95", "", []),
        ("90", "", []),
        ("89.9", "", ["M023"]),
        ("89.9", "缺编两人", []),
        ("100", "", []),
        ("100.5", "", ["M024"]),
        ("100.5", "无", ["M024"]),
        ("100.5", "加薪，由机构自筹", ["M001"]),  # still capped
    ],
)
def test_an_execution_rate_off_the_mark_is_explained(spent: str, reason: str, expected: list[str]) -> None:
    found = told(spending(cost("工资", "100", spent, STAFF, reason)), "M023", "M024", "M001")
    assert [code for code, _ in found] == expected


def test_the_reason_of_the_total_row_explains_the_rate() -> None:
    total = replace(cost("合计", "100", "89.9", reason="缺编两人"), row=5)
    lines = cost("工资", "100", "89.9", STAFF)
    assert told(spending(lines)._replace(cost_totals=(total,)), "M023") == []
    assert told(spending(lines)._replace(cost_totals=(replace(total, reason=""),)), "M023") == [("M023", "E5")]


def test_an_overspent_year_names_the_money_without_a_source() -> None:
    sheet = spending(cost("工资", "70", "75.5", STAFF), cost("管理", "30", "30", OFFICE))
    assert "支出105.50万元，超出5.50万元" in message(sheet, "M024")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("100", True), ("100.00", False), ("100.0041", False), ("100.01", True), ("99.6", True)],
)
def test_a_total_row_is_the_sum_of_its_lines_as_far_as_its_digits_go(stated: str, expected: bool) -> None:
    lines = (cost("工资", "70.004", "70", STAFF), cost("管理", "30.0001", "29", OFFICE))
    total = replace(cost("合计", stated, None), row=5)
    assert (("M022", "D5") in money(spending(*lines)._replace(cost_totals=(total,)))) is expected


def test_a_subtotal_adds_up_its_own_lines() -> None:
    lines = (replace(cost("工资", "70", "69", STAFF), row=3), replace(cost("管理", "30", "29", OFFICE), row=5))
    totals = (replace(cost("小计", "70", "69"), row=4), replace(cost("合计", "100", "98"), row=6))
    sheet = spending(*lines)._replace(cost_totals=totals)
    assert [code for code, _ in money(sheet._replace(cost_lines=lines)) if code == "M022"] == []


def test_the_last_of_three_subtotals_adds_up_the_lines_since_the_second() -> None:
    names = (("工资", STAFF), ("培训", SERVICE), ("管理", OFFICE))
    lines = tuple(
        replace(cost(name, "30", "30", kind), row=at) for at, (name, kind) in zip((3, 5, 7), names, strict=True)
    )
    totals = tuple(replace(cost("小计", "30", "30"), row=at) for at in (4, 6, 8))
    sheet = spending(*lines)._replace(cost_lines=lines, cost_totals=totals)
    assert told(sheet, "M022") == []


def test_a_total_of_amounts_that_nobody_filled_in_is_held_against_nothing() -> None:
    total = replace(cost("合计", "100", "98"), row=5)
    assert told(spending(cost("工资", "100", None, STAFF))._replace(cost_totals=(total,)), "M022") == []


@pytest.mark.parametrize(("budget", "expected"), [("100", False), ("99", True), ("100.00004", False)])
def test_budget_lines_make_the_years_money(budget: str, expected: bool) -> None:
    assert (("M025", "D2") in money(spending(cost("工资", budget, "95", STAFF)))) is expected


def test_where_the_lines_and_the_contract_agree_the_years_money_is_off() -> None:
    sheet = spending(cost("工资", "100", "95", STAFF), year="99")
    span = {"contract_start": date(2020, 1, 1), "contract_end": date(2022, 12, 31)}
    agrees = sheet._replace(information=sheet.information._replace(contract_total=Decimal(300), **span))
    assert ("M025", agrees.information.at("annual_funds")) in money(agrees)
    other = sheet._replace(information=sheet.information._replace(contract_total=Decimal(297), **span))
    assert ("M025", "D2") in money(other)
    half = {"contract_start": date(2020, 1, 1), "contract_end": date(2022, 6, 30)}
    broken = sheet._replace(information=sheet.information._replace(contract_total=Decimal(250), **half))
    assert ("M025", agrees.information.at("annual_funds")) in money(broken)  # two years and a half


@pytest.mark.parametrize(
    ("spent", "reason", "expected"),
    [("9", "", False), ("8.9", "", True), ("11.1", "", True), ("8.9", "采购延后", False), ("8.9", "/", True)],
)
def test_a_line_off_by_more_than_a_tenth_is_explained(spent: str, reason: str, expected: bool) -> None:
    lines = cost("工资", "90", "90", STAFF), cost("培训", "10", spent, SERVICE, reason)
    assert (("M026", "E4") in money(spending(*lines))) is expected


def test_an_amount_below_nothing_is_refused() -> None:
    assert ("M028", "E4") in money(spending(cost("工资", "90", "90", STAFF), cost("退款", "10", "-1", SERVICE)))


@pytest.mark.parametrize(
    ("budgets", "expected"),
    [
        (("65", "20", "15"), []),
        (("64", "21", "15"), ["M034"]),  # staff below 65 %
        (("65", "19.9", "15.1"), ["M034", "M034"]),  # what the management has too much, the others lack
    ],
)
def test_shares_hold_on_the_budget(budgets: tuple[str, str, str], expected: list[str]) -> None:
    lines = [cost(kind, budget, budget, kind) for kind, budget in zip((STAFF, SERVICE, OFFICE), budgets, strict=True)]
    assert [code for code, _ in told(spending(*lines), "M034", "M035", "M036")] == expected


def test_a_share_is_told_with_the_figures_of_every_basis() -> None:
    sheet = spending(
        cost("工资", "65", "70", STAFF), cost("培训", "20", "10", SERVICE), cost("管理", "15", "17", OFFICE)
    )
    cap = message(sheet, "M035")
    assert "占预算的15%、占支出的17.53%、占年度资金的17%" in cap


@pytest.mark.parametrize(("total", "expected"), [("1200", False), ("1100", True), ("1200.00", False)])
def test_years_times_yearly_money_make_the_contract_sum(total: str, expected: bool) -> None:
    found = told(with_about(sound_station(), contract_total=Decimal(total)), "M029")
    assert bool(found) is expected


def test_scores_far_apart_are_a_hint() -> None:
    sheet = spending(cost("工资", "100", "92", STAFF))
    assert told(sheet, "M030") == [("M030", "E2")]
    assert told(spending(cost("工资", "100", "96", STAFF)), "M030") == []


def test_spending_that_falls_while_the_volume_rises_is_a_hint() -> None:
    rows = [indicator(name, number(10, "次"), number(12, "次")) for name in ("活动", "探访")]
    lines = [cost("工资", "90", "90", STAFF), cost("活动经费", "10", "6", SERVICE, "赞助")]
    busy = submission(rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert told(busy, "M031") == [("M031", "E4")]
    assert told(with_cost(busy, "活动经费", spent=Decimal(10)), "M031") == []
    cheap = with_cost(with_cost(busy, "活动经费", spent=Decimal(10)), "工资", spent=Decimal(70))
    assert "全部支出80%" in message(cheap, "M031")


@pytest.mark.parametrize(("spent", "expected"), [("9.5", False), ("12", True)])
def test_a_claim_of_small_deviations_is_held_against_the_lines(spent: str, expected: bool) -> None:
    claim = indicator("成本控制", rate(10, "≤"), rate(10, "≤"), item="经费执行与计划差距", level2="成本指标")
    lines = [cost("工资", "90", "90", STAFF), cost("培训", "10", spent, SERVICE, "增开课程")]
    sheet = submission([claim], about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert bool(told(sheet, "M032")) is expected


@pytest.mark.parametrize(
    ("stated", "told_of"),
    [
        (rate("2.5"), False),  # 97.5 % of the whole: the figure is right, and says nothing of the lines
        (rate("3"), False),  # a whole percent
        (rate("2.4"), True),
        (rate("2.5", "≤"), True),  # a bound speaks of each line
    ],
)
def test_a_difference_to_the_digit_is_that_of_the_whole(stated: Quantity, told_of: bool) -> None:
    claim = indicator("经费执行与计划的差距", rate(10, "≤"), stated, level2="成本指标")
    lines = [cost("工资", "90", "89.9", STAFF), cost("培训", "10", "7.6", SERVICE, "少办两期")]
    sheet = submission([claim], about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert bool(told(sheet, "M032")) is told_of


@pytest.mark.parametrize(
    ("actual", "unit", "expected"),
    [("95", "万元", False), ("94.6", "万元", True), ("950000", "元", False), ("90", "万元", True)],
)
def test_the_whole_cost_is_the_money_spent(actual: str, unit: str, expected: bool) -> None:
    row = indicator("项目总成本", number(100, unit, "≤"), number(actual, unit), level2="成本指标")
    sheet = spending(cost("工资", "100", "95", STAFF))
    assert bool(told(sheet._replace(indicators=(replace(row, row=4, group=0),)), "M033")) is expected


@pytest.mark.parametrize(
    ("name", "target", "operator", "expected"),
    [
        ("预算控制数", "100", "≤", True),
        ("项目支出控制", "100", "≤", True),
        ("资源链接", "100", "≤", False),  # no money of the project's
        ("预算控制数", "80", "≤", False),  # a part of it
        ("自筹资金", "100", "≥", False),
    ],
)
def test_who_promises_to_keep_within_the_years_money_tells_the_money_spent(
    name: str, target: str, operator: Operator, expected: bool
) -> None:
    row = indicator(name, number(target, "万元", operator), number("90", "万元"), level2="社会效益指标")
    sheet = spending(cost("工资", "100", "95", STAFF))
    assert bool(told(sheet._replace(indicators=(replace(row, row=4, group=0),)), "M033")) is expected


@pytest.mark.parametrize(("name", "called"), [("全年总计", "“全年总计”行"), ("", "“合计”行")])
def test_a_total_row_is_called_by_its_name(name: str, called: str) -> None:
    total = replace(cost(name, "90", None), row=5)
    lines = (cost("工资", "70", "70", STAFF), cost("管理", "30", "29", OFFICE))
    assert message(spending(*lines)._replace(cost_totals=(total,)), "M022").startswith(called)


@pytest.mark.parametrize(("actual", "expected"), [("95", False), ("95.4", False), ("95.40", False), ("95.3", True)])
def test_a_whole_cost_may_be_rounded_to_its_digits(actual: str, expected: bool) -> None:
    row = indicator("项目总成本", number(100, "万元", "≤"), number(actual, "万元"), level2="成本指标")
    sheet = spending(cost("工资", "100", "95.4", STAFF))
    assert bool(told(sheet._replace(indicators=(replace(row, row=4, group=0),)), "M033")) is expected


def test_what_money_contradicts_is_told_with_its_figures() -> None:
    total = replace(cost("合计", "90", None), row=5)
    lines = (cost("工资", "70", "70", STAFF), cost("管理", "30", "29", OFFICE))
    said = message(spending(*lines)._replace(cost_totals=(total,)), "M022")
    assert "“合计”行的预算金额是90.00万元，各项相加是100.00万元，相差10.00万元" in said
    short = spending(cost("工资", "99", "95", STAFF))
    assert "各项预算相加是99.00万元，与年度项目资金100.00万元相差1.00万元" in message(short, "M025")
    strays = spending(cost("工资", "90", "90", STAFF), cost("培训", "10", "11.1", SERVICE))
    assert "“培训”预算10.00万元，支出11.10万元（+1.10），多11%" in message(strays, "M026")
    less = spending(cost("工资", "90", "90", STAFF), cost("培训", "10", "8.9", SERVICE))
    assert "“培训”预算10.00万元，支出8.90万元（-1.10），少11%" in message(less, "M026")
    far = spending(cost("工资", "100", "90", STAFF))
    assert "指标得分率是100%，预算执行得分率只有90%，前者高出10%" in message(far, "M030")
    back = spending(cost("工资", "90", "90", STAFF), cost("退款", "10", "-1", SERVICE))
    assert "“退款”的金额是-1.00万元" in message(back, "M028")


def test_years_and_sum_of_the_contract_are_told() -> None:
    said = message(with_about(sound_station(), contract_total=Decimal(1100)), "M029")
    assert "合同5年、每年240.00万元，应为1200.00万元，合同总金额写的是1100.00万元" in said


def test_a_whole_cost_stands_in_the_unit_of_its_column_where_the_cell_has_none() -> None:
    row = indicator("项目总成本", number(100, "", "≤"), number("90"), level2="成本指标", unit="万元")
    sheet = spending(cost("工资", "100", "95", STAFF))
    assert "实际完成值是90.00万元，资金支出合计是95.00万元" in message(
        sheet._replace(indicators=(replace(row, row=4, group=0),)), "M033"
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [  # what 50 and 50 came to; the first says why it is off
        ("40", "40", []),  # without the ten that are explained, 90 % were spent
        ("40.1", "39.9", ["M023"]),
        ("69.5", "50.5", []),  # and 100.5 %, of which half a percent is rounding
        ("69.4", "50.6", ["M024"]),
        ("50", "40", []),
        ("60", "29", ["M023"]),  # a reason for too much says nothing of too little
    ],
)
def test_lines_that_give_a_reason_explain_the_rate_as_far_as_they_are_off(
    first: str, second: str, expected: list[str]
) -> None:
    lines = cost("工资", "50", first, STAFF, "人员变动"), cost("管理", "50", second, OFFICE)
    assert [code for code, _ in told(spending(*lines), "M023", "M024")] == expected


@pytest.mark.parametrize("field", ["budget", "spent"])
def test_a_total_is_not_held_against_lines_that_were_not_all_read(field: str) -> None:
    lines = (cost("工资", "70", "70", STAFF), cost("管理", None, None, OFFICE))
    total = replace(cost("合计", "100", "100"), row=5)
    sheet = spending(*lines)._replace(cost_totals=(total,))
    other = "E5" if field == "budget" else "D5"
    unread = (lines[0], replace(lines[1], unread=(field,)))
    assert [cell for _, cell in told(sheet, "M022")] == ["D5", "E5"]
    placed = tuple(replace(line, row=old.row) for line, old in zip(unread, sheet.cost_lines, strict=True))
    assert told(sheet._replace(cost_lines=placed), "M022") == [("M022", other)]


@pytest.mark.parametrize(
    ("budget", "spent", "unread", "expected"),
    [
        (None, "5", (), True),
        ("0", "5", (), True),
        ("5", "5", (), False),
        (None, "0", (), False),
        (None, None, (), False),
        (None, "5", ("budget",), False),  # there is one, which nobody could read
    ],
)
def test_spending_without_a_budget_is_told(
    budget: str | None, spent: str | None, unread: tuple[str, ...], expected: bool
) -> None:
    line = replace(cost("加班", budget, spent, STAFF), unread=unread)
    assert (("M027", "D4") in money(spending(cost("工资", "95", "90", STAFF), line))) is expected


@pytest.mark.parametrize(
    ("claimed", "spent", "expected"),
    [
        ("10", ("45", "45"), False),  # each a tenth off, and the whole
        ("10", ("44.9", "45.1"), True),
        ("10", ("44.9", "50"), True),
        ("10", ("50", "55"), False),
        ("10", ("50", "55.1"), True),
        ("30", ("34.9", "50"), True),
        ("31", ("30", "50"), False),  # so wide a bound claims nothing
        ("0", ("30", "50"), False),
    ],
)
def test_a_bound_that_a_row_claims_is_held_against_each_line_and_the_whole(
    claimed: str, spent: tuple[str, str], expected: bool
) -> None:
    claim = indicator("成本控制", rate(50, "≤"), rate(claimed, "≤"), item="经费执行与计划差距", level2="成本指标")
    lines = [cost(kind, "50", each, kind, "说明") for kind, each in zip((STAFF, OFFICE), spent, strict=True)]
    others = [indicator("服务完成率", rate(50), rate(20)), indicator("探访", number(1, "次"), number(1, "次"))]
    rows = [*others, claim]
    sheet = submission(rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert told(sheet, "M032") == ([("M032", "J6")] if expected else [])


def test_indicators_that_earned_nothing_or_no_score_are_held_against_no_spending() -> None:
    for done in (number(0, "个"), number(10, "小时")):
        rows = [indicator("个案", number(10, "个"), done, points=90)]
        sheet = submission(rows, about=information(annual_funds="100"), costs=[cost("工资", "100", "50", STAFF)])
        assert told(sheet, "M030") == []


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ((12, 12), True),
        ((11, 11), True),  # a tenth above the target
        ((10, 11), True),
        ((9, 11), False),  # as many rows fell short
        ((10, 10), False),
    ],
)
def test_volume_rises_where_more_rows_go_a_tenth_above_than_fall_short(rates: tuple[int, int], expected: bool) -> None:
    rows = [indicator(f"探访{n}", number(10, "次"), number(done, "次")) for n, done in enumerate(rates)]
    lines = [cost("工资", "90", "90", STAFF), cost("活动经费", "10", "6", SERVICE, "赞助")]
    busy = submission(rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert bool(told(busy, "M031")) is expected


@pytest.mark.parametrize(("spent", "expected"), [("9", False), ("8.9", True)])
def test_a_line_is_low_from_more_than_a_tenth_below_its_budget(spent: str, expected: bool) -> None:
    rows = [indicator("探访", number(10, "次"), number(12, "次"))]
    lines = [cost("工资", "90", "90", STAFF), cost("活动经费", "10", spent, SERVICE, "赞助")]
    busy = submission(rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert bool(told(busy, "M031")) is expected


@pytest.mark.parametrize(("spent", "expected"), [("95", False), ("94.94", True)])
def test_scores_are_far_apart_from_more_than_a_twentieth_on(spent: str, expected: bool) -> None:
    assert bool(told(spending(cost("工资", "100", spent, STAFF)), "M030")) is expected


@pytest.mark.parametrize(("spent", "expected"), [("81", False), ("80.9", True)])
def test_all_spending_is_low_from_more_than_a_tenth_below_its_budget(spent: str, expected: bool) -> None:
    rows = [indicator("探访", number(10, "次"), number(12, "次"))]
    lines = [cost("工资", "90", spent, STAFF), cost("活动经费", "10", "9", SERVICE)]
    busy = submission(rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert bool(told(busy, "M031")) is expected


def test_a_whole_cost_in_another_unit_hides_none_behind_it() -> None:
    rows = [
        indicator(name, number(100, unit, "≤"), number(actual, unit), level2="成本指标")
        for name, unit, actual in (
            ("人均成本", "元", 90),
            ("项目总成本", "人", 90),
            ("项目总成本", "万元", 95),
            ("总支出", "万元", 90),
        )
    ]
    placed = tuple(replace(row, row=place, group=place) for place, row in enumerate(rows, 4))
    sheet = spending(cost("工资", "100", "95", STAFF))._replace(indicators=placed)
    assert told(sheet, "M033") == [("M033", "J7")]


def test_a_bound_that_only_the_whole_breaks_names_no_line() -> None:
    """The lines keep to theirs, and make half of the year's money."""
    claim = indicator("成本控制", rate(50, "≤"), rate(10, "≤"), item="经费执行与计划差距", level2="成本指标")
    lines = [cost("工资", "50", "50", STAFF)]
    sheet = submission([claim], about=information(annual_funds="100"), headings=[heading("产出指标", 90)], costs=lines)
    assert "总执行率是50%，有0项支出偏差超过10%：无" in message(sheet, "M032")


@pytest.mark.parametrize(("full", "named"), [(None, "年度项目资金"), (Decimal(99), "全年预算数")])
def test_the_years_money_is_called_as_it_stands_in_the_workbook(full: Decimal | None, named: str) -> None:
    sheet = spending(cost("工资", "98", "95", STAFF), year="99")
    told_of = sheet._replace(information=sheet.information._replace(full_year_budget=full))
    assert f"与{named}" in message(told_of, "M025")


def test_a_claim_is_held_against_lines_though_the_whole_is_not_known() -> None:
    claim = indicator("成本控制", rate(10, "≤"), rate(10, "≤"), item="经费执行与计划差距", level2="成本指标")
    lines = [cost("工资", "90", "90", STAFF), cost("培训", "10", "12", SERVICE, "增开课程"), cost("其他", None, "5")]
    unread = replace(lines[2], unread=frozenset({"budget", "spent"}))
    sheet = submission([claim], about=information(), headings=[heading("产出指标", 90)], costs=[*lines[:2], unread])
    assert "总执行率是未知，有1项支出偏差超过10%：培训120%" in message(sheet, "M032")


def test_services_that_went_far_above_are_told_with_their_own_names_and_rates() -> None:
    rows = [
        indicator("服务", number(10, "个"), number(12, "个"), item="小组"),
        indicator("服务", number(10, "个"), number(15, "个"), item="个案"),
    ]
    cheap = submission(
        rows, about=information(annual_funds="100"), headings=[heading("产出指标", 90)],
        costs=[cost("工资", "90", "90", STAFF), cost("活动经费", "10", "6", SERVICE, "赞助")],
    )  # fmt: skip
    said = message(cheap, "M031")
    assert "小组120%、个案150%" in said
    assert "服务·" not in said


@pytest.mark.parametrize(("spent", "expected"), [("0", []), ("-0.01", [("M028", "E3")])])
def test_nothing_is_no_amount_below_nothing(spent: str, expected: list[tuple[str, str]]) -> None:
    assert told(spending(cost("工资", "100", spent, STAFF)), "M028") == expected

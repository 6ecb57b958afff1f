"""Rows of hours: 直接工时 and 间接工时 of every entry, whatever it names; nothing is counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import blank, indicator, ledger, number, several, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.ledger_hours import hours_of_name
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, Ledger, ScoredRow

LOG = ledger(
    {"indicator": "个案", "count": 1.0, "direct": 20000.0, "indirect": 3000.5},
    {"indicator": "小组", "count": 2.0, "direct": 6880.0},
    {"indicator": "", "indirect": 303.5},
)


def rows(scheme: Scheme, *indicators: Indicator, log: Ledger = LOG) -> list[ScoredRow]:
    return list(evaluate(submission(indicators, ledger=log), scheme).rows)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("总服务工时", "both"),
        ("年服务时数", "both"),
        ("社工站年度总服务工时数", "both"),
        ("年度直接专业服务工时", "direct"),
        ("直接服务", "direct"),
        ("间接", "indirect"),
        ("间接服务工时", "indirect"),
        ("直接和间接服务工时", "both"),
        ("培训时数", ""),
        ("志愿服务时数", ""),
        ("督导工时", ""),
        ("合计", ""),
        ("个案", ""),
    ],
)
def test_a_name_says_which_hours_are_meant(name: str, hours: str) -> None:
    assert hours_of_name(name, "服务") == hours


def test_a_total_below_a_name_of_hours_is_all_of_them() -> None:
    assert hours_of_name("合计", "服务工时") == "both"


def test_direct_indirect_and_total_are_answered_though_no_entry_names_them(fiscal: Scheme) -> None:
    found = rows(
        fiscal,
        indicator("总服务工时", number(26880, "小时"), blank(), item="直接服务工时", points=10),
        indicator("总服务工时", number(3304, "小时"), blank(), item="间接服务工时"),
        indicator("年服务时数", number(30184, "小时"), blank(), points=10),
        indicator("个案", number(1, "个"), blank(), points=10),
    )
    assert [row.ledger_value for row in found] == [26880, 3304, 30184, 1]
    assert [row.score for row in found] == [5, 5, 10, 10]
    assert "台账全部 3 条记录不分对应指标的直接工时 26880＋间接工时 3304" in found[2].why
    assert "用服务台账的合计" in found[3].why


def test_a_list_in_one_cell_is_answered_item_by_item(fiscal: Scheme) -> None:
    target = several(("直接", number(26880, "小时")), ("间接", number(3400, "小时")), ("合计", number(30280, "小时")))
    found = rows(fiscal, indicator("服务工时", target, blank(), points=9))
    assert [row.ledger_value for row in found] == [26880, 3304, 30184]
    assert [row.score for row in found] == [3, Decimal("2.92"), Decimal("2.99")]
    assert "台账全部 3 条记录不分对应指标的间接工时 3304" in found[1].why


def test_items_without_a_unit_take_the_hours_of_their_row(fiscal: Scheme) -> None:
    target = several(("直接", number(26880)), ("间接", number(3304)))
    found = rows(fiscal, indicator("服务工时", target, blank(), unit="小时", points=10))
    assert [row.ledger_value for row in found] == [26880, 3304]


def test_an_item_in_thousands_of_hours_has_its_sum_in_them(fiscal: Scheme) -> None:
    target = several(("直接", number(27, "千小时")), ("间接", number(3304, "小时")))
    found = rows(fiscal, indicator("服务工时", target, blank(), unit="小时", points=10))
    assert [row.ledger_value for row in found] == [Decimal("26.88"), 3304]


@pytest.mark.parametrize(
    ("target", "hours"),
    [
        ("30184小时（直接26880小时、间接3304小时）", 30184),
        ("30184小时（其中直接26880小时）", None),
        ("30184小时（其中间接3304小时）", None),
    ],
)
def test_a_target_that_names_both_kinds_of_hours_asks_for_them_whatever_the_row_is_called(
    fiscal: Scheme, target: str, hours: int | None
) -> None:
    asked = number(30184, "小时")._replace(text=target)
    assert rows(fiscal, indicator("年度服务量", asked, blank(), points=10))[0].ledger_value == hours
    assert rows(fiscal, indicator("直接服务工时", asked, blank(), points=10))[0].ledger_value == 26880


def test_a_declared_figure_keeps_its_place_and_the_rule_is_said(fiscal: Scheme) -> None:
    row = rows(fiscal, indicator("直接服务工时", number(26880, "小时"), number(26000, "小时"), points=10))[0]
    assert (row.ledger_value, row.from_ledger, row.actual.number) == (26880, False, 26000)
    assert row.why.endswith("台账完成值是台账全部 3 条记录不分对应指标的直接工时 26880。")


def test_entries_that_name_the_row_are_not_added_once_more(fiscal: Scheme) -> None:
    log = ledger(
        {"indicator": "年服务时数", "count": 8.0, "direct": 8.0},
        {"indicator": "个案", "count": 1.0, "direct": 2.0, "indirect": 1.0},
    )
    row = rows(fiscal, indicator("年服务时数", number(11, "小时"), blank(), points=10), log=log)[0]
    assert row.ledger_value == 11


def test_without_hours_in_the_ledger_the_entries_that_name_the_row_answer(fiscal: Scheme) -> None:
    log = ledger({"indicator": "间接服务工时", "count": 8.0}, {"indicator": "个案", "count": 1.0, "direct": 2.0})
    found = rows(
        fiscal,
        indicator("间接服务工时", number(8, "小时"), blank(), points=5),
        indicator("直接服务工时", number(2, "小时"), blank(), points=5),
        indicator("服务时数", number(2, "小时/人"), blank(), points=5),
        log=log,
    )
    assert [row.ledger_value for row in found] == [8, 2, None]


@pytest.mark.parametrize(
    ("unit", "value"), [("万小时", Decimal("3.0184")), ("小时/年", 30184), ("分钟", None), ("次", None)]
)
def test_the_sum_is_in_the_unit_of_the_row(fiscal: Scheme, unit: str, value: Decimal | None) -> None:
    assert rows(fiscal, indicator("总服务工时", number(3, unit), blank(), unit=unit, points=5))[0].ledger_value == value


@pytest.mark.parametrize(
    ("unit", "value"), [("万人次", Decimal("1.5")), ("人次", 15000), ("万元", 15000), ("万", 15000), ("百次", 150)]
)
def test_counts_are_in_the_unit_of_the_row_and_money_is_logged_in_it(
    fiscal: Scheme, unit: str, value: Decimal | int
) -> None:
    log = ledger({"indicator": "服务", "count": 15000.0})
    row = rows(fiscal, indicator("服务", number(2, unit), blank(), unit=unit, points=5), log=log)[0]
    assert (row.ledger_value, row.actual.number) == (value, value)

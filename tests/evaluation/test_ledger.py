"""服务台账: exact sums, and the sum that answers a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import blank, indicator, ledger, moment, number, rate, submission
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation import ledger as ledger_module
from workbook_tools.evaluation.ledger import LedgerTotals, adding_up, ledger_statistics
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, ScoredRow

KEYS = ("date", "community", "worker", "service", "indicator", "count", "persons", "direct", "indirect")
ENTRIES = tuple(
    dict(zip(KEYS, entry, strict=True))
    for entry in (
        (date(2022, 8, 3), "东恒", "甲", "探访", "入户探访", 2.0, 3.0, 1.5, 0.1),
        (date(2022, 8, 9), "新顺", "甲", "探访", "入户探访", 1.0, 1.0, 0.2, 0.2),
        (date(2022, 9, 1), "东恒", "乙", "培训", "继续教育", None, 20.0, 3.0, 0.3),
        (None, "", "乙", "活动", "", 5.0, None, None, None),
    )
)


def test_groups_add_up_to_the_total_with_the_rest_and_the_nameless_in_a_line_each() -> None:
    """Two of 探访 and one of 继续教育; the fourth entry names no indicator."""
    statistics = ledger_statistics(ledger(*ENTRIES))
    groups, total = statistics.by_indicator, statistics.total
    told = [(each.name, each.entries, each.count, each.persons) for each in adding_up(groups, total, 5)]
    assert told == [("入户探访", 2, 3, 4), ("继续教育", 1, 0, 20), ("（未填写）", 1, 5, 0)]
    assert [each.name for each in adding_up(groups, total, 2)] == ["入户探访", "继续教育", "（未填写）"]
    first, rest, nameless = adding_up(groups, total, 1)
    assert (first.name, rest.name, rest.entries, nameless.entries) == ("入户探访", "（其余 1 个）", 1, 1)
    named = ledger_statistics(ledger(*ENTRIES[:3]))
    assert [each.name for each in adding_up(named.by_indicator, named.total, 5)] == ["入户探访", "继续教育"]


def test_a_long_ledger_adds_up_like_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    short = ledger_statistics(ledger(*ENTRIES, *ENTRIES))
    monkeypatch.setattr(ledger_module, "_FEW", 7)
    assert ledger_statistics(ledger(*ENTRIES, *ENTRIES)) == short


def test_totals_are_exact_decimals_of_the_figures_as_written() -> None:
    statistics = ledger_statistics(ledger(*ENTRIES))
    total = statistics.total
    assert (total.entries, total.count, total.persons) == (4, 8, 24)
    assert (total.direct_hours, total.indirect_hours) == (Decimal("4.7"), Decimal("0.6"))
    assert [(group.name, group.entries, group.count) for group in statistics.by_worker] == [("乙", 2, 5), ("甲", 2, 3)]
    assert [(group.name, group.persons) for group in statistics.by_community] == [("东恒", 23), ("新顺", 1)]
    assert [group.name for group in statistics.by_month] == ["2022-08", "2022-09"]
    assert [group.name for group in statistics.by_service] == ["培训", "探访", "活动"]
    visits, education = statistics.by_indicator
    assert (visits.indirect_hours, visits.has_counts) == (Decimal("0.3"), True)
    assert (education.count, education.has_counts) == (0, False)


AMOUNT = st.none() | st.integers(-1000, 10**6).map(lambda cents: cents / 100)


@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", "丙"]), AMOUNT, AMOUNT, AMOUNT, AMOUNT), max_size=30))
def test_groups_add_up_as_decimals_do(
    entries: list[tuple[str, float | None, float | None, float | None, float | None]],
) -> None:
    keys = ("worker", "count", "persons", "direct", "indirect")
    statistics = ledger_statistics(ledger(*(dict(zip(keys, entry, strict=True)) for entry in entries)))
    for group in statistics.by_worker:
        own = [entry for entry in entries if entry[0] == group.name]
        sums = [
            sum((Decimal(str(e[column])) for e in own if e[column] is not None), Decimal(0)) for column in range(1, 5)
        ]
        assert [group.count, group.persons, group.direct_hours, group.indirect_hours] == sums
        assert group.entries == len(own)
        assert group.has_counts == any(entry[1] is not None for entry in own)
    assert sum(group.count for group in statistics.by_worker) == statistics.total.count


def test_an_empty_ledger_has_an_empty_total() -> None:
    statistics = ledger_statistics(ledger())
    assert (statistics.total.entries, statistics.total.count, statistics.by_month) == (0, 0, ())


def test_figures_without_an_end_are_left_out() -> None:
    entries = [
        {"worker": "甲", "count": float("inf")},
        {"worker": "甲", "count": float("nan")},
        {"worker": "甲", "count": 1e300},
    ]
    assert f"{ledger_statistics(ledger(*entries)).total.count:.3E}" == "1.000E+300"


def answered(scheme: Scheme, *rows: Indicator) -> list[ScoredRow]:
    return list(evaluate(submission(rows, ledger=ledger(*ENTRIES)), scheme).rows)


def test_a_blank_actual_is_answered_by_the_ledger_and_that_is_said(fiscal: Scheme) -> None:
    workbook = submission([indicator("入户探访", number(6, "次"), blank(), points=10)], ledger=ledger(*ENTRIES))
    evaluation = evaluate(workbook, fiscal)
    row = evaluation.rows[0]
    assert (row.ledger_value, row.from_ledger, row.score) == (3, True, 5)
    assert row.actual.text == "3次"
    assert "用服务台账的合计" in row.why
    assert [(finding.code, finding.cell) for finding in evaluation.findings if finding.code[0] == "R"] == [
        ("R006", "J4")
    ]


def test_that_the_ledger_answers_is_said_once_for_all_rows(fiscal: Scheme) -> None:
    rows = [indicator(name, number(6, "次"), blank(), points=10) for name in ("入户探访", "电话访问")]
    log = ledger({"indicator": "入户探访", "count": 3.0}, {"indicator": "电话访问", "count": 2.5})
    told = [finding for finding in evaluate(submission(rows, ledger=log), fiscal).findings if finding.code == "R006"]
    assert [finding.cell for finding in told] == ["J4"]
    assert "有 2 项" in told[0].message
    assert "入户探访 3、电话访问 2.5" in told[0].message


def test_a_declared_actual_stands_beside_the_ledgers_sum(fiscal: Scheme) -> None:
    row = answered(fiscal, indicator("入户探访", number(6, "次"), number(6, "次"), points=10))[0]
    assert (row.ledger_value, row.from_ledger, row.score) == (3, False, 10)


@pytest.mark.parametrize(
    ("unit", "value"),
    [("小时", Decimal("3.3")), ("h/人", None), ("人次", 20), ("次", None), ("%", None), ("人", None)],
)
def test_without_counts_hours_or_persons_answer_rows_in_their_unit(
    fiscal: Scheme, unit: str, value: Decimal | None
) -> None:
    row = answered(fiscal, indicator("继续教育", number(10, unit), blank(), unit=unit, points=10))[0]
    assert row.ledger_value == value
    assert (row.score is None) == (value is None)


def test_an_item_is_named_by_itself_or_with_its_indicator(fiscal: Scheme) -> None:
    rows = [
        indicator("探访服务", number(6), blank(), item="入户探访", points=10),
        indicator("探访服务", number(6), blank(), item="电话访问"),
    ]
    assert [row.ledger_value for row in answered(fiscal, *rows)] == [3, None]
    log = ledger({"indicator": "探访服务·电话访问", "count": 4.0})
    assert [row.ledger_value for row in evaluate(submission(rows, ledger=log), fiscal).rows] == [None, 4]


def test_a_name_that_stands_on_two_rows_answers_neither(fiscal: Scheme) -> None:
    rows = [
        indicator("甲", number(6), blank(), item="入户探访", points=5),
        indicator("甲", number(6), blank(), item="小组"),
        indicator("乙", number(6), blank(), item="入户探访", points=5),
        indicator("乙", number(6), blank(), item="小组"),
    ]
    assert [row.ledger_value for row in answered(fiscal, *rows)] == [None] * 4


def test_entries_under_two_spellings_of_one_row_are_added(fiscal: Scheme) -> None:
    rows = [
        indicator("服务", number(60), blank(), item="个案", points=10),
        indicator("服务", number(60), blank(), item="小组"),
    ]
    log = ledger(*({"indicator": name, "count": 10.0} for name in ("个案", "服务·个案", "服务 个案", "服务-个案")))
    assert [row.ledger_value for row in evaluate(submission(rows, ledger=log), fiscal).rows] == [40, None]


def test_two_indicators_of_one_name_are_not_both_answered_by_the_same_entries(fiscal: Scheme) -> None:
    rows = [
        indicator("入户探访", number(6, "次"), blank(), points=5),
        indicator("入户探访", number(6, "次"), blank(), level2="质量指标", points=5),
    ]
    assert [row.ledger_value for row in answered(fiscal, *rows)] == [None, None]


def test_a_rate_or_a_deadline_of_the_same_name_does_not_keep_a_count_from_its_entries(fiscal: Scheme) -> None:
    rows = [
        indicator("入户探访", number(6, "次"), blank(), points=5),
        indicator("入户探访", rate(90), blank(), level2="质量指标", points=5),
        indicator("入户探访", moment(9), blank(), level2="时效指标", points=5),
    ]
    assert answered(fiscal, *rows)[0].ledger_value == 3


def test_a_single_item_is_answered_by_its_indicators_name(fiscal: Scheme) -> None:
    assert answered(fiscal, indicator("入户探访", number(6), blank(), item="困难群众", points=5))[0].ledger_value == 3


def test_a_rate_is_never_answered_by_a_count(fiscal: Scheme) -> None:
    row = answered(fiscal, indicator("入户探访", rate(90), blank(), points=5))[0]
    assert (row.score, row.from_ledger) == (None, False)


def test_up_to_a_day_before_the_first_entry_there_is_nothing() -> None:
    total, groups = LedgerTotals(ledger(*ENTRIES)).until(date(2022, 8, 2))
    assert (total.entries, total.count, total.has_counts, groups) == (0, 0, False, ())
    total, groups = LedgerTotals(ledger(*ENTRIES)).until(date(2022, 8, 3))
    assert (total.entries, total.count, total.has_counts) == (1, 2, True)
    assert [each.name for each in groups] == ["入户探访"]

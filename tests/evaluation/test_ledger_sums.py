"""Sums of the ledger in the unit in which a row asks for them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import blank, indicator, number, rate, several, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.ledger_names import LedgerNames
from workbook_tools.evaluation.ledger_sums import LedgerSums, counted_in, in_unit, sum_of, unit_of_ledger
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import LedgerGroup


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (15000, "万人次", "1.5"),
        (15000, "人次", "15000"),
        (15000, "万元", "15000"),
        (15000, "万", "15000"),
        (5, "", "5"),
    ],
)
def test_single_things_are_counted_in_the_unit_of_the_row(value: int, unit: str, expected: str) -> None:
    assert in_unit(Decimal(value), unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "counted", "own", "declared", "expected"),
    [
        ("人次", "1.5", "万人次", None, "15000"),
        ("万人次", "15000", "人次", None, "1.5"),
        ("千人次", "1.5", "万人次", None, "15"),
        ("万", "5", "场", None, "5"),  # of what so many ten thousands are is not said
        ("场", "5", "万", None, "5"),
        ("万元", "5", "元", None, "0.0005"),
        ("万元", "5", "", None, "5"),
        ("", "5", "万元", None, "5"),
        ("元", "5", "万元", None, "50000"),
        ("万元", "50000", "万元", "5", "5"),  # logged in 元, as the declared figure bears out
        ("万元", "50000", "万元", "6", "50000"),
    ],
)
def test_a_sum_is_brought_to_another_unit(
    unit: str, counted: str, own: str, declared: str | None, expected: str
) -> None:
    said = None if declared is None else Decimal(declared)
    assert counted_in(unit, Decimal(counted), own, said) == Decimal(expected)


def test_what_the_ledger_says_stands_in_the_unit_of_the_item_else_of_the_row(fiscal: Scheme) -> None:
    listed = several(("活动", number(4, "次")), ("走访", number(8, "户")))
    rows = [
        indicator("合作", listed, listed, unit="场"),
        indicator("探访", number(5), number(5), unit="户"),
        indicator("讲座", number(5, "节"), number(5, "节")),
    ]
    found = evaluate(submission(rows), fiscal).rows
    assert [unit_of_ledger(row) for row in found] == ["次", "户", "户", "节"]


def group(
    name: str = "", count: str | None = None, persons: str = "0", direct: str = "0", indirect: str = "0"
) -> LedgerGroup:
    figures = (Decimal(each) for each in (count or "0", persons, direct, indirect))
    return LedgerGroup(name, 3, *figures, has_counts=count is not None)


HOURS = [
    indicator("总服务工时", number(90, "小时"), blank()),
    indicator("直接服务工时", number(90, "小时"), blank()),
    indicator("间接服务工时", number(90, "万小时"), blank()),
]
DIRECT_ONLY, INDIRECT_ONLY = group(direct="60"), group(indirect="30")
BOTH, NONE = group(direct="60", indirect="30"), group(count="3")


@pytest.mark.parametrize(
    ("part", "whole", "answers"),
    [  # of all hours, the direct, the indirect ones in 万
        (BOTH, None, ["90", "60", "0.003"]),
        (DIRECT_ONLY, None, ["60", "60", None]),
        (INDIRECT_ONLY, None, ["30", None, "0.003"]),
        (NONE, None, [None, None, None]),
        (NONE, BOTH, ["0", "0", "0"]),  # up to a day none, in the year some
        (DIRECT_ONLY, BOTH, ["60", "60", "0"]),
        (None, None, [None, None, None]),
    ],
)
def test_a_row_of_hours_is_answered_where_the_ledger_has_such_hours_at_all(
    part: LedgerGroup | None, whole: LedgerGroup | None, answers: list[str | None]
) -> None:
    rows = submission(HOURS).indicators
    sums = LedgerSums(LedgerNames(rows), part, (), whole)
    found = [sums.of_row(row) for row in rows]
    assert [each and each.value for each in found] == [None if each is None else Decimal(each) for each in answers]


def test_a_sum_of_hours_says_what_it_is_the_sum_of() -> None:
    rows = submission(HOURS).indicators
    sums = LedgerSums(LedgerNames(rows), BOTH)
    assert [answer.rule for row in rows if (answer := sums.of_row(row))] == [
        "台账全部 3 条记录不分对应指标的直接工时 60＋间接工时 30",
        "台账全部 3 条记录不分对应指标的直接工时 60",
        "台账全部 3 条记录不分对应指标的间接工时 30",
    ]


def test_every_group_of_entries_answers_the_row_or_the_item_that_its_name_means() -> None:
    rows = submission(
        [
            indicator("个案", number(9, "个"), blank()),
            indicator(
                "宣传", several(("讲座", number(4, "场")), ("满意率", rate(90)), ("工时", number(9, "小时"))), blank()
            ),
            indicator("满意度", rate(90), blank()),
        ]
    ).indicators
    groups = [
        group("个案", "3"),
        group("1.个案（9个）", "2"),
        group("讲座", "4"),
        group("宣传·满意率", "5"),
        group("满意度", "6"),
    ]
    sums = LedgerSums(LedgerNames(rows), group(direct="60"), groups)
    answers = [sums.of_row(rows[0]), *(sums.of_item(rows[1], place) for place in range(3)), sums.of_row(rows[2])]
    assert [answer and answer.value for answer in answers] == [5, 4, None, 60, None]


@pytest.mark.parametrize(
    ("groups", "unit", "answer"),
    [
        ([], "个", None),
        ([group(count="3", persons="40", direct="2")], "人次", "3"),
        ([group(count="3"), group(persons="40")], "人次", "3"),  # one 数量, and it is counted
        ([group(persons="40", direct="2", indirect="1")], "人次", "40"),
        ([group(persons="40"), group(persons="10")], "千人次/年", "0.05"),
        ([group(persons="40", direct="2", indirect="1"), group(indirect="4")], "小时", "7"),
        ([group(direct="2000", indirect="1000")], "万小时", "0.3"),
        ([group(count="3000")], "万场", "0.3"),
        ([group(persons="40", direct="2")], "场", None),
    ],
)
def test_where_no_entry_has_a_count_hours_and_persons_answer_rows_in_these(
    groups: list[LedgerGroup], unit: str, answer: str | None
) -> None:
    found = sum_of(groups, unit)
    assert (found and found.value) == (None if answer is None else Decimal(answer))

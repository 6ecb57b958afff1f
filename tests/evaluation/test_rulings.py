"""核定 beside the station's own scores and the computed ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import indicator, number, several, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.rulings import beside_rulings, self_score_of
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Indicator, Submission
from workbook_tools.model.ruling import Ruling


def ruling(name: str) -> Ruling:
    return Ruling("甲街社工服务站", "", name, Decimal(8), "", "", None, "核定", "A2")


def row(name: str, actual: int, stated: str | None, item: str = "", points: str = "30") -> Indicator:
    return indicator(name, number(10, "个"), number(actual, "个"), item=item, points=points, stated_score=stated)


ROWS = (row("服务", 5, "14", "个案", "20"), row("服务", 10, "20", "小组", "20"), row("探访", 9, "28", points="60"))


def whole(fiscal: Scheme, *rows: Indicator) -> tuple[Submission, Scheme]:
    return submission(rows), fiscal._replace(execution_points=Decimal(0))


@pytest.mark.parametrize(
    ("name", "stated", "computed", "known"),
    [
        ("个案", 14, 10, True),  # of the item alone
        ("服务", 34, 30, True),  # of all that stands below the name
        ("服 务", 34, 30, True),
        ("探访", 28, 54, True),
        ("合唱", None, None, False),
    ],
)
def test_a_ruling_stands_beside_the_rows_that_its_name_means(
    fiscal: Scheme, name: str, stated: int | None, computed: int | None, known: bool
) -> None:
    sheet, scheme = whole(fiscal, *ROWS)
    (found,) = beside_rulings([ruling(name)], sheet, evaluate(sheet, scheme))
    assert (found.name, found.self_score, found.computed, found.known) == (name, stated, computed, known)


def test_of_two_indicators_of_one_name_it_is_not_known_which_is_meant(fiscal: Scheme) -> None:
    sheet, scheme = whole(fiscal, row("服务", 5, "14"), row("探访", 5, "14"), row("服务", 5, "14"))
    (found,) = beside_rulings([ruling("服务")], sheet, evaluate(sheet, scheme))
    assert (found.self_score, found.computed, found.known) == (None, None, False)


def test_the_whole_comes_first_then_the_indicators(fiscal: Scheme) -> None:
    sheet, scheme = whole(fiscal, *ROWS)
    found = beside_rulings([ruling("个案"), ruling("")], sheet, evaluate(sheet, scheme))
    assert [(each.name, each.self_score, each.computed) for each in found] == [("", 62, 84), ("个案", 14, 10)]


def test_a_list_in_one_cell_has_one_own_score(fiscal: Scheme) -> None:
    items = several(("个案", number(10, "个")), ("小组", number(10, "个")))
    sheet, scheme = whole(fiscal, indicator("服务", items, items, points=100, stated_score=90))
    (found,) = beside_rulings([ruling("服务")], sheet, evaluate(sheet, scheme))
    assert (found.self_score, found.computed) == (90, 100)


def test_a_part_that_is_not_known_leaves_the_sum_unknown(fiscal: Scheme) -> None:
    sheet, scheme = whole(fiscal, ROWS[0], replace(ROWS[1], stated_score=None), ROWS[2])
    evaluation = evaluate(sheet, scheme)
    (found,) = beside_rulings([ruling("服务")], sheet, evaluation)
    assert (found.self_score, found.computed) == (None, 30)
    assert self_score_of(sheet, evaluation) is None


def test_the_own_total_is_the_printed_one_else_the_sum_where_all_points_have_a_score(fiscal: Scheme) -> None:
    sheet, scheme = whole(fiscal, *ROWS)
    evaluation = evaluate(sheet, scheme)
    assert self_score_of(sheet, evaluation) == 62
    assert self_score_of(sheet._replace(stated_total=Decimal("61.5")), evaluation) == Decimal("61.5")
    assert self_score_of(submission(), evaluate(submission(), scheme)) is None
    assert self_score_of(sheet, evaluate(sheet, fiscal)) is None  # the ten of execution have none

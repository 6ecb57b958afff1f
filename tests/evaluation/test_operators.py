"""Which way a figure is meant, where no bound is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import indicator, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.operators import meaning_of, operator_of
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell
from workbook_tools.reading.words import read_quantity

NAMES = Path(__file__).with_name("indicator_names.txt")


@pytest.mark.parametrize(
    ("name", "target", "actual", "completion"),
    [
        ("活动场次", "20场", "10场", "0.5"),  # stands among the costs and is none: the more the better
        ("办公用品", "20万元", "10万元", "2"),
        ("办公用品占比", "20%", "10%", "2"),
        ("车辆使用周期", "20天", "10天", "2"),  # of a length of time nobody knows it elsewhere
        ("成本控制达标项目", "20万元", "10万元", "0.5"),  # what is kept under control is no cost
    ],
)
def test_among_the_costs_what_is_measured_in_money_or_as_a_rate_is_one(
    fiscal: Scheme, name: str, target: str, actual: str, completion: str
) -> None:
    sides = read_quantity(Cell(target), role="target"), read_quantity(Cell(actual), role="actual")
    row = indicator(name, *sides, level1="成本指标", points=10)
    assert evaluate(submission([row]), fiscal).rows[0].completion == Decimal(completion)


def _names() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for line in NAMES.read_text("utf-8").splitlines():
        if line.startswith("["):
            groups[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            groups[list(groups)[-1]] += line.split()
    return groups


@pytest.mark.parametrize(
    ("judged", "meanings"), [("smaller", {"smaller"}), ("larger", {"", "larger"}), ("asked", {"unclear"})]
)
def test_a_name_says_which_way_is_better_as_officers_judged_it(fiscal: Scheme, judged: str, meanings: set[str]) -> None:
    found = {name: meaning_of(name, fiscal) for name in _names()[judged]}
    assert len(found) > 150
    assert {name: meaning for name, meaning in found.items() if meaning not in meanings} == {}


@pytest.mark.parametrize(
    ("larger", "smaller", "name", "meaning"),
    [
        (("增效",), ("增效",), "服务增效", "larger"),  # a word on both lists
        (("投诉",), ("投诉积压",), "投诉积压", "smaller"),  # the longer word says what the shorter one in it means
        (("积压",), ("投诉积压",), "投诉积压", "smaller"),
        (("投诉",), ("投诉积压",), "投诉积压件数", "smaller"),
    ],
)
def test_of_the_words_in_a_name_the_longest_at_its_end_decides(
    fiscal: Scheme, larger: tuple[str, ...], smaller: tuple[str, ...], name: str, meaning: str
) -> None:
    directions = replace(fiscal.directions, larger=larger, smaller=smaller)
    scheme = fiscal._replace(directions=directions)
    assert meaning_of(name, scheme) == meaning


def test_an_item_of_a_list_speaks_with_its_row(fiscal: Scheme) -> None:
    target = read_quantity(Cell("5件"), role="target")
    row = indicator("来信来访", target, target, points=10)
    assert operator_of(row, target, "投诉", fiscal)[0] == "≤"
    assert operator_of(row, target, "咨询", fiscal)[0] == ""


def test_without_words_for_what_is_counted_a_word_is_the_head_of_its_name(fiscal: Scheme) -> None:
    for counted_as, meaning in (((), "smaller"), (("件数",), "unclear")):
        directions = replace(fiscal.directions, larger=(), smaller=("投诉",), counted_as=counted_as)
        assert meaning_of("投诉积压", fiscal._replace(directions=directions)) == meaning

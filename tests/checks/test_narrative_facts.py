"""What a row says in the noun and the unit of prose, and which figure of prose agrees with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import indicator, number, rate, submission, text
from station import scheme

from workbook_tools.checks.facts import Facts, gather
from workbook_tools.checks.mentions import Mention
from workbook_tools.checks.narrative_facts import TableFact, agrees, prose_of, same_unit
from workbook_tools.checks.passages import Passage
from workbook_tools.checks.scopes import Scope
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Indicator, Quantity

WHOLE = Scope("", False, False, False, False, False, False, False, False, False, False)


PLANNED = Quantity("text", "计划12次", number=Decimal(12), unit="次", sense="planned", words=("计划",))


def mention(value: str, unit: str = "次", scope: Scope = WHOLE) -> Mention:
    return Mention("探访", Decimal(value), unit, Passage("文字材料", "C2", "实施情况", ""), "", True, True, scope)


@pytest.mark.parametrize(
    ("words", "said", "figure", "same"),
    [
        ({}, "100", "100", True),
        ({}, "101", "100", False),
        ({"average": True}, "80", "100", True),  # years differ by a fifth of the larger
        ({"average": True}, "79", "100", False),
        ({"average": True}, "125", "100", True),
        ({"average": True}, "126", "100", False),
        ({"loose": True}, "95", "100", True),  # 约: a twentieth
        ({"loose": True}, "94", "100", False),
        ({"loose": True}, "105", "100", True),
        ({"loose": True}, "106", "100", False),
        ({"at_least": True}, "100", "120", True),  # 超过: up to a fifth more
        ({"at_least": True}, "100", "121", False),
        ({"at_least": True}, "100", "99", False),
    ],
)
def test_a_figure_agrees_as_far_as_the_words_around_it_allow(
    words: dict[str, bool], said: str, figure: str, same: bool
) -> None:
    assert agrees(mention(said, scope=WHOLE._replace(**words)), Decimal(figure)) is same


@pytest.mark.parametrize(
    ("said", "unit", "same"),
    [
        ("次", "次", True),
        ("场", "次", True),
        ("", "次", True),
        ("人", "次", False),
        ("次", "人", False),
        ("人", "人", True),
    ],
)
def test_counters_of_one_thing_are_one_unit(said: str, unit: str, same: bool) -> None:
    assert same_unit(mention("1", said), TableFact("探访", "探访", "绩效指标", "J4", unit, None, None)) is same


def facts(*rows: Indicator) -> Facts:
    workbook = submission(rows)
    return gather(workbook, evaluate(workbook, scheme()), scheme())


@pytest.mark.parametrize(
    ("name", "target", "actual", "unit", "said"),
    [
        ("合唱", number(10, "次"), number(12, "次"), "", ("合唱", "次", 10, 12)),
        ("合 唱", number(10), number(12), "次", ("合唱", "次", 10, 12)),
        ("合唱", number(10, "次/年"), number(12, "次"), "", ("合唱", "次", 10, 12)),
        ("合唱", number(2, "次/人"), number(3, "次/人"), "", ("合唱", "次", 2, 3)),
        ("合唱", number(1, "万人次"), number("1.2", "万人次"), "", ("合唱", "人次", 10_000, 12_000)),
        ("捐赠", number(500_000, "元"), number(520_000, "元"), "", ("捐赠", "万元", 50, 52)),
        ("捐赠", number(50, "万"), number(52, "万"), "", ("捐赠", "万元", 50, 52)),
        ("合唱率", rate(90), rate(95), "", ("合唱率", "%", 90, 95)),
        ("合唱率", rate(90), text("未统计"), "", ("合唱率", "%", 90, None)),
        ("合唱", text("办好"), number(12, "次"), "", ("合唱", "次", None, 12)),
        ("合唱", number(10, "次"), PLANNED, "", ("合唱", "次", 10, None)),  # what is planned is not done
    ],
)
def test_a_row_is_told_in_the_unit_that_prose_uses(
    name: str, target: Quantity, actual: Quantity, unit: str, said: tuple[str, str, int | None, int | None]
) -> None:
    (found,) = prose_of(facts(indicator(name, target, actual, unit=unit)), ()).table[said[0]]
    assert (found.noun, found.unit, found.target, found.actual) == said
    assert (found.sheet, found.cell) == ("绩效指标", "J4")


@pytest.mark.parametrize(
    "row",
    [
        indicator("唱", number(10, "次"), number(12, "次")),  # of one character: nobody could tell it in prose
        indicator("合唱", text("办好"), text("办了")),
    ],
)
def test_a_row_without_a_name_or_a_figure_is_nothing_to_compare(row: Indicator) -> None:
    assert prose_of(facts(row), ()).table == {}


def test_parts_are_measured_against_what_was_done_else_against_the_target() -> None:
    whole = TableFact("探访", "探访", "绩效指标", "J4", "次", Decimal(10), Decimal(12))
    assert (whole.whole, whole.figures) == (12, (10, 12))
    planned = whole._replace(actual=None)
    assert (planned.whole, planned.figures) == (10, (10,))
    assert whole.shown() == "绩效指标!J4“探访”目标10次、实际12次"
    assert planned.shown() == "绩效指标!J4“探访”目标10次"
    assert whole._replace(target=None).shown() == "绩效指标!J4“探访”实际12次"


@pytest.mark.parametrize(("name", "noun"), [("活动", "活动"), ("社区活动", "社区活动")])
def test_a_table_that_counts_events_means_what_prose_calls_those_of_the_community(name: str, noun: str) -> None:
    row = indicator(name, number(10, "次"), number(12, "次"))
    passage = Passage("文字材料", "C2", "实施情况", "全年开展社区活动12次。")
    assert [each.value for each in prose_of(facts(row), (passage,)).told.get(noun, ())] == [12]


def test_beside_events_of_the_community_other_events_are_their_own() -> None:
    rows = [indicator(name, number(10, "次"), number(12, "次")) for name in ("活动", "社区活动")]
    passage = Passage("文字材料", "C2", "实施情况", "全年开展社区活动12次。")
    found = prose_of(facts(*rows), (passage,)).told
    assert {noun: [each.value for each in several] for noun, several in found.items()} == {"社区活动": [12]}

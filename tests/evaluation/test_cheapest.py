"""What to raise, where nothing is missing or all of it is not enough."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.evaluation.cheapest import cheapest
from workbook_tools.evaluation.levers import Lever

LEVER = Lever(0, "制度", "绩效指标", "J4", Decimal(10), Decimal(4), 600, None, "评定达到“达成”并得满分")


def test_where_nothing_is_missing_nothing_is_raised() -> None:
    assert cheapest([LEVER], 0) == ()
    assert cheapest([], -1) == ()


def test_all_of_it_may_just_be_enough_or_not() -> None:
    found = cheapest([LEVER], 600)
    assert found is not None
    assert [each.lever.name for each in found] == ["制度"]
    assert cheapest([LEVER], 601) is None
    assert cheapest([], 1) is None

"""What the lists of a year came to: nothing where no list says anything that can be compared."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.evaluation.year_lists import year_lists
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import VolunteersResult

VOLUNTEERS = VolunteersResult(2, Decimal(35), None, Decimal(500))


def test_one_list_is_enough() -> None:
    found = year_lists(RosterResults(volunteers=VOLUNTEERS))
    assert found is not None
    assert (found.volunteers, found.volunteer_hours, found.staff, found.communities, found.resources) == (
        35, 500, None, None, None,
    )  # fmt: skip


def test_without_any_list_there_is_nothing() -> None:
    assert year_lists(RosterResults()) is None

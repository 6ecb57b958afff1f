"""What the lists of one service year came to, to stand beside those of other years."""

from __future__ import annotations

from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import YearLists


def year_lists(results: RosterResults) -> YearLists | None:
    """None where no list says anything that can be compared."""
    people, coverage, volunteers = results.people, results.coverage, results.volunteers
    resources = results.resources if results.resources is not None and not results.resources.doubtful else None
    if people is None and coverage is None and volunteers is None and resources is None:
        return None
    return YearLists(
        staff=people.staff if people else None,
        average=people.average if people else None,
        arrived=people.arrived if people else None,
        left=people.left if people else None,
        turnover=people.turnover if people else None,
        qualified_share=people.qualified_share if people else None,
        communities=coverage.communities if coverage else None,
        served=coverage.served if coverage else None,
        filing_rate=coverage.filing_rate if coverage else None,
        resources=resources.total if resources else None,
        volunteers=volunteers.people if volunteers else None,
        volunteer_hours=volunteers.hours if volunteers else None,
    )

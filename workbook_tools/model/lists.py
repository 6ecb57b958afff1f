"""The station's own lists as a whole: every workbook has this record, few have a list.

What stands in a list, and what it comes to, is in `model.rosters`, which is loaded where there is one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.model.fields import FieldName, TableKind

if TYPE_CHECKING:
    from workbook_tools.model.rosters import (
        AssessmentItem,
        Community,
        CoverageResult,
        ItemsResult,
        LostAgain,
        MediaEntry,
        PeopleResult,
        Person,
        Resource,
        ResourcesResult,
        Survey,
        SurveyResult,
        Task,
        TaskResult,
        TaskSum,
        VolunteersResult,
        VolunteerTeam,
    )

ROSTERS: tuple[TableKind, ...] = (
    "people", "communities", "tasks", "resources", "volunteers", "surveys", "media", "items",
)  # fmt: skip


class Rosters(NamedTuple):
    """What was read of every list. None says that the workbook has no such sheet."""

    people: tuple[Person, ...] | None = None
    communities: tuple[Community, ...] | None = None
    tasks: tuple[Task, ...] | None = None
    resources: tuple[Resource, ...] | None = None
    volunteers: tuple[VolunteerTeam, ...] | None = None
    surveys: tuple[Survey, ...] | None = None
    media: tuple[MediaEntry, ...] | None = None
    items: tuple[AssessmentItem, ...] | None = None


class RosterResults(NamedTuple):
    """None where the sheet is absent, or holds nothing."""

    people: PeopleResult | None = None
    coverage: CoverageResult | None = None
    tasks: tuple[TaskResult, ...] | None = None
    resources: ResourcesResult | None = None
    volunteers: VolunteersResult | None = None
    surveys: tuple[SurveyResult, ...] | None = None
    media: tuple[tuple[str, int], ...] | None = None  # kind → count
    items: tuple[ItemsResult, ...] | None = None
    media_counted: tuple[MediaEntry, ...] = ()  # of the service year
    task_sums: tuple[TaskSum, ...] = ()
    lost_again: tuple[LostAgain, ...] = ()  # in a later period of this workbook


class Proof(NamedTuple):
    """What a list says of an indicator, in the unit of the row; `cells` is where it stands."""

    kind: TableKind
    value: Decimal
    unit: str
    rule: str
    sheet: str
    cells: str  # an area
    rows: tuple[int, ...] = ()  # those of its rows that count, where not all of them do
    field: FieldName | None = None  # the column that the area is of

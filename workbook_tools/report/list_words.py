"""What 核查底稿 says of the station's own lists: whose task it is, what the ledger has beside it, by which month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workbook_tools.basis.numerals import numeral_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Evaluation, LedgerGroup, LedgerStatistics
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import AssessmentItem, Community, ItemsResult, LostAgain, Person, TaskResult
from workbook_tools.report import formats

MOST_MONTHS = 13  # side by side on a page


def iso(day: date | None) -> str:
    return formats.UNKNOWN if day is None else day.isoformat()


def has_tables(lists: RosterResults) -> bool:
    """Any list beside 任务分解."""
    return any(
        (lists.people, lists.coverage, lists.resources, lists.volunteers, lists.surveys, lists.media, lists.items)
    )


def with_ledger(
    communities: Iterable[Community], ledger: LedgerStatistics | None
) -> list[tuple[Community, LedgerGroup | None]]:
    """Each community with what the ledger has of it."""
    groups = {bare_text(group.name): group for group in (ledger.by_community if ledger is not None else ())}
    return [(each, groups.get(bare_text(each.name))) for each in communities]


def works(ledger: LedgerStatistics | None) -> Mapping[str, LedgerGroup | None]:
    """What the ledger has of each worker, by the bare name; None for any other."""
    groups = ledger.by_worker if ledger is not None else ()
    return defaultdict(lambda: None, {bare_text(group.name): group for group in groups})


def persons(people: Sequence[Person] | None) -> Mapping[str, Person | None]:
    return defaultdict(lambda: None, {bare_text(each.name): each for each in people or ()})


def rows_of(records: Iterable[Person | Community]) -> set[int]:
    return {each.row for each in records}


def by_worker(tasks: Iterable[TaskResult]) -> list[tuple[str, list[TaskResult]]]:
    """Worker by worker, in the order of the list."""
    found: dict[str, tuple[str, list[TaskResult]]] = {}
    for each in tasks:
        found.setdefault(bare_text(each.task.worker), (each.task.worker, []))[1].append(each)
    return list(found.values())


def task_months(evaluation: Evaluation) -> list[list[str]]:
    """The months in which any task was worked on, as many together as a page is wide."""
    months = sorted({month for each in evaluation.rosters.tasks or () for month, _ in each.by_month})
    return [months[first : first + MOST_MONTHS] for first in range(0, len(months), MOST_MONTHS)]


def sum_of_months(task: TaskResult, months: Sequence[str]) -> str:
    return formats.count(sum((value for month, value in task.by_month if month in months), Decimal()))


def later_work(tasks: Iterable[TaskResult]) -> bool:
    return any(each.done != each.done_by_day for each in tasks)


def of_group(items: Iterable[AssessmentItem], group: ItemsResult) -> list[AssessmentItem]:
    """The items of an assessor in a period."""
    return [
        each for each in items if each.period == group.period and bare_text(each.assessor) == bare_text(group.assessor)
    ]


def lost_again(evaluation: Evaluation) -> Sequence[LostAgain]:
    """Items that lost points in an earlier period of this year, and in the year before."""
    return (*evaluation.rosters.lost_again, *(each for year in evaluation.years[:1] for each in year.lost_again))


def said(parts: Iterable[str]) -> str:
    return "，".join(part for part in parts if part)


def signed_figure(value: Decimal) -> str:
    return formats.signed(value)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "numeral": numeral_of,
    "iso": iso,
    "has_tables": has_tables,
    "with_ledger": with_ledger,
    "works": works,
    "persons": persons,
    "rows_of": rows_of,
    "key": bare_text,
    "by_worker": by_worker,
    "task_months": task_months,
    "sum_of_months": sum_of_months,
    "later_work": later_work,
    "of_group": of_group,
    "lost_again": lost_again,
    "said": said,
    "signed_figure": signed_figure,
    "by_key": dict,
}

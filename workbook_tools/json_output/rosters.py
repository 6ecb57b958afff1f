"""`--json`: what the station's own lists come to. Each key is null where the sheet is absent."""

from __future__ import annotations

from typing import Any

from workbook_tools.json_output.numbers import number
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import CoverageResult, PeopleResult, SurveyResult, TaskResult, YearLists

KEYS = ("people", "coverage", "tasks", "resources", "volunteers", "survey", "media", "assessment_items")
NOTHING: dict[str, Any] = dict.fromkeys(KEYS)


def rosters_object(results: RosterResults) -> dict[str, Any]:
    """Rates are fractions, amounts 万元, hours 小时."""
    volunteers, resources = results.volunteers, results.resources
    return {
        "people": _people(results.people) if results.people else None,
        "coverage": _coverage(results.coverage) if results.coverage else None,
        "tasks": [_task(each) for each in results.tasks] if results.tasks is not None else None,
        "resources": {"total": number(resources.total), "entries": resources.entries} if resources else None,
        "volunteers": {
            "teams": volunteers.teams,
            "people": number(volunteers.people),
            "core": number(volunteers.core),
            "hours": number(volunteers.hours),
        }
        if volunteers
        else None,
        "survey": [_survey(each) for each in results.surveys] if results.surveys is not None else None,
        "media": dict(results.media) if results.media is not None else None,
        "assessment_items": [
            {
                "period": each.period,
                "assessor": each.assessor,
                "points": number(each.points),
                "score": number(each.score),
            }
            for each in results.items
        ]
        if results.items is not None
        else None,
    }


def _people(result: PeopleResult) -> dict[str, Any]:
    return {
        "staff": result.staff,
        "qualified": result.qualified,
        "qualified_share": number(result.qualified_share),
        "direct": result.direct,
        "bought": result.bought,
        "average": number(result.average),
        "arrived": result.arrived,
        "left": result.left,
        "vacancy_months": number(result.vacancy_months),
        "training_target": number(result.training_target),
        "training_mean": number(result.training_mean),
        "training_below": [person.name for person in result.training_below],
    }


def _coverage(result: CoverageResult) -> dict[str, Any]:
    return {
        "communities": result.communities,
        "served": result.served,
        "unserved": [each.name for each in result.unserved],
        "filing_rate": number(result.filing_rate),
        "visits_per_hundred": number(result.visits_per_hundred),
    }


def _task(result: TaskResult) -> dict[str, Any]:
    return {
        "worker": result.task.worker,
        "indicator": result.task.indicator,
        "target": number(result.task.target),
        "done": number(result.done),
        "completion": number(result.completion),
        "expected": number(result.expected),
        "done_by_day": number(result.done_by_day),
        "light": result.light or None,
    }


def _survey(result: SurveyResult) -> dict[str, Any]:
    return {
        "by": result.survey.surveyor or None,
        "sent": number(result.survey.sent),
        "valid": number(result.valid),
        "rate": number(result.rate),
    }


def year_object(lists: YearLists) -> dict[str, Any]:
    """What the lists of an earlier year came to."""
    return {
        **{name: getattr(lists, name) for name in ("staff", "arrived", "left", "communities", "served")},
        **{
            name: number(getattr(lists, name))
            for name in ("average", "turnover", "qualified_share", "filing_rate", "volunteers", "volunteer_hours")
        },
        "resources": number(lists.resources),
    }

"""登记表统计: what the station's own lists come to, as `--json` has them."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.facts.derive.line import THE_WHOLE, Figure, Lines, Of
from workbook_tools.facts.kinds import PARTS
from workbook_tools.model import Evaluation, Submission, Table
from workbook_tools.model.fields import FieldName, TableKind
from workbook_tools.model.rosters import CoverageResult, ItemsResult, PeopleResult, SurveyResult, TaskResult, TaskSum

_PART = PARTS["roster"]
_Figures = Sequence[tuple[str, FieldName, Figure]]  # kind, the column that it follows from, the figure


def roster_facts(lines: Lines, submission: Submission, evaluation: Evaluation) -> None:
    """A fact of a whole list names the column that it follows from, by the cell of its head."""
    lists = evaluation.rosters
    if lists.people is not None:
        _of_list(lines, submission, "people", _people(lists.people))
    if lists.coverage is not None:
        _coverage(lines, submission, lists.coverage)
    for each in lists.tasks or ():
        _task(lines, each)
    for one in lists.task_sums:
        _task_sum(lines, one)
    if lists.resources is not None:
        own = lists.resources
        _of_list(
            lines, submission, "resources",
            (("resources_total", "value", own.total), ("resources_entries", "value", own.entries)),
        )  # fmt: skip
        for name, value in own.by_category:
            of = Of(_PART, "资源链接", "", name or "未分类")
            _of_list(lines, submission, "resources", [("resources_total", "value", value)], of)
    if lists.volunteers is not None:
        teams = lists.volunteers
        figures: _Figures = (
            ("volunteer_teams", "name", teams.teams), ("volunteers", "people", teams.people),
            ("volunteers_core", "core", teams.core), ("volunteer_hours", "hours", teams.hours),
        )  # fmt: skip
        _of_list(lines, submission, "volunteers", figures)
    for survey in lists.surveys or ():
        _survey(lines, survey)
    for name, count in lists.media or ():
        of = Of(_PART, "媒体与荣誉", "", name)
        _of_list(lines, submission, "media", [("media_count", "name", count)], of)
    for items in lists.items or ():
        _items(lines, items)
    if lists.items:
        again = len(lists.lost_again)
        _of_list(lines, submission, "items", [("items_lost_again", "score", again)], Of(_PART, "评估明细"))


def _of_list(lines: Lines, submission: Submission, kind: TableKind, figures: _Figures, of: Of = THE_WHOLE) -> None:
    table = submission.tables.get(kind)
    of = of if of.level1 else Of(_PART)
    for name, field, value in figures:
        lines.add_known([(name, value)], of, _head(table, field))


def _head(table: Table | None, field: FieldName) -> tuple[str, str]:
    return ("", "") if table is None else (table.sheet, table.at(field, table.header_row))


def _people(people: PeopleResult) -> _Figures:
    return (
        ("staff", "name", people.staff), ("qualified", "qualification", people.qualified),
        ("qualified_share", "qualification", people.qualified_share), ("staff_direct", "employment", people.direct),
        ("staff_bought", "employment", people.bought), ("staff_average", "arrived_on", people.average),
        ("staff_arrived", "arrived_on", people.arrived), ("staff_left", "left_on", people.left),
        ("staff_turnover", "left_on", people.turnover),
        ("vacancy_months", "arrived_on", people.vacancy_months),
        ("training_target", "training_hours", people.training_target),
        ("training_mean", "training_hours", people.training_mean),
        ("training_below", "training_hours", len(people.training_below)),
    )  # fmt: skip


def _coverage(lines: Lines, submission: Submission, coverage: CoverageResult) -> None:
    figures: _Figures = (
        ("communities", "community", coverage.communities), ("communities_served", "community", coverage.served),
        ("filing_rate", "filed", coverage.filing_rate), ("key_people", "key_people", coverage.key_people),
        ("visits", "key_people", coverage.visits), ("visits_per_hundred", "key_people", coverage.visits_per_hundred),
    )  # fmt: skip
    _of_list(lines, submission, "communities", figures)
    divisions: tuple[tuple[str, FieldName], ...] = (("片区", "area"), ("社工点", "point"))
    for (division, field), groups in zip(divisions, (coverage.by_area, coverage.by_point), strict=True):
        for group in groups:
            own: _Figures = (
                ("communities", field, group.communities), ("communities_served", field, group.served),
                ("key_people", field, group.key_people), ("visits", field, group.visits),
                ("visits_per_hundred", field, group.visits_per_hundred),
            )  # fmt: skip
            _of_list(lines, submission, "communities", own, Of(_PART, division, "", group.name))


def _task(lines: Lines, result: TaskResult) -> None:
    task = result.task
    of, sheet = Of(_PART, "任务分解", task.indicator, task.worker), task.table.sheet
    place = (sheet, task.at("target"))
    figures = (("task_target", task.target), ("task_done", result.done), ("task_completion", result.completion))
    pace = (("task_expected", result.expected), ("task_done_by_day", result.done_by_day))
    lines.add_known((*figures, *pace), of, place)
    for month, value in result.by_month:
        lines.add("task_done", value, of._replace(period=month), place)


def _task_sum(lines: Lines, one: TaskSum) -> None:
    figures = (
        ("task_sum", one.total), ("task_promised", one.promised), ("task_difference", one.difference),
        ("task_workers", one.workers), ("task_sum_done", one.done),
    )  # fmt: skip
    lines.add_known(figures, Of(_PART, "任务分解合计", "", one.name), (one.promised_sheet, one.promised_cell))


def _survey(lines: Lines, result: SurveyResult) -> None:
    survey = result.survey
    of = Of(_PART, "满意度调查", survey.group, survey.surveyor or survey.group or f"第{survey.row}行")
    figures = (("satisfaction", result.rate), ("satisfaction_least", result.least))
    more = (("survey_sent", survey.sent), ("survey_valid", result.valid))
    lines.add_known((*figures, *more), of, (survey.table.sheet, survey.at("satisfied")))


def _items(lines: Lines, result: ItemsResult) -> None:
    of = Of(_PART, "评估明细", "", result.assessor, period=result.period)
    first = result.first
    lines.add("item_points", result.points, of, (first.table.sheet, first.at("points")))
    lines.add("item_score", result.score, of, (first.table.sheet, first.at("score")))
    for item in result.lost:
        own = of._replace(level3=item.content)
        lines.add_known([("item_points", item.points)], own, (item.table.sheet, item.at("points")))
        lines.add_known([("item_score", item.score)], own, (item.table.sheet, item.at("score")))

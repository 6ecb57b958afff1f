"""人员, 社区, 任务分解, 资源链接, 志愿服务, 满意度调查, 媒体与荣誉, 评估明细: the lists behind the indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from workbook_tools.basis.staff_words import EMPLOYMENTS, QUALIFICATIONS
from workbook_tools.model import Finding
from workbook_tools.model.fields import TableKind
from workbook_tools.model.lists import Rosters
from workbook_tools.model.rosters import (
    AssessmentItem,
    Community,
    MediaEntry,
    Person,
    Resource,
    Survey,
    Task,
    VolunteerTeam,
)
from workbook_tools.reading.small_tables import Found, TableRow, rows_of
from workbook_tools.reading.tables import is_total
from workbook_tools.reading.text import normal

Record = TypeVar("Record")


def read_rosters(found: Mapping[TableKind, Found], findings: list[Finding]) -> Rosters:
    """Every list that the workbook has."""

    def read(kind: TableKind, make: Callable[[TableRow], Record | None]) -> tuple[Record, ...] | None:
        if found.get(kind) is None:
            return None
        return tuple(record for row in rows_of(found[kind], findings) if (record := make(row)) is not None)

    return Rosters(
        people=read("people", _person),
        communities=read("communities", _community),
        tasks=tuple(_tasks(found.get("tasks"), findings)) if found.get("tasks") else None,
        resources=read("resources", _resource),
        volunteers=read("volunteers", _team),
        surveys=read("surveys", _survey),
        media=read("media", _medium),
        items=tuple(_items(found.get("items"), findings)) if found.get("items") else None,
    )


def _person(row: TableRow) -> Person | None:
    name = row.text("name")
    if not name or is_total(name, row.text("number")):
        return None
    said = normal(row.text("qualification"))
    return Person(
        row.table,
        row.row,
        row.text("number"),
        name,
        row.text("post"),
        EMPLOYMENTS.get(normal(row.text("employment")), ""),
        QUALIFICATIONS.get(said, "其他" if said else ""),
        row.day("arrived_on"),
        row.day("left_on"),
        row.text("community"),
        row.figure("training_hours"),
        row.day("certified_on"),
    )


def _community(row: TableRow) -> Community | None:
    name = row.text("community")
    if not name or is_total(name):
        return None
    return Community(
        row.table, row.row, name, row.text("area"), row.text("point"), row.figure("key_people"), row.figure("filed")
    )


def _tasks(found: Found, findings: list[Finding]) -> Iterator[Task]:
    """The worker is filled down."""
    worker = ""
    for row in rows_of(found, findings):
        worker = row.text("worker") or worker
        indicator = row.text("indicator")
        if worker and indicator and not is_total(row.text("worker"), indicator):
            yield Task(row.table, row.row, worker, indicator, row.figure("target"))


def _resource(row: TableRow) -> Resource | None:
    if is_total(row.text("source"), row.text("category")) or (not row.text("source") and row.cell("value").blank):
        return None
    return Resource(
        row.table,
        row.row,
        row.day("date"),
        row.text("source"),
        row.text("category"),
        row.amount("value"),
        row.text("use"),
        row.text("voucher"),
    )


def _team(row: TableRow) -> VolunteerTeam | None:
    name = row.text("name")
    if not name or is_total(name):
        return None
    return VolunteerTeam(
        row.table, row.row, name, row.day("founded_on"), row.figure("people"), row.figure("core"), row.figure("hours")
    )


def _survey(row: TableRow) -> Survey | None:
    figures = [row.figure(name) for name in ("sent", "valid", "very_satisfied", "satisfied", "fair", "unsatisfied")]
    if is_total(row.text("surveyor"), row.text("group")) or not any(each is not None for each in figures):
        return None
    return Survey(row.table, row.row, row.text("surveyor"), row.day("date"), row.text("group"), *figures)


def _medium(row: TableRow) -> MediaEntry | None:
    if not row.text("name") or is_total(row.text("category"), row.text("name")):
        return None
    return MediaEntry(row.table, row.row, row.day("date"), row.text("category"), row.text("name"), row.text("source"))


def _items(found: Found, findings: list[Finding]) -> Iterator[AssessmentItem]:
    """Period, assessor and levels are filled down."""
    above = {"period": "", "assessor": "", "level1": "", "level2": ""}
    for row in rows_of(found, findings):
        texts = {
            "period": row.text("period"), "assessor": row.text("assessor"), "level1": row.text("level1"),
            "level2": row.text("level2"),
        }  # fmt: skip
        if is_total(*texts.values(), row.text("content")):
            continue
        above = {name: text or above[name] for name, text in texts.items()}
        points: Decimal | None = row.figure("points")
        score: Decimal | None = row.figure("score")
        if not row.text("content") and points is None and score is None:
            continue
        yield AssessmentItem(
            row.table,
            row.row,
            normal(above["period"]),
            above["assessor"],
            above["level1"],
            above["level2"],
            row.text("content"),
            points,
            score,
            row.text("note"),
        )

"""The rows of `model.fields`: complete, checked by type, and what is asked of a table that lacks a column."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from workbook_tools.model import Information, Table
from workbook_tools.model.fields import (
    COLUMNS,
    LABELS,
    SHEETS,
    AssessmentField,
    CommunityField,
    CostField,
    EffectField,
    IndicatorField,
    ItemField,
    LabelField,
    LedgerField,
    MediaField,
    PersonField,
    ResourceField,
    RuleField,
    SurveyField,
    TableKind,
    TaskField,
    TextField,
    TrancheField,
    VolunteerField,
    column_of,
    stand_in,
)
from workbook_tools.reading.text import normal

FIELDS: dict[TableKind, Any] = {
    "indicators": IndicatorField,
    "costs": CostField,
    "assessments": AssessmentField,
    "tranches": TrancheField,
    "ledger": LedgerField,
    "effects": EffectField,
    "texts": TextField,
    "rules": RuleField,
    "people": PersonField,
    "communities": CommunityField,
    "tasks": TaskField,
    "resources": ResourceField,
    "volunteers": VolunteerField,
    "surveys": SurveyField,
    "media": MediaField,
    "items": ItemField,
}
every_column = pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, column.field) for kind, columns in COLUMNS.items() for column in columns],
)


def test_every_kind_of_table_has_its_rows_and_its_sheet() -> None:
    assert tuple(COLUMNS) == get_args(TableKind) == tuple(FIELDS)
    assert tuple(SHEETS) == ("information", *COLUMNS)


@pytest.mark.parametrize("kind", FIELDS)
def test_the_names_that_the_type_checker_knows_are_those_of_the_rows(kind: TableKind) -> None:
    rows = [column.field for column in COLUMNS[kind]]
    assert sorted(rows) == sorted(get_args(FIELDS[kind]))
    assert len(set(rows)) == len(rows)


def test_the_labels_that_the_type_checker_knows_are_what_a_workbook_says_of_itself() -> None:
    told = [field for field in Information._fields if field not in ("sheet", "places")]
    assert sorted(label.field for label in LABELS) == sorted(get_args(LabelField)) == sorted(told)


@pytest.mark.parametrize("kind", COLUMNS)
def test_no_two_columns_of_a_table_share_their_title(kind: TableKind) -> None:
    titles = [normal(column.title) for column in COLUMNS[kind]]
    assert len(set(titles)) == len(titles)


@every_column
def test_a_column_follows_from_columns_and_labels_that_there_are(kind: TableKind, field: Any) -> None:
    column = column_of(kind, field)
    assert all(column_of(kind, each) for each in column.follows)
    assert set(column.follows_labels) <= {label.field for label in LABELS}
    assert column.out or not (column.follows or column.rule)


@every_column
def test_a_missing_column_is_answered_by_the_one_beside_it_and_never_by_column_a(kind: TableKind, field: Any) -> None:
    required = [column.field for column in COLUMNS[kind] if column.required]
    table = Table("表", 1, 9, {name: 10 + place for place, name in enumerate(required)}, kind=kind)
    answer = table.at(field, 4)
    assert answer in {table.at(name, 4) for name in required}
    assert (answer == f"{'JKLMNOPQ'[required.index(field)]}4") if field in required else not table.has(field)


@every_column
def test_every_way_from_a_missing_column_ends(kind: TableKind, field: Any) -> None:
    seen = [field]
    while (following := stand_in(kind, seen[-1])) is not None:
        assert following not in seen
        seen.append(following)
    assert seen[-1] == SHEETS[kind].anchor


def test_a_name_that_no_such_table_can_have_is_an_error_of_the_program() -> None:
    table = Table("绩效指标", 1, 9, {"level3": 4}, kind="indicators")
    with pytest.raises(LookupError):
        table.at("budget", 2)


def test_a_table_without_its_anchor_is_answered_by_its_first_column() -> None:
    """Forms of bureaus have tables without 三级指标."""
    assert Table("表", 1, 9, {"level1": 3, "item": 5}, kind="indicators").at("number", 2) == "C2"

"""The names that a station goes by in the workbooks of different years."""

from __future__ import annotations

from datetime import date

import pytest
from builders import information, submission
from year_pairs import earlier, rows, year

from workbook_tools.evaluation.earlier import chosen, same_station, spellings


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("甲街社工服务站", "甲街社工站", True),
        ("甲街社会工作服务站", "甲街社工站", True),
        ("某市某区甲街社工服务站", "甲街社工站", True),
        ("某区甲街社工服务站", "某市某区甲街社工站", True),
        ("甲街社工服务站", "乙街社工服务站", False),
        (
            "某区甲街社工服务站",
            "别区甲街社工服务站",
            True,
        ),  # 甲街社工站 without their districts; the years tell them apart
    ],
)
def test_names_that_are_alike_have_a_spelling_in_common(one: str, other: str, alike: bool) -> None:
    assert bool(spellings(one) & spellings(other)) is alike


def test_the_name_as_it_is_written_is_one_of_its_spellings() -> None:
    assert spellings("某区甲街社工服务站") == {"某区甲街社工服务站", "某区甲街社工站", "甲街社工站"}


@pytest.mark.parametrize(
    ("station", "project", "likeness"),
    [
        ("永平社站", "2021年永平社站运营项目", "alike"),
        ("永平站", "2021年永平站运营项目", "other"),  # so short a name stands in many another one
        ("", "2021年永平社站运营项目", "unknown"),
    ],
)
def test_a_form_is_of_the_station_whose_name_its_project_bears(station: str, project: str, likeness: str) -> None:
    ours = submission(about=information(station=station))
    form = submission(about=information(project=project), form="official")
    assert same_station(ours, form) == likeness


@pytest.mark.parametrize(
    ("told", "name"), [({"station": "甲街社工站"}, "甲街社工站"), ({"project": "甲街项目"}, "甲街项目")]
)
def test_where_no_earlier_workbook_of_a_folder_fits_the_station_is_named(told: dict[str, str], name: str) -> None:
    fitting, (found,) = chosen(submission(about=information(**told)), [], pooled=True)
    assert (fitting, found.code) == ([], "Y012")
    assert name in found.message


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({}, None),
        ({"service_end": date(2024, 8, 1)}, "Y009"),  # the day on which this year begins
        ({"station": "青禾街社工站"}, "Y002"),
        ({"station": "", "project": ""}, "Y002"),
        ({"station": "白塔镇社工服务站"}, "Y001"),
        ({"year": "", "service_start": None}, "Y013"),
        ({"year": "2025"}, "Y003"),
    ],
)
def test_what_is_odd_of_an_earlier_workbook_is_said(about: dict[str, object], code: str | None) -> None:
    _, findings = chosen(year(2025, rows()), [earlier(year(2024, rows(), **about), "a.xlsx")], pooled=False)  # type: ignore[arg-type]
    assert [each.code for each in findings] == ([code] if code else [])


def test_of_a_folder_only_workbooks_that_name_the_station_are_taken() -> None:
    nameless = earlier(year(2024, rows(), station="", project=""), "a.xlsx")
    named = earlier(year(2023, rows()), "b.xlsx")
    fitting, findings = chosen(year(2025, rows()), [nameless, named], pooled=True)
    assert ([each.file for each in fitting], findings) == (["b.xlsx"], [])


def test_workbooks_of_a_year_that_nobody_wrote_are_two_and_stand_last() -> None:
    before = [earlier(year(2024, rows(), year="", service_start=None), name) for name in ("a.xlsx", "b.xlsx")]
    fitting, findings = chosen(year(2025, rows()), [*before, earlier(year(2024, rows()), "c.xlsx")], pooled=False)
    assert [each.file for each in fitting] == ["c.xlsx", "a.xlsx", "b.xlsx"]
    assert {each.code for each in findings} == {"Y013"}


def test_of_two_workbooks_of_one_year_the_first_given_counts() -> None:
    twice = [earlier(year(2024, rows()), name) for name in ("a.xlsx", "b.xlsx")]
    fitting, (found,) = chosen(year(2025, rows()), twice, pooled=False)
    assert ([each.file for each in fitting], found.code) == (["a.xlsx"], "Y011")

"""`batch --previous`: each station finds its own earlier years in a folder, by what the workbooks say."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from batch_folder import contents
from hypothesis import given, settings
from hypothesis import strategies as st
from year_pairs import workbook

from workbook_tools.batch import BatchOutcome, batch
from workbook_tools.batch.earlier import Heap
from workbook_tools.batch.places import place
from workbook_tools.batch.records import Described
from workbook_tools.batch.state import BatchState
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.earlier import same_station
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Information, Submission

JIA, YI = "甲街社工服务站", "乙街社工服务站"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "各站"
    folder.mkdir()
    for name, station in (("甲", JIA), ("乙", YI)):
        (folder / f"{name}.xlsx").write_bytes(workbook(2025, station=station, link=35))
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "往年"
    files = {
        "2024/一.xlsx": (2024, JIA),
        "2024/二.xlsx": (2024, YI),
        "2023/三.xlsx": (2023, JIA),
        "2026/四.xlsx": (2026, JIA),
    }
    for name, (year, station) in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(workbook(year, case=(60, 50 + year % 10), station=station))
    return folder


def run(source: Path, out: Path, **options: object) -> BatchOutcome:
    return batch(source, out, **{"jobs": 2, "report": False, "seconds": 60, **options})  # type: ignore[arg-type]


def told(out: Path) -> dict[str, Any]:
    """The stored object of each workbook."""
    return {each.relative: each.outcome for each in BatchState(place(str(out))).stored(["甲.xlsx", "乙.xlsx"])}


def files(out: Path) -> dict[str, list[str]]:
    return {name: [each["file"] for each in whole["previous"] or ()] for name, whole in told(out).items()}


def test_each_station_is_compared_with_its_own_earlier_years(source: Path, archive: Path, out: Path) -> None:
    before = contents(archive)
    assert run(source, out, previous=archive).ok
    assert files(out) == {"甲.xlsx": ["一.xlsx", "三.xlsx"], "乙.xlsx": ["二.xlsx"]}
    assert contents(archive) == before


def test_without_the_option_nothing_is_compared(source: Path, out: Path) -> None:
    run(source, out)
    assert [whole["previous"] for whole in told(out).values()] == [None, None]


def test_a_station_that_the_folder_does_not_have_is_told(source: Path, archive: Path, out: Path) -> None:
    (archive / "2024/二.xlsx").unlink()
    run(source, out, previous=archive)
    assert files(out)["乙.xlsx"] == []
    assert "Y012" in {each["code"] for each in told(out)["乙.xlsx"]["findings"]}


def test_workbooks_of_no_station_and_broken_ones_are_named(source: Path, archive: Path, out: Path) -> None:
    (archive / "坏.xlsx").write_bytes(b"PK\3\4")
    (archive / "别区.xlsx").write_bytes(workbook(2024, station="丁镇社工服务站"))
    outcome = run(source, out, previous=archive)
    assert outcome.ok
    (said,) = [each for each in outcome.notes if each.code == "Y015"]
    assert "有2个文件" in said.message
    assert "别区.xlsx、坏.xlsx" in said.message


def test_a_workbook_alone_may_be_given(source: Path, archive: Path, out: Path) -> None:
    run(source, out, previous=[archive / "2024/一.xlsx", str(archive / "2024/二.xlsx")])
    assert files(out) == {"甲.xlsx": ["一.xlsx"], "乙.xlsx": ["二.xlsx"]}


def test_last_years_results_may_be_the_earlier_years(source: Path, archive: Path, out: Path, tmp_path: Path) -> None:
    last = tmp_path / "去年的汇总"
    run(archive / "2024", last)
    run(source, out, previous=last)
    assert files(out) == {"甲.xlsx": ["一.xlsx"], "乙.xlsx": ["二.xlsx"]}


def test_a_second_run_does_what_has_another_earlier_year(source: Path, archive: Path, out: Path) -> None:
    run(source, out, previous=archive)
    again = run(source, out, previous=archive)
    assert [record.reused for record in again.records] == [True, True]
    (archive / "2024/二.xlsx").write_bytes(workbook(2024, case=(60, 59), station=YI))
    third = run(source, out, previous=archive)
    assert {record.relative: record.reused for record in third.records} == {"甲.xlsx": True, "乙.xlsx": False}


def test_any_number_of_workers_gives_the_same_bytes(source: Path, archive: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "a", previous=archive, jobs=1, report=True)
    run(source, tmp_path / "b", previous=archive, jobs=2, report=True)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_folder_that_is_not_there_is_said(source: Path, out: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as refused:
        run(source, out, previous=tmp_path / "没有")
    assert [each.code for each in refused.value.findings] == ["B020"]


def test_the_command_takes_the_folder(source: Path, archive: Path, out: Path, program: Callable[..., Any]) -> None:
    done = program("batch", source, "--out", out, "--previous", archive, "--json", "--no-report", "--quiet")
    assert done.returncode == 0, done.stderr
    lines = {each["file"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert [each["year"] for each in lines["甲.xlsx"]["previous"]] == ["2024", "2023"]


PARTS = st.text("甲乙市区社工服务站 ", max_size=6)
BOOKS = st.lists(st.tuples(PARTS, PARTS, st.sampled_from(["standard", "official"])), max_size=8)


@settings(max_examples=300)
@given(BOOKS, BOOKS)
def test_a_station_finds_what_it_would_find_by_looking_at_every_earlier_workbook(
    earlier: list[tuple[str, str, str]], now: list[tuple[str, str, str]]
) -> None:
    heap = [("往年", described(number, *each)) for number, each in enumerate(earlier)]
    for each in now:
        about = described(0, *each).submission
        likeness = [same_station(about, entry[1].submission) for entry in heap]
        exact = [
            entry
            for entry, like in zip(heap, likeness, strict=True)
            if like == "same"
            and about.information.station
            and bare_text(entry[1].submission.information.station) == bare_text(about.information.station)
        ]
        near = [entry for entry, like in zip(heap, likeness, strict=True) if like in ("same", "alike")]
        assert Heap(heap).of(about) == (exact or near)


def test_no_station_looks_at_every_earlier_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand stations that are new, beside a thousand earlier ones."""
    looks = 0

    def counted(one: Submission, other: Submission) -> str:
        nonlocal looks
        looks += 1
        return same_station(one, other)

    monkeypatch.setattr(import_module("workbook_tools.batch.earlier"), "same_station", counted)
    heap = Heap([("往年", described(number, f"{number}街社工站", "", "standard")) for number in range(1000)])
    found = [
        heap.of(described(0, f"乙市丙区{number}街社会工作服务站", "", "standard").submission)
        for number in range(500, 1500)
    ]
    assert sum(map(len, found)) == 500
    assert looks == 500


def described(number: int, station: str, project: str, form: str) -> Described:
    return Described(f"{number}.xlsx", "", Submission(Information(station=station, project=project), form=form))  # type: ignore[arg-type]

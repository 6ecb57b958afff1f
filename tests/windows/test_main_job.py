"""The main job on Windows: the same outputs as on Linux, to the byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.windows.conftest import Command, contents, in_a_process


def test_the_example_has_the_same_outputs_as_on_linux(
    command: Command, examples: Path, on_linux: Path, tmp_path: Path
) -> None:
    assert command("recompute", examples / "yongping-2022.xlsx", "--out", tmp_path).code == 0
    assert contents(tmp_path) == contents(on_linux / "recompute")


def test_a_table_of_facts_has_the_same_bytes_as_on_linux(
    command: Command, examples: Path, on_linux: Path, tmp_path: Path
) -> None:
    assert command("facts", examples / "yongping-2022.xlsx", "--out", tmp_path / "事实.csv").code == 0
    assert (tmp_path / "事实.csv").read_bytes() == (on_linux / "事实.csv").read_bytes()


@pytest.mark.parametrize("name", ["新.xlsx", "新.xlsm"])
def test_a_new_workbook_has_the_same_bytes_as_on_linux(
    name: str, command: Command, on_linux: Path, tmp_path: Path
) -> None:
    assert command("new", tmp_path / name, "--year", "2026").code == 0
    assert (tmp_path / name).read_bytes() == (on_linux / name).read_bytes()


def test_the_addin_has_the_same_bytes_as_on_linux(command: Command, on_linux: Path, tmp_path: Path) -> None:
    assert command("addin", tmp_path / "绩效评价.xlam").code == 0
    assert (tmp_path / "绩效评价.xlam").read_bytes() == (on_linux / "绩效评价.xlam").read_bytes()


def test_a_button_is_added_as_on_linux(command: Command, examples: Path, on_linux: Path, tmp_path: Path) -> None:
    assert command("add-button", examples / "yongping-2022.xlsx", "--out", tmp_path / "按钮.xlsm").code == 0
    assert (tmp_path / "按钮.xlsm").read_bytes() == (on_linux / "按钮.xlsm").read_bytes()


def test_a_second_run_in_place_changes_no_byte(command: Command, station: Path) -> None:
    original = station.read_bytes()
    assert command("recompute", station, "--no-report").code == 0
    first = station.read_bytes()
    assert command("recompute", station, "--no-report").code == 0
    assert station.read_bytes() == first
    previous = station.with_name("站点 2022.上一版.xlsx")
    assert sorted(path.name for path in station.parent.iterdir()) == sorted([station.name, previous.name])
    assert previous.read_bytes() in (original, first)


def test_a_check_says_the_same_as_on_linux(command: Command, examples: Path, on_linux: Path) -> None:
    said = command("check", examples / "yongping-2022.xlsx", "--json").lines
    expected = (on_linux / "check.json").read_text(encoding="utf-8").splitlines()
    assert len(said) == len(expected) == 1
    import json

    linux = json.loads(expected[0])
    assert {**said[0], "file": ""} == {**linux, "file": ""}


@pytest.mark.parametrize("code_page", [936, 65001])
def test_what_a_process_says_is_utf_8_whatever_its_console_speaks(code_page: int, station: Path) -> None:
    said = in_a_process("check", station, "--json", code_page=code_page)
    assert said.code == 1  # the example has an error, and the exit code says so
    assert said.lines[0]["file"].endswith("站点 2022.xlsx")
    assert "永平街" in said.out


def test_a_dropped_workbook_is_computed_in_place(station: Path) -> None:
    before = station.read_bytes()
    said = in_a_process("drop", station)
    assert said.code == 0, said.err
    assert station.read_bytes() != before


@pytest.mark.parametrize(
    "name", ["a&calc&.xlsx", "%TEMP%.xlsx", "b^c.xlsx", "感叹!号.xlsx", "𠮷野家社工站.xlsx", "é站.xlsx"]
)
def test_any_name_that_windows_takes_can_be_dropped(name: str, station: Path) -> None:
    odd = Path(shutil.copyfile(station, station.with_name(name)))
    before = odd.read_bytes()
    said = in_a_process("drop", odd)
    assert said.code == 0, said.err
    assert odd.read_bytes() != before

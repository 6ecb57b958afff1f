"""Names: what Windows reserves, forbids or cuts is said before anything is touched; what it takes works."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.windows.conftest import Command, contents


@pytest.mark.parametrize(
    "name", ["CON.xlsx", "aux.xlsx", "nul.xlsx", "com1.xlsx", "点.", "尾. .xlsx ", "冒:号.xlsx", "问?.xlsx"]
)
def test_a_name_that_windows_does_not_take_is_refused_as_that(name: str, command: Command, tmp_path: Path) -> None:
    said = command("new", f"{tmp_path}\\{name}")
    assert said.code in (1, 2)
    assert "F043" not in said.codes
    assert "U900" not in said.codes
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("name", ["CON", "nul", "冒:号"])
def test_a_folder_that_windows_does_not_take_is_refused_as_that(name: str, command: Command, station: Path) -> None:
    before = contents(station.parent)
    said = command("recompute", station, "--out", f"{station.parent}\\{name}")
    assert said.code == 1
    assert not said.codes & {"F043", "U900"}
    assert contents(station.parent) == before


def test_a_path_of_more_than_260_characters_works(command: Command, station: Path) -> None:
    folder = station.parent
    while len(str(folder)) < 300:
        folder /= "很长的文件夹名字" * 3
    said = command("recompute", station, "--out", folder)
    assert said.code == 0, said.err
    assert (Path(f"\\\\?\\{folder}") / station.name).exists()


def test_a_workbook_at_the_end_of_a_long_path_is_computed_in_place(command: Command, station: Path) -> None:
    folder = station.parent
    while len(str(folder)) < 300:
        folder /= "很长的文件夹名字" * 3
    long = Path(f"\\\\?\\{folder}")
    long.mkdir(parents=True)
    shutil.copyfile(station, long / station.name)
    assert command("recompute", folder / station.name, "--no-report").code == 0
    assert (long / "站点 2022.上一版.xlsx").exists()


@pytest.mark.parametrize("name", ["𠮷站.xlsx", "ア.xlsx", "站\u3000点.xlsx", "é.xlsx", "站" * 80 + ".xlsx"])
def test_names_that_the_code_page_may_not_have_work(name: str, command: Command, station: Path) -> None:
    odd = Path(shutil.copyfile(station, station.with_name(name)))
    assert command("recompute", odd, "--no-report").code == 0

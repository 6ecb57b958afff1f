"""The version before put back: both files change places, and nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import standard

from workbook_tools import cli
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.recompute import recompute
from workbook_tools.storage import previous_version_path, restore


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "永平.xlsx"
    path.write_bytes(standard().data())
    return path


def codes(caught: pytest.ExceptionInfo[CannotProcess]) -> list[str]:
    return [finding.code for finding in caught.value.findings]


def test_the_workbook_is_again_what_staff_had_and_a_second_time_undoes_it(book: Path) -> None:
    original = book.read_bytes()
    assert recompute(book, report=False).ok
    computed = book.read_bytes()
    assert restore(book).changed
    assert (book.read_bytes(), previous_version_path(book).read_bytes()) == (original, computed)
    assert restore(book).changed
    assert (book.read_bytes(), previous_version_path(book).read_bytes()) == (computed, original)


def test_a_workbook_that_is_gone_comes_back(book: Path) -> None:
    original = book.read_bytes()
    assert recompute(book, report=False).ok
    book.unlink()
    restore(book)
    assert book.read_bytes() == original


def test_the_same_bytes_are_not_written(book: Path) -> None:
    previous_version_path(book).write_bytes(book.read_bytes())
    assert not restore(book).changed


def test_without_a_version_before_it_is_said(book: Path) -> None:
    with pytest.raises(CannotProcess) as caught:
        restore(book)
    assert codes(caught) == ["U020"]


@pytest.mark.parametrize("damage", [b"", b"half a workbook"])
def test_a_version_before_that_is_no_workbook_takes_no_place(book: Path, damage: bytes) -> None:
    original = book.read_bytes()
    previous_version_path(book).write_bytes(damage)
    with pytest.raises(CannotProcess):
        restore(book)
    assert book.read_bytes() == original
    assert previous_version_path(book).read_bytes() == damage


@pytest.mark.parametrize("which", ["永平.xlsx", "永平.上一版.xlsx"])
def test_nothing_is_restored_while_one_of_the_two_is_open(book: Path, which: str) -> None:
    assert recompute(book, report=False).ok
    computed = book.read_bytes()
    book.with_name(f"~${which}").write_bytes(b"\x03abc")
    with pytest.raises(CannotProcess) as caught:
        restore(book)
    assert codes(caught) == ["F032"]
    assert book.read_bytes() == computed


def test_the_command_says_what_became_of_each_file(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = book.with_name("没有.xlsx")
    assert recompute(book, report=False).ok
    assert cli.main(["restore", str(other), str(book)]) == 1
    said = capsys.readouterr().err
    assert "[U020 错误]" in said
    assert "[U021 提示] “永平.xlsx”已恢复为上一版；换下的内容留在“永平.上一版.xlsx”。" in said

"""A long ledger and a large sheet of the staff's own: right results, in bounded memory, with no quadratic step."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.big_files import ledger_workbook, measured, own_sheet


@pytest.mark.parametrize(
    ("rows", "megabytes"),
    [(40_000, 200), pytest.param(1_000_000, 300, marks=pytest.mark.slow)],
    ids=["40000", "a million"],
)
def test_a_long_ledger_is_added_up_in_bounded_memory(rows: int, megabytes: int, tmp_path: Path) -> None:
    book = tmp_path / "站点.xlsx"
    book.write_bytes(ledger_workbook(rows)[0])
    seen = measured(book, tmp_path / "out")
    assert seen["ok"], seen
    assert (seen["entries"], seen["count"]) == (rows, rows)
    assert seen["peak_mb"] < megabytes, seen


@pytest.mark.parametrize(
    ("inflated", "megabytes"), [(40, 200), pytest.param(300, 300, marks=pytest.mark.slow)], ids=["40 MB", "300 MB"]
)
def test_a_large_sheet_of_the_staff_is_passed_through(inflated: int, megabytes: int, tmp_path: Path) -> None:
    book = tmp_path / "站点.xlsx"
    book.write_bytes(own_sheet(inflated)[0])
    seen = measured(book, tmp_path / "out")
    assert seen["ok"], seen
    assert seen["peak_mb"] < megabytes, seen

"""Every figure of 评价结果 and of the computed columns against a second reckoning that shares no code with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import calculator
import openpyxl
import pytest
from benchmarks.make_station import make as make_station
from independent_results import compare
from independent_stations import MIXED, a_year_before
from office import recalculated
from test_against_a_calculator import authored

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.recompute import recompute

EXAMPLES = Path(__file__).parents[1] / "examples"
SOURCES: dict[str, Callable[[], bytes]] = {
    **{path.stem: path.read_bytes for path in sorted(EXAMPLES.glob("*.xlsx"))},
    **{path.stem: path.read_bytes for path in sorted((EXAMPLES / "district").glob("*.xls?"))},
    **{f"random {seed}": lambda seed=seed: authored(calculator.make(seed)) for seed in range(100, 116)},
    **{f"a big one {seed}": lambda seed=seed: make_station(seed, ledger=60, vague=0.1) for seed in range(3)},
    **MIXED,
}  # fmt: skip


@cache
def finished(name: str) -> bytes:
    return written_workbook(evaluate_bytes(SOURCES[name]()))[0]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@pytest.mark.parametrize("name", SOURCES)
def test_every_figure_is_what_a_second_reckoning_gives(name: str) -> None:
    found = compare(opened(finished(name)))
    assert found.differences == []
    assert found.uncovered() == []
    assert found.compared > 40


@pytest.mark.parametrize(
    "name", ["yongping-2022", "paid in parts", "where no grade is near", "a ledger that answers", "random 100"]
)
def test_any_figure_that_is_off_would_be_noticed(name: str) -> None:
    """Each figure of the sheet in turn is changed by little, and must be named."""
    book = opened(finished(name))
    cells = [cell for row in book["评价结果"].iter_rows(max_col=10) for cell in row]
    figures = [cell for cell in cells if is_figure(cell.value)]
    assert len(figures) > 50
    missed = []
    for cell in figures[:: len(figures) // 25]:
        before, cell.value = cell.value, moved(cell.value)
        if not any(f"评价结果!{cell.coordinate} " in line for line in compare(book).differences):
            missed.append(cell.coordinate)
        cell.value = before
    assert missed == []


@pytest.mark.parametrize("names", [("the year after", "signs in words"), ("signs in words", "one row open")])
def test_every_figure_of_two_years_is_what_a_second_reckoning_gives(names: tuple[str, str], tmp_path: Path) -> None:
    now, before = tmp_path / "今年.xlsx", tmp_path / "去年.xlsx"
    now.write_bytes(SOURCES[names[0]]())
    before.write_bytes(a_year_before(names[1]))
    assert recompute(now, tmp_path / "out", previous=[before], report=False).ok
    finished_now = openpyxl.load_workbook(tmp_path / "out" / now.name, data_only=True)
    found = compare(finished_now, openpyxl.load_workbook(before, data_only=True))
    assert found.differences == []
    assert found.uncovered() == []


@pytest.mark.office
@pytest.mark.parametrize("name", ["yongping-2022", "assessed and paid", "lists in one cell", "a big one 0"])
def test_calculating_every_formula_anew_changes_no_figure(name: str, tmp_path: Path) -> None:
    data = finished(name)
    anew = recalculated(data, tmp_path)
    for sheet in opened(data):
        for row in sheet.iter_rows(max_col=40):
            for cell in row:
                if is_figure(cell.value) and not isinstance(cell.value, datetime):
                    shown = anew[sheet.title][cell.coordinate].value
                    assert shown == pytest.approx(cell.value, abs=1e-9), (sheet.title, cell.coordinate)


def is_figure(value: Any) -> bool:
    return isinstance(value, int | float | datetime) and not isinstance(value, bool)


def moved(value: Any) -> Any:
    return value.replace(year=value.year + 1) if isinstance(value, datetime) else value + 0.0001

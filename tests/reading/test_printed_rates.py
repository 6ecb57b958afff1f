"""A rate in a form says as many digits as its number format shows: 95.00 % is not 95.36 %, and 95 % may be."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.reading.test_official_form_projects import below, form
from workbook_tools.recompute import check


@pytest.mark.parametrize(
    ("printed", "number_format", "named"),
    [
        (0.95, "0.00%", True), (0.954, "0.00%", True), (0.953, "0.0%", True), ("95.00%", "General", True),
        (0.95, "0%", False), (0.954, "0.0%", False), (0.9536, "0.00%", False), (0.9536, "0%", False),
        (0.95, "General", False), ("95%", "General", False), ("95.4%", "General", False),
    ],
)  # fmt: skip
def test_a_printed_rate_is_compared_by_the_digits_that_it_shows(
    tmp_path: Path, printed: float | str, number_format: str, named: bool
) -> None:
    book = load_workbook(io.BytesIO(below(form("项目甲", 95.36))))
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == "95.36%")
    cell.value, cell.number_format = printed, number_format
    book.save(tmp_path / "自评表.xlsx")
    codes = [each.code for each in check(tmp_path / "自评表.xlsx").findings]
    assert ("M020" in codes) is named

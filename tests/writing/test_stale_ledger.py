"""The mark of stale results where a ledger was scored: quiet as long as nothing changed, whatever staff wrote there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from office import recalculated
from sheets import Row, Written, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.reading.ledger_mark import MOST_NAMES, LedgerMarks
from workbook_tools.reading.pieces import ColumnOfPiece
from workbook_tools.writing.stale import FRESH, STALE

HEAD: Row = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时", "备注")
DAY = dt.date(2025, 1, 5)


def entry(indicator: object, count: object, persons: object = 2) -> Row:
    return (DAY, "甲社区", "王芳", "个案", indicator, count, persons, 1.5, 0.5, "")


ENTRIES = (HEAD, entry("个案服务", 3), entry("小组服务", 4), entry("个案服务", 5))
ODD = (
    HEAD,
    entry("　个案服务 ", "3"),
    entry("小组  服务", "1,200"),
    entry("个案\n服务", "/"),
    entry(12, 5),
    entry("个*案?", 0.1),
    entry("个案服务", Written("=NA()", "#N/A")),
    ("小计", "", "", "", "", 8, 10, 7.5, 2.5, ""),
    entry("小组服务", 4),
    ("合计", "", "", "", "", 12, 12, 9, 3, ""),
)


def workbook(rows: tuple[Row, ...]) -> bytes:
    return written_workbook(evaluate_bytes(standard(服务台账=rows).data()))[0]


def mark(data: bytes, folder: Path) -> object:
    return recalculated(data, folder)["评价结果"]["A3"].value


@pytest.mark.office
def test_totals_texts_blanks_and_errors_in_a_ledger_do_not_make_its_results_stale(tmp_path: Path) -> None:
    assert mark(workbook(ODD), tmp_path) == FRESH


@pytest.mark.office
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"F2": 4}, STALE),
        ({"E3": "个案服务"}, STALE),  # as long as the name before
        ({"F2": 4, "F3": 3}, STALE),  # the same sum, in other indicators
        ({"E2": "小组服务", "F2": 4, "E3": "个案服务", "F3": 3}, FRESH),  # sorted
        ({"E5": "个案服务", "F5": 0}, STALE),  # an entry below the last
    ],
)
def test_a_change_of_the_ledger_is_seen_and_its_order_does_not_matter(
    cells: dict[str, object], expected: str, tmp_path: Path
) -> None:
    book = Workbook.open(workbook(ENTRIES))
    book.set_cells("服务台账", {cell: CellEdit(value) for cell, value in cells.items()})  # type: ignore[arg-type]
    assert mark(book.save(), tmp_path) == expected


def test_names_are_compared_one_by_one_only_where_they_are_few() -> None:
    few, many = LedgerMarks(), LedgerMarks()
    few.take({"indicator": ColumnOfPiece(["甲", "乙", "甲"]), "count": ColumnOfPiece([1.0, "2", True])})
    assert few.mark().names == {"甲": 2 + 3, "乙": 1}
    assert (few.mark().sums["count"], few.mark().letters["indicator"], few.mark().texts["count"]) == (1, 3, {"2": 1})
    many.take({"indicator": ColumnOfPiece([f"名{n}" for n in range(MOST_NAMES + 1)])})
    many.take({"indicator": ColumnOfPiece(["名0"])})
    assert many.mark().names == {}
    assert many.mark().letters["indicator"] > MOST_NAMES


def test_a_character_beyond_the_basic_plane_counts_as_excel_counts_it() -> None:
    marks = LedgerMarks()
    marks.take({"indicator": ColumnOfPiece(["𠮷街"])})
    assert marks.mark().letters["indicator"] == 3

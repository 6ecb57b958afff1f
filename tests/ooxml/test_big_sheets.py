"""A sheet that is not edited is never parsed; one that is edited stands in memory once. Sizes are small here, and so
is what counts as big: the proportions are what is tested."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from tests.ooxml import packages
from tests.ooxml.comparison import parts, read_back
from workbook_tools.ooxml import CellEdit, Workbook, archive
from workbook_tools.ooxml import parts as parts_module

ROWS = 20_000
LEDGER = "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def ledger() -> bytes:
    """Two sheets: a small one, and a ledger of several megabytes."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>第{n * 7919 % 977}社区</t></is></c>'
        f'<c r="B{n}"><v>{n * 1.37}</v></c><c r="C{n}"><v>{n * n}</v></c></row>'
        for n in range(1, ROWS + 1)
    )
    base = packages.rich_book()
    return packages.changed(
        base, {LEDGER: packages.worksheet(rows).encode(), "xl/worksheets/_rels/sheet2.xml.rels": None}
    )


@pytest.fixture(autouse=True)
def _everything_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "KEPT_INFLATED", 200_000)
    monkeypatch.setattr(archive, "CHUNK", 10_000)
    monkeypatch.setattr(archive, "KEPT_FOR_READING", 0)


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_editing_another_sheet_does_not_touch_the_big_one(ledger: bytes) -> None:
    size = len(parts(ledger)[LEDGER])

    def edit() -> None:
        book = Workbook.open(ledger)
        book.set_cells("数据", {"C3": CellEdit(1)})
        book.verify(book.save())

    assert peak(edit) < size / 2 + 2 * len(ledger)


def test_editing_the_big_sheet_holds_it_once(ledger: bytes) -> None:
    size = len(parts(ledger)[LEDGER])
    saved: list[bytes] = []

    def edit() -> None:
        book = Workbook.open(ledger)
        book.set_cells("图表", {"D7": CellEdit("新"), f"B{ROWS}": CellEdit(5), f"A{ROWS + 9}": CellEdit("末")})
        saved.append(book.save())

    assert peak(edit) < size * 2
    before, after = parts(ledger)[LEDGER], parts(saved[0])[LEDGER]
    assert after.replace('<c r="D7" t="inlineStr"><is><t>新</t></is></c>'.encode(), b"")[:1000_000] == before[:1000_000]
    sheet = read_back(saved[0])["图表"]
    assert [sheet["D7"].value, sheet[f"B{ROWS}"].value, sheet[f"A{ROWS + 9}"].value] == ["新", 5, "末"]


def test_edits_of_a_big_sheet_one_after_the_other_add_up(ledger: bytes) -> None:
    book = Workbook.open(ledger)
    book.set_cells("图表", {"D7": CellEdit("一")})
    book.set_cells("图表", {"D8": CellEdit("二")})
    book.set_cells("图表", {"D7": CellEdit("一")})
    scan = Workbook.open(book.save()).scan("图表")
    assert (scan.cells[7, 4].text, scan.cells[8, 4].text, scan.last_row) == ("一", "二", ROWS)


def test_looking_for_dependents_streams_the_big_sheet(ledger: bytes) -> None:
    size = len(parts(ledger)[LEDGER])
    book = Workbook.open(ledger)
    assert peak(lambda: book.formulas_depending_on({"数据": ["C3"]})) < size / 2

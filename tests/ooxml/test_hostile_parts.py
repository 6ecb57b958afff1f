"""Parts made to exhaust whoever reads them: refused by code, quickly and in little memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import pytest

from tests.ooxml import packages
from tests.ooxml.packages import sheet_book, worksheet
from tests.ooxml.test_sheets_of_ours import results
from workbook_tools.ooxml import CellEdit, PackageLimits, PackageProblem, Workbook

DEEP = b"<a>" * 1_000_000
WIDE = b"<a>" + b"<b/>" * 1_000_000 + b"</a>"
FULL = b"<a " + b" ".join(b'a%d=""' % n for n in range(900_000)) + b"/>"
BOMBS = {"deep": DEEP, "wide": WIDE, "full": FULL}


def read_everything(data: bytes) -> None:
    book = Workbook.open(data)
    for cell in book.scan("表一").cells.values():
        book.number_format(cell.style)
        assert cell.text is not None
    book.formulas_depending_on({"表一": ["A1"]})
    book.set_cells("表一", {"B2": CellEdit("x")})
    book.put_sheet(results())
    book.verify(book.save())


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ],
)
def test_a_bomb_in_any_part_is_refused_or_harmless(part: str, bomb: str) -> None:
    sheet = worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f></c></row>')
    data = packages.changed(sheet_book(sheet), {part: BOMBS[bomb]}, stored=True)
    seconds, grown, code = measured(lambda: read_everything(data))
    assert code in ("F104", "F106", "F107", "F108", "F112", "F113", "F120", "")
    assert seconds < 3
    assert grown < 200_000_000


def measured(work: Callable[[], None]) -> tuple[float, int, str]:
    """Seconds of the processor, by how much the process grew, and the code of what was refused, or ""."""
    code = ""
    before, started = _most_memory(), time.process_time()
    try:
        work()
    except PackageProblem as problem:
        code = problem.code
    return time.process_time() - started, _most_memory() - before, code


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_a_sheet_with_more_cells_than_can_be_looked_at_is_refused() -> None:
    few = PackageLimits(cells=50)
    data = sheet_book(worksheet("".join(f"<row>{'<c/>' * 10}</row>" for _ in range(10))))
    with pytest.raises(PackageProblem, match="F104"):
        Workbook.open(data, few).scan("表一")
    book = Workbook.open(data, few)
    book.set_cells("表一", {"A3": CellEdit(1)})  # only the rows that are edited are looked at
    book.verify(book.save())

"""What was saved is read back before it takes the place of the only copy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ooxml import packages
from workbook_tools.ooxml import CellEdit, NewSheet, PackageProblem, SheetCell, Workbook, verify


def amiss(data: bytes, source: Workbook | None = None) -> str:
    with pytest.raises(PackageProblem) as caught:
        source.verify(data) if source else verify(data)
    assert caught.value.code == "F119"
    return str(caught.value.figures["what"])


def edited(data: bytes) -> Workbook:
    book = Workbook.open(data)
    book.set_cells("数据", {"C3": CellEdit(1)})
    return book


def test_a_whole_package_passes(rich: bytes) -> None:
    book = edited(rich)
    verify(rich)
    verify(book.save())
    book.verify(book.save())


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda data: data[:-40], "F103"),
        (lambda data: b"", "F100"),
        (lambda data: packages.changed(data, {"xl/styles.xml": None}), "xl/workbook.xml → styles.xml"),
        (lambda data: packages.changed(data, {"xl/odd.part": b"x"}), "xl/odd.part"),
        (lambda data: packages.changed(data, {"xl/worksheets/sheet1.xml": b"<worksheet>"}), "F106"),
    ],
)
def test_a_package_that_is_not_whole_is_named(rich: bytes, change: Callable[[bytes], bytes], what: str) -> None:
    assert amiss(change(rich)) == what


def test_a_saved_package_must_have_the_parts_of_the_workbook_it_came_from(rich: bytes) -> None:
    book = edited(rich)
    assert amiss(packages.changed(book.save(), {"xl/media/image1.png": None}), book) == "parts"
    assert amiss(packages.changed(book.save(), {"xl/worksheets/sheet1.xml": b"<a"}), book) == "F106"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_the_workbook_itself_has_in_mind_is_read_from_the_saved_bytes(rich: bytes, part: str) -> None:
    book = edited(rich)
    book.put_sheet(NewSheet("新的", [[SheetCell("甲")]]))
    book.force_recalculation()
    data = book.save()
    book.verify(data)
    assert amiss(packages.changed(data, {part: lambda old: old[:-4]}), book) == "F106"


def test_what_was_amiss_before_is_not_held_against_the_result(rich: bytes) -> None:
    lost = f'<Relationship Id="rIdL" Type="{packages.R}/image" Target="../media/lost.png"/></Relationships>'
    odd = packages.changed(
        rich,
        {
            "xl/worksheets/_rels/sheet3.xml.rels": lambda old: old.replace(b"</Relationships>", lost.encode()),
            "xl/odd.part": b"x",
        },
    )
    book = edited(odd)
    book.verify(book.save())
    assert "lost.png" in amiss(packages.changed(odd, {"xl/odd.part": None}))

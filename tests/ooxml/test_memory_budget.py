"""What a package may make us hold is bounded for all of it, and every bound can be raised."""

from __future__ import annotations

import re
import tracemalloc

import pytest

from tests.ooxml import packages
from tests.ooxml.packages import sheet_book, worksheet
from workbook_tools.catalogue import ENTRIES
from workbook_tools.ooxml import Limits, PackageProblem, Workbook
from workbook_tools.ooxml import workbook as workbook_module
from workbook_tools.ooxml.limits import limits_of_environment

MEGABYTE = 1 << 20


def refused(data: bytes, what: str, **limits: int) -> None:
    book = Workbook.open(data, Limits(ratio=10**6, **limits))
    with pytest.raises(PackageProblem) as caught:
        _ = [cell.text for cell in book.scan("表一").cells.values()]
    assert caught.value.code == "F104"
    assert what in str(caught.value.figures["what"])


def test_empty_rows_cost_little_and_are_counted() -> None:
    data = sheet_book(worksheet("".join(f'<row r="{n}"/>' for n in range(1, 50_001))))
    book = Workbook.open(data, Limits(ratio=10**6))
    tracemalloc.start()
    book.scan("表一")
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 50_000 * 400
    refused(data, "单元格数", cells=20_000)


def test_a_text_longer_than_any_is_refused_before_it_is_held() -> None:
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长" * 1_200_000}</t></is></c></row>'
    refused(sheet_book(worksheet(inline)), "字数")
    data = packages.simple_book([["甲"]])
    strings = f'<sst xmlns="{packages.MAIN}"><si><t>{"长" * 4_000_000}</t></si></sst>'.encode()
    refused(packages.changed(data, {"xl/sharedStrings.xml": strings}), "字数")


def test_sheets_that_were_looked_at_are_forgotten_where_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "KEPT_CELLS", 8)
    data = packages.rich_book()
    book = Workbook.open(data)
    names = [sheet.name for sheet in book.sheets if sheet.kind == "worksheet"]
    for name in names:
        book.scan(name)
    assert len(book._scans) < len(names)


def test_every_limit_that_the_message_names_can_be_raised() -> None:
    named = re.findall(r"WORKBOOK_TOOLS_MAX_\w+", ENTRIES["F104"].fix)
    assert len(named) == 10
    for variable in named:
        raised = limits_of_environment({variable: "123"})
        changed = [name for name in Limits._fields if getattr(raised, name) != getattr(Limits(), name)]
        assert len(changed) == 1, variable

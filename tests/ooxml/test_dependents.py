"""Formulas that follow from cells: through areas, whole columns, names, tables, other sheets, other formulas."""

from __future__ import annotations

import io
import time

import pytest
import xlsxwriter

from tests.ooxml import packages
from tests.ooxml.packages import sheet_book, worksheet
from workbook_tools.basis.cell_references import Area
from workbook_tools.ooxml import Workbook, calculation
from workbook_tools.ooxml.formula_references import SheetNames, references, shifted

SHEETS = ("一", "二月", "It's", "三")
NAMES = {"合计": "一!$A$1:$A$9", "rate": "'It''s'!$B$2", "loop": "loop+rate", "明细": "'二月'!A2:C9"}


def read(formula: str) -> set[tuple[str, Area] | None]:
    return set(references(formula, "一", SheetNames(SHEETS), NAMES.get))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1", {("一", Area(1, 1, 1, 1))}),
        ("$B$2*2", {("一", Area(2, 2, 2, 2))}),
        ("SUM(A1:B3,D4)", {("一", Area(1, 1, 3, 2)), ("一", Area(4, 4, 4, 4))}),
        ("SUM(C:D)", {("一", Area(1, 3, 1_048_576, 4))}),
        ("SUM($2:3)", {("一", Area(2, 1, 3, 16_384))}),
        ("二月!A1", {("二月", Area(1, 1, 1, 1))}),
        ("'It''s'!A1+'三'!B2", {("it's", Area(1, 1, 1, 1)), ("三", Area(2, 2, 2, 2))}),
        ("SUM(一:It!A1)", {("一:it", Area(1, 1, 1, 1))}),
        ("SUM('一:It''s'!A1)", {(s, Area(1, 1, 1, 1)) for s in ("一", "二月", "it's")}),
        ("合计/2", {("一", Area(1, 1, 9, 1))}),
        ("RATE+1", {("it's", Area(2, 2, 2, 2))}),
        ("loop", {("it's", Area(2, 2, 2, 2))}),
        ("SUM(明细[数量])", {("二月", Area(2, 1, 9, 3))}),
        ('"A1"&B2', {("一", Area(2, 2, 2, 2))}),
        ('IF("a""b"="A1",C3,0)', {("一", Area(3, 3, 3, 3))}),
        ("LOG10(2)+ATAN2(1,2)", set()),
        ("[1]Sheet1!A1+'[2]别处'!B2", set()),
        ("1.5E3+A1B", set()),
        ('INDIRECT("A"&1)', {None}),
        ("OFFSET(B1,1,0)", {None, ("一", Area(1, 2, 1, 2))}),
        ("XFD1048576", {("一", Area(1_048_576, 16_384, 1_048_576, 16_384))}),
    ],
)
def test_what_a_formula_reads(formula: str, expected: set[tuple[str, Area] | None]) -> None:
    assert read(formula) == expected


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "C3+$A3+C$1+$A$1"),
        ('"A1"&SUM(二月!A1:B2)', '"A1"&SUM(二月!C3:D4)'),
        ("SUM(A:$B)+SUM(1:$2)", "SUM(C:$B)+SUM(3:$2)"),
        ("LOG10(合计)", "LOG10(合计)"),
    ],
)
def test_a_shared_formula_moves_its_relative_references(formula: str, moved: str) -> None:
    assert shifted(formula, 2, 2) == moved


def dependents(data: bytes, **targets: list[str]) -> list[str]:
    return [f"{d.sheet}!{d.cell}" for d in Workbook.open(data).formulas_depending_on(targets)]


@pytest.fixture(scope="module")
def linked() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first, second = book.add_worksheet("甲"), book.add_worksheet("乙 表")
    first.write_formula("B1", "=A1*2")
    first.write_formula("C1", "=B1+1")
    first.write_formula("D1", "=SUM(A:A)")
    first.write_formula("E1", "=Z1")
    second.write_formula("A1", "='甲'!C1")
    second.write_formula("A2", "=总数")
    second.write_formula("A3", "=SUM(A1:A2)")
    second.write_formula("A4", "=NOW()")
    book.define_name("总数", "=甲!$D$1")
    book.close()
    return out.getvalue()


def test_direct_and_transitive_followers_are_found(linked: bytes) -> None:
    assert dependents(linked, 甲=["A1"]) == ["甲!B1", "甲!C1", "甲!D1", "乙 表!A1", "乙 表!A2", "乙 表!A3"]
    assert dependents(linked, 甲=["A5:A9"]) == ["甲!D1", "乙 表!A2", "乙 表!A3"]
    assert dependents(linked, 甲=["Q7"]) == []
    assert dependents(linked, 没有=["A1"]) == []


def test_followers_of_shared_formulas_and_of_rings_are_found() -> None:
    shared = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1+1</f></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row><row r="3"><c r="B3"><f t="shared" si="0"/></c></row>'
        '<row r="4"><c r="C4"><f>D4</f></c><c r="D4"><f>C4</f></c></row>'
    )
    data = sheet_book(worksheet(shared))
    assert dependents(data, 表一=["A3"]) == ["表一!B3"]
    assert dependents(data, 表一=["C4"]) == ["表一!C4", "表一!D4"]


def test_a_sheet_that_was_taken_apart_by_its_pattern_has_the_same_formulas() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1+1</f><v>2</v></c></row>'
        '<row r="2"><c r="A2" s="0"><f ca="1">IF(C2&gt;1,B1,0)</f><v>2</v></c>'
        '<c r="B2"><f t="shared" si="0"/><v>3</v></c>'
        '<c r="C2" t="str"><f>B2&amp;"A1"</f><v>3A1</v></c></row>'
    )
    data = sheet_book(worksheet(rows))
    book = Workbook.open(data)
    assert sum(1 for _ in book.regular_pieces("表一")) == 1
    found = [f"{d.sheet}!{d.cell}" for d in book.formulas_depending_on({"表一": ["A1"]})]
    assert found == dependents(data, 表一=["A1"]) == ["表一!B1", "表一!A2", "表一!B2", "表一!C2"]


def test_of_very_many_formulas_the_rest_is_told_by_the_sheets_that_it_reads(
    linked: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculation, "MOST_AREAS", -1)
    everything = ["甲!B1", "甲!C1", "甲!D1", "甲!E1", "乙 表!A1", "乙 表!A2", "乙 表!A3"]
    assert dependents(linked, 甲=["Q7"]) == everything
    assert dependents(linked, **{"乙 表": ["A1"]}) == ["乙 表!A3"]
    assert dependents(linked, 没有=["A1"]) == []
    monkeypatch.setattr(calculation, "MOST_KINDS", -1)
    assert dependents(linked, 没有=["A1"]) == [*everything, "乙 表!A4"]


def test_tables_are_known_by_name(rich: bytes) -> None:
    from workbook_tools.ooxml import CellEdit, Formula

    book = Workbook.open(rich)
    book.set_cells("数据", {"J1": CellEdit(Formula("SUM(明细[数量])", 5))})
    assert "数据!J1" in dependents(book.save(), 图表=["B21"])


def test_a_sheet_without_formulas_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbook_tools.ooxml import formula_cells

    monkeypatch.setattr(formula_cells, "_parse", lambda *_: pytest.fail("parsed"))
    assert dependents(packages.simple_book([["f", "<f>", 1]] * 50), 表一=["A1"]) == []


def test_a_long_chain_is_followed_in_good_time() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>A{n - 1}+SUM(B$1:B{n})</f></c></row>' for n in range(2, 8000))
    data = sheet_book(worksheet(rows))
    started = time.process_time()
    assert len(dependents(data, 表一=["A1"])) == 7998
    assert time.process_time() - started < 5


def test_every_cell_of_ours_under_formulas_of_many_areas_is_followed_in_good_time() -> None:
    """As in a workbook that computes each row from areas as long as the table: 4,000 cells under 4,000 areas."""
    rows = "".join(f'<row r="{n}"><c r="Z{n}"><f>SUM(A$1:A{n},$B{n}:CZ{n})</f></c></row>' for n in range(1, 4001))
    data = sheet_book(worksheet(rows))
    started = time.process_time()
    assert len(dependents(data, 表一=[f"A{n}" for n in range(2, 4001)])) == 3999
    assert time.process_time() - started < 3


def test_names_that_double_at_each_step_are_followed_once_each() -> None:
    names = {f"n_{step}": f"n_{step + 1}+n_{step + 1}" for step in range(60)} | {"n_60": "一!C3"}
    assert list(references("n_0", "一", SheetNames(SHEETS), names.get)) == [("一", Area(3, 3, 3, 3))]


def test_a_text_that_never_ends_reads_nothing() -> None:
    assert list(references('A1&"' + '"' * 32_000 + "B2", "一", SheetNames(SHEETS))) in (
        [("一", Area(1, 1, 1, 1))],
        [("一", Area(1, 1, 1, 1)), ("一", Area(2, 2, 2, 2))],
    )


def test_a_shared_formula_of_many_cells_is_kept_once() -> None:
    long = "A1" + "+A1" * 2_000
    rows = f'<row r="1"><c r="B1"><f t="shared" ref="B1:B5000" si="0">{long}</f></c></row>' + "".join(
        f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/></c></row>' for n in range(2, 5001)
    )
    assert dependents(sheet_book(worksheet(rows)), 表一=["A3"])[0].startswith("表一!B")

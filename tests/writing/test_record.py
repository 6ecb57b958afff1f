"""What stands under and beside the tables is staff's: only values that the program surely wrote are emptied."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import Book, standard

from workbook_tools.basis.cell_references import cell_name
from workbook_tools.excel.changes import cell_records, recorded
from workbook_tools.excel.reply import text_field
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import CellEdit, Formula, Workbook
from workbook_tools.writing.record import NAMESPACE, origin, read_record

INDICATORS = "绩效指标"
OUT = "JKLMN"  # where the computed columns of the standard sheet come to lie
IN = "ABCDEFGHI"


def run(data: bytes) -> bytes:
    return written_workbook(evaluate_bytes(data))[0]


def edited(data: bytes, edits: dict[str, Any], sheet: str = INDICATORS) -> bytes:
    book = Workbook.open(data)
    book.set_cells(sheet, {place: CellEdit(value) for place, value in edits.items()})
    return book.save()


def content(data: bytes, sheet: str = INDICATORS) -> dict[str, Any]:
    """What each cell says: its formula, else its value."""
    cells = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in cells for cell in row if cell.value not in (None, "")}


def saved_by_another_program(data: bytes) -> bytes:
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def computed() -> bytes:
    return run(standard().data())


def test_formulas_and_notes_under_the_computed_columns_stay_in_every_run(computed: bytes) -> None:
    notes = {"M5": Formula("SUM(M2:M4)", 1), "N5": "街道已核对", "K6": "见附件3", "J8": 0.5, "M4": None, "L7": "12"}
    notes.pop("M4")
    once = run(edited(computed, notes))
    twice = run(once)
    for after in (once, twice):
        there = content(after)
        assert {place: there.get(place) for place in notes} == {
            place: f"={value.text}" if isinstance(value, Formula) else value for place, value in notes.items()
        }
    assert twice == once


def test_values_of_our_own_below_a_table_that_became_shorter_are_emptied(computed: bytes) -> None:
    shorter = edited(computed, {f"{letter}4": None for letter in IN} | {"K6": "下一年要补"})
    there = content(run(shorter))
    assert not [place for place in there if place.endswith("4")]
    assert there["K6"] == "下一年要补"


@pytest.mark.parametrize("place", [f"{letter}4" for letter in OUT])
def test_a_value_that_staff_wrote_over_ours_stays_when_the_table_becomes_shorter(computed: bytes, place: str) -> None:
    there = content(run(edited(computed, {f"{letter}4": None for letter in IN} | {place: "核对过"})))
    assert [there[key] for key in there if key.endswith("4")] == ["核对过"]


def test_a_row_of_ours_that_moved_is_emptied_as_a_whole_or_not_at_all(computed: bytes) -> None:
    row = {letter: content(computed)[f"{letter}4"] for letter in OUT}
    gone: dict[str, Any] = {f"{letter}4": None for letter in IN + OUT}
    moved = edited(computed, gone | {f"{letter}9": value for letter, value in row.items()})
    assert not [place for place in content(run(moved)) if place.endswith("9")]
    other = edited(computed, gone | {f"{letter}9": value for letter, value in row.items()} | {"L9": 0.123})
    assert len([place for place in content(run(other)) if place.endswith("9")]) == len(OUT)


def test_without_a_record_everything_stays(computed: bytes) -> None:
    """Another program may have dropped it."""
    dropped = saved_by_another_program(computed)
    assert not read_record(Workbook.open(dropped)).sheets
    shorter = edited(dropped, {f"{letter}4": None for letter in IN})
    assert len([place for place in content(run(shorter)) if place.endswith("4")]) == len(OUT)


def test_numbers_are_known_again_as_excel_spells_them(computed: bytes) -> None:
    parts = {name: zipfile.ZipFile(io.BytesIO(computed)).read(name) for name in ("xl/worksheets/sheet2.xml",)}
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    figure = re.search(r'<c r="J4"[^>]*><v>([^<]*)</v>', sheet)
    assert figure
    respelled = sheet.replace(figure[1], f"{float(figure[1]):.17g}00")
    assert respelled != sheet
    book = Workbook.open(computed)
    book._package.put("xl/worksheets/sheet2.xml", respelled.encode())
    shorter = edited(book.save(), {f"{letter}4": None for letter in IN})
    assert not [place for place in content(run(shorter)) if place.endswith("4")]


def test_a_damaged_record_proves_nothing(computed: bytes) -> None:
    for damage in (b"<record", b"<other xmlns='urn:workbook-tools:record:1'/>", b"<record xmlns='urn:other'/>", b""):
        book = Workbook.open(computed)
        part = next(name for name in book._package.names() if name.startswith("customXml/item1"))
        book._package.put(part, damage)
        after = run(edited(book.save(), {f"{letter}4": None for letter in IN}))
        assert len([place for place in content(after) if place.endswith("4")]) == len(OUT)


def test_the_record_knows_what_an_untouched_workbook_follows_from(computed: bytes) -> None:
    first = Workbook.open(standard().data())
    assert origin(Workbook.open(computed)) == origin(first) == first.opened_digest
    touched = edited(computed, {"A9": "x"})
    assert origin(Workbook.open(touched)) == Workbook.open(touched).opened_digest


def test_a_second_record_is_the_first_to_the_byte(computed: bytes) -> None:
    assert run(computed) == computed
    assert computed.count(NAMESPACE.encode()) <= 1  # packed, so as a rule not to be seen at all


def test_figures_of_a_press_that_left_no_record_are_emptied_all_the_same(computed: bytes) -> None:
    """The button writes cells and 审计信息 into the open workbook, and cannot write the record."""
    pressed = Workbook.open(computed)
    part, record = next((name, pressed._package.read(name)) for name in pressed._package.names() if "item1.xml" in name)
    later = Workbook.open(run(edited(computed, {"H2": 30})))  # as after the press: other results, the old record
    later._package.put(part, record)
    emptied = Workbook.open(run(edited(later.save(), {"H2": None})))
    assert emptied.scan(INDICATORS).cells[2, 10].text == ""
    assert not read_record(Workbook.open(later.save())).current
    assert read_record(emptied).current


def pressed(data: bytes) -> bytes:
    """The workbook after a press: cells and sheets reach it, no part does, and columns only where it is said."""
    recorder, _ = recorded(evaluate_bytes(data))
    book = Workbook.open(data)
    for sheet, edits in recorder.edits.items():
        book.set_cells(sheet, {cell_name(row, column): edit for (row, column), edit in edits.items()})
    for sheet, first, last, width in recorder.shown:
        book.show_columns(sheet, first, last, width)
    for new, mark in recorder.sheets:
        book.put_sheet(new, mark)
    return book.save()


@pytest.mark.parametrize("saved", [lambda data: data, saved_by_another_program], ids=["as it is", "by another program"])
def test_a_press_leaves_a_record_in_hidden_cells_that_every_program_keeps(saved: Callable[[bytes], bytes]) -> None:
    after = saved(pressed(standard().data()))
    record = read_record(Workbook.open(after))
    assert record.current
    assert record.sheets[INDICATORS].keys() == {2, 3, 4}
    shorter = edited(after, {f"{letter}4": None for letter in IN} | {"K6": "下一年要补", "M5": 0.5, "L4": "核对过"})
    for again in (run, pressed):
        there = content(again(shorter))
        assert [place for place in there if place.endswith("4")] == ["L4"]
        assert (there["K6"], there["M5"]) == ("下一年要补", 0.5)


def test_the_next_run_on_the_disk_takes_the_hidden_cells_away() -> None:
    after = run(pressed(standard().data()))
    cells = Workbook.open(after).scan("审计信息").cells
    assert not [place for place, cell in cells.items() if place[1] > 4 and cell.text]
    assert read_record(Workbook.open(after)).current


def test_a_press_says_which_hidden_columns_it_has_put_results_into() -> None:
    book = Book({**standard().sheets}, hidden_columns={INDICATORS: "J:XFD"})
    recorder, _ = recorded(evaluate_bytes(book.data()))
    shown = [record for record in cell_records(recorder) if record[0] == "show"]
    assert shown == [("show", text_field(INDICATORS), "10", "14", "13")]


PLACES = st.builds("{}{}".format, st.sampled_from([*IN, *OUT, "O", "P", "T"]), st.integers(5, 30))
TEXTS = st.sampled_from(
    ["合计", "注：以上数据截至年底", "街道已核对", "12", "完成", "95.2%", "见附件3", "填表人：林晓", "-"]
)
FIGURES = st.one_of(st.integers(-5, 200), st.sampled_from([0.5, 1.0222222222222221, 10, 48.33, 0.02]))
VALUES = st.one_of(
    TEXTS, FIGURES, st.sampled_from(["SUM(M2:M4)", "A2&J2", "TODAY()"]).map(lambda text: Formula(text, 1))
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(PLACES.filter(lambda place: place[0] in OUT or place[0] > "N"), VALUES, max_size=12))
def test_every_byte_of_staff_below_and_beside_a_table_survives_two_runs(host: dict[str, Any]) -> None:
    """Under the computed columns and to the right of them, in a sheet that never was computed and in one that was."""
    for before in (edited(standard().data(), host), edited(run(standard().data()), host)):
        there = content(before)
        staff = {place: there[place] for place in host if place in there}
        once = run(before)
        twice = run(once)
        after = content(once)
        assert {place: after.get(place) for place in staff} == staff
        assert twice == once

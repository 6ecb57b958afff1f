"""Random edits of random sheets, held against a plain dictionary and read back by two other readers."""

from __future__ import annotations

import io
import math

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.ooxml.comparison import canonical_sheet, parts, read_back
from tests.ooxml.packages import sheet_book, worksheet
from workbook_tools.basis.cell_references import cell_name, column_letters
from workbook_tools.ooxml import CellEdit, Style, Workbook

Place = tuple[int, int]
places = st.tuples(st.integers(1, 12), st.integers(1, 30))
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\ufffe\uffff"), max_size=12)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
styles = st.sampled_from([None, Style(bold=True), Style(number_format="0.0%"), Style(fill="FFF2CC", wrap=True)])
edits = st.dictionaries(places, st.builds(CellEdit, values, styles, st.just("")), max_size=12)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[Place, float]]:
    """A sheet as other programs may write it: with or without references, spans, white space, self-closed or not."""
    cells = draw(st.dictionaries(places, st.integers(0, 10**6), max_size=25))
    space = draw(st.sampled_from(["", "\n  ", " <!-- c -->"]))
    prefix = draw(st.sampled_from(["", "x:"]))
    empty_rows = draw(st.sets(st.integers(1, 14), max_size=4))
    out = []
    for row in sorted({row for row, _ in cells} | empty_rows):
        columns = sorted(column for r, column in cells if r == row)
        spans = f' spans="{columns[0]}:{columns[-1]}"' if columns and draw(st.booleans()) else ""
        inside = []
        for number, column in enumerate(columns, 1):
            implied = all(column == n for n, column in enumerate(columns[:number], 1)) and draw(st.booleans())
            ref = "" if implied else f' r="{column_letters(column)}{row}"'
            inside.append(f"<{prefix}c{ref}><{prefix}v>{cells[row, column]}</{prefix}v></{prefix}c>{space}")
        open_tag = f'<{prefix}row r="{row}"{spans}'
        closed = not inside and draw(st.booleans())
        out.append(f"{open_tag}/>{space}" if closed else f"{open_tag}>{space}{''.join(inside)}</{prefix}row>{space}")
    return worksheet(space + "".join(out), before=f'<{prefix}dimension ref="C3:D4"/>', prefix=prefix), dict(cells)


@settings(max_examples=120, deadline=None)
@given(sheets(), edits)
def test_random_edits_read_back_as_a_dictionary_says(
    sheet: tuple[str, dict[Place, float]], wanted: dict[Place, CellEdit]
) -> None:
    content, model = sheet
    data = sheet_book(content)
    book = Workbook.open(data)
    book.set_cells("表一", {cell_name(*place): edit for place, edit in wanted.items()})
    saved = book.save()
    book.verify(saved)

    expected: dict[Place, object] = {**model, **{place: _as_read(edit.value) for place, edit in wanted.items()}}
    expected = {place: value for place, value in expected.items() if value not in (None, "")}
    own = Workbook.open(saved).scan("表一")
    assert _values(own.cells) == {place: _as_raw(value) for place, value in expected.items()}
    assert _openpyxl(saved) == expected
    assert _calamine(saved).keys() == expected.keys()

    names = {cell_name(*place) for place in wanted}
    before, after = (parts(package)["xl/worksheets/sheet1.xml"] for package in (data, saved))
    assert _without_space(canonical_sheet(before, names)) == _without_space(canonical_sheet(after, names))

    again = Workbook.open(saved)
    again.set_cells("表一", {cell_name(*place): edit for place, edit in wanted.items()})
    assert again.save() is saved


@settings(max_examples=40, deadline=None)
@given(sheets(), st.lists(edits, min_size=2, max_size=3))
def test_edits_one_after_the_other_are_the_same_as_one_by_one_files(
    sheet: tuple[str, dict[Place, float]], rounds: list[dict[Place, CellEdit]]
) -> None:
    data = sheet_book(sheet[0])
    together = Workbook.open(data)
    for wanted in rounds:
        named = {cell_name(*place): edit for place, edit in wanted.items()}
        together.set_cells("表一", named)
        single = Workbook.open(data)
        single.scan("表一")  # a scan of the whole sheet and one of some rows must lead to the same bytes
        single.set_cells("表一", named)
        data = single.save()
    sheet_part = "xl/worksheets/sheet1.xml"
    assert parts(together.save())[sheet_part] == parts(data)[sheet_part]


def _as_read(value: object) -> object:
    if isinstance(value, str):
        return "".join(c for c in value if c in "\t\n" or ord(c) >= 32) or None
    return value


def _as_raw(value: object) -> object:
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]


def _values(cells: object) -> dict[Place, object]:
    found: dict[Place, object] = {}
    for place, cell in cells.items():  # type: ignore[attr-defined]
        if not cell.empty:
            found[place] = float(cell.raw) if cell.type == "n" else cell.text
    return found


def _openpyxl(data: bytes) -> dict[Place, object]:
    sheet = read_back(data)["表一"]
    found: dict[Place, object] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value not in (None, ""):
                found[cell.row, cell.column] = cell.value
    return {place: _unescaped(value) for place, value in found.items()}


def _unescaped(value: object) -> object:
    return value.replace("_x005F_", "_") if isinstance(value, str) else value


def _calamine(data: bytes) -> dict[Place, object]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("表一").to_python(skip_empty_area=False)
    return {
        (row, column): value
        for row, values_ in enumerate(rows, 1)
        for column, value in enumerate(values_, 1)
        if value != "" and not (isinstance(value, float) and math.isnan(value))
    }


def _without_space(content: bytes) -> bytes:
    return b"".join(content.split())

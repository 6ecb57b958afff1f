"""A sheet read the regular way holds what calamine reads from it, or is left to calamine."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import pytest
from hostile_packages import changed, packed, parts_of
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as OpenpyxlWorkbook
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook as XlsxWriterWorkbook

from workbook_tools.ooxml import IrregularRowsError, Workbook
from workbook_tools.ooxml.regular_rows import PIECE
from workbook_tools.reading.pieces import Piece, pieces_of
from workbook_tools.reading.regular_sheet import RegularSheet
from workbook_tools.reading.scanned_values import certain_rows

SHEET = "台账"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NUMBER_CODES = (
    "General",
    "0.00",
    "#,##0.0",
    "0%",
    "0_ ",
    '0"小时"',
    "#,##0.00;[Red]-#,##0.00",
    "0_);[Red]\\(0\\)",
    "@",
)
DAY_CODES = ("yyyy-mm-dd", "yyyy/m/d;@", 'yyyy"年"m"月"d"日"', "yyyy\\-mm\\-dd", "[$-804]yyyy.mm.dd", "d/m/yy")
OTHER_CODES = (
    "h:mm",
    "[h]:mm",
    "yyyy-mm-dd hh:mm",
    "mm:ss",
    "[ss]",
    "AM/PM",
    "m",
    '0;"d"',
    "[hh]",
    "a/p",
    "G/通用格式",
)
CODES = (*NUMBER_CODES, *DAY_CODES, *OTHER_CODES)
STYLE = {code: place for place, code in enumerate(CODES, 1)}


def book(rows: str, strings: Sequence[str] = (), before: str = "", after: str = "") -> bytes:
    """A workbook with one sheet of these rows; style n shows the n-th of CODES; `strings` are <si> elements."""
    out = io.BytesIO()
    base = XlsxWriterWorkbook(out, {"in_memory": True})
    base.add_worksheet(SHEET).write(0, 0, "x")
    base.close()
    formats = "".join(f"<numFmt numFmtId='{170 + n}' formatCode={quoteattr(c)}/>" for n, c in enumerate(CODES))
    looks = "".join(f'<xf numFmtId="{170 + n}" fontId="0" fillId="0" borderId="0"/>' for n in range(len(CODES)))
    parts = parts_of(out.getvalue())
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(CODES)}">{formats}</numFmts><fonts count="1"><font/></fonts>'
        f'<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        f'<cellXfs count="{len(CODES) + 1}"><xf numFmtId="0"/>{looks}</cellXfs></styleSheet>'
    ).encode()
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>'.encode()
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    return packed(parts)


def regular(data: bytes, sheet: str = SHEET, size: int = PIECE) -> list[list[object]]:
    return held(list(RegularSheet(Workbook.open(data), sheet).pieces(size)))


def from_scan(data: bytes, sheet: str = SHEET) -> list[list[object]] | None:
    return certain_rows(Workbook.open(data), sheet)  # type: ignore[return-value]


def from_calamine(data: bytes, sheet: str = SHEET) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)  # type: ignore[return-value]


def by_calamine(data: bytes, sheet: str = SHEET) -> list[list[object]]:
    return held(list(pieces_of(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet), 1000)))


def held(pieces: Sequence[Piece]) -> list[list[object]]:
    """The rows up to the last one with a word, each up to its last word; blank rows and cells between them count."""
    rows: list[list[object]] = []
    for piece in pieces:
        assert piece.first == len(rows) + 1
        columns = [piece.column(place) for place in range(30)]
        rows += [list(row) for row in zip(*columns, strict=True)]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def row(number: int, cells: str, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{cells}</row>'


TEXTS = ("<si><t>甲</t></si>", "<si><t>乙&amp;丙 &lt;1&gt;</t></si>", '<si><t xml:space="preserve"> 丁 </t></si>')


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c>'), [["甲", 1.5]]),
        (row(1, '<c r="A1" t="n"><v>-3</v></c><c r="C1" s="1"/><c r="D1"><v>1E-2</v></c>'), [[-3.0, "", "", 0.01]]),
        (row(1, f'<c r="A1" s="{STYLE["yyyy-mm-dd"]}"><v>45505</v></c>'), [[dt.date(2024, 8, 1)]]),
        (row(1, '<c r="B1" t="s"><v>1</v></c>', ' spans="1:2" ht="15"'), [["", "乙&丙 <1>"]]),
        (row(1, '<c r="A1" t="inlineStr"><is><t>&#30002;&lt;</t></is></c>'), [["甲<"]]),
        (row(3, '<c r="A3" t="s"><v>2</v></c>') + '<row r="4"/>' + row(6, '<c r="A6"><v>1</v></c>'),
         [[], [], [" 丁 "], [], [], [1.0]]),
        (row(1, '<c r="A1" s="1"><f>1+1</f><v>2</v></c><c r="B1"><f ca="1">A1&gt;1</f><v>0.5</v></c>'), [[2.0, 0.5]]),
        (row(1, '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c>')
         + row(2, '<c r="A2"><f t="shared" si="0"/><v>6</v></c>'), [[4.0], [6.0]]),
        (row(1, '<c r="A1" t="str"><f>"a"&amp;B1</f><v>甲 &amp; 乙</v></c><c r="B1" t="str"><v>丙</v></c>'),
         [["甲 & 乙", "丙"]]),
        (row(1, '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>'), [["", 1.0]]),
    ],
)  # fmt: skip
def test_what_programs_write_is_read(rows: str, expected: list[list[object]]) -> None:
    data = book(rows, TEXTS)
    assert regular(data) == expected == by_calamine(data)
    assert from_scan(data) in (from_calamine(data), None)


@pytest.mark.parametrize(
    "rows",
    [
        row(1, '<c r="A1"><f>1+1</f></c>'),
        row(1, '<c r="A1"><f><!-- 1 --></f><v>2</v></c>'),
        row(1, '<c r="A1"><f>1+1</f> <v>2</v></c>'),
        row(1, '<c r="A1" t="b"><v>1</v></c>'),
        row(1, '<c r="A1" t="e"><v>#N/A</v></c>'),
        row(1, '<c r="A1" t="str"><f>B1</f><v> 甲</v></c>'),
        row(1, '<c r="A1" t="str"><f>B1</f><v>a_x0041_</v></c>'),
        row(1, '<c r="A1" t="d"><v>2024-08-01</v></c>'),
        row(1, '<c r="A1" t="s"><v>9</v></c>'),
        row(1, '<c r="A1" t="s"><v>-1</v></c>'),
        row(1, '<c r="A1"><v>0x10</v></c>'),
        row(1, '<c r="A1"><v>nan</v></c>'),
        row(1, '<c r="A1"><v> 5</v></c>'),
        row(1, '<c r="A1"><v>1_0</v></c>'),
        row(1, '<c r="A1"><v></v></c>'),
        row(1, '<c s="1" r="A1"><v>5</v></c>'),
        row(1, "<c r='A1'><v>5</v></c>"),
        row(1, "<c><v>5</v></c>"),
        row(1, '<c r="B1"><v>5</v></c><c r="A1"><v>5</v></c>'),
        row(1, '<c r="A2"><v>5</v></c>'),
        row(1, '<c r="AA1"><v>5</v></c>'),
        row(1, '<c r="A1" t="inlineStr"><is><t> 甲</t></is></c>'),
        row(1, '<c r="A1" t="inlineStr"><is><t>a_x0041_</t></is></c>'),
        row(1, '<c r="A1" t="inlineStr"><is><t>a&#13;</t></is></c>'),
        row(1, '<c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c>'),
        row(1, '<c r="A1"><v>5</v><extLst/></c>'),
        row(1, '<c r="A1"><v>5</v></c><!-- 甲 -->'),
        row(1, f'<c r="A1" s="{STYLE["h:mm"]}"><v>0.5</v></c>'),
        row(1, f'<c r="A1" s="{STYLE["[h]:mm"]}"><v>2</v></c>'),
        row(1, f'<c r="A1" s="{STYLE["yyyy-mm-dd"]}"><v>45505.5</v></c>'),
        row(1, f'<c r="A1" s="{STYLE["yyyy-mm-dd"]}"><v>60</v></c>'),
        row(1, f'<c r="A1" s="{STYLE["yyyy-mm-dd"]}"><v>123456789012</v></c>'),
        row(2, '<c r="A2"><v>5</v></c>') + row(1, '<c r="A1"><v>5</v></c>'),
        row(1, '<c r="A1"><v>5</v></c>') + row(1, '<c r="A1"><v>5</v></c>'),
        row(1, '<c r="A1"><v>5</v></c>') + row(200, '<c r="A200"><v>5</v></c>'),
        row(500_000, '<c r="A500000"><v>5</v></c>'),
        row(1, '<c r="A1"><v>5</v></c>') + '<row r="2"/></row>',
        row(1, '<c r="A1"><v>5</v></c>') + '<row r="2"></row></row>',
        row(1, '<c r="A1"><v>5</v></c>') + '<row r="2">',
        row(1, '<c r="A1"><v>5</v></c>') + "\n" + row(2, '<c r="A2"><v>5</v></c>'),
        "",
    ],
)
def test_anything_unusual_is_left_to_others(rows: str) -> None:
    with pytest.raises(IrregularRowsError):
        regular(book(rows, TEXTS))


@pytest.mark.parametrize(
    "string",
    [
        "<si><t> 甲</t></si>", "<si><t>甲\n</t></si>", "<si><t>a_x000D_b</t></si>", "<si><t>&#95;x0041_</t></si>",
        "<si><r><t>甲</t></r><r><t> 乙</t></r></si>", "<si><t>甲</t><rPh sb='0' eb='1'><t>jiǎ</t></rPh></si>",
        "<si><t>&#13;</t></si>", "<si/>", "<si><t/></si>", "<?甲 <si><t>乙</t></si> ?><si><t>丙</t></si>",
    ],
)  # fmt: skip
def test_a_text_that_readers_differ_on_is_left_to_others(string: str) -> None:
    with pytest.raises(IrregularRowsError):
        regular(book(row(1, '<c r="A1" t="s"><v>0</v></c>'), [string]))


def test_one_doubtful_text_does_not_spoil_a_sheet_that_does_not_hold_it() -> None:
    rows = row(1, '<c r="A1" t="s"><v>1</v></c>')
    assert regular(book(rows, ["<si><t> 甲</t></si>", '<si><t>乙</t><phoneticPr fontId="1"/></si>'])) == [["乙"]]
    runs = '<si><r><rPr><b/></rPr><t xml:space="preserve">乙</t></r><r><t xml:space="preserve">丙 </t></r></si>'
    data = book(rows, ["<si><t> 甲</t></si>", runs])
    assert regular(data) == by_calamine(data) == [["乙丙 "]]


@pytest.mark.parametrize("before", ["<!-- <sheetData> -->", "<![CDATA[<sheetData>]]>"])
def test_a_comment_that_looks_like_data_fools_nobody(before: str) -> None:
    with pytest.raises(IrregularRowsError):
        regular(book(row(1, '<c r="A1"><v>5</v></c>'), before=before))


def test_days_are_counted_from_1904_by_others() -> None:
    data = book(row(1, '<c r="A1"><v>5</v></c>'))
    data = changed(data, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr ", b'<workbookPr date1904="1" '))
    with pytest.raises(IrregularRowsError):
        regular(data)


def test_a_sheet_in_another_encoding_is_read_as_any_other() -> None:
    data = book(row(1, '<c r="A1"><v>5</v></c>'))
    mark = '<?xml version="1.0" encoding="UTF-16"?>'
    data = changed(data, "xl/worksheets/sheet1.xml", lambda xml: (mark + xml.decode()).encode("utf-16"))
    assert regular(data) == [[5.0]]


VALUES = [
    [dt.date(2024, 8, day), f"第{day}社区", "社工 甲", 0.5 * day, day or None, "a<b>&'\""] for day in range(1, 29)
]


def by_openpyxl() -> bytes:
    book, out = OpenpyxlWorkbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for values in VALUES:
        sheet.append(values)
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(**options: object) -> bytes:
    out = io.BytesIO()
    book = XlsxWriterWorkbook(out, {"in_memory": True, **options})
    sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, (when, *values) in enumerate(VALUES):
        sheet.write_datetime(number, 0, when, day)
        sheet.write_row(number, 1, values)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("data", [by_openpyxl(), by_xlsxwriter(), by_xlsxwriter(constant_memory=True)])
def test_sheets_of_the_usual_writers_are_read_the_short_way(data: bytes) -> None:
    assert regular(data) == by_calamine(data) == VALUES
    assert from_scan(data) in (None, from_calamine(data))


@pytest.mark.parametrize("size", [1, 80, PIECE])
def test_pieces_follow_each_other(size: int) -> None:
    rows = "".join(row(n, f'<c r="A{n}"><v>{n}</v></c>') for n in (1, 2, 5, 6, 7, 50))
    data = book(rows)
    assert regular(data, size=size) == by_calamine(data)
    pieces = list(RegularSheet(Workbook.open(data), SHEET).pieces(size))
    assert next(piece.below(5).column(0)[0] for piece in pieces if piece.below(5).count) == 6.0


def test_texts_of_cells_own_may_begin_anywhere() -> None:
    rows = [row(n, f'<c r="A{n}"><v>{n}</v></c>') for n in range(1, 900)]
    rows[850] = row(851, '<c r="A851" t="inlineStr"><is><t>甲</t></is></c>')
    data = book("".join(rows))
    for size in (1000, PIECE):
        values = regular(data, size=size)
        assert values == by_calamine(data)
        assert values[850] == ["甲"]


# ---------------------------------------------------------------- any sheet

strings = st.one_of(
    st.text("甲乙a &<>\n\t_x0041 ", max_size=8).map(lambda text: f"<si><t>{escape(text)}</t></si>"),
    st.text("甲 \n&", max_size=5).map(lambda text: f'<si><t xml:space="preserve">{escape(text)}</t></si>'),
    st.sampled_from(["<si/>", "<si><t/></si>", "<si><r><t>甲</t></r></si>", "<si><t>&#30002;&quot;</t></si>",
                     '<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>']),
)  # fmt: skip
numbers = st.one_of(
    st.integers(-(10**15), 10**15).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: repr(x).replace("e", "E").replace("+", "")),
    st.integers(0, 100_000).map(str),
    st.sampled_from(["0", "-0", "1E5", "1.", ".5", "007", "1e5", "", " 1"]),
)


@st.composite
def any_cell(draw: st.DrawFn, place: str) -> str:
    style = draw(st.sampled_from(["", *(f' s="{STYLE[code]}"' for code in (*NUMBER_CODES, *DAY_CODES))]))
    if draw(st.integers(0, 9)) == 0:
        style = f' s="{draw(st.sampled_from([STYLE[code] for code in OTHER_CODES]))}"'
    match draw(st.integers(0, 14)):
        case 0:
            return ""
        case 1:
            return f'<c r="{place}"{style}/>'
        case 2 | 3 | 4 | 5 | 6:
            return f'<c r="{place}"{style} t="s"><v>{draw(st.integers(0, 4))}</v></c>'
        case 7:
            text = escape(draw(st.text("甲a &<_x41 \n", max_size=6)))
            return f'<c r="{place}"{style} t="inlineStr"><is><t>{text}</t></is></c>'
        case 8:
            return f'<c r="{place}"{style}>{draw(numbers)}</c>'.replace(">", "><v>", 1).replace("</c>", "</v></c>")
        case _:
            typed = draw(st.sampled_from(["", ' t="n"']))
            return f'<c r="{place}"{style}{typed}><v>{draw(st.integers(1, 60_000))}</v></c>'


@st.composite
def odd_cell(draw: st.DrawFn, place: str) -> str:
    """What only the scan can tell: formulas with their values, truth values, errors, texts in runs."""
    formula = draw(st.sampled_from(["", "<f>A1+1</f>", '<f t="shared" si="0"/>']))
    text = escape(draw(st.text("甲a &_x41 \n", max_size=6)))
    return draw(
        st.sampled_from(
            [
                f'<c r="{place}" t="str">{formula}<v>{text}</v></c>',
                f'<c r="{place}" t="b">{formula}<v>{draw(st.sampled_from(["0", "1", "true", "2", ""]))}</v></c>',
                f'<c r="{place}" t="e">{formula}<v>#DIV/0!</v></c>',
                f'<c r="{place}">{formula}<v>{draw(st.integers(0, 99))}</v></c>',
                f'<c r="{place}">{formula}</c>',
                f'<c r="{place}" t="s">{formula}</c>',
                f'<c r="{place}" t="inlineStr"><is><r><t>{text}</t></r><r><t>乙</t></r></is></c>',
                f'<c r="{place}" t="d"><v>2024-08-01</v></c>',
                f'<c r="{place}"><v>7</v><extLst/></c>',
            ]
        )
    )


@st.composite
def any_book(draw: st.DrawFn, odd: bool = False) -> bytes:
    rows, number = [], 0
    for _ in range(draw(st.integers(1, 4))):
        number += draw(st.sampled_from([1, 1, 1, 3]))
        cells = "".join(draw(any_cell(f"{letter}{number}")) for letter in "ABC")
        cells += draw(odd_cell(f"D{number}")) if odd and draw(st.booleans()) else ""
        rows.append(row(number, cells, draw(st.sampled_from(["", ' spans="1:3"', ' ht="20" customHeight="1"']))))
    return book("".join(rows), draw(st.lists(strings, min_size=5, max_size=7)))


@given(any_book())
def test_what_is_read_is_what_calamine_reads(data: bytes) -> None:
    try:
        short = regular(data)
    except IrregularRowsError:
        return
    assert short == by_calamine(data)
    assert [list(map(type, row)) for row in short] == [list(map(type, row)) for row in by_calamine(data)]


@given(any_book(odd=True))
def test_what_a_scan_tells_for_certain_is_what_calamine_reads(data: bytes) -> None:
    rows = from_scan(data)
    if rows is not None:
        assert rows == from_calamine(data)
        assert [list(map(type, row)) for row in rows] == [list(map(type, row)) for row in from_calamine(data)]


def test_rows_and_cells_that_stand_twice_are_no_certain_ones() -> None:
    twice = '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'
    assert from_scan(book(row(1, twice))) is None
    assert from_scan(book(row(1, '<c r="A1"><v>1</v></c>') + row(1, '<c r="A1"><v>2</v></c>'))) is None
    assert from_scan(book(row(2, '<c r="A2"><v>1</v></c>') + row(1, '<c r="A1"><v>2</v></c>'))) is None

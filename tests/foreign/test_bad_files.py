"""Files that are damaged, locked, strange or made to harm: a message for each, figures only where they are certain."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from docx import Document
from xlwt.CompoundDoc import XlsDoc

from tests.foreign.writers import as_docx, as_xls, loaded
from tests.old_reports.writers import as_pdf
from tests.reading.form_builder import build
from tests.reading.published_forms import TANGXI
from workbook_tools.basis.file_kinds import kind_of
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel.compound_file import Storage
from workbook_tools.excel.compound_writer import write_compound_file
from workbook_tools.foreign import as_package, converted
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model import Finding
from workbook_tools.old_reports import prefilled

WINDOW = 0x3D
END = struct.pack("<HH", 0x0A, 0)
FORM = build(TANGXI, "plain")


def said(data: bytes) -> dict[str, Finding]:
    """What is said of a file that is read, by code."""
    return {found.code: found for found in converted(data, kind_of(data))[1]}


def refused(data: bytes) -> Finding:
    with pytest.raises(CannotProcess) as caught:
        evaluate_bytes(data)
    (found,) = caught.value.findings
    assert found.message
    assert found.fix
    return found


def stream_of(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    book = xlwt.Workbook()
    fill(book.add_sheet("一"))
    return bytes(book.get_biff_data())


def in_container(stream: bytes) -> bytes:
    out = io.BytesIO()
    XlsDoc().save(out, stream)
    return out.getvalue()


def with_record(stream: bytes, code: int, content: bytes) -> bytes:
    """A record behind the first one, and the sheets' places moved by its length."""
    record = struct.pack("<HH", code, len(content)) + content
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    out, at = bytearray(stream[:first] + record), first
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = bytearray(stream[at + 4 : at + 4 + size])
        if kind == 0x85:  # where a sheet begins
            struct.pack_into("<I", body, 0, struct.unpack_from("<I", body)[0] + len(record))
        out += stream[at : at + 4] + body
        at += 4 + size
    return bytes(out)


def cells(data: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in loaded(as_package(data)).worksheets[0].iter_rows()]


# ---------------------------------------------------------------- .xls and .et


def test_an_xls_with_a_password_is_told() -> None:
    stream = with_record(stream_of(lambda sheet: sheet.write(0, 0, 1)), 0x2F, bytes(54))
    assert refused(in_container(stream)).code == "F101"


def test_macros_of_an_xls_stay_behind_and_are_never_run() -> None:
    stream = stream_of(lambda sheet: sheet.write(0, 0, "站点")).ljust(4096, b"\0")
    macros = Storage({"VBA": Storage({"dir": b'Shell "calc"'})})
    data = write_compound_file(Storage({"Workbook": stream, "_VBA_PROJECT_CUR": macros}))
    assert "宏" in said(data)["F151"].message
    assert not any("vba" in name.lower() for name in zipfile.ZipFile(io.BytesIO(as_package(data))).namelist())


def test_a_formula_that_nobody_has_computed_has_no_value() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, xlwt.Formula("20+1"))
        sheet.write(0, 1, 5)

    data = in_container(stream_of(fill))
    assert cells(data) == [[None, 5]]
    assert "1 个公式" in said(data)["F154"].message


def test_a_nought_that_is_to_be_computed_at_loading_is_no_value() -> None:
    stream = bytearray(stream_of(lambda sheet: sheet.write(0, 0, xlwt.Formula("20+1"))))
    at = stream.index(b"\x03\0\0\0\0\0\xff\xff")
    stream[at : at + 10] = bytes(8) + b"\x02\0"
    assert cells(in_container(bytes(stream))) == []
    stream[at + 8] = 0  # computed, and really nought
    assert cells(in_container(bytes(stream))) == [[0]]


def test_a_sheet_that_is_filled_to_its_last_row_may_have_lost_the_rest() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(65535, 0, "最后一条")

    found = said(in_container(stream_of(fill)))["F159"]
    assert "65536" in found.message
    assert found.sheet == "一"
    assert "F159" not in said(as_xls(FORM))


@pytest.mark.parametrize("named", [True, False], ids=["code page 936", "no code page"])
def test_texts_of_an_old_xls_are_read_in_the_chinese_encoding(*, named: bool) -> None:
    def record(code: int, content: bytes) -> bytes:
        return struct.pack("<HH", code, len(content)) + content

    text, name = "个案服务68个".encode("gbk"), "指标".encode("gbk")
    page = record(0x42, struct.pack("<H", 936)) if named else b""
    opening = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + page
    at = len(opening) + 4 + 7 + len(name) + 4
    listed = record(0x85, struct.pack("<IBBB", at, 0, 0, len(name)) + name)
    label = record(0x204, struct.pack("<HHHH", 0, 0, 0, len(text)) + text)
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + label + record(0x0A, b"")
    data = opening + listed + record(0x0A, b"") + sheet
    assert cells(data) == [["个案服务68个"]]
    assert loaded(as_package(data)).sheetnames == ["指标"]


def test_a_workbook_with_several_windows_is_one_workbook() -> None:
    stream = stream_of(lambda sheet: sheet.write(0, 0, 68))
    at = stream.index(struct.pack("<HH", WINDOW, 18))
    window = stream[at + 4 : at + 22]
    assert cells(in_container(with_record(stream, WINDOW, window))) == [[68]]


@pytest.mark.parametrize("code", [0x1B1, 0x1C], ids=["rule of a format", "note"])
def test_what_no_value_depends_on_keeps_no_workbook_from_being_read(code: int) -> None:
    stream = stream_of(lambda sheet: sheet.write(0, 0, 68))
    assert stream.endswith(END)
    broken = stream.removesuffix(END) + struct.pack("<HH", code, 9) + bytes(9) + END
    assert cells(in_container(broken)) == [[68]]


def test_a_number_that_is_none_is_an_error_cell() -> None:
    stream = stream_of(lambda sheet: sheet.write(0, 0, 0.123456789))
    broken = stream.replace(struct.pack("<d", 0.123456789), struct.pack("<d", float("nan")))
    assert broken != stream
    assert cells(in_container(broken)) == [["#NUM!"]]


# ---------------------------------------------------------------- Word


def word_with(body: str, *, more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    Document().save(out)
    source = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            target.writestr(name, content)
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return made.getvalue()


CELL = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def test_a_document_that_unpacks_to_hundreds_of_megabytes_is_refused_at_once() -> None:
    bomb = word_with(f"<!--{' ' * 210_000_000}-->{CELL.format('1')}")
    assert len(bomb) < 1_000_000
    begun = time.process_time()
    assert refused(bomb).code == "F104"
    assert time.process_time() - begun < 20  # far from hanging, on any machine


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl>" * 3000 + "</w:tbl>" * 3000,
        CELL.format("1").replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>'),
        CELL.format("长" * 300_000),
    ],
    ids=["nested tables", "a cell as wide as a thousand", "a cell with a book in it"],
)
def test_tables_made_to_harm_are_refused(body: str) -> None:
    assert refused(word_with(body)).code in ("F107", "F153")


def test_comments_in_a_form_are_no_text_of_it() -> None:
    run = "<w:r><w:t>完成60场</w:t></w:r>"
    around = (
        f'<w:commentRangeStart w:id="0"/>{run}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "<w:p><w:r><w:t>去年50场</w:t></w:r></w:p>"
    comment = f'<w:comments xmlns:w="{space}"><w:comment w:id="0">{text}</w:comment></w:comments>'
    body = f"<w:tbl><w:tr><w:tc><w:p>{around}</w:p></w:tc></w:tr></w:tbl>"
    assert cells(word_with(body, more={"word/comments.xml": comment.encode()})) == [["完成60场"]]


def test_a_form_that_is_a_picture_is_told() -> None:
    found = refused(word_with("<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert found.code == "F157"
    assert "图片" in found.message


@pytest.mark.parametrize("share", [3, 2])
def test_a_form_in_word_that_is_cut_short_is_told(share: int) -> None:
    data = as_docx(FORM)
    assert refused(data[: len(data) // share]).code in ("F103", "F152")


# ---------------------------------------------------------------- what does not fit


def test_a_text_that_is_too_long_for_a_cell_is_said() -> None:
    from workbook_tools.foreign.package import write_package
    from workbook_tools.foreign.sheets import Cell, Sheet, Sheets

    sheets = Sheets([Sheet("说明", {(1, 2): Cell("字" * 40_000)})])
    write_package(sheets)
    assert sheets.cut_texts == [("说明", "C2")]


def test_a_report_of_scanned_pages_is_told() -> None:
    data = as_pdf([], picture_pages=3)
    with pytest.raises(CannotProcess) as caught:
        prefilled(data, kind_of(data))
    assert caught.value.findings[0].code == "F162"
    assert "扫描" in caught.value.findings[0].message

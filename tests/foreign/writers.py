"""One workbook in other kinds of file, written here: .xls by xlwt, .ods and .xlsb by hand, as little as it takes."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
FIRST_DAY = dt.datetime(1899, 12, 30)


def loaded(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def serial(value: Any) -> float:
    if isinstance(value, dt.datetime):
        return (value - FIRST_DAY) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return float((dt.datetime.combine(value, dt.time()) - FIRST_DAY).days)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return float(value)


def cells_of(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None)


# ---------------------------------------------------------------- .xls


def as_xls(data: bytes, *, days_of_1904: bool = False) -> bytes:
    source, book = loaded(data), xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = days_of_1904
    looks: dict[str, xlwt.XFStyle] = {}
    for sheet in source.worksheets:
        target = book.add_sheet(sheet.title, cell_overwrite_ok=True)
        for area in sheet.merged_cells.ranges:
            target.merge(area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for cell in cells_of(sheet):
            look = looks.setdefault(cell.number_format, xlwt.XFStyle())
            look.num_format_str = cell.number_format
            place = cell.row - 1, cell.column - 1
            if cell.data_type == "e":
                target.row(place[0]).set_cell_error(place[1], cell.value, look)
            elif isinstance(cell.value, bool | str):
                target.write(*place, cell.value, look)
            else:
                day = isinstance(cell.value, dt.date)
                target.write(*place, serial(cell.value) - (1462 if days_of_1904 and day else 0), look)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- .ods

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    )
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(data: bytes) -> bytes:
    book = loaded(data)
    codes = sorted({cell.number_format for sheet in book.worksheets for cell in cells_of(sheet)})
    styles = "".join(_data_style(number, code) for number, code in enumerate(codes))
    tables = "".join(_table(sheet, codes) for sheet in book.worksheets)
    return ods_of(f"<office:automatic-styles>{styles}</office:automatic-styles>", tables)


def ods_of(styles: str, tables: str, *, manifest: str = "") -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>{styles}'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return out.getvalue()


def _data_style(number: int, code: str) -> str:
    body, kind = "", "number"
    if code.endswith("%"):
        kind, places = "percentage", len(code.rstrip("%").partition(".")[2])
        body = f'<number:number number:decimal-places="{places}" number:min-integer-digits="1"/>'
        body += "<number:text>%</number:text>"
    elif "yy" in code:
        kind = "date"
        body = (
            '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>'
            '<number:text>-</number:text><number:day number:style="long"/>'
        )
    elif code != "General":
        places = len(code.partition(".")[2].rstrip("_) "))
        body = f'<number:number number:decimal-places="{places}" number:min-integer-digits="1"/>'
    return (
        f'<number:{kind}-style style:name="N{number}">{body}</number:{kind}-style>'
        f'<style:style style:name="c{number}" style:family="table-cell" style:data-style-name="N{number}"/>'
    )


def _table(sheet: Any, codes: list[str]) -> str:
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    rows = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(cell, codes, spans.get((cell.row, cell.column))) for cell in row)
        + "</table:table-row>"
        for row in sheet.iter_rows(min_row=1, min_col=1)
    )
    return f"<table:table table:name={quoteattr(sheet.title)}>{rows}</table:table>"


def _ods_cell(cell: Any, codes: list[str], span: Any) -> str:
    spanned = (
        f' table:number-columns-spanned="{span.max_col - span.min_col + 1}"'
        f' table:number-rows-spanned="{span.max_row - span.min_row + 1}"'
        if span
        else ""
    )
    if cell.value is None:
        return f"<table:table-cell{spanned}/>"
    style, value = f' table:style-name="c{codes.index(cell.number_format)}"', cell.value
    if cell.data_type == "e":
        typed = ' office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif isinstance(value, bool):
        typed = f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, str):
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
        return f'<table:table-cell office:value-type="string"{style}{spanned}>{lines}</table:table-cell>'
    elif isinstance(value, dt.date):
        typed = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = "percentage" if cell.number_format.endswith("%") else "float"
        typed = f' office:value-type="{kind}" office:value="{value!r}"'
    return f"<table:table-cell{typed}{style}{spanned}><text:p>{escape(str(value))}</text:p></table:table-cell>"


# ---------------------------------------------------------------- .xlsb


def as_xlsb(data: bytes, *, days_of_1904: bool = False) -> bytes:
    book = loaded(data)
    codes = sorted({cell.number_format for sheet in book.worksheets for cell in cells_of(sheet)})
    texts: dict[str, int] = {}
    sheets = [_binary_sheet(sheet, codes, texts, days_of_1904) for sheet in book.worksheets]
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)}
    kinds |= {"rIdS": ("styles", "styles.bin"), "rIdT": ("sharedStrings", "sharedStrings.bin")}
    links = "".join(f'<Relationship Id="{i}" Type="{relation}/{k}" Target="{t}"/>' for i, (k, t) in kinds.items())
    root = f'<Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.bin"/>'
    opening = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    listed = b"".join(
        record(156, struct.pack("<II", 0, n) + wide(f"rId{n}") + wide(sheet.title))
        for n, sheet in enumerate(book.worksheets, 1)
    )
    look = record(617, struct.pack("<I", len(codes)))
    look += b"".join(record(47, struct.pack("<HHHHHH", 0, 200 + n, 0, 0, 0, 0) + bytes(4)) for n in range(len(codes)))
    formats = b"".join(record(44, struct.pack("<H", 200 + n) + wide(code)) for n, code in enumerate(codes))
    parts = {
        "[Content_Types].xml": b'<Types><Override PartName="/xl/workbook.bin" '
        b'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": f"{opening}{root}</Relationships>".encode(),
        "xl/_rels/workbook.bin.rels": f"{opening}{links}</Relationships>".encode(),
        "xl/workbook.bin": record(153, struct.pack("<II", int(days_of_1904), 0)) + listed,
        "xl/styles.bin": formats + look + record(618, b""),
        "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(text)) for text in texts),
        **{f"xl/worksheets/sheet{n}.bin": content for n, content in enumerate(sheets, 1)},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = bytearray(), len(content)
    while True:
        size.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return head + bytes(size) + content


def wide(text: str) -> bytes:
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def _binary_sheet(sheet: Any, codes: list[str], texts: dict[str, int], days_of_1904: bool) -> bytes:
    out = []
    for row in sheet.iter_rows():
        filled = [cell for cell in row if cell.value is not None]
        if filled:
            out.append(record(0, struct.pack("<I", filled[0].row - 1) + bytes(13)))
            out += [_binary_cell(cell, codes, texts, days_of_1904) for cell in filled]
    out += _binary_merges(sheet.merged_cells.ranges)
    return b"".join(out)


def _binary_cell(cell: Any, codes: list[str], texts: dict[str, int], days_of_1904: bool) -> bytes:
    head, value = struct.pack("<II", cell.column - 1, codes.index(cell.number_format)), cell.value
    if cell.data_type == "e":
        return record(3, head + bytes([ERRORS[value]]))
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, str):
        return record(7, head + struct.pack("<I", texts.setdefault(value, len(texts))))
    number = serial(value) - (1462 if days_of_1904 and isinstance(value, dt.date) else 0)
    if number == int(number) and abs(number) < 1 << 28:
        return record(2, head + struct.pack("<i", int(number) << 2 | 2))
    return record(5, head + struct.pack("<d", number))


def _binary_merges(areas: Iterable[Any]) -> list[bytes]:
    return [
        record(176, struct.pack("<IIII", each.min_row - 1, each.max_row - 1, each.min_col - 1, each.max_col - 1))
        for each in areas
    ]


# ---------------------------------------------------------------- .docx


def as_docx(data: bytes, *, cut_at: int = 0) -> bytes:
    """Every sheet as a table of Word, merged as it was; cut into two tables before a row, as at the end of a page."""
    from docx import Document

    document = Document()
    for sheet in loaded(data).worksheets:
        for first, last in ((1, cut_at - 1), (cut_at, sheet.max_row)) if cut_at else ((1, sheet.max_row),):
            _word_table(document, sheet, first, last)
            document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word_table(document: Any, sheet: Any, first: int, last: int) -> None:
    table = document.add_table(last - first + 1, sheet.max_column)
    for cell in cells_of(sheet):
        if first <= cell.row <= last:
            table.cell(cell.row - first, cell.column - 1).text = _printed(cell)
    for area in sheet.merged_cells.ranges:
        if first <= area.min_row and area.max_row <= last:
            begin = table.cell(area.min_row - first, area.min_col - 1)
            text = begin.text
            begin.merge(table.cell(area.max_row - first, area.max_col - 1)).text = text


def _printed(cell: Any) -> str:
    if isinstance(cell.value, float) and cell.number_format.endswith("%"):
        return f"{cell.value * 100:.15g}%"
    return f"{cell.value:.15g}" if isinstance(cell.value, float) else str(cell.value)


# ---------------------------------------------------------------- strict .xlsx


def as_strict(data: bytes) -> bytes:
    """The names of namespaces and relations that ISO/IEC 29500 calls strict."""
    out, usual, strict = io.BytesIO(), b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for family in (b"spreadsheetml", b"officeDocument", b"drawingml"):
                content = content.replace(usual + family + b"/2006/", strict + family + b"/")
            content = content.replace(b"relationships/extended-properties", b"relationships/extendedProperties")
            new.writestr(name, content.replace(b"<workbook ", b'<workbook conformance="strict" ', 1))
    return out.getvalue()

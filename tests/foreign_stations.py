"""A station workbook made from a foreign one: the standard sheets put into a package that other people made."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from hostile_packages import Entry as ZipEntry
from hostile_packages import parts_of, raw_zip, sheet_part
from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = ("基本信息", "绩效指标", "资金使用", "文字材料")


def transplanted(foreign: bytes, station: bytes) -> bytes:
    """The foreign package with the sheets of a station workbook added, texts inline and without styles."""
    parts = parts_of(foreign)
    book = next(name for name in parts if re.fullmatch(r"xl/workbook\d*\.xml", name))
    links = f"xl/_rels/{book.removeprefix('xl/')}.rels"
    names = re.findall(rb'<(?:\w+:)?sheet [^>]*?sheetId="(\d+)"', parts[book])
    number = max(map(int, names)) + 100
    for offset, sheet in enumerate(SHEETS):
        part, key = f"xl/worksheets/station{offset}.xml", f"rIdStation{offset}"
        parts[part] = plain_sheet(station, sheet)
        prefix = b"x:" if b"<x:sheets" in parts[book] else b""
        element = f'sheet name="{sheet}" sheetId="{number + offset}" r:id="{key}" xmlns:r="{RELATION}"/>'.encode()
        parts[book] = before(parts[book], b"</" + prefix + b"sheets>", b"<" + prefix + element)
        relationship = f'<Relationship Id="{key}" Type="{RELATION}/worksheet" Target="/{part}"/>'.encode()
        parts[links] = before(parts[links], b"</Relationships>", relationship)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        override = f'<Override PartName="/{part}" ContentType="{kind}"/>'.encode()
        parts["[Content_Types].xml"] = before(parts["[Content_Types].xml"], b"</Types>", override)
    return raw_zip([ZipEntry(name, content) for name, content in parts.items()])


def plain_sheet(station: bytes, sheet: str) -> bytes:
    """The cells and merged areas of a sheet, with nothing that leads to another part."""
    parts = parts_of(station)
    texts = ["".join(item.itertext(f"{MAIN}t")) for item in etree.fromstring(parts["xl/sharedStrings.xml"])]
    root = etree.fromstring(parts[sheet_part(station, sheet)])
    rows = []
    for row in root.iter(f"{MAIN}row"):
        cells = "".join(_cell(cell, texts) for cell in row)
        rows.append(f'<row r="{row.get("r")}">{cells}</row>')
    merges = "".join(f'<mergeCell ref="{merge.get("ref")}"/>' for merge in root.iter(f"{MAIN}mergeCell"))
    tail = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData>{"".join(rows)}</sheetData>{tail}</worksheet>'.encode()


def _cell(cell: etree._Element, texts: list[str]) -> str:
    place, value = cell.get("r"), cell.findtext(f"{MAIN}v")
    if value is None:
        return ""
    if cell.get("t") == "s":
        text = escape(texts[int(value)])
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def before(content: bytes, mark: bytes, insert: bytes) -> bytes:
    assert content.count(mark) == 1, mark
    return content.replace(mark, insert + mark)

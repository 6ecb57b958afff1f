"""Workbooks for the tests, rich in what other programs lose: made by XlsxWriter, with parts written by hand on top."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

Change = bytes | None | Callable[[bytes], bytes]
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180 5a34 7d6b0000000049454e44ae426082".replace(" ", "")
)


def changed(data: bytes, changes: Mapping[str, Change], stored: bool = False) -> bytes:
    """A package with parts replaced, changed by a function, removed (None) or added."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for entry in old.infolist():
            change = changes.get(entry.filename, old.read(entry))
            if change is not None:
                new.writestr(entry, change(old.read(entry)) if callable(change) else change, method)
        for name, change in changes.items():
            if name not in old.namelist() and isinstance(change, bytes):
                new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), change, method)
    return out.getvalue()


def simple_book(rows: list[list[object]], name: str = "表一", **options: object) -> bytes:
    """One sheet with these values; texts that start with = are formulas."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet(name)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def sheet_book(sheet_xml: str | bytes) -> bytes:
    """A workbook whose one sheet, 表一, is this XML."""
    content = sheet_xml.encode() if isinstance(sheet_xml, str) else sheet_xml
    return changed(simple_book([[1]]), {"xl/worksheets/sheet1.xml": content, "xl/sharedStrings.xml": b_strings()})


def b_strings() -> bytes:
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("甲", "乙", "丙"))
    return f'<sst xmlns="{MAIN}" count="3" uniqueCount="3">{texts}</sst>'.encode()


def worksheet(inside: str, before: str = "", after: str = "", prefix: str = "") -> str:
    """A worksheet with this content in its sheetData."""
    bound = f'xmlns:{prefix.rstrip(":")}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}worksheet {bound} xmlns:r="{R}">{before}'
        f"<{prefix}sheetData>{inside}</{prefix}sheetData>{after}</{prefix}worksheet>"
    )


def rich_book(date1904: bool = False) -> bytes:
    """Three sheets (数据, 图表, 按钮) with about everything that staff and their computers put in a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date1904})
    data = book.add_worksheet("数据")
    head = book.add_format({"bold": True, "bg_color": "#BDD7EE", "border": 1})
    percent, money = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "#,##0.00", "border": 1})
    data.merge_range("A1:E1", "标题", head)
    for column, text in enumerate(["名称", "目标", "实际", "完成率", "备注"]):
        data.write(1, column, text, head)
    for row in range(2, 12):
        data.write(row, 0, f"第{row}项", head)
        data.write(row, 1, row * 10, money)
        data.write(row, 2, row * 9, money)
        data.write_formula(row, 3, f"=C{row + 1}/B{row + 1}", percent, 0.9)
    data.merge_range("E3:E5", "合并的备注")
    data.write_rich_string("A14", "粗", head, "体", " 与普通")
    data.write_array_formula("G3:G6", "{=B3:B6*2}", None, 60)
    data.write_formula("B13", "=SUM(B3:B12)", money, 650)
    data.write("H1", "文本")
    data.data_validation("C3:C12", {"validate": "decimal", "criteria": ">=", "value": 0})
    data.conditional_format("D3:D12", {"type": "data_bar", "data_bar_2010": True})
    data.conditional_format("C3:C12", {"type": "cell", "criteria": "<", "value": 50, "format": head})
    data.conditional_format("B3:B12", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    data.write_comment("C2", "按协议口径")
    data.freeze_panes(2, 1)
    data.repeat_rows(0, 1)
    data.print_area("A1:E13")
    data.set_landscape()
    data.set_column("K:K", 12, money)
    data.set_column("M:M", None, None, {"hidden": True})
    data.set_row(19, 30, head)
    data.set_row(6, None, None, {"level": 1, "hidden": True})
    data.ignore_errors({"number_stored_as_text": "A1:A9"})
    charts = book.add_worksheet("图表")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=数据!$A$3:$A$12", "values": "=数据!$C$3:$C$12"})
    charts.insert_chart("B2", chart)
    charts.insert_image("H2", "logo.png", {"image_data": io.BytesIO(_PNG)})
    charts.add_table("A20:C23", {"name": "明细", "columns": [{"header": h} for h in ("日期", "数量", "说明")]})
    charts.write("B21", 5)
    buttons = book.add_worksheet("按钮")
    buttons.insert_button("B3", {"macro": "重新计算", "caption": "重新计算"})
    buttons.protect()
    buttons.write("A1", "按下按钮")
    book.define_name("目标合计", "=数据!$B$13")
    book.define_name("数据!局部", "=数据!$A$3:$A$12")
    book.close()
    return changed(out.getvalue(), _by_hand())


def _by_hand() -> dict[str, Change]:
    """Parts that XlsxWriter does not write: macros, threaded comments, controls, pivots, links, a calculation chain."""
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {
        "xl/calcChain.xml": f"{spreadsheet}.calcChain+xml",
        "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
        "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "xl/ctrlProps/ctrlProp1.xml": "application/vnd.ms-excel.controlproperties+xml",
        "xl/activeX/activeX1.xml": "application/vnd.ms-office.activeX+xml",
        "xl/pivotCache/pivotCacheDefinition1.xml": f"{spreadsheet}.pivotCacheDefinition+xml",
        "xl/externalLinks/externalLink1.xml": f"{spreadsheet}.externalLink+xml",
        "xl/unheard/of.xml": "application/vnd.example.unheard-of+xml",
    }
    workbook_links = {
        "calcChain": "calcChain.xml",
        "pivotCacheDefinition": "pivotCache/pivotCacheDefinition1.xml",
        "externalLink": "externalLinks/externalLink1.xml",
    }
    microsoft = {
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject": "vbaProject.bin",
        "http://schemas.microsoft.com/office/2017/10/relationships/person": "persons/person.xml",
    }
    links = "".join(f'<Relationship Id="rIdH{k}" Type="{R}/{k}" Target="{t}"/>' for k, t in workbook_links.items())
    links += "".join(
        f'<Relationship Id="rIdM{n}" Type="{k}" Target="{t}"/>' for n, (k, t) in enumerate(microsoft.items())
    )
    threaded = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    sheet_links = (
        f'<Relationship Id="rIdT" Type="{threaded}" Target="../threadedComments/threadedComment1.xml"/>'
        f'<Relationship Id="rIdC" Type="{R}/ctrlProp" Target="/xl/ctrlProps/ctrlProp1.xml"/>'
        f'<Relationship Id="rIdA" Type="{R}/control" Target="../activeX/activeX1.xml"/>'
        f'<Relationship Id="rIdU" Type="http://example.invalid/unheard-of" Target="../unheard/of.xml"/>'
        f'<Relationship Id="rIdX" Type="{R}/hyperlink" Target="http://example.invalid/" TargetMode="External"/>'
    )
    chain = "".join(f'<c r="D{row}" i="1"/>' for row in range(3, 13))
    types = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    types += '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return {
        "[Content_Types].xml": lambda old: _before(
            re.sub(rb"application/vnd[^\"]*sheet\.main\+xml", macro, old), b"</Types>", types.encode()
        ),
        "xl/_rels/workbook.xml.rels": lambda old: _before(old, b"</Relationships>", links.encode()),
        "xl/worksheets/_rels/sheet1.xml.rels": lambda old: _before(old, b"</Relationships>", sheet_links.encode()),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}">{chain}</calcChain>'.encode(),
        "xl/vbaProject.bin": bytes(range(256)) * 9,
        "xl/persons/person.xml": b"<personList/>",
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        "xl/ctrlProps/ctrlProp1.xml": b'<formControlPr objectType="Button"/>',
        "xl/activeX/activeX1.xml": b"<ocx/>",
        "xl/activeX/activeX1.bin": b"\x00\x01\x02",
        "xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>",
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{R}/externalLinkPath" '
            'Target="file:///C:/elsewhere.xlsx" TargetMode="External"/></Relationships>'
        ).encode(),
        "xl/unheard/of.xml": b"<unheard/>",
        "customXml/item1.xml": b"<kept/>",
    }


def _before(content: bytes, mark: bytes, inside: bytes) -> bytes:
    assert mark in content
    return content.replace(mark, inside + mark)

"""The small workbook behind a native chart in Word, which 「编辑数据」 opens: one sheet, nothing else."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.ooxml import PackageLimits
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import write
from workbook_tools.ooxml.chart import Chart
from workbook_tools.report.word_package import deflate

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FRAME = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_SHEET_PART = "xl/worksheets/sheet1.xml"


def embedded_workbook(chart: Chart) -> bytes:
    """Categories in column A, a series in each column after it: where the chart's references point."""
    return write(_frame(), {_SHEET_PART: deflate(_sheet(chart))}, frozenset())


@cache
def _frame() -> Archive:
    """The workbook without its sheet, packed once."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in _FRAME.items():
            package.writestr(
                zip_entry(name, zipfile.ZIP_STORED), content.encode()
            )  # stored: the report packs it once more
    return Archive(packed.getvalue(), PackageLimits())


def _sheet(chart: Chart) -> str:
    heads = "".join(_string(series.name) for series in chart.series)
    rows = [f"<row>{_string('')}{heads}</row>"]
    for place, category in enumerate(chart.series[0].categories):
        figures = "".join(
            "<c/>" if (value := series.values[place]) is None else f"<c><v>{float(value)!r}</v></c>"
            for series in chart.series
        )
        rows.append(f"<row>{_string(category)}{figures}</row>")
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _string(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'

"""The Excel add-in: a workbook without visible sheets that carries the macros and a ribbon tab of its own."""

from __future__ import annotations

import io
import zipfile

from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.excel.macro import RIBBON, modules
from workbook_tools.excel.vba_project import Module, build_project
from workbook_tools.ooxml.encoding import escape_attribute

TITLE = "绩效评价"
_ABOUT = "社会工作服务站绩效评价：重新计算、检查、生成报告、批量处理"
_HINTS = {
    "重新计算": ("CalculateNow", "计算当前工作簿：填写灰色列、评价结果和问题清单，并写出报告"),
    "检查": ("ReviewReviewers", "只检查当前工作簿，不改动任何内容"),
    "生成报告": ("FileSaveAsWordDocx", "为当前工作簿写出正式报告和核查底稿"),
    "批量处理": ("FileOpen", "对一个文件夹里的所有工作簿计算并汇总，原文件不改动"),
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def addin_workbook() -> bytes:
    """The .xlam; the same bytes every time."""
    documents = [Module("ThisWorkbook", "workbook"), Module("Sheet1", "sheet")]
    parts: dict[str, bytes] = {name: (_HEAD + content).encode() for name, content in _parts().items()}
    parts["xl/vbaProject.bin"] = build_project([*documents, *modules()])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zip_entry(name), content)
    return out.getvalue()


def ribbon() -> str:
    """The tab, for Excel 2007 and later. Callbacks are the Wt… macros of WtButton."""
    buttons = "".join(
        f'<button id="wt{macro}" label="{caption}" size="large" imageMso="{_HINTS[caption][0]}" '
        f'screentip="{caption}" supertip="{escape_attribute(_HINTS[caption][1])}" onAction="{macro}"/>'
        for caption, macro in RIBBON.items()
    )
    return (
        '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><ribbon><tabs>'
        f'<tab id="wtTab" label="{TITLE}"><group id="wtGroup" label="{TITLE}">{buttons}</group></tab>'
        "</tabs></ribbon></customUI>"
    )


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            '<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" '
            'Target="customUI/customUI.xml"/>'
            f'<Relationship Id="rId3" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
            "</Relationships>"
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title>'
            f"<dc:description>{_ABOUT}</dc:description></cp:coreProperties>"
        ),
        "customUI/customUI.xml": ribbon(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
            "<bookViews><workbookView/></bookViews>"
            '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            '<Relationship Id="rId3" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
            'Target="vbaProject.bin"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet1"/><sheetData/></worksheet>',
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
        ),
    }

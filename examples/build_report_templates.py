"""Builds `templates/report.docx` and `templates/district.docx`, byte for byte the same each time.

So the look of the reports can be reviewed.

    python examples/build_report_templates.py [FOLDER]

The page form is that of GB/T 9704-2012 (A4, 37/28/26/35 mm, 22 lines of 28 characters). A clerk edits the file in Word:
styles carry the whole look (the tint of a status is the shading of its style), tags in double braces are filled in.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from report_template_styles import FONT_TABLE, STYLES

from workbook_tools.basis.resources import template

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1389" w:gutter="0"/>'
)
_LYING_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="1440" w:bottom="1474" w:left="1440" w:header="851" w:footer="851" w:gutter="0"/>'
)
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'  # 225 mm ÷ 22 lines = 28.95 pt

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_TYPES}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_TYPES}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    "</Types>"
)
_RELATIONS_HEAD = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_PACKAGE_RELATIONS = (
    f"{_RELATIONS_HEAD}"
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2"'
    ' Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f"{_RELATIONS_HEAD}"
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/relationships/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/relationships/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/relationships/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId5" Type="{_OFFICE}/relationships/footer" Target="footer2.xml"/>'
    "</Relationships>"
)
_SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    "</w:settings>"
)
_CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>绩效评价报告</dc:title></cp:coreProperties>'
)
_APP = (
    f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>Microsoft Office Word</Application>'
    "<AppVersion>16.0000</AppVersion></Properties>"
)


REPORT_COVER = (
    ("CoverAuthority", "{{ 主管部门 }}"),
    ("CoverTitle", "{{ 评价对象 }}"),
    ("CoverSubtitle", "{{ 评价年度 }}{{ 报告名称 }}"),
    ("CoverDraft", "{%p if 稿别 %}"),
    ("CoverDraft", "（{{ 稿别 }}）"),
    ("CoverDraft", "{%p endif %}"),
    ("CoverLine", "项目名称：{{ 项目名称 }}"),
    ("CoverLine", "评价年度：{{ 评价年度 }}"),
    ("CoverLine", "服务期间：{{ 服务期间 }}"),
    ("CoverLine", "承接机构：{{ 承接机构 }}"),
    ("CoverLine", "购 买 方：{{ 购买方 }}"),
    ("CoverLine", "{%p if 评价组 %}"),
    ("CoverLine", "评 价 组：{{ 评价组 }}"),
    ("CoverLine", "{%p endif %}"),
    ("CoverUnit", "{{ 编制单位 }}"),
    ("CoverDate", "{{ 填表日期 }}"),
)
DISTRICT_COVER = (
    ("CoverAuthority", ""),
    ("CoverTitle", "社会工作服务站"),
    ("CoverSubtitle", "{{ 评价年度 }}绩效评价汇总"),
    ("CoverLine", "汇总范围：{{ 评价对象 }}"),
)
RED_COVER = (("RedHead", "{{ 出具单位 }}"), *REPORT_COVER[1:])
SIGNED_OFF = (("SignOff", "审核：　　　　　　　　签发：　　　　　　　　"),)  # below the day, by hand
PLAIN: tuple[tuple[str, str], ...] = ()  # neither cover nor contents
TEMPLATES = {
    "report.docx": REPORT_COVER,
    "district.docx": DISTRICT_COVER,
    "report-red-head.docx": RED_COVER,
    "working.docx": PLAIN,
    "letter.docx": PLAIN,
}
LYING = ("working.docx",)
ENDS = {"report-red-head.docx": SIGNED_OFF}


def build(
    cover: Iterable[tuple[str, str]] = REPORT_COVER, *, end: Iterable[tuple[str, str]] = (), lying: bool = False
) -> bytes:
    """A template as a package: styles and texts of the paragraphs of its cover and its end. `lying`: on its side."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/document.xml": _document(cover, end, _LYING_PAGE if lying else _PAGE),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/footer1.xml": _footer("PageNumberOdd"),
        "word/footer2.xml": _footer("PageNumberEven"),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_STORED  # packed bytes differ between zlib versions, stored ones do not
            entry.create_system = 0
            package.writestr(entry, content.encode())
    return packed.getvalue()


def _document(cover: Iterable[tuple[str, str]], end: Iterable[tuple[str, str]], page: str) -> str:
    front_ends = f"<w:p><w:pPr><w:sectPr>{_PAGE}{_GRID}</w:sectPr></w:pPr></w:p>"  # cover and contents bear no number
    footers = '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    front = (
        "".join(_paragraph(style, text) for style, text in cover)
        + _paragraph("TOCHeading", "目　　录")
        + _paragraph("ReportBody", "{{p 目录 }}")
        + front_ends
    )
    return (
        f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
        + (front if cover else "")
        + _paragraph("ReportBody", "{{p 正文 }}")
        + "".join(_paragraph(style, text) for style, text in end)
        + f"<w:sectPr>{footers}{page}"
        + f'<w:pgNumType w:start="1"/>{_GRID}</w:sectPr></w:body></w:document>'
    )


def _footer(style: str) -> str:
    """— 1 — as the standard has it: the number between dashes."""
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    before, after = (f'<w:r><w:t xml:space="preserve">{dash}</w:t></w:r>' for dash in ("— ", " —"))
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p>{look}{before}{page}{after}</w:p></w:ftr>'


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else template()
    for name, cover in TEMPLATES.items():
        (folder / name).write_bytes(build(cover, end=ENDS.get(name, ()), lying=name in LYING))
        print(folder / name)


if __name__ == "__main__":
    main()

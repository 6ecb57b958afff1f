"""The named styles of the report's Word template: fonts and sizes of GB/T 9704-2012, and tables that stay readable.

Sizes are in half-points (32 = 16 pt = 三号), lengths in twentieths of a point. Every style names its East Asian font;
the font table gives the usual Windows fonts as stand-ins for those that come with government installations only.
"""

from __future__ import annotations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SONG, TITLE_SONG, FANG, KAI, HEI = "宋体", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_BODY_LINE = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_FREE = '<w:snapToGrid w:val="0"/>'


def _run(font: str, size: int, more: str = "") -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>'
        f'{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _style(
    identity: str, name: str, paragraph: str = "", run: str = "", *, based: str = "Normal", after: str = ""
) -> str:
    following = f'<w:next w:val="{after}"/>' if after else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>{base}{following}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run or '<w:rPr/>'}</w:style>"
    )


_BUILT_IN = {"Title", "heading 1", "heading 2", "heading 3", "caption", "toc 1", "toc 2", "TOC Heading"}


def _heading(level: int, font: str) -> str:
    return _style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:keepNext/><w:keepLines/>{_BODY_LINE}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>',
        _run(font, 32),
        after="ReportBody",
    )


def _cell(identity: str, name: str, side: str, size: int, more: str = "", font: str = FANG) -> str:
    return _style(
        identity,
        name,
        f'{more}{_FREE}<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{side}"/>',
        _run(font, size),
    )


def _tone(identity: str, name: str, fill: str, color: str, *, bold: bool = False) -> str:
    """A style whose shading is the tint of the cell, and whose weight and colour survive grey print."""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:rPr>{weight}<w:color w:val="{color}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:rPr></w:style>'
    )


_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="报告表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="5B6B7F"/><w:left w:val="single" w:sz="4" w:space="0" w:color="A9B4C2"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="5B6B7F"/>'
    '<w:right w:val="single" w:sz="4" w:space="0" w:color="A9B4C2"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A9B4C2"/>'
    '<w:insideV w:val="single" w:sz="4" w:space="0" w:color="A9B4C2"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
    '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)

_HEAD_FILL = '<w:keepNext/><w:shd w:val="clear" w:color="auto" w:fill="E4EAF2"/>'
_CENTRED = '<w:jc w:val="center"/>'
_CLOSE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'

STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault>{_run(FANG, 32, "")}</w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr><w:widowControl w:val="0"/>{_BODY_LINE}<w:jc w:val="both"/></w:pPr>'
    f'{_run(FANG, 32, "<w:spacing w:val=" + chr(34) + "-5" + chr(34) + "/>")}</w:style>'
    + _style(
        "Title",
        "Title",
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="579" w:line="660" w:lineRule="exact"/>{_CENTRED}',
        _run(TITLE_SONG, 44),
        after="ReportBody",
    )
    + _heading(1, HEI)
    + _heading(2, KAI)
    + _heading(3, FANG)
    + _style("ReportBody", "报告正文", _BODY_LINE + _INDENT)
    + _style("ReportItem", "报告条目", _BODY_LINE + _INDENT)
    + _style("ReportStaff", "报告原文", _BODY_LINE + _INDENT)
    + _style("ReportEmpty", "报告空缺", _BODY_LINE + _INDENT, _run(KAI, 32, '<w:color w:val="595959"/>'))
    + _style("ReportRemark", "报告提示", _BODY_LINE + _INDENT, _run(KAI, 32))
    + _style(
        "ReportSignature", "报告落款", f'<w:keepLines/>{_BODY_LINE}<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
    )
    + _style("CoverAuthority", "封面主管部门",
             f'<w:spacing w:before="900" w:after="0" w:line="579" w:lineRule="atLeast"/>{_CENTRED}', _run(KAI, 36))
    + _style("CoverTitle", "封面标题",
             f'<w:spacing w:before="1700" w:after="0" w:line="900" w:lineRule="atLeast"/>{_CENTRED}', _run(TITLE_SONG, 56))
    + _style("CoverSubtitle", "封面副题",
             f'<w:spacing w:before="0" w:after="1900" w:line="900" w:lineRule="atLeast"/>{_CENTRED}', _run(TITLE_SONG, 52))
    + _style("CoverLine", "封面事项",
             '<w:spacing w:before="0" w:after="120" w:line="579" w:lineRule="atLeast"/><w:ind w:leftChars="300" w:left="2560" '
             'w:hangingChars="500" w:hanging="1600"/><w:jc w:val="left"/>', _run(FANG, 32))
    + _style("CoverUnit", "封面单位",
             f'<w:spacing w:before="1900" w:after="0" w:line="640" w:lineRule="atLeast"/>{_CENTRED}', _run(KAI, 32))
    + _style("CoverDate", "封面日期",
             f'<w:spacing w:before="0" w:after="0" w:line="640" w:lineRule="atLeast"/>{_CENTRED}', _run(KAI, 32))
    + _style("TOCHeading", "TOC Heading",
             f'<w:pageBreakBefore/><w:spacing w:before="0" w:after="300" w:line="579" w:lineRule="exact"/>{_CENTRED}',
             _run(HEI, 36))
    + _style("TOC1", "toc 1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8834"/></w:tabs>'
             '<w:spacing w:before="120" w:after="0" w:line="480" w:lineRule="exact"/>', _run(HEI, 28))
    + _style("TOC2", "toc 2", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8834"/></w:tabs>'
             '<w:spacing w:before="0" w:after="0" w:line="440" w:lineRule="exact"/><w:ind w:leftChars="200" w:left="560"/>',
             _run(FANG, 28))
    + _style("Caption", "caption",
             f'<w:keepNext/><w:keepLines/>{_FREE}<w:spacing w:before="160" w:after="80" w:line="320" w:lineRule="atLeast"/>'
             f'{_CENTRED}', _run(HEI, 24))
    + _style("ReportFigure", "报告图",
             f'<w:keepNext/>{_FREE}<w:spacing w:before="160" w:after="0" w:line="240" w:lineRule="auto"/>{_CENTRED}')
    + _style("ReportFigureCaption", "报告图题",
             f'<w:keepLines/>{_FREE}<w:spacing w:before="40" w:after="240" w:line="320" w:lineRule="atLeast"/>{_CENTRED}',
             _run(HEI, 24))
    + _style("ReportSpace", "报告表后", f"{_FREE}{_CLOSE}", _run(FANG, 12))
    + _style("KeyFigure", "要点数字",
             f'<w:keepNext/>{_FREE}<w:spacing w:before="40" w:after="0" w:line="240" w:lineRule="auto"/>{_CENTRED}',
             _run(HEI, 36))
    + _style("KeyLabel", "要点名称",
             f'<w:keepNext/>{_FREE}<w:spacing w:before="100" w:after="0" w:line="240" w:lineRule="auto"/>{_CENTRED}',
             _run(HEI, 21, '<w:color w:val="44546A"/>'))
    + _style("KeyNote", "要点说明",
             f'{_FREE}<w:spacing w:before="20" w:after="100" w:line="240" w:lineRule="auto"/>{_CENTRED}', _run(FANG, 19))
    + _cell("TableHead", "表头", "center", 21, _HEAD_FILL, HEI)
    + _cell("TableText", "表格文字", "left", 21)
    + _cell("TableCentre", "表格居中", "center", 21)
    + _cell("TableNumber", "表格数字", "right", 21)
    + _cell("SmallHead", "小表表头", "center", 18, _HEAD_FILL, HEI)
    + _cell("SmallText", "小表文字", "left", 18)
    + _cell("SmallCentre", "小表居中", "center", 18)
    + _cell("SmallNumber", "小表数字", "right", 18)
    + _style("PageNumberOdd", "页码单页",
             '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:rightChars="100" w:right="280"/>'
             '<w:jc w:val="right"/>', _run(SONG, 28).replace("Times New Roman", SONG))
    + _style("PageNumberEven", "页码双页",
             '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:leftChars="100" w:left="280"/>'
             '<w:jc w:val="left"/>', _run(SONG, 28).replace("Times New Roman", SONG))
    + _tone("ToneMet", "状态完成", "E6F2EA", "1E5B38")
    + _tone("ToneOver", "状态超额完成", "DCEAF7", "1B4C7A")
    + _tone("ToneUnmet", "状态未完成", "F8DEDB", "8C1D18", bold=True)
    + _tone("ToneOpen", "状态无法判定", "EDEDED", "404040", bold=True)
    + _tone("ToneTotal", "合计行", "F1F4F8", "000000", bold=True)
    + _tone("ToneError", "级别错误", "F8DEDB", "8C1D18", bold=True)
    + _tone("ToneWarning", "级别提醒", "FCEFD4", "7A4B00")
    + _tone("ToneHint", "级别提示", "EDEDED", "404040")
    + _TABLE
    + "</w:styles>"
)  # fmt: skip


def _font(name: str, stand_in: str, family: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{stand_in}"/><w:charset w:val="86"/><w:family w:val="{family}"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )


FONT_TABLE = (
    f'{_HEAD}<w:fonts xmlns:w="{_W}">'
    + _font(TITLE_SONG, "华文中宋", "auto")
    + _font(FANG, "仿宋", "modern")
    + _font(KAI, "楷体", "modern")
    + _font(HEI, "SimHei", "modern")
    + _font(SONG, "SimSun", "auto")
    + "</w:fonts>"
)

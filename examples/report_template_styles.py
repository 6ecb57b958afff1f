"""The named styles of the report's Word template: fonts and sizes of GB/T 9704-2012, and tables that stay readable.

Sizes are in half-points (32 = 16 pt = 三号), lengths in twentieths of a point. Every style names its East Asian font;
the font table gives the usual Windows fonts as stand-ins for those that come with government installations only.
"""

from __future__ import annotations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SONG, TITLE_SONG, FANG, KAI, HEI = "宋体", "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
_LATIN = "Times New Roman"
_BUILT_IN = {"Normal", "Title", "heading 1", "heading 2", "heading 3", "caption", "toc 1", "toc 2", "TOC Heading"}

# ---------------------------------------------------------------- properties, in the order that the schema wants


def _run(font: str, size: int, *, color: str = "", spacing: int = 0, latin: str = _LATIN) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{font}" w:cs="{latin}"/>'
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:spacing w:val="{spacing}"/>' if spacing else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _space(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _side(side: str) -> str:
    return f'<w:jc w:val="{side}"/>'


_LINE = _space(line=579, rule="exact")  # 28.95 pt: 22 lines on 225 mm
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_FREE = '<w:snapToGrid w:val="0"/>'  # not held to the grid of 22 lines
_HEAD_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E4EAF2"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8834"/></w:tabs>'

# ---------------------------------------------------------------- styles


def _style(identity: str, name: str, paragraph: str, run: str = "<w:rPr/>", *, after: str = "") -> str:
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>'
    )


def _heading(level: int, font: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        f"Heading{level}", f"heading {level}", _KEEP + _LINE + _INDENT + outline, _run(font, 32), after="ReportBody"
    )


def _cells(prefix: str, name: str, size: int) -> str:
    """Head, text, centred and number cells of one size."""
    around, flat = _space(30, 30), '<w:ind w:firstLine="0"/>'
    return _style(
        f"{prefix}Head", f"{name}表头" if prefix == "Small" else "表头",
        f"<w:keepNext/>{_HEAD_FILL}{_FREE}{around}{flat}{_side('center')}", _run(HEI, size),
    ) + "".join(
        _style(f"{prefix}{kind}", f"{name}{word}", f"{_FREE}{around}{flat}{_side(side)}", _run(FANG, size))
        for kind, word, side in (("Text", "文字", "left"), ("Centre", "居中", "center"), ("Number", "数字", "right"))
    )  # fmt: skip


def _tone(identity: str, name: str, fill: str, color: str, *, bold: bool = False) -> str:
    """A style whose shading is the tint of the cell, and whose weight and colour survive grey print."""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{identity}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:rPr>{weight}<w:color w:val="{color}"/><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:rPr>'
        "</w:style>"
    )


def _border(side: str, size: int, color: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


def _margins(top: int, sides: int) -> str:
    parts = (("top", top), ("left", sides), ("bottom", top), ("right", sides))
    widths = "".join(f'<w:{part} w:w="{width}" w:type="dxa"/>' for part, width in parts)
    return f"<w:tblCellMar>{widths}</w:tblCellMar>"


_STRONG, _FAINT = "5B6B7F", "A9B4C2"
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_margins(0, 108)}</w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="报告表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + _border("top", 8, _STRONG)
    + _border("left", 4, _FAINT)
    + _border("bottom", 8, _STRONG)
    + _border("right", 4, _FAINT)
    + _border("insideH", 4, _FAINT)
    + _border("insideV", 4, _FAINT)
    + f"</w:tblBorders>{_margins(20, 70)}</w:tblPr></w:style>"
)
_COVER_LINE = '<w:ind w:leftChars="300" w:left="2560" w:hangingChars="500" w:hanging="1600"/>'
_RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="12" w:color="C00000"/></w:pBdr>'
_AT_FOOT = (
    '<w:framePr w:w="8840" w:wrap="notBeside" w:vAnchor="page" w:hAnchor="margin" w:xAlign="center" w:y="13300"/>'
)
_AT_END = '<w:ind w:rightChars="{0}" w:right="{1}"/>'

_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    f'<w:pPr><w:widowControl w:val="0"/>{_LINE}{_side("both")}</w:pPr>'
    f"{_run(FANG, 32, spacing=-5)}</w:style>"  # 28 characters of 15.75 pt fill the 156 mm of a line
)
_TITLES = (
    _style(
        "Title",
        "Title",
        _KEEP + _space(0, 579, 660, "exact") + _side("center"),
        _run(TITLE_SONG, 44),
        after="ReportBody",
    )
    + _heading(1, HEI)
    + _heading(2, KAI)
    + _heading(3, FANG)
)
_TEXT = (
    _style("ReportBody", "报告正文", _LINE + _INDENT)
    + _style("ReportItem", "报告条目", _LINE + _INDENT)
    + _style("ReportStaff", "报告原文", _LINE + _INDENT)
    + _style("ReportEmpty", "报告空缺", _LINE + _INDENT, _run(KAI, 32, color="595959"))
    + _style("ReportRemark", "报告提示", _LINE + _INDENT, _run(KAI, 32))
    + _style("ReportAnnexes", "报告附件说明", _KEEP + _LINE + _INDENT)
    + _style(
        "ReportSignature",
        "报告落款",  # two lines are left free above it, where the upper edge of the seal goes
        _KEEP + _space(1158, 0, 579, "exact") + _AT_END.format(400, 1280) + "<w:contextualSpacing/>" + _side("right"),
    )
    + _style("ReportSpace", "报告表后", _FREE + _space(), _run(FANG, 12))
)
_COVER = (
    _style(
        "RedHead",
        "红头",
        _RED_LINE + _space(0, 300, 700, "atLeast") + _side("center"),
        _run(TITLE_SONG, 52, color="C00000"),
    )
    + _style("SignOff", "审核签发", _space(579, 0, 579, "exact") + _INDENT)
    + _style("CoverAuthority", "封面主管部门", _space(480, 0, 579, "atLeast") + _side("center"), _run(KAI, 36))
    + _style("CoverTitle", "封面标题", _space(1500, 0, 900, "atLeast") + _side("center"), _run(TITLE_SONG, 56))
    + _style("CoverSubtitle", "封面副题", _space(0, 1200, 900, "atLeast") + _side("center"), _run(TITLE_SONG, 52))
    + _style("CoverDraft", "封面稿别", _space(0, 600, 579, "atLeast") + _side("center"), _run(KAI, 36))
    + _style("CoverLine", "封面事项", _space(0, 120, 579, "atLeast") + _COVER_LINE + _side("left"), _run(FANG, 32))
    + _style("CoverUnit", "封面单位", _AT_FOOT + _space(0, 0, 640, "atLeast") + _side("center"), _run(KAI, 32))
    + _style("CoverDate", "封面日期", _AT_FOOT + _space(0, 0, 640, "atLeast") + _side("center"), _run(KAI, 32))
)
_CONTENTS = (
    _style(
        "TOCHeading",
        "TOC Heading",
        "<w:pageBreakBefore/>" + _space(0, 300, 579, "exact") + _side("center"),
        _run(HEI, 36),
    )
    + _style("TOC1", "toc 1", _TAB + _FREE + _space(80, 0, 360, "exact"), _run(HEI, 24))
    + _style(
        "TOC2",
        "toc 2",
        _TAB + _FREE + _space(0, 0, 340, "exact") + '<w:ind w:leftChars="200" w:left="480"/>',
        _run(FANG, 24),
    )
)
_FIGURES = (
    _style("Caption", "caption", _KEEP + _FREE + _space(160, 80, 320, "atLeast") + _side("center"), _run(HEI, 24))
    + _style("ReportFigure", "报告图", "<w:keepNext/>" + _FREE + _space(160) + _side("center"))
    + _style(
        "ReportFigureCaption",
        "报告图题",
        "<w:keepLines/>" + _FREE + _space(40, 240, 320, "atLeast") + _side("center"),
        _run(HEI, 24),
    )
    + _style(
        "KeyLabel", "要点名称", "<w:keepNext/>" + _FREE + _space(100) + _side("center"), _run(HEI, 21, color="44546A")
    )
    + _style("KeyFigure", "要点数字", "<w:keepNext/>" + _FREE + _space(40) + _side("center"), _run(HEI, 36))
    + _style("KeyNote", "要点说明", _FREE + _space(20, 100) + _side("center"), _run(FANG, 19))
)
_PAGE_NUMBERS = _style(
    "PageNumberOdd", "页码单页", _space() + _AT_END.format(100, 280) + _side("right"), _run(SONG, 28, latin=SONG)
) + _style(
    "PageNumberEven",
    "页码双页",
    _space() + '<w:ind w:leftChars="100" w:left="280"/>' + _side("left"),
    _run(SONG, 28, latin=SONG),
)
_TONES = (
    _tone("ToneMet", "状态完成", "E6F2EA", "1E5B38")
    + _tone("ToneOver", "状态超额完成", "DCEAF7", "1B4C7A")
    + _tone("ToneUnmet", "状态未完成", "F8DEDB", "8C1D18", bold=True)
    + _tone("ToneOpen", "状态无法判定", "EDEDED", "404040", bold=True)
    + _tone("ToneTotal", "合计行", "F1F4F8", "000000", bold=True)
    + _tone("ToneError", "级别错误", "F8DEDB", "8C1D18", bold=True)
    + _tone("ToneWarning", "级别提醒", "FCEFD4", "7A4B00")
    + _tone("ToneHint", "级别提示", "EDEDED", "404040")
)

_DEFAULT_RUN = _run(FANG, 32).replace("</w:rPr>", '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>')

STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault>{_DEFAULT_RUN}</w:rPrDefault><w:pPrDefault/>'
    f"</w:docDefaults>{_NORMAL}{_TITLES}{_TEXT}{_COVER}{_CONTENTS}{_FIGURES}"
    f"{_cells('Table', '表格', 21)}{_cells('Small', '小表', 18)}{_PAGE_NUMBERS}{_TONES}{_TABLES}</w:styles>"
)


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

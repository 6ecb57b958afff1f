"""A whole sheet of ours as XML: inline texts, styles, merges, links, conditional formats, print set-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress

from workbook_tools.basis.cell_references import LAST_COLUMN, cell_name, column_letters, parse_cell
from workbook_tools.ooxml import cell_xml
from workbook_tools.ooxml.encoding import escape_attribute, escape_text
from workbook_tools.ooxml.namespaces import MAIN, RELATION, X14, XM
from workbook_tools.ooxml.records import ConditionalFormat, Formula, NewSheet, SheetCell, Style, Value
from workbook_tools.ooxml.sheet_validations import validations_xml

_NAMESPACE = "5b7a3b52-6c1f-4a86-9c0e-0d7c1f2a9e11"
_A4 = 9


def sheet_xml(
    sheet: NewSheet,
    number_of: Callable[[Style | None], int],
    differential: Callable[[Style], int],
    drawing: str,
    date1904: bool,
    buttons: str = "",
    table: str = "",
) -> bytes:
    """The worksheet part. `number_of` gives the number of a style; `drawing`, `buttons` and `table`: relationship ids
    or ""."""
    data, links = _data(sheet, number_of, date1904)
    orientation = "landscape" if sheet.landscape else "portrait"
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">',
        _properties(sheet),
        _dimension(sheet),
        _view(sheet),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet.column_widths, sheet.hidden_from),
        data,
        '<sheetProtection sheet="1" objects="1" scenarios="1"/>' if sheet.protected else "",
        f'<autoFilter ref="{sheet.autofilter}"/>' if sheet.autofilter and not table else "",
        _merges(sheet.merges),
        *_conditional_formats(sheet, differential),
        validations_xml(sheet.validations),
        links,
        '<printOptions horizontalCentered="1"/>',
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        f'<pageSetup paperSize="{_A4}" orientation="{orientation}" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>",
        f'<drawing r:id="{drawing}"/>' if drawing else "",
        f'<legacyDrawing r:id="{buttons}"/>' if buttons else "",
        f'<tableParts count="1"><tablePart r:id="{table}"/></tableParts>' if table else "",
        _bar_extensions(sheet),
        "</worksheet>",
    ]
    return "".join(parts).encode()


def _properties(sheet: NewSheet) -> str:
    color = f'<tabColor rgb="FF{sheet.tab_color.upper()}"/>' if sheet.tab_color else ""
    return f'<sheetPr>{color}<pageSetUpPr fitToPage="1"/></sheetPr>'


def _dimension(sheet: NewSheet) -> str:
    width = max((len(row) for row in sheet.rows), default=1)
    return f'<dimension ref="A1:{cell_name(max(len(sheet.rows), 1), max(width, 1))}"/>'


def _view(sheet: NewSheet) -> str:
    lines = "" if sheet.show_gridlines else ' showGridLines="0"'
    if not sheet.freeze:
        return f'<sheetViews><sheetView{lines} workbookViewId="0"/></sheetViews>'
    row, column = parse_cell(sheet.freeze)
    across = f' xSplit="{column - 1}"' if column > 1 else ""
    down = f' ySplit="{row - 1}"' if row > 1 else ""
    if not across and not down:
        return f'<sheetViews><sheetView{lines} workbookViewId="0"/></sheetViews>'
    pane = "bottomRight" if across and down else "topRight" if across else "bottomLeft"
    return (
        f'<sheetViews><sheetView{lines} workbookViewId="0"><pane{across}{down} topLeftCell="{sheet.freeze}" '
        f'activePane="{pane}" state="frozen"/><selection pane="{pane}"/></sheetView></sheetViews>'
    )


def _columns(widths: Sequence[float], hidden_from: int) -> str:
    columns = [
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
        if width
    ]
    if hidden_from:
        columns.append(f'<col min="{hidden_from}" max="{LAST_COLUMN}" width="9" hidden="1" customWidth="1"/>')
    return f"<cols>{''.join(columns)}</cols>" if columns else ""


def _data(sheet: NewSheet, number_of: Callable[[Style | None], int], date1904: bool) -> tuple[str, str]:
    """The cells, and the links that some of them have."""
    out, links = ["<sheetData>"], list[str]()
    add, heights, rows = out.append, sheet.row_heights, sheet.rows
    figure_of, formula_xml = cell_xml.usual_figure, cell_xml.formula_xml
    letters = [column_letters(column) for column in range(1, max(map(len, rows), default=0) + 1)]
    looks: dict[int, str] = {}  # by identity of the style: a sheet has many cells, and few looks and texts
    texts: dict[str, str] = {}
    for place in range(1, max(len(rows), max(heights, default=0)) + 1):
        cells = rows[place - 1] if place <= len(rows) else ()
        height = f' ht="{heights[place]:g}" customHeight="1"' if place in heights else ""
        if not height and not any(cells):
            continue
        number = str(place)
        add(f'<row r="{number}"{height}>')
        # Copies far to the right leave most places of a row empty: those are passed over without a look at each.
        for letter, cell in zip(compress(letters, cells), filter(None, cells), strict=True):
            value, style, link = cell
            if link:
                links.append(_link(f"{letter}{number}", cell))
            look = '"' if style is None else looks.get(id(style))
            if look is None:
                style_number = number_of(style)
                look = looks[id(style)] = f'" s="{style_number}"' if style_number else '"'
            if type(value) is str:
                inside = texts.get(value)
                if inside is None:
                    inside = texts[value] = _inside(value, date1904)
                add(f'<c r="{letter}{number}{look}{inside}')
            elif type(value) is Formula and (figure := figure_of(value.cached)):
                add(f'<c r="{letter}{number}{look}><f>{formula_xml(value)}</f><v>{figure}</v></c>')
            elif value is None:
                add(f'<c r="{letter}{number}{look}/>')
            elif figure := figure_of(value):
                add(f'<c r="{letter}{number}{look}><v>{figure}</v></c>')
            else:
                add(f'<c r="{letter}{number}{look}{_inside(value, date1904)}')
        add("</row>")
    add("</sheetData>")
    return "".join(out), f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _inside(value: Value | Formula, date1904: bool) -> str:
    """What stands behind the look of a cell."""
    kind, inside = cell_xml.content(value, "", date1904)
    typed = f' t="{kind}"' if kind else ""
    return f"{typed}>{inside}</c>" if inside else f"{typed}/>"


def _merges(merges: Sequence[str]) -> str:
    inside = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return f'<mergeCells count="{len(merges)}">{inside}</mergeCells>' if merges else ""


def _link(ref: str, cell: SheetCell) -> str:
    return (
        f'<hyperlink ref="{ref}" location="{escape_attribute(cell.link.removeprefix("#"))}" '
        f'display="{escape_attribute(str(cell.value or ""))}"/>'
    )


# ---------------------------------------------------------------- conditional formats


def _conditional_formats(sheet: NewSheet, differential: Callable[[Style], int]) -> list[str]:
    out = []
    for priority, rule in enumerate(sheet.conditional_formats, 1):
        stop = ' stopIfTrue="1"' if rule.stop else ""
        if rule.kind == "data_bar":
            inside = _data_bar(sheet, rule, priority)
        else:
            look = f' dxfId="{differential(rule.style)}"' if rule.style else ""
            kind = f'type="cellIs"{look} priority="{priority}"{stop} operator="{rule.operator}"'
            if rule.kind == "formula":
                kind = f'type="expression"{look} priority="{priority}"{stop}'
            operands = "".join(f"<formula>{escape_text(operand)}</formula>" for operand in rule.operands)
            inside = f"<cfRule {kind}>{operands}</cfRule>"
        out.append(f'<conditionalFormatting sqref="{rule.ref}">{inside}</conditionalFormatting>')
    return out


def _data_bar(sheet: NewSheet, rule: ConditionalFormat, priority: int) -> str:
    ends = "".join(
        f'<cfvo type="{kind}"/>' if value is None else f'<cfvo type="num" val="{value:g}"/>'
        for kind, value in (("min", rule.minimum), ("max", rule.maximum))
    )
    identifier = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}">'
        f"<x14:id>{_bar_id(sheet, priority)}</x14:id></ext></extLst>"
    )
    return (
        f'<cfRule type="dataBar" priority="{priority}"><dataBar>{ends}<color rgb="FF{rule.color.upper()}"/></dataBar>'
        f"{identifier}</cfRule>"
    )


def _bar_extensions(sheet: NewSheet) -> str:
    """Solid bars of true length: the 2010 part of a data bar."""
    out = []
    for priority, rule in enumerate(sheet.conditional_formats, 1):
        if rule.kind != "data_bar":
            continue
        ends = "".join(
            f'<x14:cfvo type="{kind}"/>' if value is None else f'<x14:cfvo type="num"><xm:f>{value:g}</xm:f></x14:cfvo>'
            for kind, value in (("autoMin", rule.minimum), ("autoMax", rule.maximum))
        )
        out.append(
            f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="dataBar" id="{_bar_id(sheet, priority)}">'
            f'<x14:dataBar minLength="0" maxLength="100" gradient="0">{ends}<x14:negativeFillColor rgb="FFFF0000"/>'
            f'<x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>{rule.ref}</xm:sqref>'
            "</x14:conditionalFormatting>"
        )
    if not out:
        return ""
    return (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f"{''.join(out)}</x14:conditionalFormattings></ext></extLst>"
    )


def _bar_id(sheet: NewSheet, priority: int) -> str:
    """An identifier that is the same on every run."""
    from uuid import UUID, uuid5

    return "{" + str(uuid5(UUID(_NAMESPACE), f"{sheet.name}/{priority}")).upper() + "}"

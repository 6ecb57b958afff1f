"""The drawing of a sheet of ours: charts on their cells, with a name and an alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.namespaces import CHART, DRAWING, DRAWING_MAIN, RELATION
from workbook_tools.ooxml.records import PlacedChart


def drawing_xml(charts: Sequence[PlacedChart], relationships: Sequence[str]) -> bytes:
    """The drawing part; `relationships` are the ids of the charts, in the same order."""
    anchors = "".join(
        _anchor(chart, number, relationship)
        for number, (chart, relationship) in enumerate(zip(charts, relationships, strict=True), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{DRAWING_MAIN}">{anchors}</xdr:wsDr>'
    ).encode()


def _anchor(chart: PlacedChart, number: int, relationship: str) -> str:
    top, left = parse_cell(chart.top_left)
    bottom, right = parse_cell(chart.bottom_right)
    return (
        '<xdr:twoCellAnchor editAs="oneCell">'
        f"<xdr:from>{_corner(left - 1, top - 1)}</xdr:from><xdr:to>{_corner(right, bottom)}</xdr:to>"
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="{escape_attribute(chart.name)}" '
        f'descr="{escape_attribute(chart.alt_text)}"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" xmlns:r="{RELATION}" r:id="{relationship}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _corner(column: int, row: int) -> str:
    return f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"

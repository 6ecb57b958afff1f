"""Native charts: one `c:chartSpace` part with its values cached, for a sheet's drawing and for a Word document alike.

The XML is written as text: the grammar of a bar chart is small and fixed, and a chart then costs a fraction of a
millisecond. Element order follows ECMA-376 part 1, 21.2, which Office insists on.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from workbook_tools.ooxml.encoding import escape_attribute

# A calm palette that keeps its order of brightness in grey print.
NAVY, BLUE, SKY, GREEN, AMBER, RED, GREY = "1F3A5F", "3F72AF", "9DBAD7", "4F8A6B", "C98A2B", "B4483F", "C4CAD1"

_INK, _QUIET, _LINE = "333333", "595959", "D9DDE2"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORY_AXIS, _VALUE_AXIS = 501001, 501002


class Series(NamedTuple):
    """One row of bars. The references (`'评价结果'!$B$3:$B$9`) say where the cached names and values come from."""

    name: str
    name_ref: str
    categories: tuple[str, ...]
    categories_ref: str
    values: tuple[Decimal | float | None, ...]  # None leaves a gap, never a zero
    values_ref: str
    color: str  # RRGGBB
    point_colors: tuple[str, ...] = ()  # one for each value where bars of one series differ; "" keeps `color`


class Chart(NamedTuple):
    """A bar chart. `bar` lies (first category on top, for long names), `column` stands."""

    kind: Literal["bar", "column"]
    title: str
    series: tuple[Series, ...]
    percent: bool = False  # values are fractions, shown as percentages
    stacked: bool = False
    gap: int = 60  # space between categories, in percent of a bar's width
    number_format: str = ""  # default: 0% or General
    legend: Literal["bottom", ""] = "bottom"
    language: str = "zh-CN"
    labels: bool = True  # each bar carries its figure
    maximum: float | None = None  # of the value axis
    font: str = "微软雅黑"

    @property
    def format_code(self) -> str:
        return self.number_format or ("0%" if self.percent else "General")


def chart_xml(chart: Chart, external_data: str = "") -> bytes:
    """The chart part. `external_data` is the relationship id of the embedded workbook of a chart outside a workbook."""
    source = (
        f'<c:externalData r:id="{escape_attribute(external_data)}"><c:autoUpdate val="0"/></c:externalData>'
        if external_data
        else ""
    )
    title = f"<c:title>{_title(chart)}</c:title>" if chart.title else ""
    legend = (
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters(chart, 900, _QUIET)}</c:legend>'
        if chart.legend
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{escape_attribute(chart.language)}"/>'
        f'<c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="{0 if chart.title else 1}"/>'
        f"<c:plotArea><c:layout/>{_bars(chart)}{_category_axis(chart)}{_value_axis(chart)}"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{_letters(chart, 900, _INK)}{source}</c:chartSpace>"
    ).encode()


def _title(chart: Chart) -> str:
    run = _run_properties("rPr", chart, 1200, _INK, bold=True)
    paragraph = _run_properties("defRPr", chart, 1200, _INK, bold=True)
    return (
        f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{paragraph}</a:pPr>"
        f'<a:r>{run}<a:t>{escape_attribute(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/>'
    )


def _bars(chart: Chart) -> str:
    direction = "bar" if chart.kind == "bar" else "col"
    grouping, overlap = ("stacked", 100) if chart.stacked else ("clustered", -5)
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        + "".join(_series(chart, index, series) for index, series in enumerate(chart.series))
        + f'<c:gapWidth val="{min(max(chart.gap, 0), 500)}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
    )


def _series(chart: Chart, index: int, series: Series) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{position}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_fill(color)}</c:dPt>'
        for position, color in enumerate(series.point_colors[: len(series.values)])
        if color and color != series.color
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx>{_strings(series.name_ref, (series.name,))}</c:tx>"
        f'{_fill(series.color)}<c:invertIfNegative val="0"/>{points}{_labels(chart, series)}'
        f"<c:cat>{_strings(series.categories_ref, series.categories)}</c:cat>"
        f"<c:val>{_numbers(series.values_ref, series.values, chart.format_code)}</c:val></c:ser>"
    )


def _labels(chart: Chart, series: Series) -> str:
    if not chart.labels:
        return ""
    code, place, color = chart.format_code, "outEnd", _INK
    if chart.stacked:  # inside the bars; a part too short for its figure carries none, nor does nothing
        code = f"[>={_shortest_labelled(chart)}]{code};"
        place, color = "ctr", _readable_on(series.color)
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape_attribute(code)}" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(chart, 900, color)}<c:dLblPos val="{place}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _shortest_labelled(chart: Chart) -> str:
    """The least value whose part of a stacked bar is as long as its figure, a fourteenth of the longest bar."""
    bars = zip(*(series.values for series in chart.series), strict=True)
    longest = max((sum(abs(float(value or 0)) for value in bar) for bar in bars), default=0.0)
    return f"{max(longest / 14, 0.01):.2f}"


def _category_axis(chart: Chart) -> str:
    order, side = ("maxMin", "l") if chart.kind == "bar" else ("minMax", "b")
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill></a:ln></c:spPr>'
        f'{_letters(chart, 900, _INK)}<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    # A bar chart counts its categories from the top, so the values' axis has to cross at the last one to lie below.
    side, crosses = ("b", "max") if chart.kind == "bar" else ("l", "autoZero")
    numbers = [number for series in chart.series for number in _finite(series.values) if number is not None]
    lowest = '<c:min val="0"/>' if all(number >= 0 for number in numbers) else ""
    highest = f'<c:max val="{chart.maximum!r}"/>' if chart.maximum is not None else ""
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{highest}{lowest}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_LINE}"/></a:solidFill></a:ln>'
        f'</c:spPr></c:majorGridlines><c:numFmt formatCode="{"0%" if chart.percent else "General"}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_letters(chart, 900, _QUIET)}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _strings(reference: str, texts: tuple[str, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape_attribute(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )
    return (
        f"<c:strRef><c:f>{escape_attribute(reference)}</c:f>"
        f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(reference: str, values: Iterable[Decimal | float | None], format_code: str) -> str:
    numbers = _finite(values)
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{number!r}</c:v></c:pt>'
        for index, number in enumerate(numbers)
        if number is not None
    )
    return (
        f"<c:numRef><c:f>{escape_attribute(reference)}</c:f><c:numCache><c:formatCode>{escape_attribute(format_code)}</c:formatCode>"
        f'<c:ptCount val="{len(numbers)}"/>{points}</c:numCache></c:numRef>'
    )


def _finite(values: Iterable[Decimal | float | None]) -> list[float | None]:
    """Floats, with None for what is no number: a chart has no place for NaN or infinity."""
    floats = [None if value is None else float(value) for value in values]
    return [value if value is not None and math.isfinite(value) else None for value in floats]


def _fill(color: str) -> str:
    return f'<c:spPr><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></c:spPr>'


def _letters(chart: Chart, size: int, color: str) -> str:
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f"{_run_properties('defRPr', chart, size, color)}</a:pPr>"
        f'<a:endParaRPr lang="{escape_attribute(chart.language)}"/></a:p></c:txPr>'
    )


def _run_properties(tag: str, chart: Chart, size: int, color: str, *, bold: bool = False) -> str:
    language = f' lang="{escape_attribute(chart.language)}"' if tag == "rPr" else ""
    font = escape_attribute(chart.font)
    return (
        f'<a:{tag}{language} sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
        f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/></a:{tag}>'
    )


def _readable_on(color: str) -> str:
    """White or ink, whichever reads better on a fill."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
    return "FFFFFF" if 299 * red + 587 * green + 114 * blue < 140_000 else _INK

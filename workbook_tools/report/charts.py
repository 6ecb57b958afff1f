"""The charts of the report: the figures behind each place in the narrative, as one record for Word and for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from workbook_tools.ooxml.chart import BLUE, GREY, NAVY, RED, SKY, Chart, Series
from workbook_tools.report import formats
from workbook_tools.report.blocks import ChartPlace, clean
from workbook_tools.report.facts import Facts

SHEET = "Sheet1"
LONGEST_LABEL = 18  # characters of a category's name on an axis
FAR_OFF, FAR_OFF_AXIS = 5.0, 3.0  # a completion that would press all others flat; the axis then ends at 300 %
_BY_TONE = {"over": NAVY, "met": BLUE, "unmet": RED, "open": GREY}
_HEAD_HEIGHT, _BAR_HEIGHT = 90, 26  # of a lying chart, in points


@dataclass(frozen=True, slots=True)
class ReportChart:
    chart: Chart
    height: int  # points, at the full width of the text


def chart_of(place: ChartPlace, facts: Facts) -> ReportChart | None:
    """The chart of a place in the narrative; None if there is nothing to draw."""
    match place.key:
        case "levels":
            return _levels(place, facts)
        case "costs":
            return _costs(place, facts)
        case "completion":
            return _completion(place, facts)
        case "years":
            return _years(place, facts)
        case _:
            raise ValueError(f"the narrative asks for a chart that does not exist: {place.key}")


def _levels(place: ChartPlace, facts: Facts) -> ReportChart | None:
    names = [level.name for level in facts.result.levels]
    columns = [[level.figures[part] for level in facts.result.levels] for part in range(3)]
    if not any(any(column) for column in columns):
        return None
    return _lying(place, names, columns, (BLUE, RED, GREY), stacked=True, number_format="0.00")


def _costs(place: ChartPlace, facts: Facts) -> ReportChart | None:
    names = [line.name for line in facts.funds.lines]
    columns = [[line.figures[part] for line in facts.funds.lines] for part in range(2)]
    if not any(figure for column in columns for figure in column):
        return None
    return _lying(place, names, columns, (SKY, NAVY), number_format="#,##0.00")


def _completion(place: ChartPlace, facts: Facts) -> ReportChart | None:
    rows = facts.work.charted
    if not rows:
        return None
    colors = tuple(_BY_TONE.get(row.tone, BLUE) for row in rows)
    return _lying(
        place,
        [row.short_name for row in rows],
        [[row.rate for row in rows]],
        (BLUE,),
        percent=True,
        point_colors=colors,
    )


def _years(place: ChartPlace, facts: Facts) -> ReportChart | None:
    rows = facts.years.charted if facts.years else ()
    if not rows:
        return None
    columns = [[row.rates[part] for row in rows] for part in range(2)]
    return _lying(place, [row.name for row in rows], columns, (SKY, NAVY), percent=True)


def _lying(
    place: ChartPlace,
    names: list[str],
    columns: Sequence[Sequence[Decimal | None]],
    colors: tuple[str, ...],
    *,
    percent: bool = False,
    stacked: bool = False,
    number_format: str = "",
    point_colors: tuple[str, ...] = (),
) -> ReportChart:
    last = len(names) + 1
    labels = tuple(formats.short(clean(name), LONGEST_LABEL) for name in names)
    series = tuple(
        Series(
            name=place.series[number],
            name_ref=f"{SHEET}!${letter}$1",
            categories=labels,
            categories_ref=f"{SHEET}!$A$2:$A${last}",
            values=tuple(column),
            values_ref=f"{SHEET}!${letter}$2:${letter}${last}",
            color=colors[number],
            point_colors=point_colors,
        )
        for number, (column, letter) in enumerate(zip(columns, "BCDE", strict=False))
    )
    chart = Chart(
        kind="bar",
        title="",
        series=series,
        percent=percent,
        stacked=stacked,
        gap=45,
        number_format=number_format or ("0.00%" if percent else ""),
        legend="bottom" if len(series) > 1 else "",
        font="仿宋",
    )
    largest = max((float(value) for column in columns for value in column if value is not None), default=0.0)
    if percent and largest > FAR_OFF:
        chart = replace(chart, maximum=FAR_OFF_AXIS)
    rows_per_category = 1 if stacked else len(series)
    height = _HEAD_HEIGHT + round(len(names) * _BAR_HEIGHT * (0.55 + 0.45 * rows_per_category))
    return ReportChart(chart, min(height, 600))

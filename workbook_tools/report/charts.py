"""The charts of the report: the figures behind each place in the narrative, as one record for Word and for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.model import Evaluation
from workbook_tools.ooxml.chart import AMBER, BLUE, GREY, NAVY, SKY, Chart, Series
from workbook_tools.report import formats
from workbook_tools.report.blocks import ChartPlace, printable
from workbook_tools.report.filters import tone
from workbook_tools.report.row_words import charted, label, last_names
from workbook_tools.report.year_words import charted_beside, in_both, lists_through, name_of_row, rates

SHEET = "Sheet1"
LONGEST_LABEL = 18  # characters of a category's name on an axis
FAR_OFF, FAR_OFF_AXIS = 5.0, 3.0  # a completion that would press all others flat; the axis then ends at 300 %
_BY_TONE = {"over": NAVY, "met": BLUE, "unmet": AMBER, "open": GREY}  # apart in grey print too
_HEAD_HEIGHT, _BAR_HEIGHT = 52, 14  # of a lying chart, in points


class ReportChart(NamedTuple):
    chart: Chart
    height: int  # points, at the full width of the text


def chart_of(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    """The chart of a place in the narrative; None if there is nothing to draw."""
    match place.key:
        case "levels":
            return _levels(place, evaluation)
        case "costs":
            return _costs(place, evaluation)
        case "completion":
            return _completion(place, evaluation)
        case "years":
            return _years(place, evaluation)
        case "years_lists":
            return _gifts(place, evaluation)
        case _:
            raise ValueError(f"the narrative asks for a chart that does not exist: {place.key}")


def _levels(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    levels = evaluation.levels
    columns = [
        [level.score for level in levels],
        [max(level.judged_points - level.score, Decimal()) for level in levels],
        [max(level.points - level.judged_points, Decimal()) for level in levels],
    ]
    if not any(any(column) for column in columns):
        return None
    return _lying(
        place, [level.name for level in levels], columns, (NAVY, AMBER, GREY), stacked=True, number_format="0.00"
    )


def _costs(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    lines = [result.line for result in evaluation.funds.lines]
    columns = [[line.budget for line in lines], [line.spent for line in lines]]
    if not any(figure for column in columns for figure in column):
        return None
    return _lying(place, [line.name for line in lines], columns, (SKY, NAVY), number_format="#,##0.00")


def _completion(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    rows, called = charted(evaluation.rows), last_names(evaluation.rows)
    if not rows:
        return None
    colors = tuple(_BY_TONE.get(tone(row.state), BLUE) for row in rows)
    return _lying(
        place,
        [label(row, called) for row in rows],
        [[row.completion for row in rows]],
        (BLUE,),
        percent=True,
        point_colors=colors,
    )


def _years(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    rows = charted_beside(in_both(evaluation.years[0])) if evaluation.years else ()
    if not rows:
        return None
    columns = [[rates(row)[part] for row in rows] for part in range(2)]
    return _lying(place, [name_of_row(row.now) for row in rows], columns, (SKY, NAVY), percent=True)


def _gifts(place: ChartPlace, evaluation: Evaluation) -> ReportChart | None:
    known = [(name, each.resources) for name, each in lists_through(evaluation) if each.resources is not None]
    if not any(value for _, value in known):
        return None
    return _lying(place, [name for name, _ in known], [[value for _, value in known]], (NAVY,), number_format="0.00")


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
    labels = tuple(formats.short(printable(name), LONGEST_LABEL) for name in names)
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
        chart = chart._replace(maximum=FAR_OFF_AXIS)
    rows_per_category = 1 if stacked else len(series)
    height = _HEAD_HEIGHT + round(len(names) * _BAR_HEIGHT * (0.55 + 0.45 * rows_per_category))
    return ReportChart(chart, min(height, 600))

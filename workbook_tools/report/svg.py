"""Charts as inline SVG whose letters keep their size at any width: lengths across are percentages, heights are pixels.

Colours are classes (the page sets them for light, dark and print). Each category has its name above its bars, so that
long Chinese names stay readable on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.ooxml.chart import Chart
from workbook_tools.report import formats

_NAME_HEIGHT, _BAR_HEIGHT, _GAP = 22, 12, 10
_HEAD = 18  # room above the first category for the mark of 100 %
_DIAL = "M 14 104 A 86 86 0 0 1 186 104"


def bars_svg(chart: Chart, alternative: str, tones: Sequence[str] = ()) -> str:
    """The chart as an image with a text alternative. `tones` colour the bars of a single series one by one."""
    names = chart.series[0].categories
    columns = [[_number(value) for value in series.values] for series in chart.series]
    largest = chart.maximum or _largest(columns, stacked=chart.stacked, percent=chart.percent)
    top = _HEAD if chart.percent else 0
    per_category = _NAME_HEIGHT + _BAR_HEIGHT * (1 if chart.stacked else len(columns)) + _GAP
    pieces = []
    for place, name in enumerate(names):
        y = top + place * per_category
        values = [column[place] for column in columns]
        pieces.append(
            f'<text x="0" y="{y + 15}">{_text(name)}</text>'
            f'<text class="v" x="100%" y="{y + 15}">{_text(_said(chart, values))}</text>'
        )
        pieces.append(_bars(chart, values, y + _NAME_HEIGHT, largest, tones[place] if tones else ""))
    height = top + len(names) * per_category
    if chart.percent:
        mark = _percent(1, largest)
        pieces.append(
            f'<line class="mark" x1="{mark}" x2="{mark}" y1="{_HEAD - 2}" y2="{height - 4}"/>'
            f'<text class="mark" x="{mark}" y="11">100%</text>'
        )
    return f'<svg class="bars" role="img" height="{height}" aria-label="{_text(alternative)}">{"".join(pieces)}</svg>'


def dial_svg(scale: tuple[Decimal, Decimal, Decimal], alternative: str) -> str:
    """A half circle from 0 to the total: solid up to the lowest possible score, hatched up to the highest."""
    low, high, total = (float(value) for value in scale)
    if total <= 0:
        return ""
    first, last = (min(max(value / total, 0), 1) * 100 for value in (low, high))
    open_arc = f'<path class="o" d="{_DIAL}" pathLength="100" stroke-dasharray="0 {first:.2f} {last - first:.2f} 100"/>'
    return (
        f'<svg class="dial" viewBox="0 0 200 112" role="img" aria-label="{_text(alternative)}">'
        f'<path class="track" d="{_DIAL}"/>{open_arc if last > first else ""}'
        f'<path class="s" d="{_DIAL}" pathLength="100" stroke-dasharray="{first:.2f} 200"/></svg>'
    )


def _bars(chart: Chart, values: list[float | None], y: int, largest: float, tone: str) -> str:
    track = f'<rect class="t" x="0" y="{y}" width="100%" height="{_BAR_HEIGHT - 2}" rx="2"/>'
    pieces, x = [track] if chart.stacked or len(values) == 1 else [], 0.0
    for number, value in enumerate(values):
        if value is None or value <= 0:
            continue
        look = tone or f"s{number + 1}"
        at = y if chart.stacked else y + number * _BAR_HEIGHT
        pieces.append(
            f'<rect class="{look}" x="{_percent(x, largest)}" y="{at}" width="{_percent(value, largest)}"'
            f' height="{_BAR_HEIGHT - 2}" rx="2"/>'
        )
        if chart.stacked:
            x += value
    return "".join(pieces)


def _said(chart: Chart, values: list[float | None]) -> str:
    shown = [formats.UNKNOWN if value is None else _figure(chart, value) for value in values]
    return f"{shown[0]}／{_figure(chart, sum(value or 0 for value in values))}" if chart.stacked else " ／ ".join(shown)


def _figure(chart: Chart, value: float) -> str:
    number = Decimal(repr(value))
    if chart.percent:
        return formats.percent(number)
    return formats.score(number) if chart.stacked else formats.amount(number)


def _largest(columns: list[list[float | None]], *, stacked: bool, percent: bool) -> float:
    rows = zip(*columns, strict=True)
    longest = max((sum(v or 0 for v in row) if stacked else max(v or 0 for v in row) for row in rows), default=0)
    return max(longest, 1.0 if percent else 0.0) or 1.0


def _percent(value: float, largest: float) -> str:
    return f"{100 * min(value / largest, 1):.2f}%"


def _number(value: Decimal | float | None) -> float | None:
    return None if value is None else float(value)


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

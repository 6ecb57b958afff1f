"""The charts of the papers, as they are printed."""

from __future__ import annotations

from itertools import pairwise

from workbook_tools.ooxml.chart import AMBER, BLUE, GREY, NAVY, SKY


def test_the_colours_of_a_chart_stay_apart_in_grey_print() -> None:
    def lightness(color: str) -> float:
        red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for together in ((NAVY, AMBER, GREY), (SKY, NAVY), (NAVY, BLUE, AMBER, GREY)):
        levels = sorted(map(lightness, together))
        assert min(right - left for left, right in pairwise(levels)) > 35

"""Which areas hold a cell, against looking at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.cell_references import Area
from workbook_tools.ooxml.area_index import AreaIndex

ROWS, COLUMNS = st.integers(1, 12), st.one_of(st.integers(1, 9), st.integers(16_380, 16_384))
AREAS = st.lists(
    st.builds(
        lambda a, b, c, d: Area(min(a, b), min(c, d), max(a, b), max(c, d)), ROWS, ROWS, COLUMNS, COLUMNS
    ),
    max_size=12,
)  # fmt: skip


@given(areas=AREAS, cells=st.lists(st.tuples(ROWS, COLUMNS), max_size=6))
def test_each_area_is_told_with_the_first_cell_that_it_holds(areas: list[Area], cells: list[tuple[int, int]]) -> None:
    index, left = AreaIndex(), dict(enumerate(areas))
    for number, area in left.items():
        index.add(area, number)
    told: set[int] = set()
    for row, column in cells:
        held = {number for number, area in left.items() if area.holds(row, column)}
        assert held - told <= set(index.take(row, column)) <= held
        told |= held

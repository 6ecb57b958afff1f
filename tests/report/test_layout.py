"""How tables are laid out: widths by what the columns hold, cells that grow together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.report.blocks import Table
from workbook_tools.report.layout import column_widths, look_of, spans


def table(*rows: tuple[str, ...], key: str = "effects", head: int = 4) -> Table:
    return Table(key, "表", ("头",) * head, tuple(tuple((cell, "") for cell in row) for row in rows))


def test_columns_of_words_give_room_to_those_that_hold_more() -> None:
    even = table(("四个字长", "四个字长", "八个字长八个字长", "十六个字十六个字十六个字十六个字"))
    crowded = table(("短", "很长的对象名称" * 5, "短", "短"))
    first, second = (column_widths(one, look_of(one), 10_000) for one in (even, crowded))
    assert second[1] > 1.5 * first[1]
    assert second[0] == first[0]
    assert second[3] < first[3]
    assert 9_990 <= sum(second) <= 10_000


def test_one_long_cell_does_not_turn_the_table_over() -> None:
    rows = [("层面", "对象", "服务", "成效")] * 20
    usual = table(*rows)
    odd = table(*rows, ("层" * 10_000, "对象", "服务", "成效"))
    assert column_widths(odd, look_of(odd), 9_000) == column_widths(usual, look_of(usual), 9_000)


@given(st.lists(st.tuples(*[st.text(max_size=60)] * 12), max_size=12), st.integers(3_000, 15_000))
def test_no_column_vanishes_and_none_leaves_the_page(rows: list[tuple[str, ...]], width: int) -> None:
    made = table(*rows, key="indicators", head=12)
    widths = column_widths(made, look_of(made), width)
    assert sum(widths) <= width
    assert min(widths) >= width // 32


@pytest.mark.parametrize(
    ("rows", "covered"),
    [
        ([("甲", "乙")] * 3, [[3, 3], [0, 0], [0, 0]]),
        ([("甲", "乙"), ("甲", "丙"), ("丁", "丙")], [[2, 1], [0, 1], [1, 1]]),
        ([("甲", "乙"), ("丙", "乙")], [[1, 1], [1, 1]]),
        ([("", ""), ("", "")], [[1, 1], [1, 1]]),
        ([("甲", "—"), ("甲", "—")], [[2, 1], [0, 1]]),
        ([], []),
    ],
)
def test_cells_grow_together_within_the_level_before(rows: list[tuple[str, str]], covered: list[list[int]]) -> None:
    made = table(*((*row, "x", "y") for row in rows))
    assert [list(row) for row in spans(made, look_of(made))] == covered


def test_a_table_that_is_not_known_is_laid_out_evenly() -> None:
    made = table(("1", "2"), key="new", head=2)
    assert look_of(made).widths == (1, 1)

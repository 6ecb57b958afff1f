"""A column that is held in little reads as the list that it stands for."""

from __future__ import annotations

import pickle
from itertools import cycle, islice

import pytest

from workbook_tools.basis import long_columns
from workbook_tools.basis.long_columns import LongColumn, different, gathered, mapped, told_apart


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_columns, "SHORT", 10)
    monkeypatch.setattr(long_columns, "_MOST_DIFFERENT", 1000)


NAMES = list(islice(cycle(["李敏", "", "王强"]), 60))
AMOUNTS = [None, 0.5, 1.0] * 20


@pytest.mark.parametrize(
    ("values", "little"),
    [
        (NAMES[:10], False),
        (NAMES, True),
        (AMOUNTS, True),
        ([f"社工{n % 300}" for n in range(900)], True),
        ([f"社工{n}" for n in range(2500)], False),
    ],
    ids=["short", "names", "amounts", "more than a byte", "all different"],
)
@pytest.mark.parametrize("at_a_time", [7, 5000])
def test_what_is_gathered_is_what_came(values: list[object], little: bool, at_a_time: int) -> None:
    column = gathered(values[at : at + at_a_time] for at in range(0, len(values), at_a_time))
    assert isinstance(column, LongColumn) is little
    assert list(column) == values
    assert (len(column), column[0], column[-1], list(column[5:9])) == (len(values), values[0], values[-1], values[5:9])
    assert different(column) == set(values)
    assert different(column[:2]) == set(values[:2])
    assert list(mapped(column, str)) == list(map(str, values))
    apart = told_apart(column)
    assert all((apart[i] == apart[0]) == (values[i] == values[0]) for i in range(len(values)))


def test_it_equals_any_sequence_of_the_same_values() -> None:
    column, backwards = gathered([NAMES]), gathered([NAMES[::-1]])
    assert isinstance(column, LongColumn)
    assert column == tuple(NAMES)
    assert column == gathered([["王强", *NAMES]])[1:]
    assert column == pickle.loads(pickle.dumps(column))
    assert hash(column) == hash(tuple(NAMES))
    assert column != backwards
    assert column != tuple(NAMES[1:])
    assert column != "".join(NAMES)

"""One fact: a figure, a word or a day of a workbook's results, with what it is of and the cell that it came from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple

Plain = tuple[str | int | float | None, ...]


class Workbook(NamedTuple):
    """Of which workbook facts are: the same in each of them. `digest` is the SHA-256 of the file's content."""

    station: str
    street: str
    year: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table `facts`. A kind's name and unit stand in `kinds`; rates are fractions with the unit %.

    `value` is None for what is unknown, and for words and days, which stand in `state`; beside a figure `state` is how
    it stands: 完成, 逾期, 优. `period` is the part of the year that it is of (末期, 2022-08), "" for all of it. Outside
    绩效指标 the levels are the part of the results, its division and subdivision, and `item` is whose figure it is.
    `cell` is A1, an area, or "" where the results follow from the whole sheet or workbook.
    """

    station: str
    street: str
    year: str
    period: str
    level1: str
    level2: str
    level3: str
    item: str
    indicator_id: str
    kind: str
    value: Decimal | None
    unit: str
    state: str
    sheet: str
    cell: str
    digest: str


COLUMNS: tuple[str, ...] = tuple(each.name for each in fields(Fact))
STREET, VALUE = COLUMNS.index("street"), COLUMNS.index("value")
_ALL: Any = attrgetter(*COLUMNS)


def plain(fact: Fact) -> Plain:
    """The fact in the order of COLUMNS, its value as a number: what goes into files and between processes."""
    told: Plain = _ALL(fact)
    return told if fact.value is None else (*told[:VALUE], _plain(fact.value), *told[VALUE + 1 :])


def in_street(fact: Plain, street: str | None) -> Plain:
    """The fact with the street of an office's list, where its workbook does not tell any."""
    return fact if fact[STREET] or not street else (*fact[:STREET], street, *fact[STREET + 1 :])


def _plain(value: Decimal) -> int | float | None:
    if not isfinite(float(value)):  # a cell may hold what no number can
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)

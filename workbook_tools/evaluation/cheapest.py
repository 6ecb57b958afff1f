"""The cheapest set of levers that earns so many cents: fewest rows, then least effort, then the order of the sheet.

All rows of a set are raised to their targets but the one with the fewest points (of equal ones the last on the sheet),
which is raised only as far as is still needed: there a share of the target earns least, so giving it up saves most.
The effort of a row is its change ÷ target in hundredths of a percent, that of a set the sum of them.

Exact: k, the number of rows, is the least with which the largest gains reach; then rows are taken by falling points,
and for every (rows taken, cents earned) the best way there is kept. A way is dropped only when the largest gains that
are left cannot complete it. As k − 1 rows never suffice, the cents that survive lie in a band narrower than the k-th
largest gain, which is at most 10000 ÷ k cents: n rows cost at most n × k × (10000 ÷ k) steps.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from workbook_tools.evaluation.levers import Lever


class Raise(NamedTuple):
    """A lever, and the figure it is raised to (None without figures)."""

    lever: Lever
    figure: Decimal | None


class _Way(NamedTuple):
    """Compared in this order; of ways with equally many rows, `order` is smaller the earlier the rows stand."""

    effort: int
    order: int
    row: int  # the one taken last
    before: _Way | None


def cheapest(levers: Sequence[Lever], cents: int) -> tuple[Raise, ...] | None:
    """What to raise, in the order of the sheet; None where all of it is not enough. Places must differ."""
    if cents <= 0:
        return ()
    count = _fewest(levers, cents)
    if count is None:
        return None
    ordered = sorted(levers, key=lambda lever: (-lever.points, lever.place))
    left = _largest_left(ordered, count)
    ranks = {place: rank for rank, place in enumerate(sorted(lever.place for lever in levers))}
    ways: list[dict[int, _Way]] = [{} for _ in range(count)]  # by rows taken to their target: cents earned → best way
    ways[0][0] = _Way(0, 0, -1, None)
    best: tuple[_Way, Decimal | None] | None = None
    for index, lever in enumerate(ordered):
        order = -(1 << (len(ordered) - ranks[lever.place]))
        for earned, way in ways[count - 1].items():
            missing = cents - earned
            if missing > lever.gain:
                continue
            if best is not None and way.effort + lever.least_effort(missing) > best[0].effort:
                continue
            figure = lever.reach(missing)
            found = _Way(way.effort + lever.effort(figure), way.order + order, index, way)
            if best is None or found[:2] < best[0][:2]:
                best = found, figure
        _take(ways, index, lever, order, cents, left[index + 1])
    assert best is not None
    last, *full = _rows_of(best[0])
    raises = [Raise(ordered[index], _goal(ordered[index])) for index in full]
    return tuple(sorted((*raises, Raise(ordered[last], best[1])), key=lambda each: each.lever.place))


def _fewest(levers: Sequence[Lever], cents: int) -> int | None:
    gains = sorted((lever.gain for lever in levers), reverse=True)
    return next((count for count, total in enumerate(accumulate(gains), 1) if total >= cents), None)


def _take(ways: list[dict[int, _Way]], index: int, lever: Lever, order: int, cents: int, left: Sequence[int]) -> None:
    """Every way with this lever at its target, but for those that what is left cannot complete."""
    effort = lever.effort(_goal(lever))
    count = len(ways)
    for taken in range(min(index + 1, count - 1), 0, -1):
        still = count - taken
        if still >= len(left):
            break
        for earned, way in ways[taken - 1].items():
            total = earned + lever.gain
            if total + left[still] < cents:
                continue
            known = ways[taken].get(total)
            if known is None or (way.effort + effort, way.order + order) < known[:2]:
                ways[taken][total] = _Way(way.effort + effort, way.order + order, index, way)


def _largest_left(ordered: Sequence[Lever], count: int) -> list[list[int]]:
    """For each place, the sums of the largest 0, 1, … `count` gains from there on; shorter where fewer are left."""
    gains: list[int] = []
    sums: list[list[int]] = [[0]]
    for lever in reversed(ordered):
        insort(gains, -lever.gain)
        del gains[count:]
        sums.append(list(accumulate((-gain for gain in gains), initial=0)))
    return sums[::-1]


def _rows_of(way: _Way) -> Iterator[int]:
    """The rows of a way, the one taken last first."""
    step: _Way | None = way
    while step is not None and step.before is not None:
        yield step.row
        step = step.before


def _goal(lever: Lever) -> Decimal | None:
    return lever.scale.goal if lever.scale else None

"""The unit's own score where one cell speaks for several rows: merged over them, or the first row's of its items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.evaluation.figures import ZERO
from workbook_tools.model import Indicator


def scored_together(
    row: Indicator, group: Sequence[Indicator], rows: Sequence[Indicator], points: Decimal | None
) -> tuple[Indicator, ...]:
    """The rows that the 自评得分 of `row` belongs to. `group`: the items of its indicator; `points`: its own share.

    Not merged, it is the whole indicator's only where it is more than the row alone can earn and no other item has one.
    """
    if row.score_rows > 1:
        last = row.row + row.score_rows
        return tuple(each for each in rows if row.row <= each.row < last)
    alone = all(each.stated_score is None for each in group if each is not row)
    first = bool(group) and group[0].row == row.row
    if first and alone and row.stated_score is not None and points is not None and row.stated_score > points:
        return tuple(group)
    return (row,)


def own_scores(rows: Sequence[Indicator], points: Sequence[Decimal | None]) -> dict[int, Decimal]:
    """Row of the sheet → its part of a score that belongs to several rows, by their points; others are left out."""
    groups: dict[int, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    worth = {row.row: each for row, each in zip(rows, points, strict=True) if each is not None}
    parts: dict[int, Decimal] = {}
    for row in rows:
        if row.stated_score is None:
            continue
        together = scored_together(row, groups[row.group], rows, worth.get(row.row))
        whole = sum((worth.get(each.row, ZERO) for each in together), ZERO)
        if len(together) > 1 and whole > 0:
            parts.update({each.row: row.stated_score * worth.get(each.row, ZERO) / whole for each in together})
    return parts

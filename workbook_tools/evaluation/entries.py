"""What is judged one by one: a row of 绩效指标, or one item of the lists in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.evaluation.figures import shown, spread
from workbook_tools.evaluation.ledger import LedgerSums
from workbook_tools.evaluation.pairing import Pair, pair
from workbook_tools.model import Indicator, Quantity
from workbook_tools.quantity_text import format_quantity


class Entry(NamedTuple):
    """A target, its answer, and the points that it can earn."""

    row: Indicator
    name: str
    item: str
    target: Quantity
    actual: Quantity
    points: Decimal | None
    ledger_value: Decimal | None
    from_ledger: bool
    list_position: int | None = None
    doubt: str = ""  # why two list items may not answer each other


def entries_of(row: Indicator, points: Decimal | None, sums: LedgerSums) -> Iterator[Entry]:
    """The row itself, or the items of its target paired with those of its actual."""
    if row.target.kind == "list" and row.target.items:
        counted = [sums.of_item(item.label, item.quantity.unit) for item in row.target.items]
        if row.actual.kind == "list":
            pairs = pair(row.target.items, row.actual.items)
            yield from _items(row, points, pairs, [None] * len(pairs))
            return
        if row.actual.kind == "blank" and any(value is not None for value in counted):
            yield from _items(row, points, [Pair(item, None) for item in row.target.items], counted)
            return
    value = sums.of_row(row) if row.target.kind != "list" else None
    stands_in = value is not None and row.actual.kind == "blank" and row.target.kind != "rate"
    actual = _from_ledger(value, row.unit or row.target.unit) if stands_in and value is not None else _one_rate(row)
    yield Entry(row, row.name, row.item or row.level3, row.target, actual, points, value, stands_in)


def _one_rate(row: Indicator) -> Quantity:
    """The actual; where a rate was promised, the one rate that stands among counts: `满意率95%，回收问卷200份`."""
    rates = [item.quantity for item in row.actual.items if item.quantity.kind == "rate"]
    if row.target.kind == "rate" and row.actual.kind == "list" and len(rates) == 1:
        return replace(rates[0], text=row.actual.text)
    return row.actual


def _items(
    row: Indicator, points: Decimal | None, pairs: Sequence[Pair], counted: Sequence[Decimal | None]
) -> Iterator[Entry]:
    """One entry a pair, with an even share of the row's points; `counted` are the ledger's sums that stand in."""
    parts = spread(points, len(pairs)) if points is not None else [None] * len(pairs)
    for place, (each, part, value) in enumerate(zip(pairs, parts, counted, strict=True)):
        target, answer = each.target.quantity, each.actual
        label = each.target.label or f"第{each.target.number or place + 1}项"
        actual = answer.quantity if answer else Quantity("blank")
        if value is not None:
            actual = _from_ledger(value, target.unit)
        yield Entry(
            row=row,
            name=f"{row.name}·{label}",
            item=label,
            target=_with_text(target),
            actual=_with_text(actual),
            points=part,
            ledger_value=value,
            from_ledger=value is not None,
            list_position=place,
            doubt=answer.label if answer and not each.named else "",
        )


def _from_ledger(value: Decimal, unit: str) -> Quantity:
    return Quantity("number", f"{shown(value)}{unit}", number=value, unit=unit)


def _with_text(quantity: Quantity) -> Quantity:
    """Items of a list have no cell of their own; what they say is written anew."""
    return quantity if quantity.text or quantity.kind == "blank" else replace(quantity, text=format_quantity(quantity))

"""What is judged one by one: a row of 绩效指标, or one item of the lists in its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.evaluation.figures import shown, spread
from workbook_tools.evaluation.ledger_sums import Answer, LedgerSums
from workbook_tools.evaluation.pairing import Pair, pair
from workbook_tools.model import Indicator, Quantity
from workbook_tools.model.quantity_text import format_quantity


class Entry(NamedTuple):
    """A target, its answer, and the points that it can earn."""

    row: Indicator
    name: str
    item: str
    target: Quantity
    actual: Quantity
    points: Decimal | None
    ledger_value: Decimal | None
    ledger_rule: str
    from_ledger: bool
    list_position: int | None = None
    doubt: str = ""  # why two list items may not answer each other


def entries_of(row: Indicator, points: Decimal | None, sums: LedgerSums) -> Iterator[Entry]:
    """The row itself, or the items of its target paired with those of its actual."""
    if row.target.kind == "list" and row.target.items:
        answers = [sums.of_item(row, place) for place in range(len(row.target.items))]
        if row.actual.kind == "list":
            yield from _items(row, points, pair(row.target.items, row.actual.items), answers, stand_in=False)
            return
        if row.actual.kind == "blank" and any(answers):
            yield from _items(row, points, [Pair(item, None) for item in row.target.items], answers, stand_in=True)
            return
    answer = sums.of_row(row) if row.target.kind != "list" else None
    stands_in = answer is not None and row.actual.kind == "blank" and row.target.kind != "rate"
    unit = row.unit or row.target.unit
    actual = _from_ledger(answer.value, unit) if stands_in and answer is not None else _one_rate(row)
    value, rule = answer or (None, "")
    yield Entry(row, row.name, row.item or row.level3, row.target, actual, points, value, rule, stands_in)


def _one_rate(row: Indicator) -> Quantity:
    """The actual; where a rate was promised, the one rate that stands among counts: `满意率95%，回收问卷200份`."""
    rates = [item.quantity for item in row.actual.items if item.quantity.kind == "rate"]
    if row.target.kind == "rate" and row.actual.kind == "list" and len(rates) == 1:
        return replace(rates[0], text=row.actual.text)
    return row.actual


def _items(
    row: Indicator, points: Decimal | None, pairs: Sequence[Pair], answers: Sequence[Answer | None], *, stand_in: bool
) -> Iterator[Entry]:
    """One entry a pair, with an even share of the row's points; the ledger's answers stand in for a blank cell only."""
    parts = spread(points, len(pairs)) if points is not None else [None] * len(pairs)
    for place, (each, part, found) in enumerate(zip(pairs, parts, answers, strict=True)):
        target, answer = each.target.quantity, each.actual
        label = each.target.label or f"第{each.target.number or place + 1}项"
        actual = answer.quantity if answer else Quantity("blank")
        if stand_in and found is not None:
            actual = _from_ledger(found.value, target.unit)
        yield Entry(
            row=row,
            name=f"{row.name}·{label}",
            item=label,
            target=_with_text(target),
            actual=_with_text(actual),
            points=part,
            ledger_value=found.value if found else None,
            ledger_rule=found.rule if found else "",
            from_ledger=stand_in and found is not None,
            list_position=place,
            doubt=answer.label if answer and not each.named else "",
        )


def _from_ledger(value: Decimal, unit: str) -> Quantity:
    return Quantity("number", f"{shown(value)}{unit}", number=value, unit=unit)


def _with_text(quantity: Quantity) -> Quantity:
    """Items of a list have no cell of their own; what they say is written anew."""
    return quantity if quantity.text or quantity.kind == "blank" else replace(quantity, text=format_quantity(quantity))

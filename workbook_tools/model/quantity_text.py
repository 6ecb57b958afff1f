"""A `Quantity` in words, so that reading the words again gives the same quantity: `≥95%`, `50万`, `-10%~10%`."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.model.basics import Moment, Quantity, QuantityItem


def format_quantity(quantity: Quantity) -> str:
    """The quantity as staff would write it; texts, blanks and errors as they were."""
    match quantity.kind:
        case "number" | "rate":
            return f"{quantity.operator}{_figure(quantity.number, quantity.unit)}"
        case "range":
            low, high = _figure(quantity.low, quantity.unit), _figure(quantity.high, quantity.unit)
            return f"{low}~{high}"
        case "date":
            return _moment(quantity)
        case "grade":
            return quantity.word + ("以上" if quantity.operator == "≥" else "")
        case "list":
            return "；".join(_item(item, place) for place, item in enumerate(quantity.items, 1))
        case _:
            return quantity.text


def _figure(number: Decimal | None, unit: str) -> str:
    if number is None:
        return ""
    return f"{as_digits(number * 100)}%" if unit == "%" else f"{as_digits(number)}{unit}"


def _moment(quantity: Quantity) -> str:
    moment = quantity.moment or Moment(1)
    text = (f"{moment.year}年" if moment.year else "") + f"{moment.month}月" + _day(moment)
    match quantity.operator:
        case "≤":
            return text + ("前" if moment.day else "底前")
        case "<":
            return text + "前" if not moment.day else "<" + text
        case "≥" | ">":
            return text + "后"
        case "=":
            return "=" + text
        case _:
            return text


def _day(moment: Moment) -> str:
    if moment.until is not None:
        return {10: "上旬", 20: "中旬"}.get(moment.until, "下旬")
    return f"{moment.day}日" if moment.day else ""


def _item(item: QuantityItem, place: int) -> str:
    """An item that is nothing but words is its own label."""
    said = format_quantity(item.quantity)
    return f"{item.number or place}.{said if item.label == said else item.label + said}"

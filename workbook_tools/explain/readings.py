"""How a cell of staff was read, in words."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.figures import as_digits
from workbook_tools.model import Quantity, Sense

KINDS = {
    "blank": "空白",
    "number": "数值",
    "rate": "比率",
    "range": "区间",
    "date": "日期",
    "grade": "评定用语",
    "list": "逐项清单",
    "text": "文字（没有可以计量的数）",
    "error": "错误值",
}
OPERATORS = {"≥": "≥（不少于）", ">": ">（多于）", "≤": "≤（不超过）", "<": "<（少于）", "=": "=（等于）"}
SENSES: dict[Sense, str] = {
    "more": "不止这么多",
    "about": "约数",
    "nearly": "接近而没有到",
    "few": "说不出确切的数",
    "unmet": "没有达到",
    "undone": "没有做到",
    "planned": "计划或应当做的",
    "started": "只是开始",
    "postponed": "取消或推迟",
    "other_time": "别的年度",
    "other_place": "别的单位",
    "compared": "与别的数相比",
    "up": "增加",
    "down": "减少",
    "rest": "还差",
    "surplus": "超出",
    "share": "目标的几成",
    "extra": "另外的",
    "part": "一部分",
    "order": "次序",
    "other_thing": "另一件事",
    "unknown": "读不懂的词",
}
MOST_ITEMS = 20


def reading(quantity: Quantity) -> tuple[str, ...]:
    """Kind, operator, number and unit of a target or an actual; the entries of a list one by one."""
    kind = f"读作：{KINDS[quantity.kind]}"
    if quantity.kind != "list":
        return (kind + "".join(f"；{part}" for part in _parts(quantity)),)
    items = [
        f"  {item.number or place}. {item.label or '（没有名称）'}：{KINDS[item.quantity.kind]}"
        + "".join(f"；{part}" for part in _parts(item.quantity))
        for place, item in enumerate(quantity.items[:MOST_ITEMS], 1)
    ]
    more = [f"  ……共 {len(quantity.items)} 项"] if len(quantity.items) > MOST_ITEMS else []
    return (f"{kind}，{len(quantity.items)} 项", *items, *more)


def _parts(quantity: Quantity) -> list[str]:
    parts = []
    if quantity.operator:
        parts.append(f"运算符 {OPERATORS[quantity.operator]}")
    if quantity.kind == "range" and quantity.low is not None and quantity.high is not None:
        parts.append(f"从 {_figure(quantity.low, quantity.unit)} 到 {_figure(quantity.high, quantity.unit)}")
    if quantity.number is not None:
        parts.append(f"数值 {_figure(quantity.number, quantity.unit)}")
    if quantity.unit:
        parts.append(f"单位 {quantity.unit}")
    if quantity.moment is not None:
        moment = quantity.moment
        year = f"{moment.year}年" if moment.year else ""
        parts.append(f"{year}{moment.month}月" + (f"{moment.day}日" if moment.day else ""))
    if quantity.word:
        parts.append(f"用语“{quantity.word}”")
    if quantity.sense:
        words = "、".join(f"“{word}”" for word in quantity.words)
        parts.append(f"{SENSES[quantity.sense]}{f'：{words}' if words else ''}")
    parts += [f"另有{'、'.join(f'“{word}”' for word in aside.words)}" for aside in quantity.asides if aside.words]
    return parts


def _figure(number: Decimal, unit: str) -> str:
    return f"{as_digits(number)}（即 {as_digits(number * 100)}%）" if unit == "%" else as_digits(number)

"""A target or actual cell → a `Quantity`: operator, figure, unit and kind. Nothing that stands in a cell makes it raise.

Rules, with examples: `≥95%` · `50万` (50 in 万) · `90%以上` · `60-80` · `9月前` · `优良以上` · `1.个案68个；2.小组30个` ·
`配备20人，其中专业人员不少于14人` · `零投诉` (0) · `全覆盖` (100 %). What had to be assumed is told by codes; see `quantity_findings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from workbook_tools.catalogue import finding
from workbook_tools.grade_words import grade_in
from workbook_tools.model import Cell, Finding, Moment, Nature, Operator, Quantity, QuantityItem
from workbook_tools.reading.quantity_clean import LONGEST, clean
from workbook_tools.reading.quantity_dates import date_in
from workbook_tools.reading.quantity_figures import LARGEST, Figure, figures_in, value_of
from workbook_tools.reading.quantity_lists import Clause, clauses_of, label_of, split_commas
from workbook_tools.reading.quantity_numerals import digits_for_numerals
from workbook_tools.unit_names import is_rate_unit

Role = Literal["target", "actual"]
_BLANK = re.compile(r"[-/\\_.。、,;…*·~]*|无|暂无|无数据|不适用|n/?a|none|null|nan|空|未填|/无|无/", re.IGNORECASE)
_NO_CASES = re.compile("(?:全年|本年度|年度内|目前|期间)*(?:零|无|没有|未发生|未出现|未收到|未接到)(?:任何|一例|一起|重大|有效|安全|群众|服务对象)*(?:投诉|事故|差错|违规|违纪|违法|上访|信访|失误|发生|纠纷|伤亡|举报|案件|舆情|延误|拖欠)[事故件案例行为问题情况发生]*")
_ALL = re.compile("(?:已|实现|达到|做到|基本)*(?:全覆盖|全部覆盖|百分百|百分之百|百分百覆盖)")
_BRACKET = re.compile(r"\([^()]*\)")
_DIGIT = re.compile("[0-9]")
_NATURES: dict[str, Operator] = {"≥": "≥", "≤": "≤", "=": "="}


def read_quantity(cell: Cell, *, unit: str = "", role: Role, nature: Nature = "") -> Quantity:
    """What the cell says. `unit` is the unit column's (or header's), taken where the cell has none; `nature` likewise."""
    if cell.error:
        return Quantity("error", cell.text or cell.error, codes=("Q113",))
    if cell.date is not None:
        day = cell.date
        return Quantity("date", cell.text, moment=Moment(day.month, day.year, day.day))
    if cell.number is not None:
        quantity = _of_number(cell, unit, nature)
    else:
        quantity = _of_text(cell.text, unit, nature)
    return _with_role(quantity, role, nature)


def quantity_findings(quantity: Quantity, sheet: str, cell: str, *, unit: str = "", name: str = "") -> tuple[Finding, ...]:
    """The findings of the codes that reading the cell raised, each once, items of a list included."""
    codes = dict.fromkeys((*quantity.codes, *(code for item in quantity.items for code in item.quantity.codes)))
    return tuple(finding(code, sheet, cell, text=quantity.text, unit=unit, name=name) for code in codes)


def _of_number(cell: Cell, unit: str, nature: Nature) -> Quantity:
    number = cell.number
    assert number is not None
    if not number.is_finite() or abs(number) >= LARGEST:
        return Quantity("text", cell.text, codes=("Q109",))
    if nature == "日期" and 30000 < number < 60000:
        day = date(1899, 12, 30) + timedelta(days=int(number))
        return Quantity("date", cell.text, moment=Moment(day.month, day.year, day.day))
    if cell.percent:
        return Quantity("rate", cell.text, number=number, unit="%")
    return _with_unit(Quantity("number", cell.text, number=number), unit, bare_fraction=True)


def _of_text(text: str, unit: str, nature: Nature) -> Quantity:
    cleaned, codes = clean(text)
    if len(text) > LONGEST:
        return Quantity("text", text, codes=("Q109",))
    bare = cleaned.strip(";")
    if _BLANK.fullmatch(bare) is not None:
        return Quantity("blank", text)
    quantity = _whole(bare, unit) or _parts(bare, unit)
    if nature == "定性" and quantity.kind in ("number", "list") and not _is_plain(bare):
        quantity = Quantity("text")
    return replace(quantity, text=text, codes=tuple(dict.fromkeys((*codes, *quantity.codes))))


def _whole(text: str, unit: str) -> Quantity | None:
    """Texts that are read as a whole: grade words, dates, words that are a figure."""
    graded = grade_in(text)
    if graded is not None:
        word, bound = graded
        return Quantity("grade", operator="≥" if bound else "", word=word)
    dated = date_in(text)
    if dated is not None and not (re.fullmatch("[0-9]+年?", text) and unit):
        moment, operator, codes = dated
        return Quantity("date", operator=operator, moment=moment, codes=codes)
    if _NO_CASES.fullmatch(text):
        return Quantity("number", number=Decimal(0), unit=unit, codes=("Q105",))
    if _ALL.fullmatch(text):
        return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))
    return None


def _parts(text: str, unit: str) -> Quantity:
    clauses = clauses_of(digits_for_numerals(text))
    numbered = len(clauses) > 1 and any(clause.number is not None for clause in clauses)
    items = [item for clause in clauses for item in _items(clause, unit if len(clauses) == 1 else "", numbered)]
    unread = tuple(code for item in items for code in item.quantity.codes if item.quantity.kind == "text")
    if not numbered:
        items = [item for item in items if item.quantity.kind not in ("text", "blank")]
    if not items:
        return Quantity("text", codes=unread or (("Q103",) if _DIGIT.search(text) else ()))
    if len(items) == 1:
        return items[0].quantity
    both = _two_bounds(items)
    return both or Quantity("list", items=tuple(items))


def _items(clause: Clause, unit: str, numbered: bool) -> list[QuantityItem]:
    """The figures of a clause, one for each phrase between commas that has one."""
    found: list[QuantityItem] = []
    text = _BRACKET.sub(_bracket, clause.text)
    codes = ("Q107",) if any(re.search("其中|包括", b) and _DIGIT.search(b) for b in _BRACKET.findall(clause.text)) else ()
    phrases = split_commas(text)
    for phrase in phrases:
        figures = figures_in(phrase)
        figure = value_of(phrase, figures)
        if figure is None:
            word = _whole(phrase, unit)
            if word is not None and word.kind != "grade":
                found.append(QuantityItem(label_of(phrase, ""), word, clause.number))
            continue
        label = label_of(phrase[: figure.start], phrase[figure.end :])
        found.append(QuantityItem(label, _of_figure(figure, unit, codes), clause.number))
    if found or not numbered:
        return found
    graded = _whole(clause.text, unit)
    return [QuantityItem(clause.text, graded or Quantity("text", clause.text), clause.number)]


def _bracket(match: re.Match[str]) -> str:
    """Brackets explain; those that carry a unit or a bound stay."""
    inner = match[0][1:-1]
    if re.fullmatch("含|不含|包含|含本数|不含本数|以上|以下|以内", inner) or not _DIGIT.search(inner) and len(inner) <= 8:
        return match[0]
    return "" if re.search("其中|包括|含|包含|注|说明|详见|见|如|例如", inner) or not _DIGIT.search(inner) else "," + inner


def _of_figure(figure: Figure, unit: str, codes: Sequence[str] = ()) -> Quantity:
    if figure.number is None and figure.low is None:
        return Quantity("text", codes=figure.codes)
    all_codes = (*figure.codes, *codes)
    if figure.low is not None:
        quantity = Quantity("range", low=figure.low, high=figure.high, unit=figure.unit, codes=all_codes)
    else:
        kind: Literal["rate", "number"] = "rate" if figure.unit == "%" else "number"
        quantity = Quantity(kind, operator=figure.operator, number=figure.number, unit=figure.unit, codes=all_codes)
    return quantity if figure.unit else _with_unit(quantity, unit, bare_fraction=False)


def _with_unit(quantity: Quantity, unit: str, *, bare_fraction: bool) -> Quantity:
    """A figure without a unit takes the column's. Under `%`, 95 is 95 %; a number cell of 0.95 is 95 % with its format lost."""
    if not is_rate_unit(unit):
        return replace(quantity, unit=unit.strip())
    values = [v for v in (quantity.number, quantity.low, quantity.high) if v is not None]
    lost = bare_fraction and all(abs(v) <= 1 for v in values) and any(values)
    factor, codes = (Decimal(1), (*quantity.codes, "Q104")) if lost else (Decimal("0.01"), quantity.codes)
    return replace(
        quantity,
        kind="rate" if quantity.kind == "number" else quantity.kind,
        unit="%",
        number=None if quantity.number is None else quantity.number * factor,
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        codes=codes,
    )


def _two_bounds(items: Sequence[QuantityItem]) -> Quantity | None:
    """`不少于60人，不超过80人`: one range, when nothing is named twice."""
    if len(items) != 2 or items[1].label:
        return None
    low, high = sorted((item.quantity for item in items), key=lambda q: q.operator in ("≤", "<"))
    if low.operator in ("≥", ">") and high.operator in ("≤", "<") and low.number is not None and high.number is not None:
        return Quantity("range", low=low.number, high=high.number, unit=high.unit or low.unit)
    return None


def _is_plain(text: str) -> bool:
    return re.fullmatch(r"[≥≤<>=]?[0-9.,]+[^0-9]{0,6}", text) is not None


def _with_role(quantity: Quantity, role: Role, nature: Nature) -> Quantity:
    """A target takes the operator of its column; a bound in an actual is read as its limit, and said."""
    if role == "target":
        given = _NATURES.get(nature, "")
        if quantity.kind not in ("number", "rate", "date") or not given:
            return quantity
        if not quantity.operator:
            return replace(quantity, operator=given)
        if quantity.operator.replace(">", "≥").replace("<", "≤") != given:
            return replace(quantity, codes=(*quantity.codes, "Q108"))
        return quantity
    if quantity.kind == "list":
        items = tuple(replace(item, quantity=_with_role(item.quantity, role, "")) for item in quantity.items)
        return replace(quantity, items=items)
    bound = quantity.kind in ("number", "rate") and quantity.operator not in ("", "=")
    return replace(quantity, codes=(*quantity.codes, "Q101")) if bound or quantity.kind == "range" else quantity

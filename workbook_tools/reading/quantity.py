"""A target or actual cell → a `Quantity`: operator, figure, unit and kind. Nothing in a cell makes it raise.

`≥95%` · `50万` (50 in 万) · `90%以上` · `60-80` · `9月前` · `优良以上` · `1.个案68个；2.小组30个` · `零投诉` (0) ·
`全覆盖` (100 %) · `配备20人，其中专业人员不少于14人`. What had to be assumed is told by codes; see `quantity_findings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from workbook_tools.basis.grade_words import grade_in
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.catalogue import finding
from workbook_tools.model import Cell, Finding, Moment, Nature, Quantity, QuantityItem, QuantityKind
from workbook_tools.reading.quantity_clean import LONGEST, clean
from workbook_tools.reading.quantity_dates import date_in
from workbook_tools.reading.quantity_figures import LARGEST, Figure, figures_in, plain_figure, value_of
from workbook_tools.reading.quantity_lists import Clause, clauses_of, label_of, split_commas
from workbook_tools.reading.quantity_numerals import dates_in_digits, digits_for_numerals
from workbook_tools.reading.quantity_sum import sum_of_parts

Role = Literal["target", "actual"]
_BLANK = lazy_pattern(
    r"[-/\\_.。、,;…*·~]*|无|没有|暂无|无数据|不适用|n/?a|none|null|nan|空|未填|/无|无/", re.IGNORECASE
)
_NO_CASES = lazy_pattern(
    "(?:全年|本年度|年度内|目前|期间)*(?:零|无|没有发生|没有收到|没有|未发生|未出现|未收到|未接到|不发生|不出现|杜绝)"
    "(?:任何|一例|一起|重大|有效|安全|生产|责任|群众|服务对象|的)*"
    "(?:投诉|事故|差错|违规|违纪|违法|上访|信访|失误|发生|纠纷|伤亡|举报|案件|舆情|延误|拖欠)"
    "[事故件案例行为问题情况发生]*"
)
_ALL = lazy_pattern("(?:已|实现|达到|做到|基本)*(?:全覆盖|全部覆盖|百分百|百分之百|百分百覆盖)")
_BRACKET = lazy_pattern(r"\([^()]*\)")
_SAME_FIGURE = lazy_pattern("^不?含|完成率|[÷/]")  # (含10%), (完成率97%), (68/70)
_COMPARED = lazy_pattern("超额|超出|比|较|同比|环比")  # 70个，比目标多2个
_PROMISED = lazy_pattern("(?:年初|年度)?(?:目标|计划|任务|应)(?:完成|数|值)?")
_DONE = lazy_pattern("(?:实际|已)?完成|实际")
_OF_PARTS = lazy_pattern("其中|包括|分别|总|共|合计")
_OWN_RATE = lazy_pattern(".{0,4}(?:完成率|完成比例|完成度|达成率)")
_ERROR = lazy_pattern(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)
_FORMULA = lazy_pattern(r"[=+@][A-Za-z(].*\(|=.*[0-9)][+*/-][0-9A-Z(]")
_DIGIT = lazy_pattern("[0-9]")
_MONTH_UNIT = lazy_pattern("月份?(?:底|末|中|初)?(?:之?前|以前|内)?")
_MONTH = lazy_pattern("1[0-2]|[1-9]")
_FRACTION = lazy_pattern("([≥≤<>=]?)([0-9]{1,6})/([0-9]{1,6})")
_DOTTED = lazy_pattern(r"[≥≤<>=]?[0-9]+(?:[.][0-9]+){2,}[^0-9]*")  # 68.0.0 is no figure, and no day
_PER = lazy_pattern("每(?:[0-9]|[十百千万](?!个月|元))")  # 每2.5万元配1名: a ratio of two things, and no count
_EACH = lazy_pattern("([^0-9,;:、()≥≤<>=]+(?:(?:、|和|及)[^0-9,;:、()≥≤<>=]+)+?)各(?=(?:[≥≤<>=]|不少于|至少)?[0-9])")
_JOINING = lazy_pattern("、|和|及")
_EACH_TIME = lazy_pattern("[0-9].*(?:、|和|及).*各[0-9]")  # 5月、10月各1次: how many in all is not said
_SPACED = lazy_pattern("([^0-9]{0,6})((?:[0-9] +){1,3}[0-9])( *[^0-9 ][^0-9]*)")  # `9 0 %`, set wide in a form
_SIGNS: dict[str, Operator] = {sign.value: sign for sign in Operator}


def read_quantity(cell: Cell, *, unit: str = "", role: Role, nature: Nature = "") -> Quantity:
    """What the cell says. `unit` is the unit column's or header's, taken where the cell has none; so is `nature`."""
    if cell.error:
        return Quantity("error", cell.text or cell.error, codes=("Q113",))
    if cell.date is not None:
        day = cell.date
        return Quantity("date", cell.text, moment=Moment(day.month, day.year, day.day))
    if (month := _month_by_unit(cell, unit, nature)) is not None:
        return _with_role(month, role, nature)
    quantity = _of_text(cell.text, unit, nature) if cell.number is None else _of_number(cell, unit, nature)
    return _with_role(quantity, role, nature)


def quantity_findings(
    quantity: Quantity, sheet: str, cell: str, *, unit: str = "", name: str = ""
) -> tuple[Finding, ...]:
    """The findings of the codes that reading the cell raised, each once, items of a list included."""
    codes = dict.fromkeys((*quantity.codes, *(code for item in quantity.items for code in item.quantity.codes)))
    return tuple(finding(code, sheet, cell, text=quantity.text, unit=unit, name=name) for code in codes)


def _month_by_unit(cell: Cell, unit: str, nature: Nature) -> Quantity | None:
    """A deadline with its unit in a column: `≤ | 12 | 月`, `12 | 月底前`. A length of time is in 个月 or has ≥."""
    if not _MONTH_UNIT.fullmatch(unit.strip()) or not _MONTH.fullmatch(cell.text.strip()) or nature == "≥":
        return None
    dated = date_in(cell.text.strip() + unit.strip())
    return None if dated is None else Quantity("date", cell.text, operator=dated[1], moment=dated[0])


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
    return _with_unit(Quantity("number", cell.text, number=number), unit, nature)


def _of_text(text: str, unit: str, nature: Nature) -> Quantity:
    plain = plain_figure(text)
    if plain is not None:
        return replace(_of_figure(plain, unit, nature), text=text)
    if len(text) > LONGEST:
        return Quantity("text", text, codes=("Q109",))
    if _ERROR.fullmatch(text.strip()):
        return Quantity("error", text, codes=("Q113",))
    if _FORMULA.match(text.strip()):
        return Quantity("text", text, codes=("Q103",))
    spaced = _SPACED.fullmatch(text.strip())
    cleaned, codes = clean(spaced[1] + spaced[2].replace(" ", "") + spaced[3] if spaced else text)
    bare = cleaned.strip(";")
    if _BLANK.fullmatch(bare) is not None:
        return Quantity("blank", text)
    quantity = sum_of_parts(bare, unit) or _whole(bare, unit) or _parts(bare, unit, nature)
    if nature == "定性" and quantity.kind in ("number", "list") and not _is_bare_figure(bare):
        quantity = Quantity("text")  # figures inside a description
    return replace(quantity, text=text, codes=tuple(dict.fromkeys((*codes, *quantity.codes))))


def _each(match: re.Match[str]) -> str:
    """`个案、小组各12个` as two items; what follows stands behind each."""
    names = _JOINING.split(match[1])
    rest = re.match("[^,;]*", match.string[match.end() :])
    behind = rest[0] if rest else ""
    return "".join(f"{name}{behind}," for name in names[:-1]) + names[-1]


def _whole(text: str, unit: str) -> Quantity | None:
    """Texts that are read as a whole: grade words, dates, words that stand for a figure."""
    if (graded := grade_in(text)) is not None:
        return Quantity("grade", operator=Operator.GE if graded[1] else Operator.NONE, word=graded[0])
    year_or_number = unit and re.fullmatch(r"[0-9.]+年?", text)
    if not year_or_number and (dated := date_in(dates_in_digits(text))) is not None:
        moment, operator, codes = dated
        return Quantity("date", operator=operator, moment=moment, codes=codes)
    if _DOTTED.fullmatch(text) or _PER.search(text) or _EACH_TIME.match(text):
        return Quantity("text", codes=("Q103",))
    if _NO_CASES.fullmatch(text) or text in ("零", "不发生", "未发生"):
        return Quantity("number", number=Decimal(0), unit=unit, codes=("Q105",))
    if _ALL.fullmatch(text):
        return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))
    if is_rate_unit(unit) and (part := _FRACTION.fullmatch(text)) and 0 < int(part[2]) <= int(part[3]):
        return Quantity("rate", operator=_SIGNS[part[1]], number=Decimal(part[2]) / Decimal(part[3]), unit="%")
    return None


def _parts(text: str, unit: str, nature: Nature) -> Quantity:
    """Figures in words: one, a range in two bounds, or a list."""
    clauses = clauses_of(_EACH.sub(_each, digits_for_numerals(text)))
    numbered = len(clauses) > 1 and any(clause.number is not None for clause in clauses)
    items = [item for clause in clauses for item in _items(clause, unit, nature, numbered)]
    unread = tuple(code for item in items for code in item.quantity.codes if item.quantity.kind == "text")
    if not numbered:
        items = _without_asides(items)
    if not items:
        return Quantity("text", codes=unread or (("Q103",) if _DIGIT.search(text) else ()))
    if len(items) == 1:
        return items[0].quantity
    whole = _sum_of_parts(items) if _OF_PARTS.search(text) else None
    codes = dict.fromkeys(code for item in items for code in item.quantity.codes)
    return _two_bounds(items) or whole or Quantity("list", items=tuple(items), codes=tuple(codes))


def _without_asides(items: list[QuantityItem]) -> list[QuantityItem]:
    """Without texts and what a sentence names beside its figure: a day, its own rate, what it compares with."""
    items = [item for item in items if item.quantity.kind != "text"]
    items = [item for item in items if item.quantity.kind != "date"] or items
    items = [item for item in items if not _COMPARED.match(item.label)] or items
    counts = [item for item in items if not (_OWN_RATE.fullmatch(item.label) and item.quantity.unit == "%")]
    return counts if any(item.quantity.unit != "%" for item in counts) else items


def _items(clause: Clause, unit: str, nature: Nature, numbered: bool) -> list[QuantityItem]:
    """The figures of a clause, one for each phrase between commas that has one."""
    found: list[QuantityItem] = []
    text, codes = _without_brackets(clause.text)
    for phrase in split_commas(text):
        figure = value_of(phrase, figures_in(phrase))
        if figure is not None:
            label = label_of(phrase[: figure.start], phrase[figure.end :])
            found.append(QuantityItem(label, _of_figure(figure, unit, nature, codes), clause.number))
        elif (word := _whole(phrase, unit)) is not None and word.kind != "grade":
            found.append(QuantityItem("", word, clause.number))
    if found or not numbered:
        return found
    in_words = _whole(clause.text, unit) or Quantity("text", clause.text)
    return [QuantityItem(clause.text, in_words, clause.number)]


def _without_brackets(text: str) -> tuple[str, tuple[str, ...]]:
    """Brackets behind a figure explain it and are left out; in a text without other figures theirs is the figure."""
    outside = _DIGIT.search(_BRACKET.sub("", text)) is not None
    codes: list[str] = []

    def kept(match: re.Match[str]) -> str:
        inner = match[0][1:-1]
        if not _DIGIT.search(inner):
            return match[0] if len(inner) <= 8 else ""
        if not outside:
            return f",{inner}"
        codes.extend([] if _SAME_FIGURE.search(inner) else ["Q107"])
        return ""

    return _BRACKET.sub(kept, text), tuple(codes[:1])


def _of_figure(figure: Figure, unit: str, nature: Nature, codes: Sequence[str] = ()) -> Quantity:
    all_codes = (*figure.codes, *codes)
    if figure.low is not None:
        quantity = Quantity("range", low=figure.low, high=figure.high, unit=figure.unit, codes=all_codes)
    elif figure.number is not None:
        kind: QuantityKind = "rate" if figure.unit == "%" else "number"
        quantity = Quantity(kind, operator=figure.operator, number=figure.number, unit=figure.unit, codes=all_codes)
    else:
        return Quantity("text", codes=figure.codes)
    return quantity if figure.unit else _with_unit(quantity, unit, nature)


def _with_unit(quantity: Quantity, unit: str, nature: Nature) -> Quantity:
    """A figure without a unit takes the column's. Under `%`, 95 is 95 %, and 0.95 is 95 % with its format lost.

    What is bounded from above may well be less than 1 %: there 0.5 under `%` stays 0.5 %.
    """
    if not is_rate_unit(unit):
        return replace(quantity, unit=unit.strip()) if quantity.unit != unit.strip() else quantity
    values = [value for value in (quantity.number, quantity.low, quantity.high) if value is not None]
    small = all(abs(value) <= 1 for value in values) and any(values)
    lost = small and nature != "≤" and quantity.operator not in ("≤", "<")
    rate = _times(quantity, Decimal(1) if lost else Decimal("0.01"))
    return replace(rate, codes=(*quantity.codes, "Q104")) if lost else rate


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    """The figures of a percentage as fractions."""

    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    kind: QuantityKind = "rate" if quantity.kind == "number" else quantity.kind
    low, high = times(quantity.low), times(quantity.high)
    return replace(quantity, kind=kind, unit="%", number=times(quantity.number), low=low, high=high)


def _own_side(items: Sequence[QuantityItem], role: Role) -> Quantity | None:
    """`目标68个，实际70个` says both sides in one cell: its own is taken."""
    if len(items) != 2 or not (_PROMISED.fullmatch(items[0].label) and _DONE.fullmatch(items[1].label)):
        return None
    return items[0 if role == "target" else 1].quantity


def _two_bounds(items: Sequence[QuantityItem]) -> Quantity | None:
    """`不少于60人，不超过80人`: one range, when nothing is named twice."""
    if len(items) != 2 or items[1].label:
        return None
    low, high = sorted((item.quantity for item in items), key=lambda q: q.operator in ("≤", "<"))
    if low.operator not in ("≥", ">") or high.operator not in ("≤", "<") or low.number is None or high.number is None:
        return None
    unit = high.unit or low.unit
    return Quantity("range", low=low.number, high=high.number, unit=unit) if low.number <= high.number else None


def _sum_of_parts(items: Sequence[QuantityItem]) -> Quantity | None:
    """`总工时30184小时，其中：直接26880小时、间接3304小时`: the first is the sum of the others, and stands for them."""
    first, *others = (item.quantity for item in items)
    if items[-1].label in ("", "共", "合计", "总计"):  # 现金20万元+物资30万元，共50万元
        *others, first = first, *others
    numbers = [other.number for other in others if other.number is not None and other.unit == first.unit]
    told_apart = any(item.number is not None for item in items) or not all(number > 0 for number in numbers)
    if told_apart or len(numbers) < max(2, len(others)) or sum(numbers) != first.number:
        return None
    return replace(first, codes=(*first.codes, "Q107"))


def _is_bare_figure(text: str) -> bool:
    return re.fullmatch(r"[≥≤<>=]?[0-9.,]+[^0-9]{0,6}", text) is not None


def _with_role(quantity: Quantity, role: Role, nature: Nature) -> Quantity:
    """A target takes the operator of its column; a bound in an actual is read as its limit, and said."""
    if quantity.kind == "list" and (own := _own_side(quantity.items, role)) is not None:
        quantity = replace(own, text=quantity.text)
    if role == "target":
        given = _SIGNS.get(nature, Operator.NONE)
        if quantity.kind not in ("number", "rate", "date") or not given:
            return quantity
        if not quantity.operator:
            return replace(quantity, operator=given)
        if quantity.operator.replace(">", "≥").replace("<", "≤") != given:
            return replace(quantity, codes=(*quantity.codes, "Q108"))
        return quantity
    if quantity.kind == "list":
        items = tuple(replace(item, quantity=_with_role(item.quantity, role, "")) for item in quantity.items)
        codes = dict.fromkeys((*quantity.codes, *(code for item in items for code in item.quantity.codes)))
        return replace(quantity, items=items, codes=tuple(codes))
    bound = quantity.kind in ("number", "rate") and quantity.operator not in ("", "=")
    return replace(quantity, codes=(*quantity.codes, "Q101")) if bound or quantity.kind == "range" else quantity

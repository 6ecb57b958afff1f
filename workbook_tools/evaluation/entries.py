"""What is judged one by one: a row of 绩效指标, or one item of the lists in its cells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import COUNTERS, PERIODS, is_rate_unit, normal_unit, without_period
from workbook_tools.evaluation.figures import spread
from workbook_tools.evaluation.last_year import beside_last_year
from workbook_tools.evaluation.ledger_sums import Answer, LedgerSums
from workbook_tools.evaluation.named_units import units_by_name
from workbook_tools.evaluation.pairing import Pair, core, pair
from workbook_tools.evaluation.proofs import Proofs
from workbook_tools.model import Indicator, Quantity, QuantityItem
from workbook_tools.model.lists import Proof
from workbook_tools.model.quantity_text import format_quantity

# What a figure of this year is called beside one of all years.
_DIGITS = lazy_pattern("[0-9]+")
_PART_OF_A_YEAR = lazy_pattern("[上下]半年|第?[一二三四]季度|[一二三四五六七八九十]+月份?|前[三六九]个月|前[二三]季度")
_NOW = "今年|本年度?|当年|年度内?|年内|本期"
_THIS_YEAR = lazy_pattern(f"(?:{_NOW}|全年)?(?:新.{{0,4}})?")
_OF_NOW = lazy_pattern(_NOW)


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
    proof: Proof | None = None  # what a list of the station's own says
    from_list: bool = False
    doubt: str = ""  # why two list items may not answer each other


def entries_of(row: Indicator, points: Decimal | None, sums: LedgerSums, proofs: Proofs) -> Iterator[Entry]:
    """The row itself, or the items of its target paired with those of its actual."""
    for entry in _entries(row, points, sums, proofs):
        place = entry.list_position
        proof = proofs.of_row(row) if place is None else proofs.of_item(row, place)
        if proof is not None and proof.kind == "ledger" and entry.ledger_value is not None:
            proof = None  # entries that name the row itself are the nearer answer
        stands_in = proof is not None and entry.actual.kind == "blank"
        if proof is not None and stands_in:
            entry = entry._replace(actual=_from_list(proof), from_list=True)
        yield entry._replace(proof=proof) if proof is not None else entry


def _from_list(proof: Proof) -> Quantity:
    if is_rate_unit(proof.unit):
        return Quantity("rate", f"{as_count(half_up(proof.value * 100))}%", number=proof.value, unit="%")
    return Quantity("number", f"{as_count(half_up(proof.value))}{proof.unit}", number=proof.value, unit=proof.unit)


def _entries(row: Indicator, points: Decimal | None, sums: LedgerSums, proofs: Proofs) -> Iterator[Entry]:
    row = beside_last_year(_with_one_target(row))
    if row.target.kind == "list" and row.target.items:
        answers = [sums.of_item(row, place) for place in range(len(row.target.items))]
        if row.actual.kind == "list":
            yield from _items(row, points, pair(row.target.items, row.actual.items), answers, stand_in=False)
            return
        if row.actual.kind == "blank" and (any(answers) or proofs.of_any_item(row)):
            yield from _items(row, points, [Pair(item, None) for item in row.target.items], answers, stand_in=True)
            return
    answer = sums.of_row(row) if row.target.kind != "list" else None
    stands_in = answer is not None and row.actual.kind == "blank" and row.target.kind != "rate"
    unit = row.unit or row.target.unit
    actual = _from_ledger(answer.value, unit) if stands_in and answer is not None else _answer_in(row)
    value, rule = answer or (None, "")
    yield Entry(row, row.name, row.item or row.level3, row.target, actual, points, value, rule, stands_in)


def _with_one_target(row: Indicator) -> Indicator:
    """`每月2次，共24次` promises one thing, told twice: the year's figure stands for both."""
    items = row.target.items
    if len(items) != 2 or any(item.number is not None or item.quantity.number is None for item in items):
        return row
    each, whole = sorted((item.quantity for item in items), key=lambda quantity: "/" not in quantity.unit)
    head, _, period = normal_unit(each.unit).partition("/")
    assert each.number is not None
    if each.number * PERIODS.get(period, 0) != whole.number or head != normal_unit(whole.unit):
        return row
    return replace(row, target=whole._replace(text=row.target.text))


def _answer_in(row: Indicator) -> Quantity:
    """The actual; of several figures the one that answers the single figure that was promised: the only one in its
    unit (`发放问卷200份，满意度95%`), the sum of the others (`…，共20场`), or the one that the others are parts of."""
    target, items = row.target, row.actual.items
    if target.kind not in ("number", "rate", "range") or not items or any(item.number is not None for item in items):
        return row.actual
    wanted = without_period(normal_unit(target.unit or row.unit))
    alike = [item for item in items if without_period(normal_unit(item.quantity.unit)) == wanted]
    if not alike and (period := wanted.partition("/")[2]):  # 全年52周，召开52次 of 每周1次
        alike = [item for item in items if f"{normal_unit(item.quantity.unit)}/{period}" == wanted]
    if not wanted:  # 12场，360人次参加 of 培训场次
        counting = units_by_name(row.name)
        alike = [item for item in items if normal_unit(item.quantity.unit) in counting]
    if not alike and wanted in COUNTERS:  # 16场次，覆盖1200人 of 16场
        alike = [item for item in items if item.quantity.unit in COUNTERS]
    if any(item.quantity.kind == "text" or not item.quantity.unit for item in items):
        return row.actual
    if any(item.among and _OF_NOW.fullmatch(item.label) for item in alike):
        return row.actual  # 50场，其中本年30场: the others were not of it
    whole = [item for item in alike if item.total and not item.among]
    if len(alike) == 2 and len(whole) == 1 and (of_the_year := _of_the_year(alike, whole[0])) is not None:
        if of_the_year.label not in target.text:
            return row.actual
        whole = [of_the_year]  # 新增12张 was promised
    if not whole and _is_a_part_and_the_year(alike, row.actual.text):
        whole = list(alike[1:])
    if len(whole) != 1 and all(item.among for item in alike[1:]):
        whole = _named_among(alike, row.name) or alike[:1]
    if len(whole) != 1:
        whole = [item for item in alike if _is_named(item.label, row.name)]
        if len(whole) == 1 and not core(alike[0].label):
            return row.actual  # 33人，就业19人: the row's own, or some of them
        if len(whole) == 1 and any(_is_a_step_above(item.label, whole[0].label) for item in alike):
            return row.actual  # 非常满意60%，满意35%: both belong to it
    if len(whole) != 1:
        return row.actual
    answer = whole[0].quantity  # with what else the cell says of it
    return answer._replace(text=row.actual.text, years=tuple(dict.fromkeys((*row.actual.years, *answer.years))))


def _named_among(items: Sequence[QuantityItem], name: str) -> list[QuantityItem]:
    """`社工8人，其中持证5人` where the row is 持证社工: the part that it names beside what all of them are."""
    whole = core(items[0].label) if items else ""
    named = [item for item in items[1:] if _is_named(item.label, name) and core(item.label) not in whole]
    return named if whole and len(named) == 1 else []


def _is_named(label: str, name: str) -> bool:
    """Whether a row's name has what an item is called; 90岁以上 is not the 80岁以上 of a name."""
    said = core(label)
    return bool(said) and said in core(name) and set(_DIGITS.findall(name)).issuperset(_DIGITS.findall(label))


def _of_the_year(both: Sequence[QuantityItem], total: QuantityItem) -> QuantityItem | None:
    """`新增3个，累计12个`: the first is of this year, the total may be of all; `下半年8场，全年共20场` is of one."""
    first = next(item for item in both if item is not total)
    differs = first.quantity.number != total.quantity.number
    return first if differs and _THIS_YEAR.fullmatch(first.label) else None


def _is_a_part_and_the_year(items: Sequence[QuantityItem], text: str) -> bool:
    """`上半年600人次，全年1260人次`, and no other figure, of which the year might be the sum."""
    labels = [item.label for item in items]
    of_both = len(labels) == 2 and labels[1] == "全年" and _PART_OF_A_YEAR.fullmatch(labels[0]) is not None
    return of_both and len(_DIGITS.findall(text)) == 2


def _is_a_step_above(label: str, of: str) -> bool:
    head, found, _ = core(label).partition(core(of))
    return bool(found and head) and not head.endswith(("基本", "不", "未"))


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
    return Quantity("number", f"{as_count(value)}{unit}", number=value, unit=unit)


def _with_text(quantity: Quantity) -> Quantity:
    """Items of a list have no cell of their own; what they say is written anew."""
    return quantity if quantity.text or quantity.kind == "blank" else quantity._replace(text=format_quantity(quantity))

"""Which row of 绩效指标 an entry's 对应指标 means: one row, several (then none is answered), or none that is known.

Names are compared four times, each time less strictly, and the first comparison that finds a row decides:
as they stand · without list numbers and quantities (`1.个案（68个）` is 个案) · 三级指标·指标明细 joined in
any way that staff join them · without any punctuation. Every entry counts for one row at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import UNIT, is_rate_unit, normal_unit
from workbook_tools.evaluation.ledger_hours import Hours, hours_of_item, hours_of_row
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Indicator, QuantityItem

LONGEST_NAME = 400  # characters; what is longer is a text, and is compared as it stands
Target = tuple[int, int | None]  # the row's number, and the place of an item in the list of its cell

_NUMBERING = lazy_pattern(r"^(?:\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[).、,:](?=[^0-9]))+")
_BRACKET = lazy_pattern(r"[(\[【]([^()\[\]【】]*)[)\]】]$")
_BOUND = lazy_pattern(
    r"^(?:≥|≤|>=|<=|=|>|<|≧|≦|约|共计?|合计|不少于|不低于|至少|不超过|每?年度?|目标值?|指标值?|任务数?|完成)*"
)
_FIGURE = lazy_pattern(r"^[0-9][0-9,.]*(?:以上|以下|以内|左右)?")
_BEHIND = lazy_pattern(r"(?<=[^0-9.,])[0-9][0-9,.]*([^0-9.,()]{1,4})$")
_JOINTS = lazy_pattern(r"[·•・‧\-—–_/\\:>→|~]+")
_PUNCTUATION = lazy_pattern(r"[\s·•・‧\-—–_/\\:>→|~()\[\]【】<《》\"'“”‘’、,.;]+")
# what is promised per head, per household or per month is no sum of entries
_PER = frozenset(("人", "户", "家", "月", "个月", "季度", "周", "天", "社区", "村", "站", "站点", "h"))


def can_be_counted(row: Indicator) -> bool:
    """Whether entries of a ledger can answer the row: they are no rates, days or grades, and nothing per head."""
    return row.target.kind not in ("rate", "date", "grade") and is_countable_unit(row.unit or row.target.unit)


def is_countable_unit(unit: str) -> bool:
    _, *per = normal_unit(unit).split("/")
    return not is_rate_unit(unit) and not _PER & set(per)


class LedgerNames:
    """The names that rows and their items go by."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self.rows = {row.row: row for row in indicators}
        self._indicators = indicators
        self._groups: dict[int, list[Indicator]] = {}
        for row in indicators:
            self._groups.setdefault(row.group, []).append(row)

    def bearers(self, name: str) -> frozenset[Target] | None:
        """Every row or item that a name may mean. None: no row is called so; empty: one whose kind is never counted."""
        known = False
        for index, fold in zip(self._indexes(), _FOLDS, strict=True):
            found = index.get(fold(name))
            if found:
                return found
            known = known or found is not None
        return frozenset() if known else None

    def target(self, name: str) -> Target | None:
        """The one row or item that a name means."""
        found = self.bearers(name)
        return next(iter(found)) if found is not None and len(found) == 1 else None

    def known(self) -> Iterator[str]:
        """Every name, as it stands in 绩效指标."""
        for row in self._indicators:
            yield from (name for name in (row.level3, row.item) if name)
            yield from (item.label for item in _items(row) if item.label)

    def is_hours(self, target: Target) -> bool:
        return bool(self.hours_of(target))

    def hours_of(self, target: Target) -> Hours:
        """Which hours a row or an item asks for; "" for anything else."""
        row, place = self.rows[target[0]], target[1]
        if place is None:
            return hours_of_row(row)
        item = row.target.items[place]
        return hours_of_item(row, item.label, item.quantity.unit)

    def _indexes(self) -> Iterator[dict[str, frozenset[Target]]]:
        """From the strictest comparison to the least; what is not asked for is not made."""
        yield self._as_they_stand
        yield self._without_quantities
        yield self._joined
        yield self._without_punctuation

    @cached_property
    def _as_they_stand(self) -> dict[str, frozenset[Target]]:
        return _index(self._own(), bare_text)

    @cached_property
    def _without_quantities(self) -> dict[str, frozenset[Target]]:
        return _index(self._own(), bare)

    @cached_property
    def _joined(self) -> dict[str, frozenset[Target]]:
        return _index(self._together("·"), joined)

    @cached_property
    def _without_punctuation(self) -> dict[str, frozenset[Target]]:
        return _index([*self._own(), *self._together("")], squeezed)

    def _own(self) -> Iterator[tuple[str, Target | None]]:
        """Names with what they stand for; None for a row of a kind that is never counted."""
        for row in self._indicators:
            targets: list[Target | None] = [(row.row, None) if can_be_counted(row) else None]
            items = _items(row)
            if items:  # the row itself is the sum of different things: its name means each of them
                targets = [(row.row, place) for place in range(len(items))]
                yield from (
                    (item.label, (row.row, place) if is_countable_unit(item.quantity.unit) else None)
                    for place, item in enumerate(items)
                    if item.label
                )
            yield from ((row.item or row.level3, target) for target in targets)
            if row.item and row.level3:
                yield from ((row.level3, target) for target in self._of_level3(row, targets))

    def _of_level3(self, row: Indicator, targets: Sequence[Target | None]) -> Sequence[Target | None]:
        """What the name above an item means: the item where it is the only one, else each of them."""
        group = self._groups[row.group]
        if len(group) == 1:
            return targets
        if row is not group[0]:
            return ()  # told with the first
        return [(each.row, None) for each in group] if any(map(can_be_counted, group)) else [None]

    def _together(self, joint: str) -> Iterator[tuple[str, Target | None]]:
        for row in self._indicators:
            target: Target | None = (row.row, None) if can_be_counted(row) else None
            if row.item:
                yield f"{bare(row.level3)}{joint}{bare(row.item)}", target
            for place, item in enumerate(_items(row)):
                if item.label:
                    yield f"{bare(row.item or row.level3)}{joint}{bare(item.label)}", (row.row, place)


def bare(name: str) -> str:
    """Without a list number before the name, and without the quantity behind it: 1.个案（68个）, 个案68个 → 个案."""
    whole = bare_text(name).lower()
    if len(whole) > LONGEST_NAME:
        return whole
    text = _NUMBERING.sub("", whole)
    while (bracket := _BRACKET.search(text)) and bracket.start() and _is_quantity(bracket[1]):
        text = text[: bracket.start()]
    figure = _BEHIND.search(text)
    if figure is not None and UNIT.fullmatch(figure[1]):
        text = text[: figure.start()]
    return text or whole


def joined(name: str) -> str:
    """Whatever joins two names is one point: 服务—个案, 服务/个案 and 服务（个案） are 服务·个案."""
    text = bare(name)
    bracket = _BRACKET.search(text)
    if bracket is not None and bracket.start():
        text = f"{text[: bracket.start()]}·{bracket[1]}"
    return "·".join(bare(part) for part in _JOINTS.split(text) if part)


def squeezed(name: str) -> str:
    return _PUNCTUATION.sub("", bare(name))


def _is_quantity(text: str) -> bool:
    rest = _FIGURE.sub("", _BOUND.sub("", text))
    return not rest or UNIT.fullmatch(rest) is not None


def _items(row: Indicator) -> Sequence[QuantityItem]:
    return row.target.items if row.target.kind == "list" else ()


def _index(names: Iterable[tuple[str, Target | None]], fold: Callable[[str], str]) -> dict[str, frozenset[Target]]:
    found: dict[str, set[Target]] = {}
    for name, target in names:
        found.setdefault(fold(name), set()).update([target] if target is not None else [])
    return {name: frozenset(targets) for name, targets in found.items()}


_FOLDS: tuple[Callable[[str], str], ...] = (bare_text, bare, joined, squeezed)

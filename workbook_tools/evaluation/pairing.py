"""Two lists in one row, brought together item by item: by number, else by order where the names agree, else by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import QuantityItem

_NOISE = lazy_pattern(
    r"[\s\d.、,，;；:：()（）]+|其中|取得|不少于|至少|完成|开展|实际|配备|到岗|在岗(?!率)|现有|实有|聘用|派驻"
)
_SAYS_LITTLE = (
    "服务", "活动", "工作", "项目", "指标", "次数", "人数", "人次", "场次", "数量",
    "场数", "个数", "队伍", "组织", "社区", "人员",
)  # fmt: skip


class Pair(NamedTuple):
    """An item and its answer. `named` is False where the numbers agree and the names do not."""

    target: QuantityItem
    actual: QuantityItem | None
    named: bool = True


def pair(targets: Sequence[QuantityItem], actuals: Sequence[QuantityItem]) -> list[Pair]:
    """One pair for each target, in the targets' order."""
    if _in_another_order(targets, actuals):
        return _by_name(targets, actuals)
    by_number = _by_number(targets, actuals)
    if by_number is not None:
        return by_number
    if len(targets) == len(actuals) and all(alike(t.label, a.label) for t, a in zip(targets, actuals, strict=True)):
        return [Pair(target, actual) for target, actual in zip(targets, actuals, strict=True)]
    return _by_name(targets, actuals)


def _in_another_order(targets: Sequence[QuantityItem], actuals: Sequence[QuantityItem]) -> bool:
    """The very name of a target stands at another place among the answers, and not at its own."""
    names = [core(item.label) for item in targets], [core(item.label) for item in actuals]
    if any(len(set(side)) != len(side) for side in names):
        return False
    return any(
        name and name in names[1] and place < len(names[1]) and names[1][place] != name
        for place, name in enumerate(names[0])
    )


def alike(one: str, other: str) -> bool:
    """Names that are cut (`个案辅` for 个案辅导), or that share a telling word of two characters, are one name; none is
    any: 个案服务 and 小组服务, 接案率 and 结案率 are two."""
    left, right = core(one), core(other)
    if not left or not right or left in right or right in left:
        return True
    words = {left[place : place + 2] for place in range(len(left) - 1)}
    shared = words & {right[place : place + 2] for place in range(len(right) - 1)}
    return any(word not in _SAYS_LITTLE and not word.endswith("率") for word in shared)


def core(label: str) -> str:
    """A label without numbers, marks and words that say nothing."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", label))


def _by_number(targets: Sequence[QuantityItem], actuals: Sequence[QuantityItem]) -> list[Pair] | None:
    numbers = [[item.number for item in side] for side in (targets, actuals)]
    if any(None in side or len(set(side)) != len(side) for side in numbers):
        return None
    answers = {item.number: item for item in actuals}
    pairs: list[Pair] = []
    for target in targets:
        answer = answers.get(target.number)
        pairs.append(Pair(target, answer, answer is None or alike(target.label, answer.label)))
    return pairs if all(each.named for each in pairs) else _by_name_or_number(pairs, actuals)


def _by_name_or_number(pairs: list[Pair], actuals: Sequence[QuantityItem]) -> list[Pair]:
    """The same items in another order are paired by name; where names cannot settle it, the numbers stand, in doubt."""
    named = _by_name([each.target for each in pairs], actuals)
    return named if all(each.actual is not None for each in named) else pairs


def _by_name(targets: Sequence[QuantityItem], actuals: Sequence[QuantityItem]) -> list[Pair]:
    """Each target with the one free answer of its name: the very name first, then a name like it."""
    free = list(actuals)
    answers: dict[int, QuantityItem] = {}
    for matches in (_same, _like):
        for place, target in enumerate(targets):
            found = [item for item in free if matches(target.label, item.label)]
            if place not in answers and len(found) == 1:
                answers[place] = found[0]
                free.remove(found[0])
    return [Pair(target, answers.get(place)) for place, target in enumerate(targets)]


def _same(one: str, other: str) -> bool:
    return core(one) == core(other) != ""


def _like(one: str, other: str) -> bool:
    return bool(core(one)) and bool(core(other)) and alike(one, other)

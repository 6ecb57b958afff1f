"""Which indicator of one workbook is which of another, by name alone; names that are only alike are never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import ScoredRow

_OWN_NUMBER = lazy_pattern(r"[(]?\d{1,2}[).、](?!\d)")  # 1. (2) 3、 before a name, but not 3.8节 or 12345热线
_LONGEST = 100  # characters of a name that are compared
_MOST_NEAR = 60  # names on either side that are compared letter by letter
_NEAR = 0.6  # of difflib, as for names in a ledger


class Name(NamedTuple):
    """An indicator's levels and item in one spelling (NFKC, without blanks and list numbers); item "" where the row is
    its 三级指标 as a whole."""

    level1: str
    level2: str
    level3: str
    item: str

    @property
    def key(self) -> tuple[str, str] | None:
        """None for a row without a name."""
        return (self.level3, self.item) if self.level3 or self.item else None

    @property
    def whole(self) -> str:
        return f"{self.level3}·{self.item}" if self.item else self.level3


class Matches(NamedTuple):
    """Pairs of places (ours, theirs); names that stand more than once, which nobody can tell apart, as one of each."""

    pairs: tuple[tuple[int, int], ...]
    doubled: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]  # places of one name: ours, theirs


def name_of(row: ScoredRow) -> Name:
    level3, item = _bare(row.indicator.level3), _bare(row.item)
    return Name(_bare(row.indicator.level1), _bare(row.indicator.level2), level3, "" if item == level3 else item)


def match(ours: Sequence[Name], theirs: Sequence[Name]) -> Matches:
    """The same indicators. Symmetric: to swap the sides swaps each pair.

    The same 三级指标 and 指标明细; where that stands more than once, with the same 一级 and 二级指标; then an item that
    is a 三级指标 of its own on the other side (个案, 服务达标率·个案, 服务达标率个案), if it answers to one row alone.
    """
    pairs: dict[int, int] = {}
    doubled: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    _exactly([each.key for each in ours], [each.key for each in theirs], pairs)
    twice = _several(ours, theirs)
    if twice:
        left, right = ([each if each.key in twice else None for each in side] for side in (ours, theirs))
        _exactly(left, right, pairs)
    for key in twice:
        sides = tuple(
            tuple(place for place, each in enumerate(side) if each.key == key and place not in done)
            for side, done in ((ours, set(pairs)), (theirs, set(pairs.values())))
        )
        if all(sides):
            doubled.append((sides[0], sides[1]))
    spoken = {place for sides in doubled for place in sides[0]}, {place for sides in doubled for place in sides[1]}
    taken = set(pairs.values())
    free = (
        [place for place in range(len(ours)) if place not in pairs and place not in spoken[0]],
        [place for place in range(len(theirs)) if place not in taken and place not in spoken[1]],
    )
    _otherwise_spelled(ours, theirs, *free, pairs)
    return Matches(tuple(sorted(pairs.items())), tuple(doubled))


def near(names: Sequence[Name], others: Sequence[Name]) -> tuple[tuple[int, int], ...]:
    """For each name the one most like it among the others, where one is like it at all: a suggestion, nothing more."""
    import difflib  # only where indicators are new

    spelled = {other.whole[:_LONGEST]: place for place, other in reversed(list(enumerate(others[:_MOST_NEAR])))}
    found = []
    for place, each in enumerate(names[:_MOST_NEAR]):
        likely = difflib.get_close_matches(each.whole[:_LONGEST], spelled, n=1, cutoff=_NEAR)
        if likely:
            found.append((place, spelled[likely[0]]))
    return tuple(found)


def _exactly(ours: Sequence[Hashable], theirs: Sequence[Hashable], pairs: dict[int, int]) -> None:
    """Pair the keys that stand once on either side; None is no key."""
    counts = Counter(ours), Counter(theirs)
    places = {key: place for place, key in enumerate(theirs) if key is not None and counts[1][key] == 1}
    for place, key in enumerate(ours):
        if key in places and counts[0][key] == 1:
            pairs[place] = places[key]


def _several(ours: Sequence[Name], theirs: Sequence[Name]) -> list[tuple[str, str]]:
    """Keys that both sides have, and one of them more than once."""
    counts = Counter(each.key for each in ours), Counter(each.key for each in theirs)
    return [key for key in counts[0] if key is not None and counts[1][key] and counts[0][key] + counts[1][key] > 2]


def _otherwise_spelled(
    ours: Sequence[Name], theirs: Sequence[Name], left: Sequence[int], right: Sequence[int], pairs: dict[int, int]
) -> None:
    candidates = {place: [other for other in right if _one_spelling(ours[place], theirs[other])] for place in left}
    asked = Counter(other for several in candidates.values() for other in several)
    for place, several in candidates.items():
        if len(several) == 1 and asked[several[0]] == 1:
            pairs[place] = several[0]


def _one_spelling(one: Name, other: Name) -> bool:
    """An item, alone or joined with its 三级指标, that the other side calls a 三级指标."""
    if bool(one.item) == bool(other.item) or one.key is None or other.key is None:
        return False
    with_item, without = (one, other) if one.item else (other, one)
    level3, item = with_item.level3, with_item.item
    return without.level3 in (item, f"{level3}·{item}", f"{level3}{item}", f"{level3}-{item}")


def _bare(text: str) -> str:
    name = bare_text(text)
    return _OWN_NUMBER.sub("", name, count=1) if _OWN_NUMBER.match(name) else name

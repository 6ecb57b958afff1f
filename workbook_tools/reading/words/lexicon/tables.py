"""The last tables of templates/words.toml: how they are written, and what an office may add to them.

A table has words, or lines. `:` parts the sides of a line, blanks part the words of a side.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbook_tools.basis.lazy_pattern import any_of, lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.reading.words.lexicon.subjects import Days, Endings, Kinds, Subjects, Units

TABLES = (
    "counted", "acted", "before", "rivals", "levels", "people", "rated", "doing", "actors", "beside", "between",
    "gives", "raises", "serves", "resources", "with_unit", "pays", "costs", "manner", "staff", "makes", "vague",
    "anyone", "anything", "goods", "brings", "outcomes", "opens", "reasons", "contrary", "opinions", "kinds", "apart",
    "occasions", "absent", "shares", "units", "endings", "days", "how_many", "spoken",
    "stages", "faults", "forms", "public", "remarks",
)  # fmt: skip
# The tables that an office's words.toml may add to: what their lines are called, in the order of the records.
EXTENDABLE: Mapping[str, tuple[str, ...]] = {
    "units": ("人", "人次", "场次", "东西", "用时"),
    "endings": ("人称", "地方", "做事的人", "站里的人", "一类", "刊物"),
    "days": ("做完", "开头", "推迟", "收尾", "补语", "交出", "材料", "原因"),
}
_MAY_TAKE_BACK = ("开头", "推迟")  # of the lines about days
_IN_PATTERNS = ("costs", "how_many")
Sides = Sequence[tuple[str, ...]]  # of a line


def subjects_of(tables: Mapping[str, Mapping[str, str]]) -> Subjects:
    """The tables as they stand in the file."""
    sets = {name: frozenset(table["words"].split()) for name, table in tables.items() if "words" in table}
    lines = {name: tuple(_sides_of(table["lines"])) for name, table in tables.items() if "lines" in table}
    if odd := [name for name in lines if not {"|", ">"}.isdisjoint(tables[name]["lines"])]:
        raise ValueError(f"only a colon parts the sides of a line: {odd}")
    money, how_many = (any_of(sets.pop(name)) for name in _IN_PATTERNS)
    before = tuple((frozenset(steps), frozenset(earlier)) for steps, earlier in lines["before"])
    with_unit = _by_word(lines["with_unit"])
    rivals, levels = _groups(lines["rivals"]), _groups(lines["levels"])
    people = _kinds(lines["people"])
    return Subjects(
        units=_units(_in_order("units", lines["units"])),
        endings=Endings(*_in_order("endings", lines["endings"])),
        days=Days(*_in_order("days", lines["days"])),
        how_many=lazy_pattern(f"(?:{how_many})$"),
        counted=_kinds(lines["counted"]),
        acts=_kinds([sides[:1] for sides in lines["acted"]]),
        acted=_kinds(lines["acted"]),
        before=before,
        before_begins=frozenset(word[0] for _, earlier in before for word in earlier),
        rivals=rivals,
        levels=levels,
        sided_from=_from_their_first([*rivals, *levels]),
        contrary=_groups(lines["contrary"]),
        kinds=_by_word([sides[::-1] for sides in lines["kinds"]]),
        people=people,
        staff_are=frozenset().union(*map(people.named_in, sets["staff"])),
        rated=_kinds(lines["rated"]),
        costs=lazy_pattern(f"(?:{money})$"),
        costs_of=lazy_pattern(f"({HAN}{{1,2}})(?:{money})"),
        **sets,
        with_unit=with_unit,
        apart=_places(lines["apart"]),
        occasions=_places(lines["occasions"]),
        stages=_named(lines["stages"]),
        forms=_named(lines["forms"]),
        remarks=tuple(lines["remarks"]),
        spoken=_by_word(lines["spoken"]),
        shares=dict(_shares(lines["shares"])),
        noticed=sets["actors"] | with_unit.keys() | sets["opinions"] | sets["reasons"],
    )


class Misplaced(ValueError):
    """A word of an office cannot stand where it was put; the text says why, in Chinese."""


def extended(subjects: Subjects, tables: Mapping[str, object], takes_back: Mapping[str, str]) -> Subjects:
    """With what an office adds to the tables that it may add to. Raises `Misplaced`.

    `takes_back` are the classes of those of our words that take a figure back: beside a day they would say that it
    was done then.
    """
    records: dict[str, dict[str, Any]] = {
        "units": subjects.units._asdict(), "endings": subjects.endings._asdict(), "days": subjects.days._asdict(),
    }  # fmt: skip
    for name, table in tables.items():
        lines = table.get("lines") if isinstance(table, dict) else None
        if not isinstance(lines, str):
            raise Misplaced(f'[{name}] 下面应写 lines = "类 : 词 词"')
        ours, named = records[name], EXTENDABLE[name]
        fields = dict(zip(named, ours, strict=True))
        for first, *others in _sides_of(lines):
            group = " ".join(first)
            if group not in fields:
                raise Misplaced(f"[{name}] 没有“{group}”这一类，只有：{'、'.join(named)}")
            kept = ours[fields[group]]
            new = [word for side in others for word in side if word not in kept]
            for word in new:
                stands = ""
                if name == "units":
                    stands = next((f"“{each}”" for each in named if word in ours[fields[each]]), "")
                elif name == "days" and group not in _MAY_TAKE_BACK and word in takes_back:
                    stands = f" [{takes_back[word]}]"
                if stands:
                    raise Misplaced(f"“{word}”在自带词表里属于{stands}，不能改到“{group}”")
            ours[fields[group]] = kept | set(new) if isinstance(kept, frozenset) else (*kept, *new)
    return subjects._replace(
        units=Units(**records["units"]), endings=Endings(**records["endings"]), days=Days(**records["days"])
    )


def lengths_of(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """A character → how long the words are that begin with it, the longest first."""
    lengths = defaultdict[str, set[int]](set)
    for word in words:
        lengths[word[0]].add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _sides_of(lines: str) -> Iterator[Sides]:
    return ([tuple(side.split()) for side in line.split(":")] for line in lines.strip().split("\n"))


def _kinds(lines: Iterable[Sides]) -> Kinds:
    """One thing for each line."""
    numbers: dict[str, set[int]] = {}
    for number, sides in enumerate(lines):
        for word in (word for side in sides for word in side):
            numbers.setdefault(word, set()).add(number)
    lengths = lengths_of(numbers)
    return Kinds({word: frozenset(of) for word, of in numbers.items()}, lengths, frozenset(lengths))


def _groups(lines: Iterable[Sides]) -> tuple[Kinds, ...]:
    """One for each line, with its sides for things."""
    return tuple(_kinds([[side] for side in sides]) for sides in lines)


def _from_their_first(groups: Sequence[Kinds]) -> dict[str, tuple[int, ...]]:
    """A character → the groups of which a word begins with it, by their places."""
    found = defaultdict[str, list[int]](list)
    for place, group in enumerate(groups):
        for character in group.lengths:
            found[character].append(place)
    return {character: tuple(places) for character, places in found.items()}


def _places(lines: Iterable[Sides]) -> dict[str, dict[int, int]]:
    """A word → the lines that it stands in → its side there."""
    found = defaultdict[str, dict[int, int]](dict)
    for number, sides in enumerate(lines):
        for place, words in enumerate(sides):
            for word in words:
                found[word][number] = place
    return dict(found)


def _named(lines: Iterable[Sides]) -> dict[str, tuple[str, ...]]:
    """The words of each line behind its name."""
    return {name: words for (name,), words in lines}


def _in_order(table: str, lines: Iterable[Sides]) -> list[tuple[str, ...]]:
    """The same without the names, as the record has them."""
    named = _named(lines)
    return [named[name] for name in EXTENDABLE[table]]


def _units(lines: Sequence[tuple[str, ...]]) -> Units:
    *sets, spans = lines
    people, times, events, things = map(frozenset, sets)
    return Units(people, times, events, things, spans)


def _by_word(lines: Iterable[Sequence[Iterable[str]]]) -> dict[str, frozenset[str]]:
    """A word of the first side → the words of the second sides of all its lines."""
    found = defaultdict[str, frozenset[str]](frozenset)
    for words, others in lines:
        for word in words:
            found[word] |= frozenset(others)
    return dict(found)


def _shares(lines: Iterable[Sides]) -> Iterator[tuple[str, tuple[frozenset[str], tuple[frozenset[str], ...]]]]:
    for rates, parts, *steps in lines:
        for rate in rates:
            yield rate, (frozenset(parts), tuple(map(frozenset, steps)))

"""What a figure counts, where that is another thing than the row asks for: a lecture for a case, a count of views.

The words are known; that they stand beside another row's figure is what is wrong with them (`咨询40个` under 个案).
Which words name one thing is data: the last tables of templates/words.toml.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern

TABLES = (
    "counted", "acted", "before", "rivals", "levels", "people", "rated", "doing", "actors", "beside", "between",
    "gives", "with_unit", "pays", "costs", "manner", "staff", "makes", "vague", "anyone", "anything", "goods", "brings",
    "outcomes", "opens", "reasons", "contrary", "opinions", "kinds", "apart", "occasions", "absent", "shares",
    "units", "endings", "how_many", "spoken", "stages",
)  # fmt: skip
EXTENDABLE = ("units", "endings")  # by an office's words.toml
_UNITS = ("人", "人次", "场次", "东西", "用时")
_ENDINGS = ("人称", "地方", "做事的人", "站里的人", "一类", "刊物")
_RATE = ("率", "度", "比例", "占比")
_RESOURCES = ("资源", "链接", "募", "捐", "筹", "赞助")  # a row of these counts what others gave


_NONE = frozenset[int]()


class Kinds(NamedTuple):
    """Words, each with the numbers of the things that it may name."""

    words: re.Pattern[str]
    numbers: Mapping[str, frozenset[int]]
    lengths: Mapping[str, tuple[int, ...]]  # of the words that begin with a character, the longest first

    def named_in(self, text: str, shortest: int = 1) -> frozenset[int]:
        """Every thing that a text names, the longest word at each place, of so many characters at least."""
        if self.lengths.keys().isdisjoint(text):
            return _NONE
        found: set[int] = set()
        at = 0
        while at < len(text):
            for length in self.lengths.get(text[at], ()):
                if length >= shortest and (numbers := self.numbers.get(text[at : at + length])) is not None:
                    found |= numbers
                    at += length - 1
                    break
            at += 1
        return frozenset(found)

    def words_beside(self, numbers: frozenset[int]) -> Iterator[str]:
        """The words of all other things than these."""
        return (word for word, named in self.numbers.items() if named.isdisjoint(numbers))

    def ended_in(self, text: str) -> frozenset[int]:
        """What the longest word that ends a text names: 议题 is no 议."""
        return self.numbers.get(self.end_of(text), frozenset())

    def end_of(self, text: str) -> str:
        """The longest word that ends a text, "" where none does."""
        return next((text[at:] for at in range(len(text)) if text[at:] in self.numbers), "")

    def rated_in(self, text: str) -> frozenset[int]:
        """What a rate is of: the words in front of 率, else the last (`工单处理满意率`, `95%的问卷有效`)."""
        found = [*self.words.finditer(text)]
        heads = [match[0] for match in found if text.startswith(_RATE, match.end())]
        if not heads and not any(rate in text for rate in _RATE):
            heads = [match[0] for match in found[-1:]]
        return frozenset(number for word in heads for number in self.numbers[word])


class Units(NamedTuple):
    """The units that count one sort of thing."""

    people: frozenset[str]
    times: frozenset[str]  # of these only what was done has any
    events: frozenset[str]
    things: frozenset[str]
    spans: tuple[str, ...]  # how long it took, whatever was done

    def counts_no_things(self, unit: str) -> bool:
        """Whether people or times are counted, or a share; 家 may be either."""
        return unit in self.people - self.things or unit in self.events or unit in ("次", "%")


class Endings(NamedTuple):
    """What the words of one sort end on."""

    persons: tuple[str, ...]
    places: tuple[str, ...]  # 读书角 is a place, and no 读书
    doers: tuple[str, ...]
    staff: tuple[str, ...]
    kinds: tuple[str, ...]  # 志愿服务队2支 where the row counts 队伍
    printed: tuple[str, ...]


class Subjects(NamedTuple):
    """The tables that say what figures count."""

    units: Units
    endings: Endings
    how_many: re.Pattern[str]  # at the end of a name: 志愿者人数
    counted: Kinds
    acts: Kinds  # what a row may say is done
    acted: Kinds  # what a cell may say of it
    before: tuple[tuple[frozenset[str], frozenset[str]], ...]  # steps, and those that come before them
    before_begins: frozenset[str]  # the characters that those begin with
    rivals: tuple[Kinds, ...]  # things, people and ways of which a row means one
    levels: tuple[Kinds, ...]  # the same, from the highest to the lowest
    contrary: tuple[Kinds, ...]  # the two ends of one act: to be taught, and to teach
    people: Kinds
    rated: Kinds
    doing: frozenset[str]
    actors: frozenset[str]
    beside: frozenset[str]  # behind an actor: it took part, and did not do it
    between: frozenset[str]  # what may stand between an actor and what it did
    gives: frozenset[str]
    with_unit: Mapping[str, frozenset[str]]
    pays: frozenset[str]  # acts that any cost allows
    costs: re.Pattern[str]  # what money is called, at the end of a word
    costs_of: re.Pattern[str]  # and what it is for
    manner: frozenset[str]  # how it is done, where another act follows
    staff: frozenset[str]  # who do it
    makes: frozenset[str]  # acts by which a thing comes to be
    vague: frozenset[str]  # in the name of a row that asks for nothing in particular
    anyone: frozenset[str]  # people, as anyone may call them
    anything: frozenset[str]  # nouns that name nothing in particular
    goods: frozenset[str]  # what was given, beside its worth
    brings: frozenset[str]  # acts by which such people and things come to be
    outcomes: frozenset[str]  # what may come of some of those that are counted
    opens: frozenset[str]  # on such a day something only began, or was handed in
    reasons: frozenset[str]  # why something was not reached: the rain, a fault
    absent: frozenset[str]  # of people who were not there
    apart: Mapping[str, Mapping[int, int]]  # kinds of which no two overlap: word → line → place in it
    occasions: Mapping[str, Mapping[int, int]]  # of which nothing happens at two, though the same people may come
    kinds: Mapping[str, frozenset[str]]  # a thing → what such things are called
    opinions: frozenset[str]  # what some of those who were asked said
    spoken: Mapping[str, frozenset[str]]  # a verb of one character → what a row says that may be called so; none: any
    stages: Mapping[str, tuple[str, ...]]  # 先 失 后 → the words by which one knows the stage
    # A rate → what its part is called, and the steps of what it is a part of, the narrowest last.
    shares: Mapping[str, tuple[frozenset[str], tuple[frozenset[str], ...]]]
    noticed: frozenset[str]  # words that may say that it was someone else, or something else

    def without_how_many(self, text: str) -> str:
        """志愿者人数 without 人数."""
        return self.how_many.sub("", text)


def asks_for_resources(row: str) -> bool:
    """Whether a row counts what others gave."""
    return any(word in row for word in _RESOURCES)


def subjects_of(tables: Mapping[str, Mapping[str, str]]) -> Subjects:
    """The tables as they stand in the file."""
    sets = {name: frozenset(table["words"].split()) for name, table in tables.items() if "words" in table}
    money = "|".join(sorted(sets.pop("costs"), key=len, reverse=True))
    how_many = "|".join(sorted(sets.pop("how_many"), key=len, reverse=True))
    with_unit = dict(_with_unit(tables["with_unit"]["lines"]))
    return Subjects(
        units=_units(_named(tables["units"]["lines"])),
        endings=Endings(*(_named(tables["endings"]["lines"])[name] for name in _ENDINGS)),
        how_many=lazy_pattern(f"(?:{how_many})$"),
        counted=_kinds(tables["counted"]["lines"]),
        acts=_kinds(re.sub(":.*", "", tables["acted"]["lines"])),
        acted=_kinds(tables["acted"]["lines"].replace(":", " ")),
        before=(before := tuple(_steps(tables["before"]["lines"]))),
        before_begins=frozenset(word[0] for _, earlier in before for word in earlier),
        rivals=_groups(tables["rivals"]["lines"]),
        levels=_groups(tables["levels"]["lines"]),
        contrary=_groups(tables["contrary"]["lines"]),
        kinds=_called(_steps(tables["kinds"]["lines"])),
        people=_kinds(tables["people"]["lines"]),
        rated=_kinds(tables["rated"]["lines"]),
        costs=lazy_pattern(f"(?:{money})$"),
        costs_of=lazy_pattern(f"([\u4e00-\u9fff]{{1,2}})(?:{money})"),
        **sets,
        with_unit=with_unit,
        apart=_apart(tables["apart"]["lines"]),
        occasions=_apart(tables["occasions"]["lines"]),
        stages=_named(tables["stages"]["lines"]),
        spoken={verb: said for verbs, said in _steps(tables["spoken"]["lines"]) for verb in verbs},
        shares=dict(_shares(tables["shares"]["lines"])),
        noticed=sets["actors"] | with_unit.keys() | sets["opinions"] | sets["reasons"],
    )


class Misplaced(ValueError):
    """A word of an office cannot stand where it was put; the text says why, in Chinese."""


def extended(subjects: Subjects, tables: Mapping[str, object]) -> Subjects:
    """With the units and endings of an office beside ours. Raises `Misplaced`."""
    units, endings = subjects.units._asdict(), subjects.endings._asdict()
    for name, table in tables.items():
        lines = table.get("lines") if isinstance(table, dict) else None
        if not isinstance(lines, str):
            raise Misplaced(f'[{name}] 下面应写 lines = "类 : 词 词"')
        ours, named = (units, _UNITS) if name == "units" else (endings, _ENDINGS)
        fields = dict(zip(named, ours, strict=True))
        for group, words in _named(lines).items():
            if group not in fields:
                raise Misplaced(f"[{name}] 没有“{group}”这一类，只有：{'、'.join(named)}")
            for word in words if name == "units" else ():
                where = next((each for each in named if word in ours[fields[each]] and each != group), "")
                if where and word not in ours[fields[group]]:
                    raise Misplaced(f"“{word}”在自带词表里属于“{where}”，不能改到“{group}”")
            kept = ours[fields[group]]
            ours[fields[group]] = kept | set(words) if isinstance(kept, frozenset) else (*kept, *words)
    return subjects._replace(units=Units(**units), endings=Endings(**endings))


def lengths_of(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """A character → how long the words are that begin with it, the longest first."""
    lengths = defaultdict[str, set[int]](set)
    for word in words:
        lengths[word[0]].add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _kinds(lines: str) -> Kinds:
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(lines.split("\n")):
        for word in line.split():
            numbers.setdefault(word, set()).add(number)
    longest_first = sorted(numbers, key=lambda word: (-len(word), word))
    return Kinds(
        lazy_pattern("|".join(map(re.escape, longest_first))),
        {word: frozenset(of) for word, of in numbers.items()},
        lengths_of(numbers),
    )


def _groups(lines: str) -> tuple[Kinds, ...]:
    """One for each line, with its sides for things."""
    if not {"|", ">"}.isdisjoint(lines):
        raise ValueError(f"only a colon parts the sides of a group: {lines}")
    return tuple(_kinds(line.replace(":", "\n")) for line in lines.strip().split("\n"))


def _named(lines: str) -> dict[str, tuple[str, ...]]:
    """The words of each line behind its name."""
    named = (line.partition(":") for line in lines.strip().split("\n"))
    return {name.strip(): tuple(words.split()) for name, _, words in named}


def _units(named: Mapping[str, tuple[str, ...]]) -> Units:
    *sets, spans = (named[name] for name in _UNITS)
    people, times, events, things = map(frozenset, sets)
    return Units(people, times, events, things, spans)


def _steps(lines: str) -> Iterable[tuple[frozenset[str], frozenset[str]]]:
    for line in lines.strip().split("\n"):
        steps, _, earlier = line.partition(":")
        yield frozenset(steps.split()), frozenset(earlier.split())


def _called(lines: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, frozenset[str]]:
    called = defaultdict[str, frozenset[str]](frozenset)
    for kinds, things in lines:
        for thing in things:
            called[thing] |= kinds
    return dict(called)


def _with_unit(lines: str) -> Iterable[tuple[str, frozenset[str]]]:
    found: dict[str, set[str]] = {}
    for line in lines.split("\n"):
        words, _, units = line.partition(":")
        for word in words.split():
            found.setdefault(word, set()).update(units.split())
    return ((word, frozenset(units)) for word, units in found.items())


def _apart(lines: str) -> dict[str, dict[int, int]]:
    found = defaultdict[str, dict[int, int]](dict)
    for number, line in enumerate(lines.strip().split("\n")):
        for place, words in enumerate(line.split(":")):
            for word in words.split():
                found[word][number] = place
    return dict(found)


def _shares(lines: str) -> Iterable[tuple[str, tuple[frozenset[str], tuple[frozenset[str], ...]]]]:
    for line in lines.strip().split("\n"):
        rates, parts, bases = line.split(":")
        steps = tuple(frozenset(step.split()) for step in bases.split(">"))
        for rate in rates.split():
            yield rate, (frozenset(parts.split()), steps)

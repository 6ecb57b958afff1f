"""What a figure counts, where that is another thing than the row asks for: a lecture for a case, a count of views.

The words are known; that they stand beside another row's figure is what is wrong with them (`咨询40个` under 个案).
Which words name one thing is data: the last tables of templates/words.toml.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_RATE = ("率", "度", "比例", "占比")
_NONE = frozenset[int]()


class Kinds(NamedTuple):
    """Words, each with the numbers of the things that it may name."""

    numbers: Mapping[str, frozenset[int]]
    lengths: Mapping[str, tuple[int, ...]]  # of the words that begin with a character, the longest first
    begins: frozenset[str]  # these characters

    def found_in(self, text: str, shortest: int = 1) -> list[tuple[str, int]]:
        """The longest word at each place, of so many characters at least, and where it ends."""
        found, end = [], 0
        for at, character in enumerate(text):
            for length in self.lengths.get(character, ()) if at >= end else ():
                if length >= shortest and (word := text[at : at + length]) in self.numbers:
                    end = at + length
                    found.append((word, end))
                    break
        return found

    def named_in(self, text: str, shortest: int = 1) -> frozenset[int]:
        """Every thing that a text names."""
        if self.begins.isdisjoint(text):
            return _NONE
        return _NONE.union(*[self.numbers[word] for word, _ in self.found_in(text, shortest)])

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
        found = self.found_in(text)
        heads = [word for word, end in found if text.startswith(_RATE, end)]
        if not heads and not any(rate in text for rate in _RATE):
            heads = [word for word, _ in found[-1:]]
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


class Days(NamedTuple):
    """What words beside a day say of it."""

    done: tuple[str, ...]  # on it
    begun: tuple[str, ...]
    put_off: tuple[str, ...]
    ended: tuple[str, ...]  # behind another act: 9月10日制作完成
    finished: tuple[str, ...]  # at the end of a word: 5月9日印好 is the day of 印制, and not that of 发放
    hands_in: tuple[str, ...]
    papers: tuple[str, ...]  # of which handing in is the end
    reasons: tuple[str, ...]  # lead to why so late


class Subjects(NamedTuple):
    """The tables that say what figures count."""

    units: Units
    endings: Endings
    days: Days
    how_many: re.Pattern[str]  # at the end of a name: 志愿者人数
    counted: Kinds
    acts: Kinds  # what a row may say is done
    acted: Kinds  # what a cell may say of it
    before: tuple[tuple[frozenset[str], frozenset[str]], ...]  # steps, and those that come before them
    before_begins: frozenset[str]  # the characters that those begin with
    rivals: tuple[Kinds, ...]  # things, people and ways of which a row means one
    levels: tuple[Kinds, ...]  # the same, from the highest to the lowest
    sided_from: Mapping[str, tuple[int, ...]]  # a character → the rivals, then the levels, that have a word from it on
    contrary: tuple[Kinds, ...]  # the two ends of one act: to be taught, and to teach
    people: Kinds
    rated: Kinds
    doing: frozenset[str]
    actors: frozenset[str]
    beside: frozenset[str]  # behind an actor: it took part, and did not do it
    between: frozenset[str]  # what may stand between an actor and what it did
    gives: frozenset[str]  # what others gave counts
    raises: frozenset[str]  # what they raised does not
    serves: frozenset[str]  # in front of an actor: by way of it, or to it
    resources: frozenset[str]  # a row of these counts what others gave
    with_unit: Mapping[str, frozenset[str]]
    pays: frozenset[str]  # acts that any cost allows
    costs: re.Pattern[str]  # what money is called, at the end of a word
    costs_of: re.Pattern[str]  # and what it is for
    manner: frozenset[str]  # how it is done, where another act follows
    staff: frozenset[str]  # who do it
    staff_are: frozenset[int]  # and what people these are
    makes: frozenset[str]  # acts by which a thing comes to be
    vague: frozenset[str]  # in the name of a row that asks for nothing in particular
    anyone: frozenset[str]  # people, as anyone may call them
    public: frozenset[str]  # of these all who live there, whoever they are
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
    forms: Mapping[str, tuple[str, ...]]  # the name of a class → its words, in the forms of what stands beside a figure
    remarks: tuple[Sequence[tuple[str, ...]], ...]  # begins, of what, ends
    # A rate → what its part is called, and the steps of what it is a part of, the narrowest last.
    shares: Mapping[str, tuple[frozenset[str], tuple[frozenset[str], ...]]]
    faults: frozenset[str]  # of which a cell may say that there were none
    noticed: frozenset[str]  # words that may say that it was someone else, or something else

    def without_how_many(self, text: str) -> str:
        """志愿者人数 without 人数."""
        return self.how_many.sub("", text)

    def sided_in(self, text: str) -> list[Kinds]:
        """The rivals and the levels of which a text may name one."""
        groups = (*self.rivals, *self.levels)
        places = {place for character in text for place in self.sided_from.get(character, ())}
        return [groups[place] for place in sorted(places)]

    def asks_for_resources(self, row: str) -> bool:
        """Whether a row counts what others gave."""
        return any(word in row for word in self.resources)

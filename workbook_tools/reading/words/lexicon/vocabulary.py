"""What every word of a cell means for its figure: templates/words.toml, and the office's own words.toml beside it."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Literal, NamedTuple, cast, get_args

from workbook_tools.basis.grade_words import RATINGS, WORDS
from workbook_tools.basis.kept import kept
from workbook_tools.basis.resources import template
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.lexicon.subjects import Subjects
from workbook_tools.reading.words.lexicon.tables import EXTENDABLE, TABLES, Misplaced, extended, lengths_of, subjects_of

# From the weakest to the strictest: a word of ours may be moved down this list, never up.
WordClass = Literal[
    "neutral", "noun", "act", "period", "total", "among", "at_least", "at_most", "to", "extent", "stock", "surplus",
    "rest", "compared", "up", "down", "about", "nearly", "few", "order", "part", "extra", "other_time", "other_place",
    "started", "unmet", "planned", "postponed", "undone",
]  # fmt: skip
CLASSES: tuple[str, ...] = get_args(WordClass)
SENSES = frozenset(get_args(Sense)) & frozenset(CLASSES)  # the classes that say something about the figure
OFFICE_FILE = "words.toml"
LONGEST_WORD = 20


class Vocabulary(NamedTuple):
    """Words by class, and how long the words are that begin with a character."""

    classes: Mapping[str, WordClass]
    name: str  # 自带词表, or with the office's file behind it
    digest: str
    subjects: Subjects
    lengths: Mapping[str, tuple[int, ...]]

    def __hash__(self) -> int:
        """By what it was made from: what follows from a vocabulary is kept by it, and its tables have no hash."""
        return hash(self.digest)

    def longest(self, text: str, start: int, end: int) -> str:
        """The longest word that stands at `start` and ends by `end`; "" where none does."""
        for length in self.lengths.get(text[start], ()):
            word = text[start : start + length]
            if start + length <= end and word in self.classes:
                return word
        return ""

    def act_of(self, text: str) -> str:
        """The act that a word ends on (入户探访 → 探访), "" where it is the name of a thing."""
        if self.classes.get(text) == "act":
            return text
        return next((text[at:] for at in range(1, len(text) - 1) if self.classes.get(text[at:]) == "act"), "")


class Refused(ValueError):
    """The office's words cannot be used; the text says why, in Chinese."""


@lru_cache(maxsize=1)
def own_vocabulary() -> Vocabulary:
    """The words that come with the program."""
    data = template("words.toml").read_bytes()
    tables = kept("words_tables", data, lambda: tomllib.loads(data.decode()))
    subjects = subjects_of({name: tables.pop(name) for name in TABLES})
    return _vocabulary(_with_grades(_classed(tables)), "自带词表", data, subjects)


@lru_cache(maxsize=8)
def vocabulary_with(data: bytes, file: str = OFFICE_FILE) -> Vocabulary:
    """Our words and the office's. Raises `Refused`."""
    own = own_vocabulary()
    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
        takes_back = {word: kind for word, kind in own.classes.items() if kind in SENSES}
        more = extended(own.subjects, {name: tables.pop(name) for name in EXTENDABLE if name in tables}, takes_back)
        said = _classed(tables)
    except Misplaced as reason:
        raise Refused(str(reason)) from reason
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as reason:
        raise Refused("不是 UTF-8 编码的 TOML 文件") from reason
    for word, kind in said.items():
        before = own.classes.get(word)
        if before is not None and CLASSES.index(kind) < CLASSES.index(before):
            raise Refused(f"“{word}”在自带词表里属于 [{before}]，不能改到更宽的 [{kind}]")
    taught = {word for word, kind in said.items() if kind == "noun"}  # what the office's rows count
    subjects = more._replace(anything=more.anything | taught)
    return _vocabulary({**own.classes, **said}, f"自带词表，加上 {file}", own.digest.encode() + data, subjects)


def _vocabulary(classes: Mapping[str, WordClass], name: str, data: bytes, subjects: Subjects) -> Vocabulary:
    return Vocabulary(classes, name, sha256(data).hexdigest(), subjects, lengths_of(classes))


def _classed(data: Mapping[str, object]) -> dict[str, WordClass]:
    classed: dict[str, WordClass] = {}
    for kind, table in data.items():
        words = table.get("words") if isinstance(table, dict) else None
        if kind not in CLASSES:
            raise Refused(f"没有 [{kind}] 这一类")
        if not isinstance(words, str):
            raise Refused(f'[{kind}] 下面应写 words = "词 词 词"')
        split = words.split()
        if too_long := [word for word in split if len(word) > LONGEST_WORD]:
            raise Refused(f"“{too_long[0]}”太长")
        classed |= dict.fromkeys(split, cast("WordClass", kind))
    return classed


def _with_grades(classes: dict[str, WordClass]) -> dict[str, WordClass]:
    """Beside a figure a grade word says how it is seen: 未达标 that it is too small, 部分达成 a part."""
    by_rating: dict[str, WordClass] = {"达成": "neutral", "部分达成": "part", "未达成": "unmet", "": "neutral"}
    for word in WORDS:
        if len(word) > 1:
            classes.setdefault(word, by_rating[RATINGS.get(word, "")])
    return classes

"""What one phrase of a cell says: its figure, and what the words around it make of that figure.

A phrase stands between commas. One with a figure and harmless words states it; one with a figure and a word such as
计划 or 还差 states something else; one without a figure but with such a word speaks of the whole cell (`20场，未完成`).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Sense
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import OwnWords, Token, lex
from workbook_tools.reading.words.lexicon.rows import RowWords
from workbook_tools.reading.words.lexicon.subjects import Subjects
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.marks import Marks, arrives_behind, decided, graver, marks_of
from workbook_tools.reading.words.phrases.others import counted_by_others, only_why, told_of_others, were_absent
from workbook_tools.reading.words.phrases.said import NO_WORDS, Said, said_by
from workbook_tools.reading.words.written.figures import Figure, figures_in, value_of
from workbook_tools.reading.words.written.lists import label_of

_UNSURE = frozenset("未没不无非拟待缺欠停延缓撤废败弃曾勿别免")  # an unknown word with one of these is no subject
_CLEAR_ALONE = "全整满已均共男女"
_YEAR = lazy_pattern("(?:19|20)[0-9]{2}(?=年|届|[-~至到./]|$)")
_NOTHING_IN_BRACKETS: tuple[tuple[Sense, str], Said] = ("", ""), NO_WORDS
_BOUNDS = frozenset(("at_least", "at_most"))
_PLACES = ("前", "之前", "以前", "后", "之后", "以后", "内", "底", "末")


class Phrase(NamedTuple):
    text: str
    value: Figure | None
    dropped: tuple[Figure, ...]  # further figures, of which none is the value
    sense: Sense
    qualifies: Sense  # what it says of the whole cell
    words: tuple[str, ...]  # that decided
    unknown: tuple[str, ...]
    loose: tuple[str, ...]  # bounds that bound no figure
    among: bool
    total: bool
    label: str
    years: tuple[int, ...]
    said: Said  # besides the figure
    aside: Said  # in brackets
    dated: bool  # a time within the year is named


def phrase_of(text: str, vocabulary: Vocabulary, own: OwnWords, row: RowWords) -> Phrase:
    """Read one phrase; brackets that are left in it speak of the whole cell."""
    figures = figures_in(text)
    if len(figures) == 1 and figures[0].start == 0 and figures[0].end == len(text):
        return _bare(text, figures[0])
    value = value_of(text, figures)
    tokens = lex(text, figures, vocabulary, own)
    inside, outside = _by_depth(tokens) if "(" in text else ([], tokens)
    spoken = [token.kind for token in outside]
    kinds = {*spoken, *(token.kind for token in inside)} if inside else set(spoken)
    marks = _marks_outside(outside, value, row, vocabulary.subjects)
    dropped: tuple[Figure, ...] = ()
    if value is not None and len(figures) > 1:
        if years := next((figure for figure in figures if _is_years(figure, value)), None):
            marks.setdefault("other_time", text[years.start : years.end])
        if not _arrives(outside):
            dropped = tuple(figure for figure in figures if not _is_of(figure, value))
    sense, word = decided(marks)
    said: Sense = "" if value is not None else sense
    bracket, aside = _in_brackets(inside, row, vocabulary) if inside else _NOTHING_IN_BRACKETS
    qualifies, quoted = graver((said, word if said else ""), bracket)
    label = label_of(text[: value.start], text[value.end :]) if value is not None else ""
    return Phrase(
        text=text,
        value=value,
        dropped=dropped,
        sense=sense,
        qualifies=qualifies,
        words=tuple(filter(None, (word, quoted))),
        unknown=_unknown(tokens, inside) if inside or "unknown" in kinds else (),
        loose=() if _BOUNDS.isdisjoint(kinds) else _loose_bounds(tokens, has_figure=value is not None),
        among="among" in spoken[:2],
        total="total" in spoken,
        label=label,
        years=_years(tokens) if "shape" in kinds else (),
        said=said_by(outside, vocabulary, row.name),
        aside=aside,
        dated="shape" in kinds or "period" in kinds,
    )


def _marks_outside(tokens: Sequence[Token], value: Figure | None, row: RowWords, subjects: Subjects) -> Marks:
    """What the words outside brackets make of the figure, or say where there is none."""
    marks = marks_of(tokens, row)
    if value and (absent := were_absent(tokens, subjects)):
        marks.setdefault("undone", absent)
    if value and (under_way := _under_way(tokens)):
        marks.setdefault("started", under_way)
    other = counted_by_others(tokens, value.unit, row, subjects) if value else told_of_others(tokens, row, subjects)
    if other:
        marks.setdefault(*other)
    elif not value and (why := only_why(tokens, subjects)):
        marks.setdefault("unmet", why)
    return marks


def _under_way(tokens: Sequence[Token]) -> str:
    """The 在印 of `2000份在印`; "" where nothing is still being done."""
    if len(tokens) < 3:
        return ""
    counted, at, act = tokens[-3:]
    return f"在{act.text}" if counted.kind == "figure" and at.text == "在" and act.kind == "act" else ""


def _in_brackets(inside: Sequence[Token], row: RowWords, vocabulary: Vocabulary) -> tuple[tuple[Sense, str], Said]:
    return _said_in_brackets(inside, row, vocabulary.subjects), said_by(inside, vocabulary, row.name)


def _said_in_brackets(inside: Sequence[Token], row: RowWords, subjects: Subjects) -> tuple[Sense, str]:
    """What the words in brackets say of the whole cell."""
    if only := _only(inside):
        return only
    marks = marks_of(inside, row)
    if why := only_why(inside, subjects):
        marks.setdefault("unmet", why)
    if other := told_of_others(inside, row, subjects):
        marks.setdefault(*other)
    return decided(marks)


def _unknown(tokens: Sequence[Token], inside: Sequence[Token]) -> tuple[str, ...]:
    return (*(token.text for token in tokens if token.kind == "unknown"), *_says_too_little(inside))


def _only(inside: Sequence[Token]) -> tuple[Sense, str] | None:
    """`48万元（仅人员）`: a part of what the row asks for."""
    first = inside[0].text
    return ("part", first) if first in ("仅", "只", "只有", "仅仅") else None


def _says_too_little(inside: Sequence[Token]) -> tuple[str, ...]:
    """`20场（报）`: one character of a word in a bracket of its own may be the short form of anything."""
    if len(inside) != 1:
        return ()
    token = inside[0]
    short = (
        len(token.text) == 1
        and token.kind in ("neutral", "act", "noun", "own", "period")
        and token.text not in _CLEAR_ALONE
    )
    return (token.text,) if short or token.kind in ("compared", "up", "down") else ()  # 20场（同比）


def _bare(text: str, figure: Figure) -> Phrase:
    """A figure and nothing else."""
    return Phrase(text, figure, (), "", "", (), (), (), False, False, "", (), NO_WORDS, NO_WORDS, False)


def words_alone(text: str, vocabulary: Vocabulary, own: OwnWords, row: RowWords) -> tuple[Sense, str, bool]:
    """Of a text whose value was read as a whole (a day, a grade): what its words say of it, the word, and whether an
    unknown word may say it is not so."""
    tokens = lex(text, (), vocabulary, own)
    sense, word = decided(marks_of(tokens, row))
    unsure = [token.text for token in tokens if token.kind == "unknown" and _UNSURE & set(token.text)]
    return sense, word or next(iter(unsure), ""), bool(unsure)


def is_subject(word: str) -> bool:
    """Whether an unknown word may be what a target counts."""
    return not _UNSURE & set(word) and re.search("[0-9A-Za-z]", word) is None


def _is_years(figure: Figure, value: Figure) -> bool:
    """`三年累计20场`: of so many years."""
    return figure.unit == "年" and value.unit != "年" and figure.number is not None and figure.number > 1


def _is_of(figure: Figure, value: Figure) -> bool:
    return value.start <= figure.start and figure.end <= value.end


def _by_depth(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Those inside brackets and those outside."""
    inside: list[Token] = []
    outside: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text in ("(", ")"):
            depth = max(0, depth + (1 if token.text == "(" else -1))
        else:
            (inside if depth else outside).append(token)
    return inside, outside


def _arrives(tokens: Sequence[Token]) -> bool:
    """From one figure to another: `由85%提高到95%`."""
    for place, token in enumerate(tokens):
        if token.kind in ("to", "up", "down"):
            return token.kind == "to" or arrives_behind(tokens, place)
    return False


def _loose_bounds(tokens: Sequence[Token], *, has_figure: bool) -> tuple[str, ...]:
    """Bounds that no figure took; `前` behind a day belongs to the day, and long ones say something by themselves."""
    found: list[str] = []
    for place, token in enumerate(tokens):
        if token.kind in ("at_least", "at_most"):
            before = tokens[place - 1] if place else token
            behind_a_day = token.text in _PLACES and before.kind in ("shape", "period")
            graded = token.text in ("以上", "及以上") and before.text.endswith(words_of("等级"))  # 满意及以上113份
            behind_a_grade = graded and any(token.kind == "figure" for token in tokens[place + 1 : place + 2])
            if not (behind_a_day or behind_a_grade) and (has_figure or len(token.text) < 3):
                found.append(token.text)
    return tuple(found)


def _years(tokens: Sequence[Token]) -> tuple[int, ...]:
    before = (None, *tokens)
    shapes = (
        token.text
        for token, lead in zip(tokens, before, strict=False)
        if token.kind == "shape" and not (lead and lead.kind == "compared")  # 较2021年增长
    )
    return tuple(dict.fromkeys(int(year) for shape in shapes for year in _YEAR.findall(shape)))

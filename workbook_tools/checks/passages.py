"""文字材料 and 服务成效 as clean passages: full-width forms and blanks gone, each with the cell it stands in."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Submission

LONGEST = 20_000  # characters of one cell that are read as prose; Excel holds 32,767
_CIRCLED = lazy_pattern(r"[\u2460-\u2473\u2776-\u277f\u24f5-\u24fe]")
_BLANKS = lazy_pattern(r"[^\S\n]+|[\u200b\ufeff]")
_WRAPPED = lazy_pattern(r"\r\n?")
_SENTENCE = lazy_pattern(r"[^。!?\n]+")
_STOPS = "。;!\n"  # between what is said of one thing and of the next


class Passage(NamedTuple):
    """One cell of prose. `chapter` is 服务成效 for the effects."""

    sheet: str
    cell: str
    chapter: str
    text: str

    @property
    def sentences(self) -> list[str]:
        return _SENTENCE.findall(self.text)


def passages_of(submission: Submission) -> tuple[Passage, ...]:
    found = [
        Passage(text.table.sheet, text.at("content"), text.chapter, searchable(text.content))
        for text in submission.texts
        if text.content
    ]
    for effect in submission.effects:
        for cell, words in ((effect.at("service"), effect.service), (effect.at("effect"), effect.effect)):
            if words:
                found.append(Passage(effect.table.sheet, cell, "服务成效", searchable(words)))
    return tuple(found)


def sentence_before(text: str, end: int) -> str:
    """What stands in the sentence that leads to a place of a passage; a line leads into the one below it."""
    if text.startswith("\n", end - 1) and end:
        end -= 1
    return text[max(text.rfind(stop, 0, end) for stop in _STOPS) + 1 : end]


def sentence_behind(text: str, start: int) -> str:
    """The rest of the sentence from a place of a passage on."""
    ends = [at for stop in _STOPS if (at := text.find(stop, start)) >= 0]
    return text[start : min(ends, default=len(text))]


def searchable(text: str) -> str:
    """NFKC without blanks; a circled number is a bullet, not a figure."""
    text = _WRAPPED.sub("\n", text[:LONGEST])
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _CIRCLED.sub("\n", text))
    return _BLANKS.sub("", text)

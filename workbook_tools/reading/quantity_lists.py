"""One cell, several items: numbered lists, clauses set apart by `；`, two conditions in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAKS = re.compile("[;。!]")
_COMMAS = re.compile("(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|、")
_NUMBERED = re.compile(
    r"(?:指标|目标)?\(?([0-9]{1,2})(?:[.:](?![0-9])|[、)])|第?([一二三四五六七八九十]{1,2})(?:[、.]|是|,)|\(([一二三四五六七八九十]{1,2})\)"
)
_MARK = re.compile(r"(?<=[^0-9.])(?=\(?[1-9][0-9]?[.、)](?![0-9]))")
_CHINESE = "零一二三四五六七八九十"
MOST_ITEMS = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a cell: its number in the list, if any, and its words."""

    number: int | None
    text: str


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The parts of a cleaned text, list numbers taken off. Numbers that do not count 1, 2, 3 … are no list numbers."""
    marked = _MARK.sub(";", text) if len(re.findall(r"[1-9][0-9]?[.、)](?![0-9])", text)) > 1 else text
    parts = [part.strip(",、 ") for part in _BREAKS.split(marked)]
    parts = [part for part in parts if part]
    numbered = [_numbered(part) for part in parts]
    if _counts_up([clause.number for clause in numbered]):
        return tuple(numbered[:MOST_ITEMS])
    if len(parts) == 1 and numbered[0].number == 1 and numbered[0].text:
        return (numbered[0],)
    return tuple(Clause(None, part) for part in parts[:MOST_ITEMS])


def split_commas(text: str) -> list[str]:
    """The phrases between commas; a comma inside a number is none."""
    depth, pieces, start = 0, [], 0
    for match in re.finditer(r"[()]|" + _COMMAS.pattern, text):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [piece for piece in [*pieces, text[start:]] if piece]


def label_of(before: str, after: str) -> str:
    """What a figure counts: the words in front of it, else the words behind its unit."""
    words = re.sub(r"^(?:其中|另有|另外|包括|含|并且|并|且|同时|以及|及)[:,]?", "", before.strip(" ,、:;()"))
    words = re.sub(r"(?:数量|人数)?(?:应|需|须|要)?(?:达到|达|共计|共有|共|累计|合计|总计|为|是|有|约|:|=)+$", "", words)
    words = re.sub(r"(?:应|需|须|要)$", "", words).strip(" ,、:;()")
    return words or after.strip(" ,、:;。()的")


def _numbered(part: str) -> Clause:
    match = _NUMBERED.match(part)
    if match is None or not part[match.end() :].strip():
        return Clause(None, part)
    chinese = match[2] or match[3]
    number = int(match[1]) if match[1] else _chinese(chinese)
    return Clause(number, part[match.end() :].strip(",、. "))


def _chinese(numeral: str) -> int:
    if len(numeral) == 1:
        return _CHINESE.index(numeral)
    first, last = _CHINESE.index(numeral[0]), _CHINESE.index(numeral[1])
    return 10 + last if first == 10 else first * 10


def _counts_up(numbers: list[int | None]) -> bool:
    """1, 2, 3 … with at most unnumbered parts between them."""
    given = [n for n in numbers if n is not None]
    return len(given) >= 2 and given == list(range(given[0], given[0] + len(given))) and given[0] <= 1

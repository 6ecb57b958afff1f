"""Names that need not be known: those of an enumeration (`青园、湖橡、新天等8个社区`), of a book, in quotes.

They are taken out before the words of a cell are read, so that only what says something has to be understood. A name
with a character that may take something back (未 没 缺 …) stays, and so does one with a word that does.
"""

from __future__ import annotations

import re
from operator import or_

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.reading.words.lexer import lex
from workbook_tools.reading.words.phrases import is_subject
from workbook_tools.reading.words.vocabulary import Vocabulary

_NAME = f"[^0-9,;:。、()《》“”等和及\\s]{{2,12}}"
_AND = "[、和及与]"
_OF_THESE = lazy_pattern(f"({_NAME}(?:{_AND}{_NAME}){{1,30}})(?=等)", holding="等")
_COUNTED = lazy_pattern(
    f"(?<=[0-9])(?P<unit>个|支|项|家|名|所|处|类|种|场|期|次|人)(?P<what>{HAN}{{0,6}})[:,(](?:分别为|分别是|为|即|包括|含)?"
    f"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,30}})(?=$|[;。)])",
    holding="个支项家名所处类种场期次人",
)
_COUNT = lazy_pattern("([0-9]{1,2})$")
_TITLE = lazy_pattern("《([^《》]{1,40})》", holding="《")
_QUOTED = lazy_pattern("“([^“”0-9]{1,12})”", holding="“")
_HARMLESS = {"unknown", "own", "noun", "neutral", "act", "mark", "extent"}


def without_names(text: str, vocabulary: Vocabulary) -> str:
    """The text without the names that only tell which ones were counted."""
    if "《" in text:
        text = _TITLE.sub(lambda match: _title(match[1], vocabulary), text)
    if "“" in text:
        text = _QUOTED.sub(lambda match: _unless_a_name(match[1], match[0], vocabulary), text)
    if "等" in text:
        text = _OF_THESE.sub(lambda match: _shortened(match[1], vocabulary), text)
    return _COUNTED.sub(lambda match: _as_many(match, vocabulary), text)


def _title(title: str, vocabulary: Vocabulary) -> str:
    """What a book is about is in its last word: 困难群众需求调研报告."""
    last = next((title[at:] for at in range(max(0, len(title) - 6), len(title) - 1) if title[at:] in vocabulary.classes), "")
    return last if last and vocabulary.classes[last] in _HARMLESS else ""


def _unless_a_name(name: str, quoted: str, vocabulary: Vocabulary) -> str:
    return "" if _is_name(name, vocabulary) else quoted


def _is_name(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is unknown in part, and says nothing of a figure."""
    kinds = {token.kind for token in lex(name, (), vocabulary)}
    return "unknown" in kinds and _HARMLESS.issuperset(kinds) and is_subject(name)


def _shortened(names: str, vocabulary: Vocabulary) -> str:
    """The names that are known, as they may say what was counted, and the words in front of the first."""
    first, *others = re.split(_AND, names)
    if not all(_is_name(name, vocabulary) or _is_known(name, vocabulary) for name in (first, *others)):
        return names
    lead = _lead(first, vocabulary) if _is_name(first, vocabulary) else first
    kept = [lead, *(name for name in others if not _is_name(name, vocabulary))]
    return "、".join(filter(None, kept))


def _as_many(match: re.Match[str], vocabulary: Vocabulary) -> str:
    """`3个：舞蹈队、书法社、互助会` names as many as are counted."""
    names = re.split(_AND, match["names"])
    count = _COUNT.search(match.string[: match.start()])
    known = [_is_known(name, vocabulary) for name in names]
    named = [_is_name(name, vocabulary) for name in names]
    if count is None or int(count[1]) != len(names) or not any(named) or not all(map(or_, known, named)):
        return match[0]
    return match["unit"] + match["what"] + ("(" if "(" in match[0] else "")


def _is_known(name: str, vocabulary: Vocabulary) -> bool:
    """Whether all of a word is known, and says nothing of a figure."""
    return (_HARMLESS - {"unknown"}).issuperset(token.kind for token in lex(name, (), vocabulary))


def _lead(name: str, vocabulary: Vocabulary) -> str:
    """What stands in front of the first name: 覆盖青园, 修订财务."""
    kept = ""
    for token in lex(name, (), vocabulary):
        if token.kind not in ("neutral", "act"):
            break
        kept += token.text
    return kept

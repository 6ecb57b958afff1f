"""What an enumeration names: `青园、湖橡、新天等8个社区`, `共3个：舞蹈队、书法社、互助会`. Which need not be known.

The names are taken out before the words of a cell are read. A name with a character that may take something back
(未 没 缺 退 …) stays, and so does one with a word that does, or that may have done it (残联).
"""

from __future__ import annotations

import re
from operator import or_

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import UNIT
from workbook_tools.reading.words.lexicon.lexer import PLAIN, lex
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.phrase import is_subject

_NAME = "[^0-9,;:。、()《》“”等和及\\s]{2,12}"
_AND = "[、和及]"
_NAMES = f"{_NAME}(?:、{_NAME}){{0,30}}(?:[和及]{_NAME})?"
_OF_THESE = lazy_pattern(f"{_NAME}、{_NAMES}(?=等)", holding="等")
_COUNTED = lazy_pattern(
    f"(?<=[0-9])(?P<unit>个|支|项|家|名|所|处|类|种|场|期|次|人|篇|本)(?P<what>{HAN}{{0,10}})[:,(](?:分别为|分别是|为|即|包括|含)?"
    f"(?P<names>{_NAMES})(?=$|[;。)])",
    holding="个支项家名所处类种场期次人篇本",
)
_PARTS_FIRST = lazy_pattern(r"[(](其中[^()]*[0-9][^()]*)[)](共[^()]*)", holding="(")
_NUMBERED = lazy_pattern(
    r"([^;0-9]{0,12}[0-9]{1,6}[^0-9;()]{1,8}[:,(](?:其中|包括|分别为|分别是|含)?[:,]?)([(]?1[.、)].*)",
    holding="1",
)
_LIST_NUMBER = lazy_pattern(r"(?:(?<=^)|[;,。、])[(]?([1-9])[.、)](?![0-9])")
_SO_MANY, _THINGS = lazy_pattern("等[0-9]{1,5}"), lazy_pattern(f"{HAN}{{2}}|[村镇乡]")
_DIGITS = lazy_pattern("[0-9]+")
_BARE_PART = "[^0-9,;、()]{1,8}[0-9]{1,6}"
_WITH_BARE_PARTS = lazy_pattern(
    f"(?:共|合计|总计)?(?P<whole>[0-9]{{1,6}})(?P<unit>[^0-9,;()]{{1,3}})[(](?:其中)?"
    f"(?P<parts>{_BARE_PART}(?:[、,;]{_BARE_PART}){{1,9}})[)]",
    holding="(",
)
TAKES_BACK = frozenset("退取消改补差减拒漏假空缺停")
_IN_NAMES = frozenset("升增兴")
_COUNT = lazy_pattern("([0-9]{1,2})$")
_HARMLESS = (PLAIN - {"period"}) | {"unknown", "extent"}


def unnumbered(text: str) -> str:
    """`共20场（其中1、线上5场；2、线下15场）` with its parts behind it and without their numbers, as any parts are."""
    if (turned := _PARTS_FIRST.fullmatch(text)) is not None:
        text = f"{turned[2]}({turned[1]})"
    listed = _NUMBERED.fullmatch(text)
    if listed is None:
        return text
    head, parts = listed.groups()
    numbers = [int(number) for number in _LIST_NUMBER.findall(parts)]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return text
    return head + _LIST_NUMBER.sub("、", parts).lstrip("、")


def each_with_its_unit(text: str) -> str:
    """`共8名（站长1、社工7）` as 站长1名、社工7名: for a row that promised so many of each."""
    match = _WITH_BARE_PARTS.fullmatch(text)
    if match is None or sum(map(int, _DIGITS.findall(match["parts"]))) != int(match["whole"]):
        return text
    return _DIGITS.sub(rf"\g<0>{match['unit']}", match["parts"])


def without_examples(text: str, vocabulary: Vocabulary) -> str:
    """The text without the names that only tell which ones were counted."""
    if "、" not in text:
        return text
    text = _OF_THESE.sub(lambda match: _shortened(match, vocabulary), text)
    return _COUNTED.sub(lambda match: _as_many(match, vocabulary), text)


def _is_name(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is unknown in part, and says nothing of a figure."""
    kinds = _kinds(name, vocabulary)
    return "unknown" in kinds and _HARMLESS.issuperset(kinds) and is_subject(name) and TAKES_BACK.isdisjoint(name)


def _shortened(match: re.Match[str], vocabulary: Vocabulary) -> str:
    """The words in front of the first name; the names that are known stay where nothing else says what was counted."""
    names = first, *others = re.split(_AND, match[0])
    named = {name for name in names if _is_name(name, vocabulary)}
    known = {name for name in names if name not in named and _is_known(name, vocabulary)}
    told = _counts_things(match.string, match.end())
    does = any(not vocabulary.subjects.actors.isdisjoint(_words(name, vocabulary)) for name in names)
    if does or not (len(named) > 1 or (told and not named)) or len(named | known) < len(set(names)):
        return match[0]
    examples = named | known if told else named
    lead = lead_of(first, vocabulary) if first in examples else first
    return "、".join(filter(None, (lead, *(name for name in others if name not in examples))))


def _counts_things(text: str, at: int) -> bool:
    """`等5项制度` behind the names."""
    unit = UNIT.match(text, many.end()) if (many := _SO_MANY.match(text, at)) else None
    return unit is not None and _THINGS.match(text, unit.end()) is not None


def _as_many(match: re.Match[str], vocabulary: Vocabulary) -> str:
    """`3个：舞蹈队、书法社、互助会` names as many as are counted."""
    names = re.split(_AND, match["names"])
    count = _COUNT.search(match.string[: match.start()])
    known = [_is_known(name, vocabulary) for name in names]
    named = [_is_name(name, vocabulary) for name in names]
    if count is None or int(count[1]) != len(names) or not all(map(or_, known, named)):
        return match[0]
    return match["unit"] + match["what"] + ("(" if "(" in match[0] else "")


def _is_known(name: str, vocabulary: Vocabulary) -> bool:
    """Whether all of a word is known, and says nothing of a figure."""
    return (_HARMLESS - {"unknown"}).issuperset(_kinds(name, vocabulary))


def _kinds(name: str, vocabulary: Vocabulary) -> set[str]:
    """Of the words of a name; 互助会 is no plan (会), and 东升村 no rise."""
    tokens = lex(name.removesuffix("会"), (), vocabulary)
    return {"unknown" if token.text in _IN_NAMES else token.kind for token in tokens}


def _words(name: str, vocabulary: Vocabulary) -> set[str]:
    return {token.text for token in lex(name, (), vocabulary)}


def lead_of(name: str, vocabulary: Vocabulary) -> str:
    """What stands in front of the first name: 覆盖青园, 修订财务."""
    kept = ""
    for token in lex(name, (), vocabulary):
        if token.kind not in ("neutral", "act"):
            break
        kept += token.text
    return kept

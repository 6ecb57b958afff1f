"""What things are called: titles in 《》 and names in quotation marks, which say nothing of how many there are.

Of a title its last word stays, which says what it is the title of (《石桥镇困难群众需求调研报告》 is a 调研报告, and a
《…计划》 a plan), and the years that it names. A name goes where words beside it say of what: “小水滴”志愿队3支.
"""

from __future__ import annotations

import re

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.reading.words.lexicon.lexer import lex
from workbook_tools.reading.words.lexicon.vocabulary import SENSES, Vocabulary
from workbook_tools.reading.words.phrases.phrase import is_subject

_SIGNS = frozenset('《“"「『')
_TITLE = lazy_pattern("《([^《》]{1,60})》", holding="《")
_ONE = '[“"「『][^“”"「」『』0-9]{1,20}[”"」』]'
_NAMES = lazy_pattern(f"{_ONE}(?:[、和及与]?{_ONE})*", holding='“"「『')
_INSIDE = lazy_pattern('[^“”"「」『』、]+')
_WORDS = lazy_pattern(f"{HAN}|[0-9二两三四五六七八九十]{{1,3}}{HAN}{{3}}")  # 2支志愿队 too
_HAN = lazy_pattern(HAN)
_YEAR = lazy_pattern("(?<![0-9])20[0-9]{2}(?![0-9])")
_DRAFT = lazy_pattern("[(（]|稿")
_TAKES_BACK = SENSES - {"started", "compared", "up", "down", "surplus", "about"}
_MARKS = "()（）,，、。;；"
_LEADS = "名为|分别为|分别是|即|含|包括|有|如"
_BEHIND_A_COUNT = lazy_pattern(  # 3支（“红马甲”, 2个，分别是“粽情端午”
    f"([0-9]{{1,2}})[个支项种类家门套档期场本部][^0-9(（,，:：]{{0,4}}[(（,，:：](?:{_LEADS})?$"
)
_GAP = "·"  # what stood on either side of a name is not one word


def without_names(text: str, vocabulary: Vocabulary) -> str:
    """The text without what things are called, as far as that can be told."""
    if _SIGNS.isdisjoint(text):
        return text
    text = _TITLE.sub(lambda title: _what_it_is(title, vocabulary), text)
    return _NAMES.sub(lambda names: _unless_it_says_something(names, vocabulary), text)


def _what_it_is(title: re.Match[str], vocabulary: Vocabulary) -> str:
    inner = "".join(title[1].split())
    years = "".join(f"{year}年" for year in _YEAR.findall(inner))
    word = next((inner[at:] for at in range(len(inner) - 1) if inner[at:] in vocabulary.classes), "")
    if _DRAFT.search(inner):
        return title[0]
    if _WORDS.match(title.string, title.end()):
        return _between(title, years)
    alone = not title.string[title.end() :].strip() or title.string[title.end()] in _MARKS
    says = alone and not word and any(token.kind in _TAKES_BACK for token in lex(inner, (), vocabulary))
    return _between(title, years + word) if word or (alone and not says) else title.group()


def _unless_it_says_something(names: re.Match[str], vocabulary: Vocabulary) -> str:
    text = names.string
    tokens = [token for name in _INSIDE.findall(names[0]) for token in lex("".join(name.split()), (), vocabulary)]
    unknown = [token.text for token in tokens if token.kind == "unknown"]
    beside = _WORDS.match(text, names.end()) or _HAN.search(text[: names.start()][-1:])
    says = any(token.kind in SENSES for token in tokens) or not all(map(is_subject, unknown))
    count = _BEHIND_A_COUNT.search(text[: names.start()])
    alone = count and (text.startswith("等", names.end()) or int(count[1]) == len(re.findall(_ONE, names[0])))
    return names[0] if says or not (alone or (unknown and beside)) else _between(names, "")


def _between(name: re.Match[str], instead: str) -> str:
    """What stands instead of a name: with what stands beside it, it makes no word (以“情暖童心”为主题 is no 以为)."""
    text, start, end = name.string, name.start(), name.end()
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    parted = [_GAP if _HAN.match(before) else "", instead, _GAP if instead and _HAN.match(behind) else ""]
    return "".join(parted)

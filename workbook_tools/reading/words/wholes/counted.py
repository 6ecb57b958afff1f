"""How many there are, told by what they are called: `财务、档案两项制度已建立`, `①亲子小组②长者小组`, `第1期至第12期`.

Names need not be known where the number beside them says that they are all. What is counted without such a number is
told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.numerals import NUMERAL, number_of
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.lexer import lex
from workbook_tools.reading.words.lexicon.vocabulary import SENSES
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.enumerations import TAKES_BACK, lead_of
from workbook_tools.reading.words.phrases.phrase import is_subject

_THINGS = ("个", "项", "支", "家", "所", "处", "本", "类", "种", "份", "村", "社区", "站", "间", "套", "篇")
_COUNT = lazy_pattern(f"(?:,?共|等)?([0-9]{{1,2}}|两|{NUMERAL})({'|'.join(_THINGS)})(?![0-9])")
_JOINED = lazy_pattern("[、和及]")
_RUNS_ON = lazy_pattern(
    "(第?)([0-9]{1,3})[期节讲课场次]?[-~至到]{1,2}第?([0-9]{1,3})([期节讲课场次])", holding="-~至到"
)
_TELLS_HOW_MANY = frozenset("各-~至到")
_HELD = ("已", "均", "全部", "都")
_WERE_HELD = lazy_pattern("(?:均|都|全部|已经?)*(?:上|讲|开|办|教|做|开展|完成|编发)(?:完了?|好了?|了|毕)?")
_EACH_ONE = lazy_pattern(f"([^0-9,;:()]{{3,80}}?)各([1-9一两二三四五])({'|'.join(_THINGS)})", holding="各")
_LONGEST, _MOST = 12, 20
_MOST_CHARACTERS, _MOST_COUNTS = 300, 5


def names_with_their_number(context: Context, text: str) -> str:
    """`城关、白沙、茶亭3个站` without the names, of which there are as many as are counted."""
    if "、" not in text:
        return text
    for count in islice(_COUNT.finditer(text[:_MOST_CHARACTERS]), _MOST_COUNTS):
        names = _JOINED.split(text[: count.start()])
        number = number_of(count[1])
        if 1 < len(names) == number and all(_is_name(context, name) for name in names):
            return f"{_lead(context, names[0])}{number}{text[count.start(2) :]}"
    return text


def _lead(context: Context, name: str) -> str:
    """What stands in front of the first name: the 已建 of 已建走访."""
    words = [token.text for token in lex(name, (), context.vocabulary)]
    lead = lead_of(name, context.vocabulary)
    return lead if lead != name else "".join(words[:-1])


def counted_by_names(context: Context, text: str) -> tuple[str, str]:
    """`第1期至第12期` as 12期, `财务、档案制度各一项` as 2项, and what was counted."""
    promised = None if _TELLS_HOW_MANY.isdisjoint(text) else context.promised
    if promised is None or context.asks_for_several:
        return text, ""
    if "各" in text and (each := _EACH_ONE.fullmatch(text)) and each[3] == promised.unit:
        return _one_by_one(context, each)
    run = _RUNS_ON.search(text)
    return (text, "") if run is None or promised.unit != run[4] else _that_run_on(run)


def _one_by_one(context: Context, each: re.Match[str]) -> tuple[str, str]:
    """Names of the same kind, none of them the one that was asked for."""
    names = _JOINED.split(each[1])
    alike = 1 < len(set(names)) == len(names) and all(_is_name(context, name) for name in names)
    if not alike or any(context.is_asked_for(name) for name in names[:-1]):
        return each[0], ""
    count = len(names) * number_of(each[2])
    return f"{count}{each[3]}", f"{each[0]}＝{count}{each[3]}"


def _that_run_on(run: re.Match[str]) -> tuple[str, str]:
    """Ordinals, or numbers from 1 of which it is said that they were held."""
    text = run.string
    first, last = int(run[2]), int(run[3])
    behind = text[run.end() :]
    if _WERE_HELD.fullmatch(behind):
        behind = "均已完成"
    held = behind.startswith(_HELD)
    ordinal = run[1] != "" and (not behind or held)
    if first >= last or not (ordinal or (first == 1 and held)):  # 1-8节已上完; 8-10场 is a range
        return text, ""
    count = last - first + 1
    return f"{text[: run.start()]}{count}{run[4]}{behind}", f"{run[0]}＝{count}{run[4]}"


def numbered_names(context: Context, texts: Sequence[str]) -> Quantity | None:
    """`①财务制度②档案制度` where so many things were promised: as many as are numbered."""
    promised = context.promised
    if promised is None or promised.unit not in _THINGS or len(texts) > _MOST or len(set(texts)) < len(texts):
        return None
    if not all(_names_a_thing(context, text) for text in texts):
        return None
    told = f"{'、'.join(texts)}＝{len(texts)}{promised.unit}"
    return Quantity("number", number=Decimal(len(texts)), unit=promised.unit, words=(told,), codes=("Q135",))


def _names_a_thing(context: Context, text: str) -> bool:
    """A name, of which nothing is said, that ends on what the row counts, or on a noun."""
    phrase = context.phrase(text)
    tokens = context.tokens(text)
    named = bool(tokens) and tokens[-1].kind in ("noun", "own") and len(text) <= _LONGEST
    return named and not phrase.qualifies and _is_name(context, text)


def _is_name(context: Context, name: str) -> bool:
    """Whether a word says nothing of how many there are, and takes nothing back."""
    if not 0 < len(name) <= _LONGEST or not is_subject(name) or not TAKES_BACK.isdisjoint(name):
        return False
    kinds = {token.kind for token in context.tokens(name)}
    return kinds.isdisjoint(SENSES - {"stock"}) and kinds.isdisjoint(("total", "among", "figure", "mark"))

"""Forms of words: regular expressions in which what may stand at a place is called by its name, in braces.

`{停办}` stands for any word of that line of [forms] in templates/words.toml, `{数}` for a number; what is no word (a
month, a unit) is written below. A brace with a figure in it says how often, as in any pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial

from workbook_tools.basis.lazy_pattern import any_of, lazy_pattern
from workbook_tools.basis.numerals import NUMERAL
from workbook_tools.basis.promise_words import PROMISE
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import USUAL_UNITS
from workbook_tools.reading.words.lexicon.vocabulary import own_vocabulary

_NAMED = lazy_pattern("[{]([^0-9,{}]+)[}]")
_NO_WORDS = {
    "数": "[0-9]{1,6}",
    "数值": "[0-9]{1,7}(?:[.][0-9]{1,12})?",
    "几": NUMERAL,
    "量": USUAL_UNITS,
    "些": "[0-9]{1,6}(?:[.][0-9]{1,2})?{汉}{1,3}",
    "汉": HAN,
    "字": "[^0-9,;()]",  # anything within a phrase
    "白": "[^0-9,;:()]",
    "何时": "(?:(?:20[0-9]{2}年)?{月份}份?(?:[上中下]旬|底|初|末)?|{时节})(?:的?(?:[两三]个月|期间|以来|以后|前?后))?",
    "止": "[)]?(?=$|[,;。)])",
    "至": "[-~至到]{1,2}",
    "连": "[、和及,]",
    "周期": "个?月|季度?|周|半年",
    "月数": "1[0-2]|[1-9]",
    "月份": "{月数}月",
    "季": "第?[一二三四1-4]季度",
    "起止": "{月数}月?{至}{月份}份?|第?[一二三四1-4](?:季度)?{至}{季}",
    "时段": "{起止}|{月份}份?{号}?|{季}|[上下]半年",
    "号": "[0-9]{1,2}[日号]",
    "年份": "20[0-9]{2}年",
    "别年": "(?:{年份}|次年|明年|下一?年|去年|上一?年){月数}?月?份?",
    "未计入": "(?:均|都)?(?:未|不|没有?){计入}{字}{0,4}",
    "承诺": PROMISE,
    "却没有": ",?{未能}{按时}?(?:完成|达标|达到|做完)(?:目标|任务)?",
    "我站": "[我本](?:站|中心|机构|项目|社工站)",
    "地": "(?:[^0-9,;:()、。]{1,12}?{地名}|[一二三四][小中])(?:{年份}?{月份}{汉}{0,4})?",
    "某人": "[^0-9,;:()、。]{0,14}?{来人}(?:[0-9]{1,2}[名位人]|{汉}某{1,2})?",
    "方": "(?:[^0-9,;:()、。]{0,14}?{单位}|{某人})",  # who it was with, or who gave it
    "编号": "[A-Za-z]{0,8}[-_]?[0-9A-Za-z]{1,12}(?:[-_/][0-9A-Za-z]{1,8}){0,3}号?",
}


def form(text: str, flags: int = 0, *, holding: str = "") -> re.Pattern[str]:
    """The pattern that a form stands for; its words are looked up when it is first used. No office adds to them."""
    return lazy_pattern(partial(written_out, text), flags, holding=holding)


def written_out(text: str, words: Mapping[str, Iterable[str]] | None = None) -> str:
    """The expression that a form stands for, with these words for its classes, or those of [forms] and [stages]."""

    def one(named: re.Match[str]) -> str:
        return _own_class(named[1]) if words is None else _class(named[1], words)

    return _NAMED.sub(one, text)


@cache
def _own_class(name: str) -> str:
    return _class(name, None)


def _class(name: str, words: Mapping[str, Iterable[str]] | None) -> str:
    if name == "旁注":
        return written_out(_remarks(own_vocabulary().subjects.remarks), words)
    if plain := _NO_WORDS.get(name):
        return f"(?:{written_out(plain, words)})"
    return f"(?:{any_of(words_of(name) if words is None else words[name])})"


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a class of [forms] or [stages]."""
    subjects = own_vocabulary().subjects
    return subjects.stages.get(name) or subjects.forms[name]


def _remarks(lines: Iterable[Sequence[Sequence[str]]]) -> str:
    """What the lines of [remarks] stand for. What several of them tell of is written once: how it ends depends on how
    it began, and of several names the last is looked at."""
    told: dict[str, list[tuple[str, str]]] = {}
    for number, sides in enumerate(lines):
        first, what, last = map(_side, sides)
        told.setdefault(what, []).append((f"(?P<_{number}>{first})", f"(?(_{number}){last}"))
    forms = []
    for what, ends in told.items():
        named = f"(?:{{白}}{{1,60}}[、和与及])?{what}" if len(ends) > 1 else f"{what}(?:[、和与及]{what}){{0,6}}"
        first, last = ("|".join(end[side] for end in ends) for side in (0, 1))
        forms.append(f"(?:{first})[为是有含在:]{{0,2}}{named}{last}{')' * len(ends)}")
    return "|".join(forms)


def _side(words: Sequence[str]) -> str:
    """One of the words; "-" says that there may be none."""
    return f"(?:{'|'.join(word for word in words if word != '-')}){'?' * ('-' in words)}"

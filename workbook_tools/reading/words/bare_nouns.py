"""A noun that stands alone beside a figure says what the figure counts: `低保450户` counts those who get it.

With a verb (`走访低保户450户`) a noun says to whom something was done. Alone it must be what the row asks for: the
row's own words, a thing of the same kind, or people as anyone may call them. Else it is how many of them there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.words.lexer import Token
from workbook_tools.reading.words.subjects import Subjects

_SAYS_NO_ACT = frozenset(("mark", "period", "total", "unit", "among", "about", "at_least", "at_most"))
_PEOPLE = ("人", "名", "位", "员", "户", "家", "人次", "户次", "对", "%")
TIMES = ("人次", "户次")  # of these only what was done has any
_HELD = ("场", "次", "期", "场次", "节")  # what any activity is counted in
_OF_STAFF = lazy_pattern("社工(?=服务|站)")  # who does it
_KINDS = frozenset("队班组站点室课")  # 志愿服务队2支 where the row counts 队伍
_COSTS = ("费", "金", "款", "费用", "经费")
_MONEY = ("经费", "费用", "资金", "支出", "成本", "金额")  # 活动经费 is not 人员经费
_SHARE = "占"  # what stands behind it is the whole: 占总支出的9%
_RATE = ("率", "度", "比", "占比", "比例")


class BareNouns(NamedTuple):
    """Nouns that alone say what a figure counts, and whether they stand behind it."""

    words: tuple[str, ...] = ()
    behind: bool = False


def bare_nouns(tokens: Sequence[Token], subjects: Subjects) -> BareNouns:
    """The nouns in front of the figure, else those behind it; none where an act or another word stands among them."""
    front: list[str] = []
    behind: list[str] = []
    nouns = front
    for place, token in enumerate(tokens):
        if token.kind == "figure":
            behind = []  # 4个社区共20场: a noun between two figures belongs to the first
            nouns = behind
        elif token.text == _SHARE and nouns is front:
            nouns = []
        elif _is_a_cost(tokens, place) or (token.kind in ("noun", "own") and not _is_act(token.text, subjects)):
            nouns.append(token.text)
        elif token.kind not in _SAYS_NO_ACT and not (token.kind == "neutral" and token.text in subjects.fillers):
            return BareNouns()
    return BareNouns(tuple(front or [noun for noun in behind if len(noun) > 1]), not front)


def _is_a_cost(tokens: Sequence[Token], place: int) -> bool:
    """`培训费` is money, and no act."""
    called = tokens[place].kind in ("noun", "own", "neutral") and place + 1 < len(tokens)
    return called and tokens[place + 1].text in _COSTS


def _is_act(noun: str, subjects: Subjects) -> bool:
    return noun in subjects.doing or (noun.startswith("服务") and noun not in subjects.anyone)


def is_foreign(nouns: BareNouns, unit: str, own: str, asked: frozenset[int], subjects: Subjects) -> bool:
    """Whether nouns that stand alone name something else than a row that says `own` and asks for things of a kind."""
    words = nouns.words
    text, head = "".join(words), "".join(words[-2:] if len(words[-1]) == 1 else words[-1:])  # 餐, 费
    if nouns.behind and unit in _PEOPLE:  # 28家商户
        return False
    if unit != "%" and (people := _people(text, own, subjects)) != "":
        return people == "others"
    if unit in TIMES or shares(text, own) or text in own or (unit == "%" and head.endswith(_RATE)):
        return False
    if head in subjects.anything or (head in subjects.anyone and unit in _PEOPLE):
        return False
    if ("活动" in own and unit in _HELD) or (unit.endswith("元") and (head in subjects.goods or head[0] in own)):
        return False
    if head[-1] in _KINDS and head[-1] in own:
        return False
    return asked.isdisjoint(subjects.counted.named_in(text))


def is_other_people(text: str, own: str, subjects: Subjects) -> bool:
    """`家长220人` where the row asks for 儿童."""
    return _people(text, own, subjects) == "others"


def _people(text: str, own: str, subjects: Subjects) -> Literal["", "others", "asked for"]:
    """Whether a text names people of a kind that the row asks for, or others; "" where one of the two names none."""
    said = subjects.people.named_in(text)
    asked = subjects.people.named_in(_OF_STAFF.sub("", own)) if said else said
    if not asked:
        return ""
    return "others" if asked.isdisjoint(said) else "asked for"


def is_whole_population(text: str, name: str, subjects: Subjects) -> bool:
    """`低收入人口900户` where the row is 低收入人口监测: of how many it might have been done."""
    _, found, act = name.partition(text)
    return bool(found) and any(word in act for word in subjects.done_to)


def shares(text: str, own: str) -> bool:
    pairs = (text[place : place + 2] for place in range(len(text) - 1))
    return any(pair in own and (pair not in _MONEY or pair == text) for pair in pairs)

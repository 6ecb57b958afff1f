"""Which part of what a cell tells is the row's own: `普法260人：本地居民190人，外来务工人员70人` is 70 where the row is
外来务工人员普法; `调解邻里、家庭纠纷共35起` says nothing of 家庭纠纷调解 alone.

The row's own are the pieces of its name that say more than 活动, 服务, 人员.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import EVENTS
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import Token, lex
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.ages import ages_in
from workbook_tools.reading.words.phrases.context import KEPT_ROWS, Context
from workbook_tools.reading.words.phrases.phrase import Phrase, is_subject
from workbook_tools.reading.words.phrases.stated import FIGURE_STANDS, quantity_of_phrase
from workbook_tools.reading.words.written.figures import DIGIT

_JOINED = lazy_pattern("、|和(?!谐|解|睦)|(?<!普)及(?!时)|(?<!参)与")
_IN_ALL = lazy_pattern("共计?|合计|总计|累计|[合加]起来|加在?一起")  # behind the names, whatever follows
_THOSE_LEFT = lazy_pattern("^(?:其余|余下)的?[均都]?[为是系]?(?=[^0-9未没不待取拟]{2})", holding="余")  # 其余进村6场
_AND_ITS_LIKE = lazy_pattern("[(](?:含|包括|包含)([^()0-9]{2,12})[)]", holding="(")
_THE_REST = lazy_pattern("(?:其余|其他|余者)(?:均|都)?(?:为|是)[^0-9]*$")
_AGED = "岁"  # stands for the ages that the row's name has


def combined_with_others(context: Context, text: str) -> Quantity | None:
    """A figure of the row's own and of others: `康复训练、日间照料共130人次`, `服务居民（含残疾人）132人`."""
    first = DIGIT.search(text)
    lead = text[: first.start()] if first else ""
    other = _JOINED.search(lead) is not None and _one_of_several(context, re.split("[,;:(]", lead)[-1], text)
    like = _AND_ITS_LIKE.search(text)
    whom = lead.partition("(")[0]  # 服务居民, but 服务132人（含残疾人） says of nobody else
    if not other and not (like and len(whom) > 3 and _says(context, like[1]) and not _says(context, whom)):
        return None
    return Quantity("text", sense="part", words=(like[0][1:-1] if like else lead.strip("("),))


class _Told(NamedTuple):
    """A whole and its parts, each with its figure."""

    whole: Phrase
    first: Quantity
    parts: list[Phrase]
    figures: list[Quantity]
    left: Decimal  # of the whole without its parts
    rest: str  # 其余为线下

    @property
    def exact(self) -> bool:
        """All of them plain figures."""
        plain = all(not part.sense or _are_the_others(part) for part in self.parts)
        return plain and not any(each.operator or each.sense for each in (self.first, *self.figures))

    @property
    def among(self) -> bool:
        return any(part.among or part.label.endswith("的") for part in self.parts)


def own_part(context: Context, phrases: Sequence[tuple[str, bool]]) -> Quantity | None:
    """The figure of the one part that the row asks for, behind a whole that holds others too."""
    told = _told(context, phrases)
    if told is None:
        return None
    of_all = bool(told.rest) or not told.left
    alone = len(told.parts) == 1 and told.among and context.asks_just_for(told.parts[0].label)
    if not of_all and not (told.among and (told.whole.label or alone)):
        return None
    if told.rest and told.among and _says(context, told.rest) and not any(_says(context, p.text) for p in told.parts):
        return told.first._replace(number=told.left, codes=("Q106",)) if told.left > 0 and told.exact else None
    place = _own_place(context, told.whole.text, told.parts)
    if place is None or (len(told.parts) == 1 and not (told.whole.label or alone)) or told.parts[place].unknown:
        return None
    own, *others = told.parts[place], *told.parts[:place], *told.parts[place + 1 :]
    if not all(other.sense in FIGURE_STANDS or _are_the_others(other) or _are_some(context, other) for other in others):
        return None
    if own.sense not in FIGURE_STANDS:
        return Quantity("text", sense=own.sense, words=own.words)
    return quantity_of_phrase(context, own)._replace(unit=told.first.unit, codes=("Q106",))


def parts_that_make_it(context: Context, phrases: Sequence[tuple[str, bool]]) -> bool:
    """`3篇（佛山日报1、珠江时报1、公众号1）`: what the parts are called need not be known where they make the whole."""
    told = _told(context, phrases)
    if told is None or told.rest or len(told.parts) < 2 or told.left:
        return False
    plain = [part._replace(sense="") if part.sense and _are_some(context, part) else part for part in told.parts]
    if not told._replace(parts=plain).exact:
        return False
    inside = all(inside for _, inside in phrases[1:])
    if _own_place(context, told.whole.text, told.parts) is not None:
        return False
    strange = [word for part in told.parts for word in part.unknown if not is_subject(word)]
    return (inside or told.among or told.whole.total or not told.whole.label) and not strange


def _told(context: Context, phrases: Sequence[tuple[str, bool]]) -> _Told | None:
    """The whole and its parts, all of them figures in one unit; None where anything else is said."""
    left = [place for place, (text, _) in enumerate(phrases) if _THE_REST.match(text)]  # 其余为村医、网格员
    named = phrases[: left[0]] if left else phrases
    if len(named) < 2:
        return None
    whole = context.phrase(named[0][0])
    if whole.value is None or whole.sense not in FIGURE_STANDS:
        return None
    parts = [context.phrase(_THOSE_LEFT.sub("", text)) for text, _ in named[1:]]
    if any(part.value is None or part.dropped for part in parts):
        return None
    if any(each.qualifies or each.loose or each.years for each in (whole, *parts)):
        return None
    first = quantity_of_phrase(context, whole)
    figures = [quantity_of_phrase(context, part._replace(sense="")) for part in parts]
    numbers = [each.number for each in (first, *figures) if each.kind == "number" and each.number is not None]
    if len(numbers) < len(named) or {each.unit for each in figures} - {"", first.unit}:
        return None
    remains = numbers[0] - sum(numbers[1:])
    return _Told(whole, first, parts, figures, remains, phrases[left[0]][0] if left else "")


def _are_the_others(part: Phrase) -> bool:
    """`其他5场` says no more than that these are the others."""
    return part.sense == "other_place" and part.words[0] in words_of("其他")


def _are_some(context: Context, part: Phrase) -> bool:
    """`跟进中3个` are no case less, and `火灾2人` say why they were helped."""
    subjects = context.subjects
    goes_on = part.sense == "started" and part.words[0] in words_of("在做") and not context.says("结|成|办")
    return goes_on or (part.sense == "other_thing" and part.words[0] in subjects.reasons)


def _own_place(context: Context, whole: str, parts: Sequence[Phrase]) -> int | None:
    """The part that says more of the row's own than the whole, and than any other part."""
    told = _own_words(context, whole)
    more = [_own_words(context, part.text) - told for part in parts]
    acts = [[token.text for token in context.tokens(part.label) if token.kind == "act"] for part in parts]
    if len(parts) > 1 and all(any(map(context.asked.means, each)) for each in acts):
        return None  # 护送返乡5人次、站内救助4人次 of 流浪乞讨人员救助
    best = max(range(len(parts)), key=lambda place: len(more[place]))
    others = [each for place, each in enumerate(more) if place != best]
    if not more[best] or not all(each < more[best] for each in others):
        return None
    said = context.tokens(parts[best].label)
    if not any(token.text in context.row.named and _says(context, token.text) for token in said):
        return None if more[best] - {"男", "女", _AGED} else best  # 宣传栏 is not all 宣传
    return best if all(act in context.row.named or context.asked.means(act) for act in acts[best]) else None


# ---------------------------------------------------------------- several things under one figure


def _one_of_several(context: Context, lead: str, text: str) -> bool:
    """Whether of several names in front of one figure the row has some and not the others."""
    words = _named_in(context, lead)
    if not words or (context.asked.is_general and not context.subjects.people.named_in(context.row.named)):
        return False
    end = words[-1][-1].text if len(words[-1]) > 1 else _end_of(context, words[-1][0].text)
    heads = ["".join(token.text for token in tokens).removesuffix(end) for tokens in words]
    subjects = context.vocabulary.subjects
    nothing = (subjects.anything | subjects.vague) - subjects.staff
    if any(not head or head in nothing for head in heads):
        return False
    done = [all(token.kind in ("act", "neutral") for token in tokens) for tokens in words]
    figure = context.phrase(text).value
    if any(done) and (figure is None or figure.unit not in EVENTS):
        return False  # 印制和发放宣传资料5000份: of the same ones
    if "等" in lead:  # of which these are some: 折页、海报等合计2300份
        return any(head in context.row.named for head in heads) and not all(head in context.row.named for head in heads)
    own = [_is_own(context, head, acts=acts) for head, acts in zip(heads, done, strict=True)]
    return any(own) and not all(own)


def _named_in(context: Context, lead: str) -> list[list[Token]]:
    """The names that stand in front of a figure; none of those of which it tells some."""
    lead = (_IN_ALL.split(lead)[0] or lead).removesuffix("等")
    words = [context.tokens(name) for name in _JOINED.split(lead) if name]
    if len(words) < 2:
        return []
    while len(words[0]) > 1 and words[0][0].kind in ("neutral", "act", "total"):
        words[0] = words[0][1:]  # 调解邻里、…
    return words


def _is_own(context: Context, head: str, *, acts: bool) -> bool:
    staff = head in context.vocabulary.subjects.staff and head in context.row.named
    return _says(context, head) or staff or (acts and context.asked.means(head))


def _end_of(context: Context, word: str) -> str:
    """健康讲座 ends on what the row counts."""
    return word[-2:] if len(word) > 3 and word[-2:] in context.row.named else ""


def _says(context: Context, text: str) -> bool:
    return bool(_own_words(context, text))


def _own_words(context: Context, text: str) -> frozenset[str]:
    """The pieces of the row's name that a text has."""
    pieces = _pieces(context.row.named, context.vocabulary)
    found = {one + other for one, other in pairwise(text)} & pieces
    if "女" in text and any(word in context.row.named for word in words_of("女")):
        found |= {"女"}
    if "男" in text and any(word in context.row.named for word in words_of("男")):
        found |= {"男"}
    if "岁" in text and not ages_in(text).isdisjoint(ages_in(context.row.named)):
        found |= {_AGED}
    return frozenset(found)


@lru_cache(maxsize=KEPT_ROWS)
def _pieces(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Two characters each, of words that say something."""
    subjects = vocabulary.subjects
    nothing = (subjects.anything | subjects.vague | {*words_of("什么人")}) - {*words_of("线上线下")}
    words = [token.text for token in lex(name, (), vocabulary) if token.kind not in ("neutral", "shape")]
    said = [word for word in words if word not in nothing]
    pieces = {one + other for word in said for one, other in pairwise(word)}
    return frozenset(pieces - nothing)

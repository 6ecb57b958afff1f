"""A list of named parts without a total: `敬老4场，亲子3场，助残2场` is 9 where one figure was promised.

Parts are added where no two can hold the same: each has one figure in the unit that was promised and a name of its
own, and nothing else is said. Names of which the row has one (`老人6场，儿童4场` under 老人活动), steps of one thing
(`发放200份，回收190份`), people that may be counted twice (`老人80人，女性50人`) and forms of one thing
(`电子档60份，纸质档60份`) are not added. The sum is told with its arithmetic, never made in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import EVENTS, normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import form, words_of
from workbook_tools.reading.words.lexicon.lexer import Token, is_elsewhere, is_place_name
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.enumerations import TAKES_BACK
from workbook_tools.reading.words.phrases.phrase import Phrase, is_subject
from workbook_tools.reading.words.phrases.several import (
    ADDED,
    added,
    are_apart,
    of_one_kind,
    same_part_of_a_year,
    without_what_is_done,
)
from workbook_tools.reading.words.phrases.stated import quantity_of_phrase
from workbook_tools.reading.words.wholes.amounts import in_its_money
from workbook_tools.reading.words.written.figures import Figure

_EACH = lazy_pattern("每|各|均|人次比|占比|频次|频率")  # of each of them: what they come to is not asked
# Of one paper there may be two: 电子档60份，纸质档60份. Of a survey no one fills in both.
_COPY = form("{份数}")
_ASKED_ONE_BY_ONE = form("{逐人}")
_ALL_OF_IT = lazy_pattern("(?:全|本|当)?(?:年度?|期|站|镇|街道)|今年|年内")  # 上半年12场、下半年14场，全年26场
_WHEN = lazy_pattern("(?:学期|假期)$")
_TEACHES = form("{教}")
_LONGEST_NAME = 4  # characters in front of a known noun that need not be known
_HELD = ("场", "期", "节")
_TAKES_BACK = TAKES_BACK | frozenset("签收领入出回")
_SPENT = form("{花掉}")  # of 现金1.2万元，支出0.8万元 the one came of the other
_ONLY_ONCE = form("{只一次}")  # nobody is told so of twice in a year
_ONCE_AT_ITS_END = form("(?:{只一次})$")
_IN_A_NAME = ("noun", "own", "period", "act")


class _Part(NamedTuple):
    """What one phrase says: its figure, and its name without what was done."""

    name: str
    number: Decimal
    unit: str
    phrase: Phrase


def sum_of_named_parts(context: Context, texts: Sequence[str]) -> Quantity | None:
    """The sum of the phrases of a cell, each with one figure and a name; None where they may not be added."""
    promised = _promised(context)
    if promised is None:
        return None
    unit = promised.unit or context.unit
    high = [text for text in texts if context.level_in(text) != "below"]  # 区级3项，市级1项 where it asks for 市级以上
    parts = _parts(context, high, unit)
    if not parts:
        return None
    if {normal_unit(part.unit) for part in parts} not in ({""}, {normal_unit(unit)}):
        return None
    if len(parts) == 1:
        is_asked = context.level_in(parts[0].phrase.text) == "asked"
        return Quantity("number", number=parts[0].number, unit=unit, codes=("Q106",)) if is_asked else None
    if _some_by_others(context, parts) or not _hold_nothing_twice(context, parts, unit):
        return None
    return added(Quantity("number", unit=unit), [part.number for part in parts])


def _promised(context: Context) -> Figure | None:
    """The one figure that was promised, where a sum may answer it."""
    promised = context.promised
    if promised is None or context.has_a_ceiling or context.nature == "定性":
        return None
    if _EACH.search(context.row.own):
        return None
    unit = promised.unit or context.unit
    return promised if unit and "/" not in unit else None


def _parts(context: Context, texts: Sequence[str], unit: str) -> list[_Part]:
    """The parts that the phrases name; [] where one of the phrases is none, nor counts who came (`4场，120人次`)."""
    parts: list[_Part] = []
    for phrase in map(context.phrase, texts):
        part = _part(context, phrase, unit)
        if part is not None:
            parts.append(part)
        elif not _counts_others(phrase, unit):
            return []
    return parts


def _counts_others(phrase: Phrase, unit: str) -> bool:
    """Whether a phrase is a figure in another unit and nothing else."""
    value = phrase.value
    return value is not None and value.end - value.start == len(phrase.text) and value.unit not in ("", "%", unit)


def _part(context: Context, phrase: Phrase, unit: str) -> _Part | None:
    """A plain figure with a name, of which nothing takes anything back."""
    if phrase.loose or phrase.years or "(" in phrase.text:
        return None
    name = without_what_is_done(phrase.label)
    is_the_rest = name in words_of("其他") and phrase.sense == "other_place"
    if (phrase.sense and not is_the_rest) or phrase.among or phrase.total or not name:
        return None
    quantity = quantity_of_phrase(context, phrase._replace(sense=""))
    quantity = in_its_money(quantity, unit)
    plain = quantity.kind == "number" and not (quantity.operator or quantity.sense or quantity.codes)
    if not plain or quantity.number is None or quantity.number < 0:
        return None
    return _Part(name, quantity.number, quantity.unit, phrase)


# ---------------------------------------------------------------- what may be added


def _some_by_others(context: Context, parts: Sequence[_Part]) -> bool:
    """`心理老师30人次，社工10人次` where the row says who does it: 社工心理辅导."""
    doers = [word for word in context.subjects.staff if word in context.row.name]
    own = [any(word in part.name for word in doers) for part in parts]
    return any(own) and not all(own)


def _hold_nothing_twice(context: Context, parts: Sequence[_Part], unit: str) -> bool:
    names, own = [part.name for part in parts], context.row.own
    subjects = context.vocabulary.subjects
    kinds = [name for name in names if name not in words_of("其他")]
    if len(set(names)) < len(names) or any(map(_ALL_OF_IT.fullmatch, names)) or not kinds:
        return False
    if all(context.level_in(part.phrase.text) == "asked" for part in parts):
        return True
    if all(map(is_place_name, names)):
        return len({name in own for name in names}) == 1  # 白马村4次 is not of 青龙村走访
    if any(_did_it(context, name) for name in names) or len({_SPENT.search(name) is None for name in names}) > 1:
        return False
    if _are_copies(names, own) or _are_steps(context, _without_what_all_say(names)) or _say_how_it_went(context, names):
        return False
    like_people = unit in subjects.units.people - subjects.units.times
    if same_part_of_a_year([name.removesuffix(_act_of_all(names)) for name in names]):
        return not like_people or _ONLY_ONCE.search(context.row.name) is not None  # else the same may come again
    told = [part.phrase.text for part in parts]
    events = all(_is_an_event_of_it(context, part) for part in parts)
    if any(map(context.is_of_another_side, told)) or (not events and any(map(context.is_another_kind, told))):
        return False  # 老人咨询4例，儿童咨询6例 are no 个案
    foreign = not events and any(_is_of_another_thing(context, part) for part in parts)
    tables = [subjects.apart] if foreign or unit not in ADDED else [subjects.apart, subjects.occasions]
    if any(are_apart(kinds, table, own) for table in tables):
        return True
    if like_people or foreign or of_one_kind(kinds, subjects.apart):
        return False
    acts = context.subjects.asks_for_resources(own) if unit.endswith("元") else unit in EVENTS
    costs = unit.endswith("元") and not acts
    return not costs and _are_names_apart(context, kinds, own, unit, acts=acts)


def _did_it(context: Context, name: str) -> bool:
    """`残联2场`: perhaps not the station."""
    subjects = context.vocabulary.subjects
    return name in subjects.actors and not (name.endswith(subjects.endings.persons) or _is_of_its_kind(context, name))


def _is_of_its_kind(context: Context, name: str) -> bool:
    """`调研报告` where the row asks for 成果."""
    return any(kind in context.row.own for kind in context.vocabulary.subjects.kinds.get(name, ()))


def _act_of_all(names: Sequence[str]) -> str:
    """The 招募 of 1-6月招募41人，7-12月招募27人."""
    acts = {"".join(_ONCE_AT_ITS_END.findall(name)) for name in names}
    return acts.pop() if len(acts) == 1 else ""


def _is_an_event_of_it(context: Context, part: _Part) -> bool:
    """`义剪8场` of 助老活动, `防溺水3场` of 未保活动."""
    subjects = context.vocabulary.subjects
    alike = subjects.acted.named_in(part.name) & subjects.acted.named_in(context.row.name)
    held = "活动" in context.row.name and part.unit in _HELD and not subjects.people.named_in(part.name)
    return held and (part.name.startswith(("防", "反")) or bool(alike))


def _is_of_another_thing(context: Context, part: _Part) -> bool:
    """`食堂3场` where the row asks for 讲座; in a list 老人 and 院落 only say for whom it was, and where."""
    subjects = context.vocabulary.subjects
    if part.name in words_of("怎样联系") or part.name in context.row.name:
        return False
    if part.name.endswith(words_of("在哪里")):
        return is_elsewhere(part.name)
    people = part.name.endswith(subjects.endings.persons) or subjects.people.named_in(part.name)
    topic = _TEACHES.search(context.row.name) and not subjects.acted.named_in(part.name)  # 急救1场，沟通技巧2场
    if _is_of_its_kind(context, part.name) or people or topic or _WHEN.search(part.name):
        return False
    return context.is_foreign(part.phrase.said, part.unit, "", part.phrase.text)


def _are_copies(names: Sequence[str], own: str) -> bool:
    return any(map(_COPY.search, names)) and not _ASKED_ONE_BY_ONE.search(own + "".join(names))


def _are_steps(context: Context, names: Sequence[str]) -> bool:
    """`培训30人，上岗20人`: steps that the same go through, one behind the other."""
    for later, earlier in context.vocabulary.subjects.before:
        others = [name for name in names if not any(word in name for word in later)]
        if len(others) < len(names) and any(word in name for name in others for word in earlier):
            return True
    return False


def _say_how_it_went(context: Context, names: Sequence[str]) -> bool:
    """`满意60人，基本满意30人`, `转介2例`, `外出3户`: of some of those that were counted."""
    subjects = context.vocabulary.subjects
    said = subjects.opinions | subjects.outcomes | subjects.absent | subjects.reasons
    return any(name in said or name.startswith("被") or name.endswith("满意") for name in names)


def _are_names_apart(context: Context, names: Sequence[str], own: str, unit: str, *, acts: bool) -> bool:
    """Names of things, none of them in another one, and none that the row has and the others lack."""
    words = _without_common_end([context.tokens(name) for name in names])
    if not _are_names(context, words, acts=acts):
        return False
    if any(one in other for place, one in enumerate(names) for at, other in enumerate(names) if at != place):
        return False
    if acts and not context.asked.is_general and _may_be_one_act(words, unit):
        return False
    as_told, as_asked = names, [_without_its_act(context, tokens) for tokens in words]
    return any(_are_alike(own, _without_what_all_say(told)) for told in (as_told, as_asked))


def _without_common_end(words: list[list[Token]]) -> list[list[Token]]:
    """`老人参加20人次，儿童参加10人次`: without what says nothing of them."""
    ends = {tuple(tokens[-1:]) for tokens in words}
    if len(ends) == 1 and any(token.kind == "neutral" for end in ends for token in end):
        return _without_common_end([tokens[:-1] for tokens in words])
    return words


def _are_names(context: Context, words: Sequence[Sequence[Token]], *, acts: bool) -> bool:
    common = set.intersection(*({token.text for token in tokens} for tokens in words))
    if not acts and any(token.kind == "act" and token.text not in common for tokens in words for token in tokens):
        return False  # 老人档案60份，更新档案20份
    strange = [tokens for tokens in words if not _is_name(context, tokens)]
    return 2 * len(strange) < len(words) and all(map(_may_be_a_name, strange))


def _may_be_one_act(words: Sequence[Sequence[Token]], unit: str) -> bool:
    """`走访30次，慰问20次`: of one visit both may be said."""
    alone = [tokens for tokens in words if all(token.kind == "act" for token in tokens)]
    return len(alone) > 1 and unit not in _HELD  # 义剪8场，义诊6场


def _are_alike(own: str, heads: Sequence[str]) -> bool:
    """Whether the row has all of the names, or none of them."""
    named = [any(head[at : at + 2] in own for at in range(max(1, len(head) - 1))) for head in heads]
    return all(heads) and (all(named) or not any(named))


def _is_name(context: Context, tokens: Sequence[Token]) -> bool:
    """`甲院落`, `省日报`: what ends on a noun, in front of which a few characters need not be known."""
    subjects = context.vocabulary.subjects
    says_nothing = subjects.anything | (subjects.vague - subjects.people.numbers.keys())
    if all(token.text in says_nothing for token in tokens):
        return False
    for place, token in enumerate(tokens):
        in_front = place == 0 and len(tokens) > 1 and len(token.text) <= _LONGEST_NAME
        unknown = token.kind == "unknown" and in_front and is_subject(token.text)
        if not (token.kind in _IN_A_NAME or token.kind == "neutral" or unknown):
            return False
    return tokens[-1].kind != "neutral"  # 县里: whose it is


def _without_its_act(context: Context, tokens: Sequence[Token]) -> str:
    """`企业捐赠`, `居民捐款`: what is done, in whatever words, is what the row asks for."""
    last = tokens[-1]
    asked = context.asked.means(last.text)
    return "".join(token.text for token in (tokens[:-1] if asked else tokens))


def _may_be_a_name(tokens: Sequence[Token]) -> bool:
    """`防溺水2、防拐1、消防1`: among names that are known one that is not need not be."""
    one = len(tokens) == 1 and tokens[0].kind == "unknown" and 1 < len(tokens[0].text) <= _LONGEST_NAME
    return one and is_subject(tokens[0].text) and _TAKES_BACK.isdisjoint(tokens[0].text)


def _without_what_all_say(names: Sequence[str]) -> list[str]:
    """The names without what all of them begin with, or end on: 老 of 老人个案, where another one is 病人个案."""
    first, last = _alike(names), _alike(["".join(reversed(name)) for name in names])
    return [name[first : len(name) - last] for name in names]


def _alike(names: Sequence[str]) -> int:
    """With how many characters all of them begin."""
    apart = (at for at, letters in enumerate(zip(*names, strict=False)) if len(set(letters)) > 1)
    return next(apart, min(map(len, names)))

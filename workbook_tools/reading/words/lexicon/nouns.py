"""Whether the noun beside a figure is another thing than the row asks for: `食堂20场` where it asks for 座谈会.

A noun is the row's for one of the reasons below, the first that applies; without any it is another thing.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.words.lexicon.subjects import Kinds, Subjects

_OF_STAFF = lazy_pattern("社工(?=服务|站)")  # who does it
_NO_PEOPLE = "动物"  # nobody asks for them by leaving out whom he means
RATE = ("率", "度", "比", "占比", "比例")
MONEY = ("元", "万")


class Row(NamedTuple):
    """What a row asks for, as far as nouns have to know it."""

    subjects: Subjects
    name: str
    own: str  # its name and target
    act: str  # that it asks for, "" where it asks for a thing
    acts: frozenset[int]
    things: frozenset[int]
    rates: frozenset[int]
    place: str  # 读书角
    contrary: frozenset[str]  # the other ends of what it asks for
    is_thing: bool
    is_cost: bool
    is_general: bool  # 活动场次, 服务人次, 数量
    is_any_event: bool


class Noun(NamedTuple):
    """The last noun beside a figure, and what stands around it."""

    head: str
    text: str  # with the noun in front of it where it is one character; 联欢活动 is a 联欢
    unit: str
    people: Literal["", "others", "asked for"]
    leads: bool  # in front of the figure
    done: bool  # beside an act that was asked for
    does: bool  # beside an act


class Reason(NamedTuple):
    """Why a noun is another thing, or why it is not."""

    name: str
    example: str  # a cell, and the name of its row
    applies: Callable[[Row, Noun], bool]
    is_other: bool = False


def _is_at_its_other_end(row: Row, noun: Noun) -> bool:
    return noun.head in row.contrary


def _only_begins_its_name(row: Row, noun: Noun) -> bool:
    _, found, rest = row.name.rpartition(noun.text)
    begins = row.is_thing and not row.act and found != "" and len(rest) == 1 and rest not in "数率量"
    return begins and not (noun.done or noun.does or noun.people)


def _is_of_its_kind(row: Row, noun: Noun) -> bool:
    return any(kind in row.own for kind in row.subjects.kinds.get(noun.text, ()))


def _is_the_public(row: Row, noun: Noun) -> bool:
    is_public = noun.text in row.subjects.public and noun.text not in row.own and _counts_people(row, noun)
    return is_public and bool(_people_asked_for(row.own, row.subjects))


def _was_done_as_asked(_: Row, noun: Noun) -> bool:
    return noun.done


def _is_who_was_asked_for(_: Row, noun: Noun) -> bool:
    return noun.people == "asked for"


def _says_nothing(row: Row, noun: Noun) -> bool:
    return noun.text in row.subjects.vague


def _is_short_for_it(row: Row, noun: Noun) -> bool:
    return is_short_for(noun.text, row.place or row.own)


def _took_part(row: Row, noun: Noun) -> bool:
    units = row.subjects.units
    is_event = noun.unit in units.events or not noun.unit
    return noun.does and is_event and bool(row.subjects.people.named_in(noun.text))


def _counts_the_same(row: Row, noun: Noun) -> bool:
    return not (row.place or row.things.isdisjoint(row.subjects.counted.ended_in(noun.text)))


def _comes_of_the_act(row: Row, noun: Noun) -> bool:
    acted: Kinds = row.subjects.acted
    return len(acted.end_of(noun.text)) > 1 and not row.acts.isdisjoint(acted.ended_in(noun.text))


def _is_a_rate_of_it(row: Row, noun: Noun) -> bool:
    rated = row.subjects.rated.named_in(noun.text)
    return noun.unit == "%" and (noun.text.endswith(RATE) or not row.rates.isdisjoint(rated))


def _is_who_they_were(row: Row, noun: Noun) -> bool:
    return not noun.leads and _counts_people(row, noun) and _names_persons(row, noun)


def _was_done_where_all_counts(row: Row, noun: Noun) -> bool:
    return row.is_general and noun.does


def _are_others(row: Row, noun: Noun) -> bool:
    anyone = noun.text in row.subjects.anyone
    known = anyone or _names_persons(row, noun)
    return _counts_people(row, noun) and (anyone or noun.does) and (noun.people == "others" or not known)


def _are_people_served(row: Row, noun: Noun) -> bool:
    return _counts_people(row, noun) and (noun.text in row.subjects.anyone or noun.does)


def _is_an_event(row: Row, noun: Noun) -> bool:
    return row.is_any_event and noun.unit in row.subjects.units.events


def _came_so_often(row: Row, noun: Noun) -> bool:
    return noun.unit in row.subjects.units.times and _names_persons(row, noun)


def _is_where(row: Row, noun: Noun) -> bool:
    is_event = noun.unit in row.subjects.units.events or not noun.unit
    return is_event and noun.text in row.subjects.actors


def _is_what_was_given(row: Row, noun: Noun) -> bool:
    return noun.unit.endswith("元") and noun.text in row.subjects.goods and row.subjects.asks_for_resources(row.own)


def _ends_as_it_does(row: Row, noun: Noun) -> bool:
    return noun.text.endswith(row.subjects.endings.kinds) and noun.text[-1] in row.own


# In this order.
REASONS = (
    Reason("the other end of it", "听课20次 of 社工授课", _is_at_its_other_end, is_other=True),
    Reason("the beginning of its name alone", "急救30人 of 社区急救员", _only_begins_its_name, is_other=True),
    Reason("one of its kind", "宣传折页5000份 of 宣传资料", _is_of_its_kind),
    Reason("anybody, where some were asked for", "服务居民420人次 of 老年人服务", _is_the_public, is_other=True),
    Reason("what was asked for was done", "走访特困户450户 of 走访户数", _was_done_as_asked),
    Reason("those who were asked for", "长者20户 of 老人探视", _is_who_was_asked_for),
    Reason("a word that says nothing", "品牌5个 of 议事协商", _says_nothing),
    Reason("short for it", "未保活动24场 of 未成年人保护活动", _is_short_for_it),
    Reason("those who took part", "组织亲子家庭开展10场 of 主题宣讲", _took_part),
    Reason("of the same count", "报道10次 of 宣传", _counts_the_same),
    Reason("what comes of the act", "档案25份 of 建档", _comes_of_the_act),
    Reason("a rate of it", "完成率105% of 关爱对象", _is_a_rate_of_it),
    Reason("who they were", "28家商户 of 消防排查", _is_who_they_were),
    Reason("whatever was done, where the row names nothing", "会员参与20场 of 场次", _was_done_where_all_counts),
    Reason("others than were asked for", "职工66人 of 困难老人助餐", _are_others, is_other=True),
    Reason("people who were served", "居民450户 of 走访户数", _are_people_served),
    Reason("any event", "端午节20场 of 社区活动场次", _is_an_event),
    Reason("who came", "会员20人次 of 探访", _came_so_often),
    Reason("where it was", "学校12场 of 反诈宣传", _is_where),
    Reason("what was given", "物资50万元 of 资源链接", _is_what_was_given),
    Reason("a word that ends as its own", "志愿服务队2支 of 培育队伍", _ends_as_it_does),
)  # fmt: skip


def reason_of(row: Row, noun: Noun) -> Reason | None:
    """The first reason that applies to a noun."""
    return next((reason for reason in REASONS if reason.applies(row, noun)), None)


def is_other_noun(row: Row, nouns: Sequence[str], unit: str, *, leads: bool, done: bool, does: bool) -> bool:
    """Whether the last of the nouns beside a figure is another thing than the row asks for."""
    head = nouns[-1]
    if head not in row.contrary and (of_money := _is_other_money(row, nouns, unit, done=done)) is not None:
        return of_money
    whole = nouns[-2] + head if len(head) == 1 and len(nouns) > 1 else head
    people = people_of(whole, row.own, row.subjects)
    reason = reason_of(row, Noun(head, kind_of(whole, row.subjects), unit, people, leads, done, does))
    return reason is None or reason.is_other


def _is_other_money(row: Row, nouns: Sequence[str], unit: str, *, done: bool) -> bool | None:
    """Whether what a noun calls money is spent on something else; None where it calls none."""
    subjects, head = row.subjects, nouns[-1]
    if len(nouns) == 1 and subjects.costs.fullmatch(head):
        return not unit.endswith((*MONEY, "%"))
    cost = subjects.costs.search(head) if head not in subjects.goods else None
    if cost is None or not (cost.start() or len(nouns) > 1):
        return None
    what = head[: cost.start()] or nouns[-2]
    if not cost.start() and len(nouns) > 2 and _is_for_other(row, nouns[-3], what):
        return True
    return _is_other_cost(row, what, cost[0], done=done)


def _is_for_other(row: Row, thing: str, what: str) -> bool:
    """`设备购置费` is no 书籍购置费, of which a row names both."""
    own = row.name.partition(what)[0].rstrip("品物用具")
    names = len(own) > 1 and own not in row.subjects.anything | row.subjects.vague
    apart = len(thing) > 1 and set(own).isdisjoint(thing) and thing not in row.subjects.pays
    return row.is_cost and names and apart


def _is_other_cost(row: Row, what: str, cost: str, *, done: bool) -> bool:
    """`讲课费` is no 餐饮费 though both are of a 培训; `餐费` is one."""
    general = row.subjects.anything
    named = row.subjects.costs_of.findall(row.own)
    if not (named and row.is_cost):
        return not done and not shares(what + cost, row.own, row.subjects)
    return not any(set(what) & set(row.own if of in general else of) or {what, of} <= general for of in named)


def _counts_people(row: Row, noun: Noun) -> bool:
    return noun.unit == "%" or noun.unit in row.subjects.units.people


def _names_persons(row: Row, noun: Noun) -> bool:
    return noun.text.endswith(row.subjects.endings.persons)


def kind_of(text: str, subjects: Subjects) -> str:
    """联欢活动 is a 联欢."""
    anything = subjects.anything
    return next((text[:-n] for n in (3, 2) if len(text) > n and text[-n:] in anything), text)


def is_short_for(text: str, own: str) -> bool:
    """Whether a row says what a word ends on (座谈会), or has its characters in their order (未保: 未成年人保护)."""
    if text[-2:] in own or text.removesuffix("会")[-2:] in own:
        return True
    at = -1
    return len(text) == 2 and all((at := own.find(each, at + 1)) >= 0 for each in text)


def people_of(text: str, own: str, subjects: Subjects) -> Literal["", "others", "asked for"]:
    """Whether a text names people of a kind that the row asks for, or others (`家长220人` where it asks for 儿童); ""
    where one of the two names none."""
    said = subjects.people.named_in(text)
    asked = _people_asked_for(own, subjects) if said else said
    if not asked:
        return "others" if said and said <= subjects.people.numbers[_NO_PEOPLE] else ""
    return "others" if asked.isdisjoint(said) else "asked for"


def _people_asked_for(own: str, subjects: Subjects) -> frozenset[int]:
    return subjects.people.named_in(_OF_STAFF.sub("", own))


def shares(text: str, own: str, subjects: Subjects) -> bool:
    """Whether a text has two characters of a row's, other than what money is called: 活动经费 is not 人员经费."""
    pairs = (text[place : place + 2] for place in range(len(text) - 1))
    return any(pair in own and (pair == text or subjects.costs.fullmatch(pair) is None) for pair in pairs)

"""A rate told by its two counts: `应访150人，实访141人`, `12例中9例结案`, `回收50份，其中满意45份`.

The part is the count beside the act or the noun that the rate is called by (结案率: 结案), or beside what the table
[shares] says of it; the base is the other one (应访, 受理, 60人中, 社工5名). Where a word is left that nothing accounts
for, two counts may be the part, or a further count is not what is left of the base, nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from workbook_tools.basis.decimals import ROUNDED_RATE
from workbook_tools.basis.figures import as_digits, as_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.basis.unit_names import is_rate_unit, money_factor, normal_unit
from workbook_tools.model.basics import Quantity
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import BESIDE_A_COUNT, TokenKind
from workbook_tools.reading.words.lexicon.rows import RowWords
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.ages import is_of_other_ages
from workbook_tools.reading.words.phrases.context import KEPT_ROWS, Context
from workbook_tools.reading.words.wholes.arithmetic import not_so, worked_out
from workbook_tools.reading.words.written.figures import Figure, figures_in
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_RATE = lazy_pattern("[率度]$")
_RATE_OR_SHARE = lazy_pattern("(?:率|度|占比|比例|比重|情况)*$")
_BRACKETS = lazy_pattern(r"[(（][^()（）]*[)）]", holding="(（")
_STATED = lazy_pattern(
    f"[,;(]?(?:{HAN}{{0,8}}[率度]|即|占比|占)?(?:为|达到|达|是)?([0-9]{{1,3}}(?:[.][0-9]{{1,2}})?)%[)]?(?=$|[,;(])",
    holding="%",
)
_EDGES = lazy_pattern(f"[(),;]+|(?<={HAN})[/÷](?={HAN})")
_EDGE = lazy_pattern("[,;:、。()]")
_AMONG = lazy_pattern("其中|其内|当中|之中|(?<!集)中(?![心学小高考央老年药医])(?:间)?|里(?:头|面)?")
_OUGHT = lazy_pattern("^(?:全年|本年度?|共|总共|今年)*应(?![急对届用聘])[该当]?")
_ALL_OF_THEM = lazy_pattern("^(?:共有?|总共|全部|合计|总计|总)|总数|总人数|总户数|总量|总额")
_OF_OTHERS = lazy_pattern("结转|上年|去年|往年|新增|转入|明年|次年|含|重复")
_LAST_LETTER = lazy_pattern("(.)(?:了|完|好|成|上|到|的|有)*$")
_REMAINS = lazy_pattern("余|剩|其余")
_IS_LEFT = lazy_pattern("^(?:剩|余|其余|其他|另|还有|还剩|尚|待|正在|仍有)|中$")
_AS_MANY_AS_OUGHT = lazy_pattern(
    f"应(?P<act>{HAN})尽(?P=act)(?:,(?:[0-9]{{1,6}}[户人名个份件例])?"
    f"(?:一[个户人]不[落漏]|(?:全部|均|都)已?(?P<done>{HAN}{{2,4}}?)(?:到位|完毕)?))?",
    holding="尽",
)
_NOT = ("未", "没", "不", "未能", "没有", "没能")  # 尚未, 还未 and 仍未 end on one of them
_NOT_YET = lazy_pattern("(?:[尚还仍]?未|[未没]能|没有?|不|待).")
# Who is not the one is the other: 未结案2例, but 不满意2份 says nothing of those who said 一般.
_HARMLESS: frozenset[TokenKind] = BESIDE_A_COUNT | {"among", "shape", "stock", "extent"}
_NEGATED: frozenset[TokenKind] = _HARMLESS | {"rest", "undone", "unmet", "started", "planned", "postponed", "extra"}
_LEFT: frozenset[TokenKind] = _NEGATED | {"unknown"}  # what is left is told by the arithmetic
_YEAR = lazy_pattern("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_OF_A_WHOLE = lazy_pattern(f"({HAN}{{2,6}}?)的[0-9]", holding="的")
_COST = lazy_pattern("(?:(?<=费)用|支出|占比|比例)*$")
_A_FILE, _WHOSE = frozenset(("档", "份", "册", "卡")), frozenset(("户", "人"))

Place = Literal["part", "not", "base", "whole", "left"]


class Rate(NamedTuple):
    """What a row's rate is of: what the part of it is called, and the steps of what it is a part of."""

    named: str
    parts: frozenset[str]
    bases: tuple[frozenset[str], ...]
    just_these: bool = False  # 女性志愿者占比: no 女性社工


class Count(NamedTuple):
    """One of the counts: the words in front of it and behind it, and whether the next one is said to be among it."""

    figure: Figure
    front: str
    behind: str
    holds_next: bool

    @property
    def number(self) -> Decimal:
        return self.figure.number or Decimal(0)

    @property
    def label(self) -> str:
        return f"{self.front},{self.behind}".strip(",")


def rate_told(context: Context, text: str) -> Quantity | None:
    """The rate that two counts of a text come to, or words for all of them; None where it is not certain."""
    if not asks_for_all(context) or ("岁" in text and is_of_other_ages(text, context.row.own)):
        return None
    if "%" in text:
        return _as_it_is_told(context, text)
    return _all_who_ought(context, text) or _rate_of_counts(context, text)


def asks_for_all(context: Context) -> bool:
    """Whether a rate was promised, or all of them."""
    return context.asks_for_percent() or is_rate_unit(context.unit) or "全覆盖" in context.row.target


def rate_of(context: Context) -> Rate | None:
    """What the row's rate is of; None for a row that is called by none."""
    return _rate(context.row.name, context.vocabulary) or _share_of_the_target(context.row)


def _all_who_ought(context: Context, text: str) -> Quantity | None:
    """`应访尽访`, `应建尽建，一户不漏` where a rate of these is asked for."""
    ought, rate = _AS_MANY_AS_OUGHT.fullmatch(text), rate_of(context)
    if ought is None or rate is None or not any(part.startswith(ought["act"]) for part in rate.parts):
        return None
    if ought["done"] and ought["done"] not in rate.parts:
        return None
    return Quantity("rate", number=Decimal(1), unit="%", codes=("Q105",))


def _rate_of_counts(context: Context, text: str, *, told: bool = False) -> Quantity | None:
    """`told`: the rate stands beside them, so that the first count need not be named as the whole."""
    text = digits_for_numerals(text)
    rate = rate_of(context)
    if rate is None:
        return None
    counts = _counts(text)
    placed = [(_place(rate, count, context, first=not at), count) for at, count in enumerate(counts)]
    if told and placed and placed[0][0] == "left":
        placed[0] = ("whole", counts[0])
    found = _part_and_base(rate, placed)
    if found is None or not all(_says_nothing_else(context, rate, place, count) for place, count in placed):
        return None
    part, base = found
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
    how = f"{as_digits(part)}÷{as_digits(base)}＝{as_rate(part / base)}"
    return worked_out(how, part / base, "%")._replace(kind="rate", years=years)


def _as_it_is_told(context: Context, text: str) -> Quantity | None:
    """`发200份，收188份，回收率94%`: the rate that is told, where the two counts come to it."""
    stated = _STATED.search(text)
    counts = _EDGES.sub(",", text[: stated.start()] + text[stated.end() :]) if stated else ""
    told = _rate_of_counts(context, counts.strip(","), told=True)
    if stated is None or told is None or told.number is None:
        return None
    rate = Decimal(stated[1]) / 100
    if abs(told.number - rate) >= ROUNDED_RATE:
        return not_so(*told.words)
    return told._replace(number=rate, words=(), codes=())


def _share_of_the_target(row: RowWords) -> Rate | None:
    """管理费用 where ≤总经费的10% was promised."""
    whole = _OF_A_WHOLE.search(row.target)
    stem = _COST.sub("", "".join(row.name.split()))[-3:]
    return Rate(stem, frozenset((stem,)), (frozenset((whole[1],)),)) if whole and len(stem) == 3 else None


@lru_cache(maxsize=KEPT_ROWS)
def _rate(name: str, vocabulary: Vocabulary) -> Rate | None:
    """By what the row's name ends on."""
    bare = _BRACKETS.sub("", "".join(name.split()))
    head, shares = _RATE_OR_SHARE.sub("", bare), vocabulary.subjects.shares
    named = next((head[at:] for at in range(len(head)) if head[at:] in shares), "")
    if not named and bare.endswith(words_of("占比")):  # 持证社工比例
        named = next((rate for rate in shares if head.startswith(rate)), "")
    if named:
        parts, bases = shares[named]
        return Rate(named, parts, bases)
    if bare.endswith(words_of("占比")) and (parted := _one_among_others(head, vocabulary)):
        return parted
    stem = bare[:-1][-2:]
    return Rate(stem, frozenset((stem,)), ()) if _RATE.search(bare) else None


def _one_among_others(head: str, vocabulary: Vocabulary) -> Rate | None:
    """党员义工占比, 独居长者占服务对象比例, 女性占比: which of whom."""
    one, found, others = head.partition("占")
    if not found and _kind(head, vocabulary) == "noun":
        return Rate(head, frozenset((head,)), (), just_these=True)  # 女性占比: of all that are told
    if not found:
        splits = [(head[:at], head[at:]) for at in range(2, len(head))]
        nouns = [each for each in splits if {_kind(word, vocabulary) for word in each} == {"noun"}]
        one, others = nouns[0] if len(nouns) == 1 else ("", "")
    others = others.removesuffix("的").removeprefix("总").removesuffix("总数")
    known = _kind(one, vocabulary) == _kind(others, vocabulary) == "noun"
    return Rate(one, frozenset((one,)), (frozenset((others,)),), just_these=True) if known else None


def _kind(word: str, vocabulary: Vocabulary) -> str:
    return vocabulary.classes.get(word, "")


def _counts(text: str) -> Sequence[Count]:
    """The counts of a text in their order; none where one of its figures is no plain count."""
    figures = figures_in(text)
    if not figures or not all(map(_is_plain_count, figures)):
        return ()
    gaps = [text[: figures[0].start], *(text[a.end : b.start] for a, b in pairwise(figures)), text[figures[-1].end :]]
    fronts, behinds, holds = [gaps[0]], list[str](), list[bool]()
    for gap, following in pairwise(gaps[1:]):
        inside = _AMONG.search(gap)
        if cut := _EDGE.search(gap) or inside:
            behind, front = gap[: cut.start()], gap[cut.end() :]
        else:  # 20例结案18例, 30人参训28人合格
            own = not fronts[-1].strip(",;:、") and _EDGE.split(following)[0] != ""
            behind, front = (gap, "") if own else ("", gap)
        behinds.append(behind)
        fronts.append(front)
        holds.append(inside is not None or cut is None)
    told = zip(figures, fronts, [*behinds, gaps[-1]], [*holds, False], strict=True)
    return [Count(figure, _EDGE.sub(",", front).strip(","), behind, among) for figure, front, behind, among in told]


def _is_plain_count(figure: Figure) -> bool:
    counted = figure.unit not in ("", "%") and "/" not in figure.unit
    return counted and not (figure.operator or figure.about or figure.codes)


def _place(rate: Rate, count: Count, context: Context, *, first: bool) -> Place:
    """What a count is of the rate."""
    label, unit = count.label, normal_unit(count.figure.unit)
    if _OUGHT.match(count.front):
        return "base"
    if not first and _IS_LEFT.search(label):
        return "left"
    if any(f"{no}{part}" in label for part in rate.parts for no in _NOT):
        return "not" if rate.named in words_of("两者之一") else "left"
    if rate.named in words_of("两者之一") and _NOT_YET.fullmatch(label) and label[-1] == rate.named[0]:
        return "not"  # 结案34例，未结6例
    part = max([_last_letter(rate, count), *(label.rfind(word) for word in rate.parts if len(word) > 1)])
    base = max((label.rfind(word) for step in rate.bases for word in step), default=-1)
    if part > base:
        return "part"
    if base >= 0:
        return "base"
    if rate.named == "建档" and unit in _A_FILE:
        return "part"  # 62户62档
    if _ALL_OF_THEM.search(count.front) or (first and _may_be_all(count, context)):
        return "whole"
    return "left"


def _last_letter(rate: Rate, count: Count) -> int:
    """Where the one letter stands that the words in front of a count end on: 5个问题改了4个; -1 where none does."""
    last = _LAST_LETTER.search(count.front)
    return last.start() if last and last[1] in rate.parts else -1


def _may_be_all(count: Count, context: Context) -> bool:
    """`社工5名，持证3名`, `5个问题改了4个`: what the row is about, or the next count is among them."""
    label = "".join(_EDGE.split(count.label))
    if not label or count.holds_next:
        return True
    return any(one + other in context.row.name for one, other in pairwise(label))


def _part_and_base(rate: Rate, placed: Sequence[tuple[Place, Count]]) -> tuple[Decimal, Decimal] | None:
    """The part and the base in one unit, the part no larger; every other count is a wider base or what is left."""
    parts, negated, bases, wholes = (
        [count for place, count in placed if place == each] for each in ("part", "not", "base", "whole")
    )
    bases = bases or wholes
    if len(parts) > 1 or not (parts or len(negated) == 1):
        return None
    if not bases and len(negated) == len(parts) == len(placed) - 1 == 1:  # 结案8例，未结案2例
        rest = _in_unit_of(parts[0], negated[0])
        return None if rest is None else (parts[0].number, parts[0].number + rest)
    base, one = _narrowest(rate, bases), (parts or negated)[0]
    some = None if base is None else _in_unit_of(base, one)
    if base is None or some is None or not base.number or some > base.number:
        return None
    part = some if parts else base.number - some
    others = [_in_unit_of(base, count) for _, count in placed if count is not one and count not in bases]
    left = [each for each in others if each is not None]
    agrees = len(left) == len(others) and (not left or sum(left) == base.number - part)
    return (part, base.number) if agrees else None


def _narrowest(rate: Rate, bases: Sequence[Count]) -> Count | None:
    """The one base; of 发放 and 回收 the latter: those who never answered are in no rate of answers."""
    if len(rate.bases) < 2:
        return bases[0] if len(bases) == 1 else None
    steps = [max(at if _has(step, count) else 0 for at, step in enumerate(rate.bases, 1)) for count in bases]
    last = max(steps, default=0)
    if last == 1 or steps.count(last) != 1:
        return None
    return bases[steps.index(last)]


def _has(words: frozenset[str], count: Count) -> bool:
    return any(word in count.label for word in words)


def _in_unit_of(base: Count, count: Count) -> Decimal | None:
    """The number of a count in the unit of the base; None where they count different things."""
    one, other = normal_unit(base.figure.unit), normal_unit(count.figure.unit)
    if one == other or (other in _A_FILE and one in _WHOSE):
        return count.number
    money = money_factor(one), money_factor(other)
    return count.number * money[1] / money[0] if money[0] and money[1] else None


def _says_nothing_else(context: Context, rate: Rate, place: Place, count: Count) -> bool:
    """Whether all words beside a count are accounted for."""
    words, allowed = count.label, _HARMLESS
    if place in ("left", "not"):
        if _OF_OTHERS.search(words):
            return False
        if place == "left" and _REMAINS.match(words):
            return True
        allowed = _LEFT if place == "left" else _NEGATED
    else:
        front, behind = _without_known(rate, count.front), _without_known(rate, count.behind)
        letter = _LAST_LETTER.search(front)
        if letter and (
            _OUGHT.match(count.front) or count.front.startswith("实") or letter[1] in rate.parts.union(*rate.bases)
        ):
            front = front[: letter.start()]  # 应考40人, 收188份
        words = f"{front},{behind}"
        allowed = _HARMLESS - {"noun"} if rate.just_these and place == "part" else allowed
    return context.are_plain(words, allowed)


def _without_known(rate: Rate, words: str) -> str:
    words = _OUGHT.sub("", words)
    for word in _known(rate):
        words = words.replace(f"{word}出", ",").replace(word, ",")
    return words


def _known(rate: Rate) -> Sequence[str]:
    words = {*rate.parts, *(word for step in rate.bases for word in step)}
    return sorted((word for word in words if len(word) > 1), key=len, reverse=True)

"""Days as staff tell them: what was done on them, why so late, several of them, another one instead of the promised.

A day counts as the one on which it was done only where the words beside it say nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbook_tools.basis.grade_words import rating_of
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model.basics import Quantity, Sense
from workbook_tools.reading.words.lexicon.forms import written_out
from workbook_tools.reading.words.lexicon.lexer import PLAIN, Token, TokenKind
from workbook_tools.reading.words.lexicon.vocabulary import Vocabulary
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.phrases.phrase import words_alone
from workbook_tools.reading.words.wholes.day_forms import ended_after, months_of_span, one_form, without_the_act
from workbook_tools.reading.words.written.dates import date_in
from workbook_tools.reading.words.written.figures import DIGIT, figures_in
from workbook_tools.reading.words.written.numerals import dates_in_digits

MAY_BE_A_DAY = lazy_pattern("[年月季半旬底]|[0-9][-./][0-9]|[0-9]{8}")
_A_DAY = lazy_pattern(
    "(?:20[0-9]{2}年)?(?:1[0-2]|0?[1-9])月(?:[0-3]?[0-9][日号]|[上中下]旬|底|初|中|末)?(?:之?前|以前)?"
)
_NOT_THE_LAST = lazy_pattern("自[评查检]|初[审评验核查]", holding="自初")  # 合格（初审）
_MERELY_DONE = ("已完成", "达成")
_YEAR_APART = lazy_pattern("[(,](20[0-9]{2})年度?[)]?$", holding="(,")
_A_YEAR = lazy_pattern("20[0-9]{2}(?=年)", holding="年")
# 9月1日开学前, 12月5日国际志愿者日前
_BEFORE_AN_EVENT = lazy_pattern("(?<=[日号])[^年月日号旬0-9之,;、]{2,7}[^年月号旬0-9之,;、]?(?=之?前$)", holding="前")
_NOT_THEN = lazy_pattern(
    f"(?:未能?|没能?|没有)(?:如期|按期)?[在于]?(?P<then>{_A_DAY.pattern})[^0-9,;]{{0,8}},(?:实际|直到|于|至)+"
    f"(?P<done>{_A_DAY.pattern})(?:才|方)?[^0-9,;前]{{0,6}}",
    holding="未没",
)
_ON_A_DAY = _A_DAY.pattern.removesuffix("(?:之?前|以前)?")
# 因疫情影响，推迟至4月22日完成
_PUT_OFF = (
    f"(?:[因受由][^0-9,;]{{1,14}},?)?{{推迟}}[至到](?P<done>{_ON_A_DAY})"
    "[^0-9,;未没前拟]{0,4}{做完}[^0-9,;未没]{0,8}"
)
_BEGUN_AND_DONE = (  # 11月20日开工，12月5日完工
    f"[^0-9,;未没拟]{{0,6}}{_A_DAY.pattern}[^0-9,;未没拟前]{{0,6}}(?P<began>{{开头}})[^0-9,;]{{0,4}},"
    f"(?:于|至|已)?(?P<done>{_ON_A_DAY})[^0-9,;未没前拟]{{0,4}}{{做完}}[^0-9,;未没]{{0,8}}"
)
_THAT_DAY = lazy_pattern(
    "当[天日].*|(?:农历)?[正一二三四五六七八九十冬腊]+月[初廿]?[一二三四五六七八九十]+|(?:星期|周)[一二三四五六日天]"
)
_TOLD_OF_A_DAY = lazy_pattern(r"([^()]*)[(]([^()0-9]*)[)]", holding="(")  # 5月6日(因疫情推迟)
_OF_A_DAY = lazy_pattern("(?:完成)?(?:时间|日期|时限|期限|情况)?$")
_BESIDE_DAYS: frozenset[TokenKind] = PLAIN | {"figure", "shape", "among", "total"}
_CLAUSES = lazy_pattern("[,;()。]")
SAYS_NOTHING_ALONE: tuple[Sense, ...] = ("", "compared", "up", "down", "surplus", "few", "order")
STAGES = ("期", "批", "批次", "阶段")  # of which one is no whole: 5月6日（一期）
_NOT_REACHED: tuple[Sense, ...] = ("unmet", "undone", "part", "planned", "postponed", "started")
_HARMLESS_ALONE: tuple[Sense, ...] = (*SAYS_NOTHING_ALONE, "rest")  # beside a day or a grade


_NO_YEAR = lazy_pattern("(?<![0-9.])(?!19|20)[0-9]{4}年(?=(?:1[0-2]|0?[1-9])月)", holding="年")


def day_told(context: Context, text: str) -> Quantity | None:
    """The day that a text tells as a whole, or what its words say against it; None for a text of something else."""
    year_or_number = context.unit and re.fullmatch(r"[0-9.]+年?", text)
    if year_or_number or not MAY_BE_A_DAY.search(text):
        return None
    if _NO_YEAR.search(text):
        return Quantity("text", codes=("Q103",))  # 2202年3月
    if (spent := months_of_span(context, text) or ended_after(context, text)) is not None:
        return spent
    text = one_form(context, text)
    said = without_the_act(context, text) if context.done else _BEFORE_AN_EVENT.sub("", text)
    dated = date_in(dates_in_digits(said)) or (date_in(dates_in_digits(text)) if said != text else None)
    if dated is not None:
        return if_words_agree(context, text, dated)
    if context.done and (late := _instead_of(context, text)) is not None:
        return late
    if context.done and (told := _TOLD_OF_A_DAY.fullmatch(text)) and (dated := date_in(dates_in_digits(told[1]))):
        late = if_words_agree(context, text, dated)
        says_why = told[2].startswith(context.subjects.days.reasons) or _THAT_DAY.fullmatch(told[2])
        if late.sense == "postponed" or (late.kind == "date" and says_why):
            return late
    day = _day_among_words(context, text) or _day_of_several(context, text)
    return None if day is None else if_words_agree(context, text, day)


def _instead_of(context: Context, text: str) -> Quantity | None:
    """`未能在10月31日前移交，实际11月7日移交`: the later day, on which it was done."""
    put_off, begun_and_done = _told_in_words(context.vocabulary)
    begun = begun_and_done.fullmatch(text)
    later = put_off.fullmatch(text) or (begun if begun and not context.says(begun["began"][:2]) else None)
    if later is not None and (dated := date_in(later["done"])) is not None:
        return dated
    match = _NOT_THEN.fullmatch(text)
    then, done = (date_in(match["then"]), date_in(match["done"])) if match else (None, None)
    return done if then and done and _is_earlier(then, done) else None


@lru_cache(maxsize=8)
def _told_in_words(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What was put off to a day, and what was begun on one and done on another."""
    days = vocabulary.subjects.days
    words = {"做完": days.done, "开头": days.begun, "推迟": days.put_off}
    put_off, begun_and_done = (written_out(form, words) for form in (_PUT_OFF, _BEGUN_AND_DONE))
    return (
        lazy_pattern(put_off, holding=_firsts(days.put_off)),
        lazy_pattern(begun_and_done, holding=_firsts(days.begun)),
    )


def _firsts(words: Iterable[str]) -> str:
    return "".join({word[0]: "" for word in words})


def _is_earlier(one: Quantity, other: Quantity) -> bool:
    first, second = one.moment, other.moment
    assert first is not None
    assert second is not None
    years = (first.year, second.year) if first.year and second.year else (0, 0)
    return (years[0], first.month, first.day or 0) < (years[1], second.month, second.day or 0)


def _day_among_words(context: Context, text: str) -> Quantity | None:
    """`2022年11月30日通过验收`: one day, and words that say nothing else."""
    found = _A_DAY.findall(text)
    if len(found) != 1 or DIGIT.search(text.replace(found[0], "")):
        return None
    before, _, behind = text.partition(found[0])
    tokens = context.tokens(before + "," + behind)
    return date_in(found[0]) if _say_nothing_else(context, tokens, PLAIN) else None


def _say_nothing_else(context: Context, tokens: Sequence[Token], kinds: frozenset[TokenKind]) -> bool:
    """Whether the words beside a day are of these classes, or the row's own: `8月20日完成采购`."""
    return all(
        token.kind in kinds or (token.kind in ("started", "postponed") and token.text in context.row.name)
        for token in tokens
    )


def _day_of_several(context: Context, text: str) -> Quantity | None:
    """`11月17日发放完毕（86户）`, `第一批11月30日，第二批12月8日`: the only day, or the last of those on which one
    thing was done part by part; how much it was is said beside it."""
    target = _A_DAY.sub("", context.row.target, count=1)
    if target == context.row.target or DIGIT.search(target):
        return None
    days, done = list[Quantity](), set[str]()
    for clause in filter(None, _CLAUSES.split(text)):
        found = _A_DAY.findall(clause)
        rest = _A_DAY.sub("", clause)
        figures = figures_in(rest)
        tokens = context.tokens(rest, figures)
        counted = all(f.unit not in ("", "%") and not f.operator and not f.about for f in figures)
        counted &= len({figure.unit for figure in figures}) == len(figures)  # 86户120人, but not 86户中60户
        if not (counted and _say_nothing_else(context, tokens, _BESIDE_DAYS)) or len(found) > 1:
            return None
        if found:
            dated = date_in(found[0])
            if dated is None or dated.operator or (days and not _is_earlier(days[-1], dated)):
                return None
            days.append(dated)
            done.add("".join(t.text for t in tokens if t.kind not in ("figure", "shape", "mark", "neutral")))
    return days[-1] if days and len(done) == 1 else None


def if_words_agree(context: Context, text: str, quantity: Quantity, graded: str = "") -> Quantity:
    """A day or a grade that was reached; other words beside it may take it back: `完成，但未验收`."""
    if not context.done:
        return quantity
    quantity = _in_the_year_beside(text, quantity)
    if quantity.moment is not None and (other := _year_apart(text, quantity.moment.year)):
        return Quantity("text", sense="other_time", words=(other,))
    if quantity.moment is not None and (began := _only_began(context, text)):
        return Quantity("text", sense="started", words=(began,))
    if graded and (year := _A_YEAR.search(text)) and not context.row.has(year[0]):
        return Quantity("text", sense="other_time", words=(f"{year[0]}年",))  # 达成预期指标（2020年）
    if (
        graded
        and graded not in _MERELY_DONE
        and (first := _NOT_THE_LAST.search(text))
        and not context.row.has(first[0])
    ):
        return Quantity("text", sense="started", words=(first[0],))
    sense, word, unsure = words_alone(text, context.vocabulary, context.own, context.row)
    if not unsure and (sense in _HARMLESS_ALONE or (graded and _is_below(graded, sense))):
        return quantity
    if quantity.kind == "date" and sense == "postponed" and not unsure:
        return quantity._replace(sense=sense, words=(word,))  # 5月6日(因疫情推迟): late, or not done
    sense = sense or "unknown"
    return Quantity("text", sense=sense, words=(word,), codes=("Q116",) if sense == "unknown" else ())


def _in_the_year_beside(text: str, quantity: Quantity) -> Quantity:
    """A day without a year is in the one that is named beside it: `9月（2023年）`."""
    moment = quantity.moment
    years = set(_A_YEAR.findall(text)) if moment is not None and moment.year is None else set[str]()
    return quantity._replace(moment=moment._replace(year=int(years.pop()))) if moment and len(years) == 1 else quantity


def _year_apart(text: str, own: int | None) -> str:
    """`2022年5月提交（2020年）`: a year in brackets that is not the day's own."""
    years = (match[1] for match in _YEAR_APART.finditer(text)) if own is not None else ()
    return next((f"{year}年" for year in years if int(year) != own), "")


def _only_began(context: Context, text: str) -> str:
    """`6月提交年检` is no day on which it was passed; `11月中期` none of the evaluation at the end;
    `4月装修` is a reason."""
    own, subjects = context.row.own, context.subjects
    days = subjects.days
    tokens = context.tokens(text)
    no_act = not subjects.acts.named_in(_OF_A_DAY.sub("", context.row.name)[-2:])  # 宣传片: 6月10日制作完成
    for place, token in enumerate(tokens):
        meeting = token.text.removesuffix("会").removesuffix("仪式")  # 启动会 of 项目启动
        began = token.text in subjects.opens and meeting not in own
        if began and token.text.endswith(days.finished):
            asked = subjects.acts.named_in(_OF_A_DAY.sub("", context.row.name)[-3:])
            began = asked.isdisjoint(subjects.acted.named_in(token.text))
        if token.text in subjects.reasons and token.text not in own:
            ends = place + 1 == len(tokens) or tokens[place + 1].kind == "mark"
            began = tokens[place - 1].kind == "shape" and ends  # 4月装修; 装修，4月
        staged = token.kind == "shape" and token.text.startswith("第") and token.text.endswith(STAGES)
        began |= staged and text.count("第") == 1 and token.text[-1] not in own  # 5月6日（第一批）, and of no other
        papers = (*days.papers, *days.hands_in)
        if not began or (token.text in days.hands_in and any(paper in own for paper in papers)):
            continue
        behind = text.partition(token.text)[2]
        if staged or not no_act or not any(word in behind for word in days.ended):
            return token.text
    return ""


def _is_below(graded: str, sense: Sense) -> bool:
    """The rating itself says that it was not reached."""
    return rating_of(graded) in ("未达成", "部分达成") and sense in _NOT_REACHED

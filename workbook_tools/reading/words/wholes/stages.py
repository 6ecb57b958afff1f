"""Figures of one thing at several stages: `自报20场，评估核减2场，认定18场`, `名单50户，动工22户，其中完工17户`.

The last stage is what was done: what went before led there, and what was lost on the way makes the difference. Where
the figures agree with that, the phrases in front go before the words of a cell are read; where they do not, or a word
of them is not known, everything stays and is asked about. Which words say which stage is data: [stages] in
templates/words.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import any_of, lazy_pattern
from workbook_tools.reading.words.lexicon.forms import form, words_of
from workbook_tools.reading.words.phrases.context import Context
from workbook_tools.reading.words.written.figures import figures_in
from workbook_tools.reading.words.written.numerals import digits_for_numerals

_PARTS = lazy_pattern("[,;。]")
_ONE = form(  # 至12月31日办成7期, 余3期次年2月补齐
    "(?P<head>[^0-9()]{0,6}{月份}(?:底|末|[0-9]{1,2}日)?[^0-9()]{0,8}|[^0-9()]{0,14})"
    "(?P<number>[0-9]{1,7}(?:[.][0-9]{1,2})?)(?P<unit>{量}|元)(?P<tail>[^0-9()]{0,10}(?:{月份}[^0-9()]{0,6})?)"
)
# 98份(发放105份,剔除无效7份): how it came to what is told in front
_IN_BRACKETS = form("^([0-9]{1,7})({量}|元)[^0-9,;()]{0,8}[(]([^()]+)[)]$", holding="(")
_AMONG = lazy_pattern("^其中")
_SORTED_OUT = form(  # 去重后213人, 第三方评估核减2场后为20场
    "(?P<front>.{1,80}[,;])?[^0-9,;()]{0,10}{剔除}(?:重复|重叠)?{所算}?(?:(?P<less>{数})(?:{量}|元))?之?后"
    "(?:实际?|共|合计|仅|净|剩|还|有)*[为计是]?(?P<rest>(?P<left>[0-9]{1,7})(?:{量}|元).{0,40})",
    holding="后",
)
_TAKES_BACK = lazy_pattern("[未没不拟待需应将]|无(?!效)|计划|预计")
_NUMBERS = form("[0-9]{1,7}(?=、|{量}|元)")
_STAGES = ("认", "后", "失", "先")  # of a phrase with words of several the first counts
_ANY_STAGE = lazy_pattern(lambda: any_of({word for stage in _STAGES for word in words_of(stage)}))
_ONLY_WHEN = form("截?[至到]?{月份}(?:底|末|[0-9]{1,2}日)?|{谁核的}")  # 经街道查台账核定812人次
_LAST = ("后", "认")
_LONGEST = 120
_SAYS_MORE = ("unknown", "part", "few", "other_place", "extra", "order", "undone", "unmet", "postponed")
_LOST_MAY_SAY = ("undone", "extra", "postponed")


class _Stage(NamedTuple):
    """A phrase with one figure, and the stage at which it stands."""

    text: str
    head: str
    number: Decimal
    unit: str
    tail: str
    stage: str  # 先 失 后 认, or "" where no word says it
    word: str


def last_stage(context: Context, text: str) -> str:
    """The text without the stages that led to the last one, where the figures agree."""
    if len(text) > _LONGEST or not ("," in text or ";" in text or "后" in text) or context.asks_for_a_rate():
        return text  # of a rate the earlier stage is the whole
    if "后" in text and (left := _sorted_out(context, digits_for_numerals(text))) is not None:
        return left
    digits = _IN_BRACKETS.sub(r"\3,实际\1\2", digits_for_numerals(text))
    if _ANY_STAGE.search(digits) is None:
        return text
    parts = [part for part in _PARTS.split(digits) if part]
    stages = [_stage_of(part) for part in parts]
    told = [stage for stage in stages if stage is not None]
    others = [part for part, stage in zip(parts, stages, strict=True) if stage is None]
    if len(told) < 2 or any(figures_in(part) for part in others):
        return text
    result = _what_is_left(context, told) or _what_came_of_it(context, told)
    return text if result is None else ",".join((result, *others))


def _sorted_out(context: Context, text: str) -> str | None:
    """What is left when those that were counted twice, or wrongly, are taken out."""
    match = _SORTED_OUT.fullmatch(text)
    if match is None or _TAKES_BACK.search(text[: match.start("rest")]):
        return None
    front = match["front"] or ""
    if front and not _is_known(context, front, ()):
        return None
    left = Decimal(match["left"])
    parts = [Decimal(number) for number in _NUMBERS.findall(front)]
    less = Decimal(match["less"]) if match["less"] else None
    may_be = (max(parts), sum(parts)) if parts else (left, left)
    agrees = may_be[0] <= left <= may_be[1] if less is None or not parts else left + less in may_be
    return match["rest"] if agrees else None


def _stage_of(part: str) -> _Stage | None:
    match = _ONE.fullmatch(part)
    if match is None:
        return None
    said = match["head"] + match["tail"]
    found = ((stage, word) for stage in _STAGES for word in words_of(stage) if word in said)
    stage, word = next(found, ("", ""))
    return _Stage(part, match["head"], Decimal(match["number"]), match["unit"], match["tail"], stage, word)


def _what_is_left(context: Context, told: Sequence[_Stage]) -> str | None:
    """`发49篇，撤回1篇，实存48篇`, `采购220份，发放200份，结余20份`: of all, without those that were lost."""
    if len(told) != 3 or len({stage.unit for stage in told}) > 1:
        return None
    first, *others = told
    lost = [stage for stage in others if stage.stage == "失"]
    kept = next((stage for stage in others if stage.stage != "失"), first)
    if (
        len(lost) != 1
        or _TAKES_BACK.search(lost[0].head)
        or first.stage == "失"
        or first.number - lost[0].number != kept.number
    ):
        return None
    asked = _is_the_rows(context, kept)
    if not (kept.stage in _LAST or asked) or _is_the_rows(context, first):
        return None
    if not (_is_known(context, first.text, ()) and _is_known(context, lost[0].text, _LOST_MAY_SAY)):
        return None
    if asked or kept.tail or _beside_the_stage(kept):
        return kept.text
    return _with_what_was_begun(context, first, kept)


def _what_came_of_it(context: Context, told: Sequence[_Stage]) -> str | None:
    """`发放协议40份，签回29份`, `签约时6人，12月底在岗4人`: begun with, and what came of it."""
    *earlier, last = told
    if last.stage not in _LAST or earlier[0].stage != "先":
        return None
    if any(stage.stage not in ("先", *_LAST) or _is_the_rows(context, stage) for stage in earlier):
        return None
    numbers = [stage.number for stage in told]
    if numbers != sorted(numbers, reverse=True) or not all(_is_known(context, stage.text, ()) for stage in earlier):
        return None
    recognised = last.stage == "认" and not (last.tail or _beside_the_stage(last))
    return _with_what_was_begun(context, told[0], last) if recognised else _AMONG.sub("", last.text)


def _with_what_was_begun(context: Context, first: _Stage, last: _Stage) -> str:
    """`先后安置9人 … 现在岗8人` as 安置8人."""
    return f"{_beside_the_stage(first) or '完成'}{last.number}{last.unit}"


def _is_the_rows(context: Context, stage: _Stage) -> bool:
    """Whether the row asks for this stage: of 采购220份，发放200份 the 采购 where it asks for that."""
    return len(stage.word) > 1 and stage.word[:2] in context.row.name


def _beside_the_stage(stage: _Stage) -> str:
    """What else is said in front of the figure: the 安置 of 先后安置9人, nothing of 认定18场."""
    return _ONLY_WHEN.sub("", _ANY_STAGE.sub("", stage.head))


def _is_known(context: Context, text: str, allowed: Sequence[str]) -> bool:
    """Whether every word besides those of the stage is known, and none takes more back than the stage does."""
    said = _ANY_STAGE.sub(",", text)
    tokens = context.tokens(said, figures_in(said))
    return not any(token.kind in _SAYS_MORE and token.kind not in allowed for token in tokens)

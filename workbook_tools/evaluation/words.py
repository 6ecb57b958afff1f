"""Qualitative rows: what a rating such as 部分达成 earns. A word with no rating earns nothing and loses nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_rate, as_score
from workbook_tools.basis.grade_words import grade_rank
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.ranks import rank_in
from workbook_tools.basis.states import State
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.scheme import RatingBand, Scheme, bare_text
from workbook_tools.evaluation.verdict import Verdict, short, unknown
from workbook_tools.model import Quantity

_STOPS = lazy_pattern(r"[,;:。、(（]")
_ABOVE = lazy_pattern(r"(?:及以上|或以上|以上)$")
_SCALE = lazy_pattern(r"优秀?[/、,]?良好?[/、,]?(?:(?:中等?|一般|合格|低)[/、,]?){0,2}(?:较?差|不合格)", holding="差格")
_MUST_NOT_BE = frozenset(("否", "不存在", "不得有"))
_IS_NOT = frozenset(("否", "无", "没有", "不存在", "未发生", "未发现"))
_IS = frozenset(("是", "有", "存在", "发生", "已发生"))
_NO_MEASURE = frozenset(("及时", "准时", "按时", "按期"))  # ratings, but for the promise of just that
_STATES: dict[str, State] = {"达成": State.DONE, "部分达成": State.NOT_DONE, "未达成": State.NOT_DONE}


class OwnScore(NamedTuple):
    """自评得分: the unit's own score, or the rating that was written there instead."""

    score: Decimal | None
    text: str
    points: Decimal | None


def judge_words(
    target: Quantity, actual: Quantity, own: OwnScore, scheme: Scheme, *, proof: bool = False, name: str = ""
) -> Verdict:
    """Two grades of one scale are compared; else the rating counts that the actual states, or that 自评得分 states.

    The promised words once more are no measure, with the row's `name` or without it; they count as 达成 where a proof
    (佐证材料) or a 自评得分 of that band stands beside them.
    """
    said = f"实际写“{short(actual.text)}”" if actual.kind != "blank" else f"自评得分写“{short(own.text)}”"
    rating = _rating(actual, scheme) or stated_rating(own, scheme)
    reached = _reaches(target, actual)
    missing = "请在实际完成值里写明评定档次：达成、部分达成或未达成"
    if reached is not None and rating in ("", "达成"):
        said = f"目标为“{short(target.text)}”，{said}"
        if not reached:
            below = scheme.band("部分达成")
            return unknown(f"{said}，低于目标", missing, "R017", high=below.high if below else ONE)
        rating = "达成"
    if _bare_of_name(target, name) == _bare_of_name(actual, name) and (
        not rating or actual.text.strip() in _NO_MEASURE
    ):
        rating = "达成" if proof or _is_met(own, scheme) or stated_rating(own, scheme) == "达成" else ""
    band = scheme.band(rating)
    if band is None:
        return unknown(f"{said}，没有评定档次，不能计分", missing, "R017")
    return _in_band(band, said, own)


def _bare_of_name(side: Quantity, name: str) -> str:
    """明显改善 of 邻里关系明显改善, in a row of 邻里关系."""
    text, own = bare_text(side.text), bare_text(name)
    return text.removeprefix(own) or text


def judge_what_must_not_be(target: Quantity, actual: Quantity) -> Verdict | None:
    """Whether what must not be is not, where 否 was promised (是否虚列支出); None where the actual says neither."""
    said = bare_text(actual.text)
    kept = said in _IS_NOT
    if bare_text(target.text) not in _MUST_NOT_BE or not (kept or said in _IS):
        return None
    rule = f"目标为“{short(target.text)}”，实际写“{short(actual.text)}”，{'达到' if kept else '没有达到'}目标"
    return Verdict(State.DONE if kept else State.NOT_DONE, ONE if kept else ZERO, rule)


def _is_met(own: OwnScore, scheme: Scheme) -> bool:
    """自评得分 lies in the band of 达成."""
    band = scheme.band("达成")
    if band is None or own.score is None or own.points is None or own.points <= 0:
        return False
    return band.holds(own.score, own.points)


def _in_band(band: RatingBand, said: str, own: OwnScore) -> Verdict:
    """自评得分 if it lies in the band; without one 达成 earns everything and the others stay open within theirs."""
    limits = f"{as_rate(band.low)}～{as_rate(band.high)}"
    rule = f"{said}，评定为{band.rating}（得分占分值的 {limits}）"
    state = _STATES[band.rating]
    if own.score is not None and own.points is not None and own.points > 0:
        share = own.score / own.points
        if band.holds(own.score, own.points):
            rule += f"，自评得分 {as_score(own.score)} 分在本档以内"
            return Verdict(state, share, rule, own_score=True)
        missing = f"请把自评得分改到{band.rating}一档的 {limits} 以内，或改正评定档次"
        # The check of 自评得分 against its band says it as a finding.
        return unknown(
            f"{rule}，自评得分 {as_score(own.score)} 分不在本档以内",
            missing,
            field="stated_score",
            low=band.low,
            high=band.high,
        )
    if band.rating == "达成":
        return Verdict(State.DONE, ONE, rule)
    missing = f"请在自评得分里填写{band.rating}一档的得分（分值的 {limits}）"
    return unknown(f"{rule}，没有自评得分", missing, "R018", "stated_score", low=band.low, high=band.high)


def _rating(actual: Quantity, scheme: Scheme) -> str:
    """By the grade word, else by the cell's first phrase: `达成预期指标，效果良好`."""
    first = _STOPS.split(bare_text(actual.text), maxsplit=1)[0]
    return scheme.rating(actual.word) or scheme.rating(first)


def stated_rating(own: OwnScore, scheme: Scheme) -> str:
    """The rating that stands where 自评得分 could; "" where that is a figure or nothing."""
    return scheme.rating(own.text) if own.score is None and own.text else ""


def _reaches(target: Quantity, actual: Quantity) -> bool | None:
    """Whether 优秀 reaches `优良以上`, or 第二名 the `前三名`; None for words that cannot be compared."""
    promised, reached = (_ABOVE.sub("", bare_text(side.word)) for side in (target, actual))
    if _SCALE.fullmatch(bare_text(target.text)):  # 优良中低差: the ladder itself; only its top is told by it
        return True if grade_rank(reached) == grade_rank("优") else None
    # 优良 as a promise is 优 or 良.
    wanted, got = grade_rank("良好" if promised == "优良" else promised), grade_rank(reached)
    if wanted is not None and got is not None:
        return got <= wanted
    rank, place = rank_in(promised), rank_in(reached)
    return place.reaches(rank) if rank and place else None  # equal words are no measure

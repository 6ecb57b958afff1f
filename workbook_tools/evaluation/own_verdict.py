"""The verdict of a row with its own 评分标准: by the rule where it is read, else by the unit's own score, else open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from workbook_tools.basis.figures import as_score
from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.basis.states import MET, State
from workbook_tools.catalogue import quote
from workbook_tools.evaluation.entries import Entry
from workbook_tools.evaluation.figures import ONE, ZERO
from workbook_tools.evaluation.own_rule import Case, earned_by
from workbook_tools.evaluation.scoring_rule import Rule, award_of_word, read_rule
from workbook_tools.evaluation.verdict import Note, Verdict, unknown
from workbook_tools.evaluation.words import OwnScore
from workbook_tools.model import Moment, Quantity

# Why a row is left to its 自评得分, as its sentence and the finding say it behind the rule.
UNREAD = "不是程序能计算的写法"
UNSAID = "没有说明这种情况得几分"
BROKEN_STEP = "没有说不足一档怎样扣分"
NO_TARGET = "要与年度指标值比较而年度指标值空着"
NO_FIGURES = "要看完成值而年度指标值和实际完成值都空着"


def by_own_rule(
    entry: Entry, target: Quantity, actual: Quantity, unit: str, verdict: Verdict, own: OwnScore, room: Decimal
) -> Verdict:
    """The scheme's verdict with what the row's rule makes of it. What could not be compared stays as it is.

    `room` is what a bonus may add to the points.

    A table with a column 评分标准 need not have targets: a row without one is the unit's own to score.
    """
    if not entry.row.scoring_rule:
        return _own(verdict, own, "没有年度指标值，按自评得分", Note("R083")) if _has_score(own) else verdict
    rule = read_rule(entry.row.scoring_rule)
    text = f"评分标准“{quote(entry.row.scoring_rule)}”"
    if rule is None and entry.points and (award := award_of_word(entry.row.scoring_rule, actual.text)) is not None:
        return _of_word(verdict, award.of(entry.points) / entry.points, f"{_measured(verdict, actual)}，按{text}")
    if rule is None:
        return _by_own_score(verdict, own, text, UNREAD, room if "加" in text else ZERO)
    if not entry.points:
        return verdict
    known = verdict.earned is not None and not verdict.own_score
    alone = target.kind == "blank" and _is_plain_figure(actual)  # 每篇1分，最多5分: measured by what was done
    case = Case(
        worth=entry.points,
        actual=actual.number if known or alone else None,
        target=target.number if known else ZERO if alone and _counts_what_should_not_be(rule) else None,
        unit=unit if unit == "%" or not actual.unit else actual.unit,
        completion=verdict.completion,
        met=verdict.state in MET if known else None,
        at_most=verdict.operator in AT_MOST,
        says=actual.word or actual.text,
        days_late=_days_late(target, actual),
        room=room,
    )
    found = earned_by(rule, case)
    if found is None:
        if not known and rule.words == ():  # nothing to measure it by
            if target.kind != "blank" or not _has_score(own, room):
                return verdict
            return _by_own_score(verdict, own, text, NO_FIGURES if actual.kind == "blank" else NO_TARGET, room)
        return _by_own_score(verdict, own, text, UNSAID)
    notes = tuple(note for note in verdict.notes if not note.code.startswith("R01"))
    said = f"{_measured(verdict, actual)}，按{text}"
    if not found.exact:
        low, high = found.low / entry.points, found.high / entry.points
        missing = f"请写明不足一档怎样扣分，或在自评得分里填写{as_score(found.low)}至{as_score(found.high)}之间的得分"
        open_ = unknown(f"{said}，不足一档的部分没有说怎样计", missing, "R082", "stated_score", low=low, high=high)
        if own.score is not None and found.low <= own.score <= found.high:
            between = f"{said}，自评得分 {as_score(own.score)} 分在两种算法之间"
            return _own(verdict, own, between, _left_to_own_score(BROKEN_STEP))
        return open_._replace(
            operator=verdict.operator, completion=verdict.completion, variance=verdict.variance,
            variance_rate=verdict.variance_rate, notes=(*notes, *open_.notes),
        )  # fmt: skip
    share = found.low / entry.points
    state = verdict.state if known else State.DONE if share == ONE else State.NOT_DONE
    return verdict._replace(
        state=state, earned=share, low=ZERO, high=ONE, rule=said, factor="", missing="", notes=notes,
        own_score=False, bonus=found.bonus,
    )  # fmt: skip


def _of_word(verdict: Verdict, share: Decimal, said: str) -> Verdict:
    """The points that the rule gives for the word that stands there."""
    if share > ONE:
        return verdict
    notes = tuple(note for note in verdict.notes if not note.code.startswith(("R01", "R022")))
    return verdict._replace(
        state=State.DONE if share == ONE else State.NOT_DONE, earned=share, low=ZERO, high=ONE, rule=said, factor="",
        missing="", notes=notes, own_score=False,
    )  # fmt: skip


def _is_plain_figure(actual: Quantity) -> bool:
    """A count or a rate beside which nothing stands that only a target could make sense of."""
    told = actual.operator or actual.sense or actual.years or actual.asides or actual.codes or actual.either
    return actual.kind in ("number", "rate") and not told


def _counts_what_should_not_be(rule: Rule) -> bool:
    return bool(rule.steps) and all(step.way == "each" for step in rule.steps)


def _measured(verdict: Verdict, actual: Quantity) -> str:
    if verdict.completion is None:
        return f"实际写“{quote(actual.text)}”"
    return verdict.rule.replace("，按比例计分", "")


def _by_own_score(verdict: Verdict, own: OwnScore, rule: str, why: str, room: Decimal = ZERO) -> Verdict:
    """A rule that is only quoted leaves the row to 自评得分; `why` it is not used for it."""
    if _has_score(own, room):
        return _own(verdict, own, f"{rule}{why}，按自评得分", _left_to_own_score(why))
    missing = "请在自评得分里填写按评分标准评定的得分，或把评分标准改成能计算的写法，例如“每少1个扣0.5分，扣完为止”"
    found = unknown(f"{rule}{why}", missing, "R081", "stated_score")
    return found._replace(
        notes=(Note("R081", "stated_score", (("why", why),)),),
        operator=verdict.operator, completion=verdict.completion, variance=verdict.variance,
        variance_rate=verdict.variance_rate,
    )  # fmt: skip


def _left_to_own_score(why: str) -> Note:
    return Note("R080", told=(("why", why),))


def _has_score(own: OwnScore, room: Decimal = ZERO) -> bool:
    return own.score is not None and bool(own.points) and ZERO <= own.score <= (own.points or ZERO) + room


def _own(verdict: Verdict, own: OwnScore, rule: str, note: Note) -> Verdict:
    assert own.score is not None
    assert own.points
    share = min(own.score / own.points, ONE)
    state = verdict.state if verdict.earned is not None else State.DONE if share == ONE else State.NOT_DONE
    notes = (*(note for note in verdict.notes if not note.code.startswith("R01")), note)
    return verdict._replace(
        state=state, earned=share, rule=rule, factor="", own_score=True, missing="", low=ZERO, high=ONE,
        notes=notes, bonus=max(own.score - own.points, ZERO),
    )  # fmt: skip


def _days_late(target: Quantity, actual: Quantity) -> int | None:
    days = [_day(each.moment) for each in (target, actual)]
    if days[0] is None or days[1] is None:
        return None
    return max((days[1] - days[0]).days + (target.operator == Operator.LT), 0)  # <6月30日: that day is late by one


def _day(moment: Moment | None) -> date | None:
    if moment is None or moment.year is None or moment.day is None:
        return None
    return date(moment.year, moment.month, moment.day)

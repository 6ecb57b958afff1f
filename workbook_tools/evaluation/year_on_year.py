"""This year beside earlier ones: the same indicators, what has changed in each, and both years' totals.

The earlier workbook is evaluated by its own scheme before it comes here. What is only alike is suggested, what cannot
be told apart is not compared, and figures in units of different things are not subtracted; each of these is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.states import MET
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.evaluation.earlier import Earlier, chosen, place
from workbook_tools.evaluation.same_indicators import Matches, Name, match, name_of, near
from workbook_tools.evaluation.units import reconcile
from workbook_tools.model import Evaluation, Finding, Quantity, ScoredRow, Submission
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.years import YearOnYear, YearRow

if TYPE_CHECKING:
    from workbook_tools.model.rosters import LostAgain, YearLists

_FIGURES = ("number", "rate")
_SAME_THING = frozenset(
    {"Q120", "Q121", "Q122", "Q124", "Q125"}
)  # of one kind, or converted; what a name says is no matter
_OF_EVERY_YEAR = ("Y005", "Y010")  # what is to say of names and units is said of the latest year


def with_years(
    submission: Submission, evaluation: Evaluation, earlier: Sequence[Earlier], *, pooled: bool = False
) -> Evaluation:
    """The evaluation with `years`, the latest first, and the findings about the workbooks they come from (Y0xx).

    One of another station, of the same year or a later one is refused with a finding; where the earlier workbooks are
    `pooled`, a heap of many stations' to choose from, it is left lying, and only an empty choice is said.
    """
    fitting, findings = chosen(submission, earlier, pooled=pooled)
    years = []
    with localcontext(Context(prec=28, traps=[])):  # figures that no workbook means (1e308) never fail
        for each in fitting:
            compared, said = compare(submission, evaluation, each)
            years.append(compared)
            findings += said if each is fitting[0] else (one for one in said if one.code in _OF_EVERY_YEAR)
    return evaluation._replace(years=tuple(years), findings=(*evaluation.findings, *findings))


def compare(submission: Submission, evaluation: Evaluation, earlier: Earlier) -> tuple[YearOnYear, list[Finding]]:
    """One earlier year beside this one, and what is to say about it: doubled and near names, units, schemes."""
    ours, theirs = evaluation.rows, earlier.evaluation.rows
    names = [name_of(row) for row in ours], [name_of(row) for row in theirs]
    matches = match(*names)
    before = {mine: theirs[other] for mine, other in matches.pairs}
    gone = set(range(len(theirs))) - {other for _, other in matches.pairs}
    rows = [_row(row, before.get(at)) for at, row in enumerate(ours)]
    rows += [YearRow(None, theirs[at]) for at in sorted(gone)]
    then = earlier.evaluation
    compared = YearOnYear(
        file=earlier.file,
        year=earlier.submission.information.year,
        scheme_title=then.scheme_title or then.scheme_name,
        score=then.score,
        score_low=then.score_low,
        score_high=then.score_high,
        total_points=then.total_points,
        grade=then.grade,
        grade_low=then.grade_low,
        grade_high=then.grade_high,
        budget=then.funds.budget,
        spent=then.funds.spent,
        execution_rate=then.funds.execution_rate,
        met=sum(row.state in MET for row in theirs),
        count=len(theirs),
        rows=tuple(rows),
        lists=_lists(then),
        lost_again=_lost_again(evaluation, earlier),
    )
    sides = _Sides(earlier.file, ours, theirs, names[0], names[1], matches)
    return compared, [
        *_about_schemes(submission, evaluation, earlier),
        *_about_names(sides),
        *_about_units(sides, rows),
    ]


def _lists(evaluation: Evaluation) -> YearLists | None:
    if evaluation.rosters == RosterResults():
        return None
    from workbook_tools.evaluation.year_lists import year_lists

    return year_lists(evaluation.rosters)


def _lost_again(evaluation: Evaluation, earlier: Earlier) -> tuple[LostAgain, ...]:
    """What assessors took points off for that year, and again this year."""
    ours, theirs = evaluation.rosters.items, earlier.evaluation.rosters.items
    if not ours or not theirs:
        return ()
    from workbook_tools.evaluation.rosters import lost_again

    year = earlier.submission.information.year.strip().removesuffix(".0").removesuffix("度").removesuffix("年")
    return tuple(lost_again(theirs, ours, f"{year}年度" if year else f"“{earlier.file}”"))


# ---------------------------------------------------------------- one indicator


def _row(now: ScoredRow, before: ScoredRow | None) -> YearRow:
    if before is None:
        return YearRow(now, None)
    target, actual = _change(now, before, "target"), _change(now, before, "actual")
    turned = (now.operator in AT_MOST) is not (before.operator in AT_MOST)
    whys = [
        f"{word}单位不同（{change.units}）"
        for word, change in (("指标值", target), ("实际完成值", actual))
        if change.units
    ]
    if turned:  # ≤ became ≥: neither figures nor rates mean the same
        whys = ["指标的方向不同（一年越多越好，一年越少越好）"]
    return YearRow(
        now,
        before,
        unit=target.unit or actual.unit,
        target_change=None if turned else target.by,
        actual_change=actual.by,
        completion_change=None if turned else _less(now.completion, before.completion),
        score_change=_less(now.score, before.score),
        why="；".join(whys),
    )


class _Change(NamedTuple):
    by: Decimal | None
    unit: str = ""
    units: str = ""  # 万、次 where they cannot be subtracted


def _change(now: ScoredRow, before: ScoredRow, side: str) -> _Change:
    ours, theirs = _figure(now, side), _figure(before, side)
    if ours is None or theirs is None:
        return _Change(None)
    common = reconcile(ours, theirs, "", now.indicator.level3)
    if not common.comparable or not set(common.codes) <= _SAME_THING:
        return _Change(None, units=f"{ours.unit}、{theirs.unit}")
    return _Change(_less(common.target.number, common.actual.number), common.unit)


def _figure(row: ScoredRow, side: str) -> Quantity | None:
    quantity: Quantity = getattr(row, side)
    if quantity.kind not in _FIGURES:
        return None
    return quantity if quantity.unit else quantity._replace(unit=row.unit)


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


# ---------------------------------------------------------------- what is to say


class _Sides(NamedTuple):
    file: str
    ours: Sequence[ScoredRow]
    theirs: Sequence[ScoredRow]
    our_names: Sequence[Name]
    their_names: Sequence[Name]
    matches: Matches


def _about_schemes(submission: Submission, evaluation: Evaluation, earlier: Earlier) -> Iterator[Finding]:
    about, then = submission.information, earlier.evaluation
    if evaluation.scheme_name != then.scheme_name:
        yield finding(
            "Y010", about.sheet, about.at("scheme"), file=earlier.file,
            ours=evaluation.scheme_title or evaluation.scheme_name, theirs=then.scheme_title or then.scheme_name,
        )  # fmt: skip


def _about_names(sides: _Sides) -> Iterator[Finding]:
    for mine, others in sides.matches.doubled:
        row = sides.ours[mine[0]]
        rows = "、".join(str(sides.ours[at].indicator.row) for at in mine[:8])
        places = Phrase("、".join(str(place(sides.file, sides.theirs[at], "level3")) for at in others[:4]))
        yield finding(
            "Y007", row.indicator.table.sheet, row.indicator.at("level3"),
            name=sides.our_names[mine[0]].whole, rows=rows, places=places,
        )  # fmt: skip
    if sides.ours and sides.theirs and not sides.matches.pairs and not sides.matches.doubled:
        first = sides.ours[0].indicator
        yield finding("Y005", first.table.sheet, first.at("level3"), file=sides.file)
    paired = {mine for mine, _ in sides.matches.pairs}, {other for _, other in sides.matches.pairs}
    doubled = {at for mine, _ in sides.matches.doubled for at in mine}
    doubled_there = {at for _, others in sides.matches.doubled for at in others}
    new = [at for at in range(len(sides.ours)) if at not in paired[0] and at not in doubled]
    gone = [at for at in range(len(sides.theirs)) if at not in paired[1] and at not in doubled_there]
    if not new or not gone:
        return
    for ours, theirs in near([sides.our_names[at] for at in new], [sides.their_names[at] for at in gone]):
        row, like = sides.ours[new[ours]], sides.theirs[gone[theirs]]
        yield finding(
            "Y006", row.indicator.table.sheet, row.indicator.at("item" if row.indicator.item else "level3"),
            name=sides.our_names[new[ours]].whole, like=sides.their_names[gone[theirs]].whole,
            place=place(sides.file, like, "level3"),
        )  # fmt: skip


def _about_units(sides: _Sides, rows: Sequence[YearRow]) -> Iterator[Finding]:
    for each in rows:
        if each.why and each.now is not None and each.before is not None:
            yield finding(
                "Y008", each.now.indicator.table.sheet, each.now.indicator.at("target"),
                name=name_of(each.now).whole, why=each.why, place=place(sides.file, each.before, "target"),
            )  # fmt: skip

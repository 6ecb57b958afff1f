"""评估评分 and 资金拨付: weights, grades, dates of the two assessments, and money that follows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import day, listed, money, percent, plain, score
from workbook_tools.model import Assessment, AssessmentResult, Finding

ONE = Decimal(1)
HALF_PERCENT = Decimal("0.00005")
FINANCE = "财务"
MIDTERM, FINAL = "中期", "末期"


def weights_make_whole(facts: Facts) -> Iterator[Finding]:
    """E: the weights of the assessors of a period add up to 100 %."""
    for period, rows in _periods(facts).items():
        weighted = [row for row in rows if not _is_finance(row)]
        weights = [row.weight for row in weighted if row.weight is not None]
        if weights and len(weights) == len(weighted) and abs(sum(weights) - ONE) > HALF_PERCENT:
            row = weighted[0]
            parts = listed(f"{each.assessor}{percent(each.weight)}" for each in weighted if each.weight is not None)
            yield finding(
                "A020", row.table.sheet, row.at("weight"), period=period, total=percent(sum(weights, Decimal())),
                parts=parts,
            )  # fmt: skip


def weights_follow_the_scheme(facts: Facts) -> Iterator[Finding]:
    """W: the third party has 70 %, the street office 20 %, the district bureau 10 %. Only weights that add up."""
    for rows in _periods(facts).values():
        weights = [row.weight for row in rows if row.weight is not None]
        if abs(sum(weights) - ONE) <= HALF_PERCENT:
            yield from _other_weights(facts, rows)


def scores_and_conclusions_fit(facts: Facts) -> Iterator[Finding]:
    """E: a score out of range, or a grade that the score beside it does not earn. I: no conclusion on finance."""
    grades = {cut.name for cut in facts.scheme.station_grades}
    for row in facts.submission.assessments:
        if row.score is not None and not 0 <= row.score <= 100:
            yield finding("A021", row.table.sheet, row.at("score"), assessor=row.assessor, score=plain(row.score))
        elif row.score is not None and row.conclusion in grades and not _is_finance(row):
            earned = facts.scheme.station_grade(row.score)
            if earned != row.conclusion:
                yield finding(
                    "A022", row.table.sheet, row.at("conclusion"), period=row.period, assessor=row.assessor,
                    score=plain(row.score), conclusion=row.conclusion, earned=earned,
                )  # fmt: skip
        if _is_finance(row) and row.period.startswith(MIDTERM):
            yield finding("A026", row.table.sheet, row.at("assessor"), assessor=row.assessor)


def stated_grades_fit_the_scores(facts: Facts) -> Iterator[Finding]:
    """E: 末期评估等级 is 良好 and the assessors' scores make 优秀."""
    about = facts.submission.information
    for result in facts.evaluation.assessments:
        if result.grade and result.stated_grade and result.score is not None and result.grade != result.stated_grade:
            field = "midterm_grade" if result.period.startswith(MIDTERM) else "final_grade"
            yield finding(
                "A023", about.sheet, about.at(field), period=result.period, stated=result.stated_grade,
                score=score(result.score), earned=result.grade,
            )  # fmt: skip


def grades_are_of_the_station_scale(facts: Facts) -> Iterator[Finding]:
    """W: 优 or 良 where the station scale has 优秀 and 良好; the two scales are never mixed."""
    about = facts.submission.information
    station = [cut.name for cut in facts.scheme.station_grades]
    fiscal = {cut.name for cut in facts.scheme.grades}
    for field, label in (("midterm_grade", "中期评估等级"), ("final_grade", "末期评估等级")):
        grade: str = getattr(about, field)
        if grade in fiscal and grade not in station:
            names = listed(station)
            yield finding("A032", about.sheet, about.at(field), label=label, grade=grade, station=names)


def assessors_stand_once(facts: Facts) -> Iterator[Finding]:
    for period, rows in _periods(facts).items():
        seen: dict[str, Assessment] = {}
        for row in rows:
            name = "".join(row.assessor.split())
            first = seen.setdefault(name, row)
            if name and first is not row:
                yield finding(
                    "A024", row.table.sheet, row.at("assessor"), period=period, assessor=row.assessor,
                    first=first.at("assessor"),
                )  # fmt: skip


def assessments_lie_in_the_year(facts: Facts) -> Iterator[Finding]:
    """E: an assessment before the service it assesses, or a mid-term after its end."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    given = [(about.sheet, about.at("midterm_date"), MIDTERM, about.midterm_date)]
    given.append((about.sheet, about.at("final_date"), FINAL, about.final_date))
    given += [(r.table.sheet, r.at("assessed_on"), r.period, r.assessed_on) for r in facts.submission.assessments]
    told: set[tuple[str, date]] = set()
    for sheet, cell, period, when in given:
        if when is None or start is None or end is None or (period, when) in told:
            continue
        if when < start or (period.startswith(MIDTERM) and when > end):
            told.add((period, when))
            yield finding("A030", sheet, cell, period=period, when=day(when), start=day(start), end=day(end))


def periods_are_not_mixed(facts: Facts) -> Iterator[Finding]:
    """W: a date for the mid-term only and a grade for the final only: one event under two names."""
    about = facts.submission.information
    assessed = {row.period for row in facts.submission.assessments if row.score is not None or row.assessed_on}
    if about.midterm_date and about.final_grade and not about.midterm_grade and not about.final_date and not assessed:
        yield finding(
            "A031", about.sheet, about.at("final_grade"), when=day(about.midterm_date), grade=about.final_grade
        )


def tranches_make_whole(facts: Facts) -> Iterator[Finding]:
    """E: the shares of the tranches add up to 100 %; what is paid after rectification replaces a tranche."""
    rows = [row for row in facts.submission.tranches if "整改" not in row.condition]
    shares = [row.share for row in rows if row.share is not None]
    if len(shares) < 2 or len(shares) != len(rows) or abs(sum(shares) - ONE) <= HALF_PERCENT:
        return
    parts = listed(f"{row.name}{percent(row.share)}" for row in rows if row.share is not None)
    sheet, cell = rows[0].table.sheet, rows[0].at("share")
    yield finding("A040", sheet, cell, total=percent(sum(shares, Decimal())), parts=parts)


def tranches_follow_the_scheme(facts: Facts) -> Iterator[Finding]:
    """W: 55 %, 40 % and 5 %, unless the shares as a whole do not add up, which is said already."""
    shares = [row.share or Decimal() for row in facts.submission.tranches]
    if abs(sum(shares, Decimal()) - ONE) > HALF_PERCENT:
        return
    for row in facts.submission.tranches:
        rule = facts.scheme.tranche(row.condition) if row.condition else None
        if rule is None or rule.share is None or row.share is None or abs(row.share - rule.share) <= HALF_PERCENT:
            continue
        yield finding(
            "A043", row.table.sheet, row.at("share"), name=row.name, share=percent(row.share),
            condition=rule.condition, rule=percent(rule.share),
        )  # fmt: skip


def payments_keep_to_what_is_due(facts: Facts) -> Iterator[Finding]:
    """E: more paid than due, or paid although finance failed. W: applied for before the assessment it waits for."""
    results = {result.period: result for result in facts.evaluation.assessments}
    for each in facts.evaluation.tranches:
        row = each.tranche
        if row.paid is not None and each.due is not None and row.paid > each.due + Decimal("0.0001"):
            yield finding(
                "A041", row.table.sheet, row.at("paid"), name=row.name, paid=money(row.paid), due=money(each.due)
            )
        rule = facts.scheme.tranche(row.condition) if row.condition else None
        period = rule.period if rule else ""
        result = results.get(period)
        if row.paid and result is not None and _is_failed(facts, result):
            yield finding(
                "A042", row.table.sheet, row.at("paid"), name=row.name, paid=money(row.paid), period=period,
                finance=result.finance or "未填", grade=result.stated_grade or result.grade or "未填",
            )  # fmt: skip
        assessed = _assessed(facts, period) if period else None
        if row.applied_on is not None and assessed is not None and row.applied_on < assessed:
            yield finding(
                "A044", row.table.sheet, row.at("applied_on"), name=row.name, applied=day(row.applied_on),
                period=period, assessed=day(assessed),
            )  # fmt: skip


CHECKS = (
    weights_make_whole,
    weights_follow_the_scheme,
    scores_and_conclusions_fit,
    stated_grades_fit_the_scores,
    grades_are_of_the_station_scale,
    assessors_stand_once,
    assessments_lie_in_the_year,
    periods_are_not_mixed,
    tranches_make_whole,
    tranches_follow_the_scheme,
    payments_keep_to_what_is_due,
)


def _periods(facts: Facts) -> dict[str, list[Assessment]]:
    periods: dict[str, list[Assessment]] = {}
    for row in facts.submission.assessments:
        periods.setdefault(row.period, []).append(row)
    return periods


def _other_weights(facts: Facts, rows: list[Assessment]) -> Iterator[Finding]:
    for row in rows:
        rule = None if _is_finance(row) else facts.scheme.assessor(row.assessor)
        if rule is not None and row.weight is not None and abs(row.weight - rule.weight) > HALF_PERCENT:
            yield finding(
                "A025", row.table.sheet, row.at("weight"), assessor=row.assessor, weight=percent(row.weight),
                rule=percent(rule.weight),
            )  # fmt: skip


def _is_finance(row: Assessment) -> bool:
    return FINANCE in row.assessor


def _is_failed(facts: Facts, result: AssessmentResult) -> bool:
    grade = result.grade or result.stated_grade
    return result.finance == "不合格" or (bool(grade) and grade not in facts.scheme.station_passes)


def _date_of(facts: Facts, period: str) -> date | None:
    rows = facts.submission.assessments
    return max((r.assessed_on for r in rows if r.period.startswith(period) and r.assessed_on), default=None)


def _assessed(facts: Facts, period: str) -> date | None:
    about = facts.submission.information
    return (about.midterm_date if period == MIDTERM else about.final_date) or _date_of(facts, period)

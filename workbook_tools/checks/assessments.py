"""评估评分: weights, scores, grades on their own scale, and the dates of the assessments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from workbook_tools.basis.figures import as_count, as_score, as_short_rate
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import day, listed
from workbook_tools.evaluation.assessors import is_finance, is_whole, torn_weights
from workbook_tools.evaluation.panels import Panels, panels_of
from workbook_tools.evaluation.periods import FINAL, MIDTERM, is_between, kind_of, order, period_of
from workbook_tools.evaluation.score_scale import out_of_100
from workbook_tools.evaluation.station_verdicts import is_fiscal_only, station_scale, station_verdict
from workbook_tools.model import Assessment, AssessmentResult, Finding, Information
from workbook_tools.model.fields import LabelField, label_of

ONE = Decimal(1)
HALF_PERCENT = Decimal("0.00005")
CENT = Decimal("0.01")
GRADE_FIELDS: dict[str, LabelField] = {MIDTERM: "midterm_grade", FINAL: "final_grade"}


def weights_make_whole(facts: Facts) -> Iterator[Finding]:
    """E: the weights of the assessors of a period add up to 100 %; several scorers of one count once."""
    torn = torn_weights(facts.submission)
    for period, panels in _panels(facts):
        weights = [each.weight for each in panels.panels if each.weight is not None]
        if weights and len(weights) == len(panels.panels) and not panels.whole:
            row = panels.panels[0].rows[0]
            if row.at("weight") in torn:
                continue
            parts = listed(
                f"{each.name}{as_short_rate(each.weight)}" for each in panels.panels if each.weight is not None
            )
            yield finding(
                "A020", row.table.sheet, row.at("weight"), period=period, total=as_short_rate(sum(weights, Decimal())),
                parts=parts,
            )  # fmt: skip


def weights_follow_the_scheme(facts: Facts) -> Iterator[Finding]:
    """W: the third party has 70 %, the street office 20 %, the district bureau 10 %. Only weights that add up."""
    for _, panels in _panels(facts):
        if not panels.whole or panels.from_scheme:
            continue
        given: dict[str, tuple[Assessment, Decimal]] = {}
        for each in panels.panels:
            rule = facts.scheme.assessor(each.rows[0].assessor)
            if rule is not None and each.weight is not None:
                row, weight = given.get(rule.name, (each.rows[0], Decimal()))
                given[rule.name] = row, weight + each.weight
        for rule in facts.scheme.assessors:
            if rule.name not in given:
                continue
            row, weight = given[rule.name]
            if abs(weight - rule.weight) > HALF_PERCENT:
                yield finding(
                    "A025", row.table.sheet, row.at("weight"), assessor=row.assessor, weight=as_short_rate(weight),
                    rule=as_short_rate(rule.weight),
                )  # fmt: skip


def scores_and_conclusions_fit(facts: Facts) -> Iterator[Finding]:
    """E: a score out of range, or a grade that the score beside it does not earn. I: finance where it is no gate."""
    grades = {cut.name for cut in facts.scheme.station_grades}
    for each in facts.submission.assessments:
        row = replace(each, score=out_of_100(each))
        if row.score is not None and not 0 <= row.score <= 100:
            yield finding("A021", row.table.sheet, row.at("score"), assessor=row.assessor, score=as_count(row.score))
        elif row.score is not None and row.conclusion in grades and not is_finance(row):
            earned = facts.scheme.station_grade(row.score)
            if earned != row.conclusion:
                yield finding(
                    "A022", row.table.sheet, row.at("conclusion"), period=row.period, assessor=row.assessor,
                    score=as_count(row.score), conclusion=row.conclusion, earned=earned,
                )  # fmt: skip
        if is_finance(row) and kind_of(row.period) == MIDTERM and not facts.scheme.is_gate(MIDTERM):
            yield finding("A026", row.table.sheet, row.at("assessor"), assessor=row.assessor)


def stated_grades_fit_the_scores(facts: Facts) -> Iterator[Finding]:
    """E: 末期评估等级 is 良好 and the assessors' scores make 优秀. 可整改 goes with a score that fails."""
    about = facts.submission.information
    for result in facts.evaluation.assessments:
        field = GRADE_FIELDS.get(result.kind)
        stated: str = getattr(about, field).strip() if field else ""
        if field is None or not result.grade or result.score is None or not stated or stated != result.stated_grade:
            continue
        if stated == result.grade or is_fiscal_only(stated, facts.scheme) or _goes_with(stated, result, facts):
            continue
        yield finding(
            "A023", about.sheet, about.at(field), period=result.period, stated=stated, score=as_score(result.score),
            earned=result.grade,
        )  # fmt: skip


def stated_composites_fit_the_scores(facts: Facts) -> Iterator[Finding]:
    """E: a row 综合得分 is what the assessors' scores make."""
    results = {result.period: result for result in facts.evaluation.assessments}
    for row in facts.submission.assessments:
        result = results.get(period_of(row.period))
        if not is_whole(row) or row.score is None or result is None or result.score is None:
            continue
        if abs(row.score - result.score) > CENT:
            yield finding(
                "A034", row.table.sheet, row.at("score"), period=result.period, stated=as_count(row.score),
                score=as_score(result.score),
            )  # fmt: skip


def grades_are_of_the_station_scale(facts: Facts) -> Iterator[Finding]:
    """W: 优 or 良 where the station scale has 优秀 and 良好; the two scales are never mixed."""
    about = facts.submission.information
    names = station_scale(facts.scheme)
    for field in GRADE_FIELDS.values():
        grade: str = getattr(about, field)
        if grade and is_fiscal_only(grade, facts.scheme):
            yield finding(
                "A032", about.sheet, about.at(field), label=label_of(field).title, grade=grade, station=listed(names)
            )
    for row in facts.submission.assessments:
        if row.conclusion and not is_finance(row) and is_fiscal_only(row.conclusion, facts.scheme):
            label = f"{row.period}“{row.assessor}”的结论"
            yield finding(
                "A032", row.table.sheet, row.at("conclusion"), label=label, grade=row.conclusion, station=listed(names)
            )


def assessments_lie_in_the_year(facts: Facts) -> Iterator[Finding]:
    """E: an assessment before the service it assesses, or a mid-term after its end."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    if start is not None and end is not None and end < start:
        return  # it is the year that is wrong
    given = [(about.sheet, about.at("midterm_date"), MIDTERM, about.midterm_date)]
    given.append((about.sheet, about.at("final_date"), FINAL, about.final_date))
    given += [(r.table.sheet, r.at("assessed_on"), r.period, r.assessed_on) for r in facts.submission.assessments]
    told: set[tuple[str, date]] = set()
    for sheet, cell, period, when in given:
        if when is None or start is None or end is None or (period, when) in told:
            continue
        if when < start or (kind_of(period) == MIDTERM and when > end):
            if _year_is_doubtful(about) and _in_the_contract(about, when):
                continue
            told.add((period, when))
            yield finding("A030", sheet, cell, period=period, when=when, start=start, end=end)


def rounds_follow_each_other(facts: Facts) -> Iterator[Finding]:
    """E: 中期复评 before 中期, 第二次中期 before the first. Of a mid-term and a final A028 tells."""
    days: dict[str, list[date]] = {}
    for row in facts.submission.assessments:
        if row.assessed_on is not None and not is_finance(row):
            days.setdefault(period_of(row.period), []).append(row.assessed_on)
    for first, second in pairwise(sorted(days, key=order)):
        if not kind_of(first) or kind_of(first) != kind_of(second):
            continue
        held = min(days[first])
        for row in facts.submission.assessments:
            if period_of(row.period) == second and row.assessed_on is not None and row.assessed_on < held:
                yield finding(
                    "A035", row.table.sheet, row.at("assessed_on"), second=second, when=row.assessed_on, first=first,
                    held=held,
                )  # fmt: skip
                break


def _year_is_doubtful(about: Information) -> bool:
    """The service year itself lies outside the contract, which is said."""
    return not all(_in_the_contract(about, each) for each in (about.service_start, about.service_end))


def _in_the_contract(about: Information, when: date | None) -> bool:
    start, end = about.contract_start, about.contract_end
    return start is None or end is None or when is None or start <= when <= end


def periods_are_not_mixed(facts: Facts) -> Iterator[Finding]:
    """W: a date for the mid-term only and a grade for the final only: one event under two names."""
    about = facts.submission.information
    assessed = {row.period for row in facts.submission.assessments if row.score is not None or row.assessed_on}
    if about.midterm_date and about.final_grade and not about.midterm_grade and not about.final_date and not assessed:
        yield finding(
            "A031", about.sheet, about.at("final_grade"), when=day(about.midterm_date), grade=about.final_grade
        )


def periods_can_be_told(facts: Facts) -> Iterator[Finding]:
    """W: a period that is neither mid-term nor final, or none at all: no money can wait for it."""
    told: set[str] = set()
    for row in facts.submission.assessments:
        if not kind_of(row.period) and not is_between(row.period) and row.period not in told:
            told.add(row.period)
            yield finding(
                "A051", row.table.sheet, row.at("period"), period=row.period or "空", assessor=row.assessor or "未填"
            )


def no_period_is_missing(facts: Facts) -> Iterator[Finding]:
    """W: money waits for a mid-term, the final was held, and of the mid-term nothing is said."""
    held = {result.kind for result in facts.evaluation.assessments if result.score is not None or result.stated_grade}
    for row in facts.submission.tranches:
        rule = facts.scheme.tranche(row.condition)
        kind = kind_of(rule.period) if rule is not None else ""
        if kind == MIDTERM and FINAL in held and not any(r.kind == kind for r in facts.evaluation.assessments):
            yield finding("A052", row.table.sheet, row.at("condition"), name=row.name, period=kind)
            return


CHECKS = (
    periods_can_be_told,
    no_period_is_missing,
    weights_make_whole,
    weights_follow_the_scheme,
    scores_and_conclusions_fit,
    stated_grades_fit_the_scores,
    stated_composites_fit_the_scores,
    grades_are_of_the_station_scale,
    assessments_lie_in_the_year,
    rounds_follow_each_other,
    periods_are_not_mixed,
)


def _panels(facts: Facts) -> Iterator[tuple[str, Panels]]:
    periods: dict[str, list[Assessment]] = {}
    for row in facts.submission.assessments:
        if not is_finance(row) and not is_whole(row):
            periods.setdefault(period_of(row.period), []).append(row)
    yield from ((period, panels_of(_with_weights(rows), facts.scheme)) for period, rows in periods.items())


def _with_weights(rows: Sequence[Assessment]) -> Sequence[Assessment]:
    """Without any weight there is nothing to check."""
    return rows if any(row.weight is not None for row in rows) else ()


def _goes_with(stated: str, result: AssessmentResult, facts: Facts) -> bool:
    """A failing score may be open to rectification, or have been made good by it."""
    verdict = station_verdict(stated, facts.scheme)
    return verdict == "rectified" or (verdict == "rectify" and result.grade not in facts.scheme.station_passes)

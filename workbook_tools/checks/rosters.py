"""人员, 社区, 任务分解 …: whether the lists can be what they say, and whether they bear the indicators out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from workbook_tools.basis.figures import as_count, as_money, as_short_rate
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import day, listed
from workbook_tools.evaluation.ledger_sums import counted_in
from workbook_tools.evaluation.periods import period_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Finding

FEW_RETURNS = 10  # valid returns that all of them may please without proving much
MOST_HOURS = Decimal(1000)  # of training a year
ZERO = Decimal(0)
SMALLEST = Decimal("0.00005")  # what is less apart prints alike


def actuals_are_borne_out(facts: Facts) -> Iterator[Finding]:
    """W: a list says another number than 实际完成值. Both are exact; what prints alike is the same."""
    for row in facts.evaluation.rows:
        proof, actual = row.proof, row.actual
        kind = "rate" if proof is not None and is_rate_unit(proof.unit) else "number"
        if proof is None or row.from_list or row.from_ledger or actual.kind != kind or actual.number is None:
            continue
        found = counted_in(actual.unit, proof.value, proof.unit, actual.number)
        if abs(actual.number - found) < SMALLEST:
            continue
        each = row.indicator
        yield finding(
            "G001", each.table.sheet, each.at("actual"), name=row.item or each.name, declared=actual.text,
            place=f"{proof.sheet}!{proof.cells}", found=_shown(found, actual.unit), rule=proof.rule,
            difference=_shown(abs(actual.number - found), actual.unit),
        )  # fmt: skip


def _shown(value: Decimal, unit: str) -> str:
    return as_short_rate(value) if is_rate_unit(unit) else f"{as_count(value)}{unit}"


# ---------------------------------------------------------------- people


def people_stand_once(facts: Facts) -> Iterator[Finding]:
    people = facts.submission.rosters.people or ()
    yield from _doubles("G010", people, lambda each: bare_text(each.number + each.name), "name")


def people_arrive_before_they_leave(facts: Facts) -> Iterator[Finding]:
    for each in facts.submission.rosters.people or ():
        if each.arrived_on is not None and each.left_on is not None and each.left_on < each.arrived_on:
            yield finding(
                "G011", each.table.sheet, each.at("left_on"), name=each.name, left=day(each.left_on),
                arrived=day(each.arrived_on),
            )  # fmt: skip


def everybody_is_trained(facts: Facts) -> Iterator[Finding]:
    """W: the mean may be reached, the person is not."""
    result = facts.evaluation.rosters.people
    if result is None:
        return
    if result.training_below and result.training_mean is not None:
        first = result.training_below[0]
        usual = "" if result.target_stated else "（没有“继续教育”指标，按通常的 90 小时）"
        yield finding(
            "G012", first.table.sheet, first.at("training_hours"), count=len(result.training_below),
            staff=result.staff, target=as_count(result.training_target), usual=usual,
            mean=as_count(result.training_mean, 2),
            names=listed(f"{e.name} {as_count(e.training_hours or ZERO)}" for e in result.training_below),
            day=f"{day(result.day)} " if result.day else "",
        )  # fmt: skip
    known = facts.submission.tables.get("people")
    if result.training_unknown and known is not None and known.has("training_hours"):
        first = result.training_unknown[0]
        names = listed(each.name for each in result.training_unknown)
        place = first.table.sheet, first.at("training_hours")
        yield finding("G013", *place, count=len(result.training_unknown), names=names)


def hours_of_training_are_possible(facts: Facts) -> Iterator[Finding]:
    for each in facts.submission.rosters.people or ():
        if each.training_hours is not None and not 0 <= each.training_hours <= MOST_HOURS:
            place = each.table.sheet, each.at("training_hours")
            yield finding("G015", *place, name=each.name, hours=as_count(each.training_hours))


def qualifications_are_told(facts: Facts) -> Iterator[Finding]:
    table, result = facts.submission.tables.get("people"), facts.evaluation.rosters.people
    if table is None or result is None or not table.has("qualification"):
        return
    there = [p for p in facts.submission.rosters.people or () if result.day is None or p.is_there(result.day)]
    untold = [each for each in there if not each.qualification]
    if untold:
        place = untold[0].table.sheet, untold[0].at("qualification")
        yield finding("G014", *place, count=len(untold), names=listed(each.name for each in untold))


# ---------------------------------------------------------------- communities


def communities_are_served(facts: Facts) -> Iterator[Finding]:
    result = facts.evaluation.rosters.coverage
    if result is not None and result.unserved:
        first = result.unserved[0]
        names = listed(each.name for each in result.unserved)
        yield finding("G020", first.table.sheet, first.at("community"), count=len(result.unserved), names=names)


def communities_of_the_ledger_are_listed(facts: Facts) -> Iterator[Finding]:
    """W: with the name that is meant, where one is near. It is asked, never taken."""
    result, ledger = facts.evaluation.rosters.coverage, facts.submission.ledger
    if result is None or ledger is None or not result.unknown:
        return
    known = {bare_text(each.name): each.name for each in facts.submission.rosters.communities or ()}
    shown = []
    for name in result.unknown:
        near = get_close_matches(bare_text(name), known, 1, 0.6)
        shown.append(f"“{name}”" + (f"（是不是“{known[near[0]]}”）" if near else ""))
    place = ledger.place("community", ledger.rows[ledger.communities.index(result.unknown[0])])
    yield finding("G021", *place, count=len(result.unknown), names=listed(shown))


def communities_stand_once(facts: Facts) -> Iterator[Finding]:
    yield from _doubles(
        "G023", facts.submission.rosters.communities or (), lambda each: bare_text(each.name), "community"
    )


def files_are_of_key_people(facts: Facts) -> Iterator[Finding]:
    for each in facts.submission.rosters.communities or ():
        if each.filed is not None and each.key_people is not None and each.filed > each.key_people:
            yield finding(
                "G022", each.table.sheet, each.at("filed"), name=each.name, filed=as_count(each.filed),
                people=as_count(each.key_people),
            )  # fmt: skip


# ---------------------------------------------------------------- tasks


def tasks_add_up(facts: Facts) -> Iterator[Finding]:
    """W: what the workers were given is not what the station promised."""
    tasks = facts.submission.rosters.tasks or ()
    sums: dict[tuple[int, int | None], Decimal] = {}
    first: dict[tuple[int, int | None], Any] = {}
    for each in tasks:
        target = facts.ledger_names.target(each.indicator)
        if target is not None and each.target is not None:
            sums[target] = sums.get(target, ZERO) + each.target
            first.setdefault(target, each)
    rows = {(row.indicator.row, row.list_position): row for row in facts.evaluation.rows}
    for target, total in sums.items():
        row = rows.get(target)
        if row is None or row.target.kind != "number" or row.target.number in (None, total):
            continue
        promised = row.target.number or ZERO
        each, place = first[target], f"{row.indicator.table.sheet}!{row.indicator.at('target')}"
        yield finding(
            "G030", each.table.sheet, each.at("target"), name=row.item or row.indicator.name, total=as_count(total),
            place=place, target=as_count(promised), difference=as_count(abs(total - promised)),
        )  # fmt: skip


def tasks_are_known(facts: Facts) -> Iterator[Finding]:
    tasks, people = facts.submission.rosters.tasks or (), facts.submission.rosters.people
    staff = {bare_text(each.name) for each in people or ()}
    strangers = [each for each in tasks if people and bare_text(each.worker) not in staff]
    if strangers:
        names = listed(dict.fromkeys(each.worker for each in strangers))
        yield finding("G031", strangers[0].table.sheet, strangers[0].at("worker"), names=names)
    lost = [each for each in tasks if facts.ledger_names.target(each.indicator) is None]
    if lost:
        names = listed(dict.fromkeys(each.indicator for each in lost))
        yield finding("G032", lost[0].table.sheet, lost[0].at("indicator"), names=names)
    for each in tasks:
        if each.target is not None and each.target < 0:
            figures = {"worker": each.worker, "indicator": each.indicator, "target": as_count(each.target)}
            yield finding("G033", each.table.sheet, each.at("target"), **figures)


# ---------------------------------------------------------------- resources, surveys, items


def resources_are_plausible(facts: Facts) -> Iterator[Finding]:
    result, about = facts.evaluation.rosters.resources, facts.submission.information
    for each in result.doubtful if result is not None else ():
        place = each.table.sheet, each.at("value")
        yield finding("G040", *place, source=each.source or f"第{each.row}行", value=as_money(each.value or ZERO))
    entries = facts.submission.rosters.resources or ()
    for each in entries:
        if each.value is not None and each.value < 0:
            place = each.table.sheet, each.at("value")
            yield finding("G042", *place, source=each.source or f"第{each.row}行", value=as_money(each.value))
    start, end = about.service_start, about.service_end
    if start is None or end is None or end < start:
        return
    outside = [each for each in entries if each.day is not None and not start <= each.day <= end]
    if outside:
        rows = listed(str(each.row) for each in outside)
        place = outside[0].table.sheet, outside[0].at("date")
        yield finding("G041", *place, rows=rows, start=day(start), end=day(end))


def surveys_add_up(facts: Facts) -> Iterator[Finding]:
    for each in facts.submission.rosters.surveys or ():
        name = each.surveyor or each.group or f"第{each.row}行"
        if each.sent is not None and each.valid is not None and each.valid > each.sent:
            figures = {"surveyor": name, "valid": as_count(each.valid), "sent": as_count(each.sent)}
            yield finding("G050", each.table.sheet, each.at("valid"), **figures)
        known = [answer for answer in each.answers if answer is not None]
        total = sum(known, ZERO)
        uneven = total > each.valid if each.valid is not None else False
        complete = len(known) == len(each.answers)
        if each.valid is not None and (uneven or (complete and total != each.valid)):
            figures = {"surveyor": name, "total": as_count(total), "valid": as_count(each.valid)}
            yield finding("G051", each.table.sheet, each.at("valid"), **figures)


def samples_bear_their_rate(facts: Facts) -> Iterator[Finding]:
    """I: too small a sample for the target, by the lower end of a Wilson interval. W: 100 % of a handful."""
    targets = [
        row.target.number
        for row in facts.evaluation.rows
        if row.target.kind == "rate" and row.proof is not None and row.proof.kind == "surveys" and row.target.number
    ]
    for result in facts.evaluation.rosters.surveys or ():
        each, valid, rate = result.survey, result.valid, result.rate
        if rate is None or valid is None or result.least is None:
            continue
        name = each.surveyor or each.group or f"第{each.row}行"
        place = each.table.sheet, each.at("valid")
        if rate == 1 and valid <= FEW_RETURNS:
            yield finding("G053", *place, surveyor=name, valid=as_count(valid))
        elif targets and rate >= max(targets) > result.least:
            yield finding(
                "G052", *place, surveyor=name, rate=as_short_rate(rate), valid=as_count(valid),
                least=as_short_rate(result.least), target=as_short_rate(max(targets)),
            )  # fmt: skip


def items_make_the_score(facts: Facts) -> Iterator[Finding]:
    """W: an assessor's items come to another score. E: an item above its points."""
    for each in facts.submission.rosters.items or ():
        if each.points is not None and each.score is not None and each.score > each.points:
            figures = {"content": each.content, "score": as_count(each.score), "points": as_count(each.points)}
            yield finding("G061", each.table.sheet, each.at("score"), **figures)
    for result in facts.evaluation.rosters.items or ():
        rows = [
            row
            for row in facts.submission.assessments
            if period_of(row.period) == period_of(result.period)
            and bare_text(row.assessor) == bare_text(result.assessor)
            and row.score is not None
        ]
        if len(rows) == 1 and rows[0].score != result.score:
            first, place = result.first, f"{rows[0].table.sheet}!{rows[0].at('score')}"
            yield finding(
                "G060", first.table.sheet, first.at("score"), period=result.period, assessor=result.assessor,
                total=as_count(result.score), place=place, score=as_count(rows[0].score or ZERO),
            )  # fmt: skip


def _doubles(code: str, records: Iterable[Any], key: Any, field: Any) -> Iterator[Finding]:
    rows: dict[str, list[Any]] = {}
    for each in records:
        rows.setdefault(key(each), []).append(each)
    for several in rows.values():
        if len(several) > 1:
            told = listed(str(each.row) for each in several)
            second = several[1]
            yield finding(code, second.table.sheet, second.at(field), name=second.name, rows=told)


CHECKS = (
    actuals_are_borne_out,
    people_stand_once,
    people_arrive_before_they_leave,
    everybody_is_trained,
    hours_of_training_are_possible,
    qualifications_are_told,
    communities_are_served,
    communities_of_the_ledger_are_listed,
    communities_stand_once,
    files_are_of_key_people,
    tasks_add_up,
    tasks_are_known,
    resources_are_plausible,
    surveys_add_up,
    samples_bear_their_rate,
    items_make_the_score,
)

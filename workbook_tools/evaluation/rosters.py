"""What the station's lists come to: staff, coverage, tasks, resources, volunteers, surveys, media, assessors' items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workbook_tools.basis.decimals import half_up
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.ledger_names import LedgerNames, squeezed
from workbook_tools.evaluation.periods import period_of
from workbook_tools.evaluation.proofs import Subject, subject_of
from workbook_tools.evaluation.scheme import Scheme, bare_text
from workbook_tools.evaluation.service_kinds import service_kind
from workbook_tools.evaluation.service_year import ServiceYear
from workbook_tools.evaluation.tasks import evaluate_tasks, task_sums
from workbook_tools.model import Ledger, Submission
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import (
    AssessmentItem,
    Community,
    CoverageGroup,
    CoverageResult,
    ItemsResult,
    LostAgain,
    PeopleResult,
    Person,
    Resource,
    ResourcesResult,
    Survey,
    SurveyResult,
    VolunteersResult,
    VolunteerTeam,
)

USUAL_TRAINING = Decimal(90)  # 小时 a year, where no row 继续教育 says otherwise
MOST_TEN_THOUSANDS = Decimal(1000)  # 万元 of one gift; what is above was most likely written in 元 …
LEAST_DOUBTFUL = Decimal(100)  # … as is one of as much as the station has in a year, if it is no less than this
_Z_SQUARED = Decimal("3.841459")  # of 95 %


def evaluate_rosters(submission: Submission, scheme: Scheme, names: LedgerNames, day: date | None) -> RosterResults:
    """Nothing is computed of a list that the workbook does not have."""
    lists, about = submission.rosters, submission.information
    year = ServiceYear(about.service_start, about.service_end, day)
    media = tuple(each for each in lists.media or () if year.holds(each.day))
    items = tuple(_items(lists.items)) if lists.items else None
    tasks = tuple(evaluate_tasks(lists.tasks, submission.ledger, names, scheme, year)) if lists.tasks else None
    return RosterResults(
        people=_people(lists.people, submission, year) if lists.people else None,
        coverage=_coverage(lists.communities, submission.ledger) if lists.communities else None,
        tasks=tasks,
        resources=_resources(lists.resources, submission, year) if lists.resources else None,
        volunteers=_volunteers(lists.volunteers) if lists.volunteers else None,
        surveys=tuple(map(_survey, lists.surveys)) if lists.surveys else None,
        media=tuple(Counter(each.category or "未分类" for each in media).items()) if lists.media else None,
        media_counted=media,
        items=items,
        task_sums=tuple(task_sums(tasks, names)) if tasks else (),
        lost_again=tuple(lost_in_a_later_period(items or ())),
    )


# ---------------------------------------------------------------- people


def _people(people: Sequence[Person], submission: Submission, year: ServiceYear) -> PeopleResult:
    day = year.day or year.end
    there = [each for each in people if each.left_on is None or day is not None]
    there = [each for each in there if day is None or each.is_there(day)]
    promised = dict(_targets(submission))
    target = promised.get("training")
    hours = [each.training_hours for each in there if each.training_hours is not None]
    wanted = target if target is not None else USUAL_TRAINING
    return PeopleResult(
        day=day,
        staff=len(there),
        qualified=sum(each.is_qualified_on(day) for each in there),
        direct=sum(each.employment == "直聘" for each in there),
        bought=sum(each.employment == "购买" for each in there),
        average=_average(people, year),
        vacancy_months=_vacancy(people, year, promised.get("staff")),
        training_target=wanted,
        target_stated=target is not None,
        training_mean=sum(hours, ZERO) / len(hours) if hours else None,
        training_below=tuple(e for e in there if e.training_hours is not None and e.training_hours < wanted),
        training_unknown=tuple(each for each in there if each.training_hours is None),
        arrived=sum(year.has_come_to(each.arrived_on) for each in people),
        left=sum(year.has_come_to(each.left_on) for each in people),
        there=tuple(there),
    )


def _targets(submission: Submission) -> Iterator[tuple[Subject, Decimal]]:
    """What rows of their own promise of what a list can prove."""
    for row in submission.indicators:
        subject = subject_of(row.item or row.level3, row.target.kind)
        if subject is not None and row.target.kind == "number" and row.target.number is not None:
            yield subject, row.target.number


def _days_there(person: Person, first: date, last: date) -> int:
    begins = max(first, person.arrived_on) if person.arrived_on is not None else first
    ends = min(last, person.left_on) if person.left_on is not None else last
    return max((ends - begins).days + 1, 0)


def _average(people: Sequence[Person], year: ServiceYear) -> Decimal | None:
    if year.start is None or year.last is None or year.last < year.start:
        return None
    days = sum(_days_there(each, year.start, year.last) for each in people)
    return Decimal(days) / ((year.last - year.start).days + 1)


def _vacancy(people: Sequence[Person], year: ServiceYear, posts: Decimal | None) -> Decimal | None:
    """Month by month what the staff of the month lacks of the posts; a month that is cut counts its days."""
    if posts is None or year.start is None:
        return None
    missing = ZERO
    for first, last, whole in year.months():
        days = (last - first).days + 1
        average = Decimal(sum(_days_there(each, first, last) for each in people)) / days
        missing += max(posts - average, ZERO) * days / whole
    return half_up(missing)


# ---------------------------------------------------------------- communities


def _coverage(communities: Sequence[Community], ledger: Ledger | None) -> CoverageResult:
    entries = Counter(map(bare_text, ledger.communities)) if ledger is not None and any(ledger.communities) else None
    if entries is not None:
        del entries[""]
    visits = _visits(ledger) if ledger is not None else {}
    known = {bare_text(each.name) for each in communities}
    served = None if entries is None else [each for each in communities if bare_text(each.name) in entries]
    unserved = () if entries is None else tuple(each for each in communities if bare_text(each.name) not in entries)
    unknown = () if entries is None or ledger is None else _unknown(ledger, known)
    counted = [each for each in communities if each.key_people is not None]
    filed = [each for each in counted if each.filed is not None]
    complete = bool(counted) and len(filed) == len(counted)
    return CoverageResult(
        communities=len(communities),
        served=None if served is None else len(served),
        unserved=unserved,
        unknown=unknown,
        key_people=sum((e.key_people or ZERO for e in counted), ZERO) if counted else None,
        filed=sum((each.filed or ZERO for each in filed), ZERO) if complete else None,
        visits=sum((visits.get(name, ZERO) for name in known), ZERO) if entries is not None else None,
        reached=tuple(served or ()),
        by_area=_groups(communities, "area", entries, visits),
        by_point=_groups(communities, "point", entries, visits),
    )


def _unknown(ledger: Ledger, known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in set(ledger.communities) if bare_text(name) and bare_text(name) not in known))


def _visits(ledger: Ledger) -> dict[str, Decimal]:
    """Community → 数量 of the entries that are visits by their service, else by their indicator; one without a figure
    is one."""
    kinds = {name: service_kind(name) for name in {*ledger.indicators, *ledger.services}}
    found: dict[str, Decimal] = defaultdict(Decimal)
    times = Counter(zip(ledger.communities, ledger.services, ledger.indicators, ledger.counts, strict=True))
    for (community, service, indicator, count), many in times.items():
        if community and (kinds[service] or kinds[indicator]) == "探访":
            found[bare_text(community)] += many * (Decimal(1) if count is None else Decimal(repr(count)))
    return found


def _groups(
    communities: Sequence[Community], field: str, entries: Counter[str] | None, visits: dict[str, Decimal]
) -> tuple[CoverageGroup, ...]:
    """In the order of the list; communities without a name of this kind belong to none."""
    members: dict[str, list[Community]] = {}
    for each in communities:
        if name := getattr(each, field):
            members.setdefault(name, []).append(each)
    return tuple(
        CoverageGroup(
            name,
            len(some),
            sum(entries is not None and bare_text(each.name) in entries for each in some),
            sum((each.key_people or ZERO for each in some), ZERO),
            sum((visits.get(bare_text(each.name), ZERO) for each in some), ZERO),
        )
        for name, some in members.items()
    )


# ---------------------------------------------------------------- resources, volunteers, surveys, media, items


def _resources(resources: Sequence[Resource], submission: Submission, year: ServiceYear) -> ResourcesResult:
    """Gifts of the year; one without a day counts."""
    counted = [(each, each.value) for each in resources if each.value is not None and year.holds(each.day)]
    by_category: dict[str, Decimal] = defaultdict(Decimal)
    for each, value in counted:
        by_category[each.category] += value
    total = sum((value for _, value in counted), ZERO)
    funds = submission.information.annual_funds
    most = min(MOST_TEN_THOUSANDS, max(funds, LEAST_DOUBTFUL)) if funds else MOST_TEN_THOUSANDS
    doubtful = tuple(each for each, value in counted if value >= most)
    return ResourcesResult(
        total, len(counted), tuple(by_category.items()), doubtful, tuple(each for each, _ in counted)
    )


def _volunteers(teams: Sequence[VolunteerTeam]) -> VolunteersResult:
    def added(values: Sequence[Decimal | None]) -> Decimal | None:
        known = [value for value in values if value is not None]
        return sum(known, ZERO) if known else None

    return VolunteersResult(
        len(teams),
        added([each.people for each in teams]),
        added([each.core for each in teams]),
        added([each.hours for each in teams]),
    )


def _survey(survey: Survey) -> SurveyResult:
    """Of the valid returns; where those are not told, of all answers."""
    answers = survey.answers
    known = [each for each in answers if each is not None]
    valid = survey.valid if survey.valid is not None else sum(known, ZERO) if len(known) == len(answers) else None
    pleased = [each for each in (survey.very_satisfied, survey.satisfied) if each is not None]
    if valid is None or valid <= 0 or not pleased or min(known) < 0 or sum(pleased, ZERO) > valid:
        return SurveyResult(survey, valid, None, None)
    rate = sum(pleased, ZERO) / valid
    return SurveyResult(survey, valid, rate, _wilson(rate, valid))


def _wilson(rate: Decimal, count: Decimal) -> Decimal:
    """The lower end of the 95 % interval of Wilson: what a sample of this size leaves sure of a rate."""
    centre = rate + _Z_SQUARED / (2 * count)
    spread = (_Z_SQUARED * (rate * (1 - rate) / count + _Z_SQUARED / (4 * count * count))).sqrt()
    return max((centre - spread) / (1 + _Z_SQUARED / count), ZERO)


def _items(items: Sequence[AssessmentItem]) -> Iterator[ItemsResult]:
    groups: dict[tuple[str, str], list[AssessmentItem]] = {}
    for each in items:
        groups.setdefault((period_of(each.period), bare_text(each.assessor)), []).append(each)
    for (period, _), some in groups.items():
        lost = [(_lost(each), each) for each in some if _lost(each) > 0]
        lost.sort(key=lambda pair: (-pair[0], pair[1].row))
        yield ItemsResult(
            period,
            some[0].assessor,
            sum((each.points or ZERO for each in some), ZERO),
            sum((each.score or ZERO for each in some), ZERO),
            tuple(each for _, each in lost),
            some[0],
            tuple(name for each in some if each.score is not None and not _lost(each) and (name := item_name(each))),
        )


def lost_in_a_later_period(groups: Sequence[ItemsResult]) -> Iterator[LostAgain]:
    """Items of one assessor that lost points in one period of the workbook and in the next one again."""
    earlier: dict[str, list[ItemsResult]] = {}
    for group in groups:
        before = earlier.setdefault(bare_text(group.assessor), [])
        if before:
            yield from lost_again([before[-1]], [group], "")
        before.append(group)


def lost_again(before: Sequence[ItemsResult], now: Sequence[ItemsResult], when: str) -> Iterator[LostAgain]:
    """Items of the same assessor and the same name that lost points before and now; each once, by its last period.

    `when` stands before the name of the earlier period: 2023年度.
    """
    known = {
        (bare_text(group.assessor), item_name(item)): LostAgain(item, item, f"{when}{group.period}")
        for group in before
        for item in group.lost
        if item_name(item)
    }
    last = {(bare_text(group.assessor), item_name(item)): item for group in now for item in group.lost}
    for key, item in last.items():
        if key in known:
            yield replace(known[key], now=item)


def item_name(item: AssessmentItem) -> str:
    """What an item is compared by: its text without blanks, list numbers and quantities."""
    return squeezed(item.content)


def _lost(item: AssessmentItem) -> Decimal:
    return item.points - item.score if item.points is not None and item.score is not None else ZERO

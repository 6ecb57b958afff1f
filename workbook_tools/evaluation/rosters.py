"""What the station's lists come to: staff, coverage, tasks, resources, volunteers, surveys, media, assessors' items."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from workbook_tools.basis.decimals import half_up
from workbook_tools.evaluation.figures import ZERO
from workbook_tools.evaluation.ledger_names import LedgerNames, Target
from workbook_tools.evaluation.proofs import Subject, subject_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Ledger, Submission
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.rosters import (
    AssessmentItem,
    Community,
    CoverageGroup,
    CoverageResult,
    ItemsResult,
    MediaEntry,
    PeopleResult,
    Person,
    Resource,
    ResourcesResult,
    Survey,
    SurveyResult,
    Task,
    TaskResult,
    VolunteersResult,
    VolunteerTeam,
)

USUAL_TRAINING = Decimal(90)  # 小时 a year, where no row 继续教育 says otherwise
MOST_TEN_THOUSANDS = Decimal(1000)  # 万元 of one gift; what is above was most likely written in 元
VISITS = ("探访", "走访", "入户", "家访", "上门")
_Z_SQUARED = Decimal("3.841459")  # of 95 %
_DAY = timedelta(days=1)


def evaluate_rosters(submission: Submission, names: LedgerNames, day: date | None) -> RosterResults:
    """Nothing is computed of a list that the workbook does not have."""
    lists, about = submission.rosters, submission.information
    year = _Year(about.service_start, about.service_end, day)
    return RosterResults(
        people=_people(lists.people, submission, year) if lists.people else None,
        coverage=_coverage(lists.communities, submission.ledger) if lists.communities else None,
        tasks=tuple(_tasks(lists.tasks, submission.ledger, names, year)) if lists.tasks else None,
        resources=_resources(lists.resources, year) if lists.resources else None,
        volunteers=_volunteers(lists.volunteers) if lists.volunteers else None,
        surveys=tuple(map(_survey, lists.surveys)) if lists.surveys else None,
        media=_media(lists.media, year) if lists.media else None,
        items=tuple(_items(lists.items)) if lists.items else None,
    )


class _Year:
    """The service year, as far as it has passed on the day of judgement."""

    def __init__(self, start: date | None, end: date | None, day: date | None) -> None:
        known = start is not None and end is not None and start <= end
        self.start, self.end, self.day = (start if known else None), (end if known else None), day
        self.last = min(end, day) if known and end is not None and day is not None else self.end

    def holds(self, when: date | None) -> bool:
        """A day that is not given, or no year to compare it with, leaves an entry in."""
        return when is None or self.start is None or self.end is None or self.start <= when <= self.end

    @property
    def elapsed(self) -> Decimal | None:
        """The share of the year that has passed."""
        if self.start is None or self.end is None or self.last is None or self.last < self.start:
            return None
        return Decimal((self.last - self.start).days + 1) / ((self.end - self.start).days + 1)

    def months(self) -> Iterator[tuple[date, date, int]]:
        """The months of the calendar within the passed part: first and last day, days of the whole month."""
        if self.start is None or self.last is None:
            return
        first = self.start
        while first <= self.last:
            begins = first.replace(day=1)
            following = (begins + timedelta(days=32)).replace(day=1)
            yield first, min(following - _DAY, self.last), (following - begins).days
            first = following


# ---------------------------------------------------------------- people


def _people(people: Sequence[Person], submission: Submission, year: _Year) -> PeopleResult:
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
        qualified=sum(each.is_qualified for each in there),
        direct=sum(each.employment == "直聘" for each in there),
        bought=sum(each.employment == "购买" for each in there),
        average=_average(people, year),
        vacancy_months=_vacancy(people, year, promised.get("staff")),
        training_target=wanted,
        target_stated=target is not None,
        training_mean=sum(hours, ZERO) / len(hours) if hours else None,
        training_below=tuple(e for e in there if e.training_hours is not None and e.training_hours < wanted),
        training_unknown=tuple(each for each in there if each.training_hours is None),
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


def _average(people: Sequence[Person], year: _Year) -> Decimal | None:
    if year.start is None or year.last is None or year.last < year.start:
        return None
    days = sum(_days_there(each, year.start, year.last) for each in people)
    return Decimal(days) / ((year.last - year.start).days + 1)


def _vacancy(people: Sequence[Person], year: _Year, posts: Decimal | None) -> Decimal | None:
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
        by_area=_groups(communities, "area", entries, visits),
        by_point=_groups(communities, "point", entries, visits),
    )


def _unknown(ledger: Ledger, known: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in set(ledger.communities) if bare_text(name) and bare_text(name) not in known))


def _visits(ledger: Ledger) -> dict[str, Decimal]:
    """Community → 数量 of the entries that are visits by their indicator or service; one without a figure is one."""
    is_visit = {name: any(word in name for word in VISITS) for name in {*ledger.indicators, *ledger.services}}
    found: dict[str, Decimal] = defaultdict(Decimal)
    for place, community in enumerate(ledger.communities):
        if community and (is_visit[ledger.indicators[place]] or is_visit[ledger.services[place]]):
            count = ledger.counts[place]
            found[bare_text(community)] += Decimal(1) if count is None else Decimal(repr(count))
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


# ---------------------------------------------------------------- tasks


def _tasks(tasks: Sequence[Task], ledger: Ledger | None, names: LedgerNames, year: _Year) -> Iterator[TaskResult]:
    done = _done(tasks, ledger, names) if ledger is not None and any(ledger.workers) else None
    for task in tasks:
        target = names.target(task.indicator)
        expected = task.target * year.elapsed if task.target is not None and year.elapsed is not None else None
        if done is None or target is None:
            yield TaskResult(task, None, expected=expected)
            continue
        months = done.get((bare_text(task.worker), target), {})
        dated = tuple(sorted((month, value) for month, value in months.items() if month))
        yield TaskResult(task, sum(months.values(), ZERO), dated, expected)


def _done(tasks: Sequence[Task], ledger: Ledger, names: LedgerNames) -> dict[tuple[str, Target], dict[str, Decimal]]:
    """Worker and row → month → 数量. One pass, whatever the number of tasks."""
    workers = {bare_text(task.worker) for task in tasks}
    wanted = {target for task in tasks if (target := names.target(task.indicator)) is not None}
    found: dict[tuple[str, Target], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    worker_of = {name: bare_text(name) for name in set(ledger.workers)}
    target_of = {name: names.target(name) for name in set(ledger.indicators)}
    for place, name in enumerate(ledger.workers):
        worker, target = worker_of[name], target_of[ledger.indicators[place]]
        if worker in workers and target is not None and target in wanted:
            day, count = ledger.dates[place], ledger.counts[place]
            month = f"{day.year:04d}-{day.month:02d}" if day is not None else ""
            if count is not None:
                found[worker, target][month] += Decimal(repr(count))
    return found


# ---------------------------------------------------------------- resources, volunteers, surveys, media, items


def _resources(resources: Sequence[Resource], year: _Year) -> ResourcesResult:
    """Gifts of the year; one without a day counts."""
    counted = [each for each in resources if each.value is not None and year.holds(each.day)]
    by_category: dict[str, Decimal] = defaultdict(Decimal)
    for each in counted:
        by_category[each.category] += each.value or ZERO
    doubtful = tuple(each for each in counted if each.value is not None and each.value >= MOST_TEN_THOUSANDS)
    total = sum((each.value or ZERO for each in counted), ZERO)
    return ResourcesResult(total, len(counted), tuple(by_category.items()), doubtful)


def _volunteers(teams: Sequence[VolunteerTeam]) -> VolunteersResult:
    return VolunteersResult(
        len(teams),
        sum((each.people or ZERO for each in teams), ZERO),
        sum((each.core or ZERO for each in teams), ZERO),
        sum((each.hours or ZERO for each in teams), ZERO),
    )


def _survey(survey: Survey) -> SurveyResult:
    """Of the valid returns; where those are not told, of all answers."""
    answers = survey.answers
    known = [each for each in answers if each is not None]
    valid = survey.valid if survey.valid is not None else sum(known, ZERO) if len(known) == len(answers) else None
    pleased = [each for each in (survey.very_satisfied, survey.satisfied) if each is not None]
    if not valid or not pleased or valid < 0 or sum(pleased, ZERO) > valid:
        return SurveyResult(survey, valid, None, None)
    rate = sum(pleased, ZERO) / valid
    return SurveyResult(survey, valid, rate, _wilson(rate, valid))


def _wilson(rate: Decimal, count: Decimal) -> Decimal:
    """The lower end of the 95 % interval of Wilson: what a sample of this size leaves sure of a rate."""
    centre = rate + _Z_SQUARED / (2 * count)
    spread = (_Z_SQUARED * (rate * (1 - rate) / count + _Z_SQUARED / (4 * count * count))).sqrt()
    return max((centre - spread) / (1 + _Z_SQUARED / count), ZERO)


def _media(entries: Iterable[MediaEntry], year: _Year) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(each.category or "未分类" for each in entries if year.holds(each.day)).items())


def _items(items: Sequence[AssessmentItem]) -> Iterator[ItemsResult]:
    groups: dict[tuple[str, str], list[AssessmentItem]] = {}
    for each in items:
        groups.setdefault((each.period, bare_text(each.assessor)), []).append(each)
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
        )


def _lost(item: AssessmentItem) -> Decimal:
    return item.points - item.score if item.points is not None and item.score is not None else ZERO

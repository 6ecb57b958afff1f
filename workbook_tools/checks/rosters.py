"""人员, 社区, 任务分解 …: whether the lists can be what they say, and whether they bear the indicators out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from workbook_tools.basis.figures import as_count, as_money, as_short_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import is_rate_unit
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import MOST_LISTED, Phrase, day, listed, lost_together, lost_words
from workbook_tools.evaluation.ledger_sums import counted_in
from workbook_tools.evaluation.periods import period_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.evaluation.surveyed_groups import surveys_of
from workbook_tools.model import Finding, ScoredRow
from workbook_tools.model.fields import FieldName, TableKind, column_of
from workbook_tools.model.rosters import Community, Person, Survey, Task

WHOLE = Decimal(100)  # the full marks of an assessor
FEW_RETURNS = 10  # valid returns that all of them may please without proving much
MOST_HOURS = Decimal(1000)  # of training a year
ZERO = Decimal(0)
_COMMUNITY_WORDS = lazy_pattern(r"(?:社区)?(?:居委会|居民委员会|村委会|村民委员会)$|社区$|村$")
_A_VOUCHER = lazy_pattern(r"\d")  # 有 and 收据 are no voucher that could be told from another
SMALLEST = Decimal("0.00005")  # what is less apart prints alike


def actuals_are_borne_out(facts: Facts) -> Iterator[Finding]:
    """W: a list says another number than 实际完成值. Both are exact; what prints alike is the same."""
    for row in facts.evaluation.rows:
        proof, actual = row.proof, row.actual
        kind = "rate" if proof is not None and is_rate_unit(proof.unit) else "number"
        if proof is None or row.from_list or row.from_ledger or actual.kind != kind or actual.number is None:
            continue
        found = counted_in(actual.unit, proof.value, proof.unit, actual.number)
        if abs(actual.number - found) < SMALLEST or _is_of_one_surveyor(facts, row):
            continue
        each = row.indicator
        place = f"{proof.sheet}!{proof.cells}"
        yield finding(
            "G001", each.table.sheet, each.at("actual"), name=row.item or each.name,
            declared=actual.text, place=Phrase(place, (place,)), found=_shown(found, actual.unit), rule=proof.rule,
            difference=_shown(abs(actual.number - found), actual.unit),
        )  # fmt: skip


def _is_of_one_surveyor(facts: Facts, row: ScoredRow) -> bool:
    """Where several asked one group, each for itself, 实际完成值 may be what one of them found."""
    if row.proof is None or row.proof.kind != "surveys" or row.actual.number is None:
        return False
    asked = surveys_of(row.item or row.indicator.level3, facts.evaluation.rosters.surveys or ())
    surveyors = {bare_text(each.survey.surveyor) for each in asked}
    if len(surveyors) < 2 or len({bare_text(each.survey.group) for each in asked}) > 1:
        return False
    return any(each.rate is not None and abs(each.rate - row.actual.number) < SMALLEST for each in asked)


def _shown(value: Decimal, unit: str) -> str:
    return as_short_rate(value) if is_rate_unit(unit) else f"{as_count(value)}{unit}"


# ---------------------------------------------------------------- people


def people_stand_once(facts: Facts) -> Iterator[Finding]:
    """W: one person in two rows, one name under two numbers, one number for two names, at the same time."""
    people = facts.submission.rosters.people or ()
    for several in _alike(people, lambda each: bare_text(each.name)):
        for second in _at_one_time(several):
            one = len({bare_text(each.number) for each in several if each.number}) < 2
            place, told = (second.table.sheet, second.at("name")), listed(str(each.row) for each in several)
            numbers = listed(dict.fromkeys(each.number for each in several if each.number))
            if one:
                yield finding("G010", *place, name=second.name, rows=told)
            else:
                yield finding("G018", *place, name=second.name, rows=told, numbers=numbers)
            break
    for several in _alike([each for each in people if each.number], lambda each: bare_text(each.number)):
        names = dict.fromkeys(each.name for each in several)
        if len({bare_text(name) for name in names}) < 2:
            continue
        for second in _at_one_time(several):
            place = second.table.sheet, second.at("number")
            yield finding("G019", *place, number=second.number, names=listed(names))
            break


def _at_one_time(people: Sequence[Person]) -> Iterator[Person]:
    """Those of several rows that are there while one before them still is: who comes back later is no double."""
    for place, each in enumerate(people):
        for before in people[:place]:
            first, last = (before, each) if _arrival(before) <= _arrival(each) else (each, before)
            if first.left_on is None or first.left_on >= _arrival(last):
                yield each
                break


def _arrival(person: Person) -> date:
    return person.arrived_on or date.min


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
    below = [each for each in result.training_below if (each.training_hours or ZERO) >= 0]  # less is told by itself
    if below and result.training_mean is not None:
        first = below[0]
        usual = "" if result.target_stated else "（没有“继续教育”指标，按通常的 90 小时）"
        yield finding(
            "G012", first.table.sheet, first.at("training_hours"), count=len(below),
            staff=result.staff, target=as_count(result.training_target), usual=usual,
            mean=as_count(result.training_mean, 2),
            names=listed(f"{e.name} {as_count(e.training_hours or ZERO)}" for e in below),
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


def certificates_are_there_on_the_day(facts: Facts) -> Iterator[Finding]:
    """W: a certificate that came after the day of judgement does not count on it."""
    result = facts.evaluation.rosters.people
    for each in result.there if result is not None else ():
        on = each.certified_on
        if result is not None and result.day is not None and on is not None and on > result.day and each.is_qualified:
            place = each.table.sheet, each.at("certified_on")
            yield finding("G016", *place, name=each.name, certified=day(on), day=day(result.day))


def workers_of_the_ledger_are_listed(facts: Facts) -> Iterator[Finding]:
    """W: with the name that is meant, where one is near. It is asked, never taken."""
    people, ledger = facts.submission.rosters.people, facts.submission.ledger
    if not people or ledger is None:
        return
    known = {bare_text(each.name): each.name for each in people}
    called = {bare_text(name): name for name in sorted(set(ledger.workers))}  # 李 敏 is 李敏
    unknown = [name for bare, name in called.items() if bare and bare not in known]
    if unknown:
        place = ledger.place("worker", ledger.rows[ledger.workers.index(unknown[0])])
        yield finding("G017", *place, count=len(unknown), names=listed(_asked(unknown, known, 0.5)))


def _asked(names: Iterable[str], known: Mapping[str, str], alike: float) -> list[str]:
    """Each name with the known one that it may mean, “李敏敏”（是不是“李敏”）; of those that a message has room for."""
    shown = []
    for place, name in enumerate(names):
        near = get_close_matches(bare_text(name), known, 1, alike) if place < MOST_LISTED else []
        shown.append(f"“{name}”" + (f"（是不是“{known[near[0]]}”）" if near else ""))
    return shown


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
    place = ledger.place("community", ledger.rows[ledger.communities.index(result.unknown[0])])
    yield finding("G021", *place, count=len(result.unknown), names=listed(_asked(result.unknown, known, 0.6)))


def areas_agree(facts: Facts) -> Iterator[Finding]:
    """W: the ledger and the list put a community into different 片区."""
    ledger = facts.submission.ledger
    if ledger is None or not ledger.areas:
        return
    listed_in = {bare_text(each.name): each for each in facts.submission.rosters.communities or () if each.area}
    first: dict[tuple[str, str], int] = {}
    for row, *said in zip(ledger.rows, ledger.communities, ledger.areas, strict=True):
        first.setdefault((said[0], said[1]), row)
    told = set()
    for (community, area), row in first.items():
        each = listed_in.get(bare_text(community))
        if each is None or not area or bare_text(area) == bare_text(each.area) or each.name in told:
            continue
        told.add(each.name)
        yield finding(
            "G024", *ledger.place("area", row), community=each.name, area=area, listed=each.area,
            place=f"{each.table.sheet}!{each.at('area')}",
        )  # fmt: skip


def communities_are_told_apart(facts: Facts) -> Iterator[Finding]:
    """I: 甲社区 and 甲社区居委会 may be one."""
    named: dict[str, Community] = {}
    for each in facts.submission.rosters.communities or ():
        core = _COMMUNITY_WORDS.sub("", bare_text(each.name)) or bare_text(each.name)
        other = named.setdefault(core, each)
        if bare_text(other.name) != bare_text(each.name):
            place = each.table.sheet, each.at("community")
            yield finding("G025", *place, name=each.name, other=other.name, row=str(other.row))


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
    for each in facts.evaluation.rosters.task_sums:
        if each.difference is not None and each.promised is not None:
            first, place = each.first, f"{each.promised_sheet}!{each.promised_cell}"
            yield finding(
                "G030", first.table.sheet, first.at("target"), name=each.name, total=as_count(each.total),
                place=place, target=as_count(each.promised), difference=as_count(abs(each.difference)),
            )  # fmt: skip


def tasks_stand_once(facts: Facts) -> Iterator[Finding]:
    def meant(task: Task) -> object:
        return bare_text(task.worker), facts.ledger_names.target(task.indicator) or bare_text(task.indicator)

    for several in _alike(facts.submission.rosters.tasks or (), meant):
        second, total = several[1], sum((each.target or ZERO for each in several), ZERO)
        yield finding(
            "G034", second.table.sheet, second.at("indicator"), worker=second.worker, indicator=second.indicator,
            rows=listed(str(each.row) for each in several), total=as_count(total),
        )  # fmt: skip


def tasks_are_known(facts: Facts) -> Iterator[Finding]:
    tasks, people = facts.submission.rosters.tasks or (), facts.submission.rosters.people
    staff = {bare_text(each.name) for each in people or ()}
    strangers = [each for each in tasks if people and bare_text(each.worker) not in staff]
    if strangers:
        known = {bare_text(each.name): each.name for each in people or ()}
        names = listed(_asked(dict.fromkeys(each.worker for each in strangers), known, 0.5))
        yield finding("G031", strangers[0].table.sheet, strangers[0].at("worker"), names=names)
    lost = [each for each in tasks if _is_lost(facts, each)]
    if lost:
        names = listed(dict.fromkeys(each.indicator for each in lost))
        yield finding("G032", lost[0].table.sheet, lost[0].at("indicator"), names=names)
    for each in tasks:
        if each.target is not None and each.target < 0:
            figures = {"worker": each.worker, "indicator": each.indicator, "target": as_count(each.target)}
            yield finding("G033", each.table.sheet, each.at("target"), **figures)


def _is_lost(facts: Facts, task: Task) -> bool:
    """No row is called so. That a row stands twice is told of the rows."""
    bearers = facts.ledger_names.bearers(task.indicator)
    return bearers is None or not bearers


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
        place = outside[0].table.sheet, outside[0].at("date")
        yield finding("G041", *place, rows=_dated(outside), start=day(start), end=day(end))


def _dated(records: Iterable[Any]) -> object:
    """第4行（2042-01-10）、第7行（2019-05-02）."""
    return listed(f"第{each.row}行" + (f"（{day(each.day)}）" if each.day is not None else "") for each in records)


def vouchers_stand_once(facts: Facts) -> Iterator[Finding]:
    """W: one receipt under two gifts. Lines that agree in everything are told as such."""
    given = [each for each in facts.submission.rosters.resources or () if _A_VOUCHER.search(each.voucher)]
    for several in _alike(given, lambda each: bare_text(each.voucher)):
        if len({(each.day, each.source, each.value, each.use) for each in several}) < 2:
            continue
        second = several[1]
        values = [each.value for each in several if each.value is not None]
        yield finding(
            "G049", second.table.sheet, second.at("voucher"), voucher=second.voucher,
            rows=listed(str(each.row) for each in several), total=as_money(sum(values, ZERO)),
        )  # fmt: skip


def media_are_of_the_year(facts: Facts) -> Iterator[Finding]:
    about = facts.submission.information
    counted = {each.row for each in facts.evaluation.rosters.media_counted}
    outside = [each for each in facts.submission.rosters.media or () if each.row not in counted]
    if outside and about.service_start is not None and about.service_end is not None:
        place = outside[0].table.sheet, outside[0].at("date")
        yield finding("G043", *place, rows=_dated(outside), start=day(about.service_start), end=day(about.service_end))


def teams_are_possible(facts: Facts) -> Iterator[Finding]:
    """E: more core volunteers than volunteers."""
    for each in facts.submission.rosters.volunteers or ():
        if each.core is not None and each.people is not None and each.core > each.people >= 0:
            figures = {"core": as_count(each.core), "people": as_count(each.people)}
            yield finding("G044", each.table.sheet, each.at("core"), name=each.name, **figures)


_COUNTS: tuple[tuple[TableKind, tuple[FieldName, ...]], ...] = (
    ("communities", ("key_people", "filed")),
    ("volunteers", ("people", "core", "hours")),
    ("surveys", ("sent", "valid", "very_satisfied", "satisfied", "fair", "unsatisfied")),
    ("items", ("points", "score")),
)


def nothing_is_less_than_nothing(facts: Facts) -> Iterator[Finding]:
    """E: a count below 0."""
    for kind, fields in _COUNTS:
        records: Sequence[Any] = getattr(facts.submission.rosters, kind) or ()
        for each in records:
            for field in fields:
                value = getattr(each, field)
                if value is not None and value < 0:
                    name = getattr(each, "name", "") or getattr(each, "surveyor", "") or f"第{each.row}行"
                    place, column = (each.table.sheet, each.at(field)), column_of(kind, field).title
                    yield finding("G045", *place, name=name, column=column, value=as_count(value))


def figures_are_filled_in(facts: Facts) -> Iterator[Finding]:
    """I: some rows of a list lack the figure that others have, so that its sum proves nothing."""
    lists = facts.submission.rosters
    teams: list[tuple[str, FieldName]] = [("人数", "people"), ("骨干数", "core"), ("服务时数", "hours")]
    gifts: list[tuple[str, FieldName]] = [("折合价值", "value")]
    given: tuple[tuple[Sequence[Any], list[tuple[str, FieldName]]], ...] = (
        (lists.volunteers or (), teams),
        (lists.resources or (), gifts),
    )
    for records, columns in given:
        for column, field in columns:
            blank = [each for each in records if getattr(each, field) is None]
            if blank and len(blank) < len(records) and not _is_misread(facts, blank, field):
                table = blank[0].table
                rows = listed(str(each.row) for each in blank)
                place = table.sheet, table.at(field, blank[0].row)
                yield finding("G046", *place, sheet_name=table.sheet, rows=rows, column=column)


def _is_misread(facts: Facts, records: Iterable[Any], field: Any) -> bool:
    """All of them are cells that hold something, which reading them has told."""
    told = {(each.sheet, each.cell) for each in facts.submission.findings}
    return all((each.table.sheet, each.at(field)) in told for each in records)


def _surveyor(survey: Survey) -> str:
    return survey.surveyor or survey.group or f"第{survey.row}行"


def surveys_add_up(facts: Facts) -> Iterator[Finding]:
    for each in facts.submission.rosters.surveys or ():
        name = _surveyor(each)
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


def days_are_past(facts: Facts) -> Iterator[Finding]:
    """W: who came, a team founded, or a survey made, after the workbook was filled in; a survey before the year."""
    lists, about = facts.submission.rosters, facts.submission.information
    last, start = about.prepared_on, about.service_start
    for person in lists.people or ():
        if last is not None and person.arrived_on is not None and person.arrived_on > last:
            yield _later(person.name, "到岗日期", person.arrived_on, last, person, "arrived_on")
    for team in lists.volunteers or ():
        if last is not None and team.founded_on is not None and team.founded_on > last:
            yield _later(team.name or f"第{team.row}行", "成立日期", team.founded_on, last, team, "founded_on")
    for each in lists.surveys or ():
        name = _surveyor(each)
        if last is not None and each.day is not None and each.day > last:
            yield _later(name, "调查日期", each.day, last, each, "date")
        elif start is not None and each.day is not None and each.day < start:
            place = each.table.sheet, each.at("date")
            yield finding("G054", *place, surveyor=name, date=day(each.day), start=day(start))


def _later(name: str, column: str, when: date, last: date, record: Any, field: FieldName) -> Finding:
    figures = {"name": name, "column": column, "date": when, "what": "填表日期", "day": last}
    return finding("G047", record.table.sheet, record.at(field), **figures)


def lines_are_not_copied(facts: Facts) -> Iterator[Finding]:
    """W: the same line twice, word for word: of gifts, reports, teams and surveys each is another one."""
    lists = facts.submission.rosters
    kinds: tuple[tuple[Sequence[Any], FieldName], ...] = (
        (lists.resources or (), "source"), (lists.media or (), "name"), (lists.volunteers or (), "name"),
        (lists.surveys or (), "surveyor"),
    )  # fmt: skip
    for records, field in kinds:
        for several in _alike(records, lambda each: tuple(getattr(each, name) for name in each.__slots__)):
            second, told = several[1], listed(str(each.row) for each in several)
            yield finding("G048", second.table.sheet, second.at(field), sheet_name=second.table.sheet, rows=told)


def samples_bear_their_rate(facts: Facts) -> Iterator[Finding]:
    """I: too small a sample for the target, by the lower end of a Wilson interval. W: 100 % of a handful."""
    asked = [
        (row.target.number, row.proof.rows)
        for row in facts.evaluation.rows
        if row.target.kind == "rate" and row.proof is not None and row.proof.kind == "surveys" and row.target.number
    ]
    for result in facts.evaluation.rosters.surveys or ():
        each, valid, rate = result.survey, result.valid, result.rate
        if rate is None or valid is None or result.least is None:
            continue
        name = _surveyor(each)
        targets = [target for target, rows in asked if not rows or each.row in rows]
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
        if result.points > WHOLE:
            figures = {"period": result.period, "assessor": result.assessor, "points": as_count(result.points)}
            yield finding("G063", result.first.table.sheet, result.first.at("points"), **figures)
        rows = [
            row
            for row in facts.submission.assessments
            if period_of(row.period) == period_of(result.period)
            and bare_text(row.assessor) == bare_text(result.assessor)
            and row.score is not None
        ]
        if len(rows) == 1 and rows[0].score != result.score:
            cell = f"{rows[0].table.sheet}!{rows[0].at('score')}"
            first, place = result.first, Phrase(cell, (cell,))
            yield finding(
                "G060", first.table.sheet, first.at("score"), period=result.period, assessor=result.assessor,
                total=as_count(result.score), place=place, score=as_count(rows[0].score or ZERO),
            )  # fmt: skip


def lost_points_do_not_come_again(facts: Facts) -> Iterator[Finding]:
    """I: items that lost points in the period before lose them again; one finding for an assessor's period."""
    for several in lost_together(facts.evaluation.rosters.lost_again, by_period=True):
        first = several[0]
        now = first.now
        yield finding(
            "G062", now.table.sheet, now.at("score"), assessor=now.assessor or "评估主体", count=len(several),
            before=first.when, period=now.period, items=listed(map(lost_words, several)),
        )  # fmt: skip


def _doubles(code: str, records: Iterable[Any], key: Any, field: Any) -> Iterator[Finding]:
    for several in _alike(records, key):
        second, told = several[1], listed(str(each.row) for each in several)
        yield finding(code, second.table.sheet, second.at(field), name=second.name, rows=told)


def _alike(records: Iterable[Any], key: Callable[[Any], object]) -> Iterator[list[Any]]:
    """Those of several records that have one key, where it is more than one."""
    alike: dict[object, list[Any]] = {}
    for each in records:
        alike.setdefault(key(each), []).append(each)
    return (several for several in alike.values() if len(several) > 1)


CHECKS = (
    actuals_are_borne_out,
    people_stand_once,
    people_arrive_before_they_leave,
    everybody_is_trained,
    hours_of_training_are_possible,
    qualifications_are_told,
    certificates_are_there_on_the_day,
    workers_of_the_ledger_are_listed,
    communities_are_served,
    communities_of_the_ledger_are_listed,
    communities_stand_once,
    communities_are_told_apart,
    areas_agree,
    files_are_of_key_people,
    tasks_add_up,
    tasks_stand_once,
    tasks_are_known,
    resources_are_plausible,
    vouchers_stand_once,
    media_are_of_the_year,
    teams_are_possible,
    nothing_is_less_than_nothing,
    figures_are_filled_in,
    surveys_add_up,
    days_are_past,
    lines_are_not_copied,
    samples_bear_their_rate,
    items_make_the_score,
    lost_points_do_not_come_again,
)

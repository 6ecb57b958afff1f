"""Values for the templates of the reports that lead, all together, through every branch of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import listed_station
import report_samples as samples
from builders import indicator, number, word
from report_goldens import Given, stations
from report_samples import D, cost, scored
from year_pairs import beside, rows, year

from workbook_tools.basis.states import PaceLight, State, TrancheState
from workbook_tools.evaluation.earlier import Earlier
from workbook_tools.evaluation.year_on_year import with_years
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model import (
    Assessment,
    AssessmentResult,
    AssessorScore,
    Finding,
    FundsResult,
    LedgerGroup,
    LedgerStatistics,
    Submission,
    Table,
    Text,
    Tranche,
    TrancheResult,
)
from workbook_tools.model.assessment import Payments
from workbook_tools.model.lifting import Lift, LiftPath, LiftStep
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.pace import PaceResult, PaceRow
from workbook_tools.model.rosters import (
    AssessmentItem,
    Community,
    CoverageResult,
    ItemsResult,
    PeopleResult,
    Person,
    ResourcesResult,
    Survey,
    SurveyResult,
    VolunteersResult,
)
from workbook_tools.model.ruling import Ruling, RulingResult

ERROR = Finding("R001", "E", "绩效指标", "J4", "有误。", "请改正。")
WARNING = replace(ERROR, severity="W", code="R053")


def branch_samples(name: str) -> Iterator[Mapping[str, Any]]:
    """The values of each sample under the names that the template of this name asks for."""
    if name == "letter.j2":
        yield from _letters()
        return
    for given in (*(make() for make in stations().values()), *_narratives()):
        submission, evaluation, findings = given
        yield {"submission": submission, "evaluation": evaluation, "findings": findings}


def _letters() -> Iterator[Mapping[str, Any]]:
    from workbook_tools.report.letter import values_of

    result = samples.evaluation([scored("合作", "良好", "", state=State.UNJUDGED)])
    submission = Submission(samples.about())
    for findings in ((), (ERROR,), (WARNING, WARNING), (ERROR, WARNING, replace(ERROR, severity="I"))):
        for deadline in (None, date(2026, 1, 31)):
            yield values_of(submission, result, findings, "站点.xlsx", deadline)
            yield values_of(submission, None, findings or (ERROR,), "站点.xlsx", deadline)
    yield values_of(submission, result, (replace(ERROR, severity="I"),), "站点.xlsx", None)
    ruling = Ruling("样站", "2025", "", D("88"), "同意。", "王某", date(2026, 2, 1), "核定", "C2")
    rulings = [
        RulingResult(ruling, "", D("90"), D("87.5")),
        RulingResult(ruling._replace(by="", on=None, opinion=""), "合作", None, None),
        RulingResult(ruling._replace(by="", on=None, score=None), "合作", None, D("8")),
        RulingResult(ruling._replace(opinion=""), "合作", None, D("8")),
    ]
    yield values_of(submission, result, (ERROR,), "站点.xlsx", None, rulings)


def _narratives() -> Iterator[Given]:
    yield from _of_texts()
    yield from _of_scores()
    yield from _of_money()
    yield from _of_assessments()
    yield from _of_long_lists()
    yield from _of_ledger_and_pace()
    yield from _of_years()
    yield from _of_lists()
    yield from _of_stations_with_lists()


def _given(result: Any, **about: object) -> Given:
    return Submission(samples.about(**about)), result, ()


MET, UNMET = scored("个案", "10", "10"), scored("小组", "10", "5", state=State.NOT_DONE, score="5.00", row=5)
OPEN = scored("合作", "良好", "", state=State.UNJUDGED, row=6, missing="请写明目标")
OVER = scored("活动", "10", "12", state=State.EXCEEDED, row=7)


def _of_texts() -> Iterator[Given]:
    texts = (
        Text(samples.TEXTS, 2, "项目绩效目标", "总目标", "服务居民。"),
        Text(samples.TEXTS, 3, "总体结论", "", "各项指标均已完成，与计划差异控制在10%以内。"),
        Text(samples.TEXTS, 4, "主要经验", "只有题目", ""),
    )
    evaluated = samples.evaluation([UNMET, MET], samples.full_funds()._replace(lines=(_strayed("人员", "10", "20"),)))
    yield Submission(samples.about(), texts=texts), evaluated, (ERROR,)
    yield Submission(samples.about(report_type="评价报告", year="")), evaluated, ()


def _of_scores() -> Iterator[Given]:
    wide = samples.evaluation([MET, OPEN])
    yield _given(wide._replace(grade_low="差", grade_high="差"))
    yield _given(wide._replace(grade_low="中", grade_high="优"))
    yield _given(wide._replace(grade_low="", grade_high=""))
    yield _given(samples.evaluation([OVER]))
    yield _given(samples.evaluation([OVER, MET._replace(from_ledger=True)]))
    proven = MET._replace(indicator=replace(MET.indicator, evidence="个案档案"))
    yield _given(samples.evaluation([proven, UNMET]))
    steps = tuple(LiftStep(f"指标{n}", "", "", None, None, "", D(1), D(1), "再增加 1 个") for n in range(5))
    for count in (1, 5):
        path = LiftPath("优", D(90), "", D(85), D(100), "open", steps[:count], D(90))
        lift = Lift((), (path,), (), is_best=False)
        yield _given(samples.evaluation([MET, UNMET])._replace(lift=lift))


def _strayed(name: str, budget: str, spent: str, reason: str = "") -> Any:
    return cost(name, budget, spent, reason=reason)._replace(strays=True)


def _of_money() -> Iterator[Given]:
    line = cost("人员", "100", "100")
    even = FundsResult(D(100), D(90), D(100), D(1), D(10), D(10), False, "按执行率计分。", (line,))
    yield _given(samples.evaluation([MET], even))
    yield _given(samples.evaluation([MET], even._replace(spent=None, execution_rate=None, score=None)))
    unknown = even._replace(budget=None, lines_budget=None, execution_rate=None, score=None)
    yield _given(samples.evaluation([MET], unknown), annual_funds=None)
    apart = tuple(cost(each, "1.004", "1.004") for each in ("甲", "乙"))
    yield _given(samples.evaluation([MET], even._replace(lines=apart)))
    due = Payments(date(2026, 1, 1), D(100), D(100), D(50), D(50), D(50), 0)
    states = (TrancheState.OVERDUE, TrancheState.REFUSED, TrancheState.PAID)
    tranches = tuple(
        TrancheResult(
            Tranche(samples.TRANCHES, 2, "首期", D("0.5"), "合同生效", None, D(50)), D(50), None, state, "原因", "",
            True, D(50), D(0), blocked=state == TrancheState.REFUSED,
        )
        for state in states
    )  # fmt: skip
    yield _given(samples.evaluation([MET], even)._replace(tranches=tranches, payments=due))
    yield _given(
        samples.evaluation([MET], even)._replace(tranches=tranches, payments=due._replace(as_of=None, due_to_date=None))
    )


def _of_assessments() -> Iterator[Given]:
    place = Table("评估评分", 1, 5, {})
    assessors = tuple(
        Assessment(place, n, "末期", who, D("0.5"), D(80), "", None, "") for n, who in enumerate(["第三方", "街道"], 2)
    )
    known = AssessmentResult("末期", ((2, D(40)), (3, D(40))), D(80), "良好", "优秀", "合格")
    several = (AssessorScore("第三方", (2, 3), D(1), D(80), D(80)),)
    for result in (
        known,
        known._replace(assessors=several, joined_by="平均"),
        known._replace(score=None, grade=""),
        known._replace(score=None, grade="", stated_grade=""),
        known._replace(weighted=(), score=None, grade=""),
        known._replace(grade=""),  # a scheme that names no place
        known._replace(grade="", stated_grade=""),
        known._replace(period="综合", weighted=()),  # of several periods
        known._replace(period="综合", weighted=(), grade=""),
    ):
        made = samples.evaluation([MET])._replace(assessments=(result,), station_cuts=(("优秀", D(90)), ("合格", D(0))))
        yield Submission(samples.about(), assessments=assessors), made, ()


def _of_long_lists() -> Iterator[Given]:
    unmet = [scored(f"未完成{n}", "10", "5", state=State.NOT_DONE, score="1.00", row=4 + n) for n in range(20)]
    opened = [scored(f"未评定{n}", "良好", "", state=State.UNJUDGED, row=40 + n, points=str(n)) for n in range(20)]
    lines = tuple(_strayed(f"支出{n}", "10", "20", "" if n % 2 else "物价上涨") for n in range(40))
    lines += tuple(_strayed(f"节支{n}", "20", "10", "岗位空缺") for n in range(2))
    lines = lines[-3:] + lines[:-3]
    funds = FundsResult(D(200), D(200), None, None, D(10), None, False, "", lines)
    yield _given(samples.evaluation([*unmet, *opened], funds))
    yield _given(samples.evaluation([MET], funds))  # only the execution is open
    yield _given(samples.evaluation([UNMET._replace(completion=None)], funds))


def _of_ledger_and_pace() -> Iterator[Given]:
    group = LedgerGroup("2022-08", 3, D(3), D(0), D(0), D(0))
    bare = LedgerStatistics(group, (), (), (), (), (group,))
    yield _given(samples.evaluation([MET])._replace(ledger=bare))
    hours = replace(group, direct_hours=D(6), persons=D(5), months=1)
    whole = LedgerStatistics(hours, (), (hours,), (hours,), (hours,), (hours, replace(hours, name="2022-09")))
    timed = MET._replace(ledger_rule="直接工时与间接工时之和", ledger_value=D(6), unit="小时")
    result = samples.evaluation([timed])._replace(ledger=whole)
    lit = PaceRow(MET.indicator, "", None, "个", False, D(10), D(3), D("0.3"), D(6), D("0.6"), PaceLight.BEHIND, "")
    dark = lit._replace(light=PaceLight.NONE)
    pace = PaceResult(
        date(2023, 1, 31), True, "台账", date(2022, 8, 1), date(2023, 7, 31), 184, 365, D("0.5"), (lit, dark)
    )
    yield _given(result._replace(pace=pace._replace(rows=(lit,) * 6)))
    yield _given(result._replace(pace=pace))
    yield _given(result._replace(pace=pace._replace(basis="填报", days_elapsed=365)))


def _of_lists() -> Iterator[Given]:
    place = Table("人员", 1, 5, {})
    person = Person(place, 2, **{**_blank(Person), "name": "王芳"})
    community = Community(place, 2, **{**_blank(Community), "name": "甲社区"})
    people = PeopleResult(date(2023, 7, 31), 2, 1, 1, 1, D(2), D(3), D(90), True, D(85), (person,), ())
    coverage = CoverageResult(2, 1, (community,), (), D(140), D(135), D(20))
    survey = SurveyResult(Survey(place, 2, "", None, "居民", D(100), D(90), *[None] * 4), D(90), D("0.95"), D("0.9"))
    item = AssessmentItem(place, 2, "末期", "第三方", "", "", "台账", D(60), D(55), "台账不全")
    lost = ItemsResult("末期", "第三方", D(100), D(95), (item,), item)
    whole = RosterResults(
        people, coverage, None, ResourcesResult(D(35), 3, ()), VolunteersResult(2, D(102), D(33), D(500)), (survey,),
        (("媒体", 16), ("锦旗", 1)), (lost,),
    )  # fmt: skip
    result = samples.evaluation([MET])
    yield _given(result._replace(rosters=whole))
    bare = replace(people, staff=0, direct=0, bought=0, average=None, training_below=())
    untold = replace(lost, lost=(replace(item, note=""),), assessor="")
    sparse = whole._replace(people=bare, media=None, resources=None, volunteers=None, items=(untold,))
    unsent = replace(survey, survey=replace(survey.survey, sent=None))
    uncovered = replace(coverage, served=None, filed=None, visits=None, unserved=())
    yield _given(result._replace(rosters=sparse._replace(coverage=uncovered, surveys=(unsent,))))
    yield _given(result._replace(rosters=sparse._replace(people=replace(bare, training_mean=None))))
    yield _given(result._replace(rosters=sparse._replace(coverage=replace(coverage, unserved=()))))


def _of_stations_with_lists() -> Iterator[Given]:
    """A station that keeps every list, beside two earlier years; and the same without what may be missing."""
    years = [evaluate_bytes(listed_station.station(300, year=each).data()) for each in (2023, 2024, 2025)]
    earlier = [Earlier(f"{n}.xlsx", each.submission, each.evaluation) for n, each in enumerate(years[:2])]
    now = years[2]
    whole = with_years(now.submission, now.evaluation, earlier)
    yield now.submission, whole, now.findings
    yield now.submission, with_years(now.submission, now.evaluation, earlier[1:]), now.findings
    untold = now.evaluation._replace(rows=tuple(row._replace(proof=None) for row in now.evaluation.rows))
    yield now.submission, with_years(now.submission, untold, earlier), now.findings
    assert whole.ledger is not None
    unasked = whole.ledger._replace(asked=0)
    yield now.submission, now.evaluation._replace(ledger=unasked), now.findings


def _blank(record: type) -> dict[str, Any]:
    """Values of a row of a list of which nothing is known."""
    return {
        each.name: "" if each.type == "str" else None for each in fields(record) if each.name not in ("table", "row")
    }


def _of_years() -> Iterator[Given]:
    def compared(now: Any, *before: Any) -> Given:
        return now, beside(now, *before), ()

    def only(name: str, target: int, actual: int) -> Any:
        return [indicator(name, number(target, "个"), number(actual, "个"), points=90)]

    this, last = year(2025, only("个案", 60, 60)), year(2024, only("个案", 60, 45))
    yield compared(this, last)
    yield compared(year(2025, only("个案", 50, 60)), year(2024, only("个案", 60, 60)))
    yield compared(year(2025, only("个案", 70, 60)), year(2024, only("小组", 60, 60)))
    yield compared(
        year(2025, [*only("个案", 70, 60), *only("小组", 50, 60), *only("活动", 5, 5)]),
        year(2024, [*only("个案", 60, 60), *only("小组", 60, 60), *only("活动", 5, 5), *only("调研", 6, 6)]),
    )
    words = [indicator("满意度", number(90, "户"), word("好"), points=45), *only("个案", 60, 60)]
    yield compared(year(2025, words), year(2024, words))
    yield compared(year(2025, words[:1]), year(2024, words[:1]))
    yield compared(year(2025, [*rows()[1:], *only("社区调研", 6, 6)]), year(2024, rows()))
    submission, evaluation, _ = compared(this, last)
    (before,) = evaluation.years
    rate = Decimal("0.95")
    for now_score, then_score, now_rate, then_rate, grade in (
        (D(80), D(80), rate, rate, "良"),
        (D(80), D(70), rate, Decimal("0.9"), "中"),
        (D(70), D(80), Decimal("0.9"), rate, "良"),
    ):
        then = replace(
            before,
            score=then_score,
            grade=grade,
            execution_rate=then_rate,
            total_points=D(120),
            scheme_title="县里的方案",
        )
        funds = evaluation.funds._replace(execution_rate=now_rate)
        yield submission, evaluation._replace(score=now_score, grade="良", funds=funds, years=(then,)), ()

"""A sound station says nothing; each contradiction alone says exactly one thing, at the cell to go to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import blank, cost, ledger, moment, number, rate, several, text, word
from station import (
    NO_HOURS,
    at,
    effects,
    entry,
    findings_of,
    sound_station,
    told,
    with_about,
    with_cost,
    with_prose,
    with_row,
)

from workbook_tools.model import LevelHeading, Submission

Plant = Callable[[Submission], Submission]
DOCUMENT = "《广州市社工服务站管理办法》"


def row(name: str, **changes: object) -> Plant:
    return lambda workbook: with_row(workbook, name, **changes)


def about(**changes: object) -> Plant:
    return lambda workbook: with_about(workbook, **changes)


def money(name: str, **changes: object) -> Plant:
    return lambda workbook: with_cost(workbook, name, **changes)


def prose(chapter: str, content: str) -> Plant:
    return lambda workbook: with_prose(workbook, chapter, content)


def effect(content: str) -> Plant:
    return lambda workbook: workbook._replace(effects=effects(content))


def assessed(place: int, **changes: object) -> Plant:
    def plant(workbook: Submission) -> Submission:
        rows = list(workbook.assessments)
        rows[place] = replace(rows[place], **changes)
        return workbook._replace(assessments=tuple(rows))

    return plant


def paid(place: int, **changes: object) -> Plant:
    def plant(workbook: Submission) -> Submission:
        rows = list(workbook.tranches)
        rows[place] = replace(rows[place], **changes)
        return workbook._replace(tranches=tuple(rows))

    return plant


def logged(*extra: dict[str, object]) -> Plant:
    """The ledger of the station with more entries, none of them with hours: they would have to be those of the year."""

    def plant(workbook: Submission) -> Submission:
        own = (
            entry(date(2022, 9, 1), "个案", 30, "甲"),
            entry(date(2023, 3, 1), "个案", 40, "乙"),
            entry(date(2023, 5, 6), "社区调研", 6, "甲"),
        )
        return workbook._replace(ledger=ledger(*({**each, **NO_HOURS} for each in (*own, *extra))))

    return plant


def finance_at_midterm(workbook: Submission) -> Submission:
    row = replace(workbook.assessments[-1], row=9, period="中期", assessed_on=date(2023, 2, 10))
    return workbook._replace(assessments=(*workbook.assessments, row))


def unplanned_spending(workbook: Submission) -> Submission:
    line = replace(cost("慰问", None, "1", "服务质量保障"), row=8)
    return workbook._replace(cost_lines=(*workbook.cost_lines, line))


def longer_contract(workbook: Submission) -> Submission:
    silent = with_prose(workbook, "立项依据", "通过公开招标立项。")
    return with_about(silent, contract_end=date(2024, 8, 15))


def finance_soon(workbook: Submission) -> Submission:
    undated = assessed(6, assessed_on=None)(with_about(workbook, final_date=None))
    told_in_prose = "2023年4月，区民政局委托事务所进行末期财务评估，结论为合格。"
    return with_prose(undated, "实施情况", told_in_prose)


def points_of_level(points: int) -> Plant:
    def plant(workbook: Submission) -> Submission:
        first, *rest = workbook.headings
        changed = LevelHeading(1, first.level1, "", Decimal(points), first.cell, f"产出指标（{points}%）")
        return workbook._replace(headings=(changed, *rest))

    return plant


def twice(name: str) -> Plant:
    def plant(workbook: Submission) -> Submission:
        last = at(workbook.indicators, name)
        again = replace(last, row=workbook.indicators[-1].row + 1, group=99)
        return workbook._replace(indicators=(*workbook.indicators, again))

    return plant


def total_row(budget: str, spent: str) -> Plant:
    def plant(workbook: Submission) -> Submission:
        line = replace(cost("合计", budget, spent), row=9)
        return workbook._replace(cost_totals=(line,))

    return plant


def two_documents(second: str) -> Plant:
    return lambda workbook: with_prose(workbook, "实施情况", f"资金按{DOCUMENT}（{second}）使用。")


TOO_EARLY = moment(7, 2022)
OTHER_THINGS = several(("服务覆盖社区", number(22, "个")), ("培训场次", number(30, "次")))
ALL_GROUPS, NO_GROUP = entry(date(2023, 5, 5), "小组", 31, "丁"), entry(date(2023, 5, 6), "小组", 0, "丁")
TWO_TOO_MANY, TWO_BACK = entry(date(2022, 9, 9), "小组", 33, "丙"), entry(date(2022, 9, 10), "小组", -2, "丙")
MIXED = "2023年2月10日，专家到站开展中期评估，用一天时间查阅资料，其末期评估等级为良好。"

CONTRADICTIONS: list[tuple[str, Plant, str, str]] = [
    # points
    ("levels make 90", points_of_level(40), "P050", "I3"),
    ("a stated score above the points", row("年服务时数", stated_score=Decimal(20)), "P053", "K16"),
    # money
    ("a total that is not its parts", total_row("240", "240"), "M022", "E9"),
    ("lines that do not make the year's money", money("人员经费", budget=Decimal(183)), "M025", "D2"),
    ("a line far below its budget", money("专业支持经费", spent=Decimal("4.9")), "M026", "E4"),
    ("spending without a budget", unplanned_spending, "M027", "D8"),
    ("years that do not make the contract's sum", about(contract_total=Decimal(1100)), "M029", "B13"),
    # rows
    ("far above the target", row("社区调研", target=number(4, "份")), "R053", "L9"),
    ("met but not full", row("年服务时数", stated_score=Decimal(5)), "R050", "K16"),
    ("a rate above hundred", row("服务满意度", actual=rate("105")), "R071", "J21"),
    ("a limit on what is to be reached", row("服务满意度", target=rate(99, "≤")), "R061", "G21"),
    ("no target at all", row("年服务时数", target=number(0, "小时", "≥")), "R062", "G16"),
    ("more certified staff than staff", row("专业人员", actual=number(21, "人"), reason="新增岗位"), "R076", "J15"),
    ("lists of different things", row("社会组织合作", actual=OTHER_THINGS), "R065", "J18"),
    ("a date too early", row("第三方评价优良率", target=moment(12, 2022), actual=TOO_EARLY), "R069", "J17"),
    ("a blank actual", row("社区活动", actual=blank()), "R010", "J6"),
    ("a word for a rate", row("服务满意度", actual=word("达标")), "R013", "J21"),
    ("no measure", row("第三方评价优良率", target=text("社会认可")), "R012", "G17"),
    # assessments, tranches, contract
    ("weights of 110 %", assessed(5, weight=Decimal("0.2")), "A001", "C5"),
    ("a grade that the scores do not make", about(final_grade="良好"), "A023", "B20"),
    ("finance at mid-term", finance_at_midterm, "A026", "B9"),
    ("tranches of 95 %", paid(2, share=Decimal(0)), "A040", "B4"),
    ("more paid than due", paid(1, paid=Decimal(100)), "A041", "E3"),
    ("an application before the assessment", paid(1, applied_on=date(2023, 2, 1)), "A044", "D3"),
    ("a contract of five years and fifteen days", longer_contract, "A100", "B11"),
    ("a service year with a day too many", about(service_end=date(2023, 8, 1)), "A103", "B9"),
    ("a label of another year", about(year="2020"), "A104", "B7"),
    # the ledger
    ("an entry of another year", logged(entry(date(2021, 9, 1), "社区调研", 0, "丙")), "L001", "A5"),
    ("an entry for nobody's indicator", logged(entry(date(2022, 9, 9), "合唱", 5, "丙")), "L002", "E5"),
    ("an entry twice", logged(ALL_GROUPS, NO_GROUP, NO_GROUP), "L003", "A7"),
    ("a sum that is not the declared one", logged(entry(date(2022, 9, 9), "个案", 1, "丙")), "L005", "J4"),
    ("a negative count", logged(TWO_TOO_MANY, TWO_BACK), "L006", "F6"),
    # prose
    ("one fact, two numbers", effect("培育志愿队伍10支。"), "T001", "D2"),
    ("money of other years", effect("过去三年，链接社会资源平均约25万/年。"), "T001", "D2"),
    ("a total that is not the row's", prose("总体结论", "全年完成个案66个。"), "T001", "C6"),
    ("parts that are more than their whole", prose("总体结论", "讲座38场，其中线上20场、线下20场。"), "T028", "C6"),
    ("parts that are all and not their whole", prose("总体结论", "讲座38场（线上20场、线下15场）。"), "T028", "C6"),
    ("a part above the whole, in one unit", prose("总体结论", "兜底群体入户探访1416次。"), "T003", "C6"),
    ("a part above the whole, in another unit", prose("总体结论", "兜底群体入户探访1416人次。"), "T004", "C6"),
    ("hours that do not add up", prose("主要经验", "直接服务工时26880小时，间接服务工时3300小时。"), "T005", "C7"),
    ("one document, two issuers", two_documents("穗府区办〔2018〕13号"), "T006", "C5"),
    ("one document, two numbers", two_documents("穗府办规〔2018〕31号"), "T006", "C5"),
    ("mid-term and final mixed", prose("实施情况", MIXED), "T008", "C5"),
    ("a finance assessment soon after the mid-term", finance_soon, "A029", "C5"),
    ("a span that is not the contract's", prose("实施情况", "服务周期为2019年8月1日至2024年8月15日。"), "T011", "C5"),
    ("another sum of money", prose("实施情况", "项目每年投入260万元。"), "T013", "C5"),
    ("another execution rate", prose("实施情况", "预算执行率为95.2%。"), "T014", "C5"),
    ("a grade that its score does not earn", prose("总体结论", "第三方评估得分85分，等级为优秀。"), "T015", "C6"),
    ("a slip of the pen", prose("立项依据", "根据《关于引发管理办法的通知》立项。"), "T020", "C3"),
    ("a letter in a number", prose("立项依据", "招标编号0877-19GZTPO1K284。"), "T021", "C3"),
    ("template words", prose("立项依据", "XX街社工站（请填写依据）。"), "T022", "C3"),
]  # fmt: skip


def test_a_sound_station_has_no_finding_at_all() -> None:
    assert findings_of(sound_station()) == ()


@pytest.mark.parametrize(("name", "plant", "code", "cell"), CONTRADICTIONS, ids=[each[0] for each in CONTRADICTIONS])
def test_a_contradiction_alone_says_one_thing_at_its_cell(name: str, plant: Plant, code: str, cell: str) -> None:
    found = told(plant(sound_station()))
    assert found == [(code, cell)]


def test_a_day_of_30_hours_is_told_and_so_is_a_year_that_has_only_those() -> None:
    workbook = sound_station()
    own = (
        entry(date(2022, 9, 9), "小组", 31, "丙", direct=30.0),
        entry(date(2023, 3, 1), "个案", 70, "乙", **NO_HOURS),
    )
    assert told(workbook._replace(ledger=ledger(*own)), "L") == [("L007", "H2"), ("L005", "J16")]


def test_an_unmet_row_is_asked_for_its_reason_and_then_for_a_word_under_the_problems() -> None:
    unmet = with_row(sound_station(), "志愿者培训", actual=number(5, "场"))
    assert told(unmet) == [("R052", "L13")]  # one cause: nobody said why
    assert told(with_prose(unmet, "存在问题", "志愿者培训场次不足。")) == [("R052", "L13")]
    explained = with_row(unmet, "志愿者培训", reason="讲师临时取消，已改到下季度")
    assert told(explained) == [("T007", "C8")]


def test_each_rule_on_shares_is_told_once_by_its_gravest_basis() -> None:
    """What goes beyond 15 % for the management is missing from the 85 % for staff and service: two rules."""
    planned = with_cost(sound_station(), "运营管理费用", budget=Decimal("36.5"))
    assert told(with_cost(planned, "人员经费", budget=Decimal("179.5"))) == [("M034", "D3"), ("M034", "D7")]
    spent = with_cost(sound_station(), "运营管理费用", spent=Decimal("36.5"))
    spent = with_cost(spent, "人员经费", spent=Decimal("178"))
    assert told(spent) == [("M035", "E7"), ("M036", "E3")]

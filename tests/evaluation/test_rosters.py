"""The station's own lists: what they come to, what they prove of indicators, and what cannot be right in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sheets import INDICATOR_HEADS, INFORMATION, Row, standard

from workbook_tools.batch.anonymous import numbers_of, without_names
from workbook_tools.evaluation.proofs import subject_of
from workbook_tools.evaluation.year_lists import year_lists
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.json_output.rosters import KEYS, rosters_object
from workbook_tools.model import ScoredRow

D = date
PEOPLE: tuple[Row, ...] = (
    ("工号", "姓名", "岗位", "用工方式", "职业资格", "到岗日期", "离岗日期", "社区", "年度培训时数"),
    (1, "王芳", "站长", "直聘", "社工师", D(2023, 1, 1), "", "甲社区", 100),
    (2, "李敏", "社工", "购买", "助理社工师", D(2024, 9, 1), "", "乙社区", 80),
    (3, "赵强", "社工", "购买", "无", D(2024, 8, 1), "", "", 95),
    (4, "钱多", "社工", "购买", "社工师", D(2022, 8, 1), D(2025, 1, 31), "", 40),
)
COMMUNITIES: tuple[Row, ...] = (
    ("社区", "片区", "社工点", "重点对象数", "已建档数"),
    ("甲社区", "东", "一", 100, 95),
    ("乙社区", "东", "一", 50, 45),
    ("丙社区", "西", "二", 40, 40),
)
LEDGER: tuple[Row, ...] = (
    ("日期", "社区", "社工", "服务类别", "对应指标", "数量"),
    (D(2024, 9, 5), "甲社区", "王芳", "个案", "个案服务", 20),
    (D(2025, 2, 5), "乙社区", "李敏", "入户探访", "个案服务", 22),
    (D(2025, 2, 6), "乙社区 ", "李 敏", "个案", "个案服务", 2),
)
TASKS: tuple[Row, ...] = (("社工", "对应指标", "年度任务"), ("王芳", "个案服务", 30), ("李敏", "个案服务", 30))
RESOURCES: tuple[Row, ...] = (
    ("日期", "来源", "类别", "折合价值（万元）"),
    (D(2024, 10, 1), "某企业", "物资", 20),
    (D(2025, 3, 1), "某基金会", "资金", 13.5),
)
VOLUNTEERS: tuple[Row, ...] = (
    ("队伍名称", "成立日期", "人数", "骨干数", "服务时数"),
    ("一队", D(2024, 9, 1), 20, 3, 400),
    ("二队", D(2024, 9, 1), 15, 2, 100),
)
SURVEY: tuple[Row, ...] = (
    ("调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意"),
    ("站点", D(2025, 6, 1), "居民", 600, 500, 300, 190, 10, 0),
)
MEDIA: tuple[Row, ...] = (("日期", "类别", "名称"), (D(2025, 6, 1), "媒体", "报道"), (D(2025, 6, 2), "锦旗", "一面"))
ITEMS: tuple[Row, ...] = (
    ("评估期次", "评估主体", "评估内容", "分值", "得分", "扣分说明"),
    ("末期", "第三方评估机构", "一项", 60, 55, "台账不全"),
    ("", "", "二项", 40, 33, ""),
)
ALL = {
    "人员": PEOPLE, "社区": COMMUNITIES, "任务分解": TASKS, "资源链接": RESOURCES, "志愿服务": VOLUNTEERS,
    "满意度调查": SURVEY, "媒体与荣誉": MEDIA, "评估明细": ITEMS, "服务台账": LEDGER,
}  # fmt: skip
CASES = (("产出指标", "数量指标", "个案服务", "", 60, "个", 20, 60, ""),)


def computed(rows: Sequence[Row] = CASES, **sheets: Sequence[Row]) -> Computed:
    return evaluate_bytes(standard(绩效指标=(INDICATOR_HEADS, *rows), **sheets).data())


def told(found: Computed) -> set[str]:
    return {each.code for each in found.findings if each.code.startswith("G")}


def scored(name: str, target: object, unit: str, actual: object = "", **sheets: Sequence[Row]) -> ScoredRow:
    return computed([("产出指标", "数量指标", name, "", target, unit, 50, actual, "")], **sheets).evaluation.rows[0]


def changed(table: Sequence[Row], row: int, column: int, value: object) -> list[Row]:
    rows = [list(each) for each in table]
    rows[row][column] = value
    return rows  # type: ignore[return-value]


# ---------------------------------------------------------------- what a list comes to


def test_staff_is_counted_on_the_day_on_average_and_by_its_kind() -> None:
    rows = (("产出指标", "数量指标", "工作人员", "", 4, "人", 20, "", ""),)
    people = computed(rows, 人员=PEOPLE).evaluation.rosters.people
    assert people is not None
    assert (people.staff, people.qualified, people.direct, people.bought) == (3, 2, 1, 2)
    assert people.qualified_share == Decimal(2) / 3
    # 365 days of 王芳 and 赵强, 334 of 李敏 from 1 September, 184 of 钱多 up to 31 January
    assert people.average == Decimal(365 + 334 + 365 + 184) / 365
    assert people.vacancy_months == 1 + 6  # August without 李敏, six months without 钱多
    assert [each.name for each in people.training_below] == ["李敏"]
    assert people.training_mean == Decimal(100 + 80 + 95) / 3


@pytest.mark.parametrize(("day", "staff"), [(D(2025, 1, 31), 4), (D(2025, 2, 1), 3), (D(2024, 8, 31), 3)])
def test_who_leaves_is_there_on_the_last_day(day: date, staff: int) -> None:
    data = standard(人员=PEOPLE, 基本信息=[*INFORMATION, ("填表日期", day)]).data()
    people = evaluate_bytes(data).evaluation.rosters.people
    assert people is not None
    assert people.staff == staff


def test_training_is_judged_by_the_row_of_the_station_else_by_the_usual_hours() -> None:
    usual = computed(人员=PEOPLE).evaluation.rosters.people
    own = computed((("效益指标", "", "社工继续教育", "", "≥96", "h/人/年", 10, "", ""),), 人员=PEOPLE)
    assert usual is not None
    assert own.evaluation.rosters.people is not None
    assert (usual.training_target, usual.target_stated) == (90, False)
    assert [each.name for each in own.evaluation.rosters.people.training_below] == ["李敏", "赵强"]


def test_the_usual_hours_of_training_are_named_where_no_row_has_its_own() -> None:
    row = ("效益指标", "", "社工继续教育", "", "≥96", "h/人/年", 10, "", "")
    for rows, is_named in ((CASES, True), ((row,), False)):
        (found,) = (each for each in computed(rows, 人员=PEOPLE).findings if each.code == "G012")
        assert ("按通常的 90 小时" in found.message) is is_named


def test_communities_are_served_by_the_ledger() -> None:
    coverage = computed(社区=COMMUNITIES, 服务台账=LEDGER).evaluation.rosters.coverage
    assert coverage is not None
    assert (coverage.communities, coverage.served) == (3, 2)
    assert [each.name for each in coverage.unserved] == ["丙社区"]
    assert (coverage.filing_rate, coverage.visits) == (Decimal(180) / 190, 22)
    assert [(g.name, g.communities, g.served, g.visits) for g in coverage.by_area] == [
        ("东", 2, 2, 22),
        ("西", 1, 0, 0),
    ]


def test_entries_that_name_no_community_leave_the_others_served() -> None:
    log = (
        *LEDGER,
        (D(2025, 3, 1), "", "王芳", "入户探访", "个案服务", 9),
        (D(2025, 3, 2), "丁社区", "", "个案", "", 1),
    )
    coverage = computed(社区=COMMUNITIES, 服务台账=log).evaluation.rosters.coverage
    assert coverage is not None
    assert (coverage.served, coverage.visits, coverage.unknown) == (2, 22, ("丁社区",))
    nowhere = computed(社区=COMMUNITIES, 服务台账=changed(changed(LEDGER[:3], 1, 1, ""), 2, 1, "")).evaluation
    assert nowhere.rosters.coverage is not None
    assert (nowhere.rosters.coverage.served, nowhere.rosters.coverage.visits) == (None, None)


def test_files_of_which_one_community_tells_nothing_have_no_rate() -> None:
    coverage = computed(社区=changed(COMMUNITIES, 2, 4, "")).evaluation.rosters.coverage
    assert coverage is not None
    assert (coverage.key_people, coverage.filed, coverage.filing_rate) == (190, None, None)


def test_without_a_ledger_nobody_knows_who_was_served() -> None:
    coverage = computed(社区=COMMUNITIES).evaluation.rosters.coverage
    assert coverage is not None
    assert (coverage.served, coverage.unserved, coverage.visits) == (None, (), None)


def test_tasks_are_done_by_the_ledger_month_by_month() -> None:
    tasks = computed(任务分解=TASKS, 服务台账=LEDGER).evaluation.rosters.tasks
    assert tasks is not None
    assert [(t.task.worker, t.done, t.completion) for t in tasks] == [
        ("王芳", 20, Decimal(20) / 30),
        ("李敏", 24, Decimal(24) / 30),
    ]
    assert tasks[1].by_month == (("2025-02", Decimal(24)),)


def test_entries_of_others_and_without_a_count_answer_no_task() -> None:
    others = (
        (D(2024, 8, 5), "甲社区", "孙无", "个案", "个案服务", 7),
        (D(2024, 8, 6), "甲社区", "王芳", "个案", "个案服务", ""),
        (D(2024, 8, 7), "甲社区", "王芳", "个案", "", 7),
    )
    tasks = computed(任务分解=TASKS, 服务台账=[LEDGER[0], *others, *LEDGER[1:]]).evaluation.rosters.tasks
    assert tasks is not None
    assert [each.done for each in tasks] == [20, 24]


def test_a_task_of_hours_is_done_by_the_hours_of_the_worker_whatever_they_name() -> None:
    heads = (*LEDGER[0], "直接工时", "间接工时", "服务人次")
    entries = [(*LEDGER[1], 3, 1.5, 7), (*LEDGER[2], 2, 0, 8), ("", "", "王芳", "", "别的", "", 4, "", "")]
    rows = [
        ("产出指标", "数量指标", "总服务工时", "", 20, "小时", 20, "", ""),
        ("产出指标", "数量指标", "直接服务工时", "", 9, "小时", 20, "", ""),
    ]
    tasks = [TASKS[0], ("王芳", "总服务工时", 12), ("李敏", "总服务工时", 8), ("王芳", "直接服务工时", 9)]
    found = computed(rows, 任务分解=tasks, 服务台账=[heads, *entries]).evaluation.rosters
    assert [each.done for each in found.tasks or ()] == [Decimal("8.5"), 2, 7]
    assert [(each.name, each.total, each.done, each.difference) for each in found.task_sums] == [
        ("总服务工时", 20, Decimal("10.5"), None),
        ("直接服务工时", 9, 7, None),
    ]


def test_the_rate_of_files_is_told_with_its_two_sums() -> None:
    proof = scored("建档率", "≥90%", "%", 社区=COMMUNITIES).proof
    assert proof is not None
    assert proof.value == Decimal(180) / 190
    assert "已建档 180÷重点对象 190" in proof.rule
    stood_in = scored("建档率", "≥90%", "%", 社区=COMMUNITIES).actual
    assert (stood_in.kind, stood_in.text, stood_in.number) == ("rate", "94.74%", Decimal(180) / 190)
    gifts = scored("资源链接", 50, "万元", 资源链接=RESOURCES).actual
    assert (gifts.kind, gifts.text, gifts.unit) == ("number", "33.5万元", "万元")


@pytest.mark.parametrize(
    ("unit", "value"),
    [("万元", "33.5"), ("元", "335000"), ("万", "33.5"), ("", "33.5"), ("个", None), ("万个", None), ("%", None)],
)
def test_gifts_are_told_in_the_unit_of_money_of_the_row(unit: str, value: str | None) -> None:
    """20 and 13.5 万元."""
    proof = scored("资源链接", 50, unit, 资源链接=RESOURCES).proof
    assert (None if proof is None else proof.value) == (None if value is None else Decimal(value))


def test_gifts_of_the_year_are_added_up_by_what_they_are() -> None:
    """Of the year 2024-08-01 to 2025-07-31; one without an amount is none, one without a day counts."""
    others: tuple[Row, ...] = (
        ("", "某书店", "物资", 1.5),
        (D(2024, 11, 1), "某公司", "资金", ""),
        (D(2024, 7, 31), "某医院", "资金", 7),
    )
    found = computed(资源链接=(*RESOURCES, *others)).evaluation.rosters.resources
    assert found is not None
    assert (found.total, found.entries) == (35, 3)
    assert found.by_category == (("物资", Decimal("21.5")), ("资金", Decimal("13.5")))
    assert [each.source for each in found.counted] == ["某企业", "某基金会", "某书店"]


@pytest.mark.parametrize(
    ("name", "unit", "sheet", "rows"),
    [
        ("工作人员", "人", "人员", PEOPLE[:1]),
        ("志愿队伍", "支", "志愿服务", VOLUNTEERS[:1]),
        ("覆盖社区", "个", "社区", COMMUNITIES[:1]),
        ("自主求助服务接案率", "%", "服务台账", LEDGER),
    ],
)
def test_a_list_with_nothing_in_it_proves_nothing(name: str, unit: str, sheet: str, rows: Sequence[Row]) -> None:
    assert scored(name, "≥60%" if unit == "%" else 3, unit, **{sheet: rows}).proof is None


def test_without_a_service_year_nobody_is_there_on_average() -> None:
    about = [row for row in INFORMATION if "服务" not in row[0] or "日期" not in row[0]]
    found = evaluate_bytes(
        standard(基本信息=about, 绩效指标=(INDICATOR_HEADS, *CASES), 人员=PEOPLE, 资源链接=RESOURCES).data()
    )
    people = found.evaluation.rosters.people
    assert people is not None
    assert (people.average, people.vacancy_months) == (None, None)
    assert "G041" not in told(found)


def test_a_task_of_hours_has_no_answer_in_a_ledger_without_hours() -> None:
    rows = [("产出指标", "数量指标", "总服务工时", "", 20, "小时", 20, "", "")]
    found = computed(rows, 任务分解=[TASKS[0], ("王芳", "总服务工时", 12)], 服务台账=LEDGER).evaluation.rosters.tasks
    assert [each.done for each in found or ()] == [None]


def test_where_no_entry_has_a_count_a_task_in_hours_is_done_by_both_kinds_of_hours() -> None:
    rows = (("产出指标", "数量指标", "咨询服务", "", 20, "小时", 20, "", ""),)
    ledger = [
        ("日期", "社工", "对应指标", "直接工时", "间接工时", "服务人次"),
        (D(2024, 9, 5), "王芳", "咨询服务", 3, 1.5, 7),
    ]
    found = computed(rows, 任务分解=[TASKS[0], ("王芳", "咨询服务", 20)], 服务台账=ledger).evaluation.rosters.tasks
    assert [each.done for each in found or ()] == [Decimal("4.5")]


def test_where_no_entry_has_a_count_a_task_in_persons_is_done_by_persons() -> None:
    rows = (("产出指标", "数量指标", "咨询服务", "", 20, "人次", 20, "", ""),)
    ledger = [("日期", "社工", "对应指标", "服务人次"), (D(2024, 9, 5), "王芳", "咨询服务", 7)]
    found = computed(rows, 任务分解=[TASKS[0], ("王芳", "咨询服务", 20)], 服务台账=ledger).evaluation.rosters.tasks
    assert [each.done for each in found or ()] == [7]


@pytest.mark.parametrize(
    ("day", "done", "expected", "light"),
    [
        (D(2024, 8, 31), 0, Decimal(30) * 31 / 365, "滞后"),
        (D(2024, 9, 30), 20, Decimal(30) * 61 / 365, "正常"),
        (D(2025, 7, 31), 20, 30, "滞后"),
    ],
)
def test_the_pace_of_a_worker_is_that_of_the_day(day: date, done: int, expected: Decimal, light: str) -> None:
    information = [*INFORMATION, ("填表日期", day)]
    tasks = computed(基本信息=information, 任务分解=TASKS, 服务台账=LEDGER).evaluation.rosters.tasks
    assert tasks is not None
    assert (tasks[0].done, tasks[0].done_by_day, tasks[0].light) == (20, done, light)
    assert tasks[0].expected == pytest.approx(expected)


def test_the_ledger_is_added_up_by_area_by_point_and_by_how_workers_are_employed() -> None:
    entries = [(*LEDGER[0], "片区", "用工方式"), *((*row, "", "") for row in LEDGER[1:])]
    entries.append((D(2025, 3, 1), "丙社区", "外援", "个案", "个案服务", 5, "新片区", "购买服务"))
    ledger = computed(人员=PEOPLE, 社区=COMMUNITIES, 服务台账=entries).evaluation.ledger
    assert ledger is not None
    assert {group.name: group.count for group in ledger.by_area} == {"东": 44, "新片区": 5}
    assert {group.name: group.count for group in ledger.by_point} == {"一": 44, "二": 5}
    assert {group.name: group.count for group in ledger.by_employment} == {"直聘": 20, "购买": 29}
    alone = computed(服务台账=LEDGER).evaluation.ledger
    assert alone is not None
    assert (alone.by_area, alone.by_point, alone.by_employment) == ((), (), ())


def test_a_call_is_no_visit() -> None:
    calls = [*LEDGER[:2], (D(2025, 2, 5), "乙社区", "李敏", "电话探访", "个案服务", 22)]
    coverage = computed(社区=COMMUNITIES, 服务台账=calls).evaluation.rosters.coverage
    assert coverage is not None
    assert coverage.visits == 0


def test_who_came_and_who_left_in_the_year_makes_the_turnover() -> None:
    people = computed(人员=PEOPLE).evaluation.rosters.people
    assert people is not None
    assert (people.arrived, people.left) == (2, 1)
    assert people.turnover == 1 / (Decimal(365 + 334 + 365 + 184) / 365)


def test_a_certificate_that_came_later_does_not_count_yet() -> None:
    found = computed(人员=[(*PEOPLE[0], "取证日期"), (*PEOPLE[1], D(2026, 1, 1)), (*PEOPLE[2], D(2020, 1, 1))])
    assert found.evaluation.rosters.people is not None
    assert found.evaluation.rosters.people.qualified == 1


def test_the_json_has_every_key_and_null_for_a_sheet_that_is_absent() -> None:
    everything, nothing = (
        rosters_object(computed(**ALL).evaluation.rosters),
        rosters_object(computed().evaluation.rosters),
    )
    assert tuple(everything) == tuple(nothing) == KEYS
    assert set(nothing.values()) == {None}
    assert None not in everything.values()
    assert everything["resources"] == {"total": 33.5, "entries": 2}
    assert everything["volunteers"] == {"teams": 2, "people": 35, "core": 5, "hours": 500}
    assert everything["survey"] == [{"by": "站点", "sent": 600, "valid": 500, "rate": 0.98}]
    assert everything["media"] == {"媒体": 1, "锦旗": 1}
    assert everything["assessment_items"] == [
        {"period": "末期", "assessor": "第三方评估机构", "points": 100, "score": 88}
    ]


@pytest.mark.parametrize(
    ("cells", "valid", "rate"),
    [
        ((500, 300, 190, 10, 0), 500, Decimal("0.98")),
        (("", 300, 190, 10, 0), 500, Decimal("0.98")),  # all answers, where the valid ones are not told
        (("", 300, 190, 10, ""), None, None),
        ((500, 300, 190, "", ""), 500, Decimal("0.98")),
        ((500, 300, "", "", ""), 500, Decimal("0.6")),
        ((490, 300, 190, 0, 0), 490, 1),
        ((489, 300, 190, 0, 0), 489, None),  # more are pleased than answered
        ((0, 0, 0, 0, 0), 0, None),
        ((500, "", "", 10, 0), 500, None),
    ],
)
def test_a_survey_is_of_the_valid_returns_else_of_all_answers(
    cells: tuple[object, ...], valid: int | None, rate: Decimal | None
) -> None:
    survey = (SURVEY[0], ("站点", D(2025, 6, 1), "居民", 600, *cells))
    (found,) = computed(满意度调查=survey).evaluation.rosters.surveys or ()
    assert (found.valid, found.rate) == (valid, rate)


# ---------------------------------------------------------------- proof behind the indicator


def test_an_item_without_a_figure_is_proven_by_no_list() -> None:
    target = "1.志愿者培育 100人；2.志愿者队伍"
    rows = [("产出指标", "数量指标", "志愿服务", "", target, "", 50, "", "")]
    found = computed(rows, **ALL).evaluation.rows
    assert [(row.item, row.proof is not None) for row in found] == [("志愿者培育", True), ("志愿者队伍", False)]


@pytest.mark.parametrize(
    ("name", "target", "unit", "value"),
    [
        ("工作人员", 3, "人", 3), ("专业人员", "≥2", "人", 2), ("持证率", "≥60%", "%", Decimal(2) / 3),
        ("社工继续教育", "≥90", "h/人/年", Decimal(275) / 3), ("资源链接", 30, "万", Decimal("33.5")),
        ("资源链接", 300000, "元", 335000), ("志愿者培育", 30, "人", 35), ("志愿骨干", 5, "人", 5),
        ("志愿者骨干", 5, "人", 5), ("志愿队伍", 2, "支", 2), ("孵化志愿服务队伍", "≥2", "支/年", 2),
        ("志愿服务时数", 500, "小时", 500), ("服务对象满意度", "≥90%", "%", Decimal("0.98")), ("媒体报道", 1, "篇", 1),
        ("服务覆盖社区", 3, "个", 2), ("社区覆盖率", "100%", "%", Decimal(2) / 3),
        ("建档率", "≥90%", "%", Decimal(180) / 190),
    ],
)  # fmt: skip
def test_a_blank_actual_is_scored_from_the_list_and_a_given_one_is_compared(
    name: str, target: object, unit: str, value: Decimal
) -> None:
    blank = scored(name, target, unit, **ALL)
    assert blank.proof is not None
    assert (blank.from_list, blank.proof.value) == (True, value)
    assert blank.score is not None
    assert blank.proof.cells in blank.why
    found = computed([("产出指标", "数量指标", name, "", target, unit, 50, "", "")], **ALL)
    assert "G002" in told(found)
    assert "G001" not in told(found)


@pytest.mark.parametrize(
    ("name", "target", "values"),
    [
        ("志愿者服务情况", "1.志愿者培育 100 人；2.志愿者骨干 33人；3.志愿者队伍 2支；", (35, 5, 2)),
        ("专业社工比例", "社工站需要配备工作人员 20人，其中专业人员不少于 14人。", (3, 2)),
        ("社会组织合作", "1、服务覆盖 22个社区；2、自主求助服务接案率100%；3、建档率100%",
         (2, Decimal(2) / 3, Decimal(180) / 190)),
        ("资源链接", "资源链接折合价值 50万/年", (Decimal("33.5"),)),
        ("社工继续教育", "继续教育不少于 90h/人/年", (Decimal(275) / 3,)),
        ("孵化志愿服务队伍", "培育社会组织/志愿队伍不少于 2 支/年", (2,)),
        ("专业服务满意度", "居民对社工站服务满意度达 90%以上", (Decimal("0.98"),)),
        ("社工年度培训时数", "90小时", (Decimal(275) / 3,)), ("社工站人员配备", "20人", (3,)),
        ("发展社区志愿者", "1250人", (35,)), ("志愿服务时数", "每年约2584小时", (500,)),
        ("兜底困难群体入户探访", "1260次", (22,)), ("户籍困境群体建档率", "100%", (Decimal(180) / 190,)),
    ],
)  # fmt: skip
def test_what_a_published_report_counts_goes_from_prose_to_number(
    name: str, target: str, values: tuple[Decimal, ...]
) -> None:
    opened = ("是", "是", "否")
    heads = (*LEDGER[0], "服务对象类别", "是否接案")
    ledger = [heads, *((*row, "兜底对象", said) for row, said in zip(LEDGER[1:], opened, strict=True))]
    lists = {**ALL, "服务台账": ledger}
    row = ("产出指标", "数量指标", name, "", target, "", 50, "", "")
    rows = computed([row], **lists).evaluation.rows
    assert tuple(each.actual.number for each in rows) == values
    assert all(each.from_list and each.proof is not None for each in rows)


@pytest.mark.parametrize(
    ("name", "target", "unit", "shown"),
    [
        ("满意度", "≥90%", "%", "98%"),
        ("持证率", "≥60%", "%", "66.67%"),
        ("资源链接", 50, "万元", "33.5万元"),
        ("社工继续教育", 90, "h/人/年", "91.67h/人/年"),
        ("志愿者培育", 30, "人", "35人"),
    ],
)
def test_a_figure_from_a_list_is_shown_as_staff_would_write_it(
    name: str, target: object, unit: str, shown: str
) -> None:
    assert scored(name, target, unit, **ALL).actual.text == shown


LEDGER_OF_CLIENTS: tuple[Row, ...] = (
    (*LEDGER[0], "服务对象类别", "服务人次", "是否接案"),
    (*LEDGER[1], "兜底对象", 3, "是"),
    (*LEDGER[2], "兜底对象", 5, "否"),
    (*LEDGER[3], "长者", 7, "是"),
)


@pytest.mark.parametrize(
    ("name", "target", "unit", "sentence", "cells", "counted"),
    [  # the sentence, the cells of its column, and the rows of the list that count ((): all)
        ("工作人员", 3, "人", "“人员”2025-07-31 在岗 3 人", "B2:B5", (2, 3, 4)),
        ("专业人员", 2, "人", "“人员”2025-07-31 在岗、有职业资格的 2 人", "E2:E5", (2, 3)),
        ("专业社工比例", "≥60%", "%", "“人员”2025-07-31 在岗 3 人，有职业资格的 2 人", "E2:E5", (2, 3, 4)),
        ("社工继续教育", 90, "h/人/年", "“人员”人均 91.6667 小时", "I2:I5", (2, 3, 4)),
        ("资源链接", 50, "万元", "“资源链接”2 笔合计 33.5 万元", "D2:D3", (2, 3)),
        ("志愿者培育", 30, "人", "“志愿服务”人数合计 35 人", "C2:C3", ()),
        ("志愿骨干", 5, "人", "“志愿服务”骨干数合计 5 人", "D2:D3", ()),
        ("志愿者队伍", 2, "支", "“志愿服务”队伍共 2 支", "A2:A3", ()),
        ("志愿服务时数", 500, "小时", "“志愿服务”服务时数合计 500 小时", "E2:E3", ()),
        ("满意度", "≥90%", "%", "“满意度调查”有效问卷 500 份，很满意和满意 490 份", "G2", ()),
        ("媒体报道", 1, "篇", "“媒体与荣誉”媒体 1 条", "C2:C3", (2,)),
        ("覆盖社区", 3, "个", "“社区”所列 3 个社区中，台账有记录的 2 个", "A2:A4", (2, 3)),
        ("服务覆盖率", "≥60%", "%", "“社区”所列 3 个社区中，台账有记录的 2 个", "A2:A4", ()),
        ("建档率", "≥90%", "%", "“社区”已建档 180÷重点对象 190", "E2:E4", ()),
        ("接案率", "≥60%", "%", "“服务台账”写明是否接案的 3 条中，接案 2 条", "I2:I4", ()),
        ("兜底探访", 20, "次", "“服务台账”服务对象类别为“兜底对象”的探访 1 条，合计 22", "G2:G4", ()),
        ("长者个案", 20, "个", "“服务台账”服务对象类别为“长者”的个案 1 条，合计 2", "G2:G4", ()),
    ],
)
def test_a_proof_says_what_it_is_of_and_which_rows_count(
    name: str, target: object, unit: str, sentence: str, cells: str, counted: tuple[int, ...]
) -> None:
    proof = scored(name, target, unit, **{**ALL, "服务台账": LEDGER_OF_CLIENTS}).proof
    assert proof is not None
    assert (proof.rule, proof.cells, proof.rows, proof.unit) == (sentence, cells, counted, unit)


@pytest.mark.parametrize(
    ("name", "unit", "value"),
    [
        ("兜底探访", "次", 22),
        ("兜底对象入户探访", "次", 22),
        ("兜底困难群体探访", "次", 22),
        ("兜底个案", "个", 20),
        ("长者个案", "例", 2),
        ("长者探访", "次", None),  # nobody of these was visited
        ("兜底探访满意人数", "人", None),  # and of something else
        ("探访", "次", None),
        ("兜底", "次", None),
        ("困境兜底探访", "次", None),
    ],
)
def test_a_row_of_one_category_of_people_served_is_answered_by_its_entries(
    name: str, unit: str, value: int | None
) -> None:
    proof = scored(name, 20, unit, 服务台账=LEDGER_OF_CLIENTS).proof
    assert (proof and proof.value) == value


def test_without_a_day_of_judgement_staff_is_told_without_one() -> None:
    about = [row for row in INFORMATION if "日期" not in row[0] and "年度" not in row[0]]
    rows = [("产出指标", "数量指标", name, "", 3, "人", 20, "", "") for name in ("工作人员", "专业人员")]
    found = computed(rows, 基本信息=about, 人员=changed(PEOPLE, 4, 6, "")).evaluation.rows
    assert [row.proof and row.proof.rule for row in found] == ["“人员”在岗 4 人", "“人员”在岗、有职业资格的 3 人"]


def test_entries_of_a_category_without_counts_answer_in_persons_and_where_no_unit_is_given() -> None:
    heads = ("日期", "服务类别", "对应指标", "服务对象类别", "服务人次", "直接工时")
    log = [heads, *((D(2024, 9, day), "入户探访", "别的", "兜底对象", persons, 2) for day, persons in ((5, 3), (6, 4)))]
    found = {unit: scored("兜底探访", 20, unit, 服务台账=log).proof for unit in ("人次", "", "次", "小时")}
    assert {unit: proof and proof.value for unit, proof in found.items()} == {"人次": 7, "": 7, "次": None, "小时": 4}


@pytest.mark.parametrize("unit", ["万人", "千人", "名", "人/年"])
def test_persons_may_be_asked_for_in_any_of_their_units(unit: str) -> None:
    scale = {"万人": 10_000, "千人": 1000}.get(unit, 1)
    proof = scored("志愿者培育", 30, unit, **ALL).proof
    assert proof is not None
    assert proof.value == Decimal(35) / scale


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([("站点", D(2025, 6, 1), "居民", 600, 500, 300, 190, 10, 0)], Decimal("0.98")),
        (
            [
                ("站点", D(2025, 6, 1), "居民", 600, 500, 300, 190, 10, 0),
                ("街道", D(2025, 6, 2), "居民", 60, 50, 20, 20, 5, 5),
            ],
            Decimal(530) / 550,
        ),
        ([("站点", D(2025, 6, 1), "居民", 600, 500, "", "", "", "")], None),
        (
            [
                ("站点", D(2025, 6, 1), "居民", 600, 500, 300, 190, 10, 0),
                ("街道", D(2025, 6, 2), "居民", 60, "", "", "", "", ""),
            ],
            None,  # one of them is not counted
        ),
    ],
)
def test_all_surveys_together_are_their_satisfied_over_their_returns(rows: list[Row], value: Decimal | None) -> None:
    proof = scored("满意度", "≥90%", "%", 满意度调查=[SURVEY[0], *rows]).proof
    assert (proof and proof.value) == value


@pytest.mark.parametrize(
    ("name", "unit", "sheet", "rows"),
    [
        ("工作人员", "人", "人员", changed(PEOPLE, 4, 6, "年底")),
        ("专业人员", "人", "人员", changed(PEOPLE, 3, 4, "")),
        ("专业人员", "人", "人员", [(row[0], row[1]) for row in PEOPLE]),
        ("社工继续教育", "h/人/年", "人员", changed(PEOPLE, 1, 8, "九十小时左右")),
        ("资源链接", "万元", "资源链接", changed(RESOURCES, 1, 3, "约5万")),
        ("资源链接", "万元", "资源链接", changed(RESOURCES, 1, 3, "")),
        ("资源链接", "万元", "资源链接", changed(RESOURCES, 1, 0, "去年秋天")),
        ("志愿者培育", "人", "志愿服务", changed(VOLUNTEERS, 1, 2, "20余人")),
        ("志愿骨干", "人", "志愿服务", changed(VOLUNTEERS, 1, 3, "")),
        ("志愿服务时数", "小时", "志愿服务", [row[:4] for row in VOLUNTEERS]),
        ("服务对象满意度", "%", "满意度调查", changed(SURVEY, 1, 4, "五百份")),
        ("建档率", "%", "社区", changed(COMMUNITIES, 1, 4, "大部分")),
    ],
)  # fmt: skip
def test_a_list_that_was_not_wholly_understood_proves_nothing(
    name: str, unit: str, sheet: str, rows: Sequence[Row]
) -> None:
    row = scored(name, "≥90%" if unit == "%" else 3, unit, **{**ALL, sheet: rows})
    assert (row.proof, row.from_list, row.score) == (None, False, None)


@pytest.mark.parametrize("name", ["工作人员培训完成率", "媒体素养合格率", "社区志愿者培训率", "志愿队伍活跃率"])
def test_a_rate_of_something_else_is_answered_by_no_list(name: str) -> None:
    assert subject_of(name, "rate") is None


def test_a_rate_of_nothing_filed_is_told_as_nothing() -> None:
    none_filed = [COMMUNITIES[0], *((*row[:4], 0) for row in COMMUNITIES[1:])]
    proof = scored("建档率", "≥90%", "%", 社区=none_filed).proof
    assert proof is not None
    assert (proof.value, proof.rule) == (0, "“社区”已建档 0÷重点对象 190")


@pytest.mark.parametrize("blank", [(1,), (1, 2, 3, 4)])
def test_hours_of_training_of_which_some_are_not_told_have_no_mean(blank: tuple[int, ...]) -> None:
    people: Sequence[Row] = PEOPLE
    for row in blank:
        people = changed(people, row, 8, "")
    assert scored("社工继续教育", 90, "h/人/年", 人员=people).proof is None


@pytest.mark.parametrize(
    ("funds", "value", "is_doubtful"),
    [  # as much as the station has in a year, if that is no less than 100, or a thousand
        (200, 199.99, False),
        (200, 200, True),
        (50, 99.99, False),
        (50, 100, True),
        (2000, 999.99, False),
        (2000, 1000, True),
        ("", 999.99, False),
        ("", 1000, True),
    ],
)
def test_a_gift_of_so_much_was_most_likely_written_in_another_unit(
    funds: object, value: float, is_doubtful: bool
) -> None:
    about = [row for row in INFORMATION if "年度项目资金" not in row[0]]
    about += [("年度项目资金（万元）", funds)] if funds else []
    found = computed(基本信息=about, 资源链接=changed(RESOURCES, 1, 3, value))
    assert ("G040" in told(found)) is is_doubtful


def test_points_lost_again_in_two_periods_are_told_period_by_period() -> None:
    periods = ("第一次中期", "第二次中期", "末期")
    items = [ITEMS[0], *((period, "第三方评估机构", "一项", 60, 50, "") for period in periods)]
    found = [each for each in computed(评估明细=items).findings if each.code == "G062"]
    assert [(each.cell, "已经扣分，" in each.message) for each in found] == [("E3", True), ("E4", True)]


def test_what_was_not_understood_elsewhere_makes_no_list_any_surer() -> None:
    lists = {**ALL, "人员": changed(PEOPLE, 4, 6, "年底"), "资源链接": changed(RESOURCES, 1, 3, "约5万")}
    assert scored("工作人员", 3, "人", **lists).proof is None
    assert scored("志愿骨干", 5, "人", **lists).proof is not None


def test_rows_that_lack_a_figure_are_named_and_the_sum_of_none_is_unknown() -> None:
    (found,) = [each for each in computed(志愿服务=changed(VOLUNTEERS, 2, 3, "")).findings if each.code == "G046"]
    assert (found.sheet, found.cell) == ("志愿服务", "D3")
    volunteers = computed(志愿服务=[row[:3] for row in VOLUNTEERS]).evaluation.rosters.volunteers
    assert volunteers is not None
    assert (volunteers.people, volunteers.core, volunteers.hours) == (35, None, None)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("服务覆盖", "500人"),
        ("志愿队伍", "20场"),
        ("工作人员", "3次"),
        ("志愿者", "30小时"),
        ("媒体报道", "5小时"),
        ("媒体报道", "5万元"),
        ("志愿服务时数", "5场"),
        ("社工继续教育", "5次"),
        ("资源链接", "5场"),
        ("资源链接", "5小时"),
    ],
)
def test_a_figure_of_another_kind_is_not_answered(name: str, target: str) -> None:
    assert scored(name, target, "", **ALL).proof is None


@pytest.mark.parametrize(
    "name",
    [
        "个案服务",
        "志愿者培训",
        "志愿者满意度调查次数",
        "培训时数达标场次",
        "资源链接次数",
        "媒体素养课",
        "工作人员培训",
    ],
)
def test_a_row_that_no_list_answers_is_left_alone(name: str) -> None:
    assert subject_of(name, "number") is None or scored(name, 5, "场", **ALL).proof is None


@pytest.mark.parametrize(
    ("name", "target", "unit", "right", "wrong"),
    [
        ("工作人员", 3, "人", 3, 4), ("资源链接", 30, "万元", "33.5万元", "35万元"),
        ("资源链接", 30, "万元", "335000元", "350000元"),
        ("服务对象满意度", "≥90%", "%", "98%", "99%"), ("志愿队伍", 2, "支", "2支", "10支"),
    ],
)  # fmt: skip
def test_a_difference_names_both_cells(name: str, target: object, unit: str, right: object, wrong: object) -> None:
    row = ("产出指标", "数量指标", name, "", target, unit, 50)
    assert "G001" not in told(computed([(*row, right, "")], **ALL))
    (found,) = [each for each in computed([(*row, wrong, "")], **ALL).findings if each.code == "G001"]
    assert (found.sheet, found.cell) == ("绩效指标", "H2")
    assert "!" in found.message


# ---------------------------------------------------------------- what cannot be right


@pytest.mark.parametrize(
    ("sheet", "rows", "code", "cell", "said"),
    [
        ("人员", [*PEOPLE, PEOPLE[1]], "G010", "B6", "“王芳”在人员名册里出现了不止一次（第2、6行）"),
        ("人员", changed(PEOPLE, 4, 6, D(2022, 1, 1)), "G011", "G5", "离岗日期 2022-01-01 早于到岗日期 2022-08-01"),
        (  # (100 + 80 + 95) ÷ 3 = 91.67
            "人员", PEOPLE, "G012", "I3",
            "2025-07-31在岗的 3 人中，有 1 人的年度培训时数不足 90 小时（没有“继续教育”指标，"
            "按通常的 90 小时）：李敏 80；人均 91.67 小时",
        ),
        ("人员", changed(PEOPLE, 1, 8, ""), "G013", "I2", "有 1 名在岗人员没有填写年度培训时数：王芳，"),
        ("人员", changed(PEOPLE, 3, 4, ""), "G014", "E4", "有 1 名在岗人员没有填写职业资格：赵强，"),
        ("人员", changed(PEOPLE, 1, 8, 9000), "G015", "I2", "“王芳”的年度培训时数是 9000 小时"),
        ("人员", changed(PEOPLE, 1, 8, -1), "G015", "I2", "“王芳”的年度培训时数是 -1 小时"),
        ("社区", COMMUNITIES, "G020", "A4", "清单里的 1 个社区在服务台账里没有记录：丙社区。"),
        (
            "社区", changed(COMMUNITIES, 1, 0, "甲社区居委会"), "G021", "B2",
            "服务台账里有 1 个社区不在社区清单里：“甲社区”（是不是“甲社区居委会”），",
        ),
        ("社区", changed(COMMUNITIES, 1, 4, 101), "G022", "E2", "“甲社区”的已建档数 101 多于重点对象数 100"),
        ("社区", [*COMMUNITIES, COMMUNITIES[1]], "G023", "A5", "社区“甲社区”在清单里出现了不止一次（第2、5行）"),
        (
            "任务分解", changed(TASKS, 1, 2, 20), "G030", "C2",
            "“个案服务”各人任务之和是 50，站点的年度指标值（绩效指标!E2）是 60，相差 10。",
        ),
        ("任务分解", changed(TASKS, 1, 0, "孙无"), "G031", "A2", "任务分解里的“孙无”不在人员名册里"),
        ("任务分解", changed(TASKS, 1, 0, "王芳芳"), "G031", "A2", "“王芳芳”（是不是“王芳”）"),
        ("任务分解", changed(TASKS, 1, 1, "没有的"), "G032", "B2", "任务分解的对应指标“没有的”在绩效指标表里找不到"),
        ("任务分解", changed(TASKS, 1, 2, -3), "G033", "C2", "“王芳”的“个案服务”年度任务是 -3，小于 0"),
        ("资源链接", changed(RESOURCES, 1, 3, 13000), "G040", "D2", "“某企业”的折合价值是 13000.00 万元，"),
        ("资源链接", changed(RESOURCES, 1, 3, 201), "G040", "D2", "“某企业”的折合价值是 201.00 万元，"),
        ("资源链接", changed(changed(RESOURCES, 1, 3, 13000), 1, 1, ""), "G040", "D2", "“第2行”的折合价值"),
        (
            "资源链接", changed(RESOURCES, 1, 0, D(2024, 7, 31)), "G041", "A2",
            "第2行（2024-07-31）的资源不在服务年度 2024-08-01 至 2025-07-31 之内",
        ),
        ("资源链接", changed(RESOURCES, 2, 0, D(2025, 8, 1)), "G041", "A3", "第3行（2025-08-01）的资源不在服务年度"),
        ("资源链接", changed(RESOURCES, 1, 3, -1), "G042", "D2", "“某企业”的折合价值是 -1.00 万元，小于 0"),
        ("资源链接", changed(changed(RESOURCES, 1, 3, -1), 1, 1, ""), "G042", "D2", "“第2行”的折合价值"),
        ("满意度调查", changed(SURVEY, 1, 3, 400), "G050", "E2", "“站点”的回收有效 500 份多于发放 400 份"),
        ("满意度调查", changed(changed(SURVEY, 1, 3, 400), 1, 0, ""), "G050", "E2", "“居民”的回收有效"),
        (
            "满意度调查", changed(changed(changed(SURVEY, 1, 3, 400), 1, 0, ""), 1, 2, ""), "G050", "E2",
            "“第2行”的回收有效",
        ),
        ("满意度调查", changed(SURVEY, 1, 6, 300), "G051", "E2", "“站点”的四档合计 610 份与回收有效 500 份不一致"),
        ("满意度调查", changed(SURVEY, 1, 6, 189), "G051", "E2", "“站点”的四档合计 499 份与回收有效 500 份不一致"),
        ("评估明细", changed(ITEMS, 1, 4, 61), "G061", "E2", "“一项”的得分 61 高于分值 60"),
        (
            "人员", [(*PEOPLE[0], "取证日期"), (*PEOPLE[1], D(2025, 8, 1))], "G016", "J2",
            "“王芳”的取证日期是 2025-08-01，晚于2025-07-31，",
        ),
        ("人员", [row for row in PEOPLE if row[1] != "李敏"], "G017", "C3", "有 1 名社工不在人员名册里：“李敏”"),
        (
            "社区", [*COMMUNITIES, ("甲社区居委会", "东", "一", 1, 1)], "G025", "A5",
            "社区清单里“甲社区居委会”和“甲社区”（第2行）名称相近",
        ),
        (
            "任务分解", [*TASKS, ("王 芳", "个案服务", 5)], "G034", "B4",
            "“王 芳”的“个案服务”在任务分解里出现了不止一次（第2、4行），各行相加为 35",
        ),
        ("媒体与荣誉", changed(MEDIA, 1, 0, D(2020, 1, 1)), "G043", "A2", "第2行（2020-01-01）的媒体与荣誉不在"),
        ("志愿服务", changed(VOLUNTEERS, 1, 3, 21), "G044", "D2", "“一队”的骨干数 21 多于人数 20"),
        ("志愿服务", changed(VOLUNTEERS, 1, 4, -1), "G045", "E2", "“一队”的服务时数是 -1，小于 0"),
        ("满意度调查", changed(SURVEY, 1, 5, -500), "G045", "F2", "“站点”的很满意是 -500，小于 0"),
        ("社区", changed(COMMUNITIES, 1, 3, -1), "G045", "D2", "“甲社区”的重点对象数是 -1，小于 0"),
        ("评估明细", changed(ITEMS, 1, 4, -1), "G045", "E2", "“第2行”的得分是 -1，小于 0"),
        (
            "评估明细", [ITEMS[0], ("中期", "第三方评估机构", "1.一项", 60, 50, ""), *ITEMS[1:]], "G062", "E3",
            "“第三方评估机构”有 1 项在中期已经扣分，末期又扣分：“一项”扣 5 分（E3，此前 E2）",
        ),
        (
            "服务台账", [(*LEDGER[0], "片区"), (*LEDGER[1], "西"), (*LEDGER[1], "北")], "G024", "G2",
            "服务台账里“甲社区”的片区有写“西”的，社区清单里是“东”（社区!B2）",
        ),
        (
            "服务台账", [(*LEDGER[0], "片区"), (*LEDGER[1][:1], "丁社区", *LEDGER[1][2:], "西"), (*LEDGER[1], "北")],
            "G024", "G3", "服务台账里“甲社区”的片区有写“北”的",
        ),
    ],
)  # fmt: skip
def test_a_slip_of_a_list_is_told_and_the_rest_is_computed(
    sheet: str, rows: Sequence[Row], code: str, cell: str, said: str
) -> None:
    before, after = computed(**ALL), computed(**{**ALL, sheet: rows})
    (found,) = [each for each in after.findings if each.code == code]
    assert found.cell == cell
    assert said in found.message
    assert code not in told(before) or sheet in ("人员", "社区")
    assert after.evaluation.rows[0].score == before.evaluation.rows[0].score


@pytest.mark.parametrize(
    ("sheet", "rows", "code"),
    [
        ("人员", changed(PEOPLE, 4, 6, D(2022, 8, 1)), "G011"),  # left on the day of arriving
        ("人员", changed(PEOPLE, 2, 8, 90), "G012"),
        ("人员", [row[:8] for row in PEOPLE], "G013"),  # without the column nobody was asked
        ("人员", [(*row[:4], *row[5:]) for row in PEOPLE], "G014"),
        ("人员", changed(PEOPLE, 4, 4, ""), "G014"),  # has left by the day
        ("人员", changed(PEOPLE, 1, 8, 1000), "G015"),
        ("人员", changed(PEOPLE, 1, 8, 0), "G015"),
        ("人员", [(*PEOPLE[0], "取证日期"), (*PEOPLE[1], D(2025, 7, 31))], "G016"),
        ("社区", changed(COMMUNITIES, 1, 4, 100), "G022"),
        ("任务分解", changed(TASKS, 1, 2, 0), "G033"),
        ("资源链接", changed(RESOURCES, 1, 0, D(2024, 8, 1)), "G041"),
        ("资源链接", changed(RESOURCES, 1, 0, D(2025, 7, 31)), "G041"),
        ("资源链接", changed(RESOURCES, 1, 3, 0), "G042"),
        ("资源链接", changed(RESOURCES, 1, 3, 199), "G040"),  # less than the 200 of the year
        ("志愿服务", changed(VOLUNTEERS, 1, 3, 20), "G044"),
        ("志愿服务", changed(VOLUNTEERS, 1, 4, 0), "G045"),
        ("满意度调查", changed(SURVEY, 1, 3, 500), "G050"),
        ("满意度调查", changed(SURVEY, 1, 8, ""), "G051"),  # 500 without the last answer
        ("评估明细", changed(ITEMS, 1, 4, 60), "G061"),
        ("服务台账", [(*LEDGER[0], "片区"), (*LEDGER[1], " 东")], "G024"),
        ("服务台账", [(*LEDGER[0], "片区"), (*LEDGER[1], ""), (*LEDGER[2], "东")], "G024"),
        ("服务台账", [(*LEDGER[0], "片区"), (D(2024, 9, 5), "丁社区", "王芳", "个案", "个案服务", 20, "西")], "G024"),
    ],
)
def test_what_just_can_be_is_no_slip(sheet: str, rows: Sequence[Row], code: str) -> None:
    assert code not in told(computed(**{**ALL, sheet: rows}))


@pytest.mark.parametrize(
    ("valid", "very", "satisfied", "code"), [(50, 30, 17, "G052"), (5, 5, 0, "G053"), (500, 300, 190, "")]
)
def test_a_small_sample_proves_little(valid: int, very: int, satisfied: int, code: str) -> None:
    rest = valid - very - satisfied
    survey = (SURVEY[0], ("站点", "", "居民", 600, valid, very, satisfied, rest, 0))
    rows = [("满意度指标", "", "服务对象满意度", "", "≥90%", "%", 10, "", "")]
    assert told(computed(rows, 满意度调查=survey)) - {"G002"} == ({code} if code else set())


def test_items_that_come_to_another_score_name_both_places() -> None:
    assessed = [("评估期次", "评估主体", "权重", "评分"), ("末期", "第三方评估机构", 0.7, 90)]
    (found,) = [each for each in computed(评估明细=ITEMS, 评估评分=assessed).findings if each.code == "G060"]
    assert (found.sheet, found.cell) == ("评估明细", "E2")
    assert "评估评分!D2" in found.message
    assert "90" in found.message


def test_an_amount_that_is_likely_in_yuan_proves_nothing() -> None:
    row = scored("资源链接", 50, "万", **{"资源链接": changed(RESOURCES, 1, 3, 13000)})
    assert (row.proof, row.from_list, row.score) == (None, False, None)


def test_a_list_proves_rows_of_its_own_subject_alone() -> None:
    """The gifts are doubtful, and the reports in the media are no gifts."""
    sheets = {**ALL, "资源链接": changed(RESOURCES, 1, 3, 13000)}
    assert scored("资源链接", 2, "", **sheets).proof is None
    assert scored("媒体报道", 2, "", **sheets).proof is not None


# ---------------------------------------------------------------- sheets that are something else


@pytest.mark.parametrize("rows", [[("随便", "什么"), (1, 2)], [("姓氏", "籍贯"), ("王", "某地")], []])
def test_a_sheet_of_the_same_name_that_is_laid_out_otherwise_is_the_staffs_own(rows: list[Row]) -> None:
    plain, found = computed(), computed(人员=rows)
    assert found.evaluation.rosters.people is None
    assert found.evaluation.score == plain.evaluation.score


def test_two_sheets_that_could_be_a_list_stop_nothing() -> None:
    found = computed(志愿者=[("随便",), (1,)], 志愿队伍=VOLUNTEERS, 志愿服务队伍=VOLUNTEERS)
    assert found.evaluation.rosters.volunteers is not None
    assert found.evaluation.rosters.volunteers.teams == 2
    assert [each.code for each in found.findings if each.code in ("S006", "S031")] == ["S031"]


def test_lists_that_are_there_and_empty_say_nothing() -> None:
    found = computed(**{name: rows[:1] for name, rows in ALL.items()})
    assert set(rosters_object(found.evaluation.rosters).values()) == {None}
    assert told(found) == set()


def test_names_of_staff_have_numbers_where_names_are_not_published() -> None:
    found = computed(人员=PEOPLE, 任务分解=[*TASKS, ("周远", "个案服务", 1)])
    names = numbers_of(found.submission, {})
    assert set(names) == {"王芳", "李敏", "赵强", "钱多", "周远"}
    said = without_names([each.message for each in found.findings], names)
    assert not any(name in sentence for name in names for sentence in said)


def test_columns_that_hold_people_served_are_pointed_out_and_not_read() -> None:
    ledger = [(*LEDGER[0], "服务对象姓名", "身份证号"), *((*row, "某某某", "440000000000000000") for row in LEDGER[1:])]
    found = computed(服务台账=ledger)
    (pointed,) = [each for each in found.findings if each.code == "S051"]
    assert (pointed.sheet, pointed.cell) == ("服务台账", "G1")
    said: list[Any] = [found.evaluation, found.findings, found.submission]
    assert not any("某某某" in repr(each) or "4400000" in repr(each) for each in said)


def test_items_that_kept_all_their_points_are_known_by_name() -> None:
    rows = [*ITEMS, ("", "", "3.三项（10分）", 10, 10, ""), ("", "", "四项", 10, "", ""), ("", "", "", 10, 10, "")]
    (found,) = computed(评估明细=rows).evaluation.rosters.items or ()
    assert found.kept == ("三项",)
    assert [(each.content, each.score) for each in found.lost] == [("二项", 33), ("一项", 55)]
    assert (found.points, found.score) == (130, 108)


def test_the_lists_of_a_year_come_to_the_figures_that_other_years_are_compared_with() -> None:
    found = year_lists(computed(**ALL).evaluation.rosters)
    assert found is not None
    assert (found.staff, found.average, found.arrived, found.left) == (3, Decimal(1248) / 365, 2, 1)
    assert (found.qualified_share, found.communities, found.served) == (Decimal(2) / 3, 3, 2)
    assert found.filing_rate == Decimal(180) / 190
    assert found.turnover == 1 / (Decimal(1248) / 365)
    assert (found.resources, found.volunteers, found.volunteer_hours) == (Decimal("33.5"), 35, 500)
    only = year_lists(computed(人员=PEOPLE).evaluation.rosters)
    assert only is not None
    assert (only.staff, only.communities, only.served, only.filing_rate, only.resources) == (3, None, None, None, None)


def test_gifts_whose_amounts_are_doubtful_are_compared_with_no_other_year() -> None:
    lists = computed(**{**ALL, "资源链接": changed(RESOURCES, 1, 3, 13000)}).evaluation.rosters
    found = year_lists(lists)
    assert found is not None
    assert found.resources is None


def test_blanks_among_figures_are_told_though_one_of_them_is_no_blank() -> None:
    rows = [*changed(VOLUNTEERS, 1, 2, "约二十来人"), ("三队", D(2024, 9, 1), 15, 2, 100)]
    assert "G046" not in told(computed(志愿服务=rows))
    assert "G046" in told(computed(志愿服务=changed(rows, 2, 2, "")))


def test_a_team_of_a_day_to_come_is_called_by_its_name() -> None:
    teams = changed(VOLUNTEERS, 1, 1, D(2025, 8, 1))
    found = computed(基本信息=[*INFORMATION, ("填表日期", D(2025, 7, 31))], 志愿服务=teams).findings
    (said,) = [each for each in found if each.code == "G047"]
    assert "“一队”" in said.message


def test_an_item_that_a_list_contradicts_is_called_by_its_own_name() -> None:
    rows = (("产出指标", "数量指标", "专业队伍", "工作人员", 3, "人", 50, 5, ""),)
    (said,) = [each for each in computed(rows, 人员=PEOPLE).findings if each.code == "G001"]
    assert "“工作人员”" in said.message
    assert "3人" in said.message
    rated = (("产出指标", "质量指标", "持证率", "", "≥60%", "%", 50, "80%", ""),)
    (said,) = [each for each in computed(rated, 人员=PEOPLE).findings if each.code == "G001"]
    assert "66.67%" in said.message


def test_a_small_sample_is_held_against_the_highest_of_several_targets() -> None:
    survey = (SURVEY[0], ("站点", "", "居民", 600, 50, 30, 19, 1, 0))
    rows = [
        ("满意度指标", "", name, "", target, "%", 10, "", "")
        for name, target in (("服务对象满意度", "≥85%"), ("居民满意度", "≥95%"))
    ]
    (said,) = [each for each in computed(rows, 满意度调查=survey).findings if each.code == "G052"]
    assert "95%" in said.message
    assert "85%" not in said.message
    # (0.98 + 3.8416/100 - √(3.8416 × (0.98 × 0.02/50 + 3.8416/10000))) ÷ (1 + 3.8416/50), after Wilson
    assert "89.5%" in said.message


def test_a_survey_without_returns_hides_no_handful() -> None:
    blank = ("街道", D(2025, 6, 2), "居民", 60, "", "", "", "", "")
    few = ("站点", D(2025, 6, 1), "居民", 60, 5, 5, 0, 0, 0)
    assert "G053" in told(computed(满意度调查=(SURVEY[0], blank, few)))


@pytest.mark.parametrize(("actual", "is_told"), [("50.004%", False), ("50.005%", True), ("49.995%", True)])
def test_what_prints_alike_is_no_difference(actual: str, *, is_told: bool) -> None:
    communities = [COMMUNITIES[0], ("甲社区", "东", "一", 100, 50)]
    rows = (("产出指标", "质量指标", "建档率", "", "≥40%", "%", 50, actual, ""),)
    assert ("G001" in told(computed(rows, 社区=communities))) is is_told


def test_on_average_of_one_day_those_are_there_who_are_there_on_it() -> None:
    about = [
        (name, D(2024, 9, 1) if "日期" in str(name) and "服务" in str(name) else value) for name, value in INFORMATION
    ]
    found = evaluate_bytes(standard(基本信息=about, 绩效指标=(INDICATOR_HEADS, *CASES), 人员=PEOPLE).data())
    people = found.evaluation.rosters.people
    assert people is not None
    assert people.average == 4

"""The sentences: right for none, one and many; unknown where it is unknown; with the figures of the evaluation."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
import report_samples as samples
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import cost, evaluation, scored

from workbook_tools.model import (
    Assessment,
    AssessmentResult,
    Evaluation,
    Finding,
    FundsResult,
    LedgerGroup,
    LedgerStatistics,
    Limits,
    ScoredRow,
    ShareResult,
    Submission,
    Table,
    Text,
)
from workbook_tools.report import formats
from workbook_tools.report.blocks import Heading, KeyFigure, Paragraph
from workbook_tools.report.blocks import Table as TableBlock
from workbook_tools.report.narrative import Narrative, narrative_of

D = Decimal


def told(result: Evaluation, submission: Submission | None = None, findings: tuple[Finding, ...] = ()) -> str:
    """All running text of a report, one block a line."""
    narrative = narrative_of(submission or Submission(samples.about()), result, findings)
    return "\n".join(block.text for block in narrative.blocks if isinstance(block, Paragraph | Heading))


def section(result: Evaluation, heading: str, submission: Submission | None = None) -> list[str]:
    """The paragraphs between a heading and the next one."""
    narrative = narrative_of(submission or Submission(samples.about()), result, ())
    found, inside = [], False
    for block in narrative.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside and isinstance(block, Paragraph) and block.kind not in ("annexes", "signature"):
            found.append(block.text)
    return found


def table(narrative: Narrative, key: str) -> TableBlock:
    every = (*narrative.blocks, *narrative.working)
    return next(block for block in every if isinstance(block, TableBlock) and block.key == key)


def to_rectify(result: Evaluation, findings: tuple[Finding, ...] = ()) -> list[tuple[str, ...]]:
    """整改清单: problem, basis, advice."""
    told = narrative_of(Submission(samples.about()), result, findings)
    blocks = [block for block in told.blocks if isinstance(block, TableBlock) and block.key == "rectification"]
    assert all(row[3:] == (("", ""), ("", "")) for block in blocks for row in block.rows)  # filled in by hand
    return [tuple(cell[0] for cell in row[:3]) for block in blocks for row in block.rows]


MET = scored("个案", "68", "68")
OVER = scored("小组", "30", "36", state="超额完成")
UNMET = scored("电访", "100", "70", state="未完成", score="7.00", unit="次")
OPEN = scored("合作", "良好", "", state="无法判定", missing="请写明目标")


# ---------------------------------------------------------------- chapters


def test_the_six_chapters_and_their_sections_stand_in_their_order() -> None:
    narrative = narrative_of(*samples.typical())
    first = [block.text for block in narrative.blocks if isinstance(block, Heading) and block.level == 1]
    assert first == [
        "摘要", "一、评价项目概述", "二、绩效评价概述", "三、评价结论与绩效分析", "四、主要绩效或成功经验",
        "五、存在问题或不足", "六、相关建议",
    ]  # fmt: skip
    working = [block.text for block in narrative.working if isinstance(block, Heading) and block.level == 1]
    assert working == [
        "一、核查结果",
        "二、问题清单",
        "三、评分依据",
        "四、拨付核算",
        "五、佐证材料目录",
        "六、服务统计",
    ]
    second = [block.text for block in narrative.blocks if isinstance(block, Heading) and block.level == 2]
    assert [text for text in second if text.startswith("（")] == [
        "（一）项目背景", "（二）项目立项依据", "（三）绩效目标与指标", "（四）资金来源及使用情况",
        "（五）项目实施情况",
        "（一）评价目的", "（二）评价设计与实施", "（三）指标体系和评分标准方法",
        "（一）总体结论", "（二）项目绩效分析", "（三）项目可持续性分析",
        "（一）存在问题", "（二）应对策略",
        "（一）政策方面建议", "（二）项目管理方面建议", "（三）绩效管理方面建议", "（四）其他建议",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("（二）项目立项依据", "（待填写）"),
        ("（三）项目可持续性分析", "（待填写）"),
        ("（二）应对策略", "暂无"),
        ("（一）政策方面建议", "暂无"),
    ],
)
def test_an_empty_section_says_so_in_the_way_it_wants(heading: str, words: str) -> None:
    assert section(evaluation([MET]), heading) == [words]


def test_staff_texts_stand_in_their_place_with_their_lines_and_numbers() -> None:
    text = "一是加强联动；\n（1）每月会商；\n  2、定期回访。"
    submission = Submission(samples.about(), texts=(Text(samples.TEXTS, 2, "应对策略", "", text),))
    assert section(evaluation([MET]), "（二）应对策略", submission) == [
        "一是加强联动；",
        "（1）每月会商；",
        "  2、定期回访。",
    ]


@pytest.mark.parametrize(
    ("titles", "headings"),
    [
        (["精准识别"], ["精准识别"]),
        (["精准识别", "多方联动"], ["1．精准识别", "2．多方联动"]),
        (["1、精准识别", "2、多方联动"], ["1、精准识别", "2、多方联动"]),
        (["（一）精准识别", "多方联动"], ["（一）精准识别", "2．多方联动"]),
    ],
)
def test_titles_are_numbered_unless_staff_did_it(titles: list[str], headings: list[str]) -> None:
    texts = tuple(Text(samples.TEXTS, n, "主要经验", title, "做法。") for n, title in enumerate(titles, 2))
    narrative = narrative_of(Submission(samples.about(), texts=texts), evaluation([MET]), ())
    assert [b.text for b in narrative.blocks if isinstance(b, Heading) and b.text in headings] == headings


# ---------------------------------------------------------------- none, one, many


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([MET], "列入自评的1项指标已经完成。"),
        ([MET, MET], "列入自评的2项指标全部完成。"),
        ([MET, OVER], "列入自评的2项指标全部完成，其中超额完成1项。"),
        ([OVER], "列入自评的1项指标超额完成。"),
        ([OVER, OVER._replace(item="个案")], "列入自评的2项指标全部超额完成。"),
        ([MET, UNMET], "列入自评的2项指标中，完成1项，未完成1项。未完成的指标列入整改清单。"),
        ([UNMET], "列入自评的1项指标中，没有已完成的指标，未完成1项。未完成的指标列入整改清单。"),
        (
            [UNMET, OPEN],
            "列入自评的2项指标中，没有已完成的指标，未完成1项，无法判定1项。未完成和未能评定的指标列入整改清单。",
        ),
        (
            [OVER, UNMET],
            "列入自评的2项指标中，完成1项（其中超额完成1项），未完成1项。未完成的指标列入整改清单。",
        ),
    ],
)
def test_counts_of_rows_read_right_for_none_one_and_many(rows: list[ScoredRow], sentence: str) -> None:
    placed = [row._replace(indicator=replace(row.indicator, row=n, group=n)) for n, row in enumerate(rows, 4)]
    assert section(evaluation(placed), "（二）项目绩效分析") == [sentence]


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, "指标0"),
        (2, "指标0、指标1"),
        (7, "指标0、指标1、指标2、指标3、指标4等7项指标"),
    ],
)
def test_targets_far_exceeded_are_to_be_looked_at_by_those_who_set_them(count: int, named: str) -> None:
    rows = [scored(f"指标{n}", "2", "3", state="超额完成", row=4 + n) for n in range(count)]
    assert section(evaluation(rows), "（三）绩效管理方面建议") == [
        f"购买方应会同本站在编制下一年度目标时，复核完成率达到或超过130%的{named}，使目标更加切合实际。"
    ]


def test_actuals_that_came_from_the_ledger_are_named() -> None:
    rows = [MET._replace(from_ledger=True), UNMET]
    assert "其中1项的实际完成值取自服务台账的合计：个案。" in section(evaluation(rows), "（二）项目绩效分析")[0]
    assert "服务台账" not in section(evaluation([MET]), "（二）项目绩效分析")[0]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([cost("人员", "100", "105")], "各项支出与预算的差异均在10%以内。"),
        ([cost("人员", "100", "111")], "支出与预算相差超过10%的明细有1项，列入整改清单。"),
        (
            [cost("人员", "100", "111"), cost("培训", "10", "5")],
            "支出与预算相差超过10%的明细有2项，列入整改清单。",
        ),
    ],
)
def test_straying_lines_are_counted_and_go_to_the_list_of_what_to_rectify(lines: list, sentence: str) -> None:  # type: ignore[type-arg]
    funds = FundsResult(D(100), D(100), D(100), D(1), D(10), D(10), False, "", tuple(lines))
    assert sentence in "".join(section(evaluation([MET], funds), "2．资金使用情况"))


def test_what_a_reason_is_asked_for_follows_the_scheme() -> None:
    lines = (cost("人员", "100", "93")._replace(strays=True),)
    funds = FundsResult(D(100), D(100), D(93), D("0.93"), D(10), D("9.3"), False, "", lines, execution="low")
    strict = Limits(over_target=D("1.2"), execution_window=D("0.05"), line_deviation=D("0.05"))
    words = told(evaluation([OVER._replace(far_above=True)], funds, limits=strict))
    for sentence in ("支出与预算相差超过5%的明细有1项", "预算执行率为93.00%，低于95%", "完成率达到或超过120%的小组"):
        assert sentence in words
    assert to_rectify(evaluation([OVER], funds, limits=strict)) == [
        ("预算执行率低于95%", "预算执行率93.00%，结余7.00万元", "说明结余原因和使用安排"),
        ("人员节支7.00%", "预算100.00万元，支出93.00万元", "说明差异原因"),
    ]


@pytest.mark.parametrize(
    ("budget", "spent", "words"),
    [
        ("100", "110", "预算执行率为110.00%，超出预算10.00万元。"),
        ("100", "80", "预算执行率为80.00%，结余20.00万元。"),
        ("100", "100", "预算执行率为100.00%，收支相抵。"),
        ("100", None, "全年预算100.00万元；预算执行率因数据不足无法计算。"),
        (None, "80", "实际支出80.00万元；预算执行率因数据不足无法计算。"),
    ],
)
def test_money_left_missing_or_unknown(budget: str | None, spent: str | None, words: str) -> None:
    planned, paid = D(budget) if budget else None, D(spent) if spent else None
    rate = paid / planned if paid is not None and planned else None
    funds = FundsResult(planned, None, paid, rate, D(10), None, False, "", (cost("人员", budget, spent),))
    about = samples.about(annual_funds=None)
    assert words in "".join(section(evaluation([MET], funds), "2．资金使用情况", Submission(about)))


def test_without_any_funds_the_report_says_so() -> None:
    words = section(evaluation([MET]), "2．资金使用情况")
    assert words == ["未填报资金使用数据，预算执行率无法计算。"]


@pytest.mark.parametrize(
    ("on_budget", "on_spending", "cells"),
    [
        ("0.15", None, ("15.00%", "—", "—", "符合")),
        ("0.15", "0.16", ("15.00%", "16.00%", "—", "按实际支出计不符合")),
        (None, "0.16", ("—", "16.00%", "—", "按实际支出计不符合")),
    ],
)
def test_shares_are_told_on_the_bases_that_are_known(
    on_budget: str | None, on_spending: str | None, cells: tuple[str, ...]
) -> None:
    share = ShareResult(
        "运营管理不高于15%", "≤", D("0.15"), ("运营管理",),
        D(on_budget) if on_budget else None, D(on_spending) if on_spending else None, None,
        ("spending",) if on_spending else (),
    )  # fmt: skip
    funds = FundsResult(D(100), D(100), D(100), D(1), D(10), D(10), False, "", (cost("运营", "15", "16"),), (share,))
    (row,) = table(narrative_of(Submission(samples.about()), evaluation([MET], funds), ()), "shares").rows
    assert tuple(cell[0] for cell in row) == ("运营管理", "不高于15%", *cells)


# ---------------------------------------------------------------- scores and what is open


def test_a_closed_score_is_stated_with_its_grade() -> None:
    words = section(
        evaluation([MET._replace(score=D("8.50"), score_low=D("8.50"), score_high=D("8.50"))]), "（一）总体结论"
    )
    assert words[0] == "本站2022年度绩效自评总分为8.50分（满分10分），绩效等级为“差”。"


def test_an_open_score_is_a_range_and_the_grade_is_not_guessed() -> None:
    words = section(evaluation([MET, OPEN]), "（一）总体结论")
    assert words[0] == (
        "满分20分中已评定10分，得10.00分；另有10分因依据不足未能评定，总分介于10.00分与20.00分之间，"
        "未评定部分无论如何评定，绩效等级均为“差”。"
    )
    wide = evaluation([MET, OPEN])._replace(grade_low="中", grade_high="优")
    assert section(wide, "（一）总体结论")[0].endswith("绩效等级可能为“中”至“优”。")


def test_when_nothing_could_be_judged_there_is_neither_score_nor_grade() -> None:
    result = samples.unjudged()[1]
    assert section(result, "（一）总体结论") == ["满分100分均未能评定，本报告不出具总分和绩效等级。"]
    figures = [b for b in narrative_of(Submission(samples.about()), result, ()).working if isinstance(b, KeyFigure)]
    assert figures[0].figure == "未评定"


def test_an_empty_workbook_is_told_to_be_empty() -> None:
    words = told(samples.empty()[1], samples.empty()[0])
    assert "没有可以评分的绩效指标，本报告不出具总分和绩效等级。" in words


def test_an_unmet_row_is_named_with_its_completion_and_the_reason_given() -> None:
    assert to_rectify(evaluation([UNMET])) == [("电访未完成", "完成率70.00%", "说明原因和措施")]
    explained = UNMET._replace(indicator=replace(UNMET.indicator, reason="暑期停访两个月。"))
    assert to_rectify(evaluation([explained])) == [("电访未完成", "完成率70.00%；原因：暑期停访两个月", "制定补足措施")]
    unknown = UNMET._replace(completion=None)
    assert to_rectify(evaluation([unknown])) == [("电访未完成", "目标100次，实际70次", "说明原因和措施")]


def test_lines_that_stray_for_one_reason_in_one_direction_are_one_matter() -> None:
    lines = [
        cost(name, "10", spent, reason=reason)._replace(strays=True)
        for name, spent, reason in (
            ("人员", "12", "物价上涨"),
            ("培训", "8", "岗位空缺"),
            ("活动", "7", "岗位 空缺"),
            ("差旅", "5", ""),
            ("办公", "5", ""),
        )
    ]
    funds = FundsResult(D(50), D(50), D(37), D("0.74"), D(10), D(10), False, "", tuple(lines))
    assert to_rectify(evaluation([MET], funds)) == [
        ("人员超支20.00%", "预算10.00万元，支出12.00万元；原因：物价上涨", "核实原因，留存材料"),
        ("2项节支超过10%", "培训节支20.00%、活动节支30.00%；原因：岗位空缺", "核实原因，留存材料"),
        ("差旅节支50.00%", "预算10.00万元，支出5.00万元", "说明差异原因"),
        ("办公节支50.00%", "预算10.00万元，支出5.00万元", "说明差异原因"),
    ]


def test_an_unjudged_row_says_what_to_fill_in() -> None:
    assert to_rectify(evaluation([OPEN])) == [("合作未能评定", "分值10分；目标“良好”，实际未填写", "请写明目标")]


def test_chapter_five_counts_what_the_data_show_and_the_list_has_it() -> None:
    result = evaluation([UNMET, OPEN], samples.full_funds())
    words = section(result, "（一）存在问题")
    assert words == [
        "对照年度目标和支出情况，本站存在以下情况：指标未完成1项，缺少评分依据1项，预算超支，费用比重不符合规定1项，"
        "支出与预算差异较大4项。逐项列入整改清单。"
    ]
    listed = to_rectify(result, (Finding("R001", "E", "绩效指标", "J4", "有误。", "请改正。"),))
    assert listed[0] == ("支出超出预算22.02万元", "预算执行率109.17%", "说明超支资金的来源，补齐审批手续")
    assert listed[1][:2] == ("运营管理的比重不符合规定", "应不高于15%，按实际支出为16.01%，按年度资金为17.48%")
    assert listed[3][:2] == ("专业支持经费节支50.54%", "预算7.42万元，支出3.67万元；原因：两场督导改为线上进行")
    assert listed[-1] == ("填报数据有1处须更正", "核查底稿", "更正后重新核定得分")


def test_a_long_list_of_unmet_rows_is_cut_and_counted() -> None:
    rows = [scored(f"指标{n}", "100", str(n), state="未完成", score="1.00", row=4 + n) for n in range(30, 0, -1)]
    listed = to_rectify(evaluation(rows))
    assert [row[0] for row in listed[:2]] == ["指标1未完成", "指标2未完成"]  # the lowest completion first
    assert len(listed) == 16
    assert listed[-1] == ("其余15项指标未完成", "绩效指标完成情况表", "逐项说明原因，制定补足措施")


def test_chapter_five_does_not_look_for_faults_where_there_are_none() -> None:
    assert section(evaluation([MET]), "（一）存在问题") == [
        "对照年度目标和支出情况，本站没有未完成的指标。"
    ]  # of money that nobody knows nothing is said
    assert to_rectify(evaluation([MET])) == []


def test_what_is_to_gain_is_asked_for_by_points_and_told_in_the_working_paper() -> None:
    rows = [
        UNMET._replace(gain=D("1.00"), gain_needed="再增加10次，可多得1.00分"),
        scored("调研", "4", "2", state="未完成", score="5.00")._replace(gain=D("5.00")),
    ]
    assert section(evaluation(rows), "（三）绩效管理方面建议") == [
        "本站应在制定下一年度工作计划时，优先安排失分较多的调研、电访。"
    ]
    listed = table(narrative_of(Submission(samples.about()), evaluation(rows), ()), "gains")
    assert [(row[0][0], row[4][0]) for row in listed.rows] == [("调研", "—"), ("电访", "再增加10次，可多得1.00分")]


@pytest.mark.parametrize(
    ("computed", "stated", "finance", "words"),
    [
        ("86.50", "", "合格", "末期评估由第三方、街道实施，综合得分86.50分，评估等级为“良好”；财务评估结论为“合格”。"),
        (None, "良好", "", "末期评估由第三方、街道实施，评分未齐，综合得分无法计算，填报的等级为“良好”。"),
        (None, "", "", "末期评估由第三方、街道实施，评分未齐，综合得分无法计算。"),
        (
            "86.50",
            "优秀",
            "",
            "末期评估由第三方、街道实施，综合得分86.50分，评估等级为“良好”。计算得出的等级与填报的“优秀”不一致，请核对。",
        ),
    ],
)
def test_assessments(computed: str | None, stated: str, finance: str, words: str) -> None:
    place = Table("评估评分", 1, 5, {})
    assessors = tuple(
        Assessment(place, n, "末期", who, D("0.5"), None, "", None, "") for n, who in enumerate(["第三方", "街道"], 2)
    )
    score = D(computed) if computed else None
    result = AssessmentResult("末期", ((2, None), (3, None)), score, "良好" if computed else "", stated, finance)
    submission = Submission(samples.about(), assessments=assessors)
    assert section(evaluation([MET])._replace(assessments=(result,)), "（二）评价设计与实施", submission)[1:] == [words]


def test_the_finance_gate_is_no_assessor() -> None:
    place = Table("评估评分", 1, 5, {})
    rows = [("第三方", D("0.7"), ""), ("财务评估", None, "合格")]
    assessors = tuple(
        Assessment(place, n, "末期", who, weight, None, conclusion, None, "")
        for n, (who, weight, conclusion) in enumerate(rows, 2)
    )
    result = AssessmentResult("末期", ((2, None),), None, "", "", "合格", finance_row=3)
    words = section(
        evaluation([MET])._replace(assessments=(result,)),
        "（二）评价设计与实施",
        Submission(samples.about(), assessments=assessors),
    )
    assert words[1:] == ["末期评估由第三方实施，评分未齐，综合得分无法计算；财务评估结论为“合格”。"]


@pytest.mark.parametrize(
    ("group", "months", "words"),
    [
        (LedgerGroup("", 3, D(0), D(0), D(0), D(0)), (), "服务台账共记录服务3条。"),
        (LedgerGroup("", 3, D(0), D(9), D(0), D(0)), ("2022-08",), "服务台账在2022年8月共记录服务3条，服务9人次。"),
        (
            LedgerGroup("", 5, D(0), D(9), D(6), D("1.5")),
            ("2022-08", "2022-10"),
            "服务台账自2022年8月至2022年10月共记录服务5条，服务9人次，服务工时7.5小时（直接6小时，间接1.5小时）。"
            "记录最多的月份为2022年10月。",
        ),
    ],
)
def test_the_ledger_tells_only_what_it_counts(group: LedgerGroup, months: tuple[str, ...], words: str) -> None:
    by_month = tuple(replace(group, name=name, entries=n) for n, name in enumerate(months, 1))
    result = evaluation([MET])._replace(ledger=LedgerStatistics(group, (), (), (), (), by_month))
    assert words in section(result, "（五）项目实施情况")


# ---------------------------------------------------------------- figures and style


def test_the_tables_print_the_figures_of_the_evaluation() -> None:
    submission, result, findings = samples.typical()
    narrative = narrative_of(submission, result, findings)
    printed = {row[2][0] + row[3][0]: (row[6][0], row[8][0]) for row in table(narrative, "indicators_items").rows}
    assert printed["资源链接—"] == ("70.00%", "10.50")
    assert printed["服务达标率个案辅导"] == ("102.94%", "5.00")
    assert [cell[0] for cell in table(narrative, "levels").rows[-1]] == [
        "合计", "100", "75", "70.50", "94.00%", "70.50～95.50",
    ]  # fmt: skip
    assert [cell[0] for cell in table(narrative, "costs").rows[-1]][:5] == [
        "合计", "240.00", "262.02", "109.17%", "+22.02",
    ]  # fmt: skip
    assert len(table(narrative, "findings").rows) == len(findings)


def test_names_are_short_where_they_are_unique_and_whole_where_they_are_not() -> None:
    rows = [
        scored("社区", "2", "3", item="个案", state="超额完成", group=1, row=4),
        scored("学校", "2", "3", item="个案", state="超额完成", group=2, row=5),
        scored("学校", "2", "3", item="小组", state="超额完成", group=2, row=6),
    ]
    words = "".join(section(evaluation(rows), "（三）绩效管理方面建议"))
    assert "社区·个案、学校·个案、小组，" in words


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("2022", "晨光街社工服务站2022年度绩效自评报告"),
        ("2022年", "晨光街社工服务站2022年度绩效自评报告"),
        ("2022年度", "晨光街社工服务站2022年度绩效自评报告"),
        ("2022-2023", "晨光街社工服务站2022-2023年度绩效自评报告"),
        ("2022年8月至2023年7月", "晨光街社工服务站2022年8月至2023年7月绩效自评报告"),
        ("", "晨光街社工服务站绩效自评报告"),
    ],
)
def test_the_title_takes_any_label_of_a_year(label: str, title: str) -> None:
    assert told(evaluation([MET]), Submission(samples.about(year=label))).split("\n")[0] == title


CLUMSY = re.compile(
    "、、|，，|。。|；；|：：|，。|、。|；。|：。|，；|。；|（）|“”|为、|：、|None|Undefined|nan|\\{\\{|[^0-9.]0项|  +"
)

rows_of_any_kind = st.lists(
    st.builds(
        lambda name, target, actual, state, reason, gain: scored(
            name, target, actual, state=state, score="3.00" if state == "未完成" else None, reason=reason, gain=gain,
            missing="请补充" if state == "无法判定" else "",
        ),
        st.sampled_from(["个案", "小组", "活动"]),
        st.sampled_from(["10", "100", "良好", ""]),
        st.sampled_from(["10", "7", "160", "达标", ""]),
        st.sampled_from(["完成", "超额完成", "未完成", "无法判定"]),
        st.sampled_from(["", "疫情影响。", "  "]),
        st.sampled_from([None, "1.00"]),
    ),
    max_size=5,
)  # fmt: skip
lines_of_any_kind = st.lists(
    st.builds(cost, st.just("人员"), st.sampled_from(["10", None]), st.sampled_from(["10", "12", "3", None])),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(rows_of_any_kind, lines_of_any_kind, st.sampled_from([None, "90", "100", "110"]), st.booleans())
def test_no_combination_makes_a_clumsy_sentence(rows: list, lines: list, spent: str | None, named: bool) -> None:  # type: ignore[type-arg]
    paid = D(spent) if spent else None
    rate = paid / 100 if paid is not None else None
    funds = FundsResult(
        D(100), D(100), paid, rate, D(10), D(9) if rate else None, False, "按执行率计分。", tuple(lines)
    )
    about = samples.about() if named else samples.about(station="", contractor="", purchaser="", authority="", year="")
    findings = (Finding("R001", "E", "绩效指标", "J4", "有误。", "请改正。"),) if named else ()
    words = told(evaluation(rows, funds), Submission(about), findings)
    assert not CLUMSY.search(words), CLUMSY.search(words)


# ---------------------------------------------------------------- long lists, empty words, small tables


@pytest.mark.parametrize("word", ["无", "暂无", "/", "—", "无。", " 无 "])
def test_a_word_for_nothing_is_no_text_of_the_staff(word: str) -> None:
    texts = tuple(Text(samples.TEXTS, n, chapter, "", word) for n, chapter in enumerate(["存在问题", "政策建议"], 2))
    submission = Submission(samples.about(), texts=texts)
    assert section(evaluation([UNMET]), "（一）存在问题", submission) == [
        "对照年度目标和支出情况，本站存在以下情况：指标未完成1项。逐项列入整改清单。"
    ]
    assert section(evaluation([UNMET]), "（一）政策方面建议", submission) == ["暂无"]


# ---------------------------------------------------------------- who speaks


EVALUATED = samples.about(report_type="评价报告", evaluation_team="张三、李四", evaluation_method="现场核查。")


def test_a_self_evaluation_speaks_of_itself_and_an_evaluation_of_the_station() -> None:
    closed = evaluation([MET])
    own, other = told(closed), told(closed, Submission(EVALUATED))
    assert own.startswith("晨光街社工服务站2022年度绩效自评报告\n")
    assert other.startswith("晨光街道办事处晨光街社工服务站2022年度绩效评价报告\n")
    assert "该站" not in own
    assert "本站" not in other
    assert "本站2022年度绩效自评总分为" in own
    assert "该站2022年度绩效评价总分为" in other


def test_each_is_signed_by_its_own_unit() -> None:
    def signed(**values: object) -> str:
        submission = Submission(samples.about(**values))
        blocks = narrative_of(submission, evaluation([MET]), ()).blocks
        return next(b.text for b in blocks if isinstance(b, Paragraph) and b.kind == "signature")

    assert signed() == "暖阳社会工作服务中心"
    assert signed(report_type="评价报告") == "晨光街道办事处"
    assert signed(report_type="评价报告", issuer="青禾区民政局") == "青禾区民政局"
    assert signed(contractor="") == "晨光街社工服务站"


def test_an_evaluation_names_its_team_its_day_and_its_method() -> None:
    words = section(evaluation([MET]), "（二）评价设计与实施", Submission(EVALUATED))
    assert words == ["评价方法：现场核查。", "评价组：张三、李四。评价以2023年7月31日为截止日期。"]


def test_purpose_and_method_have_words_of_their_own_where_staff_give_none() -> None:
    for about, purpose in ((samples.about(), "开展本次绩效自评。"), (EVALUATED, "开展本次绩效评价。")):
        (words,) = section(evaluation([MET]), "（一）评价目的", Submission(about))
        assert words.endswith(purpose)
    assert "逐项比较" in section(evaluation([MET]), "（二）评价设计与实施")[0]


# ---------------------------------------------------------------- drafts, summary, contradictions


ERROR = Finding("R001", "E", "绩效指标", "J4", "有误。", "请改正。")


@pytest.mark.parametrize(
    ("rows", "findings", "sentence"),
    [
        ([OPEN], (), "本稿为征求意见稿：合作（共10分）尚未评定。"),
        ([MET], (ERROR,), "本稿为征求意见稿：填报数据有1处须更正。"),
        ([MET, OPEN], (ERROR, ERROR), "本稿为征求意见稿：合作（共10分）尚未评定，填报数据有2处须更正。"),
    ],
)
def test_while_something_is_open_it_is_a_draft_and_says_why(
    rows: list[ScoredRow], findings: tuple[Finding, ...], sentence: str
) -> None:
    words = told(evaluation(rows), findings=findings).split("\n")
    assert words[0] == "晨光街社工服务站2022年度绩效自评报告（征求意见稿）"
    assert words[2] == sentence


def test_what_is_settled_is_no_draft() -> None:
    warning = replace(ERROR, severity="W")
    assert "征求意见稿" not in told(evaluation([MET]), findings=(warning,))


def test_the_summary_has_three_achievements_and_three_problems_at_most() -> None:
    submission, result, _findings = samples.typical()
    words = section(result, "摘要", submission)
    (achieved,) = [line for line in words if line.startswith("主要成效：")]
    (wanting,) = [line for line in words if line.startswith("主要问题：")]
    assert ["一是" in achieved, "三是" in achieved, "四是" in achieved] == [True, True, False]
    assert ["一是" in wanting, "三是" in wanting, "四是" in wanting] == [True, True, False]
    assert words[-1].startswith("有关要求：一是本站在报告定稿前补齐评分依据；")


def test_a_text_that_a_table_contradicts_does_not_stand_there_without_a_word() -> None:
    tranches = samples.typical()[1].tranches
    texts = (
        Text(samples.TEXTS, 2, "实施情况", "", "项目资金按期申请并拨付。"),
        Text(samples.TEXTS, 3, "总体结论", "", "各项指标均已完成，与计划差异控制在10%以内。"),
    )
    submission = Submission(samples.about(), texts=texts)
    result = evaluation([UNMET], samples.full_funds())._replace(tranches=tranches)
    assert section(result, "（五）项目实施情况", submission)[-1].startswith("注：资金拨付情况表未填报拨付记录")
    remarks = [line[:10] for line in section(result, "（一）总体结论", submission) if line.startswith("注：")]
    assert remarks == ["注：支出与预算的差异", "注：完成情况以绩效指"]
    assert not [line for line in section(evaluation([MET]), "（一）总体结论", submission) if line.startswith("注：")]


def test_where_no_payment_was_recorded_nobody_is_said_to_owe() -> None:
    submission, result, _ = samples.typical()
    words = section(result, "1．资金来源及投入", submission)
    assert words[-1] == "年度资金分3期拨付，未填报拨付记录，各期情况见下表。"
    states = [row[5][0] for row in table(narrative_of(submission, result, ()), "tranches").rows]
    assert states[:3] == ["未填报拨付记录"] * 3
    formal = told(result, submission)
    assert "未触发" not in formal
    assert "尚欠" not in formal


def test_open_points_are_advised_on_in_one_sentence() -> None:
    rows = [scored("个案", "60", "60", points="70"), scored("满意度", "良好", "", state="无法判定", points="30", row=5)]
    words = section(evaluation(rows), "（三）绩效管理方面建议")
    assert words == ["本站应在报告定稿前补齐1项指标的评分依据；补齐后等级在中至优之间，其中满意度影响最大（30分）。"]


# ---------------------------------------------------------------- figures in words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("≥4个", "不少于4个"),
        (">=21933人", "不少于21933人"),
        ("≥ 98 %", "不低于98 %"),
        ("≤5300元/户", "不超过5300元/户"),
        ("＞3", "超过3"),
        ("＝8个", "8个"),
        ("±10%", "上下浮动10%"),
        ("60～80", "60至80"),
        ("2026-01-23", "2026年1月23日"),
        ("2026-01-23 00:00:00", "2026年1月23日"),
        ("68个", "68个"),
        ("1-6月", "1至6月"),
    ],
)
def test_a_sentence_has_words_for_signs(written: str, words: str) -> None:
    assert formats.in_words(written) == words


@pytest.mark.parametrize(
    ("amount", "printed"),
    [("240", "240.00"), ("262.0191", "262.02"), ("1200", "1,200.00"), ("5.545", "5.55"), ("0.0049", "0.0049")],
)
def test_an_amount_has_one_form_in_the_whole_paper(amount: str, printed: str) -> None:
    assert formats.money(D(amount)) == printed


def test_lines_that_do_not_add_up_when_rounded_are_told() -> None:
    lines = tuple(cost(name, "1.004", "1.004") for name in ("甲", "乙"))
    funds = FundsResult(D("2.008"), None, D("2.008"), D(1), D(10), D(10), False, "", lines)
    assert "四舍五入所致" in told(evaluation([MET], funds))
    assert "四舍五入所致" not in told(evaluation([MET], samples.full_funds()))


# ---------------------------------------------------------------- the working paper


def test_the_working_paper_has_codes_cells_and_a_column_for_the_station() -> None:
    listed = table(narrative_of(*samples.typical()), "findings")
    assert listed.head == ("序号", "级别", "代码", "位置", "问题", "处理建议", "站点说明")
    assert [cell[0] for cell in listed.rows[0][:4]] == ["1", "错误", "M201", "资金使用!E7"]


def test_the_proof_of_each_indicator_is_listed() -> None:
    proven = MET._replace(indicator=replace(MET.indicator, evidence="个案档案，存站内3号柜"))
    narrative = narrative_of(Submission(samples.about()), evaluation([proven, UNMET]), ())
    assert [cell[0] for cell in table(narrative, "evidence").rows[0]] == ["1", "个案", "个案档案，存站内3号柜"]
    words = [block.text for block in narrative.working if isinstance(block, Paragraph)]
    assert "其余1项指标没有列明佐证材料。" in words


@pytest.mark.parametrize("sample", [samples.typical, samples.empty, samples.unjudged, samples.many_rows])
def test_the_formal_paper_knows_nothing_of_cells_codes_and_workbooks(sample) -> None:  # type: ignore[no-untyped-def]
    blocks = narrative_of(*sample()).blocks
    words = "\n".join(
        block.text if isinstance(block, Paragraph | Heading) else " ".join(c[0] for row in block.rows for c in row)
        for block in blocks
        if isinstance(block, Paragraph | Heading | TableBlock)
    )
    assert not re.search(r"![A-Z]+\d|[A-Z]\d{3}|工作簿|单元格|重新计算|评分方案|基本信息", words)


@pytest.mark.parametrize("sample", [samples.typical, samples.empty, samples.unjudged, samples.many_rows])
def test_no_paragraph_of_ours_is_longer_than_a_reader_bears(sample) -> None:  # type: ignore[no-untyped-def]
    narrative = narrative_of(*sample())
    long = [block.text for block in narrative.blocks if isinstance(block, Paragraph) and len(block.text) > 320]
    assert long == []

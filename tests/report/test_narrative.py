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
from workbook_tools.report.blocks import ChartPlace, Heading, KeyFigure, Pages, Paragraph
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
    return next(block for block in narrative.blocks if isinstance(block, TableBlock) and block.key == key)


MET = scored("个案", "68", "68")
OVER = scored("小组", "30", "36", state="超额完成")
UNMET = scored("电访", "100", "70", state="未完成", score="7.00", unit="次")
OPEN = scored("合作", "良好", "", state="无法判定", missing="请写明目标")


# ---------------------------------------------------------------- chapters


def test_the_six_chapters_and_their_sections_stand_in_their_order() -> None:
    narrative = narrative_of(*samples.typical())
    first = [block.text for block in narrative.blocks if isinstance(block, Heading) and block.level == 1]
    assert first == [
        "评价结果摘要", "一、评价项目概述", "二、绩效评价概述", "三、评价结论与绩效分析", "四、主要绩效或成功经验",
        "五、存在问题或不足", "六、相关建议", "附件1 问题清单", "附件2 评分依据", "附件3 社工服务统计",
    ]  # fmt: skip
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
        ("（一）评价目的", "（待填写）"),
        ("（二）应对策略", "（待填写）"),
        ("（一）政策方面建议", "暂无"),
        ("（四）其他建议", "暂无"),
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
        ([MET], "列入评价的1项指标已经完成。"),
        ([MET, MET], "列入评价的2项指标全部完成。"),
        ([MET, OVER], "列入评价的2项指标全部完成，其中小组（120.00%）超额完成。"),
        ([OVER], "列入评价的1项指标超额完成，为小组（120.00%）。"),
        ([OVER, replace(OVER, item="个案")], "列入评价的2项指标全部超额完成，为小组（120.00%）、个案（120.00%）。"),
        ([MET, UNMET], "列入评价的2项指标中，完成1项，未完成1项。"),
        ([UNMET], "列入评价的1项指标中，没有已完成的指标，未完成1项。"),
        ([UNMET, OPEN], "列入评价的2项指标中，没有已完成的指标，未完成1项，无法判定1项。"),
        ([OVER, UNMET], "列入评价的2项指标中，完成1项（其中超额完成1项），未完成1项。超额完成的是小组（120.00%）。"),
    ],
)
def test_counts_of_rows_read_right_for_none_one_and_many(rows: list[ScoredRow], sentence: str) -> None:
    placed = [replace(row, indicator=replace(row.indicator, row=n, group=n)) for n, row in enumerate(rows, 4)]
    assert sentence in section(evaluation(placed), "1．完成情况")


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "完成率达到或超过130%的有1项，为指标0（150.00%），应说明目标设定是否偏低。"),
        (2, "完成率达到或超过130%的有2项，为指标0（150.00%）、指标1（150.00%），应说明目标设定是否偏低。"),
    ],
)
def test_targets_far_exceeded_are_named(count: int, sentence: str) -> None:
    rows = [scored(f"指标{n}", "2", "3", state="超额完成", row=4 + n) for n in range(count)]
    assert sentence in "".join(section(evaluation(rows), "1．完成情况"))


def test_actuals_that_came_from_the_ledger_are_named() -> None:
    rows = [replace(MET, from_ledger=True), UNMET]
    words = "".join(section(evaluation(rows), "1．完成情况"))
    assert "有1项未填写实际完成值，以服务台账的合计为准：个案。" in words
    assert "服务台账" not in "".join(section(evaluation([MET]), "1．完成情况"))


def test_a_list_too_long_for_a_sentence_is_counted_and_the_table_has_all() -> None:
    rows = [scored(f"指标{n}", "2", "3", state="超额完成", row=4 + n) for n in range(20)]
    narrative = narrative_of(Submission(samples.about()), evaluation(rows), ())
    words = "".join(block.text for block in narrative.blocks if isinstance(block, Paragraph))
    assert "指标11（150.00%）等" in words
    assert "指标12（150.00%）" not in words
    assert len(table(narrative, "indicators").rows) == 20


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([cost("人员", "100", "105")], "各项支出与预算的差异均在10%以内。"),
        ([cost("人员", "100", "111")], "支出与预算相差超过10%的明细有1项，为人员（超支11.00%）。"),
        (
            [cost("人员", "100", "111"), cost("培训", "10", "5")],
            "支出与预算相差超过10%的明细有2项：人员（超支11.00%）、培训（节支50.00%）。",
        ),
    ],
)
def test_straying_lines_are_named(lines: list, sentence: str) -> None:  # type: ignore[type-arg]
    funds = FundsResult(D(100), D(100), D(100), D(1), D(10), D(10), False, "", tuple(lines))
    assert sentence in "".join(section(evaluation([MET], funds), "2．资金使用情况"))


def test_what_a_reason_is_asked_for_follows_the_scheme() -> None:
    lines = (replace(cost("人员", "100", "93"), strays=True),)
    funds = FundsResult(D(100), D(100), D(93), D("0.93"), D(10), D("9.3"), False, "", lines, execution="low")
    strict = Limits(over_target=D("1.2"), execution_window=D("0.05"), line_deviation=D("0.05"))
    words = told(evaluation([replace(OVER, far_above=True)], funds, limits=strict))
    for sentence in (
        "支出与预算相差超过5%的明细有1项，为人员（节支7.00%）。",
        "低于95%，结余7.00万元。",
        "完成率达到或超过120%的有1项，为小组",
    ):
        assert sentence in words


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
    assert words == ["工作簿中没有资金使用数据，预算执行率无法计算。"]


@pytest.mark.parametrize(
    ("on_budget", "on_spending", "words"),
    [
        ("0.15", None, "运营管理（不高于15%）：按预算为15.00%，符合规定。"),
        ("0.15", "0.16", "运营管理（不高于15%）：按预算为15.00%，按实际支出为16.00%，按实际支出计不符合规定。"),
        (None, "0.16", "运营管理（不高于15%）：按实际支出为16.00%，按实际支出计不符合规定。"),
    ],
)
def test_shares_are_told_on_the_bases_that_are_known(
    on_budget: str | None, on_spending: str | None, words: str
) -> None:
    share = ShareResult(
        "运营管理不高于15%", "≤", D("0.15"), ("运营管理",),
        D(on_budget) if on_budget else None, D(on_spending) if on_spending else None, None,
        ("spending",) if on_spending else (),
    )  # fmt: skip
    funds = FundsResult(D(100), D(100), D(100), D(1), D(10), D(10), False, "", (cost("运营", "15", "16"),), (share,))
    assert f"费用比重方面，{words}" in section(evaluation([MET], funds), "2．资金使用情况")


# ---------------------------------------------------------------- scores and what is open


def test_a_closed_score_is_stated_with_its_grade() -> None:
    words = section(
        evaluation([replace(MET, score=D("8.50"), score_low=D("8.50"), score_high=D("8.50"))]), "（一）总体结论"
    )
    assert words[0] == "晨光街社工服务站2022年度绩效自评总分为8.50分（满分10分），绩效等级为“差”。"


def test_an_open_score_is_a_range_and_the_grade_is_not_guessed() -> None:
    words = section(evaluation([MET, OPEN]), "（一）总体结论")
    assert words[0] == (
        "满分20分中已评定10分，得10.00分；另有10分因数据不足未能评定，总分介于10.00分与20.00分之间，"
        "未评定部分无论如何评定，绩效等级均为“差”。"
    )
    wide = replace(evaluation([MET, OPEN]), grade_low="中", grade_high="优")
    assert section(wide, "（一）总体结论")[0].endswith("绩效等级尚不能确定，可能为“中”至“优”。")


def test_when_nothing_could_be_judged_there_is_neither_score_nor_grade() -> None:
    result = samples.unjudged()[1]
    assert section(result, "（一）总体结论") == ["满分100分均未能评定，本报告不出具总分和绩效等级。"]
    figures = [b for b in narrative_of(Submission(samples.about()), result, ()).blocks if isinstance(b, KeyFigure)]
    assert figures[0].figure == "未评定"


def test_an_empty_workbook_is_told_to_be_empty() -> None:
    words = told(samples.empty()[1], samples.empty()[0])
    assert "工作簿中没有可以评分的指标，本报告不出具总分和绩效等级。" in words
    assert "没有发现问题。" in words


def test_an_unmet_row_is_named_with_its_figures_and_the_reason_given() -> None:
    assert section(evaluation([UNMET]), "2．未完成的指标") == [
        "电访：目标100次，实际70次，完成率70.00%，比目标少30次，得7.00分（满分10分）。站点未说明原因。"
    ]
    explained = replace(UNMET, indicator=replace(UNMET.indicator, reason="暑期停访两个月。"))
    assert section(evaluation([explained]), "2．未完成的指标")[0].endswith("站点说明的原因：“暑期停访两个月”。")


def test_an_unjudged_row_says_what_to_fill_in() -> None:
    assert section(evaluation([OPEN]), "2．未能评定的指标") == [
        "以下1项缺少评分依据，补充后重新计算即可评定：",
        "合作（10分）：目标“良好”，实际未填写。请写明目标。",
    ]


def test_chapter_five_names_what_the_data_show_though_staff_name_nothing() -> None:
    words = section(evaluation([UNMET, OPEN], samples.full_funds()), "（一）存在问题")
    assert words[0] == "站点没有提出存在问题。填报数据反映出以下问题，应予说明。"
    assert "电访未完成：目标100次，实际70次，完成率70.00%。站点未说明原因。" in words
    assert "支出超出预算22.0191万元，预算执行率109.17%，需说明超支资金的来源。" in words
    assert "运营管理应不高于15%，按实际支出（16.01%）、年度资金（17.48%）计不符合规定。" in words
    assert "合作因缺少依据未能评定，涉及10分。" in words


def test_chapter_five_does_not_repeat_a_long_list_of_unmet_rows() -> None:
    rows = [scored(f"指标{n}", "100", str(n), state="未完成", score="1.00", row=4 + n) for n in range(30, 0, -1)]
    words = section(evaluation(rows), "（一）存在问题")
    assert words[1].startswith("未完成的指标共30项，完成率最低的是指标1（1.00%）、指标2（2.00%）、")
    assert words[1].endswith("指标12（12.00%），全部列于“未完成的指标”一节。")
    assert section(evaluation(rows), "2．未完成的指标") == ["未完成的30项指标及站点说明的原因见下表。"]
    listed = table(narrative_of(Submission(samples.about()), evaluation(rows), ()), "unmet")
    assert [row[0][0] for row in listed.rows] == [f"指标{n}" for n in range(30, 0, -1)]
    assert {row[6][0] for row in listed.rows} == {"未说明"}


def test_chapter_five_does_not_look_for_faults_where_there_are_none() -> None:
    assert section(evaluation([MET]), "（一）存在问题") == [
        "站点没有提出存在问题。填报数据也没有反映出未完成的指标或不合规定的支出。"
    ]


def test_what_is_to_gain_is_listed_by_points() -> None:
    rows = [
        replace(UNMET, gain=D("1.00"), gain_needed="再增加10次，可多得1.00分"),
        replace(scored("调研", "4", "2", state="未完成", score="5.00"), gain=D("5.00")),
    ]
    assert section(evaluation(rows), "（三）绩效管理方面建议") == [
        "未得满分的指标中，可提升空间由大到小为：",
        "调研：最多可再得5.00分。",
        "电访：再增加10次，可多得1.00分。",
    ]


@pytest.mark.parametrize(
    ("computed", "stated", "finance", "words"),
    [
        ("86.50", "", "合格", "末期评估由第三方、街道实施，综合得分86.50分，评估等级为“良好”；财务评估结论为“合格”。"),
        (None, "良好", "", "末期评估由第三方、街道实施，评分未齐，综合得分无法计算，基本信息填写的等级为“良好”。"),
        (None, "", "", "末期评估由第三方、街道实施，评分未齐，综合得分无法计算。"),
        (
            "86.50",
            "优秀",
            "",
            "末期评估由第三方、街道实施，综合得分86.50分，评估等级为“良好”。计算得出的等级与基本信息填写的“优秀”不一致，请核对。",
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
    assert section(replace(evaluation([MET]), assessments=(result,)), "（二）评价设计与实施", submission) == [words]


def test_the_finance_gate_is_no_assessor() -> None:
    place = Table("评估评分", 1, 5, {})
    rows = [("第三方", D("0.7"), ""), ("财务评估", None, "合格")]
    assessors = tuple(
        Assessment(place, n, "末期", who, weight, None, conclusion, None, "")
        for n, (who, weight, conclusion) in enumerate(rows, 2)
    )
    result = AssessmentResult("末期", ((2, None),), None, "", "", "合格", finance_row=3)
    words = section(
        replace(evaluation([MET]), assessments=(result,)),
        "（二）评价设计与实施",
        Submission(samples.about(), assessments=assessors),
    )
    assert words == ["末期评估由第三方实施，评分未齐，综合得分无法计算；财务评估结论为“合格”。"]


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
    result = replace(evaluation([MET]), ledger=LedgerStatistics(group, (), (), (), (), by_month))
    assert words in section(result, "（五）项目实施情况")


# ---------------------------------------------------------------- figures and style


def test_the_tables_print_the_figures_of_the_evaluation() -> None:
    submission, result, findings = samples.typical()
    narrative = narrative_of(submission, result, findings)
    printed = {row[2][0] + row[3][0]: (row[6][0], row[9][0]) for row in table(narrative, "indicators").rows}
    assert printed["资源链接—"] == ("70.00%", "10.50")
    assert printed["服务达标率个案辅导"] == ("102.94%", "5.00")
    assert [cell[0] for cell in table(narrative, "levels").rows[-1]] == [
        "合计", "100", "75", "70.50", "94.00%", "70.50～95.50",
    ]  # fmt: skip
    assert [cell[0] for cell in table(narrative, "costs").rows[-1]][:6] == [
        "合计", "", "240.00", "262.0191", "109.17%", "+22.0191",
    ]  # fmt: skip
    assert len(table(narrative, "findings").rows) == len(findings)


def test_names_are_short_where_they_are_unique_and_whole_where_they_are_not() -> None:
    rows = [
        scored("社区", "2", "3", item="个案", state="超额完成", group=1, row=4),
        scored("学校", "2", "3", item="个案", state="超额完成", group=2, row=5),
        scored("学校", "2", "3", item="小组", state="超额完成", group=2, row=6),
    ]
    words = "".join(section(evaluation(rows), "1．完成情况"))
    assert "社区·个案（150.00%）、学校·个案（150.00%）、小组（150.00%）" in words


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("2022", "晨光街社工服务站2022年度绩效评价报告"),
        ("2022年", "晨光街社工服务站2022年度绩效评价报告"),
        ("2022年度", "晨光街社工服务站2022年度绩效评价报告"),
        ("2022-2023", "晨光街社工服务站2022-2023年度绩效评价报告"),
        ("2022年8月至2023年7月", "晨光街社工服务站2022年8月至2023年7月绩效评价报告"),
        ("", "晨光街社工服务站绩效评价报告"),
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


def test_what_is_to_gain_is_a_table_where_a_list_would_run_over_pages() -> None:
    rows = [
        scored(f"指标{n}", "100", "90", state="未完成", score="9.00", gain=f"0.{n:02}", row=4 + n) for n in range(1, 13)
    ]
    listed = table(narrative_of(Submission(samples.about()), evaluation(rows), ()), "gains")
    assert [row[0][0] for row in listed.rows] == [f"指标{n}" for n in range(12, 0, -1)]
    assert "未得满分的指标中，可提升空间由大到小见下表。" in told(evaluation(rows))
    assert "可提升空间由大到小为：" in told(evaluation(rows[:8]))


def test_a_sentence_names_only_as_many_long_names_as_it_can_carry() -> None:
    rows = [scored("名" * 60 + str(n), "10", "12", state="超额完成", row=4 + n) for n in range(12)]
    (sentence,) = [line for line in told(evaluation(rows)).splitlines() if line.startswith("列入评价的12项")]
    assert len(sentence) < 300
    assert sentence.endswith("等。")


@pytest.mark.parametrize("word", ["无", "暂无", "/", "—", "无。", " 无 "])
def test_a_word_for_nothing_is_no_text_of_the_staff(word: str) -> None:
    texts = tuple(Text(samples.TEXTS, n, chapter, "", word) for n, chapter in enumerate(["存在问题", "政策建议"], 2))
    submission = Submission(samples.about(), texts=texts)
    assert section(evaluation([UNMET]), "（一）存在问题", submission)[0].startswith("站点没有提出存在问题。")
    assert section(evaluation([UNMET]), "（一）政策方面建议", submission) == ["暂无"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([MET], "从填报数据看，1项指标达到年度目标。"),
        ([OVER], "从填报数据看，1项指标达到年度目标，超额完成。"),
        ([MET, OVER], "从填报数据看，2项指标全部达到年度目标，其中1项超额完成。"),
        ([OVER, OVER], "从填报数据看，2项指标全部达到年度目标，均为超额完成。"),
        ([OVER, UNMET], "从填报数据看，2项指标中有1项达到年度目标，超额完成。"),
    ],
)
def test_what_was_reached_reads_right_for_one_some_and_all(rows: list[ScoredRow], sentence: str) -> None:
    assert sentence in section(evaluation(rows), "四、主要绩效或成功经验")


@pytest.mark.parametrize(("count", "together"), [(1, True), (6, True), (7, False)])
def test_the_page_of_a_small_indicator_table_is_filled_with_its_chart(count: int, together: bool) -> None:
    rows = [scored(f"指标{n}", "10", "12", state="超额完成", row=4 + n) for n in range(count)]
    blocks = narrative_of(Submission(samples.about()), evaluation(rows), ()).blocks
    first = next(n for n, block in enumerate(blocks) if isinstance(block, TableBlock) and block.key == "indicators")
    assert isinstance(blocks[first + 1], ChartPlace) is together
    layouts = [block.layout for block in blocks if isinstance(block, Pages)]
    assert (layouts[0], layouts[-1]) == ("landscape", "portrait")


def test_the_annexes_are_listed_between_the_text_and_the_signature() -> None:
    blocks = narrative_of(*samples.typical()).blocks
    last = [(block.kind, block.text) for block in blocks if isinstance(block, Paragraph)]
    place = last.index(("annexes", "附件：1．问题清单"))
    assert last[place + 1] == ("annexes", "　　　2．评分依据")
    assert last[place + 2] == ("annexes", "　　　3．社工服务统计")
    assert last[place + 3][0] == "signature"


def test_without_a_ledger_there_are_two_annexes() -> None:
    submission, result, findings = samples.typical()
    blocks = narrative_of(submission, replace(result, ledger=None), findings).blocks
    annexes = [block.text for block in blocks if isinstance(block, Heading) and block.annex]
    assert annexes == ["附件1 问题清单", "附件2 评分依据"]
    assert not any(isinstance(block, Paragraph) and "社工服务统计" in block.text for block in blocks)

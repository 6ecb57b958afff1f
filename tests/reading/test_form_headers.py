"""Which column of a form is meant, where several could be: the year's own, the row's own name, the adjusted target."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.reading.form_builder import grid
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.reading.official_form_heads import period_of

Lines = Sequence[Sequence[Any]]
TITLE = "2022年度项目绩效自评表"


def computed(*lines: Sequence[Any]) -> Computed:
    width = max(map(len, lines))
    return evaluate_bytes(grid([[TITLE, *["<"] * (width - 1)], *lines]), convert=False)


def scores(*lines: Sequence[Any]) -> dict[str, Decimal | None]:
    rows = computed(*lines).evaluation.rows
    return {row.indicator.item or row.indicator.level3: row.score for row in rows}


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("上年完成值", "other"),
        ("去年同期", "other"),
        ("上半年完成值", "part"),
        ("第一季度", "part"),
        ("Q3", "part"),
        ("6月", "part"),
        ("一至四季度累计", "whole"),
        ("1-12月", "whole"),
        ("全年完成值", "whole"),
        ("合计", "whole"),
        ("实际完成值", ""),
        ("年初目标值", ""),
        ("截至12月底完成值", ""),
        ("三年总目标", "other"),
        ("累计完成值", "sum"),
        ("总目标", "sum"),
    ],
)
def test_a_header_says_which_time_it_speaks_of(header: str, period: str) -> None:
    assert period_of(header) == period


@pytest.mark.parametrize(
    ("header", "period"),
    [("2021年实际", "other"), ("2022年目标值", "whole"), ("2022年上半年", "part"), ("实际", "")],
)
def test_a_year_in_a_header_is_the_form_s_own_or_another(header: str, period: str) -> None:
    assert period_of(header, "2022") == period


def test_quarters_beside_the_sum_of_the_year_are_not_strung_together() -> None:
    assert scores(
        ["一级指标", "三级指标", "年度目标值", "实际完成情况", "<", "<", "<", "<", "分值", "得分"],
        ["^", "^", "^", "第一季度", "第二季度", "第三季度", "第四季度", "全年合计", "^", "^"],
        ["产出指标", "社区活动", "60场", 12, 15, 16, 12, 55, 20, 18.33],
        ["满意度", "服务满意度", "≥90%", "91%", "92%", "93%", "94%", "92.5%", 10, 10],
    ) == {"社区活动": Decimal("18.33"), "服务满意度": Decimal("10.00")}


def test_quarters_without_a_sum_are_read_with_their_names_beside_them() -> None:
    result = computed(
        ["一级指标", "三级指标", "年度目标值", "实际完成情况", "<", "<", "<", "分值", "得分"],
        ["", "", "", "一季度", "二季度", "三季度", "四季度", "", ""],
        ["产出指标", "社区活动", "60场", 12, 15, 16, 12, 60, 55],
        ["满意度", "服务满意度", "≥90%", "91%", "85%", "93%", "94%", 40, 40],
    )
    counts, rates = result.evaluation.rows
    assert counts.indicator.actual_cell.text == "一季度12；二季度15；三季度16；四季度12"
    assert (counts.score, rates.score) == (Decimal("55.00"), None)  # counts add up, rates do not
    assert any("二季度85%" in each.message for each in result.findings)


def test_the_year_is_taken_where_half_of_it_stands_beside_it() -> None:
    assert scores(
        ["绩效指标", "<", "上半年", "<", "全年", "<", "权重", "得分"],
        ["二级指标", "三级指标", "目标值", "完成值", "年度目标值", "全年完成值", "^", "^"],
        ["数量指标", "社工培训期数", "2期", "1期", "4期", "3期", 20, 15],
        ["满意度指标", "监护人满意度", "", "", "≥95%", "90.25%", 20, 19],
    ) == {"社工培训期数": Decimal("15.00"), "监护人满意度": Decimal("19.00")}


def test_what_was_done_last_year_is_not_what_was_done() -> None:
    assert scores(
        ["指标名称", "上年完成值", "目标值", "完成值", "分值", "自评得分"],
        ["个案", 55, 60, 66, 20, 20],
        ["小组", 12, 10, 8, 20, 16],
    ) == {"个案": Decimal("20.00"), "小组": Decimal("16.00")}


def test_an_adjusted_target_takes_the_place_of_the_first_one_where_it_is_filled_in() -> None:
    heads = [
        "指标名称",
        "计量单位",
        "指标性质",
        "年初指标值",
        "调整指标值",
        "全年完成值",
        "得分系数(%)",
        "指标权重",
        "指标得分",
    ]
    result = computed(
        ["绩效指标", *heads],
        ["^", "开展小组服务", "个", "≥", 30, 20, 18, 90, 20, 18],
        ["^", "志愿者人数", "人", "＝", 100, "", 100, 100, 10, 10],
        ["^", "满意度", "%", "≥", 90, "/", 92.5, 100, 10, 10],
        ["^", "人均服务成本", "元/人", "≤", 300, "", 280, 100, 10, 10],
    )
    rows = {row.indicator.level3: row for row in result.evaluation.rows}
    assert {name: row.score for name, row in rows.items()} == {
        "开展小组服务": Decimal("18.00"), "志愿者人数": Decimal("10.00"), "满意度": Decimal("10.00"),
        "人均服务成本": Decimal("10.00"),
    }  # fmt: skip
    assert rows["开展小组服务"].indicator.at("target") == "F3"
    assert rows["志愿者人数"].indicator.at("target") == "E4"
    assert not [each for each in result.findings if each.code in ("P053", "R066")]  # 得分系数 is no score


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (["项目", "考核内容"], ("专业服务", "个案")),
        (["指标类别", "绩效指标"], ("专业服务", "个案")),
        (["考核项目", "考核内容"], ("专业服务", "个案")),
        (["评价维度", "评价指标"], ("专业服务", "个案")),
        (["指标", "<"], ("专业服务", "个案")),
    ],
)
def test_the_last_name_in_front_of_the_figures_is_the_row_s_own(heads: list[str], names: tuple[str, str]) -> None:
    result = computed(
        [*heads, "标准分", "目标任务", "完成情况", "自评分", "备注"],
        ["专业服务", "个案", 60, "50个", "45个", 54, "人员流动"],
        ["^", "小组", 40, "20个", "20个", 40, ""],
    )
    first, second = (row.indicator for row in result.evaluation.rows)
    assert (first.level1, first.level3) == names
    assert (second.level1, second.level3) == (names[0], "小组")


def test_a_name_that_is_merged_over_the_columns_of_its_header_stays_one() -> None:
    assert scores(
        ["指标", "<", "分值", "目标值", "完成值", "自评分"],
        ["帮扶户数", "<", 40, "100户", "95户", 38],
    ) == {"帮扶户数": Decimal("38.00")}


@pytest.mark.parametrize(("rule", "actual", "score"), [
    ("每篇1分，最多5分", "7篇", "5.00"),
    ("每次0.5分，最高5分", "6次", "3.00"),
    ("95%以上得5分，90%-95%得4分，80%-90%得3分，80%以下不得分", "93%", "4.00"),
    ("每发生1起扣1分，扣完为止", "2起", "3.00"),
    ("每篇1分，最多5分", "约7篇", None),
    ("每篇1分，最多5分", "去年7篇", None),
    ("每篇1分，最多5分", "计划7篇", None),
    ("每少1篇扣1分", "3篇", None),
])  # fmt: skip
def test_a_rule_that_measures_what_was_done_alone_needs_no_target(rule: str, actual: str, score: str | None) -> None:
    found = scores(
        ["考核项目", "考核内容", "评分标准", "分值", "年度目标", "完成情况", "自评分", "佐证材料"],
        ["宣传", "宣传报道", rule, "5分", "", actual, "", "合同"],
        ["服务", "个案服务", "按完成比例得分", "95分", "30个", "30个", 95, "台账"],
    )
    assert found["宣传报道"] == (None if score is None else Decimal(score))


@pytest.mark.parametrize(("lines", "project", "station"), [
    ([["单位：某区民政局", "<", "项目：社工站运营", "<", "单位：万元", "<"]], "社工站运营", "某区民政局"),
    ([["项目名称", "敬老", "<", "实施单位", "某站", "<"]], "敬老", "某站"),
    ([["金额单位：元", "<", "<", "<", "<", "<"]], TITLE, ""),
])  # fmt: skip
def test_who_and_what_stand_beside_their_labels_or_behind_a_colon(lines: Lines, project: str, station: str) -> None:
    about = computed(
        *lines, ["指标类别", "指标", "分值", "目标值", "完成值", "得分"], ["产出", "个案", 100, "50个", "50个", 100]
    ).submission.information
    assert (about.project, about.station) == (project, station)


@pytest.mark.parametrize(
    ("heads", "values", "reason"),
    [
        (["扣分", "扣分原因"], [2, "降雨"], "降雨"),
        (["扣分原因", "扣分"], ["降雨", 2], "降雨"),
        (["扣分值", "偏差原因"], ["扣2分", ""], ""),
        (["扣分", "备注"], [2, "降雨"], "降雨"),
        (["扣分", "扣分标准"], ["降雨取消", "每少1场扣1分"], "降雨取消"),
        (["扣分情况", "佐证材料"], ["因降雨少2场", "台账"], "因降雨少2场"),
    ],
)
def test_how_much_was_taken_off_is_not_why(heads: list[str], values: list[Any], reason: str) -> None:
    result = computed(
        ["指标类别", "指标", "分值", "目标值", "完成值", "得分", *heads],
        ["产出", "活动", 100, "50场", "49场", 98, *values],
    )
    (row,) = result.submission.indicators
    assert row.reason == reason
    assert ("R052" in [each.code for each in result.findings]) is not reason.startswith(("降雨", "因"))
    assert row.scoring_rule == ("每少1场扣1分" if "扣分标准" in heads else "")


YEAR_TABLE: Lines = [
    ["指标类别", "指标", "分值", "目标值", "完成值", "得分"],
    ["产出", "个案", 100, "50个", "50个", 100],
]


def year_of(*head: Sequence[Any]) -> tuple[str, str]:
    about = evaluate_bytes(grid([*head, *YEAR_TABLE]), convert=False).submission.information
    return about.year, about.places.get("year", "")


@pytest.mark.parametrize(
    "when", ["评价时间：2024年3月", "评估日期：2024-03-15", "考核时间：2024.1.06-2024.1.12", "考评时间：2024年"]
)
def test_the_day_of_an_assessment_is_not_the_year_of_the_title(when: str) -> None:
    assert year_of(["项目绩效自评表（2023年度）"], ["项目名称", "敬老"], [when]) == ("2023", "A1")
    assert year_of(["项目绩效自评表"], ["（2023年度）"], [when, "项目名称：敬老"]) == ("2023", "A2")


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("评价期间：2023年1月1日-12月31日", "2023"),
        ("评价时间：2023年1-12月", "2023"),
        ("评价时间：2023.1.1-2023.12.31", "2023"),
        ("评价年度：2023年", "2023"),
        ("评价时间：2024年3月", "2024"),
    ],
)
def test_a_period_that_is_assessed_is_the_year_whenever_the_form_was_filled_in(period: str, year: str) -> None:
    assert year_of(["2024年项目绩效自评表"], [period])[0] == year


@pytest.mark.parametrize(
    "title",
    [
        "某市社工站评估打分表（满分100分）（2023年度）",
        "附件2：社工站考核评分表（2023年度）",
        "2023年度社工站服务情况统计表",
        "社 工 站 2023 年 度 考 核 表",
    ],
)
def test_a_table_of_an_assessor_has_its_year_in_its_title(title: str) -> None:
    assert year_of([title], ["评估日期：2024年1月10日"]) == ("2023", "A1")


@pytest.mark.parametrize(
    ("line", "station"),
    [
        (["站点名称：某社工站"], "某社工站"),
        (["站名", "某社工站"], "某社工站"),
        (["社工站名称", "某社工站"], "某社工站"),
        (["服务站名称：某社工站"], "某社工站"),
        (["社会工作服务站：某社工站"], "某社工站"),
        (["被评估单位", "某社工站"], "某社工站"),
        (["评估机构：某评估公司", "被考核对象：某社工站"], "某社工站"),
        (["实施单位", "某机构", "站点名称", "某社工站"], "某社工站"),
        (["项目名称", "社工站", "实施单位", "某机构"], "某机构"),
        (["评估机构：某评估公司"], ""),
    ],
)
def test_the_station_goes_by_many_labels(line: list[str], station: str) -> None:
    lines = [["社工站考核表（2023年度）"], line, *YEAR_TABLE]
    assert evaluate_bytes(grid(lines), convert=False).submission.information.station == station


@pytest.mark.parametrize(
    ("when", "year"),
    [
        ("考核时间：2023年12月", "2023"),
        ("评价时间：2023年度", "2023"),
        ("考核时间：2024年3月", ""),
        ("评价时间：2024-01-12", ""),
    ],
)
def test_a_day_early_in_a_year_says_nothing_of_the_year_that_is_assessed(when: str, year: str) -> None:
    assert year_of(["项目绩效自评表"], [when])[0] == year


def test_a_project_named_in_a_column_of_the_table_stands_below_its_head() -> None:
    about = computed(
        ["项目名称", "预算情况", "<", "绩效指标", "<", "<", "<", "<"],
        ["^", "预算数", "执行数", "指标", "目标值", "完成值", "分值", "得分"],
        ["社区治理", 50, 49, "活动场次", "≥20场", "21场", 100, 100],
    ).submission.information
    assert about.project == "社区治理"


@pytest.mark.parametrize("heads", [
    ["三级指标", "2021年实际", "2022年目标", "2022年实际", "分值", "得分"],
    ["三级指标", "三年累计完成值", "2022年目标值", "2022年完成值", "分值", "得分"],
    ["三级指标", "总目标", "年度目标", "完成值", "分值", "得分"],
    ["三级指标", "累计完成值", "目标值", "本年完成值", "分值", "得分"],
    ["三级指标", "2023年目标", "2022年目标", "2022年实际", "分值", "得分"],
])  # fmt: skip
def test_of_several_years_the_form_s_own_is_taken(heads: list[str]) -> None:
    rows = [["新增志愿者", "80人", "100人", "90人", 60, 54], ["走访", "3000户", "1000户", "1000户", 40, 40]]
    assert scores(heads, *rows) == {"新增志愿者": Decimal("54.00"), "走访": Decimal("40.00")}


def test_one_year_in_the_headers_is_the_year_whatever_the_title_says() -> None:
    heads = ["三级指标", "2021年目标", "2021年实际", "分值", "得分"]
    assert scores(heads, ["走访", "100户", "90户", 100, 90]) == {"走访": Decimal("90.00")}


def test_points_and_scores_may_have_words_beside_them() -> None:
    result = computed(
        ["三级指标", "目标值", "完成值", "分值", "得分"],
        ["个案", "20个", "20个", "60分（核心）", "60/60"],
        ["小组", "10个", "8个", "40分", "32分/40分"],
        ["合计", "", "", "100分", "92/100"],
    )
    assert [row.indicator.stated_score for row in result.evaluation.rows] == [60, 32]
    assert (result.evaluation.score, result.submission.stated_total) == (Decimal("92.00"), 92)
    assert "S008" not in {each.code for each in result.findings}


@pytest.mark.parametrize("name", ["（示例）开展培训", "示例：开展培训", "【示例】"])
def test_an_example_row_counts_for_nothing(name: str) -> None:
    rows = [[name, "≥10期", "10期", 10, 10], ["示例社区建设", "5个", "5个", 100, 100]]
    assert scores(["三级指标", "目标值", "完成值", "分值", "得分"], *rows) == {"示例社区建设": Decimal("100.00")}


def test_other_words_for_every_header() -> None:
    assert scores(
        ["考核内容", "考核标准", "满分", "任务数", "完成数", "自评", "扣分理由"],
        ["例会", "每少1次扣2分，扣完为止", 50, "12次", "10次", 46, "春节"],
        ["制度", "每缺1项制度扣5分", 50, "10项", "9项", 45, ""],
    ) == {"例会": Decimal("46.00"), "制度": Decimal("45.00")}


@pytest.mark.parametrize(("said", "score"), [
    ("齐全", "100.00"), ("基本齐全", "60.00"), ("不齐全", "0.00"), ("较齐全", None),
])  # fmt: skip
def test_a_rule_of_words_scores_the_very_word_that_is_said(said: str, score: str | None) -> None:
    found = scores(
        ["考核内容", "考核标准", "满分", "目标值", "完成值", "自评"],
        ["台账", "齐全得100分，基本齐全得60分，不齐全不得分", 100, "齐全", said, ""],
    )
    assert found["台账"] == (None if score is None else Decimal(score))


@pytest.mark.parametrize("heads", [
    ["三级指标", "全年目标值", "上半年目标值", "上半年完成值", "分值", "得分"],
    ["三级指标", "年度目标", "上半年目标", "上半年完成", "分值", "得分"],
])  # fmt: skip
def test_half_a_year_s_work_is_held_against_half_a_year_s_target(heads: list[str]) -> None:
    rows = [["走访", "200户", "100户", "110户", 50, 50], ["培训", "10期", "5期", "4期", 50, 40]]
    assert scores(heads, *rows) == {"走访": Decimal("50.00"), "培训": Decimal("40.00")}

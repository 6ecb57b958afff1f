"""评分规则: which settings a workbook may change, by which names, and what is told of a value that cannot be used."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from builders import rule

from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_overrides import override, setting_names
from workbook_tools.model import Finding, RuleOverride
from workbook_tools.reading.scheme_files import load_scheme, scheme_with_findings


@pytest.mark.parametrize(
    ("name", "value", "attribute", "expected"),
    [
        ("未达上限指标计分", "线性", "ceiling_rule", "linear"),
        ("未达上限 指标计分", "不得分", "ceiling_rule", "all-or-nothing"),
        ("等于指标计分", "必须相等", "equal_rule", "exact"),
        ("超额完成说明界限", "150%", "over_target", Decimal("1.5")),
        ("超额完成扣分比例", "0.1", "over_target_deduction", Decimal("0.1")),
        ("执行率允许偏差", "5%", "execution_window", Decimal("0.05")),
        ("执行率偏差以内得满分", "是", "execution_full_in_window", True),
        ("单项支出允许偏差", "20％", "line_deviation", Decimal("0.2")),
    ],
)
def test_a_single_setting_is_changed_by_its_name(name: str, value: str, attribute: str, expected: object) -> None:
    scheme = load_scheme("", (rule(name, value),))
    assert getattr(scheme, attribute) == expected
    assert scheme.title.endswith("按工作簿的评分规则调整")


def test_settings_of_lists_are_changed_by_their_names() -> None:
    overrides = (
        rule("预算执行率分值", "20"),
        rule("产出指标分值", "40分"),
        rule("部分达成下限", "50%"),
        rule("优分数线", "85"),
        rule("良好分数线", "75"),
        rule("运营管理占比上限", "12%"),
        rule("第三方评估机构权重", "60%"),
        rule("镇(街)权重", "30%"),
        rule("整改合格拨付工作日", "10"),
    )
    scheme = load_scheme("guangzhou-2018", overrides)
    assert (scheme.execution_points, scheme.levels[0].points) == (20, 40)
    assert [(band.low, band.high) for band in scheme.ratings][1:] == [
        (Decimal("0.5"), Decimal("0.8")),
        (0, Decimal("0.5")),
    ]
    assert (scheme.grade(Decimal(86)), scheme.station_grade(Decimal(76))) == ("优", "良好")
    assert (scheme.shares[2].limit, scheme.shares[2].title) == (Decimal("0.12"), "运营管理不高于12%")
    assert [assessor.weight for assessor in scheme.assessors] == [Decimal("0.6"), Decimal("0.3"), Decimal("0.1")]
    assert scheme.tranches[3].working_days == 10


def test_overrides_leave_the_built_in_scheme_as_it_is() -> None:
    load_scheme("fiscal-2020", (rule("执行率允许偏差", "5%"),))
    assert load_scheme("fiscal-2020").execution_window == Decimal("0.1")


def told(*rules: RuleOverride) -> tuple[Scheme, Finding]:
    """The scheme, and the one finding that says what it was left without."""
    scheme, (found,) = scheme_with_findings("guangzhou-2018", rules, None)
    return scheme, found


def test_an_unknown_rule_is_told_where_it_stands_with_the_near_name() -> None:
    scheme, found = told(rule("执行率容许偏差", "5%"))
    assert (found.code, found.sheet, found.cell) == ("C009", "评分规则", "A2")
    assert "执行率允许偏差" in found.fix
    assert scheme == load_scheme("guangzhou-2018")


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("执行率允许偏差", "五", "10%"), ("执行率允许偏差", "120%", "10%"), ("预算执行率分值", "nan", "10分"),
        ("等于指标计分", "随意", "不少于"), ("整改合格拨付工作日", "1.5", "15"), ("执行率偏差以内得满分", "也许", "否"),
        ("预算执行率分值", "", "10分"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_with_what_would_and_what_was_used(name: str, value: str, used: str) -> None:
    scheme, found = told(rule(name, value))
    assert (found.code, found.severity, found.cell) == ("C010", "E", "B2")
    assert "请填" in found.fix
    assert f"按 {used} 计算" in found.message
    assert scheme == load_scheme("guangzhou-2018")


def test_of_a_rule_that_stands_twice_the_first_counts() -> None:
    scheme, found = told(rule("执行率允许偏差", "5%"), rule("执行率允许偏差", "6%"))
    assert (found.code, scheme.execution_window) == ("C011", Decimal("0.05"))


@pytest.mark.parametrize(
    ("name", "value", "arithmetic"),
    [
        ("预算执行率分值", "20", "20分＋50分＋30分＋10分＝110分"),
        ("第三方评估机构权重", "80%", "80%＋20%＋10%＝110%"),
        ("末期评估合格拨付比例", "10%", "55%＋40%＋10%＝105%"),
        ("良分数线", "95", "优分数线90分、良分数线95分、中分数线60分"),
        ("达成下限", "0.5", "达成下限50%、部分达成下限60%"),
        ("进度正常下限", "70%", "进度正常下限70%、进度偏慢下限80%"),
    ],
)
def test_rules_that_do_not_go_together_are_told_with_their_arithmetic(name: str, value: str, arithmetic: str) -> None:
    scheme, found = told(rule(name, value))
    assert (found.code, found.severity, found.sheet, found.cell) == ("C014", "E", "评分规则", "B2")
    assert arithmetic in found.message
    assert not re.search(r"[a-z]", found.message), "no key of the program's files"
    assert scheme == load_scheme("guangzhou-2018")


def test_what_goes_together_is_used_beside_what_does_not() -> None:
    scheme, found = told(rule("第三方评估机构权重", "80%"), rule("优分数线", "92"), rule("超额完成说明界限", "150%"))
    assert found.code == "C014"
    assert (scheme.grades[0].at_least, scheme.over_target) == (92, Decimal("1.5"))
    assert scheme.assessors == load_scheme("guangzhou-2018").assessors
    assert scheme.title.endswith("按工作簿的评分规则调整")


def test_every_name_that_is_offered_is_read() -> None:
    """Some values break a sum of the scheme; none is misread."""
    scheme = load_scheme()
    values = {"分值": "10", "分数线": "70", "权重": "10%", "工作日": "20", "限": "70%", "偏差": "5%", "比例": "10%"}
    words = {
        "未达上限指标计分": "线性",
        "等于指标计分": "不少于",
        "超额完成说明界限": "200%",
        "执行率偏差以内得满分": "否",
        "多名评分人合成": "中位数",
    }
    for name in setting_names(scheme):
        value = words.get(name) or next(value for ending, value in values.items() if name.endswith(ending))
        _, findings = override(scheme, (rule(name, value),))
        assert {each.code for each in findings} <= {"C014"}, name

"""A scheme that names no place: what the sheets give is used, what only a place could give stays unknown, said once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import assessment, cost, information, rule, submission, tranche
from station import sound_station

from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.open_settings import completed
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.scheme_overrides import override
from workbook_tools.evaluation.settings import settings_of
from workbook_tools.model import Assessment, AssessmentResult, Finding, RuleOverride, Submission, TrancheResult
from workbook_tools.reading.scheme_files import load_scheme, places_hint, scheme_names

NATIONAL = load_scheme("fiscal-2020")
CITY = load_scheme("guangzhou-2018")
SCORES = (
    assessment("末期", "第三方评估机构", "0.6", 90),
    assessment("末期", "街道办事处", "0.25", 80),
    assessment("末期", "市民政局", "0.15", 80),
)


def assessed(*rows: Assessment, **about: object) -> AssessmentResult:
    (result,) = evaluate(submission(assessments=rows, about=information(**about)), NATIONAL).assessments
    return result


def test_weights_that_the_sheet_gives_are_used_and_no_grade_is_made_up() -> None:
    result = assessed(*SCORES)
    assert (result.score, result.grade, result.stated_grade) == (Decimal("86.00"), "", "")


@pytest.mark.parametrize(
    ("scheme", "setting", "expected"),
    [
        ("fiscal-2020", ("超额提示线", "150%"), False),
        ("fiscal-2020", ("合同生效拨付工作日", "20"), True),
        ("guangzhou-2018", ("合同生效拨付工作日", "20"), False),
    ],
)
def test_rules_of_a_place_are_the_workbook_s_where_the_scheme_names_none(
    scheme: str, setting: tuple[str, str], *, expected: bool
) -> None:
    assert load_scheme(scheme, (RuleOverride("评分规则", "A2", "B2", *setting),)).of_the_workbook == expected


@pytest.mark.parametrize("assessor", ["街道", "镇（街）", "街道办事处", "白云街"])
def test_a_weight_in_the_rules_is_of_the_assessor_whatever_the_office_is_called(assessor: str) -> None:
    weights = (RuleOverride("评分规则", "A2", "B2", f"{assessor}权重", "60%"),)
    weights += (RuleOverride("评分规则", "A3", "B3", "第三方权重", "40%"),)
    rows = (replace(SCORES[0], weight=None), replace(SCORES[1], assessor="白云街道办事处", weight=None))
    scheme = load_scheme("fiscal-2020", weights)
    assert evaluate(submission(assessments=rows), scheme).assessments[0].score == Decimal("84.00")


def test_without_weights_nothing_is_weighted() -> None:
    rows = [replace(row, weight=None) for row in SCORES]
    evaluation = evaluate(submission(assessments=rows), NATIONAL)
    assert evaluation.assessments[0].score is None
    assert [finding.code for finding in evaluation.findings if finding.code.startswith("A")] == ["A057"]


def paid(condition: str, *rows: Assessment, **about: object) -> TrancheResult:
    about = {"annual_funds": Decimal(200), "contract_effective": date(2022, 8, 1), **about}
    row = tranche("某期", "0.5", condition, applied_on=date(2023, 7, 1))
    station = submission(assessments=rows, tranches=[row], about=information(**about))
    (result,) = evaluate(station, NATIONAL, date(2024, 12, 31)).tranches
    return result


@pytest.mark.parametrize("condition", ["合同生效", "末期评估合格"])
def test_the_money_is_known_and_the_term_is_not(condition: str) -> None:
    result = paid(condition, *SCORES, final_grade="良好")
    assert (result.due, result.latest, result.state) == (Decimal(100), None, "应付")
    assert "没有选用地方的评分方案" in result.reason


def test_a_score_alone_is_no_grade_and_the_tranche_says_so() -> None:
    result = paid("末期评估合格", *SCORES)
    assert result.state == "未触发"
    assert "86.00分" in result.reason or "86分" in result.reason


@pytest.mark.parametrize(
    ("grade", "state"), [("合格", "应付"), ("优秀", "应付"), ("不合格", "不予支付"), ("优", "未触发")]
)
def test_a_stated_grade_means_what_it_says(grade: str, state: str) -> None:
    assert paid("末期评估合格", *SCORES, final_grade=grade).state == state


@pytest.mark.parametrize("period", ["中期", "末期"])
@pytest.mark.parametrize(("conclusion", "state"), [("合格", "应付"), ("不合格", "不予支付")])
def test_a_finance_assessment_counts_where_there_is_one(period: str, conclusion: str, state: str) -> None:
    finance = assessment(period, "财务评估", None, None, conclusion=conclusion)
    grades = {"midterm_grade": "良好", "final_grade": "良好"}
    assert paid(f"{period}评估合格", finance, **grades).state == state


def codes(station: Submission) -> set[str]:
    return {finding.code for finding in check_all(station, evaluate(station, NATIONAL), NATIONAL)}


def test_no_rule_of_a_city_is_held_against_a_station_of_another() -> None:
    station = sound_station()
    costs = [cost("工资", 40, 40, "人员费用"), cost("服务", 60, 60, "服务质量保障"), cost("管理", 100, 100, "运营管理")]
    weights = [replace(row, weight=Decimal("0.25")) for row in SCORES[:2]] + [replace(SCORES[2], weight=Decimal("0.5"))]
    rows = [tranche("首期", "0.3", "合同生效"), tranche("末期", "0.7", "末期评估合格")]
    far = station._replace(cost_lines=tuple(costs), assessments=tuple(weights), tranches=tuple(rows))
    place = {"M034", "M035", "M036", "A004", "A025", "A043", "A026", "T010", "A022", "A023"}
    assert not codes(far) & place
    under_the_city = {f.code for f in check_all(far, evaluate(far, CITY), CITY)}
    assert {"A025", "A043"} <= under_the_city


def test_one_hint_says_which_schemes_there_are(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text('extends = "fiscal-2020"\ninclude = ["guangzhou-2018"]\n', encoding="utf-8")
    (tmp_path / "全国.toml").write_text('extends = "fiscal-2020"\n', encoding="utf-8")
    (hint,) = places_hint(submission(assessments=SCORES), NATIONAL, tmp_path)
    assert (hint.code, hint.severity) == ("C015", "I")
    assert hint.fix.endswith("现有：guangzhou-2018、本区。没有规定的不必处理。")


def test_no_hint_where_a_place_is_named_or_nothing_hangs_on_one() -> None:
    assert places_hint(submission(assessments=SCORES), CITY) == ()
    assert places_hint(submission(costs=[cost("工资", 40, 40)]), NATIONAL) == ()


# ---------------------------------------------------------------- what staff settle in 评分规则 without a place


def settled(rules: dict[str, str], station: Submission) -> tuple[Scheme, list[Finding]]:
    overrides = [RuleOverride("评分规则", f"A{row}", f"B{row}", *rule) for row, rule in enumerate(rules.items(), 2)]
    return override(NATIONAL, tuple(overrides), station)


WEIGHED = submission(
    assessments=(
        assessment("中期", "第三方评估机构", "0.7", 86),
        assessment("中期", "街道办事处", "0.2", 88),
        assessment("中期", "云岭县民政局", "0.1", 85),
        assessment("末期", "财务评估", None, None, conclusion="合格"),
    ),
    tranches=[
        tranche("首期", "0.55", "合同生效"), tranche("中期", "0.4", "中期评估合格"),
        tranche("末期", "0.05", "末期评估合格"), tranche("整改", "0.4", "整改合格"),
    ],
)  # fmt: skip
UNWEIGHED = WEIGHED._replace(assessments=tuple(replace(row, weight=None) for row in WEIGHED.assessments))


@pytest.mark.parametrize(
    ("rules", "arithmetic", "used"),
    [
        ({"第三方评估机构权重": "0.8"}, "80%＋20%＋10%＝110%", "仍按表中填写的计算：第三方评估机构权重70%"),
        ({"第三方权重": "80%", "镇（街）权重": "30%"}, "80%＋30%＋10%＝120%", "云岭县民政局权重10%"),
        ({"村（居）委会权重": "10%"}, "70%＋20%＋10%＋10%＝110%", "仍按表中填写的计算"),
        ({"中期评估合格拨付比例": "50%"}, "55%＋50%＋5%＝110%", "中期评估合格拨付比例40%"),
        ({"优秀分数线": "92"}, "优秀分数线92分", "按评分规则里没有这几行处理"),
        ({"优秀分数线": "80", "良好分数线": "90", "合格分数线": "60"}, "良好分数线90分", "没有这几行"),
    ],
)
def test_a_group_that_is_no_whole_is_one_error_with_its_arithmetic(
    rules: dict[str, str], arithmetic: str, used: str
) -> None:
    scheme, (found,) = settled(rules, WEIGHED)
    assert (found.code, found.severity, found.cell) == ("C014", "E", "B2")
    assert arithmetic in found.message
    assert used in found.message
    assert not re.search(r"[a-z]", found.message), "no key of the program's files"
    assert scheme == NATIONAL


def test_weights_that_the_rules_give_are_used_where_the_sheet_gives_none() -> None:
    rules = {"第三方评估机构权重": "85%", "镇（街）权重": "0.1", "区民政局权重": "5%"}
    scheme, findings = settled(rules, UNWEIGHED)
    assert not findings
    assert not scheme.names_a_place
    (midterm, _) = evaluate(UNWEIGHED, scheme).assessments
    assert midterm.score == Decimal("86.15")
    assert {setting.name for setting in settings_of(scheme)} >= set(rules)


def test_among_other_rules_a_share_still_goes_with_the_sheets() -> None:
    _, (found,) = settled({"运营管理占比上限": "12%", "中期评估合格拨付比例": "50%"}, WEIGHED)
    assert (found.code, found.cell) == ("C014", "B3")
    assert "55%＋50%＋5%＝110%" in found.message


def test_a_weight_under_a_longer_name_is_still_that_of_the_sheets_assessor() -> None:
    rows = (assessment("中期", "专家", "0.7", 86), assessment("中期", "街道办事处", "0.3", 88))
    scheme, findings = settled({"专家组权重": "70%"}, WEIGHED._replace(assessments=rows))
    assert not findings
    assert [scheme.assessor(name) for name in ("专家", "专家组")] == [scheme.assessors[0]] * 2
    assert scheme.assessors[0].name == "专家组"


def test_the_weights_of_the_last_period_that_is_whole_go_with_the_rules() -> None:
    """Neither 综合 nor the finance gate is an assessor that a period would lack a weight of."""
    rows = (
        assessment("中期", "专家", "0.5", 86),
        assessment("中期", "街道办事处", "0.5", 88),
        assessment("末期", "专家", "0.6", 86),
        assessment("末期", "街道办事处", "0.4", 88),
        assessment("末期", "综合得分", None, 87),
        assessment("末期", "财务评估", None, None, conclusion="合格"),
    )
    scheme, findings = settled({"专家权重": "60%"}, WEIGHED._replace(assessments=rows))
    assert not findings
    assert [(each.name, each.weight) for each in scheme.assessors] == [
        ("专家", Decimal("0.6")),
        ("街道办事处", Decimal("0.4")),
    ]


def test_of_periods_that_are_no_whole_the_one_with_most_weights_goes_with_the_rules() -> None:
    rows = (
        assessment("中期", "专家", "0.5", 86),
        assessment("中期", "街道办事处", "0.3", 88),
        assessment("中期", "民政局", None, 88),
        assessment("末期", "专家", "0.6", 86),
        assessment("末期", "街道办事处", None, 88),
        assessment("末期", "民政局", None, 88),
    )
    scheme, findings = settled({"专家权重": "70%"}, WEIGHED._replace(assessments=rows))
    assert not findings
    assert [(each.name, each.weight) for each in scheme.assessors] == [
        ("专家", Decimal("0.7")),
        ("街道办事处", Decimal("0.3")),
    ]


def test_a_weight_that_cannot_be_read_is_left_out_and_said() -> None:
    _, (found,) = settled({"专家权重": "很多"}, UNWEIGHED)
    assert (found.code, found.cell) == ("C010", "B2")
    assert "按评分规则里没有这一行处理" in found.message + found.fix


def test_an_assessor_is_known_by_the_words_of_its_name_and_by_none_of_its_characters() -> None:
    rules = {"第三方评估机构权重": "70%", "镇（街道）权重": "20%", "区民政局权重": "10%"}
    scheme, findings = settled(rules, UNWEIGHED)
    assert not findings
    assert [each.words for each in scheme.assessors] == [
        ("第三方评估机构", "第三方"),
        ("镇(街道)", "镇", "街"),
        ("区民政局", "民政局"),
    ]


def test_one_weight_alone_is_no_whole() -> None:
    _, (found,) = settled({"第三方评估机构权重": "80%"}, UNWEIGHED)
    assert (found.code, "现在是 80%（第三方评估机构权重）" in found.message) == ("C014", True)


def test_a_weight_that_goes_with_the_sheets_needs_no_others() -> None:
    scheme, findings = settled({"第三方评估机构权重": "70%"}, WEIGHED)
    assert not findings
    assert (scheme.assessors[0].name, scheme.assessors[0].weight) == ("第三方评估机构", Decimal("0.7"))
    assert scheme.assessor("第三方（甲）") == scheme.assessors[0]


@pytest.mark.parametrize("condition", ["合同生效", "中期评估合格", "末期评估合格", "整改合格"])
def test_a_term_that_the_rules_give_is_counted(condition: str) -> None:
    scheme, findings = settled({f"{condition}拨付工作日": "10个工作日"}, WEIGHED)
    assert not findings
    days = [rule.working_days for rule in scheme.tranches if rule.condition == condition]
    assert [(each, type(each)) for each in days] == [(10, int)]  # days are counted one by one
    assert scheme.is_gate("末期"), "finance stays a gate where there is one"


def test_limits_and_grades_that_the_rules_give_are_kept() -> None:
    rules = {"运营管理占比上限": "12%", "人员费用和服务质量保障占比下限": "80%"}
    cuts = {"优秀分数线": "87", "良好分数线": "80", "合格分数线": "60"}
    scheme, findings = settled({**rules, **cuts}, WEIGHED)
    assert not findings
    assert [rule.title for rule in scheme.shares] == ["运营管理不高于12%", "人员费用和服务质量保障不低于80%"]
    assert [scheme.station_grade(Decimal(score)) for score in (88, 80, 60, 59)] == ["优秀", "良好", "合格", "不合格"]


@pytest.mark.parametrize("name", ["权重", "学费占比上限", "中期评估合格拨付工做日", "某某分数线"])
def test_what_is_no_setting_is_said(name: str) -> None:
    scheme, (found,) = settled({name: "10"}, WEIGHED)
    assert (found.code, scheme) == ("C009", NATIONAL)


def test_every_setting_that_a_place_has_may_be_given_without_one() -> None:
    """The sheet that earlier versions made lists them all."""
    rules = {setting.name: setting.default(CITY) for setting in settings_of(CITY)}
    scheme, findings = settled(rules, UNWEIGHED)
    assert not findings
    assert [(rule.share, rule.working_days) for rule in scheme.tranches] == [
        (rule.share, rule.working_days) for rule in CITY.tranches
    ]
    assert (scheme.station_grades, scheme.shares) == (CITY.station_grades, CITY.shares)
    assert places_hint(UNWEIGHED, scheme) == ()


def test_the_hint_names_only_what_is_still_open() -> None:
    scheme, _ = settled({"合同生效拨付工作日": "10", "运营管理占比上限": "12%"}, WEIGHED)
    (hint,) = places_hint(WEIGHED, scheme)
    assert "没有核对评估等级的分数线。" in hint.message


@pytest.mark.parametrize("name", scheme_names())
def test_no_scheme_calls_the_setting_of_a_place_unknown(name: str) -> None:
    """One alone may be no whole; that is said with its arithmetic, not that there is no such setting."""
    for setting in settings_of(CITY):
        given = RuleOverride("评分规则", "A2", "B2", setting.name, setting.default(CITY))
        _, findings = override(load_scheme(name), (given,), WEIGHED)
        assert {each.code for each in findings} <= {"C014"}, setting.name


def test_a_weight_under_the_longer_name_of_an_office_is_still_that_of_the_sheet() -> None:
    rows = (assessment("中期", "区专家", "0.7", 86), assessment("中期", "街道办事处", "0.3", 88))
    scheme, findings = settled({"区专家组权重": "70%"}, WEIGHED._replace(assessments=rows))
    assert not findings
    assert [each.name for each in scheme.assessors] == ["区专家组", "街道办事处"]


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("第三方评估机构权重", "80%", "改过的评估主体的权重合计"),
        ("良分数线", "95", "改过的财政自评的等级应当"),
        ("达成下限", "0.5", "改过的定性指标的分档达成下限"),
    ],
)
def test_settings_that_do_not_go_together_are_called_by_what_they_are_of(name: str, value: str, what: str) -> None:
    _, (found,) = override(load_scheme("guangzhou-2018"), (rule(name, value),))
    assert what in found.message


def test_a_limit_that_is_moved_stands_in_the_words_of_its_rule_and_of_no_other() -> None:
    before, after = (load_scheme("guangzhou-2018", rules, None) for rules in ((), (rule("人员费用占比下限", "60%"),)))
    assert [each.title for each in after.shares] == ["人员费用不低于60%", *(each.title for each in before.shares[1:])]


def test_an_assessor_of_the_sheet_may_be_called_more_shortly_than_in_the_rules() -> None:
    scheme, findings = override(NATIONAL, (rule("第三方评估机构权重", "70%"), rule("区民政局权重", "30%")))
    assert findings == []
    assert [scheme.assessor(name) for name in ("第三方", "民政局")] == list(scheme.assessors)


def test_shares_of_the_sheet_are_taken_where_the_rules_give_one_and_the_scheme_has_none() -> None:
    shares = {each.condition: each.share for each in NATIONAL.tranches}
    assert set(shares.values()) == {None}
    assert completed(NATIONAL, ["运营管理占比上限"], WEIGHED) == NATIONAL
    assert completed(CITY, ["中期评估合格拨付比例"], WEIGHED._replace(tranches=())) == CITY
    given = completed(NATIONAL, ["中期评估合格拨付比例"], WEIGHED).tranches
    assert {each.condition: each.share for each in given} == shares | {
        "合同生效": Decimal("0.55"), "中期评估合格": Decimal("0.4"), "末期评估合格": Decimal("0.05")
    }  # fmt: skip

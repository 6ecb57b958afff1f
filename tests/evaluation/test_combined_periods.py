"""Two periods that the scheme makes one score of: 抽查 40 %, 终期 60 %."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import assessment, information, submission, tranche

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import PeriodShare, Scheme
from workbook_tools.evaluation.scheme_overrides import override
from workbook_tools.model import Assessment, RuleOverride
from workbook_tools.reading.scheme_files import load_scheme

CITY = load_scheme("guangzhou-2018")._replace(
    combined=(PeriodShare("抽查", Decimal("0.4")), PeriodShare("终期", Decimal("0.6")))
)
SPOT = (assessment("第3季度抽查", "第三方评估机构", "1", 85),)
FINAL = (assessment("终期", "第三方评估机构", "1", 92), assessment("终期", "财务评估", None, None, conclusion="合格"))
OWN = 'extends = "guangzhou-2018"\ntitle = "本区"\n[assessment]\ncombined = [{period = "抽查", weight = 0.4}, '


def told(*rows: Assessment, scheme: Scheme = CITY) -> tuple[list[tuple[str, Decimal | None, str]], list[str]]:
    evaluation = evaluate(submission(assessments=rows), scheme)
    codes = [each.code for each in evaluation.findings if each.code in ("A058", "A059")]
    return [(each.period, each.score, each.grade) for each in evaluation.assessments], codes


def test_both_scores_make_one_and_the_sum_is_said() -> None:
    results, codes = told(*SPOT, *FINAL)
    assert results[-1] == ("综合", Decimal("89.20"), "良好")
    assert [score for _, score, _ in results[:-1]] == [Decimal("92.00"), Decimal("85.00")]
    assert codes == ["A058"]
    evaluation = evaluate(submission(assessments=(*SPOT, *FINAL)), CITY)
    assert (evaluation.station_score, evaluation.station_grade) == (Decimal("89.20"), "良好")
    assert any("抽查85.00×40.00%＋终期92.00×60.00%＝89.20分" in each.message for each in evaluation.findings)


def test_without_a_final_nothing_is_stated_of_it() -> None:
    shares = (PeriodShare("中期", Decimal("0.5")), PeriodShare("抽查", Decimal("0.5")))
    midterm = assessment("中期", "第三方评估机构", "1", 75)
    about = information(midterm_grade="合格")
    evaluation = evaluate(submission(assessments=(midterm, *SPOT), about=about), CITY._replace(combined=shares))
    assert [(each.period, each.stated_grade, each.score) for each in evaluation.assessments] == [
        ("中期", "合格", 75), ("第3季度抽查", "", 85), ("综合", "", 80),
    ]  # fmt: skip


def test_all_periods_that_are_missing_are_named() -> None:
    shares = tuple(
        PeriodShare(name, Decimal(weight)) for name, weight in (("抽查", "0.2"), ("回访", "0.2"), ("终期", "0.6"))
    )
    evaluation = evaluate(submission(assessments=FINAL), CITY._replace(combined=shares))
    (said,) = [each.message for each in evaluation.findings if each.code == "A059"]
    assert "抽查、回访" in said
    assert "抽查20.00%、回访20.00%、终期60.00%" in said


def test_what_is_stated_of_the_final_is_of_the_whole() -> None:
    about = information(final_grade="优秀")
    final, spot = FINAL[:1], SPOT
    results = evaluate(submission(assessments=(*spot, *final), about=about), CITY).assessments
    assert [(each.period, each.stated_grade) for each in results] == [
        ("末期", ""),
        ("第3季度抽查", ""),
        ("综合", "优秀"),
    ]


def test_a_score_of_nothing_stands_in_the_sum() -> None:
    nothing = assessment("第3季度抽查", "第三方评估机构", "1", 0)
    evaluation = evaluate(submission(assessments=(nothing, *FINAL)), CITY)
    assert evaluation.station_score == Decimal("55.20")
    assert any("抽查0.00×40.00%＋终期92.00×60.00%＝55.20分" in each.message for each in evaluation.findings)


@pytest.mark.parametrize(
    "rows",
    [FINAL, SPOT, (*SPOT, assessment("第4季度抽查", "第三方评估机构", "1", 80), *FINAL)],
    ids=["no spot check", "no final", "two spot checks"],
)
def test_what_is_missing_or_stands_twice_leaves_the_periods_as_they_are(rows: tuple[Assessment, ...]) -> None:
    results, codes = told(*rows)
    assert "综合" not in [period for period, _, _ in results]
    assert codes == ["A059"]


def test_without_a_setting_each_period_stands_for_itself() -> None:
    results, codes = told(*SPOT, *FINAL, scheme=load_scheme("guangzhou-2018"))
    assert len(results) == 2
    assert codes == []


@pytest.mark.parametrize(("spot", "state"), [(85, "应付"), (0, "不予支付")])
def test_the_final_tranche_waits_for_the_score_of_both(spot: int, state: str) -> None:
    rows = (replace(SPOT[0], score=Decimal(spot)), *FINAL)
    row = tranche("末期", "0.05", "末期评估合格", applied_on=date(2023, 7, 1))
    about = information(annual_funds="200")
    (result,) = evaluate(submission(assessments=rows, tranches=[row], about=about), CITY, date(2023, 7, 10)).tranches
    assert result.state == state


def test_a_scheme_file_gives_it_and_shares_that_are_no_whole_are_refused(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text(OWN + '{period = "末期", weight = 0.6}]\n', encoding="utf-8")
    assert [each.weight for each in load_scheme("本区", (), tmp_path).combined] == [Decimal("0.4"), Decimal("0.6")]
    (tmp_path / "坏.toml").write_text(OWN + '{period = "末期", weight = 0.5}]\n', encoding="utf-8")
    with pytest.raises(CannotProcess) as caught:
        load_scheme("坏", (), tmp_path)
    assert [each.code for each in caught.value.findings] == ["C007"]


def test_the_workbook_itself_may_give_it_under_a_national_scheme() -> None:
    def rules(final: str) -> tuple[RuleOverride, ...]:
        given = (("抽查占综合得分比例", "40%"), ("终期占综合得分比例", final))
        return tuple(RuleOverride("评分规则", f"A{n}", f"B{n}", *each) for n, each in enumerate(given, 2))

    scheme, findings = override(load_scheme("fiscal-2020"), rules("0.6"))
    assert not findings
    assert told(*SPOT, *FINAL, scheme=scheme)[0][-1] == ("综合", Decimal("89.20"), "")
    scheme, (found,) = override(load_scheme("fiscal-2020"), rules("50%"))
    assert (found.code, "40%＋50%＝90%" in found.message) == ("C014", True)
    assert scheme.combined == ()


def test_of_several_assessments_of_a_kind_the_last_counts() -> None:
    first = (assessment("终期", "第三方评估机构", "1", 60, on=date(2023, 7, 1)),)
    again = (assessment("终期复评", "第三方评估机构", "1", 92, on=date(2023, 8, 1)),)
    results, codes = told(*SPOT, *first, *again)
    assert results[-1] == ("综合", Decimal("89.20"), "良好")
    assert codes == ["A058"]

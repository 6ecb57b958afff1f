"""A scheme that names no place: what the sheets give is used, what only a place could give stays unknown, said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import assessment, cost, information, submission, tranche
from station import sound_station

from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Assessment, AssessmentResult, Submission, TrancheResult
from workbook_tools.reading.scheme_files import load_scheme, places_hint

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
    far = replace(station, cost_lines=tuple(costs), assessments=tuple(weights), tranches=tuple(rows))
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

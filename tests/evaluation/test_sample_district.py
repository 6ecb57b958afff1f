"""A district whose rules are all its own, by data alone: every figure worked out by hand from its scheme file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import assessment, cost, information, submission, tranche

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Assessment, Evaluation
from workbook_tools.reading.scheme_files import load_scheme


@pytest.fixture(scope="module")
def district() -> Scheme:
    return load_scheme("sample-district")


PANEL = (
    ("第三方评估机构", "0.55"), ("禾田镇人民政府", "0.18"), ("禾田镇东村村民委员会", "0.15"), ("区民政局", "0.12"),
)  # fmt: skip


def panel(period: str, *scores: str, weights: bool = True, on: date | None = None) -> list[Assessment]:
    return [
        assessment(period, name, weight if weights else None, score, on=on)
        for (name, weight), score in zip(PANEL, scores, strict=True)
    ]


def assessed(scheme: Scheme, *rows: Assessment, **about: object) -> Evaluation:
    return evaluate(submission(assessments=rows, about=information(**about)), scheme)


@pytest.mark.parametrize("weights", [True, False])
def test_street_and_village_both_assess_for_the_buyer(district: Scheme, weights: bool) -> None:
    evaluation = assessed(district, *panel("末期", "90", "85", "80", "95", weights=weights))
    (result,) = evaluation.assessments
    # 49.50 + 15.30 + 12.00 + 11.40
    assert [str(value) for _, value in result.weighted] == ["49.50", "15.30", "12.00", "11.40"]
    assert (result.score, result.grade) == (Decimal("88.20"), "良好")
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "A"] == ([] if weights else ["A004"])


@pytest.mark.parametrize(
    ("score", "grade"),
    [("92", "优秀"), ("91.99", "良好"), ("83", "良好"), ("82.99", "合格"), ("65", "合格"), ("64.99", "不合格")],
)
def test_grades_have_cuts_of_their_own(district: Scheme, score: str, grade: str) -> None:
    (result,) = assessed(district, assessment("末期", "第三方评估机构", "1", score)).assessments
    assert result.grade == grade


def test_the_highest_and_the_lowest_scorer_are_left_out(district: Scheme) -> None:
    scorers = [assessment("末期", "第三方评估机构", "0.55", score) for score in ("60", "88", "91", "100")]
    (result,) = assessed(district, *scorers, *panel("末期", "0", "85", "80", "95")[1:]).assessments
    assert result.score == Decimal("87.93")  # (88 + 91) ÷ 2 = 89.50, × 55 % = 49.23 (49.225 half-up); + 38.70


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2022-08-29", ["应付 120", "未触发 0", "未触发 0"]),  # twenty working days from 2022-08-01
        ("2022-08-30", ["逾期 120", "未触发 0", "未触发 0"]),
        ("2023-03-29", ["逾期 120", "应付 72", "未触发 0"]),  # twenty from 2023-03-01
        ("2023-03-30", ["逾期 120", "逾期 72", "未触发 0"]),
        ("2023-10-12", ["逾期 120", "逾期 72", "应付 48"]),  # twenty-five from 2023-09-01
        ("2023-10-13", ["逾期 120", "逾期 72", "逾期 48"]),
    ],
)
def test_tranches_have_shares_and_terms_of_their_own(district: Scheme, as_of: str, expected: list[str]) -> None:
    rows = [
        *panel("中期", "90", "90", "90", "90", on=date(2023, 2, 10)),
        assessment("中期", "财务评估", conclusion="合格", on=date(2023, 2, 15)),
        *panel("末期", "90", "90", "90", "90", on=date(2023, 8, 20)),
        assessment("末期", "财务评估", conclusion="合格", on=date(2023, 8, 25)),
    ]
    evaluation = _paid(district, rows, as_of)
    assert [f"{each.state} {int(each.due_to_date or 0)}" for each in evaluation.tranches] == expected


def test_finance_is_a_gate_at_midterm_too(district: Scheme) -> None:
    rows = panel("中期", "90", "90", "90", "90")
    assert _paid(district, rows, "2023-03-30").tranches[1].state == "未触发"
    failed = [*rows, assessment("中期", "财务评估", conclusion="不合格")]
    assert [each.state for each in _paid(district, failed, "2023-03-30").tranches] == ["逾期", "不予支付", "未触发"]


def test_rectification_has_ten_days(district: Scheme) -> None:
    workbook = submission(
        about=information(annual_funds="240", midterm_grade="整改后合格", midterm_date=date(2023, 2, 10)),
        tranches=[tranche("中期", "0.3", "中期评估合格", date(2023, 3, 1))],
        assessments=[assessment("中期", "财务评估", conclusion="合格")],
    )
    (result,) = evaluate(workbook, district, date(2023, 3, 15)).tranches
    assert (result.latest, result.state) == (date(2023, 3, 15), "应付")


def test_shares_of_costs_have_limits_of_their_own(district: Scheme) -> None:
    workbook = submission(costs=[cost("人员经费", "60", "60", "人员费用"), cost("管理费", "18", "18", "运营管理")])
    limits = [share.limit for share in evaluate(workbook, district).funds.shares]
    assert limits == [Decimal("0.6"), Decimal("0.82"), Decimal("0.18")]


def _paid(scheme: Scheme, rows: list[Assessment], as_of: str) -> Evaluation:
    workbook = submission(
        about=information(annual_funds="240", contract_effective=date(2022, 8, 1)),
        assessments=rows,
        tranches=[
            tranche("首期", "0.5", "合同生效"),
            tranche("中期", "0.3", "中期评估合格", date(2023, 3, 1)),
            tranche("末期", "0.2", "末期评估合格", date(2023, 9, 1)),
        ],
    )
    return evaluate(workbook, scheme, date.fromisoformat(as_of))

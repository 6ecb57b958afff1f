"""资金拨付: amounts, terms by the official calendar, conditions."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from builders import assessment, information, submission, tranche

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.evaluation.tranches import UnknownCalendar, working_days_after
from workbook_tools.model import Evaluation, TrancheResult


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2022, 8, 1), 1, date(2022, 8, 2)),
        (date(2022, 8, 5), 1, date(2022, 8, 8)),  # over a weekend
        (date(2022, 9, 30), 1, date(2022, 10, 8)),  # over the National Day holiday, to a make-up Saturday
        (date(2024, 8, 5), 30, date(2024, 9, 14)),  # a make-up Saturday is a working day
        (date(2023, 1, 20), 15, date(2023, 2, 15)),  # over the Spring Festival with two make-up days
    ],
)
def test_terms_follow_the_official_calendar_and_leave_out_the_day_itself(start: date, days: int, last: date) -> None:
    assert working_days_after(start, days) == last


@pytest.mark.parametrize("start", [date(2098, 12, 1), date(1999, 5, 4), date.max])
def test_a_year_that_is_not_known_is_not_guessed(start: date) -> None:
    with pytest.raises(UnknownCalendar) as caught:
        working_days_after(start, 30)
    assert caught.value.year == start.year


def paid(
    scheme: Scheme, *tranches: object, rows: tuple[object, ...] = (), as_of: date | None = None, **about: object
) -> Evaluation:
    about.setdefault("annual_funds", "240")
    workbook = submission(about=information(**about), tranches=tranches, assessments=rows)  # type: ignore[arg-type]
    return evaluate(workbook, scheme, as_of)


def only(evaluation: Evaluation) -> TrancheResult:
    return evaluation.tranches[0]


@pytest.mark.parametrize(("share", "due"), [("0.55", 132), ("0.4", 96), ("0.05", 12)])
def test_what_is_due_is_a_share_of_the_years_funds(fiscal: Scheme, share: str, due: int) -> None:
    assert only(paid(fiscal, tranche("首期", share, "合同生效"))).due == due


def test_the_first_tranche_runs_from_the_contract_taking_effect(fiscal: Scheme) -> None:
    first = tranche("首期", "0.55", "合同生效", applied_on=date(2022, 9, 1))
    result = only(paid(fiscal, first, contract_effective=date(2024, 8, 5)))
    assert (result.latest, result.state) == (date(2024, 9, 14), "应予拨付：合同已生效；未填已拨金额")


@pytest.mark.parametrize(
    ("condition", "days", "latest"),
    [
        ("中期评估合格", 30, date(2022, 11, 21)),
        ("末期评估合格", 30, date(2022, 11, 21)),
        ("年度中期评估为合格以上", 30, date(2022, 11, 21)),
        ("整改合格", 15, date(2022, 10, 31)),
        ("末期评估整改后合格", 15, date(2022, 10, 31)),
    ],
)
def test_later_tranches_run_from_the_application(fiscal: Scheme, condition: str, days: int, latest: date) -> None:
    result = only(
        paid(fiscal, tranche("二期", "0.4", condition, date(2022, 10, 10)), midterm_grade="合格", final_grade="合格")
    )
    assert result.latest == latest == working_days_after(date(2022, 10, 10), days)


@pytest.mark.parametrize(
    ("grade", "state"),
    [
        ("优秀", "应予拨付：中期评估优秀（填报等级）；未填已拨金额"),
        ("合格", "应予拨付：中期评估合格（填报等级）；未填已拨金额"),
        ("不合格", "不予拨付，合同终止：中期评估不合格（填报等级）"),
        ("可整改", "待整改：中期评估可整改（填报等级），整改合格后再拨付"),
        ("", "暂不能判定：没有中期评估等级"),
        ("八十分", "暂不能判定：中期评估八十分（填报等级），不是评估等级"),
    ],
)
def test_the_condition_goes_by_the_grade(fiscal: Scheme, grade: str, state: str) -> None:
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格", date(2022, 10, 10)), midterm_grade=grade))
    assert result.state == state


def test_a_computed_grade_comes_before_the_stated_one(fiscal: Scheme) -> None:
    row = assessment("中期", "第三方评估机构", "1", "55")
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), rows=(row,), midterm_grade="良好"))
    assert result.state == "不予拨付，合同终止：中期评估不合格"


@pytest.mark.parametrize(
    ("conclusion", "state"),
    [
        ("合格", "应予拨付：末期评估良好（填报等级）；未填已拨金额"),
        ("不合格", "不予拨付：末期财务评估不合格"),
        ("", "应予拨付：末期评估良好（填报等级），另须财务评估合格（未填结论）；未填已拨金额"),
    ],
)
def test_one_failed_finance_gate_blocks_the_final_tranche(fiscal: Scheme, conclusion: str, state: str) -> None:
    gate = assessment("末期", "财务评估", conclusion=conclusion)
    last = tranche("末期", "0.05", "末期评估合格", date(2023, 8, 10))
    assert only(paid(fiscal, last, rows=(gate,), final_grade="良好")).state == state


@pytest.mark.parametrize(
    ("amount", "as_of", "state"),
    [
        ("132", date(2025, 1, 1), "已拨付：合同已生效"),
        ("140", None, "已拨付，超出应拨 8 万元：合同已生效"),
        ("100", date(2024, 9, 14), "应予拨付，已拨 100 万元，还差 32 万元：合同已生效"),
        ("100", date(2024, 9, 15), "逾期未拨足，已拨 100 万元，还差 32 万元：合同已生效"),
    ],
)
def test_what_was_paid_is_held_against_what_is_due_and_when(
    fiscal: Scheme, amount: str, as_of: date | None, state: str
) -> None:
    first = tranche("首期", "0.55", "合同生效", paid=amount)
    assert only(paid(fiscal, first, as_of=as_of, contract_effective=date(2024, 8, 5))).state == state


def test_terms_are_judged_on_the_day_of_filling_in_else_the_end_of_the_year(fiscal: Scheme) -> None:
    first = tranche("首期", "0.55", "合同生效", paid="1")
    about = {"contract_effective": date(2024, 8, 5), "service_end": date(2025, 7, 31)}
    assert paid(fiscal, first, **about).as_of == date(2025, 7, 31)
    early = paid(fiscal, first, **about, prepared_on=date(2024, 8, 10))
    assert early.as_of == date(2024, 8, 10)
    assert only(early).state.startswith("应予拨付")
    assert only(paid(fiscal, first, **about)).state.startswith("逾期")


def test_without_an_application_the_term_has_not_begun(fiscal: Scheme) -> None:
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), midterm_grade="良好"))
    assert result.latest is None
    assert result.state.endswith("未填申请日期，拨付期限未起算")


def test_an_unknown_calendar_is_said(fiscal: Scheme) -> None:
    evaluation = paid(fiscal, tranche("首期", "0.55", "合同生效"), contract_effective=date(2098, 8, 1))
    assert only(evaluation).latest is None
    assert "2098年" in only(evaluation).state
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "A"] == ["A006"]


@pytest.mark.parametrize("condition", ["", "领导同意"])
def test_a_condition_that_is_none_is_asked_for(fiscal: Scheme, condition: str) -> None:
    evaluation = paid(fiscal, tranche("首期", "0.55", condition))
    assert only(evaluation).state == "拨付条件看不懂，无法判定"
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "A"] == ["A005"]


def test_unknown_funds_make_unknown_amounts(fiscal: Scheme) -> None:
    assert only(paid(fiscal, tranche("首期", "0.55", "合同生效"), annual_funds=None)).due is None
    assert only(paid(fiscal, tranche("首期", None, "合同生效"))).due is None


def test_the_calendar_is_loaded_only_for_dates() -> None:
    program = (
        "import sys; from workbook_tools.evaluation import evaluate; from workbook_tools.model import *;"
        "from workbook_tools.reading.scheme_files import load_scheme;"
        "evaluate(Submission(Information()), load_scheme());"
        "assert not {'chinese_calendar', 'pandas', 'openpyxl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_amounts_are_exact(fiscal: Scheme) -> None:
    assert only(paid(fiscal, tranche("首期", "0.55", "合同生效"), annual_funds="0.1")).due == Decimal("0.055")

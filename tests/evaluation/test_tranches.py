"""资金拨付: amounts, terms by the official calendar, conditions."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from builders import assessment, information, submission, tranche
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.states import TrancheState
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme, TrancheRule
from workbook_tools.evaluation.working_days import working_days_after
from workbook_tools.model import Evaluation, TrancheResult
from workbook_tools.reading.scheme_files import load_scheme


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


# ---------------------------------------------------------------- cases worked out by hand
# 240 万 a year: 132, 96, 12. Contract in effect 2022-08-01 (last day 2022-09-13), mid-term 2023-02-10 applied for
# 2023-03-01 (last day 2023-04-13), final 2023-08-20, finance 2023-08-25, applied for 2023-09-01 (last day 2023-10-19).

EFFECTIVE, MIDTERM_DAY, FINAL_DAY, FINANCE_DAY = (
    date(2022, 8, 1), date(2023, 2, 10), date(2023, 8, 20), date(2023, 8, 25),
)  # fmt: skip


class Case(NamedTuple):
    """A contract on a day: what is told of each tranche, and what follows for 首期, 中期 and 末期."""

    name: str
    as_of: str
    expected: str  # state, due to date and outstanding of each
    midterm: str = "85"  # the score of every assessor; a word is a stated grade, "" none
    final: str = ""
    finance: str = ""
    paid: tuple[str | None, str | None, str | None] = (None, None, None)
    applied: tuple[str, str] = ("", "")  # mid-term and final
    effective: date | None = EFFECTIVE


CASES = [
    Case("before the contract takes effect", "2022-07-31", "未触发 0 0 / 未触发 0 0 / 未触发 0 0"),
    Case("the day on which it takes effect", "2022-08-01", "应付 132 132 / 未触发 0 0 / 未触发 0 0"),
    Case("the last day of the first term", "2022-09-13", "应付 132 132 / 未触发 0 0 / 未触发 0 0"),
    Case("the day after it", "2022-09-14", "逾期 132 132 / 未触发 0 0 / 未触发 0 0"),
    Case("without a day of effect", "2022-12-31", "未触发 0 0 / 未触发 0 0 / 未触发 0 0", effective=None),
    Case("paid in part, in time", "2022-09-01", "应付 132 32 / 未触发 0 0 / 未触发 0 0", paid=("100", None, None)),
    Case("paid in part, late", "2022-12-31", "逾期 132 32 / 未触发 0 0 / 未触发 0 0", paid=("100", None, None)),
    Case("paid in full", "2022-12-31", "已付 132 0 / 未触发 0 0 / 未触发 0 0", paid=("132", None, None)),
    Case("paid too much", "2022-12-31", "已付 132 0 / 未触发 0 0 / 未触发 0 0", paid=("140", None, None)),
    Case("the day before the mid-term", "2023-02-09", "已付 132 0 / 未触发 0 0 / 未触发 0 0", paid=("132", None, None)),
    Case("the mid-term passed, nothing applied for", "2023-02-10", "已付 132 0 / 可申请 0 0 / 未触发 0 0",
         paid=("132", None, None)),
    Case("applied for after the day", "2023-02-28", "已付 132 0 / 可申请 0 0 / 未触发 0 0",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("applied for", "2023-03-01", "已付 132 0 / 应付 96 96 / 未触发 0 0",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("the last day of the second term", "2023-04-13", "已付 132 0 / 应付 96 46 / 未触发 0 0",
         paid=("132", "50", None), applied=("2023-03-01", "")),
    Case("the day after that", "2023-04-14", "已付 132 0 / 逾期 96 46 / 未触发 0 0",
         paid=("132", "50", None), applied=("2023-03-01", "")),
    Case("just 合格", "2023-04-14", "已付 132 0 / 已付 96 0 / 未触发 0 0", midterm="60",
         paid=("132", "96", None), applied=("2023-03-01", "")),
    Case("不合格 by a hundredth", "2023-04-14", "已付 132 0 / 不予支付 0 0 / 不予支付 0 0", midterm="59.99",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("不合格 does not touch what was due before", "2023-04-14", "逾期 132 132 / 不予支付 0 0 / 不予支付 0 0",
         midterm="50"),
    Case("不合格 and not held yet", "2023-02-09", "逾期 132 132 / 未触发 0 0 / 未触发 0 0", midterm="50"),
    Case("可整改", "2023-04-14", "已付 132 0 / 未触发 0 0 / 未触发 0 0", midterm="可整改",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("整改后合格, fifteen days", "2023-03-22", "已付 132 0 / 应付 96 96 / 未触发 0 0", midterm="整改后合格",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("整改后合格, the day after", "2023-03-23", "已付 132 0 / 逾期 96 96 / 未触发 0 0", midterm="整改后合格",
         paid=("132", None, None), applied=("2023-03-01", "")),
    Case("整改后仍不合格", "2023-04-14", "已付 132 0 / 不予支付 0 0 / 不予支付 0 0", midterm="整改后仍不合格",
         paid=("132", None, None)),
    Case("a grade of the other scale", "2023-04-14", "已付 132 0 / 未触发 0 0 / 未触发 0 0", midterm="良",
         paid=("132", None, None)),
    Case("both passed, nothing applied for", "2023-08-31", "已付 132 0 / 已付 96 0 / 可申请 0 0", final="92",
         finance="合格", paid=("132", "96", None), applied=("2023-03-01", "")),
    Case("finance is not assessed yet", "2023-08-24", "已付 132 0 / 已付 96 0 / 未触发 0 0", final="92",
         finance="合格", paid=("132", "96", None), applied=("2023-03-01", "")),
    Case("finance has no conclusion", "2023-12-31", "已付 132 0 / 已付 96 0 / 未触发 0 0", final="92",
         finance="待定", paid=("132", "96", None), applied=("2023-03-01", "2023-09-01")),
    Case("finance failed at 92 points", "2023-10-20", "已付 132 0 / 已付 96 0 / 不予支付 0 0", final="92",
         finance="不合格", paid=("132", "96", None), applied=("2023-03-01", "2023-09-01")),
    Case("finance failed and paid all the same", "2023-10-20", "已付 132 0 / 已付 96 0 / 已付 0 0", final="92",
         finance="不合格", paid=("132", "96", "12"), applied=("2023-03-01", "2023-09-01")),
    Case("all applied for", "2023-10-19", "已付 132 0 / 已付 96 0 / 应付 12 12", final="92", finance="合格",
         paid=("132", "96", None), applied=("2023-03-01", "2023-09-01")),
    Case("all late", "2023-10-20", "逾期 132 132 / 逾期 96 96 / 逾期 12 12", final="92", finance="合格",
         applied=("2023-03-01", "2023-09-01")),
    Case("all paid", "2023-10-20", "已付 132 0 / 已付 96 0 / 已付 12 0", final="92", finance="合格",
         paid=("132", "96", "12"), applied=("2023-03-01", "2023-09-01")),
    Case("the final failed", "2023-10-20", "已付 132 0 / 已付 96 0 / 不予支付 0 0", final="40", finance="合格",
         paid=("132", "96", None), applied=("2023-03-01", "2023-09-01")),
    Case("paid before the assessment", "2023-01-31", "已付 132 0 / 已付 0 0 / 未触发 0 0",
         paid=("132", "96", None)),
    Case("a stated final grade speaks for finance too", "2023-10-20", "已付 132 0 / 已付 96 0 / 可申请 0 0",
         final="良好", paid=("132", "96", None), applied=("2023-03-01", "")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_state_and_the_money_of_each_tranche_on_a_day(fiscal: Scheme, case: Case) -> None:
    evaluation = _evaluated(case, fiscal)
    shown = [f"{each.state} {each.due_to_date} {each.outstanding}" for each in evaluation.tranches]
    assert [_plain(each) for each in shown] == case.expected.split(" / ")
    for each in evaluation.tranches:
        assert each.conclusion.startswith(f"{each.state}：")
        assert each.reason.endswith("。")
    blocked = [each.tranche.name for each in evaluation.tranches if each.blocked]
    unpaid = [each.tranche.name for each in evaluation.tranches if each.state == "不予支付"]
    assert blocked == (["末期"] if case.name == "finance failed and paid all the same" else unpaid)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sums_are_those_of_the_rows(fiscal: Scheme, case: Case) -> None:
    evaluation = _evaluated(case, fiscal)
    payments = evaluation.payments
    assert payments is not None
    parts = [each.split() for each in case.expected.split(" / ")]
    assert payments.due == 240
    assert payments.due_to_date == sum(Decimal(part[1]) for part in parts)
    assert payments.outstanding == sum(Decimal(part[2]) for part in parts)
    assert payments.overdue == sum(Decimal(part[2]) for part in parts if part[0] == "逾期")
    assert payments.unrecorded == case.paid.count(None)
    recorded = [Decimal(each) for each in case.paid if each is not None]
    assert payments.paid == (sum(recorded) if recorded else None)


def _evaluated(case: Case, scheme: Scheme) -> Evaluation:
    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    rows = []
    about: dict[str, object] = {"contract_effective": case.effective}
    for period, result, on, field in (
        ("中期", case.midterm, MIDTERM_DAY, "midterm"), ("末期", case.final, FINAL_DAY, "final"),
    ):  # fmt: skip
        if result[:1].isdigit():
            rows += [
                assessment(period, name, weight, result, on=on)
                for name, weight in (("第三方评估机构", "0.7"), ("街道办事处", "0.2"), ("区民政局", "0.1"))
            ]
        elif result:
            about |= {f"{field}_grade": result, f"{field}_date": on}
    if case.finance:
        rows.append(assessment("末期", "财务评估", conclusion=case.finance, on=FINANCE_DAY))
    tranches = (
        tranche("首期", "0.55", "合同生效", paid=case.paid[0]),
        tranche("中期", "0.4", "中期评估合格", day(case.applied[0]), case.paid[1]),
        tranche("末期", "0.05", "末期评估合格", day(case.applied[1]), case.paid[2]),
    )
    return paid(scheme, *tranches, rows=tuple(rows), as_of=date.fromisoformat(case.as_of), **about)


def _plain(text: str) -> str:
    return re.sub(r"(\d+)\.0+(?!\d)", r"\1", text)


# ---------------------------------------------------------------- reasons, in words


@pytest.mark.parametrize(
    ("grade", "conclusion"),
    [
        ("优秀", "可申请：中期评估优秀（填报等级），可以申请拨付，还没有申请日期；应拨96万元，未填已拨金额。"),
        ("不合格", "不予支付：中期评估不合格（填报等级），合同终止，本期不拨付；应拨96万元，未填已拨金额。"),
        ("可整改", "未触发：中期评估可整改（填报等级），整改合格后再拨付；应拨96万元，未填已拨金额。"),
        ("", "未触发：没有中期评估等级；应拨96万元，未填已拨金额。"),
        ("八十分", "未触发：中期评估等级“八十分”不是站点评估的等级；应拨96万元，未填已拨金额。"),
        ("良", "未触发：中期评估等级“良”是财政自评的等级，不是站点评估的等级；应拨96万元，未填已拨金额。"),
    ],
)
def test_the_condition_goes_by_the_grade(fiscal: Scheme, grade: str, conclusion: str) -> None:
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), midterm_grade=grade))
    assert result.conclusion == conclusion


@pytest.mark.parametrize(
    ("grade", "conclusion"),
    [
        ("基本合格", "已付：末期评估等级“基本合格”算不算合格，要看本地的规定；应拨24万元，已拨24万元。"),
        ("A级", "已付：末期评估等级“A级”算不算合格，要看本地的规定；应拨24万元，已拨24万元。"),
        ("不达标", "已付：末期评估等级“不达标”不是站点评估的等级，拨付在先，请核对；应拨24万元，已拨24万元。"),
    ],
)
def test_no_place_s_grades_are_held_against_a_station_of_another(grade: str, conclusion: str) -> None:
    scheme = load_scheme("fiscal-2020")
    assert (
        only(paid(scheme, tranche("末期", "0.1", "末期评估合格", paid="24"), final_grade=grade)).conclusion
        == conclusion
    )


def test_a_term_that_ran_out_is_told_with_its_days(fiscal: Scheme) -> None:
    first = tranche("首期", "0.55", "合同生效", paid="100")
    late = paid(fiscal, first, as_of=date(2024, 9, 16), contract_effective=date(2024, 8, 5))
    assert only(late).conclusion == (
        "逾期：合同已于2024-08-05生效，最迟2024-09-14拨付，到2024-09-16已超过2天；应拨132万元，已拨100万元，还差32万元。"
    )


def test_without_a_day_of_judgement_nobody_knows_what_is_late(fiscal: Scheme) -> None:
    first = paid(fiscal, tranche("首期", "0.55", "合同生效"), contract_effective=EFFECTIVE)
    assert only(first).conclusion == (
        "应付：合同已于2022-08-01生效，最迟2022-09-13拨付，没有判断日，无法判断是否逾期；应拨132万元，未填已拨金额，按未拨付计。"
    )


WORDS = {
    ("paid too much", "首期"): "已付：合同已于2022-08-01生效；应拨132万元，已拨140万元，超出8万元。",
    ("paid in full", "首期"): "已付：合同已于2022-08-01生效；应拨132万元，已拨132万元。",
    ("without a day of effect", "首期"): "未触发：未填合同生效日期；应拨132万元，未填已拨金额。",
    ("before the contract takes effect", "首期"): (
        "未触发：合同生效在2022-08-01，到2022-07-31还没有发生；应拨132万元，未填已拨金额。"
    ),
    ("paid before the assessment", "中期"): (
        "已付：中期评估在2023-02-10，到2023-01-31还没有发生，拨付在先，请核对；应拨96万元，已拨96万元。"
    ),
    ("finance failed and paid all the same", "末期"): (
        "已付：末期财务评估不合格，一票否决，本期不应拨付，请核对；应拨12万元，已拨12万元。"
    ),
    ("finance failed at 92 points", "末期"): (
        "不予支付：末期财务评估不合格，一票否决，本期不拨付；应拨12万元，未填已拨金额。"
    ),
    ("不合格 by a hundredth", "末期"): "不予支付：中期评估不合格，合同终止，本期不拨付；应拨12万元，未填已拨金额。",
    ("applied for after the day", "中期"): (
        "可申请：中期评估良好（85.00分），可以申请拨付，申请日期2023-03-01在判断日以后；应拨96万元，未填已拨金额。"
    ),
    ("both passed, nothing applied for", "末期"): (
        "可申请：末期评估优秀（92.00分）、财务评估合格，可以申请拨付，还没有申请日期；应拨12万元，未填已拨金额。"
    ),
    ("a stated final grade speaks for finance too", "末期"): (
        "可申请：末期评估良好（填报等级），财务评估结论未填，以填报等级为准，可以申请拨付，还没有申请日期；"
        "应拨12万元，未填已拨金额。"
    ),
    ("finance is not assessed yet", "末期"): (
        "未触发：末期财务评估在2023-08-25，到2023-08-24还没有发生；应拨12万元，未填已拨金额。"
    ),
    ("finance has no conclusion", "末期"): "未触发：末期财务评估没有结论；应拨12万元，未填已拨金额。",
    ("just 合格", "中期"): "已付：中期评估合格（60.00分）；应拨96万元，已拨96万元。",
    ("the day after that", "中期"): (
        "逾期：中期评估良好（85.00分），最迟2023-04-13拨付，到2023-04-14已超过1天；应拨96万元，已拨50万元，还差46万元。"
    ),
    ("整改后合格, fifteen days", "中期"): (
        "应付：中期评估整改后合格（填报等级），最迟2023-03-22拨付；应拨96万元，未填已拨金额，按未拨付计。"
    ),
}


@pytest.mark.parametrize(("case", "row"), WORDS, ids=lambda each: each)
def test_one_sentence_tells_the_condition_the_term_and_the_money(fiscal: Scheme, case: str, row: str) -> None:
    (found,) = (each for each in CASES if each.name == case)
    told = {each.tranche.name: each.conclusion for each in _evaluated(found, fiscal).tranches}
    assert told[row] == WORDS[case, row]


def test_a_computed_grade_comes_before_the_stated_one(fiscal: Scheme) -> None:
    row = assessment("中期", "第三方评估机构", "1", "55")
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), rows=(row,), midterm_grade="良好"))
    assert result.state == "不予支付"
    assert "中期评估不合格（55.00分）" in result.reason


def test_a_score_that_fails_may_be_open_to_rectification(fiscal: Scheme) -> None:
    row = assessment("中期", "第三方评估机构", "1", "55")
    waiting = paid(fiscal, tranche("中期", "0.4", "中期评估合格"), rows=(row,), midterm_grade="可整改")
    assert only(waiting).state == "未触发"
    good = paid(fiscal, tranche("中期", "0.4", "中期评估合格"), rows=(row,), midterm_grade="整改后合格")
    assert only(good).state == "可申请"


def test_a_finance_row_at_midterm_blocks_nothing(fiscal: Scheme) -> None:
    rows = (assessment("中期", "第三方评估机构", "1", "85"), assessment("中期", "财务评估", conclusion="不合格"))
    assert only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), rows=rows)).state == "可申请"


# ---------------------------------------------------------------- rectification in a row of its own

RECTIFIED = (
    tranche("中期", "0.4", "中期评估合格", date(2023, 3, 1)),
    tranche("整改后", "0.4", "整改合格", date(2023, 5, 8)),
)


@pytest.mark.parametrize(
    ("grade", "states", "due"),
    [
        ("可整改", ["未触发", "未触发"], 0),
        ("整改后合格", ["未触发", "逾期"], 96),  # fifteen working days from 2023-05-08: 2023-05-29
        ("合格", ["逾期", "未触发"], 96),
        ("不合格", ["不予支付", "不予支付"], 0),
    ],
)
def test_the_row_after_rectification_takes_the_place_of_its_assessments(
    fiscal: Scheme, grade: str, states: list[str], due: int
) -> None:
    evaluation = paid(fiscal, *RECTIFIED, as_of=date(2023, 5, 30), midterm_grade=grade)
    assert [each.state for each in evaluation.tranches] == states
    assert evaluation.payments is not None
    assert evaluation.payments.due_to_date == due


@pytest.mark.parametrize(
    ("grade", "conditions"),
    [
        ("可整改", ["中期评估可整改（填报等级），整改合格后再拨付"] * 2),
        ("整改后合格", ["整改后合格，由“整改后”拨付", "中期评估整改后合格（填报等级）"]),
        ("合格", ["中期评估合格（填报等级）", "评估已合格，不涉及整改，按原来的一期拨付"]),
    ],
)
def test_which_of_the_two_rows_is_paid_is_told_in_both(fiscal: Scheme, grade: str, conditions: list[str]) -> None:
    unread = tranche("其他", "0.05", "领导同意")
    evaluation = paid(fiscal, *RECTIFIED, unread, as_of=date(2023, 5, 30), midterm_grade=grade)
    assert [each.condition for each in evaluation.tranches[:2]] == conditions
    assert [each.holds for each in evaluation.tranches] == [grade == "合格", grade == "整改后合格", False]


def test_a_row_whose_condition_is_not_read_takes_no_others_place(fiscal: Scheme) -> None:
    unread = tranche("其他", "0.05", "领导同意")
    evaluation = paid(fiscal, unread, RECTIFIED[1], as_of=date(2023, 5, 30), midterm_grade="合格")
    assert evaluation.tranches[1].condition == "中期评估合格（填报等级）"


def test_a_mid_term_that_was_made_good_is_paid_once_though_another_followed(fiscal: Scheme) -> None:
    rows = (
        assessment("第一次中期", "第三方评估机构", "1", "55", "可整改", date(2022, 12, 1)),
        assessment("第一次中期复评", "第三方评估机构", "1", "70", on=date(2023, 2, 1)),
        assessment("第二次中期", "第三方评估机构", "1", "85", on=date(2023, 4, 3)),
    )
    both = (
        tranche("中期", "0.4", "中期评估合格", date(2023, 5, 8)),
        tranche("整改后", "0.4", "第一次中期评估整改合格", date(2023, 5, 8)),
    )
    evaluation = paid(fiscal, *both, rows=rows, as_of=date(2023, 5, 10))
    assert [(each.state, each.due_to_date) for each in evaluation.tranches] == [("未触发", 0), ("应付", 96)]


@pytest.mark.parametrize("grade", ["", "可整改", "整改后合格", "合格", "不合格"])
def test_a_row_after_rectification_adds_nothing_to_the_years_money(fiscal: Scheme, grade: str) -> None:
    rows = (
        tranche("首期", "0.55", "合同生效"), RECTIFIED[0], RECTIFIED[1], tranche("末期", "0.05", "末期评估合格"),
    )  # fmt: skip
    for some in (rows, (rows[0], rows[2], rows[3])):  # beside the row of the mid-term, or in its place
        evaluation = paid(fiscal, *some, as_of=date(2023, 5, 30), midterm_grade=grade)
        assert evaluation.payments is not None
        assert evaluation.payments.due == 240


def test_a_second_look_makes_a_mid_term_good(fiscal: Scheme) -> None:
    rows = (
        assessment("中期", "第三方评估机构", "1", "55", "可整改", date(2023, 2, 10)),
        assessment("中期复评", "第三方评估机构", "1", "70", on=date(2023, 4, 10)),
    )
    row = tranche("中期", "0.4", "中期评估合格", date(2023, 4, 12))
    last = tranche("末期", "0.05", "末期评估合格")
    for day, state in ((date(2023, 3, 1), "未触发"), (date(2023, 5, 5), "应付"), (date(2023, 5, 6), "逾期")):
        evaluation = paid(fiscal, row, last, rows=rows, as_of=day)
        assert [each.state for each in evaluation.tranches] == [state, "未触发"]


# ---------------------------------------------------------------- several mid-terms

TWO_MIDTERMS = (
    assessment("第一次中期", "第三方评估机构", "1", "85", on=date(2022, 12, 1)),
    assessment("第二次中期", "第三方评估机构", "1", "50", on=date(2023, 4, 3)),
)


@pytest.mark.parametrize(
    ("condition", "as_of", "state"),
    [
        ("第一次中期评估合格", date(2023, 7, 31), "可申请"),
        ("第二次中期评估合格", date(2023, 4, 2), "未触发"),
        ("第二次中期评估合格", date(2023, 4, 3), "不予支付"),
        ("第三次中期评估合格", date(2023, 7, 31), "未触发"),
        ("中期评估合格", date(2023, 4, 2), "可申请"),  # the last one that was held
        ("中期评估合格", date(2023, 4, 3), "不予支付"),
        ("末期评估合格", date(2023, 4, 2), "未触发"),
        ("末期评估合格", date(2023, 4, 3), "不予支付"),  # the contract has ended
    ],
)
def test_a_condition_waits_for_the_mid_term_that_it_names(
    fiscal: Scheme, condition: str, as_of: date, state: str
) -> None:
    assert only(paid(fiscal, tranche("一期", "0.2", condition), rows=TWO_MIDTERMS, as_of=as_of)).state == state


@pytest.mark.parametrize(
    ("condition", "as_of", "state"),
    [
        ("第1次中期评估合格", date(2023, 7, 31), "可申请"),
        ("第2次中期评估合格", date(2023, 4, 2), "未触发"),
        ("第2次中期评估合格", date(2023, 4, 3), "不予支付"),
    ],
)
def test_a_number_is_the_same_in_figures_and_in_words(fiscal: Scheme, condition: str, as_of: date, state: str) -> None:
    assert only(paid(fiscal, tranche("一期", "0.2", condition), rows=TWO_MIDTERMS, as_of=as_of)).state == state


@pytest.mark.parametrize(("condition", "state"), [("第一次中期评估合格", "可申请"), ("第二次中期评估合格", "未触发")])
def test_a_mid_term_without_a_number_is_the_first(fiscal: Scheme, condition: str, state: str) -> None:
    row = assessment("中期", "第三方评估机构", "1", "85")
    assert only(paid(fiscal, tranche("一期", "0.2", condition), rows=(row,))).state == state


FAILED_FIRST = (
    assessment("第一次中期", "第三方评估机构", "1", "50", on=date(2022, 12, 1)),
    assessment("第二次中期", "第三方评估机构", "1", "85", on=date(2023, 4, 3)),
    assessment("末期", "第三方评估机构", "1", "85", on=date(2023, 8, 20)),
    assessment("末期", "财务评估", conclusion="合格", on=date(2023, 8, 20)),
)


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        (date(2022, 11, 30), ["未触发", "未触发", "未触发"]),
        (date(2022, 12, 1), ["不予支付", "不予支付", "不予支付"]),
        (date(2023, 12, 31), ["不予支付", "不予支付", "不予支付"]),
    ],
)
def test_an_assessment_that_failed_ends_the_contract_for_all_that_come_later(
    fiscal: Scheme, as_of: date, states: list[str]
) -> None:
    rows = [tranche(name, "0.3", f"{name}评估合格") for name in ("第一次中期", "第二次中期", "末期")]
    evaluation = paid(fiscal, *rows, rows=FAILED_FIRST, as_of=as_of)
    assert [each.state for each in evaluation.tranches] == states
    if "不予支付" in states:
        assert [each.condition for each in evaluation.tranches[1:]] == ["第一次中期评估不合格，合同终止"] * 2


@pytest.mark.parametrize(
    ("again", "called"), [("第一次中期复评", "第一次中期复评"), ("第一次中期整改验收", "第一次中期整改")]
)
def test_a_second_look_makes_good_the_assessment_that_it_names(fiscal: Scheme, again: str, called: str) -> None:
    look = assessment(again, "第三方评估机构", "1", "70", on=date(2023, 2, 1))
    rows = [tranche(name, "0.3", f"{name}评估合格") for name in ("第一次中期", "第二次中期", "末期")]
    for day, states in (
        (date(2023, 1, 31), ["不予支付", "不予支付", "不予支付"]),
        (date(2023, 2, 1), ["可申请", "未触发", "未触发"]),
        (date(2023, 4, 3), ["可申请", "可申请", "未触发"]),
        (date(2023, 8, 20), ["可申请", "可申请", "可申请"]),
    ):
        evaluation = paid(fiscal, *rows, rows=(FAILED_FIRST[0], look, *FAILED_FIRST[1:]), as_of=day)
        assert [each.state for each in evaluation.tranches] == states
    failed = assessment(again, "第三方评估机构", "1", "59", on=date(2023, 2, 1))
    evaluation = paid(fiscal, *rows, rows=(FAILED_FIRST[0], failed, *FAILED_FIRST[1:]), as_of=date(2023, 8, 20))
    assert [each.state for each in evaluation.tranches] == ["不予支付"] * 3
    assert [each.condition for each in evaluation.tranches[1:]] == [f"{called}评估不合格，合同终止"] * 2


def test_a_second_look_is_of_the_assessment_whose_whole_name_it_bears(fiscal: Scheme) -> None:
    first = assessment("中期", "第三方评估机构", "1", "85", on=date(2022, 11, 1))
    again = assessment("第一次中期复评", "第三方评估机构", "1", "70", on=date(2023, 2, 1))
    rows = (first, FAILED_FIRST[0], again, *FAILED_FIRST[2:])
    final = tranche("末期", "0.3", "末期评估合格")
    assert only(paid(fiscal, final, rows=rows, as_of=date(2023, 8, 20))).state == "可申请"


# ---------------------------------------------------------------- days and amounts


def test_terms_are_judged_on_the_day_of_filling_in_else_the_end_of_the_year(fiscal: Scheme) -> None:
    first = tranche("首期", "0.55", "合同生效", paid="1")
    about = {"contract_effective": date(2024, 8, 5), "service_end": date(2025, 7, 31)}
    assert paid(fiscal, first, **about).as_of == date(2025, 7, 31)
    early = paid(fiscal, first, **about, prepared_on=date(2024, 8, 10))
    assert early.as_of == date(2024, 8, 10)
    assert only(early).state == "应付"
    assert only(paid(fiscal, first, **about)).state == "逾期"


def test_without_an_application_the_term_has_not_begun(fiscal: Scheme) -> None:
    result = only(paid(fiscal, tranche("中期", "0.4", "中期评估合格"), midterm_grade="良好"))
    assert result.latest is None
    assert result.state == "可申请"


def test_an_unknown_calendar_is_said(fiscal: Scheme) -> None:
    evaluation = paid(fiscal, tranche("首期", "0.55", "合同生效"), contract_effective=date(2098, 8, 1))
    assert only(evaluation).latest is None
    assert "不掌握2098年的放假安排" in only(evaluation).reason
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "A"] == ["A006"]


@pytest.mark.parametrize(
    ("condition", "why", "code"),
    [("", "没有填写拨付条件", "A062"), ("领导同意", "拨付条件看不懂", "A005")],
)
def test_a_condition_that_is_none_is_asked_for(fiscal: Scheme, condition: str, why: str, code: str) -> None:
    evaluation = paid(fiscal, tranche("首期", "0.55", condition))
    assert (only(evaluation).state, why in only(evaluation).reason) == ("未触发", True)
    (found,) = [finding for finding in evaluation.findings if finding.code[0] == "A"]
    assert (found.code, (condition or "没有填写") in found.message) == (code, True)
    rows = (
        tranche("首期", "0.55", "合同生效"),
        tranche("中期", "0.4", condition),
        tranche("末期", "0.05", "末期评估合格"),
    )
    payments = paid(fiscal, *rows, tranche("整改", "0.4", "整改合格")).payments
    assert payments is not None
    assert payments.due == 240  # it is a part of the year's money, so that the one after rectification is none


def test_a_row_whose_condition_is_unknown_is_in_the_place_of_no_other(fiscal: Scheme) -> None:
    rows = (tranche("中期", "0.4", "领导同意"), tranche("整改", "0.4", "整改合格", date(2022, 10, 10)))
    held = (assessment("中期", "第三方评估机构", None, None, conclusion="整改后合格"),)
    unknown, rectified = paid(fiscal, *rows, rows=held, as_of=date(2022, 10, 20)).tranches
    assert (unknown.state, "拨付条件看不懂" in unknown.reason) == ("未触发", True)
    assert (rectified.state, rectified.due) == ("应付", 96)


@pytest.mark.parametrize(("amount", "state"), [("0.5", "已付"), ("0.4", "应付")])
def test_small_amounts_are_paid_like_large_ones(fiscal: Scheme, amount: str, state: str) -> None:
    first = tranche("首期", "0.5", "合同生效", None, amount)
    found = paid(fiscal, first, annual_funds="1", contract_effective=EFFECTIVE, as_of=EFFECTIVE)
    assert (only(found).due, only(found).state) == (Decimal("0.5"), state)
    assert "不需要拨付" not in only(found).reason


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


def test_a_share_that_cannot_be_has_no_amount(fiscal: Scheme) -> None:
    evaluation = paid(fiscal, tranche("首期", "55", "合同生效"), contract_effective=EFFECTIVE)
    assert only(evaluation).due is None
    (found,) = [finding for finding in evaluation.findings if finding.code[0] == "A"]
    assert (found.code, "5500%" in found.message) == ("A009", True)


@pytest.mark.parametrize(
    ("as_of", "amount", "conclusion"),
    [
        (date(2022, 9, 1), None, "已付：合同已于2022-08-01生效；应拨0万元，不需要拨付。"),
        (date(2022, 9, 1), "5", "已付：合同已于2022-08-01生效；应拨0万元，不需要拨付。"),
        (date(2022, 7, 31), None, "未触发：合同生效在2022-08-01，到2022-07-31还没有发生；应拨0万元，不需要拨付。"),
    ],
)
def test_a_tranche_of_nothing_asks_for_nothing(
    fiscal: Scheme, as_of: date, amount: str | None, conclusion: str
) -> None:
    row = tranche("首期", "0", "合同生效", paid=amount)
    evaluation = paid(fiscal, row, contract_effective=EFFECTIVE, as_of=as_of)
    assert only(evaluation).conclusion == conclusion
    assert (only(evaluation).due, only(evaluation).outstanding) == (0, 0)


def test_the_whole_of_the_years_funds_may_be_one_tranche(fiscal: Scheme) -> None:
    evaluation = paid(fiscal, tranche("一次", "1", "合同生效"), contract_effective=EFFECTIVE, as_of=EFFECTIVE)
    assert (only(evaluation).due, only(evaluation).state) == (240, "应付")


def test_sums_over_an_unknown_amount_are_unknown(fiscal: Scheme) -> None:
    rows = (tranche("首期", None, "合同生效"), tranche("中期", "0.4", "中期评估合格"))
    evaluation = paid(fiscal, *rows, contract_effective=EFFECTIVE, as_of=date(2022, 9, 1))
    assert [each.state for each in evaluation.tranches] == ["应付", "未触发"]
    assert evaluation.payments is not None
    assert (evaluation.payments.due, evaluation.payments.due_to_date, evaluation.payments.outstanding) == (None,) * 3
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "A"] == ["A010"]


def test_without_tranches_there_are_no_sums(fiscal: Scheme) -> None:
    assert paid(fiscal).payments is None


@given(
    st.dates(date(2022, 7, 1), date(2024, 6, 30)),
    st.sampled_from(["", "优秀", "合格", "不合格", "可整改", "整改后合格", "良"]),
    st.sampled_from(["", "合格", "不合格", "待定"]),
    st.none() | st.dates(date(2022, 8, 1), date(2024, 6, 30)),
    st.none() | st.integers(-1, 300),
)
def test_whatever_is_told_the_money_fits_the_state(
    day: date, grade: str, finance: str, applied: date | None, amount: int | None
) -> None:
    rows = (assessment("末期", "财务评估", conclusion=finance, on=FINANCE_DAY),) if finance else ()
    about = {"midterm_grade": grade, "midterm_date": MIDTERM_DAY, "final_grade": grade, "final_date": FINAL_DAY}
    tranches = (
        tranche("首期", "0.55", "合同生效", paid=amount),
        tranche("中期", "0.4", "中期评估合格", applied, amount),
        tranche("末期", "0.05", "末期评估合格", applied, amount),
    )
    evaluation = paid(load_scheme(), *tranches, rows=rows, as_of=day, contract_effective=EFFECTIVE, **about)
    for each in evaluation.tranches:
        assert isinstance(each.state, TrancheState)
        assert each.due is not None
        assert each.due_to_date in (0, each.due)
        assert each.outstanding == max(each.due_to_date - max(each.paid or 0, 0), 0)
        assert (each.state == "已付") == ((each.paid or 0) >= each.due)
        if each.state == "逾期":
            assert each.latest is not None
            assert day > each.latest
        if each.blocked or each.state in ("未触发", "可申请", "不予支付"):
            assert each.due_to_date == 0


def test_a_tranche_may_wait_for_no_assessment(fiscal: Scheme) -> None:
    anytime = TrancheRule("按季申请", Decimal("0.25"), 30, "application", "")
    scheme = fiscal._replace(tranches=(*fiscal.tranches, anytime))
    result = only(paid(scheme, tranche("一季度", "0.25", "按季申请", date(2022, 10, 10)), as_of=date(2022, 11, 1)))
    assert (result.state, result.latest) == (TrancheState.DUE, date(2022, 11, 21))
    assert "不等评估结果" in result.reason


def test_rectification_without_a_word_of_which_is_of_the_last_that_was_asked_for(fiscal: Scheme) -> None:
    row = tranche("整改后", "0.4", "整改合格", date(2023, 7, 1))
    result = only(paid(fiscal, row, midterm_grade="可整改", final_grade="良好", as_of=date(2023, 7, 10)))
    assert result.state == TrancheState.NOT_TRIGGERED
    assert "中期评估可整改" in result.reason
    result = only(paid(fiscal, row, midterm_grade="良好", final_grade="可整改", as_of=date(2023, 7, 10)))
    assert "末期评估可整改" in result.reason

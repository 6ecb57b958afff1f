"""评估评分, 资金拨付 and the spans of contract and service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import assessment, information, submission, tranche
from station import findings_of, message, scheme, sound_station, told, with_about

from workbook_tools.checks import check_all
from workbook_tools.checks.contract import is_whole_years, later, years_and_days
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Assessment, Submission, Tranche

YEAR = {"service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31), "annual_funds": "240"}


def sheet(*rows: Assessment, paid: tuple[Tranche, ...] = (), **about: object) -> Submission:
    return submission(about=information(**{**YEAR, **about}), assessments=rows, tranches=paid)


def panel(*scores: object, period: str = "末期") -> tuple[Assessment, ...]:
    names = (("第三方评估机构", "0.7"), ("街道办事处", "0.2"), ("区民政局", "0.1"))
    return tuple(
        assessment(period, name, weight, score)  # type: ignore[arg-type]
        for (name, weight), score in zip(names, scores, strict=True)
    )


def codes(workbook: Submission) -> list[str]:
    return [code for code, _ in told(workbook, "A")]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (("0.7", "0.2", "0.1"), []),
        (("0.7", "0.2", "0.2"), ["A020"]),
        (("0.6", "0.3", "0.1"), ["A025"]),
        ((None, "0.2", "0.1"), []),
    ],
)
def test_weights_make_a_whole_and_are_the_schemes(weights: tuple[str | None, ...], expected: list[str]) -> None:
    rows = [
        replace(row, weight=None if w is None else Decimal(w))
        for row, w in zip(panel(None, None, None), weights, strict=True)
    ]
    assert codes(sheet(*rows)) == expected


@pytest.mark.parametrize(("stated", "expected"), [("优秀", []), ("良好", ["A023"]), ("", []), ("合格", ["A023"])])
def test_a_stated_grade_is_the_one_that_the_scores_make(stated: str, expected: list[str]) -> None:
    assert codes(sheet(*panel(90, 90, 90), final_grade=stated)) == expected


def test_the_lower_bound_belongs_to_the_band() -> None:
    assert codes(sheet(*panel(80, 80, 80), final_grade="良好")) == []
    wrong = sheet(*panel("79.9", "79.9", "79.9"), final_grade="良好")
    assert "合成79.90分，应为合格" in message(wrong, "A023")


@pytest.mark.parametrize(("conclusion", "expected"), [("良好", []), ("优秀", ["A022"]), ("已评", [])])
def test_a_conclusion_fits_the_score_beside_it(conclusion: str, expected: list[str]) -> None:
    assert codes(sheet(assessment("中期", "专家组", 1, 85, conclusion))) == expected


def test_a_score_above_a_hundred_is_told_once() -> None:
    assert codes(sheet(*panel(101, 90, 90))) == ["A003"]
    assert codes(sheet(assessment("末期", "财务评估", None, 120, "合格"))) == ["A021"]


def test_a_second_row_of_an_assessor_is_another_scorer_and_is_said() -> None:
    rows = (*panel(90, 90, 90), assessment("末期", "区民政局", None, 80))
    assert told(sheet(*rows), "A") == [("A024", "B5")]
    assert "2名评分人（90、80分），按算术平均合成85.00分，权重10.00%只计一次" in message(sheet(*rows), "A024")


def test_a_row_of_the_whole_period_is_held_against_the_scores() -> None:
    assert codes(sheet(*panel(90, 90, 90), assessment("末期", "综合得分", None, 90, "优秀"))) == []
    wrong = sheet(*panel(90, 90, 90), assessment("末期", "综合得分", None, "91.5"))
    assert told(wrong, "A") == [("A034", "D5")]


def test_rectification_goes_with_a_score_that_fails() -> None:
    failing = panel(55, 55, 55, period="中期")
    for grade, expected in (("可整改", []), ("整改后合格", []), ("不合格", []), ("合格", ["A023"])):
        assert codes(sheet(*failing, midterm_grade=grade)) == expected
    assert codes(sheet(*panel(75, 75, 75, period="中期"), midterm_grade="可整改")) == ["A023"]


def test_a_conclusion_of_the_fiscal_scale_is_told() -> None:
    assert told(sheet(assessment("中期", "专家组", 1, 85, "良")), "A") == [("A032", "E2")]


def test_finance_at_midterm_is_a_hint_where_it_is_no_gate() -> None:
    row = assessment("期中", "财务评估", conclusion="合格")
    assert codes(sheet(row)) == ["A026"]


def test_weights_of_two_persons_of_an_assessor_are_one() -> None:
    rows = (
        *panel(90, 90, 90)[1:],
        assessment("末期", "第三方（甲）", "0.7", 88),
        assessment("末期", "第三方（乙）", "0.7", 90),
    )
    assert codes(sheet(*rows)) == ["A024"]
    split = (*rows[:2], replace(rows[2], weight=Decimal("0.4")), replace(rows[3], weight=Decimal("0.2")))
    assert codes(sheet(*split)) == ["A007"]
    halves = (*rows[:2], replace(rows[2], weight=Decimal("0.35")), replace(rows[3], weight=Decimal("0.35")))
    assert codes(sheet(*halves)) == []


@pytest.mark.parametrize(
    ("midterm", "final", "expected"),
    [
        (date(2023, 2, 10), date(2023, 8, 20), []),
        (date(2022, 10, 8), date(2022, 11, 20), ["A029"]),
        (date(2023, 2, 10), date(2023, 1, 10), ["A028"]),
        (date(2022, 7, 1), date(2023, 8, 20), ["A030"]),
        (date(2023, 8, 2), date(2023, 12, 1), ["A030"]),
        (date(2023, 7, 31), date(2023, 12, 1), []),
        (date(2022, 8, 1), date(2023, 8, 20), []),
    ],
)
def test_the_two_assessments_follow_each_other_in_the_year(midterm: date, final: date, expected: list[str]) -> None:
    assert codes(sheet(midterm_date=midterm, final_date=final, midterm_grade="良好", final_grade="良好")) == expected


def test_the_finance_assessment_of_a_note_counts() -> None:
    row = replace(assessment("末期", "财务评估", conclusion="合格"), note="2022年11月由事务所评估")
    workbook = sheet(row, midterm_date=date(2022, 10, 8), midterm_grade="良好")
    assert told(workbook, "A") == [("A029", "G2")]
    before = assessment("末期", "第三方评估机构", "1", 85, on=date(2023, 7, 1))
    both = sheet(before, row, midterm_date=date(2022, 10, 8), midterm_grade="良好")
    assert "A029" in codes(both)


def test_a_date_of_one_period_and_a_grade_of_the_other_are_mixed() -> None:
    assert codes(sheet(midterm_date=date(2023, 2, 10), final_grade="良好")) == ["A031"]
    assert codes(sheet(midterm_date=date(2023, 2, 10), midterm_grade="良好", final_grade="良好")) == []


@pytest.mark.parametrize(("grade", "expected"), [("良", ["A032"]), ("良好", []), ("可整改", [])])
def test_the_two_scales_are_not_mixed(grade: str, expected: list[str]) -> None:
    assert codes(sheet(final_grade=grade)) == expected


def test_each_assessor_may_have_a_day_of_its_own() -> None:
    days = (date(2023, 2, 10), date(2023, 2, 15), date(2023, 2, 20))
    rows = [replace(row, assessed_on=on) for row, on in zip(panel(85, 85, 85, period="中期"), days, strict=True)]
    assert codes(sheet(*rows, midterm_date=date(2023, 2, 15), midterm_grade="良好")) == []


def test_two_dates_of_one_assessment_are_told() -> None:
    rows = [replace(row, assessed_on=date(2023, 3, 1)) for row in panel(85, 85, 85, period="中期")]
    assert codes(sheet(*rows, midterm_date=date(2023, 2, 10), midterm_grade="良好")) == ["A033"]


@pytest.mark.parametrize(
    ("start", "end", "whole", "span"),
    [
        (date(2019, 8, 1), date(2024, 7, 31), True, (5, 0)),
        (date(2019, 8, 1), date(2024, 8, 1), True, (5, 1)),
        (date(2019, 8, 1), date(2024, 8, 15), False, (5, 15)),
        (date(2020, 2, 29), date(2021, 2, 28), True, (1, 0)),
        (date(2022, 1, 1), date(2022, 6, 30), False, (0, 181)),
        (date(2022, 8, 1), date(2023, 7, 1), False, (0, 335)),
        (date(2022, 8, 1), date(2023, 7, 30), False, (0, 364)),
        (date(2022, 1, 1), date.max, False, (7977, 364)),
    ],
)
def test_a_contract_is_whole_years_or_not(start: date, end: date, whole: bool, span: tuple[int, int]) -> None:
    assert is_whole_years(start, end) is whole
    assert years_and_days(start, end) == span


def test_the_day_after_the_last_is_known_for_leap_days_and_for_the_end_of_time() -> None:
    assert later(date(2020, 2, 29), 1) == date(2021, 3, 1)
    assert later(date.max, 5) == date.max


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contract_end": date(2018, 1, 1)}, ["A101"]),
        ({"contract_start": date(2022, 9, 1), "contract_end": date(2024, 8, 31)}, ["A102"]),
        ({"year": "2022—2023"}, []),
        ({"year": "2021"}, ["A104"]),
        ({"service_end": date(2023, 9, 1)}, ["A103"]),
        ({"contract_start": None}, []),
    ],
)
def test_spans_fit_each_other(changes: dict[str, object], expected: list[str]) -> None:
    workbook = with_about(sound_station(), **changes)
    assert [code for code, _ in told(workbook, "A10")] == expected


@pytest.mark.parametrize(
    ("prepared", "as_of", "expected"),
    [
        (date(2023, 9, 1), None, []),
        (date(2024, 7, 31), None, []),
        (date(2024, 8, 1), None, ["A105"]),
        (date(2032, 9, 1), None, ["A105"]),
        (date(2023, 9, 2), date(2023, 9, 1), ["A105"]),
        (date(2023, 9, 1), date(2023, 9, 1), []),
        (None, date(2023, 9, 1), []),
    ],
)
def test_the_day_of_filling_in_is_no_day_to_come(
    prepared: date | None, as_of: date | None, expected: list[str]
) -> None:
    workbook = with_about(sound_station(), prepared_on=prepared)
    found = check_all(workbook, evaluate(workbook, scheme(), as_of), scheme())
    assert [each.code for each in found if each.code == "A105"] == expected


@pytest.mark.parametrize(("period", "expected"), [("", ["A051"]), ("半年", ["A051"]), ("期中", []), ("2022年度", [])])
def test_a_period_is_mid_term_or_final(period: str, expected: list[str]) -> None:
    assert codes(sheet(assessment(period, "第三方评估机构", 1, 85))) == [*expected, "A025"]


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ({"final_grade": "良好"}, ["A052"]),
        ({"final_grade": "良好", "midterm_grade": "良好"}, []),
        ({}, []),  # still to come
    ],
)
def test_a_mid_term_that_money_waits_for_is_not_left_out(grades: dict[str, str], expected: list[str]) -> None:
    waiting = (tranche("中期", "0.4", "中期评估合格"),)
    assert codes(sheet(paid=waiting, **grades)) == expected


@pytest.mark.parametrize(
    ("workbook", "code", "sentence"),
    [
        (
            sheet(*panel(None, None, None)[:2], assessment("末期", "区民政局", "0.2")), "A020",
            "末期评估各主体的权重相加是110%，不是100%：第三方评估机构70%、街道办事处20%、区民政局20%",
        ),
        (sheet(assessment("末期", "财务评估", None, 120, "合格")), "A021", "“财务评估”的评分是120分"),
        (sheet(assessment("中期", "专家组", 1, 85, "优秀")), "A022", "中期“专家组”评分85分，应为良好，结论写的是优秀"),
        (
            sheet(*panel(90, 90, 90), final_grade="良好"), "A023",
            "末期评估等级写的是良好，按各主体评分合成90.00分，应为优秀",
        ),
        (
            sheet(*(replace(row, weight=weight) for row, weight in zip(
                panel(90, 90, 90), (Decimal("0.6"), Decimal("0.3"), Decimal("0.1")), strict=True
            ))), "A025",
            "“第三方评估机构”的权重是60%，评分方案规定为70%；“街道办事处”的权重是30%，评分方案规定为20%",
        ),
        (sheet(assessment("期中", "财务评估", conclusion="合格")), "A026", "中期评估里有“财务评估”一行"),
        (
            sheet(
                midterm_date=date(2023, 2, 10), final_date=date(2023, 1, 10), midterm_grade="良好", final_grade="良好"
            ), "A028",
            "末期评估的日期2023-01-10早于中期评估2023-02-10",
        ),
        (
            sheet(
                midterm_date=date(2022, 10, 8), final_date=date(2022, 11, 20), midterm_grade="良好", final_grade="良好"
            ), "A029",
            "末期评估在2022-11-20，离中期评估2022-10-08不到两个月",
        ),
        (
            sheet(midterm_date=date(2022, 7, 1), midterm_grade="良好"), "A030",
            "中期评估的日期2022-07-01与服务年度2022-08-01至2023-07-31不符",
        ),
        (
            sheet(midterm_date=date(2023, 2, 10), final_grade="良好"), "A031",
            "只有中期评估日期（2023-02-10），没有中期等级；只有末期等级（良好），没有末期日期",
        ),
        (
            sheet(assessment("中期", "专家组", 1, 85, "良")), "A032",
            "中期“专家组”的结论写的是“良”，这是财政自评的等级；站点评估的等级是优秀、良好、合格、不合格",
        ),
        (
            sheet(
                *(replace(row, assessed_on=date(2023, 3, 1)) for row in panel(85, 85, 85, period="中期")),
                midterm_date=date(2023, 2, 10), midterm_grade="良好",
            ), "A033",
            "中期评估的日期在这里是2023-02-10，在评估评分!F2是2023-03-01",
        ),
        (
            sheet(*panel(90, 90, 90), assessment("末期", "综合得分", None, "91.5")), "A034",
            "末期评估的综合得分写的是91.5分，按各主体评分合成90.00分",
        ),
        (sheet(assessment("", "专家组", 1, 85)), "A051", "“专家组”一行的评估期次是“空”"),
        (with_about(sound_station(), year="2021"), "A104", "评价年度是“2021”，而服务期间是2022-08-01至2023-07-31"),
        (
            with_about(sound_station(), service_end=date(2023, 9, 1)), "A103",
            "共397天，不是一整年。年度项目资金240.00万元如按整年计，397天折算为261.0411万元",  # 240 × 397 ÷ 365
        ),
        (
            with_about(sound_station(), contract_end=date(2018, 1, 1)), "A101",
            "合同结束日期2018-01-01早于合同开始日期2019-08-01",
        ),
    ],
)  # fmt: skip
def test_what_assessments_and_spans_contradict_is_told_with_its_figures(
    workbook: Submission, code: str, sentence: str
) -> None:
    assert [each for each in findings_of(workbook) if each.code == code and sentence in each.message]


@pytest.mark.parametrize(
    ("score", "expected"), [("90.01", []), ("89.99", []), ("90.02", ["A034"]), ("89.98", ["A034"])]
)
def test_a_row_of_the_whole_period_may_be_a_hundredth_off(score: str, expected: list[str]) -> None:
    assert codes(sheet(*panel(90, 90, 90), assessment("末期", "综合得分", None, score))) == expected


@pytest.mark.parametrize(("score", "expected"), [(0, []), (100, []), ("100.1", ["A021"]), (-1, ["A021"])])
def test_a_score_of_finance_lies_between_nothing_and_a_hundred(score: object, expected: list[str]) -> None:
    assert codes(sheet(assessment("末期", "财务评估", None, score, "合格"))) == expected  # type: ignore[arg-type]


def test_a_grade_of_finance_is_of_no_scale() -> None:
    assert codes(sheet(assessment("末期", "财务评估", None, None, "良"))) == []
    assert codes(sheet(assessment("末期", "财务评估", None, 55, "优秀"))) == []


def test_one_assessment_of_a_wrong_day_is_told_once_and_another_day_again() -> None:
    early, other = date(2022, 7, 1), date(2022, 7, 2)
    rows = [replace(row, assessed_on=early) for row in panel(85, 85, 85, period="中期")]
    about = {"midterm_date": early, "midterm_grade": "良好"}
    assert [code for code in codes(sheet(*rows, **about)) if code == "A030"] == ["A030"]
    rows[2] = replace(rows[2], assessed_on=other)
    assert [code for code in codes(sheet(*rows, **about)) if code == "A030"] == ["A030"] * 2


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            date(2022, 7, 1),
            date(2022, 7, 31),
            [],
        ),  # the service year is outside the contract: it is that which is wrong
        (date(2022, 8, 1), date(2023, 7, 31), ["A030"]),
        (date(2022, 7, 2), date(2022, 7, 31), ["A030"]),  # and this day is outside as well
        (None, None, ["A030"]),
    ],
)
def test_a_day_in_the_contract_is_not_held_against_a_year_outside_it(
    start: date | None, end: date | None, expected: list[str]
) -> None:
    about = {"midterm_date": date(2022, 7, 1), "midterm_grade": "良好", "contract_start": start, "contract_end": end}
    assert [code for code in codes(sheet(**about)) if code == "A030"] == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({}, ["A031"]),
        ({"final_date": date(2023, 8, 20)}, []),
        ({"midterm_grade": "良好"}, []),
        ({"midterm_date": None}, []),
        ({"final_grade": ""}, []),
    ],
)
def test_a_date_and_a_grade_are_mixed_only_where_both_lack_the_other(
    others: dict[str, object], expected: list[str]
) -> None:
    about = {"midterm_date": date(2023, 2, 10), "final_grade": "良好", **others}
    assert [code for code in codes(sheet(**about)) if code == "A031"] == expected
    held = sheet(assessment("末期", "第三方评估机构", 1, 85), **about)
    assert "A031" not in codes(held)


def test_finance_at_midterm_is_no_hint_where_it_is_a_gate() -> None:
    gated = scheme()._replace(finance_periods=("中期", "末期"))
    workbook = sheet(assessment("期中", "财务评估", conclusion="合格"))
    found = check_all(workbook, evaluate(workbook, gated), gated)
    assert "A026" not in [each.code for each in found]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [(("0.70005", "0.19995", "0.1"), []), (("0.7001", "0.1999", "0.1"), ["A025"])],
)
def test_weights_may_be_rounded(weights: tuple[str, ...], expected: list[str]) -> None:
    rows = [replace(row, weight=Decimal(w)) for row, w in zip(panel(None, None, None), weights, strict=True)]
    assert [code for code in codes(sheet(*rows)) if code != "A056"] == expected


@pytest.mark.parametrize(("final", "expected"), [(date(2023, 4, 13), ["A029"]), (date(2023, 4, 14), [])])
def test_a_final_within_two_months_of_the_mid_term_is_soon(final: date, expected: list[str]) -> None:
    """62 days after 2023-02-10, and 63."""
    about = {"midterm_date": date(2023, 2, 10), "final_date": final, "midterm_grade": "良好", "final_grade": "良好"}
    assert codes(sheet(**about)) == expected


DAY = date(2022, 8, 1)
NO_YEAR = {"service_start": None, "service_end": None}


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"service_start": DAY, "service_end": DAY, "midterm_date": date(2022, 7, 1), "midterm_grade": "良好"}, "A030"),
        ({"service_start": DAY, "service_end": DAY}, "A103"),
        ({"service_start": DAY, "service_end": DAY, "year": "2019"}, "A104"),
        ({**NO_YEAR, "contract_start": DAY, "contract_end": DAY}, "A100"),
        ({"contract_start": DAY, "contract_end": DAY}, "A102"),
        ({**NO_YEAR, "contract_start": DAY, "contract_end": DAY, "contract_total": "1"}, "M029"),
        ({**NO_YEAR, "contract_start": DAY, "contract_end": DAY, "contract_effective": date(2022, 7, 1)}, "A048"),
    ],
)
def test_a_span_of_one_day_is_a_span(about: dict[str, object], code: str) -> None:
    assert code in {each for each, _ in told(sheet(**about), "A", "M")}


def test_a_workbook_without_a_first_day_may_be_filled_in_too_late_as_well() -> None:
    for start, prepared, expected in (
        (None, date(2024, 8, 1), True),
        (None, date(2024, 7, 31), False),
        (date(2023, 8, 1), date(2024, 8, 1), False),  # a year that ends before it begins is told by itself
    ):
        workbook = sheet(service_start=start, prepared_on=prepared)
        assert bool(told(workbook, "A105")) is expected


def weighted(period: str, *weights: str | None, score: object = None) -> list[Assessment]:
    rows = panel(score, score, score, period=period)
    return [replace(row, weight=None if w is None else Decimal(w)) for row, w in zip(rows, weights, strict=True)]


def test_a_period_that_is_right_or_told_hides_none_behind_it() -> None:
    wrong, other, right = ("0.7", "0.2", "0.2"), ("0.6", "0.3", "0.1"), ("0.7", "0.2", "0.1")
    assert codes(sheet(*weighted("中期", *wrong), *weighted("末期", *other))) == ["A020", "A025"]
    assert codes(sheet(*weighted("中期", *right), *weighted("末期", *wrong))) == ["A020"]
    assert codes(sheet(*weighted("中期", *wrong), *weighted("末期", *wrong))) == ["A020", "A020"]
    held = [*weighted("中期", *right, score=90), *weighted("末期", *right, score=90)]
    assert codes(sheet(*held, final_grade="良好")) == ["A023"]
    assert codes(sheet(*held, midterm_grade="优秀", final_grade="良好")) == ["A023"]


def test_an_assessor_who_is_not_there_hides_none_whose_weight_is_another() -> None:
    rows = weighted("末期", None, "0.9", "0.1")[1:]
    assert codes(sheet(*rows)) == ["A025"]
    assert "“街道办事处”的权重是90%" in message(sheet(*rows), "A025")


def test_scorers_of_one_assessor_may_share_one_weight_that_is_told_once() -> None:
    names = (("第三方（甲）", "0.7"), ("第三方（乙）", None), ("街道办事处", "0.2"), ("区民政局", "0.2"))
    rows = [assessment("末期", name, weight) for name, weight in names]
    assert "A020" in codes(sheet(*rows))


def test_a_day_that_a_doubtful_year_explains_hides_no_other() -> None:
    about = {
        "contract_start": date(2022, 7, 1),
        "contract_end": date(2022, 12, 31),  # the service year ends outside it
        "midterm_date": date(2022, 7, 2),
        "midterm_grade": "良好",
    }
    assert [code for code in codes(sheet(**about)) if code == "A030"] == []
    worse = sheet(**about, final_date=date(2022, 6, 1), final_grade="良好")
    assert ("A030", worse.information.at("final_date")) in told(worse, "A030")


def test_of_a_final_too_soon_its_finance_is_told_first() -> None:
    row = assessment("末期", "财务评估", conclusion="合格", on=date(2022, 11, 15))
    about = {"midterm_date": date(2022, 10, 8), "midterm_grade": "良好", "final_date": date(2022, 11, 20)}
    workbook = sheet(row, **about, final_grade="良好")
    assert told(workbook, "A029") == [("A029", "F2")]
    assert "末期财务评估在2022-11-15" in message(workbook, "A029")

"""资金拨付: shares, amounts and dates against the contract, the conditions and each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import assessment, information, submission, tranche
from station import findings_of, message, sound_station, told, with_about

from workbook_tools.model import Assessment, Submission, Tranche

YEAR = {
    "service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31), "annual_funds": "240",
    "contract_effective": date(2022, 8, 1),
}  # fmt: skip


def sheet(*rows: Assessment, paid: tuple[Tranche, ...] = (), **about: object) -> Submission:
    return submission(about=information(**{**YEAR, **about}), assessments=rows, tranches=paid)


def codes(workbook: Submission) -> list[str]:
    return [code for code, _ in told(workbook, "A")]


THREE = (
    tranche("首期", "0.55", "合同生效"),
    tranche("中期", "0.4", "中期评估合格"),
    tranche("末期", "0.05", "末期评估合格"),
)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [(("0.55", "0.4", "0.05"), []), (("0.55", "0.4", "0.1"), ["A040"]), (("0.5", "0.45", "0.05"), ["A043"])],
)
def test_tranches_make_a_whole_and_are_the_schemes(shares: tuple[str, ...], expected: list[str]) -> None:
    rows = tuple(replace(row, share=Decimal(share)) for row, share in zip(THREE, shares, strict=True))
    assert codes(sheet(paid=rows)) == expected


@pytest.mark.parametrize(
    ("second", "is_told"), [({}, True), ({"paid_on": date(2022, 11, 3)}, False), ({"paid": Decimal(60)}, False)]
)
def test_a_tranche_that_stands_twice_is_told_and_one_that_was_paid_in_two_is_not(
    second: dict[str, object], is_told: bool
) -> None:
    first = replace(tranche("首期", "0.55", "合同生效", paid="66"), row=2, paid_on=date(2022, 9, 5))
    again = replace(first, row=3, **second)  # type: ignore[arg-type]
    assert ("A065" in codes(sheet(paid=(first, again)))) is is_told


def test_a_share_that_is_the_schemes_hides_no_other() -> None:
    rows = tuple(replace(row, share=Decimal(share)) for row, share in zip(THREE, ("0.55", "0.35", "0.1"), strict=True))
    assert told(sheet(paid=rows), "A043") == [("A043", "B3")]


def test_a_tranche_without_a_payment_hides_no_other() -> None:
    later = replace(THREE[1], paid=Decimal(-1))
    assert told(sheet(paid=(THREE[0], later, THREE[2])), "A049") == [("A049", "E3")]


def test_what_follows_rectification_replaces_a_tranche() -> None:
    assert codes(sheet(paid=(*THREE, tranche("整改后", "0.45", "整改合格")))) == []


def test_a_row_after_rectification_may_take_the_place_of_the_mid_term() -> None:
    rows = (THREE[0], tranche("整改后", "0.4", "整改合格"), THREE[2])
    assert codes(sheet(paid=rows)) == []


def test_two_shares_are_held_against_the_whole() -> None:
    assert told(sheet(paid=THREE[:2]), "A") == [("A040", "B2")]


PAID = ("30", "24", "6")  # of 60


@pytest.mark.parametrize(
    ("shares", "paid", "cell", "said"),
    [
        (("0.5", "0.5", "0.1"), PAID, "B3", "末期10%，其中“中期”按已拨金额应为40%。"),
        (("0.5", "0.4", "0.2"), PAID, "B4", "末期20%，其中“末期”按已拨金额应为10%。"),
        (("0.4", "0.4", "0.1"), PAID, "B2", "末期10%，其中“首期”按已拨金额应为50%。"),
        (("0.6", "0.5", "0.1"), PAID, "B2", "末期10%。"),  # two that are off: which is not told
        (("0.5", "0.5", "0.1"), ("30", "30", "6"), "B2", "末期10%。"),  # paid as it stands
        (("0.55", "0.4", "0.1"), ("", "", ""), "B4", "末期10%，其中“末期”按评分方案应为5%。"),
    ],
)
def test_the_share_that_is_off_is_told_where_it_stands_and_once(
    shares: tuple[str, ...], paid: tuple[str, ...], cell: str, said: str
) -> None:
    rows = tuple(
        replace(row, share=Decimal(share), paid=Decimal(amount) if amount else None, applied_on=date(2022, 8, 1))
        for row, share, amount in zip(THREE, shares, paid, strict=True)
    )
    workbook = sheet(paid=rows, annual_funds="60")
    assert [each for each in told(workbook, "A") if each[0] in ("A040", "A041", "A064")] == [("A040", cell)]
    assert message(workbook, "A040").endswith(said)


def test_one_share_alone_says_nothing_of_the_whole() -> None:
    assert codes(sheet(paid=THREE[:1])) == []


@pytest.mark.parametrize(
    ("row", "about", "expected"),
    [
        (replace(THREE[0], paid=Decimal(133)), {}, ["A041"]),
        (replace(THREE[0], paid=Decimal(-1)), {}, ["A049"]),
        (replace(THREE[0], paid=Decimal(241)), {}, ["A041"]),
        (replace(THREE[0], paid=Decimal(132)), {"contract_effective": None}, ["A046"]),
        (replace(THREE[0], paid=Decimal(132)), {"contract_effective": date(2023, 8, 1)}, ["A046"]),
        (replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 7, 30)), {}, ["A046"]),
        (replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 13)), {}, []),
        (replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 15)), {}, ["A050"]),
        (replace(THREE[1], paid=Decimal(96)), {}, ["A046"]),  # no grade
        (replace(THREE[1], paid=Decimal(96)), {"midterm_grade": "良好"}, ["A046"]),  # no application
        (replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 3, 1)), {"midterm_grade": "良好"}, []),
        (replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 9, 1)), {"midterm_grade": "良好"}, ["A046"]),
        (replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 3, 1)), {"midterm_grade": "不合格"}, ["A042"]),
        (replace(THREE[2], paid=Decimal(12), applied_on=date(2023, 3, 1)), {"midterm_grade": "不合格"}, ["A042"]),
        (replace(THREE[0], paid=Decimal(0)), {"contract_effective": None}, []),
    ],
)
def test_a_payment_keeps_to_what_is_due(row: Tranche, about: dict[str, object], expected: list[str]) -> None:
    rows = tuple(row if row.name == each.name else each for each in THREE)
    assert codes(sheet(paid=rows, **about)) == expected


def test_finance_that_failed_stands_against_a_payment() -> None:
    failed = replace(THREE[2], paid=Decimal(12))
    finance = assessment("末期", "财务评估", conclusion="不合格", on=date(2023, 7, 1))
    workbook = sheet(finance, paid=(*THREE[:2], failed), midterm_grade="良好", final_grade="良好")
    assert codes(workbook) == ["A042"]
    assert "末期财务评估不合格" in message(workbook, "A042")


def test_all_payments_keep_to_the_contract() -> None:
    rows = tuple(replace(row, paid=Decimal(100), applied_on=date(2023, 3, 1)) for row in THREE)
    about = {"midterm_grade": "良好", "final_grade": "良好"}
    workbook = sheet(paid=rows, **about)
    assert message(workbook, "A045").startswith("各期已拨金额合计300.00万元，多于年度项目资金240.00万元")
    assert "多于合同总金额250.00万元" in message(sheet(paid=rows, contract_total="250", **about), "A045")


def test_an_application_follows_its_assessment() -> None:
    early = replace(THREE[1], applied_on=date(2023, 2, 1))
    workbook = sheet(paid=(THREE[0], early, THREE[2]), midterm_date=date(2023, 2, 10), midterm_grade="良好")
    assert codes(workbook) == ["A044"]


@pytest.mark.parametrize(
    ("about", "row", "expected"),
    [
        ({}, replace(THREE[1], applied_on=date(2022, 7, 31)), ["A047"]),
        ({}, replace(THREE[0], paid_on=date(2022, 7, 31)), ["A047"]),
        ({"contract_effective": date(2022, 7, 20)}, THREE[0], ["A048"]),
        ({"contract_effective": date(2023, 8, 1)}, THREE[0], ["A048"]),
        (  # the term ran before it could begin: said once
            {"contract_effective": date(2022, 6, 1)},
            replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 15)),
            ["A048"],
        ),
        (  # a contract of one day
            {
                "contract_end": date(2022, 8, 1),
                "contract_effective": date(2022, 7, 20),
                "service_start": None,
                "service_end": None,
            },
            THREE[0],
            ["A100", "A048"],
        ),
        ({"contract_end": date(2022, 7, 1)}, replace(THREE[1], applied_on=date(2022, 7, 31)), ["A101"]),
        ({"service_start": None, "midterm_date": date(2022, 7, 1), "midterm_grade": "良好"}, THREE[0], ["A047"]),
    ],
)
def test_nothing_comes_before_the_contract(about: dict[str, object], row: Tranche, expected: list[str]) -> None:
    span = {"contract_start": date(2022, 8, 1), "contract_end": date(2023, 7, 31), **about}
    rows = tuple(row if row.name == each.name else each for each in THREE)
    assert codes(sheet(paid=rows, **span)) == expected


@pytest.mark.parametrize(("end", "shown"), [(date(2023, 7, 31), "2023-07-31"), (None, "（未填）")])
def test_an_effect_outside_the_contract_is_told_with_its_span(end: date | None, shown: str) -> None:
    span = {"contract_start": date(2022, 8, 1), "contract_end": end, "contract_effective": date(2022, 7, 20)}
    assert shown in message(sheet(paid=THREE, **span), "A048")


def test_a_term_that_ran_before_it_could_begin_hides_none_that_ran_out() -> None:
    span = {"contract_start": date(2022, 8, 1), "contract_end": date(2023, 7, 31)}
    first = replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 15))
    late = replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 2, 1), paid_on=date(2023, 7, 20))
    workbook = sheet(paid=(first, late), contract_effective=date(2022, 6, 1), midterm_grade="良好", **span)
    assert "A050" in codes(workbook)


def test_an_assessment_before_the_contract_is_told_where_no_service_year_is() -> None:
    row = assessment("中期", "第三方评估机构", on=date(2022, 7, 31))
    span = {"contract_start": date(2022, 8, 1), "contract_end": date(2023, 7, 31)}
    assert ("A047", "F2") in told(sheet(row, service_start=None, **span), "A047")
    assert told(sheet(replace(row, assessed_on=date(2022, 8, 1)), service_start=None, **span), "A047") == []


def test_a_sound_station_has_no_such_finding() -> None:
    assert told(with_about(sound_station()), "A") == []


@pytest.mark.parametrize(
    ("row", "about", "sentence"),
    [
        (replace(THREE[0], paid=Decimal(133)), {}, "“首期”已拨133.00万元，多于应拨的132.00万元"),
        (replace(THREE[0], paid=Decimal(-1)), {}, "“首期”的已拨金额是-1.00万元"),
        (replace(THREE[0], paid=Decimal(132)), {"contract_effective": None}, "还没有齐备：未填合同生效日期"),
        (
            replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 7, 30)),
            {},
            "拨付日期2022-07-30早于合同生效日期2022-08-01",
        ),
        (
            replace(THREE[1], paid=Decimal(96), paid_on=date(2023, 2, 27), applied_on=date(2023, 3, 1)),
            {"midterm_grade": "良好"},
            "拨付日期2023-02-27早于申请日期2023-03-01",
        ),
        (replace(THREE[1], paid=Decimal(96)), {"midterm_grade": "良好"}, "还没有齐备：没有申请日期"),
        (
            replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 9, 1)),
            {"midterm_grade": "良好"},
            "申请日期2023-09-01在判断日2023-07-31以后",
        ),
        (
            replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 15)),
            {},
            "“首期”在2022-09-15拨付，比最迟拨付日2022-09-13晚2天",
        ),
        (
            replace(THREE[1], applied_on=date(2023, 2, 1)),
            {"midterm_date": date(2023, 2, 10), "midterm_grade": "良好"},
            "“中期”的申请日期2023-02-01早于中期评估2023-02-10",
        ),
        (
            replace(THREE[1], applied_on=date(2022, 7, 31)),
            {"contract_start": date(2022, 8, 1), "contract_end": date(2023, 7, 31)},
            "“中期”的申请日期2022-07-31早于合同开始日期2022-08-01",
        ),
        (
            THREE[0],
            {"contract_start": date(2022, 8, 1), "contract_effective": date(2022, 7, 20)},
            "合同生效日期2022-07-20不在合同期2022-08-01至（未填）之内",
        ),
    ],
)
def test_what_a_payment_does_not_keep_to_is_told_with_its_figures(
    row: Tranche, about: dict[str, object], sentence: str
) -> None:
    rows = tuple(row if row.name == each.name else each for each in THREE)
    assert [each for each in findings_of(sheet(paid=rows, **about)) if sentence in each.message]


def test_shares_are_told_part_by_part() -> None:
    over = (*THREE[:2], replace(THREE[2], share=Decimal("0.1")))
    assert "相加是105%，不是100%：首期55%、中期40%、末期10%" in message(sheet(paid=over), "A040")
    other = (replace(THREE[0], share=Decimal("0.5")), replace(THREE[1], share=Decimal("0.45")), THREE[2])
    said = message(sheet(paid=other), "A043")
    assert "“首期”的拨付比例是50%，“合同生效”规定为55%" in said
    assert "“中期”的拨付比例是45%，“中期评估合格”规定为40%" in said


@pytest.mark.parametrize(("paid", "expected"), [("132.0001", []), ("132.0002", ["A041"])])
def test_a_payment_may_be_a_yuan_off(paid: str, expected: list[str]) -> None:
    assert codes(sheet(paid=(replace(THREE[0], paid=Decimal(paid)), *THREE[1:]))) == expected


@pytest.mark.parametrize("condition", ["", "另行商定"])
def test_a_condition_that_means_nothing_is_held_against_no_rule(condition: str) -> None:
    row = replace(THREE[0], condition=condition, paid=Decimal(132), paid_on=date(2022, 9, 15))
    found = codes(sheet(paid=(replace(row, applied_on=date(2022, 8, 1)), *THREE[1:])))
    assert not set(found) & {"A043", "A044", "A050"}


@pytest.mark.parametrize(("paid", "expected"), [("0.5", ["A042"]), ("0", [])])
def test_the_least_payment_must_not_be_where_nothing_is_to_be_paid(paid: str, expected: list[str]) -> None:
    row = replace(THREE[1], paid=Decimal(paid), applied_on=date(2023, 3, 1))
    assert codes(sheet(paid=(THREE[0], row, THREE[2]), midterm_grade="不合格")) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [  # half a hundredth of a percent may be rounded away
        (("0.55", "0.4", "0.05005"), []),
        (("0.55", "0.4", "0.04995"), []),
        (("0.55", "0.4", "0.0501"), ["A040"]),
        (("0.55005", "0.39995", "0.05"), []),
        (("0.5501", "0.3999", "0.05"), ["A043"]),
    ],
)
def test_shares_may_be_rounded(shares: tuple[str, ...], expected: list[str]) -> None:
    rows = tuple(replace(row, share=Decimal(share)) for row, share in zip(THREE, shares, strict=True))
    assert codes(sheet(paid=rows)) == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [(("132.0001", "96", "12"), []), (("132.0001", "96.0001", "12"), ["A045"]), (("132", "96", "12"), [])],
)
def test_all_payments_together_may_be_a_yuan_off(amounts: tuple[str, ...], expected: list[str]) -> None:
    rows = tuple(
        replace(row, paid=Decimal(amount), applied_on=date(2023, 3, 1))
        for row, amount in zip(THREE, amounts, strict=True)
    )
    assert codes(sheet(paid=rows, midterm_grade="良好", final_grade="良好")) == expected


@pytest.mark.parametrize(
    ("row", "about", "expected"),
    [  # on the very day is neither before nor after it
        (replace(THREE[1], applied_on=date(2023, 2, 10)), {"midterm_date": date(2023, 2, 10)}, []),
        (replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 8, 1)), {}, []),
        (replace(THREE[1], paid=Decimal(96), applied_on=date(2023, 7, 31)), {}, []),
        (replace(THREE[1], applied_on=date(2022, 8, 1)), {"contract_start": date(2022, 8, 1)}, []),
        (THREE[0], {"contract_start": date(2022, 8, 1), "contract_end": date(2023, 7, 31)}, []),
        (
            THREE[0],
            {
                "contract_start": date(2022, 8, 1),
                "contract_end": date(2023, 7, 31),
                "contract_effective": date(2023, 7, 31),
            },
            [],
        ),
        (  # effect on the first day: its term runs as any other
            replace(THREE[0], paid=Decimal(132), paid_on=date(2022, 9, 14)),
            {"contract_start": date(2022, 8, 1)},
            ["A050"],
        ),
    ],
)
def test_a_day_that_is_the_limit_keeps_it(row: Tranche, about: dict[str, object], expected: list[str]) -> None:
    rows = tuple(row if row.name == each.name else each for each in THREE)
    assert codes(sheet(paid=rows, midterm_grade="良好", **about)) == expected


def test_of_several_mid_terms_the_first_lets_money_be_applied_for() -> None:
    held = [
        assessment(f"第{n}次中期", "第三方评估机构", 1, 85, on=day)
        for n, day in (("一", date(2022, 12, 1)), ("二", date(2023, 4, 3)))
    ]
    for day, expected in ((date(2022, 11, 30), ["A044"]), (date(2022, 12, 1), []), (date(2023, 1, 1), [])):
        applied = replace(THREE[1], applied_on=day)
        assert [code for code in codes(sheet(*held, paid=(THREE[0], applied, THREE[2]))) if code == "A044"] == expected


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_shares_of_which_one_is_not_told_are_held_against_no_whole(missing: int) -> None:
    rows = tuple(replace(row, share=None) if n == missing else row for n, row in enumerate(THREE))
    assert "A040" not in codes(sheet(paid=rows))

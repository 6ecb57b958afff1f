"""The funds block of an official form: what is printed against what follows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cost, figure, heading, indicator, information, number, submission
from station import findings_of, message, told

from workbook_tools.model import StatedFunds, Submission

PLACES = {
    "initial_budget": "C5",
    "full_year_budget": "D5",
    "executed": "E5",
    "points": "F5",
    "rate": "G5",
    "score": "H5",
}


def form(
    full: str | None,
    executed: str | None,
    rate: str | None = None,
    score: str | None = None,
    *,
    initial: str | None = None,
    parts: tuple[tuple[str | None, str | None], ...] = (),
    points: int = 10,
) -> Submission:
    stated = StatedFunds(
        "自评表",
        "E5",
        figure(initial),
        figure(full),
        figure(executed),
        Decimal(points),
        figure(rate),
        figure(score),
        PLACES,
    )
    return submission(
        [indicator("数量", number(10, "个"), number(10, "个"), points=100 - points)],
        about=information(full_year_budget=full),
        headings=[heading("产出指标", 100 - points)],
        costs=[cost("财政拨款", *part) for part in parts],
        stated_funds=stated,
        form="official",
    )


def money(workbook: Submission) -> list[tuple[str, str]]:
    return told(workbook, "M020", "M021", "M037", "M038", "M039", "M040")


@pytest.mark.parametrize(
    ("workbook", "expected"),
    [
        (form("30", "30", "1", "10"), []),
        (form("310.2", "154.74", "0.5", "4.99"), []),  # a rate may be printed as a whole percent
        (form("310.2", "154.74", "0.5", "5"), [("M038", "H5")]),  # and may not be scored so
        (form("43.2", "37.24", "0.86", "9"), [("M038", "H5")]),
        (form("43.2", "37.24", "0.86", "8.6"), [("M038", "H5")]),
        (form("43.2", "37.24", "0.92", "8.62"), [("M020", "G5")]),
        (form("43.2", "37.24", "0.862", "7"), [("M021", "H5")]),
        (form("30", "33", "1.1", "11"), [("M021", "H5")]),
        (form("30", "33", "1.1", "10"), []),
        (form("329.77", "338.31", "1.0259", None), [("M040", "H5")]),
        (form(None, "154.74", "0.5", "4.99", initial="310.2"), [("M039", "C5")]),
        (form("0", "0", "0", "0"), []),
    ],
)
def test_rate_and_score_follow_from_the_amounts(workbook: Submission, expected: list[tuple[str, str]]) -> None:
    assert money(workbook) == expected


@pytest.mark.parametrize(
    ("score", "told"),
    [
        ("17.3", [("M038", "H5")]),  # of 17.288 points, to one place
        ("17.2", [("M038", "H5")]),  # 86 % of 20
        ("17", [("M038", "H5")]),
        ("17.29", []),
        ("17.31", [("M021", "H5")]),
        ("17.19", [("M021", "H5")]),
        ("17.4", [("M021", "H5")]),
        ("20", [("M021", "H5")]),
    ],
)
def test_a_score_that_only_rounding_explains_is_no_slip_of_reckoning(score: str, told: list[tuple[str, str]]) -> None:
    assert money(form("10000", "8644", "0.8644", score, points=20)) == told


@pytest.mark.parametrize(
    ("rate", "is_right"),
    [
        ("0.51", True), ("0.5", False), ("0.52", False), ("0.505", True), ("0.506", False), ("0.5051", True),
        ("0.5052", False), ("0.505051", True), ("0.505052", False), ("0.50505050505", True),
    ],
)  # fmt: skip
def test_a_rate_is_right_to_the_last_digit_that_is_printed(rate: str, is_right: bool) -> None:
    """50 of 99 are 50.505050… %; a whole percent is the coarsest, a millionth the finest."""
    assert (told(form("99", "50", rate, "5.05"), "M020") == []) is is_right


def test_half_a_percent_may_be_printed_either_way() -> None:
    for rate in ("0.5", "0.51"):
        assert told(form("200", "101", rate, "5.05"), "M020") == []


@pytest.mark.parametrize(("full", "used"), [(None, True), ("0", True), ("-5", True), ("100", False)])
def test_where_no_full_year_budget_is_given_the_initial_one_is_the_budget(full: str | None, used: bool) -> None:
    workbook = form(full, "50", "0.3", "5", initial="200")
    assert ("预算数200.00万元" in message(workbook, "M020")) is used


def test_a_score_above_the_points_or_below_nothing_is_not_what_follows() -> None:
    assert money(form("30", "33", "1.1", "10.99")) == [("M021", "H5")]
    assert money(form("30", "-3", "-0.1", "-1")) == [("M021", "H5")]
    assert money(form("30", "-3", "-0.1", "0")) == []


def test_without_what_was_spent_nothing_follows() -> None:
    assert money(form("30", None, "0.9", "9")) == []


def test_a_rate_on_the_initial_budget_is_recognised() -> None:
    workbook = form("200", "100", "1", "5", initial="100")
    assert told(workbook, "M020") == [("M020", "G5")]
    assert "按执行数100.00万元÷全年预算数200.00万元计算是50%" in message(workbook, "M020")
    hint = "写明的执行率是用年初预算数算的"
    for rate, initial, is_hinted in (
        ("1", "100", True),
        ("0.8", "125", True),
        ("0.8", "100", False),
        ("0.8", None, False),
    ):
        found = findings_of(form("200", "100", rate, "5", initial=initial))
        (slip,) = (each for each in found if each.code == "M020")
        assert (hint in slip.message + slip.fix) is is_hinted


@pytest.mark.parametrize(
    ("workbook", "expected"),
    [
        (form("30", "30", "1", "10", parts=(("30", "30"),)), []),
        (form("0", "0", "0", "0", parts=(("89.974", "89.974"),)), [("M037", "D5"), ("M037", "E5")]),
        (form("100", "90", "0.9", "9", parts=(("80", "70"),)), []),  # the other sources are not listed
        (form("100", "90", "0.9", "9", parts=(("80", "70"), ("10", "20"))), [("M037", "D5")]),
        (form("100", "90", "0.9", "9", parts=(("80", "70"), (None, "10"))), [("M037", "E5")]),
        (form("100", "90", "0.9", "9", parts=(("100.0001", "90.0002"),)), [("M037", "E5")]),  # a yuan is nothing
        (form("100", "90", "0.9", "9", parts=(("60", "60"), ("39.9999", "29.9998"))), [("M037", "E5")]),
        (form("100", "90", "0.9", "9", parts=((None, None), (None, None))), []),
        (form("100", None, parts=(("60", "60"), ("40", "30"))), []),
    ],
)
def test_the_total_row_is_its_parts(workbook: Submission, expected: list[tuple[str, str]]) -> None:
    assert told(workbook, "M037") == expected


def test_a_source_of_money_is_no_cost_line() -> None:
    low = form("43.2", "37.24", "0.862", "8.62", parts=(("43.2", "37.24"),))
    assert told(low, "M026", "M025", "M027") == []
    assert told(low._replace(form="standard", stated_funds=None), "M026") == [("M026", "E3")]


@pytest.mark.parametrize(
    ("workbook", "code", "sentence"),
    [
        (form("43.2", "37.24", "0.92", "8.62"), "M020", "是92%，按执行数37.24万元÷全年预算数43.20万元计算是86.2%"),
        (form("43.2", "37.24", "0.862", "7"), "M021", "得分写的是7分，按执行率86.2%×10分计算是8.62分"),
        (form("30", "33", "1.1", "11"), "M021", "得分写的是11分，按执行率110%×10分计算是10.00分"),
        (form("43.2", "37.24", "0.86", "9"), "M038", "得分写的是9分，是按取整后的数计算的；按执行率86.2%×10分应"),
        (form(None, "154.74", "0.5", "4.99", initial="310.2"), "M039", "执行率49.88%是按年初预算数310.20万元计算的"),
        (form("329.77", "338.31", "1.0259", None), "M040", "预算执行率102.59%的得分没有填写，按规则应为10.00分"),
        (
            form("100", "90", "0.9", "9", parts=(("80", "70"), ("10", "20"))), "M037",
            "全年预算数是100.00万元，而其下各项相加是90.00万元",
        ),
        (form("43.2", "37.24", "0.862", "8.62"), "M023", "预算43.20万元，只支出37.24万元，少支出5.96万元"),
        (form("30", "33", "1.1", "10"), "M024", "预算30.00万元，支出33.00万元，超出3.00万元"),
    ],
)  # fmt: skip
def test_what_a_form_prints_wrong_is_told_with_what_is_right(workbook: Submission, code: str, sentence: str) -> None:
    assert sentence in message(workbook, code)


def test_a_sum_that_nobody_stated_hides_none_that_is_wrong() -> None:
    workbook = form(None, "90", "0.9", "9", initial="100", parts=(("60", "60"), ("40", "20")))
    assert told(workbook, "M037") == [("M037", "E5")]


def test_what_rounding_makes_has_two_places() -> None:
    """87 % of 12.5 points are 10.875, which is printed as 10.88."""
    of = StatedFunds(
        "自评表", "E5", None, figure("10000"), figure("8684"), figure("12.5"), figure("0.8684"), None, PLACES
    )
    workbook = form("10000", "8684")
    found = [money(workbook._replace(stated_funds=of._replace(score=figure(score)))) for score in ("10.87", "10.88")]
    assert found == [[("M021", "H5")], [("M038", "H5")]]


def test_a_form_without_any_points_is_told_once() -> None:
    rows = [indicator("数量", number(10, "个"), number(9, "个")), indicator("质量", number(10, "个"), number(9, "个"))]
    rows = [replace(row, row=4 + place, group=place) for place, row in enumerate(rows)]
    bare = submission(rows, form="official")
    assert [code for code, _ in told(bare, "P063")] == ["P063"]
    assert "产出指标50分" in message(bare, "P063")
    assert told(bare._replace(headings=(heading("产出指标", 90),)), "P063") == []
    assert told(bare._replace(indicators=(replace(rows[0], points=Decimal(90)), rows[1])), "P063") == []
    assert told(bare._replace(form="standard"), "P063") == []
    scored = [replace(row, stated_score=Decimal(25)) for row in rows]
    assert told(bare._replace(indicators=tuple(scored)), "P063") == []  # points from the scores, which is told apart

"""The order of findings, one finding for one cause, and figures as they are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from builders import number, rate
from hypothesis import given
from hypothesis import strategies as st
from station import findings_of, scheme, sound_station, told, with_about, with_cost, with_row

from workbook_tools.basis.figures import as_count, as_money, as_score, as_short_rate
from workbook_tools.catalogue import ENTRIES, finding
from workbook_tools.checks import raised
from workbook_tools.checks.arrange import TOLD_APART_BY_DAYS, arranged, joined, place, without_repeats
from workbook_tools.checks.wording import Phrase, day, listed, signed_money
from workbook_tools.evaluation import evaluate


def test_findings_stand_by_severity_then_by_sheet_then_by_place() -> None:
    workbook = with_row(sound_station(), "社区调研", target=number(4, "份"))
    workbook = with_row(workbook, "个案", target=number(50, "个"))
    workbook = with_row(workbook, "服务满意度", actual=rate("105"), reason="")
    workbook = with_cost(workbook, "专业支持经费", spent=Decimal("4.9"))
    workbook = with_about(workbook, year="2019")
    found = findings_of(workbook)
    assert [each.severity for each in found] == sorted((each.severity for each in found), key="EWI".index)
    warnings = [(each.sheet, each.cell) for each in found if each.severity == "W"]
    assert warnings[:4] == [("基本信息", "B7"), ("绩效指标", "L4"), ("绩效指标", "L9"), ("资金使用", "E4")]


def test_rows_are_ordered_by_number_not_by_letter() -> None:
    cells = ["B10", "B9", "AA3", "B3", ""]
    found = arranged(sound_station(), [finding("S010", "绩效指标", cell, label=cell) for cell in cells])
    assert [each.cell for each in found] == ["", "B3", "AA3", "B9", "B10"]


def test_what_reading_and_scoring_raised_is_there_once() -> None:
    known = finding("S029", "绩效指标", "F4", text="其他")
    workbook = sound_station()._replace(findings=(known, known))
    assert findings_of(workbook) == (known,)


def test_a_finding_silences_what_follows_from_it_in_its_own_row_only() -> None:
    silent = finding("R067", "绩效指标", "J5", name="满意度", actual="好", target="满意")
    cause = finding("R012", "绩效指标", "G5", name="满意度", target="满意", missing="请填写")
    elsewhere = replace(silent, cell="J6")
    assert without_repeats([silent, cause, elsewhere]) == [cause, elsewhere]


def test_how_an_actual_was_read_is_not_told_where_the_row_is_not_scored_by_it() -> None:
    read = finding("Q101", "绩效指标", "J5", text="至少30次")
    cause = finding("R012", "绩效指标", "G5", name="合作", target="认可", missing="请填写")
    assert without_repeats([read, cause, replace(read, cell="J6")]) == [cause, replace(read, cell="J6")]


def test_a_workbook_without_money_is_told_so_once() -> None:
    sheet = finding("S012", "资金使用", near="")
    assert without_repeats([finding("M002", "基本信息", "B8", missing="请填写"), sheet]) == [sheet]


@pytest.mark.parametrize(
    ("cell", "expected"), [("A1", (1, 1)), ("AB12", (12, 28)), ("", (0, 0)), ("整表", (0, 0)), ("A0", (0, 0))]
)
def test_a_reference_has_a_place(cell: str, expected: tuple[int, int]) -> None:
    assert place(cell) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (as_count(Decimal("5.5450")), "5.545"),
        (as_count(Decimal("1260.00")), "1260"),
        (as_count(Decimal("0")), "0"),
        (as_score(Decimal("8.325")), "8.33"),  # half up, as Excel rounds
        (as_score(Decimal("-0.005")), "-0.01"),
        (as_money(Decimal("5.545")), "5.545"),
        (as_money(Decimal("262.0191")), "262.0191"),
        (as_money(Decimal("240")), "240.00"),
        (signed_money(Decimal("22.0191")), "+22.0191"),
        (signed_money(Decimal("-3.75")), "-3.75"),
        (as_short_rate(Decimal("1.09174625")), "109.17%"),
        (as_short_rate(Decimal("0.9")), "90%"),
        (as_count(Decimal("1e308")), "1.0000E+308"),
        (as_count(Decimal("1e-308")), "0"),
        (as_money(Decimal("NaN")), "NaN"),
        (str(listed(["甲", "乙", "丙"], most=2)), "甲、乙等3项"),
        (str(listed(["甲", "乙"])), "甲、乙"),
        (str(Phrase("原样" * 60)), "原样" * 60),
        (day(sound_station().information.service_start), "2022-08-01"),  # type: ignore[arg-type]
    ],
)
def test_figures_are_shown_half_up_without_idle_zeros(shown: str, expected: str) -> None:
    assert shown == expected


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_figure_can_be_shown(value: Decimal) -> None:
    with localcontext(Context(traps=[])):  # as the checks run
        assert all(isinstance(show(value), str) for show in (as_count, as_score, as_money, signed_money, as_short_rate))


def test_no_message_shows_an_empty_place() -> None:
    """Every message of a busy workbook is whole: no brace is left, no figure missing."""
    workbook = with_row(sound_station(), "个案", actual=number(10, "个"), stated_score=Decimal(9))
    for each in findings_of(with_cost(workbook, "人员经费", spent=Decimal(10))):
        assert "{" not in each.message + each.fix
        assert "None" not in each.message + each.fix
        assert each.fix.endswith("。")
        assert each.severity == ENTRIES[each.code].severity


def test_the_same_workbook_says_the_same_twice() -> None:
    workbook = with_row(sound_station(), "个案", actual=number(10, "个"))
    assert told(workbook) == told(workbook)


def test_one_cause_in_several_rows_is_one_finding_that_names_every_cell() -> None:
    station = sound_station()
    for name in ("专业支持经费", "服务和活动经费", "运营管理费用"):
        station = with_cost(station, name, spent=Decimal(1))
    (found,) = [each for each in findings_of(station) if each.code == "M026"]
    lines = [each for each in station.cost_lines if each.spent == 1]
    assert (found.cell, found.cells) == (lines[0].at("spent"), tuple(each.at("spent") for each in lines))
    assert all(f"“{each.name}”" in found.message for each in lines)
    assert found.message.count("没有说明原因") == 1


def test_a_finding_of_one_cell_names_that_cell() -> None:
    found = finding("T022", "绩效指标", "J4", words="略")
    assert (found.cells, found.places) == ((), ("J4",))


@pytest.mark.parametrize(
    ("field", "when", "code"),
    [
        ("service_start", date(2062, 8, 1), "S015"),
        ("service_end", date(2012, 7, 31), "S015"),
        ("service_end", date(2072, 7, 31), "A102"),
        ("contract_start", date(2062, 8, 1), "A101"),
        ("contract_end", date(2012, 7, 31), "A101"),
        ("midterm_date", date(2062, 3, 1), "A030"),
        ("final_date", date(2002, 7, 1), "A030"),
    ],
)
def test_one_wrong_date_is_one_finding(field: str, when: date, code: str) -> None:
    workbook = with_about(sound_station(), **{field: when})
    if code == "S015":  # raised by reading
        about = workbook.information
        given = finding("S015", about.sheet, "B9", start=about.service_start, end=about.service_end)
        workbook = workbook._replace(findings=(given,))
    found = [each for each in findings_of(workbook) if each not in findings_of(sound_station())]
    assert [each.code for each in found if each.severity in "EW"] == [code]


WRONG = date(2062, 7, 20)


def test_a_date_silences_only_what_names_it() -> None:
    wrong = finding(
        "A030", "基本信息", "B22", period="中期", when=WRONG, start=date(2026, 1, 23), end=date(2027, 1, 22)
    )
    repeats = finding("A028", "评估评分", "F11", named="末期评估", final=date(2027, 1, 20), midterm=WRONG)
    other = finding("A028", "评估评分", "F12", named="末期评估", final=date(2026, 1, 23), midterm=date(2026, 7, 20))
    assert without_repeats([wrong, repeats, other]) == [wrong, other]


def test_a_finding_is_about_the_days_and_the_cells_that_its_phrases_speak_of_and_nobody_is_shown_them() -> None:
    why = Phrase("没有申请日期", about=("资金拨付!F3",))
    found = finding("A102", "基本信息", "B9", when=why, start=date(2026, 1, 23), end="2027-01-22")
    assert found.about == ("资金拨付!F3", "2026-01-23")
    assert found == replace(found, about=())
    assert "about" not in found.shown()


@pytest.mark.parametrize(
    "field", ["service_start", "contract_start", "contract_effective", "midterm_date", "final_date"]
)
@pytest.mark.parametrize("year", [2002, 2062])
def test_what_is_told_apart_by_days_is_about_every_day_that_its_message_names(field: str, year: int) -> None:
    workbook = with_about(sound_station(), **{field: date(year, 3, 1)})
    rules = scheme()
    evaluated = evaluate(workbook, rules)
    found = [each for each in raised(workbook, evaluated, rules) if each.code in TOLD_APART_BY_DAYS]
    assert found
    for each in found:
        assert set(re.findall(r"\d{4}-\d\d-\d\d", each.message)) <= set(each.about), each


def test_a_service_year_outside_the_contract_is_said_once() -> None:
    about = {"contract_start": date(2029, 8, 1), "contract_end": date(2034, 7, 31)}
    codes = [each.code for each in findings_of(with_about(sound_station(), **about)) if each.severity == "E"]
    assert codes == ["A102"]


def test_what_is_joined_in_one_cell_names_that_cell_alone() -> None:
    one = finding(
        "Q121", "绩效指标", "J4", name="满意度", target="95", actual="0.9", unit="", missing="", either="", text=""
    )
    other = replace(one, message="另一句。")
    (found,) = joined([one, other])
    assert (found.cell, found.cells, found.places) == ("J4", (), ("J4",))
    (found,) = joined([one, replace(other, cell="J5")])
    assert (found.cell, found.cells) == ("J4", ("J4", "J5"))


@pytest.mark.parametrize(("many", "rest"), [(12, False), (13, True)])
def test_of_one_cause_twelve_sentences_are_told(many: int, rest: bool) -> None:
    one = finding("T022", "资金使用", "E3", words="略")
    rows = [replace(one, code="M026", cell=f"E{n}", message=f"第{n}项超支，没有说明原因。") for n in range(3, 3 + many)]
    (found,) = joined(rows)
    assert found.message.count("项超支") == 12
    assert (f"；等{many}处" in found.message) is rest
    assert found.message.endswith("，没有说明原因。")
    assert len(found.cells) == many


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("甲超支，没有说明原因。", "乙超支，没有说明原因。", "甲超支；乙超支，没有说明原因。"),
        ("甲，超支，没有说明。", "乙，超支，没有说明。", "甲；乙，超支，没有说明。"),
        ("甲，超支，没有说明。", "超支，没有说明。", "甲，超支；超支，没有说明。"),
        ("没有说明。", "没有说明。", "没有说明；没有说明。"),
        ("甲超支，没有说明。", "乙结余，没有附件。", "甲超支，没有说明；乙结余，没有附件。"),
    ],
)
def test_the_clauses_that_all_sentences_end_on_are_said_once(first: str, second: str, together: str) -> None:
    one = replace(finding("T022", "资金使用", "E3", words="略"), code="M026", message=first)
    (found,) = joined([one, replace(one, cell="E4", message=second)])
    assert found.message == together


def test_prose_is_not_held_against_a_figure_that_is_none() -> None:
    false = [replace(finding("T022", "绩效指标", cell, words="略"), code="Q131") for cell in ("J4", "J5")]
    compared = [
        replace(finding("T022", "文字材料", f"C{n}", words="略"), code="T001", about=(f"绩效指标!{cell}",))
        for n, cell in enumerate(("J4", "J5", "J6"), 2)
    ]
    assert [each.cell for each in without_repeats([*false, *compared]) if each.code == "T001"] == ["C4"]


def test_a_period_that_is_mixed_up_is_mixed_up_with_its_finance() -> None:
    mixed, finance, other = (
        replace(finding("T022", "文字材料", cell, words="略"), code=code)
        for cell, code in (("C2", "T008"), ("C3", "T010"), ("C4", "T020"))
    )
    assert without_repeats([mixed, finance, other]) == [mixed, other]
    assert without_repeats([finance, other]) == [finance, other]


@pytest.mark.parametrize(("code", "is_said"), [("S012", False), ("M070", False), ("M071", False), ("T020", True)])
def test_that_the_rate_is_open_is_not_said_again_where_it_is_said_why(code: str, *, is_said: bool) -> None:
    why = replace(finding("T022", "绩效指标", "B2", words="略"), code=code)
    open_rate = replace(why, code="M002", sheet="资金使用", cell="E2")
    assert (open_rate in without_repeats([why, open_rate])) is is_said

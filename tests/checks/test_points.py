"""分值 and 总分."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import cost, heading, indicator, information, number, submission
from station import findings_of, message, told

from workbook_tools.model import Indicator, LevelHeading, StatedFunds, Submission

MET = number(10, "个"), number(11, "个")


def row(name: str, points: str | None, **others: object) -> Indicator:
    return indicator(name, *MET, points=points, **others)  # type: ignore[arg-type]


def workbook(*rows: Indicator, headings: tuple[LevelHeading, ...] = (), **others: object) -> Submission:
    funded = [cost("人员经费", "100", "99", "人员费用")]
    return submission(rows, about=information(annual_funds="100"), headings=headings, costs=funded, **others)


def three(output: str, benefit: str, satisfaction: str) -> tuple[Indicator, ...]:
    return (
        row("个案", output),
        row("合作", benefit, level1="效益指标"),
        row("意见处理", satisfaction, level1="满意度指标"),
    )


def points(sheet: Submission) -> list[tuple[str, str]]:
    return told(sheet, "P")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("30", "30", "30"), []),  # 90 and the ten of execution
        (("30", "20", "30"), ["P050"]),
        (("35", "30", "35"), ["P050"]),
        (("45", "30", "15"), ["P057"]),
    ],
)
def test_rows_and_execution_make_a_hundred(given: tuple[str, str, str], expected: list[str]) -> None:
    assert [code for code, _ in points(workbook(*three(*given)))] == expected


def test_the_gap_to_a_hundred_is_told_level_by_level() -> None:
    told_gap = message(workbook(*three("30", "20", "30")), "P050")
    assert "相加是90分，比100分少10分" in told_gap
    assert "少0.5分" in message(workbook(*three("30", "29.5", "30")), "P050")
    assert "多0.5分" in message(workbook(*three("30", "30.5", "30")), "P050")
    assert "效益指标20分" in told_gap


def test_a_level_heading_and_its_rows_disagree_once_and_the_total_is_not_told_again() -> None:
    rows = (row("个案", "24"), row("小组", "24"), *three("1", "30", "10")[1:])
    sheet = workbook(*rows, headings=(heading("产出指标", 50),))
    assert points(sheet) == [("P051", "B4")]
    assert "应为50分，下面各行分值相加是48分" in message(sheet, "P051")
    (fix,) = [each.fix for each in findings_of(sheet) if each.code == "P051"]
    assert "其中行" not in fix


def test_points_that_a_part_repeats_are_named() -> None:
    rows = (row("低保人数", "30"), row("其中：特困人数", "20"), row("探访", "20"), *three("1", "30", "10")[1:])
    sheet = workbook(*rows, headings=(heading("产出指标", 50),))
    assert points(sheet) == [("P051", "B4")]
    fix = next(each.fix for each in findings_of(sheet) if each.code == "P051")
    assert "其中行I5（20分）重复了上一行的分值" in fix


def test_level_two_headings_make_their_level_one() -> None:
    rows = (row("个案", None), row("满意", None, level2="质量指标"), *three("1", "30", "10")[1:])
    headings = (
        heading("产出指标", 50),
        heading("产出指标", 30, "数量指标")._replace(cell="C4"),
        heading("产出指标", 10, "质量指标")._replace(cell="C5"),
    )
    assert points(workbook(*rows, headings=headings)) == [("P058", "B4")]
    (found,) = [each for each in findings_of(workbook(*rows, headings=headings)) if each.code == "P058"]
    assert found.sheet == "绩效指标"


def test_each_level_one_is_held_against_its_own_level_two_headings() -> None:
    rows = (row("个案", None), row("合作", None, level1="效益指标", level2="社会效益"), *three("1", "1", "10")[2:])
    headings = (
        heading("产出指标", 50),
        heading("产出指标", 50, "数量指标")._replace(cell="C4"),
        heading("效益指标", 30)._replace(cell="B5"),
        heading("效益指标", 20, "社会效益")._replace(cell="C5"),
    )
    assert told(workbook(*rows, headings=headings), "P058") == [("P058", "B5")]


@pytest.mark.parametrize(("given", "expected"), [("0", True), ("-2", True), ("0.5", False)])
def test_points_are_above_zero(given: str, expected: bool) -> None:
    found = points(workbook(row("个案", given), *three("39", "30", "10")))
    assert (("P052", "I4") in found) is expected


@pytest.mark.parametrize(("stated", "expected"), [("-1", True), ("30.5", True), ("30", False), ("0", False)])
def test_a_stated_score_lies_between_nothing_and_the_points(stated: str, expected: bool) -> None:
    first, *rest = three("30", "30", "30")
    found = points(workbook(replace(first, stated_score=Decimal(stated)), *rest))
    assert (("P053", "K4") in found) is expected


def printed(total: str, *, execution: str | None = "9.9", output: str = "30") -> Submission:
    """An official form whose rows state all of their points."""
    rows = (replace(each, stated_score=each.points) for each in three(output, "30", "30"))
    score = None if execution is None else Decimal(execution)
    funds = StatedFunds("自评表", "C6", None, Decimal(100), Decimal(99), Decimal(10), Decimal("0.99"), score)
    sheet = submission(rows, form="official", stated_total=Decimal(total), stated_total_cell="F30")
    return sheet._replace(stated_funds=funds)


@pytest.mark.parametrize(
    ("total", "execution", "expected"),
    [
        ("99.9", "9.9", []),
        ("109.8", "9.9", [("P054", "F30")]),  # the execution score twice
        ("100", "9.9", [("P054", "F30")]),
        ("90", "9.9", [("P054", "F30")]),  # the execution score left out
        ("90", None, []),
        ("99.9", None, []),  # with the execution item, of which the form prints the rate alone
        ("99", None, [("P054", "F30")]),
    ],
)
def test_a_printed_total_is_the_sum_of_the_printed_scores(
    total: str, execution: str | None, expected: list[tuple[str, str]]
) -> None:
    assert told(printed(total, execution=execution), "P054") == expected


def test_a_total_is_held_against_the_score_of_the_execution_item_that_the_form_leaves_blank() -> None:
    said = message(printed("99", execution=None), "P054")
    assert "各行得分相加是90.00分，加上没有填写的预算执行率得分9.90分是99.90分，相差0.90分" in said
    assert "各行得分相加是90.00分，相差15.00分" in message(printed("105", execution=None), "P054")


@pytest.mark.parametrize(("total", "is_told"), [("96", False), ("90", False), ("100.5", True), ("89", True)])
def test_what_an_unknown_execution_rate_may_be_worth_is_no_difference(total: str, is_told: bool) -> None:
    form = printed(total, execution=None)
    assert form.stated_funds is not None
    unknown = form._replace(stated_funds=form.stated_funds._replace(executed=None))
    for each in (unknown, form._replace(stated_funds=None)):
        assert told(each, "P054") == ([("P054", "F30")] if is_told else [])


def test_a_total_of_the_rows_alone_is_right_where_they_or_the_total_row_leave_the_execution_out() -> None:
    assert told(printed("100", output="40"), "P054") == []
    assert told(printed("99", output="40"), "P054") == [("P054", "F30")]
    assert told(printed("100.01", output="40"), "P054") == [("P054", "F30")]
    line = replace(row("合计", "90"), row=9, stated_score=Decimal(90))
    assert told(printed("99.9")._replace(indicator_totals=(line,)), "P054") == []
    whole = replace(line, points=Decimal(100), row=50)
    sheet = printed("99.9")._replace(indicator_totals=(replace(line, points=None, row=8), whole))
    assert told(sheet, "P054") == [("P054", "K50")]


@pytest.mark.parametrize(("stated", "expected"), [("90", False), ("100", False), ("60", True), ("98", True)])
def test_a_total_row_of_points_adds_up_with_or_without_execution(stated: str, expected: bool) -> None:
    total = replace(row("合计", stated), row=9)
    sheet = workbook(*three("30", "30", "30"))._replace(indicator_totals=(total,))
    assert (("P055", "I9") in points(sheet)) is expected


def test_a_subtotal_adds_up_the_rows_since_the_one_above() -> None:
    first = replace(row("小计", "30"), row=5)
    rows = [replace(each, row=at) for each, at in zip(three("30", "30", "30"), (4, 6, 7), strict=True)]
    second = replace(row("小计", "60"), row=8)
    assert points(workbook(*rows)._replace(indicator_totals=(first, second))) == []
    wrong = replace(second, points=Decimal(61))
    assert points(workbook(*rows)._replace(indicator_totals=(first, wrong))) == [("P055", "I8")]


RATE = indicator("预算执行率", number(100, "%"), number(99, "%"), points=10)


@pytest.mark.parametrize("counted", ["25", "15"], ids=["repeated", "an indicator of its level"])
def test_a_row_of_the_execution_rate_is_a_child_of_its_level_where_only_that_makes_a_hundred(counted: str) -> None:
    rows = (row("个案", "25"), row("小组", counted), RATE, *three("1", "30", "10")[1:])
    assert points(workbook(*rows, headings=(heading("产出指标", 50),))) == []


def test_a_level_with_its_execution_rate_makes_its_heading() -> None:
    rate = replace(RATE, points=Decimal(15), level1="管理指标")
    rows = (row("制度健全", "10", level1="管理指标"), rate, *three("15", "30", "30"))
    assert "P051" not in [code for code, _ in points(workbook(*rows, headings=(heading("管理指标", 25),)))]
    assert "P051" in [code for code, _ in points(workbook(*rows, headings=(heading("管理指标", 26),)))]


def test_a_total_row_of_scores_adds_up_and_one_without_points_says_nothing() -> None:
    rows = [replace(each, stated_score=Decimal(30)) for each in three("30", "30", "30")]
    total = replace(row("合计", None), row=9, stated_score=Decimal(90))
    sheet = workbook(*rows)._replace(indicator_totals=(total,))
    assert told(sheet, "P054", "P055") == []
    wrong = sheet._replace(indicator_totals=(replace(total, stated_score=Decimal(91)),))
    assert told(wrong, "P054", "P055") == [("P054", "K9")]
    below = replace(total, row=10, points=Decimal(77))
    assert told(sheet._replace(indicator_totals=(total, below)), "P055") == [("P055", "I10")]


def test_what_points_contradict_is_told_with_its_figures() -> None:
    first, *rest = three("30", "30", "30")
    over = workbook(replace(first, stated_score=Decimal("30.5")), *rest)
    assert "“个案”的自评得分是30.5分，不在0到分值30分之间" in message(over, "P053")
    assert "写明的总分是90.00分，各行得分相加是99.90分，相差9.90分" in message(printed("90"), "P054")
    total = replace(row("合计", "98"), row=9)
    sheet = workbook(*three("30", "30", "30"))._replace(indicator_totals=(total,))
    assert "合计行的分值是98分，各行分值相加是90分（预算执行率另计10分）" in message(sheet, "P055")
    assert "“个案”一项占45分，超过40分" in message(workbook(*three("45", "30", "15")), "P057")


def test_a_total_without_any_score_beside_it_is_held_against_none() -> None:
    form = submission(three("30", "30", "30"), form="official", stated_total=Decimal(95), stated_total_cell="F30")
    assert told(form, "P054") == []


@pytest.mark.parametrize(
    ("score", "is_told"), [("9.9", False), ("9.89", True), ("9.895", False), ("9", True), ("10", True), (None, False)]
)
def test_the_score_in_a_row_of_the_execution_rate_is_the_one_that_its_rate_makes(
    score: str | None, is_told: bool
) -> None:
    """99 of 100: 9.90 points. The row stands behind others that have a score."""
    own = None if score is None else Decimal(score)
    first, *rest = three("30", "30", "30")
    unscored = replace(RATE, level1="预算执行")
    sheet = workbook(replace(first, stated_score=Decimal(30)), *rest, replace(unscored, stated_score=own))
    assert told(sheet, "M042") == ([("M042", "K7")] if is_told else [])
    if is_told:
        assert "9.90" in message(sheet, "M042")
        assert "评分标准" not in message(sheet, "M042")
        form = printed("99")._replace(indicators=sheet.indicators)
        assert told(form, "M042") == []  # the form's own line is told there
        unknown = sheet._replace(cost_lines=())
        assert told(unknown, "M042") == []


def test_the_rate_as_an_indicator_of_its_level_is_scored_as_such() -> None:
    rows = (row("个案", "25"), row("小组", "15"), replace(RATE, stated_score=Decimal(9)), *three("1", "30", "10")[1:])
    assert told(workbook(*rows, headings=(heading("产出指标", 50),)), "M042") == []


def test_headings_without_points_and_those_that_are_right_hide_none_that_is_wrong() -> None:
    rows = three("30", "30", "30")
    with_rate = (row("制度健全", "10", level1="管理指标"), replace(RATE, points=Decimal(15), level1="管理指标"))
    levels = (heading("管理指标", 25)._replace(cell="B3"), heading("满意度指标", 31)._replace(cell="B6"))
    assert told(workbook(*with_rate, *three("15", "30", "30"), headings=levels), "P051") == [("P051", "B6")]
    headings = (
        heading("产出指标", None)._replace(cell="B4"),
        heading("效益指标", 30)._replace(cell="B5"),
        heading("满意度指标", 31)._replace(cell="B6"),
    )
    assert told(workbook(*rows, headings=headings), "P051") == [("P051", "B6")]


def test_a_total_with_the_execution_item_hides_no_total_that_is_wrong() -> None:
    """Of a form that prints the rate alone: 99.9 in the row 合计 is right, 99 below it is not."""
    line = replace(row("合计", None), row=9, stated_score=Decimal("99.9"))
    form = printed("99", execution=None)._replace(indicator_totals=(line,))
    assert told(form, "P054") == [("P054", "F30")]


@pytest.mark.parametrize(("total", "expected"), [("99.9", []), ("109.8", [("P054", "F30")])])
def test_where_the_form_has_a_row_of_the_execution_rate_its_score_is_counted_once(
    total: str, expected: list[tuple[str, str]]
) -> None:
    form = printed(total)
    shown = replace(RATE, row=20, group=20, stated_score=Decimal("9.9"))
    assert told(form._replace(indicators=(*form.indicators, shown)), "P054") == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("30", "60", []),  # each of the rows since the one above
        ("30", "90", []),  # the last one of all
        ("30", "61", [("P054", "K8")]),
        ("30", "60.01", [("P054", "K8")]),
        ("30.01", "60", [("P054", "K5")]),
        ("31", "60", [("P054", "K5")]),
        ("29", "61", [("P054", "K5"), ("P054", "K8")]),
    ],
)
def test_a_subtotal_of_scores_adds_up_the_rows_since_the_one_above(
    first: str, second: str, expected: list[tuple[str, str]]
) -> None:
    rows = [
        replace(each, row=at, stated_score=Decimal(30))
        for each, at in zip(three("30", "30", "30"), (4, 6, 7), strict=True)
    ]
    totals = tuple(
        replace(row("小计", None), row=at, stated_score=Decimal(stated)) for at, stated in ((5, first), (8, second))
    )
    assert told(workbook(*rows)._replace(indicator_totals=totals), "P054") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("30", "30", "30.01"), ["P050"]),  # a cent is told, less is none
        (("30", "30", "29.99"), ["P050"]),
        (("30", "30", "30.009"), []),
        (("40", "30", "20"), []),
        (("40.01", "30", "19.99"), ["P057"]),
    ],
)
def test_a_cent_off_a_hundred_is_told(given: tuple[str, str, str], expected: list[str]) -> None:
    assert [code for code, _ in points(workbook(*three(*given)))] == expected


@pytest.mark.parametrize(("stated", "expected"), [("30", False), ("30.009", False), ("30.01", True), ("29.99", True)])
def test_a_cent_off_a_heading_is_told(stated: str, expected: bool) -> None:
    sheet = workbook(*three("30", "30", "30"), headings=(heading("产出指标", stated),))
    assert bool(told(sheet, "P051")) is expected
    seconds = (heading("产出指标", stated), heading("产出指标", 30, "数量指标")._replace(cell="C4"))
    assert bool(told(workbook(*three("30", "30", "30"), headings=seconds), "P058")) is expected
    total = replace(row("合计", stated), row=9)
    rows = three("10", "10", "10")
    summed = workbook(*rows)._replace(indicator_totals=(total,))
    assert bool(told(summed, "P055")) is expected


@pytest.mark.parametrize(
    ("total", "execution", "expected"),
    [("99.91", None, True), ("99.909", None, False), ("99.91", "9.9", True), ("99.909", "9.9", False)],
)
def test_a_cent_off_the_printed_total_is_told(total: str, execution: str | None, expected: bool) -> None:
    assert bool(told(printed(total, execution=execution), "P054")) is expected


@pytest.mark.parametrize(("given", "stated", "codes"), [("0", "5", ["P052"]), ("5", "5", []), ("5", "5.01", ["P053"])])
def test_a_score_is_held_against_points_that_there_are(given: str, stated: str, codes: list[str]) -> None:
    sheet = workbook(row("讲座", given, stated_score=Decimal(stated)), *three("30", "30", "30"))
    assert [code for code, cell in points(sheet) if cell in ("I4", "K4")] == codes


@pytest.mark.parametrize(("first", "expected"), [("7", []), ("10", []), ("10.5", ["P053"])])
def test_a_score_beside_points_is_held_against_these(first: str, expected: list[str]) -> None:
    """Ten points stand beside the first of two items, each of which has a score of its own."""
    rows = [row("服务", "10", item="个案", stated_score=Decimal(first)), row("服务", None, item="小组", stated_score=3)]
    assert [code for code, cell in points(workbook(*rows)) if cell == "K4"] == expected


def test_points_that_could_not_be_spread_tell_the_gap_themselves() -> None:
    rows = (*three("30", "20", "30"), row("制度", None, level1="管理指标"))
    assert "P050" not in [code for code, _ in points(workbook(*rows))]
    assert "P050" in [code for code, _ in points(workbook(*rows[:3]))]


def test_rows_above_the_first_level_are_told_with_the_first_of_them() -> None:
    rows = (row("入户探访", "10", level1=""), row("电话访问", "10", level1=""), row("个案", "70"))
    workbook_ = workbook(*rows)
    assert told(workbook_, "P059") == [("P059", "B4")]
    assert "“入户探访”" in message(workbook_, "P059")
    assert told(workbook(*rows[:2]), "P059") == []  # a table without levels groups nothing


def test_a_rule_of_its_own_in_a_row_of_the_execution_rate_is_quoted() -> None:
    first, *rest = three("30", "30", "30")
    ruled = replace(RATE, level1="预算执行", stated_score=Decimal(9), scoring_rule="每低1个百分点扣1分")
    sheet = workbook(replace(first, stated_score=Decimal(30)), *rest, ruled)
    assert "（评分标准“每低1个百分点扣1分”没有用来计算）" in message(sheet, "M042")


def test_a_total_of_the_rows_alone_hides_no_total_that_is_wrong() -> None:
    line = replace(row("合计", "90"), row=9, stated_score=Decimal(90))
    assert told(printed("98")._replace(indicator_totals=(line,)), "P054") == [("P054", "F30")]


def test_a_score_below_nothing_is_told_where_no_points_are_known() -> None:
    unknown = row("其他", None, level1="其他指标", stated_score=-1)
    assert "—分" in message(workbook(*three("30", "30", "30"), unknown), "P053")


def test_the_last_of_three_subtotals_adds_up_the_rows_since_the_second() -> None:
    rows = [
        replace(each, row=at, stated_score=Decimal(30))
        for each, at in zip(three("30", "30", "30"), (4, 6, 8), strict=True)
    ]
    totals = tuple(replace(row("小计", None), row=at, stated_score=Decimal(30)) for at in (5, 7, 9))
    assert told(workbook(*rows)._replace(indicator_totals=totals), "P054") == []
    blank = replace(row("合计", "90"), row=10)  # a total row of points that says nothing of scores
    assert told(workbook(*rows)._replace(indicator_totals=(*totals, blank)), "P054") == []

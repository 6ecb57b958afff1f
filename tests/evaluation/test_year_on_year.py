"""Two years of a station side by side: what has changed, and which workbooks may stand beside each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import ASSESSMENTS, between, indicator, number, rate, text, word
from hypothesis import given, settings
from hypothesis import strategies as st
from station import scheme
from year_pairs import STATION, beside, codes, earlier, found, rows, year

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.earlier import same_station, year_of
from workbook_tools.evaluation.year_on_year import with_years
from workbook_tools.model import Evaluation, Indicator, Quantity, Submission
from workbook_tools.model.lists import Rosters
from workbook_tools.model.rosters import AssessmentItem, VolunteerTeam
from workbook_tools.model.years import YearRow

D = Decimal
THIRD = "第三方评估机构"


def row(evaluation: Evaluation, name: str) -> YearRow:
    pairs = [
        each for each in evaluation.years[0].rows if name in {s.indicator.level3 for s in (each.now, each.before) if s}
    ]
    assert len(pairs) == 1
    return pairs[0]


def one(before: Indicator, now: Indicator) -> YearRow:
    return row(beside(year(2025, [now]), year(2024, [before])), now.level3)


def test_changes_are_this_year_less_the_earlier_one() -> None:
    compared = beside(year(2025, rows((64, 64), 35)), year(2024, rows((60, 63), 25)))
    case, link = row(compared, "个案服务"), row(compared, "资源链接")
    assert (case.target_change, case.actual_change, case.completion_change, case.unit) == (D(4), D(1), D("-0.05"), "个")
    assert (link.target_change, link.actual_change, link.completion_change) == (D(0), D(10), D("0.2"))
    assert link.score_change == D("6.00")  # 30 points, 70 % less 50 %


def test_totals_of_the_earlier_year_are_its_own() -> None:
    before = year(2024, rows((60, 63), 25))
    latest = beside(year(2025, rows()), before).years[0]
    own = earlier(before).evaluation
    assert (latest.year, latest.file, latest.score_low, latest.met, latest.count) == (
        "2024", "2024.xlsx", own.score_low, 3, 4,
    )  # fmt: skip


def test_new_and_dropped_indicators_stand_alone() -> None:
    now = [*rows()[:3], indicator("社区调研", number(6, "份"), number(6, "份"))]
    compared = beside(year(2025, now), year(2024, rows()))
    assert (row(compared, "社区调研").before, row(compared, "服务满意度").now) == (None, None)
    assert [bool(each.now) for each in compared.years[0].rows] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("before", "now", "change", "unit"),
    [
        (number(40, "万元"), number(500000, "元"), D(100000), "元"),
        (number(2, "万次"), number(30000, "次"), D(10000), "次"),
        (number(40, "次"), number(50, "场"), D(10), "场"),
        (number(40), number(50, "万"), D(10), "万"),
        (number(50, "万"), number(600000), D(100000), ""),
        (rate(85), rate(90), D("0.05"), "%"),
    ],
)
def test_units_of_one_thing_are_converted(before: object, now: object, change: Decimal, unit: str) -> None:
    pair = one(indicator("链接", before, before), indicator("链接", now, now))  # type: ignore[arg-type]
    assert (pair.target_change, pair.actual_change, pair.unit, pair.why) == (change, change, unit, "")


def test_units_of_different_things_are_not_subtracted_and_that_is_said() -> None:
    before = indicator("探访", number(100, "人"), number(100, "人"))
    now = indicator("探访", number(120, "小时"), number(130, "小时"))
    pair = one(before, now)
    assert (pair.target_change, pair.actual_change) == (None, None)
    assert pair.completion_change is not None
    (said,) = [each for each in found(year(2025, [now]), year(2024, [before])) if each.code == "Y008"]
    assert (said.sheet, said.cell) == ("绩效指标", "G4")
    assert "[2024.xlsx]绩效指标!G4" in said.message
    assert "小时、人" in said.message


@pytest.mark.parametrize(
    ("before", "now", "units"),
    [
        (number(24, "次"), number(2, "次/月"), "次/月、次"),
        (number(1, "千人"), number(11), "、千人"),
        (rate(5), number(44, "分"), ""),
    ],
)
def test_what_is_of_a_year_or_of_a_month_or_unsure_is_not_subtracted(
    before: Quantity, now: Quantity, units: str
) -> None:
    pair = one(indicator("探访", before, before), indicator("探访", now, now))
    assert (pair.target_change, pair.actual_change) == ((None, None) if units else (D("0.39"), D("0.39")))
    assert pair.why == (f"指标值单位不同（{units}）；实际完成值单位不同（{units}）" if units else "")


def test_the_unit_is_that_of_the_cell_else_that_of_its_column() -> None:
    column = one(
        indicator("链接", number(50), number(40), unit="万元"),
        indicator("链接", number(600000, "元"), number(500000, "元")),
    )
    assert (column.target_change, column.actual_change, column.unit) == (D(100000), D(100000), "元")
    unjudged = one(
        indicator("链接", number(50), text("若干"), unit="万元"), indicator("链接", number(600000, "元"), text("若干"))
    )
    assert (unjudged.target_change, unjudged.unit) == (D(100000), "元")
    cell = one(
        indicator("探访", number(40, "人"), text("若干"), unit="次"),
        indicator("探访", number(50, "人"), text("若干"), unit="次"),
    )
    assert (cell.target_change, cell.unit) == (10, "人")
    words = one(indicator("活动", text("丰富"), number(5, "场")), indicator("活动", text("丰富"), number(7, "场")))
    assert (words.target_change, words.actual_change, words.unit) == (None, 2, "场")


def test_what_is_no_single_figure_is_not_subtracted_and_nothing_is_said_of_its_unit() -> None:
    pair = one(
        indicator("服务", between(60, 80, "人"), number(5, "次")),
        indicator("服务", between(60, 80, "场"), number(6, "次")),
    )
    assert (pair.target_change, pair.actual_change, pair.why) == (None, 1, "")


def test_a_bound_that_turned_round_is_not_subtracted() -> None:
    pair = one(
        indicator("差距", rate(10, "≤"), rate(8)),
        indicator("差距", rate(10, "≥"), rate(12)),
    )
    assert (pair.target_change, pair.completion_change, pair.actual_change) == (None, None, D("0.04"))
    assert "方向不同" in pair.why


def test_what_cannot_be_judged_has_no_change() -> None:
    before = indicator("满意度", rate(90, "≥"), number(0)._replace(kind="text", number=None, text="达标"))
    pair = one(before, indicator("满意度", rate(90, "≥"), rate(95)))
    assert (pair.actual_change, pair.completion_change, pair.score_change, pair.target_change) == (
        None,
        None,
        None,
        D(0),
    )


def test_years_stand_with_the_latest_first() -> None:
    compared = beside(year(2025, rows()), year(2022, rows()), year(2024, rows()), year(2023, rows()))
    assert [each.year for each in compared.years] == ["2024", "2023", "2022"]


@pytest.mark.parametrize(
    ("before", "code", "cell"),
    [
        (year(2024, rows(), station="白塔镇社工服务站"), "Y001", "B2"),
        (year(2025, rows()), "Y003", "B7"),
        (year(2026, rows()), "Y003", "B7"),
    ],
)
def test_a_workbook_that_cannot_stand_beside_is_refused(before: object, code: str, cell: str) -> None:
    now = year(2025, rows())
    assert [each[0] for each in codes(now, before)] == [code]  # type: ignore[arg-type]
    assert codes(now, before) == [(code, now.information.at("station" if code == "Y001" else "year"))]  # type: ignore[arg-type]
    assert beside(now, before).years == ()  # type: ignore[arg-type]


def test_without_a_station_the_project_says_whose_workbook_it_is() -> None:
    now, before = (year(each, rows(), station="", project=f"{name}项目") for each, name in ((2025, "甲"), (2024, "乙")))
    (said,) = [each for each in found(now, before) if each.code.startswith("Y0")]
    assert said.code == "Y001"
    assert "甲项目" in said.message + said.fix
    assert "乙项目" in said.message + said.fix
    nobody = year(2024, rows((60, 61), 26), station="", project="")
    (said,) = [each for each in found(now, nobody) if each.code == "Y002"]
    assert "甲项目" in said.message + said.fix
    assert "（未填）" in said.message + said.fix


def test_from_a_heap_of_many_stations_the_own_ones_are_taken_in_silence() -> None:
    now = year(2025, rows())
    heap = [year(2024, rows((60, 61), 26), station="白塔镇社工服务站"), year(2024, rows((60, 61), 26)), now]
    compared = beside(now, *heap, pooled=True)
    assert [each.file for each in compared.years] == ["2024.xlsx"]
    assert not {code for code, _ in codes(now, *heap, pooled=True)} & {"Y001", "Y003", "Y012"}


def test_a_heap_without_an_own_workbook_is_said() -> None:
    heap = [year(2024, rows(), station="白塔镇社工服务站")]
    assert [code for code, _ in codes(year(2025, rows()), *heap, pooled=True)] == ["Y012"]


def test_two_workbooks_of_one_year_count_once() -> None:
    now = year(2025, rows())
    said = found(now, year(2024, rows((60, 61))), year(2024, rows((60, 63))))
    assert [each.code for each in said if each.code.startswith("Y0")] == ["Y011"]
    assert len(beside(now, year(2024, rows((60, 61))), year(2024, rows((60, 63)))).years) == 1


def test_years_that_overlap_are_compared_and_said() -> None:
    before = year(2024, rows((60, 61), 26), service_end=date(2024, 9, 30))
    (said,) = [each for each in found(year(2025, rows()), before) if each.code == "Y009"]
    assert "2024-08-01" in said.message
    assert "2024-09-30" in said.message
    assert beside(year(2025, rows()), before).years


def test_a_year_that_nobody_wrote_is_compared_and_said() -> None:
    before = year(2024, rows((60, 61), 26), year="", service_start=None)
    assert "Y013" in {code for code, _ in codes(year(2025, rows()), before)}
    assert beside(year(2025, rows()), before).years


def test_no_indicator_in_common_leaves_the_totals() -> None:
    now = year(2025, [indicator("社区调研", number(6, "份"), number(6, "份"))])
    before = year(2024, [indicator("满意度", rate(90), rate(95))])
    assert [code for code, _ in codes(now, before)] == ["Y005"]
    assert beside(now, before).years[0].score_low is not None


def test_a_near_name_is_suggested_with_both_places() -> None:
    now = [*rows()[1:], indicator("社区宣传活动", number(6, "场"), number(6, "场"))]
    before = [*rows()[1:], indicator("社区活动", number(6, "场"), number(6, "场"))]
    (said,) = [each for each in found(year(2025, now), year(2024, before)) if each.code == "Y006"]
    assert (said.severity, said.cell) == ("I", "D7")
    assert "“社区活动”（[2024.xlsx]绩效指标!D7）" in said.message


@pytest.mark.parametrize("twice", [False, True])
def test_a_name_that_is_compared_or_stands_twice_is_suggested_for_no_other(twice: bool) -> None:
    here = [indicator("社区活动", number(6, "场"), number(6, "场")), indicator("个案", number(1), number(1))]
    here += [here[0]] if twice else []
    more = [*here, indicator("社区活动周", number(6, "场"), number(6, "场"))]
    for now, before in ((here, more), (more, here)):
        assert "Y006" not in {each.code for each in found(year(2025, now), year(2024, before))}


def test_a_near_name_is_suggested_wherever_either_stands() -> None:
    case = indicator("个案", number(1), number(1))
    now = [case, indicator("社区宣传活动", number(6, "场"), number(6, "场"))]
    before = [indicator("社区活动", number(6, "场"), number(6, "场")), case]
    (said,) = [each for each in found(year(2025, now), year(2024, before)) if each.code == "Y006"]
    assert (said.cell, "“社区活动”（[2024.xlsx]绩效指标!D4）" in said.message) == ("D5", True)


def test_of_names_the_latest_year_is_told_of_schemes_every_year() -> None:
    now = year(2025, [*rows()[1:], indicator("社区宣传活动", number(6, "场"), number(6, "场"))])
    near = [*rows()[1:], indicator("社区活动", number(6, "场"), number(6, "场"))]
    latest, older = earlier(year(2024, now.indicators)), earlier(year(2023, near))
    older = older._replace(evaluation=older.evaluation._replace(scheme_name="county", scheme_title="县里的方案"))
    said = with_years(now, evaluate(now, scheme()), [latest, older]).findings
    assert [each.code for each in said if each.code[0] == "Y"] == ["Y010"]
    said = with_years(now, evaluate(now, scheme()), [earlier(year(2024, near)), latest]).findings
    assert "Y011" in {each.code for each in said}, "of two of one year one counts"
    said = with_years(now, evaluate(now, scheme()), [earlier(year(2024, near))]).findings
    assert [each.code for each in said if each.code[0] == "Y"] == ["Y006"]


def test_a_near_name_of_an_item_is_suggested_where_the_item_stands() -> None:
    now, before = (
        [*rows()[1:], indicator("服务", number(6, "场"), number(6, "场"), item=item)]
        for item in ("社区宣传活动", "社区活动")
    )
    (said,) = [each for each in found(year(2025, now), year(2024, before)) if each.code == "Y006"]
    assert said.cell == "E7"


def test_a_name_that_stands_twice_is_said_and_not_compared() -> None:
    twice = [indicator("活动", number(6, "场"), number(6, "场"), level2=level) for level in ("数量指标", "数量指标")]
    now = [twice[0], indicator("个案", number(1), number(1)), twice[1]]
    said = found(year(2025, now), year(2024, [twice[0]]))
    assert [(each.code, each.cell) for each in said] == [("Y007", "D4")]
    (other,) = found(year(2025, [twice[0]]), year(2024, [now[0], now[2]]))
    assert (other.code, other.cell) == ("Y007", "D4")
    assert "“活动”" in other.message
    assert "第4、6行" in said[0].message
    assert "“活动”" in said[0].message


def test_another_scheme_is_said() -> None:
    now, before = year(2025, rows()), earlier(year(2024, rows((60, 61), 26)))
    other = before._replace(evaluation=before.evaluation._replace(scheme_name="county", scheme_title="县里的方案"))
    compared = with_years(now, evaluate(now, scheme()), [other])
    (said,) = [each for each in compared.findings if each.code.startswith("Y")]
    assert said.code == "Y010"
    assert said.message.startswith(f"本年按“{scheme().title}”评分，“2024.xlsx”按“县里的方案”评分")
    nameless = before._replace(evaluation=before.evaluation._replace(scheme_name="county", scheme_title=""))
    (said,) = [
        each for each in with_years(now, evaluate(now, scheme()), [nameless]).findings if each.code.startswith("Y")
    ]
    assert "按“county”评分" in said.message
    titles = [with_years(now, evaluate(now, scheme()), [each]).years[0].scheme_title for each in (other, nameless)]
    assert titles == ["县里的方案", "county"]


def test_of_a_name_that_stands_often_eight_rows_and_four_places_are_told() -> None:
    often = [
        each
        for n in range(9)
        for each in (
            indicator("活动", number(6, "场"), number(6, "场")),
            indicator(f"第{n}项", number(1), number(1)),
        )
    ]
    said = [each for each in found(year(2025, often), year(2024, often)) if each.code == "Y007"]
    assert "本年第4、6、8、10、12、14、16、18行；" in said[0].message
    assert said[0].message.count("[2024.xlsx]") == 4


@pytest.mark.parametrize(
    ("here", "there", "likeness"),
    [
        ("永平街社工服务站", "永平街 社工服务站", "same"),
        ("永平街社工服务站", "广州市白云区永平街社工服务站", "alike"),
        ("永平街社工服务站", "永平街社会工作服务站", "alike"),
        ("永平街社工站", "永平街社工服务站", "alike"),
        ("东湖街社工服务站", "大东湖街社工服务站", "other"),
        ("永平街社工服务站", "永安街社工服务站", "other"),
        ("", "永安街社工服务站", "unknown"),
    ],
)
def test_a_station_is_known_by_its_name(here: str, there: str, likeness: str) -> None:
    one, other = year(2025, rows(), station=here), year(2024, rows(), station=there)
    assert same_station(one, other) == same_station(other, one) == likeness


def test_a_name_in_another_spelling_is_compared_and_said() -> None:
    now, before = year(2025, rows()), year(2024, rows((60, 61), 26, happy=94), station=f"青禾区{STATION}")
    (said,) = [each for each in found(now, before) if each.code == "Y002"]
    assert (said.severity, said.cell) == ("W", now.information.at("station"))
    assert f"青禾区{STATION}" in said.message
    assert len(beside(now, before).years) == 1


def test_a_form_is_known_by_its_project() -> None:
    form = year(2024, rows(), station="恒福社工服务中心", project=f"{STATION}项目")._replace(form="official")
    assert same_station(year(2025, rows()), form) == "alike"
    assert same_station(year(2025, rows(), project=f"{STATION}项目"), form) == "same"
    assert same_station(year(2025, rows(), station="白塔镇社工服务站"), form) == "other"
    assert same_station(year(2025, rows(), station="", project=""), form) == "unknown"


@pytest.mark.parametrize(
    ("written", "read"), [("2024", 2024), ("２０２４年度", 2024), ("2023-2024年", 2023), ("本年度", 2023), ("", 2023)]
)
def test_the_year_is_read_from_its_label_else_from_the_service(written: str, read: int) -> None:
    assert year_of(year(2024, rows(), year=written).information) == read


def test_the_lists_of_a_year_stand_beside_it_where_it_has_any() -> None:
    team = VolunteerTeam(ASSESSMENTS, 2, "一队", None, D(20), D(3), D(400))
    with_team = year(2024, rows())._replace(rosters=Rosters(volunteers=(team,)))
    lists = beside(year(2025, rows()), with_team).years[0].lists
    assert lists is not None
    assert (lists.volunteers, lists.volunteer_hours, lists.staff) == (20, 400, None)
    assert beside(year(2025, rows()), year(2024, rows())).years[0].lists is None


def scored_items(scored: Submission, *scores: tuple[str, int]) -> Submission:
    items = tuple(
        AssessmentItem(ASSESSMENTS, row, "末期", THIRD, "", "", name, D(10), D(score), "")
        for row, (name, score) in enumerate(scores, 2)
    )
    return scored._replace(rosters=Rosters(items=items))


def test_points_that_were_lost_a_year_before_and_are_lost_again_are_told() -> None:
    now = scored_items(year(2025, rows()), ("档案管理", 8), ("财务公开", 9), ("督导记录", 10))
    before = scored_items(year(2024, rows()), ("档案管理", 7), ("财务公开", 10), ("督导记录", 6))
    (again,) = beside(now, before).years[0].lost_again
    assert (again.now.row, again.before.score, again.when) == (2, 7, "2024年度末期")
    nameless = scored_items(year(2024, rows(), year="", service_start=None), ("档案管理", 7))
    (again,) = with_years(now, evaluate(now, scheme()), [earlier(nameless, "去年.xlsx")]).years[0].lost_again
    assert again.when == "“去年.xlsx”末期"
    plain_now, plain_before = year(2025, rows()), year(2024, rows())
    for ours, theirs in ((now, plain_before), (plain_now, before), (plain_now, plain_before)):
        assert beside(ours, theirs).years[0].lost_again == ()


def test_no_earlier_year_changes_nothing() -> None:
    assert beside(year(2025, rows())).years == ()
    assert codes(year(2025, rows())) == []


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Whatever a cell may hold, figures that no workbook means among it."""
    figures = st.one_of(st.decimals("-1000", "100000", places=2), st.sampled_from([D("1e308"), D("1e-300"), D(0)]))
    units = st.sampled_from(["", "个", "次", "元", "万元", "人", "小时", "h/人"])
    kinds = (
        st.builds(number, figures, units, st.sampled_from(["", "≥", "≤", "<"])),
        st.builds(rate, st.decimals("0", "150", places=1)),
        st.builds(word, st.sampled_from(["达成", "达标"])),
        st.builds(text, st.text(max_size=8)),
    )
    return draw(st.one_of(*kinds))


@given(quantities(), quantities(), quantities(), quantities())
@settings(deadline=None)
def test_the_way_back_is_the_opposite_of_the_way_there(
    target: Quantity, actual: Quantity, target_before: Quantity, actual_before: Quantity
) -> None:
    before, now = indicator("甲", target_before, actual_before), indicator("甲", target, actual)
    there, back = one(before, now), one(now, before)
    for change, opposite in (
        (there.completion_change, back.completion_change),
        (there.score_change, back.score_change),
    ):
        assert (change is None) == (opposite is None)
        assert change is None or opposite is None or change == -opposite
    assert not (there.eased and back.eased)
    if there.target_change is not None and there.unit == back.unit and back.target_change is not None:
        assert there.target_change == -back.target_change


@given(quantities(), quantities())
@settings(deadline=None)
def test_a_year_beside_itself_has_not_changed(target: Quantity, actual: Quantity) -> None:
    pair = one(indicator("甲", target, actual), indicator("甲", target, actual))
    changes = (pair.target_change, pair.actual_change, pair.completion_change, pair.score_change)
    assert all(not change for change in changes)
    assert pair.why == ""


def test_years_in_the_wrong_order_are_told_as_they_are_written() -> None:
    now = year(2025, rows(), year="2024年8月至2025年7月")
    (said,) = [each.message for each in found(now, year(2025, rows())) if each.code == "Y003"]
    assert "2024年8月至2025年7月" in said
    (said,) = [each.message for each in found(year(2025, rows(), year=""), year(2025, rows())) if each.code == "Y003"]
    assert "2024" in said  # the year that the service began in

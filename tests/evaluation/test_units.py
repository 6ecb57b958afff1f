"""Two sides of a row in one unit: what is converted, what is only said, what cannot be compared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import number
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.unit_names import money_factor, normal_unit, split_scale
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.bare_figures import reading_of
from workbook_tools.evaluation.units import is_rate_name, reconcile
from workbook_tools.model import Cell, Quantity
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import read_quantity


@pytest.mark.parametrize(
    ("unit", "with_unit", "bare", "reading"),
    [  # 1 千人 beside 10 is 10 times off, beside 10 千人 as far off as one by one: told apart from tenfold on
        ("千人", 1, 10, "alike"),
        ("千人", 1, 11, "open"),
        ("千人", 1, 99, "open"),
        ("千人", 1, 100, "apart"),
        ("千人", 1, 1000, "apart"),
        ("千人", 1, 0, "alike"),
        ("千人", 0, 5, "alike"),
        ("次/两个月", 2, 2, "open"),  # six in a year are few enough
        ("次/季度", 3, 3, "open"),  # four in a year: 3 may be one quarter's or the year's
        ("次/月", 2, 2, "alike"),
        ("天", 9, 9 * 365, "alike"),  # days are no times a day
        ("次/月", 2, 24, "apart"),
        ("次/月", 5, 7, "alike"),  # 1.4 times 5, 60 a year is 8.57 times 7: more than five times as far
        ("次/月", 5, 8, "open"),
        ("次/月", 5, 38, "open"),  # 7.6 times 5, 60 is 1.579 times 38
        ("次/月", 5, 39, "apart"),  # 7.8 times 5, 60 is 1.538 times 39: more than five times nearer
    ],
)
def test_a_bare_figure_is_counted_like_the_other_side_only_where_it_is_clearly_nearer(
    unit: str, with_unit: int, bare: int, reading: str
) -> None:
    assert reading_of(unit, Decimal(with_unit), Decimal(bare))[0] == reading


@pytest.mark.parametrize(
    ("per", "times"),
    [
        ("月", 12), ("季度", 4), ("周", 52), ("天", 365), ("半年", 2), ("学期", 2), ("两个月", 6), ("两月", 6),
        ("两周", 26), ("半个月", 24),
    ],
)  # fmt: skip
def test_once_a_period_is_so_many_times_a_year(per: str, times: int) -> None:
    assert reading_of(f"次/{per}", Decimal(9), Decimal(9 * times)) == ("apart", times, "次")


@pytest.mark.parametrize(
    ("per", "same", "parts"),
    [("季度", "半年", 2), ("月", "季度", 3), ("半个月", "两个月", 4), ("半个月", "季度", 6), ("半个月", "半年", 12)],
)
def test_so_many_periods_are_exactly_another_one(per: str, same: str, parts: int) -> None:
    common = reconcile(number(2, f"次/{per}"), number(parts, f"次/{same}"), "", "督导")
    assert common.actual.number is not None
    assert (round(common.actual.number, 9), common.unit, common.codes) == (1, f"次/{per}", ("Q120",))


def test_a_month_is_four_weeks_or_more() -> None:
    """Four weeks are enough, and where a fifth would decide, nothing is compared."""
    enough, doubtful, short = (
        reconcile(number(each, "次/月"), number(1, "次/周"), "", "督导").comparable for each in (4, 5, 3)
    )
    assert (enough, doubtful, short) == (True, False, True)
    weekly = reconcile(number(1, "次/周"), number(4, "次/月"), "", "督导")
    assert (weekly.comparable, weekly.codes) == (False, ("Q123",))


def sides(target: str, actual: str, unit: str = "", name: str = "个案辅导") -> tuple[str, str, tuple[str, ...], bool]:
    common = reconcile(
        read_quantity(Cell(target), unit=unit, role="target"),
        read_quantity(Cell(actual), unit=unit, role="actual"),
        unit,
        name,
    )
    return format_quantity(common.target), format_quantity(common.actual), common.codes, common.comparable


@pytest.mark.parametrize(
    ("target", "actual", "unit", "both", "codes"),
    [
        ("68个", "70个", "", ("68个", "70个"), ()),
        ("68", "70", "个", ("68个", "70个"), ()),
        ("68个", "70", "", ("68个", "70个"), ()),
        ("68", "70个", "", ("68个", "70个"), ()),
        ("90小时", "92h", "", ("90小时", "92小时"), ()),
        ("≥90h/人/年", "90小时/人", "", ("≥90h/人/年", "90h/人/年"), ()),
        ("12次/年", "12次", "", ("12次/年", "12次/年"), ()),
        ("530元/人*月", "583元/月·人", "", ("530元/人*月", "583元/人*月"), ()),
        ("20人", "22名", "", ("20人", "22人"), ()),
        ("50万", "35万", "万元", ("50万", "35万"), ()),
        ("50万元", "35万", "", ("50万元", "35万元"), ("Q120",)),
        ("50万元", "500000元", "", ("50万元", "50万元"), ("Q120",)),
        ("1.2亿元", "9000万元", "", ("1.2亿元", "0.9亿元"), ("Q120",)),
        ("72890元", "7.289万元", "", ("72890元", "72890元"), ("Q120",)),
        ("5000元", "4800人民币", "", ("5000元", "4800元"), ("Q120",)),
        ("1.5万人次", "14800人次", "", ("1.5万人次", "1.48万人次"), ("Q120",)),
        ("5万", "48000人次", "", ("5万", "4.8万"), ("Q120",)),
        ("2小时", "90分钟", "", ("2小时", "1.5小时"), ("Q120",)),
        ("2小时", "90分钟", "小时", ("2小时", "1.5小时"), ("Q124", "Q120")),
        ("3吨", "3200公斤", "", ("3吨", "3.2吨"), ("Q120",)),
        ("1吨", "800斤", "", ("1吨", "0.4吨"), ("Q120",)),
        ("3斤", "900克", "", ("3斤", "1.8斤"), ("Q120",)),
        ("2公斤", "3斤", "", ("2公斤", "1.5公斤"), ("Q120",)),
        ("3米", "90厘米", "", ("3米", "0.9米"), ("Q120",)),
        ("3里", "600米", "", ("3里", "1.2里"), ("Q120",)),
        ("2公里", "1里", "", ("2公里", "0.5公里"), ("Q120",)),
        ("3分钟", "90秒", "", ("3分钟", "1.5分钟"), ("Q120",)),
        ("2小时", "3600秒", "", ("2小时", "1小时"), ("Q120",)),
        ("2年", "24个月", "", ("2年", "2年"), ("Q120",)),
        ("3公顷", "30亩", "", ("3公顷", "2公顷"), ("Q120",)),
        ("2年", "8个季度", "", ("2年", "2年"), ("Q120",)),
        ("2个季度", "6个月", "", ("2个季度", "2个季度"), ("Q120",)),
        ("≤2天", "36小时", "", ("≤2天", "1.5天"), ("Q120",)),
        ("≤1天", "720分钟", "", ("≤1天", "0.5天"), ("Q120",)),
        ("≤2天", "1周", "", ("≤2天", "7天"), ("Q120",)),
        ("≤4周", "7天", "", ("≤4周", "1周"), ("Q120",)),
        ("≤10个工作日", "1周", "", ("≤10个工作日", "7个工作日"), ("Q120",)),
        ("≤3个工作日", "24小时", "", ("≤3个工作日", "1个工作日"), ("Q120",)),
        ("53次", "62场", "", ("53次", "62次"), ("Q122",)),
        ("68个", "70例", "", ("68个", "70个"), ("Q122",)),
        ("2支", "2个", "", ("2支", "2支"), ("Q122",)),
        ("90小时/人", "92小时", "", ("90小时/人", "92小时/人"), ("Q126",)),
        ("1000", "1千人", "", ("1000人", "1000人"), ("Q120",)),
        ("1000", "1.2千人", "", ("1000人", "1200人"), ("Q120",)),
        ("5百人", "480", "", ("500人", "480人"), ("Q120",)),
        ("1.2万人次", "12500", "", ("12000人次", "12500人次"), ("Q120",)),
        ("50万", "35", "", ("50万", "35万"), ()),
        ("50万元", "1", "", ("50万元", "1万元"), ()),
        ("50万元", "0", "", ("50万元", "0万元"), ()),
        ("每月2次", "24", "", ("24次", "24次"), ("Q132",)),
        ("每月2次", "2", "", ("2次/月", "2次/月"), ()),
        ("每月2次", "24次", "", ("24次", "24次"), ("Q132",)),
        ("每半年1次", "2次", "", ("2次", "2次"), ("Q132",)),
        ("每月2次", "20次", "", ("24次", "20次"), ("Q132",)),
        ("每季度2次", "全年9次", "", ("8次", "9次"), ("Q132",)),
        ("每季度2次", "全年7次", "", ("8次", "7次"), ("Q132",)),  # said to be of the year
        ("每季度2次", "9次", "", ("8次", "9次"), ("Q132",)),  # enough in either reading
        ("每季度2次", "6次", "", ("8次", "6次"), ("Q132",)),  # nobody does three times as much in every quarter
        ("每季度2次", "9", "", ("8次", "9次"), ("Q132",)),
        ("每两个月2次", "6次", "", ("12次", "6次"), ("Q132",)),
        ("每半年2次", "5", "", ("4次", "5次"), ("Q132",)),
        ("20次", "每月2次", "", ("20次", "24次"), ("Q132",)),
        ("≤5工作日", "5天", "", ("≤5工作日", "5工作日"), ("Q120",)),  # of five days at most five are working days
        ("≤2个月", "56天", "", ("≤2个月", "1.866666666666666666666666666个月"), ("Q120",)),  # of the shortest months
        ("≤2个月", "45天", "", ("≤2个月", "1.5个月"), ("Q120",)),
        ("24次", "每月2次", "", ("24次", "24次"), ("Q132",)),
        ("每季度2次", "8", "", ("8次", "8次"), ("Q132",)),
        ("每周3次", "150", "", ("156次", "150次"), ("Q132",)),
        ("48", "每月4次", "", ("48次", "48次"), ("Q132",)),
        ("每月4次", "5", "", ("4次/月", "5次/月"), ()),
        ("每月4次", "3", "次/月", ("4次/月", "3次/月"), ()),
        ("48000人次", "5万", "", ("48000人次", "50000人次"), ("Q120",)),
        ("90分钟", "2小时", "", ("90分钟", "120分钟"), ("Q120",)),
        ("90小时/人", "45小时", "", ("90小时/人", "45小时/人"), ("Q126",)),  # half of it may still be of one thing
        ("45小时", "90小时/人", "", ("45小时", "90小时"), ("Q126",)),
        ("0小时/人", "0小时", "", ("0小时/人", "0小时/人"), ("Q126",)),
        ("90h", "95h", "小时/人", ("90h", "95h"), ()),
        ("50人", "48人", "个", ("50人", "48人"), ("Q124",)),
        ("50万元", "48万元", "元", ("50万元", "48万元"), ("Q124",)),
        ("50", "48", "万元", ("50万元", "48万元"), ()),
        ("60-80分", "75分", "", ("60分~80分", "75分"), ()),
    ],
)
def test_safe_conversions_are_made_and_said(
    target: str, actual: str, unit: str, both: tuple[str, str], codes: tuple[str, ...]
) -> None:
    assert sides(target, actual, unit) == (*both, codes, True)


@pytest.mark.parametrize(
    ("target", "actual", "name", "both", "codes"),
    [
        ("≥95%", "97%", "结案率", ("≥95%", "97%"), ()),
        ("≥95%", "97", "结案率", ("≥95%", "97%"), ("Q121",)),
        ("≥95%", "0.97", "结案率", ("≥95%", "97%"), ("Q121",)),
        ("≥95%", "1", "结案率", ("≥95%", "100%"), ("Q121",)),
        ("≤1%", "0.8", "超支率", ("≤1%", "0.8%"), ("Q121",)),
        ("100", "97.5%", "结案率", ("100%", "97.5%"), ("Q121",)),
        ("≥90%", "95分", "居民满意度", ("≥90%", "95%"), ("Q121",)),
        ("95", "0.97", "结案率", ("95%", "97%"), ("Q121",)),
        ("0.9", "0.97", "结案率", ("90%", "97%"), ()),
        ("≤1%", "0.317", "超支率", ("≤1%", "0.317%"), ("Q121",)),  # ten times nearer than 31.7 %
        ("≤10%", "0.316", "超支率", ("≤10%", "31.6%"), ("Q121",)),  # ten times nearer than 0.316 %
        ("≥90%", "1分", "居民满意度", ("≥90%", "100%"), ("Q121",)),
        ("≥90%", "11分", "居民满意度", ("≥90%", "11%"), ("Q121",)),
        ("≥95%", "0", "结案率", ("≥95%", "0%"), ("Q121",)),
        ("0%", "0.9", "超支率", ("0%", "90%"), ("Q121",)),
        ("≤60%", "3", "超支率", ("≤60%", "3%"), ("Q121",)),
        ("0-5", "3%", "超支率", ("0%~5%", "3%"), ("Q121",)),  # the larger end says what both are
        ("200", "100", "增长率", ("200%", "100%"), ()),
        ("201", "100", "增长率", ("201", "100"), ()),  # so many percent are no rate
        ("100", "100", "结案率", ("100%", "100%"), ()),
        ("100", "95", "居民满意度（抽样）", ("100%", "95%"), ()),
        ("100", "95", "居民议事", ("100", "95"), ()),
        ("95%-100%", "97", "结案率", ("95%~100%", "97%"), ("Q121",)),
        ("≥90分", "92分", "居民满意度", ("≥90分", "92分"), ()),
    ],
)
def test_a_rate_that_lost_its_sign_is_found_by_the_other_side_or_by_the_name(
    target: str, actual: str, name: str, both: tuple[str, str], codes: tuple[str, ...]
) -> None:
    assert sides(target, actual, name=name) == (*both, codes, True)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("1260次", "1260人次"),
        ("90小时", "20人"),
        ("≥90%", "24694人"),
        ("50万元", "50人"),
        ("每季度2次", "3次"),
        ("每季度2次", "5次"),
        ("每月2次", "6次"),  # of twelve months nobody knows
        ("90小时/人", "1800小时"),
        ("30个", "300人"),
        ("90小时/人", "44小时"),
        ("90小时/人", "90小时/户"),
        ("5万场", "5次"),
        ("1260次", "35万元"),
        ("每月2次", "24人次"),
        ("3吨", "20人"),
        ("20人", "3吨"),
        ("50元", "48元/人"),
        ("每月36节", "34课时"),
        ("每月2次", "每季度24次"),
        ("≤5工作日", "6天"),
        ("≤2个月", "57天"),
        ("5分", "98分"),  # out of 5 and out of 100
        ("4次", "每季度2次"),  # in a quarter or in the year
        ("2次", "每月3次"),
    ],
)
def test_units_of_different_things_are_not_compared(target: str, actual: str) -> None:
    _, _, codes, comparable = sides(target, actual)
    assert (codes, comparable) == (("Q123",), False)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("每月10次", "30"),
        ("每季度2次", "4"),
        ("5百人", "50"),
        ("每月4次", "14"),
        ("每半年1次", "1"),
        ("每月2次", "2次"),
        ("每季度2次", "2次"),
        ("每两个月2次", "2次"),  # in each of them, or in the year
    ],
)
def test_a_bare_figure_with_two_readings_is_not_judged(target: str, actual: str) -> None:
    _, _, codes, comparable = sides(target, actual)
    assert (codes, comparable) == (("Q127",), False)


def test_people_counted_under_the_name_of_a_rate_are_said() -> None:
    assert sides("24694人", "22584人", name="家庭医生签约率") == ("24694人", "22584人", ("Q125",), True)


@pytest.mark.parametrize(
    ("target", "actual", "name", "comparable"),
    [
        ("24小时", "1天", "投诉响应时间", True),  # time that passes
        ("24小时", "1天", "志愿服务时长", False),  # a day of service has fewer hours
        ("30秒", "0.4分钟", "来电等待时间", True),
        ("4个", "4本", "优秀案例", False),  # four copies of one
        ("4个", "4本", "案例汇编", True),
        ("36节", "34课时", "公益课", True),
        ("8家", "8所", "幸福院", True),
        ("20场", "20届", "活动", False),
        ("35人/天", "38人", "助餐人数", True),
        ("50元", "48元/人", "人均餐费", True),
        ("50元", "48元/人", "餐费", False),  # of all, or of each
        ("50元/人", "48元", "餐费", True),
        ("35次/天", "38次", "助餐", False),  # in a year, perhaps
        ("日均35次", "38次", "日均助餐次数", True),
        ("35人/天", "600人", "助餐人数", False),
        ("8人/月", "9人", "助餐人数", False),
    ],
)
def test_the_name_says_what_a_unit_may_stand_for(target: str, actual: str, name: str, comparable: bool) -> None:
    assert sides(target, actual, name=name)[3] is comparable


@pytest.mark.parametrize(
    "target", [Quantity("date", "9月前"), Quantity("rate", "90%", number=Decimal("0.9"), unit="%")]
)
def test_beside_words_and_dates_both_sides_pass_through_as_they_are(target: Quantity) -> None:
    actual = Quantity("grade", "达标", word="达标")
    assert reconcile(target, actual, "", "结案率") == (target, actual, target.unit, (), True)
    assert reconcile(target, actual, "次", "结案率").unit == (target.unit or "次")


@pytest.mark.parametrize(
    ("target", "actual", "kinds"),
    [("90%", "95", ("rate", "rate")), ("90", "95%", ("rate", "rate")), ("95-100", "97", ("range", "rate"))],
)
def test_a_figure_that_lost_its_sign_is_a_rate_and_a_range_stays_one(
    target: str, actual: str, kinds: tuple[str, str]
) -> None:
    found = reconcile(
        read_quantity(Cell(target), role="target"), read_quantity(Cell(actual), role="actual"), "", "结案率"
    )
    assert (found.target.kind, found.actual.kind) == kinds


@pytest.mark.parametrize(
    "code", ["Q120", "Q121", "Q122", "Q123", "Q124", "Q125", "Q126", "Q127", "Q128", "Q129", "Q132"]
)
def test_every_message_about_units_names_the_row_and_both_sides(code: str) -> None:
    found = finding(code, "绩效指标", "J5", name="个案辅导", target="68个", actual="70次", unit="个", either="")
    assert all(figure in found.message for figure in ("个案辅导", "68个", "70次"))


figures = st.decimals(min_value=0, max_value=10**6, places=2)
units = st.sampled_from(
    ["", "个", "次", "人次", "万人次", "元", "万元", "万", "亿元", "h", "分钟", "小时/人", "%", "分"]
)


@given(figures, figures, units, units, units, st.sampled_from(["个案", "结案率"]))
def test_reconciling_never_raises_and_never_turns_the_comparison_round(
    target: Decimal, actual: Decimal, left: str, right: str, column: str, name: str
) -> None:
    first = Quantity("rate" if left == "%" else "number", number=target, unit=left)
    second = Quantity("rate" if right == "%" else "number", number=actual, unit=right)
    common = reconcile(first, second, column, name)
    if left == right and common.comparable and "Q121" not in common.codes:
        assert common.target.number is not None
        assert common.actual.number is not None
        assert (common.target.number < common.actual.number) == (target < actual)


@pytest.mark.parametrize(
    ("unit", "normal"),
    [
        *(("小时", "h"), ("H", "h"), ("万小时", "万h"), ("㎡", "平方米"), ("人 次", "人次"), ("千克", "公斤")),
        *(("元/人*月", "元/人/月"), ("元/月·人", "元/人/月"), ("元每人每月", "元/人/月")),
        *(("百分比", "%"), ("％", "%"), ("", ""), ("/", "")),
    ],
)
def test_one_unit_has_one_spelling(unit: str, normal: str) -> None:
    assert normal_unit(unit) == normal


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("元", 1), ("万元", 10**4), ("亿元", 10**8), ("千元", 1000), ("百万元", 10**6), ("人民币元", 1)],
)
def test_money_has_a_factor(unit: str, yuan: int) -> None:
    assert money_factor(unit) == yuan


@pytest.mark.parametrize("unit", ["万", "元/人", "人次", "", "%"])
def test_what_is_no_plain_money_has_none(unit: str) -> None:
    assert money_factor(unit) is None


def test_a_scale_is_parted_from_its_unit_but_not_from_a_unit_that_starts_like_one() -> None:
    assert [split_scale(unit) for unit in ("万人次", "万", "场", "百分点", "千瓦时")] == [
        (10_000, "人次"),
        (10_000, ""),
        (1, "场"),
        (1, "百分点"),
        (1, "千瓦时"),
    ]


@pytest.mark.parametrize("name", ["结案率", "服务对象满意度", "社区覆盖率（22个社区）", "专业人员占比"])
def test_names_of_rates_are_known(name: str) -> None:
    assert is_rate_name(name)


@pytest.mark.parametrize("name", ["个案辅导", "率先完成的活动", "满意度调查次数", "开展次数", "督导频率"])
def test_other_names_are_not(name: str) -> None:
    assert not is_rate_name(name)


@pytest.mark.parametrize("actual", ["1.5分", "2分", "10分"])
def test_a_mark_out_of_few_points_is_no_rate(actual: str) -> None:
    assert sides("≥90%", actual, name="居民满意度")[2:] == (("Q123",), False)


@pytest.mark.parametrize(("target", "actual"), [("≤1%", "0.316"), ("≤10%", "0.317")])
def test_a_rate_that_is_not_ten_times_nearer_in_one_reading_is_open(target: str, actual: str) -> None:
    assert sides(target, actual, name="超支率")[2:] == (("Q128",), False)


@pytest.mark.parametrize(
    ("target", "actual", "comparable"),
    [
        ("10分", "80分", False),  # eight times as much, from which on it is another scale
        ("10分", "79分", True),
        ("1分", "98分", False),
        ("1分", "10分", True),  # both of few points
        ("11分", "98分", True),
        ("0分", "98分", True),
        ("0.5分", "98分", False),
    ],
)
def test_marks_out_of_ten_and_out_of_a_hundred_are_two_scales(target: str, actual: str, *, comparable: bool) -> None:
    assert sides(target, actual)[3] is comparable


def test_a_limit_for_each_quarter_is_not_kept_by_what_may_be_of_the_year() -> None:
    limit = Quantity("number", "每季度不超过2次", "≤", Decimal(2), "次/季度")
    done = Quantity("number", "全年9次", number=Decimal(9), unit="次")
    assert not reconcile(limit, done, "", "投诉").comparable


def test_a_rate_whose_reading_the_other_side_settled_is_not_asked_about_again() -> None:
    sure = Quantity("rate", "95%", number=Decimal("0.95"), unit="%")
    doubtful = Quantity("rate", "0.97", number=Decimal("0.97"), unit="%", either=True)
    assert not reconcile(sure, doubtful, "", "结案率").actual.either


@pytest.mark.parametrize(("target", "code"), [("8人/月", "Q126"), ("9人/月", "Q123")])
def test_the_same_figure_of_a_short_period_and_of_none_is_of_one_size(target: str, code: str) -> None:
    assert sides(target, "8人", name="助餐人数")[2] == (code,)


def test_what_counts_another_thing_is_told_in_the_unit_of_the_column() -> None:
    assert reconcile(number(13), number(13, "人"), "场", "培训场次").unit == "场"
    assert reconcile(number(13, "场"), number(13, "人"), "", "培训场次").unit == "场"

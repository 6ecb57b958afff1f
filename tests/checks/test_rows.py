"""绩效指标 row by row, and items against each other."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    blank,
    heading,
    indicator,
    information,
    ledger,
    moment,
    number,
    rate,
    several,
    submission,
    text,
    unnumbered,
    word,
)
from station import NO_HOURS, entry, message, texts, told

from workbook_tools.basis.operators import Operator
from workbook_tools.model import Indicator, Quantity, Submission

YEAR = {"service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31)}


def sheet(*rows: Indicator, **others: object) -> Submission:
    return submission(rows, about=information(**YEAR), headings=[heading("产出指标", 90)], **others)


def codes(*rows: Indicator, families: tuple[str, ...] = ("R06", "R07"), **others: object) -> list[str]:
    return [code for code, _ in told(sheet(*rows, **others), *families)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(10, 10), (20, 20), (30, 30), (40, 41)], ["R063"]),
        ([(10, 10), (20, 20), (30, 30), (40, 41), (50, 51), (60, 61)], ["R063"]),
        ([(10, 10), (20, 20), (30, 30), (40, 41), (50, 51), (60, 61), (70, 72)], []),
        ([(10, 10), (20, 20)], []),
    ],
)
def test_half_of_the_actuals_repeating_their_targets_is_odd(pairs: list[tuple[int, int]], expected: list[str]) -> None:
    rows = [indicator(f"服务{n}", number(t, "次"), number(a, "次")) for n, (t, a) in enumerate(pairs)]
    assert codes(*rows) == expected


def test_open_rows_that_repeat_their_targets_are_not_counted() -> None:
    """20小时 against 20场 is no count that was copied: it cannot be judged at all."""
    rows = [indicator(f"服务{n}", number(n, "场"), number(n, "小时")) for n in (10, 20, 30)]
    assert codes(*rows) == []
    scored = [indicator(f"活动{n}", number(n, "场"), number(n, "场")) for n in (10, 20, 30)]
    assert codes(*rows, *scored) == ["R063"]


def test_what_the_ledger_says_is_no_figure_that_was_copied() -> None:
    """实际完成值 left blank: the ledger comes to the promised figures by itself."""
    rows = [indicator(f"服务{n}", number(n, "次"), blank(), unit="次") for n in (10, 20, 30)]
    entries = [entry(date(2023, 3, n // 2), f"服务{n}", n, "甲", **NO_HOURS) for n in (10, 20, 30)]
    assert told(sheet(*rows)._replace(ledger=ledger(*entries)), "R063") == []


def test_counts_that_repeat_their_targets_are_told_at_the_first_by_their_own_names() -> None:
    pairs = [(9, 10), (10, 10), (20, 20), (30, 30)]
    rows = [indicator("服务", number(t, "次"), number(a, "次"), item=f"第{t}项") for t, a in pairs]
    assert told(sheet(*rows), "R063") == [("R063", "J5")]
    assert "（第10项、第20项、第30项）" in message(sheet(*rows), "R063")


def test_an_item_that_stands_twice_is_told_where_the_item_stands() -> None:
    rows = [indicator("服务", number(9, "个"), number(10, "个"), item="个案") for _ in range(2)]
    assert told(sheet(*rows), "R066") == [("R066", "E5")]


def test_rates_of_a_hundred_are_no_repeats() -> None:
    rows = [indicator(f"建档率{n}", rate(100), rate(100)) for n in range(6)]
    assert codes(*rows) == []


@pytest.mark.parametrize(
    ("name", "operator", "unit", "expected"),
    [
        ("精品村建设数量", "≤", "个", True),
        ("服务人数", "<", "人", True),
        ("满意度", "≤", "%", True),
        ("投诉起数", "≥", "起", True),
        ("投诉起数", "≤", "起", False),
        ("投诉处理率", "≥", "%", False),
        ("入户探访", "≤", "次", True),
        ("违规起数", "≤", "起", False),
        ("培训成本", "≤", "元/人", False),
        ("服务人数", "≥", "人", False),
        ("平均响应时间", "≤", "小时", False),
        ("培训人数", "", "人", False),
    ],
)
def test_an_operator_fits_what_the_row_is_about(name: str, operator: Operator, unit: str, expected: bool) -> None:
    target = rate(90, operator) if unit == "%" else number(10, unit, operator)
    actual = rate(90) if unit == "%" else number(10, unit)
    assert (codes(indicator(name, target, actual), families=("R061",)) == ["R061"]) is expected


@pytest.mark.parametrize(
    ("name", "target", "actual", "expected"),
    [
        ("活动", number(0, "场"), number(5, "场"), True),
        ("活动", number(0, "场"), number(1, "场"), True),
        ("活动", number(0, "场", "≥"), number(5, "场"), True),
        ("活动", number(0, "场"), number(0, "场"), False),
        ("事故", number(0, "起"), number(1, "起"), False),  # better when smaller: not met, no division
        ("事故", number(0, "起", "≤"), number(1, "起"), False),
        ("活动", number(5, "场"), number(6, "场"), False),
        ("突发事件", number(0, "起"), number(2, "起"), False),
        ("突发事件", number(0), number(2, "起"), False),
    ],
)
def test_nothing_is_divided_by_a_target_of_zero(name: str, target: Quantity, actual: Quantity, expected: bool) -> None:
    assert (codes(indicator(name, target, actual), families=("R062",)) == ["R062"]) is expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((("服务", "个案"), ("服务", "个案")), ["R066"]),
        ((("服务", "个案"), ("服务", "小组")), []),
        ((("指标1：安全率", ""), ("指标2：安全率", "")), ["R066"]),
        ((("个 案", ""), ("个案", "")), ["R066"]),
        ((("个案", ""), ("小组", "")), []),
    ],
)
def test_the_same_indicator_stands_once(names: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    rows = [indicator(level3, number(9, "个"), number(10, "个"), item=item) for level3, item in names]
    assert codes(*rows) == expected


@pytest.mark.parametrize(
    ("target", "actual", "reason", "expected"),
    [
        (rate(90, "≥"), rate(95), "发放问卷200份", []),
        (rate(90, "≥"), rate(95), "", ["R068"]),
        (word("满意"), word("达成"), "", ["R067"]),
        (text("居民满意"), text("居民反映好"), "", ["R017"]),
    ],
)
def test_satisfaction_is_a_rate_with_a_sample(
    target: Quantity, actual: Quantity, reason: str, expected: list[str]
) -> None:
    row = indicator("居民满意度", target, actual, reason=reason)
    assert codes(row, families=("R06", "R017")) == expected


def test_a_sample_told_in_the_prose_will_do() -> None:
    row = indicator("居民满意度", rate(90, "≥"), rate(95))
    prose = texts(("实施情况", "满意度调查于2023年6月进行，回收问卷196份。"))
    assert codes(row, texts=prose) == []


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (moment(12, 2022), moment(11, 2022), []),
        (moment(12, 2022), moment(7, 2022), ["R069"]),
        (moment(8, 2022), moment(8, 2022), []),
        (moment(9, 2023), moment(7, 2023), ["R069"]),
        (moment(7, 2023, 31), moment(7, 2023, 31), []),
        (moment(12), moment(3), []),
        (moment(8, 2023, operator="<"), moment(7, 2023, 28), []),  # 2023年8月前 ends with July
        (moment(9, 2023, operator="<"), moment(7, 2023, 28), ["R069"]),
        (moment(8, 2023, operator="≤"), moment(7, 2023, 28), ["R069"]),  # 2023年8月底前
        (moment(1, 2023, operator="<"), moment(11, 2022), []),
        (moment(8, 2022, operator="<"), moment(8, 2022), []),  # a month touches the year with any of its days
    ],
)
def test_a_date_lies_in_the_service_year(target: Quantity, actual: Quantity, expected: list[str]) -> None:
    assert codes(indicator("验收时间", target, actual)) == expected


def test_rows_of_the_empty_form_are_told_in_one_hint() -> None:
    rows = [
        indicator("个案", number(9, "个"), number(10, "个")),
        *(indicator(t, blank(), blank()) for t in ("指标2：", "……")),
    ]
    assert told(sheet(*rows), "R") == [("R070", "D5")]
    assert "D5、D6" in message(sheet(*rows), "R070")


@pytest.mark.parametrize(
    ("name", "actual", "expected"),
    [("建档率", "101", ["R071"]), ("建档率", "100", []), ("任务完成率", "105", []), ("就业增长率", "120", [])],
)
def test_a_part_of_the_people_is_at_most_all_of_them(name: str, actual: str, expected: list[str]) -> None:
    assert codes(indicator(name, rate(90, "≥"), rate(actual), reason="已说明")) == expected


@pytest.mark.parametrize(("name", "expected"), [("活动", ["R072"]), ("能耗增长幅度", []), ("预算偏差", [])])
def test_fewer_than_none_is_no_count(name: str, expected: list[str]) -> None:
    assert codes(indicator(name, number(5, "场"), number(-3, "场"), reason="已说明"), families=("R072",)) == expected


# ---------------------------------------------------------------- items


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        (("个案", "小组"), ("个案", "小组"), []),
        (("个案辅导", "小组"), ("个案辅", "小组服务"), []),
        (("个案", "小组"), ("个案",), ["R064"]),
        (("个案", "小组"), ("个案", "讲座"), ["R065"]),
        (("个案", "小组"), ("小组", "个案"), []),
        (("志愿者培训", "小组"), ("志愿骨干", "小组"), []),  # one thing in other words
        (("志愿培训", "小组"), ("骨干培育", "小组"), ["R065"]),
        (("社区个案", "小组"), ("个案辅导", "小组"), []),
        (("个案辅导", "小组"), ("社区个案", "小组"), []),
        (("长者", "小组"), ("讲座", "小组"), ["R065"]),
    ],
)
def test_lists_answer_each_other_item_by_item(
    target: tuple[str, ...], actual: tuple[str, ...], expected: list[str]
) -> None:
    promised, done = (several(*((name, number(30, "个")) for name in names)) for names in (target, actual))
    assert codes(indicator("服务达标率", promised, done), families=("R064", "R065")) == expected


def test_rows_without_lists_and_lists_that_are_told_or_right_hide_none_behind_them() -> None:
    def listed(*names: str) -> Quantity:
        return several(*((name, number(30, "个")) for name in names))

    rows = [
        indicator("探访", number(30, "个"), number(30, "个")),
        indicator("甲", listed("个案", "小组"), listed("个案")),
        indicator("乙", listed("个案", "小组"), listed("小组", "个案")),
        indicator("丙", listed("个案", "小组"), listed("个案", "讲座")),
    ]
    assert told(sheet(*rows), "R064", "R065") == [("R064", "J5"), ("R065", "J7")]


def test_what_the_lists_have_is_told() -> None:
    target = several(("个案", number(68, "个")), ("小组", number(30, "个")))
    row = indicator("服务达标率", target, several(("个案", number(70, "个"))))
    assert "目标有2项（个案、小组），实际完成有1项（个案）" in message(sheet(row), "R064")


@pytest.mark.parametrize(
    ("part", "unit", "expected"),
    [("16", "人", []), ("20", "人", []), ("21", "人", ["R076"]), ("21", "人次", ["R077"])],
)
def test_a_part_fits_its_whole(part: str, unit: str, expected: list[str]) -> None:
    whole = indicator("受助人数", number(18, "人"), number(20, "人"))
    inner = indicator("其中：儿童", number(10, unit), number(part, unit), reason="已说明")
    assert codes(whole, inner, families=("R076", "R077")) == expected


def test_certified_staff_are_staff() -> None:
    staff = indicator("配备", number(20, "人"), number(20, "人"), item="工作人员")
    certified = indicator("配备", number(14, "人"), number(22, "人"), item="专业人员", reason="已说明")
    assert codes(staff, certified, families=("R076",)) == ["R076"]


@pytest.mark.parametrize(("total", "expected"), [("30184", []), ("30000", ["R078"])])
def test_direct_and_indirect_hours_are_all_hours(total: str, expected: list[str]) -> None:
    names = (("直接服务工时", "26880"), ("间接服务工时", "3304"), ("总服务工时", total))
    rows = [indicator(name, number(hours, "小时"), number(hours, "小时")) for name, hours in names]
    assert codes(*rows, families=("R078",)) == expected


def test_the_sum_of_the_hours_is_told_beside_the_total() -> None:
    names = (("直接服务工时", "26880"), ("间接服务工时", "3304"), ("总服务工时", "30000"))
    rows = [indicator(name, number(hours, "小时"), number(hours, "小时")) for name, hours in names]
    said = message(sheet(*rows), "R078")
    assert "直接工时26880小时加间接工时3304小时是30184小时，总工时写的是30000小时" in said


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        (
            indicator("服务人数", number(10, "人", "<"), number(10, "人")), "R061",
            "“服务人数”的目标写的是“<10人”，运算符“<”与含义相反，按名称应为“≥”",
        ),
        (indicator("活动", number(0, "场"), number(5, "场")), "R062", "“活动”的目标是0场，实际是5场"),
        (indicator("居民满意度", word("满意"), word("达成")), "R067", "没有用比率衡量：目标是“满意”，实际是“达成”"),
        (
            indicator("验收时间", moment(9, 2023), moment(7, 2023)), "R069",
            "“验收时间”的日期（2023年9月）不在服务年度2022-08-01至2023-07-31之内",
        ),
        (indicator("建档率", rate(90, "≥"), rate(101), reason="已说明"), "R071", "“建档率”写的是101%"),
        (indicator("活动", number(5, "场"), number(-3, "场"), reason="已说明"), "R072", "“活动”的数值是-3"),
    ],
)  # fmt: skip
def test_what_a_row_cannot_be_is_told_with_its_figures(row: Indicator, code: str, sentence: str) -> None:
    assert sentence in message(sheet(row), code)


def test_what_rows_repeat_is_told_with_both_places() -> None:
    rows = [indicator("个案", number(9, "个"), number(10, "个")) for _ in range(2)]
    assert "“个案”出现了两次，第一次在D4（目标9个），这里的目标是9个" in message(sheet(*rows), "R066")
    same = [indicator(f"服务{n}", number(n, "次"), number(n, "次")) for n in (10, 20, 30)]
    assert "3个数量指标里有3个的实际完成值与目标一字不差（服务10、服务20、服务30）" in message(sheet(*same), "R063")
    lists = (("个案", "小组"), ("个案", "讲座"))
    promised, done = (several(*((name, number(30, "个")) for name in names)) for names in lists)
    assert "第2项“小组”对“讲座”" in message(sheet(indicator("服务达标率", promised, done)), "R065")
    plain = [unnumbered(*((name, number(30, "个")) for name in names)) for names in lists]
    assert "第2项“小组”对“讲座”" in message(sheet(indicator("服务达标率", *plain)), "R065")
    numbered = [
        side._replace(items=tuple(item._replace(number=at) for at, item in zip((3, 7), side.items, strict=True)))
        for side in (promised, done)
    ]
    assert "第7项“小组”对“讲座”" in message(sheet(indicator("服务达标率", *numbered)), "R065")


def hours(*rows: tuple[str, int | None, int | None]) -> list[tuple[str, str]]:
    """R078 of rows of hours: name, target and actual."""
    every = [
        indicator(
            name,
            text("按需") if target is None else number(target, "小时"),
            blank() if actual is None else number(actual, "小时"),
        )
        for name, target, actual in rows
    ]
    return told(sheet(*every), "R078")


DIRECT, INDIRECT = ("直接服务工时", 80, 90), ("间接服务工时", 20, 10)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([("总服务工时", 100, 100)], []),
        ([("总服务工时", 100, 101)], [("R078", "J6")]),
        ([("总服务工时", 101, 100)], [("R078", "G6")]),
        ([("总服务工时", 101, 101)], [("R078", "J6")]),  # once
        ([("总服务工时", 101, None)], [("R078", "G6")]),
        ([("总服务工时", None, 100)], []),
        ([("培训时数", 7, 7), ("总服务工时", 100, 101)], [("R078", "J7")]),  # hours of something else
        ([("继续教育时数", 7, 7), ("志愿服务时数", 7, 7), ("总服务工时", 100, 101)], [("R078", "J8")]),
        ([("总服务工时", 100, 101), ("年服务时数", 100, 101)], []),  # which of them
        ([("直接服务时数", 1, 1), ("总服务工时", 100, 101)], []),
        ([("直接和间接服务工时", 100, 101)], []),
    ],
)
def test_hours_add_up_where_each_kind_stands_once(
    others: list[tuple[str, int | None, int | None]], expected: list[tuple[str, str]]
) -> None:
    assert hours(DIRECT, INDIRECT, *others) == expected


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [  # (name, target, actual)
        (("受助人数", 18, 20), ("其中：儿童", 19, 20), []),  # what was done decides
        (("受助人数", 18, 20), ("其中：儿童", 19, None), [("R076", "G5")]),
        (("受助人数", 18, 20), ("其中：儿童", 18, None), []),
        (("受助人数", 18, 20), ("★其中：儿童", 18, 21), [("R076", "J5")]),
        (("受助人数", 18, None), ("其中：儿童", 10, 21), []),
        (("受助人数", 18, 20), ("儿童（其中）", 10, 21), []),
        (("★受助人数", 18, 20), ("（其中：儿童）", 10, 21), [("R076", "J5")]),
    ],
)
def test_a_part_is_held_against_what_was_done_else_against_what_was_promised(
    whole: tuple[str, int, int | None], part: tuple[str, int, int | None], expected: list[tuple[str, str]]
) -> None:
    rows = [
        indicator(name, number(target, "人"), blank() if actual is None else number(actual, "人"), reason="已说明")
        for name, target, actual in (whole, part)
    ]
    assert told(sheet(*rows), "R076") == expected


def test_parts_are_of_the_last_row_above_that_is_none_and_of_its_level() -> None:
    first = indicator("受助人数", number(50, "人"), number(50, "人"))
    second = indicator("参与人数", number(20, "人"), number(20, "人"))
    inner = [
        indicator(f"其中：{name}", number(5, "人"), number(30, "人"), reason="已说明") for name in ("儿童", "长者")
    ]
    assert told(sheet(first, second, *inner), "R076") == [("R076", "J6"), ("R076", "J7")]
    assert told(sheet(second, first, *inner), "R076") == []
    elsewhere = indicator("其中：儿童", number(5, "人"), number(30, "人"), level1="效益指标", reason="已说明")
    assert told(sheet(second, elsewhere), "R076") == []
    assert told(sheet(*inner), "R076") == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("工作人员", "专业人员"), True),
        (("专业人员", "工作人员"), True),
        (("工作人员", "志愿者"), False),
        (("工作人员", "员工", "专业人员"), False),  # of which of them
        (("工作人员", "专业人员", "持证人员"), False),
    ],
)
def test_certified_staff_are_staff_where_each_stands_once_in_its_indicator(
    names: tuple[str, ...], expected: bool
) -> None:
    counts = {"专业人员": 22, "持证人员": 23, "志愿者": 24}
    rows = [
        indicator("配备", number(14, "人"), number(counts.get(name, 20), "人"), item=name, reason="已说明")
        for name in names
    ]
    assert (codes(*rows, families=("R076",)) == ["R076"]) is expected
    apart = [indicator(name, number(14, "人"), number(counts.get(name, 20), "人"), reason="已说明") for name in names]
    assert codes(*apart, families=("R076",)) == []


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("满意度调查" + "，" * 30 + "回收问卷196份。", []),
        ("满意度调查" + "，" * 80 + "回收问卷196份。", ["R068"]),  # too far away to be of it
        ("回收问卷196份。", ["R068"]),
        ("居民满意。", ["R068"]),
    ],
)
def test_a_sample_in_the_prose_stands_near_the_satisfaction(prose: str, expected: list[str]) -> None:
    row = indicator("居民满意度", rate(90, "≥"), rate(95))
    assert codes(row, texts=texts(("实施情况", prose))) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (moment(8, 2022, 1), []),
        (moment(7, 2022, 31), ["R069"]),
        (moment(8, 2023, 1), ["R069"]),
        (moment(8, 2022), []),
        (moment(8, 2023), ["R069"]),
    ],
)
def test_the_first_and_the_last_day_of_the_year_belong_to_it(when: Quantity, expected: list[str]) -> None:
    assert codes(indicator("验收时间", moment(12, 2022), when), families=("R069",)) == expected


def test_a_service_year_of_one_day_has_days_outside_it() -> None:
    row = indicator("验收时间", moment(12, 2022), moment(7, 2022))
    about = information(service_start=date(2022, 12, 1), service_end=date(2022, 12, 1))
    assert ("R069", "J4") in told(submission([row], about=about), "R069")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (moment(8, 2022, 15), []),
        (moment(8, 2022, 14), ["R069"]),  # in the month, and before the year
        (moment(8, 2023, 14), []),
        (moment(8, 2023, 15), ["R069"]),
        (moment(8, 2022), []),
        (moment(8, 2023), []),
    ],
)
def test_a_year_that_begins_within_a_month_parts_its_days(when: Quantity, expected: list[str]) -> None:
    about = information(service_start=date(2022, 8, 15), service_end=date(2023, 8, 14))
    row = indicator("验收时间", moment(12, 2022), when)
    assert [code for code, _ in told(submission([row], about=about), "R069")] == expected


@pytest.mark.parametrize(
    ("before", "row", "code", "cell"),
    [
        (
            indicator("突发事件", number(0, "起"), number(2, "起")),
            ("活动", number(0, "场"), number(5, "场")),
            "R062",
            "G5",
        ),
        (indicator("探访", number(5, "次"), number(5, "次")), ("活动", number(0, "场"), number(5, "场")), "R062", "G5"),
        (indicator("居民满意度", blank(), word("达成")), ("购买方满意度", word("满意"), word("达成")), "R067", "J5"),
        (
            indicator("验收时间", moment(9, 2022), moment(9, 2022)),
            ("开工", moment(9, 2023), moment(9, 2022)),
            "R069",
            "G5",
        ),
    ],
)
def test_a_row_that_is_right_hides_none_behind_it(
    before: Indicator, row: tuple[str, Quantity, Quantity], code: str, cell: str
) -> None:
    assert told(sheet(before, indicator(*row)), code) == [(code, cell)]


def test_a_row_without_a_name_hides_none_that_stands_twice() -> None:
    rows = [indicator(name, number(9, "个"), number(10, "个")) for name in ("", "个案", "个案")]
    assert told(sheet(*rows), "R066") == [("R066", "D6")]


@pytest.mark.parametrize(
    ("target", "actual", "item", "code"),
    [
        (number(10, "人", "<"), number(10, "人"), "服务人数", "R061"),
        (number(0, "场"), number(5, "场"), "活动", "R062"),
        (word("满意"), word("达成"), "居民满意度", "R067"),
        (moment(9, 2023), moment(7, 2023), "验收时间", "R069"),
        (rate(90, "≥"), rate(101), "建档率", "R071"),
        (number(5, "场"), number(-3, "场"), "活动", "R072"),
    ],
)
def test_an_item_is_called_by_its_own_name(target: Quantity, actual: Quantity, item: str, code: str) -> None:
    row = indicator("服务情况", target, actual, item=item, reason="已说明")
    assert f"“{item}”" in message(sheet(row), code)

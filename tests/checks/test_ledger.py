"""服务台账: one finding for each kind of trouble, with rows to go to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import LEDGER, heading, indicator, information, ledger, number, several, submission
from station import entry, findings_of, message, scheme, told

from workbook_tools.checks import ledger as checks_of_the_ledger
from workbook_tools.evaluation import evaluate
from workbook_tools.model import Quantity, Submission
from workbook_tools.reading.joined_ledger import join

DAY = date(2022, 9, 1)
ABOUT = {"service_start": date(2022, 8, 1), "service_end": date(2023, 7, 31)}


def sheet(*entries: dict[str, object], actual: int = 10) -> Submission:
    rows = [
        indicator("服务", number(10, "个"), number(actual, "个"), item="个案"),
        indicator("服务", number(10, "场"), number(10, "场"), item="社区活动"),
    ]
    return submission(rows, about=information(**ABOUT), headings=[heading("产出指标", 90)], ledger=ledger(*entries))


def codes(*entries: dict[str, object]) -> list[tuple[str, str]]:
    return told(sheet(*entries), "L")


ALL = entry(DAY, "个案", 10, "甲")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (entry(DAY, "个案", 0, "乙"), []),
        (entry(date(2022, 7, 31), "个案", 0, "乙"), [("L001", "A3")]),
        (entry(date(2023, 7, 31), "个案", 0, "乙"), []),
        (entry(date(2023, 8, 1), "个案", 0, "乙"), [("L001", "A3")]),
        (entry(DAY, "个按", 0, "乙"), [("L002", "E3")]),
        (entry(DAY, "服务", 0, "乙"), [("L010", "E3")]),  # of which row?
        (entry(DAY, "服务·社区活动", 10, "乙"), []),
        (entry(DAY, "社 区活动", 10, "乙"), []),
        (entry(DAY, "", 0, "乙"), [("L008", "E3")]),
        (entry(None, "个案", 0, "乙"), [("L009", "A3")]),
        (entry(DAY, "个案", -1, "乙"), [("L005", "J4"), ("L006", "F3")]),
        (entry(DAY, "个案", 0, "乙", persons=-1.0), [("L006", "G3")]),
        (entry(DAY, "个案", 0, "甲", direct=22.5), [("L007", "H2")]),
        (entry(DAY, "个案", 0, "甲", direct=20.5), [("L007", "H2")]),  # with 2 + 1 and 1 more: 24.5
        (entry(DAY, "个案", 0, "甲", direct=20.0), []),
        (entry(DAY, "个案", 0, "", direct=26.0), [("L012", "C3")]),  # of nobody
        (entry(None, "个案", 0, "甲", direct=26.0), [("L009", "A3")]),
        (entry(DAY, "个案", 0, "乙", direct=22.5), []),
        (entry(DAY, "个案", 1, "乙"), [("L005", "J4")]),
    ],
)
def test_an_entry_is_what_it_should_be(other: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert sorted(codes(ALL, other)) == sorted(expected)


def test_the_same_entry_twice_is_told_with_both_rows() -> None:
    workbook = sheet(entry(DAY, "个案", 5, "甲"), entry(DAY, "个案", 5, "甲"))
    assert told(workbook, "L") == [("L003", "A3")]
    assert "第3行与第2行" in message(workbook, "L003")


def test_entries_of_other_years_are_counted_once_with_their_span() -> None:
    own = [entry(DAY, "社区活动", 0, worker) for worker in "甲乙"]
    workbook = sheet(*own, ALL, *(entry(date(2021, month, 1), "个案", 0, "乙") for month in (3, 4, 5)))
    told_dates = message(workbook, "L001")
    assert "有3条记录" in told_dates
    assert "最早2021-03-01，最晚2021-05-01；第5、6、7行" in told_dates


def test_a_near_name_is_suggested_and_never_taken() -> None:
    workbook = sheet(ALL, entry(DAY, "社区活动日", 10, "乙"))
    assert "“社区活动日”（是否“社区活动”？）" in message(workbook, "L002")
    assert "合唱”（是否" not in message(sheet(ALL, entry(DAY, "合唱", 1, "乙")), "L002")


def test_cells_that_cannot_be_read_are_told_once_a_column() -> None:
    workbook = sheet(ALL)
    assert workbook.ledger is not None
    cells = ((2, "count", "若干"), (3, "count", "多次"), (4, "date", "上周"))
    unreadable = workbook._replace(ledger=replace(workbook.ledger, unreadable=cells))
    assert told(unreadable, "L004") == [("L004", "F2"), ("L004", "A4")]


def test_an_entry_of_another_workbook_is_told_with_its_workbook() -> None:
    workbook = sheet(ALL)
    other = replace(ledger(entry(date(2021, 9, 1), "个案", 0, "乙")), table=LEDGER._replace(sheet="服务台账"))
    joined = join(workbook, [("[9月.xlsx]服务台账", other)])
    found = [each for each in findings_of(joined) if each.code == "L001"]
    assert [(each.sheet, each.cell) for each in found] == [("[9月.xlsx]服务台账", "A2")]
    assert "第[9月.xlsx]2行" in found[0].message


def test_long_lists_of_rows_are_cut() -> None:
    workbook = sheet(ALL, *(entry(date(2021, 1, 1), "个案", 0, f"社工{n}") for n in range(30)))
    assert "第3、4、5、6、7、8、9、10等行" in message(workbook, "L011")


def test_a_ledger_that_is_mostly_of_another_year_is_told_as_such() -> None:
    old = [entry(date(2021, month, 1), "社区活动", 1, "乙") for month in range(1, 11)]
    even = sheet(*old, *(entry(date(2022, 9, place), "个案", 1, "甲") for place in range(1, 11)))
    assert told(even, "L001", "L011") == [("L001", "A2")]
    mostly = sheet(*old, *(entry(date(2022, 9, place), "个案", 10 / 9, "甲") for place in range(1, 10)))
    assert told(mostly, "L001", "L011") == [("L011", "A2")]
    assert "有日期的19条记录中，10条不在服务年度2022-08-01至2023-07-31之内（最早2021-01-01" in message(mostly, "L011")


def test_the_rest_of_a_ledger_of_another_year_is_computed_all_the_same() -> None:
    workbook = sheet(*(entry(date(2019, 9, day), "个案", 1, "甲") for day in range(1, 11)))
    row = evaluate(workbook, scheme()).rows[0]
    assert (row.ledger_value, told(workbook, "L")) == (10, [("L011", "A2")])


def test_entries_without_a_worker_are_told_where_others_have_one() -> None:
    assert told(sheet(entry(DAY, "个案", 10, "")), "L") == []
    workbook = sheet(ALL, entry(DAY, "个案", 0, ""), entry(DAY, "社区活动", 10, ""))
    assert told(workbook, "L") == [("L012", "C3")]
    assert "有2条记录没有填写社工（第3、4行）" in message(workbook, "L012")


def test_hours_that_are_not_those_of_the_ledger_are_told_with_both_figures_and_their_source() -> None:
    rows = [indicator("年服务时数", number(30184, "小时"), number(30184, "小时"), unit="小时")]
    log = ledger({"date": DAY, "indicator": "", "direct": 26880.0, "indirect": 3304.5})
    found = message(submission(rows, about=information(**ABOUT), ledger=log), "L005")
    assert found == (
        "“年服务时数”填报的实际完成值是30184小时，台账全部 1 条记录不分对应指标的直接工时 26880＋间接工时 3304.5"
        "加起来是30184.5小时，相差0.5小时。"
    )


@pytest.mark.parametrize(
    ("unit", "actual", "logged", "said"),
    [
        ("万人次", number("1.5", "万人次"), 15000.0, []),
        ("万人次", number(15000, "人次"), 15000.0, []),
        ("万人次", number("1.5", "万人次"), 15001.0, ["相差0.0001万人次"]),
        ("万元", number(35, "万元"), 35.0, []),
        ("万元", number(35, "万元"), 350000.0, []),
        ("万元", number(350000, "元"), 35.0, []),
        ("万元", number(35, "万元"), 36.0, ["相差1万元"]),
        ("万", number(35, "万"), 36.0, ["相差1万"]),
    ],
)
def test_declared_and_counted_are_compared_in_one_unit(
    unit: str, actual: Quantity, logged: float, said: list[str]
) -> None:
    rows = [indicator("资源链接", number(50, unit), actual, unit=unit)]
    log = ledger({"date": DAY, "indicator": "资源链接", "count": logged})
    found = findings_of(submission(rows, about=information(**ABOUT), ledger=log))
    messages = [each.message for each in found if each.code == "L005"]
    assert len(messages) == len(said)
    assert all(words in text for words, text in zip(said, messages, strict=True))


def test_items_of_a_list_are_compared_with_the_ledger_too() -> None:
    target = several(("个案", number(10, "个")), ("小组", number(4, "个")))
    actual = several(("个案", number(10, "个")), ("小组", number(5, "个")))
    log = ledger(entry(DAY, "个案", 10, "甲"), entry(DAY, "小组（4个）", 4, "甲"))
    workbook = submission([indicator("服务", target, actual)], about=information(**ABOUT), ledger=log)
    assert told(workbook, "L") == [("L005", "J4")]
    assert "“小组”填报的实际完成值是5个，台账加起来是4个，相差1个" in message(workbook, "L005")


def test_rows_that_fall_behind_are_a_hint_before_the_years_end_only() -> None:
    workbook = sheet(entry(DAY, "个案", 1, "甲"), entry(DAY, "社区活动", 10, "甲"))
    on = workbook._replace(information=workbook.information._replace(prepared_on=date(2023, 1, 30)))
    assert told(on, "L013") == [("L013", "J4")]
    assert "截至2023-01-30服务年度已过50.14%，按现有进度有1项需要关注：个案（滞后，推算年末19.95%）" in message(
        on, "L013"
    )
    assert told(workbook, "L013") == []


def test_entries_of_days_to_come_are_a_hint() -> None:
    workbook = sheet(ALL, entry(date(2023, 3, 1), "社区活动", 10, "甲"), entry(date(2023, 8, 1), "社区活动", 0, "乙"))
    on = workbook._replace(information=workbook.information._replace(prepared_on=date(2023, 1, 30)))
    assert told(on, "L014") == [("L014", "A3")]
    assert "有1条记录的日期晚于2023-01-30" in message(on, "L014")
    assert told(workbook, "L014") == []
    today = sheet(ALL, entry(date(2023, 1, 30), "个案", 0, "乙"), entry(date(2023, 3, 1), "社区活动", 10, "甲"))
    of_the_day = today._replace(information=on.information)
    assert told(of_the_day, "L014") == [("L014", "A4")]  # what is of the day itself has come


@pytest.mark.parametrize(("count", "end"), [(8, "10行"), (9, "10等行")])
def test_of_many_entries_of_days_to_come_eight_are_named(count: int, end: str) -> None:
    later = (entry(date(2023, 3, 1), "社区活动", place, "甲") for place in range(count))
    workbook = sheet(ALL, *later)
    on = workbook._replace(information=workbook.information._replace(prepared_on=date(2023, 1, 30)))
    said = message(on, "L014")
    assert f"有{count}条记录" in said
    assert f"9、{end}）" in said


def test_a_name_for_rows_of_hours_needs_no_row_of_its_own() -> None:
    rows = [
        indicator("总服务工时", number(2, "小时"), number(2, "小时"), item="直接"),
        indicator("总服务工时", number(1, "小时"), number(1, "小时"), item="间接"),
    ]
    log = ledger(entry(DAY, "总服务工时", None, "甲"))
    assert told(submission(rows, about=information(**ABOUT), ledger=log), "L") == []


def test_a_ledger_of_another_year_altogether_has_no_doubles() -> None:
    assert told(submission(about=information(**ABOUT)), "L") == []


@pytest.mark.parametrize(
    ("other", "code", "sentence"),
    [
        (entry(date(2022, 7, 31), "个案", 0, "乙"), "L001", "（最早2022-07-31，最晚2022-07-31；第3行）"),
        (entry(DAY, "个按", 0, "乙"), "L002", "有1条记录的对应指标在绩效指标表里找不到，共1个名称：“个按”"),
        (entry(DAY, "服务", 0, "乙"), "L010", "有1条记录的对应指标不止一行可以对应（“服务”）"),
        (entry(DAY, "", 0, "乙"), "L008", "有1条记录没有填写对应指标（第3行）"),
        (entry(None, "个案", 0, "乙"), "L009", "有1条记录没有日期（第3行）"),
        (entry(DAY, "个案", -1, "乙"), "L006", "“数量”一列有1个负数（第3行）"),
        (entry(DAY, "个案", 0, "乙", persons=-1.0), "L006", "“服务人次”一列有1个负数（第3行）"),
        # 2 + 1 and 22.5 + 1
        (entry(DAY, "个案", 0, "甲", direct=22.5), "L007", "一天登记了26.5小时，超过24小时（这样的人和日期共1个）"),
        (entry(DAY, "个案", 1, "乙"), "L005", "“个案”填报的实际完成值是10个，台账加起来是11个，相差1个"),
    ],
)  # fmt: skip
def test_what_an_entry_contradicts_is_told_with_its_figures(other: dict[str, object], code: str, sentence: str) -> None:
    assert sentence in message(sheet(ALL, other), code)


@pytest.mark.parametrize(("direct", "expected"), [(23.5, [("L007", "H2")]), (23.0, [])])
def test_one_entry_may_fill_a_day_and_no_more(direct: float, expected: list[tuple[str, str]]) -> None:
    """With the hour beside it 24.5, and 24."""
    assert (
        told(sheet(entry(DAY, "个案", 10, "甲", direct=direct), entry(DAY, "社区活动", 10, "乙")), "L007") == expected
    )


def test_a_service_year_of_one_day_has_entries_outside_it() -> None:
    workbook = sheet(ALL, entry(date(2022, 9, 2), "个案", 0, "乙"))
    short = workbook._replace(information=workbook.information._replace(service_start=DAY, service_end=DAY))
    assert told(short, "L001", "L011") == [("L001", "A3")]


@pytest.mark.parametrize(
    ("when", "is_later"), [(date(2023, 1, 30), False), (date(2023, 1, 31), True), (date(2023, 7, 31), True)]
)
def test_days_to_come_are_those_after_the_day_to_the_end_of_the_year(when: date, is_later: bool) -> None:
    workbook = sheet(ALL, entry(when, "社区活动", 10, "甲"))
    on = workbook._replace(information=workbook.information._replace(prepared_on=date(2023, 1, 30)))
    assert told(on, "L014") == ([("L014", "A3")] if is_later else [])


def test_a_column_without_negative_figures_hides_none_that_has() -> None:
    assert told(sheet(ALL, entry(DAY, "个案", 0, "乙", indirect=-1.0)), "L006") == [("L006", "I3")]


def test_a_row_that_the_ledger_answers_hides_none_that_it_contradicts() -> None:
    rows = [
        indicator("服务", number(10, "个"), number(10, "个"), item="讲座"),
        indicator("服务", number(10, "场"), number(11, "场"), item="社区活动"),
    ]
    log = ledger(entry(DAY, "社区活动", 10, "甲"))
    workbook = submission(rows, about=information(**ABOUT), headings=[heading("产出指标", 90)], ledger=log)
    assert told(workbook, "L005") == [("L005", "J5")]


def test_hours_of_a_day_are_told_to_a_hundredth() -> None:
    assert "26.13小时" in message(sheet(ALL, entry(DAY, "个案", 0, "甲", direct=22.128)), "L007")


@pytest.mark.parametrize(("entries", "cut"), [(8, False), (9, True)])
def test_of_entries_below_0_eight_rows_are_named(entries: int, *, cut: bool) -> None:
    below = [entry(DAY, "个案", -float(n), f"第{n}人", direct=None, indirect=None) for n in range(1, entries + 1)]
    assert ("等" in message(sheet(*below), "L006")) is cut


def test_what_is_told_of_the_entries_is_looked_for_once_however_many_rows_are_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(checks_of_the_ledger, "_misspelt", lambda facts: looked.append(facts) or {})
    rows = [indicator(f"个案{name}", number(10, "个"), number(10, "个"), points="10") for name in "甲乙丙"]
    rows = [replace(row, row=place) for place, row in enumerate(rows, 4)]
    log = ledger(*(entry(DAY, row.name, 1, "甲") for row in rows))
    workbook = submission(rows, about=information(**ABOUT), ledger=log)
    assert told(workbook, "L005") == [("L005", "J4"), ("L005", "J5"), ("L005", "J6")]
    assert len(looked) == 1


def test_a_sum_with_an_entry_that_cannot_be_read_is_no_proof_of_its_row() -> None:
    workbook = sheet(ALL, entry(DAY, "社区活动", 10, "乙"), actual=12)
    assert workbook.ledger is not None
    for row, expected in ((2, []), (3, [("L005", "J4")])):
        unreadable = replace(workbook.ledger, unreadable=((row, "count", "若干"),))
        assert told(workbook._replace(ledger=unreadable), "L005") == expected

"""服务台账: one finding for each kind of trouble, with rows to go to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import LEDGER, heading, indicator, information, ledger, number, submission
from station import entry, findings_of, message, told

from workbook_tools.model import Submission
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
    workbook = sheet(ALL, *(entry(date(2021, month, 1), "个案", 0, "乙") for month in (3, 4, 5)))
    told_dates = message(workbook, "L001")
    assert "有3条记录" in told_dates
    assert "最早2021-03-01，最晚2021-05-01；第3、4、5行" in told_dates


def test_a_near_name_is_suggested_and_never_taken() -> None:
    workbook = sheet(ALL, entry(DAY, "社区活动日", 10, "乙"))
    assert "“社区活动日”（是否“社区活动”？）" in message(workbook, "L002")
    assert "合唱”（是否" not in message(sheet(ALL, entry(DAY, "合唱", 1, "乙")), "L002")


def test_cells_that_cannot_be_read_are_told_once_a_column() -> None:
    workbook = sheet(ALL)
    assert workbook.ledger is not None
    cells = ((2, "count", "若干"), (3, "count", "多次"), (4, "date", "上周"))
    unreadable = replace(workbook, ledger=replace(workbook.ledger, unreadable=cells))
    assert told(unreadable, "L004") == [("L004", "F2"), ("L004", "A4")]


def test_an_entry_of_another_workbook_is_told_with_its_workbook() -> None:
    workbook = sheet(ALL)
    other = replace(ledger(entry(date(2021, 9, 1), "个案", 0, "乙")), table=replace(LEDGER, sheet="服务台账"))
    joined = join(workbook, [("[9月.xlsx]服务台账", other)])
    found = [each for each in findings_of(joined) if each.code == "L001"]
    assert [(each.sheet, each.cell) for each in found] == [("[9月.xlsx]服务台账", "A2")]
    assert "第[9月.xlsx]2行" in found[0].message


def test_long_lists_of_rows_are_cut() -> None:
    workbook = sheet(ALL, *(entry(date(2021, 1, 1), "个案", 0, f"社工{n}") for n in range(30)))
    assert "第3、4、5、6、7、8、9、10等行" in message(workbook, "L001")


def test_a_ledger_of_another_year_altogether_has_no_doubles() -> None:
    assert told(submission(about=information(**ABOUT)), "L") == []

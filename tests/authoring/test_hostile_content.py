"""Contents that no office would send, and some do: authoring never raises, and what comes out is a workbook."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from workbook_tools.authoring import StandardContent, author_workbook
from workbook_tools.authoring.content import Row

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.dates(), st.text(st.characters(), max_size=60)
)
ROWS = st.lists(
    st.dictionaries(
        st.sampled_from(
            ["一级指标", "二级指标", "三级指标", "指标明细", "年度指标值", "分值", "备\x00注", "支出金额（元）"]
        ),
        ANYTHING,
        max_size=6,
    ),
    max_size=6,
)


@settings(max_examples=30, deadline=None)
@given(ROWS, ROWS, st.dictionaries(st.text(st.characters(), min_size=1, max_size=12), ANYTHING, max_size=4))
def test_any_content_becomes_a_workbook(indicators: list[Row], costs: list[Row], information: Row) -> None:
    content = StandardContent(information=information, indicators=indicators, costs=costs, ledger=costs)
    data = author_workbook(content, spare_rows=0)
    assert "绩效指标" in load_workbook(io.BytesIO(data)).sheetnames


def test_a_label_keeps_its_value_whatever_it_is_called() -> None:
    content = StandardContent(information={"电\x00话\ud800": "123"})
    rows = list(load_workbook(io.BytesIO(author_workbook(content)))["基本信息"].iter_rows(values_only=True))
    assert ("电话", "123") in [row[:2] for row in rows]


def test_a_day_before_the_calendar_of_office_stays_readable() -> None:
    content = StandardContent(information={"填表日期": date(1899, 5, 1)})
    sheet = load_workbook(io.BytesIO(author_workbook(content)))["基本信息"]
    assert "1899-05-01" in [row[1] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), Decimal("1e400"), 10**400, Decimal("sNaN")], ids=str)
def test_a_number_that_no_cell_can_hold_becomes_text(figure: float) -> None:
    content = StandardContent(indicators=[{"三级指标": "甲", "实际完成值": figure}])
    sheet = load_workbook(io.BytesIO(author_workbook(content)))["绩效指标"]
    assert str(figure) in [cell.value for cell in sheet[5]]


@pytest.mark.parametrize("spare", [0, 1])
def test_nothing_at_all_becomes_an_empty_workbook(spare: int) -> None:
    content = StandardContent(ledger=(), effects=(), rules=())
    assert len(load_workbook(io.BytesIO(author_workbook(content, spare_rows=spare))).sheetnames) == 10


def test_a_year_that_is_none_leaves_the_title_short() -> None:
    content = StandardContent(information={"评价年度": "\ud800" + "很" * 500})
    title = load_workbook(io.BytesIO(author_workbook(content)))["基本信息"]["A1"].value
    assert len(str(title)) < 50


def test_two_hundred_indicators_of_one_level_are_one_merged_cell() -> None:
    rows: list[Row] = [{"一级指标": "产出", "二级指标": "数量", "三级指标": f"第{n}项"} for n in range(200)]
    sheet = load_workbook(io.BytesIO(author_workbook(StandardContent(indicators=rows))))["绩效指标"]
    assert {"B5:B204", "C5:C204"} <= {str(area) for area in sheet.merged_cells.ranges}

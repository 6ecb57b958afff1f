"""Ledgers in workbooks of their own, as they are read before they are joined to their station's."""

from __future__ import annotations

import pytest
from sheets import Book

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.joined_ledger import read_ledger_workbook

HEADS = ("日期", "社区", "社工", "服务类别", "对应指标", "数量")


def test_a_ledger_with_a_head_and_nothing_below_has_no_entries() -> None:
    data = Book({"服务台账": (HEADS,), "服务台账（9月）": (HEADS, ("2025-09-01", "", "", "", "个案", 1))}).data()
    assert [len(ledger) for _, ledger in read_ledger_workbook(data, Workbook.open(data), "9月.xlsx")] == [0, 1]


def test_a_ledger_workbook_with_an_empty_sheet_is_refused_by_name() -> None:
    data = Book({"服务台账": ()}).data()
    with pytest.raises(CannotProcess) as caught:
        read_ledger_workbook(data, Workbook.open(data), "9月.xlsx")
    assert [(f.code, "9月.xlsx" in f.message) for f in caught.value.findings] == [("L103", True)]

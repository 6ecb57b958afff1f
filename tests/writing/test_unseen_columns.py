"""Results stand where they are seen, or it is said that they are not."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hostile_packages import changed, parts_of
from ooxml.comparison import sdk_errors
from sheets import standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import Workbook

SHEET = "xl/worksheets/sheet2.xml"  # 绩效指标, whose headers end at column I
NEW = [10, 11, 12, 13, 14]
HIDDEN = {  # what the sheet says of its columns: where the computed ones come to lie
    '<cols><col min="10" max="16384" width="0" hidden="1" customWidth="1"/></cols>': NEW,
    '<cols><col min="10" max="16384" width="0.5" customWidth="1"/></cols>': NEW,
    '<cols><col min="10" max="12" hidden="1" outlineLevel="1"/><col min="13" max="13" collapsed="1"/></cols>': [
        *range(13, 18)
    ],
    '<cols><col min="10" max="11" width="0.5" customWidth="1"/></cols>': [*range(12, 17)],
    '<cols><col min="1" max="1" width="20"/><col min="12" max="16384" hidden="1" style="0"></col></cols>': NEW,
    '<cols><col min="3" max="3" width="9" hidden="1"/></cols>': NEW,
}


def with_columns(columns: str, default: str = "") -> bytes:
    def change(xml: bytes) -> bytes:
        xml = re.sub(rb"<cols>.*?</cols>", b"", xml)
        if default:
            xml = re.sub(rb"<sheetFormatPr[^>]*/>", default.encode(), xml)
        return xml.replace(b"<sheetData", columns.encode() + b"<sheetData")

    return changed(standard().data(), SHEET, change)


def run(data: bytes) -> tuple[bytes, set[str]]:
    computed = evaluate_bytes(data)
    written, findings = written_workbook(computed)
    return written, {finding.code for finding in findings}


def headers(data: bytes) -> dict[str, int]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["绩效指标"]
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


@pytest.mark.parametrize("columns", HIDDEN)
def test_new_columns_are_seen_and_the_second_run_is_the_first(columns: str) -> None:
    once, codes = run(with_columns(columns))
    places = headers(once)
    assert [places[name] for name in ("完成率", "偏差", "偏差率", "得分", "完成情况")] == HIDDEN[columns]
    book = Workbook.open(once)
    assert not any(book.is_unseen("绩效指标", column) for column in HIDDEN[columns])
    assert "S037" not in codes
    assert run(once) == (once, codes)


@pytest.mark.parametrize("columns", HIDDEN)
def test_other_columns_stay_as_seen_or_unseen_as_they_were(columns: str) -> None:
    before = Workbook.open(with_columns(columns))
    after = Workbook.open(run(with_columns(columns))[0])
    for column in [*range(1, 10), *range(18, 40), 16_384]:
        assert before.is_unseen("绩效指标", column) == after.is_unseen("绩效指标", column)


@pytest.mark.parametrize("known", ["", '<cols><col min="1" max="9" width="9" customWidth="1"/></cols>'])
def test_columns_without_any_width_by_default_get_one(known: str) -> None:
    default = '<sheetFormatPr baseColWidth="0" defaultColWidth="0" defaultRowHeight="15"/>'
    once, _ = run(with_columns(known, default))
    book = Workbook.open(once)
    assert not any(book.is_unseen("绩效指标", column) for column in NEW)
    assert book.is_unseen("绩效指标", 15)
    assert run(once)[0] == once


def test_computed_columns_that_staff_have_hidden_stay_hidden_and_that_is_said_without_calling_them_data() -> None:
    once, _ = run(standard().data())
    hide = b'<cols><col min="10" max="12" width="9" hidden="1"/></cols><sheetData'
    hidden = changed(once, SHEET, lambda xml: re.sub(rb"<cols>.*?</cols>", b"", xml).replace(b"<sheetData", hide))
    twice, codes = run(hidden)
    assert "S037" in codes
    assert "S027" not in codes
    assert Workbook.open(twice).is_unseen("绩效指标", 10)
    assert run(twice) == (twice, codes)


@pytest.mark.validator
@pytest.mark.parametrize("columns", HIDDEN)
def test_the_result_is_valid(columns: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(with_columns(columns))
    after.write_bytes(run(before.read_bytes())[0])
    assert not sdk_errors(after) - sdk_errors(before)


def test_the_elements_of_columns_that_are_not_touched_keep_their_bytes() -> None:
    columns = '<cols><col min="1" max="1" width="20.7109375" bestFit="1"/><col min="10" max="16384" hidden="1"/></cols>'
    after = parts_of(run(with_columns(columns))[0])[SHEET]
    assert b'<cols><col min="1" max="1" width="20.7109375" bestFit="1"/><col min="10" max="14"' in after
    assert b'<col min="15" max="16384" hidden="1"/></cols>' in after

"""A number whose format says more than its value, through a workbook: what staff see is what is scored."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from sheets import standard

from tests.reading.words.judged import scored
from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import read_standard


def read(target: tuple[object, str], actual: tuple[object, str]) -> Submission:
    """The first indicator with these two cells, each a value and its number format; no unit beside them."""
    book = openpyxl.load_workbook(io.BytesIO(standard().data()))
    sheet = book["绩效指标"]
    for column, (value, code) in ((5, target), (8, actual)):
        cell = sheet.cell(2, column)
        cell.value, cell.number_format = value, code  # type: ignore[assignment]
    sheet.cell(2, 6).value = None
    data = io.BytesIO()
    book.save(data)
    return read_standard(data.getvalue(), Workbook.open(data.getvalue()))


@pytest.mark.parametrize(
    ("target", "actual", "score", "completion"),
    [
        ((30, '"≤"0'), (35, "0"), "8.57", "0.8571"),
        ((30, '"≤"0'), (25, "0"), "10", "1.2"),
        (("30小时", "General"), (1.5, "[h]:mm"), "10", "1.2"),
        ((30, '0"场"'), (33, '0"场"'), "10", "1.1"),
        ((50, '0"万元"'), (480000, '0"元"'), "9.6", "0.96"),
        ((9, '0"月前"'), (7, '0"月"'), "10", None),
        ((0.9, '"≥"0%'), (0.95, "0%"), "10", "1.0556"),
        ((12, '0.0"千人"'), (12345, '0.0,"千人"'), "10", "1.0288"),
        ((20, "0"), (20, '"计划"0"场"'), None, None),
        ((20, "0"), (20, '0"场";-0"场"'), "10", "1"),
        (("1:1", "@"), (dt.time(1, 1), "h:mm"), None, None),  # a ratio that Excel took for a time
        (("6月30日前", "@"), (6.28, "General"), "10", None),
    ],
)
def test_what_the_format_shows_is_read(
    target: tuple[object, str], actual: tuple[object, str], score: str | None, completion: str | None
) -> None:
    row = read(target, actual).indicators[0]
    result = scored("考核项", row.target, row.actual, unit=row.unit).row
    assert result.score == (None if score is None else Decimal(score))
    assert (result.completion and round(result.completion, 4)) == (completion and Decimal(completion))

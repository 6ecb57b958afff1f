"""Every figure that the report's own sentences give stands in the workbook that was written beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from report_readers import W, document, style_names, words_of

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.report import make_word

EXAMPLES = Path(__file__).parents[2] / "examples"
_FIGURE = re.compile(r"(?<![\d.,])(-?\d[\d,]*(?:\.\d+)?)(分(?!期)|%|万元|个百分点)")
_RULES = {"10%", "130%", "65%", "85%", "15%", "100%", "90%", "80%", "60%", "0%"}  # limits of the scheme
_CUTS = {"90分", "80分", "60分"}


@pytest.mark.parametrize(
    "name",
    [
        "yongping-2022.xlsx",
        "district/青石镇社工服务站.xlsx",
        "district/长堤街社工服务站.xlsx",
        "district/北苑街社工服务站.xlsx",
    ],
)
def test_every_figure_of_the_narrative_stands_in_the_workbook(name: str) -> None:
    computed = evaluate_bytes((EXAMPLES / name).read_bytes())
    report = make_word(computed.submission, computed.evaluation, computed.findings)
    known = _printed(written_workbook(computed)[0])
    told = [figure for line in _own_sentences(report) for figure in _FIGURE.findall(line)]
    assert len(told) > 20
    assert [number + unit for number, unit in told if not _stands(number, unit, known)] == []


def test_a_figure_that_stands_nowhere_is_noticed() -> None:
    assert not _stands("72.76", "分", {"72.75"})
    assert _FIGURE.findall("得72.75分，执行率109.17%，分3期拨付") == [("72.75", "分"), ("109.17", "%")]


def _stands(number: str, unit: str, known: set[str]) -> bool:
    plain = number.replace(",", "")
    rule = plain + unit
    return rule in _RULES or rule in _CUTS or _normal(plain, unit) in known


def _normal(number: str, unit: str) -> str:
    value = Decimal(number)
    return f"{value:.2f}%" if unit in ("%", "个百分点") else str(value.quantize(Decimal("0.0001")))


def _own_sentences(report: bytes) -> Iterator[str]:
    """The paragraphs that the program wrote: no words of the staff, which stand in a style of their own or in “”."""
    names = style_names(report)
    for paragraph in document(report).findall(f"{W}body/{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and names[style.get(f"{W}val")] in ("报告正文", "报告条目"):
            yield re.sub("“[^”]*”", "", words_of(paragraph))


def _printed(workbook: bytes) -> set[str]:
    """Every number of the workbook as it can be printed: as it is, to the cent, as a rate; distances in both senses."""
    found: set[str] = set()
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", cell.value):
                        found |= _ways(Decimal(number.replace(",", "")))
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    found |= _ways(Decimal(repr(cell.value)))
    return found


def _ways(value: Decimal) -> set[str]:
    cent, fine = Decimal("0.01"), Decimal("0.0001")
    return {
        way
        for number in (value, abs(value))
        for way in (
            str(number.quantize(fine, ROUND_HALF_UP)),
            str(number.quantize(cent, ROUND_HALF_UP).quantize(fine)),
            f"{(number * 100).quantize(cent, ROUND_HALF_UP)}%",
            f"{number.quantize(cent, ROUND_HALF_UP)}%",
        )
    }

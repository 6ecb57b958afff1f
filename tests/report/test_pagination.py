"""Estimated pages: near those of a program that lays the report out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import report_samples as samples
from office import convert
from report_readers import W, document, style_names, words_of

from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.report import make_word
from workbook_tools.report.pagination import LINE, Pagination, row_height, width_in_characters

EXAMPLES = Path(__file__).parents[2] / "examples"
FRONT = 2  # cover and contents bear no number


def contents(report: bytes) -> list[tuple[str, int]]:
    known = style_names(report)
    lines = []
    for paragraph in document(report).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and known[style.get(f"{W}val")].startswith("toc"):
            heading, _, page = words_of(paragraph).rpartition("\t")
            lines.append(("".join(heading.split()), int(page)))
    return lines


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("name", ["yongping-2022.xlsx", "district/长堤街社工服务站.xlsx", ""])
def test_the_contents_name_pages_that_are_right_to_one(name: str, tmp_path: Path) -> None:
    given = samples.typical()
    if name:
        computed = evaluate_bytes((EXAMPLES / name).read_bytes())
        given = computed.submission, computed.evaluation, computed.findings
    source = tmp_path / "report.docx"
    source.write_bytes(make_word(*given))
    made = convert(source, "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, text=True, check=True).stdout
    pages = ["".join(page.split()) for page in text.split("\f")]
    start, far = FRONT, []
    for heading, page in contents(source.read_bytes()):
        start = next(number for number, words in enumerate(pages) if number >= start and heading in words)
        if abs(start + 1 - FRONT - page) > 1:
            far.append((heading, page, start + 1 - FRONT))
    assert far == []
    assert len(pages) - 1 <= (18 if name.startswith("yongping") else 12)


def test_twenty_two_lines_fill_a_page() -> None:
    pages = Pagination()
    for _ in range(22):
        pages.text("字")
    assert pages.page == 1
    pages.text("字")
    assert pages.page == 2


def test_headings_move_on_with_what_follows_them() -> None:
    pages = Pagination()
    for _ in range(20):
        pages.text("字")
    first, second = pages.heading(), pages.heading()
    assert (first.page, second.page) == (1, 1)
    pages.text("字")
    assert (first.page, second.page) == (2, 2)


def test_a_block_is_not_broken_and_a_table_is() -> None:
    pages = Pagination()
    pages.text("字")
    pages.block(22 * LINE)
    assert pages.page == 2
    pages.rows([LINE] * 30)
    assert pages.page == 4


def test_a_row_is_as_high_as_its_fullest_cell() -> None:
    assert width_in_characters("个案68个") == 4
    assert row_height(["字" * 10, "字"], [5.0, 5.0], 10) == row_height(["字" * 5 + "\n" + "字"], [5.0], 10)

"""Word and HTML say the same, word for word."""

from __future__ import annotations

import pytest
import report_samples as samples
from report_readers import html_blocks, names, part, word_blocks, words_of

from workbook_tools.report import make_html, make_word, make_working_paper

ALL = [samples.typical, samples.empty, samples.unjudged, samples.hostile, samples.many_rows]


@pytest.mark.parametrize("sample", ALL)
def test_every_block_of_the_html_stands_word_for_word_in_the_word_report(sample) -> None:  # type: ignore[no-untyped-def]
    given = sample()
    in_word = set(word_blocks(make_word(*given)))
    missing = [block for block in html_blocks(make_html(*given)) if block not in in_word]
    assert missing == []


@pytest.mark.parametrize("sample", ALL)
def test_every_block_of_the_word_report_stands_in_the_html(sample) -> None:  # type: ignore[no-untyped-def]
    """But for what only paper has: cover, contents, page numbers."""
    given = sample()
    blocks = word_blocks(make_word(*given))
    in_html = set(html_blocks(make_html(*given)))
    start = blocks.index("摘要")  # in the contents it has its page behind it
    assert [block for block in blocks[start:] if block not in in_html] == []


def test_texts_of_any_length_are_there_in_full() -> None:
    given = samples.hostile()
    long = samples.HOSTILE[-1]
    report, page = make_word(*given), make_html(*given).decode()
    assert sum(long in block for block in word_blocks(report)) >= 6
    assert page.count(long) >= 6
    assert sum(long in block for block in word_blocks(make_working_paper(*given))) >= 3


def test_what_staff_write_forges_no_heading_and_runs_no_script() -> None:
    given = samples.hostile()
    page = make_html(*given).decode()
    assert "<script>alert" not in page
    assert page.count("<script>") == 1
    assert "49" not in [block.strip() for block in html_blocks(make_html(*given))]  # {{ 7 * 7 }} stays as it is
    assert any("{{ 7 * 7 }}" in block for block in html_blocks(make_html(*given)))
    headings = [
        words_of(p) for p in part(make_word(*given), "word/document.xml").iter() if p.tag.endswith("}hyperlink")
    ]
    assert "# 一、伪造的标题" not in [heading.strip() for heading in headings if not heading.startswith("1．")]


def test_charts_carry_hostile_names_without_harm() -> None:
    report = make_word(*samples.hostile())
    charts = [name for name in names(report) if name.startswith("word/charts/report")]
    assert len([part(report, name) for name in charts]) == 1  # each is well-formed

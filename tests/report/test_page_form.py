"""The finer points of the page: heads that break evenly, tables that stay together, the place of the signature."""

from __future__ import annotations

import unicodedata

import pytest
import report_samples as samples
from report_readers import W, document, words_of

from workbook_tools.report import make_word
from workbook_tools.report.blocks import Table
from workbook_tools.report.layout import PADDING, column_widths, fits_together, head_margin, look_of
from workbook_tools.report.signature import signature_indents

CHARACTER = 180  # of a small table, in twentieths of a point


def _lines(words: str, width: int, margin: int) -> list[str]:
    inner = width - (2 * margin if margin else PADDING)
    fitting = max(inner // CHARACTER, 1)
    return [words[start : start + fitting] for start in range(0, len(words), fitting)]


@pytest.mark.parametrize(
    ("words", "fitting", "lines"),
    [
        ("预算金额", 4, ["预算金额"]),
        ("预算金额", 3, ["预算", "金额"]),
        ("预算金额", 2, ["预算", "金额"]),
        ("最迟拨付日", 4, ["最迟拨", "付日"]),
        ("占支出比重", 3, ["占支出", "比重"]),
        ("偏差原因及改进措施", 8, ["偏差原因及", "改进措施"]),
        ("序号", 1, ["序", "号"]),
        ("差额", 4, ["差额"]),
    ],
)
def test_a_head_breaks_into_even_lines(words: str, fitting: int, lines: list[str]) -> None:
    width = fitting * CHARACTER + PADDING + 20
    assert _lines(words, width, head_margin(words, width, CHARACTER)) == lines


def _costs(*amounts: str) -> Table:
    head = ("支出明细", "预算金额", "支出金额", "执行率", "差额", "差异率", "占支出比重", "差异原因")
    figures = ("100.00%", "0.00", "0.00%", "9.00%")
    rows = tuple(tuple((cell, "") for cell in ("人员经费", amount, amount, *figures, "—")) for amount in amounts)
    return Table("costs", "项目预算及使用情况", head, rows)


@pytest.mark.parametrize("amount", ["180.01", "12,345.6789", "123,456.7891"])
def test_a_column_of_figures_is_wide_enough_for_its_longest(amount: str) -> None:
    table = _costs("1.00", amount)
    look = look_of(table)
    widths = column_widths(table, look, 8844)
    assert sum(widths) <= 8844
    assert widths[1] >= len(amount) * CHARACTER // 2 + PADDING
    assert min(widths) > 3 * CHARACTER


def test_amounts_beyond_all_measure_leave_the_words_their_room() -> None:
    table = _costs("9" * 60)
    widths = column_widths(table, look_of(table), 8844)
    assert sum(widths) <= 8844
    assert min(widths) > 2 * CHARACTER


@pytest.mark.parametrize(("rows", "together"), [(1, True), (5, True), (6, True), (7, False)])
def test_low_tables_are_not_broken_over_pages(rows: int, together: bool) -> None:
    table = _costs(*["1.00"] * rows)
    look = look_of(table)
    assert fits_together(table, look, column_widths(table, look, 8844)) is together


def test_a_table_of_few_but_tall_rows_may_be_broken() -> None:
    table = Table(
        "effects", "服务成效", ("层面", "对象/范畴", "服务提供", "服务成效"), ((("甲", ""),) * 3 + (("长" * 600, ""),),)
    )
    look = look_of(table)
    assert not fits_together(table, look, column_widths(table, look, 8844))


def test_only_the_last_row_of_a_low_table_lets_go_of_the_next() -> None:
    tables = document(make_word(*samples.typical())).iter(f"{W}tbl")
    (levels,) = [table for table in tables if words_of(next(table.iter(f"{W}p"))) == "一级指标" and len(table) < 9]
    rows = levels.findall(f"{W}tr")[1:]
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]


# ---------------------------------------------------------------- signature


def _span(line: str, indent: int) -> tuple[float, float]:
    """Where a line that is set flush right ends and begins, in characters from the right."""
    width = sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in line)
    return indent / 100, indent / 100 + width


@pytest.mark.parametrize("unit", ["社工站", "广州市白云恒福社会工作服务社", "名" * 24])
@pytest.mark.parametrize("day", ["2025年8月10日", "　　　　年　　月　　日"])
def test_unit_and_day_are_centred_on_each_other_inside_of_the_page(unit: str, day: str) -> None:
    spans = [_span(line, indent) for line, indent in zip((unit, day), signature_indents([unit, day]), strict=True)]
    middles = [(start + end) / 2 for start, end in spans]
    assert abs(middles[0] - middles[1]) < 0.02
    assert spans[1][0] >= 4  # the day stands four characters in
    assert min(start for start, _ in spans) >= 0
    assert max(end for _, end in spans) <= 28


def test_a_unit_too_long_for_a_line_is_not_pushed_about() -> None:
    assert signature_indents(["名" * 40, "2025年8月10日"]) == [400, 400]
    assert signature_indents([]) == []


def test_the_signature_keeps_together_with_a_line_of_text_and_room_for_the_seal() -> None:
    body = document(make_word(*samples.typical()))
    paragraphs = [p for p in body.iter(f"{W}p") if words_of(p).strip()]
    place = next(n for n, p in enumerate(paragraphs) if words_of(p).startswith("本站对所填报"))
    styles = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in paragraphs[place:]]
    assert styles == ["ReportBody", "ReportSignature", "ReportSignature"]
    assert paragraphs[place].find(f"{W}pPr/{W}keepNext") is not None
    assert all(p.find(f"{W}pPr/{W}ind") is not None for p in paragraphs[place + 1 :])


# ---------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("station", "year", "title"),
    [
        ("晨光街社工服务站", "2022", "晨光街社工服务站2022年度绩效自评报告"),
        ("柳浦街社工服务站", "2024-2025", "柳浦街社工服务站\n2024-2025年度绩效自评报告"),
        ("甲|乙街社工服务站", "2024-2025", "甲|乙街社工服务站\n2024-2025年度绩效自评报告"),
        ("", "", "晨光街社工服务站项目绩效自评报告"),
    ],
)
def test_a_title_that_needs_two_lines_breaks_after_the_name(station: str, year: str, title: str) -> None:
    submission, result, _ = samples.typical()
    about = samples.about(station=station, year=year)
    rows = [row for row in result.rows if row.score is not None]
    report = make_word(submission._replace(information=about), samples.evaluation(rows, samples.full_funds()), ())
    titles = [
        words_of(p)
        for p in document(report).iter(f"{W}p")
        if (style := p.find(f"{W}pPr/{W}pStyle")) is not None and style.get(f"{W}val") == "Title"
    ]
    assert titles == [title]

"""Cells as long as Excel allows, written to keep a careless pattern busy for hours, cost seconds at most."""

from __future__ import annotations

import re
import time

import pytest
from hostile_packages import changed, example, parts_of, sheet_part

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.report import make_html, make_word

LONGEST_CELL = 32_767
SECONDS = 10.0  # of the processor
UNITS = (
    "1.", "1、", "（1）", "9", "九", "零一", "个", " ", "\u3000", "\n", "(", "（", "）", "≥", "≤=", "±", "%",
    "1%", "-", "1-", "1~", "至", "60-80、", "1,", "1 000 ", "/人", "元/人*月", "2022年", "9月前",
    "2022年12月底前", "其中", "其中：", "不少于", "不低于不超过", "以上", "以内", "个案68个；", "1.个案68个；",
    "a1", "1e", ".", "0.", "，", "；", "“", "《", "〔2018〕13号", "万", "1万", "合计", "完成", "未", "@", "{{",
    "<", "&", "\\", "\xe9\u0301", "😀",
)  # fmt: skip


def with_cells(text: str) -> bytes:
    """The example with one text in a whole row of entries on 绩效指标, and in a text of the report."""
    data = example()
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    inside = f' t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'.encode()
    places = {"绩效指标": "DEGHIJL", "资金使用": "BF", "文字材料": "BC", "基本信息": "B"}
    for sheet, columns in places.items():
        part = sheet_part(data, sheet)
        content = parts_of(data)[part]
        rows = [int(row) for row in re.findall(rb'<row r="(\d+)"', content)]
        for column in columns:
            opening = f'<c r="{column}{rows[min(7, len(rows) - 2)]}"'.encode()
            before, found, after = content.partition(opening)
            assert found, opening
            content = before + opening + inside + re.sub(rb"\A[^>]*?(?:/>|>.*?</c>)", b"", after, flags=re.DOTALL)
        data = changed(data, part, content)
    return data


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: f"{unit.encode('unicode_escape').decode()}")
def test_a_cell_made_to_be_slow_is_not(unit: str) -> None:
    text = (unit * LONGEST_CELL)[:LONGEST_CELL]
    data = with_cells(text)
    started = time.process_time()
    computed = evaluate_bytes(data)
    _, findings = written_workbook(computed)
    make_word(computed.submission, computed.evaluation, findings, None)
    make_html(computed.submission, computed.evaluation, findings)
    assert time.process_time() - started < SECONDS

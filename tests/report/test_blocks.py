"""The line syntax of the narrative, and that nothing staff write can be taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.report.blocks import (
    Block,
    ChartPlace,
    Heading,
    KeyFigure,
    Paragraph,
    Table,
    guard,
    parse,
    printable,
)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", ()),
        ("= 报告", (Heading(0, "报告"),)),
        ("# 一、概述", (Heading(1, "一、概述"),)),
        ("## （一）背景\n### 1．来源", (Heading(2, "（一）背景"), Heading(3, "1．来源"))),
        ("#! 附件1", (Heading(1, "附件1", annex=True),)),
        ("完成\n3项，\n另有1项。", (Paragraph("body", "完成3项，另有1项。"),)),
        ("甲。\n\n\n乙。", (Paragraph("body", "甲。"), Paragraph("body", "乙。"))),
        ("甲。\n# 二、\n乙。", (Paragraph("body", "甲。"), Heading(1, "二、"), Paragraph("body", "乙。"))),
        ("~ 暂无\n! 注意\n- 一条\n$ 署名", tuple(Paragraph(k, t) for k, t in [  # type: ignore[arg-type]
            ("empty", "暂无"), ("remark", "注意"), ("item", "一条"), ("signature", "署名")])),
        ("* levels | 图题 | 说明 | 得分 | 失分", (ChartPlace("levels", "图题", "说明", ("得分", "失分")),)),
        ("& 得分 | 72.75 | 满分100分", (KeyFigure("得分", "72.75", "满分100分", ""),)),
        ("&:open 等级 | 中～优", (KeyFigure("等级", "中～优", "", "open"),)),
        (
            "@ key | 表题\n^ 甲 | 乙\n| 1 | :met 2\n\n| 3 |\n后文",
            (
                Table("key", "表题", ("甲", "乙"), ((("1", ""), ("2", "met")), (("3", ""), ("", "")))),
                Paragraph("body", "后文"),
            ),
        ),
    ],
)  # fmt: skip
def test_marks_become_blocks(source: str, blocks: tuple[Block, ...]) -> None:
    assert parse(source) == blocks


@pytest.mark.parametrize("source", ["#### 四级", "@ key | 表题\n^ 甲 | 乙\n| 1"])
def test_a_mistake_in_the_narrative_is_an_error_and_not_a_strange_report(source: str) -> None:
    with pytest.raises(ValueError, match=r"narrative|heads"):
        parse(source)


FORGERIES = [
    "# 一、伪造的标题",
    "正文\n# 伪造",
    "\n\n## 伪造\n",
    "| 甲 | 乙 |",
    ":unmet 未完成",
    "\x01# 伪造",
    "\x02# 伪造",
    "甲\x03乙\x04",
    "@ findings | 表",
    "{{ 7 * 7 }}{% for %}{# #}",
    "甲\r\n# 乙\r丙\u2028# 丁\x0b# 戊",
]


@pytest.mark.parametrize("text", FORGERIES)
def test_what_staff_write_never_becomes_a_mark(text: str) -> None:
    blocks = parse(
        f"> {guard(text)}\n\n{guard(text)}\n\n@ t | {guard(text)}\n^ 甲 | 乙\n| {guard(text)} | :met {guard(text)}"
    )
    assert {type(block) for block in blocks} <= {Paragraph, Table}
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows == (((printable(text).strip(), ""), (printable(text).strip(), "met")),)


@given(st.text())
def test_any_text_comes_through_whole(text: str) -> None:
    blocks = parse(f"> {guard(text)}\n\n@ t | 表\n^ 甲 | 乙\n| {guard(text)} | 末")
    table = blocks[-1]
    assert isinstance(table, Table)
    assert table.rows == (((printable(text).strip(), ""), ("末", "")),)
    assert [block.text for block in blocks[:-1] if isinstance(block, Paragraph)] == [
        line.rstrip() for line in printable(text).split("\n") if line.strip()
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("平常的文字", "平常的文字"),
        ("甲\r\n乙\r丙\x0b丁", "甲\n乙\n丙\n丁"),
        ("甲\x00\x1f\x7f\x9f乙", "甲乙"),
        ("甲\u202e乙\u2066丙", "甲乙丙"),
        ("甲\ud800\uffff乙", "甲乙"),
        ("👩‍👩‍👧 مرحبا", "👩‍👩‍👧 مرحبا"),
        ("甲\t乙", "甲\t乙"),
    ],
)
def test_only_what_nobody_can_see_is_taken_out(text: str, cleaned: str) -> None:
    assert printable(text) == cleaned

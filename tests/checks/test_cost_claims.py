"""Amounts in prose of one cost line are held against that line, and never against the whole year."""

from __future__ import annotations

import pytest
from sheets import Row, standard

from workbook_tools.in_memory import evaluate_bytes


def told(text: str) -> list[str]:
    """What is said of amounts; 资金使用 has 人员经费 140/138, 服务经费 40/39 and 管理费 20/19, in all 200/196."""
    texts: tuple[Row, ...] = (("章节", "标题", "内容"), ("实施情况", "", text))
    found = evaluate_bytes(standard(文字材料=texts).data()).findings
    return [each.message for each in found if each.code == "T013"]


@pytest.mark.parametrize(
    "text",
    [
        "人员经费实际支出138万元。",
        "人员经费预算140万元，实际支出138万元。",
        "其中人员经费支出1,380,000元。",
        "人员费用支出138万元，服务质量保障支出39万元。",
        "培训费实际支出100万元。",  # a part of a line
        "外聘人员经费支出100万元。",
        "项目资金200万元，其中人员经费140万元，实际支出196万元。",
        "项目预算200万元，其中人员经费预算140万元，实际支出196万元。",
        "人员经费上年支出120万元，上半年人员经费支出70万元。",
        "2023年人员经费支出120万元。",
        "截至6月，人员经费支出70万元。",
        "人员经费支出比预算节约2万元，人员经费支出100万元以上。",
        "服务经费支出3万元。",  # of another order
        "人员经费支出100万元用于工资、38万元用于社会保险。",
        "服务经费支出24万元为活动，15万元为培训。",
    ],
)
def test_what_is_true_or_of_something_else_is_not_held_against_the_year(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words", "table"),
    [
        ("人员经费支出100万元用于发放工资。", "人员经费支出100万元", "“人员经费”的支出是138.00万元"),
        ("人员经费支出145万元。", "人员经费支出145万元", "“人员经费”的支出是138.00万元"),
        ("其中人员经费预算150万元。", "其中人员经费预算150万元", "“人员经费”的预算是140.00万元"),
        ("人员经费预算140万元，实际支出145万元。", "实际支出145万元", "“人员经费”的支出是138.00万元"),
        ("服务质量保障实际支出30万元。", "服务质量保障实际支出30万元", "“服务质量保障”的支出是39.00万元"),
        ("2024年度人员经费支出145万元。", "人员经费支出145万元", "“人员经费”的支出是138.00万元"),
        ("全年实际支出150万元。", "全年实际支出150万元", "全年支出是196.00万元"),
        ("项目经费200万元，实际支出150万元。", "实际支出150万元", "全年支出是196.00万元"),
    ],
)
def test_another_amount_is_told_with_what_it_is_of(text: str, words: str, table: str) -> None:
    (message,) = told(text)
    assert words in message
    assert table in message

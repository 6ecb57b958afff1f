"""What prose says of finance assessments and of single assessors' scores."""

from __future__ import annotations

import pytest
from sheets import Row, standard

from workbook_tools.in_memory import evaluate_bytes

ASSESSMENTS: tuple[Row, ...] = (
    ("评估期次", "评估主体", "权重", "评分", "结论", "评估日期"),
    ("中期", "第三方评估机构", 0.6, 91, "", "2025年2月10日"),
    ("中期", "县民政局", 0.4, 88, "", "2025年2月10日"),
    ("末期", "第三方评估机构", 0.6, 92, "", "2025年8月10日"),
    ("末期", "县民政局", 0.4, 90, "", "2025年8月10日"),
    ("末期", "财务评估", "", "", "合格", "2025年8月10日"),
)


def told(text: str, code: str) -> list[str]:
    texts: tuple[Row, ...] = (("章节", "标题", "内容"), ("总体结论", "", text))
    found = evaluate_bytes(standard(评估评分=ASSESSMENTS, 文字材料=texts).data()).findings
    return [each.message for each in found if each.code == code]


@pytest.mark.parametrize("text", ["财务评估不合格。", "项目财务评估结论为不合格。", "末期财务评估不合格。"])
def test_finance_that_failed_in_prose_alone_is_told(text: str) -> None:
    assert len(told(text, "T023")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "财务评估合格。",
        "财务评估不合格的，不予拨付。",
        "如财务评估不合格，不予拨付。",
        "上年财务评估不合格，已经整改。",
    ],
)
def test_a_rule_or_another_year_is_no_verdict(text: str) -> None:
    assert told(text, "T023") == []


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("末期第三方评估机构评分95分。", "末期“第三方评估机构”92分"),
        ("中期评估中，县民政局评分为92.5分。", "中期“县民政局”88分"),
        ("第三方评估机构评估得分为85分。", "中期“第三方评估机构”91分、末期“第三方评估机构”92分"),
    ],
)
def test_another_score_of_an_assessor_is_told(text: str, scores: str) -> None:
    (message,) = told(text, "T032")
    assert scores in message


@pytest.mark.parametrize(
    "text",
    [
        "末期第三方评估机构评分92分，县民政局评分90分。",
        "第三方评估机构评分91分。",
        "末期第三方评估机构评估得分为91.2分。",  # the period's own
        "如第三方评估机构评分60分以下，不予拨付。",
        "去年第三方评估机构评分85分。",
        "2023年第三方评估机构评分85分。",
        "2023年末期评估得分88.5分，2025年末期评估得分91.2分。",
        "上年末期评估得分88.5分。",
        "第三方评估机构评分满分100分，县民政局评分标准另行公布。",
    ],
)
def test_the_score_of_a_row_is_not(text: str) -> None:
    assert told(text, "T032") == []

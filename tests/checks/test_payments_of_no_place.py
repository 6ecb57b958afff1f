"""A payment after a grade of a place whose rules nobody named: neither right nor wrong."""

from __future__ import annotations

import pytest
from sheets import INFORMATION, Row, standard

from workbook_tools.in_memory import evaluate_bytes

TRANCHES: tuple[Row, ...] = (
    ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"),
    ("末期", 1, "末期评估合格", "2025年8月20日", 200),
)


def codes(grade: str, scheme: str) -> list[str]:
    left = tuple(row for row in INFORMATION if row[0] not in ("末期评估等级", "评分方案"))
    about = (*left, ("末期评估等级", grade), ("评分方案", scheme))
    found = evaluate_bytes(standard(基本信息=about, 资金拨付=TRANCHES).data()).findings
    return [each.code for each in found if each.code == "A046" and "等级" in each.message]


@pytest.mark.parametrize("grade", ["基本合格", "达标", "A级", "中等"])
def test_a_grade_of_some_place_is_not_called_none(grade: str) -> None:
    assert codes(grade, "fiscal-2020") == []
    assert codes(grade, "guangzhou-2018") == ["A046"]


@pytest.mark.parametrize("grade", ["不达标", "已完成"])
def test_what_is_no_grade_that_passes_is_asked_about_anywhere(grade: str) -> None:
    assert codes(grade, "fiscal-2020") == ["A046"]

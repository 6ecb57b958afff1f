"""A tranche that prose calls paid has its payment in 资金拨付."""

from __future__ import annotations

import pytest
from sheets import Row, standard

from workbook_tools.in_memory import evaluate_bytes


def told(text: str, paid: object = "") -> list[str]:
    tranches: tuple[Row, ...] = (
        ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"),
        ("首期", 0.9, "合同生效", "2024年9月3日", 180),
        ("末期", 0.1, "末期评估合格", "2025年8月20日", paid),
    )
    texts: tuple[Row, ...] = (("章节", "标题", "内容"), ("实施情况", "", text))
    found = evaluate_bytes(standard(资金拨付=tranches, 文字材料=texts).data()).findings
    return [each.message for each in found if each.code == "T026"]


CLAIMS = (
    "已拨首期180万元、末期20万元。",
    "末期20万元已于8月30日到账。",
    "末期资金20万元已全部到位。",
    "末期20万元已拨付到位。",
    "已收到首期180万元和末期20万元。",
    "末期资金已到账。",
)


@pytest.mark.parametrize("text", CLAIMS)
@pytest.mark.parametrize("paid", ["", 0])
def test_a_claim_without_a_payment_is_told(text: str, paid: object) -> None:
    assert len(told(text, paid)) == 1


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_with_its_payment_is_not(text: str) -> None:
    assert told(text, 20) == []


@pytest.mark.parametrize(
    "text",
    [
        "已拨首期180万元，末期20万元待评估合格后拨付。",
        "已拨首期180万元、末期20万元尚未拨付。",
        "末期20万元预计8月30日到账。",
        "末期资金20万元将于评估后拨付。",
        "合同约定已生效，首期180万元、末期20万元。",
        "末期评估已完成。",
        "首期180万元已到账，末期20万元已申请。",
    ],
)
def test_what_is_still_to_come_is_no_claim(text: str) -> None:
    assert told(text) == []

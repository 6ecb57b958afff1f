"""Money in prose is held against the tables only where it is of this service year and of the project as a whole."""

from __future__ import annotations

import datetime as dt

import pytest
from sheets import ASSESSMENTS, INFORMATION, Row, standard

from workbook_tools.in_memory import evaluate_bytes

TRANCHES: tuple[Row, ...] = (
    ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"),
    ("首期", 0.5, "合同生效", dt.date(2024, 8, 1), 100),
    ("中期", 0.4, "中期评估合格", dt.date(2025, 2, 1), 80),
    ("末期", 0.1, "末期评估合格", dt.date(2025, 7, 20), None),
)

FINANCE: Row = ("末期", "财务评估", None, None, "合格", dt.date(2025, 7, 20), "")
ASSESSED = (*ASSESSMENTS, FINANCE)


def told(text: str) -> list[str]:
    """What is said of money; the year is August 2024 to July 2025, with 196 of 200 spent, and the 末期 unpaid."""
    texts: tuple[Row, ...] = (("章节", "标题", "内容"), ("实施情况", "", text))
    about = (*INFORMATION, ("合同开始日期", dt.date(2024, 8, 1)), ("合同生效日期", dt.date(2024, 8, 1)))
    book = standard(基本信息=about, 资金拨付=TRANCHES, 评估评分=ASSESSED, 文字材料=texts)
    found = evaluate_bytes(book.data()).findings
    return [each.code for each in found if each.code in ("T013", "T014", "T026", "T033")]


@pytest.mark.parametrize(
    "text",
    [
        "首期、中期资金均已及时足额拨付。",
        "首期和中期资金已按时到位，末期资金正在办理。",
        "首期资金于8月全额拨付，项目顺利启动。",
        "中期资金及时到位。",
        "中期评估合格后，资金及时拨付到位。",
        "2023年度末期资金已全部到账。",
        "上年末期18万元已于2024年8月到账。",
        "末期资金全部用于支付人员工资。",
        "末期20万元全部用于支付7月工资。",
        "末期20万元的拨付手续已提交街道支付。",
    ],
)
def test_a_tranche_that_was_paid_is_no_claim_of_all(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "项目资金均已及时足额拨付。",
        "首期、中期、末期资金均已及时足额拨付。",
        "末期评估完成，资金及时拨付到位。",
        "2025年7月末期20万元已到账。",
    ],
)
def test_payments_that_were_not_made_are_told(text: str) -> None:
    assert told(text) == ["T026"]


@pytest.mark.parametrize(
    "text",
    [
        "截至6月底，项目支出180万元。",
        "截至2025年4月30日，累计支出142万元，预算执行率71%。",
        "8月至次年4月项目支出142万元。",
        "前三季度项目支出142万元。",
        "2023年项目总支出180万元，预算执行率90%。",
        "中期评估时预算执行率为45%。",
        "项目支出103万元时开展了中期自查。",
        "机构全年支出320万元，其中本项目196万元。",
        "全年使用资金216万元，其中项目资金196万元、捐赠资金20万元。",
        "全年使用财政资金196万元，使用捐赠资金20万元，共使用216万元。",
        "人员、服务两类，共支出177万元，占总支出90.3%。",
        "直接用于服务的支出共计177万元，累计支出177万元。",
        "区级财政每年投入150万元用于志愿服务。",
        "上半年项目支出100万元，全年支出196万元。",
    ],
)
def test_another_time_a_part_and_a_larger_whole_are_not_the_year(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("项目支出180万元。", ["T013"]),
        ("截至2025年7月31日，项目支出180万元。", ["T013"]),
        ("上半年支出100万元，全年支出180万元。", ["T013"]),
        ("2023年签订合同，2025年项目支出180万元。", ["T013"]),
        ("全年支出216万元，其中人员经费138万元。", ["T013"]),
        ("每年投入150万元用于购买社工服务。", ["T013"]),
        ("预算执行率90%。", ["T014"]),
        ("2023年预算执行率91%，2025年预算执行率90%。", ["T014"]),
    ],
)
def test_another_amount_of_the_year_is_told(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("其中省级资金已拨付120万元，区级配套资金已拨付60万元。", []),
        ("2023年已拨付190万元。", []),
        ("项目资金已拨付180万元。", []),
        ("项目资金已拨付200万元。", ["T026"]),
        ("已拨付资金160万元。", ["T033"]),
    ],
)
def test_payments_by_source_are_no_sum_of_tranches(text: str, codes: list[str]) -> None:
    assert told(text) == codes

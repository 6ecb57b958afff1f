"""Amounts in 元 where 万元 is asked for: an error with the likely figure, and nothing is scored by them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from sheets import COSTS, INDICATORS, INFORMATION, Book, Row, standard

from workbook_tools.in_memory import Computed, evaluate_bytes

TRANCHES: list[Row] = [("拨付期次", "拨付比例", "拨付条件", "已拨金额（万元）"), ("首期", 1, "合同生效", 200)]
SLIPS = ("M070", "M071")


def computed(**sheets: Sequence[Row] | None) -> Computed:
    return evaluate_bytes(standard(**sheets).data())


def changed(rows: Sequence[Row], row: int, column: int, value: object) -> list[Row]:
    return [(*line[:column], value, *line[column + 1 :]) if place == row else line for place, line in enumerate(rows)]


def told(result: Computed) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity, f"{f.sheet}!{f.cell}") for f in result.findings if f.code in SLIPS]


@pytest.mark.parametrize(
    ("row", "column", "value", "cell", "likely"),
    [
        (1, 4, 1_380_000, "资金使用!E2", "138万元"),
        (1, 3, 1_400_000, "资金使用!D2", "140万元"),
        (3, 4, 190_000, "资金使用!E4", "19万元"),
        (2, 4, 390_000, "资金使用!E3", "39万元"),
        (3, 4, 2500, "资金使用!E4", "0.25万元"),
    ],
)
def test_a_line_in_yuan_is_an_error_and_the_rate_stays_open(
    row: int, column: int, value: int, cell: str, likely: str
) -> None:
    result = computed(资金使用=changed(COSTS, row, column, value))
    assert told(result) == [("M070", "E", cell)]
    assert f"（{likely}）" in next(f.message for f in result.findings if f.code == "M070")
    assert result.evaluation.funds.score is None or column == 3
    assert not {"M001", "M022", "M024", "M026", "M002"} & {f.code for f in result.findings if f.cell == cell[5:]}


def test_money_of_the_year_in_yuan_is_one_error_and_not_one_for_each_line() -> None:
    result = computed(基本信息=changed(INFORMATION, 7, 1, 2_000_000))
    assert told(result) == [("M071", "E", "基本信息!B8")]


def test_a_payment_in_yuan_is_no_payment() -> None:
    result = computed(资金拨付=changed(TRANCHES, 1, 3, 2_000_000))
    assert told(result) == [("M070", "E", "资金拨付!D2")]
    assert result.submission.tranches[0].paid is None


@pytest.mark.parametrize("value", [0, 0.5, 138, 300, 1_999])
def test_an_amount_that_may_be_one_is_taken(value: float) -> None:
    result = computed(资金使用=changed(COSTS, 1, 4, value))
    assert told(result) == []
    assert result.submission.cost_lines[0].spent == Decimal(str(value))


def test_an_amount_with_its_unit_is_what_it_says() -> None:
    result = computed(资金使用=changed(COSTS, 1, 4, "1380000元"))
    assert told(result) == []
    assert result.submission.cost_lines[0].spent == 138


@pytest.mark.parametrize(
    ("name", "code"), [("资金使用情", "S012"), ("资金使用請况", "S012"), ("评估评份", "S038"), ("服务台胀", "S038")]
)
def test_a_misspelt_sheet_is_named(name: str, code: str) -> None:
    sheets: dict[str, Sequence[Row]] = {"基本信息": INFORMATION, "绩效指标": INDICATORS, name: COSTS}
    found = [f for f in evaluate_bytes(Book(sheets).data()).findings if f.code in ("S012", "S038")]
    assert [f.code for f in found if name in f.message] == [code]


@pytest.mark.parametrize("name", ["附件", "2023年对比", "人员花名册", "活动照片", "评估资料"])
def test_a_sheet_of_the_staff_s_own_is_not_called_misspelt(name: str) -> None:
    sheets = {"基本信息": INFORMATION, "绩效指标": INDICATORS, "资金使用": COSTS, name: [("一",)]}
    assert "S038" not in [f.code for f in evaluate_bytes(Book(sheets).data()).findings]


LISTS: dict[str, list[Row]] = {
    "满意度调差": [
        ("调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意"),
        ("某站", "", "居民", 20, 20, 10, 9),
    ],
    "资源连接": [("日期", "来源", "折合价值（万元）"), ("", "某企业", 3.2)],
    "志愿服勿": [("队伍名称", "成立日期", "人数"), ("先锋队", "", 20)],
    "社去": [("社区", "片区", "社工点"), ("东村", "东片", "一点")],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_misspelt_list_of_the_station_s_own_is_named(name: str) -> None:
    sheets: dict[str, Sequence[Row]] = {"基本信息": INFORMATION, "绩效指标": INDICATORS, "资金使用": COSTS}
    found = [f for f in evaluate_bytes(Book({**sheets, name: LISTS[name]}).data()).findings if f.code == "S038"]
    assert [(f.severity, f.sheet) for f in found] == [("W", name)]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("社工", [("姓名", "社区", "电话"), ("王某", "东村", "")]),
        ("志愿者名单", [("姓名", "队伍", "电话"), ("李某", "先锋队", "")]),
        ("满意度分析", [("年度", "满意", "不满意"), ("2023", 90, 2)]),
    ],
)
def test_a_sheet_with_other_columns_is_no_misspelt_list(name: str, rows: list[Row]) -> None:
    sheets = {"基本信息": INFORMATION, "绩效指标": INDICATORS, "资金使用": COSTS, name: rows}
    assert "S038" not in [f.code for f in evaluate_bytes(Book(sheets).data()).findings]

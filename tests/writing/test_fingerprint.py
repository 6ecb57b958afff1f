"""The fingerprint of a workbook's inputs: it follows from what staff filled in, and from nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sheets import COSTS, INDICATORS, INFORMATION, standard

from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.model import RuleOverride
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.reading.fingerprint import input_fingerprint, joined_fingerprint, scheme_digest
from workbook_tools.reading.joined_ledger import join
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.standard import read_standard

LEDGER = [
    ("日期", "社区", "社工", "对应指标", "数量", "服务人次"),
    (date(2024, 9, 1), "东社区", "陈", "个案服务", 40, 50),
    (date(2024, 10, 1), "西社区", "李", "个案服务", 20, None),
]
STATION = standard(服务台账=LEDGER, 文字材料=[("章节", "标题", "内容"), ("主要经验", "一", "做得多")]).data()


def fingerprint(data: bytes) -> str:
    return input_fingerprint(read_standard(data, Workbook.open(data)))


def edited(sheet: str, cell: str, value: Any) -> bytes:
    book = Workbook.open(STATION)
    book.set_cells(sheet, {cell: CellEdit(value)})
    return book.save()


def test_it_is_the_same_after_a_run_and_after_another() -> None:
    once = written_workbook(evaluate_bytes(STATION))[0]
    twice = written_workbook(evaluate_bytes(once))[0]
    assert once == twice
    assert fingerprint(STATION) == fingerprint(once)


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("基本信息", "B1", "别的站"), ("基本信息", "B8", 201), ("绩效指标", "C2", "别的服务"), ("绩效指标", "E2", 61),
        ("绩效指标", "H2", 59), ("绩效指标", "G2", 49), ("绩效指标", "I2", "有原因"), ("资金使用", "D2", 141),
        ("资金使用", "E2", 137.99), ("资金使用", "C2", "运营管理"), ("服务台账", "E2", 41), ("服务台账", "F3", 1),
        ("服务台账", "B2", "西社区"), ("服务台账", "A2", date(2024, 9, 2)), ("文字材料", "C2", "做得少"),
    ],
)  # fmt: skip
def test_every_input_counts(sheet: str, cell: str, value: Any) -> None:
    assert fingerprint(edited(sheet, cell, value)) != fingerprint(STATION)


@pytest.mark.parametrize("rows", [[("一张标题",), *INDICATORS], [(*row, "", "自己的备注") for row in INDICATORS]])
def test_where_a_table_stands_and_what_is_not_read_do_not_count(rows: list[Any]) -> None:
    plain, moved = standard().data(), standard(绩效指标=rows, 自己的表=[("随便",)]).data()
    assert fingerprint(moved) == fingerprint(plain)


def test_a_workbook_from_before_a_column_came_keeps_its_fingerprint() -> None:
    """This one is of version 2: a later column that is not there, or empty, must not change it."""
    paid = [
        ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额"),
        ("首期", 0.65, "合同生效", date(2024, 7, 1), 65),
    ]
    assessed = [("评估期次", "评估主体", "权重", "评估得分"), ("末期", "区民政局", 1, 90)]
    data = standard(资金拨付=paid, 评估评分=assessed).data()
    assert fingerprint(data) == "7a8a6469b61c20845f2225e18106f9fd584331e3b27842ccb0a16a922321daf8"


def test_a_blank_cell_and_a_zero_are_not_the_same() -> None:
    blank, zero = ([COSTS[0], (*COSTS[1][:4], value, ""), *COSTS[2:]] for value in ("", 0))
    assert fingerprint(standard(资金使用=blank).data()) != fingerprint(standard(资金使用=zero).data())


def test_entries_joined_from_another_workbook_have_a_fingerprint_of_their_own() -> None:
    submission = read_standard(STATION, Workbook.open(STATION))
    assert submission.ledger is not None
    assert joined_fingerprint(submission) == ""
    joined = join(submission, [("[9月.xlsx]服务台账", submission.ledger)])
    assert input_fingerprint(joined) == input_fingerprint(submission)
    assert joined_fingerprint(joined)


def test_the_digest_of_a_scheme_follows_its_settings() -> None:
    def scheme(*rules: tuple[str, str]) -> Scheme:
        return load_scheme("", tuple(RuleOverride("评分规则", "A2", "B2", *rule) for rule in rules))

    plain = scheme_digest(scheme())
    assert plain == scheme_digest(load_scheme("fiscal-2020"))
    assert len({plain, *(scheme_digest(scheme(("单项支出允许偏差", v))) for v in ("5%", "20%"))}) == 3
    assert scheme_digest(load_scheme("fiscal-2021")) != plain


def test_information_counts_by_its_values_not_by_its_order() -> None:
    turned = standard(基本信息=INFORMATION[::-1]).data()
    assert fingerprint(turned) == fingerprint(standard().data())

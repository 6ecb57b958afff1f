"""Assessments and tranches in the workbook: the computed columns, 评价结果 and --json say the same."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sheets import INFORMATION, standard

from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook
from workbook_tools.recompute import Outcome
from workbook_tools.report.blocks import Block, Table
from workbook_tools.report.narrative import narrative_of

AS_OF = date(2025, 4, 30)
ABOUT = (*INFORMATION, ("合同生效日期", date(2024, 8, 1)), ("中期评估日期", date(2025, 2, 10)))
ASSESSMENTS = [
    ("评估期次", "评估主体", "权重", "评分", "结论"),
    ("中期", "第三方（甲）", 0.7, 84, ""),
    ("中期", "第三方（乙）", 0.7, 89, ""),
    ("中期", "街道办事处", 0.2, 90, ""),
    ("中期", "区民政局", 0.1, 80, ""),
]
TRANCHES = [
    ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）", "拨付日期"),
    ("首期", 0.55, "合同生效", None, 110, date(2024, 9, 20)),
    ("中期", 0.4, "中期评估合格", date(2025, 3, 3), 50, None),
    ("末期", 0.05, "末期评估合格", None, None, None),
]
# thirty working days from 2024-08-01 end on 2024-09-12, from 2025-03-03 on 2025-04-15


@pytest.fixture(scope="module")
def computed() -> Computed:
    return evaluate_bytes(standard(基本信息=ABOUT, 评估评分=ASSESSMENTS, 资金拨付=TRANCHES).data(), as_of=AS_OF)


@pytest.fixture(scope="module")
def book(computed: Computed) -> openpyxl.Workbook:
    data, _ = written_workbook(computed)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def column(sheet: Worksheet, head: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)].value for row in sheet.iter_rows(min_row=2)]


def table_below(sheet: Worksheet, title: str) -> list[list[Any]]:
    """The rows below the head of a table of 评价结果, blanks left out."""
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows(max_col=10)]
    first = next(place for place, row in enumerate(rows) if row and str(row[0]).startswith(title))
    end = next(place for place in range(first + 2, len(rows) + 1) if place == len(rows) or not rows[place])
    return rows[first + 2 : end]


def test_the_computed_columns_begin_with_the_word(book: openpyxl.Workbook) -> None:
    sheet = book["资金拨付"]
    assert [str(value).partition("：")[0] for value in column(sheet, "拨付结论")] == ["已付", "逾期", "未触发"]
    assert column(sheet, "应拨金额（万元）") == [110, 80, 10]
    days = [value.date() if isinstance(value, datetime) else value for value in column(sheet, "最迟拨付日")]
    assert days == [date(2024, 9, 12), date(2025, 4, 15), None]


def test_the_weighted_score_of_several_scorers_stands_once(book: openpyxl.Workbook) -> None:
    assert column(book["评估评分"], "加权得分") == [60.55, None, 18, 8]  # (84 + 89) ÷ 2 = 86.50, × 70 %


def test_the_results_sheet_adds_the_money_up(book: openpyxl.Workbook) -> None:
    (assessment,) = table_below(book["评价结果"], "五、评估评分")
    assert assessment[:3] == ["中期", 86.55, "良好"]
    assert "第三方（2名评分人合成） 86.5×70%＝60.55" in assessment[-1]
    first, second, third, total = table_below(book["评价结果"], "六、资金拨付（万元，截至2025-04-30）")
    assert (first[2:6], first[7]) == ([110, 110, 110, 0], "已付")
    assert (second[2:6], second[7]) == ([80, 80, 50, 30], "逾期")
    assert (third[0], third[-2]) == ("末期", "未触发")
    assert total == ["合计", 200, 190, 160, 30, "其中逾期 30 万元；1 期未填已拨金额，按没有拨付记录计"]


def test_json_says_the_same(computed: Computed) -> None:
    found = Outcome("t.xlsx", True, computed.submission, computed.evaluation, computed.findings).to_dict()
    assert [each["state"] for each in found["tranches"]] == ["已付", "逾期", "未触发"]
    assert [each["due_to_date"] for each in found["tranches"]] == [110, 80, 0]
    assert [each["paid"] for each in found["tranches"]] == [110, 50, None]
    assert found["payments"] == {
        "as_of": "2025-04-30", "due": 200, "due_to_date": 190, "paid": 160, "outstanding": 30, "overdue": 30,
        "unrecorded": 1,
    }  # fmt: skip
    assert found["assessments"][0]["assessors"][0] == {
        "name": "第三方", "scorers": 2, "weight": 0.7, "score": 86.5, "weighted": 60.55,
    }  # fmt: skip


def test_what_was_paid_late_and_put_together_is_found(computed: Computed) -> None:
    codes = {each.code: each for each in computed.findings if each.code.startswith("A")}
    assert set(codes) == {"A024", "A050", "A064"}  # the second was due and paid in part
    assert "在2024-09-20拨付，比最迟拨付日2024-09-12晚8天" in codes["A050"].message


def cells(blocks: tuple[Block, ...], key: str) -> list[list[str]]:
    (table,) = (block for block in blocks if isinstance(block, Table) and block.key == key)
    return [[text for text, _ in row] for row in table.rows]


def test_the_papers_tell_the_sums(computed: Computed) -> None:
    narrative = narrative_of(computed.submission, computed.evaluation, computed.findings)
    text = str(narrative.blocks)
    assert cells(narrative.blocks, "tranches") == [
        ["首期", "55%", "合同生效", "110.00", "110.00", "已付"],
        ["中期", "40%", "中期评估合格", "80.00", "50.00", "逾期"],
        ["末期", "5%", "末期评估合格", "10.00", "—", "未填报拨付记录"],
        ["合计", "", "", "200.00", "160.00", ""],
    ]
    explained = [row[-1] for row in cells(narrative.working, "tranches_working")]
    assert [reason.partition("：")[0] for reason in explained] == ["已付", "逾期", "未触发"]
    assert "到期应拨190.00万元，已拨160.00万元，尚未拨付30.00万元（其中逾期30.00万元）" in text
    assert "按算术平均合成一个分数，权重只计一次：第三方（2人，86.50分）" in text

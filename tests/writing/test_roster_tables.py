"""登记表统计 in 评价结果, and the sentences of the report that speak of the lists."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from sheets import COSTS, INDICATOR_HEADS, Row, standard

from workbook_tools import recompute
from workbook_tools.explain import explain
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.report.blocks import Paragraph
from workbook_tools.report.narrative import narrative_of

PEOPLE: tuple[Row, ...] = (
    ("姓名", "用工方式", "职业资格", "年度培训时数"),
    ("王芳", "直聘", "社工师", 100),
    ("李敏", "购买", "无", 80),
)
COMMUNITIES: tuple[Row, ...] = (
    ("社区", "片区", "重点对象数", "已建档数"), ("甲社区", "东", 100, 95), ("丙社区", "西", 40, 40),
)  # fmt: skip
LEDGER: tuple[Row, ...] = (
    ("社区", "社工", "服务类别", "对应指标", "数量"), ("甲社区", "王芳", "入户探访", "个案服务", 20),
)  # fmt: skip
TASKS: tuple[Row, ...] = (("社工", "对应指标", "年度任务"), ("王芳", "个案服务", 40))
ITEMS: tuple[Row, ...] = (
    ("评估期次", "评估主体", "评估内容", "分值", "得分", "扣分说明"),
    ("末期", "第三方", "台账", 60, 55, "台账不全"),
    ("", "", "服务", 40, 40, ""),
)
ROWS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "工作人员", "", 2, "人", 40, "", ""),
    ("", "", "个案服务", "", 40, "个", 60, 20, ""),
)
LISTS = {"人员": PEOPLE, "社区": COMMUNITIES, "服务台账": LEDGER, "任务分解": TASKS, "评估明细": ITEMS}


def workbook(**sheets: tuple[Row, ...]) -> bytes:
    return standard(绩效指标=ROWS, 资金使用=COSTS, **sheets).data()


def printed(data: bytes) -> dict[str, list[object]]:
    """The rows of 评价结果 by their first cell."""
    book = openpyxl.load_workbook(io.BytesIO(written_workbook(evaluate_bytes(data))[0]), data_only=True)
    return {str(row[0]): list(row[1:10]) for row in book["评价结果"].iter_rows(values_only=True) if row[0]}


def test_each_list_has_its_figures_with_where_they_stand() -> None:
    rows = printed(workbook(**LISTS))
    assert rows["在岗人员"][:3] == ["A1", 2, "人"]
    assert rows["持证比例"][1] == 0.5
    assert "李敏 80" in str(rows["培训时数不足"][3])
    assert "丙社区" in str(rows["有服务的社区"][3])
    assert rows["每百名重点对象走访"][1] == pytest.approx(20 * 100 / 140)
    assert rows["王芳"][2:5] == [40, 20, 0.5]
    assert rows["末期第三方"][1:3] in ([60, 55], [95, "分"])


def test_a_workbook_without_lists_has_no_such_tables() -> None:
    assert not any(re.search("登记表统计|任务分解|片区和社工点|评估失分项", name) for name in printed(workbook()))


def test_a_figure_of_a_list_leads_to_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(written_workbook(evaluate_bytes(workbook(**LISTS)))[0])
    book = openpyxl.load_workbook(path)["评价结果"]
    row = next(cell.row for cell in book["A"] if cell.value == "在岗人员")
    (way,) = explain(path, [f"评价结果!C{row}"]).ways
    assert "人员" in str(way)


def test_the_report_tells_of_staff_communities_and_what_assessors_took_off() -> None:
    computed = evaluate_bytes(workbook(**LISTS))
    blocks = narrative_of(computed.submission, computed.evaluation, computed.findings).blocks
    words = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    for sentence in (
        "本站在岗2人，其中直聘1人、购买服务1人；具有社会工作等职业资格的1人，占50.00%。",
        "在岗人员人均接受继续教育90.00小时，其中1人不足90小时。",
        "服务范围内共有2个社区，本年度为其中1个提供了有记录的服务，丙社区没有服务记录。",
        "重点对象140人，已建档135人，建档率96.43%。",
        "末期评估中，第三方有1项扣分，扣分较多的有“台账”（台账不全）。",
    ):
        assert sentence in words


def test_a_second_run_leaves_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(workbook(**LISTS))
    recompute(path, out=tmp_path / "一")
    first = (tmp_path / "一" / path.name).read_bytes()
    recompute(tmp_path / "一" / path.name, out=tmp_path / "二")
    assert (tmp_path / "二" / path.name).read_bytes() == first

"""台账统计: every figure recomputed from the entries by hand, and the sheet there only when there is a ledger."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office import recalculated
from sheets import INDICATOR_HEADS, Row, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook

HEADS = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时")
ENTRIES: tuple[Row, ...] = (
    (dt.date(2024, 8, 3), "东门", "陈社工", "个案", "个案（60个）", 2, 3, 1.5, 0.1),
    (dt.date(2024, 8, 9), "西门", "陈社工", "探访", "入户探访", 5, 5, 0.2, 0.2),
    (dt.date(2024, 9, 1), "东门", "林 社工", "个案", "个案", 1, 1, 3, ""),
    (dt.date(2024, 10, 1), "东门", "林社工", "", "", "", 20, "", 2.5),
    ("", "", "", "探访", "入户探访", 4, "", 1, ""),
)
INDICATORS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "个案", "", 60, "个", 20, 4, ""),
    ("", "", "入户探访", "", 12, "次", 10, "", ""),
    ("", "", "总服务工时", "直接服务工时", 10, "小时", 20, 5.7, ""),
    ("", "", "", "间接服务工时", 2, "小时", "", "", ""),
    ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, "92%", ""),
)


def written(entries: tuple[Row, ...] | None = ENTRIES) -> bytes:
    ledger = {"服务台账": (HEADS, *entries)} if entries is not None else {}
    return written_workbook(evaluate_bytes(standard(绩效指标=INDICATORS, **ledger).data()))[0]


def shown(data: bytes, title: str, *, values: bool = True) -> list[list[Any]]:
    """The rows of a section, head first."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=values)["台账统计"]
    lines = [list(row) for row in sheet.iter_rows(max_col=10, values_only=True)]
    start = next(place for place, line in enumerate(lines) if line[0] == title)
    section = []
    for line in lines[start + 1 :]:
        if line[0] is None:
            break
        section.append(line)
    return section


def test_what_was_declared_stands_beside_the_ledger() -> None:
    rows = shown(written(), "一、各指标的填报数与台账")
    assert rows[0][:8] == ["指标", "位置", "年度指标值", "填报完成值", "台账完成值", "台账÷目标", "填报−台账", "说明"]
    assert [row[:7] for row in rows[1:]] == [
        ["个案", "H2", "60", "4", 3, 0.05, 1],
        ["入户探访", "H3", "12", None, 9, 0.75, None],
        ["总服务工时·直接服务工时", "H4", "10", "5.7", 5.7, 0.57, 0],
        ["总服务工时·间接服务工时", "H5", "2", None, 2.8, 1.4, None],
    ]
    assert [row[7] for row in rows[1:]] == [
        "不一致，请核对（单位：个）",
        "没有填报，按台账计分（单位：次）",
        "一致（单位：小时）；台账完成值是台账全部 5 条记录不分对应指标的直接工时 5.7",
        "没有填报，按台账计分（单位：小时）；台账完成值是台账全部 5 条记录不分对应指标的间接工时 2.8",
    ]


def test_hours_stand_against_their_targets() -> None:
    rows = shown(written(), "二、服务工时与目标")
    assert [row[2:6] for row in rows[1:]] == [[10, 5.7, -4.3, 0.57], [2, 2.8, 0.8, 1.4]]


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("三、按月统计", lambda entry: f"{entry[0]:%Y-%m}" if entry[0] else ""),
        ("四、按社工统计", lambda entry: entry[2].replace(" ", "")),
        ("五、按社区统计", lambda entry: entry[1]),
        ("六、按服务类别统计", lambda entry: entry[3]),
    ],
)
def test_every_group_is_the_sum_of_its_entries_and_every_table_that_of_the_ledger(title: str, key: Any) -> None:
    expected: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    for entry in ENTRIES:
        amounts = [1, *(value or 0 for value in entry[5:9])]
        for name in (key(entry) or "（未填写）", "合计"):
            expected[name] = [a + b for a, b in zip(expected[name], [*amounts, amounts[3] + amounts[4]], strict=True)]
    rows = shown(written(), title)[1:]
    assert [row[0] for row in rows] == [*sorted(set(expected) - {"合计", "（未填写）"}), "（未填写）", "合计"]
    for row in rows:
        assert row[1:7] == pytest.approx(expected[row[0]])
        assert row[7] == pytest.approx(expected[row[0]][5] / 8.5)


def test_a_worker_has_months_and_a_mean_of_hours() -> None:
    rows = {row[0]: row[8:10] for row in shown(written(), "四、按社工统计")}
    assert rows["陈社工"] == [1, 2.0]
    assert rows["林社工"] == [2, 2.75]
    assert rows["（未填写）"] == [None, None]


def test_sums_shares_and_means_are_formulas() -> None:
    rows = shown(written(), "四、按社工统计", values=False)
    first = rows[1]
    assert [str(cell)[0] for cell in first[6:8]] == ["=", "="]
    assert str(first[9]).startswith("=G")
    assert all(str(cell).startswith("=ROUND(SUM(") for cell in rows[-1][1:7])


def test_the_months_have_a_chart() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written()))["台账统计"]
    assert len(sheet._charts) == 1


def test_without_entries_there_is_no_such_sheet() -> None:
    assert "台账统计" not in openpyxl.load_workbook(io.BytesIO(written(None))).sheetnames
    assert "台账统计" not in openpyxl.load_workbook(io.BytesIO(written(()))).sheetnames


def test_a_ledger_of_very_many_workers_is_cut_and_still_adds_up() -> None:
    entries = tuple((dt.date(2024, 9, 1), "东门", f"社工{n:04d}", "个案", "个案", 1, 1, 1, "") for n in range(320))
    rows = shown(written(entries), "四、按社工统计")
    assert [rows[-2][0], rows[-2][1], rows[-1][1]] == ["（其余 20 个）", 20, 320]


def test_a_ledger_without_hours_shares_its_entries() -> None:
    entries = tuple((*entry[:7], "", "") for entry in ENTRIES)
    rows = shown(written(entries), "五、按服务类别统计")
    assert rows[0][7] == "记录占比"
    assert [row[7] for row in rows[1:]] == [0.4, 0.4, 0.2, 1]


def test_writing_it_again_changes_no_byte() -> None:
    once = written()
    assert written_workbook(evaluate_bytes(once))[0] == once


@pytest.mark.office
def test_a_spreadsheet_program_calculates_the_same_figures(tmp_path: Path) -> None:
    data = written()
    saved = io.BytesIO()
    recalculated(data, tmp_path).save(saved)
    for title in ("二、服务工时与目标", "三、按月统计", "四、按社工统计", "五、按社区统计", "六、按服务类别统计"):
        for before, after in zip(shown(data, title), shown(saved.getvalue(), title), strict=True):
            assert [value or 0 for value in after] == pytest.approx([value or 0 for value in before])

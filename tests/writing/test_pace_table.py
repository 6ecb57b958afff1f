"""进度监测 in 评价结果, in 核查底稿 and in --json: on a day inside the year, and absent elsewhere."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from sheets import INDICATOR_HEADS, INFORMATION, Row, standard

from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook
from workbook_tools.recompute import Outcome
from workbook_tools.report.blocks import Block, Paragraph, Table
from workbook_tools.report.narrative import narrative_of

HEADS = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时")
HALF = dt.date(2025, 1, 30)  # day 183 of 365
INDICATORS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "个案", "", 73, "个", 25, 40, ""),
    ("", "", "投诉", "", "≤5", "起", 25, 0, ""),
    ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, "92%", ""),
)
ENTRIES: tuple[Row, ...] = (
    (dt.date(2024, 9, 1), "东门", "陈社工", "个案", "个案", 18.3, 1, 1, 1),
    (dt.date(2025, 1, 30), "东门", "陈社工", "个案", "投诉", 4, 1, 1, 1),
    (dt.date(2025, 2, 1), "东门", "陈社工", "个案", "个案", 21.7, 1, 1, 1),
)


def computed(day: dt.date | None, *, ledger: bool = True, filled: dt.date | None = None) -> Computed:
    information = (*INFORMATION, ("填表日期", filled)) if filled else INFORMATION
    sheets = {"服务台账": (HEADS, *ENTRIES)} if ledger else {}
    return evaluate_bytes(standard(基本信息=information, 绩效指标=INDICATORS, **sheets).data(), as_of=day)


def table(result: Computed) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(written_workbook(result)[0]), data_only=True)["评价结果"]
    lines = [list(row) for row in sheet.iter_rows(max_col=10, values_only=True)]
    start = next((place for place, line in enumerate(lines) if "进度监测" in str(line[0])), len(lines))
    return [line for line in lines[start:] if line[0] is not None]


def told(result: Computed) -> tuple[list[str], list[Table]]:
    """What 核查底稿 tells of the pace."""
    return pace_in(narrative_of(result.submission, result.evaluation, result.findings).working)


def pace_in(blocks: tuple[Block, ...]) -> tuple[list[str], list[Table]]:
    words = [block.text for block in blocks if isinstance(block, Paragraph) and "服务年度已过" in block.text]
    return words, [block for block in blocks if isinstance(block, Table) and block.key == "pace"]


def json_of(result: Computed) -> Any:
    return Outcome("甲.xlsx", True, result.submission, result.evaluation).to_dict()["pace"]


def test_the_table_sets_the_rows_against_the_days() -> None:
    """183 of 365 days: 18.3 × 365 ÷ 183 is 36.5, half of 73; of a ceiling of 5 four fifths are used."""
    note, head, *rows = table(computed(HALF))[1:]
    assert "截至 2025-01-30，服务年度（2024-08-01 至 2025-07-31）已过 183÷365 天。" in note[0]
    assert "1 条日期在后的记录没有计入" in note[0]
    assert "推算按服务年度剩余时间保持目前的平均进度" in note[0]
    assert head == [
        "指标",
        "位置",
        "目标",
        "已完成",
        "完成比例",
        "时间进度",
        "年末推算",
        "推算比例",
        "进度",
        "怎样算的",
    ]
    case, complaint, rate, satisfaction = rows
    assert case[:4] == ["个案", "H2", 73, 18.3]
    assert case[4:8] == pytest.approx([18.3 / 73, 183 / 365, 36.5, 0.5])
    assert (case[8], case[9]) == (
        "滞后",
        "单位：个。已完成 18.3÷目标 73＝25.07%；年末推算 18.3÷183天×365天＝36.5，为目标的 50.00%",
    )
    assert complaint[2:4] == [5, 4]
    assert complaint[4:8] == pytest.approx([0.8, 183 / 365, 4 * 365 / 183, 4 * 365 / 183 / 5])
    assert complaint[8] == "预计超限"
    assert [row[2:9] for row in (rate, satisfaction)] == [[None] * 6 + ["—"]] * 2
    assert rate[9] == "比率不随时间累计，不作进度监测"


@pytest.mark.parametrize("day", [dt.date(2024, 7, 31), dt.date(2025, 8, 1), None])
def test_outside_the_year_and_at_its_end_when_nobody_asked_it_is_absent(day: dt.date | None) -> None:
    result = computed(day)
    assert table(result) == []
    assert told(result) == ([], [])


def test_the_last_day_is_shown_when_it_is_asked_for() -> None:
    result = computed(dt.date(2025, 7, 31))
    assert [row[6] for row in table(result)[3:5]] == [40, 4]
    words, _ = told(result)
    assert "服务年度已过100.00%（365÷365天）" in words[0]
    assert "年末推算假定" not in words[0]


def test_the_working_paper_tells_the_same_figures() -> None:
    words, (shown,) = told(computed(HALF))
    assert words == [
        "截至2025年1月30日，服务年度已过50.14%（183÷365天）。按服务台账截至当日的记录监测进度，滞后1项、预计超限1项，"
        "另有2项不随时间累计或没有记录，不作监测。年末推算假定服务年度剩余时间保持目前的平均进度。进度只供监测，不影响得分。"
        "按目前的进度，应优先安排：个案（滞后）、投诉（预计超限）。"
    ]
    assert [tuple(text for text, _ in row) for row in shown.rows] == [
        ("个案", "73个", "18.3", "25.07%", "36.50", "50.00%", "滞后"),
        ("投诉", "≤5起", "4", "80.00%", "7.98", "159.56%", "预计超限"),
    ]


def test_the_formal_paper_is_about_the_year_and_tells_no_pace() -> None:
    result = computed(HALF)
    formal = narrative_of(result.submission, result.evaluation, result.findings).blocks
    assert pace_in(formal) == ([], [])
    assert not [word for word in ("滞后", "预计超限", "年末推算") if word in str(formal)]


def test_without_a_ledger_the_day_of_the_form_and_the_declared_figures_count() -> None:
    result = computed(None, ledger=False, filled=HALF)
    assert "没有服务台账，已完成数按填表日期当日填报的实际完成值" in table(result)[1][0]
    assert [row[3] for row in table(result)[3:5]] == [40, 0]
    assert "没有服务台账，按填表日期当日填报的实际完成值监测进度" in told(result)[0][0]


def test_json_has_the_figures_and_their_reasons() -> None:
    pace = json_of(computed(HALF))
    assert {key: pace[key] for key in ("as_of", "basis", "days_elapsed", "days_total")} == {
        "as_of": "2025-01-30", "basis": "台账", "days_elapsed": 183, "days_total": 365,
    }  # fmt: skip
    case = pace["rows"][0]
    assert (case["name"], case["done"], case["light"], case["ceiling"]) == ("个案", 18.3, "滞后", False)
    assert case["projected"] == pytest.approx(36.5)
    assert pace["rows"][2]["light"] is None
    assert json_of(computed(dt.date(2025, 8, 1))) is None
    assert json_of(computed(None))["elapsed"] == 1


def test_the_score_is_not_touched() -> None:
    scores = {(each.evaluation.score, each.evaluation.grade) for each in map(computed, (None, HALF))}
    assert len(scores) == 1

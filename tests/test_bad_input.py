"""Cells that nobody should write: each is told under a code, nothing raises, nothing leaves as an invalid number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sheets import COSTS, INDICATORS, INFORMATION, Row, standard

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.recompute import Outcome

HEADS, *ROWS = INDICATORS
TEXTS = (
    "长" * 10_000, "9" * 10_000, "1." * 5_000, "a\x01b", "_xD800_", "_x0041_", '=HYPERLINK("http://x","68个")',
    "1e308", "-1e308个", "NaN", "Infinity", "0x44", "68.0.0", "@SUM(1)", "-1+1", "+cmd|' /C calc'!A0", "%", "≥", "≥%",
    "1/0", "2022-13-45", "13月前", "\u200b", "⅔", "TRUE", "#DIV/0!",
)  # fmt: skip
FIGURES: tuple[Any, ...] = (1e308, -1e308, 1e15, True, False)


def row(target: Any, actual: Any, points: Any = 50) -> Row:
    return ("产出指标", "数量指标", "个案服务", "", target, "", points, actual, "")


def computed(**sheets: list[Row]) -> dict[str, Any]:
    """The JSON object of a workbook, after it was written as well."""
    result = evaluate_bytes(standard(**sheets).data())
    _, findings = written_workbook(result)
    outcome = Outcome("站点.xlsx", True, result.submission, result.evaluation, findings)
    answer: dict[str, Any] = json.loads(json.dumps(outcome.to_dict(), allow_nan=False))
    return answer


@pytest.mark.parametrize("place", ["target", "actual"])
@pytest.mark.parametrize("value", [*TEXTS, *FIGURES], ids=lambda value: repr(value)[:20])
def test_what_cannot_be_read_is_told_at_its_cell_and_never_scored(value: Any, place: str) -> None:
    cells = (value, "68个") if place == "target" else ("68个", value)
    answer = computed(绩效指标=[HEADS, row(*cells), *ROWS[1:]])
    told = [finding for finding in answer["findings"] if finding["cell"] == ("E2" if place == "target" else "H2")]
    assert answer["rows"][0]["score"] is None
    assert answer["rows"][0]["state"] == "无法判定"
    assert answer["score"] is None
    assert len(told) == 1, told
    assert len(told[0]["message"]) < 300


@pytest.mark.parametrize("value", ["-68个", -5, "−5", "负五"])
def test_a_negative_count_is_told(value: Any) -> None:
    answer = computed(绩效指标=[HEADS, row("68个", value), *ROWS[1:]])
    assert answer["rows"][0]["score"] in (0, None)
    assert any(finding["cell"] == "H2" for finding in answer["findings"])


@pytest.mark.parametrize("value", [1e308, -1e308, 1e15, "1e308", "NaN", "很多", True])
def test_amounts_beyond_all_sense_are_told_at_every_cell_and_reach_no_figure(value: Any) -> None:
    answer = computed(
        基本信息=[*INFORMATION[:-2], ("年度项目资金（万元）", value), INFORMATION[-1]],
        资金使用=[COSTS[0], ("人员经费", "", "人员费用", value, value, ""), *COSTS[2:]],
        资金拨付=[("拨付期次", "拨付比例", "拨付条件", "已拨金额"), ("首期", value, "合同生效", value)],
        评估评分=[("评估期次", "评估主体", "权重", "评分"), ("末期", "第三方评估机构", value, value)],
        绩效指标=[HEADS, row(60, 60, value), *ROWS[1:]],
    )
    told = {(finding["sheet"], finding["cell"]) for finding in answer["findings"] if finding["code"] == "S008"}
    assert told >= {
        ("基本信息", "B8"), ("资金使用", "D2"), ("资金使用", "E2"), ("资金拨付", "B2"), ("资金拨付", "D2"),
        ("评估评分", "C2"), ("评估评分", "D2"), ("绩效指标", "G2"),
    }  # fmt: skip
    assert answer["score"] is None
    assert answer["funds"]["spent"] is None
    assert {base for share in answer["funds"]["shares"] for base in list(share.values())[2:]} == {None}


def test_all_that_stands_in_the_way_is_told_in_one_pass() -> None:
    sheets = {
        "绩效指标": [(*HEADS, "分值"), *ROWS],
        "资金使用": [("支出明细", "预算", "说明"), ("甲", 1, "")],
        "台账": [("数量",), (1,)],
    }
    with pytest.raises(CannotProcess) as raised:
        evaluate_bytes(standard(基本信息=None, **sheets).data())
    told = {(finding.code, finding.sheet) for finding in raised.value.findings}
    assert told == {("S001", "基本信息"), ("S005", "绩效指标"), ("S002", "资金使用"), ("S003", "台账")}


LEDGER_HEADS: Row = ("日期", "社区", "社工", "服务类别", "对应指标", "数量")
ANSWERED = [HEADS, row("60个", ""), *ROWS[1:]]


def entry(count: Any, day: Any = "2024-09-01", name: str = "个案服务") -> Row:
    return (day, "甲", "李", "个案", name, count)


def test_a_ledger_of_pages_is_one_ledger() -> None:
    """Its header on each page, a total row, figures as text, days as text: nothing of it is lost or counted twice."""
    pages = [
        LEDGER_HEADS,
        entry(30),
        entry("２０"),
        LEDGER_HEADS,
        entry(" 1,000 ", "2024-10-01 00:00:00", " 个案服务 "),
    ]
    answer = computed(服务台账=[*pages, ("合计", "", "", "", "", 1050)], 绩效指标=ANSWERED)
    assert answer["rows"][0]["actual"] == "1050个"
    codes = [finding["code"] for finding in answer["findings"] if finding["code"][0] in "SL"]
    assert codes == ["S030"]


@pytest.mark.parametrize("count", [1e308, -1e15, "12:30", "很多", True])
def test_what_a_ledger_cannot_count_is_told(count: Any) -> None:
    answer = computed(服务台账=[LEDGER_HEADS, entry(count)], 绩效指标=ANSWERED)
    assert ("L004", "F2") in {(finding["code"], finding["cell"]) for finding in answer["findings"]}
    assert answer["rows"][0]["score"] is None


@pytest.mark.parametrize("text", ["1:30", "3：5", "*5", "1 2:3", "--5", "+-5", "."])
def test_signs_do_not_vanish_from_a_figure(text: str) -> None:
    answer = computed(绩效指标=[HEADS, row("60个", "60个", text), *ROWS[1:]])
    assert ("S008", "G2") in {(finding["code"], finding["cell"]) for finding in answer["findings"]}


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("2024-08-01 00:00:00", True),
        ("2024-08-01T08:30:00Z", True),
        ("二〇二四年八月一日", True),
        (45505.75, True),
        ("2024-02-30", False),
        ("2024年8月", False),
        (1e10, False),
        (-5, False),
    ],
)
def test_days_of_other_systems(day: Any, *, read: bool) -> None:
    about = [(label, day if label == "服务开始日期" else value) for label, value in INFORMATION]
    told = [finding["cell"] for finding in computed(基本信息=about)["findings"] if finding["code"] == "S009"]
    assert told == ([] if read else ["B6"])

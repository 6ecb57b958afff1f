"""提档路径 in 评价结果 and in --json: the paths as a reader sees them, and that nobody is invited to mend figures."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
from sheets import COSTS, INDICATORS, Row, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.recompute import Outcome

HEAD, OUTPUT, BENEFIT, SATISFACTION = INDICATORS
SPENT = COSTS[:1] + tuple((*row[:4], row[3], "") for row in COSTS[1:])


def table(*rows: Row) -> list[list[Any]]:
    """What the section shows, without its blank cells."""
    computed = evaluate_bytes(standard(绩效指标=(HEAD, *rows), 资金使用=SPENT).data())
    sheet = openpyxl.load_workbook(io.BytesIO(written_workbook(computed)[0]), data_only=True)["评价结果"]
    lines = [[value for value in row if value is not None] for row in sheet.iter_rows(max_col=10, values_only=True)]
    start = next(
        (place for place, line in enumerate(lines) if line and str(line[0]).endswith("、提档路径")), len(lines)
    )
    return [line for line in lines[start:] if line]


def with_actual(row: Row, actual: object) -> Row:
    return (*row[:7], actual, "见说明")


def test_a_path_names_the_cell_and_the_figure_to_reach() -> None:
    shown = table(with_actual(OUTPUT, 40), BENEFIT, SATISFACTION)
    assert shown[2:5] == [
        ["等级和指标", "位置", "需要做到", "可多得分", "用力", "结果"],
        ["“优”（90 分及以上）", "现为 83.33 分，还差 6.67 分", 6.67, 0.1333, "做到后 90.00 分，共 1 行"],
        ["个案服务", "H2", "再增加 8个（到 48个）", 6.67, 0.1333],
    ]


def test_the_section_says_that_figures_of_the_year_are_facts() -> None:
    (rule,) = table(with_actual(OUTPUT, 40), BENEFIT, SATISFACTION)[1]
    assert "供下一周期安排工作参考" in rule
    assert "本期数据是既成事实，如实填报" in rule


def test_the_best_grade_says_so_and_still_tells_what_a_unit_is_worth() -> None:
    shown = table(with_actual(OUTPUT, 59), BENEFIT, SATISFACTION)
    assert shown[2:] == [
        ["已是最高等级“优”，没有更高的等级。"],
        ["指标", "位置", "分值", "得分", "提分空间", "单位分值", "单位", "做满还需"],
        ["个案服务", "H2", 50, 49.17, 0.83, 0.8333333333333334, "每多 1 个", "再增加 1个（到 60个）"],
        ["已得满分的 3 行，再多做一个单位值 0 分；单位分值是取整前的得分之差。"],
    ]


def test_open_points_are_told_both_ways_with_the_row_that_settles() -> None:
    shown = table(OUTPUT, (*BENEFIT[:6], 25, "95%", ""), (*SATISFACTION[:6], 15, "若干", ""))
    assert shown[3:8] == [
        ["“优”（90 分及以上）", "现为 85.00 分，未判定的分值按全失计，还差 5.00 分",
         "已判定的行全部得满分也只有 85.00 分，达不到"],
        ["“优”（90 分及以上）", "现为 100.00 分，未判定的分值按全得计", "已经达到"],
        ["未判定的指标", "位置", "分值", "单独补齐这一行就能定级的得分"],
        ["居民满意度", "H4", 15, "得 0.00 分及以上、不足 5.00 分，等级即为“良”"],
        ["居民满意度", "H4", 15, "得 5.00 分及以上，等级即为“优”"],
    ]  # fmt: skip


def test_a_workbook_in_which_nothing_is_judged_has_no_section() -> None:
    rows = [with_actual(row, "") for row in (OUTPUT, BENEFIT, SATISFACTION)]
    computed = evaluate_bytes(standard(绩效指标=(HEAD, *rows), 资金使用=None).data())
    sheet = openpyxl.load_workbook(io.BytesIO(written_workbook(computed)[0]), data_only=True)["评价结果"]
    assert not any("提档路径" in str(cell) for row in sheet.iter_rows(max_col=1, values_only=True) for cell in row)


def test_the_json_object_has_the_paths_and_every_row() -> None:
    computed = evaluate_bytes(standard(绩效指标=(HEAD, with_actual(OUTPUT, 40), BENEFIT, SATISFACTION)).data())
    outcome = Outcome("站点.xlsx", True, computed.submission, computed.evaluation, computed.findings)
    found = json.loads(json.dumps(outcome.to_dict()))["lift"]
    (path,) = found["paths"]
    assert (path["grade"], path["state"], path["total"], path["open_points"]) == ("优", "open", 83.13, None)
    assert path["steps"][0]["to"] == 49
    assert [(row["name"], row["gain"], row["worth"]) for row in found["rows"][:2]] == [
        ("个案服务", 16.67, 0.8333333333333334),
        ("建档率", 0, 0),
    ]
    assert Outcome("坏.xlsx", False).to_dict()["lift"] is None

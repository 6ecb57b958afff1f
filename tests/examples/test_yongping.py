"""The real station as the first example: rebuilt by its script, read back by the program."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import validator_command

from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import read_standard

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMITTED = EXAMPLES / "yongping-2022.xlsx"


@pytest.fixture(scope="module")
def submission() -> Submission:
    data = COMMITTED.read_bytes()
    return read_standard(data, Workbook.open(data))


def test_the_script_rebuilds_the_committed_files(
    tmp_path: Path, build: Callable[[str, Path], None], same_package: Callable[[bytes, bytes], None]
) -> None:
    build("build_yongping.py", tmp_path)
    for path in sorted(tmp_path.iterdir()):
        same_package(path.read_bytes(), (EXAMPLES / path.name).read_bytes())


@pytest.mark.validator
def test_it_follows_the_schema() -> None:
    command = validator_command()
    assert command
    answer = subprocess.run([command, str(COMMITTED)], capture_output=True, check=False, timeout=60)
    assert json.loads(answer.stdout)["errors"] == []


def test_reading_it_raises_nothing_that_cannot_be_right(submission: Submission) -> None:
    assert [finding for finding in submission.findings if finding.severity == "E"] == []


def test_level_one_carries_the_points_and_no_row_does(submission: Submission) -> None:
    points = {heading.level1: heading.points for heading in submission.headings if heading.level == 1}
    assert points == {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
    assert {row.points for row in submission.indicators} == {None}


def test_there_are_six_four_and_one_indicators_of_level_three(submission: Submission) -> None:
    groups = {(row.level1, row.group) for row in submission.indicators}
    assert Counter(level1 for level1, _ in groups) == {"产出指标": 6, "效益指标": 4, "满意度指标": 1}


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("服务达标率·个案", "68", "70"),
        ("服务达标率·电话访问", "1800", "2198"),
        ("志愿者服务情况·志愿者培训", "6", "8"),
        ("专业社工比例·专业人员", "不少于14人", "16"),
        ("年服务时数", "30184", "30184"),
        ("成本控制比率·经费执行与计划的差距", "10%以内", "10%以内"),
        ("资源链接", "50万", "35万"),
        ("社工继续教育", "不少于90h/人/年", "平均达到90h/人/年"),
        ("孵化志愿服务队伍", "不少于2支/年", "社会组织1支；志愿队伍2支"),
        ("专业服务满意度", "90%以上", "达标"),
    ],
)
def test_cells_stay_as_exact_and_as_vague_as_the_report(
    submission: Submission, name: str, target: str, actual: str
) -> None:
    row = next(row for row in submission.indicators if row.name == name)
    assert (row.target_cell.text, row.actual_cell.text) == (target, actual)


def test_cooperation_is_answered_with_four_numbered_facts(submission: Submission) -> None:
    row = next(row for row in submission.indicators if row.level3 == "社会组织合作")
    assert [item.number for item in row.actual.items] == [1, 2, 3, 4]


def test_the_costs_add_up_to_the_reports_totals(submission: Submission) -> None:
    assert sum(line.budget or 0 for line in submission.cost_lines) == Decimal("240.00")
    assert sum(line.spent or 0 for line in submission.cost_lines) == Decimal("262.0191")
    assert [line.category for line in submission.cost_lines] == ["人员费用", *["服务质量保障"] * 3, "运营管理"]
    assert submission.cost_totals[0].spent == Decimal("262.0191")


def test_grades_are_stated_and_no_assessor_has_a_score(submission: Submission) -> None:
    assert submission.information.final_grade == "良好"
    assert {record.score for record in submission.assessments} == {None}
    assert [tranche.share for tranche in submission.tranches] == [Decimal("0.55"), Decimal("0.4"), Decimal("0.05")]


@pytest.mark.parametrize(
    "fact",
    [
        "资源链接50万", "平均约25万/年", "志愿队伍2支", "志愿队伍10支", "1416人次", "3178人次", "26880小时", "3304小时",
        "30184小时", "穗府区办〔2018〕13号", "穗府办规〔2018〕13号", "关于引发", "19GZTPO1K284",
        "2019年8月1日至2024年8月15日", "2022年10月8日", "其末期评估等级为良好", "2022年11月", "16篇", "14篇", "7月15日",
    ],
)  # fmt: skip
def test_the_texts_carry_the_reports_facts_with_their_contradictions(submission: Submission, fact: str) -> None:
    words = [text.content for text in submission.texts] + [effect.effect for effect in submission.effects]
    assert any(fact in word for word in words)

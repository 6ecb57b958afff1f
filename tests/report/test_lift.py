"""What the report advises for a better grade, in chapter six."""

from __future__ import annotations

from builders import cost, indicator, number, rate, submission

from workbook_tools.evaluation import evaluate
from workbook_tools.model import Indicator
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.report.blocks import Heading, Paragraph
from workbook_tools.report.narrative import narrative_of

FISCAL = load_scheme("guangzhou-2018")


def advice(*rows: Indicator, spent: bool = True) -> list[str]:
    """The paragraphs of the section; 90 points in rows, and the execution item, all of it unless nothing was spent."""
    book = submission(rows, costs=[cost("人员经费", "200", "200", "人员费用")] if spent else [])
    found, inside = [], False
    for block in narrative_of(book, evaluate(book, FISCAL), ()).blocks:
        if isinstance(block, Heading):
            inside = block.text == "（三）绩效管理方面建议"
        elif inside and isinstance(block, Paragraph):
            found.append(block.text)
    return found


CASES = indicator("个案", number(60, "个"), number(40, "个"), points=60)
FILES = indicator("建档", rate(90), rate(90), points=30)


def test_the_next_grade_is_told_with_its_rows_in_one_sentence() -> None:
    told = advice(indicator("个案", number(60, "个"), number(45, "个"), points=60), FILES)
    assert told[0] == "总分距“优”差5.00分，个案再增加5个（到50个），即可达到，供本站安排下一年度工作时参考。"


def test_open_points_are_told_with_what_they_can_bring() -> None:
    assert advice(CASES, FILES, spent=False)[0] == (
        "本站应在报告定稿前补齐1项指标的评分依据；补齐后等级在中至良之间，其中预算执行率影响最大（10分）。"
    )


def test_the_best_grade_needs_no_advice() -> None:
    assert not any(
        "总分距" in line for line in advice(indicator("个案", number(60, "个"), number(60, "个"), points=90))
    )

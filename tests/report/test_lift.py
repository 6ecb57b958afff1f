"""What the report advises for a better grade, in chapter six."""

from __future__ import annotations

from builders import indicator, number, rate, submission, text, word

from workbook_tools.evaluation import evaluate
from workbook_tools.model import Indicator
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.report.blocks import Heading, Paragraph
from workbook_tools.report.narrative import narrative_of

FISCAL = load_scheme("guangzhou-2018")
LEAD = (
    "以下测算供下一周期安排工作参考，本年度数据是既成事实，应如实填报。按涉及的指标最少、其次需要改变的幅度最小测算："
)


def advice(*rows: Indicator) -> list[str]:
    """The paragraphs from the lead on; 90 points in rows, as the execution item has no figures."""
    book = submission(rows)
    found, inside = [], False
    for block in narrative_of(book, evaluate(book, FISCAL), ()).blocks:
        if isinstance(block, Heading):
            inside = block.text == "（三）绩效管理方面建议"
        elif inside and isinstance(block, Paragraph):
            found.append(block.text)
    return found[found.index(LEAD) + 1 :] if LEAD in found else []


def test_each_grade_is_told_with_its_rows_and_with_open_points_both_lost_and_won() -> None:
    assert advice(
        indicator("个案", number(60, "个"), number(40, "个"), points=60),
        indicator("建档", rate(90), rate(90), points=30),
    ) == [
        "未评定部分按全失计为70.00分，距“良”（80分及以上）差10.00分，若个案再增加 10个（到 50个），可达到80.00分。",
        "未评定部分按全得计为80.00分，已经达到“良”（80分及以上）。",
        "未评定部分按全失计为70.00分，距“优”（90分及以上）差20.00分，若个案再增加 20个（到 60个），可达到90.00分。",
        "未评定部分按全得计为80.00分，距“优”（90分及以上）差10.00分，若个案再增加 10个（到 50个），可达到90.00分。",
        "预算执行率单独补齐后，得0.00分及以上、不足10.00分，即可确定等级为“中”。",
        "预算执行率单独补齐后，得10.00分及以上，即可确定等级为“良”。",
    ]


def test_what_full_scores_do_not_reach_is_said_to_be_out_of_reach() -> None:
    told = advice(
        indicator("个案", number(60, "个"), number(40, "个"), points=30),
        indicator("满意度", rate(90), word("达标"), points=30),
        indicator("调研", text("完成调研"), word("良好"), points=30),
    )
    assert "未评定部分按全失计为20.00分，已评定的指标全部得满分也只有30.00分，达不到“中”（60分及以上）。" in told
    assert told[-1] == "未评定的部分中没有哪一项单独补齐就能确定等级。"


def test_the_best_grade_needs_no_advice() -> None:
    assert advice(indicator("个案", number(60, "个"), number(60, "个"), points=90)) == []

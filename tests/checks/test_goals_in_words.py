"""A goal that prose names beside what was done, against the row's target."""

from __future__ import annotations

import pytest
from builders import indicator, number, rate, submission
from station import message, texts, told

from workbook_tools.model import Submission


def station(sentence: str, chapter: str = "存在问题") -> Submission:
    """社区活动 35/36, 小组服务 20/20, 满意度 92.5/90 and 95/90."""
    rows = [
        indicator("社区活动", number(36, "场"), number(35, "场"), points=30, reason="降雪"),
        indicator("小组服务", number(20, "个"), number(20, "个"), points=30),
        indicator("服务对象满意度", rate(90, "≥"), rate("92.5"), level1="满意度指标", points=15),
        indicator("村（社区）满意度", rate(90, "≥"), rate(95), level1="满意度指标", points=15),
    ]
    return submission(rows, texts=texts((chapter, sentence)))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("社区活动没有达到30场的目标。", True),
        ("社区活动完成35场，没有达到30场的目标。", True),
        ("社区活动未完成38场的年度目标。", True),
        ("服务对象满意度92.5%，高于85%的目标。", True),
        ("社区活动没有达到36场的目标。", False),
        ("社区活动完成35场，没有达到36场的目标，原因是降雪。", False),
        ("服务对象满意度92.5%，高于90%的目标。", False),
        ("小组服务完成20个的年度目标。", False),
        ("上半年，社区活动没有达到20场的目标。", False),  # of a part of the year
        ("长者社区活动没有达到10场的目标。", False),  # of some of them
        ("2023年社区活动没有达到30场的目标。", False),
        ("社区活动中，大型活动完成4场，达到4场的目标。", False),
        ("社区活动受天气影响，志愿服务没有达到30场的目标。", False),  # of what no row counts
        ("满意度没有达到85%的目标。", False),  # of which of the two
    ],
)
def test_a_goal_beside_what_was_done_is_the_target(sentence: str, *, found: bool) -> None:
    assert told(station(sentence), "T001", "T035") == ([("T035", "C2")] if found else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("社区活动实际35场，比目标少2场。", True),
        ("社区活动比年度目标少办3场。", True),
        ("村（社区）满意度95%，比目标高3个百分点。", True),
        ("社区活动比目标多1场。", True),  # it is one less
        ("社区活动实际35场，比目标少1场。", False),
        ("小组服务20个、社区活动35场，比目标少1场。", False),
        ("服务对象满意度92.5%，比目标高2.5个百分点。", False),
        ("服务对象满意度92.5%，比目标高3个百分点。", False),  # as it is rounded
        ("村（社区）满意度比目标高6%。", False),  # of the target: 5.6 %
        ("社区活动实际35场，比去年少2场。", False),
    ],
)
def test_how_far_off_the_goal_it_was_is_what_the_table_makes(sentence: str, *, found: bool) -> None:
    assert told(station(sentence), "T001", "T035") == ([("T035", "C2")] if found else [])


def test_what_is_advised_is_no_goal() -> None:
    assert told(station("社区活动达到40场的目标。", chapter="政策建议"), "T035") == []


def test_the_row_and_its_distance_are_told() -> None:
    assert (
        "“社区活动实际35场,比目标少2场”，表中是绩效指标!J4“社区活动”目标36场、实际35场，实际比目标少1场。"
        in message(station("社区活动实际35场，比目标少2场。"), "T035")
    )

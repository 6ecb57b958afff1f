"""How many indicators prose calls met, against the rows."""

from __future__ import annotations

from datetime import date

import pytest
from builders import indicator, number, submission, text
from station import message, sound_station, texts, told, with_row

from workbook_tools.checks.met_in_words import Count, counts_of
from workbook_tools.checks.passages import searchable
from workbook_tools.checks.scopes import Period
from workbook_tools.model import Submission

YEAR = Period(frozenset((2024,)), date(2024, 12, 31), date(2024, 1, 1))
NAMES = ("合唱", "舞蹈", "书法", "棋艺", "摄影")


def station(sentence: str, *, unmet: int = 1, chapter: str = "总体结论") -> Submission:
    """Five rows; the execution is scored beside them."""
    rows = [
        indicator(name, number(10, "次"), number(9 if at < unmet else 10, "次"), points=18, reason="降雪")
        for at, name in enumerate(NAMES)
    ]
    return submission(rows, texts=texts((chapter, sentence), ("存在问题", "、".join(NAMES) + "受天气影响。")))


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("15项指标中14项达到目标", (15, 14, None)),
        ("共设16项三级指标，全部达到", (16, 16, None)),
        ("15项指标中有2项没有完成", (15, None, 2)),
        ("全年15项绩效指标，完成14项，未完成1项", (15, 14, 1)),
        ("三级指标共15项，其中14项完成、1项未达标", (15, 14, 1)),
        ("15项指标中14项完成，其中10项超额完成", (15, 14, None)),
        ("15项指标中10项超额完成，4项按期完成，1项未完成", (15, 14, 1)),
        ("15项指标完成14项", (15, 14, None)),
        ("15项指标未完成1项", (15, None, 1)),
        ("十五项指标中有十四项达标", (15, 14, None)),
        ("有两项指标没有完成", (None, None, 2)),
        ("14项指标全部完成，1项未完成", (None, 14, 1)),
    ],
)
def test_a_sentence_says_how_many_there_are_and_how_many_were_met(
    sentence: str, count: tuple[int | None, int | None, int | None]
) -> None:
    (found,) = counts_of(searchable(sentence), YEAR)
    assert (found.total, found.met, found.unmet) == count


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2024年6月30日，15项指标中8项完成",
        "截至6月30日，15项指标中8项完成",
        "2023年15项指标中13项完成",
        "上半年15项指标中8项完成",
        "3项数量指标中2项完成",
        "评估指标共28项，其中26项达标",
        "计划15项指标全部完成",
        "社区活动1项指标未完成",  # another sentence may name the others
        "2项指标未达到优秀标准",
        "承担8项任务，已完成",
    ],
)
def test_another_time_and_a_part_of_the_indicators_are_no_count_of_the_year(sentence: str) -> None:
    assert list(counts_of(searchable(sentence), YEAR)) == []


def test_what_is_told_as_the_rest_is_known() -> None:
    assert list(counts_of("其余14项指标均已完成", YEAR)) == [Count("其余14项指标均已完成", None, 14, None, rest=True)]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("5项指标中5项达到目标。", "T012"),
        ("共设5项三级指标，全部达到。", "T012"),
        ("共设6项三级指标，全部达到。", "T012"),
        ("指标完成率100%。", "T012"),
        ("各项指标完成率均达到100%。", "T012"),
        ("5项指标均已完成。", "T012"),
        ("5项指标中有2项没有完成。", "T034"),
        ("5项指标中3项完成，2项未完成。", "T034"),
        ("5项指标中3项达到目标。", "T034"),
        ("有3项指标没有完成。", "T034"),
        ("5项指标中4项达到目标。", ""),
        ("6项指标中5项达到目标。", ""),  # with the rate of execution
        ("合唱少办1次，其余4项指标均已完成。", ""),
        ("其他各项指标均已完成。", ""),
        ("4项指标全部完成，1项未完成。", ""),
        ("各项指标均已完成，只有合唱少1次。", ""),
        ("合唱指标完成率100%。", ""),
        ("3项指标超额完成。", ""),
        ("2024年5项指标中5项完成。", ""),  # of another year
        ("截至年底，项目各项指标均已完成。", "T012"),
        ("本年度各项任务均已完成。", "T012"),
        ("本年度青禾街社工服务站各项任务均已完成。", "T012"),
        ("各村社工站各项任务均已完成。", ""),
        ("全年开展各类服务，全面完成年度任务。", "T012"),
        ("除合唱因降雪少办1场外，各项指标均已完成。", ""),
        ("除合唱因11月降雪取消1场、实际完成9场之外，社工站各项指标均已完成。", ""),
        ("书法和舞蹈的各项目标均已达成。", ""),  # of these
        ("小组服务各项目标均已达成。", ""),
        ("中期评估整改各项任务均已完成。", ""),
        ("对中期评估提出的问题逐项整改，各项任务均已完成。", ""),
        ("督导提出的各项任务均已完成。", ""),
        ("志愿者队伍全部完成年度任务。", ""),
        ("各村志愿队全部完成年度任务，3项重点工作均已完成。", ""),
        ("第三方评估的5项指标中3项达标，2项未达标。", ""),
        ("第三方评估机构共核查5项指标，其中3项达到优秀标准，2项未达到。", ""),
        ("22项指标中20项达标，2项未达标。", ""),  # another list
        ("县民政局下达的8项考核指标全部达标。", ""),
        ("共设22项指标，20项达标，2项未达标。", "T034"),
        ("共涉及5项指标，完成3项，部分完成2项，未完成0项。", ""),
    ],
)
def test_so_many_are_met_as_the_rows_say(sentence: str, code: str) -> None:
    assert [each for each, _ in told(station(sentence), "T012", "T034")] == ([code] if code else [])


@pytest.mark.parametrize(("sentence", "found"), [("5项指标全部完成。", False), ("5项指标中1项未完成。", True)])
def test_where_all_are_met_none_is_told_as_unmet(sentence: str, *, found: bool) -> None:
    assert told(station(sentence, unmet=0), "T012", "T034") == ([("T034", "C2")] if found else [])


@pytest.mark.parametrize("chapter", ["年度绩效目标", "政策建议"])
def test_what_should_be_is_no_claim(chapter: str) -> None:
    assert told(station("5项指标中3项完成，2项未完成。", chapter=chapter), "T034") == []


def test_a_row_that_cannot_be_judged_may_be_met_or_not() -> None:
    rows = [
        indicator("合唱", number(10, "次"), number(10, "次"), points=45),
        indicator("舞蹈", text("办好"), text("办了"), points=45),
    ]
    for sentence in ("2项指标中1项未完成。", "2项指标全部完成。"):
        assert told(submission(rows, texts=texts(("总体结论", sentence))), "T012", "T034") == []


def test_the_count_of_the_rows_is_told() -> None:
    assert "绩效指标表里有5项指标：4项完成，1项未完成" in message(station("5项指标中有2项没有完成。"), "T034")


def test_a_figure_that_is_amiss_is_told_and_not_how_many_are_met_by_it() -> None:
    workbook = with_row(sound_station(), "志愿者培训", actual=number(-5, "场"))
    workbook = workbook._replace(texts=texts(("总体结论", "15项指标中有4项没有完成。")))
    assert told(workbook, "T034") == []

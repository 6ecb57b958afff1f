"""Ladders whose ends everyone knows: what stands on them, and what reaches what was promised."""

from __future__ import annotations

import pytest

from workbook_tools.basis.ranks import rank_in

ON_ONE_LADDER = [  # from the best to the worst
    "五星级 四星 3星级 ★★ 一星级",
    "5A级 AAAA级 3A AA A级",
    "A级 B级以上 C类 D",
    "甲等 乙级 丙等",
    "一等奖 第二等次 三等奖",
    "第一名 全市第二 排名第三 位列全区第4名 第十名 第十二名 第二十名 第二十一位",
    "国家级 省级以上 市级 县级 街道级",
]


@pytest.mark.parametrize("ladder", ON_ONE_LADDER)
def test_each_reaches_itself_and_what_is_worse(ladder: str) -> None:
    ranks = [rank_in(text) for text in ladder.split()]
    assert None not in ranks
    for place, rank in enumerate(ranks):
        for other, promised in enumerate(ranks):
            assert rank is not None
            assert promised is not None
            assert rank.reaches(promised) is (place <= other), (rank.word, promised.word)


@pytest.mark.parametrize(
    ("promised", "reached", "is_reached"),
    [
        ("满意", "非常满意", True),
        ("满意", "十分满意", True),
        ("满意", "基本满意", False),
        ("满意", "满意", None),  # the promised word once more is no measure
        ("前三名", "第三名", True),
        ("前三名", "第四名", False),
        ("进入全市前5", "全市第五", True),
        ("前5名", "前3名", True),
        ("前3名", "前5名", None),  # it may be one of the three
        ("前30%", "前25%", True),
        ("前30%", "第25名", None),
        ("四星级", "4A级", None),
        ("市级", "B级", None),
    ],
)
def test_what_is_on_no_ladder_of_the_promise_is_not_compared(
    promised: str, reached: str, is_reached: bool | None
) -> None:
    wanted, got = rank_in(promised), rank_in(reached)
    assert wanted is not None
    assert got is not None
    assert got.reaches(wanted) is is_reached


@pytest.mark.parametrize(
    "text", ["", "一级", "三档", "十八名", "20场", "第三方", "A座", "优秀", "前三名单位共5家", "第一季度", "星" * 40]
)
def test_other_texts_are_on_no_ladder(text: str) -> None:
    assert rank_in(text) is None


@pytest.mark.parametrize("text", ["第三五名", "前二十十名"])
def test_what_is_no_number_is_no_place(text: str) -> None:
    assert rank_in(text) is None

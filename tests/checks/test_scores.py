"""自评得分 against the rules, and the reasons that lost points and great excess ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import heading, indicator, information, moment, number, rate, submission, text, word
from station import message, told

from workbook_tools.model import Indicator, Quantity, Submission

PARTLY = {"points": 6, "stated_score": "2.1", "reason": "起步晚"}


def sheet(*rows: Indicator) -> Submission:
    return submission(rows, about=information(), headings=[heading("产出指标", 90)])


def codes(*rows: Indicator) -> list[str]:
    return [code for code, _ in told(sheet(*rows), "R05", "R07")]


def scored(target: Quantity, actual: Quantity, stated: str | None, reason: str = "", points: str = "10") -> list[str]:
    return codes(indicator("服务", target, actual, points=points, stated_score=stated, reason=reason))


@pytest.mark.parametrize(
    ("actual", "stated", "reason", "expected"),
    [
        ("10", "10", "", []),
        ("10", "9", "", ["R050"]),
        ("10", "9", "无", ["R050"]),
        ("10", "9", "上级考核扣分", []),
        ("9", "10", "", ["R051"]),  # what is called met has no reason: asked for once it is not
        ("9", "10", "天气原因", ["R051"]),
        ("9", "9", "天气原因", []),
        ("9", "9.99", "天气原因", ["R075"]),  # a cent less than the full points
        ("9", "9", "", ["R052"]),
        ("9", "9", "0", ["R052"]),
        ("9", "9", "/", ["R052"]),
        ("9", "9", " — ", ["R052"]),
        ("9", "9", "暂无。", ["R052"]),
        ("7", "6", "天气原因", ["R074"]),  # the lower limit of a band
        ("7", "3", "天气原因", ["R075"]),
        ("12.9", "10", "", []),
        ("13", "10", "", ["R053"]),
        ("13", "10", "居民需求增加", []),
    ],
)
def test_a_stated_score_follows_from_target_and_actual(
    actual: str, stated: str, reason: str, expected: list[str]
) -> None:
    assert sorted(scored(number(10, "个"), number(actual, "个"), stated, reason)) == expected


def test_a_rounded_score_is_told_with_its_formula() -> None:
    row = indicator(
        "资金", number("43.2", "万元"), number("37.24", "万元"), points=10, stated_score=9, reason="尾款未付"
    )
    assert "按规则应为8.62分" in message(sheet(row), "R074")
    assert "四舍五入到整数" in message(sheet(row), "R074")


@pytest.mark.parametrize(
    ("rating", "stated", "expected"),
    [
        ("达成预期指标", "8", []),
        ("达成预期指标", "7.9", ["R054"]),
        ("部分达成", "7", []),
        ("部分达成", "9", ["R054"]),
        ("未达成", "6", ["R054"]),
        ("未达成", "5.9", []),
    ],
)
def test_a_rating_earns_a_share_within_its_band(rating: str, stated: str, expected: list[str]) -> None:
    found = scored(text("机制健全"), word(rating), stated, reason="评议得出")
    assert found == expected


def test_a_share_outside_its_band_is_told_with_both_figures() -> None:
    row = indicator("机制", text("机制健全"), word("部分达成"), points=10, stated_score=9, reason="评议得出")
    told_band = message(sheet(row), "R054")
    assert "60%至80%之间" in told_band
    assert "是90%" in told_band


@pytest.mark.parametrize(("actual", "expected"), [("5300", []), ("5830", ["R051"]), ("3000", [])])
def test_a_ceiling_kept_by_far_needs_no_excuse_and_one_exceeded_earns_less(actual: str, expected: list[str]) -> None:
    found = scored(number(5300, "元", "≤"), number(actual, "元"), "10", reason="物价上涨" if actual == "5830" else "")
    assert found == expected


def test_a_score_that_stands_once_speaks_for_all_items() -> None:
    items = [indicator("服务", number(10, "个"), number(10, "个"), item=name) for name in ("个案", "小组")]
    first = indicator("服务", number(10, "个"), number(10, "个"), item="个案", points=10, stated_score=10)
    assert codes(first, items[1]) == []
    assert codes(replace(first, stated_score=number(9).number), items[1]) == ["R050"]


def test_the_reason_of_the_first_item_stands_for_its_merged_cell() -> None:
    first = indicator("服务", number(10, "个"), number(9, "个"), item="个案", points=10, reason="场地装修")
    second = indicator("服务", number(10, "个"), number(8, "个"), item="小组")
    assert codes(first, second) == []


@pytest.mark.parametrize(("actual", "expected"), [("96", []), ("117", ["R053"])])
def test_a_rate_far_above_its_target_is_explained_too(actual: str, expected: list[str]) -> None:
    assert codes(indicator("增长率", rate(90), rate(actual), points=10)) == expected


def test_the_own_score_beside_a_rating_speaks_for_its_row_alone() -> None:
    rows = [
        indicator("服务", text("居民参与面扩大"), word("部分达成"), item="参与", **PARTLY),
        indicator("服务", number(10, "个"), number(10, "个"), item="小组"),
    ]
    assert codes(*rows) == []


@pytest.mark.parametrize(
    ("actual", "stated", "code", "sentence"),
    [
        ("10", "9", "R050", "“服务”已达到目标（10个，实际10个），自评却只有9分（分值10分）"),
        ("9", "10", "R051", "“服务”没有达到目标（10个，实际9个），自评却是满分10分，按规则应为9.00分"),
        ("9", "9", "R052", "“服务”目标10个，实际9个，比分值少1.00分，没有说明原因"),
        ("13", "10", "R053", "“服务”目标10个，实际13个，完成率130%，达到或超过130%"),
        ("7", "3", "R075", "“服务”自评3分，按规则应为7.00分（目标10个，实际7个，分值10分）"),
    ],
)
def test_a_score_that_does_not_follow_is_told_with_its_figures(
    actual: str, stated: str, code: str, sentence: str
) -> None:
    row = indicator("服务", number(10, "个"), number(actual, "个"), points=10, stated_score=stated)
    assert sentence in message(sheet(row), code)


@pytest.mark.parametrize(("reason", "expected"), [("", []), ("评议得出", [])])
def test_a_rating_may_earn_less_than_the_full_points_without_a_reason(reason: str, expected: list[str]) -> None:
    assert "R050" not in scored(text("机制健全"), word("达成预期指标"), "8", reason=reason)


def test_rows_of_one_indicator_with_scores_of_their_own_have_their_own_points() -> None:
    """Ten points that two items share: five each."""
    first = indicator("服务", number(10, "个"), number(10, "个"), item="个案", points=10, stated_score=5)
    second = indicator("服务", number(10, "个"), number(10, "个"), item="小组", stated_score=5)
    assert codes(first, second) == []
    assert codes(replace(first, stated_score=number(4).number), second) == ["R050"]


@pytest.mark.parametrize(("stated", "expected"), [(10, []), (9, ["R050"])])
def test_a_score_merged_over_two_indicators_is_held_against_the_points_of_both(
    stated: int, expected: list[str]
) -> None:
    met = number(10, "个")
    first = replace(indicator("讲座", met, met, points=6, stated_score=stated), score_rows=2)
    assert codes(first, indicator("展览", met, met, points=4)) == expected


@pytest.mark.parametrize(
    ("done", "named"), [("15", "调研"), ("10", "个案"), ("9", "个案")]
)  # a day that was kept is as good as a target that was just met
def test_of_the_items_of_one_score_the_least_done_is_named(done: str, named: str) -> None:
    first = indicator("服务", number(10, "个"), number(done, "个"), item="个案", points=10, stated_score=8, reason="")
    second = indicator("服务", moment(6, 2022, operator="≤"), moment(5, 2022), item="调研")
    code = "R050" if done != "9" else "R075"
    assert f"“服务·{named}”" in message(sheet(first, second), code)


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (indicator("探访", number(10, "个"), number(9, "个"), stated_score=9, reason="天气"), "R051"),
        (indicator("探访", number(10, "个"), number(10, "个"), points=10, stated_score=11), "R051"),
        (indicator("探访", number(10, "个"), number(10, "个"), points=10), "R052"),
        (indicator("探访", number(10, "个"), number(20, "个"), points=10, reason="居民需求增加"), "R053"),
    ],
)
def test_a_row_that_is_told_or_right_hides_none_behind_it(before: Indicator, code: str) -> None:
    actual = {"R051": 9, "R052": 9, "R053": 13}[code]
    stated = 10 if code == "R051" else None
    after = indicator("服务", number(10, "个"), number(actual, "个"), points=10, stated_score=stated)
    assert code in codes(before, after)


def test_an_item_with_a_reason_hides_none_behind_it() -> None:
    def items(*rows: tuple[int, str]) -> list[str]:
        return codes(
            *(
                indicator("服务", number(10, "个"), number(done, "个"), item=f"第{place}项", points=10, reason=reason)
                for place, (done, reason) in enumerate(rows)
            )
        )

    assert items((10, ""), (9, "天气"), (9, "")) == ["R052"]
    assert items((10, ""), (20, "需求增加"), (20, "")) == ["R053"]


def test_a_rating_is_known_wherever_the_cell_says_it() -> None:
    said = Quantity("grade", "评定结果：部分达成", word="部分达成")
    assert scored(text("机制健全"), said, "9", reason="评议得出") == ["R054"]
    rows = [
        indicator("服务", text("居民参与面扩大"), said, item="参与", **PARTLY),
        indicator("服务", number(10, "个"), number(10, "个"), item="小组"),
    ]
    assert codes(*rows) == []


def test_a_score_merged_over_two_ratings_lies_in_no_band() -> None:
    first = replace(indicator("制度", text("机制健全"), word("部分达成"), points=6, stated_score=3), score_rows=2)
    assert "R054" not in codes(first, indicator("队伍", text("队伍稳定"), word("达成"), points=4))

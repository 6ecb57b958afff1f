"""Many items in one cell: paired by number, then by name, each scored like a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from builders import blank, indicator, information, ledger, number, rate, several, submission, text, unnumbered
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.pairing import alike, pair
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Cell, Evaluation, Quantity, QuantityItem
from workbook_tools.reading.words import RowWords, read_quantity

SERVICES = (("个案辅导", 68), ("小组服务", 30), ("社区活动", 53), ("电话访问", 1800))


def listed(*items: tuple[str, int]) -> Quantity:
    return several(*((label, number(count, "个")) for label, count in items))


def judged(scheme: Scheme, target: Quantity, actual: Quantity, points: str = "10") -> Evaluation:
    return evaluate(submission([indicator("服务达标率", target, actual, points=points)]), scheme)


def test_items_of_two_lists_are_scored_as_if_they_were_rows(fiscal: Scheme) -> None:
    actual = listed(("个案辅导", 70), ("小组服务", 15), ("社区活动", 62), ("电话访问", 1800))
    rows = judged(fiscal, listed(*SERVICES), actual).rows
    assert [(row.list_position, row.item) for row in rows] == list(enumerate(name for name, _ in SERVICES))
    assert [str(row.points) for row in rows] == ["2.50"] * 4
    assert [str(row.score) for row in rows] == ["2.50", "1.25", "2.50", "2.50"]
    assert [row.state for row in rows] == ["超额完成", "未完成", "超额完成", "完成"]
    assert rows[1].why.startswith("G4、J4 第2项：实际 15个÷目标 30个＝50.00%")


@given(st.permutations(range(len(SERVICES))), st.lists(st.integers(0, 4000), min_size=4, max_size=4))
def test_the_order_of_the_answers_does_not_matter(order: list[int], counts: list[int]) -> None:
    targets = listed(*SERVICES).items
    answers = [
        QuantityItem(name, number(count, "个"), place)
        for place, ((name, _), count) in enumerate(zip(SERVICES, counts, strict=True), 1)
    ]
    shuffled = [answers[place] for place in order]
    assert pair(targets, shuffled) == pair(targets, answers)
    unmarked = [QuantityItem(item.label, item.quantity) for item in shuffled]
    paired = {each.target.label: each.actual.quantity for each in pair(targets, unmarked) if each.actual}
    assert paired == {name: number(count, "个") for (name, _), count in zip(SERVICES, counts, strict=True)}


def test_cut_and_reworded_names_are_one_name(fiscal: Scheme) -> None:
    target = unnumbered(("配备工作人员", number(20, "人")), ("其中专业人员", number(14, "人", "≥")))
    actual = unnumbered(("人员配备", number(20, "人")), ("取得专业资历证书", number(16, "人")))
    rows = judged(fiscal, target, actual).rows
    assert [(row.item, row.score, row.operator) for row in rows] == [("配备工作人员", 5, ""), ("其中专业人员", 5, "≥")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("个案辅", "个案辅导", True), ("", "小组", True), ("入户探访", "探访", True), ("个案", "小组", False)]
    + [("志愿者培训", "志愿骨干", True), ("电 话\n访问", "电话访问", True), ("个案", "社区活动", False)],
)
def test_names_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) == same


def test_a_list_in_another_order_is_paired_by_its_names(fiscal: Scheme) -> None:
    actual = listed(("小组服务", 30), ("个案辅导", 34))
    rows = judged(fiscal, listed(("个案辅导", 68), ("小组服务", 30)), actual).rows
    assert [row.score for row in rows] == [Decimal("2.50"), 5]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    ("promised", "done"),
    [
        ((("结案率", 80), ("接案率", 100)), (("接案率", 100), ("结案率", 85))),
        ((("个案服务", 12), ("小组服务", 6)), (("小组服务", 7), ("个案服务", 13))),
        ((("个案服务", 12), ("小组服务", 6)), (("小组服务", 7), ("社区服务", 13))),
    ],
)
def test_names_that_share_a_word_are_not_mixed_up(
    fiscal: Scheme, promised: tuple[tuple[str, int], ...], done: tuple[tuple[str, int], ...], *, numbered: bool
) -> None:
    make = several if numbered else unnumbered
    target, actual = (make(*((name, number(count, "个")) for name, count in side)) for side in (promised, done))
    answers = dict(done)
    for row in judged(fiscal, target, actual).rows:
        assert row.actual.number == answers.get(row.item), row


def test_the_one_rate_among_counts_answers_a_rate(fiscal: Scheme) -> None:
    survey = unnumbered(("满意率", rate(95)), ("回收问卷", number(200, "份")))
    evaluation = judged(fiscal, rate(90, "≥"), survey)
    assert [(row.score, row.actual.number) for row in evaluation.rows] == [(10, Decimal("0.95"))]
    assert [finding.code for finding in evaluation.findings if finding.code.startswith(("Q", "R"))] == ["Q106"]
    two = unnumbered(("满意率", rate(95)), ("回收率", rate(98)))
    assert judged(fiscal, rate(90, "≥"), two).rows[0].score is None


def test_of_degrees_of_content_no_single_one_answers_a_rate(fiscal: Scheme) -> None:
    """很满意 60 % and 满意 35 %: both belong to it, and whether they are to be added nobody says."""
    degrees = unnumbered(("非常满意", rate(60)), ("满意", rate(35)))
    row = indicator("居民满意率", rate(90, "≥"), degrees, points="10")
    evaluation = evaluate(submission([row]), fiscal)
    assert evaluation.rows[0].score is None
    assert "R014" in [finding.code for finding in evaluation.findings]


def test_of_items_that_are_not_all_figures_none_answers_a_figure(fiscal: Scheme) -> None:
    said = unnumbered(("讲座", text("若干")), ("活动", number(16, "场")))
    evaluation = judged(fiscal, number(16, "场"), said)
    assert evaluation.rows[0].score is None
    assert "R014" in [finding.code for finding in evaluation.findings]


def test_items_under_one_number_with_two_names_are_not_judged(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, listed(("个案", 68), ("小组", 30)), listed(("个案", 68), ("探访", 30)))
    rows = evaluation.rows
    assert [row.score for row in rows] == [5, None]
    assert rows[1].missing == "请核对指标值里的“小组”与实际完成值里的“探访”是不是同一项"


def test_items_of_other_names_are_no_answer_though_there_are_as_many(fiscal: Scheme) -> None:
    target, actual = (
        unnumbered(*((name, number(count, "个")) for name, count in side))
        for side in ((("个案", 68), ("小组", 30)), (("个案", 68), ("探访", 30)))
    )
    assert [row.score for row in judged(fiscal, target, actual).rows] == [5, None]


def test_an_item_without_an_answer_is_named(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, listed(("个案", 68), ("小组", 30)), listed(("个案", 68), ("小组", 30))).rows
    assert [row.score for row in evaluation] == [5, 5]
    rows = judged(fiscal, listed(("个案", 68), ("小组", 30), ("活动", 5)), listed(("个案", 68), ("小组", 30))).rows
    assert [row.score for row in rows] == [Decimal("3.34"), Decimal("3.33"), None]
    assert rows[2].missing == "请在实际完成值里补上“活动”的数值"


@pytest.mark.parametrize("make", [several, unnumbered])
def test_labels_may_be_missing_on_both_sides(fiscal: Scheme, make: Callable[..., Quantity]) -> None:
    target, actual = (make(*(("", number(count, "个")) for count in side)) for side in ((10, 20), (10, 10)))
    rows = judged(fiscal, target, actual).rows
    assert [(row.item, row.score) for row in rows] == [("第1项", 5), ("第2项", Decimal("2.50"))]


def test_a_blank_answer_to_a_list_is_one_finding(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, listed(("个案", 68), ("小组", 30)), blank())
    assert [row.list_position for row in evaluation.rows] == [None]
    assert [finding.code for finding in evaluation.findings if finding.code[0] == "R"] == ["R010"]


def test_the_ledger_answers_the_items_of_a_blank_cell(fiscal: Scheme) -> None:
    log = ledger({"indicator": "个案", "count": 60.0}, {"indicator": "个案", "count": 8.0})
    row = indicator("服务达标率", listed(("个案", 68), ("小组", 30)), blank(), points=10)
    evaluation = evaluate(submission([row], ledger=log), fiscal)
    assert [(row.score, row.from_ledger, row.ledger_value) for row in evaluation.rows] == [
        (5, True, 68),
        (None, False, None),
    ]


@pytest.mark.parametrize(
    ("actual", "scores"),
    [  # of 个案20个 and 小组5个: what is said behind an item is said of this item, what stands at the end of all
        ("1.个案20个；2.小组5个", ["5.00", "5.00"]),
        ("1.个案12个，差8个；2.小组5个", ["3.00", "5.00"]),
        ("1.个案20个，差8个；2.小组5个", ["-", "5.00"]),
        ("1.个案20个，未完成；2.小组5个", ["-", "5.00"]),
        ("1.个案20个，完成率100%；2.小组5个", ["5.00", "5.00"]),
        ("1.个案20个，完成率50%；2.小组5个", ["-", "5.00"]),
        ("1.个案20个（50%）；2.小组5个", ["-", "5.00"]),
        ("1.个案22个，超过2个；2.小组5个", ["5.00", "5.00"]),
        ("1.个案22个，超过3个；2.小组5个", ["-", "5.00"]),
        ("个案12个，差8个，小组5个", ["3.00", "5.00"]),
        ("个案12个（差8个），小组5个", ["3.00", "5.00"]),
        ("个案20个（差8个），小组5个", ["-", "5.00"]),
        ("个案20个，小组4个，差1个", ["5.00", "4.00"]),
        ("个案20个，小组5个，差1个", ["5.00", "-"]),
        ("个案20个，完成率50%，小组5个", ["-", "5.00"]),
        ("个案20个，小组5个（50%）", ["5.00", "-"]),
        ("个案20个，其中完成10个，小组5个", ["-", "5.00"]),
        ("个案20个，小组5个，未完成", ["-", "-"]),
        ("个案12个，小组4个，未完成", ["3.00", "4.00"]),
        ("2020年个案20个，小组5个", ["-", "-"]),
    ],
)
def test_what_is_said_beside_an_item_must_agree_with_it(fiscal: Scheme, actual: str, scores: list[str]) -> None:
    asked = "个案20个；小组5个"
    target = read_quantity(Cell(asked), role="target")
    done = read_quantity(Cell(actual), role="actual", row=RowWords("服务达标率", asked))
    year = information(year="2022", service_start=date(2022, 1, 1), service_end=date(2022, 12, 31))
    result = evaluate(submission([indicator("服务达标率", target, done, points=10)], about=year), fiscal)
    assert ["-" if row.score is None else str(row.score) for row in result.rows] == scores
    assert [f.code for f in result.findings if f.code[0] == "R"] == ["R022"] * scores.count("-")


def test_a_list_without_items_is_not_judged_and_breaks_nothing(fiscal: Scheme) -> None:
    evaluation = judged(fiscal, Quantity("list", "1."), Quantity("list", "1."))
    assert [(row.state, row.score) for row in evaluation.rows] == [("无法判定", None)]


@pytest.mark.parametrize(
    ("numbers", "answers"),
    [
        ((1, 2), (2, 1)),  # by their numbers, whatever the order
        ((1, None), (1, 2)),  # one lacks its number: by their order
        ((1, 1), (1, 2)),  # one number twice: by their order
        ((1, 2), (1, None)),
        ((1, 2), (1, 1)),
    ],
)
def test_items_without_names_are_paired_by_number_where_each_has_one_of_its_own(
    numbers: tuple[int | None, ...], answers: tuple[int | None, ...]
) -> None:
    targets = [QuantityItem("", number(count, "个"), place) for count, place in zip((10, 20), numbers, strict=True)]
    actuals = [QuantityItem("", number(count, "个"), place) for count, place in zip((11, 21), answers, strict=True)]
    found = [each.actual.quantity.number if each.actual else None for each in pair(targets, actuals)]
    assert found == ([21, 11] if answers == (2, 1) else [11, 21])


def test_where_a_name_stands_twice_the_numbers_tell_which_is_meant() -> None:
    targets = [QuantityItem("讲座", number(10, "场"), 1), QuantityItem("讲座", number(20, "场"), 2)]
    actuals = [QuantityItem("讲座活动", number(12, "场"), 1), QuantityItem("讲座", number(21, "场"), 2)]
    assert [each.actual.quantity.number for each in pair(targets, actuals) if each.actual] == [12, 21]


def test_of_a_shorter_list_without_numbers_each_is_found_by_a_name_like_it() -> None:
    targets = [QuantityItem(name, number(10, "个")) for name in ("个案辅导", "小组服务", "社区活动")]
    actuals = [QuantityItem(name, number(count, "个")) for name, count in (("社区活动场次", 12), ("个案辅", 11))]
    assert [each.actual and each.actual.quantity.number for each in pair(targets, actuals)] == [11, None, 12]


def test_numbers_that_names_contradict_give_way_to_names_that_are_alike() -> None:
    targets = listed(("个案服务", 68), ("小组服务", 30)).items
    answers = listed(("小组活动", 31), ("个案辅导", 70)).items
    assert [each.actual and each.actual.quantity.number for each in pair(targets, answers)] == [70, 31]

"""Indicators of two workbooks are one where their names are, and never where they are only alike."""

from __future__ import annotations

import pytest
from builders import indicator, number, submission
from hypothesis import given
from hypothesis import strategies as st
from station import scheme

from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.same_indicators import Matches, Name, match, name_of, near

WORDS = st.sampled_from(["个案", "小组", "探访", "服务达标率", "服务达标率·个案", "服务达标率个案", "满意度"])
NAMES = st.lists(
    st.builds(Name, st.sampled_from(["产出", "效益"]), st.just("数量"), WORDS, st.one_of(st.just(""), WORDS))
)


def named(level3: str, item: str = "") -> Name:
    rows = submission([indicator(level3, number(1), number(1), item=item)])
    return name_of(evaluate(rows, scheme()).rows[0])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (named("个案服务"), named(" 个 案\n服务")),
        (named("服务（含探访）"), named("服务(含探访)")),
        (named("ＡＢ项目"), named("AB项目")),
        (named("1.个案服务"), named("（3）个案服务")),
        (named("服务达标率", "个案"), named("服务达标率·个案")),
        (named("服务达标率", "个案"), named("服务达标率个案")),
        (named("服务达标率", "个案"), named("个案")),
        (named("个案", "个案"), named("个案")),
    ],
)
def test_one_name_in_two_spellings_is_one_indicator(ours: Name, theirs: Name) -> None:
    assert match([ours], [theirs]).pairs == ((0, 0),)
    assert match([theirs], [ours]).pairs == ((0, 0),)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (named("社区活动"), named("社区宣传活动")),
        (named("个案服务"), named("小组服务")),
        (named("接案率"), named("结案率")),
        (named("服务达标率", "个案"), named("服务完成率", "个案")),
        (named("3.8妇女节活动"), named("5.8妇女节活动")),
        (named("12345热线"), named("热线")),
    ],
)
def test_names_that_are_only_alike_are_two_indicators(ours: Name, theirs: Name) -> None:
    assert match([ours], [theirs]) == Matches((), ())


def test_a_name_that_stands_twice_is_not_guessed() -> None:
    once, twice = [named("活动")], [named("活动"), named("活动")]
    assert match(twice, once) == Matches((), (((0, 1), (0,)),))
    assert match(once, twice) == Matches((), (((0,), (0, 1)),))


def test_a_name_that_stands_twice_is_told_apart_by_its_levels() -> None:
    outputs, benefits = Name("产出指标", "数量指标", "活动", ""), Name("效益指标", "社会效益", "活动", "")
    assert match([outputs, benefits], [benefits, outputs]).pairs == ((0, 1), (1, 0))


def test_of_a_name_that_stands_twice_only_one_may_be_left() -> None:
    outputs, benefits = Name("产出指标", "数量指标", "活动", ""), Name("效益指标", "社会效益", "活动", "")
    assert match([outputs, benefits], [outputs]) == Matches(((0, 0),), ())
    assert match([outputs], [benefits, outputs]) == Matches(((0, 1),), ())


def test_rows_without_a_name_are_no_indicator_that_another_year_could_have() -> None:
    nameless = Name("产出指标", "数量指标", "", "")
    outputs, benefits = Name("产出指标", "数量指标", "活动", ""), Name("效益指标", "社会效益", "活动", "")
    sides = [outputs, benefits, nameless]
    assert match(sides, sides).pairs == ((0, 0), (1, 1))


def test_an_item_of_two_groups_answers_to_no_indicator_of_its_name() -> None:
    assert match([named("甲类", "个案"), named("乙类", "个案")], [named("个案")]) == Matches((), ())


def test_a_near_name_is_suggested_and_a_far_one_is_not() -> None:
    assert near([named("社区宣传活动")], [named("满意度"), named("社区活动")]) == ((0, 1),)
    assert near([named("社区宣传活动")], [named("预算执行率")]) == ()


@given(NAMES, NAMES)
def test_matching_is_symmetric(ours: list[Name], theirs: list[Name]) -> None:
    there, back = match(ours, theirs), match(theirs, ours)
    assert sorted((b, a) for a, b in back.pairs) == list(there.pairs)
    assert {(b, a) for a, b in back.doubled} == set(there.doubled)


@given(NAMES, NAMES)
def test_every_indicator_is_matched_once_at_most_and_to_its_own_name(ours: list[Name], theirs: list[Name]) -> None:
    matches = match(ours, theirs)
    for side in zip(*matches.pairs, strict=True):
        assert len(set(side)) == len(side)
    for mine, other in matches.pairs:
        one, two = ours[mine], theirs[other]
        assert (
            one.whole.replace("·", "") == two.whole.replace("·", "") or two.level3 == one.item or one.level3 == two.item
        )
    taken = {mine for mine, _ in matches.pairs}
    assert not taken & {at for mine, _ in matches.doubled for at in mine}


@given(NAMES)
def test_a_workbook_is_itself_where_no_name_stands_twice(names: list[Name]) -> None:
    alone = {key: each for each in names if (key := each.key)}
    if len({each.whole.replace("·", "") for each in alone.values()}) == len(alone):
        several = list(alone.values())
        assert match(several, several).pairs == tuple((at, at) for at in range(len(several)))


def test_an_item_is_told_with_the_name_above_it() -> None:
    assert [named("服务", "个案").whole, named("服务").whole] == ["服务·个案", "服务"]

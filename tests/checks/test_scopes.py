"""The words around a figure that narrow or widen what it counts."""

from __future__ import annotations

from datetime import date

import pytest

from workbook_tools.checks.scopes import Period, Scope, is_early, scope_of

YEAR = Period(frozenset((2022, 2023)), date(2023, 7, 31))


def scope(
    sentence: str, figure: str = "70个", prefix: str = "", key: str = "个案", rows: tuple[str, ...] = ()
) -> Scope:
    start = sentence.index(figure)
    return scope_of(sentence, start, start + len(figure), prefix, key, rows, YEAR, early=False)


def flags(found: Scope) -> set[str]:
    """What is said of the figure, beside the part that it may be of."""
    return {name for name, value in found._asdict().items() if value is True and name != "subset_near"}


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("全年开展个案70个", {"total"}),
        ("个案70个", {"total"}),  # nothing stands before it
        ("1.个案70个", {"total"}),
        ("（一）个案70个".replace("（", "(").replace("）", ")"), {"total"}),
        ("社工站开展个案70个", {"total"}),
        ("社工站在本街道范围内开展个案70个", set()),
        ("此外,个案70个", set()),
        ("平均个案70个", {"average", "total"}),
        ("每年,个案70个", set()),
        ("每月个案70个", {"partial", "total"}),
        ("上半年,个案70个", {"partial"}),
        ("2023年1月个案70个", {"total"}),  # a date is no part of the year by itself
        ("2021年个案70个", {"other_year", "total"}),
        ("2021年至2023年个案70个", set()),
        ("去年个案70个", {"other_year", "total"}),
        ("去年较少,个案70个", set()),
        ("上年度(2021—2022)服务个案70个", {"other_year", "total"}),
        ("服务(含去年)个案70个", set()),
        ("全区走访,平均5次,个案70个", set()),  # of all the clauses in front only its own
        ("过去三年个案70个", {"multi", "total"}),
        ("五年来,个案70个", {"multi"}),
        ("下一步,个案70个", {"future"}),
        ("个案70个取消", {"future", "total"}),
        ("个案70个,讲座取消", {"total"}),
        ("讲座取消,个案70个", set()),
        ("个案约70个", {"loose", "total"}),
        ("约好日子,个案70个", set()),
        ("个案超过70个", {"at_least", "total"}),
        ("个案70个以上", {"at_least", "total"}),
        ("以上个案70个", {"total"}),
    ],
)
def test_what_the_words_around_a_figure_say_of_it(sentence: str, said: set[str]) -> None:
    assert flags(scope(sentence)) == said


@pytest.mark.parametrize("figure", ["70余个", "70多个"])
def test_some_more_is_loose_and_a_lower_bound(figure: str) -> None:
    assert flags(scope(f"此外,个案{figure}", figure)) == {"loose", "at_least"}


@pytest.mark.parametrize(("key", "said"), [("工时", {"partial"}), ("继续教育", set())])
def test_a_figure_per_head_is_of_one_person_unless_it_is_meant_so(key: str, said: set[str]) -> None:
    assert flags(scope(f"此外,{key}90h/人", "90h/人", key=key)) == said


@pytest.mark.parametrize(
    ("sentence", "prefix", "key", "rows", "part"),
    [
        ("兜底个案70个", "兜底", "个案", (), ("兜底", True)),
        ("兜底对象服务,个案70个", "", "个案", (), ("兜底", False)),
        ("兜底对象的个案70个", "", "个案", (), ("兜底", True)),
        ("走访独居老人,个案70个", "", "个案", ("独居老人走访",), ("", False)),  # the word is of another row
        ("走访独居老人和低保户,个案70个", "", "个案", ("独居老人走访",), ("低保", False)),
        ("长者饭堂70个", "", "长者饭堂", (), ("", False)),  # and here of its own name
        ("个案70个", "", "个案", (), ("", False)),
    ],
)
def test_a_figure_may_be_of_a_part(
    sentence: str, prefix: str, key: str, rows: tuple[str, ...], part: tuple[str, bool]
) -> None:
    found = scope(sentence, prefix=prefix, key=key, rows=rows)
    assert (found.subset, found.subset_near) == part


@pytest.mark.parametrize(
    ("said", "comparable"),
    [
        ({}, True),
        ({"partial": True}, False),
        ({"other_year": True}, False),
        ({"future": True}, False),
        ({"multi": True}, True),
    ],
)
def test_a_figure_can_be_meant_for_the_year(said: dict[str, bool], comparable: bool) -> None:
    assert scope("个案70个")._replace(**said).comparable is comparable


@pytest.mark.parametrize(
    ("sentence", "early"),
    [
        ("截至2023年6月30日,个案70个", False),  # a month before the end is the end
        ("截至2023年6月29日,个案70个", True),
        ("截至2023年6月,个案70个", True),
        ("截至2023年7月,个案70个", False),
        ("截至2023年8月31日,个案70个", False),
        ("2023年1月1日起,截至2023年1月31日,个案70个", True),
        ("2023年1月31日,个案70个", False),
        ("截至2023年2月30日,个案70个", False),  # no day
        ("个案70个", False),
    ],
)
def test_the_state_of_a_day_well_before_the_end_is_early(sentence: str, early: bool) -> None:
    assert is_early(sentence, YEAR) is early
    assert not is_early(sentence, Period(YEAR.years, None))


def test_without_a_service_year_no_year_is_another() -> None:
    sentence = "2021年,个案70个"
    start = sentence.index("70个")
    open_ = Period(frozenset(), None)
    assert not scope_of(sentence, start, start + 3, "", "个案", (), open_, early=False).other_year

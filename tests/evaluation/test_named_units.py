"""Which units count what an indicator's name asks for."""

from __future__ import annotations

import pytest

from workbook_tools.evaluation.named_units import counts_another_thing, unit_in, units_by_name


@pytest.mark.parametrize(
    ("name", "theirs", "ours", "other"),
    [
        ("培训场次", "", "人", True),
        ("培训场次", "", "场", False),
        ("培训场次", "", "", False),  # only a figure
        ("培训场次", "人", "人", False),  # the target itself is of people
        ("服务总人次", "万", "人", True),
        ("服务总人次", "", "万人次", False),
        ("服务人数", "", "名", False),
        ("服务人数", "", "%", True),
        ("覆盖村（居）数", "个", "场", True),
        ("覆盖村数", "", "次", True),
        ("走访企业", "", "次", False),  # so many visits, or so many of them
        ("走访企业", "个", "次", True),
        ("川剧进社区", "个", "场", False),
        ("活动场次、服务人次", "", "场", False),
        ("服务人数·活动", "", "场", False),  # an item of a list speaks for itself
        ("服务人数·活动场次", "", "人", True),
        ("每组人数", "", "人/组", False),
        ("社区个数总数", "", "场", False),  # nobody writes so
        ("数", "", "场", False),
        ("", "", "场", False),
    ],
)
def test_a_unit_of_another_thing_is_known_by_the_name(name: str, theirs: str, ours: str, other: bool) -> None:
    assert counts_another_thing(name, theirs, ours) is other


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("受益人数（人）", "人"),
        ("资金投入(单位：万元)", "万元"),
        ("服务小时数", "小时"),
        ("志愿服务工时", "小时"),
        ("人均服务小时", ""),
        ("补贴（元/人）", ""),
        ("培训（线上）", ""),
        ("覆盖村（居）数", ""),
        ("培训场次", ""),
    ],
)
def test_a_name_may_give_the_unit_of_its_target(name: str, unit: str) -> None:
    assert unit_in(name) == unit


def test_what_counts_a_thing_is_told_beside_a_target_that_is_counted_so() -> None:
    assert units_by_name("志愿队伍", "个") == units_by_name("志愿队伍数") != frozenset()
    assert units_by_name("志愿队伍") == units_by_name("志愿队伍", "场") == frozenset()

"""What a figure in prose counts."""

from __future__ import annotations

from datetime import date

import pytest

from workbook_tools.basis.figures import as_count
from workbook_tools.checks.mentions import Mention, mentions_of
from workbook_tools.checks.nouns import NOUNS
from workbook_tools.checks.passages import Passage, searchable
from workbook_tools.checks.scopes import Period, is_early

YEAR = Period(frozenset((2022, 2023)), date(2023, 7, 31), date(2022, 8, 1))
CALENDAR_YEAR = Period(frozenset((2024,)), date(2024, 12, 31), date(2024, 1, 1))


def read(sentence: str, *names: str, period: Period = YEAR) -> list[Mention]:
    return list(mentions_of(Passage("文字材料", "C2", "实施情况", searchable(sentence)), names, period))


def shown(mention: Mention) -> str:
    return f"{mention.noun} {as_count(mention.value)}{mention.unit}"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("入户探访共１，２６０ 次", ["入户探访 1260次"]),
        ("培育了10支志愿者队伍", ["志愿队伍 10支"]),
        ("培育102名志愿者", ["志愿者培育 102人"]),
        ("志愿骨干 33，志愿者培育 100，志愿队伍 2支", ["志愿骨干 33", "志愿者培育 100", "志愿队伍 2支"]),
        ("链接社会资源50万", ["资源链接 50万元"]),
        ("资源链接折合价值350000元", ["资源链接 35万元"]),
        ("志愿者队伍十二支、锦旗三面", ["志愿队伍 12支", "锦旗 3面"]),
        ("电访3178人次，开展辅导个案31例", ["电话访问 3178人次", "个案 31例"]),
        ("年度间接服务工时3304小时", ["间接服务工时 3304h"]),
        ("服务满意度达96.5％", ["服务满意度 96.5%"]),
        ("1、个案68个", ["个案 68个"]),
        ("2023年7月15日走访", []),
        ("领导小组3个，活动室2间，志愿服务2584小时", []),
        ("编号2018-13，第5届，A4纸20张", []),
        ("服务300人次的社区活动", []),
        ("资源链接0.05亿元", ["资源链接 500万元"]),
        ("资源链接35.5万元", ["资源链接 35.5万元"]),
        ("资源链接1,260元", ["资源链接 0.126万元"]),
        ("入户探访1.2万次", ["入户探访 12000次"]),
        ("入户探访1260余次", ["入户探访 1260次"]),
        ("培育志愿队伍两支", ["志愿队伍 2支"]),
        ("培育志愿队伍十支", ["志愿队伍 10支"]),
        ("培育志愿队伍二支", ["志愿队伍 2支"]),
        ("入户探访，走访1260次", ["入户探访 1260次"]),  # the nearest one that its gap allows
        ("个案辅导与小组活动28个", ["小组 28个"]),
    ],
)
def test_a_figure_is_read_with_its_noun_and_unit(sentence: str, expected: list[str]) -> None:
    assert [shown(each) for each in read(sentence)] == expected


def test_an_indicator_of_the_workbook_is_known_by_its_name() -> None:
    assert [shown(each) for each in read("全年开设四点半课堂86节", "四点半课堂")] == ["四点半课堂 86节"]
    assert [shown(each) for each in read("全年开设86节四点半课堂", "四点半课堂")] == ["四点半课堂 86节"]
    assert read("全年开设86节面向各年龄段居民的四点半课堂", "四点半课堂") == []  # too far behind
    assert read("全年开设四点半课堂86节") == []


@pytest.mark.parametrize(
    ("sentence", "names", "expected"),
    [
        ("四点半课堂与亲子课堂86节", ("四点半课堂", "亲子课堂"), ["亲子课堂 86节"]),  # the nearer one
        ("亲子四点半课堂86节", ("四点半课堂", "亲子四点半课堂"), ["亲子四点半课堂 86节"]),  # the longer one
        ("全年开设86节的四点半课堂", ("四点半课堂",), ["四点半课堂 86节"]),
        ("全年开设86节少儿四点半课堂", ("四点半课堂",), ["四点半课堂 86节"]),
        ("全年开设86节，四点半课堂", ("四点半课堂",), []),  # of another clause
    ],
)
def test_of_several_indicators_the_one_that_is_meant_is_taken(
    sentence: str, names: tuple[str, ...], expected: list[str]
) -> None:
    assert [shown(each) for each in read(sentence, *names)] == expected


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("社区内，入户探访，共1260次", ["入户探访,共1260次"]),
        (
            "在本街道范围内各个社区的居民中由社工和志愿者入户探访1260次，其中独居长者300次，电话访问2198次",
            ["在本街道范围内各个社区的居民中由社工和志愿者入户探访1260次", "其中独居长者300次,电话访问2198次"],
        ),
        ("1.个案68个，小组30个", ["个案68个", "个案68个,小组30个"]),
        (
            "全年为辖区内有需要的困境青少年开展各类个案68个，小组30个",
            ["全年为辖区内有需要的困境青少年开展各类个案68个", "小组30个"],
        ),
    ],
)
def test_a_clause_is_quoted_with_the_one_before_it_where_both_are_short(sentence: str, clauses: list[str]) -> None:
    assert [each.clause for each in read(sentence)] == clauses


def test_three_figures_in_a_sentence_sum_up_the_year_and_two_do_not() -> None:
    two = "本街道内开展较多的有个案68个，小组30个"
    assert [each.scope.total for each in read(two)] == [False, False]
    assert [each.scope.total for each in read(f"{two}，社区活动53次")] == [True, True, True]


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        ("入户探访1260次", (True, True)),
        ("全年共开展入户探访1260次", (True, True)),
        ("2022年9月1日入户探访1260次", (True, True)),
        ("兜底群体入户探访1260次", (False, True)),
        ("东片入户探访1260次", (False, False)),
        ("培育102名志愿者", (True, True)),
        ("服务长者时培育102名志愿者", (False, False)),
    ],
)
def test_a_noun_is_whole_where_nothing_narrows_it(sentence: str, bare: tuple[bool, bool]) -> None:
    (mention,) = read(sentence)
    assert (mention.bare, mention.bare_part) == bare


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("其中长者个案28个", {"subset"}),
        ("兜底群体，个案28个", {"subset"}),
        ("全年个案28个", {"total"}),
        ("过去三年开展个案28个", {"multi"}),
        ("平均每年开展个案28个", {"average"}),
        ("每月开展个案28个", {"partial"}),
        ("上一年度个案28个", {"other_year", "total"}),
        ("2019年开展个案28个", {"other_year"}),
        ("2022年开展个案28个", set()),
        ("下一步拟开展个案28个", {"future"}),
        ("开展个案近28个", {"loose"}),
        ("开展个案超过28个", {"at_least"}),
        ("截至2022年12月31日，开展个案28个", {"early"}),
        ("截至2023年7月15日，开展个案28个", set()),
    ],
)
def test_the_words_around_a_figure_give_its_scope(sentence: str, scope: set[str]) -> None:
    (mention,) = read(sentence)
    names = ["subset", "total", "multi", "average", "partial", "early", "other_year", "future", "loose", "at_least"]
    assert {name for name in names if getattr(mention.scope, name)} == scope


@pytest.mark.parametrize(
    ("clause", "quoted"),
    [
        ("本年度，入户探访1260次，其中独居长者300次", "本年度,入户探访1260次"),
        ("1、培育志愿队伍10支，维系社会组织4支", "培育志愿队伍10支"),
    ],
)
def test_a_figure_is_quoted_with_its_clause(clause: str, quoted: str) -> None:
    assert read(clause)[0].clause == quoted


@pytest.mark.parametrize(
    ("name", "unit", "key"),
    [
        ("个案辅", "个", "个案"),
        ("志愿者培", "次", ""),
        ("社区电访", "次", "电话访问"),
        ("培训志愿者人数", "人", ""),
        ("服务对象满意度", "%", "服务满意度"),
        ("个案满意度", "%", "服务满意度"),
        ("资源链接", "万元", "资源链接"),
        ("资源链接", "次", ""),
    ],
)
def test_a_row_is_known_by_its_name_and_its_unit(name: str, unit: str, key: str) -> None:
    noun = NOUNS.of_row(name, unit)
    assert (noun.key if noun else "") == key


@pytest.mark.parametrize(
    ("sentence", "end", "early"),
    [
        ("截至2022年12月31日，开展个案28个", date(2023, 7, 31), True),
        ("截至2022年12月31日，开展个案28个", None, False),  # of which year nobody knows
        ("截至2022年2月30日，开展个案28个", date(2023, 7, 31), False),  # no day
        ("截至2023年2月，开展个案28个", date(2023, 7, 31), True),
        ("2022年12月31日，开展个案28个", date(2023, 7, 31), False),
    ],
)
def test_the_state_of_a_day_well_before_the_end_is_early(sentence: str, end: date | None, early: bool) -> None:
    assert is_early(searchable(sentence), Period(frozenset((2022, 2023)), end)) is early


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [("完成12次合唱排练", True), ("完成12次老合唱排练", False), ("长者完成12次合唱排练", False)],
)
def test_an_indicator_behind_its_figure_is_whole_where_nothing_stands_between_or_before(
    sentence: str, *, bare: bool
) -> None:
    (mention,) = read(sentence, "合唱排练")
    assert mention.bare is bare


@pytest.mark.parametrize("sentence", ["合唱排练，共12次", "长者活动，合唱排练，共12次"])
def test_a_clause_that_says_nothing_of_its_own_is_of_the_one_before(sentence: str) -> None:
    (mention,) = read(sentence, "合唱排练")
    assert (shown(mention), mention.bare) == ("合唱排练 12次", True)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        *((CALENDAR_YEAR, year) for year in ("2024年度", "2024年", "2024年共", "2024年全年", "截至2024年底")),
        *((CALENDAR_YEAR, year) for year in ("1月至12月", "1-12月", "2024年1月至12月", "2024年1月1日至12月31日")),
        *((YEAR, year) for year in ("2022-2023年度", "2022年8月至2023年7月", "8月至次年7月")),
    ],
)
@pytest.mark.parametrize("order", ["{}完成个案45个", "个案{}完成45个"])
def test_the_service_year_by_its_own_name_narrows_nothing(period: Period, year: str, order: str) -> None:
    (mention,) = read(order.format(year), period=period)
    assert (shown(mention), mention.bare, mention.scope.comparable) == ("个案 45个", True, True)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        *((CALENDAR_YEAR, year) for year in ("2023年", "2023年度", "2022年至2024年", "2022-2024年", "2024年至2025年")),
        *((CALENDAR_YEAR, year) for year in ("2024年上半年", "2024年第一季度", "2024年1月至6月", "2023年1月至12月")),
        *((YEAR, year) for year in ("2022年", "2023年度", "1月至12月", "8月至12月")),  # of two years only a part
        (Period(frozenset(), None), "2024年"),
    ],
)
def test_another_time_and_a_part_of_the_year_is_none_of_its_names(period: Period, year: str) -> None:
    (mention,) = read(f"{year}完成个案45个", period=period)
    assert not (mention.bare and mention.scope.comparable)


@pytest.mark.parametrize("before", ["", "服务对象满意度95%，", "经调查，"])
def test_a_name_with_brackets_is_one_name(before: str) -> None:
    *_, mention = read(f"{before}村（社区）满意度92%", "村(社区)满意度")
    assert (shown(mention), mention.bare) == ("村(社区)满意度 92%", True)

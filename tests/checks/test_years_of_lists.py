"""The lists of several years together: points lost again, and gifts that never came to what is promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from listed_station import station
from sheets import INDICATOR_HEADS, INFORMATION, Book, Row, standard
from year_pairs import found

from workbook_tools import Outcome, recompute
from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import read_standard


def compared(folder: Path, *years: int, **changed: list[Row]) -> Outcome:
    """The last of the years beside the earlier ones."""
    paths = []
    for year in years:
        path = folder / f"{year}.xlsx"
        sheets = {**station(60, year=year).sheets, **(changed if year == years[-1] else {})}
        path.write_bytes(Book(sheets).data())
        paths.append(path)
    return recompute(paths[-1], out=folder / "结果", report=False, previous=paths[:-1])


def told(outcome: Outcome, code: str) -> list[str]:
    return [each.message for each in outcome.findings if each.code == code]


def test_items_that_lost_points_the_year_before_and_again_are_told_once_for_an_assessor(tmp_path: Path) -> None:
    (message,) = told(compared(tmp_path, 2024, 2025), "Y107")
    assert "“第三方评估机构”有 3 项2024年度扣过分" in message
    assert "“台账完整”扣 3 分" in message


def test_an_item_that_kept_its_points_is_not_told(tmp_path: Path) -> None:
    head = ("评估期次", "评估主体", "评估内容", "分值", "得分", "扣分说明")
    items: list[Row] = [head, ("末期", "第三方评估机构", "台账完整", 20, 20, "")]
    assert told(compared(tmp_path, 2024, 2025, 评估明细=items), "Y107") == []


def test_gifts_of_three_years_below_the_promise_are_told_with_their_mean(tmp_path: Path) -> None:
    outcome = compared(tmp_path, 2023, 2024, 2025)
    (message,) = told(outcome, "Y108")
    assert "2023年度、2024年度、本年链接的社会资源依次为" in message
    assert "指标值是 50 万元" in message
    assert told(compared(tmp_path, 2024, 2025), "Y108") == []
    gifts: list[Row] = [("日期", "来源", "类别", "折合价值（万元）"), (date(2025, 3, 1), "某企业", "资金", 50)]
    assert told(compared(tmp_path, 2023, 2024, 2025, 资源链接=gifts), "Y108") == []
    lists = [each["lists"] for each in outcome.to_dict()["previous"]]
    assert [each["communities"] for each in lists] == [22, 22]
    assert [each["left"] for each in lists] == [2, 2]


def gifts_of(year: int, total: float | None, target: object = 50, unit: str = "万元") -> Submission:
    """A station that was given so many 万元 in a year; None: it keeps no list."""
    about = [
        (
            name,
            {"评价年度": year, "服务开始日期": date(year - 1, 8, 1), "服务结束日期": date(year, 7, 31)}.get(
                name, value
            ),
        )
        for name, value in (each[:2] for each in INFORMATION)
    ]
    rows = [INDICATOR_HEADS, ("效益指标", "经济效益", "资源链接", "", target, unit, 50, "", "")]
    head: Row = ("日期", "来源", "类别", "折合价值（万元）")
    lists = {} if total is None else {"资源链接": [head, (date(year, 3, 1), "某企业", "资金", total)]}
    data = standard(基本信息=about, 绩效指标=rows, **lists).data()
    return read_standard(data, Workbook.open(data))


@pytest.mark.parametrize(
    ("totals", "target", "unit", "is_told"),
    [  # this year first
        ((25, 20, 30), 50, "万元", True),
        ((25, 20, 30), 500000, "元", True),
        ((25, 20, 30), 50, "万", True),
        ((25, 20, 30), 50, "", True),  # as the list counts
        ((25, 20, 30), "按需", "万元", False),
        ((25, 20, 50), 50, "万元", False),  # it was reached once
        ((25, 20, 49.99), 50, "万元", True),
        ((50, 20, 30), 50, "万元", False),
        ((25, 20), 50, "万元", False),  # two years say nothing
        ((25, None, 20), 50, "万元", False),
        ((25, 20, None, 30), 50, "万元", True),
        ((None, 20, 30, 30), 50, "万元", False),
    ],
)
def test_gifts_are_held_against_the_promise_from_three_years_on(
    totals: tuple[float | None, ...], target: object, unit: str, is_told: bool
) -> None:
    now, *before = (gifts_of(2025 - age, total, target, unit) for age, total in enumerate(totals))
    told_of = [each for each in found(now, *before) if each.code == "Y108"]
    assert [(each.sheet, each.cell) for each in told_of] == ([("绩效指标", "E2")] if is_told else [])


def test_gifts_are_told_from_the_first_year_on_with_what_is_promised_in_ten_thousands() -> None:
    now, *before = (gifts_of(2025 - age, total, 500000, "元") for age, total in enumerate((25, 20, 30)))
    (message,) = (each.message for each in found(now, *before) if each.code == "Y108")
    assert "2023年度、2024年度、本年链接的社会资源依次为 30、20、25 万元，平均每年 25 万元" in message
    assert "指标值是 50 万元" in message


def test_the_mean_of_gifts_is_told_to_a_hundredth() -> None:
    now, *before = (gifts_of(2025 - age, total) for age, total in enumerate((20.125, 20, 30)))
    (message,) = (each.message for each in found(now, *before) if each.code == "Y108")
    assert "依次为 30、20、20.13 万元，平均每年 23.38 万元" in message


def items_of(year: int, lost: int, score: int = 7) -> Submission:
    """A station whose assessor took points off for so many items."""
    changed = {
        "评价年度": year, "服务开始日期": date(year - 1, 8, 1), "服务结束日期": date(year, 7, 31),
    }  # fmt: skip
    about = [(name, changed.get(name, value)) for name, value in (each[:2] for each in INFORMATION)]
    head: Row = ("评估期次", "评估主体", "评估内容", "分值", "得分", "扣分说明")
    items: list[Row] = [
        head,
        *(("末期", "第三方评估机构", f"内容{'一二三四五六七八九'[n]}", 10, score, "") for n in range(lost)),
    ]
    rows = [INDICATOR_HEADS, ("产出指标", "数量指标", "个案", "", 10, "个", 50, 10, "")]
    data = standard(基本信息=about, 绩效指标=rows, 评估明细=items).data()
    return read_standard(data, Workbook.open(data))


@pytest.mark.parametrize(("lost", "end"), [(8, "E8、E9）"), (9, "E8、E9等）")])
def test_points_lost_again_are_told_at_the_first_with_the_places_of_eight(lost: int, end: str) -> None:
    (said,) = [each for each in found(items_of(2025, lost), items_of(2024, lost)) if each.code == "Y107"]
    assert (said.sheet, said.cell) == ("评估明细", "E2")
    assert "[2024.xlsx]评估明细!E2、E3" in said.message
    assert end in said.message
    assert "“内容一”扣 3 分" in said.message


def test_an_item_that_was_given_nothing_lost_all_its_points() -> None:
    (said,) = [each for each in found(items_of(2025, 1, 0), items_of(2024, 1)) if each.code == "Y107"]
    assert "“内容一”扣 10 分" in said.message

"""The lists of several years together: points lost again, and gifts that never came to what is promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from listed_station import station
from sheets import Book, Row

from workbook_tools import Outcome, recompute


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

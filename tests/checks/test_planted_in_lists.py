"""Contradictions planted into the station's own lists: each is told once, at the cell to go to."""

from __future__ import annotations

import pytest
from planted_station import SOUND, D, Plant, Sheets, at, more, told

LISTS: Sheets = {
    "人员": [
        ["姓名", "岗位", "用工方式", "职业资格", "到岗日期", "离岗日期", "社区", "年度培训时数", "取证日期"],
        ["甲", "社工", "专职", "助理社会工作师", D(2022, 8, 1), "", "东社区", 92, D(2021, 12, 1)],
        ["乙", "社工", "专职", "社会工作师", D(2022, 8, 1), "", "西社区", 96, D(2020, 12, 1)],
    ],
    "社区": [
        ["社区", "片区", "社工点", "重点对象数", "已建档数"],
        ["东社区", "一片", "东点", 120, 116], ["西社区", "二片", "西点", 100, 93],
    ],
    "任务分解": [["社工", "对应指标", "年度任务"], ["甲", "个案服务", 30], ["乙", "个案服务", 30]],
    "资源链接": [
        ["日期", "来源", "类别", "折合价值（万元）", "用途", "凭证"],
        [D(2023, 12, 1), "爱心企业", "资金", 2, "慰问", "收据01"],
        [D(2024, 1, 9), "商会", "物资", 0.5, "助学", "收据02"],
    ],
    "志愿服务": [
        ["队伍名称", "成立日期", "人数", "骨干数", "服务时数"],
        ["青禾队", D(2023, 9, 1), 60, 8, 900], ["东社区队", D(2023, 10, 1), 44, 5, 600],
    ],
    "满意度调查": [
        ["调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意"],
        ["第三方", D(2024, 6, 10), "居民", 220, 200, 150, 42, 6, 2],
    ],
    "媒体与荣誉": [["日期", "类别", "名称", "来源"], [D(2024, 3, 1), "媒体", "社区长者饭堂", "区融媒体"]],
    "评估明细": [
        ["评估期次", "评估主体", "一级", "二级", "评估内容", "分值", "得分", "扣分说明"],
        ["末期", "第三方评估机构", "服务", "个案", "档案", 60, 55, "缺签字"],
        ["末期", "第三方评估机构", "服务", "小组", "记录", 40, 37, "缺总结"],
    ],
}  # fmt: skip
STATION: Sheets = {**SOUND, **LISTS}


def again(sheet: str) -> Plant:
    return more(sheet, *LISTS[sheet][1])


PLANTED: list[tuple[str, Plant, str, str]] = [
    ("left before arriving", at("人员", "F2", D(2022, 5, 1)), "G011", "人员!F2"),
    ("one person twice", again("人员"), "G010", "人员!A4"),
    ("one receipt for two gifts", at("资源链接", "F3", "收据01"), "G049", "资源链接!F3"),
    ("a certificate to come", at("人员", "I2", D(2026, 12, 1)), "G016", "人员!I2"),
    ("training below nothing", at("人员", "H2", -5), "G015", "人员!H2"),
    ("training day and night", at("人员", "H2", 7200), "G015", "人员!H2"),
    ("a worker whom nobody knows", at("服务台账", "C2", "丙"), "G017", "服务台账!C2"),
    ("a community that is none", at("服务台账", "B2", "南社区"), "G021", "服务台账!B2"),
    ("more files than people", at("社区", "E2", 130), "G022", "社区!E2"),
    ("tasks beyond the promise", at("任务分解", "C2", 50), "G030", "任务分解!C2"),
    ("a task of nothing", at("任务分解", "B2", "入户探访"), "G032", "任务分解!B2"),
    ("a gift of another year", at("资源链接", "A2", D(2022, 12, 1)), "G041", "资源链接!A2"),
    ("a gift below nothing", at("资源链接", "D2", -3), "G042", "资源链接!D2"),
    ("a gift in 元", at("资源链接", "D2", 20_000), "G040", "资源链接!D2"),
    ("a gift twice", again("资源链接"), "G048", "资源链接!B4"),
    ("more core members than members", at("志愿服务", "D2", 80), "G044", "志愿服务!D2"),
    ("fewer volunteers than claimed", at("志愿服务", "C2", 20), "G001", "绩效指标!G6"),
    ("a team of the future", at("志愿服务", "B2", D(2025, 1, 1)), "G047", "志愿服务!B2"),
    ("more came back than were sent", at("满意度调查", "E2", 260), "G050", "满意度调查!E2"),
    ("answers that are not the returns", at("满意度调查", "H2", 60), "G051", "满意度调查!E2"),
    ("answers too few", at("满意度调查", "F2", 100), "G051", "满意度调查!E2"),
    ("a survey of the future", at("满意度调查", "B2", D(2025, 6, 10)), "G047", "满意度调查!B2"),
    ("a survey of another year", at("满意度调查", "B2", D(2022, 6, 10)), "G054", "满意度调查!B2"),
    ("a report of another year", at("媒体与荣誉", "A2", D(2021, 3, 1)), "G043", "媒体与荣誉!A2"),
    ("a report twice", again("媒体与荣誉"), "G048", "媒体与荣誉!C3"),
    ("an item above its points", at("评估明细", "G2", 65), "G061", "评估明细!G2"),
    ("items worth more than 100", at("评估明细", "F3", 50), "G063", "评估明细!F2"),
    ("items that make another score", at("评估明细", "G2", 45), "G060", "评估明细!G2"),
]


def test_a_sound_station_with_lists_is_told_nothing() -> None:
    assert told(sound=STATION) == []


@pytest.mark.parametrize(("name", "plant", "code", "cell"), PLANTED, ids=[each[0] for each in PLANTED])
def test_one_contradiction_in_a_list_is_one_finding_at_its_cell(name: str, plant: Plant, code: str, cell: str) -> None:
    assert told(plant, STATION) == [(code, cell)]


def test_items_of_one_period_under_two_names_are_one_sum() -> None:
    assert told(at("评估明细", "A2", "期末"), STATION) == []


def test_a_task_of_nothing_is_not_below_nothing() -> None:
    assert "G033" not in [code for code, _ in told(at("任务分解", "C2", 0), STATION)]
    assert "G033" in [code for code, _ in told(at("任务分解", "C2", -1), STATION)]

"""Sound stations as other cities keep them: nothing is told but that no scheme of a place was chosen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from sheets import Book, Row

from workbook_tools.in_memory import evaluate_bytes

D = dt.date
HEADS: Row = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "计量单位",
    "分值",
    "实际完成值",
    "自评得分",
    "偏差原因",
)
COST_HEADS: Row = ("支出明细", "支出简介", "经费类别", "预算金额（万元）", "支出金额（万元）", "差异原因")
OUTPUT, EFFECT, CONTENT = "产出指标", "效益指标", "满意度指标"


HINTS = ("C015", "S022", "R068", "Q105", "Q106", "Q107", "Q134")  # the scheme, the version, and how a figure was taken


class Station(NamedTuple):
    """A station: its name, its service year, its rows without levels, its money."""

    name: str
    start: dt.date
    end: dt.date
    rows: list[tuple[str, Any, str, int, Any, Any, str]]  # name, target, unit, points, actual, own score, reason
    money: list[tuple[str, str, float, float]]


STATIONS = [
    Station(
        "岭西县桥头镇社工站", D(2023, 1, 1), D(2023, 12, 31),
        [
            ("留守儿童走访", "≥600人次", "", 12, "642人次", 12, ""),
            ("儿童之家开放", "≥200天", "", 10, "210天", 10, ""),
            ("亲职教育讲座", 8, "场", 10, "8场", 10, ""),
            ("儿童建档率", "100%", "", 8, "100%", 8, ""),
            ("年度总结上报", "2023年12月底前", "", 10, "12月18日上报", 10, ""),
            ("社会资源链接", "6万元", "", 15, "资金3.2万元，物资折合3.6万元，共6.8万元", 15, ""),
            ("村级志愿队伍", 4, "支", 15, "组建4支", 15, ""),
            ("家长满意度", "≥90%", "", 10, "95.2%", 10, ""),
        ],
        [("人员工资", "人员费用", 12, 11.8), ("活动物资", "服务质量保障", 5, 4.9), ("管理费", "运营管理", 1, 0.95)],
    ),
    Station(
        "滨江区潮音街道社工服务站", D(2022, 7, 1), D(2023, 6, 30),
        [
            ("个案服务", "40个", "", 10, "42个（结案36个）", 10, ""),
            ("小组工作", "12个", "", 10, "12个，72节", 10, ""),
            ("社区活动", "≥36场", "", 10, "33场", 9.17, "三场因台风停办"),
            ("长者电访", "1500人次", "", 10, "1560人次", 10, ""),
            ("活动按期开展率", "≥95%", "", 10, "96%", 10, ""),
            ("居民骨干培育", "20人", "", 15, "培育骨干22人", 15, ""),
            ("媒体报道", "6篇", "", 15, "7篇", 15, ""),
            ("居民满意度", "≥92%", "", 10, "94%", 10, ""),
        ],
        [("社工薪酬", "人员费用", 70, 69.2), ("服务经费", "服务质量保障", 18, 17.6), ("税费", "运营管理", 12, 11.6)],
    ),
    Station(
        "云岭州禾木乡社会工作服务站", D(2024, 1, 1), D(2024, 12, 31),
        [
            ("牧民政策宣讲", "24场次", "", 20, "24场次", 20, ""),
            ("困难群众入户", "≥300户次", "", 15, "318户次", 15, ""),
            ("宣讲资料双语率", "100%", "", 15, "100%", 15, ""),
            ("矛盾调解成功率", "≥85%", "", 30, "27/30", 30, ""),
            ("群众满意度", "≥90%", "", 10, "92%", 10, ""),
        ],
        [("人员补贴", "人员费用", 8, 8), ("下乡交通", "服务质量保障", 3, 2.9)],
    ),
    Station(
        "河东新区锦程社区社工项目", D(2023, 4, 1), D(2024, 3, 31),
        [
            ("适老化改造", "30户", "", 20, "改造30户", 20, ""),
            ("助餐服务", "≥6000人次", "", 15, "6240人次", 15, ""),
            ("改造验收合格率", "100%", "", 15, "全部合格", 15, ""),
            ("平均响应时间", "≤24小时", "", 15, "18小时", 15, ""),
            ("紧急呼叫处置率", "≥98%", "", 15, "100%", 15, ""),
            ("老人满意度", "≥95%", "", 10, "96.5%", 10, ""),
        ],
        [("护理人员", "人员费用", 40, 39.1), ("助餐食材", "服务质量保障", 26, 25.4), ("保险", "运营管理", 4, 3.8)],
    ),
    Station(
        "海晏市盐场街道禁毒社工站", D(2023, 1, 1), D(2023, 12, 31),
        [
            ("戒毒人员面谈", "480人次", "", 15, "面谈496人次", 15, ""),
            ("尿检", "≥360人次", "", 15, "372人次", 15, ""),
            ("禁毒宣传", "18场", "", 10, "与派出所联合宣传18场", 10, ""),
            ("管控率", "≥95%", "", 10, "97%", 10, ""),
            ("复吸率", "≤5%", "", 15, "3.4%", 15, ""),
            ("就业帮扶", "10人", "", 15, "帮扶就业11人", 15, ""),
            ("服务对象满意率", "≥85%", "", 10, "90%", 10, ""),
        ],
        [("社工薪酬", "人员费用", 36, 35.5), ("宣传活动", "服务质量保障", 8, 7.7), ("办公", "运营管理", 3, 2.9)],
    ),
    Station(
        "古城区文昌街道残疾人社工服务点", D(2024, 3, 1), D(2025, 2, 28),
        [
            ("辅具适配", "60件", "", 15, "适配60件", 15, ""),
            ("康复训练", "≥720课时", "", 15, "736课时", 15, ""),
            ("家属支持小组", "6个", "", 10, "6个（36节）", 10, ""),
            ("训练出勤率", "≥85%", "", 10, "88%", 10, ""),
            ("残疾人就业", "8人", "", 30, "新增就业9人", 30, ""),
            ("服务对象满意度", "≥93%", "", 10, "95%", 10, ""),
        ],
        [("人员", "人员费用", 25, 24.6), ("训练器材", "服务质量保障", 9, 8.8), ("租金", "运营管理", 3, 3)],
    ),
    Station(
        "中部省直机关家属区社工室", D(2023, 9, 1), D(2024, 8, 31),
        [
            ("四点半课堂", "160次", "", 20, "162次", 20, ""),
            ("暑期托管", "45人", "", 15, "48人", 15, ""),
            ("安全事故", "0起", "", 15, "0起", 15, ""),
            ("志愿者招募", "60人", "", 30, "招募66人", 30, ""),
            ("家长满意率", "≥95%", "", 10, "98%", 10, ""),
        ],
        [("教师课酬", "人员费用", 14, 13.7), ("教材文具", "服务质量保障", 4, 3.9)],
    ),
    Station(
        "长堤镇乡村社工站", D(2022, 1, 1), D(2022, 12, 31),
        [
            ("探访特困老人", "≥1200人次", "", 15, "1200人次", 15, ""),
            ("村民议事会", "12次", "", 15, "召开13次", 15, ""),
            ("培训村级社工", "24人", "", 10, "25名", 10, ""),
            ("探访台账完整率", "≥95%", "", 10, "97.5%", 10, ""),
            ("孵化社区社会组织", "3家", "", 15, "3家", 15, ""),
            ("培训费用", "≤1.5万元", "", 15, "1.42万元", 15, ""),
            ("村民满意度", "≥90%", "", 10, "91%", 10, ""),
        ],
        [("人员经费", "人员费用", 15, 14.6), ("服务经费", "服务质量保障", 6, 5.8), ("管理经费", "运营管理", 2, 1.9)],
    ),
    Station(
        "钢城区厂前街道企业社工站", D(2024, 1, 1), D(2024, 12, 31),
        [
            ("职工心理咨询", "200人次", "", 20, "接待咨询214人次", 20, ""),
            ("减压小组", "8个", "", 15, "八个", 15, ""),
            ("安全宣教", "≥20场", "", 15, "20场，职工1860人次", 15, ""),
            ("劳动争议调解成功率", "≥80%", "", 30, "85%", 30, ""),
            ("职工满意度", "≥90%", "", 10, "93.6%", 10, ""),
        ],
        [("社工", "人员费用", 22, 21.8), ("课程", "服务质量保障", 7, 6.9), ("税费", "运营管理", 3, 2.8)],
    ),
    Station(
        "星湖自治县民族团结社工站", D(2023, 1, 1), D(2023, 12, 31),
        [
            ("民族联谊活动", "10场", "", 20, "10场", 20, ""),
            ("双语法律咨询", "≥150人次", "", 15, "163人次", 15, ""),
            ("咨询答复及时率", "≥98%", "", 15, "99%", 15, ""),
            ("民族团结志愿服务时数", "1800小时", "", 30, "1,860小时", 30, ""),
            ("群众满意度", "≥92%", "", 10, "94.1%", 10, ""),
        ],
        [("人员", "人员费用", 18, 17.8), ("活动", "服务质量保障", 6, 5.7), ("管理", "运营管理", 2, 2)],
    ),
]  # fmt: skip


def level_of(place: int, count: int) -> tuple[str, str]:
    if place == count - 1:
        return CONTENT, "服务对象满意度指标"
    return (EFFECT, "社会效益指标") if place >= count - 1 - EFFECTS[count] else (OUTPUT, "数量指标")


EFFECTS = {5: 1, 6: 1, 7: 2, 8: 2}  # rows of 30 points in all


def book_of(station: Station, *, second: bool) -> Book:
    """As template version 1, or as 2 with its columns for the rule and the proof."""
    count = len(station.rows)
    rows = [
        (*level_of(place, count), name, target, unit, points, actual, score, reason)
        for place, (name, target, unit, points, actual, score, reason) in enumerate(station.rows)
    ]
    heads = HEADS
    if second:
        heads, rows = (*heads, "佐证材料"), [(*row, f"附件{place + 1}") for place, row in enumerate(rows)]
    total = sum(Decimal(str(line[2])) for line in station.money)
    first, last = station.start.year, station.end.year
    about = [
        ("站点名称", station.name), ("项目名称", f"{station.name}服务项目"), ("承接机构", "同心社会工作服务中心"),
        ("购买方", "民政局"), ("评价年度", last if first == last else f"{first}-{last}"),
        ("服务开始日期", station.start), ("服务结束日期", station.end), ("年度项目资金（万元）", float(total)),
    ]  # fmt: skip
    costs = [(name, name, kind, budget, spent, "") for name, kind, budget, spent in station.money]
    return Book({"基本信息": about, "绩效指标": [heads, *rows], "资金使用": [COST_HEADS, *costs]})


@pytest.mark.parametrize("second", [False, True], ids=["first", "second"])
@pytest.mark.parametrize("station", STATIONS, ids=[each.name for each in STATIONS])
def test_a_sound_station_is_told_nothing(station: Station, second: bool) -> None:
    computed = evaluate_bytes(book_of(station, second=second).data())
    told = [(each.code, f"{each.sheet}!{each.cell}", each.message) for each in computed.findings]
    assert [each for each in told if each[0] not in HINTS] == []
    assert computed.evaluation.score is not None
    assert all(row.score is not None for row in computed.evaluation.rows)

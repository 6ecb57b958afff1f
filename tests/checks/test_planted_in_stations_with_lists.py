"""Contradictions in a station that keeps lists beside its indicators: each is told once, at the cell to go to.

The station is of a city with no scheme of its own: weights and tranches are those that its sheets name.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sheets import Book

from workbook_tools.in_memory import evaluate_bytes

D = dt.date
Sheets = dict[str, list[list[Any]]]
Plant = Callable[[Sheets], None]
DONE = "全年走访独居老人1260人次，开展社区活动50场，链接社会资源26.5万元，服务对象满意度为94%。"
MONEY = "项目全年预算96万元，实际支出93.1万元，预算执行率96.98%。2023年6月15日开展中期评估，2024年1月10日开展末期评估。"
SOUND: Sheets = {
    "基本信息": [
        ["站点名称", "湖滨镇社会工作服务站"], ["项目名称", "湖滨镇社会工作服务站运营项目"],
        ["承接机构", "同行社会工作服务中心"],
        ["购买方", "湖滨镇人民政府"], ["评价年度", 2023], ["服务开始日期", D(2023, 1, 1)],
        ["服务结束日期", D(2023, 12, 31)], ["合同开始日期", D(2022, 1, 1)], ["合同结束日期", D(2024, 12, 31)],
        ["合同生效日期", D(2022, 1, 1)], ["合同总金额（万元）", 288], ["年度项目资金（万元）", 96],
        ["中期评估日期", D(2023, 6, 15)], ["末期评估日期", D(2024, 1, 10)], ["中期评估等级", "良好"],
        ["末期评估等级", "优秀"], ["填表日期", D(2024, 2, 20)],
    ],
    "绩效指标": [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "计量单位", "分值", "实际完成值", "自评得分", "偏差原因"],
        ["产出指标", "数量指标", "独居老人走访", 1200, "人次", 10, 1260, 10, ""],
        ["产出指标", "数量指标", "社区活动", 48, "场", 10, 50, 10, ""],
        ["产出指标", "数量指标", "小组工作", 15, "个", 10, 12, 8, "两个小组成员不足，改为个别辅导"],
        ["产出指标", "质量指标", "活动达标率", "≥95%", "%", 10, "97%", 10, ""],
        ["产出指标", "时效指标", "年度总结提交", "2023年12月底前", "", 10, "2023年12月20日", 10, ""],
        ["效益指标", "经济效益指标", "资源链接", 25, "万元", 10, 26.5, 10, ""],
        ["效益指标", "可持续影响指标", "志愿队伍", 2, "支", 10, 2, 10, ""],
        ["效益指标", "社会效益指标", "服务覆盖社区", 3, "个", 10, 3, 10, ""],
        ["满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "%", 10, "94%", 10, "2023年11月问卷100份"],
    ],
    "资金使用": [
        ["支出明细", "支出简介", "经费类别", "预算金额（万元）", "支出金额（万元）", "差异原因"],
        ["人员薪酬", "工资、社保、公积金", "人员费用", 66, 65.1, ""],
        ["服务活动", "活动、走访、培训", "服务质量保障", 20, 19, ""],
        ["管理费用", "税费、审计", "运营管理", 10, 9, ""],
    ],
    "评估评分": [
        ["评估期次", "评估主体", "权重", "评分", "结论", "评估日期"],
        ["中期", "第三方评估机构", 0.6, 86, "良好", D(2023, 6, 15)],
        ["中期", "湖滨镇人民政府", 0.4, 88, "良好", D(2023, 6, 15)],
        ["末期", "第三方评估机构", 0.6, 92, "优秀", D(2024, 1, 10)],
        ["末期", "湖滨镇人民政府", 0.4, 94, "优秀", D(2024, 1, 10)],
    ],
    "资金拨付": [
        ["拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）", "拨付日期"],
        ["首期", 0.5, "合同生效", D(2022, 1, 4), 48, D(2022, 1, 20)],
        ["二期", 0.3, "中期评估合格", D(2023, 6, 20), 28.8, D(2023, 7, 10)],
        ["三期", 0.2, "末期评估合格", D(2024, 1, 15), 19.2, D(2024, 2, 2)],
    ],
    "文字材料": [
        ["章节", "标题", "内容"],
        ["立项依据", "", "依据镇党委会会议纪要立项。"],
        ["实施情况", "", MONEY], ["总体结论", "", DONE], ["主要经验", "", "走访有台账，活动有记录。"],
        ["存在问题", "", "小组工作没有完成年度目标，成员不易召集。"], ["政策建议", "", "建议固定活动场地。"],
    ],
    "人员": [
        ["工号", "姓名", "岗位", "用工方式", "职业资格", "到岗日期", "离岗日期", "社区", "年度培训时数"],
        [1, "甲", "站长", "直聘", "社工师", D(2022, 1, 1), "", "东湖社区", 96],
        [2, "乙", "社工", "直聘", "助理社工师", D(2022, 1, 1), "", "西湖社区", 92],
        [3, "丙", "社工", "直聘", "无", D(2022, 3, 1), "", "湖心村", 94],
    ],
    "社区": [
        ["社区", "片区", "社工点", "重点对象数", "已建档数"],
        ["东湖社区", "东片", "第一社工点", 60, 60], ["西湖社区", "东片", "第一社工点", 52, 50],
        ["湖心村", "西片", "第二社工点", 45, 44],
    ],
    "服务台账": [
        ["日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次"],
        [D(2023, 3, 8), "东湖社区", "甲", "走访", "独居老人走访", 600, 600],
        [D(2023, 9, 8), "西湖社区", "乙", "走访", "独居老人走访", 660, 660],
        [D(2023, 4, 8), "湖心村", "丙", "小组", "小组工作", 12, 96],
        [D(2023, 10, 8), "东湖社区", "甲", "活动", "社区活动", 50, 1900],
    ],
    "资源链接": [
        ["日期", "来源", "类别", "折合价值（万元）", "用途", "凭证"],
        [D(2023, 1, 15), "镇商会", "资金", 16.5, "春节慰问", "收据1"],
        [D(2023, 9, 20), "爱心企业", "物资", 10, "中秋慰问", "收据2"],
    ],
    "志愿服务": [
        ["队伍名称", "成立日期", "人数", "骨干数", "服务时数"],
        ["银发先锋队", D(2022, 5, 1), 24, 6, 320], ["护苗队", D(2023, 4, 1), 18, 4, 260],
    ],
    "满意度调查": [
        ["调查主体", "日期", "对象", "发放", "回收有效", "很满意", "满意", "一般", "不满意"],
        ["第三方评估机构", D(2023, 11, 10), "居民", 110, 100, 58, 36, 4, 2],
    ],
    "评估明细": [
        ["评估期次", "评估主体", "一级", "二级", "评估内容", "分值", "得分", "扣分说明"],
        ["末期", "第三方评估机构", "服务", "台账", "台账完整", 50, 46, "三份缺签名"],
        ["末期", "第三方评估机构", "服务", "个案", "个案规范", 50, 46, "一份没有结案"],
    ],
}  # fmt: skip


def at(sheet: str, cell: str, value: object) -> Plant:
    def plant(sheets: Sheets) -> None:
        sheets[sheet][int(cell[1:]) - 1]["ABCDEFGHI".index(cell[0])] = value

    return plant


def more(sheet: str, *row: object) -> Plant:
    return lambda sheets: sheets[sheet].append(list(row))


def both(*plants: Plant) -> Plant:
    def plant(sheets: Sheets) -> None:
        for each in plants:
            each(sheets)

    return plant


def told(plant: Plant | None = None) -> list[tuple[str, str]]:
    sheets = copy.deepcopy(SOUND)
    if plant is not None:
        plant(sheets)
    found = evaluate_bytes(Book(sheets).data()).findings
    return [(each.code, f"{each.sheet}!{each.cell}") for each in found if each.severity != "I"]


PLANTED: list[tuple[str, Plant, str, str]] = [
    # lists against what they prove
    ("another sum of resources", at("资源链接", "D2", 12.5), "G001", "绩效指标!G7"),
    ("resources in 元", at("资源链接", "D3", 100_000), "G040", "资源链接!D3"),
    (
        "resources of the year before",
        more("资源链接", D(2022, 12, 30), "热心居民", "物资", 1, "慰问", "收据3"),
        "G041",
        "资源链接!A4",
    ),
    ("a core larger than its team", at("志愿服务", "D3", 40), "G044", "志愿服务!D3"),
    ("a third team", more("志愿服务", "河小青", D(2023, 6, 1), 15, 3, 90), "G001", "绩效指标!G8"),
    ("more came back than were sent", at("满意度调查", "D2", 90), "G050", "满意度调查!E2"),
    ("answers that are not all", at("满意度调查", "H2", 9), "G051", "满意度调查!E2"),
    ("filed more than there are", at("社区", "E2", 66), "G022", "社区!E2"),
    ("left before arriving", at("人员", "G4", D(2022, 2, 1)), "G011", "人员!G4"),
    ("a person twice", more("人员", 2, "乙", "社工", "直聘", "无", D(2023, 1, 1), "", "湖心村", 90), "G010", "人员!B5"),
    ("hours that no year has", at("人员", "I2", 1960), "G015", "人员!I2"),
    ("a piece above its points", at("评估明细", "G2", 52), "G061", "评估明细!G2"),
    ("pieces that are not the score", at("评估明细", "G3", 44), "G060", "评估明细!G2"),
    ("an entry in a community that is not listed", at("服务台账", "B5", "南湖社区"), "G021", "服务台账!B5"),
    ("an entry by nobody of the station", at("服务台账", "C4", "丁"), "G017", "服务台账!C4"),
    # indicators
    ("a day after the service year", at("绩效指标", "G6", "2024年3月20日"), "R069", "绩效指标!G6"),
    ("a day of the year before", at("绩效指标", "G6", "2022年12月20日"), "R069", "绩效指标!G6"),
    (
        "a noun that says how many there are",
        both(at("绩效指标", "G9", "低保450户"), at("绩效指标", "H9", "")),
        "R022",
        "绩效指标!G9",
    ),
    (
        "an act that was not asked for",
        both(at("绩效指标", "G2", "排查1260人次"), at("绩效指标", "H2", "")),
        "R022",
        "绩效指标!G2",
    ),
    ("points that make 110", at("绩效指标", "F10", 20), "P050", "绩效指标!F1"),
    (
        "a sum in the cell that is false",
        both(at("绩效指标", "G3", "线上20场、线下30场，共52场"), at("绩效指标", "H3", "")),
        "Q131",
        "绩效指标!G3",
    ),
    # money
    (
        "a line without a budget",
        both(
            more("资金使用", "应急物资", "口罩", "服务质量保障", "", 2),
            at("文字材料", "C3", MONEY.replace("93.1", "95.1").replace("96.98%", "99.06%")),
        ),
        "M027",
        "资金使用!D5",
    ),
    ("a third less than planned", both(at("资金使用", "E4", 6), at("资金使用", "E3", 22)), "M026", "资金使用!E4"),
    ("tranches of 90 %", at("资金拨付", "B4", 0.1), "A040", "资金拨付!B2"),
    ("paid below nothing", at("资金拨付", "E3", -28.8), "A049", "资金拨付!E3"),
    # assessments
    (
        "final before mid-term",
        both(
            at("基本信息", "B14", D(2023, 3, 10)),
            at("评估评分", "F4", D(2023, 3, 10)),
            at("评估评分", "F5", D(2023, 3, 10)),
        ),
        "A028",
        "基本信息!B14",
    ),
    (
        "another day in the scores",
        both(at("评估评分", "F2", D(2023, 6, 25)), at("评估评分", "F3", D(2023, 6, 25))),
        "A033",
        "基本信息!B13",
    ),
    ("weights of 110 %", at("评估评分", "C2", 0.7), "A001", "评估评分!C2"),
    ("a grade of the fiscal scale", at("基本信息", "B15", "良"), "A032", "基本信息!B15"),
    # prose
    ("another count in prose", at("文字材料", "C4", DONE.replace("50场", "58场")), "T001", "文字材料!C4"),
    ("resources in prose", at("文字材料", "C4", DONE.replace("26.5万元", "62.5万元")), "T001", "文字材料!C4"),
    ("spending in prose", at("文字材料", "C3", MONEY.replace("93.1万元", "91.3万元")), "T013", "文字材料!C3"),
    ("all done in prose", at("文字材料", "C4", DONE + "各项指标全部完成。"), "T012", "文字材料!C4"),
    ("a day of assessment in prose", at("文字材料", "C3", MONEY.replace("1月10日", "1月20日")), "A033", "文字材料!C3"),
    (
        "two spellings of a document",
        both(
            at("文字材料", "C2", "依据《社工站建设方案》（湖府办〔2021〕8号）立项。"),
            at("文字材料", "C5", "按《社工站建设方案》（湖府办〔2021〕18号）执行。"),
        ),
        "T006",
        "文字材料!C5",
    ),
]


def test_a_sound_station_with_lists_is_told_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(("name", "plant", "code", "cell"), PLANTED, ids=[each[0] for each in PLANTED])
def test_one_contradiction_is_one_finding_at_its_cell(name: str, plant: Plant, code: str, cell: str) -> None:
    assert told(plant) == [(code, cell)]

"""Stations with cells as staff write them, one kind of trouble each, for the second reckoning.

A line is one row of 绩效指标: level | 三级指标 | target | unit | 分值 | actual | 指标性质 | 自评得分 | 指标明细.
What looks like a number is one; `%0.9` is a number in a percent format.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sheets import COSTS, INDICATOR_HEADS, INDICATORS, INFORMATION, Percent, Row, standard

HEADS = ("一级指标", "三级指标", "年度指标值", "计量单位", "分值", "实际完成值", "指标性质", "自评得分", "指标明细")
LEVELS = {"产": "产出指标", "效": "效益指标", "满": "满意度指标"}
INDICATORS_OF = {
    "signs in words": """
        产 | 个案服务 | 不少于60个 | 个 | 20 | 48个
        产 | 小组服务 | ≥12 | 个 | 10 | 7
        产 | 探访 | 1,260次 | 次 | 20 | 1,001次
        效 | 户均成本 | ≤5300元/户 | 元/户 | 10 | 5830元/户
        效 | 投诉 | 0起 | 起 | 10 | 2起
        效 | 差错 | 不超过3次 | 次 | 10 | 4
        满 | 满意率 | ≥90% | % | 10 | 81.3%""",
    "the year after": """
        产 | 个案服务 | 不少于50个 | 个 | 20 | 55个
        产 | 小组服务 | ≥12 | 个 | 20 | 11
        产 | 走进社区 | 30场 | 场 | 10 | 28场
        效 | 户均成本 | ≤5300元/户 | 元/户 | 15 | 5000元/户
        效 | 投诉 | 0起 | 起 | 15 | 0起
        满 | 满意率 | ≥90% | % | 10 | 91.3%""",
    "rates that lost their sign": """
        产 | 建档率 | ≥95% | % | 30 | 0.905
        产 | 结案率 | %0.9 | % | 20 | %0.4567
        效 | 知晓率 | 90%以上 | % | 30 | 87.65%
        满 | 满意率 | 不低于90% | % | 10 | 66""",
    "points on the headings": """
        产（50分） | 个案服务 | 7 | 个 | | 3
        产（50分） | 小组服务 | 9 | 个 | | 2
        产（50分） | 探访 | 11 | 次 | | 10
        效（30%） | 资源链接 | 50万 | 万元 | | 35万
        满（10分） | 满意率 | ≥90% | % | | 89.99%""",
    "points nowhere": """
        产 | 服务甲 | 3 | 个 | | 0
        产 | 服务乙 | 4 | 个 | | 1
        产 | 服务丙 | 5 | 个 | | 2
        产 | 服务丁 | 6 | 个 | | 3
        产 | 服务戊 | 7 | 个 | | 4
        产 | 服务己 | 8 | 个 | | 5
        产 | 服务庚 | 9 | 个 | | 6
        效 | 资源链接 | 70 | 个 | | 69
        满 | 满意率 | ≥90% | % | | 30%""",
    "some points left out": """
        产（50分） | 个案服务 | 60 | 个 | 20 | 59
        产（50分） | 小组服务 | 10 | 个 | | 9
        产（50分） | 探访 | 10 | 次 | | 1
        效（30分） | 资源链接 | 50 | 个 | 30 | 1
        满（10分） | 满意率 | ≥90% | % | 10 | 90%""",
    "items of one indicator": """
        产 | 服务量 | 68 | 个 | 50 | 41 | | | 个案
        产 | 服务量 | 30 | 个 | | 29 | | | 小组
        产 | 服务量 | 53 | 次 | | 62 | | | 活动
        效 | 建档率 | ≥90% | % | 30 | 45%
        满 | 满意率 | ≥90% | % | 10 | 达标""",
    "lists in one cell": """
        产 | 服务量 | 1.个案60个；2.小组30个；3.活动7场 | | 50 | 1.个案50个；2.小组30个；3.活动4场
        效 | 建档率 | ≥90% | % | 30 | 45%
        满 | 满意率 | ≥90% | % | 10 | 92%""",
    "ranges and days": """
        产 | 走访密度 | 60～80次 | 次 | 25 | 50次
        产 | 调研报告 | 2025年3月底前 | | 25 | 2025年4月 | 日期
        效 | 培训时间 | 9月前 | | 15 | 9月 | 日期
        效 | 配比 | 10-20人 | 人 | 15 | 15
        满 | 满意率 | ≥90% | % | 10 | 70%""",
    "ratings": """
        产 | 制度健全 | 制度健全有效 | | 25 | 部分达成 | 定性 | 17.5
        产 | 参与面 | 居民参与面扩大 | | 25 | 达成 | 定性
        效 | 影响 | 社区影响扩大 | | 15 | 部分达成 | 定性
        效 | 联动 | 多方联动 | | 15 | 未达成 | 定性 | 3
        满 | 满意率 | ≥90% | % | 10 | 70%""",
    "one row open": """
        产 | 个案服务 | 60 | 个 | 50 | 60
        效 | 建档率 | ≥90% | % | 25 | 95%
        满 | 满意率 | ≥90% | % | 15 | 若干""",
    "points that do not make 100": """
        产 | 个案服务 | 60 | 个 | 40 | 30
        效 | 建档率 | ≥90% | % | 30 | 95%
        满 | 满意率 | ≥90% | % | 10 | 50%""",
    "where no grade is near": """
        产 | 个案服务 | 37 | 个 | 20 | 1
        产 | 小组服务 | 23 | 个 | 20 | 2
        产 | 探访 | 41 | 次 | 10 | 9
        效 | 建档率 | ≥90% | % | 30 | 9%
        满 | 满意率 | ≥90% | % | 10 | 1%""",
}
NOTHING_SAID = """
    产 | 个案服务 | 60 | 个 | 30 |
    产 | 小组服务 | 20 | 个 | 20 | 20
    效 | 建档率 | ≥90% | % | 30 | 若干
    满 | 满意率 | ≥90% | % | 10 | 91%"""
HOURS = """
    产 | 个案服务 | 60 | 个 | 20 |
    产 | 直接服务工时 | 100 | 小时 | 15 |
    产 | 总服务工时 | 120 | 小时 | 15 | 99.5
    效 | 建档率 | ≥90% | % | 30 | 88%
    满 | 满意率 | ≥90% | % | 10 | 91%"""
ASSESSED: list[Row] = [
    ("评估期次", "评估主体", "权重", "评分", "结论", "评估日期"),
    ("中期", "第三方评估机构", 0.7, 88.35, "", date(2025, 3, 3)),
    ("中期", "街道办事处", 0.2, 91, "", date(2025, 3, 3)),
    ("中期", "区民政局", 0.1, 79.99, "", date(2025, 3, 3)),
    ("末期", "第三方评估机构", 0.7, 80.25, "", date(2025, 9, 3)),
    ("末期", "街道办事处", 0.2, "", "", date(2025, 9, 3)),
    ("末期", "财务评估", "", "", "合格", date(2025, 9, 3)),
]
IN_HUNDREDTHS: list[Row] = [
    ASSESSED[0],
    ("末期", "第三方评估机构", 70, 85, "", ""),
    ("末期", "街道办事处", 20, 60.5, "", ""),
    ("末期", "区民政局", 10, 100, "", ""),
]
SCORERS: list[Row] = [
    ASSESSED[0],
    *(
        ("中期", f"第三方（{who}）", 0.7, score, *ASSESSED[1][4:])
        for who, score in (("甲", 84), ("乙", 89.5), ("丙", 91))
    ),
    *ASSESSED[2:],
]
PAID: list[Row] = [
    ("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"),
    ("首期", 0.55, "合同生效", "", 110),
    ("中期", 0.4, "中期评估合格", date(2025, 1, 20), ""),  # over the Spring Festival
    ("末期", 0.05, "末期评估合格", date(2025, 9, 22), ""),  # over the National Day
]
EFFECTIVE: list[Row] = [*INFORMATION, ("合同生效日期", date(2024, 9, 2)), ("填表日期", date(2025, 9, 30))]
MIDYEAR: list[Row] = [*INFORMATION, ("填表日期", date(2024, 11, 15))]
GRADED: list[Row] = [
    ASSESSED[0],
    ("中期", "第三方评估机构", 0.7, 81, "", date(2025, 3, 3)),
    ("中期", "街道办事处", 0.2, 90, "", date(2025, 3, 3)),
    ("中期", "区民政局", 0.1, 70, "", date(2025, 3, 3)),
    ("末期", "第三方评估机构", 0.7, 90.5, "", date(2025, 9, 3)),
    ("末期", "街道办事处", 0.2, 91, "", date(2025, 9, 3)),
    ("末期", "区民政局", 0.1, 92, "", date(2025, 9, 4)),
]
GATE: Row = ("末期", "财务评估", "", "", "合格", date(2025, 9, 5))
CLOSED: Row = (*GATE[:4], "不合格", GATE[5])
FAILED: list[Row] = [ASSESSED[0], *((*row[:3], 55, *row[4:]) for row in GRADED[1:4]), *GRADED[4:], GATE]
PAID_IN_PARTS: list[Row] = [
    PAID[0],
    ("首期", 0.55, "合同生效", "", 60),
    ("中期", 0.4, "中期评估合格", date(2025, 3, 17), 80),
    ("末期", 0.05, "末期评估合格", date(2025, 9, 10), ""),
]
LEDGER: list[Row] = [
    ("日期", "社区", "社工", "对应指标", "数量", "服务人次", "直接工时", "间接工时"),
    (date(2024, 9, 1), "东社区", "陈", "个案服务", 20, 50, 60.5, 3),
    (date(2024, 10, 1), "西社区", "李", "个案服务", 25, 25, 30.25, 2),
    (date(2024, 11, 1), "东社区", "李", "小组服务", 0.5, "", "", 2.5),
    (date(2024, 12, 1), "", "李", "小组服务", 9, 7, 1, ""),
]
COUNTED: list[Row] = [
    INDICATOR_HEADS,
    (*INDICATORS[1][:6], 30, "", ""),
    ("产出指标", "数量指标", "小组服务", "", 12, "个", 20, 10, ""),
    *INDICATORS[2:],
]
IN_YUAN: list[Row] = [
    ("支出明细", "经费类别", "预算金额（元）", "支出金额（元）"),
    ("人员经费", "人员费用", 1400000, 1380000),
    ("服务经费", "服务质量保障", 400000, 390000.5),
    ("管理费", "运营管理", 200000, 190000),
]


def indicators(text: str) -> list[Row]:
    rows: list[Row] = [HEADS]
    for line in text.strip().splitlines():
        level, *others = (part.strip() for part in line.split("|"))
        cells = [value(part) for part in others]
        rows.append((LEVELS[level[0]] + level[1:], *cells, *[""] * (len(HEADS) - 1 - len(cells))))
    return rows


def a_year_before(name: str) -> bytes:
    """The station of that name with everything dated a year earlier."""
    dated = {"评价年度": 2024, "服务开始日期": date(2023, 8, 1), "服务结束日期": date(2024, 7, 31)}
    about = [(label, dated.get(label, answer)) for label, answer in INFORMATION]
    return standard(基本信息=about, 绩效指标=indicators(INDICATORS_OF[name])).data()


def value(text: str) -> object:
    if text.startswith("%") and len(text) > 1:
        return Percent(float(text[1:]))
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def costs(*amounts: tuple[float | None, float | None]) -> list[Row]:
    names = ("人员费用", "服务质量保障", "运营管理")
    lines = [(f"{name}一项", "", name, *pair, "") for name, pair in zip(names, amounts, strict=True)]
    return [COSTS[0], *lines]


def paid(assessed: list[Row], *gate: Row) -> bytes:
    return standard(基本信息=EFFECTIVE, 评估评分=[*assessed, *gate], 资金拨付=PAID_IN_PARTS).data()


MIXED: dict[str, Callable[[], bytes]] = {
    **{name: lambda text=text: standard(绩效指标=indicators(text)).data() for name, text in INDICATORS_OF.items()},
    "little said": lambda: standard(绩效指标=indicators(NOTHING_SAID), 资金使用=None).data(),
    "all met": lambda: standard().data(),
    "little spent": lambda: standard(资金使用=costs((140, 30.005), (40, 11), (20, 3))).data(),
    "overspent": lambda: standard(资金使用=costs((140, 170.123), (40, 39.5), (20, 30))).data(),
    "amounts missing": lambda: standard(资金使用=costs((140, 138), (40, None), (20, 19))).data(),
    "amounts in 元": lambda: standard(资金使用=IN_YUAN).data(),
    "assessed and paid": lambda: standard(评估评分=ASSESSED, 资金拨付=PAID).data(),
    "several scorers": lambda: standard(评估评分=SCORERS, 资金拨付=PAID).data(),
    "paid in parts": lambda: paid(GRADED, GATE),
    "the finance gate closed": lambda: paid(GRADED, CLOSED),
    "no word of finance": lambda: paid(GRADED),
    "a mid-term that failed": lambda: paid(FAILED),
    "weights of a hundred": lambda: standard(评估评分=IN_HUNDREDTHS, 资金拨付=PAID).data(),
    "in mid-year, by the ledger": lambda: standard(基本信息=MIDYEAR, 服务台账=LEDGER, 绩效指标=COUNTED).data(),
    "in mid-year, as declared": lambda: standard(基本信息=MIDYEAR).data(),
    "hours by the columns": lambda: standard(服务台账=LEDGER, 绩效指标=indicators(HOURS)).data(),
    "a ledger that answers": lambda: standard(服务台账=LEDGER, 绩效指标=COUNTED).data(),
}  # type: ignore[misc]

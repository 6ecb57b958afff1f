"""Builds the folder district/: a dozen small workbooks of a fictional district, as an office would collect them.

    python examples/build_district.py [FOLDER]

Ten station workbooks with different figures (two of them from stations of the same name, one with buttons, one that
keeps every list), one
handed in as an official self-evaluation form, and one that was cut off on its way. Street, people and figures are
invented. The same script gives the same bytes.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from district_lists import Lists, station_lists
from official_form import Form, FormRow, write_form

from workbook_tools.authoring import Shown, StandardContent, author_workbook
from workbook_tools.authoring.content import Row, Value
from workbook_tools.excel import with_buttons

FOLDER = Path(__file__).with_name("district")
FIRST_DAY, DAYS = date(2024, 9, 1), 365


@dataclass(frozen=True, slots=True)
class Station:
    """What sets one station apart. `performance` and `spending` are percent of the plan."""

    file: str
    name: str
    funds: int
    performance: tuple[int, int]
    spending: int
    scores: tuple[int, int]  # assessors, mid-term and final
    ledger_rows: int
    points_given: bool = True
    counts_from_ledger: bool = False  # leaves 实际完成值 to the ledger
    renamed: dict[str, str] = field(default_factory=dict)  # an indicator under the station's own name
    vague: dict[str, str] = field(default_factory=dict)  # an actual in words
    keeps_lists: bool = False  # 人员, 社区, 任务分解 …: every sheet of the workbook is used


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator of the district's plan. `yearly` is the target of a station with 200 万元."""

    level1: str
    level2: str
    name: str
    yearly: int
    unit: str
    kind: str = "count"  # count · rate (yearly is the percentage) · ceiling
    points: int = 0
    logged: bool = False  # counted in the ledger


OUTPUTS, BENEFITS, SATISFACTION = "产出指标（50分）", "效益指标（30分）", "满意度指标（10分）"
PLAN = (
    Plan(OUTPUTS, "数量指标", "个案服务", 60, "个", points=7, logged=True),
    Plan(OUTPUTS, "数量指标", "小组服务", 24, "个", points=6, logged=True),
    Plan(OUTPUTS, "数量指标", "社区活动", 48, "次", points=6, logged=True),
    Plan(OUTPUTS, "数量指标", "入户探访", 960, "次", points=6, logged=True),
    Plan(OUTPUTS, "数量指标", "电话访问", 1500, "次", points=5, logged=True),
    Plan(OUTPUTS, "质量指标", "个案结案达标率", 95, "%", "rate", points=6),
    Plan(OUTPUTS, "质量指标", "服务档案合格率", 95, "%", "rate", points=5),
    Plan(OUTPUTS, "时效指标", "季度计划按期完成率", 100, "%", "rate", points=5),
    Plan(OUTPUTS, "成本指标", "人均活动成本", 45, "元/人", "ceiling", points=4),
    Plan(BENEFITS, "社会效益指标", "困境群体建档率", 100, "%", "rate", points=8),
    Plan(BENEFITS, "社会效益指标", "资源链接折合价值", 30, "万元", points=8),
    Plan(BENEFITS, "可持续影响指标", "志愿队伍培育", 4, "支", points=7),
    Plan(BENEFITS, "可持续影响指标", "志愿者培训", 12, "场", points=7, logged=True),
    Plan(SATISFACTION, "服务对象满意度指标", "服务对象满意度", 90, "%", "rate", points=10),
)
COSTS = (  # name, category, percent of the money, where the spending drifts against the station's own
    ("人员经费", "人员费用", 69, 0),
    ("专业支持经费", "服务质量保障", 4, -3),
    ("专业服务和活动经费", "服务质量保障", 9, 2),
    ("日常办公费用", "服务质量保障", 5, -1),
    ("承接机构运营管理费用", "运营管理", 13, -2),
)
REASONS = ("上半年岗位空缺两个月，已补招到位", "活动场地维修，部分活动顺延", "居民需求变化，与街道协商后调整了安排")
COMMUNITIES = ("东门", "河畔", "学府", "新村", "茶亭", "北苑")
WORKERS = ("陈社工", "林社工", "黄社工", "赵社工", "吴社工")

STATIONS = (
    Station("东湖街社工服务站.xlsx", "东湖街社工服务站", 240, (98, 118), 98, (93, 95), 60),
    Station("南桥街社工服务站.xlsx", "南桥街社工服务站", 220, (90, 108), 96, (86, 88), 48, points_given=False),
    Station(
        "西岭街社工服务站.xlsx", "西岭街社工服务站", 200, (70, 98), 93, (81, 84), 40,
        renamed={"社区活动": "社区活动场次"},
    ),
    Station("北苑街社工服务站.xlsx", "北苑街社工服务站", 200, (96, 112), 108, (90, 88), 55),
    Station("青石镇社工服务站.xlsx", "青石镇社工服务站", 180, (58, 86), 82, (72, 70), 36),
    Station(
        "柳浦街社工服务站.xlsx", "柳浦街社工服务站", 260, (95, 110), 99, (88, 91), 80, counts_from_ledger=True,
        keeps_lists=True,
    ),
    Station(
        "长堤街社工服务站.xlsx", "长堤街社工服务站", 220, (92, 106), 97, (85, 86), 44,
        vague={"服务对象满意度": "达标", "困境群体建档率": "基本完成"},
    ),
    Station("白塔镇社工服务站.xlsm", "白塔镇社工服务站", 180, (88, 102), 95, (80, 83), 30),
    Station("第二批/松风街社工服务站.xlsx", "松风街社工服务站", 200, (34, 68), 64, (64, 57), 32),
    Station("第二批/东湖街社工服务站.xlsx", "东湖街社工服务站", 160, (91, 105), 97, (84, 87), 38, points_given=False),
)  # fmt: skip
BROKEN = Station("第二批/禾田镇社工服务站.xlsx", "禾田镇社工服务站", 180, (90, 100), 95, (82, 84), 30)
FORM = "第二批/金鼎街社工服务站项目支出绩效自评表.xlsx"


def build() -> dict[str, bytes]:
    """Every file of the folder by its path in it."""
    files = {station.file: workbook(station) for station in STATIONS}
    files[BROKEN.file] = _cut_off(workbook(BROKEN))
    files[FORM] = official_form()
    return files


def workbook(station: Station) -> bytes:
    data = author_workbook(content(station), spare_rows=1)
    return with_buttons(data) if station.file.endswith(".xlsm") else data


def content(station: Station) -> StandardContent:
    chance = random.Random(station.file)
    indicators, logged = _indicators(station, chance)
    ledger = _ledger(station, logged, chance)
    lists = station_lists(indicators, ledger, FIRST_DAY, WORKERS) if station.keeps_lists else Lists()
    return StandardContent(
        information=_information(station),
        indicators=indicators,
        costs=_costs(station),
        assessments=_assessments(station),
        tranches=_tranches(station),
        ledger=lists.ledger or ledger,
        texts=_texts(station),
        rosters=lists.rosters,
    )


def _information(station: Station) -> Row:
    street = station.name.removesuffix("社工服务站")
    return {
        "站点名称": station.name,
        "项目名称": f"云溪区{street}社工服务站服务项目",
        "承接机构": "云溪区同心社会工作服务中心",
        "购买方": f"{street}{'人民政府' if street.endswith('镇') else '道办事处'}",
        "主管部门": "云溪区民政局",
        "评价年度": "2024-2025",
        "服务开始日期": FIRST_DAY,
        "服务结束日期": FIRST_DAY + timedelta(days=DAYS - 1),
        "合同开始日期": FIRST_DAY,
        "合同结束日期": date(2027, 8, 31),
        "合同生效日期": date(2024, 9, 2),
        "年度项目资金": station.funds,
        "合同总金额": station.funds * 3,
        "评分方案": "guangzhou-2018",
        "填表人": "站点资料员",
        "填表日期": date(2025, 9, 12),
    }


def _indicators(station: Station, chance: random.Random) -> tuple[list[Row], dict[str, int]]:
    rows: list[Row] = []
    logged: dict[str, int] = {}
    for plan in PLAN:
        name = station.renamed.get(plan.name, plan.name)
        target, actual, met = _figures(station, plan, chance)
        row: dict[str, Value] = {"一级指标": plan.level1, "二级指标": plan.level2, "三级指标": name}
        row |= {"年度指标值": target, "计量单位": plan.unit, "实际完成值": station.vague.get(plan.name, actual)}
        if plan.kind == "ceiling":
            row["指标性质"] = "≤"
        if station.points_given:
            row["分值"] = plan.points
        if plan.logged and isinstance(actual, int):
            logged[name] = actual
            if station.counts_from_ledger:
                row["实际完成值"] = None
        if not met and chance.random() < 0.7:
            row["偏差原因分析及改进措施"] = chance.choice(REASONS)
        rows.append(row)
    return rows, logged


def _figures(station: Station, plan: Plan, chance: random.Random) -> tuple[Value, Value, bool]:
    """Target and actual as the station writes them, and whether the target is met."""
    low, high = station.performance
    if plan.kind == "rate":
        done = min(1000, plan.yearly * 10 * chance.randrange((low + 100) // 2, (high + 100) // 2 + 1) // 100)
        return f"≥{plan.yearly}%", Shown(Decimal(done) / 1000, "0.0%"), done >= plan.yearly * 10
    if plan.kind == "ceiling":
        spent = plan.yearly * 100 // chance.randrange(low + 5, high + 5)
        return plan.yearly, spent, spent <= plan.yearly
    target = max(1, plan.yearly * station.funds // 200)
    done = target * chance.randrange(low, high + 1) // 100
    return target, done, done >= target


def _costs(station: Station) -> list[Row]:
    rows: list[Row] = []
    for name, category, share, drift in COSTS:
        budget = Decimal(station.funds * share) / 100
        spent = (budget * (station.spending + drift) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        row: dict[str, Value] = {"支出明细": name, "经费类别": category, "预算金额": budget, "支出金额": spent}
        if station.spending < 90:
            row["差异原因"] = "岗位空缺，相应支出减少"
        rows.append(row)
    return rows


def _assessments(station: Station) -> list[Row]:
    assessors = (("第三方评估机构", 0.7, 0), ("街道办事处", 0.2, 2), ("区民政局", 0.1, -1))
    rows: list[Row] = [
        {"评估期次": period, "评估主体": assessor, "权重": weight, "评分": score + extra, "评估日期": day}
        for period, score, day in zip(
            ("中期", "末期"), station.scores, (date(2025, 3, 6), date(2025, 9, 4)), strict=True
        )
        for assessor, weight, extra in assessors
    ]
    return [*rows, {"评估期次": "末期", "评估主体": "财务评估", "结论": "合格", "评估日期": date(2025, 9, 5)}]


def _tranches(station: Station) -> list[Row]:
    plan = (
        ("首期", 55, "合同生效", date(2024, 9, 2), True),
        ("中期", 40, "中期评估合格", date(2025, 3, 17), True),
        ("末期", 5, "末期评估合格", date(2025, 9, 10), False),
    )
    return [
        {
            "拨付期次": name,
            "拨付比例": Decimal(share) / 100,
            "拨付条件": condition,
            "申请日期": day,
            "已拨金额": Decimal(station.funds * share) / 100 if paid else None,
        }
        for name, share, condition, day, paid in plan
    ]


def _ledger(station: Station, logged: dict[str, int], chance: random.Random) -> list[Row]:
    """Entries over the service year; those of one indicator add up to what the station declares."""
    names, rows = list(logged), station.ledger_rows
    entries: list[Row] = []
    for index in range(rows):
        name, nth = names[index % len(names)], index // len(names)
        share, left = divmod(logged[name], len(range(index % len(names), rows, len(names))))
        entries.append(
            {
                "日期": FIRST_DAY + timedelta(days=index * DAYS // rows),
                "社区": f"{chance.choice(COMMUNITIES)}社区",
                "社工": chance.choice(WORKERS),
                "服务类别": name,
                "对应指标": name,
                "数量": share + (nth < left),
                "服务人次": (share + 1) * chance.randrange(1, 6),
                "直接工时": chance.randrange(4, 20) / 2,
                "间接工时": chance.randrange(0, 5) / 2,
            }
        )
    return entries


def _texts(station: Station) -> list[Row]:
    street = station.name.removesuffix("社工服务站")
    return [
        {"章节": "项目背景", "内容": f"{street}辖六个社区，长者和随迁家庭较多，服务以入户和社区活动为主。"},
        {"章节": "年度绩效目标", "内容": "按区统一计划完成各项服务，重点跟进困境群体，培育本地志愿队伍。"},
        {"章节": "实施情况", "内容": "服务分社区包干，每月核对台账，每季度向街道通报进度。"},
        {"章节": "主要经验", "标题": "社区包干", "内容": "固定社工负责固定社区，居民找得到人，跟进不断线。"},
        {"章节": "存在问题", "内容": "部分指标受人员变动影响进度不均，未完成的指标见绩效指标表所列原因。"},
        {"章节": "应对策略", "内容": "提前招聘储备人员，每季度调整一次服务安排。"},
        {"章节": "绩效管理建议", "内容": "建议全区统一指标名称和口径，便于比较。"},
    ]  # fmt: skip


def _cut_off(data: bytes) -> bytes:
    """A workbook whose transfer broke off."""
    return data[: len(data) * 3 // 5]


def official_form() -> bytes:
    """A station that hands in the form of the finance bureau instead of the workbook."""
    return write_form(
        Form(
            title="项目支出绩效自评表（2024年度）",
            project="云溪区金鼎街社工服务站服务项目",
            authority="云溪区民政局",
            unit="金鼎街道办事处",
            initial_budget=Decimal(200),
            full_year_budget=Decimal(200),
            executed=Decimal("191.6"),
            execution_points=10,
            execution_score=Decimal("9.58"),
            expected="为困境群体、长者、青少年和家庭提供社会工作服务，全年完成个案52个、小组24个、社区活动44次，居民满意。",
            achieved="个案、小组、社区活动均已完成，入户探访因人员变动未达到计划数。",
            rows=[FormRow(*row) for row in _FORM_ROWS],
            total=Decimal("99.10"),
            signature="填表人：站点资料员        填表日期：2025年1月8日",
        )
    )


_FORM_ROWS: tuple[tuple[str, str, str, str, str, int, Decimal, str], ...] = (
    ("产出指标", "数量指标", "个案服务数量", "≥52个", "55个", 8, Decimal(8), ""),
    ("产出指标", "数量指标", "小组服务数量", "≥24个", "24个", 8, Decimal(8), ""),
    ("产出指标", "数量指标", "社区活动场次", "≥44次", "46次", 8, Decimal(8), ""),
    ("产出指标", "数量指标", "入户探访次数", "≥900次", "846次", 8, Decimal("7.52"), "人员变动，下半年已补足岗位"),
    ("产出指标", "质量指标", "服务档案合格率", "≥95%", "97%", 9, Decimal(9), ""),
    ("产出指标", "时效指标", "年度计划完成时间", "2024年12月底前", "2024年12月", 9, Decimal(9), ""),
    ("效益指标", "社会效益指标", "困境群体建档率", "100%", "100%", 15, Decimal(15), ""),
    ("效益指标", "可持续影响指标", "志愿队伍培育", "≥4支", "4支", 15, Decimal(15), ""),
    ("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "93%", 10, Decimal(10), ""),
)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, data in build().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

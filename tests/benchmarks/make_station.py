"""Makes standard workbooks with varied figures, for benchmarks and property tests.

    python tests/benchmarks/make_station.py FOLDER [--count N] [--ledger ROWS] [--seed FIRST] [--vague SHARE]

A workbook has 40 indicators, 15 cost lines, both assessments, three tranches, a ledger and a text for every chapter. It
is consistent: points add up, the ledger adds up to the declared actuals, shares hold on budget and on spending, dates
lie in the service year; some targets are missed, and most of those say why. `vague` is the share of rows whose actual
is put in words that cannot be measured. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from workbook_tools.authoring import CHAPTERS, Shown, StandardContent, author_workbook
from workbook_tools.authoring.content import Row, Value

FIRST_DAY, LAST_DAY = date(2024, 9, 1), date(2025, 8, 31)
STREETS = ("青萍", "石桥", "临江", "望湖", "长岗", "东篱", "松涛", "白鹭", "南屏", "鹤鸣")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one level 2 and how their targets are written."""

    level1: str
    level2: str
    kind: str  # count · rate · ceiling
    names: tuple[str, ...]


OUTPUTS, BENEFITS, SATISFACTION = "产出指标（50分）", "效益指标（30分）", "满意度指标（10分）"
GROUPS = (
    Group(
        OUTPUTS,
        "数量指标",
        "count",
        (
            "个案服务", "小组服务", "社区活动", "入户探访", "电话访问", "社区调研", "政策宣讲", "志愿者招募",
            "志愿者培训", "长者助餐", "青少年课后托管", "困境儿童走访", "残障人士支持", "社区议事会",
            "心理辅导", "物资派送",
        ),
    ),
    Group(OUTPUTS, "质量指标", "rate", ("个案结案达标率", "活动按期完成率", "档案完整率", "督导意见落实率")),
    Group(OUTPUTS, "时效指标", "count", ("月度简报", "季度报表")),
    Group(OUTPUTS, "成本指标", "ceiling", ("人均活动成本", "单次探访成本")),
    Group(
        BENEFITS,
        "社会效益指标",
        "count",
        ("重点对象建档", "邻里互助小组", "媒体宣传", "社区公约", "联动单位", "议题解决", "志愿服务队", "转介服务"),
    ),
    Group(
        BENEFITS,
        "可持续影响指标",
        "count",
        ("社区骨干培育", "社会组织孵化", "社工继续教育", "共建协议", "服务手册编写"),
    ),
    Group(SATISFACTION, "服务对象满意度指标", "rate", ("服务对象满意率", "社区居委会满意率", "合作单位满意率")),
)  # fmt: skip
POINTS = {OUTPUTS: 50, BENEFITS: 30, SATISFACTION: 10}
UNITS = ("个", "次", "份", "场", "项")
REASONS = (
    "部分活动因场地维修顺延到下一季度开展",
    "年中人员调整，补招后已恢复进度",
    "服务需求下降，已与购买方协商调整重点",
    "汛期社区集中防汛，入户安排减少",
)
COSTS = (  # name, category, share of the year's money in percent
    ("岗位工资", "人员费用", 34), ("绩效奖金", "人员费用", 14), ("社会保险", "人员费用", 13),
    ("住房公积金", "人员费用", 6), ("督导费", "服务质量保障", 3), ("培训费", "服务质量保障", 2),
    ("个案经费", "服务质量保障", 2),
    ("小组经费", "服务质量保障", 3), ("社区活动经费", "服务质量保障", 4), ("志愿者保险", "服务质量保障", 1),
    ("办公耗材", "服务质量保障", 2), ("场地水电", "服务质量保障", 3), ("中标服务费", "运营管理", 3),
    ("税费", "运营管理", 5), ("机构管理费", "运营管理", 5),
)  # fmt: skip
SPENDING = {"人员费用": (97, 100), "服务质量保障": (94, 99), "运营管理": (91, 94)}  # percent of the budget
SERVICES = ("个案", "小组", "社区活动", "探访", "培训", "咨询")
VAGUE = ("达标", "较好完成", "基本完成")


def station(seed: int, *, ledger: int = 2000, vague: float = 0.0) -> StandardContent:
    """The content of one station. `ledger` 0 leaves the ledger out."""
    chance = random.Random(seed)
    street = f"{STREETS[seed % len(STREETS)]}街{seed:04d}"
    funds = chance.choice((180, 200, 220, 240, 260))
    rows, counted, missed = _indicators(chance, vague, ledger)
    return StandardContent(
        information=_information(street, funds),
        indicators=rows,
        costs=_costs(chance, funds),
        assessments=_assessments(chance),
        tranches=_tranches(funds),
        ledger=_ledger(chance, counted, ledger) if ledger else None,
        effects=[
            {"层面": "个人层面", "对象/范畴": "重点对象", "服务提供": "建档和跟进", "服务成效": "按需要得到服务"},
            {"层面": "社区层面", "对象/范畴": "邻里", "服务提供": "互助和议事", "服务成效": "居民参与更多"},
        ],
        texts=[_text(chapter, street, missed) for chapter in CHAPTERS],
    )


def make(seed: int, *, ledger: int = 2000, vague: float = 0.0) -> bytes:
    return author_workbook(station(seed, ledger=ledger, vague=vague))


def _information(street: str, funds: int) -> Row:
    return {
        "站点名称": f"{street}社工服务站",
        "项目名称": f"{street}社工服务站服务项目",
        "承接机构": "和风社会工作服务中心",
        "购买方": f"{street}道办事处",
        "主管部门": "云溪区民政局",
        "评价年度": "2024-2025",
        "服务开始日期": FIRST_DAY,
        "服务结束日期": LAST_DAY,
        "合同开始日期": FIRST_DAY,
        "合同结束日期": date(2027, 8, 31),
        "合同生效日期": date(2024, 9, 2),
        "年度项目资金": funds,
        "合同总金额": funds * 3,
        "评分方案": "guangzhou-2018",
        "填表日期": date(2025, 9, 10),
    }


def _indicators(chance: random.Random, vague: float, ledger: int) -> tuple[list[Row], dict[str, int], list[str]]:
    """The rows, the declared actual of every indicator that the ledger counts, and the names of those missed."""
    rows: list[Row] = []
    counted: dict[str, int] = {}
    missed: list[str] = []
    pace = chance.uniform(0.7, 1.05)  # how much of its plan this station does
    for level1, points in POINTS.items():
        groups = [group for group in GROUPS if group.level1 == level1]
        shares = _cents(points, sum(len(group.names) for group in groups))
        for group in groups:
            for name in group.names:
                row, met = _indicator(chance, group, name, pace, counted)
                missed += [] if met else [name]
                if chance.random() < vague:
                    row["实际完成值"] = chance.choice(VAGUE)
                    counted.pop(name, None)
                rows.append({**row, "分值": shares.pop(0)})
    if len(counted) > ledger:  # a ledger too short for all indicators counts the first ones
        counted = dict(list(counted.items())[:ledger])
    return rows, counted, missed


def _indicator(
    chance: random.Random, group: Group, name: str, pace: float, counted: dict[str, int]
) -> tuple[dict[str, Value], bool]:
    """One row, and whether its target is met."""
    row: dict[str, Value] = {"一级指标": group.level1, "二级指标": group.level2, "三级指标": name}
    if group.kind == "rate":
        actual = Decimal(chance.randrange(860, 1000)) / 1000
        written = chance.choice((Shown(actual, "0.0%"), f"{actual * 100:.1f}%"))
        row |= {"年度指标值": chance.choice(("≥90%", "不低于90%", "90%以上")), "计量单位": "%", "实际完成值": written}
        met = actual >= Decimal("0.9")
    elif group.kind == "ceiling":
        target = chance.randrange(40, 300)
        actual = Decimal(target * chance.randrange(80, 108) // 100)
        row |= {"指标性质": "≤", "年度指标值": target, "计量单位": "元/人", "实际完成值": actual}
        met = actual <= target
    else:
        target, unit = chance.randrange(12, 600), chance.choice(UNITS)
        done = round(target * min(1.28, pace * chance.uniform(0.85, 1.2)))
        counted[name] = done
        in_words = chance.random() < 0.25
        row |= {"年度指标值": f"不少于{target}{unit}" if in_words else target, "计量单位": unit}
        row |= {"实际完成值": f"{done}{unit}" if in_words else done}
        met = done >= target
    if not met and chance.random() < 0.8:
        row["偏差原因分析及改进措施"] = chance.choice(REASONS)
    return row, met


def _cents(points: int, rows: int) -> list[Decimal]:
    """Points in cents that add up exactly."""
    each, left = divmod(points * 100, rows)
    return [Decimal(each + (index < left)) / 100 for index in range(rows)]


def _costs(chance: random.Random, funds: int) -> list[Row]:
    rows: list[Row] = []
    for name, category, share in COSTS:
        budget = Decimal(funds * share) / 100
        low, high = SPENDING[category]
        spent = (budget * chance.randrange(low * 100, high * 100) / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        row = {"支出明细": name, "支出简介": f"{name}支出", "经费类别": category}
        rows.append({**row, "预算金额": budget, "支出金额": spent})
    return rows


def _assessments(chance: random.Random) -> list[Row]:
    rows: list[Row] = []
    for period, day in (("中期", date(2025, 3, 12)), ("末期", date(2025, 9, 4))):
        for assessor, weight in (("第三方评估机构", 0.7), ("街道办事处", 0.2), ("区民政局", 0.1)):
            score = Decimal(chance.randrange(780, 960)) / 10
            rows.append({"评估期次": period, "评估主体": assessor, "权重": weight, "评分": score, "评估日期": day})
    return [*rows, {"评估期次": "末期", "评估主体": "财务评估", "结论": "合格", "评估日期": date(2025, 9, 5)}]


def _tranches(funds: int) -> list[Row]:
    plan = (
        ("首期", 55, "合同生效", date(2024, 9, 2), True),
        ("中期", 40, "中期评估合格", date(2025, 3, 20), True),
        ("末期", 5, "末期评估合格", date(2025, 9, 8), False),
    )
    return [
        {
            "拨付期次": name,
            "拨付比例": Decimal(share) / 100,
            "拨付条件": condition,
            "申请日期": day,
            "已拨金额": Decimal(funds * share) / 100 if paid else None,
        }
        for name, share, condition, day, paid in plan
    ]


def _ledger(chance: random.Random, counted: dict[str, int], rows: int) -> list[Row]:
    """`rows` entries over the service year; those of one indicator add up to its declared actual."""
    names = sorted(counted)
    days = (LAST_DAY - FIRST_DAY).days + 1
    workers = max(14, rows // (3 * days) + 1)  # none of them works more hours than a day has
    entries: list[Row] = []
    for index in range(rows if names else 0):
        name, nth = names[index % len(names)], index // len(names)
        share, left = divmod(counted[name], len(range(index % len(names), rows, len(names))))
        entries.append(
            {
                "日期": FIRST_DAY + timedelta(days=index * days // rows),
                "社区": f"第{chance.randrange(1, 19)}社区",
                "社工": f"社工{index % workers + 1:02d}",
                "服务类别": chance.choice(SERVICES),
                "对应指标": name,
                "数量": share + (nth < left),
                "服务人次": chance.randrange(1, 50),
                "直接工时": chance.randrange(1, 9) / 2,
                "间接工时": chance.randrange(0, 4) / 2,
                "备注": f"跟进{chance.randrange(1, 6)}次，{chance.choice(('情况稳定', '已结案', '继续跟进'))}",
            }
        )
    return entries


def _text(chapter: str, street: str, missed: list[str]) -> Row:
    lines: tuple[str, ...] = (f"{street}的{chapter}由站点说明。", "各项工作按年度计划推进，具体情况见各附表。")
    if chapter == "存在问题" and missed:
        lines = (*lines, f"没有达到年度目标的指标有{'、'.join(missed)}。")
    return {"章节": chapter, "内容": "\n".join(f"{number}、{line}" for number, line in enumerate(lines, 1))}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1, help="number of workbooks")
    parser.add_argument("--ledger", type=int, default=2000, help="rows of the ledger")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first workbook")
    parser.add_argument("--vague", type=float, default=0.0, help="share of indicators with an actual in words")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.count):
        target = options.folder / f"station_{seed:05d}.xlsx"
        target.write_bytes(make(seed, ledger=options.ledger, vague=options.vague))


if __name__ == "__main__":
    main()

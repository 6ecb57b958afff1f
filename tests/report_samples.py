"""Evaluations made by hand, so that the report is tested without the room that scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from workbook_tools.basis.states import State
from workbook_tools.model import (
    Cell,
    CostLine,
    CostResult,
    Effect,
    Evaluation,
    Finding,
    FundsResult,
    Indicator,
    Information,
    LedgerGroup,
    LedgerStatistics,
    LevelScore,
    Limits,
    Quantity,
    ScoredRow,
    ShareResult,
    Submission,
    Table,
    Text,
    Tranche,
    TrancheResult,
)

D = Decimal
LIMITS = Limits(D("1.3"), D("0.1"), D("0.1"))
INDICATORS = Table("绩效指标", 3, 60, {"level1": 2, "level3": 4, "target": 7, "actual": 10, "reason": 18})
COSTS = Table("资金使用", 2, 30, {"name": 1, "spent": 5})
TRANCHES = Table("资金拨付", 1, 10, {"name": 1})
EFFECTS = Table("服务成效", 1, 10, {"level": 1})
TEXTS = Table("文字材料", 1, 40, {"content": 3})


def about(**values: object) -> Information:
    given: dict[str, object] = {
        "sheet": "基本信息",
        "station": "晨光街社工服务站",
        "project": "晨光街社工服务站项目",
        "contractor": "暖阳社会工作服务中心",
        "purchaser": "晨光街道办事处",
        "authority": "青禾区民政局",
        "year": "2022",
        "service_start": date(2022, 8, 1),
        "service_end": date(2023, 7, 31),
        "contract_start": date(2019, 8, 1),
        "contract_end": date(2024, 7, 31),
        "annual_funds": D(240),
        "contract_total": D(1200),
        "prepared_by": "李敏",
        "prepared_on": date(2023, 8, 5),
    }
    return Information(**{**given, **values})  # type: ignore[arg-type]


def quantity(text: str) -> Quantity:
    """A bare figure is a number, everything else words."""
    try:
        return Quantity("number", text, number=D(text))
    except ArithmeticError:
        return Quantity("text" if text else "blank", text)


def scored(
    level3: str,
    target: str,
    actual: str,
    *,
    item: str = "",
    level1: str = "产出指标",
    level2: str = "数量指标",
    unit: str = "个",
    points: str = "10",
    state: State = "完成",
    score: str | None = None,
    completion: str | None = None,
    reason: str = "",
    missing: str = "",
    gain: str | None = None,
    why: str = "按完成率计分。",
    row: int = 4,
    group: int = -1,
) -> ScoredRow:
    """A row of an evaluation; a score that is not given is the full points, or none for 无法判定."""
    full = D(points)
    earned = D(score) if score is not None else (None if state == "无法判定" else full)
    goal, done = quantity(target), quantity(actual)
    rate = D(completion) if completion is not None else None
    if rate is None and goal.number and done.number is not None:
        rate = done.number / goal.number
    apart = done.number - goal.number if goal.number is not None and done.number is not None else None
    indicator = Indicator(
        INDICATORS, row, group if group >= 0 else row, "", level1, level2, level3, item, "", goal, done, unit, full,
        None, reason, Cell(target), Cell(actual),
    )  # fmt: skip
    return ScoredRow(
        indicator, item, goal, done, unit, None, False, "", rate, apart, None, full, earned,
        earned if earned is not None else D(0), earned if earned is not None else full, state, why,
        missing=missing, gain=D(gain) if gain else None,
        gain_needed=f"实际完成值再增加15{unit}，可多得{gain}分" if gain else "",
        far_above=rate is not None and rate >= LIMITS.over_target,
    )  # fmt: skip


def cost(name: str, budget: str | None, spent: str | None, category: str = "", reason: str = "") -> CostResult:
    planned, paid = D(budget) if budget else None, D(spent) if spent else None
    known = planned is not None and paid is not None
    line = CostLine(COSTS, 3, name, f"{name}的各项支出", category, planned, paid, reason)
    off = (paid - planned) / planned if known and planned else None  # type: ignore[operator]
    return CostResult(
        line,
        paid / planned if planned and paid is not None else None,
        paid - planned if known else None,  # type: ignore[operator]
        off,
        paid / D("262.0191") if paid is not None else None,
        "",
        strays=off is not None and abs(off) > LIMITS.line_deviation,
    )


def evaluation(rows: list[ScoredRow], funds: FundsResult | None = None, **values: object) -> Evaluation:
    """Levels, totals and grade follow from the rows, as far as a report needs them."""
    funds = funds or FundsResult(None, None, None, None, None, None, False, "")
    levels = []
    for name in dict.fromkeys(row.indicator.level1 for row in rows):
        mine = [row for row in rows if row.indicator.level1 == name]
        judged = [row for row in mine if row.score is not None]
        levels.append(
            LevelScore(
                name,
                sum((row.points or D(0) for row in mine), D(0)),
                sum((row.points or D(0) for row in judged), D(0)),
                sum((row.score or D(0) for row in judged), D(0)),
                sum((row.score_low for row in mine), D(0)),
                sum((row.score_high for row in mine), D(0)),
            )
        )
    if funds.points is not None:
        known = funds.score is not None
        points, score = funds.points, funds.score or D(0)
        levels.append(
            LevelScore("预算执行率", points, points if known else D(0), score, score, score if known else points, True)
        )
    total = sum((level.points for level in levels), D(0))
    judged_points = sum((level.judged_points for level in levels), D(0))
    low, high = sum((x.score_low for x in levels), D(0)), sum((x.score_high for x in levels), D(0))
    closed = judged_points == total
    return Evaluation(
            "fiscal-2020", "项目支出绩效自评（100分）", date(2023, 7, 31), tuple(rows), tuple(levels), funds, (), (),
            None,
            low if closed else None, sum((x.score for x in levels), D(0)), low, high, judged_points, total,
            grade(low) if closed else "", grade(low), grade(high), None, "", "", LIMITS,
            grade_cuts=(("优", D(90)), ("良", D(80)), ("中", D(60)), ("差", D(0))),
        )._replace(
        **values,  # type: ignore[arg-type]
    )  # fmt: skip


def grade(score: Decimal) -> str:
    return "优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差"


def full_funds() -> FundsResult:
    lines = (
        cost("人员经费", "180.01", "202.3", "人员费用"),
        cost("专业支持经费", "7.42", "3.67", "服务质量保障", "两场督导改为线上进行。"),
        cost("专业服务和活动经费", "8.6", "5.545", "服务质量保障"),
        cost("日常办公费用", "7.97", "8.551", "服务质量保障"),
        cost("承接机构运营管理费用", "36", "41.9531", "运营管理"),
    )
    return FundsResult(
        D(240),
        D(240),
        D("262.0191"),
        D("262.0191") / 240,
        D(10),
        D(10),
        True,
        "执行率109.17%超过100%，按满分10分计。",
        lines,
        (
            ShareResult("人员费用", "≥", D("0.65"), ("人员费用",), D("0.75"), D("0.7721"), D("0.8429")),
            ShareResult(
                "运营管理", "≤", D("0.15"), ("运营管理",), D("0.15"), D("0.1601"), D("0.1748"), ("spending", "funds")
            ),
        ),
        "over",
    )


def typical() -> tuple[Submission, Evaluation, tuple[Finding, ...]]:
    """A station with a bit of everything: met, exceeded, missed and unjudged rows, money, a ledger, texts."""
    counts = [
        ("个案辅导", "68", "70", "超额完成"), ("小组服务", "30", "30", "完成"), ("社区活动", "53", "62", "超额完成"),
        ("入户探访", "1260", "1260", "完成"), ("电话访问", "1800", "2198", "超额完成"), ("社区调研", "6", "6", "完成"),
    ]  # fmt: skip
    rows = [
        scored("服务达标率", t, a, item=name, state=state, points="5", group=0, row=4 + n)  # type: ignore[arg-type]
        for n, (name, t, a, state) in enumerate(counts)
    ]
    rows += [
        scored("志愿者培训", "6", "8", state="超额完成", unit="场", points="10", row=10),
        scored("第三方评价优良率", "100", "100", level2="质量指标", unit="%", points="10", row=11),
        scored(
            "社会组织合作", "社区各职能部门对本项目的认可情况", "1.服务覆盖22个社区；\n2.合作服务至少30次",
            level1="效益指标", level2="社会效益", state="无法判定", points="15", row=12,
            missing="请写明可以计量的年度指标值，如“合作单位≥30家”",
        ),
        scored("资源链接", "50", "35", level1="效益指标", level2="经济效益", unit="万", state="未完成", score="10.50",
               points="15", row=13, gain="4.50"),
        scored("专业服务满意度", "≥90%", "达标", level1="满意度指标", level2="服务对象满意度", unit="",
               state="无法判定", missing="请填写满意度的百分比", row=14),
    ]  # fmt: skip
    texts = [
        ("项目背景", "", "服务站面向困难长者、青少年和家庭开展服务。\n1、扶弱帮困；\n2、社区治理。"),
        ("项目绩效目标", "", "建立覆盖全街的社区支持网络。"),
        ("发展潜力", "", "居民参与度逐年提高。"),
        ("主要经验", "精准识别需求", "逐户建档，分级跟进。\n重点对象每月走访一次。"),
        ("主要经验", "多方联动", "与学校、企业和社区社会组织建立协作机制。"),
        ("存在问题", "", "与基层党支部的常态化联动机制有待加强。"),
    ]
    effects = [
        ("个人层面", "特殊群体", "困境人士支持", "1、全部建档；\n2、有需要的全部覆盖。"),
        ("个人层面", "一般群体", "多元化服务", "居民知晓度提高。"),
        ("社区层面", "", "社区联动机制", "签订合作协议，定期会商。"),
    ]
    group = LedgerGroup("合计", 2000, D(2500), D(18400), D(26880), D(3304))
    statistics = LedgerStatistics(
        group,
        (),
        (replace(group, name="东恒社区"), replace(group, name="新顺社区")),
        (replace(group, name="王芳"),),
        (replace(group, name="个案"), replace(group, name="小组", has_counts=False)),
        (replace(group, name="2022-08", entries=900), replace(group, name="2023-07", entries=1100)),
    )
    submission = Submission(
        about(),
        indicators=tuple(row.indicator for row in rows),
        texts=tuple(Text(TEXTS, n, *text) for n, text in enumerate(texts, 2)),
        effects=tuple(Effect(EFFECTS, n, *effect) for n, effect in enumerate(effects, 2)),
    )
    tranches = tuple(
        TrancheResult(
            Tranche(TRANCHES, 2, name, D(share), when, None, None),
            D(240) * D(share),
            None,
            state,
            why,
            "",
            False,
            D(),
            D(),
        )
        for name, share, when, state, why in [
            ("首期", "0.55", "合同生效", "未触发", "未填合同生效日期。"),
            ("中期", "0.4", "中期评估合格", "未触发", "没有中期评估等级。"),
            ("末期", "0.05", "末期评估合格", "可申请", "末期评估良好。"),
        ]
    )
    result = evaluation(rows, full_funds(), tranches=tranches, ledger=statistics, station_grade_stated="良好")
    findings = (
        Finding("M201", "E", "资金使用", "E7", "运营管理占年度资金17.48%，超过15%的上限。",
                "核对支出归类，或说明超出的原因。"),
        Finding("R101", "W", "绩效指标", "R13", "资源链接完成率70.00%，没有填写偏差原因。",
                "在“偏差原因分析及改进措施”栏说明原因。"),
        Finding("R301", "I", "", "", "满意度没有写明样本量和调查日期。", "补充样本量和调查日期。"),
    )  # fmt: skip
    return submission, result, findings


def empty() -> tuple[Submission, Evaluation, tuple[Finding, ...]]:
    """A workbook in which nothing is filled in."""
    return Submission(Information()), evaluation([]), ()


def many_rows(count: int = 200) -> tuple[Submission, Evaluation, tuple[Finding, ...]]:
    """`count` indicators with long names, each third missed, each seventh unjudged."""
    states: list[State] = ["完成", "未完成", "超额完成"]
    rows = [
        scored(
            f"第{n}项面向辖区困难群众和重点服务对象的综合性社会工作专业服务指标名称较长用于检验表格换行" + "服务" * 10,
            "100",
            "" if n % 7 == 0 else str(90 + n % 40),
            item=f"明细{n}" if n % 3 else "",
            level1=f"一级指标{n // 60}",
            level2=f"二级指标{n // 20}",
            state="无法判定" if n % 7 == 0 else states[n % 3],
            points="0.5",
            row=4 + n,
        )
        for n in range(count)
    ]
    submission = Submission(about(), indicators=tuple(row.indicator for row in rows))
    return submission, evaluation(rows, full_funds()), ()


def unjudged() -> tuple[Submission, Evaluation, tuple[Finding, ...]]:
    rows = [scored(f"指标{n}", "良好", "", state="无法判定", row=4 + n, missing="请填写实际完成值") for n in range(10)]
    return Submission(about(), indicators=tuple(row.indicator for row in rows)), evaluation(rows), ()


def with_reason(result: Evaluation, reason: str) -> Evaluation:
    """The same evaluation, with a reason in its last row."""
    last = result.rows[-1]
    return result._replace(rows=(*result.rows[:-1], last._replace(indicator=replace(last.indicator, reason=reason))))


HOSTILE = (
    "# 一、伪造的标题",
    "\n\n## 伪造\n| 甲 | 乙",
    "{{ 7 * 7 }} {% for x in y %} {# 注 #}",
    "</w:t><w:p/><script>alert('甲')</script> & \"引号\" <!-- -->",
    "👩‍👩‍👧‍👦 مرحبا ‮翻转‬ \x00\x07\x1b\ud800\uffff 末",
    "甲\r\n乙\r丙\x0b丁\t戊",
    ":unmet 未完成 | = # > ~ ! - @ ^ * & % $",
    "长" * 10_000,
)


def hostile() -> tuple[Submission, Evaluation, tuple[Finding, ...]]:
    """Everything that staff can write holds something nasty."""
    rows = [
        scored(text, text, text, item=text, level1=text, level2=text, unit=text[:20], reason=text, why=text,
               missing=text, state="未完成" if n % 2 else "无法判定", row=4 + n)
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    lines = tuple(cost(text, "10", "15", text, text) for text in HOSTILE)
    funds = FundsResult(D(80), D(80), D(120), D("1.5"), D(10), D(10), True, HOSTILE[3], lines)
    titles = ["项目背景", "立项依据", "主要经验", "主要经验", "存在问题", "应对策略", "政策建议", "评价目的"]
    submission = Submission(
        about(
            **dict.fromkeys(
                ["station", "project", "contractor", "purchaser", "authority", "year"], HOSTILE[3] + HOSTILE[4]
            )
        ),
        indicators=tuple(row.indicator for row in rows),
        texts=tuple(
            Text(TEXTS, n, title, text, text) for n, (title, text) in enumerate(zip(titles, HOSTILE, strict=True), 2)
        ),
        effects=tuple(Effect(EFFECTS, n, text, text, text, text) for n, text in enumerate(HOSTILE, 2)),
    )
    findings = tuple(Finding("R001", "E", text, "J4", text, text) for text in HOSTILE)
    return submission, evaluation(rows, funds), findings

"""Submissions made by hand: short words for what a workbook would say, so that a test shows only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workbook_tools.basis.operators import Operator
from workbook_tools.model import (
    Assessment,
    Cell,
    CostLine,
    Indicator,
    Information,
    Ledger,
    LevelHeading,
    Moment,
    Nature,
    Quantity,
    QuantityItem,
    RuleOverride,
    Submission,
    Table,
    Tranche,
)
from workbook_tools.model.fields import COLUMNS, SHEETS, TableKind

Figure = str | int | Decimal | None


def _table(kind: TableKind, header_row: int, last_row: int) -> Table:
    """A table with every column of the blank workbook, side by side from A."""
    offered = [column.field for column in COLUMNS[kind] if column.offered]
    columns = {field: place for place, field in enumerate(offered, 1)}
    return Table(SHEETS[kind].name, header_row, last_row, columns, kind=kind)


INDICATORS = _table("indicators", 3, 60)
COSTS = _table("costs", 2, 30)
ASSESSMENTS = _table("assessments", 1, 10)
TRANCHES = _table("tranches", 1, 10)
LEDGER = _table("ledger", 1, 5000)
RULES = _table("rules", 1, 20)


# ---------------------------------------------------------------- quantities


def number(value: Figure, unit: str = "", operator: Operator = "") -> Quantity:
    """`number(68, "个", "≥")` is what a cell `≥68个` says."""
    return Quantity("number", f"{operator}{value}{unit}", operator, figure(value), unit)


def rate(percent: Figure, operator: Operator = "") -> Quantity:
    """`rate(90, "≥")` is what a cell `≥90%` says: the fraction 0.9."""
    whole = figure(percent)
    assert whole is not None
    return Quantity("rate", f"{operator}{percent}%", operator, whole / 100, "%")


def between(low: Figure, high: Figure, unit: str = "") -> Quantity:
    return Quantity("range", f"{low}-{high}{unit}", low=figure(low), high=figure(high), unit=unit)


def moment(month: int, year: int | None = None, day: int | None = None, operator: Operator = "") -> Quantity:
    """`moment(9, operator="<")` is `9月前`, `moment(12, 2022, operator="≤")` is `2022年12月底前`."""
    text = (f"{year}年" if year else "") + f"{month}月" + (f"{day}日" if day else "")
    return Quantity("date", operator + text, operator, moment=Moment(month, year, day))


def word(text: str, operator: Operator = "") -> Quantity:
    """A grade word such as 达标, 良好, 部分达成."""
    return Quantity("grade", text, operator, word=text)


def text(words: str) -> Quantity:
    """A sentence without a measure."""
    return Quantity("text", words)


def blank() -> Quantity:
    return Quantity("blank")


def several(*items: tuple[str, Quantity]) -> Quantity:
    """`several(("个案", number(68, "个")), …)` is `1.个案68个；…`: numbered from 1."""
    entries = tuple(QuantityItem(label, quantity, place) for place, (label, quantity) in enumerate(items, 1))
    return Quantity("list", "；".join(f"{e.number}.{e.label}{e.quantity.text}" for e in entries), items=entries)


def unnumbered(*items: tuple[str, Quantity]) -> Quantity:
    """A list without numbers: `社会组织1支；志愿队伍2支`."""
    entries = tuple(QuantityItem(label, quantity) for label, quantity in items)
    return Quantity("list", "；".join(f"{e.label}{e.quantity.text}" for e in entries), items=entries)


# ---------------------------------------------------------------- rows


def indicator(
    level3: str,
    target: Quantity,
    actual: Quantity,
    *,
    item: str = "",
    level1: str = "产出指标",
    level2: str = "数量指标",
    points: Figure = None,
    unit: str = "",
    nature: Nature = "",
    stated_score: Figure = None,
    reason: str = "",
    group: int = -1,
    row: int = 0,
) -> Indicator:
    """One row of 绩效指标. `submission` gives it a row and a group unless they are given here."""
    return Indicator(
        table=INDICATORS,
        row=row,
        group=group,
        number="",
        level1=level1,
        level2=level2,
        level3=level3,
        item=item,
        nature=nature,
        target=target,
        actual=actual,
        unit=unit,
        points=figure(points),
        stated_score=figure(stated_score),
        reason=reason,
        target_cell=Cell(target.text),
        actual_cell=Cell(actual.text),
        points_cell=Cell("" if points is None else str(points), figure(points)),
        stated_score_cell=Cell("" if stated_score is None else str(stated_score), figure(stated_score)),
    )


def heading(level1: str, points: Figure, level2: str = "") -> LevelHeading:
    """`heading("产出指标", 50)` is `产出指标（50%）`."""
    shown = f"{level2 or level1}（{points}%）"
    return LevelHeading(2 if level2 else 1, level1, level2, figure(points), "C4" if level2 else "B4", shown)


def cost(name: str, budget: Figure, spent: Figure, category: str = "", reason: str = "") -> CostLine:
    return CostLine(COSTS, 0, name, f"{name}的支出", category, figure(budget), figure(spent), reason)


def assessment(
    period: str,
    assessor: str,
    weight: Figure = None,
    score: Figure = None,
    conclusion: str = "",
    on: date | None = None,
) -> Assessment:
    return Assessment(ASSESSMENTS, 0, period, assessor, figure(weight), figure(score), conclusion, on, "")


def tranche(name: str, share: Figure, condition: str, applied_on: date | None = None, paid: Figure = None) -> Tranche:
    return Tranche(TRANCHES, 0, name, figure(share), condition, applied_on, figure(paid))


def ledger(*entries: Mapping[str, object]) -> Ledger:
    """Entries with the keys date, community, worker, service, indicator, count, persons, direct, indirect."""

    def column(key: str, default: object) -> tuple[object, ...]:
        return tuple(entry.get(key, default) for entry in entries)

    return Ledger(
        LEDGER,
        tuple(range(2, len(entries) + 2)),
        column("date", None),  # type: ignore[arg-type]
        column("community", ""),  # type: ignore[arg-type]
        column("worker", ""),  # type: ignore[arg-type]
        column("service", ""),  # type: ignore[arg-type]
        column("indicator", ""),  # type: ignore[arg-type]
        column("count", None),  # type: ignore[arg-type]
        column("persons", None),  # type: ignore[arg-type]
        column("direct", None),  # type: ignore[arg-type]
        column("indirect", None),  # type: ignore[arg-type]
    )


def rule(name: str, value: str) -> RuleOverride:
    """One row of 评分规则."""
    return RuleOverride(RULES.sheet, "A2", "B2", name, value)


def information(**values: object) -> Information:
    """基本信息; figures may be written as text. Every value gets a place B2, B3 …"""
    names = Information._fields
    money = {"annual_funds", "contract_total", "full_year_budget"}
    given = {name: figure(value) if name in money else value for name, value in values.items()}  # type: ignore[arg-type]
    places = {name: f"B{names.index(name)}" for name in given}
    return Information(sheet="基本信息", places=places, **given)  # type: ignore[arg-type]


# ---------------------------------------------------------------- workbooks


def submission(
    indicators: Iterable[Indicator] = (),
    *,
    about: Information | None = None,
    headings: Sequence[LevelHeading] = (),
    costs: Sequence[CostLine] = (),
    assessments: Sequence[Assessment] = (),
    tranches: Sequence[Tranche] = (),
    ledger: Ledger | None = None,
    **others: object,
) -> Submission:
    """A whole workbook. Rows follow each other; neighbours of one 三级指标 that have a 指标明细 form one group."""
    tables = {"indicators": INDICATORS, "costs": COSTS, "assessments": ASSESSMENTS, "tranches": TRANCHES}
    if ledger is not None:
        tables["ledger"] = LEDGER
    return Submission(
        information=about or information(),
        indicators=tuple(_placed(indicators)),
        headings=tuple(headings),
        cost_lines=tuple(replace(line, row=COSTS.header_row + n) for n, line in enumerate(costs, 1)),
        assessments=tuple(replace(each, row=1 + n) for n, each in enumerate(assessments, 1)),
        tranches=tuple(replace(each, row=1 + n) for n, each in enumerate(tranches, 1)),
        ledger=ledger,
        tables=tables,
        **others,  # type: ignore[arg-type]
    )


def _placed(indicators: Iterable[Indicator]) -> Iterable[Indicator]:
    group, before = -1, None
    for place, each in enumerate(indicators, 1):
        same = before is not None and (before.level1, before.level2, before.level3) == (
            each.level1,
            each.level2,
            each.level3,
        )
        if not (same and before and before.item and each.item):
            group += 1
        before = each
        yield replace(
            each,
            row=each.row or INDICATORS.header_row + place,
            group=group if each.group < 0 else each.group,
        )


def figure(value: Figure) -> Decimal | None:
    return None if value is None else Decimal(value)


def yongping_2022() -> Submission:
    """永平街社工服务站 2022: the figures of a published report, as vague where it is vague.

    Its texts, effects and ledger are left out; what is scored, paid and assessed is all here.
    """
    output, benefit, satisfaction = "产出指标", "效益指标", "满意度指标"
    service = [
        ("个案辅导", 68, 70, "个"),
        ("小组服务", 30, 30, "个"),
        ("社区活动", 53, 62, "次"),
        ("入户探访", 1260, 1260, "次"),
        ("电话访问", 1800, 2198, "次"),
        ("社区调研", 6, 6, "份"),
    ]
    volunteers = [
        ("志愿者培育", 100, 102, "人"),
        ("志愿者骨干", 33, 33, "人"),
        ("志愿者队伍", 2, 2, "支"),
        ("志愿者培训", 6, 8, "场"),
    ]
    rows = [
        *(indicator("服务达标率", number(t, u), number(a, u), item=name, unit=u) for name, t, a, u in service),
        *(indicator("志愿者服务情况", number(t, u), number(a, u), item=name, unit=u) for name, t, a, u in volunteers),
        indicator("专业社工比例", number(20, "人"), number(20, "人"), item="工作人员", unit="人"),
        indicator("专业社工比例", number(14, "人", "≥"), number(16, "人"), item="专业人员", unit="人"),
        indicator("年服务时数", number(30184, "小时"), number(30184, "小时"), unit="小时"),
        indicator("第三方评价优良率", rate(100), rate(100), level2="质量指标", unit="%"),
        indicator("成本控制比率", rate(10, "≤"), rate(10, "≤"), level2="成本指标", unit="%"),
        indicator(
            "社会组织合作",
            text("社区各职能部门、社区组织对本项目的认可情况、合作情况以及服务对象受益的公正度"),
            several(
                ("服务覆盖社区", number(22, "个")),
                ("自主求助服务接案率", rate(100)),
                ("兜底群体服务覆盖", rate(100)),
                ("合作服务数量至少", number(30, "次", "≥")),
            ),
            level1=benefit,
            level2="社会效益",
        ),
        indicator("资源链接", number(50, "万"), number(35, "万"), level1=benefit, level2="经济效益", unit="万"),
        indicator(
            "社工继续教育",
            number(90, "h/人/年", "≥"),
            number(90, "h/人/年"),
            level1=benefit,
            level2="可持续影响指标",
        ),
        indicator(
            "孵化志愿服务队伍",
            number(2, "支/年", "≥"),
            unnumbered(("社会组织", number(1, "支")), ("志愿队伍", number(2, "支"))),
            level1=benefit,
            level2="可持续影响指标",
        ),
        indicator("专业服务满意度", rate(90, "≥"), word("达标"), level1=satisfaction, level2="服务对象满意度指标"),
    ]
    return submission(
        rows,
        about=information(
            station="永平街社工服务站",
            project="永平街社工服务站项目",
            contractor="广州市白云恒福社会工作服务社",
            purchaser="广州市白云区人民政府永平街道办事处",
            year="2022",
            service_start=date(2022, 8, 1),
            service_end=date(2023, 7, 31),
            contract_start=date(2019, 8, 1),
            contract_end=date(2024, 8, 15),
            annual_funds="240",
            contract_total="1200",
            scheme="guangzhou-2018",
            final_grade="良好",
        ),
        headings=[heading(output, 50), heading(benefit, 30), heading(satisfaction, 10)],
        costs=[
            cost("人员经费", "180.01", "202.3", "人员费用"),
            cost("专业支持经费", "7.42", "3.67", "服务质量保障"),
            cost("专业服务和活动经费", "8.6", "5.545", "服务质量保障"),
            cost("日常办公费用", "7.97", "8.551", "服务质量保障"),
            cost("承接机构运营管理费用", "36", "41.9531", "运营管理"),
        ],
        tranches=[
            tranche("首期", "0.55", "合同生效"),
            tranche("中期", "0.4", "中期评估合格"),
            tranche("末期", "0.05", "末期评估合格"),
        ],
    )

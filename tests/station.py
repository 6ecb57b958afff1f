"""A station whose workbook holds nothing to object to, and small tools to plant one objection at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from builders import (
    assessment,
    cost,
    heading,
    indicator,
    information,
    ledger,
    number,
    rate,
    several,
    submission,
    tranche,
)

from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Effect, Finding, Submission, Table, Text
from workbook_tools.reading.scheme_files import load_scheme

TEXTS = Table("文字材料", 1, 60, {"chapter": 1, "title": 2, "content": 3})
EFFECTS = Table("服务成效", 1, 20, {"level": 1, "subject": 2, "service": 3, "effect": 4})
OUTPUT, BENEFIT, SATISFACTION = "产出指标", "效益指标", "满意度指标"
SURVEY = "2023年6月发放问卷200份，回收196份"
PROSE = (
    ("项目背景", "站点自2012年7月运行，服务辖区22个社区，活动场地约500平方米。"),
    (
        "立项依据",
        "依据《广州市社工服务站管理办法》（穗府办规〔2018〕13号）立项，服务周期为2019年8月1日至2024年7月31日。",
    ),
    ("年度绩效目标", "年度指标为：个案68个、小组30个、社区活动53次、入户探访1260次、电话访问1800次；志愿队伍2支。"),
    ("实施情况", "项目为期五年，每年240万元，共1200万元。2023年2月10日第三方开展中期评估，等级为良好。"),
    ("总体结论", "全年完成个案70个，其中长者个案25个；入户探访共计1270次，其中兜底群体探访416次。"),
    ("主要经验", "直接服务工时26880小时，间接服务工时3304小时，总服务工时30184小时。"),
    ("存在问题", "常态化的联动机制还没有建立。"),
    ("应对策略", "下一年度拟再培育志愿队伍3支。"),
)


NO_HOURS = {"direct": None, "indirect": None}  # else they would have to add up to the hours of the year


@cache
def scheme() -> Scheme:
    return load_scheme("guangzhou-2018", (), None)


def text(chapter: str, content: str, row: int = 2) -> Text:
    return Text(TEXTS, row, chapter, "", content)


def texts(*entries: tuple[str, str]) -> tuple[Text, ...]:
    return tuple(text(chapter, content, row) for row, (chapter, content) in enumerate(entries, 2))


def effects(*entries: str) -> tuple[Effect, ...]:
    return tuple(Effect(EFFECTS, row, "社区层面", "社区", "", entry) for row, entry in enumerate(entries, 2))


def sound_station() -> Submission:
    """The figures of a real station, mended where they contradict each other."""
    service = [
        ("个案", 68, 70, "个"),
        ("小组", 30, 31, "个"),
        ("社区活动", 53, 58, "次"),
        ("入户探访", 1260, 1270, "次"),
        ("电话访问", 1800, 2198, "次"),
        ("社区调研", 6, 6, "份"),
    ]
    volunteers = [
        ("志愿者培育", 100, 102, "人"),
        ("志愿骨干", 33, 34, "人"),
        ("志愿队伍", 2, 2, "支"),
        ("志愿者培训", 6, 7, "场"),
    ]
    rows = [
        *(indicator("服务达标率", number(t, u), number(a, u), item=name, unit=u) for name, t, a, u in service),
        *(indicator("志愿者服务情况", number(t, u), number(a, u), item=name, unit=u) for name, t, a, u in volunteers),
        indicator("专业社工比例", number(20, "人"), number(20, "人"), item="工作人员", unit="人"),
        indicator("专业社工比例", number(14, "人", "≥"), number(16, "人"), item="专业人员", unit="人"),
        indicator("年服务时数", number(30000, "小时"), number(30184, "小时"), unit="小时"),
        indicator("第三方评价优良率", rate(100), rate(100), level2="质量指标", unit="%"),
        indicator(
            "社会组织合作",
            several(("服务覆盖社区", number(20, "个")), ("合作服务", number(28, "次"))),
            several(("服务覆盖社区", number(22, "个")), ("合作服务", number(30, "次"))),
            level1=BENEFIT,
            level2="社会效益",
        ),
        indicator("资源链接", number(50, "万"), number(52, "万"), level1=BENEFIT, level2="经济效益", unit="万"),
        indicator(
            "社工继续教育", number(90, "小时/人", "≥"), number(92, "小时/人"), level1=BENEFIT, level2="可持续影响"
        ),
        indicator("服务满意度", rate(90, "≥"), rate("96.5"), level1=SATISFACTION, unit="%", reason=SURVEY),
    ]
    return submission(
        rows,
        about=information(
            station="永平街社工服务站",
            project="永平街社工服务站项目",
            contractor="恒福社会工作服务社",
            purchaser="永平街道办事处",
            year="2022",
            service_start=date(2022, 8, 1),
            service_end=date(2023, 7, 31),
            contract_start=date(2019, 8, 1),
            contract_end=date(2024, 7, 31),
            annual_funds="240",
            contract_total="1200",
            scheme="guangzhou-2018",
            contract_effective=date(2022, 8, 1),
            midterm_date=date(2023, 2, 10),
            midterm_grade="良好",
            final_date=date(2023, 8, 20),
            final_grade="优秀",
        ),
        headings=[heading(OUTPUT, 50), heading(BENEFIT, 30), heading(SATISFACTION, 10)],
        costs=[
            cost("人员经费", "182", "180.5", "人员费用"),
            cost("专业支持经费", "7", "6.8", "服务质量保障"),
            cost("服务和活动经费", "9", "8.9", "服务质量保障"),
            cost("日常办公费用", "8", "7.9", "服务质量保障"),
            cost("运营管理费用", "34", "33.5", "运营管理"),
        ],
        assessments=[
            assessment("中期", "第三方评估机构", "0.7", 85, on=date(2023, 2, 10)),
            assessment("中期", "街道办事处", "0.2", 86),
            assessment("中期", "区民政局", "0.1", 84),
            assessment("末期", "第三方评估机构", "0.7", 92, on=date(2023, 8, 20)),
            assessment("末期", "街道办事处", "0.2", 91),
            assessment("末期", "区民政局", "0.1", 93),
            assessment("末期", "财务评估", conclusion="合格", on=date(2023, 8, 25)),
        ],
        tranches=[
            tranche("首期", "0.55", "合同生效", date(2022, 8, 5), 132),
            tranche("中期", "0.4", "中期评估合格", date(2023, 3, 1), 96),
            tranche("末期", "0.05", "末期评估合格", date(2023, 9, 1)),
        ],
        ledger=ledger(
            entry(date(2022, 9, 1), "个案", 30, "甲", **NO_HOURS),
            entry(date(2023, 3, 1), "个案", 40, "乙", **NO_HOURS),
            entry(date(2023, 5, 6), "社区调研", 6, "甲", **NO_HOURS),
        ),
        texts=texts(*PROSE),
        effects=effects("培育志愿队伍2支，居民参与面扩大。", "全年链接社会资源52万元。"),
    )


def entry(day: date | None, name: str, count: float | None, worker: str, **others: Any) -> dict[str, object]:
    values = {"date": day, "community": "东恒社区", "worker": worker, "service": "服务", "indicator": name}
    return {**values, "count": count, "persons": 3.0, "direct": 2.0, "indirect": 1.0, **others}


def findings_of(workbook: Submission, rules: Scheme | None = None) -> tuple[Finding, ...]:
    rules = rules or scheme()
    return check_all(workbook, evaluate(workbook, rules), rules)


def told(workbook: Submission, *families: str) -> list[tuple[str, str]]:
    """Code and cell of every finding, of some families of codes only."""
    return [(each.code, each.cell) for each in findings_of(workbook) if each.code.startswith(families or ("",))]


def message(workbook: Submission, code: str) -> str:
    """The one message of a code."""
    found = [each.message for each in findings_of(workbook) if each.code == code]
    assert len(found) == 1, found
    return found[0]


# ---------------------------------------------------------------- planting


def with_row(workbook: Submission, name: str, **changes: Any) -> Submission:
    """The workbook with one row of 绩效指标 changed, found by its 指标明细 or 三级指标."""
    row = at(workbook.indicators, name)
    return workbook._replace(indicators=_swapped(workbook.indicators, row, replace(row, **changes)))


def with_cost(workbook: Submission, name: str, **changes: Any) -> Submission:
    line = next(each for each in workbook.cost_lines if each.name == name)
    return workbook._replace(cost_lines=_swapped(workbook.cost_lines, line, replace(line, **changes)))


def with_about(workbook: Submission, **changes: Any) -> Submission:
    return workbook._replace(information=workbook.information._replace(**changes))


def with_prose(workbook: Submission, chapter: str, content: str) -> Submission:
    """The first text of a chapter says something else."""
    entry = next(each for each in workbook.texts if each.chapter == chapter)
    return workbook._replace(texts=_swapped(workbook.texts, entry, replace(entry, content=content)))


def at(rows: Sequence[Any], name: str) -> Any:
    return next(row for row in rows if name in (row.item, row.level3))


def _swapped(rows: Sequence[Any], old: Any, new: Any) -> tuple[Any, ...]:
    return tuple(new if each is old else each for each in rows)

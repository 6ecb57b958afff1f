"""The blank workbook of a year: levels, assessors and tranches as the rules set them, everything else empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbook_tools.authoring.content import Row, StandardContent, Value
from workbook_tools.authoring.example_rows import example_row
from workbook_tools.authoring.workbook import author_workbook
from workbook_tools.evaluation.settings import settings_of
from workbook_tools.model.fields import CHAPTERS, COLUMNS, SHEETS, TableKind
from workbook_tools.reading.scheme_files import DEFAULT_SCHEME, load_scheme


def blank_workbook(year: int, scheme: str = DEFAULT_SCHEME, folder: Path | None = None) -> bytes:
    """A standard workbook to be filled in, as .xlsx. Raises `CannotProcess` for a scheme that is neither in the folder
    nor built in."""
    return author_workbook(blank_content(scheme, folder), year=year, guided=True)


def blank_content(name: str = DEFAULT_SCHEME, folder: Path | None = None) -> StandardContent:
    """Weights and shares as the scheme of a place sets them; a national one leaves them to the station."""
    scheme = load_scheme(name, folder=folder)
    shares = {rule.condition: rule.share for rule in scheme.tranches}
    weights: list[tuple[str, Value]] = [(each.name, each.weight) for each in scheme.assessors]
    content = StandardContent(
        information={"评分方案": scheme.name},
        indicators=_indicator_rows(),
        costs=[
            {"支出明细": name, "支出简介": text, "经费类别": category, **_named("costs")}
            for name, text, category in _COSTS
        ],
        assessments=_assessment_rows(weights or [(name, None) for name in _ASSESSORS]),
        tranches=[
            {"拨付期次": tranche, "拨付比例": shares.get(rule), "拨付条件": rule, **_named("tranches")}
            for tranche, rule in _TRANCHES
        ],
        ledger=[_named("ledger")] * _EMPTY_LEDGER_ROWS,
        effects=[{"层面": level, **_named("effects")} for level in ("个人层面", "个人层面", "社区层面", "社区层面")],
        texts=[{"章节": chapter, **_named("texts")} for chapter in CHAPTERS],
        rules=[
            {"规则": setting.name, "默认取值": setting.default(scheme), "说明": setting.meaning}
            for setting in settings_of(scheme)
        ],
        rosters={kind: () for kind, sheet in SHEETS.items() if kind != "information" and sheet.since > 1},
    )
    return _with_examples(content)


def _named(kind: TableKind) -> dict[str, Value]:
    """The columns that a workbook has only where its content names them: the blank one has all."""
    return {column.title: None for column in COLUMNS[kind] if column.only_if_named}


def _with_examples(content: StandardContent) -> StandardContent:
    """Each table begins with a row that shows how it is filled."""
    tables: dict[TableKind, Sequence[Row] | None] = {
        "indicators": content.indicators,
        "costs": content.costs,
        "assessments": content.assessments,
        "tranches": content.tranches,
        "ledger": content.ledger,
        "effects": content.effects,
        "texts": content.texts,
        "rules": content.rules,
    }
    shown: dict[str, Any] = {kind: (example_row(kind), *rows) for kind, rows in tables.items() if rows is not None}
    rosters = {kind: (example_row(kind), *rows) for kind, rows in content.rosters.items()}
    return replace(content, **shown, rosters=rosters)


@dataclass(frozen=True, slots=True)
class _Level:
    level1: str
    level2: str
    rows: int


# 财预〔2020〕10号: 产出 50, 效益 30, 满意度 10, and 10 for the execution of the budget
_LEVELS = (
    _Level("产出指标（50分）", "数量指标", 8),
    _Level("产出指标（50分）", "质量指标", 2),
    _Level("产出指标（50分）", "时效指标", 2),
    _Level("产出指标（50分）", "成本指标", 2),
    _Level("效益指标（30分）", "社会效益指标", 3),
    _Level("效益指标（30分）", "可持续影响指标", 2),
    _Level("满意度指标（10分）", "服务对象满意度指标", 2),
)
_COSTS = (
    ("人员经费", "工资、奖金、社会保险、住房公积金等", "人员费用"),
    ("专业支持经费", "督导、培训、交流学习等", "服务质量保障"),
    ("专业服务和活动经费", "个案、小组、社区活动等服务支出", "服务质量保障"),
    ("日常办公费用", "办公耗材、水电、通讯、设备、交通、维修等", "服务质量保障"),
    ("承接机构运营管理费用", "管理费、税费、中标服务费等", "运营管理"),
)
_TRANCHES = (("首期", "合同生效"), ("中期", "中期评估合格"), ("末期", "末期评估合格"))
_ASSESSORS = ("第三方评估机构", "街道办事处", "区民政局")
_EMPTY_LEDGER_ROWS = 40


def _indicator_rows() -> list[Row]:
    return [
        {"序号": None, "一级指标": level.level1, "二级指标": level.level2, **_named("indicators")}
        for level in _LEVELS
        for _ in range(level.rows)
    ]


def _assessment_rows(weights: Sequence[tuple[str, Value]]) -> list[Row]:
    scored: list[Row] = [
        {"评估期次": period, "评估主体": assessor, "权重": weight, **_named("assessments")}
        for period in ("中期", "末期")
        for assessor, weight in weights
    ]
    return [*scored, {"评估期次": "末期", "评估主体": "财务评估"}]

"""What a workbook says: each record carries the table and the row that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from workbook_tools.model.basics import NO_CELL, NOTHING, Cell, Finding, Nature, Quantity, Table, TableEntry
from workbook_tools.model.fields import (
    AssessmentField,
    CostField,
    EffectField,
    IndicatorField,
    LabelField,
    TableKind,
    TextField,
    TrancheField,
)
from workbook_tools.model.ledger import Ledger
from workbook_tools.model.lists import Rosters

NO_TABLES: Mapping[TableKind, Table] = {}


class Information(NamedTuple):
    """基本信息. A label that is missing or blank is "" or None; `places` has the A1 of each value that was found."""

    sheet: str = ""
    places: Mapping[str, str] = NOTHING
    station: str = ""
    project: str = ""
    contractor: str = ""
    purchaser: str = ""
    authority: str = ""
    year: str = ""
    service_start: date | None = None
    service_end: date | None = None
    contract_start: date | None = None
    contract_end: date | None = None
    annual_funds: Decimal | None = None
    contract_total: Decimal | None = None
    full_year_budget: Decimal | None = None  # default: annual_funds
    scheme: str = ""
    contract_effective: date | None = None
    midterm_date: date | None = None
    midterm_grade: str = ""
    final_date: date | None = None
    final_grade: str = ""
    prepared_by: str = ""
    prepared_on: date | None = None
    report_type: str = ""  # 自评报告 · 评价报告
    issuer: str = ""  # 出具单位
    evaluation_team: str = ""
    evaluation_method: str = ""

    def at(self, field_name: LabelField) -> str:
        return self.places.get(field_name, "")


class LevelHeading(NamedTuple):
    """A level-1 or level-2 heading that carries points: `产出指标（50%）`, `产出指标(50分)`."""

    level: Literal[1, 2]
    level1: str
    level2: str  # "" for level 1
    points: Decimal | None
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator(TableEntry[IndicatorField]):
    """One row of 绩效指标: a level-3 indicator, or one item of one. Rows of one `group` share a level-3 indicator."""

    group: int
    number: str
    level1: str  # without the points in brackets
    level2: str
    level3: str
    item: str
    nature: Nature
    target: Quantity
    actual: Quantity
    unit: str  # 计量单位 as written
    points: Decimal | None  # 分值, on the first row of the group
    stated_score: Decimal | None  # 自评得分
    reason: str
    target_cell: Cell = NO_CELL
    actual_cell: Cell = NO_CELL
    points_cell: Cell = NO_CELL
    stated_score_cell: Cell = NO_CELL
    score_rows: int = 1  # rows that the cell of 自评得分 is merged over: its score belongs to all of them
    scoring_rule: str = ""  # 评分标准, the row's own rule of scoring
    evidence: str = ""  # 佐证材料

    @property
    def name(self) -> str:
        """What the row is called in a sentence: 三级指标, or 三级指标·指标明细."""
        return f"{self.level3}·{self.item}" if self.item and self.item != self.level3 else self.level3

    @property
    def is_execution(self) -> bool:
        """The row repeats the execution rate, which is scored from 资金使用 and counted once."""
        return self.level3.replace(" ", "") in ("预算执行率", "资金执行率", "预算资金执行率")


@dataclass(frozen=True, slots=True)
class CostLine(TableEntry[CostField]):
    """One row of 资金使用 (also its 合计 row). Amounts in 万元."""

    name: str
    description: str
    category: str  # 人员费用 · 服务质量保障 · 运营管理 · ""
    budget: Decimal | None
    spent: Decimal | None
    reason: str
    unread: tuple[str, ...] = ()  # budget, spent: cells that hold something that is no amount

    @property
    def called(self) -> str:
        """What it is called in a sentence: by its row where it has no name."""
        return self.name or f"第{self.row}行"


@dataclass(frozen=True, slots=True)
class Assessment(TableEntry[AssessmentField]):
    """One row of 评估评分: one assessor in one period; the finance gate has a conclusion and no weight."""

    period: str  # 中期 · 末期
    assessor: str
    weight: Decimal | None
    score: Decimal | None
    conclusion: str
    assessed_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Tranche(TableEntry[TrancheField]):
    """One row of 资金拨付."""

    name: str
    share: Decimal | None
    condition: str  # 合同生效 · 中期评估合格 · 末期评估合格 · 整改合格
    applied_on: date | None
    paid: Decimal | None
    paid_on: date | None = None  # 拨付日期, where the office keeps one


@dataclass(frozen=True, slots=True)
class Effect(TableEntry[EffectField]):
    """One row of 服务成效."""

    level: str
    subject: str
    service: str
    effect: str


@dataclass(frozen=True, slots=True)
class Text(TableEntry[TextField]):
    """One row of 文字材料: the staff's own words for a chapter, line breaks kept."""

    chapter: str
    title: str
    content: str


class RuleOverride(NamedTuple):
    """One row of 评分规则: a setting of the scheme, by its Chinese name."""

    sheet: str
    name_cell: str
    value_cell: str
    name: str
    value: str


class StatedFunds(NamedTuple):
    """What an official form states of its funds: the score and rate printed there. Amounts in 万元."""

    sheet: str
    cell: str
    initial_budget: Decimal | None
    full_year_budget: Decimal | None
    executed: Decimal | None
    points: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    places: Mapping[str, str] = NOTHING


class StatedVerdict(NamedTuple):
    """What an official form says of itself beside its tables: 自评得分 90, 自评等级 良."""

    score: Decimal | None = None
    score_cell: str = ""
    grade: str = ""
    grade_label: str = ""  # what it is called there: 自评等级, 评价等次
    grade_cell: str = ""


class Note(NamedTuple):
    """站点说明 as it stands in 问题清单: what staff answered, with the finding that it was given to."""

    key: tuple[str, str, str]  # code, sheet, names of the row
    message: str
    text: str
    figures: str  # digest of the figures that it answers


class Submission(NamedTuple):
    """Everything a workbook says, read once. `findings` are what reading it raised."""

    information: Information
    indicators: tuple[Indicator, ...] = ()
    headings: tuple[LevelHeading, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()
    cost_totals: tuple[CostLine, ...] = ()  # 合计 小计 总计 rows: checked, never counted
    indicator_totals: tuple[Indicator, ...] = ()  # 合计 总分 rows of 绩效指标
    assessments: tuple[Assessment, ...] = ()
    tranches: tuple[Tranche, ...] = ()
    ledger: Ledger | None = None
    effects: tuple[Effect, ...] = ()
    texts: tuple[Text, ...] = ()
    rule_overrides: tuple[RuleOverride, ...] = ()
    stated_funds: StatedFunds | None = None  # official forms only
    stated_total: Decimal | None = None  # 总分 as printed
    stated_total_cell: str = ""
    stated_verdict: StatedVerdict = StatedVerdict()  # official forms only
    full_mark: Decimal | None = None  # what a form says that all of it is worth: 满分120分, the 分值 beside 总分
    tables: Mapping[TableKind, Table] = NO_TABLES
    rosters: Rosters = Rosters()  # 人员, 社区, 任务分解 …
    form: Literal["standard", "official"] = "standard"
    projects: int = 1  # forms in the file that this one is from
    vocabulary: str = ""  # by which words the cells were read: name, and digest of the file or files
    vocabulary_digest: str = ""
    notes: tuple[Note, ...] = ()  # answers to the findings of an earlier run
    findings: tuple[Finding, ...] = ()

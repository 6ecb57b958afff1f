"""What the rooms hand to each other: frozen, flat records that carry the cell they came from.

A `Submission` is what a workbook says, an `Evaluation` what follows from it, a `Finding` one thing a reviewer would raise.
Amounts of money are in 万元, rates are fractions (0.9 for 90 %), points and scores are 分. All figures are `Decimal`;
what is unknown is `None`, never 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Severity = Literal["E", "W", "I"]  # cannot be right · explain · hint
Operator = Literal["", "≥", ">", "≤", "<", "="]
QuantityKind = Literal["blank", "number", "rate", "range", "date", "grade", "list", "text", "error"]
Nature = Literal["", "≥", "≤", "=", "区间", "定性", "日期"]
State = Literal["完成", "超额完成", "未完成", "无法判定"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be right (E), should be explained (W), or is worth knowing (I)."""

    code: str
    severity: Severity
    sheet: str  # "" when the finding is about the file as a whole
    cell: str  # A1, "" when it is about a whole sheet or file
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands: its sheet, the row of its headers, its last row, the 1-based column of each field.

    `units` has what stands in brackets behind a field's header, or above the table for all of it.
    """

    sheet: str
    header_row: int
    last_row: int
    columns: Mapping[str, int]
    units: Mapping[str, str] = field(default_factory=dict)

    def at(self, field_name: str, row: int) -> str:
        """The A1 reference of a field in a row; of the row's first cell where the table lacks the field."""
        return f"{column_letters(self.columns.get(field_name, 1))}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was read: what staff see, and the value behind it."""

    text: str = ""  # a number without its format ("0.95"), a date as 2022-08-01
    number: Decimal | None = None
    percent: bool = False  # the number format shows a percentage
    date: date | None = None
    error: str = ""  # "#DIV/0!" …

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a month whose day or year is not given (`9月前`)."""

    month: int
    year: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a target or an actual says, once read.

    `number` is the figure as written in `unit` (50 for `50万`, unit 万); a rate is a fraction with unit "%".
    A range has `low` and `high` instead. `operator` is the bound as written, in a target or in an actual.
    `codes` are catalogue codes of what had to be assumed while reading.
    """

    kind: QuantityKind
    text: str = ""
    operator: Operator = ""
    number: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    moment: Moment | None = None
    word: str = ""  # the grade word, e.g. 达标 良好 部分达成
    items: tuple[QuantityItem, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityItem:
    """One entry of a list in a cell: `1.个案68个` is number 1, label 个案, 68 个."""

    label: str
    quantity: Quantity
    number: int | None = None


# ---------------------------------------------------------------- what a workbook says


@dataclass(frozen=True, slots=True)
class Information:
    """基本信息. A label that is missing or blank is "" or None; `places` has the A1 of each value that was found."""

    sheet: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
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

    def at(self, field_name: str) -> str:
        return self.places.get(field_name, "")


@dataclass(frozen=True, slots=True)
class LevelHeading:
    """A level-1 or level-2 heading that carries points: `产出指标（50%）`, `产出指标(50分)`."""

    level: Literal[1, 2]
    level1: str
    level2: str  # "" for level 1
    points: Decimal | None
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标: a level-3 indicator, or one item of one. Rows of one `group` share a level-3 indicator."""

    table: Table
    row: int
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
    target_cell: Cell = Cell()
    actual_cell: Cell = Cell()
    points_cell: Cell = Cell()
    stated_score_cell: Cell = Cell()

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)

    @property
    def name(self) -> str:
        """What the row is called in a sentence: 三级指标, or 三级指标·指标明细."""
        return f"{self.level3}·{self.item}" if self.item and self.item != self.level3 else self.level3

    @property
    def is_execution(self) -> bool:
        """The row repeats the execution rate, which is scored from 资金使用 and counted once."""
        return self.level3.replace(" ", "") in ("预算执行率", "资金执行率", "预算资金执行率")


@dataclass(frozen=True, slots=True)
class CostLine:
    """One row of 资金使用 (also its 合计 row). Amounts in 万元."""

    table: Table
    row: int
    name: str
    description: str
    category: str  # 人员费用 · 服务质量保障 · 运营管理 · ""
    budget: Decimal | None
    spent: Decimal | None
    reason: str
    unread: tuple[str, ...] = ()  # budget, spent: cells that hold something that is no amount

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One row of 评估评分: one assessor in one period; the finance gate has a conclusion and no weight."""

    table: Table
    row: int
    period: str  # 中期 · 末期
    assessor: str
    weight: Decimal | None
    score: Decimal | None
    conclusion: str
    assessed_on: date | None
    note: str

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)


@dataclass(frozen=True, slots=True)
class Tranche:
    """One row of 资金拨付."""

    table: Table
    row: int
    name: str
    share: Decimal | None
    condition: str  # 合同生效 · 中期评估合格 · 末期评估合格 · 整改合格
    applied_on: date | None
    paid: Decimal | None

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)


LEDGER_STRIDE = 1 << 21  # more than a sheet has rows
_LEDGER_COLUMNS = (
    "rows", "dates", "communities", "workers", "services", "indicators", "counts", "persons", "direct_hours",
    "indirect_hours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ledger:
    """服务台账 as columns of equal length, so that half a million entries stay small. `rows` are sheet rows.

    A ledger that was joined from several sheets has the table of each in `parts`, the sheet of another workbook written
    as [9月.xlsx]服务台账; a row of part n is lifted by n × LEDGER_STRIDE. `place` knows the way back.
    """

    table: Table
    rows: tuple[int, ...]
    dates: tuple[date | None, ...]
    communities: tuple[str, ...]
    workers: tuple[str, ...]
    services: tuple[str, ...]
    indicators: tuple[str, ...]
    counts: tuple[float | None, ...]
    persons: tuple[float | None, ...]
    direct_hours: tuple[float | None, ...]
    indirect_hours: tuple[float | None, ...]
    unreadable: tuple[tuple[int, str, str], ...] = ()  # row, field, text of cells that should be a date or a number
    parts: tuple[Table, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, field_name: str, row: int) -> str:
        return self.place(field_name, row)[1]

    def place(self, field_name: str, row: int) -> tuple[str, str]:
        """The sheet and the A1 reference of a field in a row."""
        table, own_row = self._own(row)
        return table.sheet, table.at(field_name, own_row)

    def row_name(self, row: int) -> str:
        """How a sentence names the row: 12, and [9月.xlsx]12 in another workbook."""
        table, own_row = self._own(row)
        return f"{table.sheet.partition(']')[0]}]{own_row}" if table.sheet.startswith("[") else str(own_row)

    def of_own_workbook(self) -> Ledger | None:
        """Without the entries that were joined from other workbooks; None when all of them are."""
        if not self.parts:
            return self
        if self.table.sheet.startswith("["):
            return None
        end = bisect_left(self.rows, LEDGER_STRIDE)
        columns = {name: getattr(self, name)[:end] for name in _LEDGER_COLUMNS}
        return replace(self, **columns, parts=(), unreadable=tuple(u for u in self.unreadable if u[0] < LEDGER_STRIDE))

    def _own(self, row: int) -> tuple[Table, int]:
        part, own_row = divmod(row, LEDGER_STRIDE)
        return (self.parts[part] if self.parts else self.table), own_row


@dataclass(frozen=True, slots=True)
class Effect:
    """One row of 服务成效."""

    table: Table
    row: int
    level: str
    subject: str
    service: str
    effect: str

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)


@dataclass(frozen=True, slots=True)
class Text:
    """One row of 文字材料: the staff's own words for a chapter, line breaks kept."""

    table: Table
    row: int
    chapter: str
    title: str
    content: str

    def at(self, field_name: str) -> str:
        return self.table.at(field_name, self.row)


@dataclass(frozen=True, slots=True)
class RuleOverride:
    """One row of 评分规则: a setting of the scheme, by its Chinese name."""

    sheet: str
    name_cell: str
    value_cell: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class StatedFunds:
    """What an official form states of its funds: the score and rate printed there. Amounts in 万元."""

    sheet: str
    cell: str
    initial_budget: Decimal | None
    full_year_budget: Decimal | None
    executed: Decimal | None
    points: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
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
    tables: Mapping[str, Table] = field(default_factory=dict)  # room name ("indicators", "costs", …) → where it stands
    form: Literal["standard", "official"] = "standard"
    findings: tuple[Finding, ...] = ()


# ---------------------------------------------------------------- what follows from it


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One scored row or item. `score` is None while it cannot be judged; then it lies in [score_low, score_high]."""

    indicator: Indicator
    item: str  # the item's label; for an item inside one cell, its label there
    target: Quantity
    actual: Quantity  # what was scored: the cell, or the ledger's sum
    unit: str
    ledger_value: Decimal | None  # 台账完成值
    from_ledger: bool  # the ledger's sum stood in for a blank actual
    operator: Operator  # what was applied: the written one or the one taken
    completion: Decimal | None
    variance: Decimal | None
    variance_rate: Decimal | None
    points: Decimal | None  # this row's share, cents
    score: Decimal | None
    score_low: Decimal
    score_high: Decimal
    state: State
    why: str  # from cell to rule to result, in one sentence
    list_position: int | None = None  # 0, 1, … for an item inside one cell; None for a row of its own
    missing: str = ""  # what to fill in so that it can be judged, in words
    missing_cell: str = ""  # where to fill it in, A1
    gain: Decimal | None = None  # 提分空间: points still to gain
    gain_needed: str = ""  # by how much the actual must rise (or fall) for it


@dataclass(frozen=True, slots=True)
class LevelScore:
    """One level-1 group, or the execution item. `score` is the sum of the printed rows that could be judged."""

    name: str
    points: Decimal
    judged_points: Decimal
    score: Decimal
    score_low: Decimal
    score_high: Decimal
    is_execution: bool = False


@dataclass(frozen=True, slots=True)
class CostResult:
    line: CostLine
    execution_rate: Decimal | None
    variance: Decimal | None  # spent − budget, 万元
    variance_rate: Decimal | None
    share_of_spending: Decimal | None
    state: str  # 执行情况, in words


@dataclass(frozen=True, slots=True)
class ShareResult:
    """One rule on shares, e.g. 人员费用 ≥ 65 %, on three bases; None where the base is unknown."""

    rule: str
    operator: Operator
    limit: Decimal
    categories: tuple[str, ...]
    on_budget: Decimal | None
    on_spending: Decimal | None
    on_funds: Decimal | None


@dataclass(frozen=True, slots=True)
class FundsResult:
    budget: Decimal | None  # full-year budget, 万元
    lines_budget: Decimal | None  # what the lines add up to
    spent: Decimal | None
    execution_rate: Decimal | None
    points: Decimal | None
    score: Decimal | None
    capped: bool
    why: str
    lines: tuple[CostResult, ...] = ()
    shares: tuple[ShareResult, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentResult:
    """One period: the composite of its assessors, and the finance gate."""

    period: str
    weighted: tuple[tuple[int, Decimal | None], ...]  # sheet row → 加权得分
    score: Decimal | None
    grade: str  # computed; "" while unknown
    stated_grade: str  # 中期评估等级 / 末期评估等级 from 基本信息
    finance: str  # 合格 · 不合格 · ""
    finance_row: int | None = None


@dataclass(frozen=True, slots=True)
class TrancheResult:
    tranche: Tranche
    due: Decimal | None  # 万元
    latest: date | None
    state: str  # 拨付结论, in words


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """Totals of one indicator, community, worker, service or month in the ledger."""

    name: str
    entries: int
    count: Decimal
    persons: Decimal
    direct_hours: Decimal
    indirect_hours: Decimal
    has_counts: bool = True  # any 数量 filled in


@dataclass(frozen=True, slots=True)
class LedgerStatistics:
    total: LedgerGroup
    by_indicator: tuple[LedgerGroup, ...]
    by_community: tuple[LedgerGroup, ...]
    by_worker: tuple[LedgerGroup, ...]
    by_service: tuple[LedgerGroup, ...]
    by_month: tuple[LedgerGroup, ...]  # names like 2022-08


@dataclass(frozen=True, slots=True)
class MissingPoints:
    """One unjudged row (or the execution item) and what is missing to judge it; ordered by points, most first."""

    name: str
    sheet: str
    cell: str
    points: Decimal
    missing: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    scheme_name: str  # fiscal-2020
    scheme_title: str
    as_of: date | None
    rows: tuple[ScoredRow, ...]
    levels: tuple[LevelScore, ...]  # level 1 in the sheet's order, then execution
    funds: FundsResult
    assessments: tuple[AssessmentResult, ...]
    tranches: tuple[TrancheResult, ...]
    ledger: LedgerStatistics | None
    score: Decimal | None  # None while points are unjudged
    judged_score: Decimal  # sum of what could be judged
    score_low: Decimal
    score_high: Decimal
    judged_points: Decimal
    total_points: Decimal
    grade: str  # fiscal scale 优 良 中 差; "" while open
    grade_low: str
    grade_high: str
    station_score: Decimal | None  # station assessment scale, final period (else mid-term)
    station_grade: str
    station_grade_stated: str
    missing: tuple[MissingPoints, ...] = ()
    findings: tuple[Finding, ...] = ()  # what scoring raised
    grade_cuts: tuple[tuple[str, Decimal], ...] = ()  # the scheme's fiscal grades and their lower bounds, best first


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters

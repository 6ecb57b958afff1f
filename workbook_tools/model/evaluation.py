"""What follows from a submission: scores, funds, assessments, tranches, and what is missing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbook_tools.basis.operators import Operator
from workbook_tools.model.assessment import AssessmentResult, Payments, TrancheResult
from workbook_tools.model.basics import Finding
from workbook_tools.model.lifting import Lift
from workbook_tools.model.lists import RosterResults
from workbook_tools.model.pace import PaceResult
from workbook_tools.model.scored_row import ScoredRow
from workbook_tools.model.submission import CostLine

if TYPE_CHECKING:
    from workbook_tools.model.years import YearOnYear


class LevelScore(NamedTuple):
    """One level-1 group, or the execution item. `score` is the sum of the printed rows that could be judged."""

    name: str
    points: Decimal
    judged_points: Decimal
    score: Decimal
    score_low: Decimal
    score_high: Decimal
    is_execution: bool = False


class CostResult(NamedTuple):
    line: CostLine
    execution_rate: Decimal | None
    variance: Decimal | None  # spent − budget, 万元
    variance_rate: Decimal | None
    share_of_spending: Decimal | None
    state: str  # 执行情况, in words
    strays: bool = False  # off its budget by more than the rules leave unexplained


ShareBase = Literal["budget", "spending", "funds"]
Execution = Literal["", "low", "within", "over"]  # "": unknown


class ShareResult(NamedTuple):
    """One rule on shares, e.g. 人员费用 ≥ 65 %, on three bases; None where the base is unknown.

    `broken_on` are the bases on which it is broken. A floor is judged on the budget and on spending, a cap on the
    year's funds as well; the share of the year's funds is printed for every rule.
    """

    rule: str
    operator: Operator
    limit: Decimal
    categories: tuple[str, ...]
    on_budget: Decimal | None
    on_spending: Decimal | None
    on_funds: Decimal | None
    broken_on: tuple[ShareBase, ...] = ()


class FundsResult(NamedTuple):
    """资金使用 as a whole: what was spent of the budget, and what that earns."""

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
    execution: Execution = ""  # the rate against what needs no explanation


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
    months: int = 0  # with an entry; of workers only


class LedgerStatistics(NamedTuple):
    total: LedgerGroup
    by_indicator: tuple[LedgerGroup, ...]
    by_community: tuple[LedgerGroup, ...]
    by_worker: tuple[LedgerGroup, ...]
    by_service: tuple[LedgerGroup, ...]
    by_month: tuple[LedgerGroup, ...]  # names like 2022-08
    by_client: tuple[LedgerGroup, ...] = ()  # 服务对象类别
    by_client_and_service: tuple[LedgerGroup, ...] = ()  # 兜底对象·入户探访
    by_client_and_kind: tuple[LedgerGroup, ...] = ()  # 兜底对象·探访, whatever the service is called
    by_area: tuple[LedgerGroup, ...] = ()  # 片区; of the entry, else of its community in the list
    by_point: tuple[LedgerGroup, ...] = ()  # 社工点 of its community
    by_employment: tuple[LedgerGroup, ...] = ()  # 用工方式; of the entry, else of its worker in the list
    asked: int = 0  # entries that say whether a case was opened
    opened: int = 0


class MissingPoints(NamedTuple):
    """One unjudged row (or the execution item) and what is missing to judge it; ordered by points, most first."""

    name: str
    sheet: str
    cell: str
    points: Decimal
    missing: str


class Limits(NamedTuple):
    """From where on the scheme asks for a reason: a completion, and how far a rate of execution is off 100 %."""

    over_target: Decimal  # 1.3
    execution_window: Decimal  # 0.1
    line_deviation: Decimal  # 0.1, of one cost line


class Evaluation(NamedTuple):
    """Everything that follows from a submission under a scheme, on a day."""

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
    limits: Limits
    missing: tuple[MissingPoints, ...] = ()
    findings: tuple[Finding, ...] = ()  # what scoring raised
    pace: PaceResult | None = None  # progress on the as-of day; never part of the score
    payments: Payments | None = None  # None without 资金拨付
    grade_cuts: tuple[tuple[str, Decimal], ...] = ()  # the scheme's fiscal grades and their lower bounds, best first
    lift: Lift | None = None  # 提档: what lifts the grade
    years: "tuple[YearOnYear, ...]" = ()  # earlier years it was compared with, the latest first
    station_cuts: tuple[tuple[str, Decimal], ...] = ()  # the same of the station assessment
    scheme_source: str = ""  # where the scheme's rules come from, in words
    scheme_unverified: tuple[str, ...] = ()  # settings of the scheme that nobody has checked, in words
    rosters: RosterResults = RosterResults()
    reported: bool = True  # False: a blank workbook, without a grade

    @property
    def grade_words(self) -> str:
        """The fiscal grade, or what stands in its place: 良, 差～优, 未定, 未填报."""
        if not self.reported:
            return "未填报"
        return self.grade or "～".join(dict.fromkeys(filter(None, (self.grade_low, self.grade_high)))) or "未定"

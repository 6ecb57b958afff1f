"""Facts about money: amounts in 万元 as strings, lines that stray, shares against their limits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.model import CostLine, CostResult, FundsResult, Information, Limits, ShareResult, Table
from workbook_tools.report import formats


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CostFact:
    name: str
    description: str
    category: str
    budget: str
    spent: str
    rate: str
    variance: str
    variance_rate: str
    over: bool
    off: str  # the same without its sign
    share: str
    state: str
    tone: str
    reason: str
    reason_short: str
    figures: tuple[Decimal | None, Decimal | None]  # budget and spending, for the chart


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ShareFact:
    name: str  # the categories that are counted together
    operator: str
    limit: str
    on_budget: str  # "" where the base is unknown
    on_spending: str
    on_funds: str
    broken_on: str  # the bases on which the limit is not kept
    broken_by: str  # the same with their figures
    kept: bool
    known: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FundFacts:
    budget: str  # "" where unknown
    lines_budget: str  # "" unless it differs from the full-year budget
    spent: str
    balance: str  # what is left or missing, without its sign
    overspent: bool
    underspent: bool
    rate: str
    low: bool
    low_below: str  # the rate below which it is
    line_deviation: str  # how far off a line may be without straying
    points: str
    score: str
    capped: bool
    why: str
    lines: tuple[CostFact, ...]
    total: CostFact  # what the lines add up to
    chart_summary: str
    straying: tuple[CostFact, ...]
    shares: tuple[ShareFact, ...]
    broken: tuple[ShareFact, ...]


def fund_facts(funds: FundsResult, information: Information, limits: Limits) -> FundFacts:
    """Lines and rates that stray are those beyond the scheme's limits."""
    budget, spent = funds.budget, funds.spent
    if budget is None:
        budget = information.full_year_budget if information.full_year_budget is not None else funds.lines_budget
    balance = None if budget is None or spent is None else spent - budget
    shares = tuple(map(_share, funds.shares))
    lines = tuple(_line(line, limits) for line in funds.lines)
    straying = tuple(fact for line, fact in zip(funds.lines, lines, strict=True) if _strays(line, limits))
    least = 1 - limits.execution_window
    return FundFacts(
        budget="" if budget is None else formats.amount(budget),
        lines_budget="" if funds.lines_budget in (None, budget) else formats.amount(funds.lines_budget),
        spent="" if spent is None else formats.amount(spent),
        balance="" if balance is None else formats.amount(abs(balance)),
        overspent=balance is not None and balance > 0,
        underspent=balance is not None and balance < 0,
        rate="" if funds.execution_rate is None else formats.percent(funds.execution_rate),
        low=funds.execution_rate is not None and funds.execution_rate < least,
        low_below=formats.limit(least),
        line_deviation=formats.limit(limits.line_deviation),
        points="" if funds.points is None else formats.points(funds.points),
        score="" if funds.score is None else formats.score(funds.score),
        capped=funds.capped,
        why=funds.why,
        lines=lines,
        total=_total(funds, limits),
        chart_summary=formats.joined(f"{line.name}{line.budget}／{line.spent}" for line in lines),
        straying=straying,
        shares=shares,
        broken=tuple(share for share in shares if share.known and not share.kept),
    )


def _line(result: CostResult, limits: Limits) -> CostFact:
    line = result.line
    return CostFact(
        name=line.name,
        description=line.description,
        category=line.category,
        budget=formats.amount(line.budget),
        spent=formats.amount(line.spent),
        rate=formats.percent(result.execution_rate),
        variance=_signed_amount(result.variance),
        variance_rate=_signed_percent(result.variance_rate),
        over=result.variance is not None and result.variance > 0,
        off=formats.percent(None if result.variance_rate is None else abs(result.variance_rate)),
        share=formats.percent(result.share_of_spending),
        state=result.state,
        tone="unmet" if _strays(result, limits) else "",
        reason=line.reason.strip(),
        reason_short=formats.short(line.reason).rstrip("。；"),
        figures=(line.budget, line.spent),
    )


def _total(funds: FundsResult, limits: Limits) -> CostFact:
    """The last row of the table: the sums of its columns, each unknown if no line has a figure for it."""
    budgets = [result.line.budget for result in funds.lines if result.line.budget is not None]
    spendings = [result.line.spent for result in funds.lines if result.line.spent is not None]
    budget, spent = _sum(budgets), _sum(spendings)
    variance = None if budget is None or spent is None else spent - budget
    line = CostLine(Table("", 0, 0, {}), 0, "", "", "", budget, spent, "")
    return _line(
        CostResult(
            line,
            execution_rate=spent / budget if budget and spent is not None else None,
            variance=variance,
            variance_rate=variance / budget if budget and variance is not None else None,
            share_of_spending=Decimal(1) if spent else None,
            state="",
        ),
        limits,
    )


def _sum(figures: list[Decimal]) -> Decimal | None:
    return sum(figures, Decimal()) if figures else None


def _strays(result: CostResult, limits: Limits) -> bool:
    return result.variance_rate is not None and abs(result.variance_rate) > limits.line_deviation


def _share(share: ShareResult) -> ShareFact:
    bases = {"预算": share.on_budget, "实际支出": share.on_spending, "年度资金": share.on_funds}
    broken = {name: value for name, value in bases.items() if value is not None and not _keeps(share, value)}
    return ShareFact(
        name="和".join(share.categories) or share.rule,
        operator={"≥": "不低于", "≤": "不高于", ">": "高于", "<": "低于", "=": "等于"}.get(share.operator, ""),
        limit=formats.limit(share.limit),
        on_budget="" if share.on_budget is None else formats.percent(share.on_budget),
        on_spending="" if share.on_spending is None else formats.percent(share.on_spending),
        on_funds="" if share.on_funds is None else formats.percent(share.on_funds),
        broken_on=formats.joined(broken),
        broken_by=formats.joined(f"{name}（{formats.percent(value)}）" for name, value in broken.items()),
        kept=not broken,
        known=any(value is not None for value in bases.values()),
    )


def _keeps(share: ShareResult, value: Decimal) -> bool:
    match share.operator:
        case "≥":
            return value >= share.limit
        case ">":
            return value > share.limit
        case "≤":
            return value <= share.limit
        case "<":
            return value < share.limit
        case _:
            return value == share.limit


def _signed_amount(value: Decimal | None) -> str:
    text = formats.amount(value)
    return f"+{text}" if value is not None and value > 0 else text


def _signed_percent(value: Decimal | None) -> str:
    text = formats.percent(value)
    return f"+{text}" if value is not None and value > 0 else text

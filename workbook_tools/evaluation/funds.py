"""资金使用: the execution rate and its points, every cost line, and the shares that rules limit. Amounts in 万元."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.decimals import half_up
from workbook_tools.basis.figures import as_count, as_rate, as_score
from workbook_tools.basis.operators import AT_LEAST, AT_MOST
from workbook_tools.catalogue import finding
from workbook_tools.evaluation.earning import execution_earns
from workbook_tools.evaluation.figures import ONE, ZERO, share_of
from workbook_tools.evaluation.scheme import Scheme, ShareRule
from workbook_tools.model import CostLine, CostResult, Finding, FundsResult, ShareResult, Submission
from workbook_tools.model.evaluation import Execution, ShareBase

ONE_YUAN = Decimal("0.0001")
NO_BUDGET = "请在基本信息里填写全年预算数或年度项目资金（万元）"
NO_SPENDING = "请在资金使用里填写各行的支出金额"


class Funds(NamedTuple):
    """The result, what is missing to judge the execution rate ("" if nothing), and what was found."""

    result: FundsResult
    missing: str
    findings: tuple[Finding, ...]


def evaluate_funds(submission: Submission, scheme: Scheme, points: Decimal) -> Funds:
    """Execution is judged on the full-year budget: 全年预算数, else 年度项目资金, else what the lines add up to."""
    lines = [line for line in submission.cost_lines if line.budget is not None or line.spent is not None or line.unread]
    lines_budget = _budgeted(lines)
    budget, spent = _budget(submission, lines_budget), _spent(submission, lines)
    rate = spent / budget if budget is not None and budget > 0 and spent is not None else None
    missing = "" if rate is not None else NO_SPENDING if budget is not None and budget > 0 else NO_BUDGET
    earned = None if rate is None else execution_earns(rate, scheme)
    score = None if earned is None else share_of(points, earned)
    capped = rate is not None and rate > ONE
    result = FundsResult(
        budget=budget,
        lines_budget=lines_budget,
        spent=spent,
        execution_rate=rate,
        points=points,
        score=score,
        capped=capped,
        why=_why(budget, spent, rate, points, score, scheme, missing),
        lines=tuple(_line(line, _sum(each.spent for each in lines), scheme) for line in submission.cost_lines),
        shares=_shares(submission, lines, scheme),
        execution=_execution(rate, scheme),
    )
    findings = [*_about_execution(submission, result, missing), *_about_categories(submission, lines)]
    return Funds(result, missing, tuple(findings))


def _budget(submission: Submission, lines_budget: Decimal | None) -> Decimal | None:
    stated, about = submission.stated_funds, submission.information
    candidates = [stated.full_year_budget, stated.initial_budget] if stated else []
    candidates += [about.full_year_budget, about.annual_funds, lines_budget]
    return next((amount for amount in candidates if amount is not None), None)


def _budgeted(lines: list[CostLine]) -> Decimal | None:
    return None if any("budget" in line.unread for line in lines) else _sum(line.budget for line in lines)


def _spent(submission: Submission, lines: list[CostLine]) -> Decimal | None:
    """None while a line with a budget has no 支出金额, or one that cannot be read: an unknown amount is not 0."""
    if submission.stated_funds and submission.stated_funds.executed is not None:
        return submission.stated_funds.executed
    if any((line.spent is None and line.budget) or "spent" in line.unread for line in lines):
        return None
    return _sum(line.spent for line in lines)


def _why(
    budget: Decimal | None,
    spent: Decimal | None,
    rate: Decimal | None,
    points: Decimal,
    score: Decimal | None,
    scheme: Scheme,
    missing: str,
) -> str:
    if rate is None or budget is None or spent is None or score is None:
        return f"预算执行率：数据不全，暂不计分（0.00～{as_score(points)} 分）。{missing}。"
    division = f"支出 {as_count(spent)} 万元÷全年预算 {as_count(budget)} 万元＝{as_rate(rate)}"
    if scheme.execution_full_in_window and abs(rate - ONE) <= scheme.execution_window:
        return f"{division}，偏离不超过 {as_rate(scheme.execution_window)}，得满分 {as_score(score)} 分。"
    if rate > ONE:
        return f"{division}，超过 100%，封顶得满分 {as_score(score)} 分，超出部分不加分。"
    return f"{division}，{as_score(points)}×{as_rate(max(rate, ZERO))}＝{as_score(score)} 分。"


def _execution(rate: Decimal | None, scheme: Scheme) -> Execution:
    """What is above 100 % is spent without a budget; inside the window of a scheme that grants it, nobody asks."""
    if rate is None:
        return ""
    if rate < ONE - scheme.execution_window:
        return "low"
    upper = ONE + scheme.execution_window if scheme.execution_full_in_window else ONE
    return "over" if rate > upper else "within"


def _line(line: CostLine, spending: Decimal | None, scheme: Scheme) -> CostResult:
    budget, spent = line.budget, line.spent
    variance = None if spent is None or budget is None else spent - budget
    rate = spent / budget if spent is not None and budget is not None and budget > 0 else None
    variance_rate = variance / budget if variance is not None and budget is not None and budget > 0 else None
    share = spent / spending if spent is not None and spending is not None and spending > 0 else None
    strays = variance_rate is not None and abs(variance_rate) > scheme.line_deviation
    return CostResult(line, rate, variance, variance_rate, share, _state(line, variance, variance_rate), strays)


def _state(line: CostLine, variance: Decimal | None, rate: Decimal | None) -> str:
    if line.unread:
        return "金额读不出来"
    if line.spent is None:
        return "未填支出" if line.budget is not None else ""
    if not line.budget:
        return "无预算" if line.spent else "未发生"
    if not variance:
        return "按预算执行"
    size = as_rate(abs(rate)) if rate is not None else f"{as_count(abs(variance))}万元"
    return f"{'超支' if variance > 0 else '结余'}{size}"


def _shares(submission: Submission, lines: list[CostLine], scheme: Scheme) -> tuple[ShareResult, ...]:
    """Each rule on the budget lines, on spending, and as spending on the year's funds; None where a base is unknown."""
    if not lines or any(not line.category for line in lines):
        return ()
    about = submission.information
    funds = about.annual_funds if about.annual_funds is not None else about.full_year_budget
    budget, spent = _budgeted(lines), _spent(submission, lines)
    return tuple(_share(rule, lines, budget, spent, funds) for rule in scheme.shares)


def _share(
    rule: ShareRule, lines: list[CostLine], budget: Decimal | None, spent: Decimal | None, funds: Decimal | None
) -> ShareResult:
    own = [line for line in lines if line.category in rule.categories]
    own_budget = sum((line.budget or ZERO for line in own), ZERO)
    own_spent = sum((line.spent or ZERO for line in own), ZERO)
    on_budget = own_budget / budget if budget is not None and budget > 0 else None
    on_spending = own_spent / spent if spent is not None and spent > 0 else None
    on_funds = own_spent / funds if spent is not None and funds is not None and funds > 0 else None
    judged: dict[ShareBase, Decimal | None] = {"budget": on_budget, "spending": on_spending}
    if rule.operator in AT_MOST:
        judged["funds"] = on_funds
    return ShareResult(
        rule=rule.title,
        operator=rule.operator,
        limit=rule.limit,
        categories=rule.categories,
        on_budget=on_budget,
        on_spending=on_spending,
        on_funds=on_funds,
        broken_on=tuple(base for base, value in judged.items() if _breaks(rule, value)),
    )


def _breaks(rule: ShareRule, value: Decimal | None) -> bool:
    """A share that prints like its limit keeps it: 0.65004 is 65 %, so is 0.64996."""
    if value is None:
        return False
    shown = half_up(value, ONE_YUAN) if value.is_finite() and abs(value) < 10**6 else value
    return shown < rule.limit if rule.operator in AT_LEAST else shown > rule.limit


def _about_execution(submission: Submission, result: FundsResult, missing: str) -> Iterable[Finding]:
    sheet, cell = _place(submission)
    if missing and result.points:
        yield finding("M002", sheet, cell, missing=missing)
    elif result.capped and result.execution_rate is not None and result.score is not None:
        yield finding("M001", sheet, cell, rate=as_rate(result.execution_rate), score=as_score(result.score))


def _about_categories(submission: Submission, lines: list[CostLine]) -> Iterable[Finding]:
    told = {each.cell for each in submission.findings if each.code == "S028"}  # another word than those that are known
    without = [line for line in lines if not line.category and line.at("category") not in told]
    if without and submission.form == "standard":
        first = without[0]
        names = "、".join(line.called for line in without[:5])
        yield finding("M003", first.table.sheet, first.at("category"), names=names, count=len(without))


def _place(submission: Submission) -> tuple[str, str]:
    """Where the money spent is shown: a form's funds block, the 合计 row, the head of the column, or 基本信息."""
    stated = submission.stated_funds
    if stated is not None:
        return stated.sheet, stated.places.get("executed", stated.cell)
    for line in (*submission.cost_totals[-1:], *submission.cost_lines[:1]):
        row = line.row if line in submission.cost_totals else line.table.header_row
        return line.table.sheet, line.table.at("spent", row)
    table = submission.tables.get("costs")
    if table is not None:
        return table.sheet, table.at("spent", table.header_row)
    about = submission.information
    return about.sheet, about.at("annual_funds")


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None

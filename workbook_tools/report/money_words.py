"""What sentences and tables say of money: cost lines, shares against their limits, assessors, tranches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbook_tools.basis.operators import Operator
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.model import (
    Assessment,
    AssessmentResult,
    AssessorScore,
    CostLine,
    CostResult,
    FundsResult,
    ShareResult,
    Table,
)
from workbook_tools.model.evaluation import ShareBase
from workbook_tools.report import formats

_BASES: dict[ShareBase, str] = {"budget": "预算", "spending": "实际支出", "funds": "年度资金"}
_OPERATORS = {
    Operator.GE: "不低于",
    Operator.LE: "不高于",
    Operator.GT: "高于",
    Operator.LT: "低于",
    Operator.EQ: "等于",
}


def signed_money(amount: Decimal | None) -> str:
    return _with_sign(amount, formats.money(amount))


def signed_rate(rate: Decimal | None) -> str:
    return _with_sign(rate, formats.percent(rate))


def sum_of_lines(funds: FundsResult) -> CostResult:
    """The last row of the table: the sums of its columns, each unknown if no line has a figure for it."""
    budget = _sum([line.line.budget for line in funds.lines if line.line.budget is not None])
    spent = _sum([line.line.spent for line in funds.lines if line.line.spent is not None])
    variance = None if budget is None or spent is None else spent - budget
    return CostResult(
        CostLine(Table("", 0, 0, {}), 0, "", "", "", budget, spent, ""),
        execution_rate=spent / budget if budget and spent is not None else None,
        variance=variance,
        variance_rate=variance / budget if budget and variance is not None else None,
        share_of_spending=Decimal(1) if spent else None,
        state="",
    )


def is_rounded_apart(funds: FundsResult) -> bool:
    """The printed lines do not add up to the printed total, for they are rounded each."""
    total = sum_of_lines(funds).line
    for field in ("budget", "spent"):
        printed = [round_money(getattr(line.line, field)) for line in funds.lines]
        if sum(printed, Decimal()) != round_money(getattr(total, field)):
            return True
    return False


def round_money(amount: Decimal | None) -> Decimal:
    return Decimal(formats.money(amount).replace(",", "")) if amount is not None and amount.is_finite() else Decimal()


def is_straying(line: CostResult) -> bool:
    return line.strays


def by_reason(lines: Iterable[CostResult]) -> list[list[CostResult]]:
    """Lines that stray in one direction for the reason that is given in the same words; one without a reason alone."""
    groups: dict[object, list[CostResult]] = {}
    for number, line in enumerate(lines):
        reason = without_blanks(line.line.reason)
        over = line.variance is not None and line.variance > 0
        groups.setdefault((over, reason) if reason else number, []).append(line)
    return list(groups.values())


def bases(share: ShareResult) -> Mapping[str, Decimal]:
    """The bases on which a share is known, by their names."""
    return {name: value for name, value in _every_base(share) if value is not None}


def is_known(share: ShareResult) -> bool:
    return bool(bases(share))


def is_broken(share: ShareResult) -> bool:
    return bool(share.broken_on)


def broken_bases(share: ShareResult) -> Mapping[str, Decimal]:
    """Those on which the limit is not kept."""
    broken = {_BASES[base] for base in share.broken_on}
    return {name: value for name, value in bases(share).items() if name in broken}


def share_name(share: ShareResult) -> str:
    return "和".join(share.categories) or share.rule


def share_limit(share: ShareResult) -> str:
    """不低于65%."""
    return f"{_OPERATORS.get(share.operator, '')}{formats.limit(share.limit)}"


def assessors(result: AssessmentResult, rows: Iterable[Assessment]) -> Sequence[tuple[Assessment, Decimal | None]]:
    """The rows of one period with their 加权得分."""
    weighted = dict(result.weighted)
    return [(one, weighted[one.row]) for one in rows if one.row in weighted]


def assessor_rows(
    results: Iterable[AssessmentResult], rows: Sequence[Assessment]
) -> Sequence[tuple[Assessment, Decimal | None]]:
    """Those of all periods."""
    return [pair for result in results for pair in assessors(result, rows)]


def assessor_names(result: AssessmentResult, rows: Iterable[Assessment]) -> list[str]:
    """Who assessed; the finance gate is no assessor."""
    known = [each.name for each in result.assessors]
    named = [one.assessor.strip() for one, _ in assessors(result, rows) if one.row != result.finance_row]
    return list(dict.fromkeys(known or named))


def scorers(each: AssessorScore) -> str:
    """专家组（3人，87.67分）."""
    return f"{each.name}（{len(each.rows)}人，{formats.score(each.score)}分）"


def is_joined(each: AssessorScore) -> bool:
    return len(each.rows) > 1 and each.score is not None


def _every_base(share: ShareResult) -> Iterable[tuple[str, Decimal | None]]:
    values: dict[ShareBase, Decimal | None] = {
        "budget": share.on_budget,
        "spending": share.on_spending,
        "funds": share.on_funds,
    }
    return ((name, values[base]) for base, name in _BASES.items())


def _sum(figures: Sequence[Decimal]) -> Decimal | None:
    return sum(figures, Decimal()) if figures else None


def _with_sign(value: Decimal | None, text: str) -> str:
    return f"+{text}" if value is not None and value > 0 else text


FILTERS: Mapping[str, Callable[..., Any]] = {
    "by_reason": by_reason,
    "sum_of_lines": sum_of_lines,
    "broken_bases": broken_bases,
    "share_name": share_name,
    "share_limit": share_limit,
    "assessors": assessors,
    "assessor_rows": assessor_rows,
    "assessor_names": assessor_names,
    "scorers": scorers,
}
TESTS: Mapping[str, Callable[..., bool]] = {
    "rounded_apart": is_rounded_apart,
    "straying": is_straying,
    "known_share": is_known,
    "broken": is_broken,
    "joined": is_joined,
}

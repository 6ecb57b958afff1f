"""Amounts that cannot be 万元: 196000 in a column of 万元 is 19.6 typed in 元. They stay unknown and are said.

A line larger than ten times the year's money, or a thousand times what stands beside it, is nobody's plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from workbook_tools.basis.figures import as_digits
from workbook_tools.catalogue import finding
from workbook_tools.model import CostLine, Finding, Information, StatedFunds, Tranche
from workbook_tools.model.fields import CostField, LabelField, column_of, label_of

YUAN = Decimal(10_000)  # of a 万元
_BEYOND = 10  # times the money of the year
_APART = 1000  # times the amount beside it
_OPEN = "，预算执行率暂不计分"  # where the amount is part of it
_FIELDS: tuple[CostField, ...] = ("budget", "spent")
_LABELS: tuple[LabelField, ...] = ("full_year_budget", "annual_funds")


def without_slips(lines: Sequence[CostLine], about: Information, findings: list[Finding]) -> tuple[CostLine, ...]:
    """The cost lines; an amount that is a slip becomes one that was not read."""
    year = _year(about)
    kept = []
    for line in lines:
        amounts: dict[CostField, Decimal | None] = {"budget": line.budget, "spent": line.spent}
        changed: dict[str, Any] = {}
        for field, other in zip(_FIELDS, reversed(_FIELDS), strict=True):
            amount = amounts[field]
            if line.table.units.get(field, "") not in ("", "万元", "万"):
                if _too_little(amount, amounts[other]):
                    changed |= {field: None, "unread": (*changed.get("unread", line.unread), field)}
                    findings.append(_slip_below(line, field, amount, amounts[other]))
                continue  # the header says in what it is written
            against = _too_much(amount, year, amounts[other], column_of("costs", other).title)
            if amount is not None and against:
                changed |= {field: None, "unread": (*changed.get("unread", line.unread), field)}
                title = column_of("costs", field).title
                name = line.name or f"第{line.row}行"
                follows = _OPEN if field == "spent" or year is None else ""
                findings.append(_slip("M070", line.table.sheet, line.at(field), name, title, amount, against, follows))
        kept.append(replace(line, **changed))
    return tuple(kept)


def _too_little(amount: Decimal | None, other: Decimal | None) -> bool:
    """15.6 in a column of 元, beside 154800: of the order of the other only if it was 万元."""
    if amount is None or other is None or amount <= 0 or other <= 0:
        return False
    return amount * _APART <= other and other / 2 <= amount * YUAN <= other * 2


def _slip_below(line: CostLine, field: CostField, amount: Decimal | None, other: Decimal | None) -> Finding:
    assert amount is not None
    assert other is not None
    beside = column_of("costs", _FIELDS[1 - _FIELDS.index(field)]).title
    return finding(
        "M073", line.table.sheet, line.at(field), name=line.name or f"第{line.row}行",
        column=column_of("costs", field).title, amount=as_digits(amount * YUAN),
        against=f"{beside}{as_digits(other * YUAN)}元", likely=as_digits(amount * YUAN * YUAN),
        follows=_OPEN if field == "spent" else "",
    )  # fmt: skip


def payments_without_slips(rows: Sequence[Tranche], about: Information, findings: list[Finding]) -> tuple[Tranche, ...]:
    """The tranches; a payment that is a slip is left out."""
    year = _year(about)
    kept = []
    for row in rows:
        if row.paid is not None and (against := _too_much(row.paid, year, None, "")):
            findings.append(_slip("M070", row.table.sheet, row.at("paid"), row.name, "已拨金额", row.paid, against))
            kept.append(replace(row, paid=None))
        else:
            kept.append(row)
    return tuple(kept)


def about_without_slips(about: Information, lines: Sequence[CostLine], findings: list[Finding]) -> Information:
    """基本信息; money of the year that is a thousand times what its lines add up to is left out."""
    budgets = sum((line.budget for line in lines if line.budget is not None), Decimal(0))
    spending = sum((line.spent for line in lines if line.spent is not None), Decimal(0))
    whole = max(budgets, spending)
    changed: dict[str, Any] = {}
    for field in _LABELS:
        amount: Decimal | None = getattr(about, field)
        if amount is not None and whole > 0 and amount >= whole * _APART:
            changed[field] = None
            against = f"资金使用各行的合计{as_digits(whole)}万元的{_APART}倍"
            title = label_of(field).title
            findings.append(_slip("M071", about.sheet, about.at(field), title, title, amount, against))
    return about._replace(**changed)


def funds_without_slips(funds: StatedFunds, findings: list[Finding]) -> StatedFunds:
    """The funds block of a form; what was executed of a budget a thousand times smaller, or the reverse, is unknown."""
    budget = funds.full_year_budget if funds.full_year_budget is not None else funds.initial_budget
    executed = funds.executed
    if not budget or not executed or max(budget, executed) < min(budget, executed) * _APART:
        return funds
    cell = funds.places.get("executed", funds.cell)
    apart = f"{_APART}倍" if executed > budget else f"{_APART}分之一"
    against = f"全年预算数{as_digits(budget)}万元的{apart}"
    findings.append(_slip("M070", funds.sheet, cell, "年度资金总额", "全年执行数", executed, against, _OPEN))
    return funds._replace(executed=None)


def _too_much(amount: Decimal | None, year: Decimal | None, other: Decimal | None, title: str) -> str:
    """What it is beyond, in words; "" for an amount that may be one."""
    if amount is None or amount <= 0:
        return ""
    if other is not None and other > 0 and amount >= other * _APART and amount >= _APART:
        return f"{title}{as_digits(other)}万元的{_APART}倍"
    if year is not None and year > 0 and amount > year * _BEYOND:
        return f"全年资金{as_digits(year)}万元的{_BEYOND}倍"
    return ""


def _year(about: Information) -> Decimal | None:
    return about.full_year_budget if about.full_year_budget is not None else about.annual_funds


def _slip(
    code: str, sheet: str, cell: str, name: str, title: str, amount: Decimal, against: str, follows: str = ""
) -> Finding:
    return finding(
        code,
        sheet,
        cell,
        name=name,
        column=title,
        amount=as_digits(amount),
        against=against,
        likely=as_digits(amount / YUAN),
        follows=follows,
    )

"""The funds block of an official form: what is printed there against what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tools.basis.decimals import decimals_of, half_up
from workbook_tools.basis.figures import as_count, as_money, as_score, as_short_rate
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import listed
from workbook_tools.model import Finding, StatedFunds

ONE_YUAN = Decimal("0.0001")
CENT = Decimal("0.01")
INFERRED = "P004"  # the points of a level, from what the form scores itself


def total_row_is_its_parts(facts: Facts) -> Iterator[Finding]:
    """E: 年度资金总额 is 财政拨款 + 上年结转 + 其他资金. A single 其中 row may be less than the total, never more."""
    funds, parts = facts.submission.stated_funds, facts.submission.cost_lines
    if funds is None:
        return
    stated_columns = (
        ("full_year_budget", "budget", "全年预算数", funds.full_year_budget),
        ("executed", "spent", "全年执行数", funds.executed),
    )
    for place, field, column, stated in stated_columns:
        given = [amount for line in parts if (amount := getattr(line, field)) is not None]
        whole = sum(given, Decimal())
        if stated is None or not given or abs(whole - stated) <= ONE_YUAN or (whole < stated and len(given) < 2):
            continue
        yield finding(
            "M037",
            funds.sheet,
            funds.places.get(place, funds.cell),
            name="年度资金总额",
            column=column,
            stated=as_money(stated),
            total=as_money(whole),
        )


def rate_is_executed_by_budget(facts: Facts) -> Iterator[Finding]:
    """E: the printed rate; as far as its digits go, 49.88 % may be printed as 50 %."""
    funds = facts.submission.stated_funds
    if funds is None or funds.executed is None:
        return
    budget = _budget(funds)
    if budget is None:
        return
    rate = funds.executed / budget
    if funds.full_year_budget is None and funds.initial_budget is not None:
        yield finding(
            "M039",
            funds.sheet,
            funds.places.get("initial_budget", funds.cell),
            rate=as_short_rate(rate),
            budget=as_money(budget),
        )
    if funds.rate is None or _prints_as(funds.rate, rate):
        return
    initial = funds.initial_budget
    hint = ""
    if initial and _prints_as(funds.rate, funds.executed / initial):
        hint = "写明的执行率是用年初预算数算的，应改用全年预算数。"
    yield finding(
        "M020",
        funds.sheet,
        funds.places.get("rate", funds.cell),
        stated=as_short_rate(funds.rate),
        executed=as_money(funds.executed),
        budget=as_money(budget),
        rate=as_short_rate(rate),
        hint=hint,
    )


def score_is_rate_by_points(facts: Facts) -> Iterator[Finding]:
    """E: the printed score of the execution item; W where only rounding explains it, or where it is blank."""
    funds = facts.submission.stated_funds
    if funds is None or not funds.points or funds.executed is None or (budget := _budget(funds)) is None:
        return
    rate = funds.executed / budget
    points = facts.evaluation.funds.points or funds.points
    computed = facts.evaluation.funds.score
    expected = computed if computed is not None else _earned(rate, points)
    if funds.score is None:
        cell = funds.places.get("score", funds.cell)
        yield finding("M040", funds.sheet, cell, rate=as_short_rate(rate), score=as_score(expected))
        return
    if abs(funds.score - expected) < CENT:
        return
    rounded_rate = half_up(rate, CENT)
    exact = _within(rate * points, points)
    by_rounding = {_earned(rounded_rate, points), _rounded(exact, 0), _rounded(exact, 1)}
    yield finding(
        "M038" if any(abs(funds.score - each) < CENT for each in by_rounding) else "M021",
        funds.sheet,
        funds.places.get("score", funds.cell),
        stated=as_count(funds.score),
        rate=as_short_rate(rate),
        points=as_count(points),
        score=as_score(expected),
    )


def points_are_the_form_s_own(facts: Facts) -> Iterator[Finding]:
    """I: the form gives no points at all, so those of the scheme are spread over its rows."""
    submission = facts.submission
    given = [*(row.points for row in submission.indicators), *(heading.points for heading in submission.headings)]
    if submission.form != "official" or not facts.groups or any(points is not None for points in given):
        return
    levels = [level for level in facts.evaluation.levels if level.points]
    inferred = sum(each.code == INFERRED for each in facts.known)
    if not levels or inferred >= sum(not level.is_execution for level in levels):
        return
    first = facts.groups[0][0]
    parts = listed(f"{level.name}{as_count(level.points)}分" for level in levels)
    yield finding("P063", first.table.sheet, first.table.at("level3", first.table.header_row), parts=parts)


CHECKS = (
    total_row_is_its_parts,
    rate_is_executed_by_budget,
    score_is_rate_by_points,
    points_are_the_form_s_own,
)


def _budget(funds: StatedFunds) -> Decimal | None:
    """The full-year budget; where the form has none, the initial one. Zero is none."""
    return next((each for each in (funds.full_year_budget, funds.initial_budget) if each and each > 0), None)


def _earned(rate: Decimal, points: Decimal) -> Decimal:
    return _rounded(_within(rate * points, points), 2)


def _within(score: Decimal, points: Decimal) -> Decimal:
    return max(min(score, points), Decimal())


def _rounded(value: Decimal, places: int) -> Decimal:
    return half_up(value, Decimal(1).scaleb(-places)) if abs(value) < 10**9 else value


def _prints_as(stated: Decimal, exact: Decimal) -> bool:
    """Equal to the last digit that is printed, a whole percent at the coarsest."""
    return abs(stated - exact) <= Decimal("0.5").scaleb(-min(max(decimals_of(stated), 2), 6))

"""资金使用 and the contract sums: totals, rates, shares, and what spending says beside the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from workbook_tools.basis.decimals import decimals_of
from workbook_tools.basis.figures import as_count, as_money, as_short_rate
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST, Operator
from workbook_tools.catalogue import finding, quote
from workbook_tools.checks.contract_money import contract_product, span_of
from workbook_tools.checks.facts import Facts, reason_given
from workbook_tools.checks.wording import Phrase, listed, signed_money
from workbook_tools.model import CostLine, CostResult, Finding, Information, ScoredRow, ShareResult
from workbook_tools.model.fields import CostField, column_of

AMOUNTS: tuple[CostField, ...] = ("budget", "spent")
ONE = Decimal(1)
ONE_YUAN = Decimal("0.0001")
ROUNDED = Decimal("0.005")
NEARLY = Decimal("0.3")
FAR_APART = Decimal("0.05")  # (S − E) ÷ S
VOLUME_RISES = Decimal("1.1")
OPERATION = "运营管理"
_WITHIN_PLAN = lazy_pattern(r"(经费|预算|资金|支出|成本).{0,12}(差距|偏差|差异|误差|偏离)|控制率|控制比率")
_SERVICE_LINE = lazy_pattern(r"服务|活动|个案|小组|志愿|探访")
_WHOLE_COST = lazy_pattern(
    r"(项目)?(总成本|总投资|总支出|资金总额|总金额)$|^(指标\d+[:：]?)?(工程|项目|补助|执法补助)*(资金|经费)(金额|总额)?$"
)

_COST_SHARE = lazy_pattern(
    r"(?:人员|运营管理|机构管理|管理)(?:费用|经费|支出|成本|费)(?:支出)?(?:占比|占[^率]{0,8}(?:比例|比重)|比例|比重)",
    holding="比",
)
_OF_MONEY = lazy_pattern(r"成本|预算|支出|经费|资金|费用")


def total_row_is_its_parts(facts: Facts) -> Iterator[Finding]:
    """A 合计 row is the sum of all lines, or of the lines since the 小计 row above it."""
    totals = facts.submission.cost_totals
    for line in totals:
        above = max((other.row for other in totals if other.row < line.row), default=0)
        for field in AMOUNTS:
            stated: Decimal | None = getattr(line, field)
            parts = [(each.row, getattr(each, field)) for each in facts.submission.cost_lines]
            whole = _sum(amount for _, amount in parts)
            section = _sum(amount for row, amount in parts if above < row < line.row)
            unread = any(field in each.unread for each in facts.submission.cost_lines)
            if stated is None or whole is None or unread:
                continue
            if not any(_same_money(stated, each) for each in (whole, section) if each is not None):
                yield finding(
                    "M022", line.table.sheet, line.at(field), name=line.name or "合计",
                    column=column_of("costs", field).title, stated=as_money(stated), total=as_money(whole),
                    difference=as_money(abs(stated - whole)),
                )  # fmt: skip


def lines_make_the_budget(facts: Facts) -> Iterator[Finding]:
    """The budget lines add up to the year's budget."""
    funds = facts.evaluation.funds
    if facts.submission.form != "standard" or not facts.submission.cost_lines:
        return
    if funds.budget is None or funds.lines_budget is None or _same_money(funds.budget, funds.lines_budget):
        return
    first = facts.submission.cost_lines[0]
    about = facts.submission.information
    named = "全年预算数" if about.full_year_budget is not None else "年度项目资金"
    total = facts.submission.cost_totals[-1:]
    place = first.table.sheet, first.table.at("budget", total[0].row if total else first.table.header_row)
    odd, likely = _odd_line(facts, funds.lines_budget - funds.budget)
    line = ""
    if years_money_is_off(facts):
        place = about.sheet, about.at("full_year_budget" if about.full_year_budget is not None else "annual_funds")
    elif odd is not None:
        place = odd.table.sheet, odd.at("budget")
        line = f"，“{quote(odd.called)}”的预算{as_money(odd.budget or likely)}万元像是{as_money(likely)}万元"
    yield finding(
        "M025", *place, line=Phrase(line), total=as_money(funds.lines_budget),
        named=named, budget=as_money(funds.budget), difference=as_money(abs(funds.budget - funds.lines_budget)),
    )  # fmt: skip


def _odd_line(facts: Facts, beyond: Decimal) -> tuple[CostLine | None, Decimal]:
    """The one line whose spending tells what its budget must be for the lines to make the year's money, and that."""
    room = facts.scheme.line_deviation
    found: list[tuple[CostLine | None, Decimal]] = []
    for line in facts.submission.cost_lines:
        if not line.budget or not line.spent or line.budget <= beyond:
            continue
        likely = line.budget - beyond
        if abs(line.spent - likely) <= likely * room < abs(line.spent - line.budget):
            found.append((line, likely))
    return found[0] if len(found) == 1 else (None, Decimal())


def years_money_is_off(facts: Facts) -> bool:
    """The lines make another sum than the year's money, and the contract or the spending (84, where 48 is stated) is
    with the lines: whatever is said of the year's money follows from that."""
    about, funds = facts.submission.information, facts.evaluation.funds
    budget, lines = funds.budget, funds.lines_budget
    if facts.submission.form != "standard" or budget is None or lines is None or _same_money(budget, lines):
        return False
    if about.full_year_budget is None and _contract_makes(about, lines):
        return True
    spent, room = funds.spent, facts.scheme.execution_window
    fits = [ONE - room <= spent / each <= ONE for each in (lines, budget)] if spent and lines > 0 and budget > 0 else []
    return fits == [True, False]


def _contract_makes(about: Information, yearly: Decimal) -> bool:
    """Whether so much a year makes the contract's sum."""
    start, end, whole = about.contract_start, about.contract_end, about.contract_total
    if start is None or end is None or end < start or not whole:
        return False
    product = contract_product(about._replace(annual_funds=yearly))
    return product == whole or span_of(start, end, yearly).makes(whole)


def execution_rate_is_explained(facts: Facts) -> Iterator[Finding]:
    """Below 90 % or above 100 % somebody has to say why, and where the money came from."""
    funds = facts.evaluation.funds
    rate = funds.execution_rate
    if rate is None or funds.budget is None or funds.spent is None or years_money_is_off(facts):
        return
    if funds.execution == "within" or _rate_explained(facts, rate):
        return
    if facts.part_over * (ONE - facts.scheme.execution_window) <= rate < ONE:
        return  # in mid-year so much is not spent yet
    sheet, cell = _place_of_spending(facts)
    code = "M023" if funds.execution == "low" else "M024"
    yield finding(
        code, sheet, cell, rate=as_short_rate(rate), spent=as_money(funds.spent), budget=as_money(funds.budget),
        difference=as_money(abs(funds.spent - funds.budget)),
    )  # fmt: skip


def lines_keep_to_their_budget(facts: Facts) -> Iterator[Finding]:
    """Any line off by more than 10 % is explained, not only the total."""
    if facts.submission.form != "standard":
        return  # a form names where money comes from, not what it is spent on
    limit = facts.scheme.line_deviation
    for result in facts.evaluation.funds.lines:
        line, off = result.line, result.variance_rate
        in_time = off is not None and facts.part_over * (ONE - limit) <= ONE + off < ONE  # in mid-year
        if off is not None and result.strays and not in_time and not reason_given(line.reason):
            assert line.budget is not None
            assert line.spent is not None
            yield finding(
                "M026", line.table.sheet, line.at("spent"), name=line.called, budget=as_money(line.budget),
                spent=as_money(line.spent), variance=signed_money(line.spent - line.budget),
                rate=as_short_rate(abs(off)), limit=as_short_rate(limit), way="多" if off > 0 else "少",
            )  # fmt: skip


def spending_has_no_digit_too_many(facts: Facts) -> Iterator[Finding]:
    """W: 342 beside a budget of 33. No reason explains ten times the plan, so that one is not looked for."""
    for line in facts.submission.cost_lines:
        budget, spent = line.budget, line.spent
        if not budget or not spent or budget < ONE or facts.submission.form != "standard":
            continue
        if abs(spent / 10 - budget) <= budget * NEARLY:
            yield finding(
                "M043", line.table.sheet, line.at("spent"), name=line.called, spent=as_money(spent),
                budget=as_money(budget), times=as_count(spent / budget, 1), likely=as_money(spent / 10),
            )  # fmt: skip


def shares_in_rows_are_the_computed_ones(facts: Facts) -> Iterator[Finding]:
    """W: 管理费占比 8.89 % as an actual, where 资金使用 makes another share on every base."""
    for row in facts.evaluation.rows:
        each, stated = row.indicator, row.actual
        named = _COST_SHARE.search(row.item or each.name)
        if named is None or stated.kind != "rate" or stated.number is None or stated.operator != Operator.NONE:
            continue
        category = OPERATION if "管理" in named[0] else "人员费用"
        known = shares_of(facts, category)
        if known and not any(_prints_as(stated.number, share) for share in known.values()):
            shares = listed(f"{base}的{as_short_rate(share)}" for base, share in known.items())
            yield finding(
                "M044", each.table.sheet, each.at("actual"), name=row.item or each.name, stated=stated.text,
                category=category, shares=shares,
            )  # fmt: skip


def shares_of(facts: Facts, category: str) -> dict[str, Decimal]:
    """What a category is of the budget, of the spending and of the year's money; {} while a line has no category."""
    lines, funds = facts.submission.cost_lines, facts.evaluation.funds
    if not lines or any(not line.category or line.unread for line in lines):
        return {}
    budget = _sum(line.budget for line in lines if line.category == category) or Decimal()
    spent = _sum(line.spent for line in lines if line.category == category) or Decimal()
    bases = (
        ("占预算", budget, funds.lines_budget), ("占支出", spent, funds.spent), ("占年度资金", spent, funds.budget),
    )  # fmt: skip
    return {base: part / whole for base, part, whole in bases if whole}


def _prints_as(stated: Decimal, share: Decimal) -> bool:
    """Equal as far as the digits of the percentage go, a tenth of a percent at the coarsest."""
    return abs(stated - share) <= Decimal("0.5").scaleb(-max(decimals_of(stated), 3))


def lines_have_a_budget(facts: Facts) -> Iterator[Finding]:
    """Spending without a budget; an amount below nothing."""
    for line in facts.submission.cost_lines:
        without = not line.budget and "budget" not in line.unread
        if line.spent and line.spent > 0 and without and facts.submission.form == "standard":
            yield finding("M027", line.table.sheet, line.at("budget"), name=line.called, spent=as_money(line.spent))
        for field in AMOUNTS:
            amount: Decimal | None = getattr(line, field)
            if amount is not None and amount < 0:
                yield finding("M028", line.table.sheet, line.at(field), name=line.called, amount=as_money(amount))


def shares_hold(facts: Facts) -> Iterator[Finding]:
    """Each rule once, by the gravest basis that breaks it, with the figures of the others."""
    for share in facts.evaluation.funds.shares:
        if (found := _share(facts, share)) is not None:
            yield found


def scores_go_together(facts: Facts) -> Iterator[Finding]:
    """(S − E) ÷ S > 5 %: much was done with little money, or the money comes late."""
    funds = facts.evaluation.funds
    rows = [level for level in facts.evaluation.levels if not level.is_execution]
    worth = sum((level.judged_points for level in rows), Decimal())
    earned = sum((level.score for level in rows), Decimal())
    if funds.score is None or not funds.points or funds.points < 0 or not earned:
        return
    indicators, execution = earned / worth, funds.score / funds.points
    if (indicators - execution) / indicators > FAR_APART:
        sheet, cell = _place_of_spending(facts)
        yield finding(
            "M030", sheet, cell, indicators=as_short_rate(indicators), execution=as_short_rate(execution),
            gap=as_short_rate((indicators - execution) / indicators),
        )  # fmt: skip


def spending_follows_volume(facts: Facts) -> Iterator[Finding]:
    """I: the services, or everything, cost far less than planned while the services go far above their targets."""
    low = [
        result
        for result in facts.evaluation.funds.lines
        if result.execution_rate is not None
        and result.execution_rate < ONE - facts.scheme.line_deviation
        and result.line.category != OPERATION
        and _SERVICE_LINE.search(result.line.name)
    ]
    high = [row for row in facts.evaluation.rows if _is_volume(row) and (row.completion or ONE) >= VOLUME_RISES]
    short = [row for row in facts.evaluation.rows if _is_volume(row) and (row.completion or ONE) < ONE]
    whole = facts.evaluation.funds.execution_rate
    below = whole is not None and whole < ONE - facts.scheme.line_deviation
    if len(high) <= len(short) or not (low or below):
        return
    sheet, cell = _place_of_spending(facts)
    if low:
        sheet, cell = low[0].line.table.sheet, low[0].line.at("spent")
    lines = [_line_rate(each) for each in low] or [f"全部支出{as_short_rate(whole or ONE)}"]
    rows = listed(f"{row.item or row.indicator.name}{as_short_rate(row.completion or ONE)}" for row in high)
    yield finding("M031", sheet, cell, lines=listed(lines), rows=rows)


def claims_about_spending_hold(facts: Facts) -> Iterator[Finding]:
    """A row says that spending kept within 10 % of the plan, and 资金使用 says otherwise."""
    funds = facts.evaluation.funds
    for row in facts.evaluation.rows:
        bound = row.actual.number
        named = f"{row.indicator.name}{row.indicator.target_cell.text}{row.indicator.actual_cell.text}"
        if row.actual.kind != "rate" or bound is None or not 0 < bound <= Decimal("0.3"):
            continue
        if not _WITHIN_PLAN.search(named):
            continue
        off = [each for each in funds.lines if each.variance_rate is not None and abs(each.variance_rate) > bound]
        whole = funds.execution_rate
        if whole is not None and row.actual.operator == Operator.NONE and _is_apart_by(whole, bound):
            continue  # the difference of the whole to the digit: it says nothing of the lines
        if off or (whole is not None and abs(whole - ONE) > bound):
            each = row.indicator
            yield finding(
                "M032", each.table.sheet, each.at("actual"), name=each.name, bound=as_short_rate(bound),
                rate=as_short_rate(whole) if whole is not None else "未知", count=len(off),
                lines=listed(_line_rate(line) for line in off) if off else "无",
            )  # fmt: skip


def cost_rows_agree_with_spending(facts: Facts) -> Iterator[Finding]:
    """An indicator that is the project's whole cost repeats the money spent."""
    spent = facts.evaluation.funds.spent
    for row in facts.evaluation.rows:
        factor = {"万元": ONE, "万": ONE, "元": ONE_YUAN}.get(row.actual.unit or row.unit)
        if not spent or row.actual.number is None or factor is None or not _is_whole_cost(facts, row, factor):
            continue
        if _same_money(row.actual.number * factor, spent, rounded=True):
            continue
        each = row.indicator
        yield finding(
            "M033", each.table.sheet, each.at("actual"), name=each.name, stated=as_money(row.actual.number * factor),
            spent=as_money(spent),
        )  # fmt: skip


def is_whole_cost_by_name(row: ScoredRow) -> bool:
    return _WHOLE_COST.search(row.indicator.name) is not None


def _is_whole_cost(facts: Facts, row: ScoredRow, factor: Decimal) -> bool:
    """By its name, or because it promises to stay within the year's money: 预算控制数 ≤ 36万元."""
    if is_whole_cost_by_name(row):
        return True
    budget, promised = facts.evaluation.funds.budget, row.target.number
    about_money = _OF_MONEY.search(f"{row.indicator.level1}{row.indicator.level2}{row.indicator.name}") is not None
    at_most = row.operator in AT_MOST and row.target.kind == "number"
    return at_most and about_money and budget is not None and promised is not None and promised * factor == budget


CHECKS = (
    total_row_is_its_parts,
    lines_make_the_budget,
    execution_rate_is_explained,
    lines_keep_to_their_budget,
    spending_has_no_digit_too_many,
    lines_have_a_budget,
    shares_in_rows_are_the_computed_ones,
    shares_hold,
    scores_go_together,
    spending_follows_volume,
    claims_about_spending_hold,
    cost_rows_agree_with_spending,
)


def _share(facts: Facts, share: ShareResult) -> Finding | None:
    if not share.broken_on:
        return None
    budget, funds = "budget" in share.broken_on, "funds" in share.broken_on
    bases = (("预算的", share.on_budget), ("支出的", share.on_spending), ("年度资金的", share.on_funds))
    figures = listed(f"占{base}{as_short_rate(value)}" for base, value in bases if value is not None)
    code = "M034" if budget else "M035" if funds else "M036"
    lines = [line for line in facts.submission.cost_lines if line.category in share.categories]
    line = (lines or list(facts.submission.cost_lines))[0]
    field: CostField = "budget" if budget else "spent"
    limit = as_short_rate(share.limit)
    rule = share.rule if limit in share.rule else f"{share.rule}（界限{limit}）"
    return finding(code, line.table.sheet, line.at(field), rule=rule, figures=figures)


def _rate_explained(facts: Facts, rate: Decimal) -> bool:
    """The 合计 row says why, or lines that give a reason make up for what is too much or too little of the whole."""
    funds = facts.evaluation.funds
    if any(reason_given(line.reason) for line in facts.submission.cost_totals):
        return True
    assert funds.budget is not None
    assert funds.spent is not None
    explained = sum(
        (
            each.variance
            for each in funds.lines
            if each.variance and (each.variance > 0) == (rate > ONE) and reason_given(each.line.reason)
        ),
        Decimal(),
    )
    if not explained:
        return False
    rest = (funds.spent - explained) / funds.budget
    return rest <= ONE + ROUNDED if rate > ONE else rest >= ONE - facts.scheme.execution_window


def _place_of_spending(facts: Facts) -> tuple[str, str]:
    """The 合计 of the money spent, else the head of its column; for a form the cell of the funds block."""
    stated = facts.submission.stated_funds
    if stated is not None:
        return stated.sheet, stated.places.get("executed", stated.cell)
    line = (*facts.submission.cost_totals[-1:], *facts.submission.cost_lines)[0]
    row = line.row if line in facts.submission.cost_totals else line.table.header_row
    return line.table.sheet, line.table.at("spent", row)


def _is_volume(row: ScoredRow) -> bool:
    return row.actual.kind == "number" and row.target.kind == "number" and row.operator not in AT_MOST


def _line_rate(result: CostResult) -> str:
    return f"{result.line.called}{as_short_rate(result.execution_rate) if result.execution_rate is not None else ''}"


def _is_apart_by(rate: Decimal, stated: Decimal) -> bool:
    """Whether a difference that was printed is how far a rate is from 100 %."""
    return abs(abs(rate - ONE) - stated) <= Decimal("0.5").scaleb(-max(decimals_of(stated), 2))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known else None


def _same_money(stated: Decimal, exact: Decimal, *, rounded: bool = False) -> bool:
    """Equal to a yuan, or as far as a figure with two decimals or more can say; `rounded`: whatever its decimals."""
    decimals = decimals_of(stated)
    tolerance = Decimal("0.5").scaleb(-max(decimals, 0)) if decimals >= 2 or rounded else ONE_YUAN
    return abs(stated - exact) <= max(tolerance, ONE_YUAN)

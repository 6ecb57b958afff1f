"""What a span that is not whole years means for the money: by days, by months, and which of them the contract has."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.figures import as_money
from workbook_tools.model import Information

MONTHS = 12
DAYS_OF_A_YEAR, FEW_DAYS = Decimal("365.25"), Decimal("0.1")
ONE_CENT = Decimal("0.01")  # 万元: contracts round what they work out


class Span(NamedTuple):
    """A span and what it costs in 万元: its whole years, and the rest by days of a year or by months."""

    years: int
    months: int  # of the rest
    days: int  # of the rest, all of it
    days_of_months: int  # of the rest, beyond its whole months
    whole: Decimal
    by_days: Decimal
    by_months: Decimal

    def makes(self, total: Decimal) -> bool:
        """A contract sum that follows from the span, whichever way the rest is counted, or not at all."""
        return any(_same(total, each) for each in (self.whole, self.by_days, self.by_months))


def span_of(start: date, end: date, yearly: Decimal) -> Span:
    """Both days included. The rest of a year is counted against the length of the year that it lies in."""
    after = end + timedelta(days=1) if end < date.max else end
    years = max(after.year - start.year, 0)
    if later_months(start, years * MONTHS) > after:
        years -= 1
    begin = later_months(start, years * MONTHS)
    months = max(m for m in range(MONTHS) if later_months(start, years * MONTHS + m) <= after)
    month_begin = later_months(start, years * MONTHS + months)
    month_end = later_months(start, years * MONTHS + months + 1)
    days, days_of_months = (after - begin).days, (after - month_begin).days
    year = (later_months(start, (years + 1) * MONTHS) - begin).days or 365
    month = (month_end - month_begin).days or 30
    whole = yearly * years
    by_months = (months + Decimal(days_of_months) / month) / MONTHS
    return Span(years, months, days, days_of_months, whole, whole + yearly * days / year, whole + yearly * by_months)


def contract_product(about: Information) -> Decimal | None:
    """Years × yearly money, in 万元; None where the contract's span is not whole years but for a few days."""
    if not about.annual_funds or about.contract_start is None or about.contract_end is None:
        return None
    span = Decimal((about.contract_end - about.contract_start).days + 1) / DAYS_OF_A_YEAR
    years = round(span)
    return about.annual_funds * years if years >= 1 and abs(span - years) <= FEW_DAYS else None


def in_words(about: Information, start: date, end: date) -> str:
    """What the contract sum says of the days beyond whole years; "" while the money of a year is not known."""
    if not about.annual_funds or end < start:
        return ""
    span = span_of(start, end, about.annual_funds)
    rest = f"{span.months}个月" if span.months else ""
    rest += f"{'零' if rest and span.days_of_months else ''}{span.days_of_months}天" if span.days_of_months else ""
    figures = (
        f"{span.years}个整年合{as_money(span.whole)}万元，其余{rest}按天折算{as_money(span.by_days - span.whole)}万元"
    )
    if span.months:
        figures += f"、按月折算{as_money(span.by_months - span.whole)}万元"
    total = about.contract_total
    if not total:
        return f"按年度项目资金计算，{figures}。"
    if _same(total, span.whole):
        return f"按年度项目资金计算，{figures}；合同总金额{as_money(total)}万元等于整年的金额，其余时间没有另外计费。"
    if span.makes(total):
        return f"按年度项目资金计算，{figures}；合同总金额{as_money(total)}万元已包括其余时间。"
    return f"按年度项目资金计算，{figures}。"


def later_months(start: date, months: int) -> date:
    """The same day some months on, or the first of the month after where there is no such day."""
    year, month = divmod(start.year * MONTHS + start.month - 1 + months, MONTHS)
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, start.day)
    except ValueError:
        return later_months(date(year, month + 1, 1), 1)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= ONE_CENT

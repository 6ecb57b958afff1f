"""基本信息: the spans of the contract and of the service year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from workbook_tools.basis.figures import as_count, as_money
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.checks.contract_money import contract_product, in_words, span_of
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import Phrase, day, listed
from workbook_tools.model import Finding, Information
from workbook_tools.model.fields import LabelField

ONE_YUAN = Decimal("0.0001")
_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def contract_is_whole_years(facts: Facts) -> Iterator[Finding]:
    """W: 2019-08-01 to 2024-08-15 is five years and fifteen days."""
    about = facts.submission.information
    start, end = about.contract_start, about.contract_end
    if start is None or end is None:
        return
    if end < start:
        yield finding("A101", about.sheet, about.at("contract_end"), start=start, end=end)
    elif not is_whole_years(start, end):
        years, rest = years_and_days(start, end)
        cell = about.at("contract_end")
        yield finding(
            "A100", about.sheet, cell, start=day(start), end=day(end), years=years, days=rest,
            money=Phrase(in_words(about, start, end)),
        )  # fmt: skip


def service_lies_in_the_contract(facts: Facts) -> Iterator[Finding]:
    about = facts.submission.information
    start, end = about.contract_start, about.contract_end
    if start is None or end is None or end < start:
        return
    given = ((about.at("service_start"), about.service_start), (about.at("service_end"), about.service_end))
    outside = [(cell, when) for cell, when in given if when is not None and not start <= when <= end]
    if outside:  # both of them: one contract that is another year's
        days = [day(each) for _, each in outside]
        cell = about.at("contract_end") if _contract_is_off(about, start, end) else outside[0][0]
        yield finding("A102", about.sheet, cell, when=Phrase("和".join(days), days), start=start, end=end)


def _contract_is_off(about: Information, start: date, end: date) -> bool:
    """The service is a whole year that ends after a contract of no whole years: its end is what was mistyped."""
    first, last = about.service_start, about.service_end
    if first is None or last is None or not start <= first <= end < last:
        return False
    return is_whole_years(first, last) and not is_whole_years(start, end)


def service_is_one_year(facts: Facts) -> Iterator[Finding]:
    """W: an agreement runs for a year; a day more or less is usually a slip."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    if start is None or end is None or end < start or end == later(start, 1) - timedelta(days=1):
        return
    days = (end - start).days + 1
    field: LabelField = "service_end"
    hint, money = "", _money_of(about, days, start)
    if (likely := _exchanged(start)) is not None and end == later(likely, 1) - timedelta(days=1):
        field, hint, money = "service_start", f"，开始日期像是把月和日写反了（{day(likely)}）", ""
    elif (likely := _exchanged(end)) is not None and likely == later(start, 1) - timedelta(days=1):
        hint, money = f"，结束日期像是把月和日写反了（{day(likely)}）", ""
    yield finding(
        "A103", about.sheet, about.at(field), start=start, end=end, days=days, hint=Phrase(hint), money=Phrase(money),
    )  # fmt: skip


def _exchanged(when: date) -> date | None:
    """The date with month and day the other way round; None where that is no date, or the same."""
    if when.day > 12 or when.day == when.month:
        return None
    return when.replace(month=when.day, day=when.month)


def year_fits_the_service(facts: Facts) -> Iterator[Finding]:
    """W: the label 2021 on a service year that runs from August 2022."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    years = [int(year) for year in _YEAR.findall(about.year)]
    if not years or start is None or end is None or end < start:
        return
    if not any(start.year <= year <= end.year for year in years):
        yield finding("A104", about.sheet, about.at("year"), year=about.year, start=start, end=end)


def day_of_filling_in_can_be(facts: Facts) -> Iterator[Finding]:
    """W: filled in after the day of judgement, or more than a year after the service year ended: another year."""
    about = facts.submission.information
    prepared, end, judged = about.prepared_on, about.service_end, facts.evaluation.as_of
    if prepared is None:
        return
    if judged is not None and judged < prepared:
        why = f"晚于判断日{day(judged)}"
    elif end is not None and (about.service_start or end) <= end and later(end, 1) < prepared:
        why = f"比服务结束日期{day(end)}晚一年以上"
    else:
        return
    yield finding("A105", about.sheet, about.at("prepared_on"), prepared=day(prepared), why=why)


def day_of_filling_in_comes_last(facts: Facts) -> Iterator[Finding]:
    """W: several things that the workbook records happened after it was filled in. Of one alone its day is asked."""
    about = facts.submission.information
    prepared = about.prepared_on
    if prepared is None:
        return
    later = {f"{name}{day(when)}": when for name, when in _events(facts) if when is not None and when > prepared}
    if len(later) > 1:
        in_order = sorted(later, key=later.__getitem__)
        events = Phrase(str(listed(in_order)), map(day, later.values()))
        yield finding("A106", about.sheet, about.at("prepared_on"), prepared=prepared, events=events)


def _events(facts: Facts) -> Iterator[tuple[str, date | None]]:
    """What the workbook has results of, with its day."""
    for each in facts.evaluation.assessments:
        if each.score is not None or each.stated_grade:
            yield f"{each.period}评估", each.assessed_on
    for row in facts.submission.tranches:
        if row.paid:
            yield f"“{row.name}”申请拨付", row.applied_on
            yield f"“{row.name}”拨付", row.paid_on
    for survey in facts.submission.rosters.surveys or ():
        if survey.valid:
            yield "满意度调查", survey.day
    for team in facts.submission.rosters.volunteers or ():
        yield f"“{team.name}”成立", team.founded_on


def contract_years_make_its_sum(facts: Facts) -> Iterator[Finding]:
    """E: years × yearly money = contract sum; what lies beyond whole years may count by days, by months or not."""
    about = facts.submission.information
    start, end, whole = about.contract_start, about.contract_end, about.contract_total
    if start is None or end is None or end < start or not whole or not about.annual_funds:
        return
    span = span_of(start, end, about.annual_funds)
    product = contract_product(about)
    product = span.by_months if product is None else product
    if abs(product - whole) <= ONE_YUAN or span.makes(whole):
        return
    yield finding(
        "M029",
        about.sheet,
        about.at("contract_total"),
        years=as_count(product / about.annual_funds),
        yearly=as_money(about.annual_funds),
        product=as_money(product),
        total=as_money(whole),
    )


CHECKS = (
    day_of_filling_in_can_be,
    day_of_filling_in_comes_last,
    contract_is_whole_years,
    contract_years_make_its_sum,
    service_lies_in_the_contract,
    service_is_one_year,
    year_fits_the_service,
)


def _money_of(about: Information, days: int, start: date) -> str:
    """What the days would cost at the yearly rate; the tranches are shares of the year's money as it is given."""
    year = (later(start, 1) - start).days
    if not about.annual_funds or not year:
        return ""
    share = as_money(about.annual_funds * days / year)
    funds = as_money(about.annual_funds)
    return f"年度项目资金{funds}万元如按整年计，{days}天折算为{share}万元；各期应拨按年度项目资金计算。"


def is_whole_years(start: date, end: date) -> bool:
    """The last day may be the eve of the anniversary or, as many contracts have it, the anniversary."""
    years, rest = years_and_days(start, end)
    return years > 0 and rest in (0, 1)


def years_and_days(start: date, end: date) -> tuple[int, int]:
    """Whole years from the first day to the last, both included, and the days beyond."""
    after = end + timedelta(days=1) if end < date.max else end
    years = max(after.year - start.year, 0)
    if later(start, years) > after:
        years -= 1
    return years, (after - later(start, years)).days


def later(start: date, years: int) -> date:
    """The same day some years on; the 29th of February becomes the 1st of March."""
    year = min(start.year + years, date.max.year)
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

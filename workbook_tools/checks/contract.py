"""基本信息: the spans of the contract and of the service year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import day
from workbook_tools.lazy_pattern import lazy_pattern
from workbook_tools.model import Finding

_YEAR = lazy_pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def contract_is_whole_years(facts: Facts) -> Iterator[Finding]:
    """W: 2019-08-01 to 2024-08-15 is five years and fifteen days."""
    about = facts.submission.information
    start, end = about.contract_start, about.contract_end
    if start is None or end is None:
        return
    if end < start:
        yield finding("A101", about.sheet, about.at("contract_end"), start=day(start), end=day(end))
    elif not is_whole_years(start, end):
        years, rest = years_and_days(start, end)
        cell = about.at("contract_end")
        yield finding("A100", about.sheet, cell, start=day(start), end=day(end), years=years, days=rest)


def service_lies_in_the_contract(facts: Facts) -> Iterator[Finding]:
    about = facts.submission.information
    start, end = about.contract_start, about.contract_end
    if start is None or end is None or end < start:
        return
    for field, when in (("service_start", about.service_start), ("service_end", about.service_end)):
        if when is not None and not start <= when <= end:
            yield finding("A102", about.sheet, about.at(field), when=day(when), start=day(start), end=day(end))


def service_is_one_year(facts: Facts) -> Iterator[Finding]:
    """W: an agreement runs for a year; a day more or less is usually a slip."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    if start is None or end is None or end < start or end == later(start, 1) - timedelta(days=1):
        return
    cell = about.at("service_end")
    yield finding("A103", about.sheet, cell, start=day(start), end=day(end), days=(end - start).days + 1)


def year_fits_the_service(facts: Facts) -> Iterator[Finding]:
    """W: the label 2021 on a service year that runs from August 2022."""
    about = facts.submission.information
    start, end = about.service_start, about.service_end
    years = [int(year) for year in _YEAR.findall(about.year)]
    if not years or start is None or end is None or end < start:
        return
    if not any(start.year <= year <= end.year for year in years):
        yield finding("A104", about.sheet, about.at("year"), year=about.year, start=day(start), end=day(end))


CHECKS = (contract_is_whole_years, service_lies_in_the_contract, service_is_one_year, year_fits_the_service)


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

"""Facts about this year beside earlier ones, ready to print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.basis.states import MET
from workbook_tools.model import Evaluation, ScoredRow, YearOnYear, YearRow
from workbook_tools.report import formats
from workbook_tools.report.work_facts import Names, names_of

LONGEST_CHART = 15  # pairs of bars that can still be read on a page
LONGEST_TEXT = 30  # characters of a target or an actual; in full it stands in the table of all indicators
MOST_YEARS = 4  # earlier years that fit side by side
_FIGURES = ("number", "rate")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Trend:
    """How a figure went: up, down or neither, and by how much."""

    before: str
    now: str
    word: str  # 提高 · 下降 · 持平; "" while either is unknown
    by: str  # 3.20, 5.31; "" for nothing


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YearTotals:
    """One year in the table of all years."""

    name: str
    score: str
    grade: str
    rate: str
    budget: str
    spent: str
    met: str  # 18/20


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BesideFact:
    """One indicator that both years have."""

    name: str
    target_before: str
    target: str
    actual_before: str
    actual: str
    completion_before: str
    completion: str
    completion_change: str  # +2.94, in percentage points
    score_change: str
    tone: str  # of the completion's change
    rates: tuple[Decimal | None, Decimal | None]  # before and now, for the chart


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class History:
    """One indicator through all years: figures as 35万/50万, "—" for a year that lacks it."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YearsFacts:
    """`name` is the latest earlier year (2021年度), with which the rows are compared."""

    name: str
    score: Trend
    grade: str
    grade_before: str
    totals_differ: str  # 90分和100分; "" where both years are out of as many points
    schemes_differ: str  # 本年“…”，2021年度“…”
    rate: Trend
    rows: tuple[BesideFact, ...]
    raised: Names  # targets
    lowered: Names
    kept: int
    better: Names  # completion
    worse: Names
    even: int
    unmeasured: int  # without a completion in one of the years
    new: Names
    dropped: Names
    eased: Names  # met by an easier target
    totals: tuple[YearTotals, ...]  # the oldest first, this year last
    heads: tuple[str, ...]  # the years of the histories
    histories: tuple[History, ...]  # only with several earlier years
    charted: tuple[BesideFact, ...]
    chart_cut: bool
    chart_summary: str


def years_facts(evaluation: Evaluation, this_year: str) -> YearsFacts | None:
    """None without an earlier year. `this_year` is what the report calls its own year."""
    if not evaluation.years:
        return None
    latest = evaluation.years[0]
    name = latest.name
    both = [row for row in latest.rows if row.now is not None and row.before is not None]
    facts = tuple(map(_beside, both))
    charted = _charted(facts)
    rates = [row.completion_change for row in both]
    targets = [row.target_change for row in both]
    shown = evaluation.years[:MOST_YEARS]
    return YearsFacts(
        name=name,
        score=_trend(evaluation.score, latest.score, formats.score),
        grade=_grade(evaluation),
        grade_before=_grade(latest),
        totals_differ=_apart(formats.points(latest.total_points), formats.points(evaluation.total_points)),
        schemes_differ=_schemes(evaluation, latest),
        rate=_trend(evaluation.funds.execution_rate, latest.execution_rate, formats.percent, _points),
        rows=facts,
        raised=_named(both, targets, lambda change: change > 0),
        lowered=_named(both, targets, lambda change: change < 0),
        kept=sum(change == 0 for change in targets),
        better=_named(both, rates, lambda change: change > 0),
        worse=_named(both, rates, lambda change: change < 0),
        even=sum(change == 0 for change in rates),
        unmeasured=rates.count(None),
        new=names_of(_called(row.now) for row in latest.rows if row.now is not None and row.before is None),
        dropped=names_of(_called(row.before) for row in latest.rows if row.before is not None and row.now is None),
        eased=names_of(_called(row.now) for row in both if row.eased),
        totals=(*(_earlier_totals(year) for year in reversed(evaluation.years)), _own_totals(evaluation, this_year)),
        heads=(*(year.name for year in reversed(shown)), this_year),
        histories=_histories(evaluation.rows, shown) if len(shown) > 1 else (),
        charted=charted,
        chart_cut=len(charted) < sum(any(rate is not None for rate in fact.rates) for fact in facts),
        chart_summary=formats.joined(f"{fact.name}由{fact.completion_before}到{fact.completion}" for fact in charted),
    )


def _beside(row: YearRow) -> BesideFact:
    now, before, change = row.now, row.before, row.completion_change
    assert now is not None
    assert before is not None
    return BesideFact(
        name=_called(now),
        target_before=_said(before, "target"),
        target=_said(now, "target"),
        actual_before=_said(before, "actual"),
        actual=_said(now, "actual"),
        completion_before=formats.percent(before.completion),
        completion=formats.percent(now.completion),
        completion_change=_signed(None if change is None else change * 100),
        score_change=_signed(row.score_change),
        tone="unmet" if change is not None and change < 0 else "met" if change else "",
        rates=(before.completion, now.completion),
    )


def _histories(rows: Sequence[ScoredRow], years: Sequence[YearOnYear]) -> tuple[History, ...]:
    """The indicators that at least two earlier years have figures of, the oldest year first."""
    beside = [{id(row.now): row.before for row in year.rows if row.now is not None} for year in reversed(years)]
    found = []
    for now in rows:
        through = [each[id(now)] for each in beside]
        if sum(row is not None and row.actual.kind in _FIGURES for row in through) > 1:
            found.append(History(_called(now), tuple(_together(row) for row in (*through, now))))
    return tuple(found)


def _together(row: ScoredRow | None) -> str:
    return formats.UNKNOWN if row is None else f"{_said(row, 'actual')}/{_said(row, 'target')}"


def _trend(
    now: Decimal | None,
    before: Decimal | None,
    shown: Callable[[Decimal | None], str],
    apart: Callable[[Decimal], str] | None = None,
) -> Trend:
    if now is None or before is None:
        return Trend(shown(before), shown(now), "", "")
    word = "提高" if now > before else "下降" if now < before else "持平"
    size = abs(now - before)
    return Trend(shown(before), shown(now), word, (apart or formats.score)(size) if size else "")


def _apart(before: str, now: str) -> str:
    return "" if before == now else f"{before}分和{now}分"


def _schemes(evaluation: Evaluation, latest: YearOnYear) -> str:
    own = evaluation.scheme_title or evaluation.scheme_name
    return "" if own == latest.scheme_title else f"{latest.name}“{latest.scheme_title}”，本年“{own}”"


def _points(change: Decimal) -> str:
    return formats.apart(change, "", percent=True)


def _signed(change: Decimal | None) -> str:
    return formats.UNKNOWN if change is None else f"{'+' if change > 0 else ''}{formats.score(change)}"


def _named(rows: Sequence[YearRow], changes: Sequence[Decimal | None], wanted: Callable[[Decimal], bool]) -> Names:
    return names_of(
        _called(row.now) for row, change in zip(rows, changes, strict=True) if change is not None and wanted(change)
    )


def _charted(facts: Iterable[BesideFact]) -> tuple[BesideFact, ...]:
    """In the sheet's order: all that have a completion, or those whose completion changed most."""
    rated = [fact for fact in facts if any(rate is not None for rate in fact.rates)]
    if len(rated) <= LONGEST_CHART:
        return tuple(rated)
    sizes = [abs((fact.rates[1] or Decimal()) - (fact.rates[0] or Decimal())) for fact in rated]
    most = sorted(range(len(rated)), key=lambda place: -sizes[place])[:LONGEST_CHART]
    return tuple(rated[place] for place in sorted(most))


def _own_totals(evaluation: Evaluation, name: str) -> YearTotals:
    funds = evaluation.funds
    met = sum(row.state in MET for row in evaluation.rows)
    return _totals(evaluation, name, funds.execution_rate, funds.budget, funds.spent, met, len(evaluation.rows))


def _earlier_totals(year: YearOnYear) -> YearTotals:
    return _totals(year, year.name, year.execution_rate, year.budget, year.spent, year.met, year.count)


def _totals(
    year: Evaluation | YearOnYear,
    name: str,
    rate: Decimal | None,
    budget: Decimal | None,
    spent: Decimal | None,
    met: int,
    count: int,
) -> YearTotals:
    score = (
        formats.score(year.score) if year.score is not None else formats.score_range(year.score_low, year.score_high)
    )
    return YearTotals(
        name, score, _grade(year) or formats.UNKNOWN, formats.percent(rate), formats.amount(budget),
        formats.amount(spent), f"{met}/{count}",
    )  # fmt: skip


def _grade(year: Evaluation | YearOnYear) -> str:
    return year.grade or "～".join(dict.fromkeys(filter(None, (year.grade_low, year.grade_high))))


def _called(row: ScoredRow | None) -> str:
    return "" if row is None else formats.short(row.item or row.indicator.level3)


def _said(row: ScoredRow, side: str) -> str:
    quantity = row.target if side == "target" else row.actual
    return formats.short(formats.said(quantity, row.unit or row.indicator.unit), LONGEST_TEXT) or formats.UNKNOWN

"""What sentences, tables and the chart say of this year beside earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.unit_names import money_factor
from workbook_tools.model import Evaluation, ScoredRow
from workbook_tools.report import formats

if TYPE_CHECKING:
    from workbook_tools.model.rosters import YearLists
    from workbook_tools.model.years import YearOnYear, YearRow

LONGEST_CHART = 15  # pairs of bars that can still be read on a page
LONGEST_TEXT = 30  # characters of a target or an actual; in full it stands in the table of all indicators
MOST_YEARS = 4  # earlier years that fit side by side
_FIGURES = ("number", "rate")


def in_both(year: YearOnYear) -> list[YearRow]:
    """The rows that both years have."""
    return [row for row in year.rows if row.now is not None and row.before is not None]


def name_of_row(row: ScoredRow | None) -> str:
    return "" if row is None else formats.short(row.item or row.indicator.level3)


def briefly(row: ScoredRow, side: str) -> str:
    """The target or the actual of a row, as far as a narrow column can carry it."""
    quantity = row.target if side == "target" else row.actual
    return formats.short(formats.said(quantity, row.unit or row.indicator.unit), LONGEST_TEXT) or formats.UNKNOWN


def grade_or_range(year: Evaluation | YearOnYear) -> str:
    """良, or 中～优 while points are open."""
    return year.grade or "～".join(dict.fromkeys(filter(None, (year.grade_low, year.grade_high))))


def score_or_range(year: Evaluation | YearOnYear) -> str:
    return formats.score(year.score) if year.score is not None else formats.score_range(year.score_low, year.score_high)


def side_by_side(evaluation: Evaluation) -> Sequence[YearOnYear]:
    """The earlier years that fit into one table, the oldest first; none where there is only one."""
    shown = evaluation.years[:MOST_YEARS]
    return shown[::-1] if len(shown) > 1 else ()


def histories(evaluation: Evaluation) -> Sequence[tuple[str, Sequence[str]]]:
    """The indicators that at least two earlier years have figures of: name, then 35万/50万 for each year."""
    beside = [
        {id(row.now): row.before for row in year.rows if row.now is not None} for year in side_by_side(evaluation)
    ]
    found = []
    for now in evaluation.rows:
        through = [each[id(now)] for each in beside]
        if sum(row is not None and row.actual.kind in _FIGURES for row in through) > 1:
            found.append((name_of_row(now), [_together(row) for row in (*through, now)]))
    return found


def lists_through(evaluation: Evaluation) -> list[tuple[str, YearLists]]:
    """What the lists came to year by year, the oldest first; nothing unless two years have any."""
    earlier = [(year.name, year.lists) for year in evaluation.years[::-1] if year.lists is not None]
    if not earlier:
        return []
    from workbook_tools.evaluation.year_lists import year_lists

    own = year_lists(evaluation.rosters)
    return [*earlier, ("本年度", own)] if own is not None else []


def gifts_of_years(through: Iterable[tuple[str, YearLists]]) -> list[Decimal]:
    """万元, of the years that have a list of gifts."""
    return [each.resources for _, each in through if each.resources is not None]


def resources_promised(rows: Iterable[ScoredRow]) -> Decimal | None:
    """What the row that the list of gifts proves has promised, in 万元."""
    for row in rows:
        factor = money_factor(row.target.unit or row.unit)
        proved = row.proof is not None and row.proof.kind == "resources"
        if proved and factor is not None and row.target.number is not None:
            return row.target.number * factor / 10_000
    return None


def charted_beside(rows: Iterable[YearRow]) -> Sequence[YearRow]:
    """In the sheet's order: all that have a completion, or those whose completion changed most."""
    rated = [row for row in rows if is_rated(row)]
    if len(rated) <= LONGEST_CHART:
        return rated
    sizes = [abs((after or Decimal()) - (before or Decimal())) for before, after in map(rates, rated)]
    most = sorted(range(len(rated)), key=lambda number: -sizes[number])[:LONGEST_CHART]
    return [rated[number] for number in sorted(most)]


def is_rated(row: YearRow) -> bool:
    return any(rate is not None for rate in rates(row))


def rates(row: YearRow) -> tuple[Decimal | None, Decimal | None]:
    """The completion before and now."""
    return row.before.completion if row.before else None, row.now.completion if row.now else None


def points_apart(change: Decimal) -> str:
    """5个百分点."""
    return formats.apart(abs(change), "", percent=True)


def _together(row: ScoredRow | None) -> str:
    return formats.UNKNOWN if row is None else f"{briefly(row, 'actual')}/{briefly(row, 'target')}"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "in_both": in_both,
    "name_of_row": name_of_row,
    "briefly": briefly,
    "grade_or_range": grade_or_range,
    "score_or_range": score_or_range,
    "side_by_side": side_by_side,
    "histories": histories,
    "charted_beside": charted_beside,
    "lists_through": lists_through,
    "gifts_of_years": gifts_of_years,
    "resources_promised": resources_promised,
    "points_apart": points_apart,
}
TESTS: Mapping[str, Callable[..., bool]] = {"rated": is_rated}

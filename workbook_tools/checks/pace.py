"""进度监测: rows that fall behind, and entries of days that have not come yet. Hints only."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tools.basis.figures import as_short_rate
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.wording import day, listed
from workbook_tools.model import Finding, PaceRow


def rows_keep_pace(facts: Facts) -> Iterator[Finding]:
    """I: what is behind in mid-year. When the year is over the rows themselves say what was missed."""
    pace = facts.evaluation.pace
    if pace is None or not pace.at_risk or pace.days_elapsed == pace.days_total:
        return
    first = pace.at_risk[0].indicator
    yield finding(
        "L013", first.table.sheet, first.at("actual"), day=day(pace.as_of), elapsed=as_short_rate(pace.elapsed),
        count=len(pace.at_risk), names=listed(map(_named, pace.at_risk)),
    )  # fmt: skip


def entries_are_not_of_days_to_come(facts: Facts) -> Iterator[Finding]:
    """I: entries dated after the day, as far as they lie in the service year: others are told as such."""
    pace, ledger = facts.evaluation.pace, facts.submission.ledger
    if pace is None or ledger is None or not pace.later:
        return
    to_come = [
        row
        for row, when in zip(ledger.rows, ledger.dates, strict=True)
        if when is not None and pace.as_of < when <= pace.end
    ]
    if to_come:
        shown = "、".join(ledger.row_name(row) for row in to_come[:8]) + ("等" if len(to_come) > 8 else "")
        place = ledger.place("date", to_come[0])
        yield finding("L014", *place, count=len(to_come), day=day(pace.as_of), rows=shown)


def _named(row: PaceRow) -> str:
    name = row.item or row.indicator.name
    assert row.projected_completion is not None
    return f"{name}（{row.light}，推算年末{as_short_rate(row.projected_completion)}）"


CHECKS = (rows_keep_pace, entries_are_not_of_days_to_come)

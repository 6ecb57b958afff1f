"""Facts about the service ledger: its sums by service, month, worker and community, and the pace of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbook_tools.basis.states import PaceLight
from workbook_tools.evaluation.ledger import adding_up
from workbook_tools.evaluation.ledger_sums import counted_in, unit_of_ledger
from workbook_tools.model import Evaluation, LedgerGroup, LedgerStatistics, PaceResult, PaceRow
from workbook_tools.report import formats

MOST_GROUPS = 60  # of a table in the annex; 台账统计 in the workbook has more
_TONES = {
    PaceLight.ON_PACE: "met",
    PaceLight.SLOW: "open",
    PaceLight.BEHIND: "unmet",
    PaceLight.LIMIT_IN_SIGHT: "open",
    PaceLight.LIMIT_PASSED: "unmet",
}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LedgerGroupFact:
    name: str
    entries: str
    count: str
    persons: str
    direct: str
    indirect: str
    hours: str
    share: str  # of all hours; of all entries where the ledger has no hours
    months: str
    monthly: str  # hours per month with an entry


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LedgerTableFact:
    """Groups of one kind, and the total of the whole ledger below them."""

    groups: tuple[LedgerGroupFact, ...]
    total: LedgerGroupFact


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HoursFact:
    """A row of hours against its target."""

    name: str
    target: str
    counted: str
    rate: str
    apart: str
    below: bool
    declared: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LedgerFacts:
    entries: str
    persons: str  # "" where the ledger counts none
    direct_hours: str
    indirect_hours: str
    hours: str
    communities: int
    workers: int
    first_month: str
    last_month: str
    busiest: str
    services: tuple[LedgerGroupFact, ...]
    by_hours: bool  # shares are of hours
    by_worker: LedgerTableFact | None
    by_month: LedgerTableFact | None
    by_community: LedgerTableFact | None
    against_targets: tuple[HoursFact, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PaceRowFact:
    name: str
    target: str
    done: str
    completion: str
    projected: str
    projected_rate: str
    light: str
    tone: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PaceFacts:
    day: str
    elapsed: str
    days: str  # 183÷365
    from_ledger: bool
    rows: tuple[PaceRowFact, ...]  # with a light
    unmonitored: int
    counted: str  # 正常3项、滞后1项
    at_risk: tuple[PaceRowFact, ...]
    is_over: bool  # the year ends on the day: nothing is projected


def ledger_facts(evaluation: Evaluation) -> LedgerFacts | None:
    """None without a ledger, and for one without a single entry."""
    ledger = evaluation.ledger
    if ledger is None or not ledger.total.entries:
        return None
    total = ledger.total
    months = sorted(group.name for group in ledger.by_month if group.name[:4].isdigit())
    busiest = max(ledger.by_month, key=lambda group: (group.entries, group.name), default=None)
    return LedgerFacts(
        entries=formats.plain(total.entries),
        persons=formats.plain(total.persons) if total.persons else "",
        direct_hours=formats.plain(total.direct_hours),
        indirect_hours=formats.plain(total.indirect_hours),
        hours=formats.plain(_hours(total)) if _hours(total) else "",
        communities=sum(bool(group.name.strip()) for group in ledger.by_community),
        workers=sum(bool(group.name.strip()) for group in ledger.by_worker),
        first_month=_month(months[0]) if months else "",
        last_month=_month(months[-1]) if months else "",
        busiest=_month(busiest.name) if busiest and len(months) > 1 else "",
        services=tuple(_group(group, total) for group in ledger.by_service),
        by_hours=bool(_hours(total)),
        by_worker=_table(ledger, ledger.by_worker),
        by_month=_table(ledger, ledger.by_month),
        by_community=_table(ledger, ledger.by_community),
        against_targets=tuple(_against_targets(evaluation)),
    )


def pace_facts(pace: PaceResult | None) -> PaceFacts | None:
    """None where there is no pace, or nothing that is asked for."""
    if pace is None or not pace.is_shown or not any(row.light for row in pace.rows):
        return None
    lit = [(row, _pace_row(row)) for row in pace.rows if row.light]
    lights = [row.light for row, _ in lit]
    return PaceFacts(
        day=formats.day(pace.as_of),
        elapsed=formats.percent(pace.elapsed),
        days=f"{pace.days_elapsed}÷{pace.days_total}天",
        from_ledger=pace.basis == "台账",
        rows=tuple(fact for _, fact in lit),
        unmonitored=len(pace.rows) - len(lit),
        counted=formats.joined(f"{light}{lights.count(light)}项" for light in _TONES if light in lights),
        at_risk=tuple(fact for row, fact in lit if row.at_risk),
        is_over=pace.days_elapsed == pace.days_total,
    )


def _table(ledger: LedgerStatistics, groups: Sequence[LedgerGroup]) -> LedgerTableFact | None:
    if not groups:
        return None
    listed = adding_up(groups, ledger.total, MOST_GROUPS)
    return LedgerTableFact(tuple(_group(group, ledger.total) for group in listed), _group(ledger.total, ledger.total))


def _group(group: LedgerGroup, total: LedgerGroup) -> LedgerGroupFact:
    hours, every = _hours(group), _hours(total)
    share = hours / every if every else Decimal(group.entries) / total.entries
    return LedgerGroupFact(
        name=_month(group.name.strip()) or "未填写",
        entries=formats.plain(group.entries),
        count=formats.plain(group.count) if group.has_counts else formats.UNKNOWN,
        persons=formats.plain(group.persons),
        direct=formats.plain(group.direct_hours),
        indirect=formats.plain(group.indirect_hours),
        hours=formats.plain(hours),
        share=formats.percent(share),
        months=formats.plain(group.months) if group.months else formats.UNKNOWN,
        monthly=formats.score(hours / group.months) if group.months else formats.UNKNOWN,
    )


def _against_targets(evaluation: Evaluation) -> list[HoursFact]:
    facts = []
    for row in evaluation.rows:
        if not row.ledger_rule or row.ledger_value is None or row.target.number is None:
            continue
        value = counted_in(row.target.unit, row.ledger_value, unit_of_ledger(row))
        apart = value - row.target.number
        facts.append(
            HoursFact(
                name=formats.short(_row_name(row.indicator.level3, row.item)),
                target=formats.plain(row.target.number),
                counted=formats.plain(value),
                rate=formats.percent(value / row.target.number if row.target.number > 0 else None),
                apart=formats.plain(abs(apart)),
                below=apart < 0,
                declared=formats.UNKNOWN if row.from_ledger else formats.said(row.actual, row.unit) or formats.UNKNOWN,
            )
        )
    return facts


def _pace_row(row: PaceRow) -> PaceRowFact:
    return PaceRowFact(
        name=formats.short(_row_name(row.indicator.level3, row.item)),
        target=f"{'≤' if row.ceiling else ''}{formats.plain(row.target)}{row.unit}",
        done=formats.plain(row.done),
        completion=formats.percent(row.completion),
        projected=formats.score(row.projected),
        projected_rate=formats.percent(row.projected_completion),
        light=row.light,
        tone=_TONES[row.light],
    )


def _row_name(level3: str, item: str) -> str:
    return f"{level3}·{item}" if item and item != level3 else level3


def _hours(group: LedgerGroup) -> Decimal:
    return group.direct_hours + group.indirect_hours


def _month(name: str) -> str:
    """2022-08 → 2022年8月; any other name as it is."""
    year, _, month = name.partition("-")
    whole = len(year) == 4 and year.isdigit() and len(month) == 2 and month.isdigit()
    return f"{year}年{int(month)}月" if whole else name

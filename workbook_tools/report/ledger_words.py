"""What sentences and tables say of the service ledger and of the pace of the year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook_tools.evaluation.ledger import adding_up
from workbook_tools.evaluation.ledger_sums import counted_in, unit_of_ledger
from workbook_tools.model import LedgerGroup, PaceRow, ScoredRow
from workbook_tools.report import formats

if TYPE_CHECKING:
    from workbook_tools.model.rosters import ItemsResult

MOST_GROUPS = 60  # of a table in the annex; 台账统计 in the workbook has more

_LEAST_ABLE = ("兜底", "困境", "困难", "特困", "低保")
_KIND_UNITS = {"个案": "例", "小组": "个", "活动": "场"}


def month(name: str) -> str:
    """2022-08 → 2022年8月; any other name as it is."""
    year, _, number = name.partition("-")
    whole = len(year) == 4 and year.isdigit() and len(number) == 2 and number.isdigit()
    return f"{year}年{int(number)}月" if whole else name


def hours(group: LedgerGroup) -> Decimal:
    return group.direct_hours + group.indirect_hours


def named(groups: Iterable[LedgerGroup]) -> list[LedgerGroup]:
    """Without the group of the entries that name none."""
    return [group for group in groups if group.name.strip()]


def group_name(group: LedgerGroup) -> str:
    return month(group.name.strip()) or "未填写"


def group_count(group: LedgerGroup) -> str:
    return formats.count(group.count) if group.has_counts else formats.UNKNOWN


def share_of(group: LedgerGroup, every: LedgerGroup) -> Decimal:
    """Of all hours; of all entries where the ledger has no hours."""
    return hours(group) / hours(every) if hours(every) else Decimal(group.entries) / every.entries


def hours_a_month(group: LedgerGroup) -> Decimal | None:
    return hours(group) / group.months if group.months else None


def groups_to_print(groups: Sequence[LedgerGroup], every: LedgerGroup) -> Sequence[LedgerGroup]:
    """As many as a table of the report takes; the last one is the rest."""
    return adding_up(groups, every, MOST_GROUPS)


def months_with_a_name(groups: Iterable[LedgerGroup]) -> list[str]:
    """2022-08, 2022-09, … in their order."""
    return sorted(group.name for group in groups if group.name[:4].isdigit())


def busiest(groups: Iterable[LedgerGroup]) -> LedgerGroup | None:
    return max(groups, key=lambda group: (group.entries, group.name), default=None)


def hours_against_targets(rows: Iterable[ScoredRow]) -> list[tuple[ScoredRow, Decimal]]:
    """The rows of hours, each with the ledger's sum in the unit of its target."""
    return [
        (row, counted_in(row.target.unit, row.ledger_value, unit_of_ledger(row)))
        for row in rows
        if row.ledger_rule and row.ledger_value is not None and row.target.number is not None
    ]


class Reached(NamedTuple):
    """What a kind of service came to for a category of people served."""

    category: str
    kind: str
    amount: Decimal
    unit: str


def of_least_able(groups: Iterable[LedgerGroup]) -> list[Reached]:
    """The services for those whom the station has to reach first: 兜底对象, 困境群体, 特困人员, 低保对象."""
    found = []
    for group in groups:
        category, _, kind = group.name.rpartition("·")
        if any(word in category for word in _LEAST_ABLE):
            count = group.count if group.has_counts else Decimal(group.entries)
            found.append(Reached(category, kind, count, _KIND_UNITS.get(kind, "次")))
    return found


def last_periods(items: Sequence[ItemsResult] | None) -> list[ItemsResult]:
    """Of each assessor the last period; the earlier ones stand in 核查底稿."""
    return list({each.assessor.strip(): each for each in items or ()}.values())


def row_of_pace(row: PaceRow) -> str:
    level3 = row.indicator.level3
    return formats.short(f"{level3}·{row.item}" if row.item and row.item != level3 else level3)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "hours": hours,
    "named": named,
    "group_name": group_name,
    "group_count": group_count,
    "share_of": share_of,
    "hours_a_month": hours_a_month,
    "groups_to_print": groups_to_print,
    "months_with_a_name": months_with_a_name,
    "busiest": busiest,
    "hours_against_targets": hours_against_targets,
    "row_of_pace": row_of_pace,
    "of_least_able": of_least_able,
    "last_periods": last_periods,
}

"""What a row declares beside what the ledger says of it."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.evaluation.ledger_sums import counted_in, unit_of_ledger
from workbook_tools.model import ScoredRow


def declared_number(row: ScoredRow) -> Decimal | None:
    """What staff filled in; None where the ledger stood in for it, or where it is no number."""
    return row.actual.number if not row.from_ledger and row.actual.kind == "number" else None


def declared_less_ledger(row: ScoredRow) -> Decimal | None:
    """填报−台账, in the unit of the declared figure."""
    declared = declared_number(row)
    if declared is None or row.ledger_value is None:
        return None
    return declared - counted_in(row.actual.unit, row.ledger_value, unit_of_ledger(row), declared)


def ledger_in_target_unit(row: ScoredRow) -> Decimal | None:
    if row.ledger_value is None:
        return None
    return counted_in(row.target.unit, row.ledger_value, unit_of_ledger(row))


def ledger_over_target(row: ScoredRow) -> Decimal | None:
    """台账÷目标, as a fraction."""
    target = row.target.number
    value = ledger_in_target_unit(row)
    return value / target if value is not None and target is not None and target > 0 else None

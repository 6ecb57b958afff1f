"""The parts of `--json` on the service ledger: its sums, and the pace of the year that is measured by it."""

from __future__ import annotations

from typing import Any

from workbook_tools.evaluation.pace import ASSUMPTION
from workbook_tools.json_output.numbers import day, number
from workbook_tools.model import LedgerGroup, LedgerStatistics, PaceResult


def ledger_object(ledger: LedgerStatistics) -> dict[str, Any]:
    """The sums of all entries, and those of each month, worker, community and service."""
    parts = {"months": ledger.by_month, "workers": ledger.by_worker}
    parts |= {"communities": ledger.by_community, "services": ledger.by_service}
    if ledger.by_client:
        parts |= {"clients": ledger.by_client, "clients_by_service": ledger.by_client_and_service}
    more = {"areas": ledger.by_area, "points": ledger.by_point, "employments": ledger.by_employment}
    parts |= {name: groups for name, groups in more.items() if groups}
    asked = {"opened": ledger.opened, "asked": ledger.asked} if ledger.asked else None
    return {
        "total": group_object(ledger.total),
        **{name: [group_object(each) for each in part] for name, part in parts.items()},
        **({"cases": asked} if asked else {}),
    }


def pace_object(pace: PaceResult) -> dict[str, Any]:
    """Monitoring on a day: what was done up to it, and what the year would end with; shares are fractions."""
    figures = ("target", "done", "completion", "projected", "projected_completion")
    return {
        "as_of": day(pace.as_of),
        "basis": pace.basis,
        "days_elapsed": pace.days_elapsed,
        "days_total": pace.days_total,
        "elapsed": number(pace.elapsed),
        "assumption": ASSUMPTION,
        "rows": [
            {
                "sheet": row.indicator.table.sheet,
                "row": row.indicator.row,
                "name": row.item or row.indicator.name,
                "unit": row.unit or None,
                "ceiling": row.ceiling,
                **{name: number(getattr(row, name)) for name in figures},
                "light": row.light or None,
                "why": row.why,
            }
            for row in pace.rows
        ],
    }


def group_object(group: LedgerGroup) -> dict[str, Any]:
    """The sums of one month, worker, community or service."""
    fields = ("count", "persons", "direct_hours", "indirect_hours")
    return {"name": group.name, "entries": group.entries} | {name: number(getattr(group, name)) for name in fields}

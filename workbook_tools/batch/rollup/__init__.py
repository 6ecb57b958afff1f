"""The picture of the district: one Excel workbook, one web page, one Word summary."""

from __future__ import annotations

from collections.abc import Iterable

from workbook_tools.batch.places import Place
from workbook_tools.batch.records import Record


def roll_up(records: Iterable[Record], target: Place, *, anonymise: bool = False) -> tuple[str, ...]:
    """Write the roll-up of all records; gives the paths below the target."""
    return ()

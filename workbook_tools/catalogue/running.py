"""U, B, D: usage, batches, reports and their templates."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

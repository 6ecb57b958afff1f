"""X: Excel, its button and the add-in."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

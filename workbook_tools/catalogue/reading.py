"""S, Q, O: sheets, columns, cell texts, official forms — what reading a workbook raises."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

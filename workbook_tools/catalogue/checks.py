"""P, M, R, T, L, A: what a careful reviewer finds."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

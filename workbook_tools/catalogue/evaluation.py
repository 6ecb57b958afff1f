"""C and the notes of scoring — schemes, and what had to be assumed or left unjudged."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

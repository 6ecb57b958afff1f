"""F: files and packages — what stops a workbook from being opened or written."""

from __future__ import annotations

from workbook_tools.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}

"""What is to be written into the tables of staff."""

from __future__ import annotations

from collections import defaultdict

from workbook_tools.model import Table
from workbook_tools.model.fields import TableKind
from workbook_tools.ooxml import CellEdit


class Plan:
    """The edits of each sheet, and where each table's columns stand after the missing ones were added."""

    def __init__(self) -> None:
        self.edits: dict[str, dict[str, CellEdit]] = defaultdict(dict)
        self.emptied: dict[str, dict[str, CellEdit]] = defaultdict(dict)  # below the tables
        self.added: dict[str, set[int]] = defaultdict(set)  # new columns of each sheet
        self.tables: dict[TableKind, Table] = {}

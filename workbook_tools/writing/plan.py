"""What is to be written into the tables of staff."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from workbook_tools.model import Table
from workbook_tools.model.fields import TableKind
from workbook_tools.ooxml import CellEdit


@dataclass(slots=True)
class Plan:
    """The edits of each sheet, and where each table's columns stand after the missing ones were added."""

    edits: dict[str, dict[str, CellEdit]] = field(default_factory=lambda: defaultdict(dict))
    emptied: dict[str, dict[str, CellEdit]] = field(default_factory=lambda: defaultdict(dict))  # below the tables
    added: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # new columns of each sheet
    tables: dict[TableKind, Table] = field(default_factory=dict)

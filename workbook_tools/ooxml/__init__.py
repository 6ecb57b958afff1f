"""Lossless editing of Excel packages. Knows zip, parts, cells and styles; knows nothing of stations.

    book = Workbook.open(data)
    book.set_cells("绩效指标", {"K4": CellEdit(0.95)})
    data = book.save()

What is not edited stays as it is, byte for byte: untouched parts are copied in their packed form, and a sheet is edited
by splicing cells into its bytes. What cannot be done safely raises `PackageProblem` with a code.
"""

from __future__ import annotations

from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import (
    CellEdit,
    ConditionalFormat,
    DependentFormula,
    Formula,
    NewSheet,
    NewTable,
    PackageLimits,
    PlacedChart,
    SheetCell,
    SheetEntry,
    Style,
    Validation,
)
from workbook_tools.ooxml.regular_rows import IrregularRowsError
from workbook_tools.ooxml.scanned_sheet import ScannedCell, SheetScan
from workbook_tools.ooxml.verification import verify
from workbook_tools.ooxml.workbook import Workbook

__all__ = [
    "CellEdit",
    "ConditionalFormat",
    "DependentFormula",
    "Formula",
    "IrregularRowsError",
    "NewSheet",
    "NewTable",
    "PackageLimits",
    "PackageProblem",
    "PlacedChart",
    "ScannedCell",
    "SheetCell",
    "SheetEntry",
    "SheetScan",
    "Style",
    "Validation",
    "Workbook",
    "verify",
]

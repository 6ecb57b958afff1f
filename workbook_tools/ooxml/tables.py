"""Excel tables (list objects): their header and totals cells repeat what the table's own part says."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_tools.basis.cell_references import Area, cell_name, parse_area
from workbook_tools.ooxml import cell_xml
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import CellEdit, Formula
from workbook_tools.ooxml.sheet_scan import SheetScan


def tables_of(package: Package, sheet_part: str) -> dict[str, Area]:
    """The tables of a sheet by their names in formulas."""
    tables = {}
    for relationship in package.relationships(sheet_part):
        if relationship.kind == "table" and package.exists(relationship.target):
            attributes = package.tree(relationship.target).attributes
            try:
                area = parse_area(attributes.get("ref", ""))
            except ValueError:
                continue
            tables[attributes.get("displayName") or attributes.get("name", "")] = area
    return tables


def refuse_table_borders(
    package: Package, sheet_part: str, scan: SheetScan, edits: Mapping[tuple[int, int], CellEdit]
) -> None:
    """Excel repairs a workbook whose table header differs from the header cell: such an edit is refused."""
    for relationship in package.relationships(sheet_part):
        if relationship.kind != "table" or not package.exists(relationship.target):
            continue
        attributes = package.tree(relationship.target).attributes
        try:
            area = parse_area(attributes.get("ref", ""))
        except ValueError:
            continue
        rows = set()
        if attributes.get("headerRowCount", "1") != "0":
            rows.add(area.top)
        if attributes.get("totalsRowCount", "0") != "0":
            rows.add(area.bottom)
        for (row, column), edit in edits.items():
            if row in rows and area.left <= column <= area.right and not _same(scan, row, column, edit):
                raise PackageProblem("F118", cell=cell_name(row, column))


def _same(scan: SheetScan, row: int, column: int, edit: CellEdit) -> bool:
    cell = scan.at(row, column)
    return cell is not None and not isinstance(edit.value, Formula) and cell_xml.holds(cell, edit.value, False)

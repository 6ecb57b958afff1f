"""Excel tables (list objects): their header and totals cells repeat what the table's own part says."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from workbook_tools.basis.cell_references import Area, cell_name, parse_area
from workbook_tools.ooxml import cell_xml
from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.namespaces import MAIN, TYPE_TABLE
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import CellEdit, Formula, NewTable
from workbook_tools.ooxml.scanned_sheet import SheetScan
from workbook_tools.ooxml.workbook_part import WorkbookPart


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


class OwnTable(NamedTuple):
    """A table of a sheet of ours, ready to be put: its part and its content."""

    part: str
    xml: bytes


def own_table(package: Package, workbook: WorkbookPart, wanted: NewTable, old: Sequence[str]) -> OwnTable:
    """Under the part, number and name that it had (`old` are the parts of the sheet before): formulas of staff may use
    them. A new one takes a number and a name that no other table has, and no defined name either."""
    before = [name for name in old if package.content_type(name) == TYPE_TABLE]
    if before:
        attributes = package.tree(before[0]).attributes
        number, name = attributes.get("id", "1"), attributes.get("displayName") or wanted.name
        return OwnTable(before[0], _table_xml(wanted, number, name))
    parts = [name for name in package.names() if package.content_type(name) == TYPE_TABLE]
    others = [package.tree(name).attributes for name in parts]
    part = package.free_name(posixpath.join(posixpath.dirname(workbook.part), "tables"), "table", ".xml")
    number = str(1 + max((int(each["id"]) for each in others if each.get("id", "").isdecimal()), default=0))
    taken = {each.get(key, "").casefold() for each in others for key in ("name", "displayName")}
    taken |= {each.name.casefold() for each, _ in workbook.defined_names()}
    names = chain([wanted.name], (f"{wanted.name}_{place}" for place in count(2)))
    return OwnTable(part, _table_xml(wanted, number, next(name for name in names if name.casefold() not in taken)))


def _table_xml(table: NewTable, number: str, name: str) -> bytes:
    columns = "".join(
        f'<tableColumn id="{place}" name="{escape_attribute(head)}"/>' for place, head in enumerate(table.heads, 1)
    )
    shown = escape_attribute(name)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<table xmlns="{MAIN}" id="{escape_attribute(number)}" name="{shown}" displayName="{shown}" ref="{table.ref}" '
        f'totalsRowShown="0"><autoFilter ref="{table.ref}"/>'
        f'<tableColumns count="{len(table.heads)}">{columns}</tableColumns>'
        '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
    ).encode()


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

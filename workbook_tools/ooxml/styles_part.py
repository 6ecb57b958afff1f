"""The styles part of a package: found, read, and written when styles were added."""

from __future__ import annotations

import posixpath

from workbook_tools.ooxml.namespaces import TYPE_STYLES
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.styles import EMPTY, Styles


def read_styles(package: Package, workbook: str) -> Styles:
    """The styles of the workbook in part `workbook`. Raises PackageProblem when there should be some and are none."""
    part = package.related(workbook, "styles")
    if not part and any(r.kind == "styles" for r in package.relationships(workbook)):
        # cells would take the look of the styles that we add
        raise PackageProblem("F112", part="xl/styles.xml（单元格样式）")
    return Styles(package.xml(part) if part else EMPTY, part)


def write_styles(package: Package, workbook: str, styles: Styles) -> bool:
    """Write styles that were asked for, if any; a workbook without a styles part gets one."""
    splices = styles.splices()
    if not splices:
        return False
    part = package.related(workbook, "styles")
    if not part:
        folder = posixpath.dirname(workbook)
        part = posixpath.join(folder, "styles.xml")  # some readers know the part by this name only
        if package.find(part):
            part = package.free_name(folder, "styles", ".xml")
        package.put(part, EMPTY)
        package.set_content_type(part, TYPE_STYLES)
        package.relate(workbook, "styles", part)
    package.splice(part, splices)
    return True

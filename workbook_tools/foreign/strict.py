"""Workbooks saved as “strict Open XML”: the same parts under other names of namespaces, which are given the usual ones.

Nothing else differs that a sheet of staff has: days written as ISO 8601 are read in both. All parts come along.
"""

from __future__ import annotations

import io
import re
import zipfile

from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.foreign.sheets import Unreadable
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

_STRICT = b"http://purl.oclc.org/ooxml/"
# names that are not made from the strict one by the rule below (ISO/IEC 29500-1 and -4, annex A)
_NAMES = {
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/chart": b"drawingml/2006/chart",
    b"drawingml/chartDrawing": b"drawingml/2006/chartDrawing",
    b"drawingml/diagram": b"drawingml/2006/diagram",
    b"drawingml/lockedCanvas": b"drawingml/2006/lockedCanvas",
    b"drawingml/picture": b"drawingml/2006/picture",
    b"drawingml/spreadsheetDrawing": b"drawingml/2006/spreadsheetDrawing",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
    b"officeDocument/customXml": b"officeDocument/2006/customXml",
    b"officeDocument/bibliography": b"officeDocument/2006/bibliography",
    b"officeDocument/characteristics": b"officeDocument/2006/characteristics",
    b"schemaLibrary/main": b"schemaLibrary/2006/main",
}
_FOUND = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]{1,40}/[A-Za-z]{1,40})(?=[/\"'])")
_RENAMED = ((b"relationships/extendedProperties", b"relationships/extended-properties"),
            (b"relationships/customProperties", b"relationships/custom-properties"))  # fmt: skip
_CONFORMANCE = re.compile(rb"""\sconformance\s{0,4}=\s{0,4}["']strict["']""")


def usual(data: bytes) -> bytes:
    """The package with the usual names. Raises Unreadable."""
    try:
        archive = Archive(data, PackageLimits(total_bytes=500_000_000))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for entry in archive.entries:
                content = archive.read(entry.filename)
                if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                    content = _renamed(content)
                package.writestr(zip_entry(entry.filename), content)
    except (PackageProblem, ValueError) as problem:
        raise Unreadable from problem
    return out.getvalue()


def _renamed(content: bytes) -> bytes:
    if _STRICT not in content:
        return content
    content = _FOUND.sub(lambda match: _name(match[1]), content)
    for strict, own in _RENAMED:
        content = content.replace(strict, own)
    return _CONFORMANCE.sub(b"", content, count=1)


def _name(strict: bytes) -> bytes:
    return b"http://schemas.openxmlformats.org/" + _NAMES.get(strict, strict)

"""A part of ours that travels with the workbook: custom XML, which Excel keeps as it is and shows to nobody."""

from __future__ import annotations

import hashlib
import posixpath

from workbook_tools.ooxml.namespaces import RELATION
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem

_FOLDER = "customXml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPE_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_LARGEST = 16 << 20  # bytes; what is larger is not ours


def find(package: Package, workbook: str, namespace: str) -> str:
    """The custom XML part whose root is of a namespace, or ""."""
    for relationship in package.relationships(workbook):
        part = relationship.target
        if relationship.kind == "customXml" and package.exists(part) and package.size(part) <= _LARGEST:
            try:
                tree = package.tree(part)
            except PackageProblem:
                continue  # somebody else's, and damaged
            if tree.tag.rpartition(" ")[0] == namespace:
                return part
    return ""


def put(package: Package, workbook: str, namespace: str, identifier: str, content: bytes) -> str:
    """Add the part, or replace it; gives its name. `identifier` is a GUID in braces, the same in every workbook."""
    part = find(package, workbook, namespace)
    if part:
        package.put(part, content)
        return part
    part = package.free_name(_FOLDER, "item", ".xml")
    package.put(part, content)
    package.set_content_type(part, "application/xml")
    package.relate(workbook, "customXml", part)
    properties = package.free_name(_FOLDER, "itemProps", ".xml")
    package.put(properties, _properties(namespace, identifier))
    package.set_content_type(properties, _TYPE_PROPERTIES)
    target = posixpath.basename(properties)
    package.put_relationships(part, [f'Id="rId1" Type="{RELATION}/customXmlProps" Target="{target}"'])
    return part


def checksum(package: Package, without: str) -> str:
    """What all other parts come to: names, sizes and checksums, whatever their order."""
    parts = sorted((name, *package.checksum(name)) for name in package.names() if name != without)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _properties(namespace: str, identifier: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{identifier}" xmlns:ds="{_PROPERTIES}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()

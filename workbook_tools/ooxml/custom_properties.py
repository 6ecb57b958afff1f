"""Document properties that are not Office's own: read and set, everything else of their part stays."""

from __future__ import annotations

from workbook_tools.ooxml.encoding import escape_attribute, escape_text
from workbook_tools.ooxml.located import Node, Splice, append_child, raw_name
from workbook_tools.ooxml.package import Package

KIND = "custom-properties"
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2  # 0 and 1 are reserved


def read(package: Package) -> dict[str, str]:
    """Every property, as a text."""
    part = package.related("", KIND)
    if not part or not package.exists(part):
        return {}
    return {_name(each): "".join(value.text for value in each.children) for each in package.tree(part).children}


def put(package: Package, name: str, value: str) -> None:
    """Set a property, as a text."""
    part = package.related("", KIND)
    if not part or not package.exists(part):
        _begin(package, name, value)
        return
    tree, content = package.tree(part), package.xml(part)
    known = next((each for each in tree.children if _name(each) == name), None)
    if known is None:
        numbers = [int(each.attributes["pid"]) for each in tree.children if each.attributes.get("pid", "").isdecimal()]
        prefix = raw_name(content, tree.start).removesuffix("Properties")
        new = _property(prefix, name, value, max([*numbers, _FIRST_NUMBER - 1]) + 1)
        package.splice(part, append_child(tree, content, new.encode()))
    elif known.children:
        old = known.children[0]
        package.splice(part, [Splice(old.start, old.end, _text(value).encode())])


def _begin(package: Package, name: str, value: str) -> None:
    part = package.free_name("docProps", "custom", ".xml") if package.find(_PART) else _PART
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    inside = _property("", name, value, _FIRST_NUMBER)
    package.put(part, f'{head}<Properties xmlns="{_NAMESPACE}">{inside}</Properties>'.encode())
    package.set_content_type(part, _TYPE)
    package.relate("", KIND, part)


def _name(node: Node) -> str:
    return node.attributes.get("name", "")


def _property(prefix: str, name: str, value: str, number: int) -> str:
    attributes = f'fmtid="{_FORMAT}" pid="{number}" name="{escape_attribute(name)}"'
    return f"<{prefix}property {attributes}>{_text(value)}</{prefix}property>"


def _text(value: str) -> str:
    return f'<vt:lpwstr xmlns:vt="{_VALUES}">{escape_text(value)}</vt:lpwstr>'

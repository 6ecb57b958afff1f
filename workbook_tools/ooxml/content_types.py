"""What [Content_Types].xml says of the kinds of parts, and the changes that make it say something else."""

from __future__ import annotations

from urllib.parse import unquote

from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.located import Node, Splice
from workbook_tools.ooxml.namespaces import CONTENT_TYPES


def stated(types: Node) -> tuple[dict[str, str], dict[str, str]]:
    """By folded part name, the first that is stated; by folded file extension, the last."""
    parts: dict[str, str] = {}
    extensions: dict[str, str] = {}
    for node in types.children:
        content_type = node.attributes.get("ContentType", "")
        if node.local == "Override":
            parts.setdefault(_part(node), content_type)
        else:
            extensions[node.attributes.get("Extension", "").casefold()] = content_type
    return parts, extensions


def override(part: str, content_type: str) -> str:
    """The attributes of an element that gives a part a type of its own."""
    return f'PartName="/{escape_attribute(part)}" ContentType="{content_type}"'


def note(parts: dict[str, str], part: str, content_type: str) -> bool:
    """Put down among the stated `parts` what `override` adds; False where the part has to be read for what it says."""
    if escape_attribute(part) != part:
        return False
    parts.setdefault(_folded(part), content_type)
    return True


def removed(types: Node, part: str) -> list[Splice]:
    """Changes that take away every type that a part has of its own."""
    return [
        Splice(node.start, node.end, b"")
        for node in types.children
        if node.tag == f"{CONTENT_TYPES} Override" and _part(node) == part.casefold()
    ]


def _part(node: Node) -> str:
    return _folded(node.attributes.get("PartName", ""))


def _folded(name: str) -> str:
    return unquote(name).lstrip("/").casefold()

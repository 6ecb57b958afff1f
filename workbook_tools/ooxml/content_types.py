"""What [Content_Types].xml says of the kinds of parts, and the changes that make it say something else."""

from __future__ import annotations

from urllib.parse import unquote

from workbook_tools.ooxml import located
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


def added(types: Node, content: bytes, part: str, content_type: str) -> list[Splice]:
    """Changes that give a part a type of its own; `content` is what `types` was read from."""
    prefix = located.raw_name(content, types.start).removesuffix("Types")
    element = f'<{prefix}Override PartName="/{escape_attribute(part)}" ContentType="{content_type}"/>'
    return located.append_child(types, content, element.encode())


def removed(types: Node, part: str) -> list[Splice]:
    """Changes that take away every type that a part has of its own."""
    return [
        Splice(node.start, node.end, b"")
        for node in types.children
        if node.tag == f"{CONTENT_TYPES} Override" and _part(node) == part.casefold()
    ]


def _part(override: Node) -> str:
    return unquote(override.attributes.get("PartName", "")).lstrip("/").casefold()

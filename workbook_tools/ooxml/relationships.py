"""What a relationship says, and where the part that holds it lies."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from workbook_tools.ooxml.namespaces import PACKAGE_RELATIONS


class Relationship(NamedTuple):
    """`target` is a part name, as it stands in the archive; "" when it is external or points nowhere."""

    id: str
    kind: str  # the last word of its type: worksheet, styles, drawing …
    type: str
    target: str
    raw_target: str
    external: bool


def relationships_part(part: str) -> str:
    """Where the relationships of a part lie; "" stands for the package itself."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolve(part: str, target: str) -> str:
    """A relationship's target as a part name. It cannot lead out of the package."""
    target = target.split("#", 1)[0]
    absolute = target if target.startswith("/") else "/" + posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(absolute).lstrip("/")


def new_relationships(elements: Sequence[str]) -> bytes:
    """A relationships part from the attributes of its relationships."""
    inside = "".join(f"<Relationship {element}/>" for element in elements)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{PACKAGE_RELATIONS}">{inside}</Relationships>'.encode()

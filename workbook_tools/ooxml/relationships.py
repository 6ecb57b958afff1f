"""What a relationship says, and where the part that holds it lies."""

import posixpath
from collections.abc import Sequence
from functools import lru_cache
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


_REMEMBERED = 200  # characters; workbooks call their parts alike, and hostile names are not kept


def relationships_part(part: str) -> str:
    """Where the relationships of a part lie; "" stands for the package itself."""
    return _relationships_part(part) if len(part) <= _REMEMBERED else _relationships_part.__wrapped__(part)


@lru_cache(maxsize=2048)
def _relationships_part(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolve(part: str, target: str) -> str:
    """A relationship's target as a part name. It cannot lead out of the package."""
    short = len(part) + len(target) <= _REMEMBERED
    return _resolve(part, target) if short else _resolve.__wrapped__(part, target)


@lru_cache(maxsize=2048)
def _resolve(part: str, target: str) -> str:
    target = target.split("#", 1)[0].replace("\\", "/")
    absolute = target if target.startswith("/") else "/" + posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(absolute).lstrip("/")


def new_relationships(elements: Sequence[str]) -> bytes:
    """A relationships part from the attributes of its relationships."""
    inside = "".join(f"<Relationship {element}/>" for element in elements)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{PACKAGE_RELATIONS}">{inside}</Relationships>'.encode()

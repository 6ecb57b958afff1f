"""What a part of a package points at, for packages that are no workbooks of ours."""

from __future__ import annotations

import posixpath

from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.located import feed, new_parser

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def main_part(archive: Archive) -> str:
    """The part that the package is about. Raises StopIteration where none is named."""
    return next(target for kind, target in relations(archive, "").values() if kind.endswith("/officeDocument"))


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Identifier → kind and target of what a part ("" for the package) points at inside. Raises PackageProblem."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{_RELATIONS} Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = attributes.get("Type", ""), whole

    if path in archive.by_name:
        parser = new_parser(path)
        parser.StartElementHandler = start
        feed(parser, archive.chunks(path), path)
    return found

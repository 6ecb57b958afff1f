"""The package around a Word document: content types, relationships, properties, and the digest of it all."""

from __future__ import annotations

import hashlib
import itertools
import posixpath
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import NewEntry, deflated
from workbook_tools.ooxml.located import append_child, apply, parse
from workbook_tools.ooxml.problem import PackageProblem

CONTENT_TYPES, PACKAGE_RELATIONS, CUSTOM, CORE = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/custom.xml",
    "docProps/core.xml",
)
DIGEST_PROPERTY = "workbook_tools_digest"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{_PACKAGE}/relationships"
_PROPERTIES = f"{_OFFICE}/custom-properties"
_DOCUMENTS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_RELATION = f"{_OFFICE}/relationships/chart"
PACKAGE_RELATION = f"{_OFFICE}/relationships/package"
CORE_RELATION = f"{_RELATIONS}/metadata/core-properties"
CUSTOM_RELATION = f"{_OFFICE}/relationships/custom-properties"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FASTER = 3  # deflate level: half the time of the default for a few percent more bytes


def deflate(content: str | bytes) -> NewEntry:
    data = content.encode() if isinstance(content, str) else content
    return NewEntry(deflated(data, _FASTER), len(data), zlib.crc32(data))


# Lists of parts and relationships say the same in nearly every report: packed once.
deflate_list = lru_cache(maxsize=64)(deflate)


# ---------------------------------------------------------------- content types and relationships


class Rows(NamedTuple):
    """A part that is a list of rows, cut at the place where further rows go."""

    before: bytes
    after: bytes
    prefix: str
    attributes: tuple[Mapping[str, str], ...]  # of the rows that are there

    @classmethod
    def read(cls, source: bytes, part: str) -> Rows:
        root = parse(source, part)
        if root.self_closed:
            source = apply(source, append_child(root, source, b"\n"))
            root = parse(source, part)
        rows = tuple(node.attributes for node in root.children)
        return cls(source[: root.close_start], source[root.close_start :], root.prefix, rows)

    def with_rows(self, rows: Iterable[str]) -> bytes:
        return self.before + "".join(f"<{self.prefix}{row}/>" for row in rows).encode() + self.after


class ContentTypes(NamedTuple):
    """[Content_Types].xml."""

    rows: Rows

    @classmethod
    def read(cls, archive: Archive) -> ContentTypes:
        """Raises PackageProblem for what is no package."""
        if CONTENT_TYPES not in archive.by_name:
            raise PackageProblem("F108")
        return cls(Rows.read(archive.read(CONTENT_TYPES), CONTENT_TYPES))

    def of_parts(self) -> dict[str, str]:
        """Part name → content type, for the parts that have one of their own."""
        rows = (row for row in self.rows.attributes if "PartName" in row)
        return {row["PartName"].lstrip("/"): row.get("ContentType", "") for row in rows}

    def with_types(self, parts: Iterable[tuple[str, str]], extensions: Iterable[tuple[str, str]]) -> bytes:
        """The part with further types; those that stand there already are left alone."""
        named = {row.get("PartName", "") for row in self.rows.attributes}
        known = {row.get("Extension", "").lower() for row in self.rows.attributes}
        rows = [f'Default Extension="{name}" ContentType="{kind}"' for name, kind in extensions if name not in known]
        rows += [f'Override PartName="/{name}" ContentType="{kind}"' for name, kind in parts if f"/{name}" not in named]
        return self.rows.with_rows(rows)


def main_part(root: Relations, archive: Archive, types: Mapping[str, str]) -> str:
    """The name of the document part. Raises PackageProblem for a package of another kind."""
    name = root.target("officeDocument") or ""
    if name not in archive.by_name or types.get(name) not in _DOCUMENTS:
        raise PackageProblem("F108")
    return name


def relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Relations(NamedTuple):
    """A relationships part, read once, to which rows can be added."""

    part: str
    rows: Rows
    targets: tuple[tuple[str, str], ...]  # last word of the type, full name of the target

    @classmethod
    def read(cls, archive: Archive, part: str) -> Relations:
        empty = f'{_HEAD}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
        rows = Rows.read(archive.read(part) if part in archive.by_name else empty, part)
        folder = "/" + posixpath.dirname(posixpath.dirname(part))
        targets = tuple(
            (
                row.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, row.get("Target", "")))[1:],
            )
            for row in rows.attributes
            if row.get("TargetMode") != "External"
        )
        return cls(part, rows, targets)

    def target(self, kind: str) -> str | None:
        return next((target for found, target in self.targets if found == kind), None)

    def free_ids(self, count: int) -> list[str]:
        taken = {row.get("Id", "") for row in self.rows.attributes}
        candidates = (f"rIdReport{number}" for number in itertools.count(1))
        return list(itertools.islice((name for name in candidates if name not in taken), count))

    def with_rows(self, rows: Iterable[tuple[str, str, str]]) -> bytes:
        """The part with further rows: id, type, target as written."""
        return self.rows.with_rows(
            f'Relationship Id="{identity}" Type="{kind}" Target="{target}"' for identity, kind, target in rows
        )


# ---------------------------------------------------------------- properties


def core_properties(title: str, creator: str, subject: str, made_on: str) -> str:
    """docProps/core.xml. The texts are escaped already; the day (2023-07-31) is that of the form, never today's."""
    day = f'<dcterms:created xsi:type="dcterms:W3CDTF">{made_on}T00:00:00Z</dcterms:created>' if made_on else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{creator}</dc:creator>{day}"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def custom_properties(existing: bytes | None, digest: str) -> bytes:
    """docProps/custom.xml with our digest in it, beside the properties that a template has."""
    source = existing or (
        f'{_HEAD}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_OFFICE}/docPropsVTypes"></Properties>'.encode()
    )
    root = parse(source, CUSTOM)
    numbers = [int(pid) for node in root.children if (pid := node.attributes.get("pid", "")).isdigit()]
    value = f'<vt:lpwstr xmlns:vt="{_OFFICE}/docPropsVTypes">{digest}</vt:lpwstr>'
    row = (
        f'<{root.prefix}property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{max(numbers, default=1) + 1}"'
        f' name="{DIGEST_PROPERTY}">{value}</{root.prefix}property>'
    )
    return apply(source, append_child(root, source, row.encode()))


def stated_digest(custom: bytes) -> str:
    """The digest that custom properties state, the last one if there are several; "" for none."""
    found = [
        "".join(child.text for child in node.children)
        for node in parse(custom, CUSTOM).children
        if node.attributes.get("name") == DIGEST_PROPERTY
    ]
    return found[-1].strip() if found else ""


def digest_of(entries: Iterable[tuple[str, int, int]]) -> str:
    """What a package holds, by the name, size and checksum of every part but the custom properties."""
    listed = sorted(entry for entry in entries if entry[0] != CUSTOM)
    return hashlib.sha256(repr(listed).encode()).hexdigest()

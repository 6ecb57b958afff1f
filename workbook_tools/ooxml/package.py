"""Parts, their relationships and content types."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml import content_types
from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.located import Splice
from workbook_tools.ooxml.namespaces import PACKAGE_RELATIONS, RELATION, TYPE_RELATIONSHIPS
from workbook_tools.ooxml.parts import Parts
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits
from workbook_tools.ooxml.relationships import Relationship, new_relationships, relationships_part, resolve

TYPES_PART = "[Content_Types].xml"
_RELATION_ID = lazy_pattern(r"rId(\d+)")
_RELATIONSHIP = f"{PACKAGE_RELATIONS} Relationship"


class Package(Parts):
    """A package: its parts, what each points at, and of what type each is."""

    def __init__(self, data: bytes, limits: PackageLimits, known: Package | None = None) -> None:
        super().__init__(data, limits, known)
        self._lost: frozenset[str] | None = None
        self._relationships: dict[str, tuple[Relationship, ...]] = {}  # by part, until it is related or a part goes
        self._waiting: dict[str, set[str]] = {}  # folded name of a target that may come → the parts that point at it
        self._types: tuple[dict[str, str], dict[str, str]] | None = None  # of parts, of file extensions
        if not self.exists(TYPES_PART):
            raise PackageProblem("F108", part=TYPES_PART)

    def original(self) -> Package:
        """The package as it was opened."""
        return Package(self._data, self._limits)

    # ------------------------------------------------------------ parts

    def put(self, name: str, content: bytes) -> None:
        came = not self.exists(name)
        super().put(name, content)
        if came:
            self._resolve_waiting(name)

    def drop(self, name: str) -> None:
        super().drop(name)
        self._relationships.clear()
        self._waiting.clear()

    def free_name(self, folder: str, stem: str, suffix: str, taken: frozenset[str] = frozenset()) -> str:
        """The first of stem1.suffix, stem2.suffix … that no part has."""
        if self._lost is None:
            self._lost = self._lost_parts()
        number = 1
        while self.find(name := posixpath.join(folder, f"{stem}{number}{suffix}")) or name in taken | self._lost:
            number += 1
        return name

    def _lost_parts(self) -> frozenset[str]:
        """Names that relationships point at though no part has them. A new part must not be taken for what is lost."""
        return frozenset(
            relationship.target
            for source in ["", *self.names()]
            for relationship in self.relationships(source)
            if relationship.target and not self.exists(relationship.target)
        )

    # ------------------------------------------------------------ relationships

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part points at; "" stands for the package itself."""
        known = self._relationships.get(part)
        if known is None:
            name = self.find(relationships_part(part))
            known = self._relationships[part] = tuple(
                self._relationship(part, node.attributes)
                for node in (self.tree(name).children if name else ())
                if node.tag == _RELATIONSHIP
            )
        return known

    def related(self, part: str, kind: str) -> str:
        """The first existing part of a kind that a part points at, or ""."""
        return next((r.target for r in self.relationships(part) if r.kind == kind and self.exists(r.target)), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship to another part; gives its new id."""
        name = self.find(relationships_part(part))
        known = self.relationships(part)
        numbers = [int(m[1]) for r in known if (m := _RELATION_ID.fullmatch(r.id))]
        taken = {r.id for r in known}
        number = max(numbers, default=0) + 1
        while f"rId{number}" in taken:
            number += 1
        path = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
        escaped, related = escape_attribute(path), f"{RELATION}/{kind}"
        attributes = f'Id="rId{number}" Type="{related}" Target="{escaped}"'
        if not name:
            self.put_relationships(part, [attributes])
        elif self.put_last(name, "Relationship", attributes) == PACKAGE_RELATIONS and escaped == path:
            new = self._relationship(part, {"Id": f"rId{number}", "Type": related, "Target": path})
            self._relationships[part] = (*known, new)
        return f"rId{number}"

    def put_relationships(self, part: str, elements: Sequence[str]) -> None:
        """Give a part new relationships, in place of all it had. A damaged package may lack the type of such parts."""
        name = relationships_part(part)
        self.put(name, new_relationships(elements))
        if not self.content_type(name):
            self.set_content_type(name, TYPE_RELATIONSHIPS)

    def unrelate(self, part: str, identifier: str) -> None:
        name = self.find(relationships_part(part))
        if name:
            self.splice(
                name,
                [Splice(n.start, n.end, b"") for n in self.tree(name).children if n.attributes.get("Id") == identifier],
            )

    def _relationship(self, part: str, attributes: dict[str, str]) -> Relationship:
        kind, raw = attributes.get("Type", ""), attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        target = "" if external else self._resolve(part, raw)
        if not external and not ((path := resolve(part, raw)) == target and self.exists(target)):
            for name in (path, unquote(path)):
                self._waiting.setdefault(name.casefold(), set()).add(part)
        return Relationship(attributes.get("Id", ""), kind.rpartition("/")[2], kind, target, raw, external)

    def _resolve(self, part: str, target: str) -> str:
        path = resolve(part, target)
        return self.find(path) or self.find(unquote(path)) or path

    def _resolve_waiting(self, name: str) -> None:
        """A part came: relationships that led nowhere, or to a part that is only called alike, may lead to it."""
        for part in self._waiting.pop(name.casefold(), set()) & self._relationships.keys():
            self._relationships[part] = tuple(
                self._relationship(part, {"Id": r.id, "Type": r.type, "Target": r.raw_target}) if not r.external else r
                for r in self._relationships[part]
            )

    # ------------------------------------------------------------ content types

    def content_type(self, part: str) -> str:
        """The content type of a part, or ""."""
        if self._types is None:
            self._types = content_types.stated(self.tree(TYPES_PART))
        parts, extensions = self._types
        of_part = parts.get(part.casefold())
        return extensions.get(part.rpartition(".")[2].casefold(), "") if of_part is None else of_part

    def set_content_type(self, part: str, content_type: str) -> None:
        if self.content_type(part) == content_type:
            return
        self.forget_content_type(part)
        types = self._types
        self.put_last(TYPES_PART, "Override", content_types.override(part, content_type))
        if types is not None and content_types.note(types[0], part, content_type):
            self._types = types

    def forget_content_type(self, part: str) -> None:
        if self._types is None or part.casefold() in self._types[0]:
            self.splice(TYPES_PART, content_types.removed(self.tree(TYPES_PART), part))

    # ------------------------------------------------------------ inside

    def _forget(self, name: str) -> None:
        super()._forget(name)
        folded = name.casefold()
        if folded.endswith(".rels"):
            for part in [part for part in self._relationships if relationships_part(part).casefold() == folded]:
                del self._relationships[part]
        if name == TYPES_PART:
            self._types = None

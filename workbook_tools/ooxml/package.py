"""Parts, their relationships and content types. An edit replaces, adds or drops whole parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from workbook_tools.ooxml import content_types, located
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import NewEntry, WaitingEntry, pack_pieces, write
from workbook_tools.ooxml.encoding import Encoding, escape_attribute, is_utf8, to_utf8
from workbook_tools.ooxml.located import Node, Splice
from workbook_tools.ooxml.namespaces import PACKAGE_RELATIONS, RELATION, TYPE_RELATIONSHIPS
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import Limits
from workbook_tools.ooxml.relationships import Relationship, new_relationships, relationships_part, resolve

TYPES_PART = "[Content_Types].xml"
KEPT_INFLATED = 32 << 20  # bytes; a changed part above this is kept packed only
MOST_ELEMENTS = 500_000  # of all parts that stand as trees at one time
_RELATION_ID = re.compile(r"rId(\d+)")
_RELATIONSHIP = f"{PACKAGE_RELATIONS} Relationship"


class Package:
    """A package whose parts can be read, replaced, added and dropped; `save` gives its bytes."""

    def __init__(self, data: bytes, limits: Limits, known: Package | None = None) -> None:
        """`known` is a package that these bytes were made from: what it holds already is not looked through again."""
        self._archive: Archive = Archive(data, limits, known._archive if known is not None else None)
        self._data = data
        self._limits = limits
        self._new: dict[str, NewEntry | WaitingEntry] = {}
        self._dropped: set[str] = set()
        self._content: dict[str, bytes] = {}  # inflated, as UTF-8
        self._encodings: dict[str, Encoding] = {}
        self._trees: dict[str, Node] = {}
        self._elements = 0  # of all trees together
        self._lost: frozenset[str] | None = None
        self._relationships: dict[
            str, tuple[Relationship, ...]
        ] = {}  # by part, until a part comes, goes, or is related
        self._types: tuple[dict[str, str], dict[str, str]] | None = None  # of parts, of file extensions
        self._by_folded = {name.casefold(): name for name in self._archive.by_name}
        if not self.exists(TYPES_PART):
            raise PackageProblem("F108", part=TYPES_PART)

    # ------------------------------------------------------------ parts

    def names(self) -> Iterator[str]:
        for name in self._archive.by_name:
            if name not in self._dropped and not name.endswith("/"):
                yield name
        for name in self._new:
            if name not in self._archive.by_name:
                yield name

    @property
    def changed(self) -> frozenset[str]:
        """Parts that were replaced or added."""
        return frozenset(self._new)

    @property
    def dropped(self) -> frozenset[str]:
        return frozenset(self._dropped)

    def exists(self, name: str) -> bool:
        return bool(name) and (name in self._new or (name in self._archive.by_name and name not in self._dropped))

    def size(self, name: str) -> int:
        """Inflated bytes of a part."""
        new = self._new.get(name)
        return new.size if new else self._archive.by_name[name].file_size

    def read(self, name: str) -> bytes:
        """A part as it stands in the archive."""
        encoding = self._encodings.get(name)
        content = self._content.get(name)
        if content is not None:
            return encoding.encode(content) if encoding else content
        return self._inflate(name)

    def xml(self, name: str) -> bytes:
        """An XML part as UTF-8, whatever it is written in."""
        content = self._content.get(name)
        if content is None:
            if not self.exists(name):
                raise PackageProblem("F112", part=name)
            content, encoding = to_utf8(self._inflate(name), name)
            if encoding:
                self._encodings[name] = encoding
            if len(content) <= KEPT_INFLATED:
                self._content[name] = content
        return content

    def plain_xml(self, name: str) -> bytes | None:
        """An XML part that is written in UTF-8 and small enough to be kept; None for any other."""
        if name not in self._new and self.size(name) > KEPT_INFLATED:
            return None
        content = self.xml(name)
        return None if name in self._encodings else content

    def stream(self, name: str) -> Iterator[bytes]:
        """An XML part as UTF-8 in pieces; a large one never stands in memory as a whole (unless it is not UTF-8)."""
        if name in self._content or name in self._new or self.size(name) <= KEPT_INFLATED:
            yield self.xml(name)
            return
        chunks = self._archive.chunks(name)
        first = next(chunks, b"")
        if not is_utf8(first):
            yield self.xml(name)
            return
        yield first
        yield from chunks

    def tree(self, name: str) -> Node:
        """The tree of a small XML part. It stands until the part is replaced."""
        tree = self._trees.get(name)
        if tree is None:
            most = min(located.MOST_ELEMENTS, MOST_ELEMENTS - self._elements)
            tree = self._trees[name] = located.parse(self.xml(name), name, most)
            self._elements += tree.elements
        return tree

    def put(self, name: str, content: bytes) -> None:
        """Replace or add a part. XML parts are given as UTF-8. A part that is what it was counts as untouched."""
        self._forget(name)
        encoding = self._encodings.get(name)
        stored = encoding.encode(content) if encoding else content
        self._dropped.discard(name)
        if name in self._archive.by_name:
            entry = self._archive.by_name[name]
            if entry.file_size == len(stored) and self._archive.read(name) == stored:
                self._new.pop(name, None)
                self._content[name] = content
                return
        self._new[name] = WaitingEntry(stored)
        self._by_folded[name.casefold()] = name
        self._content[name] = content

    def splice(self, name: str, splices: Sequence[Splice], content: bytes | None = None) -> None:
        """Change an XML part in the given places only. `content` is the part, where the caller holds it already."""
        if not splices:
            return
        if content is None:
            content = self.xml(name)
        if len(content) <= KEPT_INFLATED or name in self._encodings:
            self.put(name, located.apply(content, splices))
            return
        self._new[name] = pack_pieces(located.pieces(content, splices))
        self._forget(name)

    def drop(self, name: str) -> None:
        self._forget(name)
        self._relationships.clear()
        self._new.pop(name, None)
        if name in self._archive.by_name:
            self._dropped.add(name)

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

    def find(self, name: str) -> str:
        """The name of a part as the archive spells it, or "". Part names do not tell capitals apart."""
        if self.exists(name):
            return name
        known = self._by_folded.get(name.casefold(), "")
        return known if self.exists(known) else ""

    def save(self) -> bytes:
        """The package as bytes: the very same ones when nothing changed."""
        if not self._new and not self._dropped:
            return self._data
        return write(self._archive, self._new, frozenset(self._dropped))

    def original(self) -> Package:
        """The package as it was opened."""
        return Package(self._data, self._limits)

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
        numbers = [int(m[1]) for r in self.relationships(part) if (m := _RELATION_ID.fullmatch(r.id))]
        taken = {r.id for r in self.relationships(part)}
        number = max(numbers, default=0) + 1
        while f"rId{number}" in taken:
            number += 1
        path = escape_attribute(posixpath.relpath("/" + target, "/" + posixpath.dirname(part)))
        attributes = f'Id="rId{number}" Type="{RELATION}/{kind}" Target="{path}"'
        if not name:
            self.put_relationships(part, [attributes])
        else:
            tree, content = self.tree(name), self.xml(name)
            prefix = located.raw_name(content, tree.start).removesuffix("Relationships")
            self.splice(name, located.append_child(tree, content, f"<{prefix}Relationship {attributes}/>".encode()))
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
        return Relationship(attributes.get("Id", ""), kind.rpartition("/")[2], kind, target, raw, external)

    def _resolve(self, part: str, target: str) -> str:
        path = resolve(part, target)
        return self.find(path) or self.find(unquote(path)) or path

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
        tree, content = self.tree(TYPES_PART), self.xml(TYPES_PART)
        self.splice(TYPES_PART, content_types.added(tree, content, part, content_type))

    def forget_content_type(self, part: str) -> None:
        self.splice(TYPES_PART, content_types.removed(self.tree(TYPES_PART), part))

    # ------------------------------------------------------------ inside

    def _inflate(self, name: str) -> bytes:
        new = self._new.get(name)
        return new.content() if new else self._archive.read(name)

    def _forget(self, name: str) -> None:
        """What was kept of a part that is about to be replaced, added or dropped."""
        if name.casefold().endswith(".rels") or not self.exists(name):
            self._relationships.clear()
        if name == TYPES_PART:
            self._types = None
        self._content.pop(name, None)
        tree = self._trees.pop(name, None)
        self._elements -= tree.elements if tree else 0

"""The parts of a package as bytes and as trees. An edit replaces, adds or drops whole parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

from workbook_tools.ooxml import located
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import NewEntry, WaitingEntry, pack_pieces, write
from workbook_tools.ooxml.encoding import Encoding, is_utf8, to_utf8
from workbook_tools.ooxml.located import Node, Splice
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

KEPT_INFLATED = 16 << 20  # bytes; a changed part above this is kept packed only
KEPT_TOGETHER = 64 << 20  # bytes of all parts that are kept inflated as they were opened


class _Tail(NamedTuple):
    """How a part ends: the prefix and the namespace of its root, and how many bytes long its end is."""

    prefix: str
    space: str
    length: int


class Parts:
    """Parts by their names. They can be read, replaced, added and dropped; `save` gives the bytes of the package."""

    def __init__(self, data: bytes, limits: PackageLimits, known: Self | None = None) -> None:
        """`known` is a package that these bytes were made from: what it holds already is not looked through again."""
        self._archive: Archive = Archive(data, limits, known._archive if known is not None else None)
        self._data = data
        self._limits = limits
        self._known = known
        self._new: dict[str, NewEntry | WaitingEntry] = {}
        self._dropped: set[str] = set()
        self._content: dict[str, bytes] = {}  # inflated, as UTF-8
        self._kept = 0  # bytes of what was read into it
        self._encodings: dict[str, Encoding] = {}
        self._trees: dict[str, Node] = {}
        self._tails: dict[str, _Tail] = {}  # of parts that elements were put last into
        self._elements = 0  # of all trees together
        self._by_folded = {name.casefold(): name for name in self._archive.by_name}

    # ------------------------------------------------------------ looking

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

    def find(self, name: str) -> str:
        """The name of a part as the archive spells it, or "". Part names do not tell capitals apart."""
        if self.exists(name):
            return name
        known = self._by_folded.get(name.casefold(), "")
        return known if self.exists(known) else ""

    def size(self, name: str) -> int:
        """Inflated bytes of a part."""
        new = self._new.get(name)
        return new.size if new else self._archive.by_name[name].file_size

    def checksum(self, name: str) -> tuple[int, int]:
        """Inflated bytes of a part and their CRC-32."""
        new = self._new.get(name)
        if new is None:
            entry = self._archive.by_name[name]
            return entry.file_size, entry.CRC
        return new.size, new.crc

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
            if len(content) <= KEPT_INFLATED and self._kept + len(content) <= KEPT_TOGETHER:
                self._content[name] = content
                self._kept += len(content)
        return content

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
            if (size := self.size(name)) > self._limits.tree_bytes:
                limit = self._limits.tree_bytes
                raise PackageProblem("F104", part=name, what="样式、目录一类部件的字节数", found=size, limit=limit)
            most = self._limits.elements - self._elements
            tree = self.known_tree(name) or located.parse(self.xml(name), name, most)
            self._trees[name] = tree
            self._elements += tree.elements
        return tree

    def known_tree(self, name: str) -> Node | None:
        """The tree of a part that the known package made of the very same bytes."""
        known = self._known
        tree = known._trees.get(name) if known is not None else None
        return tree if known is not None and tree is not None and known._content.get(name) == self.xml(name) else None

    @property
    def spelled_as_usual(self) -> bool:
        """Whether all names of parts are written as the standard wants them, with no backslash."""
        return self._archive.spelled_as_usual

    @property
    def ends_as_written(self) -> bool:
        """Whether the bytes that were opened end as this program ends an archive: no comment, nothing behind."""
        return self._data[-22:-18] == b"PK\5\6"

    @property
    def opened_digest(self) -> str:
        """The SHA-256 of the bytes that were opened."""
        return hashlib.sha256(self._data).hexdigest()

    # ------------------------------------------------------------ changing

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

    def put_last(self, name: str, local: str, attributes: str) -> str:
        """Put an element last inside the root of a small part, many one after the other without a new tree for each.

        Gives the namespace of the root.
        """
        content, tail = self.xml(name), self._tails.get(name)
        if tail is None:
            tree = self.tree(name)
            space, _, root = tree.tag.rpartition(" ")
            tail = _Tail(
                located.raw_name(content, tree.start).removesuffix(root), space, len(content) - tree.close_start
            )
            element = f"<{tail.prefix}{local} {attributes}/>".encode()
            self.splice(name, located.append_child(tree, content, element))
            if tree.self_closed:
                return space
        else:
            at = len(content) - tail.length
            self.splice(name, [Splice(at, at, f"<{tail.prefix}{local} {attributes}/>".encode())], content)
        self._tails[name] = tail
        return tail.space

    def drop(self, name: str) -> None:
        self._forget(name)
        self._new.pop(name, None)
        if name in self._archive.by_name:
            self._dropped.add(name)

    def save(self) -> bytes:
        """The package as bytes: the very same ones when nothing changed."""
        if not self._new and not self._dropped:
            return self._data
        return write(self._archive, self._new, frozenset(self._dropped))

    # ------------------------------------------------------------ inside

    def _inflate(self, name: str) -> bytes:
        new = self._new.get(name)
        return new.content() if new else self._archive.read(name)

    def _forget(self, name: str) -> None:
        """What was kept of a part that is about to be replaced, added or dropped."""
        self._content.pop(name, None)
        self._tails.pop(name, None)
        tree = self._trees.pop(name, None)
        self._elements -= tree.elements if tree else 0

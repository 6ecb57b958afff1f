"""Compound files, [MS-CFB]: the container of a vbaProject.bin, read into a tree.

Both versions are read: sectors of 512 and of 4096 bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
_LAST_SECTOR = 0xFFFFFFFA
SECTOR, MINI, CUTOFF = 512, 64, 4096
ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")  # a directory entry, 128 bytes
STORAGE, STREAM, ROOT = 1, 2, 5
BLACK = 1
HEADER_FAT_SLOTS = 109


class CompoundFileProblem(ValueError):
    """The bytes are no compound file, or a damaged one."""


@dataclass(slots=True)
class Storage:
    """A folder of the file: its streams and storages by name, and what the directory says of it."""

    children: dict[str, Storage | bytes] = field(default_factory=dict)
    class_id: bytes = bytes(16)
    state: int = 0
    created: int = 0
    modified: int = 0

    def storage(self, name: str) -> Storage:
        found = self._find(name)
        if not isinstance(found, Storage):
            raise CompoundFileProblem(f"no storage {name}")
        return found

    def stream(self, name: str) -> bytes:
        found = self._find(name)
        if not isinstance(found, bytes):
            raise CompoundFileProblem(f"no stream {name}")
        return found

    def put(self, name: str, data: bytes) -> None:
        """Replace the stream of that name, whatever its case, or add it."""
        self.children[self.name_of(name) or name] = data

    def name_of(self, name: str) -> str | None:
        """The name as the file spells it: names are compared without case."""
        return next((own for own in self.children if own.upper() == name.upper()), None)

    def _find(self, name: str) -> Storage | bytes | None:
        own = self.name_of(name)
        return None if own is None else self.children[own]


# ---------------------------------------------------------------- reading


def read_compound_file(data: bytes) -> Storage:
    """The tree of a compound file. Raises `CompoundFileProblem`."""
    try:
        return _Reader(data).tree()
    except (struct.error, IndexError, UnicodeDecodeError, RecursionError) as error:
        raise CompoundFileProblem("the compound file is damaged") from error


class _Reader:
    def __init__(self, data: bytes) -> None:
        if data[:8] != MAGIC:
            raise CompoundFileProblem("no compound file")
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise CompoundFileProblem("the sector size is none of the two that exist")
        self.data = data
        self.size = 1 << shift
        self.long_sizes = shift == 12  # version 3 leaves rubbish in the upper half of a size
        fat_sectors, directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
        mini_fat, mini_count, more, more_count = struct.unpack_from("<IIII", data, 60)
        places = list(struct.unpack_from(f"<{HEADER_FAT_SLOTS}I", data, 76))
        for _ in range(min(more_count, len(data) // self.size)):
            if more > _LAST_SECTOR:
                break
            *slots, more = struct.unpack(f"<{self.size // 4}I", self.sector(more))
            places += slots
        self.fat: list[int] = []
        for place in [p for p in places if p <= _LAST_SECTOR][:fat_sectors]:
            self.fat += struct.unpack(f"<{self.size // 4}I", self.sector(place))
        self.entries = self._entries(self.chain(directory))
        raw_mini = self.chain(mini_fat) if mini_count else b""
        self.mini_fat = struct.unpack(f"<{len(raw_mini) // 4}I", raw_mini)
        root = self.entries[0]
        self.mini_stream = self.chain(root.start)[: root.size] if root.size else b""

    def tree(self) -> Storage:
        return self._storage(0, set())

    def sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        if at + self.size > len(self.data):
            missing = at + self.size - len(self.data)
            if missing >= self.size:
                raise CompoundFileProblem("a sector lies behind the end of the file")
            return self.data[at:] + bytes(missing)
        return self.data[at : at + self.size]

    def chain(self, start: int) -> bytes:
        return b"".join(self.sector(number) for number in _follow(self.fat, start))

    def _entries(self, raw: bytes) -> list[DirectoryEntry]:
        return [self._entry(raw[at : at + 128]) for at in range(0, len(raw), 128)]

    def _entry(self, raw: bytes) -> DirectoryEntry:
        name, length, kind, _, left, right, child, class_id, state, created, modified, start, size = ENTRY.unpack(raw)
        if not self.long_sizes:
            size &= 0xFFFFFFFF
        text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le")
        return DirectoryEntry(text, kind, left, right, child, class_id, state, created, modified, start, size)

    def _storage(self, number: int, seen: set[int]) -> Storage:
        entry = self.entries[number]
        result = Storage({}, entry.class_id, entry.state, entry.created, entry.modified)
        for place in self._siblings(entry.child, seen):
            found = self.entries[place]
            if found.kind == STORAGE:
                result.children[found.name] = self._storage(place, seen)
            elif found.kind == STREAM:
                result.children[found.name] = self._content(found)
        return result

    def _siblings(self, top: int, seen: set[int]) -> Iterator[int]:
        """The entries of one storage, in the order of their names."""
        waiting: list[int] = []
        current = top
        while waiting or current <= _LAST_SECTOR:
            while current <= _LAST_SECTOR:
                if current in seen:
                    raise CompoundFileProblem("the directory runs in a circle")
                seen.add(current)
                waiting.append(current)
                current = self.entries[current].left
            current = waiting.pop()
            yield current
            current = self.entries[current].right

    def _content(self, entry: DirectoryEntry) -> bytes:
        if not entry.size:
            return b""
        if entry.size >= CUTOFF:
            content = self.chain(entry.start)
        else:
            places = _follow(self.mini_fat, entry.start)
            content = b"".join(self.mini_stream[p * MINI : (p + 1) * MINI] for p in places)
        if len(content) < entry.size:
            raise CompoundFileProblem(f"the stream {entry.name} is cut off")
        return content[: entry.size]


def _follow(table: list[int] | tuple[int, ...], start: int) -> Iterator[int]:
    steps = 0
    while start <= _LAST_SECTOR:
        yield start
        start = table[start]
        steps += 1
        if steps > len(table):
            raise CompoundFileProblem("a chain of sectors runs in a circle")


@dataclass(slots=True)
class DirectoryEntry:
    """One line of the directory."""

    name: str
    kind: int
    left: int = FREE
    right: int = FREE
    child: int = FREE
    class_id: bytes = bytes(16)
    state: int = 0
    created: int = 0
    modified: int = 0
    start: int = 0
    size: int = 0
    color: int = BLACK
    content: bytes = b""

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        if len(name) > 64:
            raise CompoundFileProblem(f"the name {self.name} is too long for a compound file")
        return ENTRY.pack(
            name, len(name), self.kind, self.color, self.left, self.right, self.child,
            self.class_id, self.state, self.created, self.modified, self.start, self.size,
        )  # fmt: skip

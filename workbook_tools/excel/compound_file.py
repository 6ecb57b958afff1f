"""Compound files, [MS-CFB]: the container of a vbaProject.bin, read into a tree and written from one.

Both versions are read (sectors of 512 and of 4096 bytes); version 3 is written. Names, class ids, state bits and
times of storages survive a round trip, so that a user form keeps its designer. The writing is deterministic.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LAST_SECTOR = 0xFFFFFFFA
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")  # a directory entry, 128 bytes
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_HEADER_FAT_SLOTS = 109


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
        places = list(struct.unpack_from(f"<{_HEADER_FAT_SLOTS}I", data, 76))
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

    def _entries(self, raw: bytes) -> list[_Entry]:
        return [self._entry(raw[at : at + 128]) for at in range(0, len(raw), 128)]

    def _entry(self, raw: bytes) -> _Entry:
        name, length, kind, _, left, right, child, class_id, state, created, modified, start, size = _ENTRY.unpack(raw)
        if not self.long_sizes:
            size &= 0xFFFFFFFF
        text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le")
        return _Entry(text, kind, left, right, child, class_id, state, created, modified, start, size)

    def _storage(self, number: int, seen: set[int]) -> Storage:
        entry = self.entries[number]
        result = Storage({}, entry.class_id, entry.state, entry.created, entry.modified)
        for place in self._siblings(entry.child, seen):
            found = self.entries[place]
            if found.kind == _STORAGE:
                result.children[found.name] = self._storage(place, seen)
            elif found.kind == _STREAM:
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

    def _content(self, entry: _Entry) -> bytes:
        if not entry.size:
            return b""
        if entry.size >= _CUTOFF:
            content = self.chain(entry.start)
        else:
            places = _follow(self.mini_fat, entry.start)
            content = b"".join(self.mini_stream[p * _MINI : (p + 1) * _MINI] for p in places)
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
class _Entry:
    """One line of the directory."""

    name: str
    kind: int
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    class_id: bytes = bytes(16)
    state: int = 0
    created: int = 0
    modified: int = 0
    start: int = 0
    size: int = 0
    color: int = _BLACK
    content: bytes = b""

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        if len(name) > 64:
            raise CompoundFileProblem(f"the name {self.name} is too long for a compound file")
        return _ENTRY.pack(
            name, len(name), self.kind, self.color, self.left, self.right, self.child,
            self.class_id, self.state, self.created, self.modified, self.start, self.size,
        )  # fmt: skip


# ---------------------------------------------------------------- writing


def write_compound_file(root: Storage) -> bytes:
    """A version 3 file of the tree. Raises `CompoundFileProblem` above 7 MB, more than any VBA project of an office."""
    entries = [_Entry("Root Entry", _ROOT, class_id=root.class_id, state=root.state, modified=root.modified)]
    _add_children(entries, entries[0], root)
    sectors = _Sectors()
    mini_stream = bytearray()
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind != _STREAM:
            continue
        entry.size = len(entry.content)
        if 0 < entry.size < _CUTOFF:
            entry.start = len(mini_fat)
            count = -(-entry.size // _MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), _END]
            mini_stream += entry.content.ljust(count * _MINI, b"\0")
        else:
            entry.start = sectors.add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(mini_stream)), len(mini_stream)
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    table += b"\xff" * (-len(table) % _SECTOR)
    mini_fat_at = sectors.add(table)
    directory = b"".join(entry.packed() for entry in entries)
    blank = _ENTRY.pack(b"", 0, 0, 0, _FREE, _FREE, _FREE, bytes(16), 0, 0, 0, 0, 0)
    directory += blank * (-len(entries) % (_SECTOR // 128))
    directory_at = sectors.add(directory)
    fat_at, fat_count = sectors.add_fat()
    slots = [*range(fat_at, fat_at + fat_count), *[_FREE] * (_HEADER_FAT_SLOTS - fat_count)]
    header = MAGIC + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory_at, 0, _CUTOFF,
        mini_fat_at, len(table) // _SECTOR, _END, 0, slots[0],
    )  # fmt: skip
    return header + struct.pack(f"<{_HEADER_FAT_SLOTS - 1}I", *slots[1:]) + b"".join(sectors.parts)


class _Sectors:
    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.fat: list[int] = []

    def add(self, data: bytes) -> int:
        """Append the data as a chain of sectors; the number of its first one."""
        count = -(-len(data) // _SECTOR)
        if not count:
            return _END
        start = len(self.parts)
        self.parts += [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        self.fat += [*range(start + 1, start + count), _END]
        return start

    def add_fat(self) -> tuple[int, int]:
        start, per_sector = len(self.parts), _SECTOR // 4
        count = 1
        while count * per_sector < start + count:
            count += 1
        if count > _HEADER_FAT_SLOTS:
            raise CompoundFileProblem("the project is too large for one table of sectors")
        table = self.fat + [_FAT_SECTOR] * count
        table += [_FREE] * (count * per_sector - len(table))
        packed = struct.pack(f"<{len(table)}I", *table)
        self.parts += [packed[at : at + _SECTOR] for at in range(0, len(packed), _SECTOR)]
        return start, count


def _add_children(entries: list[_Entry], parent: _Entry, storage: Storage) -> None:
    """Append the entries of a storage and link them as a balanced tree, ordered by length and upper-case name."""
    names = sorted(storage.children, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
    numbers = range(len(entries), len(entries) + len(names))
    for name in names:
        child = storage.children[name]
        if isinstance(child, Storage):
            entries.append(
                _Entry(
                    name,
                    _STORAGE,
                    class_id=child.class_id,
                    state=child.state,
                    created=child.created,
                    modified=child.modified,
                )
            )
        else:
            entries.append(_Entry(name, _STREAM, content=child))
    parent.child = _link(entries, numbers, depth=1, height=len(names).bit_length())
    for name, number in zip(names, numbers, strict=True):
        child = storage.children[name]
        if isinstance(child, Storage):
            _add_children(entries, entries[number], child)


def _link(entries: list[_Entry], numbers: range, depth: int, height: int) -> int:
    """The top of a balanced tree over the numbers; only its incomplete lowest level is red, so black heights agree."""
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _link(entries, numbers[:middle], depth + 1, height)
    entry.right = _link(entries, numbers[middle + 1 :], depth + 1, height)
    entry.color = _RED if depth == height and depth > 1 else _BLACK
    return numbers[middle]

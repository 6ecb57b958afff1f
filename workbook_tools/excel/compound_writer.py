"""Compound files, [MS-CFB], written from a tree: version 3, the same bytes every time.

Names, class ids, state bits and times of storages survive a round trip, so that a user form keeps its designer.
"""

from __future__ import annotations

import struct

from workbook_tools.excel.compound_file import (
    BLACK,
    CUTOFF,
    END,
    ENTRY,
    FREE,
    HEADER_FAT_SLOTS,
    MAGIC,
    MINI,
    ROOT,
    SECTOR,
    STORAGE,
    STREAM,
    CompoundFileProblem,
    DirectoryEntry,
    Storage,
)

FAT_SECTOR, RED = 0xFFFFFFFD, 0


def write_compound_file(root: Storage) -> bytes:
    """A version 3 file of the tree. Raises `CompoundFileProblem` above 7 MB, more than any VBA project of an office."""
    entries = [DirectoryEntry("Root Entry", ROOT, class_id=root.class_id, state=root.state, modified=root.modified)]
    _add_children(entries, entries[0], root)
    sectors = _Sectors()
    mini_stream = bytearray()
    mini_fat: list[int] = []
    for entry in entries:
        if entry.kind != STREAM:
            continue
        entry.size = len(entry.content)
        if 0 < entry.size < CUTOFF:
            entry.start = len(mini_fat)
            count = -(-entry.size // MINI)
            mini_fat += [*range(entry.start + 1, entry.start + count), END]
            mini_stream += entry.content.ljust(count * MINI, b"\0")
        else:
            entry.start = sectors.add(entry.content)
    entries[0].start, entries[0].size = sectors.add(bytes(mini_stream)), len(mini_stream)
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    table += b"\xff" * (-len(table) % SECTOR)
    mini_fat_at = sectors.add(table)
    directory = b"".join(entry.packed() for entry in entries)
    blank = ENTRY.pack(b"", 0, 0, 0, FREE, FREE, FREE, bytes(16), 0, 0, 0, 0, 0)
    directory += blank * (-len(entries) % (SECTOR // 128))
    directory_at = sectors.add(directory)
    fat_at, fat_count = sectors.add_fat()
    slots = [*range(fat_at, fat_at + fat_count), *[FREE] * (HEADER_FAT_SLOTS - fat_count)]
    header = MAGIC + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory_at, 0, CUTOFF,
        mini_fat_at, len(table) // SECTOR, END, 0, slots[0],
    )  # fmt: skip
    return header + struct.pack(f"<{HEADER_FAT_SLOTS - 1}I", *slots[1:]) + b"".join(sectors.parts)


class _Sectors:
    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.fat: list[int] = []

    def add(self, data: bytes) -> int:
        """Append the data as a chain of sectors; the number of its first one."""
        count = -(-len(data) // SECTOR)
        if not count:
            return END
        start = len(self.parts)
        self.parts += [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        self.fat += [*range(start + 1, start + count), END]
        return start

    def add_fat(self) -> tuple[int, int]:
        start, per_sector = len(self.parts), SECTOR // 4
        count = 1
        while count * per_sector < start + count:
            count += 1
        if count > HEADER_FAT_SLOTS:
            raise CompoundFileProblem("the project is too large for one table of sectors")
        table = self.fat + [FAT_SECTOR] * count
        table += [FREE] * (count * per_sector - len(table))
        packed = struct.pack(f"<{len(table)}I", *table)
        self.parts += [packed[at : at + SECTOR] for at in range(0, len(packed), SECTOR)]
        return start, count


def _add_children(entries: list[DirectoryEntry], parent: DirectoryEntry, storage: Storage) -> None:
    """Append the entries of a storage and link them as a balanced tree, ordered by length and upper-case name."""
    names = sorted(storage.children, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
    numbers = range(len(entries), len(entries) + len(names))
    for name in names:
        child = storage.children[name]
        if isinstance(child, Storage):
            entries.append(
                DirectoryEntry(
                    name,
                    STORAGE,
                    class_id=child.class_id,
                    state=child.state,
                    created=child.created,
                    modified=child.modified,
                )
            )
        else:
            entries.append(DirectoryEntry(name, STREAM, content=child))
    parent.child = _link(entries, numbers, depth=1, height=len(names).bit_length())
    for name, number in zip(names, numbers, strict=True):
        child = storage.children[name]
        if isinstance(child, Storage):
            _add_children(entries, entries[number], child)


def _link(entries: list[DirectoryEntry], numbers: range, depth: int, height: int) -> int:
    """The top of a balanced tree over the numbers; only its incomplete lowest level is red, so black heights agree."""
    if not numbers:
        return FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _link(entries, numbers[:middle], depth + 1, height)
    entry.right = _link(entries, numbers[middle + 1 :], depth + 1, height)
    entry.color = RED if depth == height and depth > 1 else BLACK
    return numbers[middle]

"""Entries of the zip files that the program writes: the same on every system and at every time."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import BinaryIO

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
_LONGEST_END = 22 + 0xFFFF  # bytes of the end with its comment


def zip_entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry that tells neither the time nor the system: `zipfile` would write down where it runs."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = method
    entry.create_system = 0
    return entry


def told_by_no_system(package: bytes) -> bytes:
    """A zip file of another writer, which tells the system it was made on, as every system makes it."""
    made = io.BytesIO(package)
    forget_system(made)
    return made.getvalue()


def forget_system(file: BinaryIO) -> None:
    """The same of a file in its place. Its list of entries begins where its end says, and each says in its sixth byte
    what it was made by."""
    file.seek(max(file.seek(0, io.SEEK_END) - _LONGEST_END, 0))
    tail = file.read()
    count, size, start = struct.unpack_from("<HLL", tail, tail.rindex(b"PK\x05\x06") + 10)
    file.seek(start)
    entries, place = bytearray(file.read(size)), 0
    for _ in range(count):
        entries[place + 5] = 0
        place += 46 + sum(struct.unpack_from("<3H", entries, place + 28))
    file.seek(start)
    file.write(entries)

"""Entries of the zip files that the program writes: the same on every system and at every time."""

from __future__ import annotations

import struct
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name


def zip_entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry that tells neither the time nor the system: `zipfile` would write down where it runs."""
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = method
    entry.create_system = 0
    return entry


def told_by_no_system(package: bytes) -> bytes:
    """A zip file of another writer, which tells the system it was made on, as every system makes it.

    Its list of entries begins where its end says, and each says in its sixth byte what it was made by.
    """
    data = bytearray(package)
    end = data.rindex(b"PK\x05\x06")
    count, start = struct.unpack_from("<H4xL", data, end + 10)
    for _ in range(count):
        data[start + 5] = 0
        start += 46 + sum(struct.unpack_from("<3H", data, start + 28))
    return bytes(data)

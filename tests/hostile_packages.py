"""Surgery on workbook packages for tests: take one apart, change a part, put it together, honestly or not."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "yongping-2022.xlsx"


def example() -> bytes:
    return EXAMPLE.read_bytes()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], level: int = 6) -> bytes:
    """A package of these parts; given as pairs, names may repeat."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    return raw_zip([Entry(name, content, level) for name, content in pairs])


def changed(data: bytes, name: str, change: Callable[[bytes], bytes] | bytes) -> bytes:
    """The package with one part replaced, or changed by a function."""
    parts = parts_of(data)
    parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return packed(parts)


def substituted(data: bytes, name: str, pattern: bytes, replacement: bytes) -> bytes:
    """The package with one pattern in one part substituted, once. The pattern must occur."""

    def substitute(content: bytes) -> bytes:
        new, count = re.subn(pattern, lambda _: replacement, content, count=1, flags=re.DOTALL)
        assert count, f"{pattern!r} is not in {name}"
        return new

    return changed(data, name, substitute)


def sheet_part(data: bytes, sheet: str) -> str:
    """The name of the part of a sheet."""
    parts = parts_of(data)
    names = re.findall(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"', parts["xl/workbook.xml"])
    (key,) = (key for name, key in names if name.decode() == sheet)
    relationship = re.search(
        rb'<Relationship [^>]*Id="' + re.escape(key) + rb'"[^>]*>', parts["xl/_rels/workbook.xml.rels"]
    )
    assert relationship
    target = re.search(rb'Target="([^"]*)"', relationship[0])
    assert target
    return "xl/" + target[1].decode().removeprefix("/xl/")


class Entry:
    """One entry of a zip, with every field open to a lie."""

    def __init__(self, name: str, content: bytes, level: int = 6) -> None:
        deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
        self.name = name.encode()
        self.packed = deflater.compress(content) + deflater.flush() if level else content
        self.method = 8 if level else 0
        self.crc = zlib.crc32(content)
        self.size = len(content)
        self.flags = 0 if name.isascii() else 0x800
        self.offset: int | None = None  # where the directory says that it starts; its real place if None


def raw_zip(entries: Iterable[Entry]) -> bytes:
    """A zip archive of entries as they are, lies and all."""
    out, central, count = io.BytesIO(), [], 0
    for entry in entries:
        offset = out.tell() if entry.offset is None else entry.offset
        fields = (20, entry.flags, entry.method, 0, 0x21, entry.crc, len(entry.packed), entry.size, len(entry.name))
        if entry.offset is None:
            out.write(struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields, 0) + entry.name + entry.packed)
        central.append(struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0, offset) + entry.name)
        count += 1
    start = out.tell()
    out.write(b"".join(central))
    ending = (0, 0, min(count, 0xFFFF), min(count, 0xFFFF), out.tell() - start, start, 0)
    out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", *ending))
    return out.getvalue()

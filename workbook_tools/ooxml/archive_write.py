"""Writing zip files: untouched entries are copied in their packed form, in their order, with their names and times."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbook_tools.basis.zip_entries import EARLIEST, zip_entry
from workbook_tools.ooxml.archive import Archive, raw_name
from workbook_tools.ooxml.problem import PackageProblem

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
LEVEL = 1  # twice as fast as the usual 6; few parts change, and a workbook is some percent larger
_VERSION = 20  # what a reader needs: deflate, no zip64


class NewEntry(NamedTuple):
    """A part in its packed form, ready to be written."""

    packed: bytes
    size: int
    crc: int

    def content(self) -> bytes:
        return zlib.decompress(self.packed, -15, self.size)

    def entry(self) -> NewEntry:
        return self


class WaitingEntry:
    """A part that is packed when the archive is written: once, however often it changes before."""

    __slots__ = ("_content", "_crc", "size")

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._crc: int | None = None
        self.size = len(content)

    @property
    def crc(self) -> int:
        if self._crc is None:
            self._crc = zlib.crc32(self._content)
        return self._crc

    def content(self) -> bytes:
        return self._content

    def entry(self) -> NewEntry:
        return NewEntry(deflated(self._content), self.size, self.crc)


def deflated(content: bytes, level: int = LEVEL) -> bytes:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    return deflater.compress(content) + deflater.flush()


def pack(content: bytes) -> NewEntry:
    return pack_pieces([content])


def pack_pieces(pieces: Sequence[bytes | memoryview]) -> NewEntry:
    """Deflate a part that is given in pieces, without ever joining them."""
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed, crc, size = [], 0, 0
    for piece in pieces:
        packed.append(deflater.compress(piece))
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    packed.append(deflater.flush())
    return NewEntry(b"".join(packed), size, crc)


def write(archive: Archive, replaced: Mapping[str, NewEntry | WaitingEntry], dropped: frozenset[str]) -> bytes:
    """A new archive: the old order, untouched entries in their packed form, new parts last in the order given."""
    out = io.BytesIO()
    central = []
    for entry in archive.entries:
        if entry.filename in dropped:
            continue
        new = replaced.get(entry.filename)
        central.append(_write_new(out, entry, new.entry()) if new else _write_kept(out, archive, entry))
    for name, new in replaced.items():
        if name not in archive.by_name:
            added = zip_entry(name)
            added.flag_bits = 0 if name.isascii() else 0x800
            central.append(_write_new(out, added, new.entry()))
    start = out.tell()
    for record in central:
        out.write(record)
    count = len(central)
    if count > 0xFFFF or out.tell() > 0xFFFFFFFF:
        raise PackageProblem("F104", part="整个文件", what="部件数", found=count, limit=0xFFFF)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, out.tell() - start, start, 0))
    return out.getvalue()


def _write_kept(out: io.BytesIO, archive: Archive, entry: zipfile.ZipInfo) -> bytes:
    packed = archive.packed(entry)
    return _write_record(out, entry, entry.compress_type, entry.CRC, packed, entry.file_size, entry.date_time)


def _write_new(out: io.BytesIO, entry: zipfile.ZipInfo, new: NewEntry) -> bytes:
    return _write_record(out, entry, zipfile.ZIP_DEFLATED, new.crc, new.packed, new.size, EARLIEST)


def _write_record(
    out: io.BytesIO,
    entry: zipfile.ZipInfo,
    method: int,
    crc: int,
    packed: bytes | memoryview,
    size: int,
    when: tuple[int, int, int, int, int, int],
) -> bytes:
    """Write the local record; return the central one. Sizes stand in the header, so no data descriptor follows."""
    name = raw_name(entry)
    flags = entry.flag_bits & ~0x8
    extra = _without_zip64(entry.extra)
    day = (when[0] - 1980) << 9 | when[1] << 5 | when[2]
    time = when[3] << 11 | when[4] << 5 | when[5] // 2
    offset = out.tell()
    out.write(
        _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, method, time, day, crc, len(packed), size, len(name), len(extra))
    )
    out.write(name)
    out.write(extra)
    out.write(packed)
    made_by, attributes = entry.create_version & 0xFF, entry.external_attr & 0xFFFFFFFF
    record = _CENTRAL.pack(
        b"PK\x01\x02", made_by, entry.create_system & 0xFF, _VERSION, 0, flags, method, time, day, crc,
        len(packed), size, len(name), len(extra), len(entry.comment), 0, entry.internal_attr & 0xFFFF,
        attributes, offset,
    )  # fmt: skip
    return record + name + extra + entry.comment


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields but the one of zip64, whose numbers no longer apply."""
    kept, place = b"", 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind != 1:
            kept += extra[place : place + 4 + length]
        place += 4 + length
    return kept

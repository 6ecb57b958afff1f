"""Reading zip files with suspicion.

Nothing here trusts the file: names, sizes and places are checked against `PackageLimits` and against each other before
anything is inflated, and an entry never inflates beyond the size that the directory states.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from workbook_tools.basis.file_kinds import ENCRYPTED, OLD, kind_of
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import PackageLimits

CHUNK = 1 << 18  # packed bytes that are inflated at a time
_SMALL_CHUNK = 1 << 14  # of these where all are kept: less memory is touched for it
_COMPARED = 1 << 20
DEFLATE_RATIO = 1032  # the most that deflate can pack; what is smaller than this allows needs no second look
KEPT_FOR_READING = 8 << 20  # bytes that a second look inflated
TRUSTED_INFLATED = 64_000_000  # an entry that cannot inflate beyond this is only checked when it is read
_CODES = {ENCRYPTED: "F101", OLD: "F102"}
_LOCAL = struct.Struct("<4s5H3L2H")
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f]")
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".pptm", ".jar", ".gz", ".7z", ".rar", ".xz")


class Archive:
    """The entries of a zip file held in memory. Raises PackageProblem for whatever cannot be trusted.

    `known` is an archive that was looked through before: what this one holds of it in the same packed bytes is trusted.
    """

    def __init__(self, data: bytes, limits: PackageLimits, known: Archive | None = None) -> None:
        self.data = data
        self.limits = limits
        self.entries = _directory(data, limits)
        _check_sizes(self.entries, limits, len(data))
        for entry in self.entries:
            entry.filename = entry.filename.replace("\\", "/")  # as some programs wrote it; Excel reads those
        _check_names(self.entries)
        self._start = _check_places(data, self.entries)
        self.by_name = {entry.filename: entry for entry in self.entries}
        self.spelled_as_usual = not any("\\" in entry.orig_filename for entry in self.entries)
        self._looked_at: dict[str, bytes] = {}  # until it is read for the first time
        for entry in self.entries:
            if _needs_second_look(entry) and not (known is not None and known.holds(entry, self.packed(entry))):
                self._look(entry)

    def _look(self, entry: zipfile.ZipInfo) -> None:
        room = KEPT_FOR_READING - sum(map(len, self._looked_at.values()))
        if entry.filename.endswith(".xml") and entry.file_size <= room:
            self._looked_at[entry.filename] = b"".join(self.chunks(entry.filename, _SMALL_CHUNK))
        else:
            for _ in self.chunks(entry.filename):
                pass

    def holds(self, entry: zipfile.ZipInfo, packed: memoryview) -> bool:
        """Whether there is an entry of that name with the same packed bytes, size and checksum."""
        own = self.by_name.get(entry.filename)
        if own is None or (own.file_size, own.CRC, own.compress_type) != (
            entry.file_size,
            entry.CRC,
            entry.compress_type,
        ):
            return False
        kept = self.packed(own)
        pieces = range(0, len(packed), _COMPARED)  # bytes compare at once, views one by one
        return len(kept) == len(packed) and all(
            bytes(kept[at : at + _COMPARED]) == bytes(packed[at : at + _COMPARED]) for at in pieces
        )

    def packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = self._start[entry.filename]
        return memoryview(self.data)[start : start + entry.compress_size]

    def read(self, name: str) -> bytes:
        """The inflated bytes of an entry."""
        looked_at = self._looked_at.pop(name, None)
        if looked_at is not None:
            return looked_at
        entry = self.by_name[name]
        _check_method(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            content = bytes(self.packed(entry))
            _check_content(entry, len(content), zlib.crc32(content))
            return content
        try:
            content = self._inflated(entry)
        except zlib.error:
            raise PackageProblem("F103", part=name) from None
        _check_content(entry, len(content), zlib.crc32(content))
        return content

    def _inflated(self, entry: zipfile.ZipInfo) -> bytes:
        if _needs_second_look(entry):  # it had one: what it inflates to is known, and fits into one piece of memory
            return zlib.decompress(self.packed(entry), -15, entry.file_size)
        return zlib.decompressobj(-15).decompress(self.packed(entry), entry.file_size + 1)

    def chunks(self, name: str, at_once: int = CHUNK) -> Iterator[bytes]:
        """The inflated bytes piece by piece, so that a large part never stands in memory as a whole."""
        entry = self.by_name[name]
        _check_method(entry)
        packed = self.packed(entry)
        size, crc = 0, 0
        for piece in _inflate(entry, packed, at_once):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > entry.file_size:
                break
            yield piece
        _check_content(entry, size, crc)


# ---------------------------------------------------------------- reading, with suspicion


def _directory(data: bytes, limits: PackageLimits) -> list[zipfile.ZipInfo]:
    if data[:2] != b"PK":
        raise PackageProblem(_CODES.get(kind_of(data), "F100"))
    listed = data.count(b"PK\x01\x02")  # a look before anything is read, however many entries there are
    if listed > limits.entries:
        raise PackageProblem("F104", part="整个文件", what="部件数", found=listed, limit=limits.entries)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        struct.error,
        OverflowError,
        UnicodeError,
        EOFError,
        OSError,
    ):
        raise PackageProblem("F103", part="目录读不出来") from None


def _check_sizes(entries: Sequence[zipfile.ZipInfo], limits: PackageLimits, length: int) -> None:
    total = sum(entry.file_size for entry in entries)
    nested = sum(entry.filename.lower().endswith(_ARCHIVES) for entry in entries)
    for what, found, limit in (
        ("部件数", len(entries), limits.entries),
        ("解压后总字节数", total, limits.total_bytes),
        ("内含压缩包数", nested, limits.nested_archives),
    ):
        if found > limit:
            raise PackageProblem("F104", part="整个文件", what=what, found=found, limit=limit)
    for entry in entries:
        if entry.file_size > limits.part_bytes:
            raise PackageProblem(
                "F104", part=entry.filename, what="单个部件解压后字节数", found=entry.file_size, limit=limits.part_bytes
            )
        if entry.file_size > limits.ratio_from and entry.file_size > entry.compress_size * limits.ratio:
            ratio = entry.file_size // max(entry.compress_size, 1)
            raise PackageProblem("F104", part=entry.filename, what="压缩倍数", found=ratio, limit=limits.ratio)
        if entry.compress_size > length:
            raise PackageProblem("F103", part=entry.filename)


def _check_names(entries: Sequence[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename.replace("\\", "/")
        folded = name.casefold()
        if folded in seen or not _is_plain_path(name):
            raise PackageProblem("F105", part=name)
        seen.add(folded)


def _is_plain_path(name: str) -> bool:
    if not name or name[0] == "/" or name[1:2] == ":" or _CONTROL.search(name):
        return False
    return not any(segment in ("..", ".") for segment in name.split("/"))


def _check_places(data: bytes, entries: Sequence[zipfile.ZipInfo]) -> dict[str, int]:
    """Where the packed bytes of each entry start. Entries must not overlap: that is how a small bomb inflates a lot."""
    starts: dict[str, int] = {}
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        header = data[entry.header_offset : entry.header_offset + _LOCAL.size] if entry.header_offset >= 0 else b""
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04" or entry.header_offset < end:
            raise PackageProblem("F103", part=entry.filename)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        name_start = entry.header_offset + _LOCAL.size
        start = name_start + name_length + extra_length
        end = start + entry.compress_size
        if end > len(data) or data[name_start : name_start + name_length] != raw_name(entry):
            raise PackageProblem("F103", part=entry.filename)
        starts[entry.filename] = start
    return starts


def raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def _needs_second_look(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry could inflate to a lot, whatever size it states."""
    return entry.compress_type == zipfile.ZIP_DEFLATED and entry.compress_size * DEFLATE_RATIO > TRUSTED_INFLATED


def _check_method(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageProblem("F111", part=entry.filename)


def _check_content(entry: zipfile.ZipInfo, size: int, crc: int) -> None:
    if size != entry.file_size or crc != entry.CRC:
        raise PackageProblem("F103", part=entry.filename)


def _inflate(entry: zipfile.ZipInfo, packed: memoryview, at_once: int) -> Iterator[bytes]:
    if entry.compress_type == zipfile.ZIP_STORED:
        for start in range(0, len(packed), at_once):
            yield bytes(packed[start : start + at_once])
        return
    inflater = zlib.decompressobj(-15)
    pending: bytes | memoryview = packed
    try:
        for start in range(0, len(packed), at_once):
            pending = packed[start : start + at_once]
            while pending and not inflater.eof:
                piece = inflater.decompress(pending, CHUNK * 4)
                pending = inflater.unconsumed_tail
                if piece:
                    yield piece
        yield inflater.flush()
    except zlib.error:
        raise PackageProblem("F103", part=entry.filename) from None

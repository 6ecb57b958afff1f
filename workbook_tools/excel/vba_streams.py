"""The three streams that describe a VBA project, [MS-OVBA] 2.3: `dir`, `PROJECT` and `PROJECTwm`.

`dir` is a row of records (id, length, data). Its records about modules can be read, and edited without touching the
rest: what this program does not know stays as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["workbook", "sheet", "chart", "standard"]
CRLF = "\r\n"

# The type libraries that Excel itself gives to a new project.
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
        r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)
_CODE_PAGE, _VERSION, _MODULE_COUNT, _NAME, _NAME_WIDE, _STREAM_NAME = 0x03, 0x09, 0x0F, 0x19, 0x47, 0x1A
_STREAM_NAME_WIDE, _OFFSET, _STANDARD, _OTHER, _MODULE_END, _END = 0x32, 0x31, 0x21, 0x22, 0x2B, 0x10
_CODECS = {10000: "mac_roman", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 10008: "gb2312", 65001: "utf-8"}


class ProjectProblem(ValueError):
    """The streams do not follow the format."""


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """What `dir` says of one module."""

    name: str
    stream: str
    offset: int  # where the source begins in the stream; what stands before it is a cache
    standard: bool  # a module of its own, not the code behind a sheet, a form or a class


@dataclass(frozen=True, slots=True)
class _Record:
    id: int
    data: bytes

    def packed(self) -> bytes:
        length = 4 if self.id == _VERSION else len(self.data)  # the one record whose length lies
        return struct.pack("<HI", self.id, length) + self.data


class DirStream:
    """The decompressed `dir` stream."""

    def __init__(self, data: bytes) -> None:
        self._records = list(_records(data))
        page = next((r.data for r in self._records if r.id == _CODE_PAGE and len(r.data) == 2), None)
        if page is None:
            raise ProjectProblem("the dir stream has no code page")
        self.codec = codec_of(struct.unpack("<H", page)[0])

    @classmethod
    def new(cls, modules: Iterable[tuple[str, bool]], project: str, code_page: int) -> DirStream:
        """The stream of a new project: modules as (name, is a standard module)."""
        start = [
            _Record(0x01, struct.pack("<I", 3)),  # made for 64-bit Windows; every system reads it
            _Record(0x02, struct.pack("<I", 0x409)),
            _Record(0x14, struct.pack("<I", 0x409)),
            _Record(_CODE_PAGE, struct.pack("<H", code_page)),
            _Record(0x04, project.encode("ascii")),
            *_both(0x05, 0x40, ""),
            _Record(0x06, b""),
            _Record(0x3D, b""),
            _Record(0x07, bytes(4)),
            _Record(0x08, bytes(4)),
            _Record(_VERSION, struct.pack("<IH", 1, 1)),
            *_both(0x0C, 0x3C, ""),
        ]
        for name, library in _REFERENCES:
            text = library.encode("ascii")
            start += [*_both(0x16, 0x3E, name), _Record(0x0D, struct.pack("<I", len(text)) + text + bytes(6))]
        start += [_Record(_MODULE_COUNT, bytes(2)), _Record(0x13, b"\xff\xff"), _Record(_END, b"")]
        stream = cls(b"".join(record.packed() for record in start))
        for name, standard in modules:
            stream.add_module(name, standard=standard)
        return stream

    def packed(self) -> bytes:
        return b"".join(record.packed() for record in self._records)

    @property
    def modules(self) -> list[ModuleEntry]:
        found: list[ModuleEntry] = []
        entry: dict[int, bytes] = {}
        for record in self._records:
            entry[record.id] = record.data
            if record.id == _MODULE_END:
                found.append(self._module(entry))
                entry = {}
        return found

    def add_module(self, name: str, *, standard: bool = True) -> None:
        """Append a module whose stream has its name and no cache."""
        wide = name.encode("utf-16-le")
        added = [
            _Record(_NAME, name.encode("ascii")),
            _Record(_NAME_WIDE, wide),
            _Record(_STREAM_NAME, name.encode("ascii")),
            _Record(_STREAM_NAME_WIDE, wide),
            *_both(0x1C, 0x48, ""),
            _Record(_OFFSET, bytes(4)),
            _Record(0x1E, bytes(4)),
            _Record(0x2C, b"\xff\xff"),
            _Record(_STANDARD if standard else _OTHER, b""),
            _Record(_MODULE_END, b""),
        ]
        end = max(place for place, record in enumerate(self._records) if record.id == _END)
        self._records[end:end] = added
        count = len(self.modules)
        self._records = [_Record(r.id, struct.pack("<H", count)) if r.id == _MODULE_COUNT else r for r in self._records]

    def without_caches(self) -> None:
        """Say that every source begins at the start of its stream."""
        self._records = [_Record(r.id, bytes(4)) if r.id == _OFFSET else r for r in self._records]

    def _module(self, entry: dict[int, bytes]) -> ModuleEntry:
        name = self._text(entry, _NAME, _NAME_WIDE)
        stream = self._text(entry, _STREAM_NAME, _STREAM_NAME_WIDE) or name
        offset = entry.get(_OFFSET, bytes(4))
        if len(offset) != 4 or not stream:
            raise ProjectProblem("a module of the dir stream lacks its name or its offset")
        return ModuleEntry(name or stream, stream, struct.unpack("<I", offset)[0], _STANDARD in entry)

    def _text(self, entry: dict[int, bytes], narrow: int, wide: int) -> str:
        if wide in entry:
            return entry[wide].decode("utf-16-le", "replace")
        return entry.get(narrow, b"").decode(self.codec, "replace")


def codec_of(code_page: int) -> str:
    """Python's name of a code page."""
    return _CODECS.get(code_page, f"cp{code_page}")


def _records(data: bytes) -> Iterator[_Record]:
    at = 0
    while at + 6 <= len(data):
        record, length = struct.unpack_from("<HI", data, at)
        length = 6 if record == _VERSION else length
        if at + 6 + length > len(data):
            raise ProjectProblem("a record of the dir stream is cut off")
        yield _Record(record, data[at + 6 : at + 6 + length])
        at += 6 + length
        if record == _END:
            return  # some writers leave rubbish behind the last record
    raise ProjectProblem("the dir stream has no end")


def _both(narrow: int, wide: int, text: str) -> tuple[_Record, _Record]:
    return _Record(narrow, text.encode("ascii")), _Record(wide, text.encode("utf-16-le"))


# ---------------------------------------------------------------- PROJECT and PROJECTwm


def new_project_stream(modules: Sequence[tuple[str, bool]], project: str, project_id: str) -> bytes:
    """The `PROJECT` stream of a new project without protection or password: modules as (name, is standard)."""
    lines = [
        f'ID="{project_id}"',
        *(f"Module={name}" if standard else f"Document={name}/&H00000000" for name, standard in modules),
        f'Name="{project}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{encrypt(project_id, bytes(4))}"',  # nobody locked it
        f'DPB="{encrypt(project_id, bytes(1))}"',  # no password
        f'GC="{encrypt(project_id, bytes([0xFF]))}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(_window(name) for name, _ in modules),
    ]
    return (CRLF.join(lines) + CRLF).encode("ascii")


def with_modules(project_stream: bytes, names: Sequence[str]) -> bytes:
    """The stream with standard modules declared after the last declaration; every other line stays as it is."""
    lines = project_stream.split(b"\r\n")
    declared = [n for n, line in enumerate(lines) if _key(line) in _DECLARATIONS and _section(lines, n) == b""]
    after = declared[-1] + 1 if declared else next((n for n, line in enumerate(lines) if line.startswith(b"Name=")), 0)
    lines[after:after] = [b"Module=" + name.encode("ascii") for name in names]
    if b"[Workspace]" in (line.strip() for line in lines):
        end = len(lines) - 1 if not lines[-1] else len(lines)
        lines[end:end] = [_window(name).encode("ascii") for name in names]
    return b"\r\n".join(lines)


def name_pairs(names: Iterable[str]) -> bytes:
    """Entries of `PROJECTwm`: each name as bytes and as UTF-16, ended by zeros. The stream ends with two more zeros."""
    return b"".join(name.encode("ascii") + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in names)


def is_locked(project_stream: bytes) -> bool:
    """The project is locked for viewing or hidden, or says it in a way that nobody can read."""
    lines = project_stream.decode("latin-1").splitlines()
    values = {key.strip(): value.strip(' "') for key, _, value in (line.partition("=") for line in lines)}
    project_id = values.get("ID", "")
    try:
        return any(decrypt(project_id, values["CMG"])) or not any(decrypt(project_id, values.get("GC", "")) or b"\xff")
    except (KeyError, ValueError, IndexError):
        return "CMG" in values or "DPB" in values


_DECLARATIONS = {b"Document", b"Module", b"Class", b"BaseClass", b"Package"}


def _key(line: bytes) -> bytes:
    return line.partition(b"=")[0].strip()


def _section(lines: Sequence[bytes], number: int) -> bytes:
    """The heading that a line stands under; empty above the first heading."""
    return next((line.strip() for line in reversed(lines[:number]) if line.startswith(b"[")), b"")


def _window(name: str) -> str:
    return f"{name}=0, 0, 0, 0, C"


# ---------------------------------------------------------------- data encryption, 2.4.3: an obfuscation

_VERSION_BYTE = 2
_SEED = 0x05


def encrypt(project_id: str, data: bytes, seed: int = _SEED) -> str:
    """The hexadecimal form of protection, password and visibility."""
    key = sum(project_id.encode("ascii")) & 0xFF
    out = [seed, seed ^ _VERSION_BYTE, seed ^ key]
    plain_before, encrypted_before, encrypted_before_that = key, out[2], out[1]
    for byte in bytes([7] * ((seed & 6) // 2)) + struct.pack("<I", len(data)) + data:
        encrypted = byte ^ ((encrypted_before_that + plain_before) & 0xFF)
        out.append(encrypted)
        encrypted_before_that, encrypted_before, plain_before = encrypted_before, encrypted, byte
    return bytes(out).hex().upper()


def decrypt(project_id: str, text: str) -> bytes:
    """What `encrypt` hid. Raises ValueError or IndexError when the text is no such form; empty for an empty text."""
    if not text:
        return b""
    raw = bytes.fromhex(text)
    seed, version, key = raw[0], raw[0] ^ raw[1], raw[0] ^ raw[2]
    if version != _VERSION_BYTE or key != sum(project_id.encode("ascii")) & 0xFF:
        raise ValueError("not encrypted for this project")
    plain_before, encrypted_before, encrypted_before_that = key, raw[2], raw[1]
    out = bytearray()
    for encrypted in raw[3:]:
        byte = encrypted ^ ((encrypted_before_that + plain_before) & 0xFF)
        out.append(byte)
        encrypted_before_that, encrypted_before, plain_before = encrypted_before, encrypted, byte
    content = out[(seed & 6) // 2 :]
    length = struct.unpack_from("<I", content.ljust(4, b"\0"))[0]
    if length != len(content) - 4:
        raise ValueError("its length is wrong")
    return bytes(content[4:])

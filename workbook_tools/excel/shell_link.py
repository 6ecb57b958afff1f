"""A Windows shortcut (.lnk) as bytes: what Explorer starts with the files that are dropped on it, no shell in between.

Explorer puts the dropped paths behind the arguments of a shortcut, each quoted; a batch file with %* would have them
read once more by cmd, which runs what stands in `a&calc&.xlsx`.

Source: [MS-SHLLINK] 8.0. The target stands there three times, as Windows itself writes it: as a list of shell items, as
a path, and as a path that is looked up when the list is out of date.
"""

from __future__ import annotations

import struct
from pathlib import PureWindowsPath

_CLASS = bytes.fromhex("0114020000000000C000000000000046")  # 00021401-0000-0000-C000-000000000046
_MY_COMPUTER = bytes.fromhex("E04FD020EA3A6910A2D808002B30309D")  # 20D04FE0-3AEA-1069-A2D8-08002B30309D
_HAS_LIST, _HAS_INFO, _HAS_NAME, _HAS_FOLDER, _HAS_ARGUMENTS, _IS_UNICODE, _HAS_EXPANDED = 1, 2, 4, 16, 32, 128, 512
_FILE, _DIRECTORY = 0x20, 0x10  # attributes of files
_FIXED_DRIVE = 3
_LOCAL = 1  # the target lies on a volume of this computer
_EXPANDED = 0xA0000001  # signature of the block that holds the path once more
_ITEM = 0xBEEF0004  # signature of the block that holds the long name of a shell item
_LONGEST = 259  # UTF-16 units of a path in that block


def shell_link(
    target: str, arguments: str = "", description: str = "", folder: str = "", *, code_page: str = "gbk"
) -> bytes:
    """A shortcut to a program on a local drive (`C:\\…\\workbook-tools.exe`), started in `folder`.

    `code_page` is the encoding of what stands there for programs that read no Unicode.

    Raises ValueError for a target that does not begin with a drive.
    """
    path = PureWindowsPath(target)
    if len(path.drive) != 2 or not path.root or len(path.parts) < 2:
        raise ValueError(f"not a path on a drive: {target}")
    texts = [(_HAS_NAME, description), (_HAS_FOLDER, folder), (_HAS_ARGUMENTS, arguments)]
    expanded = len(_utf16(str(path))) // 2 <= _LONGEST
    flags = _HAS_LIST | _HAS_INFO | _IS_UNICODE | (_HAS_EXPANDED if expanded else 0)
    flags |= sum(flag for flag, text in texts if text)
    header = struct.pack("<I16sIIQQQIiIHHII", 76, _CLASS, flags, _FILE, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0)
    strings = b"".join(struct.pack("<H", len(_utf16(text)) // 2) + _utf16(text) for _, text in texts if text)
    blocks = (_expanded_block(str(path), code_page) if expanded else b"") + bytes(4)
    return header + _item_list(path) + _link_info(str(path), code_page) + strings + blocks


def _item_list(path: PureWindowsPath) -> bytes:
    root = b"\x1f\x50" + _MY_COMPUTER
    drive = b"\x2f" + f"{path.drive}\\".encode("ascii").ljust(22, b"\0")
    items = [root, drive, *(_folder_item(name) for name in path.parts[1:-1]), _file_item(path.name)]
    listed = b"".join(struct.pack("<H", len(item) + 2) + item for item in items) + bytes(2)
    return struct.pack("<H", len(listed)) + listed


def _folder_item(name: str) -> bytes:
    return _shell_item(0x31, _DIRECTORY, name)


def _file_item(name: str) -> bytes:
    return _shell_item(0x32, _FILE, name)


def _shell_item(kind: int, attributes: int, name: str) -> bytes:
    """A file or folder: a short name for old programs, and the long one in a block behind it."""
    short = "".join(c if " " < c <= "~" else "_" for c in name).encode("ascii") + b"\0"
    head = struct.pack("<BBIIH", kind, 0, 0, 0, attributes) + short + b"\0" * (len(short) % 2)
    long = _utf16(name) + bytes(2)
    inside = struct.pack("<HIIIHH", 3, _ITEM, 0, 0, 20, 0) + long + struct.pack("<H", len(head) + 2)
    return head + struct.pack("<H", len(inside) + 2) + inside


def _link_info(path: str, code_page: str) -> bytes:
    """Where the target lies, in the code page and in Unicode."""
    volume = struct.pack("<IIII", 17, _FIXED_DRIVE, 0, 16) + b"\0"
    plain = path.encode(code_page, "replace") + b"\0"
    wide = _utf16(path) + bytes(2)
    head = 36
    at_volume, at_plain = head, head + len(volume)
    at_suffix = at_plain + len(plain)
    at_wide = at_suffix + 1
    at_wide_suffix = at_wide + len(wide)
    size = at_wide_suffix + 2
    offsets = (size, head, _LOCAL, at_volume, at_plain, 0, at_suffix, at_wide, at_wide_suffix)
    return struct.pack("<9I", *offsets) + volume + plain + b"\0" + wide + bytes(2)


def _expanded_block(path: str, code_page: str) -> bytes:
    plain = path.encode(code_page, "replace")[:_LONGEST].ljust(260, b"\0")
    return struct.pack("<II", 788, _EXPANDED) + plain + _utf16(path).ljust(520, b"\0")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")

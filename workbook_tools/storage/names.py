"""File names that every file system takes: what we derive from a station's or a workbook's name.

Lengths are counted in bytes of UTF-8, since most file systems allow 255 of them (85 Chinese characters).
Sources: the naming rules of Windows (reserved device names, trailing dots and blanks) and of POSIX (NAME_MAX).
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from workbook_tools.basis.lazy_pattern import lazy_pattern

LONGEST_NAME = 255  # bytes
PREVIOUS = ".上一版"
TEMPORARY = ".workbook-tools-"
LAST_EDITION = 99
_DECORATION = 40  # bytes kept free for 上一版, （第99版） and the lock files that office programs put beside a file
_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_DEVICE = lazy_pattern(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)")
_UNNAMED = "未命名"


def safe_file_name(stem: str, suffix: str) -> str:
    """A file name from any text. `suffix` is ours (".docx"). What no file system holds becomes a look-alike or goes."""
    text = unicodedata.normalize("NFC", stem.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(" " if character.isspace() else character for character in text)
    text = "".join(character for character in text if not unicodedata.category(character).startswith("C"))
    text = " ".join(text.translate(_FORBIDDEN).split()).strip(". ")
    if text[:1] in ("-", "~"):  # an option to a command, the owner file of an office program
        text = ("－" if text[0] == "-" else "～") + text[1:]
    if _DEVICE.match(text):
        text = "_" + text
    return shorten(text or _UNNAMED, LONGEST_NAME - _DECORATION - len(suffix.encode())) + suffix


def previous_version_path(path: Path) -> Path:
    """Where the version before is kept: `NAME.上一版.xlsx` beside the file."""
    return path.with_name(_joined(path.stem, PREVIOUS, path.suffix))


def edition_path(path: Path, edition: int) -> Path:
    """The path itself for the first edition, then `NAME（第2版）.docx` and so on."""
    return path if edition == 1 else path.with_name(_joined(path.stem, f"（第{edition}版）", path.suffix))


def temporary_stem(path: Path) -> str:
    """How the hidden neighbours begin that are ours: short whatever the file is called, and the same in every run."""
    return f"{TEMPORARY}{digest(path.name)[:12]}"


def temporary_path(path: Path, run: str, role: str) -> Path:
    """The hidden neighbour of one run."""
    return path.with_name(f"{temporary_stem(path)}-{run}-{role}.tmp")


def invalid_on_windows(name: str) -> str:
    """Why Windows would not take a file name, or take it for another; "" if it does."""
    if _DEVICE.match(name):
        return "这是系统保留的设备名"
    if name != name.rstrip(". "):
        return "末尾有句点或空格"
    if any(character in '<>:"/\\|?*' or ord(character) < 32 for character in name):
        return '含有不允许的字符（< > : " / \\ | ? * 或控制字符）'
    return ""


def shorten(text: str, room: int) -> str:
    """Text in at most `room` bytes. A cut one ends in a digest, so that two long names stay two names."""
    if len(encoded(text)) <= room:
        return text
    mark = "~" + digest(text)[:6]
    kept = encoded(text)[: max(room - len(mark), 0)].decode("utf-8", "ignore")
    whole = kept.rstrip("".join(c for c in set(kept) if unicodedata.combining(c)) + "\u200d\ufe0e\ufe0f")
    return (whole or kept).rstrip(". ") + mark


def encoded(text: str) -> bytes:
    """A name in bytes, as most disks have it. Names that are no UTF-8 reach Python as surrogates: three bytes each."""
    return text.encode("utf-8", "surrogatepass")


def digest(text: str) -> str:
    return hashlib.sha256(encoded(text)).hexdigest()


def _joined(stem: str, decoration: str, suffix: str) -> str:
    return shorten(stem, LONGEST_NAME - len(encoded(decoration + suffix))) + decoration + suffix


def behind(project: int) -> str:
    """What stands behind the names of a project's files, by its number from 0: （2） for the second form of a file."""
    return f"（{project + 1}）" if project else ""

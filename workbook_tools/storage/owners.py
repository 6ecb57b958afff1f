"""Who has a file open in an office program: told by the small owner files that such programs put beside it.

* Excel and Word: `~$name`; Word leaves out up to two first characters of the name. Word for a name of 6 characters
  before the dot keeps all of it, of 7 leaves out one, of 8 and more two.
* WPS: `.~name`. Both hold the user's name after a byte of length, and again in UTF-16 further on.
* LibreOffice: `.~lock.name#`, one line of comma-separated fields: full name, login, machine, time, profile.

A program that crashed leaves its file behind. Whether it did cannot be known from outside, so the message names the
file, and who it speaks of.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.model.basics import Finding

_MOST = 4096  # bytes; real owner files have 165 or a line
_WIDE_NAMES = {162: 54, 165: 55}  # size of an owner file → where the name in UTF-16 begins: Word, Excel
_SHORTENED_BY_WORD = (".doc", ".docx", ".docm", ".dot", ".dotx", ".dotm", ".rtf")
_SOMEBODY = "其他人"


class Owner(NamedTuple):
    """An owner file that was found. `user` and `machine` are "" where it does not tell."""

    program: str
    user: str
    machine: str
    lock: Path

    @property
    def who(self) -> str:
        """The person as a sentence names them."""
        if not self.user:
            return f"{_SOMEBODY}（{self.machine}）" if self.machine else _SOMEBODY
        return f"“{self.user}”（{self.machine}）" if self.machine else f"“{self.user}”"


def office_has_open(path: Path | str) -> Owner | None:
    """The owner file beside `path`, if there is one."""
    path = Path(path)
    microsoft = "Word" if path.suffix.lower() in _SHORTENED_BY_WORD else "Excel"
    for name in _microsoft_names(path):
        if (content := _content(lock := path.with_name(name))) is not None:
            return Owner(microsoft, _name_in(content), "", lock)
    if (content := _content(lock := path.with_name(f".~{path.name}"))) is not None:
        return Owner("WPS", _name_in(content), "", lock)
    if (content := _content(lock := path.with_name(f".~lock.{path.name}#"))) is not None:
        user, machine = _libreoffice_user(content)
        return Owner("LibreOffice", user, machine, lock)
    return None


def open_elsewhere(path: Path | str, *, in_place: bool) -> Finding | None:
    """F032 (refuse) when a file that is to be written in place is open in an office program, F033 (a hint) when it is
    only read; None when nobody has it open."""
    owner = office_has_open(path)
    if owner is None:
        return None
    code = "F032" if in_place else "F033"
    return finding(code, name=Path(path).name, who=owner.who, program=owner.program, lock=owner.lock.name)


def _microsoft_names(path: Path) -> tuple[str, ...]:
    if path.suffix.lower() not in _SHORTENED_BY_WORD:
        return (f"~${path.name}",)
    dropped = min(max(len(path.stem) - 6, 0), 2)
    return (f"~${path.name[dropped:]}", f"~${path.name}") if dropped else (f"~${path.name}",)


def _content(lock: Path) -> bytes | None:
    """What an owner file holds; b"" when it is there but held so that nobody can read it; None when it is not there.

    A name too long for the file system cannot be there either.
    """
    try:
        with lock.open("rb") as file:
            return file.read(_MOST)
    except PermissionError:
        return b""
    except OSError:
        return None


def _name_in(content: bytes) -> str:
    """The user's name in an owner file of Microsoft's shape: the wide one, else the narrow one."""
    start = _WIDE_NAMES.get(len(content))
    if start is not None:
        length = int.from_bytes(content[start : start + 2], "little")
        if 0 < length <= (len(content) - start - 2) // 2:
            return _clean(content[start + 2 : start + 2 + 2 * length].decode("utf-16-le", "replace"))
    narrow = content[1 : 1 + content[0]] if content else b""
    for encoding in ("utf-8", "gb18030"):
        try:
            return _clean(narrow.decode(encoding))
        except UnicodeDecodeError:
            continue
    return ""


def _libreoffice_user(content: bytes) -> tuple[str, str]:
    """Full name (else the login) and machine. A comma inside a field is written with a backslash before it."""
    fields, current, escaped = [], "", False
    for character in content.decode("utf-8", "replace"):
        if escaped:
            current, escaped = current + character, False
        elif character == "\\":
            escaped = True
        elif character in ",;":
            fields.append(_clean(current))
            current = ""
        else:
            current += character
    fields += [""] * 3
    return fields[0] or fields[1], fields[2]


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip()

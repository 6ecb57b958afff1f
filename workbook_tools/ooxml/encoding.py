"""Parts are edited as UTF-8 and put back in the encoding that they came in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.problem import PackageProblem

_DECLARED = lazy_pattern(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_ILLEGAL = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = lazy_pattern("[\x00-\x1f&<>\ufffe\uffff\ud800-\udfff]|_x| $|^ |  ")
_ESCAPED = lazy_pattern(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = lazy_pattern(r"&([^;&]*);?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_UTF8 = frozenset({"utf-8", "utf8", "ascii", "us-ascii"})
LONGEST_TEXT = 32_767  # characters that a cell can hold


class Encoding(NamedTuple):
    """How a part was written, when it was not plain UTF-8."""

    codec: str
    mark: bytes = b""

    def encode(self, content: bytes) -> bytes:
        return self.mark + content.decode().encode(self.codec, "xmlcharrefreplace")


def to_utf8(data: bytes, part: str) -> tuple[bytes, Encoding | None]:
    """The part as UTF-8, and how to put it back; None when it is UTF-8 already (with or without a mark)."""
    encoding = _detect(data)
    if encoding is None:
        return data, None
    try:
        content = data[len(encoding.mark) :].decode(encoding.codec).encode()
        whole = encoding.encode(content) == data
    except (LookupError, UnicodeError):
        whole = False
    if not whole:
        raise PackageProblem("F106", part=part)
    return content, encoding


def is_utf8(head: bytes) -> bool:
    """Whether a part that starts like this is UTF-8 already."""
    return _detect(head) is None


def _detect(data: bytes) -> Encoding | None:
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return Encoding(codec, mark)
    for start, codec in ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be")):
        if data.startswith(start):
            return Encoding(codec)
    declared = _DECLARED.match(data[:200])
    if declared is None or declared[1].decode().lower() in _UTF8:
        return None
    return Encoding(declared[1].decode())


def is_plain(text: str) -> bool:
    """Whether a text can stand in a cell as it is: most can, and need no second look."""
    if len(text) > LONGEST_TEXT:
        return False
    if text.isprintable():  # told without a look at each character
        inside = "&" in text or "<" in text or ">" in text or "_x" in text or "  " in text
        return not inside and text[:1] != " " and text[-1:] != " "
    return _SPECIAL.search(text) is None


def text_for_xml(text: str) -> str:
    """A text as a cell can hold it: line breaks as Excel has them, nothing that XML cannot hold, not too long."""
    if not text.isprintable():  # else there is nothing of the kind in it
        text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text or '"' in text):
        return text
    escaped = escape_text(_ILLEGAL.sub("", text)).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def escape_cell_text(text: str) -> str:
    """Cell text also guards what Excel would take for one of its own escapes: `_x0041_` is written `_x005F_x0041_`."""
    return escape_text(_ESCAPED.sub(r"_x005F_x\1_", text) if "_x" in text else text)


def unescape_cell_text(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def resolve_references(text: str) -> str:
    """Text as it stands in the XML, its entities and decimal character references resolved.

    Raises ValueError for what is none, or for a character that XML cannot hold or that readers treat in their own way.
    """
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NAMED and match[0][-1] == ";":
        return _NAMED[name]
    digits = name.removeprefix("#")
    if digits == name or not (digits.isascii() and digits.isdecimal() and len(digits) < 8 and match[0][-1] == ";"):
        raise ValueError(f"no character is called {name!r}")
    character = chr(int(digits))
    if _ILLEGAL.match(character) or character == "\r":
        raise ValueError(f"not in a text: {digits}")
    return character


def whole_number(text: str | None) -> int | None:
    """A number as attributes have it; None for what is none, is negative, or is longer than any that Excel writes."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 11 else None

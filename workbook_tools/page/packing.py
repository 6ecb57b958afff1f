"""Bytes as text inside an HTML file: seven bits a character, a seventh more than the bytes, where base64 takes a third.

Of the 128 characters of ASCII three cannot stand there as they are: NUL and the carriage return, which a browser
changes, and "<", which could end the element. These stand with their eighth bit set: two bytes of UTF-8 each. So the
reader takes the lower seven bits of every character, whatever it is.
"""

from __future__ import annotations

import gzip

_LIFTED = {0x00: 0x80, 0x0D: 0x8D, 0x3C: 0xBC}
_TABLE = bytes(_LIFTED.get(value, value) for value in range(128)) + bytes(range(128, 256))


def packed(data: bytes) -> bytes:
    """The bytes as seven-bit numbers, the highest bits first, the last filled up with zeros."""
    spare = -len(data) % 7
    data += bytes(spare)
    out = bytearray()
    for at in range(0, len(data), 7):
        number = int.from_bytes(data[at : at + 7])
        out += bytes((number >> shift) & 127 for shift in (49, 42, 35, 28, 21, 14, 7, 0))
    return bytes(out[: len(out) - spare])


def as_text(data: bytes) -> str:
    """Compressed and packed, for a `<script type="text/plain">` of a page in UTF-8."""
    return packed(gzip.compress(data, 9, mtime=0)).translate(_TABLE).decode("latin-1")

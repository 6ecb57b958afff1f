"""How far a sheet reaches, read off its bytes in pieces: for sheets too long to look at cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook_tools.ooxml.references import column_number

_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,7})["']""")
_FAR_CELL = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")  # columns beyond Z
_LONGEST_TAG = 2048


def sheet_extent(chunks: Iterable[bytes]) -> tuple[int, int]:
    """(last row, last column); the column is at least 26, because nearer ones are not looked at."""
    last_row, far = 0, {b"Z"}
    tail = b""
    for chunk in chunks:
        piece = tail + chunk
        last_row = max(last_row, *map(int, _ROW.findall(piece)), 0)
        far.update(_FAR_CELL.findall(piece))
        tail = piece[-_LONGEST_TAG:]
    return last_row, max(column_number(letters.decode()) for letters in far)

"""How far a sheet reaches, read off its bytes in pieces: for sheets too long to look at cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbook_tools.ooxml.references import column_number

# Only what lies far out is looked for: rows from 100,000 on and columns beyond Z. Patterns that begin with plain text
# are what makes this cost a tenth of looking at every cell.
_FAR_ROW = (re.compile(rb'r="(\d{6,7})"'), re.compile(rb"r='(\d{6,7})'"))
_FAR_COLUMN = (re.compile(rb'r="([A-Z]{2,3})\d'), re.compile(rb"r='([A-Z]{2,3})\d"))
_NEAR_ROWS = 99_999
_LONGEST_REFERENCE = 16


def sheet_extent(chunks: Iterable[bytes]) -> tuple[int, int]:
    """(last row, last column), never less than what the cells say; 99,999 and 26 for a sheet that stays within."""
    last_row, far = _NEAR_ROWS, {b"Z"}
    tail = b""
    for chunk in chunks:
        piece = tail + chunk
        for pattern in _FAR_ROW:
            last_row = max(last_row, *map(int, pattern.findall(piece)), 0)
        for pattern in _FAR_COLUMN:
            far.update(pattern.findall(piece))
        tail = piece[-_LONGEST_REFERENCE:]
    return last_row, max(column_number(letters.decode()) for letters in far)

"""The facts of a workbook as one short text, for the record that a batch keeps of it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence

from workbook_tools.facts.fact import COLUMNS, Plain


def pack(facts: Sequence[Plain]) -> str:
    """Columns rather than rows: what repeats lies together."""
    columns = [list(column) for column in zip(*facts, strict=True)]
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 1)).decode("ascii")


def unpack(packed: str) -> list[Plain]:
    """Raises `ValueError` for what no `pack` has made."""
    try:
        text = zlib.decompress(base64.b64decode(packed, validate=True)).decode("utf-8", "surrogatepass")
    except zlib.error as problem:
        raise ValueError("damaged") from problem
    columns = json.loads(text)
    if columns and len(columns) != len(COLUMNS):
        raise ValueError("of another version")
    return list(zip(*columns, strict=True))

"""Is a report still as we made it? Only then may a new one take its place.

Both kinds carry a digest of themselves: Word in its custom properties, HTML in a meta element.
"""

from __future__ import annotations

import hashlib
import re

from workbook_tools.ooxml import PackageLimits
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.report.word_package import CUSTOM, DIGEST_PROPERTY, digest_of, stated_digest

_META = f'<meta name="{DIGEST_PROPERTY}" content="'.encode()
_STATED = re.compile(re.escape(_META) + b'([0-9a-f]{64})"')


def is_untouched(data: bytes) -> bool:
    """A .docx or .html of ours that nobody has changed. False for everything else, and for what cannot be read."""
    if data[:2] == b"PK":
        return _word_untouched(data)
    stated = _STATED.search(data)
    return stated is not None and stated[1] == _digest(data[: stated.start(1)] + data[stated.end(1) :])


def sealed_html(page: str) -> bytes:
    """The page with its digest put in. It has the meta element with an empty content, once."""
    data = page.encode("utf-8", "replace")
    before, mark, after = data.partition(_META)
    if not mark:
        raise ValueError("the page has no place for its digest")
    return before + mark + _digest(data) + after


def _word_untouched(data: bytes) -> bool:
    try:
        archive = Archive(data, PackageLimits(entries=2_000, total_bytes=200_000_000))
        if CUSTOM not in archive.by_name:
            return False
        stated = stated_digest(archive.read(CUSTOM))
    except PackageProblem:
        return False
    return stated == digest_of((entry.filename, entry.file_size, entry.CRC) for entry in archive.entries)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()

"""One spelling for a text that is compared."""

from __future__ import annotations

import unicodedata

# One Chinese character in a pattern, told by being a letter and not Latin: a class from 一 to 鿿 costs half a
# millisecond each time that it is compiled.
HAN = "[^\\W0-9A-Za-z_]"
MONTH, DAY = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"  # in a pattern


def without_blanks(text: str) -> str:
    """NFKC (full-width signs become plain ones), without blanks, tabs and line breaks of any kind."""
    return "".join(unicodedata.normalize("NFKC", text).split())

"""One spelling for a text that is compared."""

from __future__ import annotations

import unicodedata


def without_blanks(text: str) -> str:
    """NFKC (full-width signs become plain ones), without blanks, tabs and line breaks of any kind."""
    return "".join(unicodedata.normalize("NFKC", text).split())

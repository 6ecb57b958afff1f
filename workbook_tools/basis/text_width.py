"""How wide a text is in print."""

from __future__ import annotations

import unicodedata


def text_width(text: str) -> int:
    """In Latin letters: an ideograph, or a full-width sign, is as wide as two of them."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def is_wide(character: str) -> bool:
    """Whether it is as wide as two Latin letters, or is where Chinese is printed."""
    return unicodedata.east_asian_width(character) in "WFA"


class _Widths(dict[str, int]):
    """Character → how many columns it takes, looked up once."""

    def __missing__(self, character: str) -> int:
        width = self[character] = 2 if is_wide(character) else 1
        return width


_WIDTHS = _Widths()

"""The shape of one catalogue entry."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Entry(NamedTuple):
    """Placeholders are named in braces: `{target}`. The texts are whole Chinese sentences; the fix says what to do.

    `fix_in_page` is said in its place by the page that needs no installation, where there is no command line. It has
    no placeholders.
    """

    severity: Literal["E", "W", "I"]
    message: str
    fix: str
    fix_in_page: str = ""


class Phrase:
    """A composed part of a message, of texts that were shortened one by one; it is not shortened again."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

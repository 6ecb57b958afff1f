"""The shape of one catalogue entry."""

from __future__ import annotations

from collections.abc import Iterable
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
    """A composed part of a message, of texts that were shortened one by one; it is not shortened again.

    `about`: the days (ISO), the other cells (sheet!A1) and the causes of which it speaks.
    """

    __slots__ = ("_text", "about")

    def __init__(self, text: str, about: Iterable[str] = ()) -> None:
        self._text = text
        self.about = tuple(about)

    def __str__(self) -> str:
        return self._text

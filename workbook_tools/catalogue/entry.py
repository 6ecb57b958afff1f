"""The shape of one catalogue entry."""

from __future__ import annotations

from typing import NamedTuple

from workbook_tools.model import Severity

SEVERITY_WORDS: dict[Severity, str] = {"E": "错误", "W": "提醒", "I": "提示"}  # everywhere that a person reads


class Entry(NamedTuple):
    """Placeholders are named in braces: `{target}`. Both texts are whole Chinese sentences; the fix says what to do."""

    severity: Severity
    message: str
    fix: str


class Phrase:
    """A composed part of a message, of texts that were shortened one by one; it is not shortened again."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

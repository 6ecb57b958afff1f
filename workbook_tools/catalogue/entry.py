"""The shape of one catalogue entry."""

from __future__ import annotations

from typing import NamedTuple

from workbook_tools.model import Severity


class Entry(NamedTuple):
    """Placeholders are named in braces: `{target}`. Both texts are whole Chinese sentences; the fix says what to do."""

    severity: Severity
    message: str
    fix: str

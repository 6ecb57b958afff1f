"""Names of indicators that mean the same: templates/aliases.toml, and an office's own beside its workbooks."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.facts.names import Aliases

ALIASES_FILE = "aliases.toml"
_LONGEST = 1 << 20  # bytes of a file of aliases


@lru_cache(maxsize=1)
def own_aliases() -> Aliases:
    """The names that come with the program."""
    return _read(template(ALIASES_FILE).read_bytes())


def aliases_in(folder: Path | None) -> Aliases:
    """Our names, and an office's own beside its workbooks; a file that cannot be read says nothing."""
    if folder is None or not (path := folder / ALIASES_FILE).is_file():
        return own_aliases()
    try:
        return {**own_aliases(), **_read(path.read_bytes()[:_LONGEST])}
    except (OSError, ValueError, RecursionError):  # TOML and UTF-8 raise kinds of ValueError
        return own_aliases()


def _read(data: bytes) -> Aliases:
    table = tomllib.loads(data.decode("utf-8-sig")).get("indicators")
    told = table.items() if isinstance(table, dict) else ()
    return {without_blanks(name): without_blanks(meant) for name, meant in told if isinstance(meant, str)}

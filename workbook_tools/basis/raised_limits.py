"""How an office raises a limit that a message names: by an environment variable."""

from __future__ import annotations

import os
from collections.abc import Mapping


def said_limit(variable: str, environment: Mapping[str, str] | None = None) -> int | None:
    """What the environment says; None for nothing, and for what is no positive whole number."""
    text = (os.environ if environment is None else environment).get(variable, "").strip()
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 10 and int(text) else None


def raised(variable: str, usual: int) -> int:
    """The limit that holds: what the environment says, or the usual one."""
    return said_limit(variable) or usual

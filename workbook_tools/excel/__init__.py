"""The live side: the button and its macro, the add-in, the bridge between an open workbook and the program.

Imports stay inside the functions: a press of the button pays for every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def run_button(verb: str, rest: Sequence[str]) -> int:
    """Answer one press of the button; see `bridge`."""
    from workbook_tools.excel import bridge

    return bridge.run_button(verb, rest)


def with_buttons(data: bytes) -> bytes:
    """A workbook with the buttons on its sheets, as a macro workbook; everything else stays as it is."""
    from workbook_tools.excel.buttons import add_buttons

    return add_buttons(data)


def add_button(source: Path, out: Path) -> Path:
    """Write a workbook with the buttons; what lies at `out` stays as its 上一版. Raises `CannotProcess`."""
    from workbook_tools.excel.files import add_button as write

    return write(source, out)


def make_addin(path: Path) -> Path:
    """Write the add-in. Raises `CannotProcess`."""
    from workbook_tools.excel.files import make_addin as write

    return write(path)


__all__ = ["add_button", "make_addin", "run_button", "with_buttons"]

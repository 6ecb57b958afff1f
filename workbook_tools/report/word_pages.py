"""The page that the report is poured into: how wide its text is, in the template's own section."""

from __future__ import annotations

from workbook_tools.ooxml.located import Node
from workbook_tools.report.word_styles import W

_A4_WIDTH, _LEFT, _RIGHT = 11906, 1588, 1474


def text_width(root: Node, after: int) -> int:
    """Of the section that holds what stands before `after`, in twentieths of a point."""
    section = next((node for node in root.walk() if node.tag == f"{W} sectPr" and node.start >= after), None)
    size = section.child(f"{W} pgSz") if section else None
    margins = section.child(f"{W} pgMar") if section else None
    return _number(size, "w", _A4_WIDTH) - _number(margins, "left", _LEFT) - _number(margins, "right", _RIGHT)


def _number(node: Node | None, name: str, default: int) -> int:
    try:
        return int(node.attributes[f"{W} {name}"]) if node else default
    except (KeyError, ValueError):
        return default

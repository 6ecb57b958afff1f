"""Where unit and day of a signature stand, as GB/T 9704-2012 has it for a document that is sealed.

The day stands four characters in from the right, the unit is centred on it. A unit that would leave the page on the
right pushes the day to the left instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.basis.text_width import text_width

_IN = 400  # hundredths of a character
_LINE = 2800


def signature_indents(lines: Sequence[str]) -> list[int]:
    """Right indents in hundredths of a character, for lines that are set flush right."""
    widths = [width_of(line) for line in lines]
    if not widths or max(widths) > _LINE - _IN:
        return [_IN for _ in lines]
    centre = max(_IN + widths[-1] / 2, max(widths) / 2)
    return [round(centre - width / 2) for width in widths]


def width_of(line: str) -> int:
    """In hundredths of a Chinese character."""
    return 50 * text_width(line)

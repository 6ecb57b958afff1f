"""未核实: the settings of a scheme that nobody has checked, as far as a workbook made use of them."""

from __future__ import annotations

from workbook_tools.evaluation.settings import Use, section_of


def unverified_settings(use: Use) -> tuple[str, ...]:
    """In the order of the scheme; a mark that is not known is always told, by its key."""
    words = []
    for mark in use.scheme.unverified:
        section = section_of(mark)
        if section is None:
            words.append(mark)
        elif section.counted(use):
            words.append(section.words)
    return tuple(dict.fromkeys(words))


__all__ = ["Use", "unverified_settings"]

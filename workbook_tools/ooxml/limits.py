"""How an office with larger workbooks raises the limits."""

from __future__ import annotations

from collections.abc import Mapping

from workbook_tools.basis.raised_limits import said_limit
from workbook_tools.ooxml.records import PackageLimits

_MEGABYTE = 1_000_000
_VARIABLES = {  # environment variable → the limit that it sets, and its unit
    "WORKBOOK_TOOLS_MAX_PARTS": ("entries", 1),
    "WORKBOOK_TOOLS_MAX_PART_MB": ("part_bytes", _MEGABYTE),
    "WORKBOOK_TOOLS_MAX_INFLATED_MB": ("total_bytes", _MEGABYTE),
    "WORKBOOK_TOOLS_MAX_RATIO": ("ratio", 1),
    "WORKBOOK_TOOLS_MAX_CELLS": ("cells", 1),
    "WORKBOOK_TOOLS_MAX_ELEMENTS": ("elements", 1),
    "WORKBOOK_TOOLS_MAX_TEXT_MB": ("text_bytes", _MEGABYTE),
    "WORKBOOK_TOOLS_MAX_CELL_TEXT": ("cell_text", 1),
    "WORKBOOK_TOOLS_MAX_TREE_MB": ("tree_bytes", _MEGABYTE),
    "WORKBOOK_TOOLS_MAX_ARCHIVES": ("nested_archives", 1),
}


def limits_of_environment(environment: Mapping[str, str] | None = None) -> PackageLimits:
    """The limits with what the environment says; a value that is no positive whole number says nothing."""
    said = {
        limit: number * unit
        for variable, (limit, unit) in _VARIABLES.items()
        if (number := said_limit(variable, environment)) is not None
    }
    return PackageLimits()._replace(**said) if said else PackageLimits()

"""Authoring of standard workbooks: a content in, the .xlsx that an office hands out as bytes."""

from __future__ import annotations

from workbook_tools.authoring.blank import blank_content, blank_workbook
from workbook_tools.authoring.content import Shown, StandardContent, ValueSource
from workbook_tools.authoring.workbook import author_workbook
from workbook_tools.model.fields import CHAPTERS, TEMPLATE_VERSION, TEMPLATE_VERSION_PROPERTY

__all__ = [
    "CHAPTERS",
    "TEMPLATE_VERSION",
    "TEMPLATE_VERSION_PROPERTY",
    "Shown",
    "StandardContent",
    "ValueSource",
    "author_workbook",
    "blank_content",
    "blank_workbook",
]

"""The version of the standard workbook's layout, and the document property that a workbook carries it in."""

from __future__ import annotations

TEMPLATE_VERSION = "2"
TEMPLATE_VERSION_PROPERTY = "模板版本"

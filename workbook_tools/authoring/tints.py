"""Conditional formats that read 问题清单: a cell that an error or a reminder names shows it where staff fill it in.

INDIRECT, because the sheet is not there before the first run and is made anew by each; what staff put in above moves
the cell and not the list, which the next run mends.
"""

from __future__ import annotations

from workbook_tools.authoring.house_style import DOUBT_FILL, ERROR_FILL
from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.severities import SEVERITY_WORDS, Severity
from workbook_tools.model.fields import FINDINGS_SHEET
from workbook_tools.ooxml import ConditionalFormat, Style
from workbook_tools.writing.findings_sheet import HEAD_ROW, HEADS

MOST_FINDINGS = 300  # that are looked at, the worst come first
TINTS = ((Severity.ERROR, ERROR_FILL), (Severity.WARNING, DOUBT_FILL))


def tint_rule(sheet: str, severity: Severity) -> str:
    """The formula, without "=", of a cell of a sheet: whether a finding of that severity names it."""

    def listed(head: str) -> str:
        letter = column_letters(HEADS.index(head) + 1)
        return f'INDIRECT("{FINDINGS_SHEET}!${letter}${HEAD_ROW + 1}:${letter}${HEAD_ROW + MOST_FINDINGS}")'

    own = sheet.replace('"', '""')
    named = f'FIND("、"&ADDRESS(ROW(),COLUMN(),4)&"、","、"&{listed("单元格")}&"、")'
    tests = (f'({listed("级别")}="{SEVERITY_WORDS[severity]}")', f'({listed("工作表")}="{own}")', f"ISNUMBER({named})")
    return f"IFERROR(SUMPRODUCT({'*'.join(tests)}),0)>0"


def tints(area: str, sheet: str) -> list[ConditionalFormat]:
    """For a workbook that is there already."""
    return [
        ConditionalFormat(
            area, "formula", operands=(tint_rule(sheet, severity),), style=Style(fill=fill.removeprefix("#"))
        )
        for severity, fill in TINTS
    ]

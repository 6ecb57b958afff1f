"""From one evaluation a Word report and an HTML summary, in the same words.

    make_word(submission, evaluation, findings, template_folder) -> bytes
"""

from __future__ import annotations

from workbook_tools.report.facts import about_facts
from workbook_tools.report.word import make_word, template_findings

__all__ = ["about_facts", "make_word", "template_findings"]

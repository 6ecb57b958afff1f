"""Who speaks in a report: the station of itself, or the one who evaluates it; and what the report is called for it."""

from __future__ import annotations

from workbook_tools.model import Information
from workbook_tools.model.fields import REPORT_TYPES

SELF_REPORT, EVALUATION_REPORT = REPORT_TYPES

WORKING_PAPER = "核查底稿"


def is_self_report(about: Information) -> bool:
    """报告类型; blank is a self-evaluation, since it is the station that keeps the workbook."""
    return about.report_type.strip() != EVALUATION_REPORT


def report_name(about: Information) -> str:
    """绩效自评报告 or 绩效评价报告."""
    return "绩效自评报告" if is_self_report(about) else "绩效评价报告"


def working_paper_name(about: Information) -> str:
    return f"绩效{'自评' if is_self_report(about) else '评价'}{WORKING_PAPER}"


def issuer(about: Information) -> str:
    """Who signs: 出具单位, else the contractor of a self-evaluation and the purchaser of an evaluation."""
    carrier = about.contractor.strip() or about.station.strip()
    return about.issuer.strip() or (carrier if is_self_report(about) else about.purchaser.strip())

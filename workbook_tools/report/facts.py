"""Submission, Evaluation and Findings → facts, every figure already a string, for the narrative to put in words.

No sentence stands here: only names, formatted figures, joined lists and counts. What is unknown is "" where the
narrative asks whether it is there, and — where a table prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbook_tools.basis.severities import SEVERITY_WORDS, Severity
from workbook_tools.model import Evaluation, Finding, Information, Submission, Text
from workbook_tools.report import formats
from workbook_tools.report.fund_facts import FundFacts, fund_facts
from workbook_tools.report.lift_facts import LiftFacts, lift_facts
from workbook_tools.report.result_facts import ResultFacts, result_facts
from workbook_tools.report.service_facts import ServiceFacts, service_facts
from workbook_tools.report.work_facts import WorkFacts, work_facts

if TYPE_CHECKING:
    from workbook_tools.report.year_facts import YearsFacts

_OWN_NUMBER = re.compile(
    r"^\s*(?:[（(]?\s*[0-9０-９一二三四五六七八九十百]+\s*[)）、.．:：]|第[0-9一二三四五六七八九十百]+)"
)
_SEVERITIES = SEVERITY_WORDS
_NOTHING = frozenset(("无", "暂无", "没有", "/", "-", "—", "--", "——", "0"))  # what staff write for "nothing to say"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AboutFacts:
    """基本信息. "" for what is not filled in."""

    title: str  # station, else project
    year: str  # 2022年度
    station: str
    project: str
    contractor: str
    purchaser: str
    authority: str
    unit: str  # who signs
    signed_on: str
    signed_iso: str  # 2023-07-31
    service_period: str
    contract_period: str
    contract_total: str
    annual_funds: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TextFact:
    title: str  # numbered where the staff's own titles are not
    content: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FindingFact:
    number: int
    code: str
    severity: str
    tone: str
    place: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FindingFacts:
    entries: tuple[FindingFact, ...]
    errors: int
    warnings: int
    hints: int
    counted: str  # 错误1项、提示3项


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Facts:
    about: AboutFacts
    result: ResultFacts
    work: WorkFacts
    funds: FundFacts
    service: ServiceFacts
    texts: dict[str, tuple[TextFact, ...]]  # by 章节
    found: FindingFacts
    lift: LiftFacts
    years: YearsFacts | None = None  # beside earlier years


def facts_of(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> Facts:
    """Everything the narrative needs, in the order of the sheets."""
    about = about_facts(submission.information)
    return Facts(
        about=about,
        result=result_facts(evaluation),
        work=work_facts(evaluation.rows, evaluation.limits.over_target),
        funds=fund_facts(evaluation.funds, submission.information, evaluation.limits),
        service=service_facts(submission, evaluation),
        texts=_texts(submission.texts),
        found=_findings(findings),
        years=_years(evaluation, about),
        lift=lift_facts(evaluation.lift),
    )


def _years(evaluation: Evaluation, about: AboutFacts) -> YearsFacts | None:
    if not evaluation.years:
        return None
    from workbook_tools.report.year_facts import years_facts

    return years_facts(evaluation, about.year or "本年度")


def about_facts(information: Information) -> AboutFacts:
    station, project = information.station.strip(), information.project.strip()
    contractor = information.contractor.strip()
    return AboutFacts(
        title=station or project,
        year=_year(information.year),
        station=station,
        project=project,
        contractor=contractor,
        purchaser=information.purchaser.strip(),
        authority=information.authority.strip(),
        unit=contractor or station,
        signed_on=formats.day(information.prepared_on),
        signed_iso=information.prepared_on.isoformat() if information.prepared_on else "",
        service_period=formats.period(information.service_start, information.service_end),
        contract_period=formats.period(information.contract_start, information.contract_end),
        contract_total=formats.known_amount(information.contract_total),
        annual_funds=formats.known_amount(information.annual_funds),
    )


def _findings(findings: Sequence[Finding]) -> FindingFacts:
    severities = [found.severity for found in findings]
    return FindingFacts(
        entries=tuple(_finding(number, found) for number, found in enumerate(findings, start=1)),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        hints=severities.count(Severity.HINT),
        counted=formats.joined(
            f"{name}{severities.count(severity)}项" for severity, name in _SEVERITIES.items() if severity in severities
        ),
    )


def _finding(number: int, found: Finding) -> FindingFact:
    place = f"{found.sheet}!{found.cell}" if found.sheet and found.cell else found.sheet or found.cell or "整个文件"
    return FindingFact(
        number, found.code, _SEVERITIES[found.severity], found.severity.lower(), place, found.message, found.fix
    )


def _texts(texts: Iterable[Text]) -> dict[str, tuple[TextFact, ...]]:
    """The staff's texts by chapter, in the sheet's order. Rows that say nothing are not there."""
    grouped: dict[str, list[Text]] = {}
    for text in texts:
        if text.title.strip() or text.content.strip().rstrip("。") not in ("", *_NOTHING):
            grouped.setdefault(text.chapter.strip(), []).append(text)
    return {chapter: tuple(_numbered(several)) for chapter, several in grouped.items()}


def _numbered(texts: list[Text]) -> Iterable[TextFact]:
    several = len(texts) > 1
    for number, text in enumerate(texts, start=1):
        title = text.title.strip()
        if title and several and not _OWN_NUMBER.match(title):
            title = f"{number}．{title}"
        yield TextFact(title, text.content.strip())


def _year(label: str) -> str:
    """2022 → 2022年度; a label that already says what it is stays as it is."""
    text = label.strip().removesuffix(".0")
    if not text or text.endswith("年度"):
        return text
    if text.endswith("年"):
        return text + "度"
    return text + "年度" if text[-1].isdigit() else text

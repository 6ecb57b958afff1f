"""What the message box says at the end of a press, and the console after a drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.model import Evaluation, Finding, Submission

MOST_FINDINGS = 6  # that a message repeats; all of them are in 问题清单
_KINDS = SEVERITY_WORDS


def done_message(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Score, grade and the number of findings."""
    information = submission.information
    name = " ".join(part for part in (information.station, information.year) if part)
    return "\n".join([f"计算完成：{name}" if name else "计算完成。", score_line(evaluation), findings_line(findings)])


def checked_message(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """The same for a check, with the worst findings and their cells: nothing was written that could be looked up."""
    head = "检查完成，工作簿没有改动。" if findings else "检查完成，没有发现问题，工作簿没有改动。"
    return "\n".join([head, score_line(evaluation), findings_line(findings), "", *_worst(findings)]).rstrip()


def problem_message(findings: Sequence[Finding]) -> str:
    """Why nothing could be done, each reason with its cell, its way out and its code."""
    lines = []
    for finding in findings[:MOST_FINDINGS]:
        lines += [f"{_place(finding)}{finding.message}", f"{finding.fix}（{finding.code}）", ""]
    return "\n".join([*lines, *_more(findings)]).rstrip()


def report_lines(written: Iterable[Path]) -> str:
    """Where the reports lie."""
    paths = list(written)
    if not paths:
        return ""
    folder = paths[0].resolve().parent
    return "\n".join(["报告：", *(f"  {path.name}" for path in paths), f"  在 {folder}"])


def score_line(evaluation: Evaluation) -> str:
    if evaluation.score is not None:
        return f"综合得分 {evaluation.score:.2f} 分（满分 {_points(evaluation)} 分），等级：{evaluation.grade_words}。"
    return (
        f"已评定 {evaluation.judged_points.normalize():f} 分中得 {evaluation.judged_score:.2f} 分"
        f"（满分 {_points(evaluation)} 分），"
        f"总分在 {evaluation.score_low:.2f} 与 {evaluation.score_high:.2f} 之间，等级：{evaluation.grade_words}。"
    )


def findings_line(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有发现问题。"
    counts = [(word, sum(f.severity == severity for f in findings)) for severity, word in _KINDS.items()]
    parts = "，".join(f"{word} {count} 条" for word, count in counts if count)
    return f"问题 {len(findings)} 条：{parts}。"


def _points(evaluation: Evaluation) -> str:
    return f"{evaluation.total_points.normalize():f}"


def _worst(findings: Sequence[Finding]) -> list[str]:
    ordered = sorted(findings, key=lambda finding: "EWI".index(finding.severity))[:MOST_FINDINGS]
    return [f"[{f.code}] {_place(f)}{f.message}" for f in ordered] + _more(findings)


def _more(findings: Sequence[Finding]) -> list[str]:
    left = len(findings) - MOST_FINDINGS
    return [f"……还有 {left} 条。"] if left > 0 else []


def _place(finding: Finding) -> str:
    if not finding.sheet:
        return ""
    return f"{finding.sheet}!{finding.cell} " if finding.cell else f"{finding.sheet} "

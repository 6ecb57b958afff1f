"""What the command line says to a person: on stderr, but for the findings of `check`, which are its data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.model import Evaluation, Finding

if TYPE_CHECKING:
    from workbook_tools.library.outcome import Outcome

BIG = 3_000_000  # bytes; a workbook below is done before anybody could read a word


def stages(path: Path) -> Callable[[str], None]:
    """Says what is being done with a big file, so that nobody takes a long wait for a standstill."""
    try:
        big = path.is_file() and path.stat().st_size >= BIG
    except OSError:  # whoever reads it says so
        big = False
    if not big:
        return lambda _: None
    return lambda words: print(f"{path.name}：{words}……", file=sys.stderr, flush=True)


def print_findings(findings: Iterable[Finding], *, to: TextIO | None = None) -> None:
    for finding in findings:
        place = "!".join(part for part in (finding.sheet, "、".join(finding.places)) if part)
        lead = f"[{finding.code} {SEVERITY_WORDS[finding.severity]}]{f' {place}' if place else ''}"
        print(f"{lead} {finding.message} → {finding.fix}", file=to or sys.stderr)


def print_outcome(outcome: Outcome, *, to: TextIO | None = None) -> None:
    """One file as a short paragraph: the score, the findings, where things were written."""
    stream = to or sys.stderr
    print(f"{outcome.file}：{'已完成' if outcome.ok else '未能处理'}", file=stream)
    if outcome.evaluation is not None:
        print(f"  {_score(outcome.evaluation)}", file=stream)
    print_findings(outcome.findings, to=stream)
    for path in outcome.written:
        print(f"  → {path}", file=stream)


def _score(evaluation: Evaluation) -> str:
    if evaluation.score is not None:
        return f"得分 {evaluation.score:.2f}，等级 {evaluation.grade}"
    unjudged = evaluation.total_points - evaluation.judged_points
    low, high = f"{evaluation.score_low:.2f}", f"{evaluation.score_high:.2f}"
    return (
        f"已评定 {evaluation.judged_points.normalize():f} 分得 {evaluation.judged_score:.2f} 分，"
        f"{unjudged.normalize():f} 分无法判定；总分在 {low} 至 {high} 之间，"
        f"等级 {evaluation.grade_words}"
    )

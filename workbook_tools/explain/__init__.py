"""`explain`: the way to a figure, from the cell that shows it down to the cells that staff filled in.

Nothing is written, and nothing that stands in the file is believed: the workbook is computed afresh, and a figure that
stands there otherwise is said to be out of date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_tools import storage
from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.explain.asked import asked_cell
from workbook_tools.explain.audit import AuditCheck, check_audit, stored_audit
from workbook_tools.explain.ways import Explainer, Way
from workbook_tools.model import Finding
from workbook_tools.model.fields import AUDIT_SHEET
from workbook_tools.ooxml import Workbook


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked of one file. `ok`: every cell was explained, and an audit that was asked for is in order."""

    file: str
    ok: bool
    ways: tuple[Way, ...] = ()
    audit: AuditCheck | None = None
    findings: tuple[Finding, ...] = ()  # cells that cannot be explained, figures that are out of date


def explain(path: str | Path, cells: Sequence[str], *, as_of: date | None = None) -> Explanation:
    """Explain cells of a workbook, each written as people do: 绩效指标!L4, '绩效指标'!$L$4. 审计信息 checks the audit.

    `as_of` is by default the day that the workbook was last judged on. Never raises for what is wrong with the file or
    with a cell: the findings say so.
    """
    try:
        return _explained(Path(path), cells, as_of)
    except CannotProcess as problem:
        return Explanation(str(path), ok=False, findings=problem.findings)


def _explained(path: Path, cells: Sequence[str], as_of: date | None) -> Explanation:
    from workbook_tools.catalogue.problems import package_problems
    from workbook_tools.foreign import as_package
    from workbook_tools.in_memory import evaluate_bytes, write_into

    source = storage.read_source(path)
    with package_problems():
        stored = Workbook.open(as_package(source.data))
        audit = stored_audit(stored)
        computed = evaluate_bytes(source.data, folder=source.path.parent, as_of=as_of or audit.as_of, convert=False)
        if computed.submission.form != "standard":
            raise CannotProcess(*_form(path))
        computed = computed._replace(time=audit.time)
        written = write_into(computed.book, computed)
        explainer = Explainer(computed, written, stored)
        ways: list[Way] = []
        findings: list[Finding] = []
        checked = None
        for text in cells:
            if text.strip() == AUDIT_SHEET:
                checked = check_audit(audit, computed, explainer)
                findings += checked.findings
                continue
            try:
                way = explainer.way(*asked_cell(text, computed.book))
            except CannotProcess as problem:
                findings += problem.findings
                continue
            ways.append(way)
            findings += way.troubles
        return Explanation(
            str(path),
            ok=not any(each.severity == Severity.ERROR for each in findings),
            ways=tuple(ways),
            audit=checked,
            findings=tuple(findings),
        )


def _form(path: Path) -> tuple[Finding, ...]:
    from workbook_tools.catalogue import finding

    return (finding("U406", name=path.name),)


__all__ = ["AuditCheck", "Explanation", "Way", "explain"]

"""`explain`: the way to a figure, from the cell that shows it down to the cells that staff filled in.

Nothing is written, and nothing that stands in the file is believed: the workbook is computed afresh, and a figure that
stands there otherwise is said to be out of date. An official form is asked about by the cells of the standard workbook
that it is converted into; of several projects in it one is named.
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
from workbook_tools.reading.text import normal


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked of one file. `ok`: every cell was explained, and an audit that was asked for is in order."""

    file: str
    ok: bool
    project: str = ""
    ways: tuple[Way, ...] = ()
    audit: AuditCheck | None = None
    findings: tuple[Finding, ...] = ()  # cells that cannot be explained, figures that are out of date


def explain(path: str | Path, cells: Sequence[str], *, as_of: date | None = None, project: str = "") -> Explanation:
    """Explain cells of a workbook, each written as people do: 绩效指标!L4, '绩效指标'!$L$4. 审计信息 checks the audit.

    `as_of` is by default the day that the workbook was last judged on, `project` the number or the name of one of
    several projects in the file. Never raises for what is wrong with the file or with a cell: the findings say so.
    """
    try:
        return _explained(Path(path), cells, as_of, project.strip())
    except CannotProcess as problem:
        return Explanation(str(path), ok=False, findings=problem.findings)


def _explained(path: Path, cells: Sequence[str], as_of: date | None, project: str) -> Explanation:
    from workbook_tools.catalogue.problems import package_problems
    from workbook_tools.foreign import as_package
    from workbook_tools.in_memory import evaluate_bytes, write_into

    source = storage.read_source(path)
    with package_problems():
        data = as_package(source.data)
        stored = Workbook.open(data)
        audit = stored_audit(stored)
        place = _place_of(project, data, stored, path)
        computed = evaluate_bytes(source.data, folder=source.path.parent, as_of=as_of or audit.as_of, project=place)
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
            project=computed.submission.information.project,
            ok=not any(each.severity == Severity.ERROR for each in findings),
            ways=tuple(ways),
            audit=checked,
            findings=tuple(findings),
        )


def _place_of(project: str, data: bytes, book: Workbook, path: Path) -> int:
    """The number, from 0, of the project that is meant. Raises `CannotProcess` (U409)."""
    from workbook_tools.catalogue import finding
    from workbook_tools.intake import take_in

    first, _ = take_in(data, book, convert=False)
    rest = (take_in(data, book, convert=False, project=further)[0] for further in range(1, first.projects))
    names = [each.information.project for each in (first, *rest)]
    if project.isdecimal() and 0 < int(project) <= len(names):
        return int(project) - 1
    wanted = normal(project)
    meant = [place for place, name in enumerate(names) if normal(name) == wanted] if wanted else []
    if len(names) == 1 and (meant or not wanted):
        return 0
    if len(meant) != 1:
        listed = "、".join(f"{place}. {name or '（没有项目名称）'}" for place, name in enumerate(names, 1))
        raise CannotProcess(finding("U409", name=path.name, count=len(names), projects=listed))
    return meant[0]


__all__ = ["AuditCheck", "Explanation", "Way", "explain"]

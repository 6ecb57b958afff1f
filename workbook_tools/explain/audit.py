"""Whether the program, the scheme and the inputs are those of the audit sheet that the file carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.catalogue import finding
from workbook_tools.model import Finding
from workbook_tools.model.fields import AUDIT_SHEET, OWN_SHEETS
from workbook_tools.writing.audit_sheet import (
    AS_OF,
    FINGERPRINT,
    LEDGER_FINGERPRINT,
    NOT_GIVEN,
    PROGRAM,
    SCHEME_DIGEST,
    TIME,
    VOCABULARY,
    Audit,
    audit_facts,
)

if TYPE_CHECKING:
    from workbook_tools.explain.ways import Explainer
    from workbook_tools.in_memory import Computed
    from workbook_tools.ooxml import Workbook

COMPARED = (PROGRAM, SCHEME_DIGEST, VOCABULARY, FINGERPRINT, LEDGER_FINGERPRINT)
CODES = {FINGERPRINT: "U411", SCHEME_DIGEST: "U412", LEDGER_FINGERPRINT: "U413", PROGRAM: "U414", VOCABULARY: "U416"}
MOST_NAMED = 5


class StoredAudit(NamedTuple):
    """What the audit sheet of a file says; empty where it has none."""

    facts: dict[str, str]
    as_of: date | None
    time: str


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """Label → (what the sheet says, what the program finds now). `stale` counts figures that the file has otherwise."""

    compared: tuple[tuple[str, str, str], ...]
    stale: int
    findings: tuple[Finding, ...]

    @property
    def same_inputs(self) -> bool:
        return all(said == now for label, said, now in self.compared if label == FINGERPRINT)


def stored_audit(book: Workbook) -> StoredAudit:
    """Read the audit sheet of a file."""
    if AUDIT_SHEET not in book.sheet_names or not book.owns_sheet(AUDIT_SHEET):
        return StoredAudit({}, None, "")
    cells = book.scan(AUDIT_SHEET).cells
    facts: dict[str, str] = {}
    for (row, column), cell in cells.items():
        value = cells.get((row, 2))
        if column == 1 and value is not None and cell.text not in facts:
            facts[cell.text] = value.text
    time = facts.get(TIME, "")
    return StoredAudit(facts, _day(facts.get(AS_OF, "")), "" if time.startswith(NOT_GIVEN) else time)


def check_audit(stored: StoredAudit, computed: Computed, explainer: Explainer) -> AuditCheck:
    """Compare what the sheet says with what the file holds now."""
    if not stored.facts:
        return AuditCheck((), 0, (finding("U410", AUDIT_SHEET),))
    now = dict(audit_facts(computed.submission, computed.evaluation, Audit(computed.scheme, computed.time)))
    compared = tuple(
        (label, stored.facts.get(label, "没有"), now.get(label, "没有"))
        for label in COMPARED
        if label in stored.facts or label in now
    )
    findings = [
        finding(CODES[label], AUDIT_SHEET, said=said, now=fresh) for label, said, fresh in compared if said != fresh
    ]
    stale = list(explainer.stale())
    if stale:
        places = [f"{sheet}!{cell}" for sheet, cell, _, _ in stale if sheet not in OWN_SHEETS] or [
            f"{sheet}!{cell}" for sheet, cell, _, _ in stale
        ]
        named = "、".join(places[:MOST_NAMED]) + ("等" if len(places) > MOST_NAMED else "")
        findings.append(finding("U415", AUDIT_SHEET, count=len(stale), cells=named))
    return AuditCheck(compared, len(stale), tuple(findings))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

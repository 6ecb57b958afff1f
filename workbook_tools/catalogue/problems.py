"""The one exception that leaves the rooms: a file cannot be processed, and here is all that is wrong with it."""

from __future__ import annotations

from workbook_tools.model.basics import Finding


class CannotProcess(Exception):
    """Raised with every finding that stands in the way, so that staff can mend all of them in one go."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code} {f.message}" for f in findings))
        self.findings = findings

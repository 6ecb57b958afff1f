"""The one exception that leaves the rooms: a file cannot be processed, and here is all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workbook_tools.catalogue import finding
from workbook_tools.model.basics import Finding


class CannotProcess(Exception):
    """Raised with every finding that stands in the way, so that staff can mend all of them in one go."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code} {f.message}" for f in findings))
        self.findings = findings


@contextmanager
def package_problems() -> Iterator[None]:
    """The package knows no sentences: its problems leave here as findings."""
    from workbook_tools.ooxml.problem import PackageProblem

    try:
        yield
    except PackageProblem as problem:
        raise CannotProcess(finding(problem.code, problem.sheet, problem.cell, **problem.figures)) from problem

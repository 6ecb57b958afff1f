"""What leaves the rooms as an exception: a file cannot be processed, and here is all that is wrong with it; a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook_tools.catalogue import finding
from workbook_tools.model.basics import Finding


class CannotProcess(Exception):
    """Raised with every finding that stands in the way, so that staff can mend all of them in one go."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code} {f.message}" for f in findings))
        self.findings = findings


class FaultAfterWriting(Exception):
    """A fault of the program, which it is raised from, that came when these files had been written."""

    def __init__(self, written: Iterable[Path]) -> None:
        super().__init__("after writing")
        self.written = tuple(written)


@contextmanager
def package_problems() -> Iterator[None]:
    """The package knows no sentences: its problems leave here as findings."""
    from workbook_tools.ooxml.problem import PackageProblem

    try:
        yield
    except PackageProblem as problem:
        raise CannotProcess(finding(problem.code, problem.sheet, problem.cell, **problem.figures)) from problem

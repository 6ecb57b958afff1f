"""Every hostile file is met in the same way: it is refused by code or worked with, and it stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbook_tools.catalogue import ENTRIES
from workbook_tools.recompute import Outcome, check, recompute

Meet = Callable[..., Outcome]


@pytest.fixture
def meet(tmp_path: Path) -> Meet:
    """Check a workbook, then recompute it into a folder. Nothing is written when it is refused."""

    def run(data: bytes, name: str = "站点.xlsx", *, report: bool = False) -> Outcome:
        book, out = tmp_path / name, tmp_path / "out"
        book.write_bytes(data)
        checked = check(book)
        outcome = recompute(book, out, report=report)
        assert book.read_bytes() == data
        assert outcome.findings or outcome.ok
        assert all(finding.code in ENTRIES and finding.message for finding in (*checked.findings, *outcome.findings))
        if not outcome.ok:
            assert outcome.written == ()
            assert not out.exists() or not list(out.iterdir())
            assert any(finding.severity == "E" and finding.fix for finding in outcome.findings)
        assert sorted(entry.name for entry in tmp_path.iterdir() if entry != out) == [name]
        return outcome

    return run

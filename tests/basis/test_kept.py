"""What was made once is read by the next process; `tests/report/test_compiled.py` says when it is made anew."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbook_tools.basis.kept import kept


def test_tables_come_back_as_they_were_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made: list[int] = []

    def make() -> dict[str, dict[str, str]]:
        made.append(1)
        return {"noun": {"words": "邻里港 红管家"}}

    first, second = kept("sample", b"1", make), kept("sample", b"1", make)
    assert first == second == {"noun": {"words": "邻里港 红管家"}}
    assert first is not second
    assert len(made) == 1
    assert kept("sample", b"2", make) == first
    assert len(made) == 2

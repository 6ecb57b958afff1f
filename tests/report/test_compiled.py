"""Compiled templates are kept like Python's own compiled modules, and never trusted beyond their marks."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from workbook_tools.report.compiled import compiled


class Counting(jinja2.Environment):
    compilations = 0

    def compile(self, source, *rest, **named):  # type: ignore[no-untyped-def]
        Counting.compilations += 1
        return super().compile(source, *rest, **named)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Python's cache in a folder of the test's own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(Counting, "compilations", 0)
    return tmp_path


def made(source: str = "{{ x }}分", settings: str = "") -> str:
    return compiled(Counting(), source, "sample", settings).render(x=3)


def kept(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if path.is_file()]


def test_the_second_process_does_not_compile(cache: Path) -> None:
    assert [made(), made()] == ["3分", "3分"]
    assert Counting.compilations == 1
    assert [path.name for path in kept(cache)] == [f"sample_template.{sys.implementation.cache_tag}.pyc"]


def test_another_source_or_another_setting_is_compiled_anew() -> None:
    assert [made(), made("{{ x }}项"), made("{{ x }}项", "other")] == ["3分", "3项", "3项"]
    assert Counting.compilations == 3


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:64] + b"\0" * 20])
def test_a_damaged_cache_is_no_harm(cache: Path, damage) -> None:  # type: ignore[no-untyped-def]
    made()
    (path,) = kept(cache)
    path.write_bytes(damage(path.read_bytes()))
    assert made() == "3分"
    assert Counting.compilations == 2


def test_where_nothing_may_be_written_nothing_is(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert made() == "3分"
    assert kept(cache) == []


def test_a_folder_that_cannot_be_written_is_no_harm(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (cache / "file").write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(cache / "file"))
    assert made() == "3分"

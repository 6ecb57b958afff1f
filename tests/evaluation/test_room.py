"""The room as a whole: pure, and every message of its own is raised somewhere and tested."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from builders import yongping_2022

import workbook_tools
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.evaluation import ENTRIES
from workbook_tools.evaluation import evaluate
from workbook_tools.reading.scheme_files import load_scheme

PACKAGE = Path(workbook_tools.__file__).parent
ROOM = sorted((PACKAGE / "evaluation").rglob("*.py"))
TESTS = Path(__file__).parents[1]
CLOCKS = {"today", "now", "utcnow", "time", "monotonic", "perf_counter", "random"}


@pytest.mark.parametrize("module", ROOM, ids=lambda path: path.name)
def test_no_module_touches_a_file_or_a_clock(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            assert not {name.partition(".")[0] for name in names} & {
                "os",
                "io",
                "pathlib",
                "time",
                "random",
                "openpyxl",
                "pandas",
            }
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in CLOCKS | {"open", "read_text", "read_bytes", "print"}


def test_an_evaluation_opens_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme, workbook = load_scheme(), yongping_2022()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    evaluate(workbook, scheme)
    monkeypatch.setattr("builtins.open", refuse)
    assert evaluate(workbook, scheme).judged_score == evaluate(workbook, scheme).score_low


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_every_message_is_raised_and_tested(code: str) -> None:
    sources = [*ROOM, *(PACKAGE / "reading").glob("scheme_*.py")]
    assert any(f'"{code}"' in source.read_text(encoding="utf-8") for source in sources)
    tests = [*(TESTS / "evaluation").glob("test_*.py"), TESTS / "reading" / "test_scheme_files.py"]
    assert any(f'"{code}"' in test.read_text(encoding="utf-8") for test in tests)


def test_messages_about_units_find_their_figures() -> None:
    """Bringing two sides to one unit only names codes; the row has the figures."""
    codes = set(re.findall(r'"(Q\d{3})"', (PACKAGE / "evaluation" / "units.py").read_text(encoding="utf-8")))
    assert codes
    for code in codes:
        found = finding(
            code, "绩效指标", "J4", name="走访", target="68次", actual="68", unit="次", missing="", either="", text=""
        )
        assert "{" not in found.message + found.fix


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_every_message_is_a_whole_sentence_and_says_what_to_do(code: str) -> None:
    entry = ENTRIES[code]
    assert entry.message.endswith("。")
    assert entry.fix.endswith("。")
    assert not any("  " in text for text in entry)

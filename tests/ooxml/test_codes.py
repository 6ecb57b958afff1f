"""Every code that the package raises has an entry in the catalogue, and brings the figures that its message names."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import workbook_tools.ooxml
from workbook_tools import catalogue

PLACES = {"sheet", "cell"}


def raised() -> list[tuple[str, str, set[str]]]:
    """(where, code, figures) of every PackageProblem that is written out with its code."""
    found = []
    for path in sorted(Path(workbook_tools.ooxml.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PackageProblem" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    figures = {keyword.arg for keyword in node.keywords if keyword.arg} - PLACES
                    found.append((f"{path.name}:{node.lineno}", str(first.value), figures))
    return found


@pytest.mark.parametrize(("where", "code", "figures"), raised())
def test_a_problem_brings_what_its_message_names(where: str, code: str, figures: set[str]) -> None:
    entry = catalogue.ENTRIES[code]
    named = {name for text in (entry.message, entry.fix) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert named <= figures, where


def test_every_entry_of_the_block_is_raised() -> None:
    block = {code for code in catalogue.ENTRIES if "F100" <= code < "F140"}
    assert block == {code for _, code, _ in raised()} | {"F100", "F101", "F102"}


def test_a_problem_becomes_a_finding() -> None:
    problem = workbook_tools.ooxml.PackageProblem("F116", "绩效指标", "K4", area="K3:K5")
    finding = catalogue.finding(problem.code, problem.sheet, problem.cell, **problem.figures)
    assert (finding.sheet, finding.cell, "K3:K5" in finding.message) == ("绩效指标", "K4", True)

"""The catalogue as a whole: the program raises every message of it and no other, with the figures that it names."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbook_tools
from workbook_tools.basis.resources import template
from workbook_tools.catalogue import ENTRIES

PACKAGE = Path(workbook_tools.__file__).parent
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent.name != "catalogue"
}
CODE = re.compile(r"[FSQPMRTLAOCDXBUYNG]\d{3}")
IN_A_SENTENCE = re.compile(r"(?<![A-Za-z0-9])[FSQPMRTLAOCDXBUYNG]\d{3}(?![A-Za-z0-9])")
PLACE = ("sheet", "cell")  # the second and third of what `finding` takes


def texts() -> Iterator[tuple[str, str]]:
    """(module, text) of every text in the program's code; comments are none."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield name, node.value


def written_out() -> list[tuple[str, str, frozenset[str]]]:
    """(where, code, figures) of every finding whose code and figures are all written out where it is made."""
    found = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "finding" or not node.args:
                continue
            figures = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            if len(figures) == len(node.keywords) and not any(isinstance(arg, ast.Starred) for arg in node.args):
                codes = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
                found += [(f"{name}:{node.lineno}", str(c), figures) for c in codes if CODE.fullmatch(str(c))]
    return found


def named(code: str) -> set[str]:
    entry = ENTRIES[code]
    return {name for text in (entry.message, entry.fix) for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_used() -> None:
    """In the program, in a button's code, or in a page's, which have no catalogue but the texts written into them."""
    scripts = [*template("macro").glob("*.bas"), *template("page").glob("*.js")]
    modules = [path.read_text("utf-8") for path in scripts]
    used = {code for text in [*(text for _, text in texts()), *modules] for code in IN_A_SENTENCE.findall(text)}
    assert set(ENTRIES) - used == set()


def test_every_code_that_the_program_names_has_its_message() -> None:
    assert [(name, text) for name, text in texts() if CODE.fullmatch(text) and text not in ENTRIES] == []


def test_every_code_in_a_sentence_of_the_program_has_its_message() -> None:
    """A sentence that names a code as an example sends its reader to look it up."""
    sentences = [(name, text) for name, text in texts() if re.search("[\u4e00-\u9fff]", text)]
    missing = [(name, code) for name, text in sentences for code in IN_A_SENTENCE.findall(text) if code not in ENTRIES]
    assert missing == []


@pytest.mark.parametrize(("where", "code", "figures"), written_out())
def test_a_finding_brings_what_its_message_names(where: str, code: str, figures: frozenset[str]) -> None:
    assert named(code) <= figures - set(PLACE), where


def test_most_findings_are_looked_at_here() -> None:
    assert len({code for _, code, _ in written_out()}) > len(ENTRIES) / 2


# Said of places on a disk and of how the program is run; the page reads what it is given, and saves by its own buttons.
_OF_A_COMMAND = {"F021", "F022", "F023", "F024", "F032", "F042", "F150", "Y004"}


def test_what_the_page_advises_needs_no_command_line() -> None:
    of_a_workbook = [code for code in ENTRIES if code[0] in "FSQPMRTLAOCDYG"]
    asking = {
        code
        for code in of_a_workbook
        if re.search(r"环境变量|WORKBOOK_TOOLS|workbook-tools|--[a-z]", ENTRIES[code].fix_in_page or ENTRIES[code].fix)
    }
    assert asking == _OF_A_COMMAND
    assert all("{" not in entry.fix_in_page for entry in ENTRIES.values())

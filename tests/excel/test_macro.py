"""The macro's sources: what VBA and LibreOffice both take, and the texts of the catalogue in them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import ENTRIES
from workbook_tools.excel.macro import MACROS, MARK, PROTOCOL, RIBBON, ascii_form, modules, plain_form, shown_by_macro
from workbook_tools.excel.vba_project import Module, build_project

LONGEST_LINE = 1023  # characters that VBA takes in one line
PROCEDURE = re.compile(r"^(?:Public|Private) (?:Sub|Function) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_is_ascii_explicit_marked_and_has_no_line_too_long(module: Module) -> None:
    assert module.text.isascii()
    assert MARK in module.source
    assert "\nOption Explicit\n" in module.source
    assert max(len(line) for line in module.source.splitlines()) <= LONGEST_LINE
    assert re.search(r"^\s*#If", module.source, re.MULTILINE) is None
    assert module.text.startswith(f'Attribute VB_Name = "{module.name}"\r\n')
    assert module.text.count("Attribute VB_Name") == 1


def test_no_procedure_is_defined_twice_or_bears_the_name_of_a_module() -> None:
    names = [name.upper() for module in modules() for name in PROCEDURE.findall(module.source)]
    assert len(names) == len(set(names))
    assert not {module.name.upper() for module in modules()} & set(names)


def test_every_button_and_every_ribbon_callback_has_its_macro() -> None:
    public = "\n".join(module.source for module in modules())
    for macro in MACROS.values():
        assert f"Public Sub {macro}()" in public
    for callback in RIBBON.values():
        assert f"Public Sub {callback}(ByVal Control As Object)" in public


def test_macro_and_program_speak_the_same_protocol() -> None:
    button = next(module for module in modules() if module.name == "WtButton")
    assert f"Public Const WtProtocol As Long = {PROTOCOL}\n" in button.source


SHOWN = [
    "X001", "X002", "X003", "X004", "X005", "X006", "X007", "X008", "X009", "X010", "X013", "X014", "X015", "X019",
    "X026", "X027", "X028", "X029", "X030", "X031", "X032", "X033", "X035", "X036", "X037",
]  # fmt: skip


def test_messages_of_the_macro_are_those_of_the_catalogue() -> None:
    sources = {module.name: module.source for module in modules()}
    raised = {code for source in sources.values() for code in re.findall(r'"(X\d{3})"', source)}
    texts = dict(re.findall(r'Case "(X\d{3})": Found = "([^"]*)"', sources["WtTexts"]))
    assert raised == set(texts) == set(SHOWN)
    assert set(SHOWN) <= set(ENTRIES)
    for code, text in texts.items():
        assert plain_form(text) == shown_by_macro(code)
        assert code in plain_form(text)
        assert ENTRIES[code].fix in plain_form(text)


def test_a_placeholder_that_is_filled_in_when_it_is_shown_stays_in_the_text() -> None:
    assert "{detail}" in shown_by_macro("X002")


def test_the_folder_of_sources_holds_nothing_else() -> None:
    assert {path.suffix for path in template("macro").iterdir()} == {".bas"}


def test_other_programs_read_the_sources_back_exactly(by_olevba: Callable[[bytes], dict[str, str]]) -> None:
    project = build_project([Module("ThisWorkbook", "workbook"), *modules()])
    found = by_olevba(project)
    assert {module.name: found[module.name] for module in modules()} == {m.name: m.text for m in modules()}
    assert build_project([Module("ThisWorkbook", "workbook"), *modules()]) == project


@given(st.text())
def test_any_text_survives_its_ascii_form(text: str) -> None:
    form = ascii_form(text)
    assert form.isascii()
    assert "\t" not in form
    assert "\n" not in form
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert plain_form(form) == whole


def test_a_path_as_the_macro_escapes_it_is_read_back() -> None:
    assert plain_form("C:\\u005C\\u7AD9\\u70B9\\u005Ca b.xlsm") == "C:\\站点\\a b.xlsm"

"""VBA projects: two other readers give back the exact source, and what staff have is kept when ours is added."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import olefile
import pytest

from workbook_tools.excel.compound_file import Storage, read_compound_file
from workbook_tools.excel.compound_writer import write_compound_file
from workbook_tools.excel.vba_project import (
    LockedProject,
    Module,
    ModuleNameTaken,
    SignedProject,
    add_modules,
    build_project,
    read_modules,
)
from workbook_tools.excel.vba_streams import ProjectProblem, decrypt, encrypt, is_locked

Sources = Callable[[bytes], dict[str, str]]
MARK = "workbook-tools button"
OURS = Module("WtButton", "standard", f"' {MARK}\nOption Explicit\n\nPublic Sub WtA()\n    Beep\nEnd Sub\n")
DOCUMENTS = [Module("ThisWorkbook", "workbook"), Module("Sheet1", "sheet"), Module("Chart2", "chart")]


def test_two_other_readers_give_back_the_exact_source(by_olevba: Sources, by_pyopenvba: Sources) -> None:
    modules = [*DOCUMENTS, OURS, Module("WtLong", "standard", "\n".join(f"' line {n}" for n in range(2000)))]
    project = build_project(modules)
    expected = {module.name: module.text for module in modules}
    assert by_olevba(project) == by_pyopenvba(project) == read_modules(project) == expected
    assert "\r\n" in expected["WtButton"]
    assert "\n" not in expected["WtButton"].replace("\r\n", "")


def test_the_same_sources_give_the_same_bytes() -> None:
    assert build_project([*DOCUMENTS, OURS]) == build_project([*DOCUMENTS, OURS])


def test_a_new_project_is_open_and_visible_and_without_password() -> None:
    with olefile.OleFileIO(io.BytesIO(build_project([*DOCUMENTS, OURS]))) as container:
        text = container.openstream("PROJECT").read()
        cache = container.openstream("VBA/_VBA_PROJECT").read()
    assert not is_locked(text)
    assert b'\r\nModule=WtButton\r\nName="VBAProject"\r\n' in text
    assert cache.hex() == "cc61ffff000100"


def test_an_attribute_line_in_the_source_is_not_repeated() -> None:
    module = Module("WtA", "standard", 'Attribute VB_Name = "WtA"\nOption Explicit\n')
    assert module.text == 'Attribute VB_Name = "WtA"\r\nOption Explicit\r\n'


@pytest.mark.parametrize("data", [b"\0" * 4, b"\1", bytes([0xFF]), b"secret" * 5])
def test_protection_values_are_read_as_they_were_written(data: bytes) -> None:
    project_id = "{57273F25-667F-40B6-9EC3-C7336FAB64FB}"
    for seed in (0, 5, 0x81, 0xFF):
        assert decrypt(project_id, encrypt(project_id, data, seed)) == data


@pytest.mark.parametrize(
    ("lines", "locked"),
    [
        ('ID="{1}"\r\nCMG="{open}"\r\nGC="{seen}"', False),
        ('ID="{1}"\r\nCMG="{user}"\r\nGC="{seen}"', True),
        ('ID="{1}"\r\nCMG="{open}"\r\nGC="{hidden}"', True),
        ('ID="{1}"\r\nCMG="QQ"\r\nGC="00"', True),
        ('ID="{1}"\r\nName="P"', False),
    ],
    ids=["open", "locked for viewing", "hidden", "unreadable on purpose", "never protected"],
)
def test_a_lock_is_recognised(lines: str, locked: bool) -> None:
    values = {
        "{open}": encrypt("{1}", bytes(4)),
        "{user}": encrypt("{1}", b"\1\0\0\0"),
        "{seen}": encrypt("{1}", b"\xff"),
        "{hidden}": encrypt("{1}", b"\0"),
    }
    for placeholder, value in values.items():
        lines = lines.replace(placeholder, value)
    assert is_locked(lines.encode()) is locked


# ---------------------------------------------------------------- adding to what is there


def projects_of(workbooks: list[Path]) -> list[tuple[str, bytes]]:
    found = []
    for path in workbooks:
        with zipfile.ZipFile(path) as package:
            found += [(path.name, package.read(n)) for n in package.namelist() if n.endswith("vbaProject.bin")]
    return found


def test_projects_of_strangers_keep_every_module_form_and_setting(
    foreign_workbooks: list[Path], by_olevba: Sources, by_pyopenvba: Sources
) -> None:
    projects = projects_of(foreign_workbooks)
    assert projects
    for name, project in projects:
        before, merged = read_modules(project), add_modules(project, [OURS], MARK)
        expected = {**before, "WtButton": OURS.text}
        assert read_modules(merged) == by_pyopenvba(merged) == expected, name
        assert by_olevba(merged)["WtButton"] == OURS.text, name
        assert forms(merged) == forms(project), name
        assert kept_lines(merged) == kept_lines(project), name
        assert add_modules(merged, [OURS], MARK) == merged, name


def forms(project: bytes) -> dict[str, Storage | bytes]:
    return {n: c for n, c in read_compound_file(project).children.items() if isinstance(c, Storage) and n != "VBA"}


def kept_lines(project: bytes) -> list[bytes]:
    return [line for line in read_compound_file(project).stream("PROJECT").splitlines() if b"WtButton" not in line]


def test_our_module_is_renewed_and_declared_once() -> None:
    first = add_modules(build_project(DOCUMENTS), [OURS], MARK)
    newer = Module("WtButton", "standard", f"' {MARK} 2\nPublic Sub WtB()\nEnd Sub\n")
    second = add_modules(first, [newer], MARK)
    assert read_modules(second)["WtButton"] == newer.text
    assert read_compound_file(second).stream("PROJECT").count(b"Module=WtButton") == 1


def test_a_module_of_theirs_with_our_name_is_left_alone() -> None:
    theirs = build_project([*DOCUMENTS, Module("WTBUTTON", "standard", "Sub Mine()\nEnd Sub")])
    with pytest.raises(ModuleNameTaken, match="WtButton"):
        add_modules(theirs, [OURS], MARK)


def test_compiled_caches_are_dropped() -> None:
    tree = read_compound_file(build_project(DOCUMENTS))
    tree.storage("VBA").children["__SRP_0"] = b"compiled"
    tree.storage("VBA").put("_VBA_PROJECT", bytes.fromhex("cc61b50000") + bytes(300))
    merged = read_compound_file(add_modules(write_compound_file(tree), [OURS], MARK)).storage("VBA")
    assert merged.name_of("__SRP_0") is None
    assert merged.stream("_VBA_PROJECT").hex() == "cc61ffff000100"


def changed(project: bytes, old: bytes, new: bytes) -> bytes:
    tree = read_compound_file(project)
    tree.put("PROJECT", tree.stream("PROJECT").replace(old, new))
    return write_compound_file(tree)


def test_a_locked_project_is_refused() -> None:
    project = build_project(DOCUMENTS)
    settings = read_compound_file(project).stream("PROJECT").decode()
    project_id = settings.partition('ID="')[2].partition('"')[0]
    locked = changed(project, encrypt(project_id, bytes(4)).encode(), encrypt(project_id, b"\1\0\0\0").encode())
    with pytest.raises(LockedProject):
        add_modules(locked, [OURS], MARK)


def test_a_signed_project_is_refused() -> None:
    tree = read_compound_file(build_project(DOCUMENTS))
    tree.children["_VBA_PROJECT_SIGNATURE"] = b"signature"
    with pytest.raises(SignedProject):
        add_modules(write_compound_file(tree), [OURS], MARK)


@pytest.mark.parametrize("project", [b"", b"PK\3\4", write_compound_file(Storage({"VBA": Storage({"dir": b"\1"})}))])
def test_what_is_no_project_is_refused(project: bytes) -> None:
    with pytest.raises(ProjectProblem):
        add_modules(project, [OURS], MARK)

"""Making a page: what is refused before anything is made, and that the bytes in it come back."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.page.build import build_page
from workbook_tools.page.office import files
from workbook_tools.page.packing import as_text
from workbook_tools.page.runtime import WANTED
from workbook_tools.page.wheels import collect, pins


def unpacked(text: str) -> bytes:
    """As the page does it: the lower seven bits of each character, eight make a byte."""
    bits = "".join(f"{ord(character) & 127:07b}" for character in text)
    return gzip.decompress(bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8)))


@pytest.mark.parametrize("size", [0, 1, 6, 7, 8, 13, 14, 1000, 4099])
def test_bytes_come_back_from_the_text_of_a_page(size: int) -> None:
    data = random.Random(size).randbytes(size)
    text = as_text(data)
    assert unpacked(text) == data
    assert not set(text) & {"\0", "\r", "<"}


def code(problem: pytest.ExceptionInfo[CannotProcess]) -> str:
    return problem.value.findings[0].code


def test_a_folder_that_is_not_the_runtime_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    target = tmp_path / "绩效评价.html"
    with pytest.raises(CannotProcess) as problem:
        build_page(target, tmp_path)
    assert code(problem) == "N001"
    (tmp_path / "package.json").write_text(json.dumps({"name": "pyodide", "version": WANTED}))
    with pytest.raises(CannotProcess) as problem:
        build_page(target, tmp_path)
    assert "pyodide.asm.wasm" in problem.value.findings[0].message
    assert not target.exists()


@pytest.mark.slow
def test_the_same_inputs_give_the_same_bytes_wherever_the_libraries_come_from(
    page: Path, runtime: Path, wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.stat().st_size <= 12_000_000
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    again = build_page(tmp_path / "again.html", runtime)  # by pip, as the README has it
    assert again.read_bytes() == page.read_bytes()


def test_a_page_ends_in_html(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as problem:
        build_page(tmp_path / "绩效评价.txt", tmp_path)
    assert code(problem) == "U011"


def test_a_wheel_with_another_content_is_no_wheel_of_the_list(tmp_path: Path) -> None:
    for pin in pins():
        (tmp_path / f"{pin.name}-{pin.version}-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(CannotProcess) as problem:
        collect(tmp_path, tmp_path)
    assert code(problem) == "N004"
    assert all(pin.requirement in problem.value.findings[0].message for pin in pins()[:1])


def test_a_scheme_that_cannot_be_used_is_refused_with_its_name(tmp_path: Path) -> None:
    wrong = tmp_path / "我区.toml"
    wrong.write_text('extends = "no-such-scheme"\n', encoding="utf-8")
    with pytest.raises(CannotProcess) as problem:
        files([wrong], None)
    assert code(problem) == "N005"
    assert "我区.toml" in problem.value.findings[0].message


def test_a_template_that_is_none_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "模板.docx"
    wrong.write_bytes(b"no document")
    with pytest.raises(CannotProcess) as problem:
        files([], wrong)
    assert code(problem) == "N006"

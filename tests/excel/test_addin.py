"""The add-in: its parts, relationships and callbacks one by one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel import make_addin
from workbook_tools.excel.addin import addin_workbook
from workbook_tools.excel.macro import RIBBON, modules
from workbook_tools.ooxml import Workbook
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import PackageLimits

UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
EXTENSIBILITY = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"


@pytest.fixture(scope="module")
def package() -> Package:
    return Package(addin_workbook(), PackageLimits())


def test_it_is_an_add_in_with_a_project(package: Package) -> None:
    assert package.content_type("xl/workbook.xml") == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert package.content_type("xl/vbaProject.bin") == "application/vnd.ms-office.vbaProject"
    assert package.related("xl/workbook.xml", "vbaProject") == "xl/vbaProject.bin"
    assert Workbook.open(addin_workbook()).has_macros


def test_every_part_has_a_content_type_and_every_relationship_a_part(package: Package) -> None:
    for name in package.names():
        assert name == "[Content_Types].xml" or package.content_type(name), name
        for related in package.relationships(name):
            assert package.exists(related.target), related
    assert all(package.exists(related.target) for related in package.relationships(""))


def test_the_ribbon_is_found_from_the_package_itself(package: Package) -> None:
    assert [r.target for r in package.relationships("") if r.type == EXTENSIBILITY] == ["customUI/customUI.xml"]


def test_the_tab_has_the_four_commands_and_each_calls_a_macro_that_exists(package: Package) -> None:
    root = etree.fromstring(package.read("customUI/customUI.xml"))
    tab = root.find(f".//{UI}tab")
    assert tab is not None
    assert tab.get("label") == "绩效评价"
    buttons = root.findall(f".//{UI}button")
    assert {button.get("label"): button.get("onAction") for button in buttons} == RIBBON
    assert list(RIBBON) == ["重新计算", "检查", "生成报告", "批量处理"]
    source = "\n".join(module.source for module in modules())
    for button in buttons:
        assert re.search(rf"^Public Sub {button.get('onAction')}\(ByVal \w+ As Object\)", source, re.MULTILINE)
        assert button.get("imageMso")
        assert button.get("supertip")
    assert len({button.get("id") for button in buttons}) == len(buttons)


def test_it_carries_the_same_modules_as_a_workbook(
    package: Package, by_olevba: Callable[[bytes], dict[str, str]]
) -> None:
    found = by_olevba(package.read("xl/vbaProject.bin"))
    assert {m.name: found[m.name] for m in modules()} == {m.name: m.text for m in modules()}
    code_names = re.findall(
        rb'codeName="(\w+)"', package.read("xl/workbook.xml") + package.read("xl/worksheets/sheet1.xml")
    )
    assert set(found) == {name.decode() for name in code_names} | {m.name for m in modules()}


def test_the_same_bytes_every_time_and_whole() -> None:
    assert addin_workbook() == addin_workbook()
    with zipfile.ZipFile(io.BytesIO(addin_workbook())) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.validator
def test_the_validator_has_nothing_against_it(tmp_path: Path, schema_errors: Callable[[Path], list[str]]) -> None:
    path = tmp_path / "绩效评价.xlam"
    path.write_bytes(addin_workbook())
    assert schema_errors(path) == []


def test_it_is_written_under_its_suffix_only(tmp_path: Path) -> None:
    assert make_addin(tmp_path / "绩效评价.xlam").read_bytes() == addin_workbook()
    with pytest.raises(CannotProcess) as problem:
        make_addin(tmp_path / "绩效评价.xlsm")
    assert problem.value.findings[0].code == "X025"

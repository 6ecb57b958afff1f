"""Zip files of the program tell neither the time nor the system that they were made on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from workbook_tools.authoring.content import StandardContent
from workbook_tools.authoring.workbook import author_workbook
from workbook_tools.basis.zip_entries import told_by_no_system
from workbook_tools.batch.office_settings import blank_settings
from workbook_tools.excel.addin import addin_workbook


@pytest.mark.parametrize(
    "made",
    [
        lambda: author_workbook(StandardContent()),
        lambda: addin_workbook(),
        lambda: blank_settings([("青禾街社工服务站", "2024")], []),
    ],
    ids=["new", "addin", "settings"],
)
def test_what_the_program_makes_anew_tells_neither(made: Callable[[], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert package.testzip() is None
        told = {(entry.create_system, entry.date_time[0]) for entry in package.infolist()}
        assert told == {(0, 1980)}, "the first year that a zip file can name"


def test_the_system_is_forgotten_and_nothing_else() -> None:
    parts = {"a.xml": b"<a/>", "文件 夹/b.bin": bytes(70_000), "空": b""}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data)
    before = stream.getvalue()
    after = told_by_no_system(before)
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        assert {name: package.read(name) for name in package.namelist()} == parts
        assert {entry.create_system for entry in package.infolist()} == {0}
    assert len(after) == len(before)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == len(parts)

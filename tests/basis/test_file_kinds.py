"""One table tells what a file is, by its content; whoever takes files in asks there."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

import workbook_tools
from workbook_tools.basis import file_kinds
from workbook_tools.basis.file_kinds import ALL, FileKind, Use, kind_of, suffixes_of
from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.catalogue import ENTRIES

MAIN = '<Override PartName="/main" ContentType="application/{}"/>'
RELATION = '<Relationship Type="http://{}/officeDocument/relationships/officeDocument" Target="main"/>'
TRANSITIONAL, STRICT = "schemas.openxmlformats.org", "purl.oclc.org/ooxml"


def package(main: str, relation: str = TRANSITIONAL) -> bytes:
    return zipped({"[Content_Types].xml": MAIN.format(main), "_rels/.rels": RELATION.format(relation)})


def zipped(parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        for name, content in parts.items():
            archive.writestr(zip_entry(name), content)  # a file's bytes are part of its test's name: no time in them
    return buffer.getvalue()


SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package(SHEET), file_kinds.WORKBOOK),
        (package("vnd.ms-excel.sheet.macroEnabled.main+xml"), file_kinds.WORKBOOK),
        (package("vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), file_kinds.WORKBOOK),
        (package(SHEET, STRICT), file_kinds.STRICT),
        (package("vnd.ms-excel.sheet.binary.macroEnabled.main"), file_kinds.BINARY),
        (package(WORD), file_kinds.WORD),
        (package("vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), file_kinds.SLIDES),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), file_kinds.OPEN_DOCUMENT),
        (zipped({"a": "", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), file_kinds.OPEN_DOCUMENT),
        (zipped({"a.txt": "甲"}), file_kinds.WORKBOOK),  # the room of packages says what is missing in it
        (package(SHEET)[:60], file_kinds.WORKBOOK),  # damaged
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", file_kinds.OLD),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


def test_a_list_of_types_that_inflates_to_a_gigabyte_is_looked_at_as_far_as_its_first_megabyte() -> None:
    data = package(SHEET + " " * 2_000_000 + WORD)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            archive.writestr(name, parts.read(name))
    assert kind_of(packed.getvalue()) is file_kinds.WORKBOOK


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: f"{kind.name} {kind.words}")
def test_a_kind_that_is_refused_has_a_message_and_words_for_it(kind: FileKind) -> None:
    if kind.use is Use.REFUSED:
        assert kind.code in ENTRIES
        assert kind.words or "{kind}" not in ENTRIES[kind.code].message


def test_a_kind_is_in_the_table_once_and_so_is_each_suffix() -> None:
    suffixes = [suffix for kind in ALL for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert set(suffixes_of(*Use, picked=True)) == set(suffixes)


def test_no_other_room_lists_the_suffixes_of_workbooks() -> None:
    """Where a file name is made, one suffix is written; which suffixes are read is asked of the table."""
    listed = re.compile(r"\(\s*\"\.xls[xm]?\",\s*\"\.(?:xls|et|ods)")
    root = Path(workbook_tools.__file__).parent
    offenders = {path.name for path in root.rglob("*.py") if listed.search(path.read_text())}
    assert offenders <= {"file_kinds.py", "new_workbook.py", "upgrade.py"}  # what can be made is another question

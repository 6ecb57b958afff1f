"""The messages about files: each is used, each has all its figures."""

from __future__ import annotations

import re
from pathlib import Path

from workbook_tools.catalogue.files import ENTRIES

PACKAGE = Path(__file__).parents[2] / "workbook_tools"
ROOM, TABLE = PACKAGE / "storage", PACKAGE / "basis" / "file_kinds.py"
TESTS = Path(__file__).parent


def codes_in(folder: Path) -> set[str]:
    return {code for path in folder.glob("*.py") for code in codes_of(path)}


def codes_of(path: Path) -> set[str]:
    return set(re.findall(r"\bF0\d\d\b", path.read_text("utf-8")))


def test_every_message_about_files_is_used_and_tested() -> None:
    own = {code for code in ENTRIES if code < "F100"}
    assert codes_in(ROOM) | codes_of(TABLE) == own
    assert own <= codes_in(TESTS) | codes_in(TESTS.parent / "hostile")


def test_every_message_is_a_whole_sentence_that_names_the_file() -> None:
    for code, entry in ENTRIES.items():
        if code < "F100":
            assert entry.message.endswith("。"), code
            assert entry.fix.endswith("。"), code
            assert re.search(r"\{(name|folder|old)\}", entry.message), code

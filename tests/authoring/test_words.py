"""The sheet of instructions speaks as the program does: codes that exist, and its own names for things."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl

from workbook_tools.authoring import blank_workbook
from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.catalogue import ENTRIES

ROOT = Path(__file__).parents[2]
_CODE = re.compile(r"\b[A-Z][0-9]{3}\b")


def _instructions() -> str:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(2026)))
    return "\n".join(str(cell) for row in book["使用说明"].iter_rows(values_only=True) for cell in row if cell)


def test_every_code_that_the_instructions_name_exists() -> None:
    for words in (_instructions(), (ROOT / "README.md").read_text(encoding="utf-8")):
        codes = set(_CODE.findall(words))
        assert codes
        assert codes <= set(ENTRIES)


def test_findings_are_weighed_by_the_words_that_stand_in_the_list_of_findings() -> None:
    words = _instructions()
    assert all(f"“{word}”" in words for word in SEVERITY_WORDS.values())
    assert not re.search(r"\b[EWI] ?是", words)

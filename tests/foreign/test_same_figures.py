"""Published sheets say the same to the digit in every format: as .xlsx, .xls, .et, .ods, .xlsb, and as a table in Word.

WORKBOOK_TOOLS_CASES=文件夹 pytest tests/foreign/test_same_figures.py     # further transcribed sheets, in every layout
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.foreign.writers import as_docx, as_ods, as_xls, as_xlsb
from tests.reading.form_builder import LAYOUTS, Form, Money, Row, build
from tests.reading.published_forms import CHANGJIANG, JINZHAI, JISHAN, LANGFANG, LIJIANG, SUIXI, TANGXI, XUEYUANLU
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.library.outcome import Outcome

KINDS: dict[str, Callable[[bytes], bytes]] = {".xls": as_xls, ".ods": as_ods, ".xlsb": as_xlsb, ".docx": as_docx}
FORMS = [TANGXI, SUIXI, CHANGJIANG, LANGFANG, JINZHAI, XUEYUANLU, LIJIANG, JISHAN]
OF_THE_KIND = {"F151", "F156"}
CASES = os.environ.get("WORKBOOK_TOOLS_CASES", "")


def figures(data: bytes) -> dict[str, Any]:
    """Everything that a program gets, without what the file is called, and the codes of what was found."""
    computed = evaluate_bytes(data)
    outcome = Outcome("", True, computed.submission, computed.evaluation, computed.findings).to_dict()
    found = sorted(each["code"] + each["cell"] for each in outcome.pop("findings") if each["code"] not in OF_THE_KIND)
    return outcome | {"found": found}


def of_case(case: dict[str, Any]) -> Form:
    """A transcribed sheet as the builder takes it."""
    funds = case.get("funds") or {}
    names = ("name", "budget_initial", "budget_full", "executed", "weight", "rate", "score")
    rows = [Money(*(str(row.get(name) or "") for name in names)) for row in funds.get("rows") or ()]
    indicators = [
        Row(
            row.get("level1") or "",
            row.get("level2") or "",
            row.get("level3") or "",
            row.get("target_text") or "",
            row.get("actual_text") or "",
            row.get("weight"),
            row.get("score"),
        )
        for row in case["indicators"]
    ]
    year = case.get("year") or 2022
    return Form(
        case["source_address"], "项目支出绩效自评表", case["title"][:40], "某单位", "某单位", year, rows, indicators
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.project)
def test_a_published_sheet_says_the_same_in_every_format(form: Form, kind: str) -> None:
    workbook = build(form, "ministry")
    assert figures(KINDS[kind](workbook)) == figures(workbook)


if CASES:  # no test, rather than one that is skipped

    @pytest.mark.parametrize("layout", LAYOUTS)
    @pytest.mark.parametrize("path", sorted(Path(CASES).glob("*.json")), ids=lambda path: path.stem)
    def test_further_sheets_say_the_same_in_every_format_and_layout(path: Path, layout: str) -> None:
        workbook = build(of_case(json.loads(path.read_text(encoding="utf-8"))), layout)
        expected = figures(workbook)
        for kind, write in KINDS.items():
            assert figures(write(workbook)) == expected, kind

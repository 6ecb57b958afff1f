"""A table as text (.csv .txt): a ledger that a system has exported. UTF-8 with or without mark, UTF-16, GB18030."""

from __future__ import annotations

import csv
import re

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.foreign.sheets import Cell, Sheet, Sheets, TooMuch, Unreadable
from workbook_tools.model.fields import COLUMNS, SHEETS

_FIGURE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_SEPARATORS = (",", "\t", ";", "，", "|")
_LONGEST_FIELD = 100_000
_LEAST_HEADS = 3  # columns of 服务台账 that make a table one
_SEARCHED = 20  # lines in which its heads are looked for


def read(data: bytes) -> Sheets:
    """One sheet; under the name of the ledger where its heads are those of one. Raises Unreadable, TooMuch."""
    text = decoded(data)
    head = next((line for line in text.splitlines()[:_SEARCHED] if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    found, sheet = Sheets(), Sheet("Sheet1")
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        for number, row in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=separator)):
            for column, value in enumerate(row):
                if value.strip():
                    found.put(sheet, number, column, Cell(_value(value.strip())))
    except (csv.Error, TooMuch) as problem:
        raise problem if isinstance(problem, TooMuch) else Unreadable from problem
    finally:
        csv.field_size_limit(before)
    known = {without_blanks(name) for column in COLUMNS["ledger"] for name in column.names}
    heads = (
        {without_blanks(str(cell.value)) for (row, _), cell in sheet.cells.items() if row == n}
        for n in range(_SEARCHED)
    )
    if any(len(known & each) >= _LEAST_HEADS for each in heads):
        sheet.name = SHEETS["ledger"].names[0]
    found.sheets.append(sheet)
    return found


def decoded(data: bytes) -> str:
    """Raises Unreadable."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable


def _value(text: str) -> float | str:
    return float(text) if _FIGURE.fullmatch(text) else text

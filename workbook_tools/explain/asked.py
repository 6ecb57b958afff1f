"""Which cell is asked about: references as people write them."""

from __future__ import annotations

import difflib
import re
import unicodedata

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.text import normal

_RANGE = re.compile(r"\$?[A-Z]{0,3}\$?[0-9]*:\$?[A-Z]{0,3}\$?[0-9]*")
MOST_SHEETS = 12  # that a message names


def asked_cell(text: str, book: Workbook) -> tuple[str, str]:
    """The sheet as it is called and the cell as A1. Raises `CannotProcess` (U401–U404)."""
    written = unicodedata.normalize("NFKC", text).strip().removeprefix("=")
    sheet, mark, cell = written.rpartition("!")
    if not mark:
        raise CannotProcess(finding("U401", text=text, sheets=_names(book)))
    return _sheet(_unquoted(sheet), book), _cell(cell, text)


def _unquoted(sheet: str) -> str:
    bare = sheet.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == "'":
        return bare[1:-1].replace("''", "'")
    return bare


def _cell(cell: str, text: str) -> str:
    bare = "".join(cell.split()).replace("$", "").upper()
    if _RANGE.fullmatch(bare):
        raise CannotProcess(finding("U403", text=text))
    try:
        parse_cell(bare)
    except ValueError:
        raise CannotProcess(finding("U402", text=text)) from None
    return bare


def _sheet(name: str, book: Workbook) -> str:
    known = {normal(entry.name).casefold(): entry.name for entry in book.sheets if entry.kind == "worksheet"}
    wanted = normal(name).casefold()
    if wanted in known:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.4)
    hint = f"是否想写“{known[near[0]]}”？" if near else ""
    raise CannotProcess(finding("U404", name=name, hint=hint, sheets=_names(book)))


def _names(book: Workbook) -> str:
    names = [entry.name for entry in book.sheets if entry.kind == "worksheet"]
    return "、".join(names[:MOST_SHEETS]) + ("等" if len(names) > MOST_SHEETS else "")

"""Small stations for batches, and what a folder holds."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from sheets import INFORMATION, Book, standard

LEDGER_HEADS = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时", "备注")

Rows = Sequence[Sequence[Any]]


def information(station: str, year: object = 2025) -> Rows:
    changed = {"站点名称": station, "评价年度": year}
    return [(label, changed.get(label, value)) for label, value in INFORMATION]


def station_book(station: str, year: object = 2025, **sheets: Rows | None) -> bytes:
    return standard(**{"基本信息": information(station, year), **sheets}).data()


def ledger_book(entries: Rows, *, station: str = "", sheet: str = "服务台账") -> bytes:
    """A workbook that holds nothing but a ledger, and a station's name where one is given."""
    sheets: dict[str, Rows] = {"基本信息": [("站点名称", station)]} if station else {}
    return Book({**sheets, sheet: (LEDGER_HEADS, *entries)}).data()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the log, which has times in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "运行日志.jsonl"
    }


def opened(path: Path) -> Any:
    """By another reader, which does not know data bars with an extension and says so."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*xtension", module="openpyxl")
        return load_workbook(path)


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    """A table of the roll-up as Excel has it: heads in row 3."""
    rows = opened(path)[sheet].iter_rows(min_row=3, values_only=True)
    heads = next(rows)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def settings_book(path: Path, **sheets: list[tuple[object, ...]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path.parent.mkdir(exist_ok=True)
    book.save(path)

"""Ledgers in workbooks of their own (one a month, say) joined to the station's workbook, and scored as one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.long_columns import gathered
from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import LEDGER_STRIDE, Finding, Information, Ledger, Submission
from workbook_tools.model.fields import SHEETS
from workbook_tools.model.ledger import RARE_COLUMNS
from workbook_tools.reading.grid import Grid
from workbook_tools.reading.ledger import MOST_UNREADABLE, read_ledger
from workbook_tools.reading.standard import sheet_names
from workbook_tools.reading.text import normal

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

_COLUMNS = (
    "dates",
    "communities",
    "workers",
    "services",
    "indicators",
    "counts",
    "persons",
    "direct_hours",
    "indirect_hours",
)


def holds_only_a_ledger(book: Workbook) -> bool:
    """A workbook with 服务台账 sheets and without 绩效指标: part of a station's year, not a station's workbook.

    A sheet counts as a ledger by its name, or by one that begins or ends with it: 服务台账（9月）, 2024年9月服务台账.
    """
    return not sheet_names(book)["indicators"] and bool(ledger_sheets(book))


def ledger_sheets(book: Workbook) -> list[str]:
    """The sheets of a ledger workbook that hold entries, in their order."""
    return [
        entry.name
        for entry in book.sheets
        if entry.kind == "worksheet" and _names_a_ledger(entry.name) and not book.owns_sheet(entry.name)
    ]


def _names_a_ledger(sheet: str) -> bool:
    bare = normal(sheet)
    return any(bare.startswith(normal(name)) or bare.endswith(normal(name)) for name in SHEETS["ledger"].names)


def station_and_year(data: bytes, book: Workbook) -> tuple[str, str]:
    """站点名称 and 评价年度 as 基本信息 has them, without blanks; "" for what is not there."""
    about = information_alone(data, book)
    return normal(about.station), normal(about.year)


def information_alone(data: bytes, book: Workbook) -> Information:
    """基本信息 of a workbook of which nothing else is looked at; empty where it has none, or several."""
    from workbook_tools.reading.information import read_information

    sheets = sheet_names(book)["information"]
    if len(sheets) != 1:
        return Information()
    rows = _values(data).get_sheet_by_name(sheets[0]).to_python(skip_empty_area=False)
    return read_information(Grid(sheets[0], rows, book), [])


def read_ledger_workbook(data: bytes, book: Workbook, name: str) -> list[tuple[str, Ledger]]:
    """Every ledger sheet of a workbook with the sheet as it is called from elsewhere: [9月.xlsx]服务台账.

    Raises `CannotProcess` with everything that keeps one of them from being read, each naming the workbook.
    """
    findings: list[Finding] = []
    values = cache(partial(_values, data))
    pieces = []
    for sheet in ledger_sheets(book):
        ledger = read_ledger(sheet, values, book, findings)
        if ledger is not None:
            pieces.append((f"[{name}]{sheet}", ledger))
    errors = [each for each in findings if each.severity == Severity.ERROR]
    if errors:
        raise CannotProcess(*(replace(each, sheet=f"[{name}]{each.sheet}") for each in errors))
    if not pieces:
        raise CannotProcess(finding("L103", name=name))
    return pieces


def join(submission: Submission, pieces: Sequence[tuple[str, Ledger]]) -> Submission:
    """The submission with the entries of further ledgers after its own, as one ledger."""
    if not pieces:
        return submission
    own = submission.ledger
    parts = [(own.table.sheet, own)] if own is not None else []
    return submission._replace(ledger=_joined([*parts, *pieces]))


def _joined(parts: Sequence[tuple[str, Ledger]]) -> Ledger:
    """One ledger; the rows of each part are lifted by its number, so that an entry still knows where it stands."""
    ledgers = [ledger for _, ledger in parts]
    lifts = [LEDGER_STRIDE * number for number in range(len(parts))]
    tables = tuple(ledger.table._replace(sheet=sheet) for sheet, ledger in parts)
    unreadable = chain.from_iterable(
        ((row + lift, field, text) for row, field, text in ledger.unreadable)
        for lift, ledger in zip(lifts, ledgers, strict=True)
    )
    columns: dict[str, Any] = {name: gathered(getattr(ledger, name) for ledger in ledgers) for name in _COLUMNS}
    for name in RARE_COLUMNS.values():
        if any(getattr(ledger, name) for ledger in ledgers):  # an entry of a part without the column has none
            filled = (getattr(ledger, name) or ("",) * len(ledger) for ledger in ledgers)
            columns[name] = gathered(filled)
    return Ledger(
        table=tables[0],
        rows=tuple(row + lift for lift, ledger in zip(lifts, ledgers, strict=True) for row in ledger.rows),
        **columns,
        unreadable=tuple(unreadable)[:MOST_UNREADABLE],
        parts=tables,
        mark=None if tables[0].sheet.startswith("[") else ledgers[0].mark,
    )


def _values(data: bytes) -> Any:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as reason:  # calamine raises its own kinds for whatever it cannot open
        raise CannotProcess(finding("S017", reason=str(reason))) from reason

"""Facts as files that other tools read: CSV, Parquet, SQLite, Excel. Each is built beside its target."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from workbook_tools import storage
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.facts.fact import COLUMNS, VALUE, Plain

SHEET = "事实表"
MOST_ROWS = 1_048_575  # of a sheet, below its head
_AT_A_TIME = 50_000  # rows that are in memory together
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula
_TEXTS = frozenset(range(len(COLUMNS))) - {VALUE}


def write_facts(facts: Iterable[Plain], target: Path) -> int:
    """Write the facts as the kind of file that the suffix says; gives how many there were.

    Raises `CannotProcess`: U011 for another suffix, U012 for a workbook that is there already, U030 without the
    component for Parquet, U031 for more facts than a sheet has rows, F020–F043 where it cannot be written.
    """
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise CannotProcess(finding("U011", name=target.name, suffixes="、".join(_WRITERS)))
    if target.suffix.lower() == ".xlsx" and target.exists():  # it may be somebody's workbook
        raise CannotProcess(finding("U012", name=target.name))
    if target.suffix.lower() == ".sqlite" and target.exists():
        _refuse_book(target)
    with storage.built_file(target) as path:
        return writer(facts, path)


def _refuse_book(target: Path) -> None:
    """A table of facts takes the place of an older one, never that of a district's book or of another database."""
    from workbook_tools.facts.book.opening import is_plain_table

    if not is_plain_table(target):
        raise CannotProcess(finding("U012", name=target.name))


def _csv(facts: Iterable[Plain], path: Path) -> int:
    """UTF-8 with the mark that Excel knows it by. A text that would be a formula there gets an apostrophe in front."""
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for fact in facts:
            writer.writerow([_safe(each) if place in _TEXTS else each for place, each in enumerate(fact)])
            count += 1
    return count


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _sqlite(facts: Iterable[Plain], path: Path) -> int:
    columns = ", ".join(f"{name} {'REAL' if place == VALUE else 'TEXT'}" for place, name in enumerate(COLUMNS))
    marks = ", ".join("?" * len(COLUMNS))
    book = sqlite3.connect(path)
    try:
        book.execute("PRAGMA journal_mode = OFF")
        book.execute("PRAGMA synchronous = OFF")
        book.execute(f"CREATE TABLE facts ({columns})")
        book.executemany(f"INSERT INTO facts VALUES ({marks})", (_encodable(fact) for fact in facts))
        book.execute("CREATE INDEX facts_by_kind ON facts (kind, station, year)")
        book.commit()
        return int(book.execute("SELECT count(*) FROM facts").fetchone()[0])
    finally:
        book.close()


def _encodable(fact: Plain) -> Plain:
    """Half of a pair of surrogates is no text for a database."""
    return tuple(each.encode("utf-8", "replace").decode() if isinstance(each, str) else each for each in fact)


def _parquet(facts: Iterable[Plain], path: Path) -> int:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as problem:
        raise CannotProcess(finding("U030")) from problem
    schema = pyarrow.schema(
        [(name, pyarrow.float64() if place == VALUE else pyarrow.string()) for place, name in enumerate(COLUMNS)]
    )
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        left = map(_encodable, facts)
        while some := list(islice(left, _AT_A_TIME)):
            columns = zip(_by_column(some), schema, strict=True)
            arrays = [pyarrow.array(column, field.type) for column, field in columns]
            writer.write_table(pyarrow.table(arrays, schema=schema))
            count += len(some)
    return count


def _by_column(facts: Iterable[Plain]) -> list[list[object]]:
    columns: list[list[object]] = [list(column) for column in zip(*facts, strict=True)]
    columns[VALUE] = [None if each is None else float(each) for each in columns[VALUE]]  # type: ignore[arg-type]
    return columns


def _xlsx(facts: Iterable[Plain], path: Path) -> int:
    """One native table from A1 on: what a pivot table and Power Query take without a step."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties(
        {"title": SHEET, "created": datetime(2000, 1, 1), "comments": ""}
    )  # the same facts, the same bytes
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(0, 0, COLUMNS)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 14)
    try:
        count = _fill(sheet, facts)
    except BaseException:
        sheet.row_data_fh.close()  # where XlsxWriter keeps the rows until the workbook is closed
        Path(sheet.row_data_filename).unlink(missing_ok=True)
        raise
    heads = [{"header": name} for name in COLUMNS]
    sheet.constant_memory = False  # else it refuses a table; the head is written already, and stays
    table = {"name": "facts", "columns": heads, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, max(count, 1), len(COLUMNS) - 1, table)
    sheet.constant_memory = True
    book.close()
    return count


def _fill(sheet: Any, facts: Iterable[Plain]) -> int:
    count = 0
    left = iter(facts)
    for count, fact in enumerate(islice(left, MOST_ROWS), 1):
        for place, each in enumerate(fact):
            if isinstance(each, str):
                sheet.write_string(count, place, _printable(each))
            elif each is not None:
                sheet.write_number(count, place, each)
    if next(left, None) is not None:
        raise CannotProcess(finding("U031", most=MOST_ROWS))
    return count


def _printable(text: str) -> str:
    """What XML can hold, as long as a cell is."""
    return "".join(c for c in text if c >= " " or c in "\t\n").encode("utf-8", "replace").decode()[:32_000]


_WRITERS: dict[str, Callable[[Iterable[Plain], Path], int]] = {
    ".csv": _csv, ".parquet": _parquet, ".sqlite": _sqlite, ".xlsx": _xlsx,
}  # fmt: skip

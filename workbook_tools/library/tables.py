"""`read`: what a workbook says, table by table, before anything is scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tools.json_output.numbers import number
from workbook_tools.model import Finding, Ledger, Quantity, Submission
from workbook_tools.model.fields import COLUMNS, SHEETS, TableKind

if TYPE_CHECKING:
    import pandas as pd

# The field of `Submission` that holds the records of a table, where it is called otherwise.
_HOLDERS: dict[TableKind, str] = {"costs": "cost_lines", "rules": "rule_overrides"}
_LEDGER: dict[str, str] = {
    "date": "dates", "community": "communities", "worker": "workers", "service": "services",
    "indicator": "indicators", "count": "counts",
}  # fmt: skip
_FIGURES = ("number", "money", "rate", "share", "score")
_READ_FIGURES = ("_number", "_low", "_high")  # of a target or an actual


@dataclass(frozen=True, slots=True, repr=False)
class SheetTable:
    """One table of a workbook by its columns, all of equal length; `row` is the row of the sheet.

    Texts are str, figures int or float (money in 万元, shares as fractions), days `date`; what is not filled in is
    "" or None. A target and an actual stand as their text, and as read in `target_operator`, `target_number`, ….
    """

    kind: TableKind
    sheet: str  # its name in the workbook
    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.columns["row"])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The records one by one, each as a dict."""
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(self.columns, values, strict=True))

    def to_frame(self) -> pd.DataFrame:
        """One line a record; figures are floats and days are days, what is unknown is NaN or NaT."""
        from workbook_tools.library.frames import frame_of_columns

        kinds: dict[str, str] = {column.field: column.kind for column in COLUMNS[self.kind]}
        figures = [name for name in self.columns if kinds.get(name) in _FIGURES or name.endswith(_READ_FIGURES)]
        days = [name for name, values in self.columns.items() if any(isinstance(value, date) for value in values)]
        return frame_of_columns(self.columns, figures, days)

    def __repr__(self) -> str:
        return f"<SheetTable {self.kind} of {self.sheet!r}: {len(self)} rows, {len(self.columns)} columns>"


@dataclass(frozen=True, slots=True, repr=False)
class StationWorkbook:
    """What one workbook says. `submission` has it as records with the cell of each, `findings` what reading raised.

    `tables` has the tables that the workbook holds: indicators, costs, assessments, tranches, ledger, effects, texts,
    rules.
    """

    file: str
    submission: Submission
    findings: tuple[Finding, ...]
    tables: Mapping[TableKind, SheetTable]

    def __repr__(self) -> str:
        held = ", ".join(f"{kind}={len(table)}" for kind, table in self.tables.items())
        return f"<StationWorkbook {self.file!r}, {held}, findings={len(self.findings)}>"


def read(path: str | Path) -> StationWorkbook:
    """What a workbook says, standard or an official form, read and not scored; the file is only read.

    Raises `CannotProcess` with everything that stands in the way.
    """
    from workbook_tools import storage
    from workbook_tools.catalogue.problems import package_problems
    from workbook_tools.foreign import as_package
    from workbook_tools.intake import take_in
    from workbook_tools.ooxml import Workbook

    source = storage.read_source(Path(path))
    with package_problems():
        data = as_package(source.data)
        submission, _ = take_in(data, Workbook.open(data), convert=False)
    held = {kind: _table(kind, submission) for kind in COLUMNS}
    tables = {kind: table for kind, table in held.items() if table is not None}
    return StationWorkbook(str(path), submission, submission.findings, tables)


def _table(kind: TableKind, submission: Submission) -> SheetTable | None:
    records: Any = getattr(submission, _HOLDERS.get(kind, kind), ())
    if not records:
        return None
    if isinstance(records, Ledger):
        names = [name for name in _fields(kind) if hasattr(records, _LEDGER.get(name, name))]
        columns = {name: getattr(records, _LEDGER.get(name, name)) for name in names}
        return SheetTable(kind, records.table.sheet, {"row": records.rows, **columns})
    flat = [_flat(record, kind) for record in records]
    names = list(flat[0])
    sheet = records[0].table.sheet if hasattr(records[0], "table") else getattr(records[0], "sheet", SHEETS[kind].name)
    return SheetTable(kind, sheet, {name: [each[name] for each in flat] for name in names})


def _fields(kind: TableKind) -> list[str]:
    return [column.field for column in COLUMNS[kind] if not column.out]


def _flat(record: Any, kind: TableKind) -> dict[str, Any]:
    line: dict[str, Any] = {"row": getattr(record, "row", None)}
    for name in _fields(kind):
        if not hasattr(record, name):
            continue
        value = getattr(record, name)
        line[name] = number(value) if isinstance(value, Decimal) else value
        if isinstance(value, Quantity):
            line[name] = value.text
            line[f"{name}_operator"] = value.operator.value
            for part in ("number", "low", "high"):
                line[f"{name}_{part}"] = number(getattr(value, part))
            line[f"{name}_unit"] = value.unit
    return line

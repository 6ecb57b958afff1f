"""What a workbook is authored from: the staff's values under the Chinese names that the workbook itself uses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.model.fields import SheetKind, TableKind

LONGEST_TEXT = 32767  # characters a cell of Excel can hold
Plain = str | int | float | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with a number format of its own, e.g. `Shown(0.95, "0%")` for a rate that staff typed as 95%.

    A doubtful one stands on a tint: somebody has to look at it.
    """

    value: Plain
    number_format: str = ""
    doubtful: bool = False


Value = Plain | Shown
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ValueSource:
    """Where a value was taken from. `row` counts the rows of the content's table; in 基本信息 only `column` tells."""

    kind: SheetKind
    row: int
    column: str  # as the content names it
    place: str
    text: str
    doubt: str = ""  # why somebody has to look at it


@dataclass(frozen=True, slots=True)
class StandardContent:
    """The staff's part of a standard workbook: each row maps a header to a value.

    Headers may leave out their unit (`预算金额` for `预算金额（万元）`). A header that the table does not have
    becomes a column of the staff's own at its right end. Rows of `indicators` repeat their levels or leave them
    blank below the first row. `ledger`, `effects` and `rules` are optional sheets: None leaves the sheet out, ()
    gives an empty one.
    """

    information: Row = field(default_factory=dict)
    indicators: Sequence[Row] = ()
    costs: Sequence[Row] = ()
    assessments: Sequence[Row] = ()
    tranches: Sequence[Row] = ()
    ledger: Sequence[Row] | None = None
    effects: Sequence[Row] | None = None
    texts: Sequence[Row] = ()
    rules: Sequence[Row] | None = None
    sources: Sequence[ValueSource] | None = None  # 来源: where each value of a workbook was taken from
    left_out: Sequence[tuple[str, str, str]] = ()  # place, text and reason of what was seen and not taken
    rosters: Mapping[TableKind, Sequence[Row]] = field(default_factory=dict)  # 人员, 社区 …; an empty one is hidden


@lru_cache(maxsize=1024)
def bare_name(header: str) -> str:
    """A header or label without blanks and without the unit in brackets: the key that values are found by."""
    text = without_blanks(writable(header))
    return re.sub(r"\([^()]*\)$", "", text)


def by_bare_name(row: Row) -> dict[str, Value]:
    return {bare_name(header): value for header, value in row.items()}


def bare_value(value: Value) -> Plain:
    """The value behind a `Shown`."""
    return value.value if isinstance(value, Shown) else value


def is_blank(value: Value) -> bool:
    inner = bare_value(value)
    return inner is None or (isinstance(inner, str) and not inner.strip())


def writable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    kept = "".join(
        c for c in text if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return kept[:LONGEST_TEXT]

"""What every room speaks of: findings, tables, cells, quantities."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.operators import Operator
from workbook_tools.basis.severities import Severity
from workbook_tools.model.fields import FieldName, TableKind, stand_in

QuantityKind = Literal["blank", "number", "rate", "range", "date", "grade", "list", "text", "error"]
Nature = Literal["", "≥", "≤", "=", "区间", "定性", "日期"]
# What the words of a cell say about its figure; "" is a plain figure. The words of each are data: templates/words.toml.
Sense = Literal[
    "", "more", "about", "nearly", "few", "unmet", "undone", "planned", "started", "postponed", "other_time",
    "other_place", "compared", "up", "down", "rest", "surplus", "share", "extra", "part", "order", "other_thing",
    "unknown",
]  # fmt: skip

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be right (E), should be explained (W), or is worth knowing (I)."""

    code: str
    severity: Severity
    sheet: str  # "" when the finding is about the file as a whole
    cell: str  # A1, "" when it is about a whole sheet or file
    message: str
    fix: str
    cells: tuple[str, ...] = ()  # of several cells of the sheet, all of them; `cell` is the first
    # What its message speaks of besides its cell: days (ISO), other cells (sheet!A1), causes. By them, never by the
    # words of a message, findings of one cause are told apart; nobody is shown them.
    about: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def places(self) -> tuple[str, ...]:
        """Every cell that it is about."""
        return self.cells or ((self.cell,) if self.cell else ())

    def shown(self) -> dict[str, object]:
        """What is shown of it, by name: an object of the `findings` that every command can print as JSON."""
        return {name: getattr(self, name) for name in SHOWN_OF_FINDING}


SHOWN_OF_FINDING = tuple(each.name for each in fields(Finding) if each.repr)


class Table(NamedTuple):
    """Where a table stands: its sheet, the row of its headers, its last row, the 1-based column of each field.

    `units` has what stands in brackets behind a field's header, or above the table for all of it. `kind` is None for a
    table that is not one of the standard workbook's.
    """

    sheet: str
    header_row: int
    last_row: int
    columns: Mapping[str, int]
    units: Mapping[str, str] = NOTHING
    kind: TableKind | None = None

    def has(self, field_name: FieldName) -> bool:
        """Whether this workbook has the column."""
        return field_name in self.columns

    def at(self, field_name: FieldName, row: int) -> str:
        """The A1 reference of a field in a row.

        Where this workbook lacks the column, of the one that its row in `model.fields` names in its place, so that a
        finding points at the figure which it is about. Raises LookupError for a field that no such table can have.
        """
        column = self.columns.get(field_name) or self._stand_in(field_name)
        return f"{column_letters(column)}{row}"

    def _stand_in(self, field_name: FieldName) -> int:
        wanted: FieldName | None = field_name
        while wanted is not None and wanted not in self.columns:
            wanted = stand_in(self.kind, wanted) if self.kind is not None else None
        return min(self.columns.values(), default=1) if wanted is None else self.columns[wanted]


Field = TypeVar("Field", bound=FieldName, contravariant=True)


@dataclass(frozen=True, slots=True)
class TableEntry(Generic[Field]):
    """One row of a table; `Field` names the columns that such a table can have."""

    table: Table
    row: int

    def at(self, field_name: Field) -> str:
        """The A1 reference of a field in this row; see `Table.at`."""
        return self.table.at(field_name, self.row)


class Cell(NamedTuple):
    """One cell as it was read: what staff see, and the value behind it."""

    text: str = ""  # a number without its format ("0.95"), a date as 2022-08-01
    number: Decimal | None = None
    percent: bool = False  # the number format shows a percentage
    date: "date | None" = None
    error: str = ""  # "#DIV/0!" …, or a formula ("=40+2") of which the file holds no result
    shown: str = ""  # a number with what its format says: ≤30, 12万元; "" where it says nothing
    places: int | None = None  # decimals that its format shows; only of an official form

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def uncomputed(self) -> bool:
        """The cell holds a formula that nobody has computed: it says nothing, and is not blank for that."""
        return self.error.startswith("=")


NO_CELL = Cell()


class Moment(NamedTuple):
    """A day, or a month whose day or year is not given (`9月前`); `11月中旬` is the days from `day` to `until`."""

    month: int
    year: int | None = None
    day: int | None = None
    until: int | None = None


class Quantity(NamedTuple):
    """What a target or an actual says, once read.

    `number` is the figure as written in `unit` (50 for `50万`, unit 万); a rate is a fraction with unit "%".
    A range has `low` and `high` instead. `operator` is the bound as written, in a target or in an actual.
    `codes` are catalogue codes of what had to be assumed while reading.

    `sense` is what the words beside the figure make of it, `words` are the ones that decided. A figure that is not
    what was done (`还差5场`, `计划20场`, `减少10起`) is of kind "text": only evaluation, which knows the target, may
    make a figure of it. `asides` are further figures of the cell that must agree with it (`60个，差8个`).
    """

    kind: QuantityKind
    text: str = ""
    operator: Operator = Operator.NONE
    number: Decimal | None = None
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    moment: Moment | None = None
    word: str = ""  # the grade word, e.g. 达标 良好 部分达成
    items: "tuple[QuantityItem, ...]" = ()
    codes: tuple[str, ...] = ()
    either: bool = False  # 0.9 under a unit of %: read as 90 %, and may be 0.9 %
    sense: Sense = ""
    words: tuple[str, ...] = ()
    years: tuple[int, ...] = ()  # that the cell names beside its figure
    asides: "tuple[Quantity, ...]" = ()


class QuantityItem(NamedTuple):
    """One entry of a list in a cell: `1.个案68个` is number 1, label 个案, 68 个."""

    label: str
    quantity: Quantity
    number: int | None = None
    among: bool = False  # a part of the item before it: `其中线上5场`
    total: bool = False  # what the others add up to: `共20场`

"""What callers hand to the package and get from it: plain, frozen records without any XML in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

Value = bool | int | float | Decimal | str | date | None
SheetState = Literal["visible", "hidden", "veryHidden"]


MOST_CELLS, MOST_TEXT_BYTES, LONGEST_TEXT = 400_000, 200_000_000, 1_000_000


class PackageLimits(NamedTuple):
    """How large a package may be before it is refused. The defaults suit a workbook of 500,000 rows."""

    entries: int = 20_000
    nested_archives: int = 100
    part_bytes: int = 1_000_000_000  # one part, inflated
    total_bytes: int = 2_000_000_000  # all parts, inflated
    ratio: int = 200  # inflated ÷ packed, of parts above `ratio_from`
    ratio_from: int = 4_000_000  # bytes; small parts may pack as tightly as they like
    cells: int = MOST_CELLS  # of a sheet that is looked at cell by cell; 300 MB
    elements: int = 500_000  # of all parts that stand as trees: workbook, styles, relationships, drawings
    text_bytes: int = MOST_TEXT_BYTES  # of all shared texts together
    cell_text: int = LONGEST_TEXT  # characters of one cell; Excel takes 32,767
    tree_bytes: int = 64_000_000  # of one part that stands as a tree


class Formula(NamedTuple):
    """A formula, with or without its leading "=", and the value that it has now."""

    text: str
    cached: Value = None


class Style(NamedTuple):
    """What a cell shall look like. What is left at its default is taken from the look that the cell already has.

    Colours are "RRGGBB"; `border` is "" or a line style of Excel ("thin", "medium" …), drawn on all four sides.
    """

    font_name: str = ""
    size: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    fill: str = ""
    border: str = ""
    border_color: str = ""
    horizontal: str = ""  # left center right …
    vertical: str = ""  # top center bottom
    wrap: bool = False
    number_format: str = ""
    indent: int = 0
    locked: bool = True


class CellEdit(NamedTuple):
    """A new value for a cell. None or "" empties it; a date becomes a serial number. Without a style its look stays.

    `like` is the A1 of a cell whose look a cell without one of its own takes, before `style` is laid on; with
    `like_first` a new cell takes it even where its row or column would give it another.
    """

    value: Value | Formula
    style: Style | None = None
    like: str = ""
    like_first: bool = False


class SheetCell(NamedTuple):
    """One cell of a sheet of ours. `link` leads inside the workbook: "#'绩效指标'!K4"."""

    value: Value | Formula = None
    style: Style | None = None
    link: str = ""


class PlacedChart(NamedTuple):
    """A chart space (c:chartSpace) that covers the cells from `top_left` to `bottom_right`, both included."""

    xml: bytes
    top_left: str
    bottom_right: str
    name: str
    alt_text: str


class ConditionalFormat(NamedTuple):
    """A data bar, or a look for the cells that fulfil a rule.

    * `data_bar`: `color`, and the values of an empty and a full bar in `minimum` and `maximum` (None: of the cells).
    * `cell`: `operator` of Excel (lessThan, equal, between …) against `operands`, which are formulas: ("0.8",).
    * `formula`: the look where the formula in `operands[0]`, written for the first cell of `ref`, is true.
    """

    ref: str
    kind: Literal["data_bar", "cell", "formula"]
    operator: str = ""
    operands: tuple[str, ...] = ()
    style: Style | None = None
    color: str = "5B9BD5"
    minimum: float | None = None
    maximum: float | None = None
    stop: bool = False


class Validation(NamedTuple):
    """What may be typed into cells, and the hint that shows when one is selected.

    * `list`: one of the `choices`. `date`, `decimal`: from `minimum` to `maximum`, as Excel counts; None is no bound.
    * `any`: everything; there for its hint.
    """

    ref: str
    kind: Literal["list", "date", "decimal", "any"]
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    prompt_title: str = ""
    prompt: str = ""
    error_title: str = ""
    error: str = ""
    error_style: str = "stop"  # warning, information: what is refused may be entered all the same


class NewTable(NamedTuple):
    """A native table of a sheet of ours: its name in formulas, its area ("A3:K9", at least one row below the heads),
    and the heads, all different, as they stand in the cells."""

    name: str
    ref: str
    heads: tuple[str, ...]


class NewSheet(NamedTuple):
    """A whole sheet of ours. Row and column numbers count from 1; `freeze` is the first cell that moves ("A4")."""

    name: str
    rows: Sequence[Sequence[SheetCell | None]]
    column_widths: Sequence[float] = ()  # in characters, from column A on
    row_heights: Mapping[int, float] = MappingProxyType({})  # in points
    merges: Sequence[str] = ()
    conditional_formats: Sequence[ConditionalFormat] = ()
    charts: Sequence[PlacedChart] = ()
    freeze: str = ""
    landscape: bool = True
    repeat_rows: tuple[int, int] | None = None  # printed at the top of each page
    autofilter: str = ""
    show_gridlines: bool = False
    tab_color: str = ""
    after: str = ""  # put behind this sheet; "" or unknown: last. A sheet that is replaced keeps its place
    protected: bool = False
    hidden_from: int = 0  # columns from this one on are hidden (0: none)
    print_area: str = ""  # "A1:K60"; "" prints what there is
    validations: Sequence[Validation] = ()
    table: NewTable | None = None  # where there is one it has the filter


class SheetEntry(NamedTuple):
    """One sheet as the workbook lists it. `part` is "" when the entry points nowhere."""

    name: str
    part: str
    state: SheetState
    kind: str  # worksheet chartsheet dialogsheet …


class DependentFormula(NamedTuple):
    """A formula cell whose value follows, directly or through other formulas, from cells that were named."""

    sheet: str
    cell: str

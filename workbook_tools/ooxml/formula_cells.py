"""The formulas of a sheet, streamed: a sheet without any is only searched, never parsed."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from workbook_tools.basis.cell_references import column_number
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.encoding import resolve_references
from workbook_tools.ooxml.formula_references import shifted
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.regular_rows import cut_at
from workbook_tools.ooxml.scanned_sheet import SheetScan

_FORMULA_TAG = lazy_pattern(rb"<(?:[\w.-]+:)?f[\s/>]")
_PREFIXED = lazy_pattern(rb":f[\s/>]")  # without this and without `<f` there is no such tag: told four times faster
_REGULAR = lazy_pattern(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*+><f((?: [^<>]*+)?+)(?:(?<=/)>|(?<!/)>([^<]*+)</f>)')
_ANYTHING = "INDIRECT(A1)"
_SHARED = lazy_pattern(rb' si="([^"]*)"')
_OVERLAP = 64
_ROW, _CELL, _FORMULA = main("row"), main("c"), main("f")


class FormulaCell(NamedTuple):
    """A formula and its cell. One that follows a shared formula holds that one's text, and how far away it stands."""

    sheet: str
    row: int
    column: int
    text: str
    down: int = 0
    right: int = 0

    @property
    def formula(self) -> str:
        """As it holds in its own cell. Made anew each time: a hundred thousand may share a text of 8,000 letters."""
        return shifted(self.text, self.down, self.right) if self.down or self.right else self.text


def each_formula(package: Package, part: str, sheet: str, take: Callable[[FormulaCell], None]) -> None:
    """Hand over the formulas of a sheet one after the other: there may be a million."""
    if _has_formulas(package, part):
        _parse(package, part, sheet, take)


def regular_formulas(content: Iterable[bytes], sheet: str) -> Iterator[FormulaCell]:
    """The same, of a sheet in the form that `regular_rows` found it in: three times as fast."""
    masters: dict[str, tuple[int, int, str]] = {}
    columns: dict[bytes, int] = {}
    for window in cut_at(content, b"<row ", b"</sheetData>"):
        for letters, row, said, text in _REGULAR.findall(*window):
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_number(letters.decode())
            shared = _SHARED.search(said) if b't="shared"' in said else None
            formula = _formula_cell(
                sheet,
                _resolved(text),
                shared[1].decode() if shared else "",
                (int(row), column),
                masters,
            )
            if formula is not None:
                yield formula


def formulas_of_scan(scan: SheetScan, sheet: str) -> list[FormulaCell]:
    """The same, of a sheet that was scanned whole."""
    found: list[FormulaCell] = []
    masters: dict[str, tuple[int, int, str]] = {}
    for (row, column), cell in scan.cells.items():
        if cell.formula is None:
            continue
        shared = cell.shared if cell.formula_kind == "shared" else ""
        if (formula := _formula_cell(sheet, cell.formula, shared, (row, column), masters)) is not None:
            found.append(formula)
    return found


def _resolved(text: bytes) -> str:
    """A formula as it reads; one that takes a parser to read may follow from anything."""
    try:
        return resolve_references(text.decode())
    except ValueError:
        return _ANYTHING


def _formula_cell(
    sheet: str, text: str, shared: str, place: tuple[int, int], masters: dict[str, tuple[int, int, str]]
) -> FormulaCell | None:
    """The formula of a cell; that of a master is kept for those that follow it."""
    row, column = place
    if shared and text:
        masters[shared] = (row, column, text)
    elif shared in masters:
        origin_row, origin_column, master = masters[shared]
        return FormulaCell(sheet, row, column, master, row - origin_row, column - origin_column)
    return FormulaCell(sheet, row, column, text) if text else None


def _has_formulas(package: Package, part: str) -> bool:
    tail = b""
    for piece in package.stream(part):
        piece = tail + piece if tail else piece
        if (b"<f" in piece or _PREFIXED.search(piece)) and _FORMULA_TAG.search(piece):
            return True
        tail = piece[-_OVERLAP:]
    return False


def _parse(package: Package, part: str, sheet: str, take: Callable[[FormulaCell], None]) -> None:
    masters: dict[str, tuple[int, int, str]] = {}
    parser = new_parser(part)
    parser.buffer_text = True
    row = column = 0
    shared = ""
    collecting: list[str] | None = None

    guard = DepthGuard(part)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, shared, collecting
        guard.down()
        if name == _CELL:
            ref = attributes.get("r")
            column = column_number(ref.rstrip("0123456789")) if ref else column + 1
        elif name == _ROW:
            row, column = int(attributes.get("r") or row + 1), 0
        elif name == _FORMULA:
            shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            collecting = []

    def end(name: str) -> None:
        nonlocal collecting
        guard.up()
        if name != _FORMULA or collecting is None:
            return
        text, collecting = "".join(collecting), None
        if (formula := _formula_cell(sheet, text, shared, (row, column), masters)) is not None:
            take(formula)

    def characters(text: str) -> None:
        if collecting is not None:
            collecting.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        feed(parser, package.stream(part), part)
    except ValueError:
        raise PackageProblem("F106", part=part) from None

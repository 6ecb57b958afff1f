"""What follows from what: the calculation chain, and formulas that depend on cells."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from workbook_tools.basis.cell_references import Area, cell_name, parse_area
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.ooxml.area_index import AreaIndex
from workbook_tools.ooxml.formula_cells import FormulaCell, each_formula
from workbook_tools.ooxml.formula_references import Reference, SheetNames, references
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import DependentFormula, SheetEntry
from workbook_tools.ooxml.tables import tables_of
from workbook_tools.ooxml.workbook_part import WorkbookPart

MOST_READ = 20_000_000  # characters of formulas that are looked through
MOST_AREAS = 200_000  # that they read
MOST_KINDS = 10_000  # of the formulas beyond
_COLUMN_BITS = 15
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1
_CELL = lazy_pattern(r"(?<![\w.])(\$?[A-Za-z]{1,3}\$?)[0-9]{1,7}(?![\w(.!])")


def drop_calculation_chain(package: Package, workbook_part: str) -> None:
    """Excel builds it anew. A chain that names a cell without a formula makes Excel repair the file."""
    for relationship in package.relationships(workbook_part):
        if relationship.kind == "calcChain":
            package.unrelate(workbook_part, relationship.id)
            if package.exists(relationship.target):
                package.drop(relationship.target)
                package.forget_content_type(relationship.target)


def dependent_formulas(
    package: Package,
    workbook: WorkbookPart,
    targets: Mapping[str, Iterable[str]],
    known: Callable[[SheetEntry], Iterable[FormulaCell] | None],
    passed_over: Collection[str] = (),
) -> Sequence[DependentFormula]:
    """Formula cells that follow, directly or through others, from the target cells and areas of each sheet.

    `known` gives the formulas of a sheet that was looked through already; None for any other. Sheets that are passed
    over (folded names) are not looked into. Of more formulas than anybody writes the rest is told by sheets alone.
    """
    reading = _Reading([sheet.name for sheet in workbook.sheets()], lambda: _named_references(package, workbook))
    for entry in workbook.sheets():
        if entry.kind != "worksheet" or not entry.part or entry.name.casefold() in passed_over:
            continue
        cells = known(entry)
        if cells is None:
            each_formula(package, entry.part, entry.name, reading.take)
        else:
            for cell in cells:
                reading.take(cell)
    folded = ((sheet.casefold(), refs) for sheet, refs in targets.items())
    return reading.reached([(sheet, parse_area(ref)) for sheet, refs in folded if reading.reads(sheet) for ref in refs])


def _named_references(package: Package, workbook: WorkbookPart) -> dict[str, str]:
    """Defined names and tables by folded name: the formula that each stands for."""
    names: dict[str, list[str]] = defaultdict(list)
    for entry in workbook.sheets():
        if entry.kind == "worksheet" and entry.part:
            for name, area in tables_of(package, entry.part).items():
                quoted = entry.name.replace("'", "''")
                ref = f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
                names[name.casefold()] = [f"'{quoted}'!{ref}"]
    for defined, _ in workbook.defined_names():
        names[defined.name.casefold()].append(defined.text)  # a name may exist for several sheets: all of them count
    return {name: ",".join(texts) for name, texts in names.items()}


class _Reading:
    """The formulas one after the other: of each its place is kept, and what it reads."""

    def __init__(self, sheets: Sequence[str], names: Callable[[], Mapping[str, str]]) -> None:
        self._sheets, self._known, self._make_names = sheets, SheetNames(sheets), names
        self._numbers = {sheet: number for number, sheet in enumerate(sheets)}
        self._sheet, self._row, self._column = array("H"), array("I"), array("H")  # of each formula
        self._graph = _Graph()
        self._read = self._areas = self._looked = 0
        self._rest: dict[tuple[str, frozenset[str] | None], array[int]] = {}  # own sheet, sheets read → formulas
        self._like: dict[tuple[str, str], frozenset[str] | None] = {}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self._make_names()

    def _named(self, name: str) -> str | None:
        return self._names.get(name)

    @cached_property
    def _cells_are_cells(self) -> bool:
        """Whether no name reads like a cell beyond the last column."""
        return not any(map(_CELL.fullmatch, self._names))

    def take(self, cell: FormulaCell) -> None:
        number = len(self._row)
        self._sheet.append(self._numbers[cell.sheet])
        self._row.append(cell.row)
        self._column.append(cell.column)
        self._read += len(cell.text)
        if self._read > MOST_READ or self._areas > MOST_AREAS:
            self._rest.setdefault((cell.sheet.casefold(), self._sheets_read(cell)), array("I")).append(number)
            return
        for reference in references(cell.formula, cell.sheet, self._known, self._named):
            self._graph.add(reference, number)
            self._areas += 1

    def reads(self, sheet: str) -> bool:
        """Whether any formula reads from a sheet."""
        return self._graph.reads(sheet) or any(reads is None or sheet in reads for _, reads in self._rest)

    def reached(self, targets: list[tuple[str, Area]]) -> Sequence[DependentFormula]:
        flags, sheets = bytearray(len(self._row)), {sheet for sheet, _ in targets}
        self._spread(self._graph.first(targets), flags, sheets)
        waiting = set(self._rest)
        while more := [key for key in waiting if key[1] is None or key[1] & sheets]:
            waiting.difference_update(more)
            for key in more:
                self._spread(self._rest[key], flags, sheets)
        return _Dependents(self._sheets, self._sheet, self._row, self._column, flags)

    def _spread(self, reached: Iterable[int], flags: bytearray, sheets: set[str]) -> None:
        """From formulas that are reached to those that read them."""
        waiting = array("I", (number for number in reached if not flags[number]))
        for number in waiting:
            flags[number] = 1
        while waiting:
            number = waiting.pop()
            sheet = self._sheets[self._sheet[number]].casefold()
            sheets.add(sheet)
            for reader in self._graph.readers(sheet, self._row[number], self._column[number]):
                if not flags[reader]:
                    flags[reader] = 1
                    waiting.append(reader)

    def _sheets_read(self, cell: FormulaCell) -> frozenset[str] | None:
        """From which sheets a formula reads; None where it may be any. Formulas that differ in rows alone are alike."""
        text = cell.text
        if self._cells_are_cells and "'" not in text and '"' not in text:
            text = _CELL.sub(r"\g<1>1", text)
        if (cell.sheet, text) not in self._like:
            self._looked += len(text)
            if self._looked > MOST_READ or len(self._like) > MOST_KINDS:
                return None
            found = set(references(text, cell.sheet, self._known, self._named))
            read = frozenset(each[0] for each in found if each is not None)
            self._like[cell.sheet, text] = None if None in found else read
        return self._like[cell.sheet, text]


class _Dependents(Sequence[DependentFormula]):
    """Made one by one when they are looked at: there may be a million."""

    def __init__(
        self, sheets: Sequence[str], sheet: array[int], row: array[int], column: array[int], flags: bytearray
    ) -> None:
        self._sheets, self._sheet, self._row, self._column = sheets, sheet, row, column
        self._numbers = array("I", (number for number, reached in enumerate(flags) if reached))

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> DependentFormula: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[DependentFormula]: ...
    def __getitem__(self, index: int | slice) -> DependentFormula | Sequence[DependentFormula]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        number = self._numbers[index]
        name = cell_name(self._row[number], self._column[number])
        return DependentFormula(self._sheets[self._sheet[number]], name)


class _Graph:
    """Which formulas read which cells."""

    def __init__(self) -> None:
        self._single: dict[str, dict[int, int | list[int]]] = {}  # by sheet and place
        self._areas: dict[str, AreaIndex] = {}
        self._spans: dict[str, list[tuple[Area, int]]] = {}
        self._always: list[int] = []

    def add(self, reference: Reference | None, number: int) -> None:
        if reference is None:
            self._always.append(number)
            return
        sheet, area = reference
        if not area.single:
            self._areas.setdefault(sheet, AreaIndex()).add(area, number)
            self._spans.setdefault(sheet, []).append((area, number))
            return
        cells, place = self._single.setdefault(sheet, {}), area.top << _COLUMN_BITS | area.left
        known = cells.setdefault(place, number)
        if isinstance(known, list):
            known.append(number)
        elif known != number:
            cells[place] = [known, number]

    def reads(self, sheet: str) -> bool:
        """Whether any formula reads from a sheet."""
        return sheet in self._single or sheet in self._spans

    def first(self, targets: Iterable[tuple[str, Area]]) -> Iterator[int]:
        """The formulas that read the targets themselves; a formula may come more than once."""
        yield from self._always
        for sheet, target in targets:
            if target.single:
                yield from self.readers(sheet, target.top, target.left)
                continue
            for place, numbers in self._single.get(sheet, {}).items():
                if target.holds(place >> _COLUMN_BITS, place & _COLUMN_MASK):
                    yield from numbers if isinstance(numbers, list) else (numbers,)
            yield from (number for area, number in self._spans.get(sheet, ()) if area.meets(target))

    def readers(self, sheet: str, row: int, column: int) -> Iterator[int]:
        """The formulas that read a cell. Each is told once: whoever was reached need not be reached again."""
        numbers = self._single.get(sheet, {}).pop(row << _COLUMN_BITS | column, ())
        yield from (numbers,) if isinstance(numbers, int) else numbers
        if sheet in self._areas:
            yield from self._areas[sheet].take(row, column)

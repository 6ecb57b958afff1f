"""What follows from what: the calculation chain, and formulas that depend on cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from workbook_tools.basis.cell_references import Area, cell_name, parse_area
from workbook_tools.ooxml.area_index import AreaIndex
from workbook_tools.ooxml.formula_cells import FormulaCell, formula_cells
from workbook_tools.ooxml.formula_references import Reference, SheetNames, references
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import DependentFormula, SheetEntry
from workbook_tools.ooxml.tables import tables_of
from workbook_tools.ooxml.workbook_part import WorkbookPart

MOST_READ = 20_000_000  # characters of formulas that are looked through
MOST_AREAS = 200_000  # that they read


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
    known: Callable[[SheetEntry], list[FormulaCell] | None],
    passed_over: Collection[str] = (),
) -> tuple[DependentFormula, ...]:
    """Formula cells that follow, directly or through others, from the target cells and areas of each sheet.

    `known` gives the formulas of a sheet that was looked through already; None for any other. Sheets that are passed
    over (folded names) are not looked into. Of more formulas than anybody writes the rest counts as dependent.
    """
    entries = [
        sheet
        for sheet in workbook.sheets()
        if sheet.kind == "worksheet" and sheet.part and sheet.name.casefold() not in passed_over
    ]
    sheets = [sheet.name for sheet in workbook.sheets()]
    found: list[FormulaCell] = []
    for entry in entries:
        cells = known(entry)
        found += formula_cells(package, entry.part, entry.name) if cells is None else cells
    if not found:
        return ()
    names = cache(lambda: _named_references(package, workbook))  # read for the first name in a formula; few have one
    known_sheets, graph, read, areas = SheetNames(sheets), _Graph(), 0, 0
    for number, cell in enumerate(found):
        read += len(cell.text)
        if read > MOST_READ or areas > MOST_AREAS:
            graph.add(None, number)
            continue
        for reference in references(cell.formula, cell.sheet, known_sheets, lambda name: names().get(name)):
            graph.add(reference, number)
            areas += 1
    folded = ((sheet.casefold(), refs) for sheet, refs in targets.items())
    dependent = graph.reached(
        [(sheet, parse_area(ref)) for sheet, refs in folded if graph.reads(sheet) for ref in refs], found
    )
    return tuple(DependentFormula(found[n].sheet, cell_name(found[n].row, found[n].column)) for n in dependent)


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


class _Graph:
    """Which formulas read which cells."""

    def __init__(self) -> None:
        self._single: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        self._areas: dict[str, AreaIndex] = defaultdict(AreaIndex)
        self._all: dict[str, list[tuple[Area, int]]] = defaultdict(list)
        self._always: list[int] = []

    def add(self, reference: Reference | None, number: int) -> None:
        if reference is None:
            self._always.append(number)
            return
        sheet, area = reference
        self._all[sheet].append((area, number))
        if area.single:
            self._single[sheet, area.top, area.left].append(number)
        else:
            self._areas[sheet].add(area, number)

    def reads(self, sheet: str) -> bool:
        """Whether any formula reads from a sheet."""
        return sheet in self._all

    def reached(self, targets: list[tuple[str, Area]], cells: list[FormulaCell]) -> list[int]:
        reached = set(self._always)
        for sheet, target in targets:
            if target.single:
                reached.update(self._readers(sheet, target.top, target.left))
            else:
                reached |= {number for area, number in self._all[sheet] if area.meets(target)}
        waiting = sorted(reached)
        while waiting:
            cell = cells[waiting.pop()]
            new = set(self._readers(cell.sheet.casefold(), cell.row, cell.column)) - reached
            reached |= new
            waiting.extend(new)
        return sorted(reached)

    def _readers(self, sheet: str, row: int, column: int) -> Iterable[int]:
        """The formulas that read a cell. Each is told once: whoever was reached need not be reached again."""
        yield from self._single.pop((sheet, row, column), ())
        if sheet in self._areas:
            yield from self._areas[sheet].take(row, column)

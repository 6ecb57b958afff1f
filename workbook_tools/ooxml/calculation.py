"""What follows from what: the calculation chain, and formulas that depend on cells."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping

from workbook_tools.basis.cell_references import Area, cell_name, parse_area
from workbook_tools.ooxml.formula_cells import FormulaCell, formula_cells
from workbook_tools.ooxml.formula_references import Reference, references
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import DependentFormula, SheetEntry
from workbook_tools.ooxml.tables import tables_of
from workbook_tools.ooxml.workbook_part import WorkbookPart

_WIDE = 64  # columns; areas wider than this are kept in a list of their own


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
    over (folded names) are not looked into.
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
    names = _named_references(package, workbook, sheets)
    graph = _Graph()
    for number, cell in enumerate(found):
        for reference in references(cell.formula, cell.sheet, sheets, names):
            graph.add(reference, number)
    folded = ((sheet.casefold(), refs) for sheet, refs in targets.items())
    dependent = graph.reached(
        [(sheet, parse_area(ref)) for sheet, refs in folded if graph.reads(sheet) for ref in refs], found
    )
    return tuple(
        DependentFormula(found[n].sheet, cell_name(found[n].row, found[n].column), found[n].formula) for n in dependent
    )


def _named_references(package: Package, workbook: WorkbookPart, sheets: list[str]) -> dict[str, str]:
    """Defined names and tables by folded name: the formula that each stands for."""
    names = {}
    for entry in workbook.sheets():
        if entry.kind == "worksheet" and entry.part:
            for name, area in tables_of(package, entry.part).items():
                quoted = entry.name.replace("'", "''")
                ref = f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
                names[name.casefold()] = f"'{quoted}'!{ref}"
    for defined, _ in workbook.defined_names():
        key = defined.name.casefold()
        before = names.get(key)  # a name may exist for several sheets: all of them count
        names[key] = f"{before},{defined.text}" if before else defined.text
    return names


class _Graph:
    """Which formulas read which cells."""

    def __init__(self) -> None:
        self._single: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        self._areas: dict[tuple[str, int], list[tuple[Area, int]]] = defaultdict(list)
        self._wide: dict[str, list[tuple[Area, int]]] = defaultdict(list)
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
        elif area.right - area.left >= _WIDE:
            self._wide[sheet].append((area, number))
        else:
            for column in range(area.left, area.right + 1):
                self._areas[sheet, column].append((area, number))

    def reads(self, sheet: str) -> bool:
        """Whether any formula reads from a sheet."""
        return sheet in self._all

    def reached(self, targets: list[tuple[str, Area]], cells: list[FormulaCell]) -> list[int]:
        reached = set(self._always)
        for sheet, target in targets:
            reached |= {number for area, number in self._all[sheet] if area.meets(target)}
        waiting = deque(sorted(reached))
        while waiting:
            cell = cells[waiting.popleft()]
            new = set(self._readers(cell.sheet.casefold(), cell.row, cell.column)) - reached
            reached |= new
            waiting.extend(sorted(new))
        return sorted(reached)

    def _readers(self, sheet: str, row: int, column: int) -> Iterable[int]:
        yield from self._single.get((sheet, row, column), ())
        for area, number in self._areas.get((sheet, column), ()):
            if area.top <= row <= area.bottom:
                yield number
        for area, number in self._wide.get(sheet, ()):
            if area.holds(row, column):
                yield number

"""The workbook: what callers open, look at, edit and save."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.ooxml import custom_properties, custom_xml, results_sheet, sheet_columns
from workbook_tools.ooxml.calculation import dependent_formulas, drop_calculation_chain
from workbook_tools.ooxml.formula_cells import FormulaCell, formulas_of_scan, regular_formulas
from workbook_tools.ooxml.limits import limits_of_environment
from workbook_tools.ooxml.located import Node
from workbook_tools.ooxml.namespaces import MAIN, STRICT, WORKBOOK_TYPES
from workbook_tools.ooxml.opening_sheet import open_on
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import (
    CellEdit,
    ConditionalFormat,
    DependentFormula,
    NewSheet,
    PackageLimits,
    SheetEntry,
    Validation,
)
from workbook_tools.ooxml.regular_rows import PIECE, Column, regular_pieces
from workbook_tools.ooxml.scanned_sheet import SheetScan
from workbook_tools.ooxml.shared_strings import SharedStrings, refuse_false_count
from workbook_tools.ooxml.sheet_edit import edit_cells, explicit_formulas
from workbook_tools.ooxml.sheet_extent import cell_count, is_near, may_be_misread, sheet_extent
from workbook_tools.ooxml.sheet_scan import refuse_so_many, scan_sheet
from workbook_tools.ooxml.sheet_validations import format_splices, list_splices, validation_splices
from workbook_tools.ooxml.styles import Styles
from workbook_tools.ooxml.styles_part import read_styles, write_styles
from workbook_tools.ooxml.tables import refuse_table_borders
from workbook_tools.ooxml.verification import verify
from workbook_tools.ooxml.workbook_part import WorkbookPart

MARK = "workbook_tools"
KEPT_CELLS = 400_000  # of all sheets that were looked at cell by cell
_FEW_CELLS_BYTES = 1 << 20  # a smaller sheet is not worth a count before it is looked at
_USUAL_WORKBOOK, _USUAL_STRINGS = "xl/workbook.xml", "xl/sharedstrings.xml"


class Workbook:
    """A workbook package in memory. Opening reads its directory and its list of sheets, nothing more."""

    def __init__(self, package: Package, workbook: WorkbookPart, limits: PackageLimits) -> None:
        self._package = package
        self._workbook = workbook
        self._limits = limits
        self._scans: dict[str, SheetScan] = {}
        self._styles: Styles | None = None
        strings = package.related(workbook.part, "sharedStrings")
        self._strings = SharedStrings(
            (lambda: package.stream(strings)) if strings else tuple, strings, limits.text_bytes, limits.cell_text
        )
        self._near: dict[str, bool] = {}  # of sheets as they were opened
        self._custom: dict[str, tuple[str, Callable[[str], bytes]]] = {}  # by namespace: identifier and content
        self._regular: dict[str, bool] = {}  # parts that were taken apart whole, as they were opened → with formulas

    @classmethod
    def open(cls, data: bytes, limits: PackageLimits | None = None) -> Workbook:
        """Raises PackageProblem for what is not a workbook, is damaged, hostile, encrypted or strict.

        Without `limits` those of the environment hold (see `limits_of_environment`).
        """
        limits = limits or limits_of_environment()
        package = Package(data, limits)
        part = package.related("", "officeDocument")
        content_type = package.content_type(part).lower() if part else ""
        if content_type not in WORKBOOK_TYPES and not content_type.endswith("xml"):
            raise PackageProblem("F108", part=part or "xl/workbook.xml")
        root = package.tree(part).tag
        if root.startswith(f"{STRICT} "):
            raise PackageProblem("F109")
        if root != f"{MAIN} workbook":
            raise PackageProblem("F108", part=part)
        index = WorkbookPart(package, part)
        index.refuse_lost_sheets()
        for strings in {package.related(part, "sharedStrings"), package.find("xl/sharedStrings.xml")} - {""}:
            refuse_false_count(package.stream(strings), strings, package.size(strings))
        return cls(package, index, limits)

    # ------------------------------------------------------------ looking

    @property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets in their order, also those that point nowhere (their part is "")."""
        return self._workbook.sheets()

    @property
    def sheet_names(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets)

    @property
    def part_names(self) -> tuple[str, ...]:
        """The names of all parts of the package."""
        return tuple(self._package.names())

    @property
    def date1904(self) -> bool:
        return self._workbook.date1904

    @property
    def has_macros(self) -> bool:
        """Whether the workbook is macro-enabled inside, whatever its file name says."""
        content_type = self._package.content_type(self._workbook.part).lower()
        return "macroenabled" in content_type or bool(self._package.related(self._workbook.part, "vbaProject"))

    @property
    def shared_string_count(self) -> int:
        return len(self._strings)

    @property
    def in_usual_places(self) -> bool:
        """Whether workbook and shared strings lie where nearly all programs put them; some readers look only there."""
        strings = self._package.related(self._workbook.part, "sharedStrings") or _USUAL_STRINGS
        usual = self._workbook.part.casefold() == _USUAL_WORKBOOK and strings.casefold() == _USUAL_STRINGS
        return usual and self._package.spelled_as_usual

    @property
    def keeps_parts(self) -> bool:
        """Whether custom XML that is put becomes a part; not so in a workbook that another program has open."""
        return True

    @property
    def structure_protected(self) -> bool:
        """Whether sheets can be neither added nor removed."""
        return self._workbook.structure_protected

    @property
    def signed(self) -> bool:
        """A digital signature would be broken by any edit."""
        if any(name.startswith("_xmlsignatures/") for name in self._package.names()):
            return True
        return any(r.kind == "origin" and "digital-signature" in r.type for r in self._package.relationships(""))

    def scan(self, name: str) -> SheetScan:
        """The cells of a sheet and what lies around them. Kept until the sheet changes."""
        part = self._worksheet(name)
        scan = self._scans.get(part)
        if scan is None:
            scan = self._scans[part] = self._scanned(part)
        return scan

    def extent(self, name: str) -> tuple[int, int]:
        """The last row and the last column in which a sheet says to have a cell, without keeping its cells."""
        part = self._worksheet(name)
        return sheet_extent(lambda: self._package.stream(part), part)

    def is_near(self, name: str) -> bool:
        """Whether a sheet surely has no cell beyond row 499,999 and column Z: told faster than its extent."""
        part = self._worksheet(name)
        if part not in self._near:
            self._near[part] = is_near(self._package.stream(part))
        return self._near[part]

    def may_be_misread(self, name: str) -> bool:
        """Whether a sheet may hold what some readers take wrongly, told without keeping its cells."""
        return self.has_unusual_texts or may_be_misread(self._package.stream(self._worksheet(name)))

    @property
    def has_unusual_texts(self) -> bool:
        """Whether the shared texts stand among what other readers may take for texts."""
        return self._strings.unusual

    def regular_pieces(self, name: str, size: int = PIECE) -> Iterator[tuple[int, list[Column]]]:
        """The rows of a sheet as programs write them, see `regular_rows`. Raises IrregularRowsError if they are not."""
        part = self._worksheet(name)
        formulas = yield from regular_pieces(self._package.stream(part), size)
        self._regular[part] = formulas

    def certain_text(self, index: int) -> str | None:
        """A shared string of which there can be no two opinions; None for any other."""
        return self._strings.certain_text(index)

    def forget_texts(self) -> None:
        """Let go of the shared strings where they are very many; they are read again when one is asked for."""
        self._strings.forget()

    @property
    def defined_names(self) -> dict[str, str]:
        """The names of the workbook as a whole, and what each stands for; names of single sheets are left out."""
        return {name.name: name.text for name, _ in self._workbook.defined_names() if name.sheet is None}

    @property
    def custom_properties(self) -> dict[str, str]:
        """The document properties that somebody added, as texts."""
        return custom_properties.read(self._package)

    def number_format(self, style: int) -> str:
        """The format code of a style number, e.g. "0.0%"; "General" when it has none."""
        return (self._styles or self._style_sheet()).number_format(style)

    def is_percent(self, style: int) -> bool:
        return self._style_sheet().is_percent(style)

    def is_date(self, style: int) -> bool:
        return self._style_sheet().is_date(style)

    @property
    def ends_as_written(self) -> bool:
        """Whether nothing was put behind the archive."""
        return self._package.ends_as_written

    @property
    def opened_digest(self) -> str:
        """The SHA-256 of the bytes that were opened."""
        return self._package.opened_digest

    def custom_xml(self, namespace: str) -> Node | None:
        """The root of the custom XML part of a namespace, if there is one."""
        part = custom_xml.find(self._package, self._workbook.part, namespace)
        return self._package.tree(part) if part else None

    def checksum_without(self, namespace: str) -> str:
        """What all parts but one of custom XML come to, as they stand now."""
        part = custom_xml.find(self._package, self._workbook.part, namespace)
        return custom_xml.checksum(self._package, part)

    def formulas_depending_on(
        self, targets: Mapping[str, Iterable[str]], passed_over: Iterable[str] = ()
    ) -> Sequence[DependentFormula]:
        """Formulas that follow from cells, directly or not: targets are {sheet: ["K4", "K4:K40", …]}.

        Sheets that are passed over are not looked into. Careful rather than exact: a formula that looks cells up by
        text (INDIRECT, OFFSET) counts as dependent.
        """
        folded = {name.casefold() for name in passed_over}
        return dependent_formulas(self._package, self._workbook, targets, self._known_formulas, folded)

    def is_pointed_at(self, name: str, passed_over: Iterable[str] = ()) -> bool:
        """Whether a chart, a pivot table or another sheet names this sheet: in a formula, a rule or a validation.

        Sheets that are passed over, and what belongs to them, are not looked into. Careful rather than exact: a text
        with that name in it counts as well.
        """
        return results_sheet.is_pointed_at(self._package, self._workbook, name, passed_over)

    # ------------------------------------------------------------ editing

    def set_cells(self, name: str, edits: Mapping[str, CellEdit]) -> None:
        """Write cells of one sheet, all or none. What a cell holds already is not written again.

        Raises PackageProblem for a cell that cannot be changed safely.
        """
        if not edits:
            return
        self._refuse_signed()
        part = self._worksheet(name)
        places: dict[tuple[int, int], CellEdit] = {}
        for ref, edit in edits.items():
            try:
                places[parse_cell(ref)] = edit
            except ValueError:
                raise PackageProblem("F121", sheet=name, cell=ref, ref=ref) from None
        try:
            self._set_cells(name, part, places)
        except PackageProblem as problem:
            if problem.sheet:
                raise
            raise PackageProblem(problem.code, name, problem.cell, **problem.figures) from None

    def is_unseen(self, name: str, column: int) -> bool:
        """Whether nothing in a column can be seen: it is hidden, in a collapsed group, or has no width."""
        return sheet_columns.is_unseen(self.scan(name), column)

    def show_columns(self, name: str, first: int, last: int, width: float) -> None:
        """Give the unseen ones of these columns a width, in characters. Columns that are seen stay as they are."""
        self._refuse_signed()
        part = self._worksheet(name)
        content = self._package.xml(part)
        splices = sheet_columns.show(content, self.scan(name), first, last, width)
        if splices:
            self._package.splice(part, splices, content)
            self._scans.pop(part, None)

    def put_sheet(self, sheet: NewSheet, mark: str = MARK) -> None:
        """Add a sheet of ours, or replace the one that carries our mark: same place, same part, nothing grows.

        Raises PackageProblem when a sheet of that name is not ours, or the structure is protected.
        """
        self._refuse_signed()
        part = results_sheet.put(self._package, self._workbook, self._style_sheet(), sheet, mark)
        self._scans.pop(part, None)

    def add_sheet(self, sheet: NewSheet, *, hidden: bool = False) -> None:
        """Add a sheet that is the staff's from now on. Raises PackageProblem where one of that name is there."""
        self._refuse_signed()
        results_sheet.put(self._package, self._workbook, self._style_sheet(), sheet, "")
        if hidden:
            self._workbook.hide_sheet(self._find(sheet.name)[0])

    def add_validations(self, name: str, validations: Sequence[Validation]) -> None:
        """Add checks on entry to a sheet; those that it has stay."""
        part, scan = self._worksheet(name), self.scan(name)
        if not validations or scan.data_start is None:
            return
        self._refuse_signed()
        content = self._package.xml(part)
        self._package.splice(part, validation_splices(content, scan.data_start, scan.data_close, validations), content)
        self._scans.pop(part, None)

    def widen_lists(self, name: str, lists: Mapping[str, Validation]) -> bool:
        """Let further words into the drop-down lists of a sheet that hold these: {"甲,乙": the check instead}."""
        part, scan = self._worksheet(name), self.scan(name)
        if scan.data_start is None:
            return False
        self._refuse_signed()
        content = self._package.xml(part)
        splices = list_splices(content, scan.data_start, scan.data_close, lists)
        self._package.splice(part, splices, content)
        if splices:
            self._scans.pop(part, None)
        return bool(splices)

    def add_formats(self, name: str, formats: Sequence[ConditionalFormat]) -> None:
        """Add conditional formats by a formula to a sheet; those that it has stay and go first."""
        part, scan = self._worksheet(name), self.scan(name)
        if not formats or scan.data_start is None:
            return
        self._refuse_signed()
        content, differential = self._package.xml(part), self._style_sheet().differential
        splices = format_splices(content, scan.data_start, scan.data_close, formats, differential)
        self._package.splice(part, splices, content)
        self._scans.pop(part, None)

    def set_column_width(self, name: str, column: int, width: float) -> None:
        """Make a column that wide, in characters, and seen."""
        part = self._worksheet(name)
        self._refuse_signed()
        content = self._package.xml(part)
        splices = sheet_columns.show(content, self.scan(name), column, column, width, every=True)
        self._package.splice(part, splices, content)
        self._scans.pop(part, None)

    def widen_print_area(self, name: str, cell: str) -> None:
        """Have a sheet that prints a part of itself print up to a cell; one that prints all of it does so already."""
        self._refuse_signed()
        results_sheet.widen_print_area(self._workbook, self._find(name)[0], cell)

    def set_custom_property(self, name: str, value: str) -> None:
        """Set a document property of our own, as a text."""
        self._refuse_signed()
        custom_properties.put(self._package, name, value)

    def owns_sheet(self, name: str, mark: str = MARK) -> bool:
        """Whether a sheet of that name exists and carries our mark."""
        return results_sheet.owns(self._workbook, name, mark)

    def unlock_structure(self) -> None:
        """Let sheets be added and removed. For a copy whose edits are made elsewhere: the lock is lifted there."""
        self._refuse_signed()
        self._workbook.unlock_structure()

    def remove_sheet(self, name: str, mark: str = MARK) -> None:
        """Take a sheet of ours away, with everything that belongs to it alone."""
        self._refuse_signed()
        results_sheet.remove(self._package, self._workbook, name, mark)
        self._scans.clear()

    def open_on(self, name: str) -> None:
        """Have the workbook open on a sheet, which alone is selected then. Nothing happens where it is hidden."""
        self._refuse_signed()
        for part in open_on(self._package, self._workbook, self._find(name)[0]):
            self._scans.pop(part, None)

    def put_custom_xml(self, namespace: str, identifier: str, content: Callable[[str], bytes]) -> None:
        """Add custom XML or replace it, when the workbook is saved. `content` gets the checksum of all other parts."""
        self._refuse_signed()
        self._custom[namespace] = identifier, content

    def force_recalculation(self) -> None:
        """Have Excel recalculate every formula when it opens the workbook."""
        self._refuse_signed()
        self._workbook.force_recalculation()

    # ------------------------------------------------------------ saving

    def save(self) -> bytes:
        """The workbook as bytes. When nothing changed these are the very bytes that were opened."""
        self._put_styles()
        for namespace, (identifier, content) in self._custom.items():
            part = custom_xml.put(self._package, self._workbook.part, namespace, identifier, content(""))
            self._package.put(part, content(custom_xml.checksum(self._package, part)))
        return self._package.save()

    def verify(self, data: bytes) -> None:
        """Raise PackageProblem F119 unless `data`, saved from this workbook, is whole."""
        verify(data, self._limits, self._package)

    # ------------------------------------------------------------ inside

    def _set_cells(self, name: str, part: str, edits: dict[tuple[int, int], CellEdit]) -> None:
        package, styles = self._package, self._style_sheet()
        scan = self._scans.get(part)
        if scan is None:
            rows = {row for row, _ in edits} | {parse_cell(edit.like)[0] for edit in edits.values() if edit.like}
            scan = scan_sheet(package.stream(part), part, self._strings.text, rows, *self._most())
        if scan.has_tables:
            refuse_table_borders(package, part, scan, edits)
        content = package.xml(part)
        edited = edit_cells(content, scan, edits, styles.combined, self.date1904)
        splices = edited.splices
        if edited.masters:
            whole = self._scans.get(part) or scan_sheet(package.stream(part), part)
            splices = splices + list(explicit_formulas(content, whole, edited.masters, edits))
        if not splices:
            return
        package.splice(part, splices, content)
        if edited.formulas_changed:
            drop_calculation_chain(package, self._workbook.part)
        self._scans.pop(part, None)

    def _most(self) -> tuple[int, int]:
        return self._limits.cells, self._limits.cell_text

    def _scanned(self, part: str) -> SheetScan:
        """A fresh scan; the oldest of those that are kept go first where all together would be too many cells."""
        cells = 0
        if self._package.size(part) > _FEW_CELLS_BYTES:
            cells = cell_count(self._package.stream(part), self._limits.cells)
            refuse_so_many(cells, self._limits.cells, part)
        kept = sum(len(each.cells) for each in self._scans.values()) + cells
        while self._scans and kept > KEPT_CELLS:
            kept -= len(self._scans.pop(next(iter(self._scans))).cells)
        return scan_sheet(self._package.stream(part), part, self._strings.text, None, *self._most())

    def _known_formulas(self, sheet: SheetEntry) -> Iterable[FormulaCell] | None:
        scan = self._scans.get(sheet.part)
        if scan is not None:
            return formulas_of_scan(scan, sheet.name)
        formulas = self._regular.get(sheet.part)
        if formulas is None or sheet.part in self._package.changed:
            return None
        return regular_formulas(self._package.stream(sheet.part), sheet.name) if formulas else ()

    def _find(self, name: str) -> tuple[int, SheetEntry]:
        folded, sheets = name.casefold(), self.sheets
        for index, sheet in enumerate(sheets):
            if sheet.name == name or sheet.name.casefold() == folded:
                return index, sheet
        raise PackageProblem("F113", sheet=name, name=name)

    def _worksheet(self, name: str) -> str:
        sheet = self._find(name)[1]
        if sheet.kind != "worksheet" or not sheet.part:
            raise PackageProblem("F120", sheet=name, name=name)
        return sheet.part

    def _refuse_signed(self) -> None:
        if self.signed:
            raise PackageProblem("F110")
        if self._package.related(self._workbook.part, "revisionHeaders"):
            raise PackageProblem(
                "F124"
            )  # each revision names cells and sheets: nobody can say what Excel makes of ours

    def _style_sheet(self) -> Styles:
        if self._styles is None:
            self._styles = read_styles(self._package, self._workbook.part)
        return self._styles

    def _put_styles(self) -> None:
        if self._styles is not None and write_styles(self._package, self._workbook.part, self._styles):
            self._styles = None

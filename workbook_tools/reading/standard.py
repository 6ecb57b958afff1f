"""The standard workbook → `Submission`. Sheets by name, columns by header, everything that is wrong in one pass."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import Finding, Ledger, Submission, Table
from workbook_tools.model.fields import COLUMNS, SHEETS, SHEETS_NOT_READ, SheetKind, TableKind
from workbook_tools.model.lists import ROSTERS, Rosters
from workbook_tools.ooxml import PackageProblem
from workbook_tools.reading import hints, small_tables
from workbook_tools.reading.grid import Grid
from workbook_tools.reading.indicators import read_indicators
from workbook_tools.reading.information import read_information
from workbook_tools.reading.ledger import read_ledger
from workbook_tools.reading.money_slips import about_without_slips, payments_without_slips, without_slips
from workbook_tools.reading.scanned_values import ScannedWorkbook, certain_rows, gave_up, is_beyond_calamine
from workbook_tools.reading.tables import Located, locate
from workbook_tools.reading.text import normal
from workbook_tools.reading.words import Vocabulary

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

_ROW, _COLUMN = itemgetter(0), itemgetter(1)  # of a place
MISSPELT = 0.7  # how alike two names of sheets are
MOST_TEXTS_OF_CALAMINE = 200_000  # of the workbook: for one small sheet they would take 200 MB
LARGEST_OF_CALAMINE = 32 << 20  # bytes of the workbook, which may be pictures
LARGEST_GRID = 4_000_000  # cells of the used rectangle of a small sheet


def read_standard(data: bytes, book: Workbook, words: Vocabulary | None = None) -> Submission:
    """Read a standard workbook. Raises `CannotProcess` with everything that stands in the way."""
    reader = _Reader(data, book)
    information_grid = reader.required("information")
    indicator_table = reader.table("indicators", required=True)
    cost_table = reader.table("costs")
    if cost_table is None and not reader.seen("costs"):
        reader.findings.append(reader.no_costs())
    others: tuple[TableKind, ...] = ("assessments", "tranches", "effects", "texts", "rules")
    other = {kind: reader.table(kind) for kind in others}
    optional: tuple[SheetKind, ...] = (*others, "ledger")
    reader.findings += [found for kind in (*optional, *ROSTERS) if (found := reader.misspelt(kind))]
    ledger = reader.ledger()
    rosters = {kind: reader.roster(kind) for kind in ROSTERS}
    reader.stop_on_errors()
    assert information_grid is not None
    assert indicator_table is not None
    information = read_information(information_grid, reader.findings)
    indicators = read_indicators(*indicator_table, reader.findings, words)
    costs, cost_totals = small_tables.read_costs(cost_table, reader.findings)
    information = about_without_slips(information, costs, reader.findings)
    costs = without_slips(costs, information, reader.findings)
    tranches = small_tables.read_tranches(other["tranches"], reader.findings)
    submission = Submission(
        information=information,
        indicators=indicators.rows,
        headings=indicators.headings,
        indicator_totals=indicators.totals,
        cost_lines=costs,
        cost_totals=cost_totals,
        assessments=small_tables.read_assessments(other["assessments"], reader.findings),
        tranches=payments_without_slips(tranches, information, reader.findings),
        ledger=ledger,
        effects=small_tables.read_effects(other["effects"]),
        texts=small_tables.read_texts(other["texts"]),
        rule_overrides=small_tables.read_rules(other["rules"]),
        rosters=_rosters(rosters, reader.findings),
        tables=reader.tables,
    )
    findings = [*reader.findings, *hints.read_hints(book, submission)]

    return submission._replace(findings=tuple(findings))


def _rosters(found: Mapping[TableKind, tuple[Grid, Located] | None], findings: list[Finding]) -> Rosters:
    if not any(found.values()):
        return Rosters()  # as of most workbooks
    from workbook_tools.reading.rosters import read_rosters

    return read_rosters(found, findings)


@lru_cache(maxsize=len(SHEETS))
def _known_names(kind: SheetKind) -> tuple[str, ...]:
    """The names that a kind of sheet may bear, the standard one first, in their normal form."""
    return tuple(map(normal, (SHEETS[kind].name, *SHEETS[kind].names)))


_COPY = lazy_pattern(r"(?:\(\d\)|-?副本(?:\d|\(\d\))?)$", holding="(副")  # as Excel and WPS call the copy of a sheet


def other_sheets(book: Workbook, kind: SheetKind) -> list[str]:
    """Sheets that bear another name of a kind, or are a copy of one, beside the one under the standard name."""
    standard, *others = map(normal, SHEETS[kind].names)
    named = [(entry.name, normal(entry.name)) for entry in book.sheets if entry.kind == "worksheet"]
    copied = [sheet for sheet, name in named if _COPY.search(name) and _COPY.sub("", name) in (standard, *others)]
    return [sheet for sheet, name in named if name in others or sheet in copied]


def sheet_names(book: Workbook) -> dict[SheetKind, list[str]]:
    """Kind of sheet → the sheets that can be it, the one under the standard name alone where there is one."""
    found: dict[SheetKind, list[str]] = {}
    worksheets = [(entry.name, normal(entry.name)) for entry in book.sheets if entry.kind == "worksheet"]
    for kind in SHEETS:
        standard, *others = _known_names(kind)
        exact = [sheet for sheet, name in worksheets if name == standard]
        found[kind] = exact or [sheet for sheet, name in worksheets if name in others]
    return found


class _Reader:
    """One read of one workbook: its sheets, what was found so far."""

    def __init__(self, data: bytes, book: Workbook) -> None:
        self.data = data
        self.book = book
        self.findings: list[Finding] = []
        self.tables: dict[TableKind, Table] = {}
        self._names = sheet_names(book)
        self._other_reader: Any = None

    @property
    def _values(self) -> Any:
        """calamine's workbook, opened for what cannot be read without it; ours where it would not find the sheets."""
        if self._other_reader is None:
            self._other_reader = self._open()
        return self._other_reader

    def _open(self) -> Any:
        if not self.book.in_usual_places:
            return ScannedWorkbook(self.book)
        from python_calamine import CalamineWorkbook

        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(self.data))
        except Exception:  # it says in English that it cannot; ours is slow, takes more, and names the broken part
            return ScannedWorkbook(self.book)

    def seen(self, kind: SheetKind) -> bool:
        return bool(self._names[kind])

    def grid(self, kind: SheetKind, *, required: bool = False) -> Grid | None:
        names = self._names[kind]
        if len(names) > 1:
            self.findings.append(finding("S006", names[1], "A1", sheet_name=SHEETS[kind].name, sheets="、".join(names)))
        if not names and required:
            self.findings.append(
                finding("S001", SHEETS[kind].name, sheet_name=SHEETS[kind].name, near=self._near(kind))
            )
        if len(names) != 1 or self._too_large(names[0]):
            return None
        others = [name for name in other_sheets(self.book, kind) if name not in names]
        if others:
            figures = {"sheet_name": SHEETS[kind].name, "others": "、".join(others), "used": names[0]}
            self.findings.append(finding("S031", others[0], "A1", **figures))
        try:
            rows = self._rows(names[0])
        except ValueError as reason:
            self.findings.append(finding("S017", names[0], reason=str(reason)))
            return None
        return Grid(names[0], rows, self.book)

    def _rows(self, name: str) -> list[list[Any]]:
        """What a sheet holds, from row 1 and column A. Raises ValueError for a damaged sheet."""
        rows = certain_rows(self.book, name)
        if rows is not None:
            return rows
        if self._is_bulky():
            return ScannedWorkbook(self.book).get_sheet_by_name(name).to_python()
        values = self._values
        try:
            if not is_beyond_calamine(self.book, name):
                return values.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[no-any-return]
        except BaseException as problem:
            if not gave_up(problem):
                raise
        return ScannedWorkbook(self.book).get_sheet_by_name(name).to_python()

    def _is_bulky(self) -> bool:
        """calamine holds the whole file once more, and each of its texts."""
        if len(self.data) > LARGEST_OF_CALAMINE:
            return True
        try:
            return self.book.shared_string_count > MOST_TEXTS_OF_CALAMINE
        except PackageProblem:  # calamine may read what we cannot
            return False

    def required(self, kind: SheetKind) -> Grid | None:
        return self.grid(kind, required=True)

    def table(self, kind: TableKind, *, required: bool = False) -> tuple[Grid, Located] | None:
        """A sheet with the table on it; None when either is missing (and then a finding says so)."""
        grid = self.grid(kind, required=required)
        if grid is None:
            return None
        if grid.row_count == 0 and not required:
            return None
        located = locate(grid, kind)
        self.findings += located.findings
        if located.table is None:
            return None
        self.tables[kind] = located.table
        return grid, located

    def roster(self, kind: TableKind) -> tuple[Grid, Located] | None:
        """A list that a workbook may have. What cannot be read of it never stops the rest: a sheet of such a name that
        is laid out otherwise, or damaged, is the staff's own."""
        found: list[tuple[Grid, Located]] = []
        for name in self._names[kind]:
            try:
                row, column = max_extent(self.book, name)
                grid = Grid(name, self._rows(name) if row * column <= LARGEST_GRID else [], self.book)
            except (PackageProblem, ValueError):
                continue
            located = locate(grid, kind) if grid.row_count else None
            if located is not None and located.table is not None:
                found.append((grid, located))
            elif located is not None and any(each.code != "S003" for each in located.findings):
                wanted = "、".join(each.title for each in COLUMNS[kind] if each.required)
                self.findings.append(finding("S050", name, "A1", sheet_name=name, columns=wanted))
        if not found:
            return None
        grid, located = found[0]
        assert located.table is not None
        if len(found) > 1:
            others = "、".join(each.name for each, _ in found[1:])
            figures = {"sheet_name": SHEETS[kind].name, "others": others, "used": grid.name}
            self.findings.append(finding("S031", found[1][0].name, "A1", **figures))
        self.findings += located.findings
        self.tables[kind] = located.table
        return grid, located

    def ledger(self) -> Ledger | None:
        names = self._names["ledger"]
        if len(names) > 1:
            self.findings.append(
                finding("S006", names[1], "A1", sheet_name=SHEETS["ledger"].name, sheets="、".join(names))
            )
        if len(names) != 1:
            return None
        ledger = read_ledger(names[0], lambda: self._values, self.book, self.findings)
        if ledger is not None:
            self.tables["ledger"] = ledger.table
        return ledger

    def misspelt(self, kind: SheetKind) -> Finding | None:
        """A sheet that nobody reads, named nearly as one that is not there: 服务台胀, 资源连接, 社去.

        The lists of the station's own have everyday names (志愿者, 人员), and one letter of two says little: such a
        sheet has to have the columns as well, or it is the staff's own.
        """
        if self.seen(kind):
            return None
        for found, alike in self._named_nearly_as(kind):
            if (alike >= MISSPELT and kind not in ROSTERS) or self._has_columns_of(found, kind):
                return finding("S038", found, "A1", found=found, wanted=SHEETS[kind].name)
        return None

    def _named_nearly_as(self, kind: SheetKind) -> Iterator[tuple[str, float]]:
        """The sheets that nobody reads whose name is like one of a kind, or one letter off; and how alike it is."""
        known = {name for each in SHEETS for name in _known_names(each)} | set(map(normal, SHEETS_NOT_READ))
        named = [(each.name, normal(each.name)) for each in self.book.sheets if each.kind == "worksheet"]
        strange = [(sheet, name) for sheet, name in named if name not in known]
        if not strange:
            return
        import difflib

        for wanted in _known_names(kind):
            for sheet, name in strange:
                alike = difflib.SequenceMatcher(None, wanted, name).ratio()
                if alike >= MISSPELT or _one_letter_off(wanted, name):
                    yield sheet, alike

    def _has_columns_of(self, name: str, kind: SheetKind) -> bool:
        """Whether a sheet has the table of a kind, with half at least of the columns that the blank workbook offers."""
        if kind == "information":
            return False
        row, column = max_extent(self.book, name)
        try:
            rows = self._rows(name) if row * column <= LARGEST_GRID else []
        except (PackageProblem, ValueError):
            return False
        located = locate(Grid(name, rows, self.book), kind) if rows else None
        offered = [each for each in COLUMNS[kind] if each.offered and not each.out]
        return located is not None and located.table is not None and 2 * len(located.table.columns) >= len(offered)

    def no_costs(self) -> Finding:
        near = self.misspelt("costs")
        told = f"；工作表“{near.sheet}”名称相近，没有读取，如果就是它，请改名" if near else ""
        return finding("S012", "资金使用", near=told)

    def stop_on_errors(self) -> None:
        """Missing sheets, missing columns and doubles are told together; nothing is computed from half a workbook."""
        errors = [f for f in self.findings if f.severity == Severity.ERROR]
        if errors:
            raise CannotProcess(*errors)

    def _too_large(self, name: str) -> bool:
        """calamine holds the used rectangle: one stray cell at the far corner would cost gigabytes."""
        row, column = max_extent(self.book, name)
        if row * column <= LARGEST_GRID:
            return False
        self.findings.append(finding("S016", name, sheet_name=name, row=row, column=column))
        return True

    def _near(self, kind: SheetKind) -> str:
        import difflib

        known = {
            normal(name) for names in (*(sheet.names for sheet in SHEETS.values()), SHEETS_NOT_READ) for name in names
        }
        others = {normal(entry.name): entry.name for entry in self.book.sheets if normal(entry.name) not in known}
        for name in SHEETS[kind].names:
            near = difflib.get_close_matches(normal(name), others, n=1, cutoff=0.5)
            if near:
                return f"现有工作表“{others[near[0]]}”名称相近，如果就是它，请改名。"
        return "现有工作表：" + "、".join(entry.name for entry in self.book.sheets) + "。"


def _one_letter_off(wanted: str, name: str) -> bool:
    return len(wanted) == len(name) and sum(one != other for one, other in zip(wanted, name, strict=True)) == 1


def max_extent(book: Workbook, name: str) -> tuple[int, int]:
    """The last row and the last column with a cell, from the package."""
    cells = book.scan(name).cells
    return max(map(_ROW, cells), default=0), max(map(_COLUMN, cells), default=0)


def looks_standard(book: Workbook) -> bool:
    """The workbook has the sheets a standard one cannot do without, or most of their kind."""
    found: Iterator[bool] = (bool(names) and SHEETS[kind].since == 1 for kind, names in sheet_names(book).items())
    return sum(found) >= 2

"""The way from a cell to what it follows from: formulas and rules downwards, to the cells that staff filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbook_tools.basis.cell_references import cell_name, parse_area, parse_cell
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.settings import settings_of
from workbook_tools.explain.cell_places import Place, master, place_of, table_title
from workbook_tools.explain.follow import Follow
from workbook_tools.explain.readings import reading
from workbook_tools.explain.rules import Rule, rule_of
from workbook_tools.explain.values import same, text_in_cell
from workbook_tools.model import Finding, ScoredRow, Table
from workbook_tools.model.fields import OWN_SHEETS, RESULTS_SHEET, TableKind

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.ooxml import Workbook
    from workbook_tools.writing import Written

DEEPEST = 8
MOST_CELLS = 60  # of an area, that are followed one by one
Kind = Literal["figure", "computed", "input", "head", "text", "area"]


@dataclass(frozen=True, slots=True)
class Way:
    """One cell, and the cells that it follows from. `stored` is what the file has where that is something else."""

    sheet: str
    cell: str  # A1, or an area
    kind: Kind
    title: str
    value: str
    rule: str = ""
    rule_source: str = ""
    stored: str | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[Way, ...] = ()
    used_by: tuple[str, ...] = ()
    raised: tuple[Finding, ...] = ()  # findings at the cell
    again: bool = False  # explained already, further above

    @property
    def troubles(self) -> Iterator[Finding]:
        """One finding for each figure on the way that the file has otherwise."""
        if self.stored is not None:
            figures = {"stored": self.stored or "空白", "fresh": self.value or "空白"}
            yield finding("U407", self.sheet, self.cell, **figures)
        for source in self.sources:
            yield from source.troubles


class Explainer:
    """One workbook, computed afresh and written in memory, beside what its file has."""

    def __init__(self, computed: Computed, written: Written, stored: Workbook) -> None:
        self.computed, self.written, self.stored = computed, written, stored
        self.fresh = computed.book
        self._was_computed = stored.owns_sheet(RESULTS_SHEET)
        self.tables: dict[TableKind, Table] = {**computed.submission.tables, **written.plan.tables}
        self.follow = Follow(computed, written, self.tables)

    def way(self, sheet: str, cell: str) -> Way:
        """The way of one cell. Raises `CannotProcess` (U405, U408) for a cell that nothing can be said of."""
        return self._way(sheet, cell, set(), 0)

    def stale(self) -> Iterator[tuple[str, str, str, str]]:
        """Sheet, cell, what the file has and what it should have, of every computed cell and figure of 评价结果."""
        for sheet, edits in self.written.plan.edits.items():
            for cell in edits:
                yield from self._difference(sheet, cell)
        if self._was_computed:
            for row, column in self.fresh.scan(RESULTS_SHEET).cells:
                if column <= self.follow.printed_columns:  # behind them are copies of what was scored, no results
                    yield from self._difference(RESULTS_SHEET, cell_name(row, column))

    def _difference(self, sheet: str, cell: str) -> Iterator[tuple[str, str, str, str]]:
        before, now = self._stored_value(sheet, cell), text_in_cell(self.fresh, sheet, cell)
        if before is not None and not same(before, now):
            yield sheet, cell, before, now

    # ------------------------------------------------------------ one cell

    def _way(self, sheet: str, cell: str, seen: set[tuple[str, str]], depth: int) -> Way:
        asked, cell = cell, master(self.fresh, sheet, cell)
        notes = (f"{asked} 在合并单元格里，按左上角的 {cell} 说明",) if asked != cell else ()
        value = text_in_cell(self.fresh, sheet, cell)
        if (sheet, cell) in seen or depth > DEEPEST:
            return Way(sheet, cell, "text", self._title(sheet, cell), value, again=True)
        seen.add((sheet, cell))
        if sheet in OWN_SHEETS and self.fresh.owns_sheet(sheet):
            return self._printed(sheet, cell, value, notes, seen, depth)
        place = place_of(sheet, cell, self.computed.submission, self.tables)
        if place is None:
            raise CannotProcess(finding("U405", sheet, cell, read=self._read_sheets()))
        if place.head:
            kind = "计算列，由程序填写" if place.out else "由站点填写"
            return Way(sheet, cell, "head", f"{table_title(place.kind)}的表头，认作“{place.title}”列（{kind}）", value)
        if place.out:
            return self._computed(sheet, cell, place, value, notes, seen, depth)
        return self._input(sheet, cell, place, value, notes, seen, depth)

    def _printed(
        self, sheet: str, cell: str, value: str, notes: tuple[str, ...], seen: set[tuple[str, str]], depth: int
    ) -> Way:
        """A cell of a sheet of ours: a formula, a figure with its origin, or a text."""
        row, column = parse_cell(cell)
        scanned = self.fresh.scan(sheet).at(row, column)
        stored = self._outdated(sheet, cell, value)
        title = self.follow.title_in(self.fresh, sheet, row, column)
        if scanned is None or (not value and scanned.formula is None):
            raise CannotProcess(finding("U408", sheet, cell))
        if scanned.formula is not None:
            sources = tuple(self._areas(self.follow.read_by(scanned.formula, sheet), seen, depth))
            rule = f"公式 ={scanned.formula}"
            return Way(sheet, cell, "figure", title, value, rule, "", stored, notes, sources)
        origin = self.written.trace.get((row, column)) if sheet == RESULTS_SHEET else None
        if origin is not None:
            sources = tuple(self._areas(origin.cells, seen, depth))
            return Way(sheet, cell, "figure", title, value, origin.rule, self.follow.scheme, stored, notes, sources)
        beside = tuple(self._beside(sheet, row, seen, depth)) if depth == 0 else ()
        return Way(sheet, cell, "text", title or "程序写出的文字", value, "", "", stored, notes, beside)

    def _beside(self, sheet: str, row: int, seen: set[tuple[str, str]], depth: int) -> Iterator[Way]:
        """A text of ours follows from the cell that its row links to."""
        for target in self.follow.linked(self.fresh, sheet, row):
            yield from self._areas((target,), seen, depth)

    def _computed(
        self,
        sheet: str,
        cell: str,
        place: Place,
        value: str,
        notes: tuple[str, ...],
        seen: set[tuple[str, str]],
        depth: int,
    ) -> Way:
        if place.record is None or place.column is None:
            return Way(sheet, cell, "computed", place.title, value, "本行没有可以计算的内容", notes=notes)
        scored = self._scored(place.record.row)
        rule = rule_of(place.kind, place.column, scored, self.computed.submission, self.computed.scheme)
        cells = (*self.follow.sources(place, place.record.row), *self._overrides(rule))
        if place.kind == "indicators" and place.field == "score":
            notes = (*notes, *self.follow.points(place.record, scored))
        return Way(
            sheet,
            cell,
            "computed",
            self._title(sheet, cell),
            value,
            rule.words,
            rule.source,
            self._outdated(sheet, cell, value),
            notes,
            tuple(way for way in self._areas(cells, seen, depth) if way.value or way.kind != "input"),
            self.follow.readers(sheet, cell) if depth == 0 else (),
            self._findings(sheet, cell),
        )

    def _scored(self, row: int) -> list[ScoredRow]:
        """What was scored in a row of 绩效指标."""
        return [each for each in self.computed.evaluation.rows if each.indicator.row == row]

    def _input(
        self,
        sheet: str,
        cell: str,
        place: Place,
        value: str,
        notes: tuple[str, ...],
        seen: set[tuple[str, str]],
        depth: int,
    ) -> Way:
        beside: tuple[Way, ...] = ()
        if depth == 0 and place.kind == "indicators" and place.field == "actual" and place.record is not None:
            scored = self._scored(place.record.row)
            notes = (*notes, *(f"登记表：{each.proof.rule}" for each in scored if each.proof is not None))
            beside = tuple(self._areas(tuple(self.follow.proofs(scored)), seen, depth))
        if place.kind == "indicators" and place.field in ("target", "actual") and place.record is not None:
            notes = (*notes, *reading(getattr(place.record, place.field)))
        elif place.kind == "rules":
            notes = (*notes, *self._meaning(sheet, cell))
        else:
            notes = (*notes, *self.follow.plain_reading(place))
        used = self.follow.readers(sheet, cell) if depth == 0 else ()
        title = self._title(sheet, cell)
        raised = self._findings(sheet, cell)
        return Way(sheet, cell, "input", title, value, notes=notes, sources=beside, used_by=used, raised=raised)

    # ------------------------------------------------------------ parts of a way

    def _areas(self, areas: tuple[tuple[str, str], ...], seen: set[tuple[str, str]], depth: int) -> Iterator[Way]:
        """The cells of areas one by one; of a large one only where it lies."""
        for sheet, at in areas:
            if sheet.startswith("["):
                yield Way(sheet, at, "area", "其他工作簿的台账", "")
                continue
            area = parse_area(at)
            rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
            if rows * columns > MOST_CELLS:
                yield Way(sheet, at, "area", f"{rows} 行 × {columns} 列", "")
                continue
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    try:
                        yield self._way(sheet, cell_name(row, column), seen, depth + 1)
                    except CannotProcess:
                        yield Way(
                            sheet,
                            cell_name(row, column),
                            "text",
                            "",
                            text_in_cell(self.fresh, sheet, cell_name(row, column)),
                        )

    def _title(self, sheet: str, cell: str) -> str:
        place = place_of(sheet, cell, self.computed.submission, self.tables)
        if place is None:
            return ""
        if place.kind == "information":
            return f"基本信息的“{place.title}”"
        if place.kind == "rules":
            named = self._setting_named(sheet, cell)
            return f"评分规则“{named}”的{place.title}" if named and named != place.title else f"评分规则“{place.title}”"
        name = getattr(place.record, "name", "") or getattr(place.record, "assessor", "")
        return f"{name}的{place.title}" if name else place.title

    def _setting_named(self, sheet: str, cell: str) -> str:
        """The name that stands in the row of a cell of 评分规则."""
        table = self.tables.get("rules")
        if table is None or table.sheet != sheet:
            return ""
        return text_in_cell(self.fresh, sheet, cell_name(parse_cell(cell)[0], table.columns["name"])).strip()

    def _meaning(self, sheet: str, cell: str) -> Iterator[str]:
        """What the setting of a row of 评分规则 means, and what the scheme has where nothing is filled in."""
        scheme, named = self.computed.scheme, self._setting_named(sheet, cell)
        for setting in settings_of(scheme):
            if setting.name == named:
                yield setting.meaning
                yield f"现在按“{setting.default(scheme)}”计算（评分方案 {scheme.name}；填了取值的按取值）"
                return

    def _overrides(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """The cells of 评分规则 that changed a setting of the rule."""
        for override in self.computed.submission.rule_overrides:
            if override.name in rule.settings:
                yield override.sheet, override.value_cell

    def _findings(self, sheet: str, cell: str) -> tuple[Finding, ...]:
        return tuple(each for each in self.written.findings if each.sheet == sheet and cell in each.places)

    def _outdated(self, sheet: str, cell: str, value: str) -> str | None:
        before = self._stored_value(sheet, cell)
        return None if before is None or same(before, value) else before

    def _stored_value(self, sheet: str, cell: str) -> str | None:
        """What the file has; None where it was never computed, or has no such sheet yet."""
        if not self._was_computed or (sheet in OWN_SHEETS and not self.stored.owns_sheet(sheet)):
            return None
        return text_in_cell(self.stored, sheet, cell)

    def _read_sheets(self) -> str:
        return "、".join(dict.fromkeys(table.sheet for table in self.tables.values()))

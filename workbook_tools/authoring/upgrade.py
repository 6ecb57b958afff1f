"""`upgrade`: a staff workbook of an older template gets what newer ones brought, and loses nothing.

Columns are added at the right end of their tables, labels below the last of 基本信息, sheets at the end. What is there
stays as it is to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import storage
from workbook_tools.authoring.layout import field_of, layout_of
from workbook_tools.authoring.table_head import INPUT_BAND
from workbook_tools.authoring.tints import tints
from workbook_tools.authoring.upgrade_sheets import new_sheet
from workbook_tools.authoring.validations import package_validation
from workbook_tools.basis.cell_references import cell_name, column_letters, parse_cell
from workbook_tools.basis.file_kinds import Use, suffixes_of
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.model import Finding, Submission, Table
from workbook_tools.model.fields import (
    COLUMNS,
    GUIDE_SHEET,
    LABELS,
    SHEETS,
    TEMPLATE_VERSION,
    TEMPLATE_VERSION_PROPERTY,
    Column,
    Label,
    LabelField,
    SheetKind,
    TableKind,
    column_of,
)
from workbook_tools.reading.text import normal

if TYPE_CHECKING:
    from workbook_tools.ooxml import CellEdit, Validation, Workbook

MOST_ROWS = 20_000
TINTED_SINCE = 2  # version of the template
SPARE_ROWS = 50  # below a table, that get the look and the checks of a new column
SUFFIXES = suffixes_of(Use.EDITED)


@dataclass(slots=True)
class Added:
    """What was added, by name."""

    columns: list[str] = field(default_factory=list)  # 绩效指标·评分标准
    labels: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)  # sheets whose drop-down lists have more words
    tinted: list[str] = field(default_factory=list)  # sheets whose cells show what 问题清单 says of them

    def __bool__(self) -> bool:
        return bool(self.columns or self.labels or self.sheets or self.tinted or self.lists)

    def findings(self) -> tuple[Finding, ...]:
        """What is said to the person who asked."""
        parts = (
            ("列", self.columns),
            ("基本信息的项目", self.labels),
            ("工作表", self.sheets),
            ("问题单元格的颜色", self.tinted),
            ("下拉列表的词", self.lists),
        )
        told = "；".join(f"{words}（{'、'.join(names)}）" for words, names in parts if names)
        return (
            finding("U015", added=Phrase(told), own=TEMPLATE_VERSION)
            if told
            else finding("U016", own=TEMPLATE_VERSION),
        )


def upgrade_file(path: Path, out: Path) -> tuple[Path, Added]:
    """Write the upgraded workbook to `out`, which must not be there yet. Raises `CannotProcess`."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES or out.suffix.lower() != suffix:
        wanted = suffix if suffix in SUFFIXES else "、".join(SUFFIXES)
        raise CannotProcess(finding("U011", name=out.name, suffixes=wanted))
    source = storage.read_source(path)
    if out.exists():
        raise CannotProcess(finding("U012", name=out.name))
    data, added = upgraded(source.data)
    return storage.replace_file(out, data, expected=None, keep_previous=False).path, added


def upgraded(data: bytes) -> tuple[bytes, Added]:
    """The workbook with what it lacks; the very bytes where it lacks nothing. Raises `CannotProcess`."""
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.standard import read_standard

    with package_problems():
        book = Workbook.open(data)
        submission = read_standard(data, book)
        version = _version(book)
        added = Added()
        for table_kind, table in submission.tables.items():
            _add_columns(book, table_kind, table, version, added)
        _add_labels(book, submission, version, added)
        if version < TINTED_SINCE:
            _tint(book, submission, added)
            _widen_lists(book, submission, added)
        for kind in _missing_sheets(book, submission, version):
            book.add_sheet(new_sheet(kind), hidden=True)
            added.sheets.append(SHEETS[kind].name)
        if added or version < int(TEMPLATE_VERSION):
            _set_version(book)
        result = book.save()
        book.verify(result)
    return result, added


def _version(book: Workbook) -> int:
    """A workbook that does not say is taken for the first."""
    found = book.custom_properties.get(TEMPLATE_VERSION_PROPERTY, "")
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 5 else 1


def _like(model: str, text: str | None = None) -> CellEdit:
    """A new cell that looks like another one, whatever its column would give it."""
    from workbook_tools.ooxml import CellEdit

    return CellEdit(text, like=model, like_first=True)


# ---------------------------------------------------------------- columns


def _add_columns(book: Workbook, kind: TableKind, table: Table, version: int, added: Added) -> None:
    from workbook_tools.writing.columns import with_computed_columns

    wanted = [column for column in COLUMNS[kind] if column.offered and not column.out and column.since > version]
    missing = [column for column in wanted if not table.has(column.field)]
    if not missing or table.last_row > MOST_ROWS:  # a long ledger is not taken apart cell by cell for what is optional
        return
    scan = book.scan(table.sheet)
    model = max(table.columns[c.field] for c in COLUMNS[kind] if not c.out and table.has(c.field))
    like = column_letters(model)
    extended, heads = with_computed_columns(book, table, missing)
    edits: dict[str, CellEdit] = {
        cell: _like(f"{like}{table.header_row}", str(edit.value)) for cell, edit in heads.items()
    }
    last = _last_styled(book, table, model)
    for column in missing:
        letters = column_letters(extended.columns[column.field])
        for row in range(table.header_row + 1, last + 1):
            if (row, model) in scan.cells:
                edits[f"{letters}{row}"] = _like(f"{like}{row}")
        edits |= _band(book, table, letters)
        added.columns.append(f"{table.sheet}·{column.title}")
    book.set_cells(table.sheet, edits)
    for column in missing:
        book.set_column_width(table.sheet, extended.columns[column.field], column.width)
    book.widen_print_area(table.sheet, f"{column_letters(max(extended.columns.values()))}{table.header_row}")
    book.add_validations(table.sheet, list(_validations(missing, extended, last)))


def _last_styled(book: Workbook, table: Table, column: int) -> int:
    """The last row that the table is laid out for: staff fill the rows below it next."""
    rows = [row for row, place in book.scan(table.sheet).cells if place == column]
    return min(max([table.last_row, *rows]), table.last_row + SPARE_ROWS)


def _band(book: Workbook, table: Table, letters: str) -> dict[str, CellEdit]:
    """Above the head the blank workbook says who fills a column."""

    above = table.header_row - 1
    for (row, column), cell in book.scan(table.sheet).cells.items():
        if row == above and cell.text == INPUT_BAND:
            return {f"{letters}{above}": _like(f"{column_letters(column)}{above}", INPUT_BAND)}
    return {}


def _validations(missing: list[Column], table: Table, last: int) -> Iterator[Validation]:
    for column in missing:
        letters = column_letters(table.columns[column.field])
        area = f"{letters}{table.header_row + 1}:{letters}{last}"
        validation = package_validation(area, layout_of(column))
        if validation is not None and last > table.header_row:
            yield validation


# ---------------------------------------------------------------- labels


def _add_labels(book: Workbook, submission: Submission, version: int, added: Added) -> None:
    from workbook_tools.ooxml import CellEdit

    about = submission.information
    missing = [label for label in LABELS if label.since > version and label.field not in about.places]
    known = [label for label in LABELS if label.field in about.places]
    models = [label for label in known if not label.required] or known
    if not missing or not models:
        return
    places = {label.field: parse_cell(about.places[label.field]) for label in models}
    row, column = max(places.values())
    model = next(label for label in models if places[label.field] == (row, column))
    scan = book.scan(about.sheet)
    if column < 2:
        return
    last = max(place for place, _ in scan.cells)
    edits: dict[str, CellEdit] = {}
    for section, labels in _by_section(missing).items():
        last += 1
        heading = _heading(book, about.sheet)
        for across in range(column - 1, column + 2):
            text = section if across == column - 1 else None
            edits[cell_name(last, across)] = CellEdit(
                text, like=cell_name(heading, across) if heading else "", like_first=True
            )
        for label in labels:
            last += 1
            edits[cell_name(last, column - 1)] = CellEdit(
                label.header, like=cell_name(row, column - 1), like_first=True
            )
            edits[cell_name(last, column)] = _like(_text_model(models, places, model))
            edits[cell_name(last, column + 1)] = _like(cell_name(row, column + 1), label.hint)
            added.labels.append(label.title)
            validation = package_validation(cell_name(last, column), field_of(label), hinted=False)
            if validation is not None:
                book.add_validations(about.sheet, [validation])
    book.set_cells(about.sheet, edits)
    book.widen_print_area(about.sheet, cell_name(last, column + 1))


def _text_model(models: list[Label], places: dict[LabelField, tuple[int, int]], other: Label) -> str:
    """The value cell of a label that takes words: its number format fits those that are added."""
    model = next((label for label in models if label.kind == "text"), other)
    return cell_name(*places[model.field])


def _by_section(labels: list[Label]) -> dict[str, list[Label]]:
    found: dict[str, list[Label]] = {}
    for label in labels:
        found.setdefault(label.section, []).append(label)
    return found


def _heading(book: Workbook, sheet: str) -> int:
    """The row of a heading of the blank workbook; 0 where staff have taken them out."""
    known = {normal(label.section) for label in LABELS}
    rows = [row for (row, _), cell in book.scan(sheet).cells.items() if normal(cell.text) in known]
    return max(rows, default=0)


# ---------------------------------------------------------------- words that lists lacked

_GRADES_BEFORE, _PERIODS_BEFORE = (
    "优秀,良好,合格,不合格",
    "中期,末期",
)  # of the first two templates, which took no others


def _widen_lists(book: Workbook, submission: Submission, added: Added) -> None:
    """可整改, 整改后合格, 第一次中期: words that the instructions allow and the lists refused."""
    grade = package_validation("A1", layout_of(column_of("assessments", "conclusion")))
    period = package_validation("A1", layout_of(column_of("assessments", "period")))
    assert grade is not None
    assert period is not None
    sheets = [submission.information.sheet, *(table.sheet for table in submission.tables.values())]
    for sheet in dict.fromkeys(filter(None, sheets)):
        if book.widen_lists(sheet, {_GRADES_BEFORE: grade, _PERIODS_BEFORE: period}):
            added.lists.append(sheet)


# ---------------------------------------------------------------- colours


def _tint(book: Workbook, submission: Submission, added: Added) -> None:
    """The cells that staff fill in show which of them 问题清单 names."""
    areas: dict[str, str] = {}
    for table in submission.tables.values():
        if table.last_row <= MOST_ROWS:
            first, last = (column_letters(pick(table.columns.values())) for pick in (min, max))
            areas[table.sheet] = f"{first}{table.header_row + 1}:{last}{table.last_row + SPARE_ROWS}"
    places = [parse_cell(place) for place in submission.information.places.values()]
    if places:
        rows, columns = zip(*places, strict=True)
        area = f"{cell_name(min(rows), min(columns))}:{cell_name(max(rows), max(columns))}"
        areas[submission.information.sheet] = area
    for sheet, area in areas.items():
        book.add_formats(sheet, tints(area, sheet))
        added.tinted.append(sheet)


# ---------------------------------------------------------------- sheets


def _missing_sheets(book: Workbook, submission: Submission, version: int) -> list[SheetKind]:
    taken = {normal(name) for name in book.sheet_names}
    return [
        kind
        for kind, sheet in SHEETS.items()
        if sheet.since > version
        and kind not in submission.tables
        and taken.isdisjoint(normal(name) for name in sheet.names)
    ]


def _set_version(book: Workbook) -> None:
    """As a property, and where 使用说明 of the blank workbook tells it."""
    from workbook_tools.ooxml import CellEdit

    book.set_custom_property(TEMPLATE_VERSION_PROPERTY, TEMPLATE_VERSION)
    if GUIDE_SHEET in book.sheet_names:
        for (row, column), cell in book.scan(GUIDE_SHEET).cells.items():
            if column == 1 and cell.text == TEMPLATE_VERSION_PROPERTY:
                book.set_cells(GUIDE_SHEET, {f"B{row}": CellEdit(TEMPLATE_VERSION)})
                return

"""A report as lines and tables → what a standard workbook can take of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.model.fields import COLUMNS
from workbook_tools.old_reports.budget import cost_rows
from workbook_tools.old_reports.chapters import paragraphs, passages_of, text_rows
from workbook_tools.old_reports.document import MARKED_TABLE, Document, Line, Origin, Table, joined
from workbook_tools.old_reports.draft import Draft, Piece, Row
from workbook_tools.old_reports.flattened import (
    MOST_TABLES,
    effects_in_lines,
    effects_table,
    flattened_tables,
)
from workbook_tools.old_reports.headings import heading_of
from workbook_tools.old_reports.indicators import indicator_rows, with_headers
from workbook_tools.old_reports.particulars import Sentence, labelled_values, read_particulars
from workbook_tools.old_reports.told import told_rows
from workbook_tools.reading.text import normal

_TITLE_LINES = 12
_TITLE = re.compile(r"报告|评价|自评|总结")
_LEAST_CHAPTERS = 3
TWICE = "同样的指标在两张表里都有，填的是前一张，请核对用哪一张"
UNREAD_TABLE = "这张表的栏目不在标准工作簿里，没有填，需要时请照抄"


def take(document: Document) -> Draft:
    draft = Draft()
    lines, tables = _split(document)
    plain = [line for line in lines if not line.text.startswith(MARKED_TABLE)]
    passages = passages_of(lines, document.wrapped)
    told = [(joined([x.text for x in run]), _span(run)) for run in paragraphs(plain, document.wrapped)]
    sentences: list[Sentence] = [(without_blanks(text), origin) for text, origin in told]
    title, origin = _title(plain)
    labels = labelled_values([*((line.text, line.origin) for line in plain), *_labels_in(tables)])
    read_particulars(title, origin, sentences, labels, draft)
    _take_tables(tables, draft)
    if not draft.indicators:
        draft.indicators = told_rows(told)
    draft.texts = text_rows([passage for passage in passages if passage.chapter])
    return draft


def chapters_in(document: Document) -> int:
    """How many chapters of a report its headings name: what tells a report from a form."""
    named = {h.chapter for p in document.lines if (h := heading_of(p.text)) is not None and h.chapter}
    return len(named)


def _split(document: Document) -> tuple[list[Line], list[Table]]:
    """The lines without those that were a table, and all tables, in their order."""
    lines, tables = list[Line](), list[Table]()
    run: list[Line] = []
    for part in (*document.parts, None):
        if isinstance(part, Line):
            run.append(part)
            continue
        at = 0
        for flat in flattened_tables(run, len(tables) + 1):
            lines += [*_with_effects(run[at : flat.first], tables), _mark(run[flat.first])]
            tables.append(flat.table)
            at = flat.last + 1
        lines += _with_effects(run[at:], tables)
        run = []
        if part is not None:
            tables.append(part)
            lines.append(_mark(Line("", part.sheet.name, part.number)))
    return lines, with_headers(tables[:MOST_TABLES])


def _with_effects(run: Sequence[Line], tables: list[Table]) -> list[Line]:
    """A table of 服务成效 that became lines is put to the tables; one that cannot be told apart stays one text."""
    found = effects_in_lines(run)
    if found is None:
        return list(run)
    first, end = found
    table = effects_table(run[first:end], len(tables) + 1)
    if table is not None:
        tables.append(table)
        return [*run[:first], _mark(run[first]), *run[end:]]
    text = "\n".join(line.text.strip() for line in run[first:end])
    place = f"{run[first].place}～{run[end - 1].place}"
    kept = Line(f"{MARKED_TABLE}{text}", place, run[first].number, run[first].page)
    return [*run[:first], kept, *run[end:]]


def _mark(line: Line) -> Line:
    return Line(MARKED_TABLE, line.place, line.number, line.page)


def _span(run: Sequence[Line]) -> Origin:
    places = dict.fromkeys((run[0].place, run[-1].place))
    return Origin("～".join(places), joined([line.text for line in run])[:120])


def _title(lines: Sequence[Line]) -> tuple[str, Origin]:
    """The lines above the first heading that make the title; the first line where none does."""
    head: list[Line] = []
    for line in lines[:_TITLE_LINES]:
        heading = heading_of(line.text)
        if heading is not None and heading.marked:
            break
        head.append(line)
        if re.search(r"报告\s*$", line.text):
            break
    chosen = [line for line in head if "：" not in line.text and ":" not in line.text and line.width < 90]
    if not chosen or not _TITLE.search("".join(line.text for line in chosen)):
        return "", Origin("", "")
    return without_blanks(joined([line.text for line in chosen])), _span(chosen)


def _labels_in(tables: Sequence[Table]) -> list[tuple[str, Origin]]:
    """Label and value in neighbouring cells, as on a cover."""
    found = []
    for table in tables:
        for row in range(1, min(table.sheet.row_count, 12) + 1):
            cells = list(table.sheet.in_row(row))
            for (column, cell), (_, value) in pairwise(cells):
                if len(cell.text) < 20 and len(value.text) < 60:
                    found.append((f"{cell.text.rstrip('：:')}：{value.text}", table.origin(row, column)))
    return found


def _take_tables(tables: Sequence[Table], draft: Draft) -> None:
    funds = draft.information.get("年度项目资金")
    annual = funds.value if funds is not None and isinstance(funds.value, Decimal) else None
    for table in tables:
        indicators = indicator_rows(table)
        costs = cost_rows(table, annual)
        effects = _effect_rows(table)
        if draft.costs and costs:
            _repeated(table, draft)
        if indicators and _names(indicators) & _names(draft.indicators):
            _told_twice(table, draft)
        else:
            draft.indicators += indicators
        draft.costs = draft.costs or costs
        draft.effects += effects
        known = indicators or costs or effects or labelled_values(_labels_in([table]))
        if not known and len(table.sheet.cells) > 4:
            first = next(iter(table.sheet.cells))
            draft.not_taken.append((table.origin(*first), UNREAD_TABLE))


def _names(rows: Sequence[Row]) -> set[str]:
    return {str(row["三级指标"].value) for row in rows if "三级指标" in row}


def _told_twice(table: Table, draft: Draft) -> None:
    """The same indicators in a second table, as of the middle and the end of a year: somebody has to choose."""
    first = next(iter(table.sheet.cells))
    draft.not_taken.append((table.origin(*first), TWICE))
    for row in draft.indicators:
        if (actual := row.get("实际完成值")) is not None:
            row["实际完成值"] = replace(actual, doubt=actual.doubt or TWICE)


def _repeated(table: Table, draft: Draft) -> None:
    first = next(iter(table.sheet.cells))
    draft.not_taken.append((table.origin(*first), "前面已经有一张预算表，这一张没有填，请核对用哪一张"))


def _effect_rows(table: Table) -> list[Row]:
    """A table with the heads of 服务成效."""
    known = {normal(name): column for column in COLUMNS["effects"] for name in column.names}
    columns = {c: known[normal(cell.text)] for c, cell in table.sheet.in_row(1) if normal(cell.text) in known}
    if not any(column.field == "effect" for column in columns.values()) or len(columns) < 2:
        return []
    rows: list[Row] = []
    above = dict[str, str]()
    for row in range(2, table.sheet.row_count + 1):
        taken: Row = {}
        for place, column in columns.items():
            text = table.sheet.text(row, place).strip()
            if text and not (column.merged and above.get(column.title) == text):
                taken[column.title] = Piece(text, table.origin(row, place), table.doubt(row, place))
            above[column.title] = text
        if taken:
            rows.append(taken)
    return rows

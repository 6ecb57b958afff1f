"""The official 项目支出绩效自评表 → `Submission`: one sheet, merged cells and all, in the layout of any province.

Its 得分 is the unit's own score and becomes 自评得分. Source of the form: 财预〔2020〕10号 and its provincial editions.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import CostLine, Finding, Information, StatedFunds, Submission, Table
from workbook_tools.model.fields import TableKind
from workbook_tools.reading.money_slips import funds_without_slips
from workbook_tools.reading.official_form_columns import has_heads_of_marks, has_indicator_heads
from workbook_tools.reading.official_form_funds import read_funds
from workbook_tools.reading.official_form_labels import read_surroundings
from workbook_tools.reading.official_form_projects import filled_of, names_of, projects_of
from workbook_tools.reading.official_form_rows import FormRows, read_rows
from workbook_tools.reading.official_form_scheme import full_mark, scheme_of, without_missing_funds
from workbook_tools.reading.official_form_sheet import form_sheets
from workbook_tools.reading.official_form_size import manageable
from workbook_tools.reading.scanned_values import gave_up
from workbook_tools.reading.words import Vocabulary

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 120, 60


def looks_like_form(data: bytes) -> bool:
    """A sheet with the headers of an indicator table of a form: levels, what was promised, what was done."""
    return any(
        _has_heads(rows) or any(_has_heads([[*above, *below]]) for above, below in pairwise(rows))
        for _, rows in _sheets_of(data)
    )


def only_marks(data: bytes) -> Finding | None:
    """What is to be said of a workbook without a form, where a table of an assessor tells weights and marks alone."""
    for name, rows in _sheets_of(data):
        for row, line in enumerate(rows, 1):
            if has_heads_of_marks([str(value) for value in line[:_SEARCHED_COLUMNS]]):
                return finding("O123", name, f"A{row}", row=row)
    return None


def read_form(data: bytes, words: Vocabulary | None = None, project: int = 0) -> Submission:
    """Read a form; of several in the workbook the one with the number `project`, from 0.

    Raises `CannotProcess` where no sheet of the workbook is one, or its table is empty.
    """
    found, blank = filled_of(projects_of(form_sheets(data)))
    if project >= len(found):
        raise CannotProcess(only_marks(data) or finding("O101"))
    sheet, blocks = found[project].sheet, list(found[project].blocks)
    findings: list[Finding] = []
    if blank and not project:
        findings.append(finding("O118", sheet.name, "A1", places=names_of(blank)))
    if len(found) > 1:
        places = names_of(found)
        findings.append(finding("O106", sheet.name, "A1", count=len(found), number=project + 1, places=places))
    rows = read_rows(sheet, blocks, findings, words, shared=bool(found[project].named_at))
    if not rows.rows:
        raise CannotProcess(finding("O107", sheet.name, sheet.at(blocks[0].top, blocks[0].first("level3"))), *findings)
    head = blocks[0].top
    surroundings = read_surroundings(sheet, head)
    funds, lines = read_funds(sheet, head, findings)
    if funds is not None:
        funds = funds_without_slips(funds, findings)
    information = _completed(surroundings.information, surroundings.title, funds, findings)
    rows.full_mark = full_mark(sheet, blocks, rows)
    information = information._replace(scheme=scheme_of(sheet, rows, funds, findings))
    findings = without_missing_funds(sheet, rows, information.scheme, findings)
    return Submission(
        information=information,
        indicators=tuple(rows.rows),
        headings=tuple(rows.headings),
        cost_lines=lines,
        texts=surroundings.texts,
        stated_funds=funds,
        stated_total=rows.total,
        stated_total_cell=rows.total_cell,
        stated_verdict=rows.verdict,
        full_mark=rows.full_mark,
        tables=_tables(rows, lines),
        form="official",
        findings=tuple(findings),
        projects=len(found),
    )


def project_count(data: bytes) -> int:
    """Of how many projects there are forms."""
    return max(1, len(filled_of(projects_of(form_sheets(data)))[0]))


def _sheets_of(data: bytes) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    """The sheets by name with their upper rows; of what cannot be opened none."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(manageable(data)))
    except Exception:  # calamine raises its own kinds for whatever it cannot open; then it is no form
        return
    for name in book.sheet_names:
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_SEARCHED_ROWS)
        except BaseException as problem:  # a chart sheet, or one that calamine cannot read
            if not gave_up(problem):
                raise
        else:
            yield name, rows


def _has_heads(rows: Sequence[Sequence[object]]) -> bool:
    return any(has_indicator_heads([str(value) for value in row[:_SEARCHED_COLUMNS]]) for row in rows)


def _completed(about: Information, title: str, funds: StatedFunds | None, findings: list[Finding]) -> Information:
    """What the standard workbook needs and a form does not say: first and last day, purchaser, funds of the year."""
    year = int(about.year) if about.year else None
    contractor = about.contractor or about.station or about.authority
    if year is not None:
        findings.append(finding("O108", about.sheet, about.at("year") or "A1", year=year))
    else:
        findings.append(finding("O109", about.sheet, "A1"))
    budget = None if funds is None else funds.full_year_budget
    initial = None if funds is None else funds.initial_budget
    return about._replace(
        station=about.station or contractor,
        contractor=contractor,
        purchaser=about.authority or contractor,
        service_start=date(year, 1, 1) if year else None,
        service_end=date(year, 12, 31) if year else None,
        project=about.project or title,
        annual_funds=budget or initial or budget,
        full_year_budget=budget,
    )


def _tables(rows: FormRows, lines: tuple[CostLine, ...]) -> dict[TableKind, Table]:
    first = rows.rows[0].table
    tables: dict[TableKind, Table] = {"indicators": first._replace(last_row=rows.last_row)}
    return tables if not lines else {**tables, "costs": lines[0].table}

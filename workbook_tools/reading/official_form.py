"""The official 项目支出绩效自评表 → `Submission`: one sheet, merged cells and all, in the layout of any province.

Its 得分 is the unit's own score and becomes 自评得分. Source of the form: 财预〔2020〕10号 and its provincial editions.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from workbook_tools.basis.figures import as_digits
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import CostLine, Finding, Information, StatedFunds, Submission, Table
from workbook_tools.model.fields import TableKind
from workbook_tools.reading.money_slips import funds_without_slips
from workbook_tools.reading.official_form_columns import has_indicator_heads
from workbook_tools.reading.official_form_funds import read_funds
from workbook_tools.reading.official_form_labels import rating_limit, read_surroundings
from workbook_tools.reading.official_form_projects import names_of, projects_of
from workbook_tools.reading.official_form_rows import FormRows, read_rows
from workbook_tools.reading.official_form_sheet import FormSheet, form_sheets
from workbook_tools.reading.official_form_size import manageable
from workbook_tools.reading.scanned_values import gave_up
from workbook_tools.reading.words import Vocabulary

_SEARCHED_ROWS, _SEARCHED_COLUMNS = 120, 60


def looks_like_form(data: bytes) -> bool:
    """A sheet with the headers of an indicator table of a form: levels, what was promised, what was done."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(manageable(data)))
    except Exception:  # calamine raises its own kinds for whatever it cannot open; then it is no form
        return False
    return any(_is_form(book, name) for name in book.sheet_names)


def read_form(data: bytes, words: Vocabulary | None = None, project: int = 0) -> Submission:
    """Read a form; of several in the workbook the one with the number `project`, from 0.

    Raises `CannotProcess` where no sheet of the workbook is one, or its table is empty.
    """
    found = projects_of(form_sheets(data))
    if project >= len(found):
        raise CannotProcess(finding("O101"))
    sheet, blocks = found[project].sheet, list(found[project].blocks)
    findings: list[Finding] = []
    if len(found) > 1:
        places = names_of(found)
        findings.append(finding("O106", sheet.name, "A1", count=len(found), number=project + 1, places=places))
    rows = read_rows(sheet, blocks, findings, words)
    if not rows.rows:
        raise CannotProcess(finding("O107", sheet.name, sheet.at(blocks[0].top, blocks[0].first("level3"))), *findings)
    head = blocks[0].top
    surroundings = read_surroundings(sheet, head)
    funds, lines = read_funds(sheet, head, findings)
    if "target" not in blocks[0].columns:  # a 计分表 scores without money
        findings = [each for each in findings if each.code != "O103"]
    if funds is not None:
        funds = funds_without_slips(funds, findings)
    information = _completed(surroundings.information, surroundings.title, funds, findings)
    information = information._replace(scheme=_scheme(sheet, rows, funds, findings))
    return Submission(
        information=information,
        indicators=tuple(rows.rows),
        headings=tuple(rows.headings),
        cost_lines=lines,
        texts=surroundings.texts,
        stated_funds=funds,
        stated_total=rows.total,
        stated_total_cell=rows.total_cell,
        tables=_tables(rows, lines),
        form="official",
        findings=tuple(findings),
        projects=len(found),
    )


def project_count(data: bytes) -> int:
    """Of how many projects there are forms."""
    return max(1, len(projects_of(form_sheets(data))))


def _is_form(book: Any, name: str) -> bool:
    try:
        rows = book.get_sheet_by_name(name).to_python(nrows=_SEARCHED_ROWS)
    except BaseException as problem:  # a chart sheet, or one that calamine cannot read
        if not gave_up(problem):
            raise
        return False
    return _has_heads(rows) or any(_has_heads([[*above, *below]]) for above, below in pairwise(rows))


def _has_heads(rows: Sequence[Sequence[object]]) -> bool:
    return any(has_indicator_heads([str(value) for value in row[:_SEARCHED_COLUMNS]]) for row in rows)


def _completed(about: Information, title: str, funds: StatedFunds | None, findings: list[Finding]) -> Information:
    """What the standard workbook needs and a form does not say: first and last day, purchaser, funds of the year."""
    year = int(about.year) if about.year else None
    contractor = about.contractor or about.authority
    if year is not None:
        findings.append(finding("O108", about.sheet, about.at("year") or "A1", year=year))
    else:
        findings.append(finding("O109", about.sheet, "A1"))
    budget = None if funds is None else funds.full_year_budget
    initial = None if funds is None else funds.initial_budget
    return about._replace(
        station=contractor,
        contractor=contractor,
        purchaser=about.authority or contractor,
        service_start=date(year, 1, 1) if year else None,
        service_end=date(year, 12, 31) if year else None,
        project=about.project or title,
        annual_funds=budget or initial or budget,
        full_year_budget=budget,
    )


def _scheme(sheet: FormSheet, rows: FormRows, funds: StatedFunds | None, findings: list[Finding]) -> str:
    """The scheme by what the form shows: 成本指标 as a level of its own, points of execution, limits of the ratings."""
    limit = rating_limit(sheet)
    execution_20 = funds is not None and funds.points == Decimal(20)
    own_costs = any(row.level1.startswith("成本") for row in rows.rows)
    name = "fiscal-2021" if own_costs else "fiscal-2020"
    if execution_20 and not own_costs:
        name += "-execution-20"
    if limit == 50 and not own_costs:
        name += "-bands-80-50"
    if name != "fiscal-2020":
        shown = [
            "成本指标单列为一级指标" if own_costs else "",
            f"预算执行率{as_digits(funds.points)}分" if execution_20 and funds and funds.points else "",
            "定性指标按 80%、50% 分档" if limit == 50 else "",
        ]
        reasons = "、".join(reason for reason in shown if reason)
        findings.append(finding("O110", sheet.name, "A1", scheme=name, reasons=reasons))
    return name


def _tables(rows: FormRows, lines: tuple[CostLine, ...]) -> dict[TableKind, Table]:
    first = rows.rows[0].table
    tables: dict[TableKind, Table] = {"indicators": first._replace(last_row=rows.last_row)}
    return tables if not lines else {**tables, "costs": lines[0].table}

"""Which year an official form is of, and where it says so. The day on which somebody assessed it is no year of it."""

from __future__ import annotations

from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Cell
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.text import normal

_YEAR = lazy_pattern("(20[0-9]{2})年?")
_ALONE = lazy_pattern(r"\(?(20[0-9]{2})年度?\)?")
_TERM = lazy_pattern(
    "(20[0-9]{2})[年.-][0-9]{1,2}[月.-][0-9]{1,2}日?[-~—至到]{1,2}(20[0-9]{2})[年.-]", holding="-~—至到"
)
_MONTH = lazy_pattern("(?:(20[0-9]{2})[年./-])?(?<![0-9])(1[0-2]|0?[1-9])(?:月|[./~—至到-]|$)")
_DAY = lazy_pattern(r"(20[0-9]{2})([./-])([0-9]{1,2})\2[0-9]{1,2}(?![0-9])")
_LEAST_MONTHS = 5  # between the first and the last of a time that is assessed; an assessment takes days
_LATE_IN_THE_YEAR = 10  # who comes in October looks at the year that is running, in March at the one before


class Said(NamedTuple):
    """What a label, a title or the name of the project says, and the cell that it stands in."""

    text: str = ""
    cell: str = ""


def year_of(sheet: FormSheet, last_row: int, *, label: Said, period: Said, title: Said, project: Said) -> Said:
    """The year as `2023` and its cell; nothing where the form does not say it.

    `label` is the text of 年度, `period` that of 评价期间 or 评价时间. `2023年1月至12月` there is the year, `2024年3月`
    is when somebody looked at the year of the title: it only counts late in a year that nothing else names.
    """
    months = _months(period.text)
    spans = bool(months) and months[-1] - months[0] >= _LEAST_MONTHS
    candidates = (
        label,
        period if spans else Said(),
        title,
        _below_the_title(sheet, last_row),
        Said() if months else period,
        project,
        _term(sheet, last_row),
        period if months and months[-1] % 12 + 1 >= _LATE_IN_THE_YEAR else Said(),
    )
    found = ((_YEAR.search(normal(each.text)), each.cell) for each in candidates)
    return next((Said(match[1], cell) for match, cell in found if match), Said())


def _months(text: str) -> list[int]:
    """The months that a text names, counted through the years: [24278, 24289] for 2023年3月-2024年2月."""
    if (day := read_day(Cell(text))) is not None:
        return [day.year * 12 + day.month - 1]
    year, months = 0, list[int]()
    for match in _MONTH.finditer(_DAY.sub(r"\1年\3月", normal(text))):
        year = int(match[1] or year)
        months.append(year * 12 + int(match[2]) - 1)
    return months


def _below_the_title(sheet: FormSheet, last_row: int) -> Said:
    """（2023年度）, in a cell of its own."""
    for row in range(1, last_row):
        for column, cell in sheet.in_row(row):
            if _ALONE.fullmatch(normal(cell.text)):
                return Said(cell.text, sheet.at(row, column))
    return Said()


def _term(sheet: FormSheet, last_row: int) -> Said:
    """The one year of `项目周期：2022年1月1日-2022年12月31日`."""
    for row in range(1, last_row):
        for column, cell in sheet.in_row(row):
            term = _TERM.search(cell.text)
            if term is not None and term[1] == term[2]:
                return Said(term[0], sheet.at(row, column))
    return Said()

"""The table sheets that need more than rows: merged levels, a total row, conditional formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range

from workbook_tools.authoring.content import Row, Value, bare_value, by_bare_name, is_blank
from workbook_tools.authoring.example_rows import is_example
from workbook_tools.authoring.house_style import HouseStyle
from workbook_tools.authoring.layout import LAYOUTS, PrintedColumn
from workbook_tools.authoring.table_sheet import Written, write_table
from workbook_tools.authoring.values import fits


def write_indicators(
    book: Any, style: HouseStyle, rows: Sequence[Row], with_ledger: bool, spare: int | None = None
) -> Written:
    """台账完成值 stands there only beside a 服务台账."""
    columns = tuple(column for column in LAYOUTS["indicators"].columns if with_ledger or column.name != "台账完成值")
    layout = replace(LAYOUTS["indicators"], columns=columns)
    written = write_table(book, style, layout, _numbered(rows), spare, merged_runs)
    _mark_states(style, written)
    return written


def write_costs(book: Any, style: HouseStyle, rows: Sequence[Row], spare: int | None = None) -> Written:
    if spare == 0 and not rows:
        spare = 1  # a total of no rows would sum itself
    written = write_table(book, style, LAYOUTS["costs"], rows, spare, footer_rows=1)
    _write_cost_total(style, written, rows)
    return written


def write_ledger(book: Any, style: HouseStyle, rows: Sequence[Row], spare: int | None = None) -> None:
    write_table(book, style, LAYOUTS["ledger"], rows, spare)


def write_effects(book: Any, style: HouseStyle, rows: Sequence[Row], spare: int | None = None) -> Written:
    return write_table(book, style, LAYOUTS["effects"], rows, spare, merged_runs)


def merged_runs(columns: Sequence[PrintedColumn], values: Sequence[dict[str, Value]]) -> dict[tuple[int, int], int]:
    """For each merged column the runs of rows that share its value, within the run of the column to its left.

    A blank below a value belongs to that value's run. Rows of one 三级指标 are merged only where they are its items:
    the same name on a row without 指标明细 is an indicator entered twice, and stays visible as such.
    """
    runs: dict[tuple[int, int], int] = {}
    starts = {0}
    for position, column in enumerate(columns):
        if column.merged:
            starts = starts | _starts(values, column.name)
            ordered = [*sorted(starts), len(values)]
            runs |= {(a, position): b - a for a, b in pairwise(ordered) if b - a > 1}
    return runs


def _starts(values: Sequence[dict[str, Value]], name: str) -> set[int]:
    starts: set[int] = set()
    current: Value = None
    for row, value in enumerate(values):
        if is_example(value) or (row and is_example(values[row - 1])):
            starts.add(row)
            current = None
        here = value.get(name)
        separate = name == "三级指标" and is_blank(value.get("指标明细"))
        if (
            separate
            or (is_blank(here) and is_blank(current))
            or not (is_blank(here) or bare_value(here) == bare_value(current))
        ):
            starts.add(row)
        current = current if is_blank(here) else here
    return starts


def _numbered(rows: Sequence[Row]) -> list[Row]:
    return [row if "序号" in row else {"序号": number, **row} for number, row in enumerate(rows, 1)]


def _mark_states(style: HouseStyle, written: Written) -> None:
    """Unmet and unjudged rows show as soon as the program has filled in 完成情况."""
    state = written.column("完成情况")
    first, letters = written.first_row, xl_col_to_name(state)
    area = (first, written.column("完成率"), max(first, written.last_spare), state)
    for word, look in (("未完成", style.warning()), ("无法判定", style.doubt())):
        criteria = f'=LEFT(${letters}{first + 1},{len(word)})="{word}"'
        written.sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": look})


def _write_cost_total(style: HouseStyle, written: Written, rows: Sequence[Row]) -> None:
    """合计 with live formulas and the sums that a program without a calculator shows. An example is not added up."""
    row = written.last_spare + 1
    counted = [line for line in rows if not is_example(line)]
    first = written.first_row + (0 if len(counted) == len(rows) else 1)
    for index, column in enumerate(written.columns):
        look = style.total(column.kind, column.computed)
        if column.name in ("预算金额", "支出金额"):
            area = xl_range(first, index, written.last_spare, index)
            total = sum((_amount(by_bare_name(line).get(column.name)) for line in counted), Decimal(0))
            written.sheet.write_formula(row, index, f"=SUM({area})", look, float(total))
        elif index == 0:
            written.sheet.write_string(row, index, "合计", look)
        else:
            written.sheet.write_blank(row, index, None, look)


def _amount(value: Value) -> Decimal:
    """What SUM counts of a cell: numbers, nothing else."""
    inner = bare_value(value)
    is_number = isinstance(inner, (int, float, Decimal)) and not isinstance(inner, bool) and fits(inner)
    return Decimal(str(inner)) if is_number else Decimal(0)

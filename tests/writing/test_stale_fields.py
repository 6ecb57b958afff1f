"""The mark of stale results under an edit of every field that staff fill in, one cell at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from office import recalculated, recalculated_together
from sheets import Row, Written, standard

from workbook_tools.basis.cell_references import parse_cell
from workbook_tools.in_memory import Computed, evaluate_bytes, written_workbook
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS, Column, TableKind
from workbook_tools.ooxml import CellEdit, Workbook
from workbook_tools.ooxml.formula_references import SheetNames, references
from workbook_tools.writing.results_sheet import HIDDEN_FROM
from workbook_tools.writing.stale import FRESH, STALE

DAY = dt.date(2025, 1, 6)
# What staff could have written under each title, and what they change it to; else a text that grows by one sign.
FIGURES = {
    "points": (50, 49), "stated_score": (40, 39), "budget": (140, 141), "spent": (138, 137), "weight": (0.7, 0.6),
    "score": (88, 87), "share": (0.55, 0.5), "paid": (110, 109), "count": (60, 59), "persons": (30, 31),
    "direct_hours": (3, 4), "indirect_hours": (1, 2), "annual_funds": (200, 201), "contract_total": (600, 601),
    "full_year_budget": (200, 210), "year": (2025, 2024), "number": (1, 2),
}  # fmt: skip
WORDS = {
    "level1": ("产出指标（90分）", "产出指标（80分）"), "level2": ("数量指标", "质量指标"),
    "level3": ("个案服务", "小组服务"),
    "nature": ("≥", "≤"), "target": ("≥60", "≥70"), "actual": ("55", "54"), "unit": ("个", "场"),
    "category": ("人员费用", "运营管理"), "period": ("中期", "末期"), "conclusion": ("合格", "不合格"),
    "assessor": ("第三方评估机构", "区民政局"), "condition": ("合同生效", "中期评估合格"),
    "indicator": ("个案服务", "小组服务"), "chapter": ("存在问题", "主要经验"), "midterm_grade": ("良好", "合格"),
    "final_grade": ("良好", "优秀"), "report_type": ("自评报告", "评价报告"),
    "scheme": ("fiscal-2020", "fiscal-2020-execution-20"),
    "value": ("140%", "150%"), "community": ("甲社区", "乙社区"),
    "worker": ("王芳", "李敏"), "service": ("个案", "小组"),
}  # fmt: skip
DAYS = {
    "service_start": (dt.date(2024, 8, 1), dt.date(2024, 9, 1)),
    "service_end": (dt.date(2025, 7, 31), dt.date(2025, 8, 31)),
    "prepared_on": (dt.date(2025, 7, 31), dt.date(2025, 8, 31)),
}
KEPT: dict[TableKind, dict[str, str]] = {"rules": {"name": "超额完成说明界限"}}


def before_and_after(field: str, kind: str, title: str) -> tuple[object, object]:
    if field in DAYS:
        return DAYS[field]
    if kind == "date" or field in ("date", "assessed_on", "applied_on", "paid_on"):
        return DAY, DAY + dt.timedelta(days=40)
    if kind in ("number", "money") and field not in FIGURES:
        return 30, 31
    return FIGURES.get(field) or WORDS.get(field) or (f"某{title}", f"某{title}二")


def filled(kind: TableKind) -> tuple[Row, ...]:
    columns = [column for column in COLUMNS[kind] if not column.out]
    row = [KEPT.get(kind, {}).get(c.field) or before_and_after(c.field, c.kind, c.title)[0] for c in columns]
    return tuple(c.header for c in columns), row


def places() -> Iterator[tuple[str, str, object]]:
    """Sheet, cell and its other content: every label of 基本信息, every column that staff fill in."""
    for row, label in enumerate(LABELS, 1):
        yield SHEETS["information"].name, f"B{row}", before_and_after(label.field, label.kind, label.title)[1]
    for kind, columns in COLUMNS.items():
        for place, column in enumerate(each for each in columns if not each.out):
            other = before_and_after(column.field, column.kind, column.title)[1]
            yield SHEETS[kind].name, f"{chr(65 + place)}2", other


@lru_cache(maxsize=1)
def station() -> bytes:
    """A workbook with something in every cell that staff fill in, computed."""
    about = [(label.header, before_and_after(label.field, label.kind, label.title)[0]) for label in LABELS]
    sheets = {SHEETS[kind].name: filled(kind) for kind in COLUMNS}
    return written_workbook(evaluate_bytes(standard(基本信息=about, **sheets).data()))[0]


def edited(data: bytes, sheet: str, cell: str, value: object) -> bytes:
    book = Workbook.open(data)
    book.set_cells(sheet, {cell: CellEdit(value)})  # type: ignore[arg-type]
    return book.save()


def came_to(data: bytes) -> tuple[object, ...] | None:
    """Everything that is printed follows from it; None where the edit stops the run."""
    try:
        computed: Computed = evaluate_bytes(data)
    except Exception:  # whatever stops a run is a change
        return None
    said = computed.submission
    return computed.evaluation, computed.findings, said.information, said.effects, said.texts, said.rosters


def compared(data: bytes) -> list[tuple[str, object]]:
    """What the formulas of the mark look at: sheets, in lower case, and areas."""
    book = Workbook.open(data)
    found: list[tuple[str, object]] = []
    for (_, column), cell in book.scan("评价结果").cells.items():
        if column >= HIDDEN_FROM and cell.formula:
            found += [
                each for each in references(cell.formula, "评价结果", SheetNames(book.sheet_names)) if each is not None
            ]
    return found


@pytest.mark.parametrize(("sheet", "cell", "value"), list(places()))
def test_whatever_something_follows_from_is_compared(sheet: str, cell: str, value: object) -> None:
    """Nothing is left to a list: a field that changes a figure or a finding and is not compared fails here."""
    if came_to(edited(station(), sheet, cell, value)) != came_to(station()):
        row, column = parse_cell(cell)
        assert any(name == sheet.casefold() and area.holds(row, column) for name, area in compared(station()))  # type: ignore[attr-defined]


def test_most_edits_change_something() -> None:
    """Else the test above would say little."""
    changed = [each for each in places() if came_to(edited(station(), *each)) != came_to(station())]
    assert len(changed) * 10 >= len(list(places())) * 9


@pytest.mark.office
@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2, 3))]
)  # each half a minute in LibreOffice
def test_the_mark_turns_wherever_a_figure_or_a_finding_does(part: int, tmp_path: Path) -> None:
    edits = list(places())[part::4]
    books = recalculated_together([station(), *(edited(station(), *each) for each in edits)], tmp_path)
    marks = [book["评价结果"]["A3"].value for book in books]
    assert marks[0].endswith(FRESH)
    quiet = [each for each, mark in zip(edits, marks[1:], strict=True) if mark != STALE]
    assert [each for each in quiet if came_to(edited(station(), *each)) != came_to(station())] == []


@pytest.mark.office
def test_error_values_in_a_column_leave_the_other_cells_compared(tmp_path: Path) -> None:
    head, row = filled("costs")
    lines = [[*row], [*row], [*row]]
    lines[1][6] = Written("=NA()", "#N/A")
    data = written_workbook(evaluate_bytes(standard(资金使用=(head, *lines)).data()))[0]
    texts = [edited(data, "资金使用", f"G{line}", "写明了") for line in (2, 3, 4)]
    marks = [book["评价结果"]["A3"].value for book in recalculated_together([data, *texts], tmp_path)]
    assert marks == [f"有1处错误须先改正；{FRESH}", STALE, STALE, STALE]


@pytest.mark.office
@pytest.mark.parametrize(("cell", "value"), [("A2", "2025-01-07"), ("A3", "1月8日"), ("D2", "小组"), ("F3", "4")])
def test_days_and_figures_written_as_text_are_compared_too(cell: str, value: str, tmp_path: Path) -> None:
    head = ("日期", "社区", "社工", "服务类别", "对应指标", "数量")
    entries = [
        ("2025-01-05", "甲", "王芳", "个案", "个案服务", 3),
        ("2025年1月6日", "乙", "王芳", "个案", "个案服务", "3"),
    ]
    data = written_workbook(evaluate_bytes(standard(服务台账=(head, *entries)).data()))[0]
    assert recalculated(data, tmp_path)["评价结果"]["A3"].value.endswith(FRESH)
    assert recalculated(edited(data, "服务台账", cell, value), tmp_path)["评价结果"]["A3"].value == STALE


def test_a_field_is_left_out_by_its_row_alone() -> None:
    left: list[Column] = [c for columns in COLUMNS.values() for c in columns if not c.out and not c.stale]
    assert {c.title for c in left} == {"备注", "默认取值", "说明", "依据"}

"""`upgrade`: what a newer template brought is added, and nothing that stood there changes."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sheets import INDICATORS, INFORMATION, Book, standard
from staff_cells import calamine_cells

from workbook_tools import cli
from workbook_tools.authoring import StandardContent, author_workbook, blank_workbook
from workbook_tools.authoring.upgrade import upgrade_file, upgraded
from workbook_tools.authoring.upgrade_sheets import new_sheet
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS, TEMPLATE_VERSION, column_of
from workbook_tools.ooxml import Validation, Workbook

LATER_LABELS = [label.title for label in LABELS if label.since > 1]
LATER_COLUMNS = [column.title for column in COLUMNS["indicators"] if column.since > 1 and not column.out]
LATER_SHEETS = [sheet.name for sheet in SHEETS.values() if sheet.since > 1]
CONTENT = StandardContent(
    information=dict(INFORMATION),
    indicators=[dict(zip(INDICATORS[0], row, strict=True)) for row in INDICATORS[1:]],
    costs=[{"支出明细": "人员经费", "预算金额": 200, "支出金额": 190}],
)


@lru_cache(maxsize=1)
def older() -> bytes:
    """A workbook of the first template: without what later ones brought, and saying so."""
    book = load_workbook(io.BytesIO(author_workbook(CONTENT)))
    sheet = book["基本信息"]
    first = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "六、报告")
    sheet.delete_rows(first, sheet.max_row)
    sheet.merged_cells.ranges = {area for area in sheet.merged_cells.ranges if area.min_row < first}
    sheet.print_area = f"A1:C{first - 1}"
    for name in LATER_SHEETS:
        if name in book.sheetnames:
            del book[name]
    book.custom_doc_props["模板版本"].value = "1"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes, sheet: str) -> Worksheet:
    return load_workbook(io.BytesIO(data))[sheet]


def heads(sheet: Worksheet) -> list[object]:
    row = max(range(1, 6), key=lambda number: sum(cell.value is not None for cell in sheet[number]))
    return [cell.value for cell in sheet[row]]


def test_columns_come_to_the_right_end_labels_below_the_last_and_sheets_at_the_end() -> None:
    before, (after, added) = older(), upgraded(older())
    assert heads(opened(after, "绩效指标"))[len(heads(opened(before, "绩效指标"))) :] == LATER_COLUMNS
    labels = [str(row[0]) for row in opened(after, "基本信息").iter_rows(values_only=True)]
    assert labels[-len(LATER_LABELS) :] == LATER_LABELS
    assert Workbook.open(after).sheet_names == (*Workbook.open(before).sheet_names, *LATER_SHEETS)
    assert (added.labels, added.sheets) == (LATER_LABELS, LATER_SHEETS)
    assert [name for name in added.columns if name.startswith("绩效指标")] == [f"绩效指标·{t}" for t in LATER_COLUMNS]


def test_nothing_that_stood_there_changes() -> None:
    before, after = older(), upgraded(older())[0]
    cells = calamine_cells(after)
    lost = {place: value for place, value in calamine_cells(before).items() if value and cells.get(place) != value}
    assert lost == {place: "1" for place in lost if place[0] == "使用说明"}  # the version that it tells
    old, new = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    touched = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert not any("theme" in name or "sharedStrings" in name or "core" in name for name in touched)


def test_the_results_are_the_same() -> None:
    before, after = evaluate_bytes(older()), evaluate_bytes(upgraded(older())[0])
    assert (after.evaluation.score, after.evaluation.grade) == (before.evaluation.score, before.evaluation.grade)
    assert [(f.code, f.cell) for f in after.findings] == [(f.code, f.cell) for f in before.findings]


def test_upgrading_again_leaves_the_very_bytes() -> None:
    once, _ = upgraded(older())
    twice, added = upgraded(once)
    assert twice == once
    assert not added
    assert Workbook.open(once).custom_properties["模板版本"] == TEMPLATE_VERSION


def test_a_new_blank_workbook_lacks_nothing() -> None:
    data = blank_workbook(2026)
    assert upgraded(author_workbook(CONTENT))[1].labels == []
    assert {*LATER_LABELS} <= {str(row[0]) for row in opened(data, "基本信息").iter_rows(values_only=True)}


def test_a_new_column_looks_and_hints_like_those_that_staff_fill_and_is_printed() -> None:
    sheet = opened(upgraded(older())[0], "绩效指标")
    row = heads(sheet).index("评分标准") + 1
    model, new = sheet.cell(5, heads(sheet).index("实际完成值") + 1), sheet.cell(5, row)
    assert new.fill.fgColor.rgb == model.fill.fgColor.rgb
    assert not new.protection.locked
    assert sheet.column_dimensions[new.column_letter].width == pytest.approx(
        column_of("indicators", "scoring_rule").width, abs=1
    )
    hints = [rule for rule in sheet.data_validations.dataValidation if f"{new.column_letter}5" in rule.sqref]
    assert [rule.promptTitle for rule in hints] == ["评分标准"]
    assert sheet.print_area.endswith(
        f"${sheet.cell(5, sheet.max_column).column_letter}${sheet.print_area.split('$')[-1]}"
    )


def test_a_label_with_choices_has_its_list() -> None:
    sheet = opened(upgraded(older())[0], "基本信息")
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "报告类型")
    assert lists[f"B{row}"] == '"自评报告,评价报告"'


def test_a_workbook_that_staff_laid_out_themselves_is_upgraded_as_well() -> None:
    """Plain sheets, no styles, no checks on entry, no property."""
    data, added = upgraded(standard().data())
    assert added.labels == LATER_LABELS
    assert heads(opened(data, "绩效指标"))[-2:] == LATER_COLUMNS
    assert evaluate_bytes(data).evaluation.score == evaluate_bytes(standard().data()).evaluation.score


def test_what_staff_have_by_another_name_is_not_added_again() -> None:
    rows = [(*INDICATORS[0], "评分细则"), *((*row, "每少1个扣1分") for row in INDICATORS[1:])]
    data, added = upgraded(standard(基本信息=[*INFORMATION, ("报告类型", "评价报告")], 绩效指标=rows).data())
    assert "绩效指标·评分标准" not in added.columns
    assert "报告类型" not in added.labels
    assert evaluate_bytes(data).submission.indicators[0].scoring_rule == "每少1个扣1分"


def test_the_command_writes_a_copy_and_says_what_it_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "旧.xlsx", tmp_path / "新.xlsx"
    source.write_bytes(older())
    assert cli.main(["upgrade", str(source), "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert "U015" in said
    assert all(title in said for title in (*LATER_COLUMNS, *LATER_LABELS, *LATER_SHEETS))
    assert source.read_bytes() == older()
    assert evaluate_bytes(out.read_bytes()).findings == evaluate_bytes(upgraded(older())[0]).findings


@pytest.mark.parametrize(("out", "code"), [("新.xlsm", "U011"), ("新.ods", "U011"), ("旧.xlsx", "U012")])
def test_a_wrong_name_is_refused(tmp_path: Path, out: str, code: str) -> None:
    source = tmp_path / "旧.xlsx"
    source.write_bytes(older())
    with pytest.raises(CannotProcess) as caught:
        upgrade_file(source, tmp_path / out)
    assert [found.code for found in caught.value.findings] == [code]


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_any_table_can_be_added_as_a_sheet_and_is_read(kind: str) -> None:
    """What a later template would add: titles, headers and checks on entry as the blank workbook has them."""
    sheet = new_sheet(kind)  # type: ignore[arg-type]
    book = Workbook.open(Book({"别的": [("字",)]}).data())
    book.add_sheet(sheet)
    read = opened(book.save(), sheet.name)
    assert heads(read) == [column.header for column in COLUMNS[kind] if column.offered]  # type: ignore[index]
    assert not Workbook.open(book.save()).owns_sheet(sheet.name), "it is the staff's"


def test_checks_on_entry_join_those_that_are_there() -> None:
    data = author_workbook(CONTENT)
    book = Workbook.open(data)
    before = len(opened(data, "资金使用").data_validations.dataValidation)
    book.add_validations("资金使用", [Validation("A1", "list", ("甲", "乙"))])
    book.add_validations("文字材料", [Validation("A1", "decimal", minimum=0)])
    after = book.save()
    assert len(opened(after, "资金使用").data_validations.dataValidation) == before + 1
    assert any(str(rule.sqref) == "A1" for rule in opened(after, "文字材料").data_validations.dataValidation)

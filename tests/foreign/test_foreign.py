"""Workbooks of other kinds say to the digit what the .xlsx of them says, and are never written."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.foreign.writers import as_ods, as_xls, as_xlsb, loaded, ods_of
from workbook_tools import batch, check, recompute
from workbook_tools.basis.file_kinds import Use, kind_of
from workbook_tools.catalogue import ENTRIES
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel.drop import run_drop
from workbook_tools.foreign import as_package
from workbook_tools.foreign import sheets as sheets_module
from workbook_tools.import_form import import_file
from workbook_tools.in_memory import evaluate_bytes

EXAMPLE = (Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx").read_bytes()
KINDS: dict[str, Callable[[bytes], bytes]] = {".xls": as_xls, ".ods": as_ods, ".xlsb": as_xlsb}
SUFFIXES = {".xls": as_xls, ".et": as_xls, ".xlt": as_xls, ".ett": as_xls, ".ods": as_ods, ".xlsb": as_xlsb}

each_kind = pytest.mark.parametrize("write", KINDS.values(), ids=KINDS)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {suffix: write(EXAMPLE) for suffix, write in SUFFIXES.items()}


def small(**formats: Any) -> bytes:
    """A workbook of one sheet: in row 1 what is given, each under its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    for column, (value, code) in enumerate(formats.values(), 1):
        cell = sheet.cell(1, column, value)
        cell.number_format = code
        if isinstance(value, str) and value.startswith("#"):
            cell.data_type = "e"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def codes_of(data: bytes) -> list[str]:
    with pytest.raises(CannotProcess) as caught:
        as_package(data)
    return [found.code for found in caught.value.findings]


# ---------------------------------------------------------------- the same figures


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_figures_of_every_kind_are_those_of_the_xlsx(files: dict[str, bytes], suffix: str) -> None:
    ours, theirs = evaluate_bytes(EXAMPLE), evaluate_bytes(files[suffix])
    assert [row.score for row in theirs.evaluation.rows] == [row.score for row in ours.evaluation.rows]
    assert [row.target.text for row in theirs.evaluation.rows] == [row.target.text for row in ours.evaluation.rows]
    assert theirs.evaluation.funds.execution_rate == ours.evaluation.funds.execution_rate
    assert theirs.submission.information.service_start == ours.submission.information.service_start
    assert {found.code for found in theirs.findings} ^ {found.code for found in ours.findings} == {"F151"}


@each_kind
def test_every_cell_stands_where_it_stood_under_its_format(write: Callable[[bytes], bytes]) -> None:
    before, after = loaded(EXAMPLE), loaded(as_package(write(EXAMPLE)))
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        there = after[sheet.title]
        merges = {str(area) for area in sheet.merged_cells.ranges}
        assert {str(area) for area in there.merged_cells.ranges} == merges
        for row in sheet.iter_rows():
            for cell in row:
                assert there[cell.coordinate].value == (None if cell.value == "" else cell.value), (
                    sheet.title,
                    cell.coordinate,
                )


@each_kind
def test_values_of_every_sort_arrive(write: Callable[[bytes], bytes]) -> None:
    data = small(
        percent=(0.9536, "0.00%"), day=(dt.date(2022, 8, 1), "yyyy-mm-dd"), yes=(True, "General"),
        broken=("#DIV/0!", "General"), text=("≥95%\n其中：甲<乙>&“丙”", "General"), figure=(-12.345, "0.00"),
        whole=(21933, "General"),
    )  # fmt: skip
    (row,) = loaded(as_package(write(data))).worksheets[0].iter_rows()
    percent, day, yes, broken, text, figure, whole = row
    assert (percent.value, percent.number_format) == (0.9536, "0.00%")
    assert day.value == dt.datetime(2022, 8, 1)
    assert yes.value is True
    assert broken.data_type == "e"
    assert text.value == "≥95%\n其中：甲<乙>&“丙”"
    assert figure.value == -12.345
    assert whole.value == 21933


@pytest.mark.parametrize("write", [as_xls, as_xlsb])
def test_days_counted_from_1904_are_the_same_days(write: Callable[..., bytes]) -> None:
    data = write(small(day=(dt.date(2022, 8, 1), "yyyy-mm-dd"), figure=(7.0, "0.00")), days_of_1904=True)
    (row,) = loaded(as_package(data)).worksheets[0].iter_rows()
    assert [cell.value for cell in row] == [dt.datetime(2022, 8, 1), 7]


# ---------------------------------------------------------------- commands


def test_in_place_is_refused_with_the_way_to_go(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "站点.xls"
    path.write_bytes(files[".xls"])
    outcome = recompute(path)
    assert [found.code for found in outcome.findings] == ["F150"]
    assert "--out" in outcome.findings[0].fix
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".lock"] == ["站点.xls"]
    assert path.read_bytes() == files[".xls"]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsb", ".et"])
def test_the_result_is_an_xlsx_in_the_output_folder(files: dict[str, bytes], suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"站点{suffix}"
    path.write_bytes(files[suffix])
    outcome = recompute(path, tmp_path / "结果")
    assert outcome.ok
    assert outcome.written[0].name == "站点（标准工作簿）.xlsx"
    assert "F151" in {found.code for found in outcome.findings}
    assert path.read_bytes() == files[suffix]
    again = recompute(outcome.written[0], tmp_path / "再算")  # the result is a workbook like any other
    assert again.ok
    assert again.evaluation is not None
    assert outcome.evaluation is not None
    assert again.evaluation.score_low == outcome.evaluation.score_low


def test_check_import_drop_and_batch_take_them(files: dict[str, bytes], tmp_path: Path) -> None:
    source = tmp_path / "各站"
    source.mkdir()
    for suffix in (".xls", ".ods", ".xlsb"):
        (source / f"站点{suffix[1:]}{suffix}").write_bytes(files[suffix])
    assert check(source / "站点xls.xls").ok
    made = import_file(source / "站点ods.ods", tmp_path / "转成.xlsx")
    assert recompute(made, tmp_path / "结果").ok
    opened: list[Path] = []
    assert run_drop([source / "站点xlsb.xlsb"], open_path=opened.append, wait=lambda: None) == 0
    assert [each.name for each in opened] == ["站点xlsb（标准工作簿）.xlsx"]
    opened[0].unlink()
    outcome = batch(source, tmp_path / "汇总", jobs=1, report=False)
    assert [record.status for record in outcome.records] == ["done"] * 3


# ---------------------------------------------------------------- bad input


@each_kind
def test_a_file_that_is_cut_short_is_told(write: Callable[[bytes], bytes]) -> None:
    whole = write(EXAMPLE)
    for cut in (len(whole) // 3, len(whole) * 2 // 3, len(whole) - 40):
        if kind_of(whole[:cut]).use is Use.REFUSED:  # the list of its streams went with the rest
            continue
        with pytest.raises(CannotProcess) as caught:
            evaluate_bytes(whole[:cut])
        assert caught.value.findings[0].code in ("F152", "F103")


def test_a_sheet_with_a_password_is_told() -> None:
    data = ods_of("", "", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    assert codes_of(data) == ["F101"]


def test_a_cell_that_is_repeated_a_million_times_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets_module, "MOST_CELLS", 1000)
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert codes_of(ods_of("", f'<table:table table:name="a">{row}</table:table>')) == ["F153"]


def test_what_a_file_of_another_kind_may_hold_can_be_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets_module, "MOST_CELLS", 10)
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="20"/>'
    data = ods_of("", f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>')
    assert codes_of(data) == ["F153"]
    variable = "WORKBOOK_TOOLS_MAX_CELLS"
    assert variable in ENTRIES["F153"].fix
    monkeypatch.setenv(variable, "20")
    assert as_package(data)


def test_notes_shapes_and_tracked_changes_are_no_values() -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    inside = f'{note}<text:p>个案<text:s text:c="2"/>甲</text:p>'
    cell = f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'
    gone = cell.replace("个案", "删去的")
    changes = f"<table:tracked-changes><table:table-row>{gone}</table:table-row></table:tracked-changes>"
    table = f'<table:table table:name="一"><table:table-row>{cell}</table:table-row></table:table>'
    (sheet,) = loaded(as_package(ods_of("", changes + table))).worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["个案  甲"]]


def test_a_formula_without_a_value_is_said() -> None:
    row = '<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'
    data = ods_of("", f'<table:table table:name="一">{row}</table:table>')
    from workbook_tools.foreign import converted

    assert [found.code for found in converted(data, kind_of(data))[1]] == ["F151", "F154"]


@pytest.mark.parametrize("seed", range(60))
def test_bytes_that_were_changed_end_in_a_message(files: dict[str, bytes], seed: int) -> None:
    import random

    chance = random.Random(seed)
    data = bytearray(files[chance.choice([".xls", ".ods", ".xlsb"])])
    for _ in range(chance.choice([1, 5, 50])):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    with suppress(CannotProcess):  # coded; anything else is a fault of ours
        evaluate_bytes(bytes(data))

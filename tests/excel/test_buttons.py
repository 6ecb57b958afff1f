"""Buttons go into any workbook; what is there stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from workbook_tools.authoring import blank_workbook
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel import add_button, with_buttons
from workbook_tools.excel.buttons import PROJECT_TYPE, button_records
from workbook_tools.excel.changes import recorded
from workbook_tools.excel.compound_file import read_compound_file
from workbook_tools.excel.compound_writer import write_compound_file
from workbook_tools.excel.macro import MACROS, modules, plain_form
from workbook_tools.excel.room import Looks
from workbook_tools.excel.sheet_top import read_top
from workbook_tools.excel.vba_project import Module, build_project, read_modules
from workbook_tools.excel.vba_streams import encrypt
from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model.fields import SHEETS
from workbook_tools.ooxml import Workbook
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import PackageLimits
from workbook_tools.recompute import recompute

EXAMPLE = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
Sources = Callable[[bytes], dict[str, str]]


@pytest.fixture(scope="module")
def blank() -> bytes:
    return blank_workbook(2024)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def vml_of(data: bytes, sheet: str) -> str:
    package = Package(data, PackageLimits())
    part = next(s.part for s in Workbook.open(data).sheets if s.name == sheet)
    return package.xml(package.related(part, "vmlDrawing")).decode()


@pytest.fixture(scope="module")
def computed() -> bytes:
    recorder, _ = recorded(evaluate_bytes(EXAMPLE.read_bytes()))
    return recorder.book.save()


def test_every_sheet_where_staff_work_has_all_buttons_also_those_that_are_hidden_yet(
    blank: bytes, computed: bytes
) -> None:
    names = [*(sheet.name for sheet in SHEETS.values()), "评价结果", "问题清单"]
    for workbook in (with_buttons(blank), with_buttons(computed)):
        there = [sheet.name for sheet in Workbook.open(workbook).sheets]
        for name in set(names) & set(there):
            drawing = vml_of(workbook, name)
            for caption, macro in MACROS.items():
                assert f"<x:FmlaMacro>[0]!{macro}</x:FmlaMacro>" in drawing
                assert f">{caption}</font>" in drawing
    assert {"评价结果", "问题清单"} <= set(there)
    assert not related_drawing(workbook, "审计信息")


def related_drawing(data: bytes, sheet: str) -> str:
    part = next(s.part for s in Workbook.open(data).sheets if s.name == sheet)
    return Package(data, PackageLimits()).related(part, "vmlDrawing")


def boxes(drawing: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each button in pixels."""
    places = re.findall(r"margin-left:([\d.]+)pt;margin-top:([\d.]+)pt;width:([\d.]+)pt;height:([\d.]+)pt", drawing)
    numbers = [[float(text) / 0.75 for text in place] for place in places]
    return [(left, top, left + width, top + height) for left, top, width, height in numbers]


def test_buttons_are_alike_on_every_sheet_in_sight_and_not_cut_by_the_freeze_line(
    blank: bytes, computed: bytes
) -> None:
    sizes = set()
    for workbook in (with_buttons(blank), with_buttons(computed)):
        package = Package(workbook, PackageLimits())
        for sheet in Workbook.open(workbook).sheets:
            if not related_drawing(workbook, sheet.name):
                continue
            top = read_top(package, sheet.part, None)
            top.widen(Looks(package, "xl/workbook.xml").digit_width)
            across, down = top.left(top.frozen_columns + 1), top.top(top.frozen_rows + 1)
            for left, upper, right, lower in boxes(vml_of(workbook, sheet.name)):
                sizes.add((round(right - left), round(lower - upper)))
                assert right <= 1366 - 70, f"{sheet.name}: what row numbers and the scroll bar leave"
                assert not left < across < right, sheet.name
                assert not upper < down < lower, sheet.name
    assert len(sizes) == 1


@pytest.mark.parametrize(("font", "width"), [("宋体", 8), ("微软雅黑", 8), ("Calibri", 7), ("Arial", 7)])
def test_a_digit_is_as_wide_as_the_font_of_the_workbook_has_it(font: str, width: int) -> None:
    """Columns are counted in digits: the usual one has 72 pixels with Chinese fonts and 64 with Calibri."""
    book = openpyxl.Workbook()
    book._named_styles["Normal"].font = Font(name=font, size=11)
    book._fonts[0] = Font(name=font, size=11)
    out = io.BytesIO()
    book.save(out)
    assert Looks(Package(out.getvalue(), PackageLimits()), "xl/workbook.xml").digit_width == width


def test_the_macro_is_told_where_buttons_stand_on_the_sheets_of_ours(computed: bytes) -> None:
    """The same places that a sheet of ours gives which is in the workbook already."""
    recorder, _ = recorded(evaluate_bytes(EXAMPLE.read_bytes()))
    told = list(button_records(sheet for sheet, _ in recorder.sheets))
    for name in ("评价结果", "问题清单"):
        mine = [[float(n) / 0.75 for n in record[4:]] for record in told if plain_form(record[1]) == name]
        placed = [
            [left, top, right - left, low - top]
            for left, top, right, low in boxes(vml_of(with_buttons(computed), name))
        ]
        assert [[pytest.approx(n, abs=1) for n in box] for box in placed] == mine
    assert {(plain_form(record[2]), record[3]) for record in told} == set(MACROS.items())


def test_buttons_on_the_sheets_of_ours_stay_when_these_are_computed_anew(computed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsm"
    path.write_bytes(with_buttons(computed))
    before = {name: vml_of(path.read_bytes(), name) for name in ("评价结果", "问题清单", "绩效指标")}
    recompute(path, report=False)
    once = path.read_bytes()
    assert {name: vml_of(once, name) for name in before} == before
    assert len(Package(once, PackageLimits()).relationships(sheet_part(once, "评价结果"))) == 2, "chart and buttons"
    recompute(path, report=False)
    assert path.read_bytes() == once


def sheet_part(data: bytes, name: str) -> str:
    return next(s.part for s in Workbook.open(data).sheets if s.name == name)


def test_a_title_row_that_is_frozen_and_low_has_its_buttons_below_the_line() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("绩效指标")
    sheet.write_row(0, 0, ["一级指标", "三级指标", "年度指标值", "实际完成值"])
    sheet.write_row(1, 0, ["产出指标（90分）", "个案", "40个", "30个"])
    sheet.freeze_panes(1, 0)
    book.close()
    assert {
        (round(upper), round(lower)) for _, upper, _, lower in boxes(vml_of(with_buttons(out.getvalue()), "绩效指标"))
    } == {(22, 46)}


def test_the_workbook_becomes_one_with_macros(blank: bytes) -> None:
    data = with_buttons(blank)
    package = Package(data, PackageLimits())
    book = Workbook.open(data)
    assert book.has_macros
    assert package.content_type("xl/workbook.xml") == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    related = [r for r in package.relationships("xl/workbook.xml") if r.type == PROJECT_TYPE]
    assert [package.content_type(r.target) for r in related] == ["application/vnd.ms-office.vbaProject"]
    assert set(read_modules(package.read(related[0].target))) >= {module.name for module in modules()}


def test_every_code_name_has_its_document_module(blank: bytes) -> None:
    all_parts = parts(with_buttons(blank))
    names = re.findall(rb'codeName="(\w+)"', b"".join(c for n, c in all_parts.items() if n.endswith(".xml")))
    documents = set(read_modules(all_parts["xl/vbaProject.bin"])) - {module.name for module in modules()}
    assert sorted(name.decode() for name in names) == sorted(documents)
    assert len(documents) == len(Workbook.open(blank).sheets) + 1


def test_cells_styles_and_everything_that_is_no_button_stay_the_same(blank: bytes) -> None:
    before, after = parts(blank), parts(with_buttons(blank))
    changed = {name for name in before if before[name] != after[name]}
    assert all(
        re.fullmatch(r"\[Content_Types\].xml|xl/workbook.xml|xl/_rels/.*|xl/worksheets/.*", name) for name in changed
    )
    for name in changed:
        if name.startswith("xl/worksheets/sheet"):
            left = re.sub(rb'<sheetPr codeName="\w+"/>| codeName="\w+"|<legacyDrawing [^>]*/>', b"", after[name])
            assert left == before[name]


def test_twice_is_once(blank: bytes) -> None:
    once = with_buttons(blank)
    assert with_buttons(once) == once


def test_the_same_workbook_gives_the_same_bytes(blank: bytes) -> None:
    assert with_buttons(blank) == with_buttons(blank)


def test_no_button_covers_a_filled_cell(blank: bytes) -> None:
    data = with_buttons(blank)
    book = Workbook.open(data)
    for sheet in ("基本信息", "绩效指标", "资金使用", "评估评分", "资金拨付", "文字材料"):
        filled = {place for place, cell in book.scan(sheet).cells.items() if cell.text or cell.formula}
        for anchor in re.findall(r"<x:Anchor>([\d, ]+)</x:Anchor>", vml_of(data, sheet)):
            left, _, top, _, right, _, bottom, _ = (int(n) for n in anchor.split(","))
            covered = {(row + 1, column + 1) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            # The title stands in the first cell of a row that is one merged cell; its words begin further right.
            assert not (covered & filled) - {(1, 1)}, sheet
            assert bottom == 0, sheet


def test_workbooks_of_strangers_get_buttons_and_lose_nothing(foreign_workbooks: list[Path]) -> None:
    done = 0
    for path in foreign_workbooks:
        before = path.read_bytes()
        if b"purl.oclc.org" in parts(before)["xl/workbook.xml"]:
            assert code_of(before) == "F109"
            continue
        after = with_buttons(before)
        done += 1
        old, new = parts(before), parts(after)
        assert set(old) <= set(new), path.name
        for name, content in old.items():
            if name.endswith(".vml") and new[name] != content:
                assert without_our_shapes(new[name]) == content, (path.name, name)
                assert new[name].count(b"ClientData>") == content.count(b"ClientData>") + len(MACROS)
            elif re.fullmatch(r"xl/worksheets/.*\.xml", name) and new[name] != content:
                assert without_ours(new[name]) == without_ours(content), (path.name, name)
                assert taller_rows(content, new[name]) <= 1
        assert with_buttons(after) == after, path.name
    assert done >= 1


def without_our_shapes(drawing: bytes) -> bytes:
    ours = rb"<v:shape xmlns:v[^>]*>(?:(?!</v:shape>).)*FmlaMacro>\[0\]!Wt(?:(?!</v:shape>).)*</v:shape>"
    drawing = re.sub(ours, b"", drawing, flags=re.DOTALL)
    return re.sub(rb'<v:shapetype xmlns:v[^>]* id="_x0000_t201".*?</v:shapetype>', b"", drawing, flags=re.DOTALL)


def without_ours(sheet: bytes) -> bytes:
    """A sheet without code name, without the reference to a drawing that we added, and without the heights of rows."""
    heights = rb' (?:ht|customHeight)="[^"]*"'
    sheet = re.sub(rb"<(?:\w+:)?row\b[^>]*", lambda tag: re.sub(heights, b"", tag[0]).rstrip(), sheet)
    sheet = re.sub(rb' codeName="\w+"|<(?:\w+:)?legacyDrawing xmlns:r[^>]*/>', b"", sheet)
    return re.sub(rb"<(?:\w+:)?sheetPr/>", b"", sheet)


def taller_rows(before: bytes, after: bytes) -> int:
    """How many rows have another height: the first one where its table fills the screen."""
    tags = [re.findall(rb"<(?:\w+:)?row\b[^>]*", sheet) for sheet in (before, after)]
    return sum(old != new for old, new in zip(*tags, strict=True))


def test_existing_modules_and_buttons_are_kept(foreign_workbooks: list[Path], by_pyopenvba: Sources) -> None:
    for path in foreign_workbooks:
        old = parts(path.read_bytes())
        if "xl/vbaProject.bin" not in old:
            continue
        new = parts(with_buttons(path.read_bytes()))
        theirs = by_pyopenvba(old["xl/vbaProject.bin"])
        merged = by_pyopenvba(new["xl/vbaProject.bin"])
        assert {name: merged[name] for name in theirs} == theirs, path.name
        for macro in re.findall(rb"FmlaMacro>([^<]+)<", b"".join(c for n, c in old.items() if n.endswith(".vml"))):
            assert macro in b"".join(c for n, c in new.items() if n.endswith(".vml"))


@pytest.mark.validator
def test_the_validator_finds_nothing_new(
    blank: bytes, tmp_path: Path, schema_errors: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / "station.xlsm"
    path.write_bytes(with_buttons(blank))
    assert schema_errors(path) == []


# ---------------------------------------------------------------- what cannot be done


def with_project(data: bytes, project: bytes) -> bytes:
    """A workbook whose VBA project is another one."""
    package = Package(with_buttons(data), PackageLimits())
    package.put("xl/vbaProject.bin", project)
    return package.save()


def code_of(data: bytes) -> str:
    with pytest.raises(CannotProcess) as problem:
        with_buttons(data)
    return problem.value.findings[0].code


def test_a_locked_project_is_refused_with_a_way_out(blank: bytes) -> None:
    project = build_project([Module("ThisWorkbook", "workbook")])
    tree = read_compound_file(project)
    settings = tree.stream("PROJECT")
    project_id = settings.decode().partition('ID="')[2].partition('"')[0]
    tree.put(
        "PROJECT",
        settings.replace(encrypt(project_id, bytes(4)).encode(), encrypt(project_id, b"\1\0\0\0").encode()),
    )
    assert code_of(with_project(blank, write_compound_file(tree))) == "X020"


def test_a_signed_project_is_refused(blank: bytes) -> None:
    tree = read_compound_file(build_project([Module("ThisWorkbook", "workbook")]))
    tree.children["_VBA_PROJECT_SIGNATURE_AGILE"] = b"signature"
    assert code_of(with_project(blank, write_compound_file(tree))) == "X021"


def test_a_signature_beside_the_project_is_refused(blank: bytes) -> None:
    package = Package(with_buttons(blank), PackageLimits())
    package.put("xl/vbaProjectSignature.bin", b"signature")
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature"
    package.put(
        "xl/_rels/vbaProject.bin.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="' + relation.encode() + b'" Target="vbaProjectSignature.bin"/></Relationships>',
    )
    package.set_content_type("xl/vbaProjectSignature.bin", "application/vnd.ms-office.vbaProjectSignature")
    assert code_of(package.save()) == "X021"


def test_a_module_of_theirs_that_has_our_name_is_refused_by_name(blank: bytes) -> None:
    project = build_project([Module("ThisWorkbook", "workbook"), Module("WtTool", "standard", "Sub Mine()\nEnd Sub")])
    assert code_of(with_project(blank, project)) == "X022"


def test_a_project_that_cannot_be_read_is_refused(blank: bytes) -> None:
    assert code_of(with_project(blank, b"no project")) == "X023"


def test_a_workbook_without_a_visible_sheet_is_refused(blank: bytes) -> None:
    package = Package(blank, PackageLimits())
    content = package.xml("xl/workbook.xml")
    visible = re.compile(rb"<sheet (?![^>]*state=)")
    assert visible.search(content)
    package.put("xl/workbook.xml", visible.sub(b'<sheet state="hidden" ', content))
    assert code_of(package.save()) == "X024"


def test_the_file_is_written_under_a_name_for_macros_only(tmp_path: Path, blank: bytes) -> None:
    source = tmp_path / "站点.xlsx"
    source.write_bytes(blank)
    with pytest.raises(CannotProcess) as problem:
        add_button(source, tmp_path / "out.xlsx")
    assert problem.value.findings[0].code == "X025"
    written = add_button(source, tmp_path / "out.xlsm")
    assert written.read_bytes() == with_buttons(blank)
    assert source.read_bytes() == blank


def test_a_file_that_is_there_already_is_kept(tmp_path: Path, blank: bytes) -> None:
    source, out = tmp_path / "站点.xlsx", tmp_path / "out.xlsm"
    source.write_bytes(blank)
    out.write_bytes(b"something of theirs")
    add_button(source, out)
    assert (tmp_path / "out.上一版.xlsm").read_bytes() == b"something of theirs"


def plain_table(headers: list[str]) -> bytes:
    """A table that begins in the first row, without a title above it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("绩效指标")
    sheet.write_row(0, 0, headers)
    sheet.write_row(1, 0, ["产出指标（90分）", "个案", "40个", "30个"])
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("computed", "first"),
    [([], 10), (["完成率", "偏差", "偏差率", "得分", "完成情况", "台账完成值"], 10), (["完成率"], 10)],
)
def test_room_is_left_for_the_columns_that_the_first_computation_adds(computed: list[str], first: int) -> None:
    data = with_buttons(plain_table(["一级指标", "三级指标", "年度指标值", "实际完成值", *computed]))
    lefts = [int(a.split(",")[0]) for a in re.findall(r"<x:Anchor>([\d, ]+)</x:Anchor>", vml_of(data, "绩效指标"))]
    assert min(lefts) == first

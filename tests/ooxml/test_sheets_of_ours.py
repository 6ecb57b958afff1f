"""Sheets that the program makes: added, replaced in place without growth, taken away, and recognised by a mark."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import validator_command
from tests.ooxml import packages
from tests.ooxml.comparison import MAIN, changed_parts, parts, read_back, sdk_errors, sheet_parts
from workbook_tools.ooxml import (
    CellEdit,
    ConditionalFormat,
    Formula,
    NewSheet,
    PackageProblem,
    PlacedChart,
    SheetCell,
    Style,
    Workbook,
)

HEAD = Style(
    font_name="微软雅黑", size=14, bold=True, color="FFFFFF", fill="1F4E79", horizontal="center", vertical="center"
)
BODY = Style(border="thin", border_color="BFBFBF", wrap=True, indent=1)
CHART = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:layout/>'
    b'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/>'
    b'<c:order val="0"/><c:val><c:numRef><c:f>A!$B$3:$B$4</c:f></c:numRef></c:val></c:ser>'
    b'<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/>'
    b'<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/>'
    b"</c:valAx></c:plotArea></c:chart></c:chartSpace>"
)
PLACED = PlacedChart(CHART, "E2", "J12", "得分图", "各级得分 <柱形图>")


def results(
    name: str = "评价结果", rows: int = 4, charts: Sequence[PlacedChart] = (PLACED,), **more: object
) -> NewSheet:
    title = [SheetCell("评价结果", HEAD), None, None, None]
    heads = [SheetCell(text, HEAD) for text in ("指标", "得分", "合计", "链接")]
    body = [
        [
            SheetCell(f"第{n}项 & <其他>", BODY),
            SheetCell(Decimal(n) / 4, Style(border="thin", number_format="0.00")),
            SheetCell(Formula(f"SUM(B3:B{n + 2})", n * 1.5), Style(number_format="0.0%", locked=False)),
            SheetCell("=cmd|'/c calc'!A1", BODY, "#'数据'!B3"),
        ]
        for n in range(1, rows + 1)
    ]
    sheet = NewSheet(
        name,
        [title, heads, *body],
        column_widths=(24, 10, 10, 18),
        row_heights={1: 30, 40: 12.5},
        merges=("A1:D1",),
        conditional_formats=(
            ConditionalFormat("B3:B9", "data_bar", minimum=0, maximum=1, color="63BE7B"),
            ConditionalFormat("B3:B9", "data_bar"),
            ConditionalFormat("C3:C9", "cell", "lessThan", ("0.8",), Style(fill="F8CBAD", color="9C0006", bold=True)),
            ConditionalFormat("A3:A9", "formula", operands=('$B3<"x"',), style=Style(border="thin"), stop=True),
        ),
        charts=charts,
        freeze="B3",
        repeat_rows=(1, 2),
        autofilter=f"A2:D{rows + 2}",
        tab_color="1F4E79",
    )
    return sheet._replace(**more)  # type: ignore[arg-type]


def with_sheets(data: bytes, *sheets: NewSheet) -> bytes:
    book = Workbook.open(data)
    for sheet in sheets:
        book.put_sheet(sheet)
    saved = book.save()
    book.verify(saved)
    return saved


def root_of(data: bytes, part: str) -> etree._Element:
    return etree.fromstring(parts(data)[part])


def names_of(data: bytes) -> set[tuple[str, str | None, str]]:
    found = root_of(data, "xl/workbook.xml").iter(f"{MAIN}definedName")
    return {(n.get("name", ""), n.get("localSheetId"), n.text or "") for n in found}


# ---------------------------------------------------------------- added


def test_a_new_sheet_is_added_and_only_the_parts_that_list_it_change(rich: bytes) -> None:
    saved = with_sheets(rich, results())
    assert changed_parts(rich, saved) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/calcChain.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    }
    assert set(parts(saved)) - set(parts(rich)) == {
        "xl/charts/chart2.xml",
        "xl/drawings/_rels/drawing2.xml.rels",
        "xl/drawings/drawing2.xml",
        "xl/worksheets/_rels/sheet4.xml.rels",
        "xl/worksheets/sheet4.xml",
    }


def test_it_holds_what_was_asked_for(rich: bytes) -> None:
    sheet = read_back(with_sheets(rich, results()))["评价结果"]
    assert sheet["A3"].value == "第1项 & <其他>"
    assert sheet["B4"].value == 0.5
    assert sheet["C5"].value == "=SUM(B3:B5)"
    assert sheet["D3"].data_type == "s"
    assert sheet["D3"].hyperlink.location == "'数据'!B3"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("B3", "$1:$2", "A2:D6")
    assert (
        sheet.page_setup.orientation,
        int(sheet.page_setup.paperSize),
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    ) == ("landscape", 9, True)
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[40].height) == (30, 12.5)
    assert sheet.column_dimensions["A"].width == 24
    assert (sheet.sheet_view.showGridLines, sheet.sheet_properties.tabColor.rgb) == (False, "FF1F4E79")
    assert len(sheet._charts) == 1
    assert {rule.type for rules in sheet.conditional_formatting for rule in rules.rules} == {
        "dataBar",
        "cellIs",
        "expression",
    }
    assert not sheet.protection.sheet


def test_it_looks_like_what_was_asked_for(rich: bytes) -> None:
    sheet = read_back(with_sheets(rich, results()))["评价结果"]
    head, body, rate = sheet["A1"], sheet["A3"], sheet["C3"]
    assert (head.font.name, head.font.sz, head.font.b, head.font.color.rgb) == ("微软雅黑", 14, True, "FFFFFFFF")
    assert (head.fill.fgColor.rgb, head.alignment.horizontal, head.alignment.vertical) == (
        "FF1F4E79",
        "center",
        "center",
    )
    assert (body.border.left.style, body.border.left.color.rgb, body.alignment.wrapText, body.alignment.indent) == (
        "thin",
        "FFBFBFBF",
        True,
        1,
    )
    assert (rate.number_format, rate.protection.locked, body.protection.locked) == ("0.0%", False, True)


def test_its_live_total_has_its_value_stored(rich: bytes) -> None:
    assert read_back(with_sheets(rich, results()), data_only=True)["评价结果"]["C5"].value == 4.5


def test_the_chart_has_a_name_and_an_alternative_text(rich: bytes) -> None:
    drawing = root_of(with_sheets(rich, results()), "xl/drawings/drawing2.xml")
    properties = next(e for e in drawing.iter() if etree.QName(e).localname == "cNvPr")
    assert (properties.get("name"), properties.get("descr")) == ("得分图", "各级得分 <柱形图>")
    corners = [int(e.text or 0) for e in drawing.iter() if etree.QName(e).localname in ("col", "row")]
    assert corners == [4, 1, 10, 12]


def test_the_sheet_carries_a_hidden_mark_of_its_own_scope(rich: bytes) -> None:
    book = Workbook.open(with_sheets(rich, results()))
    assert book.owns_sheet("评价结果")
    assert not book.owns_sheet("数据")
    assert not book.owns_sheet("没有")
    assert not book.owns_sheet("评价结果", mark="someone_else")
    assert ("workbook_tools", "3", "'评价结果'!$A$1") in names_of(book.save())
    assert ("_xlnm.Print_Titles", "3", "'评价结果'!$1:$2") in names_of(book.save())


def test_a_protected_portrait_sheet_without_frills_is_possible(rich: bytes) -> None:
    plain = NewSheet("简单", [[SheetCell(1)]], protected=True, landscape=False, show_gridlines=True)
    saved = with_sheets(rich, plain)
    sheet = read_back(saved)["简单"]
    assert sheet.protection.sheet
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.sheet_view.showGridLines is not False
    assert sheet.freeze_panes is None


def test_texts_in_formats_do_not_leak_into_the_xml(rich: bytes) -> None:
    odd = NewSheet(
        "a&b",
        [[SheetCell("]]>", Style(font_name='"<&>', number_format='"<&>"0'), "#'a&b'!A1")]],
        conditional_formats=(ConditionalFormat("A1", "formula", operands=('A1="<&>"',), style=Style(bold=True)),),
    )
    sheet = read_back(with_sheets(rich, odd))["a&b"]
    assert (sheet["A1"].value, sheet["A1"].font.name, sheet["A1"].number_format) == ("]]>", '"<&>', '"<&>"0')


# ---------------------------------------------------------------- replaced


def test_a_second_run_with_the_same_content_gives_the_same_bytes(rich: bytes) -> None:
    once = with_sheets(rich, results(), results("问题清单", 9, ()))
    assert with_sheets(once, results(), results("问题清单", 9, ())) is once


@pytest.mark.parametrize("charts", [(), (PLACED,), (PLACED, PLACED, PLACED)])
def test_replacing_leaves_nothing_behind_and_does_not_grow(rich: bytes, charts: tuple[PlacedChart, ...]) -> None:
    first = with_sheets(rich, results(charts=(PLACED, PLACED)), results("问题清单", charts=(PLACED,)))
    replaced = with_sheets(first, results(charts=charts), results("问题清单", charts=(PLACED,)))
    fresh = with_sheets(rich, results(charts=charts), results("问题清单", charts=(PLACED,)))
    assert len(parts(replaced)) == len(parts(fresh))
    back = with_sheets(replaced, results(charts=(PLACED, PLACED)), results("问题清单", charts=(PLACED,)))
    order = "[Content_Types].xml"  # lists the same parts, in another order
    assert {**parts(back), order: b""} == {**parts(first), order: b""}
    assert sorted(parts(back)[order].split(b"<")) == sorted(parts(first)[order].split(b"<"))
    assert parts(replaced)["xl/charts/chart1.xml"] == parts(rich)["xl/charts/chart1.xml"]


def test_a_replaced_sheet_keeps_its_part_place_number_and_state(rich: bytes) -> None:
    first = with_sheets(rich, results(after="数据"))
    hidden = packages.changed(
        first,
        {
            "xl/workbook.xml": lambda old: old.replace(
                'name="评价结果"'.encode(), 'name="评价结果" state="hidden"'.encode()
            )
        },
    )
    book = Workbook.open(with_sheets(hidden, results(rows=9)))
    assert book.sheet_names == ("数据", "评价结果", "图表", "按钮")
    assert book.sheets[1].state == "hidden"
    assert sheet_parts(book.save()) == sheet_parts(first)


def test_a_sheet_of_that_name_made_by_staff_is_refused_and_untouched() -> None:
    data = packages.simple_book([["员工自己的"]], name="评价结果")
    book = Workbook.open(data)
    with pytest.raises(PackageProblem, match="F114"):
        book.put_sheet(results())
    with pytest.raises(PackageProblem, match="F114"):
        book.remove_sheet("评价结果")
    assert book.save() is data


def test_names_of_sheets_do_not_tell_capitals_apart() -> None:
    book = Workbook.open(packages.simple_book([[1]], name="Results"))
    with pytest.raises(PackageProblem, match="F114"):
        book.put_sheet(results("RESULTS"))


def test_names_that_staff_defined_on_our_sheet_stay(rich: bytes) -> None:
    first = with_sheets(rich, results())
    own = '<definedName name="自用" localSheetId="3">评价结果!$B$3</definedName></definedNames>'
    theirs = packages.changed(first, {"xl/workbook.xml": lambda old: old.replace(b"</definedNames>", own.encode())})
    assert ("自用", "3", "评价结果!$B$3") in names_of(with_sheets(theirs, results(rows=7)))


# ---------------------------------------------------------------- the list of sheets


def test_a_sheet_put_between_others_moves_what_counts_sheets(rich: bytes) -> None:
    viewed = packages.changed(
        rich, {"xl/workbook.xml": lambda old: old.replace(b"<workbookView ", b'<workbookView activeTab="2" ')}
    )
    saved = with_sheets(viewed, results(after="数据"))
    assert Workbook.open(saved).sheet_names == ("数据", "评价结果", "图表", "按钮")
    assert b'activeTab="3"' in parts(saved)["xl/workbook.xml"]
    before, after = names_of(rich), names_of(saved)
    assert {name for name in before if name[1] in (None, "0")} <= after
    book = Workbook.open(saved)
    book.remove_sheet("评价结果")
    assert names_of(book.save()) == before
    assert b'activeTab="2"' in parts(book.save())["xl/workbook.xml"]


def test_local_names_count_entries_that_point_nowhere(rich: bytes) -> None:
    dangling = f'<sheets><sheet name="丢失" sheetId="77" xmlns:r="{packages.R}" r:id=""/>'
    odd = packages.changed(rich, {"xl/workbook.xml": lambda old: old.replace(b"<sheets>", dangling.encode())})
    book = Workbook.open(odd)
    assert (book.sheets[0].name, book.sheets[0].part, book.sheets[0].kind) == ("丢失", "", "")
    book.put_sheet(results())
    saved = book.save()
    assert ("workbook_tools", "4", "'评价结果'!$A$1") in names_of(saved)
    assert 'sheetId="78"' in parts(saved)["xl/workbook.xml"].decode()
    with pytest.raises(PackageProblem, match="F120"):
        book.scan("丢失")


def test_a_protected_structure_refuses_a_new_sheet_but_not_new_content(rich: bytes) -> None:
    def lock(old: bytes) -> bytes:
        return old.replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')

    locked = packages.changed(rich, {"xl/workbook.xml": lock})
    book = Workbook.open(locked)
    with pytest.raises(PackageProblem, match="F115"):
        book.put_sheet(results())
    book.set_cells("数据", {"C3": CellEdit(5)})
    ours = packages.changed(with_sheets(rich, results()), {"xl/workbook.xml": lock})
    again = Workbook.open(with_sheets(ours, results(rows=12)))
    assert again.scan("评价结果").last_row == 40
    with pytest.raises(PackageProblem, match="F115"):
        again.remove_sheet("评价结果")


def test_a_removed_sheet_takes_everything_of_its_own_along(rich: bytes) -> None:
    book = Workbook.open(with_sheets(rich, results(), results("问题清单", charts=(PLACED,))))
    book.remove_sheet("评价结果")
    book.remove_sheet("问题清单")
    saved = book.save()
    book.verify(saved)
    assert set(parts(saved)) == set(parts(rich)) - {"xl/calcChain.xml"}
    assert names_of(saved) == names_of(rich)
    assert b"sheet4" not in parts(saved)["[Content_Types].xml"] + parts(saved)["xl/_rels/workbook.xml.rels"]
    with pytest.raises(PackageProblem, match="F113"):
        book.remove_sheet("评价结果")


def test_the_view_never_opens_on_a_sheet_that_is_gone(rich: bytes) -> None:
    viewed = with_sheets(rich, results())
    last = {"xl/workbook.xml": lambda old: old.replace(b"<workbookView ", b'<workbookView activeTab="3" ')}
    book = Workbook.open(packages.changed(viewed, last))
    book.remove_sheet("评价结果")
    assert b'activeTab="0"' in parts(book.save())["xl/workbook.xml"]


def test_the_only_visible_sheet_is_not_removed() -> None:
    data = with_sheets(packages.simple_book([[1]]), results())
    alone = packages.changed(
        data, {"xl/workbook.xml": lambda old: old.replace(b'sheetId="1"', b'sheetId="1" state="hidden"')}
    )
    with pytest.raises(PackageProblem, match="F122"):
        Workbook.open(alone).remove_sheet("评价结果")


def test_parts_that_others_use_too_survive_and_rings_do_no_harm(rich: bytes) -> None:
    data = with_sheets(rich, results())
    relations = "xl/drawings/_rels/drawing2.xml.rels"
    shared = f'<Relationship Id="rId9" Type="{packages.R}/chart" Target="../charts/chart1.xml"/>'
    ring = f'<Relationship Id="rId8" Type="{packages.R}/ring" Target="../worksheets/sheet4.xml"/></Relationships>'
    tangled = packages.changed(
        data, {relations: lambda old: old.replace(b"</Relationships>", (shared + ring).encode())}
    )
    saved = with_sheets(tangled, results(charts=()))
    assert "xl/charts/chart1.xml" in parts(saved)
    assert not {"xl/charts/chart2.xml", "xl/drawings/drawing2.xml", relations} & set(parts(saved))


def test_a_new_part_never_takes_the_name_of_one_that_is_lost(rich: bytes) -> None:
    lost = f'<Relationship Id="rIdL" Type="{packages.R}/chart" Target="../charts/chart2.xml"/></Relationships>'
    odd = packages.changed(
        rich, {"xl/worksheets/_rels/sheet3.xml.rels": lambda old: old.replace(b"</Relationships>", lost.encode())}
    )
    assert {"xl/charts/chart3.xml"} == {
        name for name in set(parts(with_sheets(odd, results()))) - set(parts(odd)) if "chart" in name
    }


def test_parts_may_lie_anywhere_and_targets_may_be_absolute() -> None:
    data = packages.simple_book([[1]])
    moved: dict[str, packages.Change] = {"xl/workbook.xml": None, "xl/_rels/workbook.xml.rels": None}
    found = parts(data)
    moved["book/main.xml"] = found["xl/workbook.xml"]
    moved["book/_rels/main.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(b'Target="', b'Target="/xl/')
    moved["_rels/.rels"] = found["_rels/.rels"].replace(b"xl/workbook.xml", b"/book/main.xml")
    moved["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"/xl/workbook.xml", b"/book/main.xml")
    saved = with_sheets(packages.changed(data, moved), results())
    assert "book/worksheets/sheet1.xml" in parts(saved)
    assert read_back(saved)["评价结果"]["B4"].value == 0.5


def test_a_workbook_without_styles_or_with_a_prefix_gets_what_it_needs() -> None:
    data = packages.simple_book([[1]])
    bare = packages.changed(
        data,
        {
            "xl/styles.xml": None,
            "xl/_rels/workbook.xml.rels": lambda old: b"".join(
                piece for piece in old.replace(b"/>", b"/>|").split(b"|") if b"styles" not in piece
            ),
            "[Content_Types].xml": lambda old: b"".join(
                piece for piece in old.replace(b"/>", b"/>|").split(b"|") if b"styles" not in piece
            ),
            "xl/workbook.xml": (
                f'<x:workbook xmlns:x="{packages.MAIN}" xmlns:rel="{packages.R}"><x:sheets>'
                '<x:sheet name="表一" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>'
            ).encode(),
        },
    )
    saved = with_sheets(bare, results())
    assert read_back(saved)["评价结果"]["A1"].font.b
    assert '<x:sheet name="评价结果" sheetId="2" rel:id="rId' in parts(saved)["xl/workbook.xml"].decode()
    assert with_sheets(saved, results()) is saved


# ---------------------------------------------------------------- other readers


@pytest.mark.validator
@pytest.mark.parametrize("make", [packages.simple_book, packages.rich_book])
def test_the_sdk_validator_finds_nothing_new(make: object, tmp_path: Path) -> None:
    data = packages.simple_book([["甲", 1]]) if make is packages.simple_book else packages.rich_book()
    book = Workbook.open(data)
    sheet = book.sheet_names[0]
    book.set_cells(sheet, {"F3": CellEdit(0.5, Style(number_format="0.0%", border="thin")), "F4": CellEdit(" 文 ")})
    book.put_sheet(results(after=sheet))
    book.put_sheet(results("问题清单", 30, ()))
    book.force_recalculation()
    before, after = tmp_path / "before.xlsm", tmp_path / "after.xlsm"
    before.write_bytes(data)
    after.write_bytes(book.save())
    command = validator_command() or ""
    assert sdk_errors(after, command) - sdk_errors(before, command) == {}


@pytest.mark.office
def test_libreoffice_recalculates_to_the_stored_totals(tmp_path: Path) -> None:
    data = packages.simple_book([["项", 1.5], ["项", 2.5]])
    rows = [[SheetCell("合计"), SheetCell(Formula("SUM('表一'!B1:B2)", 4))]]
    (tmp_path / "book.xlsx").write_bytes(with_sheets(data, NewSheet("评价结果", rows, charts=(PLACED,))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path)]
    command.append(str(tmp_path / "book.xlsx"))
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert (tmp_path / "book-评价结果.csv").read_text().strip() == "合计,4"


def test_every_new_entry_has_a_fixed_time(rich: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(with_sheets(rich, results()))) as package:
        assert package.getinfo("xl/worksheets/sheet4.xml").date_time == (1980, 1, 1, 0, 0, 0)

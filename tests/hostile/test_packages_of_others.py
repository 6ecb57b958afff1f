"""Packages as other programs write them: done with a valid result, or refused by a code of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_packages import changed, example, packed, parts_of, sheet_part, substituted
from ooxml.comparison import sdk_errors

from workbook_tools.excel import with_buttons
from workbook_tools.ooxml import CellEdit, Style, Workbook
from workbook_tools.ooxml.package import Package
from workbook_tools.ooxml.records import PackageLimits
from workbook_tools.recompute import Outcome, recompute

Make = Callable[[], bytes]
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK, BOOK_LINKS, STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"


def run(folder: Path, data: bytes) -> Outcome:
    path = folder / "站点.xlsx"
    path.write_bytes(data)
    return recompute(path, report=False)


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.findings}


def twice(folder: Path, data: bytes) -> bytes:
    """Done, and the second run changes no byte."""
    outcome = run(folder, data)
    assert outcome.ok, outcome.findings
    (path,) = outcome.written
    once = path.read_bytes()
    assert recompute(path, report=False).ok
    assert path.read_bytes() == once
    return once


def locked(data: bytes) -> bytes:
    return substituted(data, BOOK, b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')


def in_gb18030() -> bytes:
    parts = parts_of(example())
    for name in [sheet_part(example(), "绩效指标"), "xl/sharedStrings.xml"]:
        text = re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="GB18030"?>', parts[name].decode())
        parts[name] = text.encode("gb18030")
    return packed(parts)


def with_backslashes() -> bytes:
    return packed([(name.replace("/", "\\"), content) for name, content in parts_of(example()).items()])


@pytest.mark.parametrize("make", [in_gb18030, with_backslashes])
def test_parts_in_another_encoding_or_spelling_give_the_same_results(make: Make, tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    (tmp_path / "other").mkdir()
    usual, other = twice(tmp_path / "usual", example()), twice(tmp_path / "other", make())
    sheets = [{k: c.text for k, c in Workbook.open(data).scan("绩效指标").cells.items()} for data in (usual, other)]
    assert sheets[0] == sheets[1]


def test_names_of_parts_stay_as_they_were_spelled(tmp_path: Path) -> None:
    before, after = parts_of(with_backslashes()), parts_of(twice(tmp_path, with_backslashes()))
    assert set(before) - set(after) <= {"xl\\calcChain.xml"}


STYLE_SHEETS = {
    "nothing in it": b'<styleSheet xmlns="%s" xml:space="preserve"></styleSheet>',
    "self-closed": b'<styleSheet xmlns="%s"/>',
    "empty sections": b'<styleSheet xmlns="%s"><fonts count="0"/><fills count="0"/><cellXfs count="0"/></styleSheet>',
    "formats alone": b'<x:styleSheet xmlns:x="%s"><x:numFmts count="1"><x:numFmt numFmtId="164" formatCode="0.0"/>'
    b"</x:numFmts></x:styleSheet>",
    "the end alone": b'<styleSheet xmlns="%s"><dxfs count="0"/></styleSheet>',
}


def plain(styles: bytes) -> bytes:
    """A workbook whose cells have no look, with a style sheet."""
    data = changed(example(), STYLES, styles % MAIN)
    parts = parts_of(data)
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(rb'(<(?:c|row|col)\b[^>]*?) (?:s|style)="\d+"', rb"\1", parts[name])
            parts[name] = re.sub(
                rb"<conditionalFormatting.*?</conditionalFormatting>", b"", parts[name], flags=re.DOTALL
            )
    return packed(parts)


@pytest.mark.parametrize("kind", STYLE_SHEETS)
def test_a_style_sheet_without_styles_gets_those_that_every_cell_rests_on(kind: str) -> None:
    book = Workbook.open(plain(STYLE_SHEETS[kind]))
    book.set_cells("绩效指标", {"Z9": CellEdit(0.5, Style(bold=True, number_format="0.00%"))})
    again = Workbook.open(book.save())
    assert again.number_format(0) == "General"
    assert again.number_format(again.scan("绩效指标").cells[9, 26].style) == "0.00%"
    sections = re.findall(
        rb"<(?:x:)?(fonts|fills|borders|cellStyleXfs|cellXfs|cellStyles|dxfs|numFmts) ", styles_of(again)
    )
    order = [b"numFmts", b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs", b"cellStyles", b"dxfs"]
    assert sections == [name for name in order if name in sections]
    assert {b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs", b"cellStyles"} <= set(sections)


def styles_of(book: Workbook) -> bytes:
    return parts_of(book.save())[STYLES]


@pytest.mark.validator
@pytest.mark.parametrize("kind", STYLE_SHEETS)
def test_with_an_empty_style_sheet_the_result_is_valid(kind: str, tmp_path: Path) -> None:
    before = tmp_path / "before.xlsx"
    before.write_bytes(plain(STYLE_SHEETS[kind]))
    after = tmp_path / "after.xlsx"
    after.write_bytes(twice(tmp_path, before.read_bytes()))
    assert sdk_errors(after) - sdk_errors(before) == Counter()


def test_a_locked_structure_is_no_reason_to_stop_once_our_sheets_are_there(tmp_path: Path) -> None:
    assert codes(run(tmp_path, locked(example()))) == {"F115"}
    done = twice(tmp_path, example())
    twice(tmp_path, locked(done))
    book = Workbook.open(done)
    book.remove_sheet("审计信息")
    outcome = run(tmp_path, locked(book.save()))
    assert outcome.ok
    assert "F181" in codes(outcome)
    assert "审计信息" not in Workbook.open(outcome.written[0].read_bytes()).sheet_names


def test_a_shared_workbook_with_a_log_of_revisions_is_checked_but_not_written(tmp_path: Path) -> None:
    link = (
        b'<Relationship Id="rId99" Type="'
        + RELATIONS
        + b'/revisionHeaders" Target="theme/theme1.xml"/></Relationships>'
    )
    shared = substituted(example(), BOOK_LINKS, b"</Relationships>", link)
    outcome = run(tmp_path, shared)
    assert codes(outcome) == {"F124"}
    assert (tmp_path / "站点.xlsx").read_bytes() == shared


# ---------------------------------------------------------------- add-button


def first_sheet(change: Callable[[bytes], bytes]) -> Make:
    return lambda: changed(example(), sheet_part(example(), "基本信息"), change)


def with_drawing(drawing: str, kind: str, content: bytes, element: bytes) -> Make:
    """The first sheet points at a drawing part."""

    def make() -> bytes:
        sheet = sheet_part(example(), "基本信息")
        parts = parts_of(example())
        links = f"xl/worksheets/_rels/{sheet.rpartition('/')[2]}.rels"
        relationship = b'<Relationship Id="rId77" Type="%s/%s" Target="../drawings/%s"/>' % (
            RELATIONS, kind.encode(), drawing.encode(),
        )  # fmt: skip
        known = parts.get(
            links, b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>"
        )
        assert b"Drawing" not in known
        parts[links] = re.sub(rb"/>$|</Relationships>$", b"", known.strip()) + (b">" if b"</" not in known else b"")
        parts[links] += relationship + b"</Relationships>"
        parts[f"xl/drawings/{drawing}"] = content
        parts[sheet] = re.sub(rb"(<tableParts|<extLst|</worksheet>)", element + rb"\1", parts[sheet], count=1)
        types = b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        if b'Extension="vml"' not in parts["[Content_Types].xml"]:
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types + b"</Types>")
        return packed(parts)

    return make


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shape id="_x0000_s1025" alt="说明"/></xml>'
)
ANCHORED = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:oneCellAnchor>'
    b"<xdr:from><xdr:col>1</xdr:col><xdr:colOff>95.5</xdr:colOff><xdr:row>many</xdr:row><xdr:rowOff/></xdr:from>"
    b'<xdr:ext cx="457200.5" cy="INF"/></xdr:oneCellAnchor></xdr:wsDr>'
)
LEGACY = b'<legacyDrawing xmlns:q="' + RELATIONS + b'" q:id="%s"/>'
DRAWING = b'<drawing xmlns:q="' + RELATIONS + b'" q:id="rId77"/>'
BUTTONS: dict[str, Make] = {
    "a merge of whole columns": first_sheet(
        lambda xml: re.sub(rb"<mergeCells[^>]*>", rb'\g<0><mergeCell ref="X:X"/>', xml, count=1)
    ),
    "a merge that is none": first_sheet(
        lambda xml: re.sub(rb"<mergeCells[^>]*>", rb'\g<0><mergeCell ref="A0:??"/>', xml, count=1)
    ),
    "a cell in row 0": first_sheet(lambda xml: xml.replace(b"</row>", b'<c r="A0"><v>1</v></c></row>', 1)),
    "a drawing in another encoding": with_drawing(
        "vmlDrawing9.vml", "vmlDrawing", VML.encode("gbk"), LEGACY % b"rId77"
    ),
    "fractions in a drawing": with_drawing("drawing9.xml", "drawing", ANCHORED, DRAWING),
    "a drawing that leads nowhere": first_sheet(
        lambda xml: re.sub(rb"(<tableParts|<extLst|</worksheet>)", LEGACY % b"nope" + rb"\1", xml, count=1)
    ),
    "no type for relationships": lambda: substituted(
        example(), "[Content_Types].xml", b'<Default Extension="rels"[^>]*>', b""
    ),
    "a template": lambda: of_type(b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    "a template with macros": lambda: of_type(b"application/vnd.ms-excel.template.macroEnabled.main+xml"),
    "an add-in": lambda: of_type(b"application/vnd.ms-excel.addin.macroEnabled.main+xml"),
}


def of_type(content_type: bytes) -> bytes:
    usual = rb"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml"
    return substituted(example(), "[Content_Types].xml", usual, content_type)


@pytest.mark.parametrize("kind", BUTTONS)
def test_a_button_goes_into_what_others_made(kind: str) -> None:
    data = with_buttons(BUTTONS[kind]())
    package = Package(data, PackageLimits())
    assert package.content_type(BOOK) == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    sheet = sheet_part(example(), "基本信息")
    xml = package.read(sheet)
    assert xml.count(b"<legacyDrawing") == 1
    (named,) = re.findall(rb'<legacyDrawing[^>]*?id="([^"]*)"', xml)
    drawing = next(r.target for r in package.relationships(sheet) if r.id == named.decode())
    assert package.read(drawing).count("重新计算".encode()) + package.read(drawing).count(b"&#37325;&#26032;") >= 1
    rels = {name for name in package.names() if name.endswith(".rels")} - set(parts_of(BUTTONS[kind]()))
    assert all(package.content_type(name) for name in rels)


def test_the_bytes_of_a_drawing_in_another_encoding_stay() -> None:
    package = Package(with_buttons(BUTTONS["a drawing in another encoding"]()), PackageLimits())
    assert "说明".encode("gbk") in package.read("xl/drawings/vmlDrawing9.vml")


@pytest.mark.validator
@pytest.mark.parametrize("kind", BUTTONS)
def test_a_workbook_with_a_button_is_as_valid_as_it_was(kind: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsm"
    before.write_bytes(BUTTONS[kind]())
    after.write_bytes(with_buttons(before.read_bytes()))
    assert sdk_errors(after) - sdk_errors(before) == Counter()

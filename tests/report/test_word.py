"""The Word report: the page form of an official document, by named styles, with native charts."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import report_samples as samples
from conftest import validator_command
from docx import Document
from lxml import etree
from report_readers import W, document, names, part, style_names, word_blocks, words_of

from workbook_tools.report import make_word, make_working_paper

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EXTREMES = [samples.typical, samples.empty, samples.many_rows, samples.unjudged]


@pytest.fixture(scope="module")
def report() -> bytes:
    return make_word(*samples.typical())


def styles_in_use(report: bytes) -> list[str]:
    known = style_names(report)
    return [known[style.get(f"{W}val")] for style in document(report).iter(f"{W}pStyle")]


def test_headings_carry_the_outline_that_words_navigation_pane_shows(report: bytes) -> None:
    styles = part(report, "word/styles.xml")
    outline = {
        style.find(f"{W}name").get(f"{W}val"): style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")  # type: ignore[union-attr]
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert outline == {"heading 1": "0", "heading 2": "1", "heading 3": "2"}
    headings = [p.text for p in Document(io.BytesIO(report)).paragraphs if p.style.name.startswith("Heading")]
    assert headings[1:4] == ["一、评价项目概述", "（一）项目背景", "（二）项目立项依据"]


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("heading 1", "黑体", "32"),
        ("heading 2", "楷体_GB2312", "32"),
        ("heading 3", "仿宋_GB2312", "32"),
        ("页码单页", "宋体", "28"),
        ("Normal", "仿宋_GB2312", "32"),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(report: bytes, name: str, font: str, half_points: str) -> None:
    for style in part(report, "word/styles.xml").iter(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val") == name:  # type: ignore[union-attr]
            run = style.find(f"{W}rPr")
            assert run.find(f"{W}rFonts").get(f"{W}eastAsia") == font  # type: ignore[union-attr]
            assert run.find(f"{W}sz").get(f"{W}val") == half_points  # type: ignore[union-attr]
            assert run.find(f"{W}b") is None  # type: ignore[union-attr]


def test_the_page_is_that_of_the_standard(report: bytes) -> None:
    section = document(report).findall(f".//{W}sectPr")[-1]
    margins = section.find(f"{W}pgMar")
    millimetres = {
        side: round(int(margins.get(f"{W}{side}")) / 1440 * 25.4) for side in ("top", "left", "right", "bottom")
    }
    assert millimetres == {"top": 37, "left": 28, "right": 26, "bottom": 35}
    grid = section.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")
    body = next(s for s in part(report, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "ReportBody")
    assert body.find(f".//{W}spacing").get(f"{W}lineRule") == "exact"
    assert body.find(f".//{W}ind").get(f"{W}firstLineChars") == "200"


def test_page_numbers_stand_between_dashes_odd_right_even_left(report: bytes) -> None:
    assert part(report, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for name, side in (("word/footer1.xml", "right"), ("word/footer2.xml", "left")):
        footer = part(report, name)
        assert words_of(footer) == "— 1 —"
        style = footer.find(f".//{W}pStyle").get(f"{W}val")  # type: ignore[union-attr]
        look = next(s for s in part(report, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == style)
        assert look.find(f".//{W}jc").get(f"{W}val") == side  # type: ignore[union-attr]


def test_only_the_first_section_of_the_text_starts_the_page_numbers(report: bytes) -> None:
    sections = document(report).findall(f".//{W}sectPr")
    starts = [
        number.get(f"{W}start") if (number := section.find(f"{W}pgNumType")) is not None else None
        for section in sections
    ]
    turned = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]
    assert turned == [None, None]  # no page of the formal paper lies on its side
    assert starts == [None, "1"]
    assert [len(section.findall(f"{W}footerReference")) for section in sections] == [0, 2]


def test_the_working_paper_lies_on_its_side_and_has_neither_cover_nor_contents() -> None:
    body = document(make_working_paper(*samples.typical()))
    sections = body.findall(f".//{W}sectPr")
    assert [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections] == ["landscape"]
    assert "TOC" not in [i.text.split()[0] for i in body.iter(f"{W}instrText")]
    assert sections[-1].find(f"{W}pgNumType").get(f"{W}start") == "1"


def test_the_contents_are_a_field_that_word_fills_and_list_the_chapters_already(report: bytes) -> None:
    instructions = [i.text.split()[0] for i in document(report).iter(f"{W}instrText")]
    assert instructions[0] == "TOC"
    lines = [words_of(p) for p in document(report).iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None
             and style_names(report)[p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")].startswith("toc")]  # fmt: skip
    assert [line.strip() for line in lines[:3]] == ["摘要\t1", "一、评价项目概述\t2", "（一）项目背景\t2"]
    anchors = {link.get(f"{W}anchor") for link in document(report).iter(f"{W}hyperlink")}
    assert anchors == {mark.get(f"{W}name") for mark in document(report).iter(f"{W}bookmarkStart")}
    begins = [field.get(f"{W}fldCharType") for field in document(report).iter(f"{W}fldChar")]
    assert begins.count("begin") == begins.count("end") == begins.count("separate")
    assert not any(field.get(f"{W}dirty") for field in document(report).iter(f"{W}fldChar"))  # nothing asks on opening


def test_captions_are_numbered_by_fields_so_that_word_can_list_them(report: bytes) -> None:
    fields = [i.text.split()[:2] for i in document(report).iter(f"{W}instrText") if i.text.split()[0] == "SEQ"]
    assert ["SEQ", "表"] in fields
    assert ["SEQ", "图"] in fields
    blocks = word_blocks(report)
    assert "表1 资金拨付情况（金额单位：万元）" in blocks
    assert "图1 各项预算与支出对比" in blocks


def test_tables_repeat_their_head_and_no_row_breaks(report: bytes) -> None:
    captioned = [table for table in document(report).iter(f"{W}tbl") if table.find(f".//{W}tblCaption") is not None]
    assert len(captioned) == 8
    for table in captioned:
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rows[1:])


def test_a_row_taller_than_a_page_may_break_so_that_nothing_is_cut() -> None:
    submission, result, findings = samples.typical()
    rows = samples.with_reason(result, "很长的原因。" * 500)
    report = make_working_paper(submission, rows, findings)
    long = [row for row in document(report).iter(f"{W}tr") if "很长的原因" in words_of(row)]
    assert long[0].find(f"{W}trPr/{W}cantSplit") is None
    assert words_of(long[0]).count("很长的原因") == 500


def test_level_cells_are_merged_on_each_level_within_the_one_before(report: bytes) -> None:
    table = next(t for t in document(report).iter(f"{W}tbl") if "三级指标" in words_of(t.find(f"{W}tr")))  # type: ignore[arg-type]
    merged = []
    for row in table.findall(f"{W}tr")[1:]:
        cells = row.findall(f"{W}tc")[:3]
        marks = [cell.find(f"{W}tcPr/{W}vMerge") for cell in cells]
        merged.append(["" if mark is None else mark.get(f"{W}val", "continue") for mark in marks])
    assert merged[0] == ["restart", "restart", "restart"]
    assert merged[5] == ["continue", "continue", "continue"]
    assert merged[6] == ["continue", "continue", ""]  # another third level inside of the same second one
    assert merged[7] == ["continue", "", ""]
    assert merged[8] == ["restart", "", ""]
    assert merged[10] == ["", "", ""]


def test_a_status_of_the_formal_paper_has_a_word_and_a_weight_and_no_colour(report: bytes) -> None:
    (cell,) = [cell for cell in document(report).iter(f"{W}tc") if words_of(cell) == "未完成"]
    assert cell.find(f"{W}tcPr/{W}shd") is None
    style = cell.find(f".//{W}rStyle").get(f"{W}val")  # type: ignore[union-attr]
    look = next(s for s in part(report, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == style)
    assert look.find(f"{W}rPr/{W}b") is not None
    assert look.find(f"{W}rPr/{W}color").get(f"{W}val") == "000000"  # type: ignore[union-attr]


def test_a_level_of_the_working_paper_has_a_word_a_weight_and_a_tint() -> None:
    report = make_working_paper(*samples.typical())
    for row in document(report).iter(f"{W}tr"):
        for cell in row.iter(f"{W}tc"):
            if words_of(cell) == "错误":
                assert cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "F8DEDB"  # type: ignore[union-attr]
                style = cell.find(f".//{W}rStyle").get(f"{W}val")  # type: ignore[union-attr]
                assert style_names(report)[style] == "级别错误"
                return
    pytest.fail("no row says 错误")


def test_only_named_styles_make_the_look(report: bytes) -> None:
    body = document(report)
    direct = {child.tag for run in body.iter(f"{W}rPr") for child in run}
    assert direct == {f"{W}rStyle"}
    assert not list(body.iter(f"{W}jc")) or {jc.getparent().tag for jc in body.iter(f"{W}jc")} == {f"{W}tblPr"}
    assert {"Title", "heading 1", "报告正文", "报告提示", "报告空缺", "报告落款", "caption"} <= set(
        styles_in_use(report)
    )


def test_the_charts_are_native_and_their_workbooks_hold_the_same_figures(report: bytes) -> None:
    charts = [name for name in names(report) if name.startswith("word/charts/") and name.endswith(".xml")]
    assert len(charts) == 2
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        for name in charts:
            chart = etree.fromstring(package.read(name))
            relations = etree.fromstring(package.read(f"word/charts/_rels/{Path(name).name}.rels"))
            target = relations[0].get("Target").removeprefix("../")
            book = openpyxl.load_workbook(io.BytesIO(package.read(f"word/{target}")))
            for series in chart.iter(f"{C}ser"):
                for kind in ("cat", "val"):
                    reference = series.find(f"{C}{kind}//{C}f").text  # type: ignore[union-attr]
                    cells = [cell[0].value for cell in book["Sheet1"][reference.split("!")[1].replace("$", "")]]
                    cached = {p.get("idx"): p[0].text for p in series.find(f"{C}{kind}").iter(f"{C}pt")}  # type: ignore[union-attr]
                    for place, value in enumerate(cells):
                        shown = cached.get(str(place))
                        assert (None if shown is None else shown if kind == "cat" else float(shown)) == value


def test_every_chart_has_an_alternative_text(report: bytes) -> None:
    drawings = list(document(report).iter(f"{WP}docPr"))
    assert len(drawings) == 2
    assert all(len(drawing.get("descr")) > 10 for drawing in drawings)
    assert len({drawing.get("id") for drawing in drawings}) == 2


def test_the_signature_stands_at_the_end_of_the_chapters(report: bytes) -> None:
    known = style_names(report)
    signed = [words_of(p) for p in document(report).iter(f"{W}p")
              if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and known[s.get(f"{W}val")] == "报告落款"]  # fmt: skip
    assert signed == ["暖阳社会工作服务中心", "2023年8月5日"]


def test_the_cover_names_title_unit_and_date(report: bytes) -> None:
    assert word_blocks(report)[:11] == [
        "青禾区民政局", "晨光街社工服务站", "2022年度绩效自评报告", "（征求意见稿）",
        "项目名称：晨光街社工服务站项目", "评价年度：2022年度", "服务期间：2022年8月1日至2023年7月31日",
        "承接机构：暖阳社会工作服务中心", "购 买 方：晨光街道办事处", "暖阳社会工作服务中心", "2023年8月5日",
    ]  # fmt: skip


def test_document_properties_say_whose_report_it_is(report: bytes) -> None:
    properties = Document(io.BytesIO(report)).core_properties
    assert properties.title == "晨光街社工服务站2022年度绩效自评报告"
    assert properties.author == "暖阳社会工作服务中心"
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2023-08-05"


@pytest.mark.parametrize("sample", EXTREMES)
def test_another_reader_opens_both(sample) -> None:  # type: ignore[no-untyped-def]
    assert len(Document(io.BytesIO(make_working_paper(*sample()))).paragraphs) > 8
    assert len(Document(io.BytesIO(make_word(*sample()))).paragraphs) > 30


@pytest.mark.validator
@pytest.mark.parametrize("make", [make_word, make_working_paper])
@pytest.mark.parametrize("sample", [*EXTREMES, samples.hostile])
def test_the_sdk_validator_finds_nothing(sample, make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "report.docx"
    path.write_bytes(make(*sample()))
    answer = subprocess.run([validator_command() or "", str(path)], capture_output=True, text=True, check=False)
    assert json.loads(answer.stdout)["errors"] == []

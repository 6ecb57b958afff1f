"""An office's own template: any Word document with our tags, however Word has scattered them; and its mistakes."""

from __future__ import annotations

import io
import json
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import report_samples as samples
from conftest import validator_command
from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from docxtpl import DocxTemplate
from report_readers import W, document, names, part, style_names, word_blocks, words_of

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import ENTRIES
from workbook_tools.report import make_word, template_findings
from workbook_tools.report.template_tags import BODY, CONTENTS, tag_values

GIVEN = samples.typical()


def office(tmp_path: Path, *fillers: str | Callable[[Doc], None], body: str = "{{p 正文 }}") -> Path:
    """A folder with a template made by python-docx: its own styles, none of ours."""
    made = Document()
    for filler in fillers:
        if callable(filler):
            filler(made)
        else:
            made.add_paragraph(filler)
    if body:
        made.add_paragraph(body)
    made.save(str(tmp_path / "report.docx"))
    return tmp_path


def codes(folder: Path) -> list[str]:
    return [found.code for found in template_findings(GIVEN[0], GIVEN[1], folder)]


def made_with(folder: Path) -> bytes:
    return make_word(*GIVEN, folder)


# ---------------------------------------------------------------- what works


def test_any_document_with_the_tag_for_the_body_is_a_template(tmp_path: Path) -> None:
    folder = office(tmp_path, "晨光街道办事处文件", "标题是{{ 标题 }}。")
    assert codes(folder) == []
    blocks = word_blocks(made_with(folder))
    assert blocks[0] == "晨光街道办事处文件"
    assert blocks[1] == "标题是晨光街社工服务站2022年度绩效自评报告。"
    assert "一、评价项目概述" in blocks
    assert "目　　录" not in blocks  # ours was not used


def test_the_styles_that_it_lacks_are_taken_over_and_its_own_are_kept(tmp_path: Path) -> None:
    report = made_with(office(tmp_path))
    known = style_names(report)
    used = {known[style.get(f"{W}val")] for style in document(report).iter(f"{W}pStyle")}
    assert {"报告正文", "表头", "Heading 1"} <= used | {name.title() for name in used}
    fonts = part(report, "word/styles.xml").xpath(
        "//w:style[w:name/@w:val='heading 1']//w:rFonts/@w:asciiTheme", namespaces={"w": W[1:-1]}
    )
    assert fonts == ["majorHAnsi"]  # the heading of the office, not ours


def test_tags_are_found_however_word_has_cut_them_into_runs(tmp_path: Path) -> None:
    def scattered(made: Doc) -> None:
        paragraph = made.add_paragraph()
        for piece in ("由{", "{ 承接", "机构 }", "}和{{ 购", "买方 }}完成（", "{{评价年度}}", "）"):
            paragraph.add_run(piece).bold = piece.startswith("由")

    blocks = word_blocks(made_with(office(tmp_path, scattered)))
    assert blocks[0] == "由暖阳社会工作服务中心和晨光街道办事处完成（2022年度）"


def test_conditions_keep_or_drop_what_they_enclose(tmp_path: Path) -> None:
    folder = office(
        tmp_path,
        "{% if 主管部门 %}主管：{{ 主管部门 }}{% else %}无主管{% endif %}",
        "{%p if 总分 == “” %}",
        "不会出现",
        "{%p endif %}",
    )
    blocks = word_blocks(made_with(folder))
    assert blocks[0] == "主管：青禾区民政局"
    assert "不会出现" not in blocks


def test_rows_of_a_table_can_depend_on_a_condition(tmp_path: Path) -> None:
    def table(made: Doc) -> None:
        rows = made.add_table(3, 1).rows
        for row, words in zip(rows, ["{%tr if 主管部门 %}", "主管{{ 主管部门 }}", "{%tr endif %}"], strict=True):
            row.cells[0].text = words

    report = made_with(office(tmp_path, table))
    first = next(document(report).iter(f"{W}tbl"))
    assert [words_of(row) for row in first.iter(f"{W}tr")] == ["主管青禾区民政局"]


def test_headers_footers_and_markup_in_values(tmp_path: Path) -> None:
    def header(made: Doc) -> None:
        made.sections[0].header.paragraphs[0].text = "{{ 站点名称 }}"

    folder = office(tmp_path, header)
    given = (samples.Submission(samples.about(station="甲<乙 & 丙>丁")), GIVEN[1], ())
    report = make_word(*given, folder)
    assert words_of(part(report, next(name for name in names(report) if "header" in name))) == "甲<乙 & 丙>丁"


def test_every_tag_that_is_offered_can_be_used(tmp_path: Path) -> None:
    values = tag_values(GIVEN[0].information, GIVEN[1])
    folder = office(tmp_path, *(f"{name}：{{{{ {name} }}}}" for name in values))
    assert codes(folder) == []
    assert word_blocks(made_with(folder))[: len(values)] == [
        f"{name}：{'征求意见稿' if name == '稿别' else value}" for name, value in values.items()
    ]
    offered = ENTRIES["D107"].fix
    assert all(name in offered for name in (*values, BODY, CONTENTS))


@pytest.mark.parametrize("landscape", [False, True])
def test_its_page_set_up_is_kept(tmp_path: Path, landscape: bool) -> None:
    def page(made: Doc) -> None:
        section = made.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.left_margin = Mm(20)

    sections = document(made_with(office(tmp_path, page))).findall(f".//{W}sectPr")
    sizes = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]
    assert sizes == (["landscape"] if landscape else [None])
    (margins,) = [section.find(f"{W}pgMar") for section in sections]
    assert margins.get(f"{W}left") == "1134"


def test_its_own_parts_and_properties_stay(tmp_path: Path) -> None:
    folder = office(tmp_path, "x")
    path = folder / "report.docx"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/charts/report1.xml", b"<mine/>")
    with zipfile.ZipFile(io.BytesIO(made_with(folder))) as report:
        assert report.read("word/charts/report1.xml") == b"<mine/>"
        assert len([name for name in report.namelist() if name.startswith("word/charts/report")]) == 3


def test_text_tags_come_out_as_docxtpl_would_fill_them(tmp_path: Path) -> None:
    lines = [
        "{{ 标题 }}",
        "甲{{ 承接机构 }}乙{{ 购买方 }}丙",
        "{% if 主管部门 %}有{% endif %}",
        "{%p if 预算执行率 %}",
        "率",
        "{%p endif %}",
    ]
    folder = office(tmp_path, *lines, body="{{ 正文 }}")
    other = DocxTemplate(str(folder / "report.docx"))
    other.render({**tag_values(GIVEN[0].information, GIVEN[1]), BODY: "正文"}, autoescape=True)
    theirs = [paragraph.text for paragraph in other.docx.paragraphs if paragraph.text]
    assert word_blocks(made_with(folder))[: len(theirs) - 1] == theirs[:-1]


@pytest.mark.validator
def test_the_sdk_validator_finds_nothing_in_a_report_on_an_offices_template(tmp_path: Path) -> None:
    folder = office(tmp_path, "{{ 标题 }}", "{{p 目录 }}")
    path = tmp_path / "made.docx"
    path.write_bytes(made_with(folder))
    answer = subprocess.run([validator_command() or "", str(path)], capture_output=True, text=True, check=False)
    assert json.loads(answer.stdout)["errors"] == []


# ---------------------------------------------------------------- what is wrong, and where


@pytest.mark.parametrize(
    ("line", "code", "tag", "near"),
    [
        ("单位：{{ 单位全称 }}（盖章）", "D107", "{{ 单位全称 }}", "单位：（盖章）"),
        ("{{ 标题 }}和{{ 不存在 }}", "D107", "{{ 不存在 }}", "和"),
        ("开头{{ 标题", "D104", "{{ 标题", "开头"),
        ("开头{{ 标题 + }}结尾", "D104", "{{ 标题 + }}", "开头结尾"),
        ("{% if 标题 %}没有结束", "D104", "{% if 标题 %}", "没有结束"),
        ("{{ 标题.__class__.__mro__ }}", "D105", "{{ 标题.__class__.__mro__ }}", ""),
        ("{{ 标题.upper() }}", "D105", "{{ 标题.upper() }}", ""),
        ("{{ ''.__class__ }}", "D105", "", ""),
        ("{{ cycler.__init__.__globals__ }}", "D105", "cycler", ""),
        ("{{ '甲' * 1000000000 }}", "D105", "", ""),
        ("{{ 10 ** 1000000000 }}", "D105", "", ""),
        ("{% for x in 标题 %}{{ x }}{% endfor %}", "D105", "{% for x in 标题 %}", ""),
        ("{% raw %}{% endraw %}", "D105", "{% raw %}", ""),
        ("{% include '/etc/passwd' %}", "D105", "include", ""),
        ("{% set x = 1 %}", "D105", "set", ""),
        ("{{ 标题|attr('upper') }}", "D104", "attr", ""),
        ("{{ }}", "D104", "{{ }}", ""),
        ("{{ 1 / 0 }}", "D104", "{{ 1 / 0 }}", ""),
        ("{{ range(3) }}", "D105", "range", ""),
        ("{%tr if 标题 %}", "D104", "tr", ""),
    ],
)
def test_a_mistake_names_the_tag_and_the_text_near_it(
    tmp_path: Path, line: str, code: str, tag: str, near: str
) -> None:
    folder = office(tmp_path, line)
    (found,) = template_findings(GIVEN[0], GIVEN[1], folder)
    assert found.code == code
    assert tag in found.message
    assert near in found.message
    assert made_with(folder) == make_word(*GIVEN)  # our own template, as if there were none


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ 5|round(-99999999) }}", "D105"),
        ("{{ 5|round(99999999) }}", "D105"),
        (
            "{{ 'a'|join('"
            + "b" * 150
            + "')|join('"
            + "c" * 200
            + "') }}{{ '"
            + "1" * 200
            + "'|join('"
            + "2" * 200
            + "') }}",
            "D105",
        ),
        ('{{ "\\ud800" }}', "D104"),
        ('{{ "\\x00" }}', "D104"),
        ("{{ %s }}" % ("9" * 5000), "D108"),
        ("{{ 1%s }}" % ("+1" * 5000), "D108"),
        ("{{ " + "(" * 240 + "1" + ")" * 240 + " }}", "D104"),
        ("{{" * 3000, "D108"),
        ("{% if 1 %}" * 100 + "{% endif %}" * 100, "D108"),
        ("{{ 标题 }}" * 20_000, "D108"),
    ],
)
def test_a_template_made_to_keep_the_machine_busy_is_told_in_a_second(tmp_path: Path, line: str, code: str) -> None:
    folder = office(tmp_path, line)
    started = time.process_time()
    (found,) = template_findings(GIVEN[0], GIVEN[1], folder)
    assert time.process_time() - started < 1
    assert found.code == code
    assert found.message.endswith("报告改用程序自带的模板。")
    assert made_with(folder) == make_word(*GIVEN)


@pytest.mark.parametrize(
    ("line", "variable"),
    [
        ("{{ 标题 }}" * 600, "WORKBOOK_TOOLS_MAX_TEMPLATE_TAGS"),
        ("{{ 1%s }}" % ("+1" * 300), "WORKBOOK_TOOLS_MAX_TAG_TEXT"),
        ("{% if 1 %}" * 16 + "{% endif %}" * 16, "WORKBOOK_TOOLS_MAX_TEMPLATE_DEPTH"),
    ],
)
def test_each_limit_of_a_template_can_be_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, variable: str
) -> None:
    assert variable in ENTRIES["D108"].fix
    assert codes(office(tmp_path, line)) == ["D108"]
    monkeypatch.setenv(variable, "1000")
    assert codes(office(tmp_path, f"{line}。")) == []  # another template: what was found of one is kept


def test_a_condition_that_tears_a_table_apart_is_found(tmp_path: Path) -> None:
    def torn(made: Doc) -> None:
        made.add_table(1, 1).cell(0, 0).text = "{% if 总分 == '' %}甲"
        made.add_paragraph("乙{% endif %}")

    folder = office(tmp_path, torn)
    assert codes(folder) == ["D104"]
    assert made_with(folder) == make_word(*GIVEN)


def test_the_body_has_to_have_its_place_exactly_once(tmp_path: Path) -> None:
    assert codes(office(tmp_path, "{{ 标题 }}", body="")) == ["D103"]
    assert codes(office(tmp_path, "{{p 正文 }}")) == ["D103"]


def test_the_body_cannot_stand_in_a_table(tmp_path: Path) -> None:
    folder = office(tmp_path, lambda made: setattr(made.add_table(1, 1).cell(0, 0), "text", "{{p 正文 }}"), body="")
    assert codes(folder) == ["D106"]
    assert made_with(folder) == make_word(*GIVEN)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_file_that_is_no_document_is_told_and_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "report.docx").write_bytes(content)
    assert codes(tmp_path) == ["D101"]
    assert made_with(tmp_path) == make_word(*GIVEN)


def test_a_workbook_or_a_damaged_document_is_no_template(tmp_path: Path) -> None:
    whole = (office(tmp_path) / "report.docx").read_bytes()
    workbook = io.BytesIO()
    openpyxl.Workbook().save(workbook)
    for damaged in (whole[:-100], workbook.getvalue()):
        (tmp_path / "report.docx").write_bytes(damaged)
        assert codes(tmp_path) == ["D101"]


def test_a_strict_document_is_told_apart(tmp_path: Path) -> None:
    folder = office(tmp_path)
    source = io.BytesIO((folder / "report.docx").read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / "report.docx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
            new.writestr(name, content)
    assert codes(folder) == ["D102"]


def test_a_folder_without_a_template_raises_nothing(tmp_path: Path) -> None:
    assert codes(tmp_path) == []
    assert codes(tmp_path / "nowhere") == []
    (tmp_path / "report.docx").mkdir()
    assert codes(tmp_path) == []
    assert made_with(tmp_path) == make_word(*GIVEN)


def test_a_template_that_was_mended_is_read_anew(tmp_path: Path) -> None:
    assert codes(office(tmp_path, "{{ 错 }}")) == ["D107"]
    assert codes(office(tmp_path, "{{ 标题 }}")) == []


def test_the_template_with_a_red_head_names_the_unit_and_has_lines_to_sign_off(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(template("report-red-head.docx").read_bytes())
    assert codes(tmp_path) == []
    blocks = word_blocks(made_with(tmp_path))
    assert blocks[0] == "暖阳社会工作服务中心"
    assert blocks[-1].split() == ["审核：", "签发："]
    assert blocks[-2] == "2023年8月5日"

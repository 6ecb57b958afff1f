"""Text that is code elsewhere stays text: in Excel, in Word, in HTML, and in the names of the files that we make."""

from __future__ import annotations

import html.parser
import io
import re
import zipfile
from pathlib import Path

import pytest
from hostile_packages import example, parts_of
from staff_cells import openpyxl_differences

from workbook_tools.recompute import Outcome, recompute

TEXTS = {
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "newline": "甲\n=1+1\n\n第二段",
    "template": "{{ 7*7 }}{% for x in range(9) %}甲{% endfor %}{# 注 #}",
    "sandbox": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "docxtpl": "{%p if True %}{{r x }}{%tr for a in b %}{%- -%}",
    "script": "<script>alert('站')</script><img src=x onerror=alert(1)>",
    "markup": "甲<乙 & 丙>丁 &amp; &lt;b&gt; ]]> <![CDATA[x]]>",
    "attribute": '" onmouseover="alert(1)" x=\'y\'',
    "word": "</w:t></w:r><w:r><w:t>injected",
    "bidi": "正常\u202e反转\u2066隔离\u2069\u200f",
    "control": "甲\x01\x07\x0b\x1f乙\x7f\x85丙",
    "escape": "_x0041__x000D__x005F_",
    "surrogate": "甲\ufffe\uffff乙",
    "heading": "# 一级\n## 二级\n| a | b |\n---\n* 点",
    "emoji": "👨\u200d👩\u200d👧 𠮷😀 e\u0301",
    "format": "%s %d {0} {name} {} $HOME `id`",
    "path": "../../etc/passwd",
    "windows": "CON",
    "url": "file:///etc/passwd http://example.invalid/?q=1",
    "long": "很长的文字，" * 1500,
}


def with_texts(text: str) -> bytes:
    """The example with a text in a place of every kind that staff write words in."""
    import openpyxl

    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", lambda match: f"_x{ord(match[0]):04X}_", text)
    book = openpyxl.load_workbook(io.BytesIO(example()))
    places = {
        "基本信息": {"站点名称": 1, "项目名称": 1, "填表人": 1, "承接机构": 1},
        "绩效指标": {
            "三级指标": 0,
            "指标明细": 0,
            "偏差原因分析及改进措施": 0,
            "年度指标值": 0,
            "实际完成值": 0,
            "计量单位": 0,
        },
        "资金使用": {"支出明细": 0, "差异原因": 0},
        "文字材料": {"标题": 0, "内容": 0},
        "服务成效": {"服务成效": 0},
    }
    written = 0
    for sheet, headers in places.items():
        for cell in [cell for row in book[sheet].iter_rows() for cell in row]:
            label = re.sub(r"[\s*]|（.*|\(.*", "", str(cell.value or ""))
            if label in headers and (beside := headers.pop(label)) is not None:
                target = cell.offset(0, 1) if beside else _first_filled_below(cell)
                target.value = clean
                target.data_type = "s"
                written += 1
    assert written >= 12, "the example lacks the places that this test fills"
    book.save(buffer := io.BytesIO())
    return buffer.getvalue()


def _first_filled_below(cell):
    """The first entry of a column; the first place for one where staff left it empty."""
    below = [cell.offset(row, 0) for row in range(1, 12)]
    plain = [one for one in below if type(one).__name__ == "Cell"]
    return next((one for one in plain if one.value is not None), plain[0])


@pytest.fixture(params=TEXTS, scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, Outcome]:
    text = TEXTS[request.param]
    folder = tmp_path_factory.mktemp("text")
    book = folder / "站点.xlsx"
    book.write_bytes(data := with_texts(text))
    outcome = recompute(book, folder / "out")
    assert outcome.ok, outcome.findings
    assert book.read_bytes() == data
    return text, data, outcome


def by_suffix(outcome: Outcome, suffix: str) -> Path:
    (path,) = (path for path in outcome.written if path.suffix == suffix)
    return path


def test_no_text_becomes_a_formula_in_excel(made: tuple[str, bytes, Outcome]) -> None:
    import openpyxl

    _, data, outcome = made
    output = by_suffix(outcome, ".xlsx").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(output))
    for sheet in ("评价结果", "问题清单"):
        formulas = [c.value for row in book[sheet].iter_rows() for c in row if c.data_type == "f"]
        assert not [value for value in formulas if "cmd" in str(value) or "SUM(1+1)" in str(value)]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    assert not (isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f")
    assert openpyxl_differences(data, output) == []


def test_no_link_in_the_workbook_leads_out_of_it(made: tuple[str, bytes, Outcome]) -> None:
    _, data, outcome = made
    before = b"".join(content for name, content in parts_of(data).items() if name.endswith(".rels"))
    after = parts_of(by_suffix(outcome, ".xlsx").read_bytes())
    external = [
        match[0]
        for name, content in after.items()
        if name.endswith(".rels")
        for match in re.finditer(rb"<Relationship [^>]*External[^>]*>", content)
    ]
    assert all(match in before for match in external)


def test_word_holds_the_text_and_nothing_else(made: tuple[str, bytes, Outcome]) -> None:
    text, _, outcome = made
    documents = [path for path in outcome.written if path.suffix == ".docx"]
    assert len(documents) == 2  # the report and 核查底稿
    words = "".join(_words(path) for path in documents)
    assert "{%" in text or "{%" not in words
    for eaten in ("{{ 7*7 }}", "{% for x in range(9) %}", ".__mro__[1]", "{%p if True %}", "</w:t></w:r>"):
        assert eaten in words or eaten not in text  # a template or a parser would have taken it for its own
    for fragment in re.findall(r"[\u4e00-\u9fff]{2,}", text)[:3]:
        assert fragment in words


def _words(document: Path) -> str:
    """All text of a Word document of which every part can be parsed."""
    from lxml import etree

    with zipfile.ZipFile(document) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        return "".join(etree.fromstring(archive.read("word/document.xml")).itertext())


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]
        self.addresses += [value or "" for name, value in attributes if name in ("src", "href", "xlink:href", "action")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script":
            self.scripts.append(data)


def test_html_runs_nothing_that_staff_wrote(made: tuple[str, bytes, Outcome]) -> None:
    _, _, outcome = made
    page = _Page()
    page.feed(content := by_suffix(outcome, ".html").read_text("utf-8"))
    assert "img" not in page.tags
    assert page.handlers == []
    assert not [address for address in page.addresses if not address.startswith(("#", "data:"))]
    assert not [script for script in page.scripts if "alert" in script]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", content)


def test_the_names_of_reports_are_plain_names_beside_the_output(made: tuple[str, bytes, Outcome]) -> None:
    _, _, outcome = made
    folders = {path.parent for path in outcome.written}
    assert len(folders) == 1
    assert {path.name for path in outcome.written} == {entry.name for entry in folders.pop().iterdir()}
    for path in outcome.written:
        assert len(path.name.encode()) <= 255
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]', path.name)


def test_messages_repeat_a_text_on_one_line_and_shortened(made: tuple[str, bytes, Outcome]) -> None:
    _, _, outcome = made
    for finding in outcome.findings:
        assert "\n" not in finding.message
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", finding.message + finding.fix)
        assert len(finding.message) < 2_000

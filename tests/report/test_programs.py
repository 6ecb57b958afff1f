"""The reports in real programs: LibreOffice lays the Word report out, Chromium runs and prints the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import report_samples as samples
from lxml import html
from office import convert

from workbook_tools.report import make_html, make_word, make_working_paper


def pdf_text(path: Path) -> str:
    """The text of a PDF without blanks and line ends, which Chinese letters have everywhere in a PDF."""
    answer = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return "".join(answer.stdout.split())


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_libreoffice_lays_out_the_whole_report(tmp_path: Path) -> None:
    source = tmp_path / "report.docx"
    source.write_bytes(make_word(*samples.typical()))
    text = pdf_text(convert(source, "pdf", tmp_path))
    for words in ("六、相关建议", "表6绩效指标完成情况", "图2各项指标完成率", "整改清单", "—1—", "70.50～95.50"):
        assert words in text


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_text_longer_than_a_page_is_printed_to_its_end(tmp_path: Path) -> None:
    submission, result, findings = samples.typical()
    source = tmp_path / "report.docx"
    source.write_bytes(
        make_working_paper(submission, samples.with_reason(result, "开头" + "很长的原因" * 1000 + "结尾处"), findings)
    )
    text = pdf_text(convert(source, "pdf", tmp_path))
    assert text.count("很") >= 990
    assert "结尾处" in text


def chromium(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr", "--virtual-time-budget=2000", *arguments,
        ],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip


@pytest.mark.browser
def test_the_list_of_findings_gets_its_filter_and_no_script_fails(tmp_path: Path) -> None:
    source = tmp_path / "report.html"
    source.write_bytes(make_html(*samples.typical()))
    answer = chromium(tmp_path, "--dump-dom", source.as_uri())
    tree = html.document_fromstring(answer.stdout)
    assert [option.text_content() for option in tree.xpath("//form//option")] == ["全部", "错误", "提醒", "提示"]
    assert [button.text_content() for button in tree.xpath("//table[@class='findings']//th/button")] == [
        "序号", "级别", "代码", "位置", "问题", "处理建议", "站点说明",
    ]  # fmt: skip
    assert not re.search(r"CONSOLE.*(error|uncaught)", answer.stderr, re.IGNORECASE)


DRIVER = """
<script>
addEventListener("load", () => {
  const table = document.querySelector("table.findings"), form = document.querySelector("form.filter");
  const shown = () => [...table.tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.cells[2].textContent);
  const out = [];
  form.level.value = "提醒"; form.dispatchEvent(new Event("input")); out.push(shown());
  form.level.value = ""; form.words.value = "资金使用!E7"; form.dispatchEvent(new Event("input")); out.push(shown());
  form.words.value = ""; form.dispatchEvent(new Event("input"));
  const head = table.tHead.rows[0].cells[2];
  head.firstChild.click(); out.push(shown(), head.getAttribute("aria-sort"));
  head.firstChild.click(); out.push(shown(), head.getAttribute("aria-sort"));
  out.push(form.querySelector("output").value, document.documentElement.scrollWidth <= innerWidth);
  document.title = JSON.stringify(out);
});
</script>
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_findings_are_filtered_searched_and_sorted_and_the_page_never_scrolls_sideways(
    width: int, tmp_path: Path
) -> None:
    source = tmp_path / "report.html"
    source.write_bytes(make_html(*samples.typical()).replace(b"</body>", DRIVER.encode() + b"</body>"))
    answer = chromium(tmp_path, f"--window-size={width},900", "--dump-dom", source.as_uri())
    title = html.document_fromstring(answer.stdout).findtext(".//title")
    assert title == (
        '[["R101"],["M201"],["M201","R101","R301"],"ascending",["R301","R101","M201"],"descending",'
        '"显示 3 项，共 3 项",true]'
    )


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("sample", [samples.typical, samples.many_rows])
def test_the_page_prints_whole_and_without_its_controls(sample, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source, target = tmp_path / "report.html", tmp_path / "report.pdf"
    source.write_bytes(make_html(*sample()))
    chromium(tmp_path, f"--print-to-pdf={target}", "--no-pdf-header-footer", source.as_uri())
    text = pdf_text(target)
    assert "六、相关建议" in text
    assert "整改清单" in text
    assert "问题清单" not in text  # findings are for the screen: the print is the formal report
    assert "级别全部" not in text

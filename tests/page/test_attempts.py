"""Attempts to make the page send, run or show what a file says: by cells, names, schemes, addresses of its own."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from page.browsing import BROWSERS, OPEN, REPORT_IS_SHOWN, ask, browse, put
from page.conftest import build
from page.test_browsers import ATTEMPTS, STATION, outside

CELLS = (
    '"><img src=x onerror="parent.caught=1"><script>parent.caught=1</script>',
    "</td></table><svg onload=parent.caught=1><image href=https://example.com/a.png></svg>",
    "</style><style>*{background:url(https://example.com/b.png)}@import 'https://example.com/c.css'</style>",
    '[点这里](javascript:parent.caught=1) <a href="javascript:parent.caught=1" ping=https://example.com/d>点</a>',
    "{{ 7*7 }} {% import 'os' as os %} ${parent.caught=1} </script><script>parent.caught=1</script>",
    '<meta http-equiv=refresh content="0;url=https://example.com/e"><base href=https://example.com/>',
    "<iframe srcdoc='<script>top.caught=1</script>'></iframe><object data=https://example.com/f>",
    'javascript:parent.caught=1//<form action="https://example.com/g"><button autofocus onfocus=parent.caught=1>',
)
NAMES = (
    "<img src=x onerror=caught=1>.xlsx",
    "javascript&colon;caught=1.xlsx",
    "&lt;b&gt;&quot;' onclick=caught=1 x='.xlsx",
)
# What a document has that nobody put there on purpose: handlers, addresses elsewhere, elements that load or run.
STRANGE = """(document) => [...document.querySelectorAll("*")].flatMap((each) => [
    ...(/^(script|object|embed|base|form|iframe|link|meta|image|style)$/i.test(each.localName) ? [each.localName] : []),
    ...[...each.attributes]
        .filter(({ name, value }) => /^on/.test(name) || /^\\s*(javascript|https?|ftp|ws):/i.test(value))
        .map(({ name }) => each.localName + "@" + name),
])"""
IN_THE_REPORT = ask(f"({STRANGE})(document.querySelector('iframe.report').contentDocument)")
IN_THE_PAGE = ask(f"({STRANGE})(document.getElementById('desk'))")
BLOBS = """(async () => {
    const evil = "<body><img src='https://example.com/h.png'><script>(opener ?? parent).caught = 1<\\/script>";
    for (const type of ["text/html", "image/svg+xml", ""]) {
        const address = URL.createObjectURL(new Blob([evil], { type }));
        document.body.append(Object.assign(document.createElement("iframe"), { src: address }));
        window.open(address);
    }
    await new Promise((done) => setTimeout(done, 3000));
    return window.caught ?? null;
})()"""


def hostile(path: Path) -> Path:
    """The example with every text that staff wrote, but for what decides which station and year it is, replaced."""
    book = openpyxl.load_workbook(STATION)
    number = 0
    for sheet, first, columns in (("绩效指标", 6, (3, 4)), ("文字材料", 6, (2, 3)), ("服务成效", 6, (2, 3, 4))):
        if sheet not in book.sheetnames:
            continue
        for row in book[sheet].iter_rows(min_row=first):
            for cell in row:
                if isinstance(cell.value, str) and cell.column in columns:
                    cell.value = f"{cell.value} {CELLS[number % len(CELLS)]}"
                    number += 1
    for row in book["基本信息"].iter_rows():
        if row[0].value and str(row[0].value) in ("站点名称", "项目名称", "承接机构", "购买方", "填表人"):
            row[1].value = f"{row[1].value}{CELLS[number % len(CELLS)]}"
            number += 1
    assert number > 20
    book.save(path)
    return path


@pytest.mark.parametrize("browser", BROWSERS)
def test_neither_cells_nor_names_send_or_run_anything(browser: str, page: Path, tmp_path: Path) -> None:
    book = hostile(tmp_path / "站点.xlsx")
    one = browse(browser, page, [
        OPEN, put(book), REPORT_IS_SHOWN, IN_THE_REPORT, IN_THE_PAGE, ask(ATTEMPTS), ask("document.title"),
    ], tmp_path)  # fmt: skip
    assert [each for each in one.answers[3] if each not in ("style", "meta")] == []
    assert one.answers[3].count("style") == 1
    assert one.answers[4] == ["iframe"]  # of the report
    assert one.answers[5] == [[], None, None, None]
    assert one.answers[6] == "绩效评价"
    assert outside(one) == one.faults == []


def test_names_of_files_are_text(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(STATION.read_bytes())
    caught = ask("[window.caught ?? null, document.querySelectorAll('#rows tr').length]")
    seen = browse("chromium", page, [OPEN, put(*folder.iterdir()), IN_THE_PAGE, caught], tmp_path)
    assert seen.answers[2:] == [["iframe"] if "iframe" in seen.answers[2] else [], [None, len(NAMES)]]
    assert outside(seen) == seen.faults == []


def test_what_opens_an_address_of_the_page_is_bound_by_its_policy(page: Path, tmp_path: Path) -> None:
    seen = browse("chromium", page, [OPEN, ask(BLOBS)], tmp_path)
    assert seen.answers[1] is None
    assert outside(seen) == []


def test_the_words_of_an_office_end_no_script(runtime: Path, wheels: Path, tmp_path: Path) -> None:
    title = "</script><script>window.caught=1</script><!--<script>"
    scheme = tmp_path / "我区.toml"
    scheme.write_text(f'extends = "fiscal-2020"\ntitle = "{title}"\n', encoding="utf-8")
    target = tmp_path / "我区.html"
    build(target, runtime, wheels, "--scheme", str(scheme))
    first = ask("document.querySelector('#new-scheme option').textContent")
    seen = browse("chromium", target, [OPEN, first, ask("window.caught ?? null"), put(STATION)], tmp_path)
    assert seen.answers[1:3] == [f"{title}（我区）", None]
    assert outside(seen) == seen.faults == []

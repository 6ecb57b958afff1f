"""Attempts to make the page send, run or show what a file says: by cells, names, schemes, addresses of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
from hostile_packages import changed
from page.browsing import BROWSERS, ONLINE, OPEN, REPORT_IS_SHOWN, RESULTS, ask, browse, click, put
from page.conftest import ROOT, build
from page.test_browsers import ATTEMPTS, STATION, native, outside

CELLS = (
    '"><img src=x onerror="parent.caught=1"><script>parent.caught=1</script>',
    "</td></table><svg onload=parent.caught=1><image href={elsewhere}/a.png></svg>",
    "</style><style>*{background:url({elsewhere}/b.png)}@import '{elsewhere}/c.css'</style>",
    '[点这里](javascript:parent.caught=1) <a href="javascript:parent.caught=1" ping={elsewhere}/d>点</a>',
    "{{ 7*7 }} {% import 'os' as os %} ${parent.caught=1} </script><script>parent.caught=1</script>",
    '<meta http-equiv=refresh content="0;url={elsewhere}/e"><base href={elsewhere}/>',
    "<iframe srcdoc='<script>top.caught=1</script>'></iframe><object data={elsewhere}/f>",
    'javascript:parent.caught=1//<form action="{elsewhere}/g"><button autofocus onfocus=parent.caught=1>',
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
    const evil = "<body><img src='{elsewhere}/h.png'><script>(opener ?? parent).caught = 1<\\/script>";
    for (const type of ["text/html", "image/svg+xml", ""]) {
        const address = URL.createObjectURL(new Blob([evil], { type }));
        document.body.append(Object.assign(document.createElement("iframe"), { src: address }));
        window.open(address);
    }
    await new Promise((done) => setTimeout(done, 3000));
    return window.caught ?? null;
})()"""


def hostile(path: Path, elsewhere: str) -> Path:
    """The example with every text that staff wrote, but for what decides which station and year it is, replaced."""
    book = openpyxl.load_workbook(STATION)
    cells = [each.replace("{elsewhere}", elsewhere) for each in CELLS]
    number = 0
    for sheet, first, columns in (("绩效指标", 6, (3, 4)), ("文字材料", 6, (2, 3)), ("服务成效", 6, (2, 3, 4))):
        if sheet not in book.sheetnames:
            continue
        for row in book[sheet].iter_rows(min_row=first):
            for cell in row:
                if isinstance(cell.value, str) and cell.column in columns:
                    cell.value = f"{cell.value} {cells[number % len(cells)]}"
                    number += 1
    for row in book["基本信息"].iter_rows():
        if row[0].value and str(row[0].value) in ("站点名称", "项目名称", "承接机构", "购买方", "填表人"):
            row[1].value = f"{row[1].value}{cells[number % len(cells)]}"
            number += 1
    assert number > 20
    book.save(path)
    return path


class Elsewhere:
    """A server of this machine that nothing may ever reach: what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Listening(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    listening = Elsewhere()
    thread = Thread(target=listening.server.serve_forever)
    thread.start()
    yield listening
    listening.server.shutdown()
    thread.join()
    listening.server.server_close()


def test_the_server_elsewhere_hears_what_a_page_without_a_policy_sends(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """So that its silence means something."""
    open_page = tmp_path / "open.html"
    open_page.write_text(f'<p id="state" class="ready"></p><img src="{elsewhere.address}/seen.png">', encoding="utf-8")
    browse("chromium", open_page, [ONLINE, OPEN, ask("new Promise((done) => setTimeout(done, 1000))")], tmp_path)
    assert "/seen.png" in elsewhere.asked


@pytest.mark.parametrize("browser", BROWSERS)
def test_neither_cells_nor_names_send_or_run_anything(
    browser: str, page: Path, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    book = hostile(tmp_path / "站点.xlsx", elsewhere.address)
    attempts = ATTEMPTS.replace("https://example.com", elsewhere.address).replace("wss:", "ws:")
    seen = browse(browser, page, [
        ONLINE, OPEN, put(STATION), REPORT_IS_SHOWN, IN_THE_REPORT, click("#clear"),
        put(book), REPORT_IS_SHOWN, IN_THE_REPORT, IN_THE_PAGE, ask(attempts), ask("document.title"),
    ], tmp_path)  # fmt: skip
    assert seen.answers[8] == seen.answers[4]  # what every report has: its style, its script, which does not run here
    assert seen.answers[9] == ["iframe"]  # of the report
    assert seen.answers[10] == [[], None, None, None]
    assert seen.answers[11] == "绩效评价"
    assert elsewhere.asked == []


def test_names_of_files_are_text(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(STATION.read_bytes())
    caught = ask("[window.caught ?? null, document.querySelectorAll('#rows tr').length]")
    seen = browse("chromium", page, [OPEN, put(*folder.iterdir()), IN_THE_PAGE, caught], tmp_path)
    assert seen.answers[2:] == [["iframe"] if "iframe" in seen.answers[2] else [], [None, len(NAMES)]]
    assert outside(seen) == seen.faults == []


def test_what_opens_an_address_of_the_page_is_bound_by_its_policy(
    page: Path, tmp_path: Path, elsewhere: Elsewhere
) -> None:
    blobs = BLOBS.replace("{elsewhere}", elsewhere.address)
    seen = browse("chromium", page, [ONLINE, OPEN, ask(blobs)], tmp_path)
    assert seen.answers[2] is None
    assert elsewhere.asked == []


def test_an_offices_own_page_works_as_if_its_files_lay_beside_and_their_words_end_no_script(
    runtime: Path, wheels: Path, tmp_path: Path
) -> None:
    title = "</script><script>window.caught=1</script><!--<script>"
    scheme, look, station = tmp_path / "我区.toml", tmp_path / "report.docx", tmp_path / "站点.xlsx"
    scheme.write_text(f'extends = "fiscal-2020"\ntitle = "{title}"\n', encoding="utf-8")
    own = changed((ROOT / "templates" / "report.docx").read_bytes(), "word/styles.xml", of_the_office)
    look.write_bytes(own)
    book = openpyxl.load_workbook(STATION)
    next(row for row in book["基本信息"].iter_rows() if row[0].value == "评分方案")[1].value = "我区"
    book.save(station)
    target = tmp_path / "我区.html"
    build(target, runtime, wheels, "--scheme", str(scheme), "--template", str(look))
    first = ask("document.querySelector('#new-scheme option').textContent")
    steps = [OPEN, first, put(station), RESULTS, ask("window.caught ?? null")]
    seen = browse("chromium", target, steps, tmp_path)
    assert seen.answers[1] == f"{title}（我区）"
    assert seen.answers[4] is None
    expected = native([station, scheme, look], seen.answers[3]["time"], tmp_path / "desk")
    assert len(expected) == 4
    for (relative, name), data in expected.items():
        assert (seen.results / relative / name).read_bytes() == data, name
    assert outside(seen) == seen.faults == []


def of_the_office(styles: bytes) -> bytes:
    """Another colour of headings."""
    colour = re.search(rb'<w:color w:val="([0-9A-F]{6})"', styles)
    assert colour
    return styles.replace(colour[1], b"AA0055")

"""The page in real browsers, opened from the disk: same bytes, nothing sent, nothing run, nothing lost."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from page.browsing import AXE, BROWSERS, OLDEST, OPEN, REPORT_IS_SHOWN, RESULTS, Seen, ask, browse, click, put, wait

from workbook_tools.page.desk import Desk, answer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STATION = EXAMPLES / "yongping-2022.xlsx"
DISTRICT = sorted((EXAMPLES / "district").glob("*.xls*"))
ATTACK = '"><img src=x onerror="window.caught=1"><script>window.caught=1</script>'
ATTEMPTS = """
(async () => {
    const tried = [];
    const attempt = (name, work) => new Promise((good, bad) => { work(good, bad); setTimeout(bad, 1000); })
        .then(() => tried.push(name), () => {});
    const load = (element, more) => (good, bad) => document.head.append(
        Object.assign(document.createElement(element), { onload: good, onerror: bad, ...more }));
    await attempt("fetch", (good, bad) => fetch("https://example.com/").then(good, bad));
    await attempt("image", load("img", { src: "https://example.com/x.png" }));
    await attempt("style", load("link", { rel: "stylesheet", href: "https://example.com/x.css" }));
    await attempt("script", load("script", { src: "https://example.com/x.js" }));
    await attempt("eval", (good, bad) => { try { (0, eval)("1"); good(); } catch { bad(); } });
    await attempt("socket", (good, bad) => {
        try { Object.assign(new WebSocket("wss://example.com"), { onopen: good, onerror: bad }); } catch { bad(); }
    });
    document.head.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
    const framed = document.querySelector("iframe.report").contentWindow.caught;
    return [tried, window.ran ?? null, window.caught ?? null, framed ?? null];
})()
"""


def native(
    paths: list[Path], time: str, root: Path, said: dict[str, Any] | None = None
) -> dict[tuple[str, str], bytes]:
    """(workbook, result) → bytes, as this Python makes them; into `said` goes whether it was done, and the codes."""
    desk = Desk(root)
    names = [path.name for path in paths]
    answer(desk, json.dumps({"verb": "put", "files": names}), [path.read_bytes() for path in paths])
    options = {"as_of": None, "time": time, "report": True}
    found = {}
    for job in json.loads(answer(desk, json.dumps({"verb": "plan", "options": options}))[0])["jobs"]:
        told, data = answer(desk, json.dumps({"verb": "work", "key": job["key"]}))
        outputs, outcome = json.loads(told)["outputs"], json.loads(told)["outcome"]
        if said is not None:
            said[job["relative"]] = (outcome["ok"], sorted(each["code"] for each in outcome["findings"]))
        found |= {(job["relative"], each["name"]): one for each, one in zip(outputs, data, strict=True)}
    return found


def outside(seen: Seen) -> list[str]:
    """What was asked for that is neither the page itself nor made by it."""
    return [each for each in seen.asked if not each.startswith(("blob:", "data:", "about:")) and ".html" not in each]


@pytest.mark.parametrize("browser", [*BROWSERS, OLDEST])
def test_a_district_in_a_browser_gives_the_bytes_of_this_python_and_asks_for_nothing(
    browser: str, page: Path, tmp_path: Path
) -> None:
    paths = [STATION, *DISTRICT]
    seen = browse(browser, page, [OPEN, put(*paths), RESULTS], tmp_path)
    results = seen.answers[2]
    expected = native(paths, results["time"], tmp_path / "desk")
    assert len(expected) > 20
    assert {(relative, name) for relative, name in results["names"]} == set(expected)
    for (relative, name), data in expected.items():
        assert (seen.results / relative / name).read_bytes() == data, name
    assert outside(seen) == []
    assert seen.faults == []


def test_what_a_workbook_says_never_becomes_markup_or_script(page: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(STATION)
    for row in book["基本信息"].iter_rows():
        if row[0].value and "站点名称" in str(row[0].value):
            row[1].value = ATTACK
    for row in book["绩效指标"].iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str) and cell.value == "达标":
                cell.value = ATTACK
    hostile = tmp_path / "站点.xlsx"
    book.save(hostile)
    steps = [OPEN, put(hostile), REPORT_IS_SHOWN, ask(ATTEMPTS), ask("document.body.innerText.includes('onerror')")]
    seen = browse("chromium", page, steps, tmp_path)
    assert seen.answers[3] == [[], None, None, None]
    assert seen.answers[4] is True  # it was there, as text


def test_one_bad_file_stops_nothing_and_each_is_told_of_in_words(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(200)
    bad = {
        "图片.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "空.xlsx": b"",
        "坏.xlsx": STATION.read_bytes()[:5000],
        "加密.xlsx": encrypted,
    }
    for name, data in {**bad, "照片.png": bad["图片.xlsx"], "<b>名字&.xlsx": STATION.read_bytes()}.items():
        (folder / name).write_bytes(data)
    outcomes = """[...entries.values()].map((each) => [
        each.relative, each.result?.outcome.ok ?? null, each.result?.outcome.findings[0].code ?? null])"""
    notices = "[...document.querySelectorAll('#notices li')].map((each) => each.dataset.code)"
    rows = ask("document.querySelectorAll('#rows tr').length")
    steps = [OPEN, put(*sorted(folder.iterdir())), ask(outcomes), ask(notices), rows]
    seen = browse("chromium", page, steps, tmp_path)
    told = {relative: (ok, code) for relative, ok, code in seen.answers[2]}
    assert told["<b>名字&.xlsx"][0] is True
    assert told["照片.png"] == (None, None)
    assert {name: told[name][0] for name in bad} == dict.fromkeys(bad, False)
    assert {told[name][1][0] for name in bad} == {"F"}
    assert seen.answers[3] == ["N016"]
    assert seen.answers[4] == 5
    assert seen.faults == []


def test_a_changed_file_is_computed_anew_and_another_station_keeps_its_own(page: Path, tmp_path: Path) -> None:
    first, again, other = DISTRICT[0], tmp_path / "again" / DISTRICT[0].name, tmp_path / "other" / DISTRICT[0].name
    again.parent.mkdir()
    other.parent.mkdir()
    book = openpyxl.load_workbook(first)
    book["绩效指标"]["A1"].value = "改过"
    book.save(again)
    other.write_bytes(DISTRICT[1].read_bytes())
    names = ask("[...entries.keys()].sort()")
    seen = browse("chromium", page, [OPEN, put(first), put(again), names, put(other), names], tmp_path)
    assert seen.answers[3] == [first.name]
    assert seen.answers[5] == sorted([first.name, f"（2）/{first.name}"])


def test_work_can_be_stopped_and_taken_up_again(page: Path, tmp_path: Path) -> None:
    stop_after_two = """void new MutationObserver((_, me) => {
        if (document.querySelectorAll("#rows tr[data-ok]").length < 2) return;
        me.disconnect();
        document.getElementById("stop").click();
    }).observe(document.getElementById("rows"), { childList: true })"""
    state = ask("[...entries.values()].map((each) => each.result?.outcome.ok ?? null)")
    ready = wait("document.getElementById('state').className.includes('ready')")
    done = wait("[...entries.values()].every((each) => each.result)")
    steps = [OPEN, ask(stop_after_two), put(*DISTRICT), ready, state, click("#continue"), done, state]
    seen = browse("chromium", page, steps, tmp_path)
    before, after = seen.answers[4], seen.answers[7]
    assert 2 <= sum(each is not None for each in before) < len(DISTRICT)
    assert after.count(None) == 0
    assert seen.faults == []


def test_everything_in_one_archive_a_blank_workbook_and_an_explanation(page: Path, tmp_path: Path) -> None:
    keep = "window.saved = []; window.download = download = (blob, name) => saved.push([name, blob])"
    contents = (
        """Promise.all(saved.map(async ([name, blob]) => [name, [...new Uint8Array(await blob.arrayBuffer())]]))"""
    )
    explain = """document.getElementById("explain-cell").value = "评价结果!A6";
        document.getElementById("explain-form").requestSubmit()"""
    explained = wait("document.getElementById('explain-text').textContent.includes('评价结果!A6')")
    seen = browse("chromium", page, [
        OPEN, ask(keep), put(*DISTRICT[:2]),
        click("#save-all"), wait("saved.length === 1"),
        click("#options summary"), click("#make-new"), wait("saved.length === 2"), ask(contents),
        click("#rows .link"), click("#explain-ask"), ask(explain), explained,
    ], tmp_path)  # fmt: skip
    (zip_name, zip_bytes), (new_name, new_bytes) = seen.answers[8]
    path = tmp_path / zip_name
    path.write_bytes(bytes(zip_bytes))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist())) >= 6
    (tmp_path / new_name).write_bytes(bytes(new_bytes))
    assert "绩效指标" in openpyxl.load_workbook(tmp_path / new_name).sheetnames


LOOKS = [(1366, "light"), (1366, "dark"), (768, "light"), (390, "light"), (390, "dark")]


def test_everybody_can_use_it(page: Path, tmp_path: Path) -> None:
    """Nothing sticks out to the right, and axe finds nothing: empty, with results, and with an explanation open."""
    looks = [{"do": "look", "width": width, "scheme": scheme} for width, scheme in LOOKS]
    looked_at = [step for look in looks for step in (look, AXE)]
    explained = wait("!document.getElementById('explain-text').textContent.startsWith('正在')")
    seen = browse("chromium", page, [
        OPEN, *looked_at,
        put(STATION, DISTRICT[0]), click("#options summary"), click("#rows .link"), REPORT_IS_SHOWN, *looked_at,
        click("#detail .findings .link"), explained, *looked_at,
    ], tmp_path)  # fmt: skip
    for start in (1, 15, 27):  # empty, with results, with an explanation
        answers = seen.answers[start : start + len(looked_at)]
        assert answers[1::2] == [[]] * len(LOOKS)
        assert max(answers[::2]) <= 0


def test_the_list_and_a_station_are_printed_on_few_sheets(page: Path, tmp_path: Path) -> None:
    """The report has a button of its own; in a frame of another width it would be cut, or followed by empty sheets."""
    from pypdf import PdfReader

    narrow, wide = ({"do": "look", "width": width} for width in (390, 1366))
    pdf = tmp_path / "page.pdf"
    high = ask("document.querySelector('iframe.report').offsetHeight")
    settled = ask("new Promise((done) => setTimeout(done, 500))")
    seen = browse("chromium", page, [
        OPEN, put(STATION), REPORT_IS_SHOWN, settled, high, narrow, settled, high, wide, settled, high,
        {"do": "print", "pdf": str(pdf)},
    ], tmp_path)  # fmt: skip
    # Chromium writes some characters as the radicals that look like them.
    texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in PdfReader(pdf).pages]
    assert 1 <= len(texts) <= 6
    assert all(len(text) > 50 for text in texts)
    assert "永平街社工服务站" in "".join(texts)
    first, on_a_phone, again = (seen.answers[at] for at in (4, 7, 10))
    assert on_a_phone > first == again  # the frame is as high as the report, also when there is more room again

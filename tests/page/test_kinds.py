"""Every kind of file that a station hands in, in real browsers: forms of Word and .xls, reports of earlier years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from page.browsing import BROWSERS, CODES, OPEN, RESULTS, ask, browse, drop, put, run, wait
from page.test_browsers import EXAMPLES, native, outside

from tests.foreign.writers import as_docx, as_ods, as_xls, as_xlsb
from tests.old_reports.test_old_reports import REPORTS
from tests.old_reports.writers import as_word
from tests.reading.form_builder import LAYOUTS, build
from tests.reading.published_forms import JISHAN
from tests.reading.test_official_form_projects import below, form
from workbook_tools.basis.file_kinds import TEXT, WORD
from workbook_tools.old_reports import prefilled

FILLED = """Promise.all([...document.querySelectorAll("#notices a[download]")].map(async (each) => [
    each.download, [...new Uint8Array(await (await fetch_blob(each.href)).arrayBuffer())]]))"""
# The policy of the page lets nothing be fetched, not even its own results: they are kept as they are made.
KEEP = """const made = new Map(), real = URL.createObjectURL;
    window.fetch_blob = async (address) => made.get(address);
    URL.createObjectURL = (blob) => { const address = real(blob); made.set(address, blob); return address; }"""


def written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return sorted(folder.iterdir())


def forms() -> dict[str, bytes]:
    sheet = build(JISHAN, LAYOUTS[0])
    return {
        "甲.xls": as_xls(sheet), "乙.ods": as_ods(sheet), "丙.xlsb": as_xlsb(sheet), "丁.docx": as_docx(sheet),
        "两个项目.xlsx": below(form("项目甲", 90), form("项目乙", 80)),
        "县里的方案.toml": b'extends = "fiscal-2020"\ntitle = "county"\n',
    }  # fmt: skip


@pytest.mark.parametrize("browser", BROWSERS)
def test_forms_of_every_format_and_two_projects_of_one_file_come_to_the_same_bytes(
    browser: str, page: Path, tmp_path: Path
) -> None:
    paths = written(tmp_path / "files", forms())
    seen = browse(browser, page, [OPEN, put(*paths), RESULTS, CODES], tmp_path)
    results = seen.answers[2]
    expected = native(paths, results["time"], tmp_path / "desk")
    assert {relative for relative, _ in expected} == {
        "甲.xls", "乙.ods", "丙.xlsb", "丁.docx", "两个项目.xlsx", "两个项目（2）.xlsx",
    }  # fmt: skip
    assert {(relative, name) for relative, name in results["names"]} == set(expected)
    for (relative, name), data in expected.items():
        assert (seen.results / relative / name).read_bytes() == data, (relative, name)
    assert seen.answers[3] == []
    assert outside(seen) == seen.faults == []


def test_reports_of_earlier_years_fill_workbooks_and_other_documents_are_told_of(page: Path, tmp_path: Path) -> None:
    letter = as_word(["关于召开会议的通知", "各站点：请于周五参加会议。"])
    paths = written(tmp_path / "files", {
        "去年.docx": REPORTS["word"], "前年.txt": REPORTS["sentences"], "大前年.pdf": REPORTS["pdf"],
        "通知.docx": letter,
    })  # fmt: skip
    seen = browse("chromium", page, [OPEN, ask(KEEP), drop(*paths), CODES, ask(FILLED)], tmp_path)
    assert sorted({"N016", "N018", "F164"} & set(seen.answers[3])) == ["F164", "N016", "N018"]
    filled = {name: bytes(data) for name, data in seen.answers[4]}
    assert filled == {
        "去年（标准工作簿）.xlsx": prefilled(REPORTS["word"], WORD)[0],
        "前年（标准工作簿）.xlsx": prefilled(REPORTS["sentences"], TEXT)[0],
    }


def test_reports_in_a_folder_of_stations_are_results_and_are_left_alone(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "各站"
    folder.mkdir()
    (folder / "站点.xlsx").write_bytes((EXAMPLES / "yongping-2022.xlsx").read_bytes())
    (folder / "评价报告.docx").write_bytes(REPORTS["word"])
    names = ask("[...entries.values()].filter((each) => each.result).map((each) => each.relative)")
    seen = browse("chromium", page, [OPEN, drop(folder), CODES, names], tmp_path)
    assert seen.answers[2:] == [[], ["各站/站点.xlsx"]]


@pytest.mark.slow
@pytest.mark.parametrize("browser", BROWSERS)
def test_workbooks_of_strangers_and_hostile_ones_end_as_they_do_here(
    browser: str, page: Path, corpus: Path, tmp_path: Path
) -> None:
    """Every one ends in results or in a code, the same as here; none stops another, none takes the page with it."""
    found = [*corpus.glob("*.xls*"), *(corpus.parent / "faults").glob("*/*.xl*")]
    assert len(found) > 10
    data = {f"{number:03} {path.name}": path.read_bytes() for number, path in enumerate(sorted(found))}
    paths = written(tmp_path / "files", data)
    outcomes = ask("""[...entries.values()].filter((each) => each.result).map(({ relative, result }) => [
        relative, result.outcome.ok, result.outcome.findings.map((each) => each.code).sort()])""")
    seen = browse(browser, page, [OPEN, put(*paths, seconds=1200), RESULTS, outcomes, CODES], tmp_path)
    results = seen.answers[2]
    told: dict[str, Any] = {}
    expected = native(paths, results["time"], tmp_path / "desk", told)
    assert {relative: (ok, codes) for relative, ok, codes in seen.answers[3]} == told
    assert len(told) >= len(paths) // 2
    assert {(relative, name) for relative, name in results["names"]} == set(expected)
    for (relative, name), content in expected.items():
        assert (seen.results / relative / name).read_bytes() == content, (relative, name)
    assert not {"N010", "N012", "N013"} & set(seen.answers[4])
    assert seen.faults == []


def test_a_file_that_is_gone_when_its_turn_comes_is_told_of_and_stops_nothing(page: Path, tmp_path: Path) -> None:
    station = (EXAMPLES / "yongping-2022.xlsx").read_bytes()
    gone, there = paths = written(tmp_path / "files", {"一.xlsx": station, "二.xlsx": station})
    busy = ask("void (chain = new Promise((go) => (window.go = go)))")  # as long as another file is read
    done = ask("[...entries.values()].map((each) => [each.relative, each.result?.outcome.ok])")
    seen = browse("chromium", page, [
        OPEN, busy, {"do": "choose", "files": [str(each) for each in paths]}, run("rm", gone), ask("void go()"),
        wait("document.body.dataset.done === '1'"), CODES, done,
    ], tmp_path)  # fmt: skip
    assert seen.answers[6:] == [["N012"], [[there.name, True]]]

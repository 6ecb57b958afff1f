"""The whole job without a mouse: files chosen, a station opened, a cell explained, a result saved."""

from __future__ import annotations

from pathlib import Path

from page.browsing import OPEN, REPORT_IS_SHOWN, Step, ask, browse, press, wait
from page.test_browsers import STATION

MOST = 60


def tab_to(selector: str) -> Step:
    return {"do": "tab_to", "on": selector, "most": MOST}


ENTER = press("Enter")
OPEN_FILES: Step = {"do": "choose_by_key", "files": [str(STATION)]}
FOCUS = ask("document.activeElement.id || document.activeElement.className")
SAVED = """window.saved = [];
    document.addEventListener("click", ({ target }) => target.closest("a[download]") && saved.push(target.download))"""


def test_the_whole_job_by_keys(page: Path, tmp_path: Path) -> None:
    dialog_is_open = wait("document.getElementById('explain').open")
    explained = wait("document.getElementById('explain-text').textContent.includes('!')")
    seen = browse("chromium", page, [
        OPEN, ask(SAVED),
        tab_to("#pick-files"), OPEN_FILES, REPORT_IS_SHOWN,
        tab_to("#rows .link"), ENTER, FOCUS,
        tab_to("#detail a[download]"), ENTER, wait("saved.length === 1"),
        tab_to("#detail .findings .link"), ENTER, dialog_is_open, explained,
        press("Escape"), wait("!document.getElementById('explain').open"), FOCUS,
        tab_to("#explain-ask"), ENTER, dialog_is_open, press("Escape"),
    ], tmp_path)  # fmt: skip
    assert seen.answers[7] == "detail"  # who opens a station reads on there
    assert seen.answers[17] == "link"  # and who closes an explanation goes on where it was asked for
    ringed = [each for each in seen.answers if isinstance(each, dict) and "ring" in each]
    assert all(each["ring"] for each in ringed), ringed
    assert len(ringed) == 5

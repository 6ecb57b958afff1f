"""A folder of the computer, chosen in the system's dialog and written back into: a browser with a window, real keys."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from page.browsing import OPEN, Seen, Step, ask, browse, click, need, run, wait
from page.test_browsers import native
from screen import PROGRAMS, Screen

pytestmark = pytest.mark.slow

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
STATION = EXAMPLES / "yongping-2022.xlsx"
CODES = ask("[...document.querySelectorAll('#notices li')].map((each) => each.dataset.code)")
TIME = ask("document.body.dataset.time")


@pytest.fixture
def screen() -> Iterator[Screen]:
    need("chromium")
    for program in PROGRAMS:
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    with Screen({}) as running:
        yield running


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name of plain letters, for it is typed."""
    path = Path(tempfile.mkdtemp(prefix="stations", dir="/tmp"))
    yield path
    shutil.rmtree(path)


def hand(screen: Screen, *what: object) -> Step:
    return run(sys.executable, HERE / "hand.py", screen.folder, *what)


def opened(screen: Screen, folder: Path) -> list[Step]:
    """The page with a folder open in it, all of it computed. The browser asks whether the page may read the folder."""
    done = wait("document.body.dataset.done === '1'")
    return [OPEN, click("#open-folder"), hand(screen, "choose", folder), hand(screen, "allow"), done]


def written(screen: Screen, word: str = "allow") -> list[Step]:
    """Written back. The browser asks whether the page may write."""
    over = wait("document.body.dataset.written !== undefined || document.querySelector('#notices li')")
    return [click("#write-back"), click("#confirm-yes"), hand(screen, word), over]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_gets_the_results_to_the_byte_and_keeps_the_version_before(
    screen: Screen, folder: Path, page: Path, tmp_path: Path
) -> None:
    shutil.copy(STATION, folder)
    (folder / "别的.txt").write_bytes(b"mine")
    seen = browse("chromium", page, [*opened(screen, folder), *written(screen), TIME, CODES], tmp_path, screen)
    expected = native([STATION], seen.answers[-2], tmp_path / "desk")
    results = {name: data for (_, name), data in expected.items()}
    before = {"yongping-2022.上一版.xlsx": STATION.read_bytes(), "别的.txt": b"mine"}
    assert files(folder) == results | before
    assert seen.answers[-1] == []
    assert seen.faults == []


def test_without_the_word_of_the_clerk_nothing_is_written(
    screen: Screen, folder: Path, page: Path, tmp_path: Path
) -> None:
    shutil.copy(STATION, folder)
    seen = browse("chromium", page, [*opened(screen, folder), *written(screen, "refuse"), CODES], tmp_path, screen)
    assert seen.answers[-1] == ["N020"]
    assert files(folder) == {STATION.name: STATION.read_bytes()}


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("the system does not let us mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("kilobytes", [40, 80, 120])
def test_a_full_disk_keeps_what_was_there_and_has_nothing_half_written(
    kilobytes: int, screen: Screen, folder: Path, page: Path, tmp_path: Path
) -> None:
    """Full at the version before, at the workbook, at a report."""
    with small_disk(folder, kilobytes):
        shutil.copy(STATION, folder)
        seen: Seen = browse("chromium", page, [*opened(screen, folder), *written(screen), CODES], tmp_path, screen)
        assert files(folder) == {STATION.name: STATION.read_bytes()}
    assert seen.answers[-1] == ["N024"]

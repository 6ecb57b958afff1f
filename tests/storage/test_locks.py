"""One run at a time on one workbook, and no lock outlives its holder."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import _system, file_lock
from workbook_tools.storage.locks import lock_path

HOLD = """
import sys, time
from workbook_tools.storage import file_lock
with file_lock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder := tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    first = holder(book, 0.6)
    with file_lock(book, wait=10):
        assert first.wait(5) == 0


def test_a_second_run_that_may_not_wait_says_so(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    first = holder(book, 30)
    started = time.monotonic()
    with pytest.raises(CannotProcess) as caught, file_lock(book, wait=0.2):
        pass
    assert time.monotonic() - started < 20
    (finding,) = caught.value.findings
    assert (finding.code, "a.xlsx" in finding.message, "0.2 秒" in finding.message) == ("F031", True, True)
    first.kill()
    first.wait()


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    first = holder(book, 30)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert lock_path(book).exists()
    with file_lock(book, wait=0):
        pass
    assert not lock_path(book).exists()


def test_nothing_lies_beside_the_workbook(tmp_path: Path) -> None:
    (folder := tmp_path / "站点").mkdir()
    with file_lock(folder / "a.xlsx"):
        assert list(folder.iterdir()) == []


def test_every_way_of_writing_a_path_is_one_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (book := tmp_path / "a.xlsx").write_bytes(b"")
    (link := tmp_path / "b.xlsx").symlink_to(book)
    monkeypatch.chdir(tmp_path)
    ways = [book, link, Path("a.xlsx"), tmp_path / "." / "temporary" / ".." / "a.xlsx"]
    assert len({lock_path(way) for way in ways}) == 1
    assert lock_path(tmp_path / "c.xlsx") != lock_path(book)


def test_threads_of_one_process_take_turns_and_each_gets_it(tmp_path: Path) -> None:
    book, inside, most = tmp_path / "a.xlsx", [0], [0]

    def work() -> None:
        for _ in range(20):
            with file_lock(book, wait=30):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_error_inside_releases_the_lock(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    with pytest.raises(ZeroDivisionError), file_lock(book):
        raise ZeroDivisionError
    with file_lock(book, wait=0):
        pass


def test_a_link_planted_as_the_lock_file_is_not_followed(tmp_path: Path) -> None:
    book, victim = tmp_path / "a.xlsx", tmp_path / "victim"
    victim.write_bytes(b"precious")
    victim.chmod(0o600)
    lock_path(book).symlink_to(victim)
    with file_lock(book, wait=0):
        pass
    assert victim.read_bytes() == b"precious"
    assert victim.stat().st_mode & 0o777 == 0o600


def test_a_machine_without_a_temporary_folder_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with file_lock(tmp_path / "a.xlsx", wait=0):
        pass


def test_a_lock_file_that_is_being_removed_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where such a file cannot be opened: to go on without a lock would let two runs in."""
    refused = iter([True, True])
    real = _system.open_existing

    def going(path: Path) -> int:
        if next(refused, False):
            raise PermissionError(13, "delete pending")
        return real(path)

    monkeypatch.setattr(_system, "WINDOWS", True)
    monkeypatch.setattr(_system, "open_existing", going)
    with file_lock(tmp_path / "a.xlsx"):
        assert list((tmp_path / "temporary").glob("*.lock"))
        assert next(refused, None) is None

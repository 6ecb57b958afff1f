"""What killed runs left in the temporary folder, and beside workbooks that have gone."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from workbook_tools.storage import _system, replace_file
from workbook_tools.storage.leftovers import sweep_temporary_folder
from workbook_tools.storage.locks import lock_path
from workbook_tools.storage.names import temporary_path
from workbook_tools.storage.temporary import SURELY_DEAD

NO_PROCESS = 2**22 + 1
LATER = SURELY_DEAD + 5


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_old_locks_and_folders_of_ours_go_and_everything_else_stays(temporary: Path) -> None:
    lock = lock_path(Path("某.xlsx"))
    lock.touch()
    (temporary / "workbook-tools-ab12cd_9").mkdir()
    (temporary / "workbook-tools-ab12cd_9" / "report.docx").write_bytes(b"copy")
    others = ("workbook-tools-report.txt", "workbook-tools-.lock", "workbook-tools-AB12CD_9", "自己的.lock")
    for name in others:
        (temporary / name).touch()
    sweep_temporary_folder(time.time())
    assert lock.exists()  # of a run that may live
    sweep_temporary_folder(time.time() + LATER)
    assert {path.name for path in temporary.iterdir()} == set(others)


def test_a_lock_that_is_held_stays_however_old(temporary: Path) -> None:
    lock = lock_path(Path("某.xlsx"))
    lock.touch()
    held = _system.open_existing(lock)
    try:
        assert _system.try_lock(held)
        sweep_temporary_folder(time.time() + LATER)
        assert lock.exists()
    finally:
        _system.close(held)
    sweep_temporary_folder(time.time() + LATER)
    assert not lock.exists()


def test_a_link_of_that_name_is_not_followed(temporary: Path) -> None:
    victim = temporary / "victim"
    victim.mkdir()
    (victim / "staff.xlsx").touch()
    (temporary / "workbook-tools-ab12cd_9").symlink_to(victim)
    sweep_temporary_folder(time.time() + LATER)
    assert (victim / "staff.xlsx").exists()


def test_new_files_of_dead_runs_go_though_their_workbook_was_renamed_and_what_staff_had_stays(tmp_path: Path) -> None:
    machine = f"000000-{NO_PROCESS}-"
    gone = temporary_path(tmp_path / "旧名.xlsx", machine + "aaaaaa", "new")
    young = temporary_path(tmp_path / "旧名.xlsx", machine + "bbbbbb", "new")
    pair = [temporary_path(tmp_path / "旧名.xlsx", machine + "cccccc", role) for role in ("new", "old")]
    alone = temporary_path(tmp_path / "旧名.xlsx", machine + "dddddd", "old")
    for path in (gone, young, *pair, alone):
        path.write_bytes(b"x")
    for path in (gone, *pair, alone):
        os.utime(path, (time.time() - LATER,) * 2)
    replace_file(tmp_path / "新名.xlsx", b"new")
    assert not gone.exists()
    assert all(path.exists() for path in (young, *pair, alone))

"""Replacing a file: the old or the new one, whole; the one before kept; nothing written that is there already."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import Source, _system, make_folder, previous_version_path, read_source, replace_file
from workbook_tools.storage.names import temporary_path
from workbook_tools.storage.temporary import new_run

OLD, NEW = b"PK\x03\x04 old " * 1000, b"PK\x03\x04 new, and longer " * 1000


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "永平 2022 😀.xlsx"
    path.write_bytes(OLD)
    return path


def code_of(caught: pytest.ExceptionInfo[CannotProcess]) -> str:
    (finding,) = caught.value.findings
    assert finding.severity == "E"
    return finding.code


def neighbours(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()} - {path.name}


def test_the_new_bytes_take_the_place_and_the_old_ones_are_kept(book: Path) -> None:
    source = read_source(book)
    written = replace_file(book, NEW, expected=source, keep_previous=True)
    assert (written.path, written.changed, written.findings) == (book, True, ())
    assert written.previous == previous_version_path(book)
    assert book.read_bytes() == NEW
    assert previous_version_path(book).read_bytes() == OLD
    assert neighbours(book) == {previous_version_path(book).name}


def test_identical_bytes_are_not_written_and_the_version_before_is_not_rotated(book: Path) -> None:
    replace_file(book, NEW, keep_previous=True)
    before = book.stat()
    written = replace_file(book, NEW, keep_previous=True)
    after = book.stat()
    assert (written.changed, written.previous) == (False, previous_version_path(book))
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert previous_version_path(book).read_bytes() == OLD


def test_the_version_before_is_one_version_old(book: Path) -> None:
    for content in (b"2", b"3"):
        replace_file(book, content, keep_previous=True)
    assert previous_version_path(book).read_bytes() == b"2"


def test_the_version_before_keeps_the_time_of_its_making(book: Path) -> None:
    os.utime(book, ns=(10**18, 10**18 + 5))
    replace_file(book, NEW, keep_previous=True)
    assert previous_version_path(book).stat().st_mtime_ns == 10**18 + 5
    assert book.stat().st_mtime_ns > 10**18 + 5


def test_without_a_version_before_none_is_named(book: Path) -> None:
    assert replace_file(book, NEW).previous is None
    assert replace_file(book, NEW).previous is None
    fresh = book.with_name("新.xlsx")
    assert replace_file(fresh, NEW, keep_previous=True).previous is None
    assert neighbours(book) == {"新.xlsx"}


def test_a_source_that_changed_while_we_computed_is_left_alone(book: Path) -> None:
    source = read_source(book)
    book.write_bytes(b"typed meanwhile")
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, expected=source, keep_previous=True)
    assert code_of(caught) == "F026"
    assert book.read_bytes() == b"typed meanwhile"
    assert neighbours(book) == set()


def test_a_change_of_the_same_length_and_time_is_seen_too(book: Path) -> None:
    source = read_source(book)
    book.write_bytes(OLD[::-1])
    os.utime(book, ns=(source.modified_ns, source.modified_ns))
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, expected=source)
    assert code_of(caught) == "F026"


@pytest.mark.parametrize("kept", [True, False])
def test_a_change_in_the_last_moment_before_the_rename_is_seen(book: Path, kept: bool) -> None:
    source = read_source(book)

    def meanwhile(_: bytes) -> None:
        book.write_bytes(b"saved by Excel while we verified")

    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, expected=source, keep_previous=kept, verify=meanwhile)
    assert code_of(caught) == "F026"
    assert book.read_bytes() == b"saved by Excel while we verified"


def test_an_output_that_somebody_made_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"

    def meanwhile(_: bytes) -> None:
        target.write_bytes(b"theirs")

    with pytest.raises(CannotProcess) as caught:
        replace_file(target, NEW, verify=meanwhile)
    assert code_of(caught) == "F026"
    assert target.read_bytes() == b"theirs"


def test_a_source_that_vanished_is_not_brought_back(book: Path) -> None:
    source = read_source(book)
    book.unlink()
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, expected=source)
    assert code_of(caught) == "F026"
    assert not book.exists()


def test_the_source_is_watched_also_when_the_result_goes_elsewhere(book: Path, tmp_path: Path) -> None:
    source = read_source(book)
    book.write_bytes(b"other")
    with pytest.raises(CannotProcess) as caught:
        replace_file(tmp_path / "out.xlsx", NEW, expected=source)
    assert code_of(caught) == "F026"
    assert not (tmp_path / "out.xlsx").exists()


def test_verification_sees_what_the_disk_gave_back_and_can_refuse(book: Path) -> None:
    seen = []

    def refuse(data: bytes) -> None:
        seen.append(data)
        raise ValueError("少了一个部件")

    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, keep_previous=True, verify=refuse)
    assert code_of(caught) == "F028"
    assert "少了一个部件" in caught.value.findings[0].message
    assert seen == [NEW]
    assert book.read_bytes() == OLD
    assert neighbours(book) == set()


def test_a_disk_that_gives_back_other_bytes_is_caught(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write = _system.write
    monkeypatch.setattr(
        _system, "write", lambda descriptor, data: real_write(descriptor, memoryview(bytes(data)[::-1]))
    )
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW)
    assert code_of(caught) == "F028"
    assert book.read_bytes() == OLD


def test_a_write_that_takes_few_bytes_at_a_time_is_continued(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write = _system.write
    monkeypatch.setattr(_system, "write", lambda descriptor, data: real_write(descriptor, data[:777]))
    replace_file(book, NEW)
    assert book.read_bytes() == NEW


def test_a_link_stays_a_link_and_its_file_is_replaced(book: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "快捷").mkdir()
    link = folder / "今年.xlsx"
    link.symlink_to(book)
    written = replace_file(link, NEW, keep_previous=True)
    assert link.is_symlink()
    assert book.read_bytes() == NEW
    assert written.previous == previous_version_path(book)
    assert list(folder.iterdir()) == [link]


def test_hard_links_are_mentioned(book: Path, tmp_path: Path) -> None:
    os.link(book, tmp_path / "另一个名字.xlsx")
    (finding,) = replace_file(book, NEW).findings
    assert (finding.code, finding.severity) == ("F035", "I")
    assert (tmp_path / "另一个名字.xlsx").read_bytes() == OLD


def test_permissions_stay_and_new_files_follow_the_umask(book: Path, tmp_path: Path) -> None:
    book.chmod(0o640)
    replace_file(book, NEW, keep_previous=True)
    assert stat.S_IMODE(book.stat().st_mode) == 0o640
    assert stat.S_IMODE(previous_version_path(book).stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        replace_file(tmp_path / "新.xlsx", NEW)
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "新.xlsx").stat().st_mode) == 0o640


def test_the_hidden_file_is_never_more_open_than_the_workbook(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book.chmod(0o600)
    seen = []
    real_write = _system.write

    def watch(descriptor: int, data: memoryview) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real_write(descriptor, data)

    monkeypatch.setattr(_system, "write", watch)
    replace_file(book, NEW, keep_previous=True)
    assert seen
    assert set(seen) == {0o600}


def test_extended_attributes_stay_where_the_file_system_has_them(book: Path) -> None:
    with suppress(OSError):
        os.setxattr(book, "user.tag", "街道".encode())
    before = os.listxattr(book)
    replace_file(book, NEW)
    assert os.listxattr(book) == before
    assert [os.getxattr(book, name) for name in before if name == "user.tag"] in ([], ["街道".encode()])


def test_a_read_only_workbook_is_refused(book: Path) -> None:
    book.chmod(0o444)
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, keep_previous=True)
    assert code_of(caught) == "F022"
    assert book.read_bytes() == OLD
    assert neighbours(book) == set()


def test_a_folder_that_is_missing_or_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as caught:
        replace_file(tmp_path / "没有" / "a.xlsx", NEW)
    assert code_of(caught) == "F020"
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(CannotProcess) as caught:
        replace_file(tmp_path / "夹.xlsx", NEW)
    assert code_of(caught) == "F040"


def test_a_circle_of_links_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "a.xlsx")
    with pytest.raises(CannotProcess) as caught:
        replace_file(tmp_path / "a.xlsx", NEW)
    assert code_of(caught) == "F043"


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as caught:
        replace_file(tmp_path / ("长" * 100), NEW)
    assert code_of(caught) == "F029"


def test_names_of_255_bytes_and_paths_of_many_folders_work(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["很长的文件夹名字" * 3] * 8)
    make_folder(folder)
    book = folder / ("站" * 83 + "a.xlsx")
    assert len(book.name.encode()) == 255
    book.write_bytes(OLD)
    written = replace_file(book, NEW, keep_previous=True)
    assert written.previous is not None
    assert written.previous.read_bytes() == OLD
    assert len(list(folder.iterdir())) == 2


def test_a_version_before_that_cannot_be_kept_stops_the_write(book: Path) -> None:
    previous_version_path(book).mkdir()
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, keep_previous=True)
    assert code_of(caught) == "F034"
    assert book.read_bytes() == OLD
    assert neighbours(book) == {previous_version_path(book).name}


def left_by(process: int, machine: str = "") -> str:
    """The name of a run of a process of this machine, or of another."""
    own, _, chance = new_run().split("-")
    return f"{machine or own}-{process}-{chance}"


NO_PROCESS = 2**22 + 1  # beyond what Linux numbers processes with


def test_what_a_killed_run_left_is_removed_by_the_next_even_when_it_writes_nothing(book: Path) -> None:
    run = left_by(NO_PROCESS)
    for role in ("new", "old"):
        temporary_path(book, run, role).write_bytes(b"half a workboo")
    replace_file(book, OLD)
    assert neighbours(book) == set()


def test_the_version_before_that_a_killed_run_had_ready_is_put_in_place(book: Path) -> None:
    previous_version_path(book).write_bytes(b"older")
    temporary_path(book, left_by(NO_PROCESS), "old").write_bytes(b"before")
    replace_file(book, OLD)
    assert previous_version_path(book).read_bytes() == b"before"
    assert neighbours(book) == {previous_version_path(book).name}


def test_a_copy_of_what_is_still_there_is_no_version_before(book: Path) -> None:
    previous_version_path(book).write_bytes(b"older")
    temporary_path(book, left_by(NO_PROCESS), "old").write_bytes(OLD)
    replace_file(book, OLD)
    assert previous_version_path(book).read_bytes() == b"older"
    assert neighbours(book) == {previous_version_path(book).name}


@pytest.mark.parametrize(("days", "stays"), [(0, True), (2, False)])
def test_what_another_computer_is_writing_is_let_alone_until_it_is_surely_dead(
    book: Path, days: int, stays: bool
) -> None:
    path = temporary_path(book, left_by(NO_PROCESS, machine="000000"), "new")
    path.write_bytes(b"half")
    os.utime(path, (time.time() - days * 86_400,) * 2)
    replace_file(book, NEW)
    assert path.exists() == stays


def test_what_a_living_process_of_this_computer_is_writing_is_let_alone(book: Path) -> None:
    path = temporary_path(book, left_by(os.getppid()), "new")
    path.write_bytes(b"half")
    replace_file(book, NEW)
    assert path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="holds on POSIX alone: Linux tells in /proc how a process is")
def test_a_process_that_ended_and_that_nobody_collected_writes_no_more(book: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    try:
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it stays in the list of processes
        temporary_path(book, left_by(ended.pid), "new").write_bytes(b"half")
        replace_file(book, NEW)
    finally:
        ended.communicate()
    assert neighbours(book) == set()


def test_a_file_planted_in_the_hidden_place_is_not_touched(book: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    temporary_path(book, left_by(NO_PROCESS), "old").symlink_to(victim)
    os.link(victim, temporary_path(book, left_by(NO_PROCESS), "old"))
    replace_file(book, NEW)
    assert victim.read_bytes() == b"precious"
    assert book.read_bytes() == NEW
    assert not previous_version_path(book).exists()


def test_a_version_before_that_is_open_elsewhere_leaves_both_files(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows with 上一版 open in Excel: its rename is refused for good."""
    previous = previous_version_path(book)
    previous.write_bytes(b"older")
    real = _system.replace

    def refuse(source: Path, target: Path) -> None:
        if target == previous:
            raise Held(13, "Access is denied")
        real(source, target)

    monkeypatch.setattr(_system, "replace", refuse)
    with pytest.raises(CannotProcess) as caught:
        replace_file(book, NEW, keep_previous=True)
    assert code_of(caught) == "F034"
    assert (book.read_bytes(), previous.read_bytes()) == (OLD, b"older")
    assert neighbours(book) == {previous.name}


def test_a_folder_that_cannot_be_made_is_said(book: Path) -> None:
    with pytest.raises(CannotProcess) as caught:
        make_folder(book / "out")
    assert code_of(caught) == "F041"


def test_a_name_that_windows_reserves_is_refused_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_system, "WINDOWS", True)
    for name in ("con.xlsx", "a.xlsx. "):
        with pytest.raises(CannotProcess) as caught:
            replace_file(tmp_path / name, NEW)
        assert code_of(caught) == "F030"


class Held(PermissionError):
    """What Windows raises for a rename onto an open file."""

    winerror = 5


@pytest.mark.parametrize(("moments", "code"), [(3, ""), (10**6, "F025")])
def test_a_file_held_for_a_moment_is_waited_for_and_one_held_on_is_said(
    book: Path, monkeypatch: pytest.MonkeyPatch, moments: int, code: str
) -> None:
    """The way of Windows as far as it goes here: the hidden file is closed first, the rename is tried again."""
    tries: list[str] = []
    pauses: list[float] = []
    real_replace = os.replace

    def held(source: str, target: str) -> None:
        tries.append(target)
        if len(tries) <= moments:
            raise Held(13, "Access is denied")
        real_replace(source, target)

    monkeypatch.setattr(_system, "WINDOWS", True)
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(os, "replace", held)
    if not code:
        replace_file(book, NEW)
        assert book.read_bytes() == NEW
    else:
        with pytest.raises(CannotProcess) as caught:
            replace_file(book, NEW)
        assert code_of(caught) == code
        assert book.read_bytes() == OLD
        assert 1 <= sum(pauses) <= 5
    assert neighbours(book) == set()


def test_a_record_of_the_source_says_what_was_read(book: Path) -> None:
    source = read_source(book)
    assert isinstance(source, Source)
    assert source.mode == stat.S_IMODE(book.stat().st_mode)

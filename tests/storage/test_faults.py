"""Every call of the system that a write consists of fails, once or from then on, in every way, and nothing is lost.

The calls of one undisturbed write are counted first; then the write is repeated, and each time another call fails.
Whatever happens, the workbook and the version before change together or not at all.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import _system, previous_version_path, read_source, replace_file

OLDER, OLD, NEW = b"older " * 500, b"PK\x03\x04 old " * 1000, b"PK\x03\x04 new, longer " * 1000
OPENING = ("open_for_reading", "open_new")
CALLS = (
    *OPENING,
    "read",
    "write",
    "rewind",
    "flush",
    "close",
    "remove",
    "status",
    "replace",
    "flush_folder",
    "dress_like",
    "names_in",
)
UNTOUCHED, WRITTEN = (OLD, OLDER), (NEW, OLD)
ERRORS = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ESTALE]


class Crash(BaseException):
    """Ctrl-C, or anything else that nobody expects."""


@contextmanager
def failing(fail_at: int, problem: BaseException | None, *, on: bool = False) -> Iterator[list[str]]:
    """Let the `fail_at`-th call of the system fail (from 0; −1: none), `on`: and all that change something after it.

    Yields the names of the calls.
    """
    made: list[str] = []
    originals = {name: getattr(_system, name) for name in CALLS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            made.append(name)
            number = len(made) - 1
            again = on and 0 <= fail_at < number and name in ("open_new", "write", "flush", "replace", "remove")
            if (number == fail_at or again) and problem is not None:
                if name == "close":
                    originals[name](*arguments)  # as on disk: the descriptor is gone, the error is told
                raise problem
            return originals[name](*arguments, **named)

        return call

    for name in CALLS:
        setattr(_system, name, wrapped(name))
    try:
        yield made
    finally:
        for name, original in originals.items():
            setattr(_system, name, original)


def calls_of_one_write(folder: Path) -> list[str]:
    book = prepared(folder / "whole")
    source = read_source(book)
    with failing(-1, None) as made:
        replace_file(book, NEW, expected=source, keep_previous=True)
    return made


def prepared(folder: Path, older: bytes | None = OLDER) -> Path:
    folder.mkdir()
    book = folder / "永平.xlsx"
    book.write_bytes(OLD)
    if older is not None:
        previous_version_path(book).write_bytes(older)
    return book


def both(book: Path) -> tuple[bytes, bytes | None]:
    previous = previous_version_path(book)
    return book.read_bytes(), previous.read_bytes() if previous.exists() else None


def hidden(book: Path) -> set[str]:
    return {entry.name for entry in book.parent.iterdir()} - {book.name, previous_version_path(book).name}


def test_a_write_has_the_steps_that_we_think_it_has(tmp_path: Path) -> None:
    """The order that makes it safe: both files flushed and closed, the source looked at once more, two renames."""
    made = calls_of_one_write(tmp_path)
    assert made.count("write") == made.count("flush") == made.count("replace") == 2
    first, second = (index for index, name in enumerate(made) if name == "replace")
    flushes = [index for index, name in enumerate(made) if name == "flush"]
    assert flushes[0] < flushes[1] < first < second < made.index("flush_folder")
    assert "read" in made[flushes[1] : first]  # in the last moment
    assert made[first - 1] == "close"
    assert set(made[first + 1 : second]) <= {"close"}


def test_what_can_be_made_again_is_put_in_place_whole_without_waiting_for_the_disk(tmp_path: Path) -> None:
    book = prepared(tmp_path / "copy")
    with failing(-1, None) as made:
        assert replace_file(book, NEW, durable=False).changed
    assert book.read_bytes() == NEW
    assert not {"flush", "flush_folder"} & set(made)
    assert made.index("write") < made.index("replace")


@pytest.mark.parametrize("older", [OLDER, None], ids=["with a version before", "without"])
@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_an_error_at_any_call_leaves_both_files_as_they_were_or_both_new(
    number: int, older: bytes | None, tmp_path: Path
) -> None:
    codes = set()
    made = calls_of_one_write(tmp_path)
    assert len(made) > 25
    for step, name in enumerate(made):
        book = prepared(tmp_path / str(step), older)
        source = read_source(book)
        with failing(step, OSError(number, os.strerror(number))) as seen:
            try:
                written = replace_file(book, NEW, expected=source, keep_previous=True)
            except CannotProcess as problem:
                written = None
                codes |= {finding.code for finding in problem.findings}
        if len(seen) <= step:
            continue  # without a version before there are fewer calls
        assert both(book) == ((OLD, older) if written is None else WRITTEN), f"{name}, call {step}"
        assert not hidden(book) or seen[step] == "remove", f"{name}, call {step}"
        if written is not None and seen[step] == "flush_folder":
            assert [finding.code for finding in written.findings] == ["F036"]
        replace_file(book, NEW)  # and the next run finds nothing in its way
        assert not hidden(book)
    expected = {
        errno.ENOSPC: "F023",
        errno.EDQUOT: "F024",
        errno.EIO: "F027",
        errno.EACCES: "F021",
        errno.EPERM: "F021",
        errno.EROFS: "F042",
        errno.EBUSY: "F025",
        errno.ESTALE: "F027",
    }[number]
    assert codes >= {expected, "F034"}


@pytest.mark.parametrize("older", [OLDER, None], ids=["with a version before", "without"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES], ids=lambda number: errno.errorcode[number])
def test_a_disk_that_fails_from_some_call_on_loses_nothing_and_the_next_run_puts_it_right(
    number: int, older: bytes | None, tmp_path: Path
) -> None:
    said = set()
    for step, name in enumerate(calls_of_one_write(tmp_path)):
        book = prepared(tmp_path / str(step), older)
        source = read_source(book)
        with failing(step, OSError(number, os.strerror(number)), on=True):
            try:
                written = replace_file(book, NEW, expected=source, keep_previous=True)
            except CannotProcess:
                written = None
        left = both(book)
        if written is None:
            # without a version before, the copy of what is there may stay; the workbook is untouched all the same
            assert left in ((OLD, older), (OLD, older or OLD)), f"{name}, call {step}"
        elif [finding.code for finding in written.findings] == ["F044"]:
            said.add("F044")
            assert left == (NEW, OLDER)
            assert {(book.parent / file).read_bytes() for file in hidden(book)} == {OLD}
            assert all(file in written.findings[0].fix for file in hidden(book))
        else:
            assert left == WRITTEN, f"{name}, call {step}"
        replace_file(book, book.read_bytes())
        assert not hidden(book), f"{name}, call {step}"
        assert both(book) == (left if left != (NEW, OLDER) else WRITTEN)
    assert said == ({"F044"} if older else set())


@pytest.mark.parametrize("kind", [Crash, KeyboardInterrupt, MemoryError])
def test_an_interruption_at_any_call_leaves_both_files_as_they_were_or_both_new(
    kind: type[BaseException], tmp_path: Path
) -> None:
    for step, name in enumerate(calls_of_one_write(tmp_path)):
        book = prepared(tmp_path / str(step))
        source = read_source(book)
        with failing(step, kind()), suppress(kind, CannotProcess):
            replace_file(book, NEW, expected=source, keep_previous=True)
        replace_file(book, book.read_bytes())
        assert both(book) in (UNTOUCHED, WRITTEN), f"{name}, call {step}"
        assert not hidden(book), f"{name}, call {step}"


def test_a_run_that_dies_between_the_two_renames_is_completed_by_the_next(tmp_path: Path) -> None:
    """Killed in the one moment in which the file is new and the version before is still the older one."""
    if not hasattr(os, "fork"):
        pytest.skip("needs a system that forks")
    book = prepared(tmp_path / "killed")
    source = read_source(book)
    child = os.fork()
    if not child:
        real, renames = _system.replace, []

        def die_at_the_second(source: Path, target: Path) -> None:
            renames.append(target)
            if len(renames) == 2:
                os._exit(9)
            real(source, target)

        _system.replace = die_at_the_second
        replace_file(book, NEW, expected=source, keep_previous=True)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert both(book) == (NEW, OLDER)
    assert not replace_file(book, NEW, keep_previous=True).changed
    assert both(book) == WRITTEN
    assert not hidden(book)


def test_every_descriptor_is_closed_whatever_fails(tmp_path: Path) -> None:
    made = calls_of_one_write(tmp_path)
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("the system does not list open files")
    before = len(list(descriptors.iterdir()))
    for step in range(len(made)):
        book = prepared(tmp_path / str(step))
        source = read_source(book)
        with failing(step, OSError(errno.EIO, "I/O error")), suppress(CannotProcess):
            replace_file(book, NEW, expected=source, keep_previous=True)
    assert len(list(descriptors.iterdir())) == before

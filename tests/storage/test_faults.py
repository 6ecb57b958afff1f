"""Every call of the system that a write consists of fails once, in every way that it can, and nothing is lost.

The calls of one undisturbed write are counted first; then the write is repeated, and each time another call fails.
Whatever happens, the workbook is the old or the new one, whole, and the version before is no mixture either.
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
OPENING = ("open_for_reading", "open_new", "open_existing")
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
)
ERRORS = [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ESTALE]


class Crash(BaseException):
    """Ctrl-C, or anything else that nobody expects."""


@contextmanager
def failing(fail_at: int, problem: BaseException | None) -> Iterator[list[str]]:
    """Let the `fail_at`-th call of the system fail (from 0; none with −1). Yields the names of the calls."""
    made: list[str] = []
    originals = {name: getattr(_system, name) for name in CALLS}

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            made.append(name)
            if len(made) - 1 == fail_at and problem is not None:
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


def prepared(folder: Path) -> Path:
    folder.mkdir()
    book = folder / "永平.xlsx"
    book.write_bytes(OLD)
    previous_version_path(book).write_bytes(OLDER)
    return book


def test_a_write_has_the_steps_that_we_think_it_has(tmp_path: Path) -> None:
    """The order that makes it safe: flushed before it is renamed, the version before in place before the workbook."""
    made = calls_of_one_write(tmp_path)
    assert made.count("write") == made.count("flush") == made.count("replace") == 2
    first, second = (index for index, name in enumerate(made) if name == "replace")
    flushes = [index for index, name in enumerate(made) if name == "flush"]
    assert flushes[0] < flushes[1] < first < second < made.index("flush_folder")
    assert "read" in made[first:second]  # the source is looked at once more, in the last moment


def test_what_can_be_made_again_is_put_in_place_whole_without_waiting_for_the_disk(tmp_path: Path) -> None:
    book = prepared(tmp_path / "copy")
    with failing(-1, None) as made:
        assert replace_file(book, NEW, durable=False).changed
    assert book.read_bytes() == NEW
    assert not {"flush", "flush_folder"} & set(made)
    assert made.index("write") < made.index("replace")


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_an_error_at_any_call_leaves_the_old_or_the_new_workbook(number: int, tmp_path: Path) -> None:
    codes = set()
    made = calls_of_one_write(tmp_path)
    assert len(made) > 25
    for step, name in enumerate(made):
        book = prepared(tmp_path / str(step))
        source = read_source(book)
        with failing(step, OSError(number, os.strerror(number))) as seen:
            try:
                written = replace_file(book, NEW, expected=source, keep_previous=True)
            except CannotProcess as problem:
                written = None
                codes |= {finding.code for finding in problem.findings}
        assert seen[step] == name
        assert book.read_bytes() == (OLD if written is None else NEW), f"{name}, call {step}"
        kept = previous_version_path(book).read_bytes()
        assert kept in ((OLDER, OLD) if written is None else (OLD,)), f"{name}, call {step}"
        litter = {entry.name for entry in book.parent.iterdir()} - {book.name, previous_version_path(book).name}
        assert not litter or name == "remove", f"{name}, call {step}"
        if written is not None and name == "flush_folder":
            assert [finding.code for finding in written.findings] == ["F036"]
        assert replace_file(book, NEW).path == book  # and the next run finds nothing in its way
        assert len(list(book.parent.iterdir())) == 2
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
    assert codes >= {expected, "F034", "F026"}


@pytest.mark.parametrize("kind", [Crash, KeyboardInterrupt, MemoryError])
def test_an_interruption_at_any_call_leaves_the_old_or_the_new_workbook(
    kind: type[BaseException], tmp_path: Path
) -> None:
    for step, name in enumerate(calls_of_one_write(tmp_path)):
        book = prepared(tmp_path / str(step))
        source = read_source(book)
        with failing(step, kind()), suppress(kind, CannotProcess):
            replace_file(book, NEW, expected=source, keep_previous=True)
        assert book.read_bytes() in (OLD, NEW), f"{name}, call {step}"
        assert previous_version_path(book).read_bytes() in (OLDER, OLD), f"{name}, call {step}"
        replace_file(book, NEW)
        assert len(list(book.parent.iterdir())) == 2, f"{name}, call {step}"


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

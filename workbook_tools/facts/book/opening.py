"""What a file is that is said to be a book: ours, of which version, or something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workbook_tools.basis.resources import template
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.facts.book import is_database

APPLICATION = 0x57425442  # what SQLite's own header says of a book of ours
WAIT = 10.0  # seconds for another program that is writing


def versions() -> list[Path]:
    """What makes each version of the tables out of the one before, the first from nothing."""
    return sorted(template("book").glob("[0-9]*.sql"), key=lambda path: int(path.stem))


def is_plain_table(path: Path) -> bool:
    """Whether a file is a bare table of facts, and nothing else."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as book:
            kept = [name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
            return kept == ["facts"]
    except sqlite3.Error:
        return False


@contextmanager
def opened(path: Path, *, to_build: bool = False) -> Iterator[sqlite3.Connection]:
    """A book to read from; `to_build` another one from it, nobody else writes meanwhile.

    Raises `CannotProcess`: B060 for another kind of file, B061 for a book of a newer version, B062 for a damaged one,
    B063 for one that another program is writing to, F022 for one that may not be written.
    """
    if not is_database(path):
        raise CannotProcess(finding("B060", name=path.name))
    with book_problems(path), closing(_connected(path)) as guard:
        if guard.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise CannotProcess(finding("B060", name=path.name))
        version = guard.execute("PRAGMA user_version").fetchone()[0]
        if version > len(versions()):
            raise CannotProcess(finding("B061", name=path.name, version=version, own=len(versions())))
        if to_build:
            _reserve(guard)
        with closing(_connected(path)) as book:
            book.execute("PRAGMA query_only = ON")
            yield book


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT, isolation_level=None)


def _reserve(book: sqlite3.Connection) -> None:
    """Nobody else writes until a new one is in place; a log beside the file, that somebody has chosen, ends in it."""
    if book.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        book.execute("PRAGMA journal_mode = DELETE")
    book.execute("BEGIN IMMEDIATE")


@contextmanager
def book_problems(path: Path) -> Iterator[None]:
    """Turns what SQLite says into findings."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        said = str(problem)
        code = "B063" if "locked" in said else "F022" if "readonly" in said else "B062"
        raise CannotProcess(finding(code, name=path.name, reason=said)) from problem

"""A run's workbooks into the book: built beside it from a copy, checked, and put in its place in one step.

So the book is whole at every moment, as it was or as it is to be. One run at a time builds; another one waits for it
and builds on what it has made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbook_tools import storage
from workbook_tools.basis.resources import template
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.facts.book.opening import APPLICATION, book_problems, opened, versions
from workbook_tools.facts.fact import COLUMNS, Plain
from workbook_tools.facts.kinds import KINDS, PARTS

Standing = Literal["current", "twin", "superseded"]
MOST_ASKED, LIKE = 30, 0.75  # new names that are looked at, and how like an old one they have to be (of difflib)
WAIT = 300.0  # seconds for another batch that builds the same book
_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_NO_LINE: tuple[tuple[str, ...], str] = ((), "")
_THING = tuple(_PLACE[name] for name in ("level1", "level2", "level3", "item", "indicator_id"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One workbook of a run. `content` tells its facts from others; `facts` and `compared` are asked for only where
    they are new."""

    station: str
    street: str
    year: str
    file: str
    digest: str
    content: str
    facts: Callable[[], Sequence[Plain]]
    compared: Callable[[], bytes]
    street_from: str = ""  # the office's list that tells the street; "" where the workbook does
    standing: Standing = "current"  # "twin": one of several that differ, of which none or another one was chosen

    @property
    def key(self) -> tuple[str, str]:
        return str(_encodable(bare_text(self.station))), str(_encodable(self.year))


@dataclass(frozen=True, slots=True)
class Run:
    at: str
    program: str
    source: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """How many workbooks came in, were superseded, stayed; new stations, each with the old one that it may be."""

    added: int
    superseded: int
    same: int
    renamed: tuple[tuple[str, str], ...] = ()


def add_run(path: Path, entries: Iterable[Entry], run: Run) -> Added:
    """Put the workbooks of a run into the book, which is made where there is none.

    The same workbook twice changes nothing; another one of the same station and year takes its place and the old one
    is kept with the time; `twin` ones stand in it and count nowhere. Stations that are not in the run stay as they are.
    Raises `CannotProcess` (B060–B065, F020–F043); then nothing changed.
    """
    wanted = _wanted(entries)
    with storage.file_lock(path.absolute(), wait=WAIT):
        if not path.exists():
            with storage.built_file(path) as built, closing(_made(built)) as book:
                return _filled(book, path, wanted, run)
        with opened(path) as old:
            _refuse_other_names(old, path, run)
            changes = _changes(wanted, _held(old))
            if not changes.any and _is_newest(old):
                return Added(0, 0, changes.same)
        # What is opened last is closed first: Windows replaces no open file.
        with storage.built_file(path) as built, closing(_plain(built)) as book, opened(path, to_build=True) as old:
            old.backup(book)
            _whole(book, path)
            return _filled(book, path, wanted, run)


# ---------------------------------------------------------------- what has changed


@dataclass(frozen=True, slots=True)
class _Held:
    workbook_id: int
    standing: str
    street: str


@dataclass(frozen=True, slots=True)
class _Changes:
    new: tuple[Entry, ...]
    moved: tuple[tuple[int, Standing], ...]  # a twin that is chosen now, or has got a brother
    placed: tuple[tuple[int, Entry], ...]  # those whose street nobody knew until now
    gone: tuple[int, ...]
    same: int

    @property
    def any(self) -> bool:
        return bool(self.new or self.moved or self.placed or self.gone)


_Wanted = dict[tuple[str, str], dict[tuple[str, str], Entry]]  # station and year → content → entry


def _wanted(entries: Iterable[Entry]) -> _Wanted:
    """By station and year, then by content."""
    wanted: _Wanted = {}
    for entry in entries:
        wanted.setdefault(entry.key, {}).setdefault((entry.digest, entry.content), entry)
    return wanted


def _held(book: sqlite3.Connection) -> dict[tuple[str, str], dict[tuple[str, str], _Held]]:
    """What counts in the book, or could."""
    held: dict[tuple[str, str], dict[tuple[str, str], _Held]] = {}
    rows = book.execute(
        "SELECT station_key, year, digest, content, workbook_id, standing, street FROM workbooks"
        " WHERE standing <> 'superseded'"
    )
    for station, year, digest, content, *rest in rows:
        held.setdefault((station, year), {})[digest, content] = _Held(*rest)
    return held


def _changes(wanted: _Wanted, held: dict[tuple[str, str], dict[tuple[str, str], _Held]]) -> _Changes:
    new: list[Entry] = []
    moved: list[tuple[int, Standing]] = []
    placed: list[tuple[int, Entry]] = []
    gone: list[int] = []
    same = 0
    for key, own in wanted.items():
        there = held.get(key, {})
        gone += [each.workbook_id for content, each in there.items() if content not in own]
        for content, entry in own.items():
            if content in there and entry.street and not there[content].street:
                placed.append((there[content].workbook_id, entry))
            if content not in there:
                new.append(entry)
            elif there[content].standing != entry.standing:
                moved.append((there[content].workbook_id, entry.standing))
            else:
                same += 1
    return _Changes(tuple(new), tuple(moved), tuple(placed), tuple(gone), same)


def _renamed(book: sqlite3.Connection, wanted: _Wanted) -> Iterator[tuple[str, str]]:
    """Names that the book has not had, each with the one like it that is missing now: to be asked, never merged."""
    known = dict(book.execute("SELECT station_key, max(station) FROM workbooks GROUP BY station_key"))
    here = {key for key, _ in wanted}
    missing = [key for key in known if key not in here]
    if not missing:
        return
    import difflib

    for key in sorted(here - known.keys())[:MOST_ASKED]:
        like = difflib.get_close_matches(key, missing, n=1, cutoff=LIKE)
        if like:
            yield key, str(known[like[0]])


def _refuse_other_names(book: sqlite3.Connection, path: Path, run: Run) -> None:
    """Numbers in the place of names, or names: a book holds one or the other."""
    said = dict(book.execute("SELECT name, value FROM about")).get("anonymous", "0")
    if (said == "1") != run.anonymous:
        raise CannotProcess(finding("B064" if run.anonymous else "B065", name=path.name))


# ---------------------------------------------------------------- building


def _plain(path: Path) -> sqlite3.Connection:
    """The file is thrown away where anything fails: it needs no journal."""
    book = sqlite3.connect(path, isolation_level=None)
    book.execute("PRAGMA journal_mode = OFF")
    book.execute("PRAGMA synchronous = OFF")
    return book


def _made(path: Path) -> sqlite3.Connection:
    book = _plain(path)
    book.execute(f"PRAGMA application_id = {APPLICATION}")
    return book


def _is_newest(book: sqlite3.Connection) -> bool:
    version = int(book.execute("PRAGMA user_version").fetchone()[0])
    return version == len(versions()) and _views_of(book) == _views()


def _views_of(book: sqlite3.Connection) -> str:
    return str(dict(book.execute("SELECT name, value FROM about")).get("views", ""))


def _views() -> str:
    return template("book", "views.sql").read_text("utf-8")


def migrate(book: sqlite3.Connection) -> None:
    """Bring the tables to our version, step by step, and make the views anew."""
    at = int(book.execute("PRAGMA user_version").fetchone()[0])
    for step in versions()[at:]:
        book.executescript(f"BEGIN;\n{step.read_text('utf-8')}\nPRAGMA user_version = {int(step.stem)};\nCOMMIT;")
    for (view,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        book.execute('DROP VIEW "{}"'.format(str(view).replace('"', '""')))
    book.executescript(_views())
    rows = [(kind.name, kind.words, kind.unit, PARTS[kind.part]) for kind in KINDS.values()]
    book.executemany("INSERT OR REPLACE INTO kinds VALUES (?, ?, ?, ?)", rows)


def _filled(book: sqlite3.Connection, path: Path, wanted: _Wanted, run: Run) -> Added:
    with book_problems(path):
        migrate(book)
        changes = _changes(wanted, _held(book))
        renamed = tuple(_renamed(book, wanted))
        book.execute("BEGIN")
        notes = {"anonymous": str(int(run.anonymous)), "views": _views()}
        book.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", notes.items())
        if changes.any:
            own = book.execute(
                "INSERT INTO runs (at, program, source) VALUES (?, ?, ?)", (run.at, run.program, run.source)
            ).lastrowid
            assert own is not None
            _put(book, changes, own, run)
        book.execute("COMMIT")
        _whole(book, path)
        return Added(len(changes.new), len(changes.gone), changes.same, renamed)


def _put(book: sqlite3.Connection, changes: _Changes, run_id: int, run: Run) -> None:
    book.executemany(
        "UPDATE workbooks SET standing = 'superseded', superseded_run = ? WHERE workbook_id = ?",
        [(run_id, workbook_id) for workbook_id in changes.gone],
    )
    for standing in ("twin", "current"):  # a brother makes room first
        chosen = [(standing, workbook_id) for workbook_id, each in changes.moved if each == standing]
        book.executemany("UPDATE workbooks SET standing = ? WHERE workbook_id = ?", chosen)
    book.executemany(
        "UPDATE workbooks SET street = ?, street_from = ? WHERE workbook_id = ?",
        [(_encodable(entry.street), _encodable(entry.street_from), number) for number, entry in changes.placed],
    )
    things = _Things(book)
    for entry in changes.new:
        of = (entry.station, entry.key[0], entry.street, entry.street_from, entry.year)
        row = (*of, entry.file, entry.digest, entry.content)
        workbook_id = book.execute(
            "INSERT INTO workbooks (station, station_key, street, street_from, year, file, digest, content, program,"
            " standing, added_run, compared) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*map(_encodable, row), run.program, entry.standing, run_id, entry.compared()),
        ).lastrowid
        lines = _lines(entry.facts(), things)
        book.executemany(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ((workbook_id, *line) for line in lines)
        )


class _Things:
    """What figures are of, each once."""

    def __init__(self, book: sqlite3.Connection) -> None:
        self._book = book
        rows = book.execute("SELECT level1, level2, level3, item, indicator_id, thing_id FROM things")
        self._known = {tuple(row[:-1]): int(row[-1]) for row in rows}

    def number(self, thing: tuple[str, ...]) -> int:
        if thing not in self._known:
            self._known[thing] = len(self._known)
            self._book.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", (self._known[thing], *thing))
        return self._known[thing]


def _lines(facts: Sequence[Plain], things: _Things) -> Iterator[tuple[object, ...]]:
    """Facts of one thing that come one behind the other are a line, until a kind comes again."""
    line, before = 0, _NO_LINE
    kinds: set[object] = set()
    for fact in facts:
        thing = tuple(str(_encodable(fact[place])) for place in _THING)
        period, kind = str(fact[_PLACE["period"]]), fact[_PLACE["kind"]]
        if (thing, period) != before or kind in kinds:
            line, before, kinds = line + (before is not _NO_LINE), (thing, period), set()
        kinds.add(kind)
        rest = (fact[_PLACE[name]] for name in ("value", "unit", "state", "sheet", "cell"))
        yield line, kind, things.number(thing), *map(_encodable, (period, *rest))


def _encodable(value: object) -> object:
    """Half of a pair of surrogates is no text for a database."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _whole(book: sqlite3.Connection, path: Path) -> None:
    """The last look before a file becomes the book, and the first at what it is built from."""
    said = book.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise CannotProcess(finding("B062", name=path.name, reason=said))

"""What a book holds: its facts as they stand in `facts`, and the earlier years of a station."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.evaluation.earlier import Earlier, same_station
from workbook_tools.facts.book.compared import NotCompared, unpack_compared
from workbook_tools.facts.book.opening import opened
from workbook_tools.facts.fact import Plain
from workbook_tools.model import Submission


@dataclass(frozen=True, slots=True)
class Kept:
    """A workbook that counts in a book: what it was called, its content, and what a later year is compared with."""

    file: str
    digest: str
    compared: bytes

    def earlier(self) -> Earlier:
        """Raises `NotCompared`."""
        return unpack_compared(self.compared, self.file)


def facts_in(path: Path) -> Iterator[Plain]:
    """Every fact of the workbooks that count, in the order of their stations. Raises `CannotProcess` (B060–B063)."""
    with opened(path) as book:
        yield from book.execute(
            "SELECT w.station, w.street, w.year, f.period, t.level1, t.level2, t.level3, t.item, t.indicator_id,"
            " f.kind, f.value, f.unit, f.state, f.sheet, f.cell, w.digest FROM workbooks w"
            " JOIN figures f USING (workbook_id) JOIN things t USING (thing_id) WHERE w.standing = 'current'"
            " ORDER BY w.station_key, w.year, w.workbook_id, f.line, f.kind"
        )


def kept_in(path: Path) -> list[Kept]:
    """The workbooks that count, by station and year. Raises `CannotProcess` (B060–B063)."""
    with opened(path) as book:
        rows = book.execute(
            "SELECT file, digest, compared FROM workbooks WHERE standing = 'current' ORDER BY station_key, year"
        )
        return [Kept(*row) for row in rows]


def earlier_of(submission: Submission, kept: Sequence[tuple[Kept, Earlier]]) -> list[Earlier]:
    """Those of the same station, as far as names tell."""
    return [each for _, each in kept if same_station(submission, each.submission) in ("same", "alike")]


def read_kept(kept: Sequence[Kept]) -> list[tuple[Kept, Earlier]]:
    """The records behind them; one that cannot be read is left out."""
    read = []
    for each in kept:
        try:
            read.append((each, each.earlier()))
        except NotCompared:
            continue
    return read

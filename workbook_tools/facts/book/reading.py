"""What a book holds: its facts as they stand in `facts`, and the earlier years of a station."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbook_tools.evaluation.earlier import Earlier, same_station
from workbook_tools.facts.book.compared import NotCompared, unpack_compared
from workbook_tools.facts.book.opening import opened
from workbook_tools.facts.fact import Plain
from workbook_tools.model import Information, Submission


@dataclass(frozen=True, slots=True)
class Kept:
    """A workbook that counts in a book: what it is of, its file, and what a later year is compared with."""

    station: str
    year: str
    file: str
    compared: bytes

    @property
    def name(self) -> str:
        """What a person finds it by: the year before its file, for a station hands in the same name each year."""
        return f"{self.year}年度/{self.file.rsplit('/', 1)[-1]}" if self.year else self.file

    @property
    def submission(self) -> Submission:
        """Of which station and year it says it is, and nothing else."""
        return Submission(Information(station=self.station, year=self.year))

    def earlier(self) -> Earlier:
        """Raises `NotCompared`."""
        return unpack_compared(self.compared, self.name.rsplit("/", 1)[-1])


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
            "SELECT station, year, file, compared FROM workbooks WHERE standing = 'current' ORDER BY station_key, year"
        )
        return [Kept(*row) for row in rows]


def earlier_of(submission: Submission, kept: Sequence[Kept]) -> list[Earlier]:
    """Those of the same station, as far as its name tells; one that cannot be read is left out."""
    found = []
    for each in kept:
        if same_station(submission, each.submission) in ("same", "alike"):
            with suppress(NotCompared):
                found.append(each.earlier())
    return found

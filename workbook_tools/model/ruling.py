"""核定: what the office itself decides on a station's score, and how that stands beside the other two scores."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Ruling(NamedTuple):
    """One line of the office's table 核定: of a station, or of one of its indicators (`indicator` "": of the whole)."""

    station: str
    year: str  # "" where the office wrote none: of whatever year the station reports
    indicator: str
    score: Decimal | None
    opinion: str
    by: str
    on: date | None
    sheet: str
    cell: str


class RulingResult(NamedTuple):
    """A ruling beside 自评 and what was computed. A score is None where it is not known; nothing is overwritten."""

    ruling: Ruling
    name: str  # of the indicator; "" for the whole
    self_score: Decimal | None
    computed: Decimal | None
    known: bool = True  # False: the station has no such indicator

    @property
    def difference(self) -> Decimal | None:
        """核定 less computed."""
        if self.ruling.score is None or self.computed is None:
            return None
        return self.ruling.score - self.computed

"""What a spreadsheet's own functions see in a ledger, taken while it is read: the basis of the mark of stale results.

The rows are taken as they stand, 合计 rows and figures written as text among them, as SUM and EXACT take them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from workbook_tools.model import LEDGER_WEIGHTS, LedgerMark
from workbook_tools.model.fields import COLUMNS, LedgerField
from workbook_tools.reading.pieces import ColumnOfPiece

COMPARED: tuple[LedgerField, ...] = tuple(
    cast("LedgerField", column.field) for column in COLUMNS["ledger"] if column.stale and not column.out
)
SUMMED: tuple[LedgerField, ...] = ("date", *LEDGER_WEIGHTS)
MOST_NAMES = 40  # indicators of which each is compared on its own
MOST_TEXTS = 400  # different texts of another column
MOST_COMPARISONS = 400_000  # cells that a spreadsheet has to look at for the names of indicators, or for a column
_NO_COLUMN = ColumnOfPiece([])
_DAY_ZERO = {False: dt.date(1899, 12, 30).toordinal(), True: dt.date(1904, 1, 1).toordinal()}


class LedgerMarks:
    """Collects the marks of a ledger, piece by piece."""

    def __init__(self, *, date1904: bool = False) -> None:
        self._day_zero = _DAY_ZERO[date1904]
        self._rows = 0
        self._sums: dict[LedgerField, float] = dict.fromkeys(SUMMED, 0.0)
        self._letters: dict[LedgerField, int] = dict.fromkeys(COMPARED, 0)
        self._texts: dict[LedgerField, Counter[str]] = {field: Counter() for field in COMPARED if field != "indicator"}
        self._names: dict[str, float] | None = {}

    def take(self, columns: Mapping[LedgerField, ColumnOfPiece]) -> None:
        self._rows += max((len(column.values) for column in columns.values()), default=0)
        for field in SUMMED:
            if field in columns:
                self._sums[field] += self._sum(columns[field])
        for field in COMPARED:
            column = columns.get(field, _NO_COLUMN)
            texts = _texts(column)
            self._letters[field] += sum(_excel_length(text) * times for text, times in texts.items())
            if field == "indicator":
                self._take_names(column.values, texts, columns)
            elif field in self._texts:
                self._texts[field] += texts
                if self._too_many(len(self._texts[field]), MOST_TEXTS):
                    del self._texts[field]

    def mark(self) -> LedgerMark:
        return LedgerMark(self._sums, self._letters, self._texts, self._names or {})

    def _too_many(self, texts: int, most: int) -> bool:
        return texts > most or texts * self._rows > MOST_COMPARISONS

    def _sum(self, column: ColumnOfPiece) -> float:
        """What SUM gives: numbers and days added up, each different one once; no truth values, of which True is 1."""
        times = column.times
        if bool in column.kinds:
            times = Counter(value for value in column.values if not isinstance(value, bool))
        return sum(_number(value, self._day_zero) * count for value, count in times.items())

    def _take_names(
        self, names: Sequence[object], texts: Mapping[str, int], columns: Mapping[LedgerField, ColumnOfPiece]
    ) -> None:
        known = self._names
        if known is None:
            return
        for text, times in texts.items():
            if text.strip():
                known[text] = known.get(text, 0) + times
        if self._too_many(len(known), MOST_NAMES):
            self._names = None
            return
        places: dict[object, list[int]] = {name: [] for name in texts if name in known}
        for place, name in enumerate(names):
            if name in places:
                places[name].append(place)
        for field, weight in LEDGER_WEIGHTS.items():
            if field in columns:
                figure = _numbers(columns[field], self._day_zero).__getitem__
                for name, own in places.items():
                    known[cast("str", name)] += weight * sum(map(figure, own))


def _texts(column: ColumnOfPiece) -> Counter[str]:
    """Each text that stands in a column, and in how many cells."""
    if str not in column.kinds:
        return Counter()
    return Counter({value: times for value, times in column.times.items() if isinstance(value, str) and value})


def _numbers(column: ColumnOfPiece, day_zero: int) -> Sequence[float]:
    """What SUM adds: numbers and days, no truth values. Most columns hold numbers alone and are taken as they are."""
    if column.kinds == {float}:
        return column.values
    if bool in column.kinds:  # True equals 1
        return [_number(value, day_zero) for value in column.values]
    known = {value: _number(value, day_zero) for value in column.different}
    return list(map(known.__getitem__, column.values))


def _number(value: object, day_zero: int) -> float:
    if type(value) in (int, float):
        return float(value)  # type: ignore[arg-type]
    if isinstance(value, dt.datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return value.toordinal() - day_zero + seconds / 86_400
    if isinstance(value, dt.date):
        return float(value.toordinal() - day_zero)
    return 0.0


def _excel_length(text: str) -> int:
    """LEN counts UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

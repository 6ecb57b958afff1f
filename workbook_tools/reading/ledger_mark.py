"""What a spreadsheet's own functions see in a ledger, taken while it is read: the basis of the mark of stale results.

The rows are taken as they stand, 合计 rows and figures written as text among them, as SUM and EXACT take them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from workbook_tools.model import LEDGER_WEIGHTS, LedgerMark
from workbook_tools.model.fields import LedgerField

MOST_NAMES = 40  # indicators of which each is compared on its own
MOST_COMPARISONS = 400_000  # cells that a spreadsheet has to look at for that


class LedgerMarks:
    """Collects the marks of a ledger, piece by piece."""

    def __init__(self) -> None:
        self._rows = 0
        self._sums = dict.fromkeys(LEDGER_WEIGHTS, 0.0)
        self._letters = 0
        self._names: dict[str, float] | None = {}

    def take(self, columns: Mapping[LedgerField, Sequence[object]]) -> None:
        names = columns.get("indicator", ())
        self._rows += len(names)
        numbers = {field: _numbers(columns[field]) for field in LEDGER_WEIGHTS if field in columns}
        for field, column in numbers.items():
            self._sums[field] += sum(column)
        texts = Counter([name for name in names if isinstance(name, str)])
        self._letters += sum(_excel_length(text) * times for text, times in texts.items())
        self._take_names(names, texts, numbers)

    def mark(self) -> LedgerMark:
        return LedgerMark(self._sums, self._letters, self._names or {})

    def _take_names(
        self, names: Sequence[object], texts: Mapping[str, int], numbers: Mapping[LedgerField, Sequence[float]]
    ) -> None:
        known = self._names
        if known is None:
            return
        for text, times in texts.items():
            if text.strip():
                known[text] = known.get(text, 0) + times
        if len(known) > MOST_NAMES or len(known) * self._rows > MOST_COMPARISONS:
            self._names = None
            return
        places: dict[object, list[int]] = {name: [] for name in texts if name in known}
        for place, name in enumerate(names):
            if name in places:
                places[name].append(place)
        for field, column in numbers.items():
            weight = LEDGER_WEIGHTS[field]
            for name, own in places.items():
                total = known[cast("str", name)]
                for place in own:
                    total += weight * column[place]
                known[cast("str", name)] = total


def _numbers(column: Sequence[object]) -> Sequence[float]:
    """What SUM adds: numbers only, and no truth values. Most columns hold nothing else and are taken as they are."""
    kinds = set(map(type, column))
    if kinds == {float}:
        return cast("Sequence[float]", column)
    if bool in kinds:  # True equals 1
        return [_number(value) for value in column]
    known = {value: _number(value) for value in set(column)}
    return list(map(known.__getitem__, column))


def _number(value: object) -> float:
    return float(value) if type(value) in (int, float) else 0.0  # type: ignore[arg-type]


def _excel_length(text: str) -> int:
    """LEN counts UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

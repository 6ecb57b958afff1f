"""A table in the making: one row at a time, and nothing held of it but figures and shared texts."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from workbook_tools.report.blocks import printable

NAN = float("nan")
PATHS = ("文件",)  # as they are: a name may hold what no document can


class Columns:
    """A table in the making. Figures are machine numbers (unknown: NaN); a text that comes often is held once."""

    def __init__(self, texts: Sequence[str], numbers: Sequence[str]) -> None:
        self.texts: dict[str, list[str | None]] = {name: [] for name in texts}
        self.numbers: dict[str, array[float]] = {name: array("d") for name in numbers}
        self._known: dict[str, str] = {}

    def add(self, values: Mapping[str, Any]) -> None:
        for name, texts in self.texts.items():
            value = values[name]
            if value is None:
                texts.append(None)
                continue
            shown = value if name in PATHS else printable(value)
            texts.append(self._known.setdefault(shown, shown))
        for name, numbers in self.numbers.items():
            value = values[name]
            numbers.append(NAN if value is None else float(value))

    def __len__(self) -> int:
        return len(next(iter(self.texts.values())))

    def data(self) -> dict[str, Any]:
        import numpy

        return {**self.texts, **{name: numpy.frombuffer(column) for name, column in self.numbers.items()}}

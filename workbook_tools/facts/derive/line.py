"""How facts are made: the common columns once, the kind's unit from its own table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.facts.fact import Fact, Workbook
from workbook_tools.facts.kinds import KINDS
from workbook_tools.facts.names import Aliases

Figure = Decimal | int | None


class Of(NamedTuple):
    """What a fact is of: the columns between year and kind, and its unit where the kind has none of its own."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    item: str = ""
    indicator_id: str = ""
    unit: str = ""
    period: str = ""


THE_WHOLE = Of()


class Lines:
    """The facts of one workbook in the making."""

    def __init__(self, workbook: Workbook, aliases: Aliases) -> None:
        self.facts: list[Fact] = []
        self.aliases = aliases
        self._workbook = workbook

    def add(
        self, kind: str, value: Figure, of: Of = THE_WHOLE, place: tuple[str, str] = ("", ""), state: str = "",
        unit: str = "",
    ) -> None:  # fmt: skip
        """A figure, also one that is unknown."""
        station, street, year, digest = self._workbook
        self.facts.append(
            Fact(
                station, street, year, of.period, of.level1, of.level2, of.level3, of.item, of.indicator_id, kind,
                None if value is None else Decimal(value), KINDS[kind].unit or unit or of.unit, state, *place, digest,
            )
        )  # fmt: skip

    def add_known(
        self,
        figures: Iterable[tuple[str, Figure]],
        of: Of = THE_WHOLE,
        place: tuple[str, str] = ("", ""),
        state: str = "",
    ) -> None:
        """Those of the figures that are known."""
        for kind, value in figures:
            if value is not None:
                self.add(kind, value, of, place, state)

    def say(self, kind: str, word: str | date | None, of: Of = THE_WHOLE, place: tuple[str, str] = ("", "")) -> None:
        """A word or a day; nothing where there is none."""
        if word:
            self.add(kind, None, of, place, word if isinstance(word, str) else word.isoformat())

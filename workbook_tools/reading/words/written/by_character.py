"""What is to be tried on a text, by the characters that it has: most that a cell might say needs one that few have."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")


class ByCharacter(Generic[T]):
    """Things in an order, each with characters of which every text has one that it is for; "" where it is for any."""

    def __init__(self, table: Iterable[tuple[str, T]]) -> None:
        self.table = tuple(table)
        for_any = [place for place, (characters, _) in enumerate(self.table) if not characters]
        self._places: dict[str, list[int]] = {}
        for place, (characters, _) in enumerate(self.table):
            for character in characters:
                self._places.setdefault(character, []).append(place)
        self._characters = frozenset(self._places)
        self._for_any = for_any
        self._picked = lru_cache(maxsize=1024)(self._pick)  # texts with the same few signs are met over and over

    def for_text(self, text: str) -> Iterable[T]:
        """Those that a text may need, in their order."""
        return self._picked(self._characters.intersection(text))

    def _pick(self, characters: frozenset[str]) -> Iterable[T]:
        places = set(self._for_any).union(*map(self._places.__getitem__, characters))
        return [self.table[place][1] for place in sorted(places)]

"""What is to be tried on a text, by the characters that it has: most that a cell might say needs one that few have."""

from collections.abc import Iterable
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
                self._places.setdefault(character, for_any.copy()).append(place)
        self._characters = frozenset(self._places)
        self._for_any = [self.table[place][1] for place in for_any]

    def for_text(self, text: str) -> Iterable[T]:
        """Those that a text may need, in their order."""
        here = self._characters.intersection(text)
        if not here:
            return self._for_any
        places = set().union(*map(self._places.__getitem__, here))
        return [self.table[place][1] for place in sorted(places)]

"""What a formula reads: cells, areas, whole columns and rows, names, other sheets. Texts in quotes are skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from workbook_tools.basis.cell_references import LAST_COLUMN, LAST_ROW, Area, column_letters, column_number
from workbook_tools.basis.lazy_pattern import lazy_pattern

Reference = tuple[str, Area]  # the folded name of the sheet, and the area
_TOKEN = lazy_pattern(
    r"""
    (?P<text>"(?:[^"]|"")*+(?:"|\Z))
  | (?P<sheet>(?:'(?:[^']|'')++'|\[\d{1,9}\][^\s'!:(),+*/<>=&^-]{0,64}+
        |[^\W\d][\w.]{0,255}+(?::[^\W\d][\w.]{0,255}+)?)!)?
    (?:
        (?P<cells>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?)(?![\w(.!])
      | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.!])
      | (?P<rows>\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})(?![\w(.!])
      | (?P<function>[^\W\d][\w.]*+)\(
      | (?P<name>[^\W\d][\w.\\?]*)
      | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    )
  | (?P<quoted>'(?:[^']|'')*+(?:'|\Z)) # no sheet's name
    """,
    re.VERBOSE,
)
_ANCHOR = lazy_pattern(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})")
_COLUMN_ANCHOR = lazy_pattern(r"(\$?)([A-Za-z]{1,3})")
_ROW_ANCHOR = lazy_pattern(r"(\$?)([1-9]\d{0,6})")
_LOOK_UP_BY_TEXT = frozenset({"indirect", "offset"})


class SheetNames:
    """The sheets of a workbook in their order, to be found by name."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._folded = [sheet.casefold() for sheet in sheets]
        self._places = {name: place for place, name in reversed(list(enumerate(self._folded)))}

    def named_by(self, prefix: str | None, own: str) -> Sequence[str]:
        """Folded names of what a prefix names: one, a span of them (甲:丙!A1), or none when it leads elsewhere."""
        if not prefix:
            return (own,)
        name = prefix[:-1]
        if name.startswith("'"):
            name = name[1:-1].replace("''", "'")
        if "[" in name:
            return ()
        folded = name.casefold()
        first, _, last = folded.partition(":")
        if last and first in self._places and last in self._places:
            ends = sorted((self._places[first], self._places[last]))
            return self._folded[ends[0] : ends[1] + 1]
        return (folded,)


def references(
    formula: str, sheet: str, sheets: SheetNames, named: Callable[[str], str | None] = lambda _: None
) -> Iterator[Reference | None]:
    """Every area that a formula of `sheet` reads. None: it looks cells up by a text, so it may read anything.

    `named` gives what a name stands for, and is asked for names in small letters only.
    """
    waiting, seen, own = [formula], set[str](), sheet.casefold()
    while waiting:
        for match in _TOKEN.finditer(waiting.pop()):
            if match["text"] or match["quoted"]:
                continue
            if match["function"]:
                if match["function"].casefold() in _LOOK_UP_BY_TEXT:
                    yield None
            elif match["name"]:
                key = match["name"].casefold()
                if key not in seen and (meaning := named(key)) is not None:
                    seen.add(key)
                    waiting.append(meaning)
            elif (area := _area(match)) is not None:
                for other in sheets.named_by(match["sheet"], own):
                    yield other, area


def shifted(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads some rows and columns away: relative references move, absolute ones stay."""

    def move(match: re.Match[str]) -> str:
        whole, sheet = match[0], match["sheet"] or ""
        if match["cells"]:
            return sheet + _ANCHOR.sub(lambda m: _moved_cell(m, rows, columns), match["cells"])
        if match["columns"]:
            return sheet + _COLUMN_ANCHOR.sub(lambda m: m[1] + _moved_column(m[1], m[2], columns), match["columns"])
        if match["rows"]:
            return sheet + _ROW_ANCHOR.sub(lambda m: m[1] + _moved_row(m[1], m[2], rows), match["rows"])
        return whole

    return _TOKEN.sub(move, formula)


def _moved_cell(match: re.Match[str], rows: int, columns: int) -> str:
    return match[1] + _moved_column(match[1], match[2], columns) + match[3] + _moved_row(match[3], match[4], rows)


def _moved_column(fixed: str, letters: str, by: int) -> str:
    return letters if fixed else column_letters((column_number(letters) - 1 + by) % LAST_COLUMN + 1)


def _moved_row(fixed: str, number: str, by: int) -> str:
    return number if fixed else str((int(number) - 1 + by) % LAST_ROW + 1)


def _area(match: re.Match[str]) -> Area | None:
    if match["cells"]:
        ends = [(int(m[4]), column_number(m[2])) for m in _ANCHOR.finditer(match["cells"])]
    elif match["columns"]:
        letters = [column_number(m[2]) for m in _COLUMN_ANCHOR.finditer(match["columns"])]
        ends = [(1, letters[0]), (LAST_ROW, letters[1])]
    elif match["rows"]:
        numbers = [int(m[2]) for m in _ROW_ANCHOR.finditer(match["rows"])]
        ends = [(numbers[0], 1), (numbers[1], LAST_COLUMN)]
    else:
        return None
    (top, left), (bottom, right) = ends[0], ends[-1]
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

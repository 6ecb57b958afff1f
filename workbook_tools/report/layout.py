"""How the tables of the narrative are laid out, for Word and HTML alike: widths, sides, cells that grow together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from workbook_tools.report.blocks import Table


class TableLook(NamedTuple):
    """Relative column widths; sides as letters (l, c, r); columns whose equal neighbours become one cell."""

    widths: tuple[int, ...]
    sides: str
    merged: int = 0  # as many columns from the left, each inside of the one before
    small: bool = False

    @property
    def character(self) -> int:
        """The width of a Chinese character in twentieths of a point; a digit takes half of it."""
        return 180 if self.small else 210

    @property
    def total(self) -> int:
        return sum(self.widths)


_SHORTEST = 4  # characters: a column of dashes still has a head
_LEAST, _MOST = 0.65, 2.0  # how far a column may give or take
_SPARE = 0.35  # the part of their width that columns of words give to long figures
PADDING = 160  # twentieths of a point that a cell's margins and borders take
_FEW_ROWS, _FEW_LINES = 6, 10  # a fifth of a page

_LOOKS = {
    "tranches": TableLook((14, 12, 24, 16, 16, 24), "lrlrrl"),
    "tranches_working": TableLook((9, 8, 11, 11, 10, 10, 12, 29), "lrllrrll", small=True),
    "shares": TableLook((26, 14, 12, 14, 14, 20), "llrrrl", small=True),
    "letter": TableLook((6, 9, 18, 37, 30), "rclll", small=True),
    "rectification": TableLook((28, 34, 20, 9, 9), "lllcc", small=True),
    "evidence": TableLook((8, 40, 52), "rll", small=True),
    "gains": TableLook((30, 8, 9, 11, 42), "lrrrl", small=True),
    "costs": TableLook((20, 12, 12, 12, 12, 12, 12, 22), "lrrrrrrl", small=True),
    "ledger": TableLook((30, 15, 15, 15, 20), "lrrrr"),
    "pace": TableLook((30, 14, 12, 12, 14, 12, 10), "lrrrrrc", small=True),
    "hours": TableLook((34, 16, 16, 14, 20), "lrrrr", small=True),
    "workers": TableLook((16, 9, 10, 11, 12, 12, 12, 11, 8, 11), "lrrrrrrrrr", small=True),
    "months": TableLook((18, 10, 12, 12, 13, 13, 13, 12), "lrrrrrrr", small=True),
    "communities": TableLook((24, 10, 12, 12, 13, 13, 13, 12), "lrrrrrrr", small=True),
    "assessors": TableLook((9, 22, 8, 9, 11, 12, 17), "llrrrll", small=True),
    "levels": TableLook((26, 10, 14, 12, 13, 20), "lrrrrr"),
    "indicators": TableLook((9, 11, 15, 15, 17, 10, 7, 10, 12), "lllllrrrc", merged=3, small=True),
    "indicators_items": TableLook((7, 9, 12, 14, 14, 14, 9, 6, 8, 12), "llllllrrrc", merged=3, small=True),
    "years_totals": TableLook((18, 18, 12, 15, 14, 14, 12), "lrcrrrr", small=True),
    "years": TableLook((19, 12, 12, 12, 12, 12, 12, 11, 9), "lllllrrrr", small=True),
    "years_lists": TableLook((16, 11, 9, 12, 13, 12, 13, 16), "lrrrrrrr", small=True),
    "effects": TableLook((12, 14, 26, 48), "llll", merged=2),
    "findings": TableLook((5, 6, 7, 15, 32, 28, 15), "rccllll", small=True),
    "district_spread": TableLook((26, 10, 10, 12, 12, 12, 12), "lrrrrrr", small=True),
    "district_rulings": TableLook((22, 14, 9, 9, 9, 9, 18, 10), "llrrrrlc", small=True),
    "district_ranking": TableLook((7, 28, 16, 11, 11, 13, 12), "rlrccrr", small=True),
    "district_missed": TableLook((32, 11, 11, 13, 16, 13), "lrrrrr", small=True),
    "district_funds": TableLook((36, 16, 16, 16, 14), "lrrrr", small=True),
    "district_due": TableLook((13, 6, 10, 10, 10, 10, 10, 9, 10, 9, 8, 8), "lrrrrrrrrrrr", small=True),
    "district_years": TableLook((12, 8, 12, 12, 18, 14, 14, 13, 12), "lrrrcrrrc", small=True),
    "district_contracts": TableLook((30, 14, 14, 14, 14, 14, 14), "lrrrrrr", small=True),
    "district_codes": TableLook((10, 10, 11, 10, 60), "ccrrl", small=True),
    "district_ledger": TableLook((32, 12, 14, 16, 14, 14), "lrrrrr", small=True),
    "district_failures": TableLook((34, 10, 56), "lcl", small=True),
    "list_people": TableLook((8, 11, 13, 9, 13, 14, 14, 14, 10), "clllllllr", small=True),
    "list_communities": TableLook((18, 10, 12, 10, 10, 11, 10, 10, 10), "lllrrrrrc", small=True),
    "list_areas": TableLook((26, 12, 12, 14, 14, 22), "lrrrrr", small=True),
    "list_resources": TableLook((14, 26, 10, 14, 24, 14), "lllrll", small=True),
    "list_volunteers": TableLook((30, 15, 12, 12, 14, 14), "llrrrr", small=True),
    "list_surveys": TableLook((18, 13, 12, 8, 8, 8, 8, 8, 8, 11, 11), "lllrrrrrrrr", small=True),
    "list_media": TableLook((14, 12, 46, 28), "llll", small=True),
    "list_items": TableLook((12, 13, 30, 8, 8, 8, 26), "lllrrrl", merged=2, small=True),
    "list_again": TableLook((30, 18, 22, 15, 22), "lllll", small=True),
    "list_task_sums": TableLook((28, 16, 16, 12, 9, 13, 12), "lrrrrrr", small=True),
    "list_workers": TableLook((16, 9, 9, 9, 9, 11, 12, 12, 13), "lrrrrrrrr", small=True),
    "task_worker": TableLook((34, 14, 14, 14, 16, 12), "lrrrrc"),
    "basis": TableLook((22, 13, 6, 10, 36, 20), "llrrll", small=True),
}


def look_of(table: Table) -> TableLook:
    known = _LOOKS.get(table.key)
    if known is not None and len(known.widths) == len(table.head):
        return known
    if table.key == "task_months":  # as many columns as there are months
        months = len(table.head) - 2
        return TableLook((26, *(7,) * months, 10), "l" + "r" * (months + 1), small=True)
    return TableLook((1,) * len(table.head), "l" * len(table.head))


def column_widths(table: Table, look: TableLook, width: int) -> list[int]:
    """Widths in twentieths of a point that add up to `width` or a little less.

    Columns of words give to each other by what they hold, and to columns of figures that would be broken otherwise.
    A column's demand is the length that nine of ten of its cells stay within; a single long cell does not count.
    The first of several merged levels holds its width: its words are few.
    """
    words = [column for column, side in enumerate(look.sides) if side == "l" and (column or look.merged < 2)]
    if not table.rows or len(words) < 2:
        return [width * part // look.total for part in look.widths]
    loads = {}
    for column in words:
        lengths = sorted([len(row[column][0]) for row in table.rows])
        loads[column] = max(lengths[len(lengths) * 9 // 10], _SHORTEST) / look.widths[column]
    usual = sum(loads.values()) / len(loads)
    room = sum(look.widths[column] for column in words)
    wanted = {
        column: look.widths[column] * min(max(math.sqrt(load / usual), _LEAST), _MOST) for column, load in loads.items()
    }
    scale = room / sum(wanted.values())
    shares = [wanted[column] * scale if column in wanted else part for column, part in enumerate(look.widths)]
    return _unbroken_figures(table, look, [int(width * share / look.total) for share in shares], words)


def _unbroken_figures(table: Table, look: TableLook, widths: list[int], words: list[int]) -> list[int]:
    """Columns of figures grow to their longest figure, as far as the columns of words can spare it."""
    lacking = {}
    for column, side in enumerate(look.sides):
        if side == "r":
            longest = max([len(row[column][0]) for row in table.rows])
            lacking[column] = max(longest * look.character // 2 + PADDING - widths[column], 0)
    lack, room = sum(lacking.values()), sum(widths[column] for column in words)
    if not lack:
        return widths
    taken = min(lack, int(room * _SPARE))
    return [
        part + lacking[column] * taken // lack if column in lacking
        else part - (part * taken // room + 1) if column in words
        else part
        for column, part in enumerate(widths)
    ]  # fmt: skip


def head_margin(words: str, width: int, character: int) -> int:
    """The margin on either side of a head cell that breaks its words in even lines (预算/金额, not 预算金/额).

    0 where they fit on one line, or break evenly as it is. Heads are short Chinese words, as wide as they are long.
    """
    fitting = max((width - PADDING) // character, 1)
    lines = -(-len(words) // fitting)
    even = -(-len(words) // lines)
    if lines == 1 or even == fitting:
        return 0
    return max((width - even * character - character // 3) // 2, 0)


def fits_together(table: Table, look: TableLook, widths: list[int]) -> bool:
    """A table so low that it is better moved to the next page as a whole than broken."""
    if len(table.rows) > _FEW_ROWS:
        return False
    lines = 1
    for row in table.rows:
        lines += max(
            _lines(cell[0], widths[column], look.character) for column, cell in enumerate(row) if column >= look.merged
        )
    return lines <= _FEW_LINES


def _lines(words: str, width: int, character: int) -> int:
    room = max(width - PADDING, character)
    if len(words) * character <= room and "\n" not in words:  # as most
        return 1
    return sum(max(math.ceil(_characters(line) * character / room), 1) for line in words.split("\n"))


def _characters(line: str) -> float:
    """How many Chinese characters are as wide: Latin letters and digits take half of one."""
    return sum(0.5 if character < "\u2000" else 1 for character in line)


def css_widths() -> str:
    """The column widths as rules of a style sheet: `table.levels col:nth-child(1){width:26.8%}`."""
    return "".join(
        f"table.{key} col:nth-child({number}){{width:{100 * width / look.total:.1f}%}}"
        for key, look in _LOOKS.items()
        for number, width in enumerate(look.widths, start=1)
    )


def spans(table: Table, look: TableLook) -> list[Sequence[int]]:
    """For each row the number of rows that each merged cell covers; 0 where the cell above covers it.

    A cell only grows as long as the cells to its left do, so the second level never reaches into another first level.
    """
    count = len(table.rows)
    covered = [[1] * look.merged for _ in range(count)]
    for column in range(look.merged):
        first = 0
        for row in range(1, count):
            same = all(table.rows[row][left][0] == table.rows[first][left][0] for left in range(column + 1))
            if same and table.rows[row][column][0].strip() not in ("", "—"):
                covered[row][column] = 0
                covered[first][column] += 1
            else:
                first = row
    return list(covered)

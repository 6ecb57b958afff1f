"""The answer to a press of the button, as the macro reads it: ASCII lines of fields parted by tabs.

protocol  1
icon      information · warning · error
message   what the message box says
block     sheet  top  left  rows  columns      then one `row` a row: kind and content of every cell
show      sheet  first  last  width      hidden columns that get results; the width in characters
look      sheet  top  left  rows  columns  row  column      the cells from there down lend the area their looks
format    sheet  top  left  rows  columns  number format
rendered  path of a workbook with the sheets of ours, as they shall look, formulas as values
result    sheet  mark  the sheet behind which it goes when it is new ("": last)  its filter  what is printed of it
          the area of its table, if it has one
button    sheet  caption  macro  left  top  width  height (points), where the sheet has none of that caption yet
remove    sheet of ours that has nothing to say any more
formulas  like block, for the sheets of ours
open      path of a workbook to open
end       number of the lines before it
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from workbook_tools.excel.macro import PROTOCOL, ascii_form
from workbook_tools.ooxml import Formula

Icon = Literal["information", "warning", "error"]
Record = tuple[str, ...]
Value = bool | int | float | Decimal | str | date | Formula | None
TRIES, MOMENT = 20, 0.02  # seconds
LONGEST_MESSAGE = 900  # characters; a message box of Excel cuts off after 1024
_EPOCH = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
# Text that Excel leaves alone when it is typed in: it begins with a Chinese character, and with no time of day.
_INERT = re.compile(r"(?![上下中]午)[\u4e00-\u9fff]")


def write_reply(path: Path, icon: Icon, message: str, records: Iterable[Record] = ()) -> None:
    """Write the answer whole: it appears under its name only when it is complete."""
    lines = [
        record_line("protocol", str(PROTOCOL)),
        record_line("icon", icon),
        record_line("message", ascii_form(shortened(message))),
        *("\t".join(record) for record in records),
    ]
    lines.append(record_line("end", str(len(lines))))
    replace_text(path, "\r\n".join(lines) + "\r\n")  # Line Input of VBA ends a line at CR


def replace_text(path: Path, text: str) -> None:
    """Write an ASCII file beside its place and move it there.

    On Windows a file cannot be moved in the moment in which the macro reads the one before, or a virus scanner looks.
    """
    part = path.with_name(path.name + ".part")
    part.write_bytes(text.encode("ascii"))
    for _ in range(TRIES):
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(MOMENT)
        else:
            return
    part.replace(path)


def record_line(*fields: str) -> str:
    return "\t".join(fields)


def text_field(text: str) -> str:
    return ascii_form(text)


def block(
    kind: Literal["block", "formulas"], sheet: str, area: tuple[int, int], rows: Sequence[Record]
) -> list[Record]:
    """The records of a block: `area` is its first row and column, `rows` its cells as `value_field` writes them."""
    head = (kind, ascii_form(sheet), *(str(n) for n in (*area, len(rows), len(rows[0]))))
    return [head, *(("row", *row) for row in rows)]


def value_field(value: Value, *, date1904: bool = False) -> str:
    """One cell: its kind and its content. Text that Excel would take for a number, a date or a formula is marked."""
    if value is None or value == "":
        return "e"
    if isinstance(value, Formula):
        return "f" + ascii_form(value.text.removeprefix("="))
    if isinstance(value, bool):
        return "b1" if value else "b0"
    if isinstance(value, date):
        return f"n{value.toordinal() - (_EPOCH_1904 if date1904 else _EPOCH)}"
    if isinstance(value, int | float | Decimal):
        return "n" + (format(value, "f") if isinstance(value, Decimal) else repr(value).upper())
    return ("s" if _INERT.match(value) else "q") + ascii_form(value)


def shortened(message: str) -> str:
    """A message that fits into a message box."""
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"

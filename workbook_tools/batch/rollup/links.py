"""A cell of a table that leads somewhere."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A text that leads to a cell of a file below the roll-up; to the file alone where `cell` is ""."""

    text: str
    path: str
    sheet: str = ""
    cell: str = ""

    @property
    def location(self) -> str:
        """The cell as a link names it: '绩效指标'!P21; "" for the file alone."""
        if not self.cell:
            return ""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.cell}"

"""How the cells of 汇总.xlsx look: formats by what they are for, each made once."""

from __future__ import annotations

from typing import Any

from workbook_tools.batch.rollup.table_sheet import RollupColumn

FONT = "等线"
NAVY, _LINE, _INK, _QUIET = "#1F4B7F", "#D5DBE3", "#1D2733", "#566372"
_NUMBERS = {
    "whole": "#,##0", "score": "0.00", "amount": "#,##0.00##", "percent": "0.00%", "figure": "General",
    "hours": "#,##0.0#",
}  # fmt: skip


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        properties = {"font_name": FONT, "font_size": 10, "font_color": _INK, "valign": "vcenter", **properties}
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Any:
        return self.of(font_size=16, bold=True, font_color=NAVY)

    @property
    def note(self) -> Any:
        return self.of(font_color=_QUIET, text_wrap=True, valign="top")

    @property
    def head(self) -> Any:
        return self.of(
            bold=True, font_color="#FFFFFF", bg_color=NAVY, align="center", text_wrap=True, border=1,
            border_color="#FFFFFF",
        )  # fmt: skip

    def cell(self, column: RollupColumn) -> Any:
        look: dict[str, Any] = {"bottom": 1, "bottom_color": _LINE}
        if column.kind in _NUMBERS:
            look["num_format"] = _NUMBERS[column.kind]
        elif column.kind in ("word", "link"):
            look["align"] = "center"
        elif column.kind == "text":
            look["indent"] = 1
        elif column.kind == "long" or column.kind == "place":
            look |= {"text_wrap": True, "indent": 1}
        if column.kind in ("link", "place"):
            look |= {"font_color": "#1F5FA8", "underline": 1}
        return self.of(**look)

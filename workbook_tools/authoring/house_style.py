"""The look of an authored workbook: one place for fonts, tints and number formats."""

from __future__ import annotations

from typing import Any

from workbook_tools.model.fields import Kind

BODY_FONT = "宋体"
HEADING_FONT = "黑体"
INPUT_FILL = "#FFF9E1"  # soft yellow: staff fill it
COMPUTED_FILL = "#EDEDED"  # grey: the program fills it
HEADER_FILL = "#DCE6F1"
COMPUTED_HEADER_FILL = "#D0D0D0"
SECTION_FILL = "#1F4E79"
WARNING_FILL = "#F8CBAD"  # missing or unmet
DOUBT_FILL = "#FFE699"  # could not be judged, or has to be explained
ERROR_FILL = "#FF9B93"  # cannot be right
EXAMPLE_COLOR = "#7F7F7F"  # of the text of an example
LINE = "#A6A6A6"

NUMBER_FORMATS: dict[Kind, str] = {
    "text": "General",
    "centred": "General",
    "figure": "General",
    "number": "General",
    "money": "#,##0.00##",
    "rate": "0.00%",
    "share": "0.0%",
    "score": "0.00",
    "date": "yyyy-mm-dd",
}
CENTRED: frozenset[Kind] = frozenset({"centred", "figure", "date"})
RIGHT: frozenset[Kind] = frozenset({"number", "money", "rate", "share", "score"})

_BASE: dict[str, Any] = {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter"}
_BOXED = {**_BASE, "border": 1, "border_color": LINE, "text_wrap": True}
_PROSE = {**_BOXED, "font_size": 11, "indent": 1}
_HEADER = {**_BOXED, "font_name": HEADING_FONT, "align": "center"}


class HouseStyle:
    """Hands out the formats of one XlsxWriter workbook, each made once.

    guided: its sheets carry what helps to fill them in, as those of the blank workbook do.
    """

    def __init__(self, book: Any, *, guided: bool = False) -> None:
        self.guided = guided
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def title(self) -> Any:
        return self._format(**_BASE | {"font_name": HEADING_FONT, "font_size": 16, "align": "center", "locked": False})

    def note(self) -> Any:
        return self._format(**_BASE | {"font_color": "#595959", "text_wrap": True, "align": "left", "locked": False})

    def band(self, computed: bool) -> Any:
        fill, color = (COMPUTED_HEADER_FILL, "#C00000") if computed else (INPUT_FILL, "#7F6000")
        return self._format(**_BOXED | {"bg_color": fill, "font_color": color, "align": "center", "locked": computed})

    def header(self, computed: bool = False) -> Any:
        fill = COMPUTED_HEADER_FILL if computed else HEADER_FILL
        return self._format(**_HEADER | {"bg_color": fill, "locked": computed})

    def section(self) -> Any:
        return self._format(
            **_HEADER | {"bg_color": SECTION_FILL, "font_color": "#FFFFFF", "align": "left", "indent": 1}
        )

    def label(self, required: bool = False) -> Any:
        return self._format(**_BOXED | {"bg_color": HEADER_FILL, "bold": required, "indent": 1})

    def hint(self) -> Any:
        return self._format(**_BOXED | {"font_color": "#7F7F7F", "font_size": 9, "indent": 1})

    def input(
        self,
        kind: Kind,
        number_format: str = "",
        left: bool = False,
        printed: bool = False,
        example: bool = False,
        doubtful: bool = False,
    ) -> Any:
        """A cell that staff fill. `left`: on the left whatever its kind; `printed`: not tinted; `example`: in grey.

        `doubtful`: somebody has to look at it.
        """
        shown = number_format or NUMBER_FORMATS[kind]
        fill = DOUBT_FILL if doubtful else INPUT_FILL
        look = {"num_format": shown, "locked": False} | ({} if printed and not doubtful else {"bg_color": fill})
        look |= {"italic": True, "font_color": EXAMPLE_COLOR} if example else {}
        return self._format(**_BOXED | look | _alignment("text" if left else kind))

    def computed(self, kind: Kind) -> Any:
        return self._format(
            **_BOXED
            | {"bg_color": COMPUTED_FILL, "num_format": NUMBER_FORMATS[kind], "locked": True}
            | _alignment(kind)
        )

    def total(self, kind: Kind, computed: bool) -> Any:
        fill = COMPUTED_FILL if computed else HEADER_FILL
        return self._format(
            **_HEADER | {"bg_color": fill, "num_format": NUMBER_FORMATS[kind], "locked": computed} | _alignment(kind)
        )

    def free(self) -> Any:
        """Cells outside the table: the staff's own, even on a protected sheet."""
        return self._format(**_BASE | {"locked": False})

    def quoted(self, fill: str = "") -> Any:
        """A cell that tells of another one."""
        return self._format(**_BOXED | {"font_size": 9, "valign": "top"} | ({"bg_color": fill} if fill else {}))

    def term(self) -> Any:
        return self._format(**_PROSE | {"font_name": HEADING_FONT, "bg_color": HEADER_FILL})

    def prose(self) -> Any:
        return self._format(**_PROSE)

    def sample(self, fill: str) -> Any:
        return self._format(**_PROSE | {"font_name": HEADING_FONT, "bg_color": fill})

    def warning(self) -> Any:
        """For conditional formats: something is missing or unmet."""
        return self._format(bg_color=WARNING_FILL)

    def doubt(self) -> Any:
        """For conditional formats: could not be judged."""
        return self._format(bg_color=DOUBT_FILL)

    def tint(self, fill: str) -> Any:
        """For conditional formats: a finding names the cell."""
        return self._format(bg_color=fill)

    def link(self) -> Any:
        """A term that leads to its sheet."""
        return self._format(
            **_PROSE | {"font_name": HEADING_FONT, "bg_color": HEADER_FILL, "font_color": "#0563C1", "underline": 1}
        )


def _alignment(kind: Kind) -> dict[str, Any]:
    if kind in CENTRED:
        return {"align": "center"}
    if kind in RIGHT:  # wrapped, a figure would lose its indent in LibreOffice
        return {"align": "right", "indent": 1, "text_wrap": False}
    return {"align": "left", "indent": 1}

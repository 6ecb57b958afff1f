"""How the sheets of ours look: one small set of styles, quiet enough to print in grey."""

from __future__ import annotations

from decimal import Decimal

from workbook_tools.basis.severities import Severity
from workbook_tools.basis.states import State, TrancheState
from workbook_tools.ooxml import Style

FONT = "微软雅黑"
INK, QUIET, LINE = "1F2A37", "5B6673", "C9D1DA"
NAVY, BAND, PALE = "1F3A5F", "E8EEF5", "F7F9FB"
GOOD, OVER, BAD, OPEN = "E3F1E7", "E1ECF7", "FBE3DF", "FFF3D6"
STATE_FILLS = {State.DONE: GOOD, State.EXCEEDED: OVER, State.NOT_DONE: BAD, State.UNJUDGED: OPEN}
SEVERITY_FILLS = {Severity.ERROR: BAD, Severity.WARNING: OPEN, Severity.HINT: OVER}


def look(**settings: object) -> Style:
    """A style in the house font, dark on white."""
    return Style(**{"font_name": FONT, "size": 10, "color": INK, "vertical": "center", **settings})  # type: ignore[arg-type]


TITLE = look(size=18, bold=True, color=NAVY)
SUBTITLE = look(color=QUIET)
BANNER = look(bold=True, size=11, color=NAVY, fill=PALE, indent=1)
SECTION = look(bold=True, size=12, color=NAVY)
CARD_LABEL = look(size=9, color=QUIET, fill=BAND, horizontal="center")
CARD_VALUE = look(size=16, bold=True, color=NAVY, fill=BAND, horizontal="center", number_format="0.00")
CARD_TEXT = look(size=13, bold=True, color=NAVY, fill=BAND, horizontal="center", wrap=True)
CARD_NOTE = look(size=9, color=QUIET, fill=BAND, horizontal="center", wrap=True)
HEAD = look(bold=True, color="FFFFFF", fill=NAVY, horizontal="center", wrap=True, border="thin", border_color=LINE)
BODY = look(border="thin", border_color=LINE, wrap=True, indent=1, horizontal="left")
CENTRE = look(border="thin", border_color=LINE, horizontal="center", wrap=True)
LINK = look(border="thin", border_color=LINE, horizontal="center", color="1F5FA8", underline=True, wrap=True)
SCORE = look(border="thin", border_color=LINE, number_format="0.00")
RATE = look(border="thin", border_color=LINE, number_format="0.00%")
AMOUNT = look(border="thin", border_color=LINE, number_format="#,##0.00##")
DAY = look(border="thin", border_color=LINE, number_format="yyyy-mm-dd", horizontal="center")
TOTAL_TEXT = look(border="thin", border_color=LINE, bold=True, fill=BAND, indent=1, horizontal="left")
TOTAL_SCORE = look(border="thin", border_color=LINE, bold=True, fill=BAND, number_format="0.00")
TOTAL_RATE = look(border="thin", border_color=LINE, bold=True, fill=BAND, number_format="0.00%")
TOTAL_AMOUNT = look(border="thin", border_color=LINE, bold=True, fill=BAND, number_format="#,##0.00##")
NOTE = look(size=9, color=QUIET, wrap=True)
STATES = {
    state: look(border="thin", border_color=LINE, horizontal="center", fill=fill) for state, fill in STATE_FILLS.items()
}
SEVERITIES = {
    severity: look(border="thin", border_color=LINE, horizontal="center", bold=True, fill=fill)
    for severity, fill in SEVERITY_FILLS.items()
}
CARD_RATE = look(size=16, bold=True, color=NAVY, fill=BAND, horizontal="center", number_format="0.00%")
TOTAL_WRAP = look(border="thin", border_color=LINE, fill=BAND, wrap=True, indent=1, horizontal="left")
SIGNED = look(border="thin", border_color=LINE, number_format="+0.00;-0.00;0.00")
COUNT = look(border="thin", border_color=LINE, number_format="#,##0")
# A format such as #,##0.#### leaves a point behind whole numbers in Excel, so each figure gets the one that fits it.
FRACTION = look(border="thin", border_color=LINE, number_format="#,##0.0###")
TOTAL_FRACTION = look(border="thin", border_color=LINE, bold=True, fill=BAND, number_format="#,##0.0###")
MEAN = look(border="thin", border_color=LINE, number_format="#,##0.00")
TOTAL_COUNT = look(border="thin", border_color=LINE, bold=True, fill=BAND, number_format="#,##0")
WORTH = look(border="thin", border_color=LINE, number_format="0.0000")
TRANCHE_FILLS = {
    TrancheState.NOT_TRIGGERED: PALE,
    TrancheState.CLAIMABLE: OVER,
    TrancheState.DUE: OPEN,
    TrancheState.PAID: GOOD,
    TrancheState.OVERDUE: BAD,
    TrancheState.REFUSED: BAD,
}
TRANCHE_STATES = {
    state: look(border="thin", border_color=LINE, horizontal="center", fill=fill)
    for state, fill in TRANCHE_FILLS.items()
}
PLACES = look(border="thin", border_color=LINE, horizontal="left", indent=1, wrap=True, color="1F5FA8", underline=True)
TRACED = {style.number_format: style for style in (SCORE, RATE, AMOUNT, FRACTION, DAY, COUNT, WORTH)}


def figure(value: Decimal | int | None, *, total: bool = False) -> Style:
    """The look of a figure that may or may not have decimals."""
    whole = value is None or value == int(value)
    if total:
        return TOTAL_COUNT if whole else TOTAL_FRACTION
    return COUNT if whole else FRACTION

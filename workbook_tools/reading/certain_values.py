"""Cell values of which there can be no two opinions: calamine reads from them what is read here.

Whatever programs differ on (times of day, days before March 1900, texts with blanks around them or escapes in them) has
no value here, and calamine is asked for it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

Value = float | str | bool | dt.date
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,17})?(?:E-?[0-9]{1,2})?")
_LONGEST_FIGURE = 40  # characters of either; workbooks hold the same days and counts over and over
_DAY = re.compile(r"[1-9][0-9]{1,6}")
_FIRST_DAY = dt.date(1899, 12, 30)
_DAYS = range(61, 2_958_466)  # from March 1900, before which programs disagree, to the end of 9999
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[(?:\$[^\[\]]*|Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]')
_SHOWS_NUMBER = re.compile(r"general|@|[0#?.,%()+\- ;/e]*")
_SHOWS_DAY = re.compile(r"(?=[m/\-. ]*+[dy])[dmy/\-. ]++(?:;@)?")
_BLANKS = " \t\n"


def certain_figure(raw: str, code: str) -> float | dt.date | None:
    """A number, or the day (counted from 1900) that it stands for under a number format; None where there is doubt."""
    return _known_figure(raw, code) if len(raw) <= _LONGEST_FIGURE else None


@lru_cache(maxsize=4096)
def _known_figure(raw: str, code: str) -> float | dt.date | None:
    shows = _shows(code)
    if shows == "number" and _NUMBER.fullmatch(raw):
        return float(raw)
    if shows == "day" and _DAY.fullmatch(raw) and int(raw) in _DAYS:
        return _FIRST_DAY + dt.timedelta(days=int(raw))
    return None


def is_certain_text(text: str, *, kept: bool = False) -> bool:
    """Whether a text reads the same everywhere. `kept`: it says that the blanks around it belong to it."""
    return "_x" not in text and "\r" not in text and (kept or text.strip(_BLANKS) == text)


@lru_cache(maxsize=256)
def _shows(code: str) -> str:
    """What a number format shows beyond doubt: "number", "day", or "" for one that takes a closer look."""
    bare = _LITERAL.sub("", code).casefold()
    if _SHOWS_DAY.fullmatch(bare):
        return "day"
    return "number" if _SHOWS_NUMBER.fullmatch(bare) else ""

"""What staff wrote in a finished workbook, read with openpyxl and a page of patterns: nothing of the package is used.

It knows the common ways of writing of DOMAIN §3 and says `Said("text")` to whatever else it meets.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

D = Decimal
AT_LEAST = ("≥", ">=", "大于等于", "不少于", "不低于", "不小于", "至少", "平均达到", "达到", ">")
AT_MOST = ("≤", "<=", "小于等于", "不超过", "不高于", "不多于", "不得高于", "不大于", "<")
_NUMBER = r"-?\d+(?:\.\d+)?"
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?(底)?(?:以前|之前|前)?(?:完成)?")
_SPAN = re.compile(rf"({_NUMBER})(%?)\s*[~\-—至]\s*({_NUMBER})(.*)")
_ITEM = re.compile(rf"(?:\d+[.、)])?\s*([^\d;]*?)({_NUMBER})([^;\d]*)")


@dataclass(frozen=True)
class Said:
    """A target or an actual: kind figure, range, day, word, list, blank or text."""

    kind: str
    text: str = ""
    sign: str = ""  # "≥" "≤" "=" or ""
    value: D | None = None
    low: D | None = None
    high: D | None = None
    unit: str = ""
    day: tuple[int | None, int, int | None] | None = None
    before: bool = False  # the month itself is too late
    items: tuple[tuple[str, Said], ...] = ()


@dataclass
class Sheet:
    """A table below its header: by header without blanks and brackets, and what stood in the brackets."""

    name: str
    columns: dict[str, int]
    units: dict[str, str]
    rows: list[dict[str, Any]] = field(default_factory=list)  # header → openpyxl cell, and "row"


def plain(value: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value if value is not None else "")).split())


def exact(value: object) -> D | None:
    """A number as it is written; None for other things."""
    if isinstance(value, bool) or not isinstance(value, int | float | D):
        return None
    return D(repr(value)) if isinstance(value, float) else D(value)


def read_sheet(book: Any, name: str, first: str) -> Sheet | None:
    """The table of a sheet whose header row has the column `first`."""
    if name not in book.sheetnames:
        return None
    found = None
    for cells in book[name].iter_rows():
        heads = [plain(cell.value) for cell in cells]
        if found is None:
            if any(head.split("(")[0] == first for head in heads):
                bare = {head.split("(")[0]: place for place, head in enumerate(heads) if head}
                units = {head.split("(")[0]: head.partition("(")[2].rstrip(")") for head in heads if "(" in head}
                found = Sheet(name, bare, units)
            continue
        row = {head: cells[place] for head, place in found.columns.items()}
        if any(cell.value is not None for cell in row.values()):
            found.rows.append({**row, "row": cells[0].row})
    return found


def pairs(book: Any, name: str = "基本信息") -> dict[str, Any]:
    """A sheet of labels in one cell and values in the next."""
    found = {}
    for cells in book[name].iter_rows(min_col=1, max_col=2):
        label = plain(cells[0].value).split("(")[0]
        if label and cells[1].value is not None:
            found[label] = cells[1].value
    return found


def day_of(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def said(cell: Any) -> Said:
    """What a target or an actual says."""
    value = cell.value
    figure = exact(value)
    if figure is not None:
        percent = "%" in (cell.number_format or "")
        return Said("figure", str(value), value=figure, unit="%" if percent else "")
    if (day := day_of(value)) is not None:
        return Said("day", str(day), day=(day.year, day.month, day.day))
    return said_text(plain(value))


def said_text(text: str) -> Said:
    if text in ("", "/", "-", "—", "无"):
        return Said("blank", text)
    if (match := _DAY.fullmatch(text)) is not None:
        year, month, dated, end = match.groups()
        before = "前" in text and not end and not dated
        return Said(
            "day", text, day=(int(year) if year else None, int(month), int(dated) if dated else None), before=before
        )
    if (entries := _entries(text)) is not None:
        return Said("list", text, items=entries)
    return _figure(text)


def _entries(text: str) -> tuple[tuple[str, Said], ...] | None:
    """`1.个案68个;2.小组30个` as labels and figures."""
    parts = [part for part in re.split("[;。]", text) if part]
    if len(parts) < 2:
        return None
    matches = [_ITEM.fullmatch(part) for part in parts]
    if any(match is None for match in matches):
        return None
    return tuple((m[1], _figure(m[2] + m[3])) for m in matches if m is not None)


def _figure(text: str) -> Said:
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", text).replace("﹦", "=")
    sign = ""
    for words, meant in ((AT_LEAST, "≥"), (AT_MOST, "≤"), (("=",), "=")):
        lead = next((word for word in words if bare.startswith(word)), "")
        if lead:
            bare, sign = bare[len(lead) :], meant
            break
    if (spread := re.fullmatch(rf"±({_NUMBER})%", bare)) is not None:
        return Said("range", text, low=-D(spread[1]) / 100, high=D(spread[1]) / 100, unit="%")
    if (span := _SPAN.fullmatch(bare)) is not None and not sign:
        low, high, unit = D(span[1]), D(span[3]), span[4]
        by = D(100) if unit == "%" else D(1)
        return Said("range", text, low=low / by, high=high / by, unit=unit)
    match = re.fullmatch(rf"({_NUMBER})(.*)", bare)
    if match is None:
        return Said("word" if len(text) <= 4 else "text", text)
    value, unit = D(match[1]), match[2]
    for tail, meant in (("及以上", "≥"), ("以上", "≥"), ("以内", "≤"), ("以下", "≤")):
        if unit.endswith(tail):
            unit, sign = unit.removesuffix(tail), sign or meant
            break
    if unit.startswith("%"):
        return Said("figure", text, sign, value / 100, unit="%")
    if len(unit) > 8:
        return Said("text", text)
    return Said("figure", text, sign, value, unit=unit)

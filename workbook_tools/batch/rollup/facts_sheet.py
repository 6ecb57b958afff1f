"""事实表 in 汇总.xlsx: the facts of the workbooks that count as one native table from A1 on, ready for a pivot table.

A sheet is no database: whole parts of the results stand in it as long as all stations' facts of them have room, in the
order in which they matter; never a part of some stations alone, whose sums would be wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.looks import Looks
from workbook_tools.facts.fact import COLUMNS, VALUE, Plain, in_street
from workbook_tools.facts.kinds import KINDS, PARTS, Part
from workbook_tools.facts.packed import unpack

if TYPE_CHECKING:
    from workbook_tools.batch.rollup.frames import District

TITLE = "事实表"
MOST = 50_000  # facts
_ORDER: tuple[Part, ...] = (
    "station", "verdict", "indicator", "tranche", "assessment", "level", "share", "cost", "finding", "roster", "ledger",
)  # fmt: skip
_KIND = COLUMNS.index("kind")
_LISTED = "工作簿里看不出街道的，街道取自应报名单。"
_NARROW = ("period", "unit", "cell", "year")


def parts_with_room(district: District) -> tuple[Part, ...]:
    """The parts of the results whose facts all have room together."""
    counts: Counter[str] = Counter()
    for place in _places(district):
        counts.update(district.gathered.facts.piece(place)[1])
    room, shown = MOST, list[Part]()
    for part in _ORDER:
        if counts[part] > room:
            break
        room -= counts[part]
        shown.append(part)
    return tuple(shown)


def fact_rows(district: District, parts: tuple[Part, ...]) -> Iterator[Plain]:
    streets = district.everything["街道"].tolist()
    for place in _places(district):
        for fact in unpack(district.gathered.facts.piece(place)[0]):
            if KINDS[str(fact[_KIND])].part in parts:
                yield in_street(fact, streets[place])


def note(parts: tuple[Part, ...], *, listed: bool = False) -> str:
    """What stands in the sheet, and where the rest is; `listed`: whether there is a list that names streets."""
    left = [PARTS[part] for part in _ORDER if part not in parts]
    words = "、".join(PARTS[part] for part in parts)
    more = f"放不下的{'、'.join(left)}，请用 batch --book 或 facts 命令。" if left else ""
    street = _LISTED if listed else ""
    return f"这里有{words}的每一个数，只含计入汇总的工作簿；比率是小数，金额是万元，空着是不知道。{street}{more}"


def write_facts_sheet(book: Any, district: District, looks: Looks) -> tuple[Any, Iterator[Plain]] | None:
    """The sheet with its head, and the rows that are to be poured in from its second row on; None without facts."""
    parts = parts_with_room(district)
    rows = fact_rows(district, parts)
    if not parts or not _places(district):
        return None
    sheet = book.add_worksheet(TITLE)
    columns = [{"header": name, "header_format": looks.head} for name in COLUMNS]
    sheet.add_table(0, 0, 1, len(COLUMNS) - 1, {"name": "facts", "style": None, "columns": columns})
    plain, figure = looks.of(), looks.of(num_format="General")
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, 9 if name in _NARROW else 16)
        sheet.write_blank(1, place, None, figure if place == VALUE else plain)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 32)
    sheet.set_column(len(COLUMNS) + 1, len(COLUMNS) + 1, 100)
    sheet.write_string(
        0, len(COLUMNS) + 1, note(parts, listed=bool(district.everything["街道"].notna().any())), looks.note
    )
    return sheet, rows


def _places(district: District) -> list[int]:
    """The stations that count and have facts, as they came."""
    facts = district.gathered.facts
    return [place for place, each in enumerate(district.standing) if each.counts and facts.piece(place)[0]]

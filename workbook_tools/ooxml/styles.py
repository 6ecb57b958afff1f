"""The styles part: what a style number means, and new styles put behind the old ones.

Records are compared as a whole (tag, attributes, children), so that what exists is used again and a second run adds
nothing. Nothing that stands in the part is changed but the counts.
"""

from __future__ import annotations

from functools import cached_property
from itertools import count
from typing import NamedTuple

from workbook_tools.ooxml import located
from workbook_tools.ooxml.encoding import whole_number
from workbook_tools.ooxml.located import Splice
from workbook_tools.ooxml.namespaces import MAIN, main
from workbook_tools.ooxml.number_formats import BUILT_IN, FIRST_CUSTOM, NUMBER_OF, shows_date, shows_percent
from workbook_tools.ooxml.records import Style
from workbook_tools.ooxml.style_records import (
    Record,
    border_record,
    dxf_record,
    fill_record,
    font_record,
    from_node,
    records_of,
    sets_font,
    xf_record,
)

_SECTIONS = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_DEFAULTS = {  # what style 0 of every plain cell rests on, where a workbook lacks it
    "fonts": '<font><sz val="11"/><name val="宋体"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}
MOST_STYLES = 64_000  # that Excel takes
EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}"/>'.encode()


class _Section(NamedTuple):
    records: list[Record]
    numbers: dict[Record, int]
    old: int  # how many stood there before
    first: int  # how many there were when it was asked for: `old`, or the defaults of a section that was empty

    @property
    def grown(self) -> bool:
        return len(self.records) > self.first


class Styles:
    """The styles of one workbook. `splices` gives what has to change in the part for the styles that were asked for."""

    def __init__(self, content: bytes, part: str) -> None:
        self._content = content
        self._root = located.parse(content, part)
        self._sections: dict[str, _Section] = {}
        self._known: dict[tuple[int, Style | None], int] = {}
        self._known_dxf: dict[Style, int] = {}
        self._format_of: dict[int, str] = {}
        self._lost = 0  # the highest number that a cell names and no style has: it must not become one of ours

    # ------------------------------------------------------------ what is there

    def number_format(self, style: int) -> str:
        """The format code of a style; "General" for a style that does not exist."""
        code = self._format_of.get(style)
        if code is None:
            code = self._read_format(style)
            if self._exists(style):  # one that does not exist yet may be added
                self._format_of[style] = code
            elif style < MOST_STYLES:
                self._lost = max(self._lost, style)
        return code

    def is_percent(self, style: int) -> bool:
        return shows_percent(self.number_format(style))

    def is_date(self, style: int) -> bool:
        return shows_date(self.number_format(style))

    def _exists(self, style: int) -> bool:
        return 0 <= style < len(self._section("cellXfs").records)

    def _read_format(self, style: int) -> str:
        if not self._exists(style):
            return BUILT_IN[0]
        number = whole_number(dict(self._section("cellXfs").records[style].attributes).get("numFmtId")) or 0
        return self._codes.get(number) or BUILT_IN.get(number, BUILT_IN[0])

    # ------------------------------------------------------------ what is added

    def combined(self, base: int, style: Style | None) -> int:
        """The number of the style that looks like `base` but for what `style` sets."""
        if style is None:
            return base
        number = self._known.get((base, style))
        if number is None:
            number = self._known[base, style] = self._combine(base, style)
        return number

    def differential(self, style: Style) -> int:
        """The number of the differential style (of a conditional format)."""
        if style not in self._known_dxf:
            self._known_dxf[style] = self._add("dxfs", dxf_record(style))
        return self._known_dxf[style]

    def splices(self) -> list[Splice]:
        """What changes in the part; nothing when every style was there already.

        Where something changes, sections that are missing or empty get their defaults: our first record must not become
        the look of every plain cell.
        """
        if not any(section.grown for section in self._sections.values()):
            return []
        for name in _DEFAULTS:
            self._section(name)
        out, whole = [], []
        prefix = located.raw_name(self._content, self._root.start).removesuffix("styleSheet")
        for name in _SECTIONS:  # those that go to the same place have to come in their order
            section = self._sections.get(name)
            added = section.records[section.old :] if section is not None else []
            if section is None or not added:
                continue
            inside = "".join(record.xml(prefix) for record in added)
            node = self._root.child(main(name))
            if node is not None:
                count = str(len(section.records))
                out += located.append_child(node, self._content, inside.encode(), {"count": count})
                continue
            element = f'<{prefix}{name} count="{len(added)}">{inside}</{prefix}{name}>'.encode()
            if self._root.self_closed:
                whole.append(element)
            else:
                out.append(self._insertion(name, element))
        return out + (located.append_child(self._root, self._content, b"".join(whole)) if whole else [])

    def _combine(self, base: int, style: Style) -> int:
        cells = self._section("cellXfs").records
        old = cells[base] if 0 <= base < len(cells) else Record(main("xf"), (), ())
        font = self._record("fonts", dict(old.attributes).get("fontId"))
        changes = (
            ("fontId", self._add("fonts", font_record(font, style)) if sets_font(style) else None),
            ("fillId", self._add("fills", fill_record(style)) if style.fill else None),
            ("borderId", self._add("borders", border_record(style)) if style.border else None),
            ("numFmtId", self._format_number(style.number_format) if style.number_format else None),
        )
        new = xf_record(old, changes, style)
        return base if new == old else self._add("cellXfs", new)

    def _add(self, section_name: str, record: Record) -> int:
        section = self._section(section_name)
        number = section.numbers.get(record)
        if number is None:
            if section_name == "cellXfs":
                section.records.extend(section.records[:1] * (self._lost + 1 - len(section.records)))
            number = section.numbers[record] = len(section.records)
            section.records.append(record)
        return number

    def _record(self, section_name: str, number: str | None) -> Record | None:
        records = self._section(section_name).records
        place = whole_number(number) or 0
        return records[place] if place < len(records) else None

    @cached_property
    def _codes(self) -> dict[int, str]:
        """The codes of number formats that are spelled out, by their numbers; those that are added go into it."""
        codes = {}
        for record in self._section("numFmts").records:
            attributes = dict(record.attributes)
            codes[whole_number(attributes.get("numFmtId")) or 0] = attributes.get("formatCode", "")
        return codes

    def _format_number(self, code: str) -> int:
        if code in NUMBER_OF:
            return NUMBER_OF[code]
        for number, known in self._codes.items():
            if known == code:
                return number
        taken = self._formats_named | self._codes.keys()
        number = next(number for number in count(FIRST_CUSTOM) if number not in taken)
        self._codes[number] = code
        self._add("numFmts", Record(main("numFmt"), (("formatCode", code), ("numFmtId", str(number))), ()))
        return number

    @cached_property
    def _formats_named(self) -> frozenset[int]:
        """The numbers that looks refer to, whether such a format exists or not: a lost one must not become ours."""
        return frozenset(
            whole_number(dict(record.attributes).get("numFmtId")) or 0
            for section in ("cellXfs", "cellStyleXfs")
            for record in self._section(section).records
        )

    # ------------------------------------------------------------ sections

    def _section(self, name: str) -> _Section:
        section = self._sections.get(name)
        if section is None:
            records = list(records_of(self._root, name))
            old = len(records)
            records = records or _defaults(name)
            numbers: dict[Record, int] = {}
            for number, record in enumerate(records):
                numbers.setdefault(record, number)
            section = self._sections[name] = _Section(records, numbers, old, len(records))
        return section

    def _insertion(self, name: str, element: bytes) -> Splice:
        """A section that was missing goes before the first one that must follow it."""
        later = {main(other) for other in _SECTIONS[_SECTIONS.index(name) + 1 :]}
        place = next((child.start for child in self._root.children if child.tag in later), self._root.close_start)
        return Splice(place, place, element)


def _defaults(name: str) -> list[Record]:
    inside = _DEFAULTS.get(name, "")
    element = f'<{name} xmlns="{MAIN}">{inside}</{name}>'
    return [from_node(child) for child in located.parse(element.encode(), "").children] if inside else []

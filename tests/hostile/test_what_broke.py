"""Damaged workbooks that once broke the program: each is refused by code or worked with, for ever after."""

from __future__ import annotations

import re
from collections.abc import Callable

import openpyxl
import pytest
from benchmarks.make_station import make as make_station
from hostile_packages import EXAMPLE, changed, example, packed, parts_of, sheet_part, substituted

Make = Callable[[], bytes]


def number_cell(place: bytes, content: bytes, kind: bytes = b"") -> Make:
    """The cell of a place on 绩效指标 as a number, whatever it holds."""

    def make() -> bytes:
        part = sheet_part(example(), "绩效指标")
        cell = b'<c r="%s"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)' % place
        return substituted(example(), part, cell, b'<c r="%s"%s>%s</c>' % (place, kind, content))

    return make


def in_sheet(old: bytes, new: bytes) -> Make:
    def make() -> bytes:
        part = sheet_part(example(), "绩效指标")
        assert old in parts_of(example())[part]
        return changed(example(), part, lambda content: content.replace(old, new, 1))

    return make


def without(part: str) -> Make:
    def make() -> bytes:
        parts = parts_of(example())
        del parts[part]
        return packed(parts)

    return make


def information_cell(label: str, number: bytes) -> Make:
    """A number beside a label of 基本信息, in the format that the cell has."""

    def make() -> bytes:
        book = openpyxl.load_workbook(EXAMPLE)
        (place,) = [
            cell.offset(0, 1) for row in book["基本信息"].iter_rows() for cell in row if label in str(cell.value)
        ][:1]
        pattern = rb'(<c r="%s"[^>]*?)(?: t="\w+")?>.*?</c>' % place.coordinate.encode()
        part = sheet_part(example(), "基本信息")
        return changed(
            example(), part, lambda content: re.sub(pattern, rb"\1><v>%s</v></c>" % number, content, count=1)
        )

    return make


def ledger_day(number: bytes) -> Make:
    def make() -> bytes:
        data = make_station(1, ledger=20)
        day = rb'(<c r="A9" s="\d+")><v>\d+</v>'
        return changed(
            data, sheet_part(data, "服务台账"), lambda content: re.sub(day, rb"\1><v>%s</v>" % number, content, count=1)
        )

    return make


def ledger_cell(place: bytes) -> Make:
    """A workbook whose ledger has one more cell."""

    def make() -> bytes:
        data = make_station(1, ledger=20)
        digits = place.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ&#;6") if b"&" not in place else b"1048576"
        row = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (digits, place)
        return changed(data, sheet_part(data, "服务台账"), lambda content: content.replace(b"</sheetData>", row))

    return make


def ledger_text(number: bytes) -> Make:
    """A ledger that only a careful reader can take, with a text whose number is none."""

    def make() -> bytes:
        data = make_station(1, ledger=20)

        def damage(content: bytes) -> bytes:
            content = re.sub(rb'(<c r="E9"(?: s="\d+")? t="s"><v>)\d+', rb"\g<1>" + number, content, count=1)
            return content.replace(b"<sheetData>", b"<sheetData><!-- -->")

        return changed(data, sheet_part(data, "服务台账"), damage)

    return make


def form_without_named_style() -> bytes:
    form = next(EXAMPLE.parent.rglob("*自评表.xlsx")).read_bytes()
    return substituted(form, "xl/styles.xml", b'xfId="0" builtinId', b'xfId="7" builtinId')


def form_without_default_style() -> bytes:
    form = next(EXAMPLE.parent.rglob("*自评表.xlsx")).read_bytes()
    return substituted(form, "xl/styles.xml", b"<cellStyles.*?</cellStyles>", b"")


CASES: dict[str, tuple[Make, str]] = {  # what it is: how it is made, the code that refuses it or ""
    "a number that is a word": (number_cell(b"J6", "<v>达成</v>".encode()), "?"),
    "a number that is half a number": (number_cell(b"J6", b"<v>1e</v>"), "?"),
    "a number that is none": (number_cell(b"J6", b"<v>NaN</v>"), "?"),
    "a number without end": (number_cell(b"J6", b"<v>INF</v>"), "?"),
    "a number of 400 digits": (number_cell(b"J6", b"<v>" + b"9" * 400 + b"</v>"), "?"),
    "a tiny number": (number_cell(b"J6", b"<v>1e-400</v>"), ""),
    "a merged area of nothing": (in_sheet(b'<mergeCell ref="A1', b'<mergeCell ref="" x="'), "F106"),
    "a merged area beyond the sheet": (in_sheet(b'<mergeCell ref="A1:', b'<mergeCell ref="A1:ZZZZ99" x="'), "F106"),
    "a row without a number": (in_sheet(b'<row r="5"', b'<row r="{{ 7*7 }}"'), "?"),
    "a cell that claims another row": (in_sheet(b'<c r="A6"', b'<c r="A1048576"'), "F106"),
    "a ledger with a cell beyond all columns": (ledger_cell(b"ZZZZ9999999999"), "F106"),
    "a ledger with a cell at the far corner": (ledger_cell(b"XFD1048576"), "S016"),
    "a ledger with a far cell in disguise": (ledger_cell(b"XF&#68;1048576"), "S016"),
    "no type for relationships": (
        lambda: substituted(example(), "[Content_Types].xml", b'<Default Extension="rels"[^>]*>', b""),
        "",
    ),
    "more shared strings stated than there are bytes": (
        lambda: substituted(example(), "xl/sharedStrings.xml", b'uniqueCount="[0-9]+"', b'uniqueCount="2147483648"'),
        "F123",
    ),
    "more uses of shared strings stated than anybody can count": (
        lambda: substituted(example(), "xl/sharedStrings.xml", b' count="[0-9]+"', b' count="30000000000"'),
        "",
    ),
    "shared strings counted in words": (
        lambda: substituted(example(), "xl/sharedStrings.xml", b' uniqueCount="[0-9]+"', b' uniqueCount="many"'),
        "",
    ),
    "a document type in the shared strings": (
        lambda: substituted(example(), "xl/sharedStrings.xml", b"<sst ", b'<!DOCTYPE a [<!ENTITY b "c">]><sst '),
        "F107",
    ),
    "a moment of twelve digits in a cell for a date": (information_cell("服务开始日期", b"202208011234"), ""),
    "a day before all days": (information_cell("服务开始日期", b"-5"), ""),
    "a ledger's day of twelve digits": (ledger_day(b"202208011234"), ""),
    "a ledger's day long before all days": (ledger_day(b"-1E300"), ""),
    "a day long before all days": (information_cell("服务开始日期", b"-1E300"), ""),
    "a day that is no number": (information_cell("服务开始日期", b"-INF"), ""),
    "a ledger's day that is no number": (ledger_day(b"-INF"), ""),
    "a form without a default style": (form_without_default_style, "?"),
    "a ledger's text whose number is none": (ledger_text(b"1x"), "S017"),
    "a ledger's text whose number is below zero": (ledger_text(b"-1"), "S017"),
    "a form whose named style is lost": (form_without_named_style, "?"),
    "a cell with an extension": (number_cell(b"J6", b'<v>5</v><extLst><ext uri="{0}"/></extLst>'), ""),
    "the largest number of all": (number_cell(b"J6", b"<v>9.99999999999999E307</v>"), ""),
    "the largest number, in 亿": (number_cell(b"J6", "<is><t>9.99E307亿</t></is>".encode(), b' t="inlineStr"'), ""),
    "styles that are missing": (without("xl/styles.xml"), "F112"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_broke_once_is_met(name: str, meet, capfd: pytest.CaptureFixture[str]) -> None:
    make, code = CASES[name]
    outcome = meet(make(), report=True)
    assert tuple(capfd.readouterr()) == ("", "")  # nor does a library say anything in its own words
    codes = [finding.code for finding in outcome.findings]
    if code == "?":
        assert outcome.ok or codes[0][0] in "FS"
    else:
        assert outcome.ok if not code else codes == [code]

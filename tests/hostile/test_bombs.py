"""Files made to exhaust a machine are refused by code, in under a second of the processor and under 200 MB."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_packages import EXAMPLE, Entry, changed, example, packed, parts_of, raw_zip, sheet_part

SECONDS, MEGABYTES = 1.0, 200  # a refusal takes two hundredths of a second
WORKED_WITH = 10.0  # seconds; the example itself takes half a one
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def measured(tmp_path: Path, data: bytes, command: str = "check") -> dict[str, Any]:
    book = tmp_path / "站点.xlsx"
    book.write_bytes(data)
    script = Path(__file__).with_name("measured.py")
    call = [sys.executable, str(script), command, str(book), str(tmp_path / "out")]
    done = subprocess.run(
        call[: 4 if command == "check" else 5], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert book.read_bytes() == data
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def entries() -> list[Entry]:
    return [Entry(name, content) for name, content in parts_of(example()).items()]


def of_entry(name: str, change: Callable[[Entry], None]) -> bytes:
    """The example with the directory's record of one entry changed."""
    all_entries = entries()
    for entry in all_entries:
        if entry.name.decode() == name:
            change(entry)
    return raw_zip(all_entries)


def tight_sheet() -> bytes:
    """A sheet of 400 MB in half a megabyte."""
    return changed(
        example(), sheet_part(example(), "绩效指标"), SHEET + b" " * 400_000_000 + b"</sheetData></worksheet>"
    )


def tight_strings() -> bytes:
    opening = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    return changed(example(), "xl/sharedStrings.xml", opening + b"a" * 400_000_000 + b"</t></si></sst>")


def tight_picture() -> bytes:
    return packed({**parts_of(example()), "xl/media/image1.bmp": b"\0" * 400_000_000})


def many_entries() -> bytes:
    return raw_zip([*entries(), *(Entry(f"a/{number}", b"", 0) for number in range(60_000))])


def many_archives() -> bytes:
    inner = packed({"a.txt": b"a" * 1000})
    return raw_zip([*entries(), *(Entry(f"a/{number}.zip", inner, 0) for number in range(2_000))])


def overlapping() -> bytes:
    """Many directory records that share the packed bytes of one entry."""
    bomb = Entry("a0", b"\0" * 3_900_000)
    first = raw_zip([*entries(), bomb])
    place = first.index(b"PK\x03\x04", first.index(b"a0") - 40)
    shared = []
    for number in range(1, 3000):
        entry = Entry(f"a{number}", b"\0" * 1)
        entry.packed, entry.crc, entry.size, entry.offset = bomb.packed, bomb.crc, bomb.size, place
        shared.append(entry)
    return raw_zip([*entries(), bomb, *shared])


def lying_size() -> bytes:
    """The directory states 6 KB; 400 MB come out."""
    name = sheet_part(example(), "绩效指标")
    big = Entry(name, SHEET + b" " * 400_000_000)
    return of_entry(name, lambda entry: setattr(entry, "packed", big.packed))


def stated_terabytes() -> bytes:
    return of_entry("xl/styles.xml", lambda entry: setattr(entry, "size", 0xFFFFFFF0))


def entities(part: str) -> Callable[[], bytes]:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))

    def bomb() -> bytes:
        def with_entities(content: bytes) -> bytes:
            body = content.split(b"?>", 1)[-1]
            return (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">'
                + levels
                + b"]>"
                + body.replace(b"</", b"&l9;</", 1)
            )

        return changed(example(), part, with_entities)

    return bomb


def outside_entity() -> bytes:
    opening = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return changed(
        example(),
        "xl/sharedStrings.xml",
        lambda content: opening + content.split(b"?>", 1)[-1].replace(b"<t>", b"<t>&e;", 1),
    )


def depth(part: str) -> Callable[[], bytes]:
    def bomb() -> bytes:
        return changed(
            example(),
            part,
            lambda content: content.replace(b"><", b">" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"<", 1),
        )

    return bomb


@pytest.mark.parametrize(
    "make",
    [
        tight_sheet,
        tight_strings,
        tight_picture,
        many_entries,
        many_archives,
        overlapping,
        lying_size,
        stated_terabytes,
        entities("xl/workbook.xml"),
        entities("xl/sharedStrings.xml"),
        entities("xl/worksheets/sheet3.xml"),
        entities("xl/styles.xml"),
        entities("[Content_Types].xml"),
        entities("xl/_rels/workbook.xml.rels"),
        outside_entity,
        depth("xl/workbook.xml"),
        depth("xl/worksheets/sheet3.xml"),
        depth("xl/styles.xml"),
    ],
    ids=lambda make: make.__qualname__.split(".")[0],
)
def test_a_bomb_is_refused_quickly_and_cheaply(make: Callable[[], bytes], tmp_path: Path) -> None:
    seen = measured(tmp_path, make())
    assert not seen["ok"]
    assert seen["codes"]
    assert all(code.startswith("F") or code == "S017" for code in seen["codes"])
    assert seen["seconds"] < SECONDS, seen
    assert seen["peak_mb"] < MEGABYTES, seen


def cell_at(reference: str) -> Callable[[], bytes]:
    """One more cell far away: a reader that fills a rectangle would fill billions."""

    def bomb() -> bytes:
        row = "".join(c for c in reference if c.isdigit())
        cell = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'.encode()
        return changed(
            example(), sheet_part(example(), "绩效指标"), lambda content: content.replace(b"</sheetData>", cell)
        )

    return bomb


def many_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="B%d:XFD%d"/>' % (row, row) for row in range(40, 20_040))
    return changed(
        example(),
        sheet_part(example(), "绩效指标"),
        lambda content: content.replace(b"</mergeCells>", merges + b"</mergeCells>"),
    )


def one_merge_of_everything() -> bytes:
    return changed(
        example(),
        sheet_part(example(), "绩效指标"),
        lambda content: content.replace(b"</mergeCells>", b'<mergeCell ref="B40:XFD1048576"/></mergeCells>'),
    )


def formatted_rows() -> bytes:
    """Staff who formatted whole columns: 20,000 rows of styled, empty cells."""
    rows = b"".join(
        b'<row r="%d">' % row + b"".join(b'<c r="%c%d" s="1"/>' % (65 + c, row) for c in range(17)) + b"</row>"
        for row in range(40, 20_040)
    )
    return changed(
        example(),
        sheet_part(example(), "绩效指标"),
        lambda content: content.replace(b"</sheetData>", rows + b"</sheetData>"),
    )


@pytest.mark.parametrize(
    ("make", "seconds"),
    [
        (cell_at("XFD1048576"), SECONDS),
        (cell_at("A1048576"), SECONDS),
        (cell_at("XFD40"), WORKED_WITH),
        (cell_at("XFE1"), SECONDS),
        (cell_at("A9999999999"), SECONDS),
        (cell_at("ZZZZZZZZZZ99"), SECONDS),
        (many_merges, WORKED_WITH),
        (one_merge_of_everything, WORKED_WITH),
        (formatted_rows, 2 * WORKED_WITH),
    ],
    ids=["corner", "bottom", "right", "beyond right", "beyond bottom", "absurd", "merges", "one merge", "formats"],
)
def test_a_sheet_that_is_large_only_in_name_is_worked_with_or_refused(
    make: Callable[[], bytes], seconds: float, tmp_path: Path
) -> None:
    seen = measured(tmp_path, make(), "recompute")
    assert seen["ok"] or seen["codes"] in (["S016"], ["F106"], ["F121"]), seen
    assert seen["seconds"] < seconds, seen
    assert seen["peak_mb"] < 2 * MEGABYTES, seen


FORM = next((EXAMPLE.parent / "district").rglob("*自评表*.xlsx"))


def form_with(old: bytes, new: bytes) -> Callable[[], bytes]:
    """An official form with one change on its only sheet."""

    def bomb() -> bytes:
        data = FORM.read_bytes()
        assert old in parts_of(data)["xl/worksheets/sheet1.xml"]
        return changed(data, "xl/worksheets/sheet1.xml", lambda content: content.replace(old, new, 1))

    return bomb


@pytest.mark.parametrize(
    "make",
    [
        form_with(b"<mergeCell ", b'<mergeCell ref="A100:XFD1048576"/><mergeCell '),
        form_with(
            b"</mergeCells>", b'</mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
        ),
        form_with(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        form_with(b"</sheetData>", b'<row r="200"><c r="XFD&#49;048576"><v>1</v></c></row></sheetData>'),
    ],
    ids=["merge of everything", "link on everything", "far corner", "far corner in disguise"],
)
def test_a_form_made_to_exhaust_its_reader_is_refused(make: Callable[[], bytes], tmp_path: Path) -> None:
    seen = measured(tmp_path, make())
    assert not seen["ok"]
    assert seen["codes"] == ["S001"]
    assert seen["seconds"] < SECONDS, seen
    assert seen["peak_mb"] < MEGABYTES, seen


def test_the_form_itself_is_worked_with(tmp_path: Path) -> None:
    assert measured(tmp_path, FORM.read_bytes())["ok"]


def test_a_foreign_workbook_of_many_rows_is_no_form_and_costs_little(tmp_path: Path) -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="H%d"><v>2</v></c></row>' % (r, r, r) for r in range(1, 150_000)
    )
    data = form_with(b"<sheetData>", b"<sheetData>")()
    sheet = SHEET + rows + b"</sheetData></worksheet>"
    seen = measured(tmp_path, changed(data, "xl/worksheets/sheet1.xml", sheet))
    assert seen["codes"] == ["S001"]
    assert seen["peak_mb"] < MEGABYTES, seen

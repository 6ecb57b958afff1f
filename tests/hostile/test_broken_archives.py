"""Archives that are cut short, contradict themselves or point elsewhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hostile_packages import Entry, changed, example, packed, parts_of, raw_zip, substituted
from staff_cells import differences

from workbook_tools.recompute import check


@pytest.mark.parametrize("percent", range(100))
def test_a_workbook_cut_short_is_refused(percent: int, tmp_path: Path) -> None:
    book = tmp_path / "站点.xlsx"
    book.write_bytes(cut := example()[: len(example()) * percent // 100])
    outcome = check(book)
    assert not outcome.ok
    assert [finding.code for finding in outcome.findings] in (["F003"], ["F009"], ["F103"])
    assert "（）" not in outcome.findings[0].message  # it says what cannot be read
    assert book.read_bytes() == cut


@pytest.mark.parametrize("missing", [1, 2, 10, 22, 40])
def test_a_workbook_without_its_last_bytes_is_refused(missing: int, meet) -> None:
    assert not meet(example()[:-missing]).ok


@pytest.mark.parametrize("added", [b"\0", b"\0" * 5000, b"PK\x05\x06", b"<html>"])
def test_bytes_behind_the_archive_change_no_result(added: bytes, meet, tmp_path: Path) -> None:
    outcome = meet(example() + added)
    if outcome.ok:
        assert differences(example(), outcome.written[0].read_bytes()) == []


def test_bytes_before_the_archive_change_no_result(meet) -> None:
    outcome = meet(b"MZ this is a program\0" * 3 + example())
    assert not outcome.ok


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/evil.xml",
        "/etc/passwd",
        "..\\..\\evil.xml",
        "C:\\Windows\\evil.dll",
        "xl/../../evil.xml",
        "xl/worksheets/./sheet1.xml",
        "xl/evil\0.xml",
        "xl/\u202elmx.exe",
        "",
        "a" * 60_000,
    ],
)
def test_an_entry_that_points_elsewhere_is_refused_or_stays_inside(name: str, meet, tmp_path: Path) -> None:
    before = set(Path("/tmp").glob("evil*"))
    meet(raw_zip([*(Entry(*part) for part in parts_of(example()).items()), Entry(name, b"<x/>")]))
    assert set(Path("/tmp").glob("evil*")) == before
    assert not list(tmp_path.glob("**/evil*"))


@pytest.mark.parametrize("second", ["xl/workbook.xml", "xl/WORKBOOK.xml", "XL/workbook.xml", "[content_types].xml"])
def test_two_entries_of_one_name_are_refused(second: str, meet) -> None:
    """One program would show the first and another the second: what we compute must be what staff see."""
    pairs = [*parts_of(example()).items(), (second, b"<other/>")]
    outcome = meet(packed(pairs))
    assert [finding.code for finding in outcome.findings] == ["F105"]


def test_an_entry_with_a_password_is_refused(meet) -> None:
    data = bytearray(example())
    with zipfile.ZipFile(io.BytesIO(example())) as archive:
        offset = archive.getinfo("xl/workbook.xml").header_offset
    data[offset + 6] |= 1
    place = data.rindex(b"xl/workbook.xml") - 46
    data[place + 8] |= 1
    assert [finding.code for finding in meet(bytes(data)).findings] == ["F111"]


@pytest.mark.parametrize("part", list(parts_of(example())))
def test_a_missing_part_is_refused_or_not_needed(part: str, meet) -> None:
    parts = parts_of(example())
    del parts[part]
    meet(packed(parts))


@pytest.mark.parametrize("part", list(parts_of(example())))
@pytest.mark.parametrize("content", [b"", b"<", b"\xff\xfe\x00", b"<x/>", b"\0" * 1000, b"not xml at all"])
def test_a_part_with_other_content_is_refused_or_not_needed(part: str, content: bytes, meet) -> None:
    outcome = meet(changed(example(), part, content))
    if outcome.ok:
        written = parts_of(outcome.written[0].read_bytes())
        assert part.startswith("docProps/") or part.startswith("xl/theme/") or part in written


@pytest.mark.parametrize(
    "relationship",
    [
        b'Target="worksheets/sheet1.xml"',  # two sheets, one part
        b'Target="../xl/workbook.xml"',  # the workbook is its own sheet
        b'Target="../../../../../../etc/passwd"',
        b'Target="file:///etc/passwd" TargetMode="External"',
        b'Target="http://127.0.0.1:9/a.xml" TargetMode="External"',
        b'Target="\\\\server\\share\\a.xml"',
        b'Target=""',
        b'Target="#A1"',
        b'Target="worksheets/sheet99.xml"',
        b'Target="styles.xml"',
        b'Target="%77orksheets/sheet3.xml"',
    ],
)
def test_a_sheet_that_leads_elsewhere_is_refused_or_left_out(relationship: bytes, meet) -> None:
    data = substituted(
        example(), "xl/_rels/workbook.xml.rels", rb'Target="/?(?:xl/)?worksheets/sheet3.xml"', relationship
    )
    outcome = meet(data)
    told = "".join(finding.message + finding.fix for finding in outcome.findings)
    assert "root:" not in told


def test_relationships_in_a_circle_end(meet) -> None:
    namespace = "http://schemas.openxmlformats.org/"
    kind = f"{namespace}officeDocument/2006/relationships/drawing"
    circle = (
        f'<Relationships xmlns="{namespace}package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="../worksheets/sheet3.xml"/>'
        f'<Relationship Id="rId2" Type="{kind}" Target="../workbook.xml"/></Relationships>'
    ).encode()
    data = packed({**parts_of(example()), "xl/worksheets/_rels/sheet3.xml.rels": circle})
    outcome = meet(data, report=False)
    if outcome.ok:
        assert parts_of(outcome.written[0].read_bytes())["xl/worksheets/_rels/sheet3.xml.rels"] == circle

"""Station workbooks that were made from workbooks by strangers: the station's sheets were added, all else stands there.

The main job computes them, and every part that it does not have to touch is the same to the byte.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from lxml import etree
from sheets import COSTS, INDICATORS, INFORMATION, Row

from tests.conftest import validator_command
from tests.ooxml.comparison import changed_parts, parts, sdk_errors, sheet_parts
from tests.ooxml.test_foreign_workbooks import FILES, REFUSED, content
from workbook_tools.basis.cell_references import column_letters
from workbook_tools.recompute import recompute

SHEETS: dict[str, tuple[Row, ...]] = {"基本信息": INFORMATION, "绩效指标": INDICATORS, "资金使用": COSTS}
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|.*workbook\.xml(\.rels)?|.*styles\.xml|.*calcChain\.xml|docProps/app\.xml"
)


def with_station(data: bytes) -> bytes:
    """The workbook with the sheets of a station behind its own, put in as plain parts."""
    found = parts(data)
    office = re.search(rb'Target="/?([^"]*)"[^>]*', _relation(found["_rels/.rels"], b'/officeDocument"'))
    assert office is not None
    workbook = office[1].decode()
    folder, _, file = workbook.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    root = etree.fromstring(found[workbook])
    main = etree.QName(root).namespace
    namespace = next(
        etree.QName(key).namespace
        for sheet in root.iter(f"{{{main}}}sheet")
        for key in sheet.attrib
        if key.endswith("}id")
    )
    types, sheets, links = "", "", ""
    for number, (name, rows) in enumerate(SHEETS.items()):
        part = f"{folder}/worksheets/station{number}.xml".lstrip("/")
        found[part] = _sheet(rows, main)
        types += f'<Override PartName="/{part}" ContentType="{SHEET_TYPE}"/>'
        sheets += (
            f'<sheet xmlns="{main}" name="{name}" sheetId="{9000 + number}" '
            f'xmlns:r="{namespace}" r:id="station{number}"/>'
        )
        links += f'<Relationship Id="station{number}" Type="{namespace}/worksheet" Target="/{part}"/>'
    found["[Content_Types].xml"] = _before(found["[Content_Types].xml"], "Types", types)
    found[workbook] = _before(found[workbook], "sheets", sheets)
    found[relations] = _before(found[relations], "Relationships", links)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part_content in found.items():
            archive.writestr(name, part_content)
    return buffer.getvalue()


def _relation(content_: bytes, kind: bytes) -> bytes:
    return next(tag for tag in re.findall(rb"<Relationship\b[^>]*>", content_) if kind in tag)


def _before(content_: bytes, element: str, added: str) -> bytes:
    changed, count = re.subn(rf"(?=</(?:\w+:)?{element}>)".encode(), added.encode(), content_)
    assert count == 1
    return changed


def _sheet(rows: tuple[Row, ...], main: str) -> bytes:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{column_letters(column)}{number}", value) for column, value in enumerate(row, 1))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'.encode()


def _cell(reference: str, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_a_station_in_a_foreign_workbook_is_computed_and_nothing_of_the_stranger_is_lost(
    name: str, tmp_path: Path
) -> None:
    before = with_station(content(name))
    book = tmp_path / f"站点{Path(name).suffix}"
    book.write_bytes(before)
    outcome = recompute(book, tmp_path / "out", report=False)
    assert outcome.ok, outcome.findings
    assert outcome.evaluation is not None
    assert str(outcome.evaluation.score) == "99.80"
    after = outcome.written[0].read_bytes()
    own = {part for sheet, part in sheet_parts(before).items() if sheet in SHEETS}
    assert {part for part in changed_parts(before, after) - own if not MAY_CHANGE.fullmatch(part)} == set()
    assert set(parts(before)) - set(parts(after)) <= {part for part in parts(before) if part.endswith("calcChain.xml")}
    again = recompute(outcome.written[0], report=False)
    assert again.ok
    assert outcome.written[0].read_bytes() == after


@pytest.mark.validator
@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_the_validator_finds_nothing_new(name: str, tmp_path: Path) -> None:
    before = tmp_path / f"站点{Path(name).suffix}"
    before.write_bytes(with_station(content(name)))
    outcome = recompute(before, tmp_path / "out", report=False)
    command = validator_command()
    assert command is not None
    assert sdk_errors(outcome.written[0], command) - sdk_errors(before, command) == {}

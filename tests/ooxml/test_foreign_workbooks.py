"""Workbooks by strangers: edited everywhere, given sheets of ours, saved, run again. Nothing may be lost.

Every workbook of the corpus is used where there is one; the rich workbook of the tests' own is always used.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

from tests.conftest import ROOT, validator_command
from tests.ooxml import packages
from tests.ooxml.comparison import MAIN, canonical_sheet, parts, sdk_errors, sheet_parts
from tests.ooxml.test_sheets_of_ours import PLACED, results
from workbook_tools.basis.cell_references import cell_name
from workbook_tools.ooxml import CellEdit, Formula, PackageProblem, Style, Workbook

CORPUS = Path(os.environ.get("WORKBOOK_CORPUS", ROOT.parent / "shared" / "corpus"))
OWN = {"rich.xlsm": packages.rich_book, "rich-1904.xlsm": lambda: packages.rich_book(date1904=True)}
FILES = [*OWN, *(sorted(path.name for path in CORPUS.iterdir()) if CORPUS.is_dir() else [])]
NUMBERS = (0.95, Decimal("-15.25"), 12_345_678_901_234, date(2025, 3, 1), True, None)
VALUES = (*NUMBERS, '文字 <&> "引号"', " =不是公式\n", Formula("1+1", 2), Formula('"a"&"b"', "ab"))
STYLES = (None, None, Style(number_format="0.0%"), Style(bold=True, fill="FFF2CC"))
WITH_CONTROLS = {"ctrlProp", "control", "vmlDrawing", "drawing"}
MAY_REFUSE = {"F115", "F116", "F117", "F118"}  # protected structure, inside a merge, array, table header


@dataclass
class Edit:
    """What one run did to one workbook."""

    saved: bytes
    done: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    refused: Counter[str] = field(default_factory=Counter)


def content(name: str) -> bytes:
    return OWN[name]() if name in OWN else (CORPUS / name).read_bytes()


def refusal(name: str) -> str:
    """The code by which a workbook is refused as a whole, or ""."""
    try:
        Workbook.open(content(name))
    except PackageProblem as problem:
        return problem.code
    return ""


REFUSED = {name: code for name in FILES if (code := refusal(name))}


def sheets_to_edit(data: bytes, book: Workbook) -> list[str]:
    """The richest sheet and every one with controls or drawings."""
    worksheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet" and sheet.part]
    richest = max(worksheets, key=lambda sheet: len(book.scan(sheet.name).cells)).name
    found = parts(data)
    controls = []
    for sheet in worksheets:
        folder, _, file = sheet.part.rpartition("/")
        relations = found.get(f"{folder}/_rels/{file}.rels", b"").decode()
        if any(f'/{kind}"' in relations for kind in WITH_CONTROLS):
            controls.append(sheet.name)
    return list(dict.fromkeys([richest, *controls]))


def edits_for(book: Workbook, sheet: str) -> dict[str, CellEdit]:
    """Twenty edits: of each kind of cell that the sheet has, of gaps, of new rows and columns."""
    chance = random.Random(sheet)
    scan = book.scan(sheet)
    kinds = defaultdict(list)
    for place, cell in sorted(scan.cells.items()):
        kinds[cell.type, cell.formula_kind, bool(cell.formula), cell.style > 0].append(place)
    places = [place for kind in sorted(kinds) for place in chance.sample(kinds[kind], min(2, len(kinds[kind])))][:12]
    last = scan.last_row or 1
    places += [(last + 1, 2), (last + 7, 30), (1, 60), (max(1, last // 2), 45), (last, 1), (3, 3), (2, 200)]
    places += [(last + 2 + n, 5) for n in range(20 - len(places))]
    return {cell_name(*place): CellEdit(chance.choice(VALUES), chance.choice(STYLES)) for place in places[:20]}


def run(book: Workbook, wanted: dict[str, dict[str, CellEdit]]) -> Edit:
    edit = Edit(b"")
    for sheet, edits in wanted.items():
        for ref, cell in edits.items():
            try:
                book.set_cells(sheet, {ref: cell})
                edit.done[sheet].add(ref)
            except PackageProblem as problem:
                edit.refused[problem.code] += 1
    for sheet_of_ours in (results("评价结果 ·", charts=(PLACED,)), results("问题清单 ·", charts=())):
        try:
            book.put_sheet(sheet_of_ours)
        except PackageProblem as problem:
            edit.refused[problem.code] += 1
    book.force_recalculation()
    edit.saved = book.save()
    return edit


@pytest.fixture(scope="module", params=[name for name in FILES if name not in REFUSED])
def case(request: pytest.FixtureRequest) -> tuple[str, bytes, list[str], dict[str, dict[str, CellEdit]], Edit]:
    data = content(request.param)
    book = Workbook.open(data)
    assert book.save() is data
    sheets = sheets_to_edit(data, book)
    wanted = {sheet: edits_for(book, sheet) for sheet in sheets}
    return request.param, data, sheets, wanted, run(Workbook.open(data), wanted)


Case = tuple[str, bytes, list[str], dict[str, dict[str, CellEdit]], Edit]


def test_a_workbook_is_refused_as_a_whole_only_for_a_known_reason() -> None:
    assert set(REFUSED.values()) <= {"F101", "F102", "F108", "F109"}


def test_an_edit_is_refused_only_for_a_known_reason(case: Case) -> None:
    assert set(case[4].refused) <= MAY_REFUSE


def test_no_part_is_lost_and_only_those_change_that_have_to(case: Case) -> None:
    _, data, sheets, _, edit = case
    before, after = parts(data), parts(edit.saved)
    assert set(before) - set(after) <= {name for name in before if name.endswith("calcChain.xml")}
    changed = {name for name in before if name in after and before[name] != after[name]}
    listing = {name for name in before if name.endswith(("workbook.xml", "workbook.xml.rels", "styles.xml"))}
    part_of = sheet_parts(data)
    assert changed <= {part_of[sheet] for sheet in sheets} | listing | {"[Content_Types].xml"}
    Workbook.open(data).verify(data)


def test_staff_sheets_are_the_same_but_for_the_edited_cells(case: Case) -> None:
    _, data, sheets, _, edit = case
    before, after, part_of = parts(data), parts(edit.saved), sheet_parts(data)
    for sheet in sheets:
        done = edit.done[sheet]
        assert done
        old, new = before[part_of[sheet]], after[part_of[sheet]]
        spelled_out = new.count(b'si="') < old.count(b'si="')  # followers of a shared formula that was overwritten
        assert canonical_sheet(new, done, spelled_out) == canonical_sheet(old, done, spelled_out)


def test_styles_and_names_of_staff_stay_in_place(case: Case) -> None:
    from lxml import etree

    _, data, _, _, edit = case
    for suffix, sections in (
        ("styles.xml", ("cellXfs", "fonts", "fills", "borders", "dxfs")),
        ("workbook.xml", ("definedNames", "sheets")),
    ):
        part = next((name for name in parts(data) if name.endswith(suffix)), None)
        if part is None:
            continue
        old, new = etree.fromstring(parts(data)[part]), etree.fromstring(parts(edit.saved)[part])
        for section in sections:
            before = [etree.tostring(e, method="c14n") for e in old.iterfind(f"{MAIN}{section}/*")]
            after = [etree.tostring(e, method="c14n") for e in new.iterfind(f"{MAIN}{section}/*")]
            assert after[: len(before)] == before


def test_a_second_run_changes_nothing(case: Case) -> None:
    _, _, _, wanted, edit = case
    assert run(Workbook.open(edit.saved), wanted).saved is edit.saved


def test_what_was_saved_is_whole(case: Case) -> None:
    _, data, _, wanted, edit = case
    book = Workbook.open(data)
    run(book, wanted)
    book.verify(edit.saved)


def test_edited_cells_read_back(case: Case) -> None:
    _, _, _, wanted, edit = case
    book = Workbook.open(edit.saved)
    for sheet, edits in wanted.items():
        cells = book.scan(sheet).cells
        for ref in edit.done[sheet]:
            value = edits[ref].value
            place = next((p for p in cells if cell_name(*p) == ref), None)
            if value is None:
                assert place is None or cells[place].empty
            elif isinstance(value, Formula):
                assert place is not None
                assert cells[place].formula == value.text
            elif isinstance(value, str):
                assert place is not None
                assert cells[place].text == value


@pytest.mark.validator
def test_the_sdk_validator_finds_nothing_new(case: Case, tmp_path: Path) -> None:
    name, data, _, _, edit = case
    before, after = tmp_path / f"before-{name}", tmp_path / f"after-{name}"
    before.write_bytes(data)
    after.write_bytes(edit.saved)
    command = validator_command() or ""
    assert sdk_errors(after, command) - sdk_errors(before, command) == {}


@pytest.mark.slow
def test_a_second_validator_finds_nothing_new(case: Case, tmp_path: Path) -> None:
    name, data, _, _, edit = case

    def found(kind: str, content: bytes) -> Counter[str]:
        path = tmp_path / f"{kind}-{name}"
        path.write_bytes(content)
        errors = OpenXmlValidator(max_errors=0).validate(path).errors
        return Counter(f"{e.part_uri} {e.description}" for e in errors if e.severity == ValidationSeverity.ERROR)

    assert found("after", edit.saved) - found("before", data) == {}


@pytest.mark.slow
@pytest.mark.office
def test_libreoffice_opens_it(case: Case, tmp_path: Path) -> None:
    name, _, _, _, edit = case
    path = tmp_path / name
    path.write_bytes(edit.saved)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert path.with_suffix(".pdf").stat().st_size > 1000

"""Nothing that staff put in a workbook changes: read before and after by two readers, compared as canonical XML."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from benchmarks.make_station import make as make_station
from hostile_packages import example, parts_of
from lxml import etree
from staff_cells import OWN_SHEETS, calamine_cells, differences, openpyxl_differences

from workbook_tools.recompute import recompute

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# what a run may change outside of the sheets: new sheets, names and styles are added, a chain of formulas is dropped
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|xl/calcChain\.xml|docProps/app\.xml"
)


def workbooks() -> dict[str, bytes]:
    return {
        "example": example(),
        "station": make_station(7, ledger=300),
        "vague station": make_station(8, ledger=50, vague=0.5),
    }


@pytest.fixture(scope="module", params=["example", "station", "vague station"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A workbook before and after."""
    folder = tmp_path_factory.mktemp("staff")
    before = workbooks()[request.param]
    (folder / "站点.xlsx").write_bytes(before)
    outcome = recompute(folder / "站点.xlsx", folder / "out", report=False)
    assert outcome.ok, outcome.findings
    return before, (folder / "out" / "站点.xlsx").read_bytes()


def test_every_staff_cell_reads_as_before_with_two_readers(pair: tuple[bytes, bytes]) -> None:
    before, after = pair
    assert len(calamine_cells(before)) > 200
    assert differences(before, after) == []
    assert openpyxl_differences(before, after) == []


def test_only_parts_that_have_to_change_change(pair: tuple[bytes, bytes]) -> None:
    before, after = map(parts_of, pair)
    written = {f"xl/worksheets/sheet{number}.xml" for number in range(1, 30)}
    changed = {name for name in before if before[name] != after.get(name)}
    assert not {name for name in changed - written if not MAY_CHANGE.fullmatch(name)}
    assert not {name for name in before if name not in after} - {"xl/calcChain.xml"}


def test_everything_else_on_a_staff_sheet_is_as_it_was(pair: tuple[bytes, bytes]) -> None:
    """Column widths, merges, validations, conditional formats, print settings, protection, drawings, comments."""
    before, after = map(parts_of, pair)
    for name in before:
        if not name.startswith("xl/worksheets/sheet"):
            continue
        old, new = (without_cells(content) for content in (before[name], after[name]))
        assert old == new, name


def without_cells(content: bytes) -> dict[str, bytes]:
    """A sheet's elements besides its cells, each as canonical XML. Its used area grows with an added column.

    A workbook with errors opens on 问题清单, and no other sheet may stay selected.
    """
    root = etree.fromstring(content)
    for view in root.iter(f"{MAIN}sheetView"):
        view.attrib.pop("tabSelected", None)
    elements = [child for child in root if child.tag not in (f"{MAIN}sheetData", f"{MAIN}dimension", f"{MAIN}cols")]
    return {
        f"{index} {child.tag}": etree.tostring(child, method="c14n", exclusive=True)
        for index, child in enumerate(elements)
    }


def test_every_row_keeps_its_height_and_every_staff_cell_its_style(pair: tuple[bytes, bytes]) -> None:
    import openpyxl

    before, after = (openpyxl.load_workbook(io.BytesIO(data)) for data in pair)
    places = {place for place in calamine_cells(pair[0]) if place[0] not in OWN_SHEETS}
    cells = [[book[sheet].cell(row + 1, column + 1) for sheet, row, column in places] for book in (before, after)]
    looks = {(old.style_id, new.style_id): (old, new) for old, new in zip(*cells, strict=True)}  # one of each is enough
    for old, new in looks.values():
        for look in ("number_format", "font", "fill", "border", "alignment", "protection"):
            assert repr(getattr(old, look)) == repr(getattr(new, look)), f"{old.coordinate}: {look}"
    for sheet in before.worksheets:
        for number, dimension in sheet.row_dimensions.items():
            assert after[sheet.title].row_dimensions[number].height == dimension.height


def test_a_second_run_adds_nothing(pair: tuple[bytes, bytes], tmp_path: Path) -> None:
    book = tmp_path / "站点.xlsx"
    book.write_bytes(pair[1])
    outcome = recompute(book, report=False)
    assert outcome.ok
    assert book.read_bytes() == pair[1]
    assert [path.name for path in tmp_path.iterdir()] == ["站点.xlsx"]


def test_figures_that_staff_change_change_their_results_and_nothing_else_is_lost(tmp_path: Path) -> None:
    """A second year in the same workbook: an edit by staff, another run, and the version before is the edited one."""
    import openpyxl

    book = Path(
        shutil.copy(Path(__file__).resolve().parents[2] / "examples" / "yongping-2022.xlsx", tmp_path / "站点.xlsx")
    )
    assert recompute(book, report=False).ok
    edited = openpyxl.load_workbook(book)
    sheet = edited["绩效指标"]
    (target,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "个案服务" or cell.value == "个案"][
        :1
    ]
    header = {str(cell.value): cell.column for cell in sheet[4] if cell.value}
    sheet.cell(target.row, header["实际完成值"]).value = "12个"
    edited.save(book)
    before = book.read_bytes()
    assert recompute(book, report=False).ok
    assert (tmp_path / "站点.上一版.xlsx").read_bytes() == before
    assert differences(before, book.read_bytes()) == []

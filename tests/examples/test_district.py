"""The fictional district: rebuilt by its script, and as mixed as what an office really collects."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook_tools.model import Submission
from workbook_tools.ooxml import PackageProblem, Workbook
from workbook_tools.reading.standard import looks_standard, read_standard

DISTRICT = Path(__file__).parents[2] / "examples" / "district"
FILES = sorted(path.relative_to(DISTRICT) for path in DISTRICT.rglob("*.xls[xm]"))
BROKEN = Path("第二批/禾田镇社工服务站.xlsx")
FORM = Path("第二批/金鼎街社工服务站项目支出绩效自评表.xlsx")
STATIONS = [path for path in FILES if path not in (BROKEN, FORM)]


def submission_of(path: Path) -> Submission:
    data = (DISTRICT / path).read_bytes()
    return read_standard(data, Workbook.open(data))


def test_the_script_rebuilds_the_committed_files(
    tmp_path: Path, build: Callable[[str, Path], None], same_package: Callable[[bytes, bytes], None]
) -> None:
    build("build_district.py", tmp_path)
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.xls[xm]")) == FILES
    for path in FILES:
        same_package((tmp_path / path).read_bytes(), (DISTRICT / path).read_bytes())


def test_a_dozen_files_stay_small() -> None:
    assert len(FILES) == 12
    assert sum((DISTRICT / path).stat().st_size for path in FILES) < 500_000


@pytest.mark.parametrize("path", STATIONS, ids=str)
def test_a_stations_workbook_is_read_without_errors(path: Path) -> None:
    submission = submission_of(path)
    assert [finding for finding in submission.findings if finding.severity == "E"] == []
    assert submission.ledger is not None
    assert 30 <= len(submission.ledger) <= 80


def test_two_stations_have_the_same_name() -> None:
    names = Counter(submission_of(path).information.station for path in STATIONS)
    assert [name for name, count in names.items() if count > 1] == ["东湖街社工服务站"]


def test_one_station_calls_an_indicator_by_another_name() -> None:
    names = Counter(row.level3 for path in STATIONS for row in submission_of(path).indicators)
    assert names["社区活动"] == len(STATIONS) - 1
    assert names["社区活动场次"] == 1


def test_one_file_was_cut_off() -> None:
    data = (DISTRICT / BROKEN).read_bytes()
    assert not zipfile.is_zipfile(io.BytesIO(data))
    with pytest.raises(PackageProblem):
        Workbook.open(data)


def test_one_file_is_an_official_form() -> None:
    from workbook_tools.reading.official_form import looks_like_form

    data = (DISTRICT / FORM).read_bytes()
    assert not looks_standard(Workbook.open(data))
    assert looks_like_form(data)


def test_one_workbook_has_buttons() -> None:
    (path,) = [path for path in FILES if path.suffix == ".xlsm"]
    assert Workbook.open((DISTRICT / path).read_bytes()).has_macros

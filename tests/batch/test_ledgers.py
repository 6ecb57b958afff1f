from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
from batch_folder import LEDGER_HEADS, contents, ledger_book, station_book
from openpyxl import load_workbook
from sheets import INDICATOR_HEADS, Book

from workbook_tools.batch import BatchOutcome, batch
from workbook_tools.batch.places import place
from workbook_tools.batch.plan import owner_of
from workbook_tools.batch.records import Record, codes
from workbook_tools.batch.state import BatchState
from workbook_tools.batch.survey import Named
from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.joined_ledger import join, read_ledger_workbook
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.reading.standard import read_standard

INDICATORS = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "个案服务", "", 60, "个", 50, "", ""),
    ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, "92%", ""),
)


def entry(day: dt.date, count: float = 1, indicator: str = "个案服务", worker: str = "陈社工") -> tuple[object, ...]:
    return (day, "东门社区", worker, "个案", indicator, count, 3, 2, 1, "")


def month(number: int, entries: int) -> list[tuple[object, ...]]:
    return [entry(dt.date(2025, number, 1 + day), 1 + day / 100) for day in range(entries)]


def station(name: str = "甲街社工服务站", own: list[tuple[object, ...]] | None = None) -> bytes:
    ledger = {"服务台账": (LEDGER_HEADS, *own)} if own is not None else {}
    return station_book(name, 绩效指标=INDICATORS, **ledger)


def run(source: Path, out: Path) -> BatchOutcome:
    return batch(source, out, jobs=1, report=False, seconds=60)


def whole(out: Path, relative: str) -> Record:
    return next(BatchState(place(str(out))).stored([relative]))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "各站"
    folder.mkdir()
    return folder


def test_ledgers_of_three_months_and_the_stations_own_are_scored_as_one(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station(own=month(1, 10)))
    for number in (2, 3):
        (source / f"甲街-{number}月台账.xlsx").write_bytes(
            ledger_book(month(number, 20), sheet=f"服务台账（{number}月）")
        )
    outcome = run(source, tmp_path / "结果")
    assert outcome.ok
    assert {record.relative: record.status for record in outcome.records} == {
        "甲街.xlsx": "done",
        "甲街-2月台账.xlsx": "joined",
        "甲街-3月台账.xlsx": "joined",
    }
    record = whole(tmp_path / "结果", "甲街.xlsx")
    expected = sum(1 + day / 100 for day in range(10)) + 2 * sum(1 + day / 100 for day in range(20))
    book = load_workbook(tmp_path / "结果/各站结果/甲街/甲街.xlsx", data_only=True)
    sheet = book["绩效指标"]
    column = next(cell.column for cell in sheet[1] if cell.value == "台账完成值")
    assert sheet.cell(2, column).value == pytest.approx(expected)
    assert record.details["ledger"]["total"]["entries"] == 50
    hint = next(found for found in record.outcome["findings"] if found["code"] == "L102")
    assert "2个台账工作簿的40条记录" in hint["message"]
    page = (tmp_path / "结果/汇总.html").read_text(encoding="utf-8")
    assert "甲街-3月台账.xlsx" in page


def test_the_stations_workbook_keeps_its_own_ledger_as_it_was(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station(own=month(1, 5)))
    (source / "甲街-2月.xlsx").write_bytes(ledger_book(month(2, 5)))
    run(source, tmp_path / "结果")
    sheet = load_workbook(tmp_path / "结果/各站结果/甲街/甲街.xlsx")["服务台账"]
    assert sheet.max_row == 6


def test_findings_in_a_joined_ledger_name_its_workbook(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station(own=month(1, 3)))
    strange = [
        entry(dt.date(2019, 1, 1)),
        entry(dt.date(2025, 2, 1), indicator="个案服务工作"),
        entry(dt.date(2025, 1, 1), 1.0),
        entry(dt.date(2025, 2, 2), -4),
        ("2月30日左右", "", "", "", "个案服务", 1, "", "", "", ""),
    ]
    (source / "甲街-2月.xlsx").write_bytes(ledger_book(strange))
    run(source, tmp_path / "结果")
    findings = {found["code"]: found for found in whole(tmp_path / "结果", "甲街.xlsx").outcome["findings"]}
    places = {code: (found["sheet"], found["cell"]) for code, found in findings.items() if code.startswith("L00")}
    own = "[甲街-2月.xlsx]服务台账"
    assert places == {
        "L001": (own, "A2"),
        "L002": (own, "E3"),
        "L003": (own, "A4"),
        "L004": (own, "A6"),
        "L006": (own, "F5"),
    }
    assert "第[甲街-2月.xlsx]4行与第2行" in findings["L003"]["message"]
    book = load_workbook(tmp_path / "结果/各站结果/甲街/甲街.xlsx")
    cells = [cell for row in book["问题清单"].iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.location]
    assert not [cell for cell in cells if "甲街-2月" in cell.hyperlink.location]


def test_a_changed_ledger_is_a_changed_station(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station())
    (source / "乙街.xlsx").write_bytes(station("乙街社工服务站"))
    (source / "甲街-2月.xlsx").write_bytes(ledger_book(month(2, 5)))
    run(source, tmp_path / "结果")
    assert all(record.reused for record in run(source, tmp_path / "结果").records)
    (source / "甲街-2月.xlsx").write_bytes(ledger_book(month(2, 6)))
    again = run(source, tmp_path / "结果")
    assert [record.relative for record in again.records if not record.reused] == ["甲街-2月.xlsx", "甲街.xlsx"]


def test_a_ledger_that_cannot_be_joined_fails_alone_and_the_station_says_so(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station(own=month(1, 20)))
    (source / "甲街-2月.xlsx").write_bytes(Book({"服务台账": [("日期", "什么"), (dt.date(2025, 2, 1), 1)]}).data())
    (source / "甲街-3月.xlsx").write_bytes(Book({"服务台账": []}).data())
    (source / "甲街-4月.xlsx").write_bytes(ledger_book([]))  # nothing yet is no fault, and is said
    outcome = run(source, tmp_path / "结果")
    assert not outcome.ok
    failed = {record.relative: codes(record) for record in outcome.records if record.status == "failed"}
    assert set(failed) == {"甲街-2月.xlsx", "甲街-3月.xlsx"}
    said = [found["code"] for found in whole(tmp_path / "结果", "甲街.xlsx").outcome["findings"]]
    assert (said.count("L104"), said.count("L105")) == (2, 1)
    again = run(source, tmp_path / "结果")
    assert not next(record for record in again.records if record.relative == "甲街.xlsx").reused


def test_a_ledger_of_nobody_is_told(source: Path, tmp_path: Path) -> None:
    for name in ("甲街", "乙街"):
        (source / f"{name}.xlsx").write_bytes(station(f"{name}社工服务站"))
    (source / "9月.xlsx").write_bytes(ledger_book(month(2, 5)))
    (source / "丙街台账.xlsx").write_bytes(ledger_book(month(2, 5), station="丙街社工服务站"))
    outcome = run(source, tmp_path / "结果")
    assert {record.relative: codes(record) for record in outcome.records if record.status == "failed"} == {
        "9月.xlsx": ("L101",),
        "丙街台账.xlsx": ("L101",),
    }


@pytest.mark.parametrize(
    ("ledger", "named", "owner"),
    [
        ("x/9月.xlsx", "乙街社工服务站", "乙街.xlsx"),  # by the station that it names
        ("甲街-9月.xlsx", "", "甲街.xlsx"),  # by the beginning of its file name
        ("甲街二站-9月.xlsx", "", "甲街二站.xlsx"),  # the longest that fits
        ("远郊/9月.xlsx", "", "远郊/丙镇.xlsx"),  # the only one in its folder
        ("9月.xlsx", "", ""),
        ("9月.xlsx", "丁街社工服务站", ""),
        ("东站/双2024-9月.xlsx", "双街社工服务站", "东站/双2024.xlsx"),  # two of that name: then by the file's
        ("东站/9月.xlsx", "双街社工服务站", ""),
    ],
)
def test_whose_ledger_it_is(ledger: str, named: str, owner: str) -> None:
    stations = {
        "甲街.xlsx": "甲街社工服务站",
        "甲街二站.xlsx": "甲街第二社工服务站",
        "乙街.xlsx": "乙街社工服务站",
        "远郊/丙镇.xlsx": "丙镇社工服务站",
        "东站/双2024.xlsx": "双街社工服务站",
        "东站/双2025.xlsx": "双街社工服务站",
    }
    names = {path: Named(path, station, "") for path, station in stations.items()}
    names[ledger] = Named(ledger, named, "")
    found, why = owner_of(ledger, list(stations), names)
    assert found == owner
    assert bool(why) == (not owner)


def test_the_year_chooses_between_two_workbooks_of_a_station() -> None:
    names = {
        "2024.xlsx": Named("2024.xlsx", "甲街社工服务站", "2024"),
        "2025.xlsx": Named("2025.xlsx", "甲街社工服务站", "2025"),
        "台账.xlsx": Named("台账.xlsx", "甲街社工服务站", "2025"),
    }
    assert owner_of("台账.xlsx", ["2024.xlsx", "2025.xlsx"], names) == ("2025.xlsx", "")


def test_two_hundred_thousand_entries_in_four_workbooks_are_joined_and_checked_in_seconds() -> None:
    days = [dt.date(2024, 8, 1) + dt.timedelta(days=n) for n in range(365)]
    rows = 50_000
    entries = [
        (days[n % 365], f"社区{n % 30}", f"社工{n % 200}", "个案", "个案服务", 1, n % 7, 0.01, 0, "")
        for n in range(rows)
    ]
    data = Book({"服务台账": (LEDGER_HEADS, *entries)}).data()
    standard = station()
    begin = time.process_time()
    pieces = [piece for n in range(4) for piece in read_ledger_workbook(data, Workbook.open(data), f"{n}.xlsx")]
    read = time.process_time() - begin
    submission = join(read_standard(standard, Workbook.open(standard)), pieces)
    assert submission.ledger is not None
    assert len(submission.ledger) == 4 * rows
    begin = time.process_time()
    scheme = load_scheme()
    evaluation = evaluate(submission, scheme)
    findings = check_all(submission, evaluation, scheme)
    spent = time.process_time() - begin
    assert evaluation.rows[0].ledger_value == 4 * rows
    doubles = next(found for found in findings if found.code == "L003")
    assert "150000条记录" in doubles.message.replace("15万", "150000")
    print(f"read {read:.1f} s, evaluated and checked {spent:.1f} s")
    assert spent < 20


def test_what_is_joined_gives_the_same_bytes_each_time(source: Path, tmp_path: Path) -> None:
    (source / "甲街.xlsx").write_bytes(station(own=month(1, 3)))
    (source / "甲街-2月.xlsx").write_bytes(ledger_book(month(2, 5)))
    run(source, tmp_path / "a")
    run(source, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")

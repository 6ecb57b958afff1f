"""Forms in Word count in a folder; reports, letters and lists in Word lie there for other reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_folder import station_book

from tests.foreign.writers import as_docx
from tests.old_reports.reports import QINGSHAN
from tests.old_reports.writers import as_word
from tests.reading.form_builder import build
from tests.reading.published_forms import LIJIANG, TANGXI
from workbook_tools import batch
from workbook_tools.basis.file_kinds import Use, suffixes_of
from workbook_tools.excel.drop import run_drop
from workbook_tools.page.desk import Desk, answer

FORM = as_docx(build(TANGXI, "ministry"))
FILES = {
    "甲站/自评表.docx": FORM,
    "乙站/自评表.DOCX": as_docx(build(LIJIANG, "plain")),
    "丙站/丙站.xlsx": station_book("丙站"),
    "丙站/丙站-2025年度-绩效自评报告.docx": as_word(QINGSHAN),
    "丙站/退回修改通知.docx": as_word(["退回修改通知", "请于月底前重新报送。"]),
    "丙站/通讯录.docx": as_word([[["岗位", "姓名"], ["社工", "甲"]]]),
    "丙站/report.docx": as_word(["{{p 正文 }}"]),
    "丁站/自评表.docx": FORM[:3000],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        path = tmp_path / "各站" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "各站"


def test_a_batch_takes_forms_in_word_and_passes_over_what_is_none(folder: Path, tmp_path: Path) -> None:
    outcome = batch(folder, tmp_path / "汇总", report=False, jobs=1)
    status = {record.relative: record.status for record in outcome.records}
    assert status == {
        "甲站/自评表.docx": "done",
        "乙站/自评表.DOCX": "done",
        "丙站/丙站.xlsx": "done",
        "丁站/自评表.docx": "failed",  # cut off: its station is not lost sight of
    }
    passed = next(note.message for note in outcome.notes if note.code == "B018")
    assert "3 份" in passed
    assert "通讯录.docx" in passed
    assert list((tmp_path / "汇总" / "各站结果" / "甲站").rglob("*（标准工作簿）.xlsx"))


def test_a_second_run_does_forms_in_word_again_only_when_they_have_changed(folder: Path, tmp_path: Path) -> None:
    batch(folder, tmp_path / "汇总", report=False, jobs=1)
    (folder / "乙站/自评表.DOCX").write_bytes(FORM)
    records = {record.relative: record for record in batch(folder, tmp_path / "汇总", report=False, jobs=1).records}
    assert records["甲站/自评表.docx"].reused
    assert not records["乙站/自评表.DOCX"].reused


def test_the_page_does_a_form_in_word(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    names = ["甲站/自评表.docx", "丙站/报告.docx"]
    answer(desk, json.dumps({"verb": "put", "files": names}), [FORM, as_word(QINGSHAN)])
    plan = json.loads(answer(desk, json.dumps({"verb": "plan", "options": {"report": False}}))[0])
    assert [job["relative"] for job in plan["jobs"]] == ["甲站/自评表.docx"]
    reply, files = answer(desk, json.dumps({"verb": "work", "key": plan["jobs"][0]["key"]}))
    assert json.loads(reply)["ok"]
    assert files


def test_the_page_searches_a_folder_for_what_the_table_of_kinds_has(tmp_path: Path) -> None:
    told = json.loads(answer(Desk(tmp_path), json.dumps({"verb": "about"}))[0])["suffixes"]
    assert told == [*suffixes_of(Use.EDITED, Use.READ, picked=True), ".toml"]
    assert {".xlsx", ".xls", ".et", ".ods", ".docx", ".csv"} <= set(told)


def test_a_form_in_word_can_be_dropped_and_a_report_says_where_it_belongs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Path] = []
    dropped = [folder / "甲站/自评表.docx", folder / "丙站/丙站-2025年度-绩效自评报告.docx"]
    assert run_drop(dropped, open_path=opened.append, wait=lambda: None) == 1
    assert [path.name for path in opened] == ["自评表（标准工作簿）.xlsx"]
    assert "F161" in capsys.readouterr().err
    assert (folder / "甲站/自评表.docx").read_bytes() == FORM

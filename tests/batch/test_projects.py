"""A file with forms of several projects: each is computed into a folder of its own, and none is another's twin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_folder import contents

from tests.reading.test_official_form_projects import below, form
from workbook_tools.batch import batch
from workbook_tools.batch.plan import make_plan
from workbook_tools.batch.records import JobOptions
from workbook_tools.batch.survey import Seen
from workbook_tools.cli import main
from workbook_tools.library.options import Options
from workbook_tools.recompute import recompute_file

TWO = below(form("项目甲", 90), form("项目乙", 80))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "各站").mkdir()
    (tmp_path / "各站" / "自评表.xlsx").write_bytes(TWO)
    return tmp_path / "各站"


def test_each_project_has_its_folder_and_its_line_and_both_count(folder: Path, tmp_path: Path) -> None:
    outcome = batch(folder, tmp_path / "汇总", report=False, letters=True, jobs=1)
    assert [record.relative for record in outcome.records] == ["自评表.xlsx", "自评表（2）.xlsx"]
    assert outcome.notes == ()
    results = tmp_path / "汇总" / "各站结果"
    for project in ("", "（2）"):
        assert (results / f"自评表{project}" / f"自评表（标准工作簿）{project}.xlsx").is_file()
        assert list((results / f"自评表{project}").glob(f"*退回修改通知{project}.docx"))
    told = (tmp_path / "汇总" / "汇总.html").read_text("utf-8")
    assert "某中心（项目甲）" in told
    assert "某中心（项目乙）" in told


def test_a_project_of_a_batch_is_what_recompute_makes_of_it(folder: Path, tmp_path: Path) -> None:
    batch(folder, tmp_path / "汇总", report=False, jobs=1)
    name = "自评表（标准工作簿）（2）.xlsx"
    recompute_file(folder / "自评表.xlsx", tmp_path / "单独", Options(report=False), project=1)
    batched = tmp_path / "汇总" / "各站结果" / "自评表（2）" / name
    assert batched.read_bytes() == (tmp_path / "单独" / name).read_bytes()


def test_a_second_run_has_nothing_to_do(folder: Path, tmp_path: Path) -> None:
    batch(folder, tmp_path / "汇总", report=False, jobs=1)
    before = contents(tmp_path / "汇总")
    again = batch(folder, tmp_path / "汇总", report=False, jobs=1)
    assert [record.reused for record in again.records] == [True, True]
    assert contents(tmp_path / "汇总") == before


def test_no_two_jobs_have_one_name(tmp_path: Path) -> None:
    (tmp_path / "源").mkdir()
    for name in ("表.xlsx", "表（2）.xlsx"):
        (tmp_path / "源" / name).write_bytes(TWO)

    def look_at(relatives: object) -> list[Seen]:
        return [Seen("表.xlsx", "1", False, 3), Seen("表（2）.xlsx", "2", False, 2)]

    plan = make_plan(str(tmp_path / "源"), str(tmp_path / "汇总"), JobOptions(), look_at, lambda _: [])
    assert len({job.relative for job in plan.jobs}) == len({job.folder for job in plan.jobs}) == 5
    assert [(job.path, job.project) for job in plan.jobs] == [
        ("表.xlsx", 0), ("表.xlsx", 1), ("表.xlsx", 2), ("表（2）.xlsx", 0), ("表（2）.xlsx", 1),
    ]  # fmt: skip


def test_a_letter_goes_out_for_each_project(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", str(folder / "自评表.xlsx"), "--out", str(tmp_path / "通知"), "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["project"] for each in told] == ["项目甲", "项目乙"]
    assert len(list((tmp_path / "通知").glob("*退回修改通知.docx"))) == 1
    assert len(list((tmp_path / "通知").glob("*退回修改通知（2）.docx"))) == 1


def test_every_project_is_imported_and_nothing_is_overwritten(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "标准.xlsx"
    assert main(["import", str(folder / "自评表.xlsx"), "--out", str(out)]) == 0
    assert sorted(path.name for path in tmp_path.glob("标准*.xlsx")) == ["标准.xlsx", "标准（2）.xlsx"]
    out.unlink()
    assert main(["import", str(folder / "自评表.xlsx"), "--out", str(out)]) == 1
    assert not out.exists()


def test_what_is_dropped_is_computed_project_by_project(folder: Path) -> None:
    from workbook_tools.excel.drop import run_drop

    shown: list[Path] = []
    assert run_drop([folder / "自评表.xlsx"], open_path=shown.append, wait=lambda: None) == 0
    assert [path.name for path in shown] == ["自评表（标准工作簿）.xlsx"]
    assert (folder / "自评表（标准工作簿）（2）.xlsx").is_file()

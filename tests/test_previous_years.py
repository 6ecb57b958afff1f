"""`--previous`: this year's workbook beside earlier ones, from the files to the sheet, the reports and the JSON."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_readers import html_blocks, word_blocks
from year_pairs import workbook

from tests.reading.form_builder import LAYOUTS, build
from tests.reading.published_forms import TANGXI
from workbook_tools import check, cli, recompute, report
from workbook_tools.recompute import Outcome


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, link in ((2022, 25), (2023, 25), (2024, 25), (2025, 35)):
        (tmp_path / f"{number}.xlsx").write_bytes(workbook(number, case=(60, 40 + number % 100), link=link))
    return tmp_path


def years(outcome: Outcome) -> list[str]:
    assert outcome.ok
    assert outcome.evaluation is not None
    return [each.year for each in outcome.evaluation.years]


def codes(outcome: Outcome) -> set[str]:
    return {each.code for each in outcome.findings if each.code.startswith("Y")}


def contents(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


def results(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    return [list(row) for row in book["评价结果"].iter_rows(values_only=True)]


def titled(cells: list[list[Any]], title: str) -> list[str]:
    """The numbered headings of tables that are called so: 七、与2024年度逐项比较."""
    return [str(row[0]) for row in cells if str(row[0]).partition("、")[2] == title]


def test_the_sheet_has_the_years_and_each_indicator(folder: Path) -> None:
    recompute(folder / "2025.xlsx", folder / "out", previous=[folder / "2024.xlsx", folder / "2023.xlsx"])
    cells = results(folder / "out/2025.xlsx")
    at = next(number for number, row in enumerate(cells) if row[0] in titled(cells, "与2024年度逐项比较"))
    link = next(row for row in cells[at:] if row[0] == "资源链接")
    assert link[2:4] == ["50万（不变）", "25万 → 35万"]
    assert link[4:9] == [0.5, 0.7, 20, 15, 21]
    assert link[9] == "指标值不变，实际完成值增加10万，得分增加6分（[2024.xlsx]绩效指标!H3）"
    assert [row[0] for row in cells if str(row[9]).endswith("社工服务站（2018）")] == [
        "2025（本年）",
        "2024年度",
        "2023年度",
    ]
    assert titled(cells, "与2023年度逐项比较")


def test_the_reports_have_a_section_a_table_and_a_chart(folder: Path) -> None:
    outcome = report(folder / "2025.xlsx", folder / "out", previous=folder / "2024.xlsx")
    word, html, _ = (path.read_bytes() for path in outcome.written)
    for blocks in (word_blocks(word), html_blocks(html)):
        text = "\n".join(blocks)
        assert "与以前年度比较" in text
        assert "绩效等级" in text
        assert "与2024年度逐项比较" in text
        assert "两年完成率对比" in text
        assert "25万" in text


def test_earlier_workbooks_are_never_written(folder: Path) -> None:
    before = contents(folder)
    recompute(folder / "2025.xlsx", folder / "out", previous=folder)
    check(folder / "2025.xlsx", previous=folder)
    assert contents(folder) == before


def test_the_same_years_give_the_same_bytes(folder: Path) -> None:
    for out in ("a", "b"):
        recompute(folder / "2025.xlsx", folder / out, previous=[folder / "2024.xlsx", folder / "2023.xlsx"])
    assert contents(folder / "a") == contents(folder / "b")


def test_a_run_without_earlier_years_takes_the_comparison_away(folder: Path) -> None:
    recompute(folder / "2025.xlsx", folder / "plain")
    recompute(folder / "2025.xlsx", previous=folder / "2024.xlsx")
    assert titled(results(folder / "2025.xlsx"), "与2024年度逐项比较")
    recompute(folder / "2025.xlsx")
    assert results(folder / "2025.xlsx") == results(folder / "plain/2025.xlsx")


def test_three_years_of_25_against_50_are_told(folder: Path) -> None:
    outcome = check(folder / "2025.xlsx", previous=[folder / f"{number}.xlsx" for number in (2022, 2023, 2024)])
    (said,) = [each for each in outcome.findings if each.code == "Y103"]
    assert (said.sheet, said.cell) == ("绩效指标", "E3")
    assert "25万、25万、25万、35万" in said.message


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"kein Arbeitsbuch", None])
def test_an_earlier_workbook_that_cannot_be_read_leaves_this_year_done(folder: Path, content: bytes | None) -> None:
    other = folder / "坏.xlsx"
    if content is not None:
        other.write_bytes(content)
    outcome = recompute(folder / "2025.xlsx", folder / "out", previous=[other, folder / "2024.xlsx"])
    assert years(outcome) == ["2024"]
    assert codes(outcome) >= {"Y014"}
    (said,) = [each for each in outcome.findings if each.code == "Y014"]
    assert "坏.xlsx" in said.message


def test_the_workbook_itself_is_no_earlier_one(folder: Path) -> None:
    outcome = check(folder / "2025.xlsx", previous=folder / "." / "2025.xlsx")
    assert years(outcome) == []
    assert codes(outcome) == {"Y004"}


def test_a_copy_of_the_workbook_is_of_the_same_year(folder: Path) -> None:
    (folder / "备份.xlsx").write_bytes((folder / "2025.xlsx").read_bytes())
    assert codes(check(folder / "2025.xlsx", previous=folder / "备份.xlsx")) == {"Y003"}


def test_another_stations_workbook_is_refused_and_the_exit_code_stays_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "别站.xlsx").write_bytes(workbook(2024, station="白塔镇社工服务站"))
    assert cli.main(["check", str(folder / "2025.xlsx"), "--previous", str(folder / "别站.xlsx")]) == 0
    assert "[Y001 提醒] 基本信息!B1 “别站.xlsx”是“白塔镇社工服务站”的工作簿" in capsys.readouterr().out


def test_in_a_folder_each_station_finds_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = folder / "往年"
    (archive / "2024").mkdir(parents=True)
    other = "白塔镇社工服务站"
    (archive / "2024/甲.xlsx").write_bytes(workbook(2024, case=(60, 61), link=26))
    (archive / "2024/乙.xlsx").write_bytes(workbook(2024, case=(60, 61), link=26, station=other))
    (archive / "2024/~$甲.xlsx").write_bytes(b"owner")
    (archive / "2024/甲.上一版.xlsx").write_bytes(workbook(2024, case=(60, 59), link=26))
    (folder / "别站.xlsx").write_bytes(workbook(2025, station=other))
    files = [str(folder / name) for name in ("2025.xlsx", "别站.xlsx")]
    assert cli.main(["check", *files, "--previous", str(archive), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[each["file"] for each in line["previous"]] for line in lines] == [["甲.xlsx"], ["乙.xlsx"]]
    assert not {f["code"] for line in lines for f in line["findings"]} & {"Y001", "Y011", "Y012", "Y014"}


def test_of_several_files_each_takes_the_earlier_workbook_of_its_station(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "别站.xlsx").write_bytes(workbook(2025, station="白塔镇社工服务站"))
    files = [str(folder / name) for name in ("2025.xlsx", "别站.xlsx")]
    cli.main(["check", *files, "--previous", str(folder / "2024.xlsx"), "--json"])
    own, other = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [each["year"] for each in own["previous"]] == ["2024"]
    assert other["previous"] is None
    assert {f["code"] for f in other["findings"]} >= {"Y012"}


def test_the_json_has_both_years_and_null_without(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["check", str(folder / "2025.xlsx"), "--json"])
    assert json.loads(capsys.readouterr().out)["previous"] is None
    cli.main(["check", str(folder / "2025.xlsx"), "--previous", str(folder / "2024.xlsx"), "--json"])
    (year,) = json.loads(capsys.readouterr().out)["previous"]
    assert (year["file"], year["year"], year["execution_rate"]) == ("2024.xlsx", "2024", 0.98)
    link = next(row for row in year["rows"] if row["now"]["level3"] == "资源链接")
    assert (link["kind"], link["target_change"], link["actual_change"], link["unit"]) == ("same", 0, 10, "万")
    assert (link["completion_change"], link["score_change"]) == (0.2, 6)
    assert (link["before"]["sheet"], link["before"]["row"], link["before"]["actual"]) == ("绩效指标", 3, "25")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_official_form_is_an_earlier_year_too(folder: Path, layout: str) -> None:
    (folder / "自评表.xlsx").write_bytes(build(TANGXI, layout))
    (folder / "站.xlsx").write_bytes(workbook(2099, station=TANGXI.project))
    outcome = check(folder / "站.xlsx", previous=folder / "自评表.xlsx")
    assert "Y014" not in codes(outcome)
    assert "Y001" not in codes(outcome)
    assert len(years(outcome)) == 1

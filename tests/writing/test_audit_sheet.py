"""审计信息: what the figures were computed with, told without a clock, and where each comes from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sheets import INFORMATION, standard

from workbook_tools import __version__, cli
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.fingerprint import COVERS
from workbook_tools.recompute import recompute

RULES = [("规则", "取值"), ("单项支出允许偏差", "20%")]


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)["审计信息"]


def facts(data: bytes) -> dict[str, str]:
    rows = sheet_of(data).iter_rows(values_only=True)
    return {str(row[0]): str(row[1]) for row in rows if row[0] and row[1]}


def written(path: Path, **settings: Any) -> bytes:
    outcome = recompute(path, path.parent / "out", report=False, **settings)
    assert outcome.ok, outcome.findings
    return outcome.written[0].read_bytes()


@pytest.fixture
def station(tmp_path: Path) -> Path:
    path = tmp_path / "站.xlsx"
    path.write_bytes(standard(评分规则=RULES).data())
    return path


def test_it_tells_program_scheme_rules_inputs_and_day(station: Path) -> None:
    told = facts(written(station))
    assert told["程序版本"] == f"workbook-tools {__version__}"
    assert told["评分方案"].startswith("guangzhou-2018：财政项目支出绩效自评（2020），广州市社工服务站（2018）")
    assert "财预〔2020〕10号" in told["方案依据"]
    assert told["方案调整"] == "按本簿“评分规则”：单项支出允许偏差＝20%（已计入方案摘要）"
    assert told["指纹范围"] == COVERS
    assert told["期限判断日"] == "2025-07-31"
    assert {len(told[name].removeprefix("SHA-256 ")) for name in ("方案摘要", "输入指纹")} == {64}


def test_the_time_is_what_the_caller_gives_and_nothing_otherwise(station: Path) -> None:
    without, given = written(station), written(station, time="2025-08-01 10:00")
    assert facts(without)["计算时间"].startswith("未提供")
    assert facts(given)["计算时间"] == "2025-08-01 10:00"
    assert written(station) == without, "the same input gives the same bytes, whatever the clock says"


@pytest.mark.parametrize(
    ("text", "told"),
    [("2025-08-01 10:00", "2025-08-01 10:00"), ("2025-08-01T10:00:30", "2025-08-01 10:00:30"),
     ("2025-08-01", "2025-08-01 00:00")],
)  # fmt: skip
def test_the_command_takes_a_time(text: str, told: str, station: Path) -> None:
    assert cli.main(["recompute", str(station), "--no-report", "--time", text]) == 0
    assert facts(station.read_bytes())["计算时间"] == told


def test_the_command_refuses_what_is_no_time(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["recompute", str(station), "--time", "昨天"]) == 2
    assert "2023-07-31 10:00" in capsys.readouterr().err


def test_a_batch_takes_a_time_and_does_nothing_anew_for_another(station: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    for text in ("2025-08-01 10:00", "2025-08-02 10:00"):
        arguments = ["batch", str(station.parent), "--out", str(out), "--jobs", "1", "--no-report", "--quiet"]
        assert cli.main([*arguments, "--time", text]) == 0
    (workbook,) = out.rglob("站.xlsx")
    assert facts(workbook.read_bytes())["计算时间"] == "2025-08-01 10:00"


def test_what_nobody_has_checked_of_the_scheme_is_told(tmp_path: Path) -> None:
    def told(scheme: str) -> str:
        about = [*INFORMATION[:-1], ("评分方案", scheme)]
        return facts(written_workbook(evaluate_bytes(standard(基本信息=about).data()))[0])["未核实的规定"]

    assert told("fiscal-2020") == "本簿用到的规定中，方案没有标明未核实的"
    assert "经费占比" in told("sample-district"), "whose numbers are made up, and marked so"


def test_each_row_of_the_trace_links_the_figure_and_its_source(station: Path) -> None:
    data = written(station)
    sheet, results = sheet_of(data), openpyxl.load_workbook(io.BytesIO(data), data_only=True)["评价结果"]
    head = next(cell.row for cell in sheet["A"] if cell.value == "评价结果单元格")
    rows = list(sheet.iter_rows(min_row=head + 1, max_col=4))
    assert rows
    for figure, value, source, rule in rows:
        assert figure.hyperlink.location == f"'评价结果'!{figure.value}"
        assert value.value == results[figure.value].value
        assert rule.value
        if source.hyperlink is not None:
            name, _, cell = source.hyperlink.location.rpartition("!")
            assert Workbook.open(data).scan(name.strip("'")) is not None, cell


def test_a_second_run_changes_no_byte(station: Path) -> None:
    assert recompute(station, report=False, time="2025-08-01 10:00").ok
    once = station.read_bytes()
    assert recompute(station, report=False, time="2025-08-01 10:00").ok
    assert station.read_bytes() == once

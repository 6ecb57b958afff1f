"""A fault of the program: what is true is said, the next file is done, and a report can be sent."""

from __future__ import annotations

import json
import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from sheets import standard

from workbook_tools import cli
from workbook_tools.excel import drop
from workbook_tools.faults import report_text

recompute_module = import_module("workbook_tools.recompute")  # the package has a function of that name
SECRET = "林晓慧的低保证号"


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder := tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.delenv("WORKBOOK_TOOLS_DEBUG", raising=False)


@pytest.fixture
def stations(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("甲街.xlsx", "乙街.xlsx", "丙街.xlsx")]
    for path in paths:
        path.write_bytes(standard().data())
    return paths


def faulty_for(name: str, monkeypatch: pytest.MonkeyPatch, module: object, function: str) -> None:
    real = getattr(module, function)

    def broken(*arguments: object, **named: object) -> object:
        if any(name in str(argument) for argument in arguments if isinstance(argument, Path)):
            raise ZeroDivisionError(SECRET)
        return real(*arguments, **named)

    monkeypatch.setattr(module, function, broken)


def test_a_fault_before_anything_is_written_says_that_the_file_is_as_it_was_and_the_others_are_done(
    stations: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stations[1].read_bytes()
    real = recompute_module.evaluate_bytes

    def broken(*arguments: object, **named: object) -> object:
        if len(seen) == 1:
            seen.append("")
            raise ZeroDivisionError(SECRET)
        seen.append("")
        return real(*arguments, **named)

    seen: list[str] = []
    monkeypatch.setattr(recompute_module, "evaluate_bytes", broken)
    assert cli.main(["recompute", "--json", "--no-report", *map(str, stations)]) == 3
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["ok"] for each in told] == [True, False, True]
    (finding,) = told[1]["findings"]
    assert finding["code"] == "U900"
    assert "文件没有改动" in finding["message"]
    assert stations[1].read_bytes() == before


def test_a_fault_after_the_workbook_was_written_names_it(
    stations: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = stations[0].read_bytes()
    faulty_for("甲街", monkeypatch, recompute_module, "write_reports")
    assert cli.main(["recompute", "--json", *map(str, stations)]) == 3
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["ok"] for each in told] == [False, True, True]
    (finding,) = told[0]["findings"]
    assert finding["code"] == "U901"
    assert "已经写好：甲街.xlsx" in finding["message"]
    assert "没有改动" not in finding["message"]
    assert [Path(path).name for path in told[0]["written"]] == ["甲街.xlsx"]
    assert stations[0].read_bytes() != before
    assert len(told[1]["written"]) > 1


def test_dropped_files_behind_a_fault_are_done_and_the_window_stays(
    stations: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty_for("甲街", monkeypatch, recompute_module, "write_reports")
    waited: list[bool] = []
    code = drop.run_drop(stations, open_path=lambda _: None, wait=lambda: waited.append(True))
    assert (code, waited) == (3, [True])
    said = capsys.readouterr().err
    assert "U901" in said
    assert "完成 2 个，1 个没有处理" in said


def test_the_report_tells_versions_calls_and_shape_and_no_text_of_the_workbook(
    stations: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty_for("甲街", monkeypatch, recompute_module, "write_reports")
    assert cli.main(["recompute", str(stations[0])]) == 3
    (report,) = Path(tempfile.gettempdir()).glob("workbook-tools-*.txt")
    assert str(report)[-30:] in capsys.readouterr().err
    text = report.read_text("utf-8-sig")
    for wanted in (
        "workbook-tools ",
        "Python 3",
        "ZeroDivisionError",
        "workbook_tools/recompute.py:",
        "xl/worksheets 6",
    ):
        assert wanted in text, wanted
    assert "第 2 页（indicators）：worksheet visible" in text
    cells = {
        str(value) for rows in standard().sheets.values() for row in rows for value in row if not str(value).isascii()
    }
    told = [cell for cell in (*cells, SECRET, "甲街", str(stations[0].parent)) if cell in text]
    assert told == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text", None])
def test_a_workbook_that_cannot_be_looked_at_has_a_report_all_the_same(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    if content is not None:
        path.write_bytes(content)
    try:
        raise KeyError(SECRET)
    except KeyError as fault:
        text = report_text(fault, path)
    assert "看不了" in text
    assert SECRET not in text


def test_without_a_place_for_the_report_the_fault_is_told_all_the_same(
    stations: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    faulty_for("甲街", monkeypatch, recompute_module, "write_reports")
    assert cli.main(["recompute", str(stations[0])]) == 3
    assert "没能存下来" in capsys.readouterr().err

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest
from sheets import standard

from workbook_tools import cli, commands
from workbook_tools.command_line import build_parser

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")


def subcommands() -> dict[str, argparse.ArgumentParser]:
    parser = build_parser()
    return next(dict(a.choices) for a in parser._actions if isinstance(a, argparse._SubParsersAction))


def test_every_command_has_a_function_and_a_chinese_description() -> None:
    for name, parser in subcommands().items():
        assert callable(getattr(commands, cli.NAMES.get(name, name)))
        assert parser.description
        assert CHINESE.search(parser.description)
        for action in parser._actions:
            assert action.help, f"{name} {action.dest}"


def test_every_command_stands_in_the_readme() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    for name in subcommands():
        assert name == "button" or f"workbook-tools {name}" in readme, name


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["recompute"],
        ["unknown"],
        ["check", "x.xlsx", "--unknown"],
        ["report", "x.xlsx"],
        ["recompute", "x.xlsx", "--as-of", "yesterday"],
        ["batch", "folder", "--out", "o", "--jobs", "0"],
        ["new", "x.xlsx", "--year", "95"],
        ["recompute", "x.xlsx", "--out"],
    ],
)
def test_wrong_usage_is_told_in_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "U001" in said.err
    assert CHINESE.search(said.err)
    assert not ENGLISH_SENTENCE.search(said.err), said.err


def test_the_example_is_done_and_check_says_that_something_cannot_be_right(
    tmp_path: Path, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(examples / "yongping-2022.xlsx")
    assert cli.main(["recompute", source, "--out", str(tmp_path / "out")]) == 0
    assert cli.main(["check", source]) == 1
    said = capsys.readouterr()
    assert "→" in said.err
    assert "[R013 错误] 绩效指标!J24" in said.out
    for stream in said:
        assert "72.75" in stream
        assert "中～优" in stream


def test_json_is_one_object_a_line(tmp_path: Path, examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    good = tmp_path / "好.xlsx"
    good.write_bytes(standard().data())
    files = [str(examples / "yongping-2022.xlsx"), str(bad), str(good)]
    assert cli.main(["check", "--json", *files]) == 1
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [o["ok"] for o in objects] == [True, False, True]
    example = objects[0]
    assert example["score"] is None
    assert example["score_range"] == [72.75, 97.75]
    assert example["grade_range"] == ["中", "优"]
    assert (example["judged_points"], example["total_points"]) == (75, 100)
    assert example["funds"]["execution_rate"] == pytest.approx(1.0917462, abs=1e-6)
    assert [round(line["execution_rate"], 4) for line in example["funds"]["lines"]] == [
        1.1238,
        0.4946,
        0.6448,
        1.0729,
        1.1654,
    ]
    assert {row["item"] or row["level3"]: row["points"] for row in example["rows"]}["个案"] == 1.39
    assert objects[1]["findings"][0]["code"].startswith("F")
    assert objects[2]["grade"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "好.xlsx"
    good.write_bytes(standard().data())
    assert (
        cli.main(["recompute", str(tmp_path / "无.xlsx"), str(good), "--no-report", "--out", str(tmp_path / "o")]) == 1
    )
    assert (tmp_path / "o" / "好.xlsx").exists()
    assert "F001" in capsys.readouterr().err


def test_a_fault_of_ours_is_exit_3_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(commands, "check", broken)
    assert cli.main(["check", "x.xlsx"]) == 3
    said = capsys.readouterr().err
    assert "U902" in said
    assert "Traceback" not in said


def test_the_stages_of_a_big_file_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook_tools import talk

    path = tmp_path / "大.xlsx"
    path.write_bytes(standard().data())
    assert cli.main(["recompute", str(path), "--out", str(tmp_path / "o")]) == 0
    assert "……" not in capsys.readouterr().err
    monkeypatch.setattr(talk, "BIG", 1)
    assert cli.main(["recompute", str(path), "--out", str(tmp_path / "p")]) == 0
    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if line.endswith("……")] == [
        f"大.xlsx：{words}……" for words in ("读取工作簿", "评分和检查", "写回结果", "出具报告")
    ]


def test_two_workbooks_of_one_station_keep_their_reports_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"]
    for path in files:
        path.write_bytes(standard().data())
    assert cli.main(["recompute", *map(str, files), "--out", str(tmp_path / "o")]) == 0
    assert "U013" in capsys.readouterr().err
    assert sorted(p.name for p in (tmp_path / "o").glob("*.docx")) == [
        "青禾街社工服务站-2025-绩效自评报告.docx",
        "青禾街社工服务站-2025-绩效自评报告（乙）.docx",
        "青禾街社工服务站-2025-绩效自评核查底稿.docx",
        "青禾街社工服务站-2025-绩效自评核查底稿（乙）.docx",
    ]

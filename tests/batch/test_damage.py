"""A folder with every kind of damage at once: each costs itself, is named with its reason, and the batch ends."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from batch_damage import ODD, REFUSED, special_files
from batch_folder import station_book
from openpyxl import load_workbook

from workbook_tools.batch import Listener, batch
from workbook_tools.batch.records import Record, codes

if TYPE_CHECKING:
    import subprocess

Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def sound() -> bytes:
    return station_book("丁街社工服务站")


def listed(out: Path) -> dict[str, list[tuple[str, str, str]]]:
    """What 汇总.xlsx says of each file that could not be processed: code, reason, what to do."""
    said: dict[str, list[tuple[str, str, str]]] = {}
    for file, *about in load_workbook(out / "汇总.xlsx", read_only=True)["未处理文件"].iter_rows(
        min_row=4, values_only=True
    ):
        said.setdefault(str(file), []).append(tuple(map(str, about)))  # type: ignore[arg-type]
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="holds on POSIX alone: pipes, links and such names")
def test_every_damaged_file_costs_itself_and_is_named(source: Path, out: Path, sound: bytes, program: Program) -> None:
    for folder, cases in (("坏", REFUSED), ("怪", ODD)):
        (source / folder).mkdir()
        for name, change in cases.items():
            (source / folder / f"{name}.xlsx").write_bytes(change(sound))
    (source / "特").mkdir()
    special = special_files(source / "特", sound)

    ran = program("batch", source, "--out", out, "--no-report", "--json", "--jobs", "2")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    told = {line["file"]: line for line in map(json.loads, ran.stdout.splitlines())}
    status = {file: line["status"] for file, line in told.items()}
    assert {file for file in status if file.startswith("坏/")} == {f"坏/{name}.xlsx" for name in REFUSED}
    assert {file for file in status if file.startswith("怪/")} == {f"怪/{name}.xlsx" for name in ODD}
    assert {status[f"坏/{name}.xlsx"] for name in REFUSED} == {"failed"}
    assert {name: status[f"特/{name}"] == "done" for name in special} == special
    assert {status[name] for name in ("甲街.xlsx", "乙街.xlsx", "远郊/丙镇.xlsx")} == {"done"}

    failed = {file for file in status if status[file] == "failed"}
    said = listed(out)
    assert {" ".join(file.split()) for file in said} == {" ".join(file.split()) for file in failed}
    for file in failed:
        for each in told[file]["findings"]:
            assert re.match("[FSQ]", each["code"]), (file, each)
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}", each["message"]), (file, each)
            assert "（）" not in each["message"] + each["fix"], (file, each)
            assert each["fix"], (file, each)
    log = [json.loads(line) for line in (out / "运行日志.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (log[-1]["event"], log[-1]["failed"]) == ("end", len(failed))
    assert "Traceback" not in (out / "运行日志.jsonl").read_text(encoding="utf-8")


def test_files_that_vanish_or_change_while_the_batch_runs_cost_themselves(
    source: Path, out: Path, sound: bytes
) -> None:
    """Between the look around and the work: one is gone, one cut short, one another workbook by then."""
    (source / "变.xlsx").write_bytes(sound)

    def meddle(_: int) -> None:
        (source / "甲街.xlsx").unlink()
        (source / "乙街.xlsx").write_bytes(sound[:3000])
        (source / "变.xlsx").write_bytes(station_book("新街社工服务站"))

    outcome = batch(source, out, jobs=1, report=False, listener=Listener(found=meddle))
    by_file = {record.relative: record for record in outcome.records}
    assert codes(by_file["甲街.xlsx"]) == ("F001",)
    assert codes(by_file["乙街.xlsx"]) == ("F103",)
    assert (by_file["变.xlsx"].status, by_file["远郊/丙镇.xlsx"].status) == ("done", "done")
    (source / "乙街.xlsx").write_bytes(sound)
    again = batch(source, out, jobs=1, report=False)
    assert again.ok
    assert [record.relative for record in again.records if not record.reused] == ["乙街.xlsx", "变.xlsx"]


def without_the_powers_of_root() -> None:
    """For a new process: modes of files count for it, as they do for everybody else."""
    import ctypes

    for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP; fails for whoever has none, and needs none


@pytest.mark.skipif(
    sys.platform != "linux", reason="holds on POSIX alone: modes of files, and root who does not mind them"
)
def test_what_may_not_be_read_is_named_and_folders_too(source: Path, out: Path, program: Program) -> None:
    (source / "看得见").mkdir()
    (source / "看得见" / "戊街.xlsx").write_bytes(b"PK")
    (source / "乙街.xlsx").chmod(0)
    (source / "远郊").chmod(0)
    (source / "看得见").chmod(0o444)  # the names in it can be read, the files not
    try:
        ran = program("batch", source, "--out", out, "--no-report", preexec_fn=without_the_powers_of_root)
    finally:
        (source / "远郊").chmod(0o755)
        (source / "看得见").chmod(0o755)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert {file: about[0][0] for file, about in listed(out).items()} == {
        "乙街.xlsx": "F004",
        "看得见/戊街.xlsx": "F004",
    }
    assert re.search("B007.*远郊", ran.stderr)


def test_a_result_that_somebody_changed_is_kept_and_the_new_one_lies_beside(source: Path, out: Path) -> None:
    batch(source, out, jobs=1, report=False)
    result = out / "各站结果/甲街/甲街.xlsx"
    result.write_bytes(result.read_bytes() + b"\0")
    (source / "甲街.xlsx").write_bytes(station_book("甲街社工服务站", 资金使用=None))
    heard: list[Record] = []
    batch(source, out, jobs=1, report=False, listener=Listener(heard=heard.append))
    stored = [json.loads(path.read_bytes())["record"] for path in (out / ".workbook_tools").glob("*.json")]
    (found,) = [each for record in stored for each in record["outcome"]["findings"] if each["code"] == "B006"]
    assert found["message"] == "上一次的结果“甲街.xlsx”被人改动过，原样保留，新的结果写在“甲街（第2版）.xlsx”。"
    listing = load_workbook(out / "汇总.xlsx", read_only=True)["问题明细"].iter_rows(min_row=3, values_only=True)
    assert "B006" in {row[2] for row in listing}

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_folder import contents, station_book

Program = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = [sys.executable, "-c", "from workbook_tools.cli import main; import sys; sys.exit(main())"]


def log(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "运行日志.jsonl").read_text(encoding="utf-8").splitlines()]


def test_plain_lines_where_stderr_is_no_terminal(source: Path, out: Path, program: Program) -> None:
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    ran = program("batch", source, "--out", out, "--no-report")
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "未能处理：坏.xlsx" in ran.stderr
    assert "4/4" in ran.stderr
    assert "完成 3 个（其中 0 个沿用上次结果），未能处理 1 个" in ran.stderr
    assert str(out / "汇总.xlsx") in ran.stderr
    assert "\x1b" not in ran.stderr


def test_all_done_is_exit_0_and_quiet_says_nothing(source: Path, out: Path, program: Program) -> None:
    ran = program("batch", source, "--out", out, "--no-report", "--quiet")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_json_is_one_object_a_workbook(source: Path, out: Path, program: Program) -> None:
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    for reused in (False, True):
        ran = program("batch", source, "--out", out, "--no-report", "--json", "--quiet")
        objects = {line["file"]: line for line in map(json.loads, ran.stdout.splitlines())}
        assert set(objects) == {"坏.xlsx", "乙街.xlsx", "甲街.xlsx", "远郊/丙镇.xlsx"}
        done = objects["甲街.xlsx"]
        assert (done["status"], done["reused"], done["station"]) == ("done", reused, "甲街社工服务站")
        assert done["rows"]
        assert objects["坏.xlsx"]["status"] == "failed"
        assert objects["坏.xlsx"]["rows"] == []
        assert set(done) == set(objects["坏.xlsx"])


def test_the_run_log_has_a_line_for_each_event(source: Path, out: Path, program: Program) -> None:
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    program("batch", source, "--out", out, "--no-report", "--quiet")
    program("batch", source, "--out", out, "--no-report", "--quiet")
    events = [line["event"] for line in log(out)]
    assert events == ["start", *["file"] * 4, "end"] * 2
    failed = [line for line in log(out) if line.get("status") == "failed"]
    assert [line["file"] for line in failed] == ["坏.xlsx"] * 2
    assert all(str(code).startswith("F") for line in failed for code in line["codes"])  # type: ignore[attr-defined]
    assert log(out)[-1] | {"at": ""} == {"at": "", "event": "end", "done": 3, "failed": 1, "joined": 0, "reused": 3}


def test_a_missing_folder_is_told_and_nothing_is_made(tmp_path: Path, out: Path, program: Program) -> None:
    ran = program("batch", tmp_path / "fehlt", "--out", out)
    assert ran.returncode == 1
    assert "B020" in ran.stderr
    assert not out.exists()


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02d}.xlsx").write_bytes(station_book(f"{number:02d}街社工服务站"))
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="holds on POSIX alone: signals to a group of processes")
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path, out: Path, program: Program) -> None:
    source = many(tmp_path / "各站", 40)
    command = [*COMMAND, "batch", str(source), "--out", str(out), "--jobs", "2"]
    running = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell ignores it in the background
    )
    memory = out / ".workbook_tools"
    limit = time.monotonic() + 60
    while len(list(memory.glob("*.json")) if memory.is_dir() else ()) < 3 and time.monotonic() < limit:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "再运行同一条命令" in said
    assert "Traceback" not in said
    assert log(out)[-1]["event"] == "interrupted"
    half = {path for path in contents(out) if path.endswith(".xlsx")}
    assert 0 < len(half) < 40
    again = program("batch", source, "--out", out, "--json", "--quiet")
    assert again.returncode == 0
    reused = [line["reused"] for line in map(json.loads, again.stdout.splitlines())]
    assert len(reused) == 40
    assert any(reused)


@pytest.mark.skipif(sys.platform == "win32", reason="holds on POSIX alone: pseudo-terminals")
def test_a_terminal_shows_a_live_bar(tmp_path: Path, out: Path) -> None:
    import pty

    source = many(tmp_path / "各站", 60)  # long enough for the display to be drawn at work
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "140", "PYTHONIOENCODING": "utf-8"}
    command = [*COMMAND, "batch", str(source), "--out", str(out), "--no-report", "--jobs", "1"]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert running.wait(60) == 1
    text = shown.decode("utf-8", "replace")
    assert "\x1b[" in text
    assert "处理工作簿" in text
    assert "正在处理" in text
    assert "未能处理：坏.xlsx" in text
    assert "61/61，失败 1，沿用 0，每秒" in text


@pytest.mark.skipif(sys.platform == "win32", reason="holds on POSIX alone: names that are no Unicode")
def test_names_that_are_no_unicode_are_done_too(source: Path, out: Path, program: Program) -> None:
    strange = os.fsdecode(b"\xb9\xe3\xd6\xdd.xlsx")  # 广州 in the encoding of old archives
    try:
        (source / strange).write_bytes(station_book("广街社工服务站"))
    except OSError:
        pytest.skip("the system does not let us")
    ran = program("batch", source, "--out", out, "--no-report")
    assert ran.returncode == 0, ran.stderr
    assert "完成 4 个" in ran.stderr


def test_a_script_without_the_usual_guard_is_not_run_again_by_the_workers(source: Path, out: Path) -> None:
    script = source.parent / "skript.py"
    script.write_text(
        f"from workbook_tools import batch\nprint('Anfang')\nprint(batch({str(source)!r}, {str(out)!r}, jobs=2).ok)\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, cwd=Path.cwd())
    assert (ran.stdout.split(), ran.stderr) == (["Anfang", "True"], "")


def test_an_output_folder_that_takes_no_more_stops_the_batch_with_a_code(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from workbook_tools.batch import batch, rollup
    from workbook_tools.catalogue.problems import CannotProcess

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(out))

    monkeypatch.setattr(rollup, "roll_up", full)
    with pytest.raises(CannotProcess) as stopped:
        batch(source, out, jobs=1)
    (told,) = stopped.value.findings
    assert told.code == "B023"
    assert "磁盘空间不够" in told.message
    monkeypatch.undo()
    assert all(record.reused for record in batch(source, out, jobs=1).records)

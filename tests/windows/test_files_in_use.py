"""Files that another program holds open, as Windows does it: named as that, and nothing is changed."""

from __future__ import annotations

import shutil
import stat
import threading
import time
from pathlib import Path

from tests.windows.conftest import GENERIC_READ, SHARE_NOTHING, Command, contents, held
from workbook_tools.excel.reply import write_reply


def test_a_workbook_that_excel_holds_is_not_written(command: Command, station: Path) -> None:
    before = contents(station.parent)
    with held(station):
        said = command("recompute", station)
    assert (said.code, said.codes & {"F012", "F025"}) == (1, {"F025"})
    assert contents(station.parent) == before


def test_a_workbook_that_excel_holds_can_be_checked(command: Command, station: Path) -> None:
    free = command("check", station, "--json")
    with held(station):
        assert command("check", station, "--json") == free


def test_a_workbook_that_nobody_else_may_read_is_in_use_and_not_forbidden(command: Command, station: Path) -> None:
    with held(station, access=GENERIC_READ, share=SHARE_NOTHING):
        for words in (("recompute", station), ("check", station)):
            said = command(*words)
            assert (said.code, said.codes) == (1, {"F012"})


def test_a_workbook_that_may_only_be_read_stays(command: Command, station: Path) -> None:
    before = contents(station.parent)
    station.chmod(stat.S_IREAD)
    said = command("recompute", station, "--no-report")
    station.chmod(stat.S_IWRITE)
    assert said.code == 1
    assert said.codes & {"F021", "F022"}
    assert contents(station.parent) == before


def test_a_result_that_is_open_is_named_and_stays(command: Command, station: Path, examples: Path) -> None:
    out = station.parent / "结果"
    assert command("recompute", station, "--out", out).code == 0
    shutil.copyfile(sorted((examples / "district").glob("*.xlsx"))[0], station)
    before = contents(out)
    with held(out / station.name):
        said = command("recompute", station, "--out", out)
    assert (said.code, said.codes & {"F025"}) == (1, {"F025"})
    assert contents(out) == before


def test_a_report_that_word_holds_is_written_beside_it(command: Command, station: Path) -> None:
    out = station.parent / "结果"
    assert command("recompute", station, "--out", out).code == 0
    report = next(path for path in out.glob("*.docx"))
    before = report.read_bytes()
    with held(report):
        command("recompute", station, "--out", out)
    assert report.read_bytes() == before
    assert (out / station.name).exists()


def test_an_answer_waits_for_whoever_looks_at_the_one_before(tmp_path: Path) -> None:
    """The macro that reads how far the program is, or a virus scanner: a moment later the answer is in its place."""
    reply = tmp_path / "reply.txt"
    reply.write_text("before")
    done: list[bool] = []
    with held(reply):
        writer = threading.Thread(target=lambda: done.append(write_reply(reply, "information", "完成") is None))
        writer.start()
        time.sleep(0.1)
        assert reply.read_text("ascii") == "before"
    writer.join()
    assert done == [True]
    assert "protocol" in reply.read_text("ascii")


def test_the_version_before_stays_while_a_run_is_refused(command: Command, station: Path, examples: Path) -> None:
    first = station.read_bytes()
    assert command("recompute", station, "--no-report").code == 0
    shutil.copyfile(sorted((examples / "district").glob("*.xlsx"))[0], station)
    with held(station):
        assert command("recompute", station, "--no-report").code == 1
    assert first in contents(station.parent).values()

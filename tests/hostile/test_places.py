"""Where results go: names of every kind, folders in the way, files that are open, work of others that lies there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_packages import EXAMPLE, example

from workbook_tools.recompute import check, recompute


def codes(outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.code.startswith(("F", "U"))]


@pytest.mark.parametrize(
    "name",
    [
        "永平街社工服务站 2022（终稿）.xlsx",
        "a b  c.xlsx",
        "站点😀👨\u200d👩\u200d👧.xlsx",
        "-rf.xlsx",
        "'quoted' \"double\" & $HOME `id`.xlsx",
        "%s{0}{name}.xlsx",
        "站" * 83 + ".xlsx",
        "无扩展名",
        "two.dots.xlsx.xlsx",
        "大写.XLSX",
        "\u202ereversed.xlsx",
        "换\n行.xlsx",
    ],
)
def test_a_workbook_of_any_name_is_worked_with(name: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / name))
    outcome = recompute(book, tmp_path / "out")
    assert outcome.ok, outcome.findings
    assert (tmp_path / "out" / name).is_file()
    assert recompute(book).ok
    assert book.read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert len(list(tmp_path.iterdir())) == 6  # the workbook, the one before, three reports, the folder


def test_a_path_of_many_folders_is_worked_with(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["很长的文件夹名字" * 4] * 6)
    folder.mkdir(parents=True)
    assert len(str(folder)) > 200
    book = Path(shutil.copy(EXAMPLE, folder / "站点.xlsx"))
    assert recompute(book, folder / "新的" / "输出").ok
    assert recompute(book).ok


def test_a_relative_path_a_dot_and_a_link_name_the_same_workbook(tmp_path: Path, monkeypatch) -> None:
    shutil.copy(EXAMPLE, tmp_path / "站点.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "站点.xlsx")
    monkeypatch.chdir(tmp_path)
    assert codes(recompute("站点.xlsx", ".")) == ["U010"]
    assert codes(recompute("站点.xlsx", tmp_path)) == ["U010"]
    assert recompute("./链接.xlsx", report=False).ok
    assert (tmp_path / "链接.xlsx").is_symlink()
    assert (tmp_path / "站点.上一版.xlsx").read_bytes() == example()


def test_work_that_lies_in_the_folder_of_results_is_kept(tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    (out := tmp_path / "out").mkdir()
    (out / "站点.xlsx").write_bytes(b"what somebody made of an earlier result")
    assert recompute(book, out, report=False).ok
    assert (out / "站点.上一版.xlsx").read_bytes() == b"what somebody made of an earlier result"


@pytest.mark.parametrize("lock", ["~$站点.xlsx", ".~站点.xlsx", ".~lock.站点.xlsx#"])
def test_an_open_workbook_is_read_but_not_written(lock: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    (tmp_path / lock).write_bytes(b"")
    assert codes(recompute(book)) == ["F032"]
    assert book.read_bytes() == example()
    assert "F033" in codes(check(book))
    outcome = recompute(book, tmp_path / "out", report=False)
    assert outcome.ok
    assert "F033" in codes(outcome)


def test_an_open_result_is_not_replaced(tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    (out := tmp_path / "out").mkdir()
    (out / "站点.xlsx").write_bytes(b"open in Excel")
    (out / "~$站点.xlsx").write_bytes(b"")
    assert codes(recompute(book, out)) == ["F032"]
    assert (out / "站点.xlsx").read_bytes() == b"open in Excel"


def test_a_folder_of_results_that_is_a_file_is_said(tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    (tmp_path / "out").write_bytes(b"")
    assert codes(recompute(book, tmp_path / "out")) == ["F041"]


def test_reports_that_cannot_be_written_are_said_and_the_workbook_is_named(tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    first = recompute(book, tmp_path / "out")
    for path in first.written[1:]:
        path.unlink()
        path.mkdir()
    outcome = recompute(book, tmp_path / "out")
    assert not outcome.ok
    assert outcome.written == first.written[:1]
    assert codes(outcome) == ["F040"]


def test_a_source_without_write_permission_works_with_a_folder_for_results(tmp_path: Path) -> None:
    (folder := tmp_path / "光盘").mkdir()
    book = Path(shutil.copy(EXAMPLE, folder / "站点.xlsx"))
    book.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert codes(recompute(book)) == ["F022"]
        assert recompute(book, tmp_path / "out").ok
        assert os.access(tmp_path / "out" / "站点.xlsx", os.W_OK)
    finally:
        folder.chmod(0o755)


def test_two_runs_at_once_both_end_well(tmp_path: Path) -> None:
    """A button pressed twice: the second waits for the first, and finds nothing left to do."""
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    script = "import sys; from workbook_tools.recompute import recompute; sys.exit(not recompute(sys.argv[1]).ok)"
    runs = [subprocess.Popen([sys.executable, "-c", script, str(book)]) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert (tmp_path / "站点.上一版.xlsx").read_bytes() == example()
    assert len(list(tmp_path.iterdir())) == 5  # the workbook, the one before, three reports

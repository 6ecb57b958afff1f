"""What workbooks are dropped on: shortcuts and starters that run the program, never a shell, on any path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_tools.excel import icons
from workbook_tools.excel.drop import dragged, run_drop
from workbook_tools.excel.icons import link_to, main, starter
from workbook_tools.excel.shell_link import shell_link

PROGRAM = r"C:\Users\王 芳&(甲)\AppData\Local\workbook-tools\Scripts\workbook-tools.exe"


def fields(data: bytes) -> dict[str, object]:
    """A shortcut read as [MS-SHLLINK] lays it out, by nothing of the writer."""

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(data[at : at + size], "little")

    assert number(0) == 76
    assert data[4:20].hex() == "0114020000000000c000000000000046"
    flags, at = number(20), 76
    names: list[str] = []
    end = at + 2 + number(at, 2)
    item = at + 2
    while number(item, 2):
        size = number(item, 2)
        if data[item + 2] in (0x31, 0x32):
            block = item + number(item + size - 2, 2)
            assert number(block + 4) == 0xBEEF0004
            long = data[block + 20 : item + size - 2]
            names.append(long.decode("utf-16-le").split("\0")[0])
        item += size
    assert item + 2 == end
    info = end
    local = data[info + number(info + 28) :].decode("utf-16-le", "replace").split("\0")[0]
    at = info + number(info)
    texts = {}
    for flag, name in ((4, "description"), (8, "relative"), (16, "folder"), (32, "arguments"), (64, "icon")):
        if flags & flag:
            length = number(at, 2)
            texts[name] = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le")
            at += 2 + 2 * length
    expanded = ""
    if flags & 512:
        assert (number(at), number(at + 4)) == (788, 0xA0000001)
        expanded = data[at + 268 : at + 788].decode("utf-16-le").split("\0")[0]
        at += 788
    assert data[at:] == bytes(4)
    return {"items": names, "local": local, "expanded": expanded, **texts}


@pytest.mark.parametrize(
    "path", [PROGRAM, r"D:\a.exe", "C:\\" + "长" * 120 + "\\" + "x" * 120 + ".exe", r"C:\𠮷野\乙.exe"]
)
def test_a_shortcut_says_its_target_three_times(path: str) -> None:
    said = fields(shell_link(path, "drop", "说明"))
    assert said["items"] == path.split("\\")[1:]
    assert said["local"] == path
    assert said["expanded"] == path
    assert (said["arguments"], said["description"]) == ("drop", "说明")


def test_a_target_too_long_for_the_old_block_is_said_twice() -> None:
    path = "C:\\" + "x" * 200 + "\\" + "y" * 100 + ".exe"
    said = fields(shell_link(path))
    assert (said["local"], said["expanded"]) == (path, "")


@pytest.mark.parametrize("path", ["", "workbook-tools.exe", r"\\server\share\a.exe", "C:"])
def test_only_what_lies_on_a_drive_can_be_linked_to(path: str) -> None:
    with pytest.raises(ValueError, match="not a path on a drive"):
        shell_link(path)


def test_a_shortcut_starts_the_program_itself() -> None:
    data = link_to(Path("C:/x/workbook-tools.exe"))
    assert "cmd" not in data.decode("utf-16-le", "ignore")
    assert fields(data)["arguments"] == "drop"


@pytest.mark.parametrize("path", ["/home/甲/.local/bin/workbook-tools", '/opt/a b/$x`y"z\\100%/workbook-tools'])
def test_a_starter_quotes_its_program(path: str) -> None:
    lines = dict(line.split("=", 1) for line in starter(Path(path)).splitlines()[1:])
    assert lines["Terminal"] == "true"
    command = lines["Exec"].replace("\\\\", "\\")
    assert command.endswith(" drop %F")
    quoted = re.fullmatch(r'"((?:[^"`$\\]|\\["`$\\])*)" drop %F', command)
    assert quoted is not None
    assert re.sub(r'\\(["`$\\])', r"\1", quoted[1]).replace("%%", "%") == path
    assert "Icon" not in lines


@pytest.mark.skipif(sys.platform == "win32", reason="starters are what Linux has")
def test_icons_go_where_the_desktop_is_and_are_told_and_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tmp_path / "桌面").mkdir()
    asked = tools / "xdg-user-dir"
    asked.write_text(f'#!/bin/sh\n[ "$1" = DESKTOP ] && echo "{tmp_path}/桌面"\n')
    asked.chmod(0o755)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    assert main([]) == 0
    made = [tmp_path / "桌面" / "绩效评价.desktop", tmp_path / ".local/share/applications/workbook-tools.desktop"]
    said = capsys.readouterr().out
    assert all(path.is_file() and os.access(path, os.X_OK) and str(path) in said for path in made)
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", *map(str, made)], check=True)
    assert main(["--remove"]) == 0
    assert not any(path.exists() for path in made)


@pytest.mark.skipif(sys.platform == "win32", reason="starters are what Linux has")
@pytest.mark.parametrize("name", ["桌面", "Desktop"])
def test_where_nobody_tells_of_the_desktop_its_usual_names_are_looked_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / name).mkdir()
    assert main([]) == 0
    assert (tmp_path / name / "绩效评价.desktop").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="starters are what Linux has")
def test_no_icon_is_promised_where_there_is_no_desktop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert main([]) == 0
    assert "桌面" not in capsys.readouterr().out


def test_a_batch_file_of_an_older_version_goes_and_one_of_the_staffs_own_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = tmp_path / "甲", tmp_path / "乙"
    for folder, text in ((ours, '"%LOCALAPPDATA%\\workbook-tools\\x" drop %*'), (theirs, "echo 我的")):
        folder.mkdir()
        (folder / "绩效评价.cmd").write_text(text, encoding="gbk")
    places = [("桌面", folder / "绩效评价.lnk") for folder in (ours, theirs)]
    monkeypatch.setattr(icons, "_places", lambda: iter(places))
    monkeypatch.setattr(icons, "link_to", lambda program: b"L")
    assert main([]) == 0
    assert not (ours / "绩效评价.cmd").exists()
    assert (theirs / "绩效评价.cmd").exists()
    assert all(path.read_bytes() == b"L" for _, path in places)


@pytest.mark.parametrize(
    ("line", "windows", "paths"),
    [
        ("'/a b/甲.xlsx' /c/乙.xlsx\n", False, ["/a b/甲.xlsx", "/c/乙.xlsx"]),
        ("/a\\ b/$(touch 坏).xlsx\n", False, ["/a b/$(touch", "坏).xlsx"]),
        ("'/a/没有完\n", False, ["'/a/没有完"]),
        ('"C:\\a b\\甲.xlsx" C:\\乙.xlsx\r\n', True, ["C:\\a b\\甲.xlsx", "C:\\乙.xlsx"]),
        ("\n", False, []),
        ("\r\n", True, []),
    ],
)
def test_what_is_dragged_into_the_window_is_paths_and_never_run(line: str, windows: bool, paths: list[str]) -> None:
    assert dragged(line, windows=windows) == [Path(each) for each in paths]


def test_started_with_nothing_it_says_what_to_do_and_waits(capsys: pytest.CaptureFixture[str]) -> None:
    waited: list[int] = []
    assert run_drop([], wait=lambda: waited.append(1)) == 2
    assert waited
    assert "拖到“绩效评价”图标上" in capsys.readouterr().err

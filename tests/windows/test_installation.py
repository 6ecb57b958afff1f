"""A kit made on Windows of a folder of wheels; installed by its own script over an older version, for a user whose name
no script likes; dropped on; taken away again.

The Python that the kit would carry is the one that runs these tests, found by PATH: Wine cannot run python.org's
installer. Nor has it an Explorer: the shortcut is read by Windows' own ShellLink and started by `start`.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.older_wheel import OLDER
from tests.windows.conftest import Said, contents, in_a_process
from workbook_tools.basis.version import __version__
from workbook_tools.excel.kit import write_scripts
from workbook_tools.excel.shell_link import shell_link

USER = "测试 O&M (甲)"  # no percent sign: the cmd of Wine reads it twice
LEFT = 'echo 旧 "%~1" workbook-tools drop %*\r\n'


class Pc:
    """A home folder of a user, and the scripts of the kit run in it."""

    def __init__(self, home: Path, kit: Path, name: str = "下载 的&包(1)") -> None:
        self.local, roaming = home / "AppData" / "Local", home / "AppData" / "Roaming"
        for folder in (self.local, roaming):
            folder.mkdir(parents=True)
        self.kit = Path(shutil.copytree(kit, home / name))
        self.program = self.local / "workbook-tools" / "Scripts" / "workbook-tools.exe"
        self.environment = {
            **os.environ, "LOCALAPPDATA": str(self.local), "APPDATA": str(roaming), "PYTHONHOME": r"C:\nowhere",
            "PATH": f"{Path(sys.executable).parent};{os.environ['PATH']}", "PIP_INDEX_URL": "http://127.0.0.1:9/",
            "PYTHONPATH": str(home), "PIP_TARGET": str(home),
        }  # fmt: skip

    def run(self, script: str) -> Said:
        """As a double click in the folder of the kit does it."""
        line = f'cmd /d /s /c ""{self.kit / script}" /quiet"'
        done = subprocess.run(
            line, env=self.environment, capture_output=True, stdin=subprocess.DEVNULL, cwd=self.kit, check=False
        )
        return Said(done.returncode, done.stdout.decode("gbk", "replace"), done.stderr.decode("gbk", "replace"))

    def version(self) -> str:
        done = subprocess.run(
            [str(self.program), "--version"], capture_output=True, stdin=subprocess.DEVNULL, check=True
        )
        return done.stdout.decode("utf-8").strip()

    def log(self) -> str:
        return (self.local / "workbook-tools-安装.log").read_text("gbk")  # all of it: no program writes it in UTF-8

    def icons(self) -> list[Path]:
        return [path for number in (0, 9) if (path := Path(folder_of(number)) / "绩效评价.lnk").exists()]


def folder_of(number: int) -> str:
    buffer = ctypes.create_unicode_buffer(260)
    ctypes.windll.shell32.SHGetFolderPathW(None, number, None, 0, buffer)  # type: ignore[attr-defined,unused-ignore]
    return buffer.value


@pytest.fixture(scope="module")
def wheels() -> Path:
    folder = os.environ.get("WORKBOOK_TOOLS_WHEELS")
    if not folder:
        pytest.skip("needs the wheels that tests/windows/run.sh collects")
    return Path(folder)


@pytest.fixture(scope="module")
def pc(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Iterator[Pc]:
    kit = tmp_path_factory.mktemp("kit") / "安装包 一"
    said = in_a_process("kit", kit, "--python", "3.11", "--wheels", wheels / "wheels")
    assert said.code == 0, said.err
    assert said.codes == {"X041", "X043"}, "it has no installer, and it is so large"
    assert {path.name for path in kit.iterdir()} == {"安装.cmd", "卸载.cmd", "说明.txt", "wheels"}
    made = Pc(tmp_path_factory.mktemp("users") / USER, kit)
    yield made
    for path in made.icons():
        path.unlink()


def test_it_installs_works_is_updated_and_goes_away_again(pc: Pc, examples: Path, wheels: Path) -> None:
    """One long story: each installation takes a minute."""
    place = pc.local / "workbook-tools"
    old = Path(folder_of(0)) / "绩效评价.cmd"
    old.write_bytes(LEFT.encode("gbk"))
    (newer,) = (pc.kit / "wheels").glob("workbook_tools-*")
    newer.rename(pc.kit / newer.name)
    shutil.copy(next((wheels / "older").iterdir()), pc.kit / "wheels")
    said = pc.run("安装.cmd")
    assert said.code == 0, said.out + said.err
    assert "安装完成" in said.out
    assert OLDER in pc.version()
    assert not old.exists()
    (place / "我的别名.toml").write_text("[别名]\n", "utf-8")
    (place / "我的模板").mkdir()
    (place / "我的模板" / "报告.docx").write_bytes(b"mine")

    next((pc.kit / "wheels").glob("workbook_tools-*")).unlink()
    (pc.kit / newer.name).rename(newer)
    said = pc.run("安装.cmd")
    assert said.code == 0, said.out + said.err
    assert "正在更新" in said.out
    assert "安装完成" in said.out
    assert __version__ in pc.version()
    assert place.joinpath("绩效评价.xlam").stat().st_size > 10_000
    assert pc.log().index("原来的版本") < pc.log().index(OLDER) < pc.log().index(__version__)
    assert "安装完成" in pc.log()
    assert not (pc.local / "workbook-tools-old").exists()
    mine = {name: data for name, data in contents(place).items() if name.startswith("我的")}
    assert mine == {"我的别名.toml": b"[\xe5\x88\xab\xe5\x90\x8d]\r\n", "我的模板\\报告.docx": b"mine"}

    assert len(pc.icons()) == 2
    for icon in pc.icons():
        target, arguments = resolved(icon)
        assert (Path(target), arguments) == (pc.program, "drop")
        assert str(icon) in said.out  # no icon is promised that was not made

    desktop = pc.local.parent.parent
    dropped = desktop / "a&echo 坏>坏.txt&.xlsx"
    try:
        shutil.copyfile(examples / "yongping-2022.xlsx", dropped)
    except OSError:  # such a name Windows does not allow
        dropped = desktop / "a&calc&.xlsx"
        shutil.copyfile(examples / "yongping-2022.xlsx", dropped)
    done = subprocess.run(
        [str(pc.program), "drop", str(dropped)], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "永平街社工服务站" in done.stderr.decode("utf-8")
    assert not list(desktop.glob("坏*"))

    # The power went in the last update: the version before was aside, and what was there is half a version.
    before = pc.program.read_bytes()
    place.rename(pc.local / "workbook-tools-old")
    (place / "Scripts").mkdir(parents=True)
    (pc.kit / "wheels").rename(pc.kit / "weg")
    (pc.kit / "wheels").mkdir()
    shutil.copyfile(next((pc.kit / "weg").glob("workbook_tools-*")), pc.kit / "wheels" / next(
        (pc.kit / "weg").glob("workbook_tools-*")).name)  # fmt: skip
    failed = pc.run("安装.cmd")
    assert failed.code == 1
    assert "安装完成" not in failed.out
    assert "安装程序和它用到的库" in failed.out
    assert "旧版已经放回" in failed.out
    assert pc.program.read_bytes() == before
    assert __version__ in pc.version()

    gone = pc.run("卸载.cmd")
    assert gone.code == 0, gone.out + gone.err
    assert set(contents(place)) == set(mine), "what is not the program's own stays"
    assert str(place) in gone.out
    assert not pc.icons()
    assert dropped.exists()
    shutil.rmtree(place)


def test_an_incomplete_kit_says_so_and_changes_nothing(pc: Pc) -> None:
    alone = pc.kit.parent / "只有脚本"
    alone.mkdir(exist_ok=True)
    shutil.copyfile(pc.kit / "安装.cmd", alone / "安装.cmd")
    pc.kit, kept = alone, pc.kit
    try:
        said = pc.run("安装.cmd")
    finally:
        pc.kit = kept
    assert said.code == 1
    assert "安装包不完整" in said.out
    assert not (pc.local / "workbook-tools").exists()


OTHERS = ("python-3.10.11-amd64.exe", "python-3.12.4-amd64.exe", "python-3.9.exe")


@pytest.mark.parametrize("folder", ["下载 的&包(1)", "新!包 ^1; a,b=c"])
@pytest.mark.parametrize(
    ("installers", "chosen"),
    [
        ((*OTHERS, "python-3.11.9-amd64.exe", "python-3.11.9-arm64.exe"), "python-3.11.9-amd64.exe"),
        ((*OTHERS, "python-3.11.9.exe"), "python-3.11.9.exe"),
        (("python-安装 程序&calc.exe",), "python-安装 程序&calc.exe"),
        (OTHERS, ""),
        ((), ""),
    ],
)
def test_of_several_installers_the_one_of_the_right_version_is_started(
    tmp_path: Path, wheels: Path, folder: str, installers: tuple[str, ...], chosen: str
) -> None:
    """On a PC without Python, so that all is over quickly: what was started installs nothing."""
    kit = tmp_path / "kit"
    (kit / "wheels").mkdir(parents=True)
    shutil.copy(next((wheels / "older").iterdir()), kit / "wheels")
    write_scripts(kit, "win_amd64", "3.11")
    for name in installers:
        shutil.copyfile(wheels / "installer.exe", kit / name)
    for name in ("chcp", "py", "python", "start", "move"):  # among the downloads of somebody who opened a bad letter
        (kit / f"{name}.bat").write_text('@echo bad>"%LOCALAPPDATA%\\bad.txt"\r\n', "ascii")
    pc = Pc(tmp_path / "用户 一", kit, folder)
    pc.environment["PATH"] = r"C:\windows\system32;C:\windows"
    said = pc.run("安装.cmd")
    assert said.code == 1
    assert ("也没有它的安装程序" in said.out) == (not chosen), said.out
    assert ("没有装上" in said.out) == bool(chosen), said.out
    assert not (pc.local / "bad.txt").exists(), "no command comes from the folder of the kit"
    started = pc.local / "installers.txt"
    lines = started.read_text("utf-16-le").splitlines() if started.exists() else []
    assert [line.partition('" ')[0].rpartition("\\")[2] for line in lines] == ([chosen] if chosen else [])
    place = f"TargetDir={pc.local}\\workbook-tools-python-3.11"
    assert all(line.replace('"', "").endswith(place) for line in lines)  # start of Wine quotes in its own way
    assert not (pc.local / "workbook-tools").exists()

    started.unlink(missing_ok=True)
    (pc.local / "workbook-tools-python-3.11").mkdir()
    assert pc.run("卸载.cmd").code == 0
    assert not (pc.local / "bad.txt").exists()
    lines = started.read_text("utf-16-le").splitlines() if started.exists() else []
    assert [line.rpartition("/quiet ")[2] for line in lines] == (["/uninstall"] if chosen else [])
    assert not (pc.local / "workbook-tools-python-3.11").exists()


@pytest.mark.parametrize("folder", ["程序", "a b", "甲&乙 (1)"])
def test_windows_itself_reads_the_shortcut(tmp_path: Path, folder: str) -> None:
    target = tmp_path / folder / "workbook-tools.exe"
    target.parent.mkdir()
    target.write_bytes(b"MZ")
    drive = Path("C:/wt 测试") / tmp_path.name / folder  # a shortcut of ours leads to a drive
    drive.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(target, drive / target.name)
    link = tmp_path / "绩效评价.lnk"
    link.write_bytes(shell_link(str(drive / target.name), "drop", "说明"))
    assert resolved(link) == (str(drive / target.name), "drop")


# ---------------------------------------------------------------- Windows' own reader

_SHELL_LINK = uuid.UUID("00021401-0000-0000-C000-000000000046")
_LINK_W = uuid.UUID("000214F9-0000-0000-C000-000000000046")
_PERSIST = uuid.UUID("0000010B-0000-0000-C000-000000000046")


def resolved(link: Path) -> tuple[str, str]:
    """Target and arguments of a shortcut, by IShellLinkW and IPersistFile."""
    ole = ctypes.OleDLL("ole32")  # type: ignore[attr-defined,unused-ignore]
    ole.CoInitialize(None)
    shell, persist = ctypes.c_void_p(), ctypes.c_void_p()
    ole.CoCreateInstance(_SHELL_LINK.bytes_le, None, 1, _LINK_W.bytes_le, ctypes.byref(shell))
    _method(shell, 0, ctypes.c_char_p, ctypes.c_void_p)(shell, _PERSIST.bytes_le, ctypes.byref(persist))
    _method(persist, 5, ctypes.c_wchar_p, ctypes.c_uint32)(persist, str(link), 0)
    path, arguments = ctypes.create_unicode_buffer(1024), ctypes.create_unicode_buffer(1024)
    _method(shell, 3, ctypes.c_wchar_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)(shell, path, 1024, None, 0)
    _method(shell, 10, ctypes.c_wchar_p, ctypes.c_int)(shell, arguments, 1024)
    return path.value, arguments.value


def _method(instance: ctypes.c_void_p, number: int, *kinds: Any) -> Any:
    table = ctypes.cast(instance, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    made = ctypes.WINFUNCTYPE(ctypes.HRESULT, ctypes.c_void_p, *kinds)  # type: ignore[attr-defined,unused-ignore]
    return made(table[number])

"""The offline kit: complete, installable without any index, and with scripts that their systems can read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.older_wheel import OLDER, older_wheel
from workbook_tools.basis.resources import template
from workbook_tools.basis.version import __version__
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.excel.kit import _collect, make_kit, missing, own_wheel, write_scripts

EXAMPLE = Path(__file__).parents[2] / "examples" / "yongping-2022.xlsx"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def wheel(folder: Path, name: str, version: str, *requirements: str) -> None:
    lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {line}" for line in requirements)]
    stem = f"{name.replace('-', '_')}-{version}"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", "\n".join(["Metadata-Version: 2.1", *lines]) + "\n")


def test_what_is_missing_is_judged_for_the_target_not_for_this_machine(tmp_path: Path) -> None:
    wheel(
        tmp_path, "workbook-tools", "1.0",
        "lxml>=5", 'xlwings>=0.31; extra == "excel" and (sys_platform == "win32" or sys_platform == "darwin")',
        'dask; extra == "cluster"', 'tomli; python_version < "3.11"',
    )  # fmt: skip
    wheel(tmp_path, "lxml", "5.3")
    assert missing(tmp_path, "linux_x86_64", "3.12") == []
    assert missing(tmp_path, "win_amd64", "3.12") == ["xlwings>=0.31"]
    assert missing(tmp_path, "macosx_arm64", "3.10") == ["tomli", "xlwings>=0.31"]


def test_a_wheel_that_is_too_old_counts_as_missing_and_the_chain_is_followed(tmp_path: Path) -> None:
    wheel(tmp_path, "workbook-tools", "1.0", "Jinja2>=3.1.4")
    wheel(tmp_path, "jinja2", "3.0", "MarkupSafe>=2.0")
    assert missing(tmp_path, "win_amd64", "3.12") == ["Jinja2>=3.1.4", "MarkupSafe>=2.0"]


def test_an_installer_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as problem:
        make_kit(tmp_path / "kit", "win_amd64", "3.12", tmp_path / "python-3.12.exe")
    assert problem.value.findings[0].code == "X042"
    assert not (tmp_path / "kit").exists()


@pytest.mark.parametrize("name", sorted(p.name for p in template("office").glob("*.cmd")))
def test_a_batch_file_is_what_chinese_windows_reads(name: str) -> None:
    raw = template("office", name).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 10
    text = raw.decode("gbk")
    assert text.startswith("@echo off\r\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert "workbook-tools" in text


@pytest.mark.parametrize("name", sorted(p.name for p in template("office").glob("*.command")))
def test_a_shell_script_is_well_formed(name: str) -> None:
    path = template("office", name)
    assert b"\r" not in path.read_bytes()
    subprocess.run(["sh", "-n", str(path)], check=True)


def script(name: str) -> str:
    return template("office", name).read_bytes().decode("gbk")


def test_the_windows_installer_uses_one_place_and_never_the_network() -> None:
    install = script("安装.cmd")
    assert "--no-index" in install
    assert "%LOCALAPPDATA%\\workbook-tools" in install
    assert not re.search(r"(?i)powershell|runas|%\*", install + script("卸载.cmd"))


def test_the_windows_installer_speaks_its_code_page_first_and_gives_the_old_one_back() -> None:
    for name in ("安装.cmd", "卸载.cmd"):
        lines = script(name).splitlines()
        chosen = lines.index("chcp 936 >nul")
        assert all(line.isascii() for line in lines[:chosen])
        assert any("chcp %OLDPAGE%" in line for line in lines)


def test_every_step_of_the_windows_installer_is_checked_before_it_says_that_it_is_done() -> None:
    lines = script("安装.cmd").splitlines()
    done = lines.index("echo 安装完成。")
    steps = [n for n, line in enumerate(lines[:done]) if line.startswith(('"%PLACE%', "%PYTHON%", "move", "copy"))]
    assert len(steps) >= 6
    for step in steps:
        assert lines[step + 1].startswith("if errorlevel 1"), lines[step]
    pips = [line for line in lines if "-m pip" in line]
    assert pips
    assert all("pip --isolated" in line for line in pips)


@pytest.mark.parametrize(
    ("platform", "names"),
    [
        ("win_amd64", {"安装.cmd", "卸载.cmd", "说明.txt"}),
        ("linux_x86_64", {"安装.sh", "说明.txt"}),
        ("macosx_arm64", {"安装.command", "绩效评价.command", "说明.txt"}),
    ],
)
def test_the_scripts_of_a_platform_look_for_the_python_of_the_kit(
    tmp_path: Path, platform: str, names: set[str]
) -> None:
    write_scripts(tmp_path, platform, "3.12.8")
    assert {path.name for path in tmp_path.iterdir()} == names
    note = (tmp_path / "说明.txt").read_bytes()
    assert note.count(b"\r\n") == (note.count(b"\n") if platform == "win_amd64" else 0)
    (install,) = (path.read_bytes() for path in tmp_path.iterdir() if path.stem == "安装")
    assert b"@VERSION@" not in install
    assert b"3.12" in install
    assert b"3.12.8" not in install


@pytest.mark.parametrize(
    ("platform", "name"), [("linux_x86_64", "python-3.12.8-amd64.exe"), ("win_amd64", "cpython-3.12.tar.gz")]
)
def test_a_python_of_another_system_is_refused(tmp_path: Path, platform: str, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(CannotProcess) as problem:
        make_kit(tmp_path / "kit", platform, "3.12", tmp_path / name)
    assert problem.value.findings[0].code == "X044"


def test_the_note_in_the_kit_tells_of_what_stations_have() -> None:
    note = template("office", "说明.txt").read_text("utf-8-sig")
    for word in ("Windows 10", "UOS", "麒麟", "WPS", "卸载", "网页版", "MB"):
        assert word in note


@pytest.mark.slow
def test_the_kit_installs_without_any_index_and_works(tmp_path: Path) -> None:
    folder, home = tmp_path / "kit", tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    assert make_kit(folder, "linux_x86_64", HERE, None) == 0
    nowhere = {"HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHON": sys.executable, "LANG": "C.UTF-8",
               "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull}  # fmt: skip
    subprocess.run(["sh", str(folder / "安装.sh")], check=True, env=nowhere)
    station = tmp_path / "永平.xlsx"
    station.write_bytes(EXAMPLE.read_bytes())
    done = subprocess.run(
        [str(home / ".local/share/workbook-tools/bin/workbook-tools"), "drop", str(station)],
        env=nowhere,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "计算完成：永平街社工服务站 2022" in done.stderr
    assert (tmp_path / "永平.上一版.xlsx").is_file()
    assert (home / ".local/share/workbook-tools/绩效评价.xlam").is_file()
    assert list(tmp_path.glob("*.docx"))
    can_be_made_again(home / ".local/share/workbook-tools/bin/python", tmp_path, nowhere)


def packed_python(folder: Path) -> Path:
    """The Python of this machine as one to unpack: python/bin, python/lib, nothing that it can do without."""
    base, version = Path(sys.base_prefix), f"python{HERE}"

    def wanted(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        parts = Path(entry.name).parts
        without = {"__pycache__", "site-packages", "dist-packages", "test", "idlelib", "tkinter", "turtledemo"}
        return None if without & {*parts} or parts[-1].startswith(("config-", "libpython3.so")) else entry

    path = folder / f"cpython-{HERE}.7-x86_64-unknown-linux-gnu-install_only.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        archive.add(Path(base, "bin", version).resolve(), f"python/bin/{version}")
        archive.add(base / "lib" / version, f"python/lib/{version}", filter=wanted)
        for library in base.glob("lib/libpython3.*.so.*"):
            archive.add(library.resolve(), f"python/lib/{library.name}")
        link = tarfile.TarInfo("python/bin/python3")
        link.type, link.linkname = tarfile.SYMTYPE, version
        archive.addfile(link)
    return path


@pytest.fixture(scope="module")
def linux_kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit for this machine that carries its own Python."""
    folder = tmp_path_factory.mktemp("kit") / "安装包 (甲)"
    folder.mkdir()
    assert make_kit(folder, "linux_x86_64", HERE, packed_python(folder.parent)) == 0
    return folder


@pytest.mark.slow
def test_a_kit_with_its_own_python_installs_updates_and_goes_away_again(linux_kit: Path, tmp_path: Path) -> None:
    """One long story, of a user whom no script likes, on a system that has no other Python in its PATH."""
    home, tools = tmp_path / "测试 O&M (甲)", tmp_path / "tools"
    (home / "桌面").mkdir(parents=True)
    tools.mkdir()
    for name in ("sh", "dirname", "tar", "gzip", "mkdir", "rm", "mv", "rmdir", "ls", "date", "uname", "cp", "env"):
        (tools / name).symlink_to(str(shutil.which(name)))
    desktop = tools / "xdg-user-dir"
    desktop.write_text(f'#!/bin/sh\necho "{home}/桌面"\n')
    desktop.chmod(0o755)
    nowhere = {"HOME": str(home), "PATH": str(tools), "LANG": "C.UTF-8", "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    place, own = home / ".local/share/workbook-tools", home / ".local/share/workbook-tools-python"

    def run(*words: str | Path) -> str:
        done = subprocess.run(
            list(map(str, words)), env=nowhere, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    older = shutil.copytree(linux_kit, tmp_path / "旧包")
    (new,) = (older / "wheels").glob("workbook_tools-*")
    older_wheel(new, older / "wheels")
    new.unlink()
    assert "安装完成" in run("sh", older / "安装.sh")
    assert f"home = {own}/bin" in (place / "pyvenv.cfg").read_text()
    assert OLDER in run(place / "bin/workbook-tools", "--version")
    (place / "我的别名.toml").write_text("[别名]\n")

    said = run("sh", linux_kit / "安装.sh")
    assert "安装完成" in said
    assert str(home / "桌面/绩效评价.desktop") in said
    assert f"home = {own}/bin" in (place / "pyvenv.cfg").read_text()
    log = (home / ".local/share/workbook-tools-安装.log").read_text()
    assert log.index("原来的版本") < log.index(OLDER)
    assert __version__ in run(place / "bin/workbook-tools", "--version")
    assert not place.with_name("workbook-tools-old").exists()
    station = home / "永平 站.xlsx"
    station.write_bytes(EXAMPLE.read_bytes())
    assert "计算完成：永平街社工服务站 2022" in run(place / "bin/workbook-tools", "drop", station)

    assert "已经卸载" in run("sh", linux_kit / "安装.sh", "--remove")
    assert [path.name for path in place.iterdir()] == ["我的别名.toml"]
    assert not own.exists()
    assert not (home / "桌面/绩效评价.desktop").exists()
    assert {"永平 站.xlsx", "永平 站.上一版.xlsx"} <= {path.name for path in home.iterdir()}


@pytest.mark.slow
def test_what_a_broken_installation_moved_aside_is_not_lost(linux_kit: Path, tmp_path: Path) -> None:
    """The power went while the new version was made: the old one, moved aside, counts, and the half one does not."""
    share = tmp_path / ".local/share"
    old, half = share / "workbook-tools-old", share / "workbook-tools"
    for folder in (old, half):
        folder.mkdir(parents=True)
        (folder / f"{folder.name}.txt").write_text("mine")
    (old / "绩效评价.xlam").write_bytes(b"whole")
    (linux_kit / "wheels").rename(linux_kit / "weg")
    (linux_kit / "wheels").mkdir()
    (linux_kit / "wheels" / "workbook_tools-0.whl").write_bytes(b"broken")
    try:
        done = subprocess.run(
            ["sh", str(linux_kit / "安装.sh")],
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
        )
    finally:
        shutil.rmtree(linux_kit / "wheels")
        (linux_kit / "weg").rename(linux_kit / "wheels")
    assert done.returncode == 1
    assert {path.name for path in half.iterdir()} == {"workbook-tools-old.txt", "绩效评价.xlam"}
    assert not old.exists()


def can_be_made_again(python: Path, folder: Path, environment: dict[str, str]) -> None:
    """What was installed from a kit can itself be put into one."""
    script = "import sys, pathlib; from workbook_tools.excel.kit import own_wheel; own_wheel(pathlib.Path(sys.argv[1]))"
    again, target = folder / "again", folder / "target"
    again.mkdir()
    subprocess.run([str(python), "-c", script, str(again)], check=True, env=environment, cwd=folder)
    (made,) = again.glob("*.whl")
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(target)]
    subprocess.run([*install, str(made)], check=True, env=environment)
    assert (target / "workbook_tools/templates/macro/WtButton.bas").is_file()


@pytest.mark.slow
def test_the_windows_kit_has_what_windows_needs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installer = tmp_path / "python-3.12.8-amd64.exe"
    installer.write_bytes(b"MZ")
    folder = tmp_path / "kit"
    assert make_kit(folder, "win_amd64", "3.12", installer) == 0
    assert missing(folder / "wheels", "win_amd64", "3.12") == []
    names = {path.name.partition("-")[0].lower() for path in (folder / "wheels").iterdir()}
    assert {"workbook_tools", "xlwings", "pywin32", "python_calamine", "pandas", "tzdata"} <= names
    assert (folder / installer.name).read_bytes() == b"MZ"
    assert {path.name for path in folder.iterdir() if path.is_file()} == {
        installer.name, "安装.cmd", "卸载.cmd", "说明.txt",
    }  # fmt: skip
    assert "X041" not in capsys.readouterr().err


@pytest.mark.slow
def test_a_kit_is_made_of_given_wheels_alone(linux_kit: Path, tmp_path: Path) -> None:
    given = linux_kit / "wheels"
    assert make_kit(tmp_path / "again", "linux_x86_64", HERE, None, given) == 0
    assert {p.name for p in (tmp_path / "again/wheels").iterdir()} == {p.name for p in given.iterdir()}


@pytest.mark.parametrize("exists", [True, False], ids=["empty-folder", "no-folder"])
def test_what_given_wheels_lack_is_named_with_the_folder(tmp_path: Path, exists: bool) -> None:
    given = tmp_path / "wheels"
    if exists:
        given.mkdir()
    wheel(tmp_path, "workbook-tools", __version__, "lxml>=5")
    (target := tmp_path / "kit/wheels").mkdir(parents=True)
    wheel(target, "workbook-tools", __version__, "lxml>=5")
    with pytest.raises(CannotProcess) as problem:
        _collect(target, "win_amd64", "3.12", given)
    (said,) = problem.value.findings
    assert said.code == "X045"
    assert "lxml>=5" in said.message
    assert str(given)[:40] in said.message


@pytest.mark.slow
def test_what_cannot_be_had_for_a_platform_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as problem:
        make_kit(tmp_path / "kit", "win_amd64", "2.7", None)
    assert problem.value.findings[0].code == "X040"
    assert "win_amd64" in problem.value.findings[0].message


@pytest.mark.slow
def test_a_windows_kit_without_an_installer_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_kit(tmp_path / "kit", "win_amd64", "3.12", None) == 0
    assert "[X041" in capsys.readouterr().err


@pytest.mark.slow
def test_the_program_packs_itself_with_its_templates(tmp_path: Path) -> None:
    with zipfile.ZipFile(own_wheel(tmp_path)) as archive:
        names = archive.namelist()
    assert "workbook_tools/cli.py" in names
    assert "workbook_tools/templates/macro/WtButton.bas" in names
    assert "workbook_tools/templates/office/安装.cmd" in names

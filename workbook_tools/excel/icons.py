"""What workbooks are dropped on: shortcuts on the desktop and in 发送到, a starter on Linux. Made by the installer.

    python -m workbook_tools.excel.icons [--remove]

Says what it made, a line each, and nothing of what it could not; the exit code is 0 all the same, for the program is
installed without them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from workbook_tools.excel.shell_link import shell_link

NAME = "绩效评价"
DESCRIPTION = "把一个或几个工作簿拖到这里计算"
_STARTER = "workbook-tools.desktop"
_DESKTOP_FOLDER, _SEND_TO_FOLDER = 0x0000, 0x0009  # CSIDL
_LONGEST_PATH = 260


def main(words: list[str]) -> int:
    places = list(_places())
    if "--remove" in words:
        for path in _remove(path for _, path in places):
            print(f"已删除：{path}")
        return 0
    program = Path(sys.executable).with_name("workbook-tools.exe" if sys.platform == "win32" else "workbook-tools")
    for what, path in _make(places, program):
        print(f"已放好：{what}（{path}）")
    return 0


def _make(places: Iterable[tuple[str, Path]], program: Path) -> Iterator[tuple[str, Path]]:
    """Each in its turn; a folder that is not there, or that may not be written, gets none."""
    for what, path in places:
        _forget_batch_file(path)
        data = link_to(program) if path.suffix == ".lnk" else starter(program).encode()
        try:
            path.write_bytes(data)
            if path.suffix == ".desktop":
                path.chmod(0o755)
                _trust(path)
        except OSError:
            continue
        yield what, path


def _remove(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        _forget_batch_file(path)
        if path.is_file():
            try:
                path.unlink()
            except OSError:
                continue
            yield path


def link_to(program: Path) -> bytes:
    code_page = "mbcs" if sys.platform == "win32" else "gbk"
    return shell_link(str(program), "drop", DESCRIPTION, code_page=code_page)


def starter(program: Path) -> str:
    """A starter of the freedesktop kind: files are dropped on it, and what is said stands in a terminal."""
    lines = (
        "[Desktop Entry]", "Type=Application", "Version=1.0", f"Name={NAME}", f"Comment={DESCRIPTION}",
        f"Exec={_quoted(str(program))} drop %F", "Terminal=true", "Categories=Office;",
    )  # fmt: skip
    return "\n".join(lines) + "\n"


def _quoted(path: str) -> str:
    """An argument of Exec: quoted, with what the quotes do not hold escaped, and escaped again as a value of the file.

    Source: Desktop Entry Specification 1.5, "The Exec key".
    """
    inside = "".join(f"\\{c}" if c in '"`$\\' else "%%" if c == "%" else c for c in path)
    return f'"{inside}"'.replace("\\", "\\\\")


def _places() -> Iterator[tuple[str, Path]]:
    if sys.platform == "win32":
        for what, number in (("桌面", _DESKTOP_FOLDER), ("右键→发送到", _SEND_TO_FOLDER)):
            folder = _windows_folder(number)
            if folder is not None and folder.is_dir():
                yield what, folder / f"{NAME}.lnk"
        return
    applications = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "applications"
    applications.mkdir(parents=True, exist_ok=True)
    yield "应用程序菜单", applications / _STARTER
    desktop = _linux_desktop()
    if desktop is not None:
        yield "桌面", desktop / f"{NAME}.desktop"


def _linux_desktop() -> Path | None:
    """What `xdg-user-dir DESKTOP` says, the home folder where there is none; without it the usual names."""
    try:
        said = subprocess.run(["xdg-user-dir", "DESKTOP"], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        said = ""
    folders = [Path(said)] if said else [Path.home() / "桌面", Path.home() / "Desktop"]
    return next((folder for folder in folders if folder.is_dir() and folder != Path.home()), None)


def _trust(path: Path) -> None:
    """GNOME starts only what is marked as trusted; other desktops need no more than the right to run it."""
    command = ["gio", "set", str(path), "metadata::trusted", "true"]
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return


def _windows_folder(number: int) -> Path | None:
    """Where the user's desktop or 发送到 lies now, moved to OneDrive or another drive as it may be."""
    import ctypes

    buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    get: Callable[..., int] = ctypes.windll.shell32.SHGetFolderPathW  # type: ignore[attr-defined,unused-ignore]
    return Path(buffer.value) if get(None, number, None, 0, buffer) == 0 and buffer.value else None


def _forget_batch_file(path: Path) -> None:
    """Older versions put a batch file there, which handed dropped names to a shell."""
    old = path.with_suffix(".cmd")
    try:
        if path.suffix == ".lnk" and b"workbook-tools" in old.read_bytes():
            old.unlink()
    except OSError:
        return


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

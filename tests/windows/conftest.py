"""Tests that run inside a Windows Python: under Wine by `tests/windows/run.sh`, on a PC with Windows as they are."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbook_tools.cli import main

GENERIC_READ, GENERIC_WRITE = 0x80000000, 0x40000000
SHARE_NOTHING, SHARE_READ = 0, 1
OPEN_EXISTING = 3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and sys.platform != "win32":
            item.add_marker(pytest.mark.skip(reason="needs Windows: tests/windows/run.sh"))


@dataclass(frozen=True)
class Said:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def codes(self) -> set[str]:
        """The codes of the messages: `[F012 错误] …`."""
        return {line[1:].split(" ")[0] for line in self.err.splitlines() if line.startswith("[")}

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Said]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process."""

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def in_a_process(*words: str | Path, code_page: int = 0) -> Said:
    """Run a command as a process of its own, whose console speaks the given code page, as a `.cmd` would start it."""
    line = subprocess.list2cmdline([sys.executable, "-m", "workbook_tools.cli", *map(str, words)])
    if code_page:
        line = f'cmd /d /s /c "chcp {code_page} >nul & {line}"'
    done = subprocess.run(line, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def held(path: Path, *, access: int = GENERIC_READ | GENERIC_WRITE, share: int = SHARE_READ) -> Iterator[None]:
    """A file as another program holds it open. Excel reads and writes, and lets others read."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
        ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
    ]  # fmt: skip
    kernel.CloseHandle.argtypes = [ctypes.c_void_p]
    handle = kernel.CreateFileW(str(path), access, share, None, OPEN_EXISTING, 0, None)
    assert handle not in (None, ctypes.c_void_p(-1).value), ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    try:
        yield
    finally:
        kernel.CloseHandle(handle)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def station(tmp_path: Path, examples: Path) -> Path:
    """The real example, in a folder whose name has blanks and Chinese characters."""
    folder = tmp_path / "永平 街"
    folder.mkdir()
    return Path(shutil.copyfile(examples / "yongping-2022.xlsx", folder / "站点 2022.xlsx"))


@pytest.fixture(scope="session")
def on_linux() -> Path:
    """What the same commands wrote on Linux, made by run.sh."""
    folder = os.environ.get("WORKBOOK_TOOLS_ON_LINUX")
    if not folder:
        pytest.skip("needs the outputs of another system: tests/windows/run.sh")
    return Path(folder)

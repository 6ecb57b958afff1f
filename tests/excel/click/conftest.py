"""One desktop for all clicks: starting LibreOffice takes longer than what is tested with it."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.excel.click.desktop import Desktop

HERE = Path(__file__).parent
PROGRAMS = ("soffice", "Xvfb", "openbox", "xdotool")
SECONDS = 90  # that the macro waits for the tool; conversions take their time on a busy machine
FEW_SECONDS = 4


class Station:
    """An open workbook with buttons, and what happens around it."""

    def __init__(self, desk: Desktop, folder: Path, pictures: Path) -> None:
        self.desk, self.folder, self.pictures = desk, folder, pictures
        self.path = ""

    def open(self, data: bytes, name: str = "永平 站点.xlsm") -> None:
        self.path = str(self.folder / name)
        Path(self.path).write_bytes(data)
        self.desk.ask("open", self.path)
        if "绩效指标" in self.ask("sheets"):
            self.ask("activate", "绩效指标")

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front, and give it the time to be drawn: others have buttons of the same names."""
        self.ask("activate", sheet)
        time.sleep(1)

    def ask(self, name: str, *arguments: object) -> Any:
        return self.desk.ask(name, self.path, *arguments)

    def press(self, caption: str, name: str = "") -> str:
        """Click the button, wait for the message, take its picture, close it: the text of the message."""
        self.desk.press(self.path, caption)
        return self.read_message(name)

    def read_message(self, name: str = "") -> str:
        try:
            message = self.desk.message(SECONDS + 30)
        except AssertionError:
            self._picture(f"{name}_without_message")
            raise
        self._picture(name)
        self.desk.dismiss()
        assert message["title"] == "绩效评价"
        return str(message["text"])

    def picture(self, name: str) -> None:
        """What the screen shows, once it has been drawn."""
        time.sleep(1.5)
        self._picture(name)

    def _picture(self, name: str) -> None:
        test = os.environ.get("PYTEST_CURRENT_TEST", "click").partition("::")[2].partition(" ")[0]
        self.desk.picture(self.pictures / f"{test}{name}.png")

    def behave(self, behaviour: str) -> None:
        (self.desk.tool.parent / "behaviour").write_text(behaviour)

    def let_go(self) -> None:
        (self.desk.tool.parent / "go").touch()

    @property
    def leftovers(self) -> list[str]:
        """Folders of presses that were not taken away."""
        return [entry.name for entry in self.desk.temporary.iterdir() if entry.name.startswith("wt_")]


@contextmanager
def desktop(folder: Path, seconds: int) -> Iterator[Desktop]:
    for program in PROGRAMS:
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    temporary = folder / "temporary"
    temporary.mkdir()
    tool = folder / "tool"
    tool.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" "{HERE}/tool_for_libreoffice.py" "$@" 2>>"{folder}/errors.txt"\n'
    )
    tool.chmod(0o755)
    environment = {
        "WORKBOOK_TOOLS_EXE": str(tool),
        "WORKBOOK_TOOLS_TIMEOUT": str(seconds),
        "WT_TEST_BEHAVIOUR": str(folder / "behaviour"),
        "TEMP": str(temporary),
    }
    with Desktop(environment) as running:
        running.tool, running.temporary = tool, temporary
        yield running


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(tmp_path_factory.mktemp("desk"), SECONDS) as running:
        yield running


@pytest.fixture
def impatient_desk(tmp_path: Path) -> Iterator[Desktop]:
    """A macro that waits for a few seconds only."""
    folder = tmp_path / "desk"
    folder.mkdir()
    with desktop(folder, FEW_SECONDS) as running:
        yield running


@pytest.fixture
def station(desk: Desktop, tmp_path: Path) -> Iterator[Station]:
    yield from opened_station(desk, tmp_path)


@pytest.fixture
def impatient_station(impatient_desk: Desktop, tmp_path: Path) -> Iterator[Station]:
    yield from opened_station(impatient_desk, tmp_path)


def opened_station(desk: Desktop, folder: Path) -> Iterator[Station]:
    pictures = Path(os.environ.get("CLICK_PICTURES", folder))
    (desk.tool.parent / "go").unlink(missing_ok=True)
    opened = Station(desk, folder, pictures)
    opened.behave("")
    yield opened
    if opened.path:
        desk.ask("close", opened.path)

"""A desktop of one's own: an X server, a window manager and LibreOffice, with a mouse and keys that really press."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from screen import Screen

HERE = Path(__file__).parent
PROFILE = HERE / "registrymodifications.xcu"
_UNO_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", sys.executable)


class Desktop(Screen):
    """A screen with LibreOffice on it. `environment` is what the tool behind the button will see."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__({**environment, "SAL_USE_VCLPLUGIN": "gen"})
        self.tool = self.temporary = self.folder  # where the tool lies, and where presses put their files
        self.asked = 0

    def __enter__(self) -> Desktop:
        user = self.folder / "profile" / "user"
        user.mkdir(parents=True)
        shutil.copy(PROFILE, user)
        super().__enter__()
        pipe = f"wt{self.display}"
        self.start(
            "soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--norestore", "--nologo",
            "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;", "--calc",
        )  # fmt: skip
        python = next(path for path in _UNO_PYTHONS if _has_uno(path))
        self.remote = subprocess.Popen(
            [python, str(HERE / "office_remote.py"), pipe],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        self.programs.append(self.remote)
        assert self.remote.stdout is not None
        assert json.loads(self.remote.stdout.readline()) == "ready"
        return self

    def ask(self, name: str, *arguments: object) -> Any:
        assert self.remote.stdin is not None
        assert self.remote.stdout is not None
        self.asked += 1
        self.remote.stdin.write(json.dumps([self.asked, name, arguments]) + "\n")
        self.remote.stdin.flush()
        while True:
            ready, _, _ = select.select([self.remote.stdout], [], [], 60)
            assert ready, f"LibreOffice does not answer to {name}"
            number, answer = json.loads(self.remote.stdout.readline())
            if number == self.asked:  # not the late answer to a question that was given up
                break
        assert "problem" not in answer, answer["problem"]
        return answer["result"]

    def press(self, path: str, caption: str) -> None:
        """A mouse click on a button of the sheet in view."""
        self.click(self._still(lambda: self.ask("button", path, caption), 15, f"the button {caption}"))

    def message(self, seconds: float = 60) -> dict[str, Any]:
        """The message box, as soon as one is open."""
        return dict(self.wait_for(lambda: self.ask("dialog"), seconds, "a message"))

    def processor_seconds(self) -> float:
        """What LibreOffice has taken of the processor until now."""
        ticks = 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"{self.folder}/profile".encode() in (process / "cmdline").read_bytes():
                    user, system = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
                    ticks += int(user) + int(system)
        return ticks / os.sysconf("SC_CLK_TCK")

    def dismiss(self) -> None:
        """Close the message box as a person would: one under another window is brought up and clicked again."""
        box = dict(self._still(lambda: self.ask("dialog"), 15, "a message"))

        def still_open() -> dict[str, Any] | None:
            now = self.ask("dialog")
            return now if now and now["text"] == box["text"] else None  # the next message may be there already

        for _ in range(5):
            if (now := still_open()) is None:
                return
            self.click(next(iter(now["buttons"].values())))
            if not self._becomes(lambda: still_open() is None, 3):
                self._bring_up(box["title"])
        self.picture(Path(os.environ.get("CLICK_PICTURES", self.folder)) / "message-that-stays.png")
        raise AssertionError(f"the message {box['text']!r} does not close")

    def _bring_up(self, title: str) -> None:
        subprocess.run(
            ["xdotool", "search", "--name", f"^{title}$", "windowactivate", "--sync"],
            env=self.environment, check=False, timeout=10,
        )  # fmt: skip

    def _still(self, condition: Any, seconds: float, what: str) -> Any:
        """What is found twice alike: a window that has just opened may yet be moved by the window manager."""
        seen: list[Any] = []

        def twice() -> Any:
            seen.append(condition())
            return seen[-1] if len(seen) > 1 and seen[-1] == seen[-2] else None

        return self._until(twice, seconds, what)


def _has_uno(python: str) -> bool:
    return (
        shutil.which(python) is not None and subprocess.run([python, "-c", "import uno"], check=False).returncode == 0
    )

"""A desktop of one's own: an X server, a window manager and LibreOffice, with a mouse and keys that really press."""

from __future__ import annotations

import json
import os
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROFILE = HERE / "registrymodifications.xcu"
_UNO_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", sys.executable)


class Desktop:
    """Used as a context manager. `environment` is what the tool behind the button will see."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wt_desktop_"))
        self.environment = {**os.environ, **environment, "SAL_USE_VCLPLUGIN": "gen"}
        self.environment["LC_ALL"] = "C.UTF-8"
        self.tool = self.temporary = self.folder  # where the tool lies, and where presses put their files
        self.asked = 0
        self.programs: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Desktop:
        user = self.folder / "profile" / "user"
        user.mkdir(parents=True)
        shutil.copy(PROFILE, user)
        display = self._start_display()
        self.environment["DISPLAY"] = f":{display}"
        self._start("openbox")
        self._start(
            "soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--norestore", "--nologo",
            "--nofirststartwizard", f"--accept=pipe,name=wt{display};urp;", "--calc",
        )  # fmt: skip
        python = next(path for path in _UNO_PYTHONS if _has_uno(path))
        self.remote = subprocess.Popen(
            [python, str(HERE / "office_remote.py"), f"wt{display}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        self.programs.append(self.remote)
        assert self.remote.stdout is not None
        assert json.loads(self.remote.stdout.readline()) == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        for program in reversed(self.programs):
            program.terminate()
        for program in reversed(self.programs):
            try:
                program.wait(5)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait(5)
        for pipe in self.programs:
            for stream in (pipe.stdin, pipe.stdout):
                if stream:
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)

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

    def click(self, place: list[int]) -> None:
        subprocess.run(
            ["xdotool", "mousemove", str(place[0]), str(place[1]), "sleep", "0.1", "click", "1"],
            env=self.environment, check=True,
        )  # fmt: skip

    def key(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def press(self, path: str, caption: str) -> None:
        """A mouse click on a button of the sheet in view."""
        self.click(self._still(lambda: self.ask("button", path, caption), 15, f"the button {caption}"))

    def message(self, seconds: float = 60) -> dict[str, Any]:
        """The message box, as soon as one is open."""
        return dict(self.wait_for(lambda: self.ask("dialog"), seconds, "a message"))

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

    def wait_for(self, condition: Any, seconds: float, what: str) -> Any:
        return self._until(condition, seconds, what)

    def picture(self, target: Path) -> None:
        """What the screen shows, as PNG."""
        from PIL import Image

        data = next(self.folder.glob("Xvfb_screen*")).read_bytes()
        header, width, height = struct.unpack_from(">I", data)[0], *struct.unpack_from(">2I", data, 16)
        line, colors = struct.unpack_from(">I", data, 48)[0], struct.unpack_from(">I", data, 76)[0]
        pixels = data[header + 12 * colors :]
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1).save(target)

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

    def _becomes(self, condition: Any, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.1)
        return False

    def _start_display(self) -> int:
        """The server looks for a free number itself and tells it: of two that start at once none takes the other's."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as told:
            try:
                self._start(
                    "Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
                    "-fbdir", str(self.folder), keep=[writing],
                )  # fmt: skip
            finally:
                os.close(writing)
            assert select.select([told], [], [], 60)[0], "waited 60 s for Xvfb in vain"
            return int(told.readline())

    def _start(self, *command: str, keep: Sequence[int] = ()) -> None:
        with (self.folder / f"{command[0]}.log").open("w") as log:
            self.programs.append(
                subprocess.Popen(list(command), env=self.environment, stdout=log, stderr=log, text=True, pass_fds=keep)
            )

    def _until(self, condition: Any, seconds: float, what: str) -> Any:
        found: list[Any] = []

        def holds() -> bool:
            found.append(condition())
            return bool(found[-1])

        assert self._becomes(holds, seconds), f"waited {seconds} s for {what} in vain"
        return found[-1]


def _has_uno(python: str) -> bool:
    return (
        shutil.which(python) is not None and subprocess.run([python, "-c", "import uno"], check=False).returncode == 0
    )

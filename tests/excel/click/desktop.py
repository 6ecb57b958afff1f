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
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROFILE = HERE / "registrymodifications.xcu"
_UNO_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", sys.executable)


class Desktop:
    """Used as a context manager. `environment` is what the tool behind the button will see."""

    def __init__(self, display: int, environment: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wt_desktop_"))
        self.display = display
        self.environment = {**os.environ, **environment, "DISPLAY": f":{display}", "SAL_USE_VCLPLUGIN": "gen"}
        self.environment["LC_ALL"] = "C.UTF-8"
        self.tool = self.temporary = self.folder  # where the tool lies, and where presses put their files
        self.asked = 0
        self.programs: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Desktop:
        user = self.folder / "profile" / "user"
        user.mkdir(parents=True)
        shutil.copy(PROFILE, user)
        self._start(
            "Xvfb", f":{self.display}", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-fbdir", str(self.folder)
        )
        self._until(lambda: Path(f"/tmp/.X11-unix/X{self.display}").exists(), 20, "Xvfb")
        self._start("openbox")
        self._start(
            "soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--norestore", "--nologo",
            "--nofirststartwizard", f"--accept=pipe,name=wt{self.display};urp;", "--calc",
        )  # fmt: skip
        python = next(path for path in _UNO_PYTHONS if _has_uno(path))
        self.remote = subprocess.Popen(
            [python, str(HERE / "office_remote.py"), f"wt{self.display}"],
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
        place = self.wait_for(lambda: self.ask("button", path, caption), 15, f"the button {caption}")
        self.click(place)

    def message(self, seconds: float = 60) -> dict[str, Any]:
        """The message box, as soon as one is open."""
        return dict(self.wait_for(lambda: self.ask("dialog"), seconds, "a message"))

    def dismiss(self) -> None:
        place = next(iter(self.message(5)["buttons"].values()))
        self.click(place)
        self.wait_for(lambda: self.ask("dialog") is None, 10, "the end of the message")

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

    def _start(self, *command: str) -> None:
        with (self.folder / f"{command[0]}.log").open("w") as log:
            self.programs.append(
                subprocess.Popen(list(command), env=self.environment, stdout=log, stderr=log, text=True)
            )

    def _until(self, condition: Any, seconds: float, what: str) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"waited {seconds} s for {what} in vain")


def _has_uno(python: str) -> bool:
    return (
        shutil.which(python) is not None and subprocess.run([python, "-c", "import uno"], check=False).returncode == 0
    )

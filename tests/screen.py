"""A screen of one's own: an X server and a window manager, with a mouse and keys that really press."""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROGRAMS = ("Xvfb", "openbox", "xdotool")


class Screen:
    """Used as a context manager; programs that are started with `start` end with it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wt_desktop_"))
        self.environment = {**os.environ, **environment, "LC_ALL": "C.UTF-8"}
        self.programs: list[subprocess.Popen[str]] = []
        self.display = 0

    def __enter__(self) -> Any:
        self.display = self._start_display()
        self.environment["DISPLAY"] = f":{self.display}"
        self.start("openbox")
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

    def click(self, place: list[int]) -> None:
        subprocess.run(
            ["xdotool", "mousemove", str(place[0]), str(place[1]), "sleep", "0.1", "click", "1"],
            env=self.environment, check=True,
        )  # fmt: skip

    def key(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.environment, check=True)

    def wait_for(self, condition: Any, seconds: float, what: str) -> Any:
        return self._until(condition, seconds, what)

    def picture(self, target: Path) -> None:
        """What the screen shows, as PNG."""
        target.parent.mkdir(parents=True, exist_ok=True)
        image(self.folder).save(target)

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
                self.start(
                    "Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
                    "-fbdir", str(self.folder), keep=[writing],
                )  # fmt: skip
            finally:
                os.close(writing)
            assert select.select([told], [], [], 60)[0], "waited 60 s for Xvfb in vain"
            return int(told.readline())

    def start(self, *command: str, keep: Sequence[int] = ()) -> None:
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


def image(folder: Path) -> Any:
    """What the screen shows whose memory lies in the folder: a header, a table of colours, the pixels."""
    from PIL import Image

    data = next(folder.glob("Xvfb_screen*")).read_bytes()
    header, width, height = struct.unpack_from(">I", data)[0], *struct.unpack_from(">2I", data, 16)
    line, colors = struct.unpack_from(">I", data, 48)[0], struct.unpack_from(">I", data, 76)[0]
    pixels = data[header + 12 * colors :]
    return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)

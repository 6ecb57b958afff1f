"""What a clerk's hand does outside the page, where no driver reaches.

    python hand.py SCREEN allow | refuse | choose FOLDER

SCREEN is the folder with the memory of the X server. Each waits until it sees what it is to answer.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from screen import image

PAGE = (15, 600)  # a place of the page without anything on it
SECONDS = 120


def key(*names: str) -> None:
    subprocess.run(["xdotool", "key", *names], check=True)


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"waited {SECONDS} s in vain for {what}")
        time.sleep(0.3)


def dimmed(screen: Path) -> bool:
    """The browser darkens the page while it asks a question of its own."""
    return max(image(screen).getpixel(PAGE)) < 180


def answer(screen: Path, keys: list[str]) -> None:
    """The question's first answer is a refusal, the second allows."""
    until(lambda: dimmed(screen), "the browser's question")
    time.sleep(1)  # keys that come at once are passed over, lest somebody answers by chance
    for each in keys:
        key(each)
        time.sleep(0.3)
    until(lambda: not dimmed(screen), "the end of the question")


def windows() -> dict[str, str]:
    """Of each window that can be seen, its title."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "."], capture_output=True, text=True, check=False
    )
    return {each: _said("getwindowname", each).strip() for each in found.stdout.split()}


def _said(*command: str) -> str:
    return subprocess.run(["xdotool", *command], capture_output=True, text=True, check=False).stdout


def choose(folder: str) -> None:
    """In the system's dialog: the path typed, and its button clicked, which stands in the lower right corner."""
    until(lambda: any("folder" in title for title in windows().values()), "the system's dialog")
    dialog = next(each for each, title in windows().items() if "folder" in title)
    time.sleep(2)
    subprocess.run(["xdotool", "type", "--delay", "60", folder], check=True)
    time.sleep(2)  # what it completes by itself is selected
    key("End")
    shape = dict(line.split("=") for line in _said("getwindowgeometry", "--shell", dialog).split() if "=" in line)
    right, bottom = int(shape["X"]) + int(shape["WIDTH"]), int(shape["Y"]) + int(shape["HEIGHT"])
    subprocess.run(
        ["xdotool", "mousemove", str(right - 50), str(bottom - 27), "sleep", "0.5", "click", "1"], check=True
    )
    until(lambda: dialog not in windows(), "the end of the dialog")


if __name__ == "__main__":
    screen, what = Path(sys.argv[1]), sys.argv[2]
    if what == "choose":
        choose(sys.argv[3])
    else:
        answer(screen, ["Tab", "Return"] if what == "allow" else ["Return"])

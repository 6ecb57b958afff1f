"""Kill the whole job anywhere on its way and look at what is left. Run by test_killed.py in a process of its own.

Every other child dies right before it opens, renames, links or removes some file, the others after some time of the
processor: what else the machine does has no say in where.

Usage: kill_recomputes.py FOLDER KILLS SEED. Prints one JSON object: what each kill left, counted, and what broke.
"""

from __future__ import annotations

import collections
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile_packages import example

from workbook_tools.recompute import recompute
from workbook_tools.report import make_html  # noqa: F401 - imported before the first fork, so that children are quick

TOUCHES = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.utime", "os.truncate")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".tmp"}


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    whole = folder / "whole"
    whole.mkdir()
    (whole / "站点.xlsx").write_bytes(example())
    touches = 0

    def count() -> None:
        nonlocal touches
        touches += 1

    watch(count)
    for _ in range(2):  # the second run is warm, as the killed ones are
        (whole / "站点.xlsx").write_bytes(example())
        touches, started = 0, time.process_time()
        assert recompute(whole / "站点.xlsx").ok
        most, longest = touches, time.process_time() - started
    finished = contents(whole)
    seen: collections.Counter[str] = collections.Counter()
    broken = []
    place = folder / "killed"
    for kill in range(kills):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "站点.xlsx").write_bytes(example())
        seconds, touch = chance.uniform(0.001, longest * 1.3), chance.randrange(most + 1)
        child = os.fork()
        if not child:
            if kill % 2:
                signal.setitimer(signal.ITIMER_PROF, seconds)  # ends it without a word
            else:
                die_before(touch)
            recompute(place / "站点.xlsx")
            os._exit(0)
        os.waitpid(child, 0)
        left = contents(place)
        state = "new" if left["站点.xlsx"] == finished["站点.xlsx"] else "old"
        seen[f"{state}, {len(left)} files"] += 1
        if any(data not in (finished.get(name), example()) for name, data in left.items()):
            broken.append([kill, sorted(left)])
        if state == "new" and left.get("站点.上一版.xlsx") != example():
            broken.append([kill, "no version before"])
    assert recompute(place / "站点.xlsx").ok
    after = {path.name: path.read_bytes() for path in place.iterdir()}
    print(json.dumps({"seen": seen, "broken": broken, "healed": after == finished}))


def watch(touched: Callable[[], None]) -> None:
    """`touched` is called before each change of a folder and each opening of a file. There is no way to end this."""

    def hook(event: str, _: object) -> None:
        if event in TOUCHES:
            touched()

    sys.addaudithook(hook)


def die_before(number: int) -> None:
    left = number

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

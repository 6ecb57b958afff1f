"""Kill the whole job at random moments and look at what is left. Run by test_killed.py in a process of its own.

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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile_packages import example

from workbook_tools.recompute import recompute
from workbook_tools.report import make_html  # noqa: F401 - imported before the first fork, so that children are quick


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".tmp"}


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    whole = folder / "whole"
    whole.mkdir()
    (whole / "站点.xlsx").write_bytes(example())
    for _ in range(2):  # the second run is warm, as the killed ones are
        started = time.monotonic()
        (whole / "站点.xlsx").write_bytes(example())
        assert recompute(whole / "站点.xlsx").ok
        longest = time.monotonic() - started
    finished = contents(whole)
    seen: collections.Counter[str] = collections.Counter()
    broken = []
    place = folder / "killed"
    for kill in range(kills):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "站点.xlsx").write_bytes(example())
        child = os.fork()
        if not child:
            recompute(place / "站点.xlsx")
            os._exit(0)
        time.sleep(chance.uniform(0, longest * 1.1))
        os.kill(child, signal.SIGKILL)
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

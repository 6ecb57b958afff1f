"""Where the time of a run goes, and what no program that rewrites a workbook can do without."""

from __future__ import annotations

import cProfile
import io
import pstats
import statistics
import time
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import workbook_tools

_PACKAGE = Path(workbook_tools.__file__).parent
_Place = tuple[str, int, str]  # file, line, function


def print_profile(run: Callable[[], object], rounds: int = 5, functions: int = 12) -> None:
    """Own time by room and by function. A profile slows Python down more than C: it tells shares, not milliseconds."""
    profile = cProfile.Profile()
    for _ in range(rounds):
        profile.runcall(run)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    rooms: dict[str, float] = defaultdict(float)
    for place, (_, _, own, _, callers) in stats.items():
        if (room := _room(place)) or not callers:
            rooms[room or "others"] += own
        else:  # the work of a library counts for the room that asked for it
            for caller, (_, _, asked, _) in callers.items():
                rooms[_room(caller) or "others"] += asked
    total = sum(rooms.values())
    print("where the time goes (with Word and HTML, shares of a profile)")
    for room, spent in sorted(rooms.items(), key=lambda item: -item[1]):
        if spent > total / 100:
            print(f"  {room:24} {spent / total:9.0%}")
    print("what is on top")
    for place, (calls, _, own, _, _) in sorted(stats.items(), key=lambda item: -item[1][2])[:functions]:
        print(f"  {_name(place):64} {own / total:5.1%}  {calls // rounds:6} calls")


def print_floor(path: Path, rounds: int = 15) -> None:
    """Milliseconds to read a workbook, inflate all its parts and deflate them again."""
    read, inflate, deflate = ([] for _ in range(3))  # type: tuple[list[float], list[float], list[float]]
    for _ in range(rounds):
        clock = [time.perf_counter()]
        data = path.read_bytes()
        clock.append(time.perf_counter())
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(entry) for entry in archive.infolist()]
        clock.append(time.perf_counter())
        for part in parts:
            zlib.compress(part, 6)
        clock.append(time.perf_counter())
        for times, begin, end in zip((read, inflate, deflate), clock, clock[1:], strict=False):
            times.append((end - begin) * 1000)
    print("the floor of a rewrite")
    for name, times in (("read", read), ("inflate", inflate), ("deflate every part", deflate)):
        print(f"  {name:24} {statistics.median(times):9.1f} ms")


def _room(place: _Place) -> str:
    path = Path(place[0])
    return path.relative_to(_PACKAGE).parts[0].removesuffix(".py") if path.is_relative_to(_PACKAGE) else ""


def _name(place: _Place) -> str:
    file, _, function = place
    return f"{Path(file).relative_to(_PACKAGE)} {function}" if _room(place) else function[:64]

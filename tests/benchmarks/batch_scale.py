"""A batch by the numbers: memory at different sizes, and how much of the processors' power reaches the work.

    python tests/benchmarks/batch_scale.py [--sizes 200,1000] [--ledger ROWS] [--reports] [--throughput N]

The full picture is `--sizes 1000,10000`. The workbooks are a dozen generated ones and copies of them; each copy has a
name and a content of its own, so that nothing is spared. Memory is the resident set of the parent, sampled while it
runs; that of the workers is the largest any of them had. Throughput compares 1 and 2 workers with two processes that
know nothing of each other and run `recompute` over half of the files each, in turns and in the same run; it ends with
the last workbook, and the time of the roll-up is told beside.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import make_station

DIFFERENT = 12  # workbooks that are really generated
MEGABYTE = 1 << 20

BATCH = """
import json, sys, threading, time
sys.path.insert(0, {here!r})
from batch_scale import Memory
from workbook_tools.batch import Listener, batch
begin = time.perf_counter()
last = [begin]
with Memory() as memory:
    outcome = batch({source!r}, {out!r}, jobs={jobs}, report={report},
                    listener=Listener(heard=lambda _: last.append(time.perf_counter())))
print(json.dumps({{"ok": outcome.ok, "seconds": last[-1] - begin, "rollup": time.perf_counter() - last[-1],
                  "parent": memory.parent, "worker": memory.worker}}))
"""
ALONE = """
import sys
from workbook_tools.recompute import recompute
for line in sys.stdin.read().splitlines():
    source, out = line.split("\\t")
    if not recompute(source, out, report={report}).ok:
        raise SystemExit(source)
"""


class Memory:
    """The most that this process, and each of its children, was seen to hold; bytes."""

    def __init__(self) -> None:
        self.parent = self.worker = 0
        self._done = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._done.wait(0.2):
            self.parent = max(self.parent, resident(os.getpid()))
            self.worker = max([self.worker, *map(resident, children(os.getpid()))])


def resident(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:  # gone, or no Linux
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def children(process: int) -> Iterator[int]:
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            yield from map(int, tasks.read_text(encoding="ascii").split())
        except OSError:
            continue


def fill(folder: Path, count: int, ledger: int) -> float:
    """Write the workbooks in sub-folders of a hundred; gives their average size in KB."""
    originals = [make_station.make(seed, ledger=ledger) for seed in range(min(count, DIFFERENT))]
    for number in range(count):
        path = folder / f"第{number // 100:03d}批" / f"station_{number:05d}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_different(originals[number % len(originals)], number))
    return statistics.mean(map(len, originals)) / 1024


def _different(data: bytes, number: int) -> bytes:
    """The same workbook with a comment on its package that makes its content another."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = f"{number:08d}".encode()
    return stream.getvalue()


def run_batch(source: Path, out: Path, jobs: int, report: bool) -> dict[str, float]:
    here = str(Path(__file__).parent)
    script = BATCH.format(here=here, source=str(source), out=str(out), jobs=jobs, report=report)
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    if not told["ok"]:
        raise RuntimeError(ran.stderr)
    return told


def run_alone(files: Sequence[Path], out: Path, processes: int, report: bool) -> float:
    """Seconds that independent processes need for their shares of the files."""
    begin = time.perf_counter()
    running = []
    for number in range(processes):
        lines = "\n".join(f"{path}\t{out / path.stem}" for path in files[number::processes])
        process = subprocess.Popen(
            [sys.executable, "-c", ALONE.format(report=report)], stdin=subprocess.PIPE, text=True
        )
        running.append((process, lines))
    threads = [threading.Thread(target=process.communicate, args=(lines,)) for process, lines in running]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if any(process.returncode for process, _ in running):
        raise RuntimeError("an independent process failed")
    return time.perf_counter() - begin


@contextmanager
def workplace() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="batch-scale-") as folder:
        yield Path(folder)


def scale(sizes: Sequence[int], ledger: int, report: bool) -> None:
    print(f"{'files':>8} {'KB each':>8} {'parent MB':>10} {'worker MB':>10} {'files/s':>8} {'roll-up s':>9}")
    for size in sizes:
        with workplace() as folder:
            kilobytes = fill(folder / "source", size, ledger)
            first = run_batch(folder / "source", folder / "out", 2, report)
            again = run_batch(folder / "source", folder / "out", 2, report)
            rollup = f"{first['rollup']:9.1f}"
            print(
                f"{size:8} {kilobytes:8.0f} {max(first['parent'], again['parent']) / MEGABYTE:10.0f}"
                f" {first['worker'] / MEGABYTE:10.0f} {size / first['seconds']:8.1f} {rollup}",
                flush=True,
            )


def throughput(count: int, ledger: int, report: bool, rounds: int = 3) -> None:
    """Files a second, medians of rounds in turns."""
    told: dict[str, list[float]] = {}
    with workplace() as folder:
        fill(folder / "source", count, ledger)
        files = sorted((folder / "source").rglob("*.xlsx"))
        for number in range(rounds):
            for jobs in (1, 2):
                spent = run_batch(folder / "source", folder / f"b{jobs}-{number}", jobs, report)["seconds"]
                told.setdefault(f"batch, {jobs} worker{'s' * (jobs > 1)}", []).append(count / spent)
            spent = run_alone(files, folder / f"a{number}", 2, report)
            told.setdefault("two independent processes", []).append(count / spent)
    for name, speeds in told.items():
        print(f"  {name:28} {statistics.median(speeds):7.1f} files/s")
    shares = [
        ours / theirs for ours, theirs in zip(told["batch, 2 workers"], told["two independent processes"], strict=True)
    ]
    print(f"  2 workers reach {statistics.median(shares):.0%} of two independent processes")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="200,1000", help="numbers of workbooks, with commas")
    parser.add_argument("--ledger", type=int, default=50, help="rows of each ledger")
    parser.add_argument("--reports", action="store_true", help="make Word and HTML too")
    parser.add_argument(
        "--throughput", type=int, default=120, metavar="N", help="workbooks of the comparison; 0 for none"
    )
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",") if size]
    if sizes:
        scale(sizes, options.ledger, options.reports)
    if options.throughput:
        throughput(options.throughput, options.ledger, options.reports)


if __name__ == "__main__":
    main()

"""A batch with one and with two workers, beside two processes that know nothing of each other.

The two processes recompute half of the workbooks each, one after another, and do nothing else. Each figure counts from
the start of the processes to the last workbook that is done; the roll-up of a batch comes after that and is told apart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

BATCH = """
import sys, time
from workbook_tools.batch import Listener, batch
done = []
listener = Listener(heard=lambda record: done.append((record.status, time.time())))
batch(sys.argv[1], sys.argv[2], jobs=int(sys.argv[3]), listener=listener)
assert {status for status, _ in done} == {"done"}, done
print(max(when for _, when in done))
"""
ALONE = """
import sys
from workbook_tools import recompute
for path in sys.argv[2:]:
    assert recompute(path, sys.argv[1]).ok, path
"""


def print_workers(folder: Path, files: Sequence[Path], work: Path) -> None:
    """`files` are all the workbooks of `folder`."""
    print(f"a batch of {len(files)} workbooks with Word and HTML")
    rates: dict[int, float] = {}
    for jobs in (1, 2):
        seconds, rollup = _batch(folder, work, jobs)
        rates[jobs] = len(files) / seconds
        print(f"  {f'{jobs} worker(s)':24} {rates[jobs]:9.1f} a second, and {rollup:.1f} s for the roll-up")
    alone = len(files) / _two_alone(files, work)
    print(f"  {'two processes apart':24} {alone:9.1f} a second")
    print(f"  {'2 workers':24} {rates[2] / alone:9.0%} of what two processes apart reach")
    print(f"  {'':24} {rates[2] / rates[1]:9.2f} × as fast as 1 worker")


def _batch(folder: Path, work: Path, jobs: int) -> tuple[float, float]:
    """Seconds until the last workbook was done, and from there to the end."""
    with tempfile.TemporaryDirectory(dir=work) as out:
        begin = time.time()
        command = [sys.executable, "-c", BATCH, str(folder), out, str(jobs)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, timeout=900).stdout
        last = float(printed.split()[-1])
        return last - begin, time.time() - last


def _two_alone(files: Sequence[Path], work: Path) -> float:
    with tempfile.TemporaryDirectory(dir=work) as out:
        begin = time.time()
        halves = [files[0::2], files[1::2]]
        running = [
            subprocess.Popen([sys.executable, "-c", ALONE, str(Path(out, str(number))), *map(str, half)])
            for number, half in enumerate(halves)
        ]
        codes = [process.wait(timeout=900) for process in running]
        if any(codes):
            raise RuntimeError(f"a process failed: {codes}")
        return time.time() - begin

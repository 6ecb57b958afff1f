"""What memory the page keeps: ready, after a ledger of 50,000 rows, after 300 workbooks, and when it is cleared.

    .venv/bin/python tests/benchmarks/page_memory.py 绩效评价.html [--rows 50000] [--files 300]

Megabytes of the browser's process for the page, after a collection; Chromium on Linux alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "benchmarks")]
DISTRICT = sorted((ROOT / "examples" / "district").glob("*.xls*"))


def main() -> None:
    from make_station import make
    from page.browsing import OPEN, Step, browse, click, put, wait

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--files", type=int, default=300)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="page-memory-"))
    big = folder / "big.xlsx"
    big.write_bytes(make(1, ledger=asked.rows))
    many = [folder / f"{number:03}{DISTRICT[number % len(DISTRICT)].suffix}" for number in range(asked.files)]
    for number, path in enumerate(many):
        shutil.copy(DISTRICT[number % len(DISTRICT)], path)
    memory: Step = {"do": "memory"}
    clear = [click("#clear"), wait("!entries.size && document.getElementById('state').className.includes('ready')")]
    steps = [
        OPEN,
        memory,
        put(big, seconds=600),
        memory,
        *clear,
        memory,
        put(*many, seconds=1500),
        memory,
        *clear,
        memory,
    ]
    seen = browse("chromium", asked.page.resolve(), steps, folder)
    names = ["ready", f"{asked.rows} rows", "cleared", f"{asked.files} workbooks", "cleared"]
    figures = [each for step, each in zip(steps, seen.answers, strict=True) if step is memory]
    for name, figure in zip(names, figures, strict=True):
        print(f"{name:16} {figure:6} MB")
    print(
        f"{asked.rows} rows took {seen.answers[2] / 1000:.1f} s, {asked.files} workbooks {seen.answers[7] / 1000:.1f} s"
    )
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

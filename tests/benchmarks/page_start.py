"""How long a clerk waits for the page: ready, the first workbook, each further one; the least of several starts.

    .venv/bin/python tests/benchmarks/page_start.py 绩效评价.html [--browser chromium] [--times 5]

A start is one from nothing, with a new profile. Only an idle machine tells the truth, so the load is told as well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
EXAMPLES = ROOT / "examples"


def measured(browser: str, page: Path, folder: Path) -> dict[str, float]:
    """Milliseconds until ready (as the page itself tells), for the first workbook, and for each of eight more."""
    from page.browsing import OPEN, browse, put

    district = sorted((EXAMPLES / "district").glob("*.xls*"))
    seen = browse(browser, page, [OPEN, put(EXAMPLES / "yongping-2022.xlsx"), put(*district)], folder)
    return {
        "ready": seen.answers[0]["ready"],
        "first workbook": seen.answers[1],
        "each further": seen.answers[2] / len(district),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--browser", default="chromium")
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    print(
        f"{asked.page.name}: {asked.page.stat().st_size / 1e6:.2f} MB, {asked.browser}, load {os.getloadavg()[0]:.1f}"
    )
    runs = []
    for _ in range(asked.times):
        folder = Path(tempfile.mkdtemp(prefix="page-start-"))
        runs.append(measured(asked.browser, asked.page.resolve(), folder))
        shutil.rmtree(folder, ignore_errors=True)
    for name in runs[0]:
        print(f"{name:16} {min(run[name] for run in runs):7.0f} ms")


if __name__ == "__main__":
    main()

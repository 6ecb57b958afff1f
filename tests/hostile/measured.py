"""Run one command of the program on one file in a process of its own, and say what it took.

Usage: measured.py check|recompute FILE [FOLDER]. Prints one JSON object: whether the file was processed, the codes of
the findings, seconds of the processor (a machine that does much else at once makes them no more), and the peak memory
of the whole process in MB. The seconds leave out what the imports take.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from memory_peak import peak_megabytes


def main(command: str, file: str, out: str | None = None) -> None:
    from workbook_tools.recompute import check, recompute

    started = time.process_time()
    outcome = check(file) if command == "check" else recompute(file, out)
    seconds = time.process_time() - started
    print(
        json.dumps(
            {
                "ok": outcome.ok,
                "codes": sorted({finding.code for finding in outcome.findings}),
                "written": [Path(path).name for path in outcome.written],
                "seconds": round(seconds, 3),
                "peak_mb": peak_megabytes(),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

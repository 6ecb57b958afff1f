"""Measures the reports alone: milliseconds for Word and HTML in a warm process, and the memory of a long run.

    python tests/benchmarks/report_speed.py [--ledger ROWS] [--rounds N] [--reports N]

Word and HTML are made from one evaluation of a generated station (40 rows, 15 cost lines). "HTML after Word" is what a
run of both costs, since they share their narrative; "HTML alone" makes the narrative, too. The long run makes
`--reports` reports of different stations, Word and HTML each, and prints the resident memory on the way.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import make_station

from workbook_tools.in_memory import evaluate_bytes
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.report import make_html, make_word

Given = tuple[Submission, Evaluation, tuple[Finding, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--reports", type=int, default=1000)
    options = parser.parse_args()
    computed = evaluate_bytes(make_station.make(1, ledger=options.ledger))
    given = (computed.submission, computed.evaluation, computed.findings)
    speed(given, options.rounds)
    long_run(given, options.reports)


def speed(given: Given, rounds: int) -> None:
    submission, evaluation, findings = given
    cold = milliseconds(lambda: make_word(*given)), milliseconds(lambda: make_html(*given))
    times: dict[str, list[float]] = {"Word with charts": [], "HTML after Word": [], "HTML alone": []}
    for number in range(rounds):
        fresh = (station(submission, number), evaluation, findings)
        times["Word with charts"].append(milliseconds(lambda given=fresh: make_word(*given)))
        times["HTML after Word"].append(milliseconds(lambda given=fresh: make_html(*given)))
        alone = (station(submission, number + rounds), evaluation, findings)
        times["HTML alone"].append(milliseconds(lambda given=alone: make_html(*given)))
    print(f"{'milliseconds':20}{'median':>9}{'least':>9}{'first':>9}")
    for name, first in zip(times, (*cold, None), strict=True):
        shown = "" if first is None else f"{first:9.1f}"
        print(f"{name:20}{statistics.median(times[name]):9.2f}{min(times[name]):9.2f}{shown}")


def long_run(given: Given, reports: int) -> None:
    submission, evaluation, findings = given
    step = max(reports // 5, 1)
    for number in range(reports):
        fresh = (station(submission, number), evaluation, findings)
        make_word(*fresh)
        make_html(*fresh)
        if (number + 1) % step == 0:
            gc.collect()
            print(f"{number + 1:6} reports: {resident_megabytes():6.1f} MB")


def station(submission: Submission, number: int) -> Submission:
    return submission._replace(information=submission.information._replace(station=f"第{number}社工服务站"))


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def resident_megabytes() -> float:
    """Of this process now, where the system tells; its peak elsewhere."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * 4096 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()

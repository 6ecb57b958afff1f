"""Measures this project against the naive script, workbook by workbook and in turns, in one run.

    python tests/benchmarks/compare.py [--count N] [--ledger ROWS] [--rounds N] [--cold N] [--batch N]

Prints medians in milliseconds: the stages of both, the whole of one workbook in a warm process without and with
reports, and of a new process each (`--cold`). Then the floor of a rewrite, where the time goes, and what one and two
workers reach beside two processes apart (`--batch`). Every run writes into a folder of its own, so that nothing is
spared by being there already.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import make_station
import naive_script
from profiling import print_floor, print_profile
from workers import print_workers

from workbook_tools import storage
from workbook_tools.checks import check_all
from workbook_tools.evaluation import evaluate
from workbook_tools.intake import take_in
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import load_scheme
from workbook_tools.recompute import recompute
from workbook_tools.report import make_html, make_word, make_working_paper
from workbook_tools.writing import write_back
from workbook_tools.writing.audit_sheet import Audit

Times = dict[str, list[float]]
NO_REPORTS, WITH_REPORTS, NAIVE = "ours, without reports", "ours, with both papers and HTML", "naive script"


class Clock:
    """Milliseconds since the last mark, under the name of what they were spent on."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._last = time.perf_counter()

    def mark(self, name: str) -> None:
        now = time.perf_counter()
        self._times[name].append((now - self._last) * 1000)
        self._last = now


def our_stages(path: Path, times: Times) -> None:
    """What `recompute` does, step by step and without the disk."""
    gc.collect()
    clock = Clock(times)
    data = storage.read_source(path).data
    book = Workbook.open(data)
    submission, _ = take_in(data, book)
    clock.mark("read")
    scheme = load_scheme(submission.information.scheme, submission.rule_overrides, None)
    evaluation = evaluate(submission, scheme, None)
    clock.mark("evaluate")
    findings = check_all(submission, evaluation, scheme)
    clock.mark("check")
    write_back(book, submission, evaluation, findings, Audit(scheme))
    clock.mark("write")
    saved = book.save()
    clock.mark("save")
    book.verify(saved)
    clock.mark("verify")
    make_word(submission, evaluation, findings, None)
    clock.mark("word")
    make_html(submission, evaluation, findings)
    clock.mark("html")
    make_working_paper(submission, evaluation, findings)
    clock.mark("working paper")  # which the naive script has no match for; its text is written with Word's


def run_warm(files: Sequence[Path], rounds: int, work: Path) -> tuple[Times, Times, Times]:
    """Wholes, our stages, and the naive script's stages; a round that warms up is thrown away."""
    template = work / "template.docx"
    naive_script.make_word_template(template)
    html = naive_script.html_template()
    wholes: Times = defaultdict(list)
    ours: Times = defaultdict(list)
    naive: Times = defaultdict(list)
    for number in range(rounds + 1):
        if number == 1:
            for times in (wholes, ours, naive):
                times.clear()
        for path in files:
            _timed(wholes, NO_REPORTS, work, lambda out, path=path: _ours(path, out, report=False))
            _timed(wholes, WITH_REPORTS, work, lambda out, path=path: _ours(path, out, report=True))
            _timed(
                wholes,
                NAIVE,
                work,
                lambda out, path=path: _add(naive, naive_script.run(naive_script.Job(path, out, template, html))),
            )
            our_stages(path, ours)
    return wholes, ours, naive


def run_cold(files: Sequence[Path], count: int, work: Path) -> Times:
    """A new process each time, as a clerk's single run is."""
    program = str(Path(sys.executable).with_name("workbook-tools"))
    script = str(Path(naive_script.__file__))
    times: Times = defaultdict(list)
    for path in (list(files) * count)[:count]:
        for name, command in (
            (NO_REPORTS, [program, "recompute", str(path), "--no-report", "--out"]),
            (WITH_REPORTS, [program, "recompute", str(path), "--out"]),
            (NAIVE, [sys.executable, script]),
        ):
            tail = [str(path)] if name == NAIVE else []
            _timed(times, name, work, lambda out, command=command, tail=tail: _run([*command, str(out), *tail]))
    return times


def _timed(times: Times, name: str, work: Path, job: Callable[[Path], None]) -> None:
    out = Path(tempfile.mkdtemp(dir=work))
    gc.collect()
    clock = Clock(times)
    job(out)
    clock.mark(name)
    shutil.rmtree(out)


def _ours(path: Path, out: Path, *, report: bool) -> None:
    outcome = recompute(path, out, report=report)
    if not outcome.ok or (len(outcome.written) > 1) is not report:
        raise RuntimeError(f"{path}: {outcome.findings}")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _add(times: Times, seconds: dict[str, float]) -> None:
    for stage, spent in seconds.items():
        times[stage].append(spent * 1000)


def _print(title: str, times: Times) -> None:
    print(title)
    for name, spent in times.items():
        print(f"  {name:32} {statistics.median(spent):9.1f} ms")


def _print_ratios(title: str, times: Times) -> None:
    _print(title, times)
    naive = statistics.median(times[NAIVE])
    for name in (NO_REPORTS, WITH_REPORTS):
        print(f"  {name:32} {naive / statistics.median(times[name]):8.1f} × as fast as the naive whole")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4, help="workbooks")
    parser.add_argument("--ledger", type=int, default=2000, help="rows of each ledger")
    parser.add_argument("--rounds", type=int, default=5, help="warm runs of each workbook")
    parser.add_argument("--cold", type=int, default=5, help="new processes of each kind")
    parser.add_argument("--batch", type=int, default=40, help="workbooks of the batch")
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore", module="docxcompose|docxtpl|pkg_resources")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        files = [work / f"station_{seed}.xlsx" for seed in range(options.count)]
        for seed, path in enumerate(files):
            path.write_bytes(make_station.make(seed, ledger=options.ledger))
        size = statistics.mean(path.stat().st_size for path in files) / 1024
        print(f"{options.count} workbooks of {size:.0f} KB, {options.ledger} ledger rows")
        wholes, ours, naive = run_warm(files, options.rounds, work)
        _print("stages, ours (without the disk)", ours)
        _print("stages, naive script", naive)
        _print_ratios("whole, warm process", wholes)
        if options.cold:
            _print_ratios("whole, a new process each", run_cold(files, options.cold, work))
        print_floor(files[0])
        _profile(files[0], work)
        if options.batch:
            stations = _stations(work / "stations", options.batch, options.ledger)
            print_workers(work / "stations", stations, work)


def _profile(path: Path, work: Path) -> None:
    with tempfile.TemporaryDirectory(dir=work) as folder:
        print_profile(lambda: _ours(path, Path(tempfile.mkdtemp(dir=folder)), report=True))


def _stations(folder: Path, count: int, ledger: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"station_{seed}.xlsx" for seed in range(count)]
    for seed, path in enumerate(paths):
        path.write_bytes(make_station.make(seed, ledger=ledger))
    return paths


if __name__ == "__main__":
    main()

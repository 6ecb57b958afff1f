"""Damage workbooks in every way that we can think of, and run the whole program on each.

    python tests/fuzz/fuzz_workbooks.py [--cases 20000] [--seed 1] [--keep FOLDER] [WORKBOOK …]

What must hold for each case: the result is right, or a message with a code says why there is none. Right means: the
output opens again, passes the verification of a write, and every cell of staff reads as before with an independent
reader. Never an error of the program, more than `LONGEST` seconds of the processor, or more memory than the limit.

Without workbooks, the examples (macros and official forms among them), blank and generated ones and the program's own
output are damaged, and the foreign workbooks of WORKBOOK_CORPUS if there are any. A case is named by its number and the
seed; `--only N` repeats it. Prints one JSON object; the exit code is 1 if anything broke.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for a run without pytest

from fuzz.mutations import mutate
from hostile_packages import EXAMPLE
from memory_peak import peak_megabytes
from staff_cells import differences

from workbook_tools.catalogue import ENTRIES
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import Workbook
from workbook_tools.recompute import recompute

LONGEST = 10.0  # seconds of the processor for one case
MEMORY = 3 << 30  # bytes of address space for the whole run
EVERY_REPORT, EVERY_FILE = 6, 25  # one case in so many also makes the reports, or goes the whole way over the disk


class TooSlow(BaseException):
    """Raised by the alarm, past every handler of the program."""


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _alarm)
    seeds = [(path.name, path.read_bytes()) for path in options.workbooks] or starting_workbooks()
    numbers = range(options.cases) if options.only is None else [options.only]
    seen: collections.Counter[str] = collections.Counter()
    broken, slowest = [], (0.0, -1)
    for number in numbers:
        chance = random.Random(f"{options.seed}-{number}")
        name, data = chance.choice(seeds)
        damaged = mutate(data, chance)
        _note(options.progress, number)
        started = time.process_time()
        try:
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            verdict = judge(damaged, number)
        except BaseException as problem:
            signal.setitimer(signal.ITIMER_PROF, 0)
            if isinstance(problem, KeyboardInterrupt):
                raise
            verdict = "broken"
            broken.append({"case": number, "from": name, "trace": traceback.format_exc(limit=-6)})
            _keep(options.keep, options.seed, number, damaged)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        seen[verdict] += 1
        slowest = max(slowest, (time.process_time() - started, number))
    result = {
        "cases": len(numbers),
        "seen": dict(seen.most_common()),
        "slowest": slowest,
        "peak_mb": peak_megabytes(),
        "broken": broken,
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return int(bool(broken))


def judge(data: bytes, number: int) -> str:
    """The verdict on one case: "done", or the codes that refused it. Raises for everything that must not be."""
    try:
        computed = evaluate_bytes(data)
        standard = computed.standard
        output, findings = written_workbook(computed)
    except CannotProcess as problem:
        codes = [finding.code for finding in problem.findings]
        assert codes, "refused without a finding"
        _sound(problem.findings)
        return "+".join(sorted(set(codes)))
    _sound(findings)
    computed.book.verify(output)
    Workbook.open(output)
    changed = differences(standard, output)
    assert not changed, f"cells of staff changed: {changed[:5]}"
    if number % EVERY_REPORT == 0:
        from workbook_tools.report import make_html, make_word

        make_word(computed.submission, computed.evaluation, findings, None)
        make_html(computed.submission, computed.evaluation, findings)
    if number % EVERY_FILE == 0:
        over_the_disk(data)
    return "done"


def over_the_disk(data: bytes) -> None:
    """In place and into a folder, with reports; the source of the latter stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "站点.xlsx"
        book.write_bytes(data)
        first = recompute(book, Path(folder) / "out")
        assert book.read_bytes() == data, "the source was changed"
        _sound(first.findings)
        second = recompute(book, report=False)
        assert first.ok == second.ok, "in place and into a folder do not agree"
        if second.ok and book.read_bytes() != data and book in second.written:
            assert book.with_name("站点.上一版.xlsx").read_bytes() == data, "the version before was not kept"


def starting_workbooks() -> list[tuple[str, bytes]]:
    """The examples, what the program makes of one, blank and generated workbooks, and foreign ones."""
    examples = [(path.name, path.read_bytes()) for path in sorted(EXAMPLE.parent.rglob("*.xls[xm]"))]
    output, _ = written_workbook(evaluate_bytes(EXAMPLE.read_bytes()))
    books = [("example, computed", output), *examples, *_generated()]
    corpus = Path(os.environ.get("WORKBOOK_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
    foreign = sorted(corpus.glob("*.xls[xm]")) if corpus.is_dir() else []
    return books * 10 + [(path.name, path.read_bytes()) for path in foreign if path.stat().st_size < 300_000]


def _generated() -> list[tuple[str, bytes]]:
    from benchmarks.make_station import make

    from workbook_tools.authoring import blank_workbook

    stations = [(f"station {seed}", make(seed, ledger=40, vague=seed % 2 * 0.5)) for seed in range(3)]
    return [("blank", blank_workbook(2025)), *stations]


def _sound(findings: tuple[object, ...]) -> None:
    for finding in findings:
        assert getattr(finding, "code", None) in ENTRIES, finding
        assert str(getattr(finding, "message", "")).strip(), finding


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooSlow(f"more than {LONGEST} seconds")


def _note(progress: Path | None, number: int) -> None:
    """So that a crash of the interpreter itself can be told which case it was."""
    if progress is not None:
        progress.write_text(str(number))


def _keep(folder: Path | None, seed: int, number: int, data: bytes) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{seed}-{number}.xlsx").write_bytes(data)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workbooks", nargs="*", type=Path)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="repeat one case")
    parser.add_argument("--keep", type=Path, help="a folder for the workbooks that broke something")
    parser.add_argument("--progress", type=Path, help="a file that holds the number of the running case")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

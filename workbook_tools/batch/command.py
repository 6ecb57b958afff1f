"""The `batch` command: the run, its display, its log, and what is said at the end."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from workbook_tools.batch import BatchOutcome, Listener, batch
from workbook_tools.batch.progress import Progress, progress
from workbook_tools.batch.records import Record
from workbook_tools.batch.runlog import NAME, RunLog
from workbook_tools.library.options import DEFAULT_SECONDS, Options

INTERRUPTED = 130


def run_command(arguments: Namespace) -> int:
    """Exit code: 0 all done, 1 some workbook could not be processed, 130 interrupted."""
    from workbook_tools.catalogue.problems import CannotProcess
    from workbook_tools.talk import print_findings

    try:
        with RunLog(str(arguments.out)) as log, progress(quiet=arguments.quiet) as display:
            outcome = _run(arguments, log, display)
    except KeyboardInterrupt:
        print("已停下；做完的都在。再运行同一条命令，会接着做没有做完的。", file=sys.stderr)
        return INTERRUPTED
    except CannotProcess as problem:
        print_findings(problem.findings)
        return 1
    if not arguments.quiet:
        _say(outcome, str(arguments.out))
    return 0 if outcome.ok else 1


def _run(arguments: Namespace, log: RunLog, display: Progress) -> BatchOutcome:
    printer = _JsonLines(str(arguments.out)) if arguments.json else None

    def found(count: int) -> None:
        log.found(count)
        display.found(count)

    def heard(record: Record) -> None:
        log.heard(record)
        display.heard(record)
        if printer is not None:
            printer.write(record)

    options = Options(
        report=not arguments.no_report,
        as_of=arguments.as_of,
        previous=tuple(arguments.previous),
        time=arguments.time or "",
        jobs=arguments.jobs,
        scheduler=arguments.scheduler,
        seconds=arguments.timeout or DEFAULT_SECONDS,
        anonymise=arguments.anonymise,
        letters=arguments.letters,
        expected=arguments.expected,
        deadline=arguments.deadline,
        book=arguments.book,
    )
    return batch(arguments.folder, arguments.out, options, listener=Listener(found, heard, display.at_work))


def _say(outcome: BatchOutcome, out: str) -> None:
    from workbook_tools.batch.places import full_address
    from workbook_tools.talk import print_findings

    counted = dict.fromkeys(("done", "failed", "joined"), 0)
    for record in outcome.records:
        counted[record.status] += 1
    reused = sum(record.reused and record.status == "done" for record in outcome.records)
    joined = f"，并入其他工作簿的台账 {counted['joined']} 个" if counted["joined"] else ""
    print(
        f"共 {len(outcome.records)} 个工作簿：完成 {counted['done']} 个（其中 {reused} 个沿用上次结果）{joined}，"
        f"未能处理 {counted['failed']} 个。",
        file=sys.stderr,
    )
    print_findings(outcome.notes)
    for path in (*outcome.rollup, *outcome.letters, NAME):
        print(f"  → {full_address(out, path)}", file=sys.stderr)


class _JsonLines:
    """One JSON object a workbook on stdout, as soon as it is done."""

    def __init__(self, out: str) -> None:
        from workbook_tools.batch.places import place
        from workbook_tools.batch.state import BatchState

        self._state = BatchState(place(out))

    def write(self, record: Record) -> None:
        line: dict[str, Any] = {**self._outcome(record), "status": record.status, "reused": record.reused}
        print(json.dumps(line, ensure_ascii=False), flush=True)

    def _outcome(self, record: Record) -> dict[str, Any]:
        """The whole object: the record that travels is without its figures."""
        from workbook_tools.library.outcome import Outcome

        if record.status == "done":
            whole = next(self._state.stored([record.relative]), None)
            if whole is not None:
                return dict(whole.outcome)
        nothing = Outcome(record.shown, ok=record.status != "failed").to_dict()
        return {**nothing, "findings": list(record.outcome["findings"])}

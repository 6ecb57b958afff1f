"""The `batch` command: the run, its display, its log, and what is said at the end."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from workbook_tools.batch import DEFAULT_SECONDS, BatchOutcome, batch
from workbook_tools.batch.progress import progress
from workbook_tools.batch.records import Record

INTERRUPTED = 130


def run_command(arguments: Namespace) -> int:
    """Exit code: 0 all done, 1 some workbook could not be processed, 130 interrupted."""
    log = _Log(arguments.json)
    try:
        with progress(quiet=arguments.quiet) as display:

            def heard(record: Record) -> None:
                log.write(record)
                display.heard(record)

            outcome = batch(
                arguments.folder,
                arguments.out,
                jobs=arguments.jobs,
                scheduler=arguments.scheduler,
                report=not arguments.no_report,
                as_of=arguments.as_of,
                seconds=arguments.timeout or DEFAULT_SECONDS,
                anonymise=arguments.anonymise,
                heard=heard,
                found=display.found,
            )
    except KeyboardInterrupt:
        print("已停下；做完的都在。再运行同一条命令，会接着做没有做完的。", file=sys.stderr)
        return INTERRUPTED
    if not arguments.quiet:
        _say(outcome)
    return 0 if outcome.ok else 1


def _say(outcome: BatchOutcome) -> None:
    failed = [record for record in outcome.records if record.status == "failed"]
    reused = sum(record.reused for record in outcome.records)
    print(
        f"共 {len(outcome.records)} 个工作簿：完成 {len(outcome.records) - len(failed)} 个"
        f"（其中 {reused} 个沿用上次结果），未能处理 {len(failed)} 个。",
        file=sys.stderr,
    )
    for path in outcome.rollup:
        print(f"  → {path}", file=sys.stderr)


class _Log:
    """One JSON object a workbook on stdout, as soon as it is done, when `--json` asks for it."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted

    def write(self, record: Record) -> None:
        if self._wanted:
            line: dict[str, Any] = {**record.outcome, "reused": record.reused}
            print(json.dumps(line, ensure_ascii=False), flush=True)

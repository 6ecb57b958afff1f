"""The command line, thin: parse, call, print. Data on stdout, talk on stderr, both UTF-8.

Exit: 0 done · 1 a workbook could not be processed, or `check` found what cannot be right · 2 wrong usage · 3 our fault.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

NAMES = {"add-button": "add_button", "import": "import_"}  # what Python cannot name a function
DONE, NOT_PROCESSED, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    _speak_utf8()
    _collect_seldom()  # before anything is loaded
    from workbook_tools.catalogue.problems import CannotProcess
    from workbook_tools.command_line import build_parser

    given = sys.argv[1:] if arguments is None else arguments
    try:
        parsed = build_parser(given[0] if given else "").parse_args(given)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _run(parsed)
    except CannotProcess as problem:
        from workbook_tools.talk import print_findings

        print_findings(problem.findings)
        return NOT_PROCESSED
    except KeyboardInterrupt:
        print("已中断；没有写完的文件保持原样。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return DONE
    except OSError as problem:
        from pathlib import Path

        from workbook_tools.storage import system_problem
        from workbook_tools.talk import print_findings

        print_findings([system_problem(problem, Path())])
        return NOT_PROCESSED
    except Exception as fault:  # a defect of the program: said as one, without a traceback
        return _our_fault(fault)


def _run(parsed: argparse.Namespace) -> int:
    from workbook_tools import commands

    command = getattr(commands, NAMES.get(parsed.command, parsed.command))
    return int(command(parsed))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _collect_seldom() -> None:
    """Loading and a run make hardly any rings, and most processes end soon: looking for them is a tenth of a cold run,
    and so is looking through everything once more at the end.
    """
    gc.set_threshold(200_000, 50, 50)
    atexit.register(gc.freeze)


def _our_fault(fault: Exception) -> int:
    import os

    from workbook_tools.faults import fault_finding
    from workbook_tools.talk import print_findings

    if os.environ.get("WORKBOOK_TOOLS_DEBUG"):
        raise fault
    print_findings([fault_finding(fault, known=False)])
    return OUR_FAULT


if __name__ == "__main__":
    sys.exit(main())

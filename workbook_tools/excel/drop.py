"""The way without macros: workbooks dropped on a command are computed, their results opened, the window stays."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workbook_tools.basis.file_kinds import Use
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.faults import fault_finding
from workbook_tools.talk import print_findings

MOST_OPENED = 3  # workbooks; of more than these only the folder is opened
BATCH_OUT = "-绩效评价结果"
DONE, NOT_PROCESSED, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 3


def run_drop(
    paths: Sequence[Path],
    *,
    open_path: Callable[[Path], None] | None = None,
    wait: Callable[[], None] | None = None,
) -> int:
    """Recompute every workbook in place; a folder is processed as a batch beside it. The return value is an exit code.

    `open_path` shows a result to the user, `wait` keeps the window open: by default the program that the system uses,
    and a question on the console.
    """
    paths = paths or _asked()
    if not paths:
        _say("请把工作簿拖到“绩效评价”图标上（可以一次选多个），也可以拖一个文件夹。")
        (wait or _wait)()
        return WRONG_USAGE
    results: list[Path] = []
    failed, faulty = 0, False
    for number, path in enumerate(paths, 1):
        _say(f"[{number}/{len(paths)}] {path.name} …")
        try:
            done = _folder(path) if path.is_dir() else _workbook(path)
        except Exception as fault:  # the next one is done all the same, and the window stays
            print_findings([fault_finding(fault, None if path.is_dir() else path, known=not path.is_dir())])
            done, faulty = None, True
        if done is None:
            failed += 1
        else:
            results.append(done)
    _say("")
    _say(f"完成 {len(results)} 个" + (f"，{failed} 个没有处理，原因写在上面。" if failed else "。"))
    for result in _to_open(results):
        (open_path or _open)(result)
    (wait or _wait)()
    return OUR_FAULT if faulty else NOT_PROCESSED if failed else DONE


def _workbook(path: Path) -> Path | None:
    """The result of the first project, where there are several forms in the file."""
    from workbook_tools.excel import messages
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import recompute_file

    first, project, count = None, 0, 1
    while project < count:
        outcome = recompute_file(path, _beside(path), Options(), project=project)
        if not outcome.ok or outcome.evaluation is None or outcome.submission is None:
            print_findings(outcome.findings)
            return None
        _say(messages.done_message(outcome.submission, outcome.evaluation, outcome.findings))
        _say(messages.report_lines(outcome.written[1:]))
        first = first or outcome.written[0]
        project, count = project + 1, outcome.submission.projects
    return first


def _beside(path: Path) -> Path | None:
    """Where the result goes: into the file itself, and beside one of a kind that is read and never written."""
    from workbook_tools.storage import read_source

    try:
        return path.parent if read_source(path).kind.use is Use.READ else None
    except CannotProcess:
        return None  # whoever computes it says why


def _folder(path: Path) -> Path | None:
    from workbook_tools.batch import Listener, batch

    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a mapped drive stays the drive that staff know
    target = whole.with_name(whole.name + BATCH_OUT)
    try:
        outcome = batch(path, target, listener=Listener(heard=lambda record: _say(f"  {record.relative}")))
    except CannotProcess as problem:
        print_findings(problem.findings)
        return None
    summary = next((name for name in outcome.rollup if name.endswith(".xlsx")), "")
    return target / summary if summary else target


def _to_open(results: Sequence[Path]) -> Iterable[Path]:
    if len(results) <= MOST_OPENED:
        return results
    return dict.fromkeys(path.parent for path in results)


def _open(path: Path) -> None:
    """Show a file in the program that the system uses for it."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            command = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.run([command, str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        print_findings([finding("X030", path=str(path))])


def _asked() -> list[Path]:
    """Started by a double click: what is dragged into the window then. The terminal types its path, quoted or not."""
    if sys.stdin is None or not sys.stdin.isatty():
        return []
    print("请把工作簿拖进这个窗口，然后按回车键：", end="", file=sys.stderr, flush=True)
    return dragged(sys.stdin.readline(), windows=sys.platform == "win32")


def dragged(line: str, *, windows: bool) -> list[Path]:
    """The paths of a line as terminals type them; nothing of it is ever run."""
    if windows:
        pieces = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', line)]
        whole = line.strip()
        return [Path(whole)] if whole and '"' not in whole and Path(whole).exists() else [Path(each) for each in pieces]
    try:
        return [Path(each) for each in shlex.split(line)]
    except ValueError:  # a quote that is never closed
        return [Path(line.strip())] if line.strip() else []


def _wait() -> None:
    if sys.stdin is not None and sys.stdin.isatty():
        print("按回车键关闭窗口。", end="", file=sys.stderr, flush=True)
        sys.stdin.readline()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

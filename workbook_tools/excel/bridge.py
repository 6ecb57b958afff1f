"""The program's side of a press: read the copy that the macro made, answer with what to write and what to say.

`button recompute --version 1 --copy COPY --book BOOK --reply REPLY`. BOOK is where the open workbook lies, its
characters escaped as in `macro.plain_form`, since a command line of VBA cannot carry them all; reports go beside it.
The open workbook itself is never touched from here. Whatever happens, an answer is written.

With `--reports after` the reports wait until the macro says, by a file beside the answer, that the workbook has the
results; then they are written, and a second answer tells so. A press that the macro refuses in the end (somebody typed
meanwhile, a sheet has a password) leaves no new report beside an unchanged workbook. Older macros do not ask for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.basis.severities import Severity
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, FaultAfterWriting
from workbook_tools.excel import messages
from workbook_tools.excel.macro import PROTOCOL, ascii_form, plain_form
from workbook_tools.excel.reply import Icon, Record, replace_text, write_reply
from workbook_tools.faults import fault_finding

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.model import Finding

RESULTS = "results.xlsx"  # rendered sheets, beside the answer
PROGRESS = "progress.txt"
APPLIED = "applied.txt"  # the macro's word that the workbook has the results
PATIENCE, GIVEN_UP, LOOK = 600.0, 1.0, 0.02  # seconds: for that word, without the answer there, between two looks
PULSE = 1.0  # seconds between two signs of life; the macro gives up after ten without one
BATCH_OUT = "-绩效评价结果"
DONE, NOT_PROCESSED, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 3


class Progress:
    """How far a press is, as it was told last."""

    __slots__ = ("beat", "lock", "stage")

    def __init__(self) -> None:
        self.lock, self.stage, self.beat = threading.Lock(), "", 0


@dataclass(frozen=True, slots=True)
class Press:
    """What the macro asks for."""

    reply: Path
    version: int = PROTOCOL
    copy: Path = Path()
    book: str = ""  # path of the open workbook, or its address where it lies in a cloud
    folder: str = ""  # for a batch
    reports_after: bool = False
    progress: Progress = field(default_factory=Progress)


@dataclass(frozen=True, slots=True)
class Answer:
    icon: Icon
    message: str
    records: tuple[Record, ...] = ()
    then: Callable[[], Answer] | None = None  # once the workbook has the results


def run_button(verb: str, rest: Sequence[str]) -> int:
    """Answer one press. `rest` are the options as the macro writes them; the return value is an exit code."""
    press = _parsed(rest)
    if press is None:
        return WRONG_USAGE
    _tell(press, "读取工作簿")
    with _pulse(press):
        return _answered(verb, press)


def _answered(verb: str, press: Press) -> int:
    try:
        _check_version(press)
        answer, code = _VERBS[verb](press), DONE
    except CannotProcess as problem:
        answer, code = Answer("error", messages.problem_message(problem.findings)), NOT_PROCESSED
    except Exception as fault:  # the macro waits: it must hear of a defect as well
        defect = finding("X016", detail=f"{type(fault).__name__}: {fault}")
        answer, code = Answer("error", messages.problem_message([defect])), OUR_FAULT
    try:
        write_reply(press.reply, answer.icon, answer.message, answer.records)
        if answer.then is not None and _is_applied(press):
            answer = answer.then()
            write_reply(press.reply, answer.icon, answer.message)
    except OSError:
        return OUR_FAULT  # the macro has stopped waiting and taken its folder away
    return code


# ---------------------------------------------------------------- what each button does


def _recompute(press: Press) -> Answer:
    from workbook_tools.excel.buttons import button_records
    from workbook_tools.excel.changes import cell_records, recorded, rendered_workbook, result_records

    computed = _computed(press)
    if computed.submission.form != "standard":
        raise CannotProcess(finding("X017"))
    recorder, findings = recorded(computed)
    rendered = press.reply.with_name(RESULTS)
    rendered.write_bytes(rendered_workbook(recorder))
    buttons = button_records(sheet for sheet, _ in recorder.sheets)
    records = (*cell_records(recorder), *result_records(recorder, str(rendered)), *buttons)
    said = messages.done_message(computed.submission, computed.evaluation, findings)
    computed = computed._replace(findings=findings)
    if press.reports_after:
        return Answer(_icon(findings), said, (*records, ("reports",)), lambda: _reported(computed, press, said))
    reports, notes = _reports(computed, press)
    return Answer(_icon(findings), _joined(said, reports, *(note.message for note in notes)), records)


def _reported(computed: Computed, press: Press, said: str) -> Answer:
    """What is said when the reports were written after the workbook; it has the results, whatever becomes of them."""
    try:
        reports, notes = _reports(computed, press)
    except CannotProcess as problem:
        return Answer("warning", _joined(said, (), messages.problem_message(problem.findings)))
    except Exception as fault:
        after = FaultAfterWriting([Path(_name(press))])
        after.__cause__ = fault
        return Answer("warning", _joined(said, (), messages.problem_message([fault_finding(after)])))
    return Answer(_icon(computed.findings), _joined(said, reports, *(note.message for note in notes)))


def _check(press: Press) -> Answer:
    computed = _computed(press)
    return Answer(_icon(computed.findings), messages.checked_message(computed.evaluation, computed.findings))


def _report(press: Press) -> Answer:
    computed = _computed(press)
    reports, notes = _reports(computed, press)
    said = "\n".join([messages.score_line(computed.evaluation), messages.findings_line(computed.findings)])
    return Answer(_icon(computed.findings), _joined(said, reports, *(note.message for note in notes)))


def _batch(press: Press) -> Answer:
    from workbook_tools.batch import Listener, batch

    source = Path(press.folder)
    target = source.with_name(source.name + BATCH_OUT)
    heard = _Progress(press)
    outcome = batch(source, target, listener=Listener(heard.begin, lambda _: heard.one_more()))
    done = sum(record.status == "done" for record in outcome.records)
    lines = [f"批量处理完成：{len(outcome.records)} 个工作簿，成功 {done} 个。"]
    if done < len(outcome.records):
        lines.append(f"有 {len(outcome.records) - done} 个不能处理，原因列在汇总表里。")
    lines.append(f"结果和汇总表在 {target}")
    summary = next((path for path in outcome.rollup if path.endswith(".xlsx")), "")
    records = (("open", ascii_form(str(target / summary))),) if summary else ()
    return Answer("information" if outcome.ok else "warning", "\n".join(lines), records)


_VERBS: dict[str, Callable[[Press], Answer]] = {
    "recompute": _recompute,
    "check": _check,
    "report": _report,
    "batch": _batch,
}


class _Progress:
    """How far a batch is, for the status bar."""

    def __init__(self, press: Press) -> None:
        self.press, self.count, self.done = press, 0, 0

    def begin(self, count: int) -> None:
        self.count = count
        self._write()

    def one_more(self) -> None:
        self.done += 1
        self._write()

    def _write(self) -> None:
        _tell(self.press, f"已处理 {self.done} / {self.count} 个工作簿")


# ---------------------------------------------------------------- steps


def _computed(press: Press) -> Computed:
    from workbook_tools.in_memory import evaluate_bytes
    from workbook_tools.storage import read_source

    computed = evaluate_bytes(read_source(press.copy).data, folder=_beside(press))
    said = tuple(each for each in computed.findings if each.code != "F151")  # the open workbook is not converted
    return computed._replace(findings=said)


def _is_applied(press: Press) -> bool:
    """Wait for the macro's word. False when it has taken its answer and its folder away without it."""
    started = seen = time.monotonic()
    while (now := time.monotonic()) - started < PATIENCE:
        if press.reply.with_name(APPLIED).exists():
            return True
        if press.reply.exists():
            seen = now
        elif now - seen > GIVEN_UP:
            return False
        time.sleep(LOOK)
    return False


def _tell(press: Press, stage: str = "") -> None:
    """What is being done, for the status bar, and a number that grows: the macro sees that the program lives."""
    state = press.progress
    with state.lock, suppress(OSError):
        state.stage, state.beat = stage or state.stage, state.beat + 1
        replace_text(press.reply.with_name(PROGRESS), f"{ascii_form(state.stage)}\r\n{state.beat}\r\n")


@contextmanager
def _pulse(press: Press) -> Iterator[None]:
    """Signs of life while something is being done, also where one step takes long."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(PULSE):
            _tell(press)

    heart = threading.Thread(target=beat, daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _reports(computed: Computed, press: Press) -> tuple[Iterable[Path], tuple[Finding, ...]]:
    """Beside the workbook; in the documents of the user where the workbook lies in a cloud."""
    _tell(press, "写出报告")
    from workbook_tools.report_files import write_reports
    from workbook_tools.storage import make_folder

    return write_reports(computed, make_folder(_beside(press)), _beside(press) / _name(press))


def _beside(press: Press) -> Path:
    if "://" in press.book:
        return Path.home() / "Documents"
    return Path(press.book).parent


def _name(press: Press) -> str:
    return press.book.replace("\\", "/").rpartition("/")[2]


def _check_version(press: Press) -> None:
    if press.version != PROTOCOL:
        code = "X011" if press.version < PROTOCOL else "X012"
        raise CannotProcess(finding(code, button=press.version, program=PROTOCOL))


def _icon(findings: Sequence[Finding]) -> Icon:
    return "warning" if any(f.severity == Severity.ERROR for f in findings) else "information"


def _joined(said: str, reports: Iterable[Path], *notes: str) -> str:
    return "\n\n".join(part for part in (said, messages.report_lines(reports), "\n".join(notes)) if part)


def _parsed(rest: Sequence[str]) -> Press | None:
    """The options, or None without a place for an answer. What a newer macro adds is passed over."""
    given = dict(zip(rest[::2], rest[1::2], strict=False))
    if "--reply" not in given:
        return None
    version = given.get("--version", "")
    return Press(
        reply=Path(given["--reply"]),
        version=int(version) if version.isdecimal() else 0,
        copy=Path(given.get("--copy", "")),
        book=plain_form(given.get("--book", "")),
        folder=plain_form(given.get("--folder", "")),
        reports_after=given.get("--reports") == "after",
    )

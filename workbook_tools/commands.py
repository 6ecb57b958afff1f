"""One function per command: parsed arguments in, exit code out. Heavy rooms are imported where they are used."""

from __future__ import annotations

import os
import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools.basis.severities import Severity
from workbook_tools.talk import print_findings, print_outcome, stages

OUR_FAULT = 3  # exit code

if TYPE_CHECKING:
    from workbook_tools.facts.fact import Plain
    from workbook_tools.library.outcome import Outcome
    from workbook_tools.previous_years import PreviousYears


def recompute(arguments: Namespace) -> int:
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import recompute_file

    options = Options(report=not arguments.no_report, as_of=arguments.as_of, time=arguments.time or "")
    earlier = _previous(arguments)

    def run(path: Path, taken: Collection[Path], project: int) -> Outcome:
        return recompute_file(
            path, arguments.out, options, stage=stages(path), taken=taken, earlier=earlier, project=project
        )

    return _each(arguments, run)


def check(arguments: Namespace) -> int:
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import check_file

    options, earlier = Options(as_of=arguments.as_of), _previous(arguments)

    def run(path: Path, _: Collection[Path], project: int) -> Outcome:
        return check_file(path, options, stage=stages(path), earlier=earlier, project=project)

    return _each(arguments, run, errors_count=True)


def report(arguments: Namespace) -> int:
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import report_file

    options, earlier = Options(as_of=arguments.as_of), _previous(arguments)

    def run(path: Path, taken: Collection[Path], project: int) -> Outcome:
        return report_file(path, arguments.out, options, taken=taken, earlier=earlier, project=project)

    return _each(arguments, run)


def letter(arguments: Namespace) -> int:
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import letter_file

    options = Options(as_of=arguments.as_of, deadline=arguments.deadline)

    def run(path: Path, taken: Collection[Path], project: int) -> Outcome:
        return letter_file(path, arguments.out, options, taken=taken, project=project)

    return _each(arguments, run)


def batch(arguments: Namespace) -> int:
    from workbook_tools.batch.command import run_command

    return run_command(arguments)


def facts(arguments: Namespace) -> int:
    """Workbooks that cannot be processed are said, and the others' facts are written."""
    from workbook_tools.catalogue import finding
    from workbook_tools.catalogue.problems import CannotProcess
    from workbook_tools.facts.files import write_facts
    from workbook_tools.storage import real_path

    own = real_path(arguments.out)
    if any(real_path(path) == own for path in arguments.files):
        raise CannotProcess(finding("U032", name=arguments.out.name))
    failed: list[Path] = []
    found = _facts(arguments, failed)
    first = next(found, None)
    if first is None:
        return 1
    count = write_facts(chain([first], found), arguments.out)
    print(f"→ {arguments.out}（{count} 条）", file=sys.stderr)
    return int(bool(failed))


def _facts(arguments: Namespace, failed: list[Path]) -> Iterator[Plain]:
    """Of every project of each workbook, and of the books of districts."""
    from workbook_tools.facts.aliases import aliases_in, unread_finding
    from workbook_tools.facts.book import is_database
    from workbook_tools.facts.book.reading import facts_in
    from workbook_tools.facts.fact import plain
    from workbook_tools.library.options import Options
    from workbook_tools.recompute import check_file

    options, earlier = Options(as_of=arguments.as_of), _previous(arguments)
    for folder in dict.fromkeys(path.parent for path in arguments.files):
        if unread := aliases_in(folder)[1]:
            print_findings([unread_finding(folder, unread)])
    to_do = [(path, 0) for path in reversed(arguments.files)]
    while to_do:
        path, project = to_do.pop()
        if is_database(path):
            yield from facts_in(path)
            continue
        outcome = check_file(path, options, stage=stages(path), earlier=earlier, project=project)
        if not outcome.ok:
            failed.append(path)
            print_findings(outcome.findings)
        elif project == 0 and outcome.submission is not None:
            to_do += [(path, further) for further in reversed(range(1, outcome.submission.projects))]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # said above, once a folder
            found = outcome.facts()
        yield from map(plain, found)


def explain(arguments: Namespace) -> int:
    """The way is the data; what is amiss is said beside it."""
    from workbook_tools.explain import explain as run
    from workbook_tools.explain.words import as_object, as_text

    explanation = run(arguments.file, arguments.cells, as_of=arguments.as_of, project=arguments.project)
    if arguments.json:
        import json

        print(json.dumps(as_object(explanation), ensure_ascii=False, allow_nan=False), flush=True)
        return int(not explanation.ok)
    text = as_text(explanation)
    if text:
        print(text, flush=True)
    print_findings(explanation.findings)
    return int(not explanation.ok)


def new(arguments: Namespace) -> int:
    from workbook_tools.excel.new_workbook import make_new

    return _say(make_new(arguments.file, arguments.year, arguments.scheme))


def add_button(arguments: Namespace) -> int:
    from workbook_tools.excel import add_button as run

    return _say(run(arguments.file, arguments.out))


def addin(arguments: Namespace) -> int:
    from workbook_tools.excel import make_addin

    return _say(make_addin(arguments.file))


def upgrade(arguments: Namespace) -> int:
    from workbook_tools.authoring.upgrade import upgrade_file

    path, added = upgrade_file(arguments.file, arguments.out)
    print_findings(added.findings())
    return _say(path)


def import_(arguments: Namespace) -> int:
    from workbook_tools.import_form import imported

    made = imported(arguments.form, arguments.out)
    print_findings(made.findings)
    for path in (made.path, *made.further):
        _say(path)
    return 0


def restore(arguments: Namespace) -> int:
    """Every file in turn; one that cannot be restored does not stop the others."""
    from workbook_tools.catalogue import finding
    from workbook_tools.catalogue.problems import CannotProcess
    from workbook_tools.storage import restore as run

    failed = False
    for path in arguments.files:
        try:
            written = run(path)
        except CannotProcess as problem:
            failed = True
            print_findings(problem.findings)
            continue
        kept = written.previous.name if written.previous is not None else ""
        code = "U021" if written.changed else "U022"
        print_findings([finding(code, name=path.name, previous=kept), *written.findings])
    return int(failed)


def drop(arguments: Namespace) -> int:
    from workbook_tools.excel.drop import run_drop

    return run_drop(arguments.files)


def kit(arguments: Namespace) -> int:
    from workbook_tools.excel.kit import make_kit

    return make_kit(
        arguments.folder, arguments.platform, arguments.python, arguments.python_installer, arguments.wheels
    )


def page(arguments: Namespace) -> int:
    from workbook_tools.page.build import build_page

    page_file = build_page(
        arguments.file,
        arguments.runtime,
        wheel_folder=arguments.wheels,
        schemes=arguments.scheme,
        report_template=arguments.template,
    )
    return _say(page_file)


def button(arguments: Namespace) -> int:
    from workbook_tools.excel import run_button

    return run_button(arguments.verb, arguments.rest)


def _previous(arguments: Namespace) -> PreviousYears | None:
    """The earlier years' workbooks, read once for all files; where there are several files, each takes its own."""
    if not arguments.previous:
        return None
    from workbook_tools.previous_years import PreviousYears

    return PreviousYears(arguments.previous, pooled=len(arguments.files) > 1)


Run = Callable[[Path, Collection[Path], int], "Outcome"]


def _each(arguments: Namespace, run: Run, *, errors_count: bool = False) -> int:
    """Every file in turn, and every project of a file; one that cannot be processed does not stop the others.

    `errors_count`: the findings are what was asked for, so they go to stdout, and an error among them is exit 1.
    """
    failed = faulty = False
    taken: set[Path] = set()  # what earlier files of this run were written to
    to_do = [(path, 0) for path in reversed(arguments.files)]
    while to_do:
        path, project = to_do.pop()
        try:
            outcome = run(path, taken, project)
        except Exception as fault:
            outcome, faulty = _at_fault(path, fault), True
        taken.update(outcome.written)
        if project == 0 and outcome.submission is not None:
            to_do += [(path, further) for further in reversed(range(1, outcome.submission.projects))]
        failed |= not outcome.ok or (errors_count and any(f.severity == Severity.ERROR for f in outcome.findings))
        if arguments.json:
            import json

            print(json.dumps(outcome.to_dict(), ensure_ascii=False, allow_nan=False), flush=True)
        else:
            print_outcome(outcome, to=sys.stdout if errors_count and outcome.ok else sys.stderr)
    return OUR_FAULT if faulty else int(failed)


def _at_fault(path: Path, fault: Exception) -> Outcome:
    """A file at which the program itself failed: what was written before is said, and the next one is done."""
    if os.environ.get("WORKBOOK_TOOLS_DEBUG"):
        raise fault
    from workbook_tools.catalogue.problems import FaultAfterWriting
    from workbook_tools.faults import fault_finding
    from workbook_tools.library.outcome import Outcome

    written = fault.written if isinstance(fault, FaultAfterWriting) else ()
    return Outcome(str(path), ok=False, findings=(fault_finding(fault, path),), written=written)


def _say(path: Path) -> int:
    print(f"→ {path}", file=sys.stderr)
    return 0

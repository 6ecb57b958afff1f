"""The main job over a folder of workbooks, and the picture of the district that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from workbook_tools.basis.severities import Severity
from workbook_tools.batch.records import Job, JobOptions, Record, slim
from workbook_tools.library.options import Options, Settings, chosen

if TYPE_CHECKING:
    from pathlib import Path

    from workbook_tools.batch.office_records import Office
    from workbook_tools.batch.plan import Plan
    from workbook_tools.batch.rollup import RolledUp
    from workbook_tools.batch.state import BatchState
    from workbook_tools.batch.survey import Named
    from workbook_tools.model import Finding
    from workbook_tools.model.ruling import Ruling


@dataclass(frozen=True, slots=True, repr=False)
class BatchOutcome:
    """Every workbook that was found, in the order of their paths, where the roll-up lies, and what else is to say.

    The records come without their figures: these are in the results, and in the roll-up.
    """

    records: tuple[Record, ...]
    rollup: tuple[str, ...]  # below the target
    notes: tuple[Finding, ...] = ()  # two workbooks of one station, folders that could not be opened
    letters: tuple[str, ...] = ()  # with `letters`: the archive of all of them and 通知名单, below the target

    @property
    def ok(self) -> bool:
        return all(record.status != "failed" for record in self.records) and not any(
            note.code == "B007" or note.severity == Severity.ERROR for note in self.notes
        )

    def __repr__(self) -> str:
        """One line; the records are in `records`."""
        failed = sum(record.status == "failed" for record in self.records)
        return f"<BatchOutcome {len(self.records)} workbooks, failed={failed}, rollup={list(self.rollup)}>"


def _nobody(_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who wants to hear how a batch goes; each is called in the process that runs it."""

    found: Callable[[int], None] = _nobody  # how many workbooks there are
    heard: Callable[[Record], None] = _nobody  # each as it is done
    at_work: Callable[[list[str]], None] = _nobody  # which are being worked on


def batch(
    folder: str | Path,
    out: str | Path,
    options: Options | None = None,
    *,
    listener: Listener | None = None,
    **settings: Unpack[Settings],
) -> BatchOutcome:
    """Process every workbook below `folder` into `out`, sources untouched, and roll the results up.

    Both are local folders or fsspec addresses (`s3://…`). A second run does what is new, changed, or failed.
    `previous` are folders or workbooks of earlier years, of which each station takes its own; `book` is the SQLite file
    that the facts of the run are added to. Raises `CannotProcess`
    when the folder cannot be read or the cluster cannot be reached.
    """
    wanted, listener = chosen(options, **settings), listener or Listener()
    try:
        return _batch(str(folder), str(out), wanted, listener)
    except OSError as problem:  # what becomes of single workbooks is in their records
        from workbook_tools.catalogue import finding
        from workbook_tools.catalogue.problems import CannotProcess
        from workbook_tools.storage import reason_of

        if isinstance(problem, BrokenPipeError):  # who listens has gone
            raise
        raise CannotProcess(finding("B023", folder=str(out), reason=reason_of(problem))) from problem


def _batch(source: str, target: str, wanted: Options, listener: Listener) -> BatchOutcome:
    from workbook_tools.batch.crew import crew
    from workbook_tools.batch.places import place
    from workbook_tools.batch.plan import make_plan
    from workbook_tools.batch.rollup import roll_up
    from workbook_tools.batch.state import BatchState

    with _claimed(source, target):
        state = BatchState(place(target))
        with crew(source, wanted.jobs, wanted.scheduler, wanted.seconds) as workers:
            asked = JobOptions(
                wanted.report, wanted.day, wanted.moment, wanted.letters, wanted.last_day, wanted.anonymise
            )
            if wanted.anonymise:
                _refuse_names(state, target)
            own = None if wanted.expected is None else str(wanted.expected)
            plan = make_plan(source, target, asked, workers.look_at, workers.names_of, own)
            unused: tuple[Finding, ...] = ()
            office = _office(source, target, plan, wanted)
            if wanted.paths:
                from workbook_tools.batch.earlier import with_previous

                roots = [str(root) for root in wanted.paths]
                plan, unused = with_previous(plan, roots, workers.describe, dict(office.renamed))
            plan = _with_office(plan, office, wanted, workers.names_of)
            listener.found(plan.count)
            records = _done(plan, state, listener, workers.run)
        done = [job.relative for job in plan.jobs if records[job.relative].status == "done"]
        stored = state.stored(done)
        troubles = tuple(_with_outputs([each for each in records.values() if each.status == "failed"], state))
        notes = (*unused, *office.findings, *_notes(plan, state, records), *_left_out(anonymise=wanted.anonymise))
        rolled = roll_up(stored, troubles, notes, place(target), office)
        letters: tuple[str, ...] = ()
        if wanted.letters and not wanted.anonymise:
            letters = _letters(plan, state, target, office, rolled, wanted)
        about_book: tuple[Finding, ...] = ()  # no part of the roll-up: of a second run it says something else
        if wanted.book is not None:
            from workbook_tools.batch.kept_facts import add_to_book

            about_book = tuple(add_to_book(lambda: state.stored(done), source, wanted, office))
        _offer_settings(source, target, rolled)
    ordered = tuple(records[relative] for relative in sorted(records))
    return BatchOutcome(ordered, rolled.paths, (*rolled.notes, *about_book), letters)


def _office(source: str, target: str, plan: Plan, wanted: Options) -> Office:
    """What the office says in 汇总设置.xlsx and in its list."""
    from workbook_tools.batch.office_settings import read_office
    from workbook_tools.batch.places import place

    office = read_office(place(source), place(target), known=frozenset(job.relative for job in plan.jobs))
    if wanted.anonymise:
        office = replace(office, rulings=tuple(each._replace(by="") for each in office.rulings))
    if wanted.expected is None:
        return office
    from workbook_tools.batch.expected import read_expected

    expected, findings = read_expected(str(wanted.expected))
    if expected is not None and wanted.anonymise:
        expected = tuple(replace(each, contact="") for each in expected)
    return replace(office, expected=expected, findings=(*office.findings, *findings))


def _with_office(
    plan: Plan, office: Office, wanted: Options, names_of: Callable[[Sequence[str]], Iterable[Named]]
) -> Plan:
    """The plan whose jobs know what day their station's letter names, and what the office decided on its score."""
    dated = wanted.letters and bool(office.expected)
    if not dated and not office.rulings:
        return plan
    from workbook_tools.basis.text_forms import without_blanks
    from workbook_tools.batch.matching import deadlines
    from workbook_tools.batch.office_settings import rulings_of

    named = list(names_of(list(dict.fromkeys(job.path for job in plan.jobs))))
    stations = {each.relative: each.station or each.relative.rsplit("/", 1)[-1].rpartition(".")[0] for each in named}
    years = {each.relative: each.year for each in named}
    days = deadlines(office.expected or (), stations, wanted.last_day) if dated else {}
    by_station: dict[str, list[Ruling]] = {}
    for ruling in office.rulings:
        by_station.setdefault(without_blanks(ruling.station), []).append(ruling)
    jobs = [
        replace(
            job,
            deadline=days.get(job.path),
            rulings=rulings_of(by_station, stations[job.path], years[job.path]),
        )
        for job in plan.jobs
    ]
    return replace(plan, jobs=tuple(jobs))


def _offer_settings(source: str, target: str, rolled: RolledUp) -> None:
    """汇总设置.xlsx to fill in, beside the results, where the office has none; what is there is never written to."""
    from workbook_tools.batch.office_settings import NAME, blank_settings
    from workbook_tools.batch.places import place

    if rolled.stations and not place(source).exists(NAME) and not place(target).exists(NAME):
        place(target).write(NAME, blank_settings(rolled.stations, rolled.open_twins))


def _letters(
    plan: Plan, state: BatchState, target: str, office: Office, rolled: RolledUp, wanted: Options
) -> tuple[str, ...]:
    """All letters together, and the reminders."""
    from workbook_tools.batch.letters import gather_letters
    from workbook_tools.batch.places import place

    days = {job.relative: job.deadline for job in plan.jobs if job.deadline}
    records = state.stored(job.relative for job in plan.jobs)
    return gather_letters(place(target), records, rolled.arrivals, office.expected or (), days, wanted.last_day)


def _done(
    plan: Plan,
    state: BatchState,
    listener: Listener,
    run: Callable[[Iterable[Job], BatchState, Callable[[Record], None], Callable[[list[str]], None]], None],
) -> dict[str, Record]:
    """Everything that was found, by its path; ten thousand whole records would not fit into memory."""
    records: dict[str, Record] = {}
    ledgers = {job.relative: job.ledgers for job in plan.jobs if job.ledgers}

    def hear(record: Record) -> None:
        records[record.relative] = slim(record)
        listener.heard(record)
        if record.relative in ledgers:
            for each in _ledger_records(record, state):
                hear(each)

    for stray in _strays(plan):
        hear(stray)
    to_do: list[Job] = []
    for job, reused in state.reusable(plan.jobs):
        if reused is None:
            to_do.append(job)
        else:
            hear(slim(reused))
    if to_do:
        run(to_do, state, hear, listener.at_work)
    return records


def _with_outputs(failures: Sequence[Record], state: BatchState) -> Iterator[Record]:
    """What could not be processed, with the letters that say so."""
    stored = {each.relative: each.outputs for each in state.stored(each.relative for each in failures)}
    for record in failures:
        yield replace(record, outputs=stored.get(record.relative, {}))


def _ledger_records(record: Record, state: BatchState) -> Iterator[Record]:
    """What became of the ledger workbooks of a station's workbook: they count in it, or fail on their own."""
    whole = next(state.stored([record.relative]), None)
    told = whole.details.get("ledgers", ()) if whole is not None and record.status == "done" else ()
    for each in told:
        yield _told(each["file"], each["digest"], "joined" if each["ok"] else "failed", each["findings"], record.reused)


def _strays(plan: Plan) -> Iterator[Record]:
    from workbook_tools.catalogue import finding

    for seen, why in plan.strays:
        yield _told(seen.relative, seen.digest, "failed", [finding("L101", why=why).shown()], reused=False)


def _told(relative: str, digest: str, status: str, findings: Sequence[Mapping[str, object]], reused: bool) -> Record:
    outcome = {"file": relative, "ok": status != "failed", "findings": findings}
    return Record(relative, digest, "failed" if status == "failed" else "joined", outcome, reused=reused)


def _notes(plan: Plan, state: BatchState, records: dict[str, Record]) -> Iterator[Finding]:
    from workbook_tools.catalogue import finding

    for folder, reason in plan.unreadable:
        yield finding("B007", folder=folder, reason=reason)
    if plan.documents:
        shown = "、".join(plan.documents[:5]) + ("等" if len(plan.documents) > 5 else "")
        yield finding("B018", count=len(plan.documents), files=shown)
    gone = [record for record in state.vanished(records) if record.outputs]
    if gone:
        shown = "、".join(record.shown for record in gone[:5]) + ("等" if len(gone) > 5 else "")
        yield finding("B009", count=len(gone), files=shown)


def _left_out(*, anonymise: bool) -> Iterator[Finding]:
    from workbook_tools.catalogue import finding

    if anonymise:
        yield finding("B015")


def _refuse_names(state: BatchState, target: str) -> None:
    """Raise where an earlier run has left workbooks and reports, which are full of names."""
    from workbook_tools.batch.discover import RESULTS_FOLDER
    from workbook_tools.batch.places import place
    from workbook_tools.catalogue import finding
    from workbook_tools.catalogue.problems import CannotProcess

    left = any(path.startswith(f"{RESULTS_FOLDER}/") for path, _ in place(target).files())
    if left or any(record.outputs for record in state.vanished(())):
        raise CannotProcess(finding("B014", folder=target))


@contextmanager
def _claimed(source: str, target: str) -> Iterator[None]:
    """One batch at a time writes into a folder."""
    from pathlib import Path

    from workbook_tools.batch.discover import plain_address
    from workbook_tools.batch.places import is_remote
    from workbook_tools.catalogue import finding
    from workbook_tools.catalogue.problems import CannotProcess
    from workbook_tools.storage import file_lock

    if not is_remote(source) and not Path(source).is_dir():
        raise CannotProcess(finding("B020", folder=source))
    if plain_address(source) == plain_address(target):
        raise CannotProcess(finding("B022", folder=target))
    if is_remote(target):
        yield
        return
    try:
        with ExitStack() as held:
            held.enter_context(file_lock(Path(target) / ".batch", wait=0.0))
            lock = held.pop_all()
    except CannotProcess as problem:
        raise CannotProcess(finding("B021", folder=target)) from problem
    with lock:
        yield


__all__ = ["BatchOutcome", "Listener", "Record", "batch"]

"""`batch --previous`: for each station of a batch its own workbooks of earlier years, found by what they say."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from workbook_tools.basis.file_kinds import Use, suffixes_of
from workbook_tools.batch.discover import BACKUP, OWN_WORKBOOKS, STATE_FOLDER
from workbook_tools.batch.places import is_remote, place
from workbook_tools.batch.plan import Plan
from workbook_tools.batch.records import Described, Job, PreviousFile
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.earlier import Earlier, same_station, spellings, year_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.model import Evaluation, Finding, Information, Submission

MOST_COMPARED = 300  # names that are looked at for one that is near
NEAR = 0.6  # likeness from which it is worth asking: half of a station's name is 社工服务站
Entry = tuple[str, Described]  # the folder or book that it lies in, and what it says
Describe = Callable[[str, Sequence[str]], Iterable[Described]]


def with_previous(
    plan: Plan, roots: Sequence[str], describe: Describe, renamed: Mapping[str, str] = MappingProxyType({})
) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan whose jobs know their stations' earlier workbooks, and the finding about those that are of no station.

    `roots` are folders or single workbooks, `describe` tells what workbooks say, wherever they are looked at. A job
    without an earlier workbook says so itself. `renamed` are earlier names of stations, in one spelling, and the names
    they have now; a name that is only near is asked about and never taken. Raises `CannotProcess` (B020) for a folder
    that is not there.
    """
    books = [root for root in roots if _is_book(root)]
    folders = [root for root in roots if root not in books]
    heap = [(root, _called(each, renamed)) for root, files in map(_listed, folders) for each in describe(root, files)]
    kept, troubles = _in_books(books)
    heap += [(root, _called(each, renamed)) for (root, _), (each, _) in kept.items()]
    about = {
        each.relative: each for each in describe(_source(plan), list(dict.fromkeys(job.path for job in plan.jobs)))
    }
    known = Heap(heap)
    taken: set[tuple[str, str]] = set()
    jobs = []
    for job in plan.jobs:
        own = known.of(about[job.path].submission)
        taken |= {(root, each.relative) for root, each in own}
        older = [(root, each) for root, each in own if _is_earlier(about[job.path], each)]
        found = tuple(
            PreviousFile(
                root, each.relative, each.digest, each.renamed, kept[root, each.relative][1] if root in books else ""
            )
            for root, each in older
        )
        jobs.append(replace(job, previous=found))
    left = [(root, each) for root, each in heap if (root, each.relative) not in taken]
    new = [about[job.path].submission.information.station for job in jobs if not job.previous]
    unused = [each.relative for root, each in left if root not in books]  # a book has all stations of all years
    findings = (*troubles, *_left_over(unused), *_perhaps_renamed([each for _, each in left], new))
    return replace(plan, jobs=tuple(jobs)), findings


def _is_book(root: str) -> bool:
    from workbook_tools.facts.book import is_database

    return not is_remote(root) and is_database(Path(root))


def _in_books(books: Sequence[str]) -> tuple[dict[tuple[str, str], tuple[Described, str]], list[Finding]]:
    """What counts in each book, by its root and name; a book that cannot be read is said."""
    found: dict[tuple[str, str], tuple[Described, str]] = {}
    findings: list[Finding] = []
    for root in books:
        from workbook_tools.facts.book.reading import kept_in

        try:
            kept = kept_in(Path(root))
        except CannotProcess as problem:
            findings += problem.findings
            continue
        for each in kept:
            digest = hashlib.sha256(each.compared).hexdigest()
            text = base64.b64encode(each.compared).decode("ascii")
            name = f"{each.station}/{each.name}"
            found[root, name] = Described(name, digest, each.submission), text
    return found, findings


def _called(each: Described, renamed: Mapping[str, str]) -> Described:
    now = renamed.get(bare_text(each.submission.information.station), "")
    if not now:
        return each
    about = each.submission.information._replace(station=now)
    return replace(each, submission=each.submission._replace(information=about), renamed=now)


def _perhaps_renamed(left: Sequence[Described], new: Sequence[str]) -> Iterable[Finding]:
    """Earlier stations that are gone and new ones whose names are near: asked, never merged."""
    import difflib

    gone = list(dict.fromkeys(each.submission.information.station for each in left))
    now = [name for name in new if name][:MOST_COMPARED]
    pairs = [
        f"“{name}”与“{near}”"
        for name in [name for name in gone if name][:MOST_COMPARED]
        for near in difflib.get_close_matches(name, now, n=1, cutoff=NEAR)
    ]
    if pairs:
        yield finding("B043", count=len(pairs), pairs="、".join(pairs[:5]) + ("等" if len(pairs) > 5 else ""))


class Beside:
    """What puts a job's evaluation beside its earlier years; `earlier` are those that could be read."""

    def __init__(self, job: Job) -> None:
        from workbook_tools.previous_years import read_earlier, unreadable

        self.earlier: list[Earlier] = []
        self._findings: list[Finding] = []
        for each in job.previous or ():
            name = posixpath.basename(each.relative)
            if each.compared:
                self.earlier += (_renamed(read, each.station) for read in _compared(each, name))
                continue
            folder = None if is_remote(each.root) else (Path(each.root) / each.relative).parent
            try:
                read = read_earlier(place(each.root).read_workbook(each.relative), name, folder)
                self.earlier.append(_renamed(read, each.station))
            except CannotProcess as problem:
                self._findings.append(unreadable(name, problem))

    def __call__(self, submission: Submission, evaluation: Evaluation) -> Evaluation:
        from workbook_tools.evaluation.year_on_year import with_years

        found = with_years(submission, evaluation, self.earlier, pooled=True)
        return found._replace(findings=(*found.findings, *self._findings))


def beside(job: Job) -> Beside | None:
    """None where the batch has no earlier years."""
    return None if job.previous is None else Beside(job)


def _renamed(earlier: Earlier, station: str) -> Earlier:
    """The workbook under the name that the station has now, where the office says that it changed."""
    if not station:
        return earlier
    about = earlier.submission.information._replace(station=station)
    return earlier._replace(submission=earlier.submission._replace(information=about))


def _compared(each: PreviousFile, name: str) -> Iterator[Earlier]:
    from workbook_tools.facts.book.compared import NotCompared, unpack_compared

    with suppress(NotCompared):
        yield unpack_compared(base64.b64decode(each.compared), name)


def describe(root: str, relatives: list[str]) -> list[Described]:
    """What each of several workbooks says of itself. Never raises: of a damaged one nothing is known."""
    return [_described(root, relative) for relative in relatives]


def nothing_known(relative: str) -> Described:
    return Described(relative, "", Submission(Information()))


def _described(root: str, relative: str) -> Described:
    from workbook_tools.previous_years import glance

    told = nothing_known(relative)
    with suppress(Exception):  # whatever a disk, an object store or a damaged package may raise
        data = place(root).read_workbook(relative)
        told = replace(told, digest=hashlib.sha256(data).hexdigest())
        told = replace(told, submission=glance(data))
    return told


class Heap:
    """All earlier workbooks, found by the names of their stations: not each of a thousand stations looks at each."""

    def __init__(self, all_of_them: Sequence[Entry]) -> None:
        self._all = all_of_them
        self._by_name: dict[str, list[Entry]] = {}
        self._by_spelling: dict[str, list[int]] = {}
        self._others: list[int] = []  # forms, and what bears no name: these go by their projects
        for number, entry in enumerate(all_of_them):
            about = entry[1].submission
            self._by_name.setdefault(bare_text(about.information.station), []).append(entry)
            if not _goes_by_name(about):
                self._others.append(number)
                continue
            for spelling in spellings(about.information.station):
                self._by_spelling.setdefault(spelling, []).append(number)

    def of(self, about: Submission) -> list[Entry]:
        """By the very name, else by a name that is the same station's in another spelling, or a form's project."""
        station = about.information.station
        named = self._by_name.get(bare_text(station), []) if station else []
        exact = [entry for entry in named if same_station(about, entry[1].submission) == "same"]
        return exact or [
            entry for entry in self._near(about) if same_station(about, entry[1].submission) in ("same", "alike")
        ]

    def _near(self, about: Submission) -> Sequence[Entry]:
        if not _goes_by_name(about):
            return self._all
        spelt = (self._by_spelling.get(each, ()) for each in spellings(about.information.station))
        return [self._all[number] for number in sorted({*self._others, *chain.from_iterable(spelt)})]


def _goes_by_name(about: Submission) -> bool:
    return about.form != "official" and bool(about.information.station)


def _is_earlier(about: Described, each: Described) -> bool:
    ours, theirs = year_of(about.submission.information), year_of(each.submission.information)
    return ours is None or theirs is None or theirs < ours


def _listed(root: str) -> tuple[str, list[str]]:
    """The folder and the workbooks below it; a workbook alone is one in its folder. Results of a batch count too."""
    if not is_remote(root) and Path(root).is_file():
        return str(Path(root).parent), [Path(root).name]
    if not is_remote(root) and not Path(root).is_dir():
        raise CannotProcess(finding("B020", folder=root))
    return root, sorted(relative for relative, _ in place(root).files() if _is_workbook(relative))


def _is_workbook(relative: str) -> bool:
    name = posixpath.basename(relative)
    stem, suffix = posixpath.splitext(name)
    hidden = name.startswith(("~$", ".~", ".")) or stem.endswith(BACKUP) or STATE_FOLDER in relative.split("/")
    hidden = hidden or name in OWN_WORKBOOKS
    return not hidden and suffix.lower() in suffixes_of(Use.EDITED, Use.READ)


def _source(plan: Plan) -> str:
    return plan.jobs[0].source_root if plan.jobs else ""


def _left_over(left: Sequence[str]) -> Iterable[Finding]:
    if left:
        shown = "、".join(left[:5]) + ("等" if len(left) > 5 else "")
        yield finding("Y015", count=len(left), files=shown)

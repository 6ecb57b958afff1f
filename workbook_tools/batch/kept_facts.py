"""The facts of a workbook in the record that a batch keeps of it, and the district's book that is made of them."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.version import __version__
from workbook_tools.batch.matching import Matcher
from workbook_tools.batch.office_records import Office
from workbook_tools.batch.places import is_remote
from workbook_tools.batch.records import Job, Record
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.evaluation.rulings import beside_rulings
from workbook_tools.facts.aliases import aliases_in
from workbook_tools.facts.book.compared import compared_texts, pack_compared
from workbook_tools.facts.derive import facts_of
from workbook_tools.facts.fact import COLUMNS, Plain, plain
from workbook_tools.facts.kinds import KINDS, NOT_KEPT
from workbook_tools.facts.packed import pack, unpack
from workbook_tools.library.options import Options
from workbook_tools.model import Finding
from workbook_tools.model.ruling import RulingResult
from workbook_tools.storage import system_problem

if TYPE_CHECKING:
    from workbook_tools.facts.book.adding import Entry
    from workbook_tools.in_memory import Computed

MOST_PAIRS = 5  # of names that are told
_KIND = COLUMNS.index("kind")


def facts_beside(job: Job, computed: Computed, findings: Sequence[Finding], folder: Path | None) -> dict[str, Any]:
    """All facts, and what a later year is compared with, as lists, tables and texts: names can be taken out of them."""
    aliases, unread = aliases_in(folder)
    facts = facts_of(
        computed.submission,
        computed.evaluation,
        findings,
        digest=job.digest,
        aliases=aliases,
        unnamed=PurePosixPath(job.path).stem,
        rulings=_rulings(job, computed),
    )
    return {
        "rows": [plain(each) for each in facts],
        "compared": compared_texts(computed.submission, computed.evaluation),
        "aliases_unread": unread,
    }


def _rulings(job: Job, computed: Computed) -> tuple[RulingResult, ...]:
    """The office's own scores; who gave them, and in which words, leaves no house without names."""
    results = beside_rulings(job.rulings, computed.submission, computed.evaluation)
    if not job.options.anonymise:
        return results
    return tuple(each._replace(ruling=each.ruling._replace(by="", opinion="")) for each in results)


def packed_facts(beside: dict[str, Any]) -> dict[str, Any]:
    """The same as short texts; `content` tells what a book keeps of them from anything else."""
    facts: list[Plain] = [tuple(fact) for fact in beside["rows"]]
    compared = pack_compared(beside["compared"])
    content = hashlib.sha256(pack(_for_book(facts)).encode() + compared).hexdigest()
    return {
        "packed": pack(facts),
        "parts": Counter(KINDS[str(fact[_KIND])].part for fact in facts),
        "content": content,
        "compared": base64.b64encode(compared).decode("ascii"),
        "aliases_unread": beside["aliases_unread"],
    }


def facts_of_record(record: Record) -> list[Plain]:
    """The facts of a workbook that is done; none where its record has none."""
    kept = record.details.get("facts")
    return unpack(kept["packed"]) if kept else []


def add_to_book(
    records: Callable[[], Iterable[Record]], source: str, options: Options, office: Office
) -> Iterator[Finding]:
    """Put what counts into the book; what stands in the way is said, and the batch is done without it.

    `records` gives those that are done, as often as it is asked; `office` chooses among workbooks that differ, and its
    list tells the streets of those that tell none.
    """
    from workbook_tools.facts.book.adding import Run, add_run

    address = str(options.book)
    if is_remote(address):
        yield finding("B066", address=address)
        return
    path = Path(address)
    at = options.moment or datetime.now().isoformat(sep=" ", timespec="seconds")
    run = Run(at, __version__, source, options.anonymise)
    try:
        added = add_run(path, _entries(records, office), run)
    except CannotProcess as problem:
        yield from problem.findings
    except OSError as problem:
        yield system_problem(problem, path)
    else:
        yield finding("B067", name=path.name, added=added.added, superseded=added.superseded, same=added.same)
        if added.renamed:
            pairs = "；".join(f"“{new}”（以前的“{old}”）" for new, old in added.renamed[:MOST_PAIRS])
            yield finding("B068", pairs=Phrase(pairs))


def _entries(records: Callable[[], Iterable[Record]], office: Office) -> Iterator[Entry]:
    """As the roll-up counts them: copies once, none that is blank or of a wrong year; those that differ outside until
    one is chosen."""
    from workbook_tools.batch.rollup.gather import NOT_REPORTED, station_texts
    from workbook_tools.batch.rollup.standing import COPY, STANDING_TEXTS, WRONG_YEAR, standings
    from workbook_tools.facts.book.adding import Entry

    lines = Matcher(office.expected or ())
    columns: dict[str, list[str | None]] = {name: [] for name in STANDING_TEXTS}
    for record in records():
        for name, text in station_texts(record).items():
            if name in columns:
                columns[name].append(text)
    for record, standing, station in zip(records(), standings(columns, office), columns["站点"], strict=True):
        kept = record.details.get("facts")
        if not kept or standing.word in (COPY, NOT_REPORTED, WRONG_YEAR):
            continue
        _, street, year = (str(each) for each in facts_of_record(record)[0][:3])
        line = None if street else lines.find(str(station))
        yield Entry(
            str(station), line.street if line else street, year, record.shown, record.digest, kept["content"],
            partial(_unpacked, kept["packed"]), partial(base64.b64decode, kept["compared"]),
            line.where if line else "", "current" if standing.counts else "twin",
        )  # fmt: skip


def _unpacked(packed: str) -> list[Plain]:
    return _for_book(unpack(packed))


def _for_book(facts: Iterable[Plain]) -> list[Plain]:
    return [fact for fact in facts if KINDS[str(fact[_KIND])].part not in NOT_KEPT]

"""The facts of a workbook in the record that a batch keeps of it, and the district's book that is made of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from workbook_tools.basis.version import __version__
from workbook_tools.batch.places import is_remote
from workbook_tools.batch.records import Job, Record
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.facts.aliases import aliases_in
from workbook_tools.facts.book.compared import pack_compared
from workbook_tools.facts.derive import facts_of
from workbook_tools.facts.fact import COLUMNS, Plain, plain
from workbook_tools.facts.kinds import KINDS, NOT_KEPT
from workbook_tools.facts.packed import pack, unpack
from workbook_tools.in_memory import Computed
from workbook_tools.library.options import Options
from workbook_tools.model import Finding

_KIND = COLUMNS.index("kind")


def kept_facts(
    job: Job,
    computed: Computed,
    findings: Sequence[Finding],
    folder: Path | None,
    told: Callable[[Any], Any] = lambda value: value,
) -> dict[str, str]:
    """All facts, those that a book keeps told by a digest, and what a later year is compared with. `told` takes names
    out of them."""
    found = facts_of(
        computed.submission,
        computed.evaluation,
        findings,
        digest=job.digest,
        aliases=aliases_in(folder),
        unnamed=PurePosixPath(job.relative).stem,
    )
    facts: list[Plain] = [tuple(fact) for fact in told([plain(each) for each in found])]
    compared = pack_compared(computed.submission, computed.evaluation, told)
    content = hashlib.sha256(pack(_for_book(facts)).encode() + compared).hexdigest()
    return {"packed": pack(facts), "content": content, "compared": base64.b64encode(compared).decode("ascii")}


def facts_of_record(record: Record) -> list[Plain]:
    """The facts of a workbook that is done; none where its record has none."""
    kept = record.details.get("facts")
    return unpack(kept["packed"]) if kept else []


def add_to_book(records: Iterable[Record], source: str, options: Options) -> Iterator[Finding]:
    """Put what is done into the book; what stands in the way is said, and the batch is done without it."""
    from workbook_tools.facts.book.adding import Run, add_run

    address = str(options.book)
    if is_remote(address):
        yield finding("B036", address=address)
        return
    path = Path(address)
    at = options.moment or datetime.now().isoformat(sep=" ", timespec="seconds")
    run = Run(at, __version__, source, options.anonymise)
    try:
        added = add_run(path, _entries(records), run)
    except CannotProcess as problem:
        yield from problem.findings
    else:
        yield finding("B037", name=path.name, added=added.added, superseded=added.superseded, same=added.same)


def _entries(records: Iterable[Record]) -> Iterator[Any]:
    from workbook_tools.facts.book.adding import Entry

    for record in records:
        kept = record.details.get("facts")
        facts = facts_of_record(record)
        if kept and facts:
            station, street, year = (str(each) for each in facts[0][:3])
            yield Entry(
                station, street, year, record.relative, record.digest, kept["content"],
                partial(_unpacked, kept["packed"]), partial(base64.b64decode, kept["compared"]),
            )  # fmt: skip


def _unpacked(packed: str) -> list[Plain]:
    return _for_book(unpack(packed))


def _for_book(facts: Iterable[Plain]) -> list[Plain]:
    return [fact for fact in facts if KINDS[str(fact[_KIND])].part not in NOT_KEPT]

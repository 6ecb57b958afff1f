"""What a batch has to do: a job for each station's workbook, and ledger workbooks given to their stations."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from workbook_tools.basis.file_kinds import TEXT_TABLES
from workbook_tools.batch.discover import find_files, plain_address, result_folders
from workbook_tools.batch.places import Place, full_address, place
from workbook_tools.batch.records import Companion, Job, JobOptions
from workbook_tools.batch.survey import Named, Seen
from workbook_tools.storage.names import behind

_TEXTS = tuple(suffix for kind in TEXT_TABLES for suffix in kind.suffixes)
LookAt = Callable[[Sequence[str]], Iterable[Seen]]
NamesOf = Callable[[Sequence[str]], Iterable[Named]]


@dataclass(frozen=True, slots=True)
class Plan:
    jobs: tuple[Job, ...]
    strays: tuple[tuple[Seen, str], ...]  # ledger workbooks of no station, and why
    unreadable: tuple[tuple[str, str], ...]  # folders that could not be listed, and why
    count: int  # workbooks that were found
    documents: tuple[str, ...] = ()  # of Word, and no forms


def make_plan(
    source: str, target: str, options: JobOptions, look_at: LookAt, names_of: NamesOf, own: str | None = None
) -> Plan:
    """Look through the folder. `look_at` and `names_of` tell of files, wherever they are looked at; `own` is a file of
    the office's that may lie among them."""
    root = place(source)
    found = find_files(root, source, target)
    if own is not None:
        kept = [each for each in found.workbooks if plain_address(full_address(source, each)) != plain_address(own)]
        found = replace(found, workbooks=tuple(kept))
    looked_at = list(look_at(found.workbooks))
    seen = [each for each in looked_at if not _lies_about(each)]
    stations = [each for each in seen if not each.only_ledger]
    ledgers = [each for each in seen if each.only_ledger]
    owners: dict[str, list[Companion]] = {}
    strays: list[tuple[Seen, str]] = []
    if ledgers:
        named = {each.relative: each for each in names_of([each.relative for each in seen])}
        for ledger in ledgers:
            owner, why = owner_of(ledger.relative, [each.relative for each in stations], named)
            if owner:
                owners.setdefault(owner, []).append(Companion(ledger.relative, ledger.digest))
            else:
                strays.append((ledger, why))
    called = _called(stations)
    folders = result_folders(name for name, _, _ in called)
    beside = _companions(root, found.companions)
    jobs = tuple(
        Job(
            source,
            name,
            target,
            folders[name],
            each.digest,
            options,
            ledgers=tuple(owners.get(each.relative, ())),
            beside=beside.get(posixpath.dirname(each.relative), ()),
            project=project,
            file=each.relative if project else "",
        )
        for name, each, project in called
    )
    documents = tuple(each.relative for each in looked_at if each.no_form)
    return Plan(jobs, tuple(strays), found.unreadable, len(seen), documents)


def _lies_about(seen: Seen) -> bool:
    """What a folder holds for other reasons: Word documents that are no forms, texts that are no ledgers."""
    return seen.no_form or (not seen.only_ledger and seen.relative.lower().endswith(_TEXTS))


def _called(stations: Sequence[Seen]) -> list[tuple[str, Seen, int]]:
    """Every project of every file by a name that no other has: 自评表.xlsx, 自评表（2）.xlsx."""
    taken = {each.relative for each in stations}
    found: list[tuple[str, Seen, int]] = []
    for each in stations:
        found.append((each.relative, each, 0))
        for project in range(1, each.projects):
            path = PurePosixPath(each.relative)
            name = str(path.with_name(f"{path.stem}{behind(project)}{path.suffix}"))
            while name in taken:
                name = str(PurePosixPath(name).with_name(f"{PurePosixPath(name).stem}{behind(project)}{path.suffix}"))
            taken.add(name)
            found.append((name, each, project))
    return found


def owner_of(ledger: str, stations: Sequence[str], named: dict[str, Named]) -> tuple[str, str]:
    """The station workbook that a ledger workbook belongs to; else "" and why it belongs to none.

    The station named in its 基本信息 (and of the year named there); else the workbook whose file name its own begins
    with; else the only workbook in its folder. Where a step leaves several, the later ones choose among them.
    """
    about = named[ledger]
    left = list(stations)
    if about.station:
        left = [each for each in left if named[each].station == about.station]
        if not left:
            return "", f"它写的站点“{about.station}”没有工作簿"
        of_year = [each for each in left if about.year and named[each].year == about.year]
        left = of_year or left
        if len(left) == 1:
            return left[0], ""
    folder = posixpath.dirname(ledger)
    here = [each for each in left if posixpath.dirname(each) == folder]
    for candidates in (here, left):
        owner = _by_file_name(ledger, candidates)
        if owner:
            return owner, ""
    if len(here) == 1:
        return here[0], ""
    if about.station:
        return "", f"站点“{about.station}”有{len(left)}个工作簿"
    return "", "没有写站点名称，文件名也对不上任何一个站点的工作簿" if stations else "文件夹里没有站点的工作簿"


def _by_file_name(ledger: str, candidates: Sequence[str]) -> str:
    """The one with the longest file name that the ledger's begins with."""
    stem = PurePosixPath(ledger).stem.casefold()
    fitting = [each for each in candidates if stem.startswith(PurePosixPath(each).stem.casefold())]
    longest = max((len(PurePosixPath(each).stem) for each in fitting), default=0)
    best = [each for each in fitting if len(PurePosixPath(each).stem) == longest]
    return best[0] if len(best) == 1 else ""


def _companions(root: Place, relatives: Sequence[str]) -> dict[str, tuple[Companion, ...]]:
    """By folder, with their contents' digests, so that a changed scheme is a changed workbook."""
    by_folder: dict[str, tuple[Companion, ...]] = {}
    for relative in relatives:
        try:
            digest = hashlib.sha256(root.read(relative)).hexdigest()
        except Exception:  # the job that wants to read it says so
            digest = ""
        folder = posixpath.dirname(relative)
        by_folder[folder] = (*by_folder.get(folder, ()), Companion(relative, digest))
    return by_folder

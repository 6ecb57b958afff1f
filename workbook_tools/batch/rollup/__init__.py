"""The picture of the district: one Excel workbook, one web page, one Word summary."""

from __future__ import annotations

import ctypes
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.batch.discover import STATE_FOLDER
from workbook_tools.batch.office_records import Office
from workbook_tools.batch.places import Place
from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup.arrivals import UNLISTED, Arrival, counts
from workbook_tools.batch.rollup.frames import text_of
from workbook_tools.batch.rollup.gather import NOT_REPORTED
from workbook_tools.batch.rollup.standing import COPY, OPEN_TWIN, WRONG_YEAR, bare_name, bare_year, usual_year
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.checks.wording import listed
from workbook_tools.model import Finding

if TYPE_CHECKING:
    from workbook_tools.batch.rollup.picture import Picture

_DIGESTS = f"{STATE_FOLDER}/rollup"
NAMES = ("汇总.xlsx", "汇总.html", "汇总.docx")
MOST_NAMED = 3  # of them by name; all stand in 同站工作簿
_YEAR = lazy_pattern(r"\d{4}")
MOST_STRAY = 0.2  # of the workbooks that count, when they are of another year by mistake rather than on purpose
MOST_TWINS = 50  # stations with several workbooks that are named one by one


@dataclass(frozen=True, slots=True)
class RolledUp:
    paths: tuple[str, ...]  # below the target
    notes: tuple[Finding, ...]  # of the batch as a whole
    arrivals: tuple[Arrival, ...] = ()  # who has reported; empty without a list
    stations: tuple[tuple[str, str], ...] = ()  # each with its year, in the order of their names
    open_twins: tuple[tuple[str, str], ...] = ()  # of these, those that somebody has to choose for


def roll_up(
    records: Iterable[Record],
    troubles: Sequence[Record],
    notes: Iterable[Finding],
    target: Place,
    office: Office = Office(),  # noqa: B008 - frozen
) -> RolledUp:
    """Write the roll-up of the records that are done, and of those that could not be.

    The records are taken one by one, and may come from files. A roll-up that somebody has changed is kept beside.
    """
    import pandas as pd

    with ExitStack() as held:
        # Where pyarrow is installed, pandas keeps texts in it, and it takes no name that is no Unicode.
        held.enter_context(pd.option_context("mode.string_storage", "python"))
        files = {name: held.enter_context(tempfile.TemporaryFile()) for name in NAMES}
        picture = _made(records, troubles, notes, files, office)
        rolled = _rolled(picture)
        del picture
        _give_back_memory()
        return replace(rolled, paths=_written(files, target))


def _rolled(picture: Picture) -> RolledUp:
    named = picture.district.everything[["站点", "年度"]].fillna("").itertuples(index=False, name=None)
    pairs = [(str(station), str(year)) for station, year in named]
    words = [each.word for each in picture.district.standing]
    twins = {pair for pair, word in zip(pairs, words, strict=True) if word == OPEN_TWIN}
    return RolledUp((), picture.notes, tuple(picture.arrivals), tuple(sorted(set(pairs))), tuple(sorted(twins)))


def _give_back_memory() -> None:
    """What the tables took is free, but the C library keeps it for later; here nothing large comes later."""
    with suppress(Exception):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _made(
    records: Iterable[Record],
    troubles: Sequence[Record],
    notes: Iterable[Finding],
    files: Mapping[str, IO[bytes]],
    office: Office,
) -> Picture:
    """Fill the files. What they show is out of memory before the first of them is in it."""
    from workbook_tools.batch.rollup.excel import make_excel
    from workbook_tools.batch.rollup.html import make_html
    from workbook_tools.batch.rollup.picture import picture_of
    from workbook_tools.batch.rollup.word import make_word

    before = tuple(notes)
    picture = picture_of(records, troubles, office)
    picture.notes = (
        *before,
        *_arrived(picture),
        *_twins(picture),
        *_computed_elsewhere(picture),
        *_unread_aliases(picture),
        *_other_years(picture),
        *_unknown_rulings(picture),
    )
    for name, make in zip(NAMES, (make_excel, make_html, make_word), strict=True):
        make(picture, files[name])
    return picture


def _written(files: Mapping[str, IO[bytes]], target: Place) -> tuple[str, ...]:
    """Where the files came to lie. What we wrote is known by its digest: anything else there is somebody's work."""
    new = {_digest(stream) for stream in files.values()}
    old = _known(next(target.read_many([_DIGESTS])))
    target.write(_DIGESTS, json.dumps(sorted({*old, *new})).encode())  # before the files: a run may be killed between
    ours = {*old, *new}
    paths = tuple(
        target.write_kept(name, _content(stream), lambda there: hashlib.sha256(there).hexdigest() in ours)
        for name, stream in files.items()
    )
    target.write(_DIGESTS, json.dumps(sorted(new)).encode())
    return paths


def _digest(stream: IO[bytes]) -> str:
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _content(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read()


def _known(stored: bytes | None) -> list[str]:
    """The digests of what the last run wrote; none where that is damaged, and then nothing there is overwritten."""
    try:
        return [str(digest) for digest in json.loads(stored or b"[]")]
    except (ValueError, TypeError):
        return []


def _arrived(picture: Picture) -> Iterator[Finding]:
    """How many of those that are to report have, and whose workbooks nobody asked for."""
    if not picture.arrivals:
        return
    kinds = counts(picture.arrivals)
    listed_stations = {state: count for state, count in kinds.items() if state != UNLISTED}
    said = "，".join(f"{state}{count}个" for state, count in listed_stations.items())
    yield finding("B037", count=sum(listed_stations.values()), said=said or "没有")
    if strangers := [each.file for each in picture.arrivals if each.state == UNLISTED]:
        yield finding("B038", count=len(strangers), files=listed(strangers, most=MOST_NAMED))


def _computed_elsewhere(picture: Picture) -> Iterator[Finding]:
    """Workbooks that came with results of another version of the program, or by other rules."""
    files = picture.district.gathered.stations.texts["文件"]
    came = picture.district.gathered.came_with
    older = [(files[place] or "", each["by"]) for place, each in came if "program" in each]
    if older:
        versions = "、".join(sorted({by for _, by in older}))
        named = listed([file for file, _ in older], most=MOST_NAMED)
        yield finding("B042", count=len(older), versions=versions, files=named)
    ruled = [files[place] or "" for place, each in came if "scheme" in each]
    if ruled:
        yield finding("B044", count=len(ruled), files=listed(ruled, most=MOST_NAMED))


def _unread_aliases(picture: Picture) -> Iterator[Finding]:
    for (file, reason), count in sorted(picture.district.gathered.aliases_unread.items()):
        yield finding("B045", file=file, reason=Phrase(reason), count=count)


def _unknown_rulings(picture: Picture) -> Iterator[Finding]:
    """Rulings on a station, or on its year, of which there is no workbook."""
    named = picture.district.everything[["站点", "年度"]].fillna("").itertuples(index=False, name=None)
    there: dict[str, set[str]] = {}
    for name, year in named:
        there.setdefault(bare_name(name), set()).add(bare_year(year))
    missing = dict.fromkeys(
        f"{each.station}（{bare_year(each.year)}年度）" if bare_name(each.station) in there else each.station
        for each in picture.office.rulings
        if not _applies(bare_year(each.year), there.get(bare_name(each.station), set()))
    )
    if missing:
        yield finding("B041", count=len(missing), stations=listed(list(missing), most=MOST_NAMED))


def _applies(year: str, years: Set[str]) -> bool:
    """Whether a ruling is of one of a station's workbooks: of its year, or one of the two says none."""
    return bool(years) and (not year or year in years or "" in years)


def _other_years(picture: Picture) -> Iterator[Finding]:
    """A few workbooks of another year among many of one, where no list says which year is asked for: they count."""
    years = picture.district.stations[["年度", "文件"]]
    usual = usual_year(map(text_of, years["年度"]))
    others = [str(file) for year, file in years.itertuples(index=False) if _strays(text_of(year), usual)]
    if usual and 0 < len(others) <= len(years) * MOST_STRAY:
        yield finding("B046", count=len(others), year=usual, files=listed(others, most=MOST_NAMED))


def _strays(year: str, usual: str) -> bool:
    """2024 may be what others call 2024-2025."""
    return bool(year) and bare_year(year) != usual and not set(_YEAR.findall(year)) & set(_YEAR.findall(usual))


def _twins(picture: Picture) -> Iterator[Finding]:
    """Workbooks of one station and year that differ: all are done, none counts until one is chosen. Copies, and what
    is blank, are told together."""
    twins, outside = picture.district.twins, picture.district.outside
    for number, ((station, year), some) in enumerate(twins.groupby(["站点", "年度"], sort=True, dropna=False)):
        if number < MOST_TWINS and OPEN_TWIN in set(some["计入"]):
            label = f"{year}年度" if isinstance(year, str) and year else ""
            yield finding(
                "B008", station=str(station), year=label, count=len(some), files=listed(some["文件"], most=MOST_NAMED)
            )
    for code, word in (("B016", COPY), ("B017", NOT_REPORTED), ("B047", WRONG_YEAR)):
        files = list(outside.loc[outside["原因"] == word, "文件"])
        if files:
            yield finding(code, count=len(files), files=listed(files, most=MOST_NAMED))

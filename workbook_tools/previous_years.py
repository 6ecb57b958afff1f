"""`--previous`: workbooks of earlier years, read and evaluated by their own schemes, and never written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tools import storage
from workbook_tools.basis.file_kinds import Use, suffixes_of
from workbook_tools.catalogue import Phrase, finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.evaluation import evaluate
from workbook_tools.evaluation.earlier import Earlier, same_station
from workbook_tools.evaluation.year_on_year import with_years
from workbook_tools.foreign import as_package
from workbook_tools.intake import take_in
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.joined_ledger import information_alone
from workbook_tools.reading.scheme_files import scheme_with_findings
from workbook_tools.reading.standard import looks_standard

if TYPE_CHECKING:
    from workbook_tools.facts.book.reading import Kept

SUFFIXES = suffixes_of(Use.EDITED, Use.READ)
BACKUP = ".上一版"
Paths = str | Path | Sequence[str | Path]


class PreviousYears:
    """Earlier workbooks to compare with; each is read once, however many workbooks of this year are computed.

    `paths` are workbooks, folders of them with everything below, or districts' books. Where they are `pooled`, as
    several stations' workbooks, a folder or a book are, each station takes what is its own and the others say nothing.
    """

    def __init__(self, paths: Paths, *, pooled: bool = False) -> None:
        given = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
        books = [path for path in given if _is_book(path)]
        given = [path for path in given if path not in books]
        self.pooled = pooled or bool(books) or any(path.is_dir() for path in given)
        self._kept, self._troubles = _in_books(books)
        self._paths = [file for path in given for file in (_workbooks(path) if path.is_dir() else (path,))]
        self._glances: dict[Path, Submission] = {}
        self._read: dict[Path, Earlier | Finding] = {}

    def compared(self, submission: Submission, evaluation: Evaluation, source: Path | None) -> Evaluation:
        """The evaluation beside its earlier years; `source` is this year's workbook, which cannot be its own."""
        earlier: list[Earlier] = []
        findings: list[Finding] = list(self._troubles)
        if self._kept:
            from workbook_tools.facts.book.reading import earlier_of

            earlier += earlier_of(submission, self._kept)
        own = storage.real_path(source) if source is not None else ""
        for path in self._paths:
            if storage.real_path(path) == own:
                if not self.pooled:
                    findings.append(_same_file(submission, path.name))
                continue
            found = self._earlier(path, submission)
            if isinstance(found, Earlier):
                earlier.append(found)
            elif found is not None:
                findings.append(found)
        compared = with_years(submission, evaluation, earlier, pooled=self.pooled)
        return compared._replace(findings=(*compared.findings, *findings))

    def _earlier(self, path: Path, submission: Submission) -> Earlier | Finding | None:
        """The workbook, or why it cannot be read; None for one of the heap that is not the station's."""
        try:
            if self.pooled and path not in self._read:
                if path not in self._glances:
                    self._glances[path] = glance(storage.read_source(path).data)
                seen = self._glances[path]
                if same_station(submission, seen) in ("other", "unknown"):
                    return None
            if path not in self._read:
                self._read[path] = read_earlier(storage.read_source(path).data, path.name, path.parent)
        except CannotProcess as problem:
            self._read[path] = unreadable(path.name, problem)
        return self._read[path]


def _is_book(path: Path) -> bool:
    if path.suffix.lower() in SUFFIXES:  # nearly always: nothing is loaded for it
        return False
    from workbook_tools.facts.book import is_database

    return is_database(path)


def _in_books(books: Sequence[Path]) -> tuple[list[Kept], tuple[Finding, ...]]:
    """What counts in districts' books; one that cannot be read is said."""
    kept: list[Kept] = []
    findings: tuple[Finding, ...] = ()
    for path in books:
        from workbook_tools.facts.book.reading import kept_in

        try:
            kept += kept_in(path)
        except CannotProcess as problem:
            findings += (unreadable(path.name, problem),)
    return kept, findings


def read_earlier(data: bytes, name: str, folder: Path | None) -> Earlier:
    """A workbook of an earlier year, standard or an official form, evaluated on its own day by its own scheme.

    Raises `CannotProcess`.
    """
    data = as_package(data)
    submission, _ = take_in(data, _opened(data), convert=False)
    about = submission.information
    scheme, _ = scheme_with_findings(about.scheme, submission.rule_overrides, folder, submission)
    return Earlier(name, submission, evaluate(submission, scheme))


def glance(data: bytes) -> Submission:
    """Of which station and year a workbook says it is, and nothing else of a standard one. Raises `CannotProcess`."""
    from workbook_tools.reading.official_form import looks_like_form, read_form

    data = as_package(data)
    book = _opened(data)
    if looks_standard(book) or not looks_like_form(data):
        return Submission(information_alone(data, book))
    return read_form(data)._replace(indicators=(), findings=())


def unreadable(name: str, problem: CannotProcess) -> Finding:
    """An earlier workbook that cannot be read is said, and this year is computed all the same."""
    return finding("Y014", file=name, reason=Phrase(problem.findings[0].message.rstrip("。")))


def _opened(data: bytes) -> Workbook:
    with package_problems():
        return Workbook.open(data)


def _same_file(submission: Submission, name: str) -> Finding:
    about = submission.information
    return finding("Y004", about.sheet, about.at("year"), file=name)


def _workbooks(folder: Path) -> Iterator[Path]:
    """Every workbook below a folder, in the order of their paths: no owner files, no versions before."""
    for path in sorted(folder.rglob("*")):
        bare = not path.name.startswith(("~$", ".")) and not path.stem.endswith(BACKUP)
        if bare and path.suffix.lower() in SUFFIXES and path.is_file():
            yield path

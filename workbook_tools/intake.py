"""Whatever staff hand in → `Submission`: the standard workbook, or an official form converted into one."""

from __future__ import annotations

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.model import Submission
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.standard import looks_standard, read_standard
from workbook_tools.reading.words import Vocabulary


def take_in(
    data: bytes, book: Workbook, *, convert: bool = True, words: Vocabulary | None = None, project: int = 0
) -> tuple[Submission, bytes]:
    """What a workbook says, and the standard workbook it stands in: itself, or the one a form was converted into.

    `words` is the vocabulary to read cells by, our own where none is given.
    `project`, from 0, is the one to be read of several forms in the workbook.
    Without `convert` a form is read as it is, and what is said of it names the form's own cells.
    Raises `CannotProcess`, and `PackageProblem` for a package that cannot be read.
    """
    if looks_standard(book):
        return read_standard(data, book, words), data
    from workbook_tools.reading.official_form import looks_like_form, only_marks, read_form

    if not looks_like_form(data):
        if (told := only_marks(data)) is not None:
            raise CannotProcess(told)
        return read_standard(data, book, words), data  # which says what sheets are missing
    if not convert:
        return read_form(data, words, project), data
    from workbook_tools.import_form import import_form

    form, standard = import_form(data, words, project)
    return _with_form(read_standard(standard, Workbook.open(standard), words), form), standard


def _with_form(read: Submission, form: Submission) -> Submission:
    """The converted workbook's records with what only the form states."""
    return read._replace(
        form="official",
        projects=form.projects,
        stated_funds=form.stated_funds,
        stated_total=form.stated_total,
        stated_total_cell=form.stated_total_cell,
        stated_verdict=form.stated_verdict,
        full_mark=form.full_mark,
        findings=(*form.findings, *read.findings),
    )

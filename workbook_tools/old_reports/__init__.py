"""Last year's evaluation report (.docx .txt .pdf) → a standard workbook with all that the report says for certain.

    bytes ─ sources ─► Document ─ taking ─► Draft ─► StandardContent, with the place that each cell came from

Nothing is guessed: what could be read in two ways stands on a tint and is listed in 来源, what could not be read is
listed there as not taken.
"""

from __future__ import annotations

from workbook_tools.authoring import Shown, StandardContent, ValueSource, author_workbook
from workbook_tools.authoring.content import Row as ContentRow
from workbook_tools.authoring.content import Value
from workbook_tools.basis import file_kinds
from workbook_tools.basis.file_kinds import FileKind
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.foreign import refusal
from workbook_tools.foreign.sheets import TooMuch, Unreadable
from workbook_tools.model import Finding
from workbook_tools.model.fields import LABELS, SheetKind, TableKind
from workbook_tools.old_reports.document import Document
from workbook_tools.old_reports.draft import Draft, Piece, Row
from workbook_tools.old_reports.sources import PdfReaderMissing, read_document
from workbook_tools.old_reports.taking import chapters_in, take

LEAST_CHAPTERS = 3  # that tell a report from a form
KINDS = (file_kinds.WORD, file_kinds.PDF, file_kinds.TEXT)
_TABLES: tuple[TableKind, ...] = ("indicators", "costs", "assessments", "tranches", "effects", "texts")


def is_report(data: bytes, kind: FileKind) -> bool:
    """Whether a file is a report and no form: its headings name chapters. A PDF or a text can be nothing else."""
    if kind is not file_kinds.WORD:
        return kind in KINDS
    try:
        return chapters_in(read_document(data, kind)) >= LEAST_CHAPTERS
    except (Unreadable, TooMuch):
        return False  # whoever reads it says so


def prefilled(data: bytes, kind: FileKind) -> tuple[bytes, tuple[Finding, ...]]:
    """The standard workbook that a report fills, and what is to be said of it. Raises `CannotProcess` (F152–F167)."""
    document = _read(data, kind)
    draft = take(document)
    if not draft.pieces:
        raise CannotProcess(finding("F163", kind=kind.words))
    content = _content(draft)
    return author_workbook(content), tuple(_findings(document, draft))


def _read(data: bytes, kind: FileKind) -> Document:
    try:
        document = read_document(data, kind)
    except PdfReaderMissing as problem:
        raise CannotProcess(finding("F164")) from problem
    except (Unreadable, TooMuch) as problem:
        raise refusal(problem, kind, encrypted="F165") from problem
    if not document.parts:
        raise CannotProcess(finding("F162" if kind is file_kinds.PDF else "F163", kind=kind.words))
    return document


def _findings(document: Document, draft: Draft) -> list[Finding]:
    doubtful = sum(bool(piece.doubt) for piece in draft.pieces)
    said = [finding("F160", count=len(draft.pieces), doubtful=doubtful, left=len(draft.not_taken))]
    if not draft.indicators:
        said.append(finding("F166"))
    missing = [label.title for label in LABELS if label.required and label.title not in draft.information]
    if missing:
        said.append(finding("F167", labels="、".join(missing)))
    if document.pages_without_text:
        pages = "、".join(map(str, document.pages_without_text[:10]))
        said.append(finding("F168", count=len(document.pages_without_text), pages=pages))
    if document.pictures and not document.tables:
        said.append(finding("F169", count=document.pictures))
    if document.tracked:
        said.append(finding("F156"))
    return said


def _content(draft: Draft) -> StandardContent:
    sources: list[ValueSource] = []

    def row_of(kind: SheetKind, number: int, row: Row) -> ContentRow:
        sources.extend(
            ValueSource(kind, number, column, piece.origin.place, piece.origin.text, piece.doubt)
            for column, piece in row.items()
        )
        return {column: _value(piece) for column, piece in row.items()}

    information = row_of("information", 0, draft.information)
    rows = {kind: [row_of(kind, n, row) for n, row in enumerate(getattr(draft, kind))] for kind in _TABLES}
    return StandardContent(
        information=information,
        indicators=rows["indicators"],
        costs=rows["costs"],
        assessments=rows["assessments"],
        tranches=rows["tranches"],
        effects=rows["effects"],
        texts=rows["texts"],
        sources=sources,
        left_out=[(origin.place, origin.text, reason) for origin, reason in draft.not_taken],
    )


def _value(piece: Piece) -> Value:
    value = piece.value
    inner, code = (value.value, value.number_format) if isinstance(value, Shown) else (value, "")
    return Shown(inner, code, bool(piece.doubt)) if code or piece.doubt else inner


__all__ = ["is_report", "prefilled"]

"""The bytes of a report → `Document`: text, Word, PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

from workbook_tools.basis import file_kinds
from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.file_kinds import FileKind
from workbook_tools.foreign.sheets import Error, Sheet, Value
from workbook_tools.foreign.text_table import decoded
from workbook_tools.foreign.word import read_text
from workbook_tools.old_reports.document import Document, Line, Origin, Table, grid_of

LONGEST = 2_000_000  # characters of a report; a thick one has 100,000
CAPTION_LINES = 4
_PAGE = re.compile(r"\f|\n(?:[ \t]*\n){3,}")  # what a PDF leaves behind at the end of a page


class PdfReaderMissing(Exception):
    """pypdf is not installed."""


def read_document(data: bytes, kind: FileKind) -> Document:
    """Raises Unreadable, TooMuch, and `PdfReaderMissing` where PDF files cannot be read here."""
    if kind is file_kinds.WORD:
        return _word(data)
    if kind is file_kinds.PDF:
        try:
            import_module("pypdf")
        except ImportError as problem:
            raise PdfReaderMissing from problem
        document: Document = import_module("workbook_tools.old_reports.pdf").read(data)
        return document
    return from_text(decoded(data)[:LONGEST])


def from_text(text: str) -> Document:
    """Lines as they stand; empty ones are counted and left out."""
    lines: list[Line] = []
    number = page = 1
    for part in re.split(f"({_PAGE.pattern})", text.replace("\r\n", "\n").replace("\r", "\n")):
        if part and _PAGE.fullmatch(part):
            number, page = number + part.count("\n"), page + 1
            continue
        for offset, line in enumerate(part.split("\n")):
            if line.strip():
                lines.append(Line(line, f"第{number + offset}行", len(lines), page))
        number += part.count("\n")
    return Document(tuple(lines), wrapped=is_wrapped(lines))


def is_wrapped(lines: list[Line]) -> bool:
    """Whether sentences go over the ends of lines: most long lines do not end with one."""
    long = [line for line in lines if line.width > 30]
    return bool(long) and sum(line.text.rstrip()[-1] not in "。；：！？.;:" for line in long) * 2 > len(long)


def _word(data: bytes) -> Document:
    text = read_text(data)
    parts: list[Line | Table] = []
    paragraphs = tables = 0
    for block in text.blocks:
        if isinstance(block, Sheet):
            tables += 1
            parts.append(_table(block, tables, len(parts), _caption(parts)))
            continue
        for line in block.split("\n"):
            paragraphs += 1
            if line.strip():
                parts.append(Line(line, f"第{paragraphs}段", len(parts)))
    return Document(tuple(parts), wrapped=False, tracked=text.tracked, pictures=text.pictures)


def _caption(parts: list[Line | Table]) -> str:
    above: list[str] = []
    for part in reversed(parts[-CAPTION_LINES:]):
        if isinstance(part, Table):
            break
        above.append(part.text)
    return "\n".join(reversed(above))


def _table(sheet: Sheet, number: int, behind: int, caption: str) -> Table:
    cells = {(row + 1, column + 1): shown(cell.value) for (row, column), cell in sheet.cells.items()}
    origins = {(r, c): Origin(f"表{number}第{r}行第{c}列", text) for (r, c), text in cells.items()}
    return Table(grid_of(f"表{number}", cells, sheet), origins, behind, caption)


def shown(value: Value) -> str:
    """The text of a Word cell as it was typed."""
    from decimal import Decimal

    if isinstance(value, Error):
        return value.text
    return as_digits(Decimal(repr(value))) if isinstance(value, float) else str(value)


def runs(parts: tuple[Line | Table, ...]) -> Iterator[list[Line]]:
    """The lines between two tables."""
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Table):
            yield run
            run = []
        else:
            run.append(part)
    yield run

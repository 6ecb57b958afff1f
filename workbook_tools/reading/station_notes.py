"""站点说明 in 问题清单: what staff answer to a finding stays with it in every later run.

A finding is known again by its code, its sheet and the names of its row, never by its number or its row. When its
figures change the answer is kept and marked; when it is gone the answer stays under 已消除的问题.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Finding, Note, Submission
from workbook_tools.model.fields import FINDINGS_SHEET, LABELS

if TYPE_CHECKING:
    from workbook_tools.ooxml import Workbook

NOTE, STATE, SUBJECT, BASIS = "站点说明", "说明状态", "对象", "说明依据"
CHANGED = "数据已变，请重新说明"
GONE = "已消除的问题"
_CODE, _SHEET, _MESSAGE = "编号", "工作表", "问题"
_PLACE = lazy_pattern(r"[A-Z]{1,3}\d+|第\d+行|第\d+处")
_ROW = lazy_pattern(r"[A-Z]+([0-9]+)")


class Answered(NamedTuple):
    """What stands beside a finding: the answer, and what is the matter with it."""

    text: str = ""
    state: str = ""
    figures: str = ""

    @property
    def basis(self) -> str:
        """What tells a later run whether the answer, or what it answers, is another one."""
        return f"{digest(self.text)} {self.figures}" if self.text else ""


def notes_in(book: Workbook) -> tuple[Note, ...]:
    """The answers in a 问题清单 that we made; () where there is none."""
    if not book.owns_sheet(FINDINGS_SHEET):
        return ()
    from workbook_tools.reading.scanned_values import ScannedWorkbook

    rows = [
        [str(value) for value in row] for row in ScannedWorkbook(book).get_sheet_by_name(FINDINGS_SHEET).to_python()
    ]
    head = next((row for row in rows if _CODE in row and NOTE in row), None)
    if head is None:
        return ()
    place = {name: head.index(name) for name in (_CODE, _SHEET, _MESSAGE, NOTE, SUBJECT, BASIS) if name in head}
    if len(place) < 6:
        return ()
    found = []
    for row in rows[rows.index(head) + 1 :]:
        cells = {name: row[column] if column < len(row) else "" for name, column in place.items()}
        if cells[NOTE].strip() and cells[_CODE].strip():
            key = (cells[_CODE], cells[_SHEET], cells[SUBJECT])
            text, _, figures = cells[BASIS].partition(" ")
            if text != digest(cells[NOTE]):  # written, or written anew, since: it answers what stands beside it
                figures = digest(_figures(cells[_MESSAGE]))
            found.append(Note(key, cells[_MESSAGE], cells[NOTE], figures))
    return tuple(found)


def matched(
    notes: Sequence[Note], findings: Sequence[Finding], subjects: Sequence[str]
) -> tuple[list[Answered], list[Note]]:
    """Beside each finding its answer, and the answers whose finding is gone."""
    waiting: dict[tuple[str, str, str], list[Note]] = {}
    for note in notes:
        waiting.setdefault(note.key, []).append(note)
    answers: list[Answered] = []
    for each, subject in zip(findings, subjects, strict=True):
        own = waiting.get((each.code, sheet_of(each), subject))
        if not own:
            answers.append(Answered())
            continue
        now = digest(_figures(each.message))
        same = next((note for note in own if note.figures == now), own[0])
        own.remove(same)
        answers.append(Answered(same.text, "" if same.figures == now else CHANGED, same.figures))
    return answers, [note for group in waiting.values() for note in group]


def subjects_of(findings: Sequence[Finding], submission: Submission) -> list[str]:
    """The names of the row that each finding is about; "" for one of a whole sheet or file."""
    names = dict(_names(submission))
    return [names.get((each.sheet, _row(each.cell)), "") for each in findings]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def sheet_of(found: Finding) -> str:
    return found.sheet or "（整个文件）"


def _names(submission: Submission) -> Iterator[tuple[tuple[str, int], str]]:
    for row in submission.indicators:
        yield (row.table.sheet, row.row), "·".join(filter(None, (row.level1, row.level3, row.item)))
    for line in submission.cost_lines:
        yield (line.table.sheet, line.row), line.name
    for each in submission.assessments:
        yield (each.table.sheet, each.row), f"{each.period}·{each.assessor}"
    for tranche in submission.tranches:
        yield (tranche.table.sheet, tranche.row), tranche.name
    for text in submission.texts:
        yield (text.table.sheet, text.row), "·".join(filter(None, (text.chapter, text.title)))
    about = submission.information
    for label in LABELS:
        if label.field in about.places:
            yield (about.sheet, _row(about.places[label.field])), label.title


def _row(cell: str) -> int:
    match = _ROW.fullmatch(cell)
    return int(match[1]) if match else 0


def _figures(message: str) -> str:
    """The message without the places in it: rows move, figures do not."""
    return _PLACE.sub("", message)

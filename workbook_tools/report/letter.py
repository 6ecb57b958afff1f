"""The letter that a station gets back, as a Word document and as a text to paste into a chat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbook_tools.basis.severities import Severity
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.model.ruling import RulingResult
from workbook_tools.report.blocks import Block, Heading, Paragraph, Table
from workbook_tools.report.narrative import blocks_of
from workbook_tools.report.word import Content, word_from_content

TEMPLATE = "letter.docx"
_MOST_CELLS = 12  # of one cause that are named; the others are counted


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of one code and one advice on one sheet: said once, with all their cells."""

    places: str  # 绩效指标!R12、R13、R15
    count: int
    message: str  # of the first one
    fix: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: `title` as 退回修改通知 or 核对通知."""

    title: str
    blocks: tuple[Block, ...]

    def text(self) -> str:
        """For a chat: no table, one entry a line."""
        return "\n".join(_lines(self.blocks)) + "\n"

    def word(self) -> bytes:
        return word_from_content(
            Content(self.blocks, {"标题": self.title}, lambda _: None, subject=self.title, tinted=False), TEMPLATE
        )


def letter_of(
    submission: Submission,
    evaluation: Evaluation | None,
    findings: Sequence[Finding],
    file: str,
    deadline: date | None = None,
    rulings: Sequence[RulingResult] = (),
) -> Letter:
    """The letter on one workbook. Without an evaluation it could not be processed, and the findings say why.

    `file` is the name of the workbook, `deadline` the day until which it is to be handed in again; without one the
    letter leaves its place blank. It is never computed.
    """
    blocks = blocks_of("letter.j2", values_of(submission, evaluation, findings, file, deadline, rulings))
    title = next(block.text for block in blocks if isinstance(block, Heading) and block.level == 0)
    return Letter(title, blocks)


def reminder_of(name: str, about: Mapping[str, object]) -> Letter:
    """The letter to a station that has not reported. `about`: state, year, deadline, until, file, words."""
    blocks = blocks_of("reminder.j2", {"name": name, **about})
    title = next(block.text for block in blocks if isinstance(block, Heading) and block.level == 0)
    return Letter(title, blocks)


def values_of(
    submission: Submission,
    evaluation: Evaluation | None,
    findings: Sequence[Finding],
    file: str,
    deadline: date | None,
    rulings: Sequence[RulingResult] = (),
) -> Mapping[str, object]:
    """What `letter.j2` reads."""
    return {
        "submission": submission,
        "file": file,
        "deadline": deadline,
        "rulings": [each for each in rulings if each.known],
        "failed": evaluation is None,
        "wrong": causes(found for found in findings if found.severity == Severity.ERROR),
        "open": causes(found for found in findings if found.severity == Severity.WARNING),
        "hints": sum(found.severity == Severity.HINT for found in findings),
        "unsettled": 0 if evaluation is None else sum(row.score is None for row in evaluation.rows),
    }


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """In the order of the findings, which is that of the sheets and of the rows."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for found in findings:
        grouped.setdefault((found.code, found.sheet, _advice(found)), []).append(found)
    return [Cause(_places(several), len(several), several[0].message, several[0].fix) for several in grouped.values()]


def _advice(found: Finding) -> str:
    """The advice without its figures: 请在 J24 写明… and 请在 J25 写明… are one."""
    return re.sub(r"“[^“”]*”|[A-Z]{0,3}\d[\d.,%]*", "", found.fix)


def _places(findings: Sequence[Finding]) -> str:
    sheet = findings[0].sheet
    cells = list(dict.fromkeys(cell for found in findings for cell in found.places))
    more = f"等{len(cells)}处" if len(cells) > _MOST_CELLS else ""
    listed = "、".join(cells[:_MOST_CELLS]) + more
    return f"{sheet}!{listed}" if sheet and listed else sheet or listed or "整个文件"


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(level=0):
                yield f"【{block.text}】"
            case Paragraph(kind="signature"):
                yield block.text.strip()
            case Paragraph():
                yield block.text
            case Table():
                kind = ""
                for number, asked, place, message, fix in ([cell[0] for cell in row] for row in block.rows):
                    if asked != kind:
                        kind = asked
                        yield f"\n{kind}："
                    yield f"{number}. {place}：{message}{fix}"
                yield ""
            case _:
                pass

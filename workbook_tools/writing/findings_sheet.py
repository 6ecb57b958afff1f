"""问题清单: every finding, worst first, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from workbook_tools.basis.severities import SEVERITY_WORDS, Severity
from workbook_tools.model import Finding, Note
from workbook_tools.model.fields import FINDINGS_SHEET
from workbook_tools.ooxml import NewSheet, NewTable
from workbook_tools.reading.station_notes import BASIS, GONE, NOTE, STATE, SUBJECT, Answered, matched
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, link_to

WIDTHS = (5, 7, 7, 12, 9, 42, 34, 28, 11, 13, 8)  # within a screen of 1366 pixels
HEADS = ("序号", "级别", "编号", "工作表", "单元格", "问题", "处理办法", NOTE, STATE, SUBJECT, BASIS)
LAST = len(HEADS)
HEAD_ROW = 3


def findings_sheet(findings: Sequence[Finding], subjects: Sequence[str] = (), notes: Sequence[Note] = ()) -> NewSheet:
    """One row a finding, in the order given, with what staff answered; below, the answers whose finding is gone."""
    subjects = subjects or [""] * len(findings)
    answers, gone = matched(notes, findings, subjects)
    canvas = Canvas(WIDTHS)
    canvas.put(1, 1, "问题清单", looks.TITLE, to=LAST)
    canvas.grow(1, 32)
    canvas.put(2, 1, _summary(findings), looks.SUBTITLE, to=LAST)
    for column, head in enumerate(HEADS, 1):
        canvas.put(HEAD_ROW, column, head, looks.HEAD)
    for number, (finding, answer, subject) in enumerate(zip(findings, answers, subjects, strict=True), 1):
        _row(canvas, HEAD_ROW + number, number, finding)
        _answer(canvas, HEAD_ROW + number, answer, subject)
    last = HEAD_ROW + len(findings)
    for row, note in enumerate(gone, last + 2):
        canvas.put(row, 2, GONE, looks.CENTRE)
        canvas.put(row, 3, note.key[0], looks.CENTRE)
        canvas.put(row, 4, note.key[1], looks.CENTRE)
        canvas.put(row, 6, note.message, looks.BODY)
        _answer(canvas, row, Answered(note.text, "", note.figures), note.key[2])
    return canvas.sheet(
        FINDINGS_SHEET,
        landscape=True,
        freeze=f"A{HEAD_ROW + 1}",
        repeat_rows=(HEAD_ROW, HEAD_ROW),
        autofilter=f"A{HEAD_ROW}:K{last}" if findings else "",
        table=NewTable(FINDINGS_SHEET, f"A{HEAD_ROW}:K{max(last, HEAD_ROW + 1)}", HEADS),
        tab_color="B4483F" if any(f.severity == Severity.ERROR for f in findings) else "C98A2B",
    )


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有发现问题。"
    count = {severity: sum(f.severity == severity for f in findings) for severity in "EWI"}
    return (
        f"共 {len(findings)} 条：错误 {count['E']} 条（不可能正确，须改正），提醒 {count['W']} 条（须说明原因或核对），"
        f"提示 {count['I']} 条。点击单元格可直接到达；“站点说明”一列由站点填写，再次计算时保留，其余由程序生成。"
    )


def _answer(canvas: Canvas, row: int, answer: Answered, subject: str) -> None:
    canvas.put(row, 8, answer.text or None, looks.BODY)
    canvas.put(row, 9, answer.state or None, looks.CENTRE)
    canvas.put(row, 10, subject or None, looks.BODY)
    canvas.put(row, 11, answer.basis or None, looks.CENTRE)


def _row(canvas: Canvas, row: int, number: int, finding: Finding) -> None:
    canvas.put(row, 1, number, looks.CENTRE)
    canvas.put(row, 2, SEVERITY_WORDS[finding.severity], looks.SEVERITIES[finding.severity])
    canvas.put(row, 3, finding.code, looks.CENTRE)
    canvas.put(row, 4, finding.sheet or "（整个文件）", looks.CENTRE)
    if finding.sheet.startswith("["):  # a ledger in another workbook
        canvas.put(row, 5, finding.cell or "—", looks.CENTRE)
    elif finding.sheet and finding.cell:
        text = finding.cell if len(finding.places) < 2 else "、".join(finding.places)
        canvas.put(row, 5, text, looks.LINK, link=link_to(finding.sheet, finding.cell))
    else:
        canvas.put(row, 5, "—", looks.CENTRE)
    canvas.put(row, 6, finding.message, looks.BODY)
    canvas.put(row, 7, finding.fix, looks.BODY)

"""审计信息: by which program, rules and inputs the figures came about, and where each comes from that is no formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.cell_references import cell_name
from workbook_tools.basis.version import __version__
from workbook_tools.evaluation.scheme import Scheme
from workbook_tools.model import Evaluation, Submission
from workbook_tools.model.fields import AUDIT_SHEET, RESULTS_SHEET
from workbook_tools.ooxml import Formula, NewSheet
from workbook_tools.reading.fingerprint import COVERS, input_fingerprint, joined_fingerprint, scheme_digest
from workbook_tools.writing import looks
from workbook_tools.writing.canvas import Canvas, Origin, link_to, reference
from workbook_tools.writing.record import CARRIED_COLUMN, FIRST_FACT

WIDTHS = (17, 17, 38, 86)
LAST = len(WIDTHS)
FINGERPRINT, SCHEME, SCHEME_DIGEST, PROGRAM = "输入指纹", "评分方案", "方案摘要", "程序版本"
VOCABULARY = "读取词表"
LEDGER_FINGERPRINT, AS_OF, TIME = "台账指纹", "期限判断日", "计算时间"
NOT_GIVEN = "未提供"
MOST_PLACES = 6  # cells that a row of the trace names
HOW_TO_CHECK = (
    "运行 workbook-tools explain 本文件 审计信息：程序重新读取工作簿，"
    "说明现在的填写内容和评分方案是不是计算时的那一份。"
)


class Audit(NamedTuple):
    """What the sheet tells besides the evaluation. `time` is what the caller gave: the program looks at no clock."""

    scheme: Scheme
    time: str = ""


def audit_facts(submission: Submission, evaluation: Evaluation, audit: Audit) -> Iterator[tuple[str, str]]:
    """Label and value, in the order of the sheet."""
    scheme = audit.scheme
    yield PROGRAM, f"workbook-tools {__version__}"
    yield SCHEME, f"{scheme.name}：{scheme.title}"
    yield "方案依据", scheme.source
    yield SCHEME_DIGEST, f"SHA-256 {scheme_digest(scheme)}"
    rules = "；".join(f"{rule.name}＝{rule.value}" for rule in submission.rule_overrides)
    yield "方案调整", f"按本簿“评分规则”：{rules}（已计入方案摘要）" if rules else "无"
    yield "未核实的规定", "、".join(evaluation.scheme_unverified) or "本簿用到的规定中，方案没有标明未核实的"
    yield VOCABULARY, f"{submission.vocabulary}，SHA-256 {submission.vocabulary_digest}"
    yield FINGERPRINT, f"SHA-256 {input_fingerprint(submission)}"
    yield "指纹范围", COVERS
    joined = joined_fingerprint(submission)
    if joined:
        yield LEDGER_FINGERPRINT, f"SHA-256 {joined}（含并入的其他工作簿的台账，不在输入指纹之内）"
    yield AS_OF, evaluation.as_of.isoformat() if evaluation.as_of else "未定（未填填表日期和服务结束日期）"
    yield TIME, audit.time or f"{NOT_GIVEN}（可用 --time 写明；程序不取本机时钟，使同样的数据得到同样的文件）"
    yield "怎样核对", HOW_TO_CHECK


def audit_sheet(
    facts: Iterable[tuple[str, str]],
    results: NewSheet,
    trace: Mapping[tuple[int, int], Origin],
    carried: Iterable[str] = (),
) -> NewSheet:
    """The facts, then one row for each figure of 评价结果 that is no formula. `carried` goes into hidden cells."""
    canvas = Canvas(WIDTHS)
    canvas.put(1, 1, AUDIT_SHEET, looks.TITLE, to=LAST)
    canvas.grow(1, 32)
    canvas.put(2, 1, "供审计核对，由程序生成，请勿修改；可以隐藏，重新计算后仍然隐藏。", looks.SUBTITLE, to=LAST)
    canvas.row = FIRST_FACT
    for label, value in facts:
        canvas.put(canvas.row, 1, label, looks.TOTAL_TEXT)
        canvas.put(canvas.row, 2, value, looks.BODY, to=LAST)
        canvas.row += 1
    canvas.row += 1
    title = "数字来源（评价结果里的其他数字都是公式，点开单元格即可查看）"
    canvas.put(canvas.row, 1, title, looks.SECTION, to=LAST)
    canvas.grow(canvas.row, 24)
    head = canvas.row + 1
    for column, text in enumerate(("评价结果单元格", "数值", "来源单元格", "规则"), 1):
        canvas.put(head, column, text, looks.HEAD)
    canvas.row = head + 1
    for (row, column), origin in sorted(trace.items()):
        _row(canvas, results, row, column, origin)
    last = canvas.row
    lines = list(enumerate(carried, 1))
    for row, line in lines:
        canvas.put(row, CARRIED_COLUMN, line)
    return canvas.sheet(
        AUDIT_SHEET,
        landscape=True,
        repeat_rows=(head, head),
        tab_color=looks.QUIET,
        print_area=f"A1:D{last}",
        hidden_from=CARRIED_COLUMN if lines else 0,
    )


def _row(canvas: Canvas, results: NewSheet, row: int, column: int, origin: Origin) -> None:
    cell = results.rows[row - 1][column - 1]
    if cell is None:
        return
    place = cell_name(row, column)
    usual = looks.figure(cell.value if isinstance(cell.value, (Decimal, int)) else None)
    look = looks.TRACED.get(cell.style.number_format if cell.style is not None else "", usual)
    canvas.put(canvas.row, 1, place, looks.LINK, link=link_to(RESULTS_SHEET, place))
    canvas.put(canvas.row, 2, Formula(reference(RESULTS_SHEET, place), cell.value), look)  # type: ignore[arg-type]
    named = _places(origin)
    sheet, at = origin.cells[0] if origin.cells else ("", "")
    link = link_to(sheet, at) if sheet and not sheet.startswith("[") else ""
    canvas.put(canvas.row, 3, named or "—", looks.PLACES if link else looks.BODY, link=link)
    canvas.put(canvas.row, 4, origin.rule, looks.BODY)
    canvas.row += 1


def _places(origin: Origin) -> str:
    """资金拨付!B5、C5；基本信息!B17"""
    sheets: dict[str, list[str]] = {}
    for sheet, at in origin.cells[:MOST_PLACES]:
        sheets.setdefault(sheet, []).append(at)
    named = "；".join(f"{sheet}!{'、'.join(places)}" for sheet, places in sheets.items())
    return f"{named} 等 {len(origin.cells)} 处" if len(origin.cells) > MOST_PLACES else named


__all__ = [
    "AS_OF",
    "FINGERPRINT",
    "LEDGER_FINGERPRINT",
    "NOT_GIVEN",
    "PROGRAM",
    "SCHEME",
    "SCHEME_DIGEST",
    "TIME",
    "VOCABULARY",
    "Audit",
    "audit_facts",
    "audit_sheet",
]

"""Indicators that a report tells in sentences: 开展社区活动20场，完成率100%; 个案服务目标68个，实际完成70个.

Only where the report has no indicator table. What was promised is taken where it is said; it is not worked out from a
rate, which is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.model import Cell
from workbook_tools.old_reports.document import Origin
from workbook_tools.old_reports.draft import Piece, Row
from workbook_tools.reading.words import RowWords, read_quantity

_FIGURE = r"\d[\d,]*(?:\.\d+)?%?"
_UNIT = r"[\u4e00-\u9fff]{0,4}?"
_NAME = r"(?P<name>[\u4e00-\u9fff（）()“”]{2,20}?)"
_BULLET = re.compile(r"^(?:[-•●·◆■▪*\uf06c]|[（(]?\d{1,2}[)）.、．](?!\d)|[①-⑳])\s*")
_SIDES = re.compile(
    rf"^(?:本年度|全年)?{_NAME}[:：，,]?(?:年度|全年|计划|服务)?(?:目标|指标|计划|任务)(?:数|值|量)?(?:为|是|:)?"
    rf"(?P<target>[≥≤]?(?:不少于|不低于|不超过)?{_FIGURE}{_UNIT})[，,；;、](?:本年度|全年)?(?:实际)?(?:已)?(?:完成|达到|开展)(?:数|值|量)?(?:为|了|:)?(?P<actual>{_FIGURE}{_UNIT})"
    rf"(?:[，,；;、](?:完成率|达标率|完成比例)(?:为|达|达到|:)?(?P<rate>{_FIGURE}))?[。；;]?$"
)
_DONE = re.compile(
    rf"^(?:本年度|全年|共|累计)*(?:开展|完成|组织|举办|提供|培育|链接|服务)(?:了)?{_NAME}(?:共|累计)?(?P<actual>{_FIGURE}{_UNIT})"
    rf"[，,](?:目标|指标|任务)?(?:完成率|达标率)(?:为|达|达到|:)?(?P<rate>{_FIGURE})[。；;]?$"
)
_NOT_THIS_YEAR = re.compile(r"[去上往前明]年|年[内来]|上一|下一|累计|历年|[上下]半年|季度|计划\d|拟|预计|其中|20\d\d年")
_ONLY_RATE = "报告只写了完成率 {rate}，没有写年度指标值，请补上"
_RATE_DIFFERS = "报告写的完成率 {rate} 与两个数不符，请核对"


def told_rows(paragraphs: Sequence[tuple[str, Origin]]) -> list[Row]:
    """A row for each sentence or bullet that is wholly about one indicator."""
    rows: list[Row] = []
    for text, origin in paragraphs:
        for sentence in re.split(r"(?<=[。；;])|\n", text):
            row = _row(_BULLET.sub("", without_blanks(sentence)), origin)
            if row is not None and all(row["三级指标"].value != each["三级指标"].value for each in rows):
                rows.append(row)
    return rows


def _row(sentence: str, origin: Origin) -> Row | None:
    match = _SIDES.match(sentence) or _DONE.match(sentence)
    if match is None or _NOT_THIS_YEAR.search(sentence):
        return None
    found = match.groupdict()
    own = Origin(origin.place, sentence)
    name = found["name"].strip("（）()“”")
    actual = read_quantity(Cell(found["actual"]), role="actual", row=RowWords(name, found.get("target") or ""))
    if actual.kind not in ("number", "rate") or actual.codes or actual.number is None:
        return None
    row: Row = {"三级指标": Piece(name, own)}
    rate = found.get("rate") or ""
    if not found.get("target"):
        row["实际完成值"] = Piece(found["actual"], own)
        row["年度指标值"] = Piece("", own, _ONLY_RATE.format(rate=rate))
        return row
    target = read_quantity(Cell(found["target"]), role="target", row=RowWords(name))
    if target.kind not in ("number", "rate") or target.codes or not target.number:
        return None
    told = Decimal(rate.rstrip("%")) / 100 if rate else None
    doubt = "" if told is None or abs(actual.number / target.number - told) < Decimal("0.006") else _RATE_DIFFERS
    for title, value in (("年度指标值", found["target"]), ("实际完成值", found["actual"])):
        row[title] = Piece(value, own, doubt.format(rate=rate))
    return row

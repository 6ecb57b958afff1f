"""By what an auditor tells that figures were computed from the very inputs that a workbook holds now.

A fingerprint is a SHA-256 over what staff filled in, as it was read: every label of 基本信息 and every row of the
tables that the program knows, in their order. Where a table stands, how it looks, the computed columns, sheets that the
program made and sheets that it does not read are no part of it, so that a second run has the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.long_columns import mapped
from workbook_tools.model import Cell, Ledger, Submission
from workbook_tools.model.basics import TableEntry
from workbook_tools.model.fields import COLUMNS, LABELS, SHEETS
from workbook_tools.model.ledger import RARE_COLUMNS
from workbook_tools.model.lists import ROSTERS

if TYPE_CHECKING:
    from workbook_tools.evaluation.scheme import Scheme

COVERS = (
    "站点填写的全部内容（按程序读取的结果）：基本信息、绩效指标、资金使用、评估评分、资金拨付、服务台账、服务成效、文字材料、"
    "评分规则，以及人员、社区等登记表。不含灰色的计算列、本程序生成的各页、单元格格式和位置，以及程序不读取的工作表。"
)
_PLACE = ("table", "row")
# Columns that came after their sheet count where they are filled in: fingerprints from before them hold.
_LATER = {
    kind: frozenset(column.field for column in columns if column.since > SHEETS[kind].since)
    for kind, columns in COLUMNS.items()
}
_PAIRS = frozenset(("GradeCut", "PeriodShare", "RangeBand"))
_AT_ONCE = 50_000  # entries
_LEDGER_FIELDS = ("communities", "workers", "services", "indicators")
_LEDGER_FIGURES = ("counts", "persons", "direct_hours", "indirect_hours")


def input_fingerprint(submission: Submission) -> str:
    """The fingerprint of the workbook itself, as 64 hexadecimal digits; ledgers joined from others are left out."""
    digest = hashlib.sha256()
    for name, rows in _parts(submission):
        digest.update(f"\n[{name}]\n".encode())
        digest.update("\n".join(map(repr, rows)).encode())
    ledger = submission.ledger.of_own_workbook() if submission.ledger is not None else None
    if ledger is not None:
        _add_ledger(digest, ledger)
    return digest.hexdigest()


def joined_fingerprint(submission: Submission) -> str:
    """The fingerprint of all entries that are scored, where some were joined from other workbooks; else ""."""
    ledger = submission.ledger
    if ledger is None or not (ledger.parts or ledger.table.sheet.startswith("[")):
        return ""
    digest = hashlib.sha256()
    _add_ledger(digest, ledger)
    return digest.hexdigest()


@lru_cache(maxsize=64)
def scheme_digest(scheme: Scheme) -> str:
    """SHA-256 of every setting of a scheme, with the workbook's 评分规则 applied."""
    import json

    content = json.dumps(_settings(scheme), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _settings(value: object) -> object:
    """A scheme as objects of its settings, for JSON; steps of two values are pairs in every digest since the first."""
    if not isinstance(value, tuple):
        return value
    told = [_settings(each) for each in value]
    if not hasattr(value, "_fields") or type(value).__name__ in _PAIRS:
        return told
    return dict(zip(value._fields, told, strict=True))


def _parts(submission: Submission) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    about = submission.information
    left_out = ("sheet", "places")
    later = {label.field for label in LABELS if label.since > 1}  # counted where filled in: older fingerprints hold
    yield (
        "基本信息",
        (
            (name, _plain(getattr(about, name)))
            for name in about._fields
            if name not in left_out and (name not in later or getattr(about, name))
        ),
    )
    yield "绩效指标标题", ((each.text,) for each in submission.headings)
    yield (
        "绩效指标",
        (
            (row.number, row.level1, row.level2, row.level3, row.item, row.nature, row.unit, row.reason)
            + tuple(_text(cell) for cell in (row.target_cell, row.actual_cell, row.points_cell, row.stated_score_cell))
            + ((row.scoring_rule, row.evidence) if row.scoring_rule or row.evidence else ())
            for row in (*submission.indicators, *submission.indicator_totals)
        ),
    )
    yield "资金使用", map(_fields, (*submission.cost_lines, *submission.cost_totals))
    yield "评估评分", map(_fields, submission.assessments)
    yield "资金拨付", map(_fields, submission.tranches)
    yield "服务成效", map(_fields, submission.effects)
    yield "文字材料", map(_fields, submission.texts)
    yield "评分规则", ((rule.name, rule.value) for rule in submission.rule_overrides)
    for kind in ROSTERS:
        records = getattr(submission.rosters, kind)
        if records:
            yield SHEETS[kind].name, map(_fields, records)


def _fields(record: TableEntry[Any]) -> tuple[str, ...]:
    """Everything that was read from a row, but for where it stands."""
    later = _LATER[record.table.kind] if record.table.kind else ()
    told = ((name, getattr(record, name)) for name in record.__slots__ if name not in _PLACE)
    return tuple(_plain(value) for name, value in told if name not in later or value not in (None, ""))


def _text(cell: Cell) -> str:
    if cell.shown:
        return cell.shown
    return f"{cell.text}%" if cell.percent else cell.text or cell.error


def _plain(value: object) -> str:
    """None is told apart from an empty text; a figure reads the same however it was typed (0.70, 0.7)."""
    if value is None or isinstance(value, str):
        return repr(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _add_ledger(digest: hashlib._Hash, ledger: Ledger) -> None:
    """Column by column, each in pieces: a ledger may have a million entries. The bytes are the same everywhere."""
    digest.update(f"\n[服务台账 {len(ledger)}]\n".encode())
    _add_figures(digest, "i", mapped(ledger.dates, lambda day: 0 if day is None else day.toordinal()))
    for name in _LEDGER_FIELDS:
        _add_texts(digest, getattr(ledger, name))
    for name in RARE_COLUMNS.values():
        if texts := getattr(ledger, name):
            digest.update(f"\n{name}\n".encode())
            _add_texts(digest, texts)
    for name in _LEDGER_FIGURES:
        _add_figures(digest, "d", getattr(ledger, name))
    digest.update(repr([(field, text) for _, field, text in ledger.unreadable]).encode())


def _add_figures(digest: hashlib._Hash, kind: str, figures: Sequence[int] | Sequence[float | None]) -> None:
    import sys
    from array import array

    blank = float("nan")
    for start in range(0, len(figures), _AT_ONCE):
        piece = figures[start : start + _AT_ONCE]
        column = array(kind, [blank if figure is None else figure for figure in piece])
        if sys.byteorder == "big":
            column.byteswap()
        digest.update(column.tobytes())


def _add_texts(digest: hashlib._Hash, texts: Sequence[str]) -> None:
    for start in range(0, len(texts), _AT_ONCE):
        joint = "\x1f" if start else ""
        digest.update((joint + "\x1f".join(texts[start : start + _AT_ONCE])).encode("utf-8", "surrogatepass"))

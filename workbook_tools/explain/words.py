"""An explanation as text for people, and as an object for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.explain import Explanation
from workbook_tools.explain.audit import AuditCheck
from workbook_tools.explain.ways import Way


def as_text(explanation: Explanation) -> str:
    """Each way as an indented list, deepest last."""
    parts = ["\n".join(_lines(way, 0)) for way in explanation.ways]
    if explanation.audit is not None and explanation.audit.compared:
        parts.append("\n".join(_audit(explanation.audit)))
    return "\n\n".join(parts)


def as_object(explanation: Explanation) -> dict[str, Any]:
    """The same for `--json`: one object a file."""
    audit = explanation.audit
    return {
        "file": explanation.file,
        "project": explanation.project or None,
        "ok": explanation.ok,
        "cells": [_object(way) for way in explanation.ways],
        "audit": {
            "same_inputs": audit.same_inputs,
            "stale_cells": audit.stale,
            "compared": [{"name": name, "stored": said, "now": now} for name, said, now in audit.compared],
        }
        if audit is not None and audit.compared
        else None,
        "findings": [each.shown() for each in explanation.findings],
    }


def _lines(way: Way, depth: int) -> Iterator[str]:
    margin = "    " * depth
    lead = "└ " if depth else ""
    value = f" ＝ {_one_line(way.value)}" if way.value else (" （空白）" if way.kind != "area" else "")
    title = f"  {_one_line(way.title)}" if way.title else ""
    yield f"{margin}{lead}{way.sheet}!{way.cell}{value}{title}{'（见上）' if way.again else ''}"
    inner = margin + ("      " if depth else "    ")
    if way.stored is not None:
        yield f"{inner}文件里存的是：{_one_line(way.stored) or '空白'}，与现在重新计算的不同"
    if way.rule:
        yield f"{inner}规则：{_one_line(way.rule)}"
    if way.rule_source:
        yield f"{inner}依据：{way.rule_source}"
    yield from (inner + note for note in way.notes)
    for each in way.raised:
        yield f"{inner}问题：[{each.code} {SEVERITY_WORDS[each.severity]}] {each.message}"
    if way.used_by:
        yield f"{inner}用于：{'、'.join(way.used_by)}"
    for source in way.sources:
        yield from _lines(source, depth + 1)


def _audit(audit: AuditCheck) -> Iterator[str]:
    verdict = "一致" if audit.same_inputs else "不一致"
    yield f"审计信息：站点填写的内容与计算时{verdict}"
    for name, said, now in audit.compared:
        yield f"    {name}：{'一致' if said == now else '不一致'}"
        yield f"        表上：{said}"
        if said != now:
            yield f"        现在：{now}"
    stale = f"有 {audit.stale} 格与重新计算的结果不同" if audit.stale else "全部与重新计算的结果相同"
    yield f"    计算列和评价结果：{stale}"


def _object(way: Way) -> dict[str, Any]:
    return {
        "sheet": way.sheet,
        "cell": way.cell,
        "kind": way.kind,
        "title": way.title,
        "value": way.value or None,
        "stored": way.stored,
        "stale": way.stored is not None,
        "rule": way.rule or None,
        "rule_source": way.rule_source or None,
        "notes": list(way.notes),
        "findings": [each.shown() for each in way.raised],
        "used_by": list(way.used_by),
        "again": way.again,
        "sources": [_object(source) for source in way.sources],
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())

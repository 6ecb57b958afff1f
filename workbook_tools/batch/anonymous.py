"""What a batch tells of a station when no name may leave the house: numbers in the place of all who work there.

A name stands in columns of its own (服务台账, 填表人), and in whatever quotes them: findings, reasons, totals. So the
names are gathered once, and every text of the record is looked through for them, before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workbook_tools.model import Submission

SHORT = 1  # characters of a name that is only replaced where it stands alone: 王 is part of many words


def numbers_of(submission: Submission, details: Mapping[str, Any]) -> dict[str, str]:
    """Name → what stands for it. Workers by the order of their work, which tells nothing of their names."""
    ledger = details.get("ledger") or {}
    workers = [group for group in ledger.get("workers", ()) if group["name"]]
    workers.sort(key=lambda group: (-group["entries"], -(group["direct_hours"] or 0), group["name"]))
    names = {group["name"]: f"社工{number:02d}" for number, group in enumerate(workers, 1)}
    lists = submission.rosters
    staff = {each.name for each in lists.people or ()} | {each.worker for each in lists.tasks or ()}
    for name in sorted(staff - names.keys()):
        names[name] = f"社工{len(names) + 1:02d}"
    prepared_by = submission.information.prepared_by.strip()
    if prepared_by:
        names.setdefault(prepared_by, "填表人")
    return names


def without_names(value: Any, names: Mapping[str, str]) -> Any:
    """The same value, every text in it with numbers instead of names; also the keys of its tables."""
    if not names:
        return value
    long = sorted((name for name in names if len(name) > SHORT), key=len, reverse=True)  # 王小明 before 王小
    pattern = re.compile("|".join(map(re.escape, long))) if long else None

    def told(text: str) -> str:
        if text in names:
            return names[text]
        return pattern.sub(lambda match: names[match[0]], text) if pattern is not None else text

    def walk(each: Any) -> Any:
        if isinstance(each, str):
            return told(each)
        if isinstance(each, Mapping):
            return {walk(key): walk(inside) for key, inside in each.items()}
        if isinstance(each, list | tuple):
            return [walk(inside) for inside in each]
        return each

    return walk(value)

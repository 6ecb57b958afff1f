"""台账统计 and 审计信息 worked out once more: what the entries add up to by month, worker, community and service."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from independent_basics import Station
from independent_cells import Sheet, day_of, exact, plain

D = Decimal
Block = list[dict[str, Any]]
AMOUNTS = ("数量", "服务人次", "直接工时", "间接工时")
NAMELESS = "（未填写）"


Key = Callable[[dict[str, Any]], str]


def statistics_section(
    found: Any, station: Station, log: Sheet, blocks: dict[str, Block], keys: dict[str, Key]
) -> None:
    """Every table of the sheet; `blocks` are its tables by their heads, `keys` group entries by what lists say."""
    for name, rows in blocks.items():
        head = name.split("/")[0]
        if head in ("月份", "社工", "社区", "服务类别"):
            _groups(found, head, log, rows, lambda entry, head=head: _key(head, entry))  # type: ignore[misc]
        elif head in keys:
            _groups(found, head, log, rows, keys[head])
    entries = [entry for entry in station.entries if entry.ledger is not None]
    declared = next((rows for name, rows in blocks.items() if "填报完成值" in name.split("/")), [])
    if len(declared) != len(entries):
        found.differences.append(f"台账统计 has {len(declared)} indicators, not {len(entries)}")
    for row, entry in zip(declared, entries, strict=False):
        found.text(row["指标"], entry.name)
        found.figure(row["台账完成值"], entry.ledger, entry.name)
        found.figure(row["台账÷目标"], entry.ledger / entry.goal if entry.ledger is not None and entry.goal else None)
        own = entry.declared
        found.figure(row["填报−台账"], own - entry.ledger if own is not None and entry.ledger is not None else None)
    hours = next((rows for name, rows in blocks.items() if "台账工时" in name.split("/")), [])
    counted = [entry for entry in entries if entry.by_columns]
    if len(hours) != len(counted):
        found.differences.append(f"台账统计 has {len(hours)} rows of hours, not {len(counted)}")
    for row, entry in zip(hours, counted, strict=False):
        assert entry.goal is not None
        assert entry.ledger is not None
        wanted = (entry.goal, entry.ledger, entry.ledger - entry.goal, entry.ledger / entry.goal)
        for title, value in zip(("目标", "台账工时", "台账−目标", "台账÷目标"), wanted, strict=True):
            found.figure(row[title], value, entry.name)


def _groups(found: Any, head: str, log: Sheet, rows: Block, key: Key) -> None:
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in log.rows:
        groups.setdefault(key(entry), []).append(entry)
    named = sorted(name for name in groups if name)
    wanted = [*named, *([""] if "" in groups else []), "合计"]
    if len(rows) != len(wanted):
        found.differences.append(f"{head} has {len(rows)} rows, not {len(wanted)}")
    whole = [sum(amounts) for amounts in zip(*map(_amounts, log.rows), strict=True)]
    for row, name in zip(rows, wanted, strict=False):
        own = log.rows if name == "合计" else groups[name]
        found.text(row[head], name or NAMELESS)
        sums = [sum(amounts) for amounts in zip(*map(_amounts, own), strict=True)]
        found.figure(row["记录"], D(len(own)), name)
        for title, value in zip(AMOUNTS, sums, strict=True):
            found.figure(row[title], value, name)
        hours, all_hours = sums[2] + sums[3], whole[2] + whole[3]
        found.figure(row["总工时"], hours, name)
        if "工时占比" in row:
            found.figure(row["工时占比"], hours / all_hours, name)
        else:
            found.figure(row["记录占比"], D(len(own)) / len(log.rows), name)
        if "服务月数" in row:
            months = D(len({_key("月份", entry) for entry in own} - {""})) if name != "合计" else None
            found.figure(row["服务月数"], months or None, name)
            found.figure(row["月均工时"], hours / months if months else None, name)


def _key(head: str, entry: dict[str, Any]) -> str:
    if head == "月份":
        day = day_of(entry["日期"].value)
        return f"{day.year}-{day.month:02d}" if day else ""
    return plain(entry[head].value) if head in entry else ""


def _amounts(entry: dict[str, Any]) -> list[D]:
    return [exact(entry[head].value) or D(0) if head in entry else D(0) for head in AMOUNTS]


def audit_section(found: Any, book: Any) -> None:
    """The figures whose origin 审计信息 tells are those that stand in 评价结果."""
    sheet = book["审计信息"]
    inside = False
    for cells in sheet.iter_rows(max_col=4):
        if inside and cells[0].value:
            shown = book["评价结果"][cells[0].value].value
            wanted = shown.date() if hasattr(shown, "date") else exact(shown)
            found.figure(cells[1], wanted, str(cells[0].value))
        inside = inside or plain(cells[0].value) == "评价结果单元格"

"""How much of a report `import` gets, and how much of it is right, beside a workbook that was filled by hand.

    .venv/bin/python tests/benchmarks/old_report.py 报告.txt 手工填好的.xlsx

Figures are right when all of them are there in the same order, names when one holds the other or most of it, texts by
their chapter. Recall is over the cells that were filled by hand, precision over those that import filled where the hand
has something to compare with. Rows are paired by their order and the likeness of their names.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[2]))

from workbook_tools.basis.file_kinds import kind_of
from workbook_tools.old_reports import prefilled
from workbook_tools.reading.text import normal

KEYS = {  # sheet → the columns that a row is known by
    "绩效指标": ("三级指标", "指标明细"),
    "资金使用": ("支出明细",),
    "评估评分": ("评估期次", "评估主体"),
    "资金拨付": ("拨付条件",),
    "服务成效": ("层面", "服务成效"),
}
LIKE = 0.5
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
Table = list[dict[str, tuple[str, str]]]  # rows: column → text, A1


@dataclass
class Count:
    hand: int = 0
    filled: int = 0
    right: int = 0
    sure_and_wrong: int = 0
    wrong: list[str] = field(default_factory=list)


def measure(made: bytes, by_hand: bytes) -> dict[str, Count]:
    """Field → how it went. Only sheets that the hand filled."""
    ours, hand = (openpyxl.load_workbook(io.BytesIO(data)) for data in (made, by_hand))
    doubtful = {(sheet, cell) for sheet, cell, *_, mark in _sources(ours) if mark == "待核对"}
    counts: dict[str, Count] = defaultdict(Count)
    _information(ours["基本信息"], hand["基本信息"], doubtful, counts)
    for sheet, keys in KEYS.items():
        mine, theirs = ([] if sheet not in book else _table(book[sheet], keys) for book in (ours, hand))
        for one, other in _paired(mine, theirs, keys):
            for column in dict.fromkeys((*one, *other)):
                if column not in ("序号", "备注"):
                    _count(counts[f"{sheet}·{column}"], one.get(column), other.get(column), sheet, doubtful)
    chapters = [{row["章节"][0] for row in _table(book["文字材料"], ("章节",))} for book in (ours, hand)]
    texts = counts["文字材料·章节"]
    texts.hand, texts.filled, texts.right = len(chapters[1]), len(chapters[0]), len(chapters[0] & chapters[1])
    return dict(counts)


def _sources(book: Any) -> list[tuple[str, str, str]]:
    rows = book["来源"].iter_rows(min_row=4, values_only=True)
    return [(row[0] or "", row[1] or "", row[4] or "") for row in rows]


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if "%" in cell.number_format and isinstance(value, int | float):
        return f"{value * 100:g}%"
    if hasattr(value, "strftime"):
        return str(value)[:10]
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _information(ours: Any, hand: Any, doubtful: set[tuple[str, str]], counts: dict[str, Count]) -> None:
    values = []
    for sheet in (ours, hand):
        cells = {}
        for row in sheet.iter_rows(min_row=3, max_col=2):
            if row[0].value and (text := _shown(row[1])):
                cells[str(row[0].value)] = (text, row[1].coordinate)
        values.append(cells)
    for label in dict.fromkeys((*values[0], *values[1])):
        _count(counts[f"基本信息·{label}"], values[0].get(label), values[1].get(label), "基本信息", doubtful)


def _table(sheet: Any, keys: Sequence[str]) -> Table:
    rows = list(sheet.iter_rows())
    head = next(n for n, row in enumerate(rows) if set(keys) <= {_bare(cell.value) for cell in row})
    names = [_bare(cell.value) for cell in rows[head]]
    found: Table = []
    above: dict[str, str] = {}
    for row in rows[head + 1 :]:
        cells = {
            name: (text, cell.coordinate)
            for name, cell in zip(names, row, strict=True)
            if (text := _shown(cell)) and name
        }
        if not cells.keys() - {"序号"} or any(text == "合计" for text, _ in cells.values()):
            continue
        above |= {key: cells[key][0] for key in keys[:1] if key in cells}
        found.append({"·": (above.get(keys[0], ""), "")} | cells)
    return found


def _bare(value: object) -> str:
    return re.sub(r"[(（].*", "", str(value or ""))


def _paired(ours: Table, hand: Table, keys: Sequence[str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Groups of one name in their order; within a group the rows in their order."""

    def groups(table: Table) -> list[tuple[str, Table]]:
        return [(name, list(rows)) for name, rows in groupby(table, key=lambda row: row["·"][0])]

    mine, pairs = groups(ours), []
    for name, rows in groups(hand):
        match = next((each for each in mine if _alike(each[0], name)), None)
        if match is not None:
            mine.remove(match)
        found = list(match[1]) if match is not None else []
        for number, row in enumerate(rows):
            pairs.append((found[number] if number < len(found) else {}, row))
        pairs += [(row, {}) for row in found[len(rows) :]]
    pairs += [(row, {}) for _, rows in mine for row in rows]
    return [
        ({k: v for k, v in one.items() if k != "·"}, {k: v for k, v in other.items() if k != "·"})
        for one, other in pairs
    ]


def _count(
    count: Count, ours: tuple[str, str] | None, hand: tuple[str, str] | None, sheet: str, doubtful: set[tuple[str, str]]
) -> None:
    count.hand += hand is not None
    if ours is None:
        return
    if hand is None:
        return  # nothing to compare with
    count.filled += 1
    if _alike(ours[0], hand[0]):
        count.right += 1
        return
    sure = (sheet, ours[1]) not in doubtful
    figures = _figures(ours[0]) != _figures(hand[0])
    count.sure_and_wrong += sure and figures
    count.wrong.append(f"{'' if sure else '（待核对）'}{ours[0][:30]} / {hand[0][:30]}")


def _figures(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    plain = re.sub(r"(?:^|[；;])\s*\d{1,2}[.、](?!\d)", " ", plain)
    return [figure.rstrip("0").rstrip(".") if "." in figure else figure for figure in _FIGURE.findall(plain)]


def _alike(one: str, other: str) -> bool:
    left, right = normal(one), normal(other)
    if _figures(one) or _figures(other):
        return _figures(one) == _figures(other)
    if left in right or right in left:
        return bool(left) and bool(right)
    return SequenceMatcher(None, left, right).ratio() >= LIKE


def main() -> None:
    report, by_hand = (Path(argument).read_bytes() for argument in sys.argv[1:3])
    made, _ = prefilled(report, kind_of(report))
    counts = measure(made, by_hand)
    print(f"{'栏目':<22}{'手工':>5}{'填入':>5}{'正确':>5}  召回   准确")
    for name, count in counts.items():
        if count.hand:
            rates = (count.right / count.hand, count.right / count.filled if count.filled else 0)
            figures = f"{count.hand:>5}{count.filled:>5}{count.right:>5}  {rates[0]:>5.0%}  {rates[1]:>5.0%}"
            print(f"{name:<22}{figures}  {'；'.join(count.wrong)}")
    every = list(counts.values())
    hand, filled, right = sum(c.hand for c in every), sum(c.filled for c in every), sum(c.right for c in every)
    print(f"全部：召回 {right / hand:.1%}（{right}/{hand}），准确 {right / filled:.1%}（{right}/{filled}）")
    print(f"当作确定的错数：{sum(c.sure_and_wrong for c in every)}")


if __name__ == "__main__":
    main()

"""A book of many stations and years: how long it takes to build, to add a year to, and to answer the roll-up's queries.

    python tests/benchmarks/book_scale.py [--stations 1000] [--years 10] [--facts 100] [--keep FILE]

The facts are those of an example station, as many of them as asked for (the whole first, then its indicators), with
figures of their own for each station and year.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from workbook_tools import check
from workbook_tools.facts.book.adding import Entry, Run, add_run
from workbook_tools.facts.fact import COLUMNS, VALUE, Plain, plain
from workbook_tools.facts.kinds import KINDS, NOT_KEPT

EXAMPLE = Path(__file__).parents[2] / "examples" / "district" / "东湖街社工服务站.xlsx"
KIND = COLUMNS.index("kind")
QUERIES = {
    "排名 of a year": "SELECT * FROM 排名 WHERE 年度 = '2024'",
    "排名 of all years": "SELECT * FROM 排名",
    "资金": "SELECT * FROM 资金 WHERE 年度 = '2024'",
    "拨付 by state": "SELECT 状态, count(*), sum(应拨金额) FROM 资金拨付 WHERE 年度 = '2024' GROUP BY 状态",
    "指标统计 of a year": "SELECT * FROM 指标统计 WHERE 年度 = '2024'",
    "费用占比": "SELECT * FROM 费用占比 WHERE 年度 = '2024'",
    "问题汇总": "SELECT * FROM 问题汇总 WHERE 年度 = '2024'",
    "本区逐年": "SELECT * FROM 本区逐年",
    "one station over the years": "SELECT * FROM 站点逐年 WHERE 站点 = '第7站'",
    "合同逐年 of a station": "SELECT * FROM 合同逐年 WHERE 站点 = '第7站'",
    "one indicator over the years": "SELECT year, avg(value) FROM facts WHERE kind = 'completion'"
    " AND indicator_id = '个案服务|个' GROUP BY year",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, default=1000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--facts", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    found = [plain(each) for each in check(EXAMPLE).facts()]
    order = ("station", "finding", "level", "assessment", "tranche", "share", "indicator")
    found.sort(key=lambda fact: order.index(part) if (part := KINDS[str(fact[KIND])].part) in order else len(order))
    facts = [fact for fact in found if KINDS[str(fact[KIND])].part not in NOT_KEPT][: asked.facts]
    with tempfile.TemporaryDirectory() as folder:
        book = asked.keep or Path(folder) / "本区.sqlite"
        for year in range(2025 - asked.years, 2025):
            began = time.perf_counter()
            add_run(book, entries(facts, asked.stations, year), Run(str(year), "2", "各站"))
            took = time.perf_counter() - began
        print(f"{asked.stations} stations added to the others: {took:.1f} s; {book.stat().st_size / 1e6:.0f} MB")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        with closing(sqlite3.connect(book)) as opened:
            print(opened.execute("SELECT count(*) FROM figures").fetchone()[0], "facts")
            for name, query in QUERIES.items():
                began = time.perf_counter()
                rows = len(opened.execute(query).fetchall())
                print(f"{time.perf_counter() - began:7.3f} s  {name}: {rows} rows")


def entries(facts: list[Plain], stations: int, year: int) -> Iterator[Entry]:
    for number in range(stations):
        name = f"第{number}站"
        mark = f"{name}{year}"
        yield Entry(name, "", str(year), f"{name}.xlsx", mark, mark, partial(varied, facts, mark), lambda: b"")


def varied(facts: list[Plain], mark: str) -> list[Plain]:
    chance = random.Random(mark)
    return [
        (*fact[:VALUE], fact[VALUE] * chance.uniform(0.5, 1.1), *fact[VALUE + 1 :])  # type: ignore[operator]
        if fact[VALUE] is not None
        else fact
        for fact in facts
    ]


if __name__ == "__main__":
    main()

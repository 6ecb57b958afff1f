"""Ledgers written at random and then spoiled at random, against a count of the entries that knows no program.

Sums, hours, pace and the counts that findings name are recomputed from the rows as they were written into the sheet.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from sheets import INDICATOR_HEADS, Row, standard

from workbook_tools.in_memory import Computed, evaluate_bytes

START, END, DAY = dt.date(2024, 8, 1), dt.date(2025, 7, 31), dt.date(2025, 3, 15)  # day 227 of 365
HEADS = ("日期", "社区", "社工", "服务类别", "对应指标", "数量", "服务人次", "直接工时", "间接工时")
INDICATORS: tuple[Row, ...] = (
    INDICATOR_HEADS,
    ("产出指标", "数量指标", "服务达标率", "个案（68个）", 68, "个", 20, "", ""),
    ("", "", "", "小组", 30, "个", "", "", ""),
    ("", "", "", "入户探访", 1260, "次", "", "", ""),
    ("", "", "年服务时数", "", "直接26880+间接3304=30184", "小时", 20, "", ""),
    ("", "", "直接服务工时", "", 26880, "小时", 5, "", ""),
    ("", "", "间接服务工时", "", 3304, "小时", 5, "", ""),
    ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, "95%", ""),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 10, "92%", ""),
)
SPELLINGS = {
    2: ("个案", "个案（68个）", "1.个案", "服务达标率·个案", "个 案", "个案(70个)", "服务达标率（个案）"),
    3: ("小组", "小组（30个）", "服务达标率-小组", "（二）小组", "小组30个"),
    4: ("入户探访", "服务达标率/入户探访", "入户探访。"),
}
UNKNOWN, SHARED = ("合唱", "个按", "探望"), ("服务达标率",)
Entry = list[Any]


def entries(chance: random.Random) -> list[Entry]:
    found: list[Entry] = []
    for place in range(chance.randrange(5, 80)):
        name = chance.choice(SPELLINGS[chance.choice((2, 3, 4))])
        day = START + dt.timedelta(chance.randrange(365))
        hours = chance.choice((0.5, 1, 1.25, 2, 0.1)), chance.choice((0, 0.3, 0.25, 1))
        found.append(
            [day, chance.choice("东西南"), f"社工{place % 40}", "服务", name, chance.randrange(1, 9), 3, *hours]
        )
    return found


def spoiled(found: list[Entry], chance: random.Random) -> list[Entry]:
    """A few entries of another year, without a date, under another name or none, less than none, or twice."""
    for _ in range(chance.randrange(0, 12)):
        entry = chance.choice(found)
        place, value = chance.choice(
            (
                (0, dt.date(2021, 5, 5)),
                (0, ""),
                (0, "上周某天"),
                (2, ""),
                (4, ""),
                (4, chance.choice(UNKNOWN)),
                (4, chance.choice(SHARED)),
                (5, -chance.randrange(1, 5)),
                (5, ""),
                (7, 3.3),
                (8, ""),
            )
        )
        entry[place] = value
    if chance.random() < 0.3:
        found.append(list(chance.choice(found)))
    return found


def meant(name: str) -> int:
    return next((row for row, names in SPELLINGS.items() if name in names), 0)


def added(found: list[Entry], column: int) -> Decimal:
    return sum((Decimal(str(entry[column])) for entry in found if entry[column] != ""), Decimal(0))


def expected(found: list[Entry], row: int) -> Decimal | None:
    """台账完成值 of a row of the sheet."""
    direct, indirect = added(found, 7), added(found, 8)
    if row in (5, 6, 7):
        return {5: direct + indirect, 6: direct, 7: indirect}[row]
    own = [entry for entry in found if meant(entry[4]) == row]
    return added(own, 5) if any(entry[5] != "" for entry in own) else None


def made(seed: int) -> tuple[list[Entry], Computed]:
    chance = random.Random(seed)
    found = spoiled(entries(chance), chance)
    data = standard(绩效指标=INDICATORS, 服务台账=(HEADS, *found)).data()
    return found, evaluate_bytes(data, as_of=DAY)


@pytest.mark.parametrize("seed", range(40))
def test_every_sum_is_that_of_the_entries(seed: int) -> None:
    found, computed = made(seed)
    evaluation = computed.evaluation
    ledger = evaluation.ledger
    assert ledger is not None
    for row in evaluation.rows:
        if row.indicator.row in range(2, 8):
            hours = row.indicator.row >= 5
            whole = expected(found, row.indicator.row)
            assert row.ledger_value == (whole or None if hours else whole), row.indicator.name
    total = ledger.total
    assert [total.entries, total.count, total.persons, total.direct_hours, total.indirect_hours] == [
        len(found), *(added(found, column) for column in range(5, 9)),
    ]  # fmt: skip
    for column, groups in ((1, ledger.by_community), (2, ledger.by_worker), (3, ledger.by_service)):
        for group in groups:
            own = [entry for entry in found if entry[column] == group.name]
            assert [group.entries, group.count, group.direct_hours] == [len(own), added(own, 5), added(own, 7)]
        assert len(groups) == len({entry[column] for entry in found} - {""})
    for group in ledger.by_month:
        own = [entry for entry in found if isinstance(entry[0], dt.date) and f"{entry[0]:%Y-%m}" == group.name]
        assert [group.entries, group.indirect_hours] == [len(own), added(own, 8)]


@pytest.mark.parametrize("seed", range(40))
def test_the_pace_is_that_of_the_entries_up_to_the_day(seed: int) -> None:
    found, computed = made(seed)
    pace = computed.evaluation.pace
    assert pace is not None
    so_far = [entry for entry in found if isinstance(entry[0], dt.date) and entry[0] <= DAY]
    assert pace.later == sum(isinstance(entry[0], dt.date) and entry[0] > DAY for entry in found)
    assert pace.undated == sum(not isinstance(entry[0], dt.date) for entry in found)
    targets = {2: 68, 3: 30, 4: 1260, 5: 30184, 6: 26880, 7: 3304}
    for row in pace.rows:
        number = row.indicator.row
        if number not in targets or not expected(found, number):
            continue
        done = expected(so_far, number) or Decimal(0)
        ahead = float(done) / 227 * 365 / targets[number]
        assert row.done == done
        assert float(row.projected_completion or 0) == pytest.approx(ahead)
        assert row.light == ("正常" if ahead >= 1 else "偏慢" if ahead >= 0.8 else "滞后")


@pytest.mark.parametrize("seed", range(40))
def test_findings_count_what_was_spoiled(seed: int) -> None:
    found, computed = made(seed)
    told = {each.code: each.message for each in computed.findings if each.code.startswith("L0")}
    dated = [entry[0] for entry in found if isinstance(entry[0], dt.date)]
    outside = sum(not START <= day <= END for day in dated)
    counts = {
        "L011" if outside * 2 > len(dated) else "L001": outside,
        "L002": sum(entry[4] in UNKNOWN for entry in found),
        "L004": sum(entry[0] == "上周某天" for entry in found),
        "L006": sum(entry[5] != "" and entry[5] < 0 for entry in found),
        "L008": sum(entry[4] == "" for entry in found),
        "L009": sum(entry[0] == "" for entry in found),
        "L010": sum(entry[4] in SHARED for entry in found),
        "L012": sum(entry[2] == "" for entry in found),
        "L003": sum(times - 1 for times in Counter(map(tuple, found)).values()),
    }
    for code, count in counts.items():
        assert (code in told) == (count > 0), code
        assert count == 0 or str(count) in told[code], code

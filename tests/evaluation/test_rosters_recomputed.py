"""The lists of a large station once more, by loops that a reader can follow, without a line of the program."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sheets import INDICATOR_HEADS, Row, standard

from workbook_tools.in_memory import evaluate_bytes

ROWS = 5_000
START, DAYS = date(2024, 8, 1), 365
COMMUNITIES = [f"第{n}社区" for n in range(1, 23)]
STAFF = [f"社工{n:02d}" for n in range(1, 21)]
SERVICES = {"个案服务": "个案", "入户探访": "入户探访", "小组服务": "小组"}


def entries(chance: random.Random) -> list[tuple[date, str, str, str, str, int | float]]:
    found = []
    for _ in range(ROWS):
        indicator = chance.choice(list(SERVICES))
        day = START + timedelta(days=chance.randrange(DAYS))
        count = chance.choice([1, 2, 3, 0.5])
        where, who = chance.choice(COMMUNITIES[:-2]), chance.choice(STAFF)
        found.append((day, where, who, SERVICES[indicator], indicator, count))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_every_list_comes_to_what_a_reader_counts(seed: int) -> None:
    chance = random.Random(seed)
    ledger = entries(chance)
    people = [
        (name, "直聘" if chance.random() < 0.5 else "购买", chance.choice(["无", "社工师", "助理社工师"]),
         START + timedelta(days=chance.randrange(-200, 200)),
         START + timedelta(days=chance.randrange(250, 500)) if chance.random() < 0.3 else "", chance.randrange(60, 120))
        for name in STAFF
    ]  # fmt: skip
    communities = [
        (name, f"片区{n % 4}", chance.randrange(20, 90), chance.randrange(0, 20)) for n, name in enumerate(COMMUNITIES)
    ]
    tasks = [(worker, indicator, chance.randrange(20, 90)) for worker in STAFF for indicator in SERVICES]
    rows: list[Row] = [("产出指标", "数量指标", name, "", 1000, "个", 20, "", "") for name in SERVICES]
    rows.append(("", "", "工作人员", "", 18, "人", 20, "", ""))
    evaluation = evaluate_bytes(
        standard(
            绩效指标=[INDICATOR_HEADS, *rows],
            人员=[("姓名", "用工方式", "职业资格", "到岗日期", "离岗日期", "年度培训时数"), *people],
            社区=[("社区", "片区", "重点对象数", "已建档数"), *communities],
            任务分解=[("社工", "对应指标", "年度任务"), *tasks],
            服务台账=[("日期", "社区", "社工", "服务类别", "对应指标", "数量"), *ledger],
        ).data()
    ).evaluation
    lists, end = evaluation.rosters, START + timedelta(days=DAYS - 1)

    there = [p for p in people if p[3] <= end and (p[4] == "" or end <= p[4])]
    days = 0
    for _, _, _, arrived, left, _ in people:
        for n in range(DAYS):
            day = START + timedelta(days=n)
            days += arrived <= day and (left == "" or day <= left)
    assert lists.people is not None
    assert lists.people.staff == len(there)
    assert lists.people.qualified == sum(p[2] != "无" for p in there)
    assert lists.people.average == Decimal(days) / DAYS
    assert {p.name for p in lists.people.training_below} == {p[0] for p in there if p[5] < 90}

    served = {entry[1] for entry in ledger}
    visits: dict[str, Decimal] = defaultdict(Decimal)
    done: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for _, community, worker, service, indicator, count in ledger:
        done[worker, indicator] += Decimal(str(count))
        if "探访" in service:
            visits[community] += Decimal(str(count))
    assert lists.coverage is not None
    assert lists.coverage.served == len(served)
    assert {each.name for each in lists.coverage.unserved} == set(COMMUNITIES) - served
    assert lists.coverage.visits == sum(visits.values())
    assert {g.name: g.visits for g in lists.coverage.by_area} == {
        area: sum((visits[c[0]] for c in communities if c[1] == area), Decimal(0))
        for area in {c[1] for c in communities}
    }
    assert lists.tasks is not None
    assert {(t.task.worker, t.task.indicator): t.done for t in lists.tasks} == {
        (worker, indicator): done[worker, indicator] for worker, indicator, _ in tasks
    }
    assert all(sum(value for _, value in t.by_month) == t.done for t in lists.tasks)

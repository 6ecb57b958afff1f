"""A district of sixty stations with planted wrongs, and what an officer should find: built without the program.

python tests/planted_district.py FOLDER
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from batch_folder import LEDGER_HEADS, settings_book, station_book
from sheets import INDICATOR_HEADS, INFORMATION

STREETS = ("云溪街道", "东湖街道", "青石镇", "白塔镇")
AS_OF = "2025-09-30"
DEADLINE = dt.date(2025, 9, 10)
COMMUNITIES = ("东门社区", "河畔社区", "学府社区", "茶亭社区")
Rows = list[tuple[Any, ...]]


@dataclass
class Planted:
    """Names of stations by what is wrong with them, and sums in 万元 over the stations that count."""

    wrong: dict[str, set[str]] = field(default_factory=dict)
    budget: float = 0.0
    spent: float = 0.0
    due_to_date: float = 0.0
    paid: float = 0.0
    outstanding: float = 0.0
    unrecorded: float = 0.0
    ahead: float = 0.0
    overpaid: float = 0.0
    hours: dict[str, float] = field(default_factory=dict)  # by community

    def note(self, kind: str, station: str) -> None:
        self.wrong.setdefault(kind, set()).add(station)


def build(folder: Path, count: int = 60, year: int = 2025) -> Planted:
    """Write the stations into `folder` and the list beside it. Station n bears the wrongs of n in `_wrongs`."""
    planted = Planted()
    listed: Rows = [("站点", "街道", "联系人", "截止日期")]
    for number in range(count):
        name = f"{_place(number)}社工服务站"
        street = STREETS[number % len(STREETS)]
        listed.append((name, street, f"联系人{number:02d}", DEADLINE))
        if number % 20 == 7:
            planted.note("未报", name)
            continue
        path = folder / street / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        if number % 20 == 11:
            planted.note("未能处理", name)
            path.write_bytes(b"PK\3\4 cut off on its way")
            continue
        _station(path, name, number, year, planted)
    settings_book(folder / "应报名单.xlsx", 应报名单=listed)
    return planted


def _place(number: int) -> str:
    return (
        "桥岭湖港塘坊园亭"[number % 8]
        + "东西南北中前后"[number // 8 % 7]
        + ("一二三四五六七八九"[number // 56] if number >= 56 else "")
        + "街"
    )


def _station(path: Path, name: str, number: int, year: int, planted: Planted) -> None:
    chance = random.Random(f"{name}{year}")
    blank, twin, copy = number % 20 == 3, number % 20 == 9, number % 20 == 15
    funds = 100 + 10 * (number % 9)
    spent = round(funds * (0.9 + chance.random() / 12), 2)
    day = DEADLINE + dt.timedelta(days=5 if number % 20 == 5 else -3)
    score = 55 if number % 20 == 1 else 70 + number % 27
    finance = "不合格" if number % 20 == 13 else "合格"
    about = dict(INFORMATION) | {
        "站点名称": name, "评价年度": year, "年度项目资金（万元）": funds, "填表日期": day,
        "服务开始日期": dt.date(year - 1, 8, 1), "服务结束日期": dt.date(year, 7, 31),
        "合同开始日期": dt.date(2022, 8, 1), "合同结束日期": dt.date(2027, 7, 31), "合同总金额（万元）": funds * 5,
        "合同生效日期": dt.date(year - 1, 8, 1),
    }  # fmt: skip
    done = [None if blank else chance.randrange(40, 70), None if blank else f"{chance.randrange(85, 100)}%"]
    error = number % 20 == 17
    sheets: dict[str, Any] = {
        "基本信息": list(about.items()),
        "绩效指标": [
            INDICATOR_HEADS,
            ("产出指标", "数量指标", "个案服务", "", 60, "个", 50, done[0], "按计划"),
            ("效益指标", "社会效益指标", "建档率", "", "≥90%", "%", 30, done[1], "按计划"),
            ("满意度指标", "服务对象满意度指标", "居民满意度", "", "≥90%", "%", 20 if error else 10, done[1], "按计划"),
        ],
        "资金使用": [
            ("支出明细", "支出简介", "经费类别", "预算金额（万元）", "支出金额（万元）", "差异原因"),
            ("人员经费", "工资", "人员费用", funds, None if blank else spent, "按实"),
        ],
        "评估评分": [
            ("评估期次", "评估主体", "权重", "评分", "结论", "评估日期", "备注"),
            ("末期", "第三方", 0.7, score, "", dt.date(year, 8, 5), ""),
            ("末期", "街道", 0.2, score, "", dt.date(year, 8, 5), ""),
            ("末期", "区民政局", 0.1, score, "", dt.date(year, 8, 5), ""),
            ("末期", "财务评估", "", "", finance, dt.date(year, 8, 6), ""),
        ],
        "资金拨付": [("拨付期次", "拨付比例", "拨付条件", "申请日期", "已拨金额（万元）"), *_tranches(funds, number)],
        "服务台账": _ledger(name, year, chance),
    }  # fmt: skip
    if blank:
        sheets.pop("服务台账")
        sheets.pop("评估评分")
        planted.note("未填报", name)
    path.write_bytes(station_book(name, year, **sheets))
    if twin:
        costs = [*sheets["资金使用"][:1], ("人员经费", "工资", "人员费用", funds, round(spent - 1, 2), "按实")]
        path.with_name(f"{name}（改）.xlsx").write_bytes(station_book(name, year, **sheets | {"资金使用": costs}))
        planted.note("未选定", name)
    if copy:
        path.with_name(f"{name} - 副本.xlsx").write_bytes(path.read_bytes())
        planted.note("相同副本", name)
    if not blank:
        _note(planted, name, number, score, finance, error)
    if not blank and not twin:
        _add(planted, funds, spent, number, sheets["服务台账"])


def _note(planted: Planted, name: str, number: int, score: int, finance: str, error: bool) -> None:
    if number % 20 == 5:
        planted.note("迟报", name)
    if score < 60:
        planted.note("不合格", name)
    if finance == "不合格":
        planted.note("财务不合格", name)
    if error:
        planted.note("有错误", name)
    if number % 6 == 2:
        planted.note("逾期", name)


def _tranches(funds: int, number: int) -> Rows:
    """首期 is due since long; 末期 waits for an application."""
    share = funds * 0.55
    paid = {2: round(share - 10, 2), 3: round(share + 5, 2), 4: None}.get(number % 6, round(share, 2))
    rows: Rows = [
        ("首期", 0.55, "合同生效", "", paid),
        ("末期", 0.45, "末期评估合格", "", 4 if number % 6 == 1 else None),
    ]
    return rows[::-1] if number % 2 else rows  # some have them the other way round


def _add(planted: Planted, funds: int, spent: float, number: int, ledger: Rows) -> None:
    first, last = sorted(_tranches(funds, number), key=lambda row: row[0] != "首期")
    planted.budget += funds
    planted.spent += spent
    share, paid = funds * 0.55, first[4]
    planted.due_to_date += share
    planted.paid += (paid or 0) + (last[4] or 0)
    planted.outstanding += 0 if paid is None else max(share - paid, 0)
    planted.unrecorded += share if paid is None else 0
    planted.overpaid += max((paid or 0) - share, 0)
    if number % 20 in (1, 13):  # nothing of the last tranche is to be paid
        planted.overpaid += last[4] or 0
    else:
        planted.ahead += last[4] or 0
    for row in ledger[1:]:
        planted.hours[row[1]] = planted.hours.get(row[1], 0) + row[7] + row[8]


def _ledger(name: str, year: int, chance: random.Random) -> Rows:
    rows: Rows = [LEDGER_HEADS]
    for _ in range(8):
        day = dt.date(year - 1, 9, 1) + dt.timedelta(days=chance.randrange(300))
        worker = f"{chance.choice('陈林黄赵')}社工"
        rows.append((day, chance.choice(COMMUNITIES), worker, "个案", "个案服务", 1, 2, chance.randrange(1, 5), 1, ""))
    return rows


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), *map(int, sys.argv[2:])))

"""Money, assessments, tranches and the ledger, worked out once more from the cells of staff."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import chinese_calendar
from independent_basics import DAYS, EXECUTION, SHARES, D, Payment, Period, Station, earned, half_up
from independent_cells import Sheet, day_of, exact, plain

Part = tuple[int, D | None, D | None, str]  # sheet row, weight, score, assessor


def money(station: Station, about: dict[str, Any], table: Sheet | None) -> None:
    scale = D("0.0001") if table and table.units.get("预算金额") == "元" else D(1)
    for row in table.rows if table else ():
        name = plain(row["支出明细"].value)
        if name in ("合计", "总计", "小计") or not name:
            continue
        budget, spent = (exact(row[head].value) for head in ("预算金额", "支出金额"))
        station.costs.append(
            {
                "row": row["row"],
                "scale": scale,
                "category": plain(row["经费类别"].value) if "经费类别" in row else "",
                "budget": None if budget is None else budget * scale,
                "spent": None if spent is None else spent * scale,
            }
        )
    budgets = [line["budget"] for line in station.costs if line["budget"] is not None]
    stated = exact(about.get("全年预算数"))
    station.budget = stated if stated is not None else station.annual
    if station.budget is None and budgets:
        station.budget = sum(budgets, D(0))
    spends = [line["spent"] for line in station.costs]
    known = not any(line["spent"] is None and line["budget"] for line in station.costs)
    if spends and known and any(amount is not None for amount in spends):
        station.spent = sum((amount for amount in spends if amount is not None), D(0))
    if station.spent is not None and station.budget:
        station.rate = station.spent / station.budget
        station.execution = earned(EXECUTION, min(D(1), max(D(0), station.rate)))
    if station.costs and all(line["category"] for line in station.costs):
        base = station.annual if station.annual is not None else stated
        planned = sum(budgets, D(0)) if budgets else None
        for categories, _, limit in SHARES:
            own = [line for line in station.costs if line["category"] in categories]
            b = sum((line["budget"] or D(0) for line in own), D(0))
            s = sum((line["spent"] or D(0) for line in own), D(0))
            spent = station.spent
            station.shares.append(
                (limit, b / planned if planned else None, s / spent if spent else None,
                 s / base if spent is not None and base else None)
            )  # fmt: skip


def assessments(station: Station, about: dict[str, Any], table: Sheet | None) -> None:
    stated = {period: plain(about.get(f"{period}评估等级")) for period in ("中期", "末期")}
    for name in ("中期", "末期"):
        rows = [row for row in table.rows if plain(row["评估期次"].value)[:2] == name] if table else []
        if not rows and not stated[name]:
            continue
        period = Period(name, stated=stated[name], held_on=day_of(about.get(f"{name}评估日期")))
        parts: list[Part] = []
        for row in rows:
            weight, day = exact(row["权重"].value), day_of(row["评估日期"].value) if "评估日期" in row else None
            if "财务" in plain(row["评估主体"].value) and weight is None:
                station.weighted[row["row"]] = None
                period.finance, period.finance_on = plain(row["结论"].value), day
                period.has_finance_row = True
                continue
            period.held_on = max(filter(None, (period.held_on, day)), default=None)
            name = plain(row["评估主体"].value).replace("(", "（").partition("（")[0]
            parts.append((row["row"], weight, exact(row["评分"].value), name))
        period.score = _composite(station, _scorers_as_one(station, parts))
        station.periods.append(period)


def _scorers_as_one(station: Station, parts: list[Part]) -> list[Part]:
    """Several persons of one assessor: their mean in cents, in the first row; the weight counts once."""
    if abs(sum(weight or D(0) for _, weight, _, _ in parts) - 1) <= D("0.0005"):
        return parts
    by_name: dict[str, list[Part]] = {}
    for part in parts:
        by_name.setdefault(part[3], []).append(part)
    joined = []
    for name, own in by_name.items():
        scores, weights = [score for _, _, score, _ in own], [weight for _, weight, _, _ in own if weight is not None]
        known = [score for score in scores if score is not None]
        score = half_up(sum(known, D(0)) / len(known)) if len(own) > 1 and len(known) == len(own) else scores[0]
        station.weighted.update(dict.fromkeys((row for row, _, _, _ in own), None))
        joined.append((own[0][0], weights[0] if len(set(weights)) == 1 else None, score, name))
    return joined


def _composite(station: Station, parts: list[Part]) -> D | None:
    """The sum of the printed parts, if every weight and every score is there and the weights make one."""
    known = [weight for _, weight, _, _ in parts if weight is not None]
    by = D(100) if known and abs(sum(known) - 100) <= D("0.05") else D(1)
    total: D | None = D(0)
    for row, weight, score, _ in parts:
        part = None if weight is None or score is None else half_up(score * weight / by)
        station.weighted[row] = part
        total = None if part is None or total is None else total + part
    complete = bool(parts) and len(known) == len(parts) and abs(sum(known) / by - 1) <= D("0.0005")
    return total if complete else None


def tranches(station: Station, about: dict[str, Any], table: Sheet | None) -> None:
    today = day_of(about.get("填表日期")) or day_of(about.get("服务结束日期"))
    for row in table.rows if table else ():
        share, condition = exact(row["拨付比例"].value), plain(row["拨付条件"].value)
        if share is None and not condition:
            continue
        effective = condition == "合同生效"
        start = day_of(about.get("合同生效日期")) if effective else day_of(row["申请日期"].value)
        due = None if share is None or station.annual is None else share * station.annual
        latest = working_days_after(start, DAYS[condition]) if start and condition in DAYS else None
        paid, status = exact(row["已拨金额"].value), _status(station, condition, start, today)
        state = _state(due, paid, status, effective, start, latest, today)
        to_date = due if status == "holds" and state in ("应付", "逾期", "已付") else D(0)
        owed = None if to_date is None else max(D(0), to_date - (paid or D(0)))
        station.tranches.append(Payment(row["row"], due, latest, paid, state, to_date, owed))


def _status(station: Station, condition: str, start: date | None, today: date | None) -> str:
    """DOMAIN §5: whether what the money waits for has come about by the day; one fail blocks, and what comes after."""
    if condition == "合同生效":
        return "holds" if start is not None and (today is None or start <= today) else "waits"
    wanted = condition[:2]
    earlier = [period for period in station.periods if period.name == "中期" and wanted == "末期"]
    if any(period.grade == "不合格" for period in earlier):
        return "blocked"
    period = next((each for each in station.periods if each.name == wanted), None)
    if period is None or (period.held_on and today and period.held_on > today):
        return "waits"
    final = wanted == "末期"
    decided = period.finance_on is None or today is None or period.finance_on <= today
    if final and period.finance == "不合格" and decided:
        return "blocked"
    if not period.grade:
        return "waits"
    if period.grade == "不合格":
        return "blocked"
    without = not period.finance and not (period.stated and not period.has_finance_row)
    return "waits" if final and (without or not decided) else "holds"


def _state(
    due: D | None,
    paid: D | None,
    status: str,
    effective: bool,
    start: date | None,
    latest: date | None,
    today: date | None,
) -> str:
    if due and (paid or D(0)) >= due:
        return "已付"
    if status != "holds":
        return "不予支付" if status == "blocked" else "未触发"
    if not effective and (start is None or (today and start > today)):
        return "可申请"
    return "逾期" if latest and today and today > latest else "应付"


def working_days_after(start: date, count: int) -> date:
    """The official calendar, make-up Saturdays included; the first day itself is not counted."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


def ledger(station: Station, table: Sheet | None) -> None:
    if table is None:
        return
    heads = ("数量", "服务人次", "直接工时", "间接工时")
    total: list[Any] = [0, D(0), D(0), D(0), D(0)]
    for row in table.rows:
        amounts = [exact(row[head].value) or D(0) if head in row else D(0) for head in heads]
        total[0] += 1
        for place, amount in enumerate(amounts, 1):
            total[place] += amount
    station.ledger_total = tuple(total)  # type: ignore[assignment]

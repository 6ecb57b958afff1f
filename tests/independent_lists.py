"""The lists of a workbook once more, counted row by row by a script that knows nothing of the program.

    workbook-tools recompute FILE.xlsx --out DIR --json > RESULT.json
    python tests/independent_lists.py FILE.xlsx RESULT.json

It takes workbooks that are laid out as `tests/listed_station.py` lays them out: a head in the first row, one record a
row, every name spelt in one way. It prints what differs, and ends with 1 if anything does.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl


def table(book, name):
    rows = [row for row in book[name].iter_rows(values_only=True) if any(value not in (None, "") for value in row)]
    head = [str(title).split("（")[0] for title in rows[0]]
    return [dict(zip(head, row, strict=False)) for row in rows[1:]]


def day(value):
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def exact(value):
    return Fraction(str(value)) if value not in (None, "") else Fraction(0)


def recount(path, as_of=None):
    """Everything as fractions, so that no rounding hides a difference."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    labels = {row[0]: row[1] for row in book["基本信息"].iter_rows(max_col=2, values_only=True) if row[0]}
    start, end = day(labels["服务开始日期"]), day(labels["服务结束日期"])
    today = as_of or end
    last = min(today, end)
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    share = Fraction(len(days), (end - start).days + 1)
    indicators, level = [], ""
    for row in table(book, "绩效指标"):
        level = row["三级指标"] or level
        indicators.append((level, row["年度指标值"]))
    targets = dict(indicators)
    ledger = table(book, "服务台账")

    # 人员
    people = table(book, "人员")
    spans = [(day(p["到岗日期"]), day(p["离岗日期"])) for p in people]

    def present(span, when):
        return (span[0] is None or span[0] <= when) and (span[1] is None or when <= span[1])

    there = [p for p, span in zip(people, spans, strict=True) if present(span, today)]
    per_day = {when: sum(present(span, when) for span in spans) for when in days}
    posts = exact(targets["工作人员"])
    vacancy = Fraction(0)
    for month in sorted({(when.year, when.month) for when in days}):
        of_month = [when for when in days if (when.year, when.month) == month]
        whole = (date(month[0] + month[1] // 12, month[1] % 12 + 1, 1) - date(*month, 1)).days
        mean = Fraction(sum(per_day[when] for when in of_month), len(of_month))
        vacancy += max(posts - mean, 0) * len(of_month) / whole
    wanted = exact(str(targets["社工继续教育"]).lstrip("≥"))
    hours = [exact(p["年度培训时数"]) for p in there]
    qualified = sum(p["职业资格"] != "无" for p in there)
    found = {
        "people.staff": len(there),
        "people.qualified": qualified,
        "people.qualified_share": Fraction(qualified, len(there)),
        "people.direct": sum(p["用工方式"] == "直聘" for p in there),
        "people.bought": sum(p["用工方式"] == "购买" for p in there),
        "people.average": Fraction(sum(per_day.values()), len(days)),
        "people.vacancy_months": Fraction(round(vacancy * 100 + Fraction(1, 10**9)), 100),
        "people.training_mean": sum(hours) / len(hours),
        "people.training_below": sorted(p["姓名"] for p in there if exact(p["年度培训时数"]) < wanted),
        "people.arrived": sum(s[0] is not None and start <= s[0] <= last for s in spans),
        "people.left": sum(s[1] is not None and start <= s[1] <= last for s in spans),
    }

    # 社区
    communities = table(book, "社区")
    known = {c["社区"]: c for c in communities}
    served = {entry["社区"] for entry in ledger} & set(known)
    visits = sum(exact(e["数量"]) for e in ledger if e["服务类别"] == "入户探访" and e["社区"] in known)
    key_people = sum(exact(c["重点对象数"]) for c in communities)
    found |= {
        "coverage.communities": len(communities),
        "coverage.served": len(served),
        "coverage.unserved": sorted(set(known) - served),
        "coverage.filing_rate": sum(exact(c["已建档数"]) for c in communities) / key_people,
        "coverage.visits_per_hundred": visits * 100 / key_people,
    }

    # 任务分解
    done, by_day = defaultdict(Fraction), defaultdict(Fraction)
    for entry in ledger:
        worked = exact(entry["直接工时"]) + exact(entry["间接工时"])
        for name, amount in ((entry["对应指标"], exact(entry["数量"])), ("总服务工时", worked)):
            done[entry["社工"], name] += amount
            if day(entry["日期"]) is not None and day(entry["日期"]) <= today:
                by_day[entry["社工"], name] += amount
    for task in table(book, "任务分解"):
        key = task["社工"], task["对应指标"]
        target = exact(task["年度任务"])
        name = "tasks." + ".".join(key)
        found |= {
            f"{name}.target": target, f"{name}.done": done[key], f"{name}.completion": done[key] / target,
            f"{name}.done_by_day": by_day[key], f"{name}.expected": target * share,
        }  # fmt: skip

    # 资源链接, 志愿服务, 满意度调查, 媒体与荣誉, 评估明细
    gifts = [r for r in table(book, "资源链接") if start <= day(r["日期"]) <= end]
    teams = table(book, "志愿服务")
    found |= {
        "resources.total": sum(exact(r["折合价值"]) for r in gifts),
        "resources.entries": len(gifts),
        "volunteers.teams": len(teams),
        "volunteers.people": sum(exact(t["人数"]) for t in teams),
        "volunteers.core": sum(exact(t["骨干数"]) for t in teams),
        "volunteers.hours": sum(exact(t["服务时数"]) for t in teams),
    }
    for survey in table(book, "满意度调查"):
        pleased = exact(survey["很满意"]) + exact(survey["满意"])
        found[f"survey.{survey['调查主体']}"] = pleased / exact(survey["回收有效"])
    kinds = Counter(m["类别"] for m in table(book, "媒体与荣誉") if start <= day(m["日期"]) <= end)
    found |= {f"media.{kind}": count for kind, count in kinds.items()}
    scores, period, assessor = defaultdict(Fraction), "", ""
    for item in table(book, "评估明细"):
        period, assessor = item["评估期次"] or period, item["评估主体"] or assessor
        scores[period, assessor] += exact(item["得分"])
    found |= {f"items.{'.'.join(key)}": score for key, score in scores.items()}

    # 服务台账
    employed = {p["姓名"]: p["用工方式"] for p in people}
    columns = {
        "clients": lambda e: e["服务对象类别"],
        "areas": lambda e: known[e["社区"]]["片区"] if e["社区"] in known else None,
        "points": lambda e: known[e["社区"]]["社工点"] if e["社区"] in known else None,
        "employments": lambda e: employed.get(e["社工"]),
        "communities": lambda e: e["社区"],
        "workers": lambda e: e["社工"],
    }
    for column, of in columns.items():
        sums = defaultdict(Fraction)
        for entry in ledger:
            if of(entry):
                sums[of(entry)] += exact(entry["数量"])
        found |= {f"ledger.{column}.{name}": total for name, total in sums.items()}
    asked = [e["是否接案"] for e in ledger if e["是否接案"] in ("是", "否")]
    found |= {"cases.asked": len(asked), "cases.opened": asked.count("是")}
    of_least = [exact(e["数量"]) for e in ledger if e["服务对象类别"] == "兜底对象" and e["服务类别"] == "入户探访"]
    assert sum(of_least) <= sum(exact(e["数量"]) for e in ledger if e["服务类别"] == "入户探访")
    found["actual.兜底探访"] = sum(of_least)
    found["actual.总服务工时"] = sum(exact(e["直接工时"]) + exact(e["间接工时"]) for e in ledger)
    return found


def flat(result):
    """The same names out of the object of --json."""
    told = {}
    for group in ("people", "coverage", "resources", "volunteers", "media"):
        told |= {f"{group}.{name}": value for name, value in result[group].items()}
    for names in ("people.training_below", "coverage.unserved"):
        told[names] = sorted(told[names])
    for task in result["tasks"]:
        name = f"tasks.{task['worker']}.{task['indicator']}"
        told |= {f"{name}.{key}": task[key] for key in ("target", "done", "completion", "done_by_day", "expected")}
    told |= {f"survey.{each['by']}": each["rate"] for each in result["survey"]}
    told |= {f"items.{each['period']}.{each['assessor']}": each["score"] for each in result["assessment_items"]}
    for column in ("clients", "areas", "points", "employments", "communities", "workers"):
        told |= {f"ledger.{column}.{each['name']}": each["count"] for each in result["ledger"][column]}
    told |= {f"cases.{name}": value for name, value in result["ledger"]["cases"].items()}
    for row in result["rows"]:
        figure = re.match(r"[0-9.]+", row["actual"] or "")
        told[f"actual.{row['item'] or row['level3']}"] = figure[0] if figure else None
    return told


def differences(counted, result):
    told = flat(result)
    for name, value in counted.items():
        other = told.get(name)
        if isinstance(value, list):
            same = value == other
        else:
            same = other is not None and abs(Fraction(str(other)) - value) <= Fraction(1, 10**9) * max(1, abs(value))
        if not same:
            yield f"{name}: counted {value if isinstance(value, list) else float(value)}, told {other}"


if __name__ == "__main__":
    RESULT = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    COUNTED = recount(sys.argv[1])
    WRONG = list(differences(COUNTED, RESULT))
    print("\n".join(WRONG) or f"{len(COUNTED)} figures agree")
    sys.exit(bool(WRONG))

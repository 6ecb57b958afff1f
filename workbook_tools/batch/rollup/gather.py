"""Records → columns, one record at a time: what is kept of a station is a few numbers and shared texts.

Ten thousand stations have hundreds of thousands of rows, findings and ledger groups. Of rows two numbers are held each,
by their indicator; findings and ledger groups lie in a file.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from math import fsum
from operator import itemgetter
from typing import Any

from workbook_tools.basis.severities import SEVERITY_WORDS
from workbook_tools.basis.states import OWED, State
from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup.columns import NAN, Columns
from workbook_tools.batch.rollup.names import canonical
from workbook_tools.batch.rollup.spool import Spool
from workbook_tools.facts.aliases import ALIASES_FILE
from workbook_tools.report.blocks import printable

SEVERITIES: dict[str, str] = {str(severity): word for severity, word in SEVERITY_WORDS.items()}

STATION_TEXTS = (
    "站点", "年度", "财政等级", "最低等级", "最高等级", "评估等级", "填报等级", "财务评估", "承接机构",
    "填表日期", "内容", "报送", "文件", "来源",
)  # fmt: skip
STATION_NUMBERS = (
    "得分",
    "最低",
    "最高",
    "评估得分",
    "预算执行率",
    "无法判定分值",
    "错误",
    "提醒",
    "提示",
    "自评得分",
    "核定得分",
    "核定差",
)
OUTPUTS = ("workbook", "word", "html", "letter")
GROUP_FIGURES = ("entries", "count", "persons", "direct_hours", "indirect_hours")
GROUPS = ("communities", "workers")
TRANCHE_MONEY = (
    "due", "due_to_date", "later", "refused", "paid", "outstanding", "unrecorded", "ahead", "overpaid", "unplaced",
)  # fmt: skip
AMOUNTS = (  # in their order
    "应拨金额", "到期应拨", "尚未到期", "不予支付", "已拨金额", "尚欠金额", "未填已拨", "提前拨付", "超拨金额",
    "应拨不明",
)  # fmt: skip
NOT_REPORTED = "未填报"
NO_PAYMENT = "未填已拨"  # a tranche that is due, and nobody wrote what was paid
FINDING_PARTS = ("severity", "code", "sheet", "cell", "message", "fix")


MISSED, UNJUDGED = 1, 2  # how a row stands; 0: done


@dataclass(slots=True)
class Indicator:
    """All rows of one indicator: which station each is of, its completion (unknown: NaN), how it stands, and the
    points it lost (0 where it is open)."""

    level1: str | None
    places: array[int] = field(default_factory=lambda: array("i"))
    completion: array[float] = field(default_factory=lambda: array("d"))
    states: array[int] = field(default_factory=lambda: array("b"))
    losses: array[float] = field(default_factory=lambda: array("d"))

    @property
    def stations(self) -> int:
        return len(set(self.places))

    @property
    def missed(self) -> int:
        return self.states.count(MISSED)

    @property
    def unjudged(self) -> int:
        return self.states.count(UNJUDGED)

    @property
    def lost(self) -> float:
        return fsum(self.losses)

    def of(self, counted: Sequence[bool]) -> Indicator:
        """The rows of some stations alone."""
        kept = [counted[place] for place in self.places]
        return Indicator(
            self.level1,
            array("i", compress(self.places, kept)),
            array("d", compress(self.completion, kept)),
            array("b", compress(self.states, kept)),
            array("d", compress(self.losses, kept)),
        )


@dataclass(slots=True)
class Gathered:
    """What all records together say. Rows of other tables name their station by its place in `stations`."""

    stations: Columns = field(default_factory=lambda: Columns(STATION_TEXTS, STATION_NUMBERS))
    years: Spool = field(default_factory=Spool)  # a station's, this one first; empty where none were compared
    outputs: Spool = field(default_factory=Spool)  # a station's OUTPUTS, by their paths
    indicators: dict[str, Indicator] = field(default_factory=dict)
    funds: Columns = field(
        default_factory=lambda: Columns(("执行",), ("#", "全年预算", "支出", "执行率", "执行下限", "分值", "得分"))
    )
    shares: Columns = field(
        default_factory=lambda: Columns(("规则",), ("#", "限额", "按预算", "按支出", "按年度资金", "不符合"))
    )
    tranches: Columns = field(
        default_factory=lambda: Columns(
            ("拨付期次", "拨付条件", "状态", "最迟拨付日", "拨付结论"), ("#", "次序", *AMOUNTS)
        )
    )
    ledgers: Columns = field(
        default_factory=lambda: Columns((), ("#", "记录", "服务人次", "直接工时", "间接工时", "总工时"))
    )
    groups: Spool = field(default_factory=Spool)  # a station's communities and workers: name and GROUP_FIGURES
    group_counts: dict[str, array[int]] = field(
        default_factory=lambda: {kind: array("i") for kind in GROUPS}
    )  # of each station, how many
    findings: Spool = field(default_factory=Spool)  # a station's, each as FINDING_PARTS
    facts: Spool = field(default_factory=Spool)  # a station's, packed, and how many there are of each part
    by_code: dict[str, CodeCount] = field(default_factory=dict)
    came_with: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)  # station, results by other rules
    aliases_unread: Counter[tuple[str, str]] = field(default_factory=Counter)  # the file and why: in how many workbooks
    rulings: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)  # station, what the office decided
    joined: list[tuple[int, str, int]] = field(default_factory=list)  # station, ledger workbook, entries


@dataclass(slots=True)
class CodeCount:
    """One code: an example, and each time that it came, by the place of the station."""

    severity: str
    message: str  # of the first, as an example
    fix: str
    places: array[int] = field(default_factory=lambda: array("i"))


_STATES: dict[str, int] = {State.NOT_DONE: MISSED, State.UNJUDGED: UNJUDGED}


def gather(records: Iterable[Record]) -> Gathered:
    """Take in the records of workbooks that are done; they may come one by one from files."""
    gathered = Gathered()
    for place, record in enumerate(records):
        _station(gathered, record)
        _rows(gathered, place, record)
        _funds(gathered, place, record)
        _findings(gathered, place, record)
        kept = record.details.get("facts") or {}
        if unread := kept.get("aliases_unread"):
            folder = record.relative.rpartition("/")[0]
            gathered.aliases_unread[f"{folder}/{ALIASES_FILE}".lstrip("/"), unread] += 1
        gathered.facts.add([kept.get("packed", ""), kept.get("parts", {})])
        _ledger(gathered, place, record)
    return gathered


def _called(record: Record) -> str:
    """The station; with the project behind it where its file has forms of several, which are never one."""
    name = record.outcome["station"] or record.shown.rsplit("/", 1)[-1].rpartition(".")[0]
    project = record.outcome.get("project") if record.details.get("projects", 1) > 1 else None
    return f"{name}（{project}）" if project else str(name)


def station_texts(record: Record) -> dict[str, str | None]:
    """Which station and year a workbook is of, and what tells whether it counts among others of them."""
    details = record.details
    return {
        "站点": _called(record),
        "年度": record.outcome["year"],
        "填表日期": details.get("prepared_on"),
        "内容": details.get("content") or record.digest,
        "报送": None if details.get("reported", True) else NOT_REPORTED,
        "文件": record.shown,
    }


def _station(gathered: Gathered, record: Record) -> None:
    outcome, details = record.outcome, record.details
    funds = outcome["funds"] or {}
    severities = Counter(each["severity"] for each in outcome["findings"])
    low, high = outcome["grade_range"]
    whole: Mapping[str, Any] = next((each for each in details.get("rulings", ()) if not each["indicator"]), {})
    gathered.stations.add(
        {
            **station_texts(record),
            "得分": outcome["score"],
            "最低": outcome["score_range"][0],
            "最高": outcome["score_range"][1],
            "财政等级": outcome["grade"] or (low if low == high else f"{low}～{high}"),
            "最低等级": low,
            "最高等级": high,
            "评估得分": outcome["station_score"],
            "评估等级": outcome["station_grade"],
            "填报等级": outcome["station_grade_stated"],
            "财务评估": finance(outcome["assessments"]),
            "承接机构": details.get("contractor") or None,
            "预算执行率": funds.get("execution_rate"),
            "无法判定分值": outcome["total_points"] - outcome["judged_points"],
            "自评得分": details.get("self_score"),
            "核定得分": whole.get("score"),
            "核定差": whole.get("difference"),
            "来源": "自评表" if details.get("form") == "official" else "工作簿",
            **{name: severities[severity] for severity, name in SEVERITIES.items()},
        }
    )
    if came := details.get("came_with"):
        gathered.came_with.append((len(gathered.outputs), came))
    gathered.rulings += [(len(gathered.outputs), each) for each in details.get("rulings", ())]
    gathered.years.add(details.get("years", ()))
    gathered.outputs.add([record.outputs.get(kind) for kind in OUTPUTS])


def finance(assessments: Sequence[Mapping[str, Any]]) -> str | None:
    """What the finance gate of the last period that has one says; one 不合格 stops the payment whatever came before."""
    said = [each["finance"] for each in assessments if each["finance"]]
    return said[-1] if said else None


def _rows(gathered: Gathered, place: int, record: Record) -> None:
    for row in record.outcome["rows"]:
        name = printable(canonical("·".join(part for part in (row["level3"], row["item"]) if part)))
        level1 = row["level1"] and printable(row["level1"])
        indicator = gathered.indicators.setdefault(name, Indicator(level1))
        indicator.level1 = indicator.level1 or level1
        judged = row["points"] is not None and row["score"] is not None
        indicator.places.append(place)
        indicator.states.append(_STATES.get(row["state"], 0))
        indicator.losses.append(float(row["points"] - row["score"]) if judged else 0.0)
        indicator.completion.append(NAN if row["completion"] is None else float(row["completion"]))


def _funds(gathered: Gathered, place: int, record: Record) -> None:
    funds = record.outcome["funds"] or {}
    gathered.funds.add(
        {
            "#": place,
            "全年预算": funds.get("budget"),
            "支出": funds.get("spent"),
            "执行率": funds.get("execution_rate"),
            "执行": record.details.get("execution", ""),
            "执行下限": record.details.get("execution_least"),
            "分值": funds.get("points"),
            "得分": funds.get("score"),
        }
    )
    for share in funds.get("shares", ()):
        gathered.shares.add(
            {
                "#": place,
                "规则": share["rule"],
                "不符合": "spending" in record.details.get("shares_broken", {}).get(share["rule"], ()),
                "限额": share["limit"],
                "按预算": share["on_budget"],
                "按支出": share["on_spending"],
                "按年度资金": share["on_funds"],
            }
        )
    money = record.details.get("tranche_money", ())
    for order, (tranche, amounts) in enumerate(zip(record.outcome["tranches"], money, strict=True)):
        unsaid = tranche["paid"] is None and tranche["state"] in OWED
        gathered.tranches.add(
            {
                "#": place,
                "次序": order,
                "拨付期次": tranche["name"],
                "拨付条件": amounts["condition"],
                **{name: amounts[key] for name, key in zip(AMOUNTS, TRANCHE_MONEY, strict=True)},
                "状态": NO_PAYMENT if unsaid else tranche["state"],
                "最迟拨付日": tranche["latest"],
                "拨付结论": f"{tranche['state']}：{tranche['reason']}",
            }
        )


def _findings(gathered: Gathered, place: int, record: Record) -> None:
    found = record.outcome["findings"]
    for each in found:
        fresh = CodeCount(each["severity"], each["message"], each["fix"])
        gathered.by_code.setdefault(each["code"], fresh).places.append(place)
    gathered.findings.add([[each[part] for part in FINDING_PARTS] for each in found])


def _ledger(gathered: Gathered, place: int, record: Record) -> None:
    ledger = record.details.get("ledger") or {}
    groups = {
        kind: sorted(
            (
                [printable(group["name"] or "（未填）"), *(group[name] for name in GROUP_FIGURES)]
                for group in ledger.get(kind, ())
            ),
            key=itemgetter(0),
        )
        for kind in GROUPS
    }
    gathered.groups.add(groups)
    for kind, some in groups.items():
        gathered.group_counts[kind].append(len(some))
    if communities := ledger.get("communities"):
        entries, _, persons, direct, indirect = (_sum(group[name] for group in communities) for name in GROUP_FIGURES)
        figures = {"记录": entries, "服务人次": persons, "直接工时": direct, "间接工时": indirect}
        gathered.ledgers.add({"#": place, **figures, "总工时": _sum((direct, indirect))})
    for each in record.details.get("ledgers", ()):
        if each["ok"]:
            gathered.joined.append((place, each["file"], each["entries"]))


def _sum(figures: Iterable[float | None]) -> float | None:
    """Of those that are known; None where none is."""
    known = [figure for figure in figures if figure is not None]
    return fsum(known) if known else None

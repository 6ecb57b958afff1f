"""Records → columns, one record at a time: what is kept of a station is a few numbers and shared texts.

Ten thousand stations have hundreds of thousands of rows, findings and ledger groups; none of them is held as an object.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup.names import canonical
from workbook_tools.catalogue import SEVERITY_WORDS
from workbook_tools.report.blocks import clean

NAN = float("nan")
MOST_FINDINGS = 10_000  # listed one by one, the worst first; all are counted
SEVERITIES: dict[str, str] = {str(severity): word for severity, word in SEVERITY_WORDS.items()}


PATHS = ("文件", "工作簿", "报告", "网页")  # as they are: a name may hold what no document can


class Columns:
    """A table in the making. Figures are machine numbers (unknown: NaN); a text that comes often is held once."""

    def __init__(self, texts: Sequence[str], numbers: Sequence[str]) -> None:
        self.texts: dict[str, list[str | None]] = {name: [] for name in texts}
        self.numbers: dict[str, array[float]] = {name: array("d") for name in numbers}
        self._known: dict[str, str] = {}

    def add(self, values: Mapping[str, Any]) -> None:
        for name, texts in self.texts.items():
            value = values[name]
            if value is None:
                texts.append(None)
                continue
            shown = value if name in PATHS else clean(value)
            texts.append(self._known.setdefault(shown, shown))
        for name, numbers in self.numbers.items():
            value = values[name]
            numbers.append(NAN if value is None else float(value))

    def __len__(self) -> int:
        return len(next(iter(self.texts.values())))

    def data(self) -> dict[str, Any]:
        import numpy

        return {**self.texts, **{name: numpy.frombuffer(column) for name, column in self.numbers.items()}}


STATION_TEXTS = (
    "站点", "年度", "财政等级", "最低等级", "最高等级", "评估等级", "填报等级", "承接机构",
    "文件", "工作簿", "报告", "网页", "来源",
)  # fmt: skip
STATION_NUMBERS = ("得分", "最低", "最高", "评估得分", "预算执行率", "无法判定分值", "错误", "提醒", "提示")


@dataclass(slots=True)
class Gathered:
    """What all records together say. Rows of other tables name their station by its place in `stations`."""

    stations: Columns = field(default_factory=lambda: Columns(STATION_TEXTS, STATION_NUMBERS))
    rows: Columns = field(
        default_factory=lambda: Columns(("一级指标", "指标", "完成情况"), ("#", "完成率", "分值", "得分"))
    )
    funds: Columns = field(default_factory=lambda: Columns((), ("#", "全年预算", "支出", "执行率", "分值", "得分")))
    shares: Columns = field(
        default_factory=lambda: Columns(("规则", "比较"), ("#", "限额", "按预算", "按支出", "按年度资金"))
    )
    tranches: Columns = field(
        default_factory=lambda: Columns(
            ("拨付期次", "状态", "最迟拨付日", "拨付结论"), ("#", "应拨金额", "到期应拨", "已拨金额", "尚欠金额")
        )
    )
    groups: Columns = field(
        default_factory=lambda: Columns(("种类", "名称"), ("#", "记录", "数量", "服务人次", "直接工时", "间接工时"))
    )
    findings: dict[str, list[tuple[int, Mapping[str, Any]]]] = field(
        default_factory=lambda: {s: [] for s in SEVERITIES}
    )
    by_code: dict[str, CodeCount] = field(default_factory=dict)
    joined: list[tuple[int, str, int]] = field(default_factory=list)  # station, ledger workbook, entries

    @property
    def finding_count(self) -> int:
        return sum(count.times for count in self.by_code.values())


@dataclass(slots=True)
class CodeCount:
    severity: str
    message: str  # of the first, as an example
    fix: str
    times: int = 0
    stations: int = 0


def gather(records: Iterable[Record], *, anonymise: bool) -> Gathered:
    """Take in the records of workbooks that are done; they may come one by one from files."""
    gathered = Gathered()
    for place, record in enumerate(records):
        names = _numbered(record) if anonymise else {}
        _station(gathered, record)
        _rows(gathered, place, record)
        _funds(gathered, place, record)
        _findings(gathered, place, record, names)
        _ledger(gathered, place, record, names)
    return gathered


def _station(gathered: Gathered, record: Record) -> None:
    outcome, details = record.outcome, record.details
    funds = outcome["funds"] or {}
    severities = Counter(each["severity"] for each in outcome["findings"])
    low, high = outcome["grade_range"]
    gathered.stations.add(
        {
            "站点": outcome["station"] or record.relative.rsplit("/", 1)[-1].rpartition(".")[0],
            "年度": outcome["year"],
            "得分": outcome["score"],
            "最低": outcome["score_range"][0],
            "最高": outcome["score_range"][1],
            "财政等级": outcome["grade"] or (low if low == high else f"{low}～{high}"),
            "最低等级": low,
            "最高等级": high,
            "评估得分": outcome["station_score"],
            "评估等级": outcome["station_grade"],
            "填报等级": outcome["station_grade_stated"],
            "承接机构": details.get("contractor") or None,
            "预算执行率": funds.get("execution_rate"),
            "无法判定分值": outcome["total_points"] - outcome["judged_points"],
            "文件": record.relative,
            "工作簿": record.outputs.get("workbook"),
            "报告": record.outputs.get("word"),
            "网页": record.outputs.get("html"),
            "来源": "自评表" if details.get("form") == "official" else "工作簿",
            **{name: severities[severity] for severity, name in SEVERITIES.items()},
        }
    )


def _rows(gathered: Gathered, place: int, record: Record) -> None:
    for row in record.outcome["rows"]:
        name = "·".join(part for part in (row["level3"], row["item"]) if part)
        gathered.rows.add(
            {
                "#": place,
                "一级指标": row["level1"],
                "指标": canonical(name),
                "完成率": row["completion"],
                "分值": row["points"],
                "得分": row["score"],
                "完成情况": row["state"],
            }
        )


def _funds(gathered: Gathered, place: int, record: Record) -> None:
    funds = record.outcome["funds"] or {}
    gathered.funds.add(
        {
            "#": place,
            "全年预算": funds.get("budget"),
            "支出": funds.get("spent"),
            "执行率": funds.get("execution_rate"),
            "分值": funds.get("points"),
            "得分": funds.get("score"),
        }
    )
    for share in funds.get("shares", ()):
        gathered.shares.add(
            {
                "#": place,
                "规则": share["rule"],
                "比较": record.details.get("share_operators", {}).get(share["rule"]),
                "限额": share["limit"],
                "按预算": share["on_budget"],
                "按支出": share["on_spending"],
                "按年度资金": share["on_funds"],
            }
        )
    for tranche in record.outcome["tranches"]:
        gathered.tranches.add(
            {
                "#": place,
                "拨付期次": tranche["name"],
                "应拨金额": tranche["due"],
                "到期应拨": tranche["due_to_date"],
                "已拨金额": tranche["paid"],
                "尚欠金额": tranche["outstanding"],
                "状态": tranche["state"],
                "最迟拨付日": tranche["latest"],
                "拨付结论": tranche["reason"],
            }
        )


def _findings(gathered: Gathered, place: int, record: Record, names: Mapping[str, str]) -> None:
    for each in record.outcome["findings"]:
        message, fix = _anonymous(each["message"], names), _anonymous(each["fix"], names)
        count = gathered.by_code.setdefault(each["code"], CodeCount(each["severity"], message, fix))
        count.times += 1
        listed = gathered.findings[each["severity"]]
        if len(listed) < MOST_FINDINGS:
            listed.append((place, {**each, "message": message, "fix": fix}))
    for code in {each["code"] for each in record.outcome["findings"]}:
        gathered.by_code[code].stations += 1


def _ledger(gathered: Gathered, place: int, record: Record, names: Mapping[str, str]) -> None:
    ledger = record.details.get("ledger") or {}
    for kind in ("communities", "workers"):
        for group in ledger.get(kind, ()):
            name = group["name"] or "（未填）"
            gathered.groups.add(
                {
                    "#": place,
                    "种类": kind,
                    "名称": names.get(name, name) if kind == "workers" else name,
                    "记录": group["entries"],
                    "数量": group["count"],
                    "服务人次": group["persons"],
                    "直接工时": group["direct_hours"],
                    "间接工时": group["indirect_hours"],
                }
            )
    for each in record.details.get("ledgers", ()):
        if each["ok"]:
            gathered.joined.append((place, each["file"], each["entries"]))


# ---------------------------------------------------------------- names that are not published


def _numbered(record: Record) -> dict[str, str]:
    """Each worker's number in the station: in the order of their work, which tells nothing of their names."""
    ledger = record.details.get("ledger") or {}
    workers = [group for group in ledger.get("workers", ()) if group["name"]]
    workers.sort(key=lambda group: (-group["entries"], -(group["direct_hours"] or 0), group["name"]))
    return {group["name"]: f"社工{number:02d}" for number, group in enumerate(workers, 1)}


def _anonymous(text: str, names: Mapping[str, str]) -> str:
    """A sentence with the workers' names replaced, the longest first: 王小明 before 王小."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, names[name])
    return text

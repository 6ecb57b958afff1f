"""Records → tables of the district, as pandas frames. Column heads are what people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.records import Record
from workbook_tools.batch.rollup.names import canonical
from workbook_tools.catalogue import SEVERITY_WORDS

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = SEVERITY_WORDS
RANK_COLUMNS = (
    "名次", "站点", "年度", "得分", "最低", "最高", "财政等级", "评估得分", "评估等级", "填报等级",
    "预算执行率", "无法判定分值", "错误", "提醒", "提示", "文件", "工作簿", "报告",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class District:
    """All tables. Scores are 分, money 万元, rates fractions; what is unknown is missing, never 0."""

    stations: pd.DataFrame  # one row a workbook that was processed, ranked
    rows: pd.DataFrame  # one row a scored row: 站点 指标 完成率 得分 分值 状态
    funds: pd.DataFrame
    shares: pd.DataFrame
    tranches: pd.DataFrame
    findings: pd.DataFrame
    communities: pd.DataFrame
    workers: pd.DataFrame
    failures: pd.DataFrame
    twins: pd.DataFrame  # workbooks of one station and year


def frames(records: Iterable[Record], *, anonymise: bool) -> District:
    """Gather the records once; they may come one by one from files."""
    import pandas as pd

    tables: dict[str, list[Mapping[str, Any]]] = {
        name: [] for name in ("stations", "rows", "funds", "shares", "tranches", "findings", "groups", "failures")
    }
    for record in records:
        if record.status == "failed":
            tables["failures"] += _failures(record)
        else:
            _gather(record, tables)
    stations = _ranked(pd.DataFrame(tables["stations"], columns=RANK_COLUMNS[1:]))
    groups = pd.DataFrame(tables["groups"], columns=_GROUP_COLUMNS)
    return District(
        stations=stations,
        rows=pd.DataFrame(
            tables["rows"], columns=("文件", "站点", "一级指标", "指标", "完成率", "分值", "得分", "完成情况")
        ),
        funds=pd.DataFrame(tables["funds"], columns=("站点", "全年预算", "支出", "执行率", "执行得分", "文件")),
        shares=pd.DataFrame(
            tables["shares"], columns=("站点", "规则", "限额", "按预算", "按支出", "按年度资金", "文件")
        ),
        tranches=pd.DataFrame(
            tables["tranches"], columns=("站点", "拨付期次", "应拨金额", "最迟拨付日", "拨付结论", "文件")
        ),
        findings=pd.DataFrame(
            tables["findings"], columns=("站点", "编号", "级别", "工作表", "单元格", "问题", "处理办法", "文件")
        ),
        communities=_totals(groups[groups["种类"] == "communities"], "社区"),
        workers=_workers(_totals(groups[groups["种类"] == "workers"], "社工"), anonymise),
        failures=pd.DataFrame(tables["failures"], columns=("文件", "编号", "原因", "处理办法")),
        twins=_twins(stations),
    )


_GROUP_COLUMNS = ("种类", "站点", "名称", "记录", "数量", "服务人次", "直接工时", "间接工时")


def _gather(record: Record, tables: dict[str, list[Mapping[str, Any]]]) -> None:
    outcome, details = record.outcome, record.details
    station = outcome["station"] or record.relative.rsplit("/", 1)[-1]
    count = {name: sum(f["severity"] == severity for f in outcome["findings"]) for severity, name in SEVERITIES.items()}
    funds = outcome["funds"] or {}
    tables["stations"].append(
        {
            "站点": station,
            "年度": outcome["year"],
            "得分": outcome["score"],
            "最低": outcome["score_range"][0],
            "最高": outcome["score_range"][1],
            "财政等级": outcome["grade"] or "～".join(outcome["grade_range"]),
            "评估得分": outcome["station_score"],
            "评估等级": outcome["station_grade"],
            "填报等级": outcome["station_grade_stated"],
            "预算执行率": funds.get("execution_rate"),
            "无法判定分值": outcome["total_points"] - outcome["judged_points"],
            **count,
            "文件": record.relative,
            "工作簿": record.outputs.get("workbook"),
            "报告": record.outputs.get("word"),
        }
    )
    for row in outcome["rows"]:
        name = "·".join(part for part in (row["level3"], row["item"]) if part)
        tables["rows"].append(
            {
                "文件": record.relative,
                "站点": station,
                "一级指标": row["level1"],
                "指标": canonical(name),
                "完成率": row["completion"],
                "分值": row["points"],
                "得分": row["score"],
                "完成情况": row["state"],
            }
        )
    tables["funds"].append(
        {
            "站点": station,
            "全年预算": funds.get("budget"),
            "支出": funds.get("spent"),
            "执行率": funds.get("execution_rate"),
            "执行得分": funds.get("score"),
            "文件": record.relative,
        }
    )
    tables["shares"] += [
        {
            "站点": station,
            "规则": share["rule"],
            "限额": share["limit"],
            "按预算": share["on_budget"],
            "按支出": share["on_spending"],
            "按年度资金": share["on_funds"],
            "文件": record.relative,
        }
        for share in funds.get("shares", ())
    ]
    tables["tranches"] += [
        {
            "站点": station,
            "拨付期次": tranche["name"],
            "应拨金额": tranche["due"],
            "最迟拨付日": tranche["latest"],
            "拨付结论": tranche["state"],
            "文件": record.relative,
        }
        for tranche in outcome["tranches"]
    ]
    tables["findings"] += [
        {
            "站点": station,
            "编号": finding["code"],
            "级别": SEVERITIES[finding["severity"]],
            "工作表": finding["sheet"],
            "单元格": finding["cell"],
            "问题": finding["message"],
            "处理办法": finding["fix"],
            "文件": record.relative,
        }
        for finding in outcome["findings"]
    ]
    ledger = details.get("ledger") or {}
    for kind in ("communities", "workers"):
        tables["groups"] += [
            {
                "种类": kind,
                "站点": station,
                "名称": group["name"] or "（未填）",
                "记录": group["entries"],
                "数量": group["count"],
                "服务人次": group["persons"],
                "直接工时": group["direct_hours"],
                "间接工时": group["indirect_hours"],
            }
            for group in ledger.get(kind, ())
        ]


def _failures(record: Record) -> list[Mapping[str, Any]]:
    return [
        {"文件": record.relative, "编号": f["code"], "原因": f["message"], "处理办法": f["fix"]}
        for f in record.outcome["findings"]
    ]


def _ranked(stations: pd.DataFrame) -> pd.DataFrame:
    """Settled scores and the lowest possible of open ones on one scale; equals share a place."""
    ranked = stations.sort_values(["最低", "最高", "站点", "文件"], ascending=[False, False, True, True], kind="stable")
    ranked.insert(0, "名次", ranked["最低"].rank(method="min", ascending=False).astype("Int64"))
    return ranked.reset_index(drop=True)


def _totals(groups: pd.DataFrame, name: str) -> pd.DataFrame:
    """The ledgers of all stations by station and name."""
    figures = ["记录", "数量", "服务人次", "直接工时", "间接工时"]
    totals = groups.groupby(["站点", "名称"], sort=True)[figures].sum().reset_index()
    return totals.rename(columns={"名称": name})


def _workers(workers: pd.DataFrame, anonymise: bool) -> pd.DataFrame:
    """Names replaced by numbers, counted anew in each station in the order of their work, not of their names."""
    if not anonymise or workers.empty:
        return workers
    workers = workers.sort_values(
        ["站点", "记录", "数量", "直接工时"], ascending=[True, False, False, False], kind="stable"
    )
    number = workers.groupby("站点").cumcount() + 1
    return workers.assign(社工=[f"社工{n:02d}" for n in number]).reset_index(drop=True)


def _twins(stations: pd.DataFrame) -> pd.DataFrame:
    twins = stations[stations.duplicated(["站点", "年度"], keep=False)]
    return twins.sort_values(["站点", "年度", "文件"])[["站点", "年度", "文件", "最低", "最高"]].reset_index(drop=True)

"""What was gathered → tables of the district, as pandas frames. Column heads are what people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.gather import MOST_FINDINGS, SEVERITIES, Columns, Gathered

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.records import Record

RANK_COLUMNS = (
    "名次", "站点", "年度", "得分", "最低", "最高", "财政等级", "评估得分", "评估等级", "填报等级",
    "预算执行率", "无法判定分值", "错误", "提醒", "提示", "承接机构", "来源", "文件", "工作簿", "报告", "网页",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class District:
    """All tables. Scores are 分, money 万元, rates fractions; what is unknown is missing, never 0."""

    stations: pd.DataFrame  # one row a workbook that was processed, ranked
    rows: pd.DataFrame  # one row a scored row: 站点 文件 指标 完成率 得分 分值 完成情况
    funds: pd.DataFrame
    shares: pd.DataFrame
    tranches: pd.DataFrame
    findings: pd.DataFrame  # at most MOST_FINDINGS, the worst first
    by_code: pd.DataFrame
    communities: pd.DataFrame
    workers: pd.DataFrame
    failures: pd.DataFrame
    twins: pd.DataFrame  # workbooks of one station and year
    joined: pd.DataFrame  # ledger workbooks and the stations that they count in
    finding_count: int


def frames(gathered: Gathered, failures: Sequence[Record]) -> District:
    """The tables; stations come in the order of their rank, everything else in the order of its station."""
    import pandas as pd

    stations = pd.DataFrame(gathered.stations.data())
    ranked = _ranked(stations)

    def of_station(columns: Columns) -> pd.DataFrame:
        frame = pd.DataFrame(columns.data())
        return _with_station(frame, stations)

    groups = of_station(gathered.groups)
    return District(
        stations=ranked,
        rows=of_station(gathered.rows),
        funds=of_station(gathered.funds),
        shares=of_station(gathered.shares),
        tranches=of_station(gathered.tranches),
        findings=_findings(gathered, stations),
        by_code=_by_code(gathered),
        communities=_totals(groups, "communities", "社区"),
        workers=_totals(groups, "workers", "社工"),
        failures=pd.DataFrame(
            [line for record in failures for line in _failure(record)], columns=["文件", "编号", "原因", "处理办法"]
        ),
        twins=_twins(ranked),
        joined=_with_station(pd.DataFrame(gathered.joined, columns=["#", "台账文件", "记录"]), stations),
        finding_count=gathered.finding_count,
    )


def _with_station(frame: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """The station's name and file in front, in place of its number."""
    places = frame["#"].astype(int)
    frame = frame.drop(columns="#")
    for position, name in enumerate(("站点", "文件")):
        frame.insert(position, name, stations[name].take(places.to_numpy()).to_numpy() if len(frame) else [])
    return frame


def _ranked(stations: pd.DataFrame) -> pd.DataFrame:
    """Settled scores and the lowest possible of open ones on one scale; equals share a place."""
    order = stations.sort_values(["最低", "最高", "站点", "文件"], ascending=[False, False, True, True], kind="stable")
    order.insert(0, "名次", order["最低"].rank(method="min", ascending=False).astype("Int64"))
    return order[list(RANK_COLUMNS)].reset_index(drop=True)


def _findings(gathered: Gathered, stations: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    listed = [pair for severity in SEVERITIES for pair in gathered.findings[severity]][:MOST_FINDINGS]
    lines: list[dict[str, Any]] = [
        {
            "#": place,
            "级别": SEVERITIES[each["severity"]],
            "编号": each["code"],
            "工作表": each["sheet"],
            "单元格": each["cell"],
            "问题": each["message"],
            "处理办法": each["fix"],
        }
        for place, each in listed
    ]
    return _with_station(
        pd.DataFrame(lines, columns=["#", "级别", "编号", "工作表", "单元格", "问题", "处理办法"]), stations
    )


def _by_code(gathered: Gathered) -> pd.DataFrame:
    """By code: how often, in how many workbooks, and one of them in full; errors first, the commonest first."""
    import pandas as pd

    order = list(SEVERITIES)
    counts = sorted(
        gathered.by_code.items(), key=lambda pair: (order.index(pair[1].severity), -pair[1].stations, pair[0])
    )
    lines = [
        (code, SEVERITIES[count.severity], count.stations, count.times, count.message, count.fix)
        for code, count in counts
    ]
    return pd.DataFrame(lines, columns=["编号", "级别", "工作簿数", "次数", "举例", "处理办法"])


def _totals(groups: pd.DataFrame, kind: str, name: str) -> pd.DataFrame:
    """The ledgers by station and name; 工时 is both kinds together."""
    some = groups[groups["种类"] == kind].drop(columns="种类").rename(columns={"名称": name})
    hours = some[["直接工时", "间接工时"]].sum(axis=1)
    return some.assign(总工时=hours).sort_values(["站点", "文件", name], kind="stable").reset_index(drop=True)


def _failure(record: Record) -> list[dict[str, str]]:
    """What stands in the way of a workbook; hints about old results are said with it."""
    return [
        {"文件": record.relative, "编号": f["code"], "原因": f["message"], "处理办法": f["fix"]}
        for f in record.outcome["findings"]
    ]


def _twins(stations: pd.DataFrame) -> pd.DataFrame:
    twins = stations[stations.duplicated(["站点", "年度"], keep=False)]
    return twins.sort_values(["站点", "年度", "文件"])[["站点", "年度", "文件", "最低", "最高"]].reset_index(drop=True)

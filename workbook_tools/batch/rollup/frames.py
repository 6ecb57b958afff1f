"""What was gathered → tables of the district, as pandas frames. Column heads are what people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.gather import FINDING_PARTS, SEVERITIES, Gathered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbook_tools.batch.records import Record
    from workbook_tools.batch.rollup.columns import Columns
    from workbook_tools.batch.rollup.gather import Indicator

DECIMALS = 6  # of sums and differences: doubles carry noise behind what anybody wrote
MOST_FINDINGS = 10_000  # listed one by one, the worst first; all are counted
AT_A_TIME = 1_000  # rows of a long table that are in memory together

RANK_COLUMNS = (
    "名次", "站点", "年度", "得分", "最低", "最高", "财政等级", "评估得分", "评估等级", "填报等级",
    "预算执行率", "无法判定分值", "错误", "提醒", "提示", "承接机构", "来源", "文件",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table that lies in a file, and is had a piece at a time as often as it is shown."""

    count: int
    pieces: Callable[[], Iterator[pd.DataFrame]]

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class District:
    """All tables. Scores are 分, money 万元, rates fractions; what is unknown is missing, never 0."""

    stations: pd.DataFrame  # one row a workbook that was processed, ranked
    ranking: LongTable  # the same with the paths of the results
    places: np.ndarray[Any, Any]  # the place of each of them in the order in which they came
    indicators: Mapping[str, Indicator]
    funds: pd.DataFrame
    shares: pd.DataFrame
    tranches: pd.DataFrame
    findings: LongTable  # at most MOST_FINDINGS, the worst first
    by_code: pd.DataFrame
    ledgers: pd.DataFrame  # each station's ledger as a whole
    communities: LongTable
    workers: LongTable
    failures: pd.DataFrame
    twins: pd.DataFrame  # workbooks of one station and year
    joined: pd.DataFrame  # ledger workbooks and the stations that they count in
    finding_count: int


def frames(gathered: Gathered, failures: Sequence[Record]) -> District:
    """The tables; stations come in the order of their rank, everything else in the order of its station."""
    import pandas as pd

    stations = pd.DataFrame(gathered.stations.data())
    ranked = _ranked(stations)
    named = stations[["站点", "文件"]]

    def of_station(columns: Columns) -> pd.DataFrame:
        return _with_station(pd.DataFrame(columns.data()), named)

    return District(
        stations=ranked.reset_index(drop=True),
        ranking=_ranking(ranked, gathered),
        places=ranked.index.to_numpy(),
        indicators=gathered.indicators,
        funds=of_station(gathered.funds),
        shares=of_station(gathered.shares),
        tranches=of_station(gathered.tranches),
        findings=_findings(gathered, named),
        by_code=_by_code(gathered),
        ledgers=of_station(gathered.ledgers),
        communities=_groups(gathered, "communities", "社区", named),
        workers=_groups(gathered, "workers", "社工", named),
        failures=pd.DataFrame(
            [line for record in sorted(failures, key=lambda each: each.relative) for line in _failure(record)],
            columns=["文件", "编号", "原因", "处理办法"],
        ),
        twins=_twins(ranked),
        joined=_with_station(pd.DataFrame(gathered.joined, columns=["#", "台账文件", "记录"]), named),
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
    return order[list(RANK_COLUMNS)]


def _ranking(ranked: pd.DataFrame, gathered: Gathered) -> LongTable:
    def pieces() -> Iterator[pd.DataFrame]:
        for first in range(0, len(ranked), AT_A_TIME):
            piece = ranked.iloc[first : first + AT_A_TIME]
            outputs = zip(*(gathered.outputs.piece(place) for place in piece.index), strict=True)
            yield piece.assign(**dict(zip(("工作簿", "报告", "网页"), outputs, strict=True)))

    return LongTable(len(ranked), pieces)


def _findings(gathered: Gathered, stations: pd.DataFrame) -> LongTable:
    heads = ("级别", "编号", "工作表", "单元格", "问题", "处理办法")

    def lines() -> Iterator[tuple[Any, ...]]:
        for severity, word in SEVERITIES.items():
            for place in range(len(gathered.findings)):
                for each in gathered.findings.piece(place):
                    found = dict(zip(FINDING_PARTS, each, strict=True))
                    if found.pop("severity") == severity:
                        yield place, word, *found.values()

    count = min(gathered.finding_count, MOST_FINDINGS)
    return _long(count, ("#", *heads), lambda: islice(lines(), count), stations)


def _groups(gathered: Gathered, kind: str, name: str, stations: pd.DataFrame) -> LongTable:
    """The ledgers by station and name; 总工时 is both kinds together."""
    heads = ("#", name, "记录", "数量", "服务人次", "直接工时", "间接工时")
    order = stations.sort_values(["站点", "文件"], kind="stable").index

    def lines() -> Iterator[tuple[Any, ...]]:
        for place in order:
            for each in gathered.groups.piece(place)[kind]:
                yield place, *each

    def with_hours(piece: pd.DataFrame) -> pd.DataFrame:
        return piece.assign(总工时=piece[["直接工时", "间接工时"]].sum(axis=1, min_count=1).round(DECIMALS))

    return _long(gathered.group_count[kind], heads, lines, stations, with_hours)


def _long(
    count: int,
    heads: Sequence[str],
    lines: Callable[[], Iterable[tuple[Any, ...]]],
    stations: pd.DataFrame,
    also: Callable[[pd.DataFrame], pd.DataFrame] = lambda piece: piece,
) -> LongTable:
    import pandas as pd

    def pieces() -> Iterator[pd.DataFrame]:
        left = iter(lines())
        while some := list(islice(left, AT_A_TIME)):
            yield also(_with_station(pd.DataFrame(some, columns=list(heads)), stations))

    return LongTable(count, pieces)


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


def _failure(record: Record) -> list[dict[str, str]]:
    """What stands in the way of a workbook; hints about old results are said with it."""
    return [
        {"文件": record.shown, "编号": f["code"], "原因": f["message"], "处理办法": f["fix"]}
        for f in record.outcome["findings"]
    ]


def _twins(stations: pd.DataFrame) -> pd.DataFrame:
    twins = stations[stations.duplicated(["站点", "年度"], keep=False)]
    return twins.sort_values(["站点", "年度", "文件"])[["站点", "年度", "文件", "最低", "最高"]].reset_index(drop=True)

"""What was gathered → tables of the district, as pandas frames. Column heads are what people read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from math import fsum
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.matching import Matcher
from workbook_tools.batch.office_records import Office
from workbook_tools.batch.rollup import years
from workbook_tools.batch.rollup.gather import FINDING_PARTS, SEVERITIES, Gathered
from workbook_tools.batch.rollup.links import Link
from workbook_tools.batch.rollup.standing import COPY, NOT_CHOSEN, OPEN_TWIN, OUTSIDE, WRONG_YEAR, Standing, standings

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from workbook_tools.batch.records import Record
    from workbook_tools.batch.rollup.columns import Columns
    from workbook_tools.batch.rollup.gather import Indicator

DECIMALS = 6  # of sums and differences: doubles carry noise behind what anybody wrote
MOST_FINDINGS = 10_000  # listed one by one, the worst first; all are counted
WHOLE_STATION = "（整个站点）"  # what a ruling is of that is of no indicator
AT_A_TIME = 1_000  # rows of a long table that are in memory together

RANK_COLUMNS = (
    "名次", "站点", "街道", "年度", "得分", "最低", "最高", "财政等级", "最低等级", "最高等级", "评估得分", "评估等级",
    "填报等级", "财务评估", "预算执行率", "无法判定分值", "错误", "提醒", "提示", "自评得分", "核定得分", "核定差",
    "承接机构", "来源", "文件",
)  # fmt: skip


LEDGER_HEADS = ("记录", "数量", "服务人次", "直接工时", "间接工时", "总工时")


def text_of(value: object) -> str:
    """What a cell of a frame says; "" for every kind of missing that pandas has."""
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table that lies in a file, and is had a piece at a time as often as it is shown."""

    count: int
    pieces: Callable[[], Iterator[pd.DataFrame]]

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class Years:
    """The district over the years; empty where no earlier ones were given."""

    district: pd.DataFrame
    stations: pd.DataFrame
    indicators: pd.DataFrame
    contracts: pd.DataFrame
    indicators_left: int  # of those that fewer stations have; they stand in the facts alone


@dataclass(frozen=True, slots=True)
class District:
    """All tables. Scores are 分, money 万元, rates fractions; what is unknown is missing, never 0.

    Only workbooks that count are in them; the others stand in `outside`, and those of one station and year in `twins`.
    """

    gathered: Gathered
    everything: pd.DataFrame  # one row a workbook that was processed, in the order in which they came
    standing: Sequence[Standing]  # of each of these
    stations: pd.DataFrame  # one row a workbook that counts, ranked
    ranking: LongTable  # the same with the paths of the results
    places: np.ndarray[Any, Any]  # the place of each of them in the order in which they came
    indicators: Mapping[str, Indicator]
    funds: pd.DataFrame
    shares: pd.DataFrame
    tranches: pd.DataFrame
    findings: LongTable  # at most MOST_FINDINGS, the worst first
    by_code: pd.DataFrame
    ledgers: pd.DataFrame  # each station's ledger as a whole
    rulings: pd.DataFrame  # what the office has decided, beside 自评 and the computed score
    came_with: pd.DataFrame  # results by other programs or rules that workbooks came with
    years: Years
    communities_summed: pd.DataFrame  # over all stations
    workers_summed: pd.DataFrame
    communities: LongTable
    workers: LongTable
    failures: pd.DataFrame
    letters_of_failures: Mapping[str, str]  # file → its letter, below the target
    outside: pd.DataFrame  # workbooks that do not count, and why
    twins: pd.DataFrame  # workbooks of one station and year
    joined: pd.DataFrame  # ledger workbooks and the stations that they count in
    finding_count: int


def frames(gathered: Gathered, failures: Sequence[Record], office: Office = Office()) -> District:  # noqa: B008 - frozen
    """The tables; stations come in the order of their rank, everything else in the order of its station."""
    import pandas as pd

    stations = pd.DataFrame(gathered.stations.data() | {"街道": _streets(gathered, office)})
    standing = standings(gathered.stations.texts, office)
    counted = [each.counts for each in standing]
    ranked = _ranked(_where(stations, counted))
    named = stations[["站点", "街道", "文件"]]
    codes = {code: [place for place in count.places if counted[place]] for code, count in gathered.by_code.items()}

    def of_station(columns: Columns) -> pd.DataFrame:
        frame = pd.DataFrame(columns.data())
        return _with_station(_where(frame, [counted[int(place)] for place in frame["#"]]), named)

    return District(
        gathered=gathered,
        everything=stations,
        standing=standing,
        stations=ranked.reset_index(drop=True),
        ranking=_ranking(ranked, gathered),
        places=ranked.index.to_numpy(),
        indicators=_counted_indicators(gathered, counted),
        funds=of_station(gathered.funds),
        shares=of_station(gathered.shares),
        tranches=of_station(gathered.tranches),
        findings=_findings(gathered, named, counted, sum(map(len, codes.values()))),
        by_code=_by_code(gathered, codes),
        ledgers=of_station(gathered.ledgers),
        rulings=_rulings(gathered, stations),
        came_with=_came_with(gathered, stations),
        years=_years(gathered, counted),
        communities_summed=_summed_groups(gathered, "communities", "社区", named, counted),
        workers_summed=_summed_groups(gathered, "workers", "社工", named, counted),
        communities=_groups(gathered, "communities", "社区", named, counted),
        workers=_groups(gathered, "workers", "社工", named, counted),
        failures=pd.DataFrame(
            [line for record in sorted(failures, key=lambda each: each.relative) for line in _failure(record)],
            columns=["文件", "编号", "原因", "处理办法"],
        ),
        letters_of_failures={r.relative: r.outputs["letter"] for r in failures if "letter" in r.outputs},
        outside=_outside(stations, standing),
        twins=_twins(stations, standing),
        joined=_with_station(pd.DataFrame(gathered.joined, columns=["#", "台账文件", "记录"]), named),
        finding_count=sum(map(len, codes.values())),
    )


def _where(frame: pd.DataFrame, kept: Sequence[bool]) -> pd.DataFrame:
    import numpy as np

    return frame.loc[np.array(kept, dtype=bool)]


def _with_station(frame: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """The station's name, street and file in front, in place of its number."""
    places = frame["#"].astype(int)
    frame = frame.drop(columns="#")
    for position, name in enumerate(stations.columns):
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
            yield piece.assign(**dict(zip(("工作簿", "报告", "网页", "通知"), outputs, strict=True)))

    return LongTable(len(ranked), pieces)


def linked(sheet: str, cell: str, workbook: str | None) -> Link | str:
    """The cell, leading to where it is in the station's result; alone where there is no such file or no one cell."""
    return Link(cell, workbook, sheet, cell) if workbook and sheet and cell.isascii() and cell.isalnum() else cell


def _streets(gathered: Gathered, office: Office) -> list[str | None]:
    """What the office's list says of each station; None without one."""
    if not office.expected:
        return [None] * len(gathered.stations)
    matcher = Matcher(office.expected)
    lines = [matcher.find(name or "") for name in gathered.stations.texts["站点"]]
    return [(line.street or None) if line else None for line in lines]


def _counted_indicators(gathered: Gathered, counted: Sequence[bool]) -> Mapping[str, Indicator]:
    if all(counted):
        return gathered.indicators
    found = {name: indicator.of(counted) for name, indicator in gathered.indicators.items()}
    return {name: indicator for name, indicator in found.items() if indicator.places}


def _findings(gathered: Gathered, stations: pd.DataFrame, counted: Sequence[bool], finding_count: int) -> LongTable:
    heads = ("级别", "编号", "工作表", "单元格", "问题", "处理办法")

    def lines() -> Iterator[tuple[Any, ...]]:
        for severity, word in SEVERITIES.items():
            for place in compress(range(len(gathered.findings)), counted):
                for each in gathered.findings.piece(place):
                    found = dict(zip(FINDING_PARTS, each, strict=True))
                    if found.pop("severity") == severity:
                        found["cell"] = linked(found["sheet"], found["cell"], gathered.outputs.piece(place)[0])
                        yield place, word, *found.values()

    count = min(finding_count, MOST_FINDINGS)
    return _long(count, ("#", *heads), lambda: islice(lines(), count), stations)


def _groups(gathered: Gathered, kind: str, name: str, stations: pd.DataFrame, counted: Sequence[bool]) -> LongTable:
    """The ledgers by station and name; 总工时 is both kinds together."""
    heads = ("#", name, *LEDGER_HEADS[:-1])
    order = _where(stations, counted).sort_values(["站点", "文件"], kind="stable").index

    def lines() -> Iterator[tuple[Any, ...]]:
        for place in order:
            for each in gathered.groups.piece(place)[kind]:
                yield place, *each

    def with_hours(piece: pd.DataFrame) -> pd.DataFrame:
        return piece.assign(总工时=piece[["直接工时", "间接工时"]].sum(axis=1, min_count=1).round(DECIMALS))

    return _long(sum(compress(gathered.group_counts[kind], counted)), heads, lines, stations, with_hours)


def _years(gathered: Gathered, counted: Sequence[bool]) -> Years:
    stations: list[years.Station] = [
        (name, file, [{key: value for key, value in year.items() if key != "indicators"} for year in some])
        for name, file, some in years.stations_with_years(gathered, counted)
    ]
    with_years = years.stations_with_years(gathered, counted)
    indicators, left = years.by_indicator(with_years)  # of each only its figures are held
    return Years(years.by_year(stations), years.by_station(stations), indicators, years.contracts(stations), left)


_NUMBERED = re.compile(r"社工\d+")  # where names are left out: another person in each station
MOST_OF_NAME = 6  # stations that are named in a line


def _summed_groups(
    gathered: Gathered, kind: str, name: str, stations: pd.DataFrame, counted: Sequence[bool]
) -> pd.DataFrame:
    """One line a name over all stations that have it; the most hours first."""
    import pandas as pd

    sums: dict[str, list[list[float]]] = {}
    places: dict[str, list[str]] = {}
    names = stations["站点"].tolist()
    for place in compress(range(len(gathered.groups)), counted):
        for title, *figures in gathered.groups.piece(place)[kind]:
            key = f"{names[place]}·{title}" if _NUMBERED.fullmatch(title) else title
            sums.setdefault(key, []).append([float(figure or 0) for figure in figures])
            places.setdefault(key, []).append(names[place])
    lines = []
    for key, some in sums.items():
        entries, count, persons, direct, indirect = (
            round(fsum(column), DECIMALS) for column in zip(*some, strict=True)
        )
        own = list(dict.fromkeys(places[key]))
        told = "、".join(own[:MOST_OF_NAME]) + (f"等{len(own)}个" if len(own) > MOST_OF_NAME else "")
        hours = round(direct + indirect, DECIMALS)
        lines.append((key, len(own), entries, count, persons, direct, indirect, hours, told))
    lines.sort(key=lambda line: (-line[7], -line[2], line[0]))
    heads = [name, "站点数", *LEDGER_HEADS, "站点"]
    return pd.DataFrame(lines, columns=heads)


def _rulings(gathered: Gathered, stations: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    about = stations[["站点", "年度", "文件"]].to_dict("records")
    lines = []
    for place, each in gathered.rulings:
        row = about[place]
        said = None if each["known"] else "这个站点没有这项指标，或有几项同名"
        scores = (each["self_score"], each["computed"], each["score"], each["difference"])
        words = (each["opinion"] or None, each["by"] or None, each["on"], said)
        lines.append((row["站点"], row["年度"], each["indicator"] or WHOLE_STATION, *scores, *words, row["文件"]))
    heads = [
        "站点",
        "年度",
        "指标",
        "自评得分",
        "计算得分",
        "核定得分",
        "核定差",
        "核定意见",
        "核定人",
        "日期",
        "说明",
        "文件",
    ]
    return pd.DataFrame(lines, columns=heads)


def _came_with(gathered: Gathered, stations: pd.DataFrame) -> pd.DataFrame:
    """Workbooks that came with results by another program or by other rules than this run's."""
    import pandas as pd

    about = stations[["站点", "年度", "文件"]].to_dict("records")
    lines = []
    for place, each in gathered.came_with:
        row = about[place]
        said = "；".join(each[name] for name in ("program", "scheme") if name in each)
        lines.append((row["站点"], row["年度"], each["by"] or None, each["by_scheme"] or None, said, row["文件"]))
    return pd.DataFrame(lines, columns=["站点", "年度", "程序版本", "评分方案", "与本次不同", "文件"])


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


def _by_code(gathered: Gathered, codes: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """By code: how often, in how many workbooks, and one of them in full; errors first, the commonest first."""
    import pandas as pd

    order = list(SEVERITIES)
    lines = [
        (code, gathered.by_code[code].severity, len(set(places)), len(places))
        for code, places in codes.items()
        if places
    ]
    lines.sort(key=lambda line: (order.index(line[1]), -line[2], line[0]))
    return pd.DataFrame(
        [
            (code, SEVERITIES[severity], *counts, gathered.by_code[code].message, gathered.by_code[code].fix)
            for code, severity, *counts in lines
        ],
        columns=["编号", "级别", "工作簿数", "次数", "举例", "处理办法"],
    )


def _failure(record: Record) -> list[dict[str, str]]:
    """What stands in the way of a workbook; hints about old results are said with it."""
    return [
        {"文件": record.shown, "编号": f["code"], "原因": f["message"], "处理办法": f["fix"]}
        for f in record.outcome["findings"]
    ]


_WHY = {
    COPY: "与“{instead}”内容相同，只计一次",
    OPEN_TWIN: "同一站点同一年度有不同的工作簿，没有选定用哪一个",
    NOT_CHOSEN: "选定的是“{instead}”",
    WRONG_YEAR: "应报名单要的是{instead}年度",
}
_NOT_REPORTED = "没有填写任何完成值和支出，不能当作得分"


def _outside(stations: pd.DataFrame, standing: Sequence[Standing]) -> pd.DataFrame:
    """What does not count and why, the kinds in the order in which they matter."""
    some = stations.assign(原因=[each.word for each in standing], 说明=[_why(each) for each in standing])
    some = _where(some, [not each.counts for each in standing])
    order = some["原因"].map(OUTSIDE.index) if len(some) else some["原因"]
    some = some.assign(次序=order).sort_values(["次序", "站点", "文件"], kind="stable")
    return some[["站点", "年度", "原因", "说明", "填表日期", "文件"]].reset_index(drop=True)


def _why(standing: Standing) -> str:
    return _WHY.get(standing.word, _NOT_REPORTED).format(instead=standing.instead)


def _twins(stations: pd.DataFrame, standing: Sequence[Standing]) -> pd.DataFrame:
    some = stations.assign(计入=[each.word for each in standing])
    some = _where(some, [each.has_twins for each in standing])
    some = some.sort_values(["站点", "年度", "文件"])
    return some[["站点", "年度", "计入", "填表日期", "最低", "最高", "文件"]].reset_index(drop=True)

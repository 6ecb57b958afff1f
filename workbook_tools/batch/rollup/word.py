"""汇总.docx: the district's summary, in the blocks, charts and look of a station's report; words in `district.j2`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from workbook_tools.batch.rollup.frames import WHOLE_STATION, text_of
from workbook_tools.batch.rollup.money import lines
from workbook_tools.batch.rollup.years import TOTAL
from workbook_tools.ooxml.chart import BLUE, GREY, RED, Chart, Series
from workbook_tools.report import formats
from workbook_tools.report.blocks import ChartPlace, printable
from workbook_tools.report.charts import ReportChart
from workbook_tools.report.narrative import blocks_of
from workbook_tools.report.word import Content, word_from_content

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.money import Due
    from workbook_tools.batch.rollup.picture import Picture

MOST_RANKED = 300  # stations in the document; all of them stand in 汇总.xlsx
MOST_LINES, MOST_FAILURES, MOST_NEAR = 20, 40, 10
LONGEST_MESSAGE = 120
LEDGER_FIGURES = ("记录", "服务人次", "直接工时", "间接工时", "总工时")
SHEET = "Sheet1"
_TONES = {"优": "met", "良": "over", "中": "open", "差": "unmet"}


def make_word(picture: Picture, file: IO[bytes]) -> None:
    """Write the summary as a .docx. The same records give the same bytes."""
    tags = {"标题": picture.title, "评价年度": picture.year, "评价对象": f"{picture.stations}个社会工作服务站"}
    content = Content(
        blocks_of("district.j2", facts(picture)),
        tags,
        lambda place: _chart(place, picture),
    )
    file.write(word_from_content(content, "district.docx"))


def facts(picture: Picture) -> Mapping[str, Any]:
    """Everything that the narrative puts in words, as strings and counts; "" for what is unknown."""
    district, scores = picture.district, picture.spreads[0]
    funds, ledgers = district.funds, district.ledgers
    stations = list(_stations(picture))
    low, high = funds[funds["执行"] == "low"], funds[funds["执行"] == "over"]
    near = list(_near(picture))
    return {
        "title": picture.title,
        "year": picture.year,
        "processed": picture.processed,
        "stations": picture.stations,
        "failed": picture.failed,
        "flags": list(picture.flags.items()),
        "flags_said": formats.joined(f"{flag}{count}个" for flag, count in picture.flags.items() if count),
        "today": picture.today_said.replace(" ", ""),
        "outside": picture.outside_said,
        "grades": [(name, count, _TONES.get(name, "open")) for name, count in picture.grades.items()],
        "grades_said": formats.joined(f"{name}{count}个" for name, count in picture.grades.items() if name != "未定"),
        "unsettled": picture.grades.get("未定", 0),
        "settled": scores.count,
        "median": _score(scores.median),
        "lower": _score(scores.lower),
        "upper": _score(scores.upper),
        "least": _score(scores.minimum),
        "most": _score(scores.maximum),
        "outliers": scores.outliers_named,
        "spreads": list(_spreads(picture)),
        "ranking": stations[:MOST_RANKED],
        "left_out": _left(len(stations), MOST_RANKED),
        "best": formats.joined(line["station"] for line in stations[:3]),
        "weakest": formats.joined(line["station"] for line in stations[-3:]) if len(stations) > 5 else "",
        "rulings": list(_rulings(district.rulings)),
        "rulings_left": _left(len(district.rulings), MOST_RANKED),
        "missed": list(_missed(picture, MOST_LINES)),
        "missed_left": _left(len(picture.missed), MOST_LINES),
        "missed_said": formats.joined(f"{line['name']}（{line['missed']}个）" for line in _missed(picture, 5)),
        "budget": _amount(picture.budget),
        "spent": _amount(picture.spent),
        "rate": _percent(picture.execution_rate),
        "low_below": "、".join(formats.limit(_decimal(least)) for least in sorted(set(low["执行下限"].dropna()))),
        "low": list(_off(low)),
        "low_left": _left(len(low), MOST_LINES),
        "high": list(_off(high, descending=True)),
        "high_left": _left(len(high), MOST_LINES),
        "spent_in_all": _amount(picture.spent_in_all) if picture.spent_in_all != picture.spent else "",
        "years": list(_years(district.years.district)),
        "changes": list(_changes(district.years.stations)),
        "contracts": list(_contracts(district.years.contracts)),
        "contracts_left": _left(int((district.years.contracts["年度"] == TOTAL).sum()), MOST_LINES),
        "due": list(_due(picture.due, district.tranches)),
        "states": list(_due(picture.states, district.tranches)),
        "breaches": list(_breaches(district.shares)),
        "severities": picture.severities,
        "findings": district.finding_count,
        "codes": list(_codes(district.by_code)),
        "codes_left": _left(len(district.by_code), MOST_LINES),
        "ledger": _ledger(ledgers),
        "services": list(_services(ledgers)),
        "failures": list(_failures(district.failures)),
        "failures_left": _left(len(district.failures), MOST_FAILURES),
        "notes": [(note.message, note.fix) for note in picture.notes],
        "near": near[:MOST_NEAR],
        "near_left": _left(len(near), MOST_NEAR),
    }


def _left(count: int, most: int) -> int:
    """How many stand in 汇总.xlsx alone."""
    return max(0, count - most)


def _spreads(picture: Picture) -> Iterator[list[str]]:
    for each in (each for each in picture.spreads if each.count):
        shown = _percent if each.name.endswith("率") else _score
        figures = (each.minimum, each.lower, each.median, each.upper, each.maximum)
        yield [each.name, str(each.count), *(shown(value) for value in figures)]


def _stations(picture: Picture) -> Iterator[dict[str, str]]:
    for row in picture.district.stations.to_dict("records"):
        grade = str(row["财政等级"])
        settled = row["得分"] == row["得分"]  # NaN is not itself
        low, high = (Decimal(repr(float(row[name]))) for name in ("最低", "最高"))
        yield {
            "rank": str(row["名次"]),
            "station": str(row["站点"]),
            "score": _score(row["得分"]) if settled else formats.score_range(low, high),
            "grade": grade,
            "tone": _TONES.get(grade, "open"),
            "station_grade": text_of(row["评估等级"]) or text_of(row["填报等级"]) or formats.UNKNOWN,
            "rate": _percent(row["预算执行率"]),
            "open": formats.count(_decimal(row["无法判定分值"])),
        }


def _rulings(frame: pd.DataFrame) -> Iterator[list[str]]:
    """The whole stations before single indicators, each in the order of the stations."""
    order = frame.assign(次序=frame["指标"] != WHOLE_STATION).sort_values("次序", kind="stable")
    for row in order.head(MOST_RANKED).to_dict("records"):
        scores = [_score(row[name]) for name in ("自评得分", "计算得分", "核定得分", "核定差")]
        words = [formats.short(text_of(row[name]), LONGEST_MESSAGE) for name in ("核定意见", "核定人")]
        yield [str(row["站点"]), str(row["指标"]), *scores, *words]


def _missed(picture: Picture, most: int) -> Iterator[dict[str, str]]:
    for row in picture.missed.head(most).to_dict("records"):
        yield {
            "name": str(row["指标"]),
            "stations": str(row["站点数"]),
            "missed": str(row["未完成"]),
            "share": _percent(row["未完成比例"]),
            "median": _percent(row["完成率中位数"]),
            "lost": _score(row["失分合计"]),
        }


def _off(funds: pd.DataFrame, *, descending: bool = False) -> Iterator[list[str]]:
    some = funds.sort_values("执行率", ascending=not descending, kind="stable").head(MOST_LINES)
    for row in some.to_dict("records"):
        difference = row["支出"] - row["全年预算"]
        yield [
            str(row["站点"]),
            *(_amount(value) for value in (row["全年预算"], row["支出"], difference)),
            _percent(row["执行率"]),
        ]


def _due(dues: Mapping[str, Due], whole: pd.DataFrame) -> Iterator[list[str]]:
    """A line of 拨付期次 or of a state, and the sum; what is 0 stands as a stroke."""
    for name, due in lines(dues, whole):
        yield [name, str(due.workbooks), *(_amount(amount) if amount else "—" for amount in due.amounts)]


def _years(frame: pd.DataFrame) -> Iterator[list[str]]:
    for row in frame.to_dict("records"):
        scores = [_score(row[name]) for name in ("得分中位数", "得分平均")]
        grades = "/".join(str(row[name]) for name in ("优", "良", "中", "差", "未定"))
        money = [_amount(row["全年预算"]), _amount(row["支出"]), _percent(row["预算执行率"])]
        yield [str(row["年度"]), str(row["站点数"]), *scores, grades, *money, f"{row['提高']}/{row['下降']}"]


def _changes(frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Who improved and who fell most in the last year: a few names each."""
    last = frame.drop_duplicates("站点", keep="last").dropna(subset=["比上年"])
    for word, some in (
        ("提高", last[last["比上年"] > 0].sort_values("比上年", ascending=False, kind="stable")),
        ("下降", last[last["比上年"] < 0].sort_values("比上年", kind="stable")),
    ):
        told = [f"{row['站点']}（{row['比上年']:+.2f}）" for row in some.head(5).to_dict("records")]
        if told:
            yield word, formats.joined(told) + (f"等{len(some)}个" if len(some) > len(told) else "")


def _contracts(frame: pd.DataFrame) -> Iterator[list[str]]:
    """The sums of the contracts, those with the least left first."""
    sums = frame[frame["年度"] == TOTAL].sort_values(["合同余额", "站点"], kind="stable")
    for row in sums.head(MOST_LINES).to_dict("records"):
        names = ("合同总金额", "年度资金", "支出", "应拨金额", "已拨金额", "合同余额")
        yield [str(row["站点"]), *(_amount(row[name]) for name in names)]


def _breaches(shares: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """Rules on shares and in how many workbooks the spending breaks them."""
    for rule, some in shares.groupby("规则", sort=False):
        if count := int(some["不符合"].sum()):
            yield str(rule), count


def _codes(by_code: pd.DataFrame) -> Iterator[list[str]]:
    for row in by_code.head(MOST_LINES).to_dict("records"):
        example = formats.short(str(row["举例"]), LONGEST_MESSAGE)
        yield [str(row["编号"]), str(row["级别"]), str(row["工作簿数"]), str(row["次数"]), example]


def _ledger(ledgers: pd.DataFrame) -> dict[str, str]:
    if ledgers.empty:
        return {}
    entries, persons, direct, indirect, hours = (_plain(ledgers[name].sum()) for name in LEDGER_FIGURES)
    return {"entries": entries, "persons": persons, "direct": direct, "indirect": indirect, "hours": hours}


def _services(ledgers: pd.DataFrame) -> Iterator[list[str]]:
    """By workbook, the most hours first."""
    order = ledgers.sort_values(["总工时", "站点", "文件"], ascending=[False, True, True], kind="stable")
    for row in order.head(MOST_LINES).to_dict("records"):
        yield [str(row["站点"]), *(_plain(row[name]) for name in LEDGER_FIGURES)]


def _failures(failures: pd.DataFrame) -> Iterator[list[str]]:
    for row in failures.head(MOST_FAILURES).to_dict("records"):
        yield [str(row["文件"]), str(row["编号"]), formats.short(str(row["原因"]), LONGEST_MESSAGE)]


def _near(picture: Picture) -> Iterator[str]:
    table = next((table for table in picture.tables if table.key == "near"), None)
    for first, _, second, _, _ in table.rows() if table is not None else ():
        yield f"“{first}”与“{second}”"


# ---------------------------------------------------------------- charts


def _chart(place: ChartPlace, picture: Picture) -> ReportChart | None:
    match place.key:
        case "grades":
            return _lying(place, dict(picture.grades), BLUE)
        case "bands":
            return _lying(place, dict(picture.bands), BLUE)
        case "years":
            frame = picture.district.years.district.dropna(subset=["得分中位数"])
            return _lying(place, dict(zip(frame["年度"], frame["得分中位数"], strict=True)), BLUE)
        case "missed":
            some = picture.missed.head(10)
            return _lying(place, dict(zip(some["指标"], some["未完成"], strict=True)), RED)
        case _:
            raise ValueError(f"the narrative asks for a chart that does not exist: {place.key}")


def _lying(place: ChartPlace, counts: Mapping[str, float], color: str) -> ReportChart | None:
    if not counts:
        return None
    last = len(counts) + 1
    series = Series(
        name=place.series[0],
        name_ref=f"{SHEET}!$B$1",
        categories=tuple(formats.short(printable(str(name)), 18) for name in counts),
        categories_ref=f"{SHEET}!$A$2:$A${last}",
        values=tuple(Decimal(repr(float(count))) for count in counts.values()),
        values_ref=f"{SHEET}!$B$2:$B${last}",
        color=color,
        point_colors=tuple(GREY if name == "未定" else color for name in counts),
    )
    chart = Chart(
        kind="bar",
        title="",
        series=(series,),
        gap=45,
        number_format="0" if place.key != "years" else "0.00",
        legend="",
        font="仿宋",
    )
    return ReportChart(chart, 60 + 26 * len(counts))


# ---------------------------------------------------------------- figures


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or value != value else Decimal(repr(float(value)))


def _score(value: Any) -> str:
    return formats.score(_decimal(value))


def _amount(value: Any) -> str:
    return formats.amount(_decimal(value))


def _percent(value: Any) -> str:
    return formats.percent(_decimal(value))


def _plain(value: Any) -> str:
    return formats.count(_decimal(value))

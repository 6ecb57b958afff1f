"""Who has reported, who is late, who has not: the office's list beside the workbooks that came."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from workbook_tools.batch.matching import Matcher
from workbook_tools.batch.rollup.frames import text_of
from workbook_tools.batch.rollup.gather import NOT_REPORTED
from workbook_tools.batch.rollup.names import NEAR
from workbook_tools.batch.rollup.standing import (
    COPY,
    NOT_CHOSEN,
    OPEN_TWIN,
    WRONG_YEAR,
    bare_name,
    bare_year,
    usual_year,
)

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.office_records import Expected
    from workbook_tools.batch.rollup.standing import Standing

MISSING, LATE, IN_TIME, UNDATED = "未报", "迟报", "按时", "未注日期"
FAILED, UNLISTED = "未能处理", "名单外"
ORDER = (MISSING, NOT_REPORTED, WRONG_YEAR, FAILED, LATE, OPEN_TWIN, UNDATED, UNLISTED, IN_TIME)
REMINDED = (MISSING, NOT_REPORTED, WRONG_YEAR)  # these stations get a letter of reminder
Line = Mapping[str, Any]
MOST_COMPARED = 400  # unlisted names that are compared with those of the list


@dataclass(frozen=True, slots=True)
class Arrival:
    """One station of the list, or a workbook of a station that is not on it. `late` by how many days."""

    station: str
    state: str
    street: str = ""
    contact: str = ""
    deadline: str = ""
    year: str = ""  # that was expected; of a wrong one the other stands in `words`
    prepared_on: str = ""
    words: str = ""
    file: str = ""


def arrivals(
    expected: Sequence[Expected], stations: pd.DataFrame, standing: Sequence[Standing], failed: Iterable[str]
) -> list[Arrival]:
    """In the order of ORDER, then of the list. `stations` are all workbooks that were processed, `failed` the paths
    of those that were not."""
    lines: list[Line] = stations[["站点", "年度", "填表日期", "文件"]].to_dict("records")  # type: ignore[assignment]
    matcher = Matcher(expected)
    own: dict[str, list[int]] = {}
    unlisted: list[int] = []
    for place, about in enumerate(lines):
        line = matcher.find(about["站点"])
        if line is None:
            unlisted.append(place)
        else:
            own.setdefault(bare_name(line.station), []).append(place)
    broken: dict[str, str] = {}
    for file in failed:
        line = matcher.find(file.rsplit("/", 1)[-1].rpartition(".")[0])
        if line is not None:
            broken.setdefault(bare_name(line.station), file)
    year = usual_year(text_of(line["年度"]) for line in lines)
    found = [
        _arrival(each, own.get(bare_name(each.station), ()), broken.get(bare_name(each.station)), year, lines, standing)
        for each in expected
    ]
    missing = [each.station for each in found if each.state == MISSING]
    asked = missing if len(unlisted) <= MOST_COMPARED else ()
    found += [_unlisted(lines[place], asked) for place in unlisted if standing[place].word not in (COPY, NOT_CHOSEN)]
    return sorted(found, key=lambda each: ORDER.index(each.state))


def _arrival(
    each: Expected,
    places: Sequence[int],
    broken: str | None,
    usual: str,
    lines: Sequence[Line],
    standing: Sequence[Standing],
) -> Arrival:
    year = bare_year(each.year) or usual
    about = (each.street, each.contact, each.deadline.isoformat() if each.deadline else "", year)
    rows = [(standing[place], lines[place]) for place in places]
    of_year = [(word, row) for word, row in rows if not year or bare_year(text_of(row["年度"])) in ("", year)]
    if not of_year:
        if broken:
            return Arrival(each.station, FAILED, *about, words="收到的文件不能处理，原因见“未处理文件”", file=broken)
        if rows:
            row = rows[0][1]
            said = f"收到的是{row['年度']}年度的工作簿"
            return Arrival(each.station, WRONG_YEAR, *about, text_of(row["填表日期"]), said, row["文件"])
        return Arrival(each.station, MISSING, *about)
    word, row = min(of_year, key=lambda pair: (not pair[0].counts, pair[0].word == NOT_REPORTED))
    day = text_of(row["填表日期"])
    named = (
        f"名单上写作“{each.station}”，工作簿写作“{row['站点']}”"
        if bare_name(row["站点"]) != bare_name(each.station)
        else ""
    )
    if word.word in (NOT_REPORTED, OPEN_TWIN):
        said = "收到的工作簿没有填报" if word.word == NOT_REPORTED else "有几个不同的工作簿，没有选定用哪一个"
        return Arrival(each.station, word.word, *about, day, said, row["文件"])
    if each.deadline and not day:
        said = "工作簿没有填表日期，不能判断是否迟报"
        return Arrival(each.station, UNDATED, *about, day, "；".join(filter(None, (named, said))), row["文件"])
    if each.deadline and day > each.deadline.isoformat():
        late = (date.fromisoformat(day) - each.deadline).days
        return Arrival(each.station, LATE, *about, day, "；".join(filter(None, (f"晚{late}天", named))), row["文件"])
    return Arrival(each.station, IN_TIME, *about, day, named, row["文件"])


def _unlisted(row: Line, missing: Sequence[str]) -> Arrival:
    near = difflib.get_close_matches(row["站点"], missing, n=1, cutoff=NEAR)
    said = f"名称和名单上未报的“{near[0]}”相近，请核对是不是同一个站点" if near else "应报名单里没有这个站点"
    return Arrival(row["站点"], UNLISTED, prepared_on=text_of(row["填表日期"]), words=said, file=row["文件"])


def counts(found: Iterable[Arrival]) -> dict[str, int]:
    """How many stations of each state, in the order of ORDER."""
    counted = Counter(each.state for each in found)
    return {state: counted[state] for state in ORDER if counted[state]}


def table(found: Sequence[Arrival]) -> pd.DataFrame:
    import pandas as pd

    lines = [
        (e.station, e.street, e.contact, e.state, e.deadline, e.prepared_on, e.words, e.file or None) for e in found
    ]
    return pd.DataFrame(lines, columns=["站点", "街道", "联系人", "报送", "截止日期", "填表日期", "说明", "文件"])

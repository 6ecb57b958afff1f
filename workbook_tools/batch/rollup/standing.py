"""Which workbooks count: a station and year once, whatever was handed in twice; what is blank, what is of another year
than the office's list asks for, and what has twins that differ, stands outside until somebody has chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.batch.matching import Matcher
from workbook_tools.batch.office_records import Choice, Office
from workbook_tools.batch.rollup.gather import NOT_REPORTED

COUNTED, COPY, OPEN_TWIN, NOT_CHOSEN, WRONG_YEAR = "计入", "相同副本", "未选定", "未采用", "年度不符"
STANDING_TEXTS = ("站点", "年度", "文件", "内容", "填表日期", "报送")  # what it follows from, of `Gathered.stations`
OUTSIDE = (NOT_REPORTED, WRONG_YEAR, OPEN_TWIN, COPY, NOT_CHOSEN)  # in the order in which they matter


class Standing(NamedTuple):
    """Whether a workbook counts (`word`), and which other one counts in its place; "" where none does. Of a wrong year
    `instead` is the year that was asked for."""

    word: str
    instead: str = ""
    has_twins: bool = False

    @property
    def counts(self) -> bool:
        return self.word == COUNTED


def bare_name(text: str | None) -> str:
    """A station's name in one spelling."""
    return without_blanks(text or "")


def bare_year(text: str | None) -> str:
    """A year in one spelling: 2025, 2025年, 2025年度 are one; 2025上半年 is another."""
    bare = bare_name(text).removesuffix(".0")
    return bare.removesuffix("度").removesuffix("年")


def usual_year(years: Iterable[str | None]) -> str:
    """The year that most workbooks are of; "" where two are as common."""
    ranked = Counter(bare_year(year) for year in years if year).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""


def standings(stations: Mapping[str, Sequence[str | None]], office: Office) -> list[Standing]:
    """One for each workbook, in their order; `stations` are the texts of `Gathered.stations`."""
    found = _among_each_other(stations, office.choice)
    if not office.expected:
        return found
    matcher, usual = Matcher(office.expected), usual_year(stations["年度"])
    for place, (station, year) in enumerate(zip(stations["站点"], stations["年度"], strict=True)):
        line = matcher.find(station or "")
        asked = (bare_year(line.year) or usual) if line is not None else ""
        if asked and bare_year(year) not in ("", asked) and found[place].word not in (NOT_REPORTED, COPY):
            found[place] = Standing(WRONG_YEAR, asked)
    return found


def _among_each_other(stations: Mapping[str, Sequence[str | None]], choice: Choice) -> list[Standing]:
    columns = [stations[name] for name in STANDING_TEXTS]
    found: list[Standing] = [Standing(NOT_REPORTED)] * len(columns[0])
    groups: dict[tuple[str, str], list[int]] = {}
    for place, (station, year, *_, blank) in enumerate(zip(*columns, strict=True)):
        if not blank:
            groups.setdefault((bare_name(station), bare_year(year)), []).append(place)
    files, contents, days = columns[2:5]
    for places in groups.values():
        for place, standing in zip(places, _of_group(places, files, contents, days, choice), strict=True):
            found[place] = standing
    return found


def _of_group(
    places: Sequence[int],
    files: Sequence[str | None],
    contents: Sequence[str | None],
    days: Sequence[str | None],
    choice: Choice,
) -> list[Standing]:
    first_of: dict[str | None, int] = {}
    for place in sorted(places, key=lambda each: _plainest(files[each] or "")):
        first_of.setdefault(contents[place], place)
    chosen = _chosen(places, first_of, files, contents, days, choice)
    several = len(places) > 1
    result = []
    for place in places:
        first = first_of[contents[place]]
        if place == chosen:
            result.append(Standing(COUNTED, has_twins=several))
        elif chosen is None:
            word = OPEN_TWIN if place == first else COPY
            result.append(Standing(word, "" if place == first else files[first] or "", has_twins=True))
        else:
            word = COPY if contents[place] == contents[chosen] else NOT_CHOSEN
            result.append(Standing(word, files[chosen] or "", has_twins=True))
    return result


def _plainest(file: str) -> tuple[int, int, str]:
    """Of copies the one that counts: 甲街.xlsx before 甲街 - 副本.xlsx and 备份/甲街.xlsx."""
    return (file.count("/"), len(file), file)


def _chosen(
    places: Sequence[int],
    first_of: Mapping[str | None, int],
    files: Sequence[str | None],
    contents: Sequence[str | None],
    days: Sequence[str | None],
    choice: Choice,
) -> int | None:
    """The one that counts; None where they differ and nobody has chosen, or has chosen several that differ."""
    if len(first_of) == 1:
        return next(iter(first_of.values()))
    named = [place for place in places if files[place] in choice.files]
    if len({contents[place] for place in named}) == 1:
        return min(named, key=lambda place: _plainest(files[place] or ""))
    if named or not choice.newest or not all(days[place] for place in first_of.values()):
        return None
    latest = max(days[place] or "" for place in first_of.values())
    newest = [place for place in first_of.values() if days[place] == latest]
    return newest[0] if len(newest) == 1 else None

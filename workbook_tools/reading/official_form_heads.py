"""Which of several headers of one name an official form means: the year's own, not last year's or one quarter's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.reading.official_form_sheet import FormSheet, Place
from workbook_tools.reading.tables import plain_figure
from workbook_tools.reading.text import normal

OF_THE_YEAR = ("target", "actual", "points", "score")  # fields that a form may print for several periods
_VALUES = (*OF_THE_YEAR, "adjusted", "reason", "remark", "deduction", "unit", "nature")
_OTHER_TIME = lazy_pattern(
    "上一?年|去年|前年|往年|历年|历史|基期|上期|同期|明年|下一?年|次年|(?<![0-9])[两二三四五2-5]年(?:总|累计|规划|目标|任务)|中长期|长期目标"
)
_WHOLE = lazy_pattern(
    "全年|本年|当年|合计|总计|年终|年末|期末|末期|[一1](?:季度?)?[至到~—-]第?[四4]季|1月?[至到~—-]12月"
)
_PART = lazy_pattern(
    "[上下]半年|半年度?|[一二三四1-4]季度?|季度|(?<![a-z])[q][1-4]|(?<![0-9])(?:1[0-2]|[1-9])月份?$|中期|期中|监控"
)
_SUM = lazy_pattern("累计|总目标|总体目标|合同期")  # of all years as a rule; beside quarters, of the year
_YEAR = lazy_pattern("20[0-9]{2}(?=年)")
_TITLE_YEAR = lazy_pattern("(20[0-9]{2})年(?:度|(?![0-9]))")
_KIND = lazy_pattern("类型|类别|分类|维度|方面|模块|板块|领域|^项目$")  # names what rows have in common
_NO_WORDS = lazy_pattern("[^\u4e00-\u9fff]|[扣减分无未不]")  # `扣2分` and 不扣分 say how much, not why
_LONGEST = 15  # characters of a header that speaks of a period
_BLOCK_LABEL_ROWS = 3  # a header is not as tall; 绩效指标 down the side of a table is

PART, WHOLE, OTHER, SUM = "part", "whole", "other", "sum"


class Head(NamedTuple):
    """A header: the cell that gives it its name, the columns that it stands over, the period that it speaks of."""

    place: Place
    columns: tuple[int, ...]
    period: str = ""
    text: str = ""


def named_heads(sheet: FormSheet, top: int, bottom: int, field_of: Callable[[str], str]) -> dict[str, list[Head]]:
    """Field → its headers from the left. The lowest header speaks first; the one above it where that says nothing."""
    year = _year_of(sheet, top, bottom)
    found: dict[str, dict[tuple[Place, str, Place], list[int]]] = {}
    for column in range(1, sheet.column_count + 1):
        rows = [row for row in range(bottom, top - 1, -1) if not _is_block_label(sheet, row, column, top)]
        for row in rows:
            if name := field_of(sheet.text(row, column)):
                period = period_of(_telling(sheet, [*rows, top - 1], column), year) if name in OF_THE_YEAR else ""
                # One merged header over several columns names them all.
                lowest = sheet.origin(rows[0], column) if period else sheet.origin(row, column)
                found.setdefault(name, {}).setdefault((sheet.origin(row, column), period, lowest), []).append(column)
                break
    return {
        name: [
            Head(place, tuple(columns), period, sheet.text(*lowest).strip())
            for (place, period, lowest), columns in heads.items()
        ]
        for name, heads in found.items()
    }


def columns_of(sheet: FormSheet, heads: Mapping[str, Sequence[Head]]) -> dict[str, tuple[int, ...]]:
    """Field → the columns that are meant by it."""
    levels = [head.place[1] for level in ("level1", "level2", "level3") for head in heads.get(level, ())]
    columns = {name: _meant(sheet, several, name, levels) for name, several in heads.items()}
    columns = {name: places for name, places in columns.items() if places}
    if promised := _of_the_same_part(heads, columns):
        columns["target"] = promised
    if "adjusted" in columns and "target" not in columns:
        columns["target"] = columns.pop("adjusted")
    return columns


def settled(sheet: FormSheet, heads: Mapping[str, Sequence[Head]]) -> dict[str, tuple[int, ...]]:
    """`columns_of`, in which the weak names have taken the places that no better header took."""
    columns = columns_of(sheet, heads)
    _, remark, note, deduction = (columns.pop(weak, ()) for weak in ("name", "remark", "note", "deduction"))
    if "level3" not in columns:
        columns.update(_levels_by_place(sheet, heads, columns))
    elif "level1" not in columns and (name := heads.get("name")) and name[0].columns[0] < _first(columns, "level2"):
        columns["level1"] = name[0].columns
    in_words = deduction if _has_words_below(sheet, heads, "deduction") else ()
    if "reason" not in columns and (told := remark or in_words or note):
        columns["reason"] = told
    for level in ("level1", "level2"):
        beside = columns[level][-1] + 1 if level in columns else 0
        own = [head.columns for head in heads.get("points", ()) if head.columns[0] == beside]
        if own and own[0] != columns.get("points"):
            columns[f"{level}_points"] = own[0]
    return columns


def _first(columns: Mapping[str, tuple[int, ...]], name: str) -> int:
    return columns.get(name, (0,))[0]


def _levels_by_place(
    sheet: FormSheet, heads: Mapping[str, Sequence[Head]], columns: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """The names of rows where no header says 三级指标: the last one is the row's own, the first its level's."""
    all_heads = sorted((*heads.get("level1", ()), *heads.get("level2", ()), *heads.get("name", ())), key=_column)
    values = [head.columns[0] for name in OF_THE_YEAR for head in heads.get(name, ())]
    known = [head for head in all_heads if _has_text_below(sheet, head)] or all_heads
    known = [head for head in known if not values or head.columns[0] < max(values)]
    if len(known) == 1 and len(known[0].columns) > 1 and _is_parted_below(sheet, known[0]):
        known = [known[0]._replace(columns=(column,)) for column in known[0].columns]
    if not known:
        return {}
    own = [head for head in known if not _KIND.search(normal(sheet.text(*head.place)))] or known
    level3 = ([head for head in own if head in heads.get("name", ())] or own)[-1]
    rest = [head for head in known if head.columns != level3.columns]
    found = {"level3": level3.columns}
    if rest:
        found["level1"] = columns["level1"] if _keeps(columns, "level1", level3) else rest[0].columns
    if len(rest) > 1:
        found["level2"] = columns["level2"] if _keeps(columns, "level2", level3) else rest[1].columns
    return found


def _keeps(columns: Mapping[str, tuple[int, ...]], name: str, level3: Head) -> bool:
    return name in columns and columns[name] != level3.columns


def _column(head: Head) -> int:
    return head.columns[0]


def _meant(sheet: FormSheet, heads: Sequence[Head], name: str, levels: Sequence[int]) -> tuple[int, ...]:
    """Which of several headers of one name is meant.

    In front of the levels stand labels of the whole table (年度绩效指标完成情况); of several weights the one behind the
    level-3 names is the row's; of several amounts the first that has figures below it; of several periods the year.
    """
    several: Iterable[Head] = heads
    if name in OF_THE_YEAR:
        several = [head for head in heads if head.period != OTHER]
        found = ([head for head in several if head.period == period] for period in (WHOLE, "", SUM))
        several = next((heads_ for heads_ in found if heads_), several)
    columns = [head.columns for head in several]
    if levels and name in _VALUES:
        limit = max(levels) if name == "points" else min(levels)
        columns = [each for each in columns if each[0] > limit] or columns
    if not levels and len(columns) > 1:
        bottom = max(head.place[0] for head in heads)
        columns = [each for each in columns if _has_figure_below(sheet, each[0], bottom)] or columns
    if name == "score":
        own = [head.columns for head in several if "自评" in normal(sheet.text(*head.place))]
        columns = [each for each in columns if each in own] or columns
    if len(columns) > 1 and all(head.period == PART for head in several):
        return tuple(column for each in columns for column in each)  # all quarters, and no sum of them
    return columns[0] if columns else ()


def _of_the_same_part(heads: Mapping[str, Sequence[Head]], columns: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """What was promised for the half year of which alone is told what was done: 上半年目标值 beside 全年目标值."""
    done = next((head for head in heads.get("actual", ()) if head.columns == columns.get("actual")), None)
    if done is None or done.period != PART:
        return ()
    part = _PART.search(normal(done.text).lower())
    told = ((head, _PART.search(normal(head.text).lower())) for head in heads.get("target", ()))
    return next((head.columns for head, own in told if part and own and own[0] == part[0]), ())


def period_of(text: str, year: str = "") -> str:
    """Which time a header speaks of: the whole year, a part of it, another year, a sum that may be of several, or ""
    where it says nothing. `year` is the form's own, where its headers name several."""
    label = normal(text).lower()
    named = _YEAR.search(label) if year else None
    if _OTHER_TIME.search(label) or (named and named[0] != year):
        return OTHER
    if _WHOLE.search(label):
        return WHOLE
    if _PART.search(label):
        return PART
    return SUM if _SUM.search(label) else WHOLE if named else ""


def _year_of(sheet: FormSheet, top: int, bottom: int) -> str:
    """The form's year, where its headers name more than one: the title's, else the last in which something was done."""
    rows = range(max(top - 1, 1), bottom + 1)
    texts = [normal(cell.text) for row in rows for column, cell in sheet.in_row(row) if column > 1]
    named = [(match[0], text) for text in texts if len(text) <= _LONGEST and (match := _YEAR.search(text))]
    years = {year for year, _ in named}
    if len(years) < 2:
        return ""
    above = (normal(cell.text) for row in range(1, top) for _, cell in sheet.in_row(row))
    title = next((match[1] for text in above if (match := _TITLE_YEAR.search(text)) and match[1] in years), "")
    done = [year for year, text in named if re.search("实际|完成|实现", text)]
    return title or max(done or years)


def part_of_the_year(sheet: FormSheet, top: int, bottom: int, column: int) -> str:
    """第一季度, 上半年, where the header of a column, or the one above it, speaks of a part of the year; else ""."""
    text = _telling(sheet, range(bottom, top - 2, -1), column)
    return normal(text) if period_of(text) == PART else ""


def _telling(sheet: FormSheet, rows: Iterable[int], column: int) -> str:
    """The header that names a period: the lowest one, else the one above it; a title that begins in the first column
    is no header."""
    places = dict.fromkeys(sheet.origin(row, column) for row in rows)
    texts = (sheet.text(*place) for place in places if place[1] > 1)
    return next((text for text in texts if len(text) <= _LONGEST and (period_of(text) or _YEAR.search(text))), "")


def _is_block_label(sheet: FormSheet, row: int, column: int, top: int) -> bool:
    """A label down the side of a whole table (绩效指标), which is no header of its column."""
    return sheet.bottom(row, column) - max(sheet.origin(row, column)[0], top) >= _BLOCK_LABEL_ROWS


def _has_text_below(sheet: FormSheet, head: Head) -> bool:
    below = sheet.bottom(*head.place) + 1
    rows = range(below, min(below + 4, sheet.row_count + 1))
    return any(sheet.text(row, column).strip() for row in rows for column in head.columns)


def _has_words_below(sheet: FormSheet, heads: Mapping[str, Sequence[Head]], name: str) -> bool:
    """Under 扣分 stands why rather than how much."""
    texts = [
        normal(cell.text)
        for head in heads.get(name, ())
        for row in range(sheet.bottom(*head.place) + 1, sheet.row_count + 1)
        if (cell := sheet.cells.get((row, head.columns[0])))
    ]
    words = [text for text in texts if len(_NO_WORDS.sub("", text)) > 1]
    return len(words) > sum(any(map(str.isdigit, text)) for text in texts if text not in words)


def _is_parted_below(sheet: FormSheet, head: Head) -> bool:
    """Under a merged header the rows have several cells."""
    below = sheet.bottom(*head.place) + 1
    first, last = head.columns[0], head.columns[-1]
    return any(
        sheet.text(row, first).strip() and sheet.text(row, last).strip()
        and sheet.origin(row, first) != sheet.origin(row, last)
        for row in range(below, min(below + 8, sheet.row_count + 1))
    )  # fmt: skip


def _has_figure_below(sheet: FormSheet, column: int, bottom: int) -> bool:
    rows = range(bottom + 1, min(bottom + 4, sheet.row_count) + 1)
    return any(plain_figure(sheet.cell(row, column)) is not None for row in rows)

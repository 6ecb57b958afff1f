"""Tables that a text has as lines: cells one below the other, wrapped at the width of their column, or a row a line.

What columns there are stands in the head. Where a cell ends is told by its width (all lines but the last are full), by
the end of a sentence, by a list that begins anew; which level a name belongs to, by the names that the official forms
use. A row that could be cut in two ways is kept with a doubt; what cannot be cut is no row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbook_tools.old_reports.document import PROSE, Line, Origin, Table, full_width, grid_of, joined, width_of
from workbook_tools.old_reports.headings import heading_of
from workbook_tools.old_reports.simple_tables import simple_field
from workbook_tools.reading.official_form_columns import fund_field, indicator_field
from workbook_tools.reading.text import normal

_LONGEST_HEAD = 16  # lines
MOST_TABLES = 200  # a report has ten
_HEADS = re.compile(
    r"(序号|编号|一级指标|二级指标|三级指标|四级指标|指标明细|指标名称|指标内容|(?:年度|全年|计划|预期|绩效)?(?:指标值|目标值?|计划数?)"
    r"|(?:年度)?实际完成(?:指标)?(?:值|情况|数)|完成(?:情况|值|数)|实际值|完成率|分值|权重|得分|自评(?:得)?分|计量单位|单位"
    r"|备注|(?:偏差)?原因(?:分析)?(?:及改进措施)?|支出明细|支出项目|支出内容|费用项目|支出科目|支出简介|支出说明|简介|说明"
    r"|(?:年度)?预算(?:金额|数)?|(?:实际)?支出(?:金额|数)?|执行(?:金额|数|率)|差额|结余"
    r"|(?:服务|工作)(?:内容|项目|类别|指标)|(?:指标|目标|计划|完成)(?:数量|量|数)|计划完成|实际完成)(\((?:万元?|元|%|千元)\))?"
)
_LEVEL1 = re.compile(r"(产出|效益|效果|满意度|成本|投入|过程|决策|管理)指标(\([0-9.]+[%分]?\))?")
_LEVEL2 = re.compile(
    r"(数量|质量|时效|成本|(?:社会|经济|生态)效益|可持续影响|(?:服务对象|社会公众|受益对象|受益群众|群众|居民)?满意度)(指标)?"
)
_KNOWN = (
    "产出指标", "效益指标", "效果指标", "满意度指标", "成本指标", "数量指标", "质量指标", "时效指标", "社会效益",
    "经济效益", "生态效益", "可持续影响", "服务对象满意度", "社会公众满意度",
)  # fmt: skip
_POINTS = re.compile(r"[（(][0-9.]+[%％分]?[）)]")
_PART_OF_POINTS = re.compile(r"[（(][0-9.]{1,4}[%％]?分?[)）]?$")  # 标（60
_MEASURED = re.compile(r"[0-9]\s*(?:[个场次人份篇支名户节件项条例家天年万元]|人次|户次|小时|万元)$")
_ENDED = tuple("。；;！？")
_NUMBER = re.compile(r"^[（(]?([0-9]{1,2})[)）]?[.．、](?![0-9])")
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_AMOUNTS = re.compile(r"(?:[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—/])(?:\s+(?:[0-9][0-9,]*(?:\.[0-9]+)?%?|[-—/]))*")
_COST_END = re.compile(r"(?:经费|费用?|支出|成本|工资|补贴|税)$")
_CELLS = re.compile(r"\t+|\s*[|｜│]\s*|\s{2,}|\u3000+")
SPLIT = "两格的内容连在一起，照断行和项数分开"
BROKEN = "这一行跨了两页，前后拼在一起"


@dataclass(frozen=True, slots=True)
class Flat:
    """A table made of lines: the first of them, and how many."""

    table: Table
    first: int
    last: int


@dataclass(slots=True)
class _Row:
    levels: list[str] = field(default_factory=lambda: ["", "", ""])
    values: list[Line] = field(default_factory=list)
    further: list[Line] = field(default_factory=list)  # the same row on the next page
    broken: bool = False
    starts: list[Line] = field(default_factory=list)


def flattened_tables(lines: Sequence[Line], number: int = 1) -> list[Flat]:
    """Every indicator and budget table that stands in the lines."""
    found: list[Flat] = []
    at = tried = 0
    while at < len(lines) and tried < MOST_TABLES:
        head = _head(lines, at)
        if head is None:
            at += 1
            continue
        last, fields = head
        tried += 1
        made = _table(lines, at, last, fields, number + len(found))
        if made is None:
            at += 1
            continue
        found.append(made)
        at = made.last + 1
    return found


def _head(lines: Sequence[Line], first: int) -> tuple[int, list[str]] | None:
    """The last line of the head that begins here, and the names of its columns."""
    start = normal(lines[first].text)
    if not any(
        start.startswith(word)
        for word in ("序号", "一级", "二级", "支出", "费用", "预算", "指标", "绩效", "服务", "工作")
    ):
        return None
    text, best = "", None
    for last in range(first, min(first + _LONGEST_HEAD, len(lines))):
        text += normal(re.sub(r"[|｜│]", "", lines[last].text))
        heads = _columns_of(text)
        if heads and _is_head(heads):
            best = (last, heads)
        elif best is not None and heads is None and len(text) > len("".join(best[1])) + 6:
            break
    return best


def _columns_of(text: str) -> list[str] | None:
    found, at = [], 0
    while at < len(text):
        match = _HEADS.match(text, at)
        if match is None:
            return None
        found.append(match[0])
        at = match.end()
    return found


def _is_head(names: list[str]) -> bool:
    fields = {indicator_field(name) for name in names}
    levels = len(fields & {"level1", "level2", "level3", "name"})
    if levels >= 1 and {"target", "actual"} <= fields:
        return True
    if {"name", "target", "actual"} <= {simple_field(name) for name in names}:
        return True
    funds = {fund_field(name) for name in names[1:] if _is_amount(name)}
    return bool(re.match("支出|费用", names[0])) and "executed" in funds and bool({"full_year_budget"} & funds)


def _table(lines: Sequence[Line], first: int, last: int, heads: list[str], number: int) -> Flat | None:
    by_rows = _rows_in_lines(lines, first, last, heads, number)
    if by_rows is not None:
        return by_rows
    end = _end(lines, last + 1)
    body = lines[last + 1 : end]
    if indicator_field(heads[0]) in ("level1", "number", "level2", "level3", "name"):
        made = _indicators(body, heads, _narrow(lines[first : last + 1]), number, lines[last].number)
    else:
        made = _costs(body, heads, number, lines[last].number)
    if made is None:
        return None
    table, used = made
    return Flat(table, first, last + used)


# ------------------------------------------------------------ a row a line


def _rows_in_lines(lines: Sequence[Line], first: int, last: int, heads: list[str], number: int) -> Flat | None:
    """Rows whose cells are kept apart by tabs, bars or wide blanks; levels that are left out go on from above."""
    names = _cut(lines[first].text)
    if last != first or len(names) != len(heads):
        return None
    rows: list[tuple[Line, list[str]]] = []
    end, missed = first, 0
    for place in range(first + 1, len(lines)):
        texts = _cut(lines[place].text)
        if set(normal(lines[place].text)) <= set("-─—=+|:"):
            continue
        if not 2 <= len(texts) <= len(heads) or len(texts) < len(heads) - 2:
            missed += 1
            if missed > 1 or heading_of(lines[place].text) is not None:
                break
            continue
        rows.append((lines[place], [""] * (len(heads) - len(texts)) + texts))
        end, missed = place, 0
    if len(rows) < 2:
        return None
    cells = {(1, column): name for column, name in enumerate(heads, 1)}
    origins: dict[tuple[int, int], Origin] = {}
    doubts: dict[tuple[int, int], str] = {}
    for row, (line, parts) in enumerate(rows, 2):
        for column, text in enumerate(parts, 1):
            cells[row, column] = text
            origins[row, column] = line.origin
            if "" in parts and text and not lines[first].text.count("|"):
                short = len(heads) - sum(map(bool, parts))
                if short > 2 or indicator_field(heads[short - 1]) not in ("number", "level1", "level2", "name"):
                    doubts[row, column] = "这一行的格数比表头少"
    return Flat(
        Table(grid_of(f"表{number}", cells), origins, lines[first].number, _above(lines, first), doubts), first, end
    )


def _cut(text: str) -> list[str]:
    bars = "|" in text or "｜" in text or "│" in text or "\t" in text
    plain = text.strip().strip("|｜│") if bars else text.strip()
    cells = [cell.strip() for cell in (re.split(r"[|｜│\t]", plain) if bars else _CELLS.split(plain))]
    return cells if bars else [cell for cell in cells if cell]


def _above(lines: Sequence[Line], first: int) -> str:
    return "\n".join(line.text for line in lines[max(first - 3, 0) : first])


# ------------------------------------------------------------ cells below each other


def _end(lines: Sequence[Line], first: int) -> int:
    """Where prose goes on: a chapter's heading, or a line that is wider than any cell can be."""
    full = full_width(lines)
    for place in range(first, len(lines)):
        text = lines[place].text.strip()
        heading = heading_of(text)
        if heading is not None and heading.marked and heading.level <= 2 and not _POINTS.fullmatch(text):
            return place
        if full and lines[place].width >= full * 0.85:
            return _before_headings(lines, place, first)
    return len(lines)


def _before_headings(lines: Sequence[Line], place: int, first: int) -> int:
    """Numbered names without a figure right above the prose are its headings, and no cells."""
    while place > first:
        text = lines[place - 1].text.strip()
        heading = heading_of(text)
        if heading is None or not heading.chapter or _FIGURE.search(_NUMBER.sub("", text)):
            break
        place -= 1
    return place


def _narrow(head: Sequence[Line]) -> int:
    """The width of the level columns, where their names are wrapped; 0 where they are not."""
    first = head[0].width
    return first if first < width_of("一级指标") else 0


def _indicators(
    body: Sequence[Line], heads: list[str], narrow: int, number: int, behind: int
) -> tuple[Table, int] | None:
    fields = [indicator_field(name) for name in heads]
    if not narrow or "target" not in fields or "actual" not in fields or fields[-2:] != ["target", "actual"]:
        return None
    wide = max((line.width for line in body), default=0)
    rows = _rows(body, narrow, wide)
    if not rows:
        return None
    cells = {(1, column): name for column, name in enumerate(heads, 1)}
    origins: dict[tuple[int, int], Origin] = {}
    doubts: dict[tuple[int, int], str] = {}
    columns = {name: place for place, name in enumerate(fields, 1)}
    for place, row in enumerate(rows, 2):
        _fill(row, place, columns, wide, cells, origins, doubts)
    return Table(grid_of(f"表{number}", cells), origins, behind, "", doubts), len(body)


def _fill(
    row: _Row,
    place: int,
    columns: dict[str, int],
    wide: int,
    cells: dict[tuple[int, int], str],
    origins: dict[tuple[int, int], Origin],
    doubts: dict[tuple[int, int], str],
) -> None:
    for level, text in enumerate(row.levels, 1):
        if text and f"level{level}" in columns:
            cells[place, columns[f"level{level}"]] = text
            origins[place, columns[f"level{level}"]] = _origin(row.starts or row.values)
    left, right, sure = _halves(row.values, wide)
    if row.further:
        more_left, more_right, _ = _halves(row.further, wide)
        if not more_right and _measures(_text(left)) and not _measures(_text(right)):
            more_left, more_right = more_right, more_left
        left, right, sure = [*left, *more_left], [*right, *more_right], False
    for name, lines in (("target", left), ("actual", right)):
        at = (place, columns[name])
        cells[at], origins[at] = joined([line.text for line in lines]), _origin(lines)
        if row.further:
            doubts[at] = BROKEN
        elif not sure:
            doubts[at] = SPLIT
    if row.further:
        doubts.update({(place, columns[name]): BROKEN for name in ("level1", "level2", "level3") if name in columns})


def _text(lines: Sequence[Line]) -> str:
    return joined([line.text for line in lines])


def _origin(lines: Sequence[Line]) -> Origin:
    if not lines:
        return Origin("", "")
    place = lines[0].place if len(lines) == 1 else f"{lines[0].place}～{lines[-1].place}"
    return Origin(place, _text(lines))


def _rows(body: Sequence[Line], narrow: int, wide: int) -> list[_Row]:
    """A row begins with the pieces of a name behind a finished cell."""
    rows: list[_Row] = []
    pieces: list[Line] = []
    tail = False  # the line before was a last short piece of a cell
    for place, line in enumerate(body):
        before = body[place - 1] if place else None
        value, tail = _is_value(line, before, narrow, wide, bool(pieces), tail)
        if not value:
            pieces.append(line)
            continue
        if pieces or not rows:
            _begin(rows, pieces, line)
            pieces = []
        row = rows[-1]
        row.broken = row.broken or (bool(row.values) and row.values[-1].page != line.page)
        (row.further if row.broken else row.values).append(line)
    return [row for row in rows if len(row.values) > 1 and row.levels[2]]


def _is_value(line: Line, before: Line | None, narrow: int, wide: int, named: bool, tail: bool) -> tuple[bool, bool]:
    text = line.text.strip()
    points = _POINTS.match(text)
    if points is not None and width_of(text[points.end() :]) <= narrow and not _FIGURE.search(text[points.end() :]):
        return False, False
    if line.width > narrow + 1 or _FIGURE.search(_PART_OF_POINTS.sub("", text)):
        return True, False
    full = before is not None and before.width >= wide - 4 and not _is_complete(before.text.strip())
    known = any(name.startswith(normal(text)) for name in _KNOWN)
    if full and not named and not tail and not known and before is not None and before.page == line.page:
        return True, True
    ended = text.endswith(_ENDED)
    return (True, True) if ended and not named else (False, False)


def _is_complete(text: str) -> bool:
    """A sentence that is over, or a figure with its unit: nothing of the cell is to come."""
    return text.endswith(_ENDED) or _MEASURED.search(text) is not None


def _begin(rows: list[_Row], pieces: list[Line], line: Line) -> None:
    """A new row; or the one above goes on on the next page, with what was left of the names of its levels."""
    text = normal("".join(piece.text.strip() for piece in pieces))
    points = _POINTS.match("".join(piece.text.strip() for piece in pieces[:1]))
    if rows and points is not None:
        rows[-1].levels[0] += normal(points[0])
        rows[-1].levels[1] += text[len(normal(points[0])) :]
        rows[-1].broken = True
        return
    row = _Row(starts=list(pieces))
    level1 = _LEVEL1.match(text)
    if level1 is not None and not (level1[1] == "成本" and rows):
        row.levels[0], text = level1[0], text[level1.end() :]
    level2 = _LEVEL2.match(text)
    if level2 is not None:
        row.levels[1], text = level2[0], text[level2.end() :]
    row.levels[2] = text or row.levels[1]
    rows.append(row)


def _halves(lines: Sequence[Line], wide: int) -> tuple[list[Line], list[Line], bool]:
    """What was promised and what was done, and whether there is only one way to cut.

    Nothing is cut behind a line that is full and ends no sentence. Both halves have as many figures with the same
    units, or a list begins anew in the second.
    """
    best: list[tuple[int, int]] = []
    for cut in range(1, len(lines)):
        score = _cut_score(lines, cut, wide)
        if score is not None:
            best.append((score, cut))
    best.sort(reverse=True)
    if not best:
        return list(lines), [], False
    score, cut = best[0]
    sure = score >= _CERTAIN and (len(best) == 1 or best[1][0] < score - 1)
    return list(lines[:cut]), list(lines[cut:]), sure


_CERTAIN = 4


def _cut_score(lines: Sequence[Line], cut: int, wide: int) -> int | None:
    last, following = lines[cut - 1], lines[cut].text.strip()
    number = _NUMBER.match(following)
    full = last.width >= wide - 4 and not last.text.strip().endswith(_ENDED)
    listed = number is not None and number[1] == "1"
    if (full and not listed) or (number is not None and not listed):
        return None
    left, right = (_text(half) for half in (lines[:cut], lines[cut:]))
    begins = _NUMBER.match(lines[0].text.strip())
    score = (5 if begins is not None and begins[1] == "1" else 2) if listed else 0
    score += 1 if last.text.strip().endswith("。") else 0
    one, two = _measures(left), _measures(right)
    if one and len(one) == len(two):
        score += 3 + (2 if [unit for _, unit in one] == [unit for _, unit in two] else 0)
    elif bool(one) != bool(two):
        score -= 2
    same = normal(right).rstrip("。；;")
    score += 4 if len(same) > 4 and same in normal(left) else 0
    return score + (1 if set(left[:6]) & set(right[:8]) else 0)


_MEASURE = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([%％]|[a-zA-Z/]+|[^\s0-9.,，。；;、:：()（）])?")


def _measures(text: str) -> list[tuple[str, str]]:
    """The figures of a text and the first character of their units; numbers of a list are none."""
    plain = re.sub(r"(?:(?<=^)|(?<=[；;。]))\s*[（(]?[0-9]{1,2}[)）]?[.．、](?![0-9])", "", text)
    return [(match[1], match[2] or "") for match in _MEASURE.finditer(plain)]


def effects_in_lines(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The first line of a table of 服务成效 and the line behind its last; None where there is none."""
    for place, line in enumerate(lines):
        if re.search(r"对象.{0,6}服务提供.{0,4}(?:服务)?成效", normal(line.text)) and line.width < PROSE:
            return place, _end(lines, place + 1)
    return None


EFFECT_HEADS = ("层面", "对象/范畴", "服务提供", "服务成效")
_NARROW_EFFECT = 11  # half-width characters: a line of what was provided, beside those of what came of it
APART = "四格的内容连在一起，照行宽分开"


def effects_table(lines: Sequence[Line], number: int) -> Table | None:
    """Lines of a table of 服务成效, its head first: narrow ones say for whom and what, wide ones what came of it."""
    body = lines[1:]
    wide = max((line.width for line in body), default=0)
    rows: list[tuple[list[Line], list[Line]]] = []
    for before, line in zip((None, *body), body, strict=False):
        text = line.text.strip()
        full = before is not None and _NARROW_EFFECT < wide - 4 <= before.width
        narrow = line.width <= _NARROW_EFFECT and not (full and text.endswith(_ENDED))
        if narrow and (not rows or rows[-1][1]):
            rows.append(([], []))
        if rows:
            rows[-1][0 if narrow else 1].append(line)
    if len(rows) < 2 or not all(effect for _, effect in rows):
        return None
    cells = {(1, column): head for column, head in enumerate(EFFECT_HEADS, 1)}
    origins: dict[tuple[int, int], Origin] = {}
    for row, (pieces, effect) in enumerate(rows, 2):
        singles = 0
        while singles < len(pieces) and len(pieces[singles].text.strip()) == 1:
            singles += 1
        about = normal("".join(piece.text for piece in pieces[:singles]))
        level, mark, subject = about.partition("层面")
        texts = (level + mark if mark else "", subject if mark else about, _of(pieces[singles:]), _of(effect))
        for column, text in enumerate(texts, 1):
            if text:
                cells[row, column] = text
                origins[row, column] = _origin(effect if column == len(texts) else pieces)
    return Table(grid_of(f"表{number}", cells), origins, lines[0].number, "", dict.fromkeys(origins, APART))


def _of(lines: Sequence[Line]) -> str:
    """Their text; a list keeps a line for each of its points."""
    text = ""
    for line in lines:
        begins = bool(text) and _NUMBER.match(line.text.strip()) is not None
        text = f"{text}\n{line.text.strip()}" if begins else joined([text, line.text])
    return text


# ------------------------------------------------------------ budgets


def _costs(body: Sequence[Line], heads: list[str], number: int, behind: int) -> tuple[Table, int] | None:
    """A row ends with its amounts; in front of them stand its name and what it is spent on."""
    amounts = [place for place, name in enumerate(heads, 1) if place > 1 and _is_amount(name)]
    described = len(heads) - len(amounts) > 1
    if not amounts or amounts[-1] != len(heads) or amounts[0] != len(heads) - len(amounts) + 1:
        return None
    cells = {(1, column): name for column, name in enumerate(heads, 1)}
    origins: dict[tuple[int, int], Origin] = {}
    doubts: dict[tuple[int, int], str] = {}
    row, start, used, names = 1, 0, 0, 0
    for place, line in enumerate(body):
        figures = _last_amounts(line.text, len(amounts))
        if figures is None:
            continue
        lead, values = figures
        texts = [each.text for each in body[start:place]] + _parts(lead, described)
        turned = start > 0 and place > start and body[start].page != body[start - 1].page
        while turned and described and len(texts) > 1 and width_of(texts[0]) > names:
            cells[row, 2] = joined([cells.get((row, 2), ""), texts.pop(0)])  # went on on the next page
        if not texts:
            break
        row, names = row + 1, max(names, width_of(texts[0]) + 1)
        name, description, sure = _named(texts, described)
        cells[row, 1] = name
        origins[row, 1] = _origin(body[start : place + 1])
        if not sure:
            doubts[row, 1] = "名称和简介连在一起"
        if description:
            cells[row, 2], origins[row, 2] = description, _origin(body[start : place + 1])
        for column, value in zip(amounts, values, strict=True):
            cells[row, column], origins[row, column] = value, line.origin
        start = used = place + 1
        if normal(name) in ("合计", "总计"):
            break
    return (Table(grid_of(f"表{number}", cells), origins, behind, "", doubts), used) if row > 2 else None


def _is_amount(name: str) -> bool:
    if re.search("简介|说明|明细|项目|内容", name):
        return False
    return fund_field(name) in ("full_year_budget", "executed", "rate", "initial_budget") or "差额" in name


def _last_amounts(text: str, count: int) -> tuple[str, list[str]] | None:
    """What stands before the last `count` figures of a line, and these; None where there are not as many."""
    words = text.split()
    values = words[-count:]
    if len(words) < count or not all(_AMOUNTS.fullmatch(value) and value[0].isdigit() for value in values):
        return None
    return " ".join(words[:-count]), values


def _parts(lead: str, described: bool) -> list[str]:
    """What stands before the amounts in their line: a name, or a name and a blank and what it is spent on."""
    name, blank, rest = lead.partition(" ")
    if described and blank and len(name) > 2 and _COST_END.search(name):
        return [name, rest]
    return [lead] if lead else []


def _named(texts: list[str], described: bool) -> tuple[str, str, bool]:
    """The name of a cost line, and what stands beside it: a name ends where it is wrapped no further, as 费用 does."""
    if not described:
        name = normal("".join(texts))
        return name, "", True
    name, limit = "", width_of(texts[0]) + 1
    for place, text in enumerate(texts):
        if place and (_COST_END.search(name) or width_of(text) > limit):
            return name, joined(texts[place:]), bool(_COST_END.search(name))
        name += normal(text)
    return name, "", bool(_COST_END.search(name))

"""Which lines below the header of an official form are rows of its table, and where the table ends.

A note or a signature is no row, yet the table goes on below it where a whole row follows. Below the total of all, and
far below the last line, nothing is a row: what looks like one is asked about and not scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.catalogue import finding
from workbook_tools.model import Finding
from workbook_tools.reading.footers import (
    beside_labels,
    is_footer,
    is_of_another,
    is_part_total,
    is_score_label,
    is_total_label,
)
from workbook_tools.reading.official_form_columns import Block, heads_funds, is_second_header
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.tables import FAR
from workbook_tools.reading.text import normal, says_example

_SECTION = lazy_pattern(
    r"(?:[(]?[一二三四五六七八九1-9][)、.]{1,2})?(?:项目)?(?:产出|效益|效果|满意度|成本|决策|过程|管理|投入|绩效)(?:类|管理)?(?:指标)?"
    r"(?:[(:].{0,12}[)]?|[0-9]{1,3}分)?"
)
_COUNTED = lazy_pattern("[≥≤><=]{0,2}[0-9][0-9,]{0,12}(?:[.][0-9]{1,6})?[^0-9]{0,6}")
_MARK = lazy_pattern("[0-9]{1,3}(?:[.][0-9]{1,4})?[^0-9]{0,6}")
_BONUS = lazy_pattern("(?:加|减|扣|奖励?加?|额外加)分(?:项|指标|项目|因素)?(?:\\(.*\\))?")
_PHONE = lazy_pattern("1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_OF_PERSONS = frozenset(
    (
        "单位",
        "工作单位",
        "所在单位",
        "职务",
        "职称",
        "职务/职称",
        "电话",
        "联系电话",
        "联系方式",
        "签字",
        "签名",
        "专业",
    )
)
_OWN_BLOCK = 3  # rows that make a second block of a table, however far below

Kind = Literal["row", "total", "wide", "footer", "other"]


class Line(NamedTuple):
    """A line of the table: a row (headings in rows of their own among them) or a total."""

    row: int
    kind: Literal["row", "total"]


class _Filled(NamedTuple):
    """A line with something in it; `gap`: the blank ones above it."""

    row: int
    kind: Kind
    gap: int


def lines_of(sheet: FormSheet, block: Block, end: int, findings: list[Finding]) -> list[Line]:
    """The lines of the table whose header `block` is, down to row `end`. What looks like a row below it is said."""
    lines = list(_filled(sheet, block, end))
    taken: list[Line] = []
    ended = False  # another part of the form has begun
    total = far = 0  # the row of the total of all; the first line far below
    strays: list[_Filled] = []
    for place, line in enumerate(lines):
        if line.kind == "other":
            continue
        below_total = bool(total) and line.kind == "row"
        if ended:
            if line.kind == "row" and line.gap and _counts(sheet, block, line.row):
                strays.append(line)
        elif line.kind == "total":
            taken.append(Line(line.row, "total"))
            if not total and _closes(sheet, block, lines, place):
                total = line.row
        elif line.kind in ("wide", "footer"):
            ended = bool(total) or (line.kind == "wide" and not _goes_on(sheet, block, lines, place))
        elif below_total and is_bonus(sheet, block, line.row):
            taken.append(Line(line.row, "row"))
        elif below_total:
            if _may_be_row(sheet, block, line.row):
                strays.append(line)
        elif far or (taken and line.gap >= FAR and not _begins_anew(sheet, block, lines, place)):
            far = far or line.row
            strays.append(line)
        else:
            taken.append(Line(line.row, "row"))
    findings += _asked(sheet, strays, total)
    return taken


def own_text(sheet: FormSheet, block: Block, row: int, name: str) -> str:
    """What stands in the row itself under a header, not what is merged into it from above."""
    places = (sheet.origin(row, column) for column in block.columns.get(name, ()))
    return next((sheet.text(*place).strip() for place in places if place[0] == row), "")


def is_wide(sheet: FormSheet, block: Block, row: int) -> bool:
    """One cell is merged over what was promised and what was done."""
    if not {"target", "actual"} <= block.columns.keys():
        return False
    target, actual = (sheet.origin(row, block.first(name)) for name in ("target", "actual"))
    return target == actual and target in sheet.cells


def names_section(text: str) -> bool:
    """一、产出指标（50分）: the name of a level-1 indicator to its last character."""
    return _SECTION.fullmatch(normal(text)) is not None


def is_wide_section(sheet: FormSheet, block: Block, row: int) -> bool:
    """A level-1 indicator merged over the whole width of the table: a heading, and no note that ends it."""
    texts = _texts(sheet, row)
    return len(texts) == 1 and is_wide(sheet, block, row) and names_section(texts[0])


def is_whole(sheet: FormSheet, block: Block, row: int) -> bool:
    """A row with a name, what was promised and what was done, and a figure: in both of these, or of its points."""
    name = own_text(sheet, block, row, "level3") or own_text(sheet, block, row, "item")
    sides = [own_text(sheet, block, row, side) for side in ("target", "actual") if side in block.columns]
    if not name or not all(sides) or is_wide(sheet, block, row):
        return False
    return all(_COUNTED.fullmatch(normal(side)) for side in sides) or _has_marks(sheet, block, row)


def is_bonus(sheet: FormSheet, block: Block, row: int) -> bool:
    """加分项 and 扣分项, without points of their own where the others have some: outside of what the form is worth."""
    levels = (name for name in ("level1", "level2", "level3") if name in block.columns)
    if "points" not in block.columns or not any(
        _BONUS.fullmatch(sheet.label(row, block.first(level))) for level in levels
    ):
        return False
    return _MARK.fullmatch(sheet.label(row, block.first("points"))) is None


def _texts(sheet: FormSheet, row: int) -> list[str]:
    return [cell.text for column, cell in sheet.in_row(row) if sheet.origin(row, column)[0] == row]


def _filled(sheet: FormSheet, block: Block, end: int) -> Iterator[_Filled]:
    """The lines that have a text of their own, each with what it is by itself."""
    money = 0  # the last row of a funds table that stands among the indicators or below them
    below = False  # a footer stands above
    persons = False  # 姓名 单位 职务 电话 签字 stand above
    last = block.bottom
    for row in range(block.bottom + 1, end + 1):
        texts = _texts(sheet, row)
        if not any(map(normal, texts)):
            continue
        kind: Kind
        persons = _heads_persons(texts) or (persons and row == last + 1)
        if row <= money or persons:
            kind = "other"
        elif (funds := heads_funds(sheet, row)) is not None:
            from workbook_tools.reading.official_form_funds import (
                funds_end,
            )  # below its rows few forms have their money

            money, kind = funds_end(sheet, funds), "other"
        else:
            kind = _kind(sheet, block, row, texts, below)
        below = kind in ("wide", "footer") or (below and kind in ("other", "total"))
        yield _Filled(row, kind, row - last - 1)
        last = row


def _kind(sheet: FormSheet, block: Block, row: int, texts: list[str], below: bool) -> Kind:
    if row == block.bottom + 1 and is_second_header(sheet, row):
        return "other"
    if any(says_example(text) for text in texts[:4]):
        return "other"
    if _is_of_another(sheet, block, row, texts):
        return "other"
    if _is_total(sheet, block, row, texts):
        return "total"
    if is_wide_section(sheet, block, row):
        return "row"
    if is_wide(sheet, block, row):
        return "wide"
    left = beside_labels(texts)
    values = [own_text(sheet, block, row, name) for name in ("target", "actual", "points", "score")]
    return "footer" if is_footer(texts, counted=any(each in left for each in values if each), below=below) else "row"


def _is_total(sheet: FormSheet, block: Block, row: int, texts: list[str]) -> bool:
    """总分, 产出指标得分, 自评总分：97.6分, in whichever column the label stands."""
    promised, done = (bool(own_text(sheet, block, row, name)) for name in ("target", "actual"))
    return any(
        is_total_label(text, counted=promised and done) or (not promised and is_score_label(text)) for text in texts[:3]
    )


def _is_of_another(sheet: FormSheet, block: Block, row: int, texts: list[str]) -> bool:
    """复核得分 | 96, below the unit's own total."""
    stated = any(own_text(sheet, block, row, name) for name in ("target", "actual"))
    return not stated and any(is_of_another(text) for text in texts[:1])


def _heads_persons(texts: list[str]) -> bool:
    """姓名 单位 职务 电话 签字: the head of those who evaluated."""
    heads = [normal(text) for text in texts]
    return "姓名" in heads and sum(head in _OF_PERSONS for head in heads) > 1


def _has_marks(sheet: FormSheet, block: Block, row: int) -> bool:
    return any(_MARK.fullmatch(normal(own_text(sheet, block, row, name))) for name in ("points", "score"))


def _may_be_row(sheet: FormSheet, block: Block, row: int) -> bool:
    """A line that would be read as a row where one may stand: with figures or points, named or not."""
    name = own_text(sheet, block, row, "level3") or own_text(sheet, block, row, "item")
    sides = [own_text(sheet, block, row, side) for side in ("target", "actual")]
    counted = [_COUNTED.fullmatch(side) is not None and not _PHONE.fullmatch(side) for side in map(normal, sides)]
    if _has_marks(sheet, block, row) or all(counted) or (name and any(counted)):
        return True
    level1 = own_text(sheet, block, row, "level1")
    return bool(name) and all(sides) and (not level1 or names_section(level1))


def _counts(sheet: FormSheet, block: Block, row: int) -> bool:
    """In another part of the form: a name with what was promised and what was done, both in figures."""
    name = own_text(sheet, block, row, "level3") or own_text(sheet, block, row, "item")
    sides = [own_text(sheet, block, row, side) for side in ("target", "actual")]
    return bool(name) and all(_COUNTED.fullmatch(normal(side)) for side in sides) and not is_footer([name, *sides])


def _goes_on(sheet: FormSheet, block: Block, lines: list[_Filled], place: int) -> bool:
    """Without a gap a whole row follows the note, the heading above one, or sooner or later the total of the scores."""
    below = takewhile(lambda line: line.gap < FAR, lines[place + 1 :])
    first = True
    for line in below:
        if line.kind == "total":
            return first or any("分" in text for text in _texts(sheet, line.row)[:3])
        if line.kind == "row" and first:
            texts = _texts(sheet, line.row)
            if is_whole(sheet, block, line.row) or (len(texts) == 1 and names_section(texts[0])):
                return True
            first = False
    return False


def _closes(sheet: FormSheet, block: Block, lines: list[_Filled], place: int) -> bool:
    """The total of all, below which no row stands; not the sum of a level, nor one that stands above its rows."""
    row = lines[place].row
    if not any(line.kind == "row" for line in lines[:place]):
        return False
    labels = [text for text in _texts(sheet, row)[:3] if is_total_label(text) or is_score_label(text)]
    if any(map(is_part_total, labels)):
        return False
    next_row = True
    for line in lines[place + 1 :]:
        if line.gap >= FAR:
            break
        if line.kind == "total":
            return next_row  # a row lies between the two: this one was the sum of a part
        if line.kind == "row":
            if next_row and is_whole(sheet, block, line.row) and own_text(sheet, block, line.row, "level1"):
                return all("总" in label for label in labels)
            next_row = False
    return True


def _begins_anew(sheet: FormSheet, block: Block, lines: list[_Filled], place: int) -> bool:
    """A second block of the table with a level of its own: some whole rows, however far below."""
    first = lines[place]
    if not own_text(sheet, block, first.row, "level1"):
        return False
    rows = 0
    for line in lines[place:]:
        if line.kind != "row" or (line is not first and line.gap >= FAR):
            break
        rows += is_whole(sheet, block, line.row)
        if rows >= _OWN_BLOCK:
            return True
    return False


def _asked(sheet: FormSheet, strays: list[_Filled], total: int) -> Iterator[Finding]:
    """One finding for the lines that stand together."""
    blocks: list[list[_Filled]] = []
    for line in strays:
        if blocks and line.row - blocks[-1][-1].row <= FAR:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    for block in blocks:
        first = block[0]
        column = next(column for column, _ in sheet.in_row(first.row))
        place, words = sheet.at(first.row, column), "、".join(_texts(sheet, first.row))
        rows = "、".join(str(line.row) for line in block)
        if first.gap:
            yield finding("S032", sheet.name, place, rows=rows, gap=first.gap, text=words)
        else:
            yield finding("O117", sheet.name, place, rows=rows, total=total, text=words)

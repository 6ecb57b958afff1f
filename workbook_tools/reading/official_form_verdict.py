"""What a form says of itself as a whole beside its tables: 自评得分 90 and 自评等级 良, in its head or below its rows.

Only the unit's own word is taken: what an office gave it (复核得分, 财政部门评价等级) is measured by another total.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from workbook_tools.basis.grade_words import grade_rank
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Cell, StatedVerdict
from workbook_tools.reading.footers import OTHER_PARTY
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.tables import plain_figure
from workbook_tools.reading.text import normal

_OF_THE_WHOLE = "(?:本?项目|单位|部门|年度|预算|支出|绩效)*"
_OWN_SCORE = lazy_pattern(
    f"{_OF_THE_WHOLE}(?:自评|自我评价)(?:总|综合|合计|最终)?(?:得分|评分|分数|分)|{_OF_THE_WHOLE}(?:总|综合|最终|合计)得分"
)
_TOTAL = lazy_pattern("(?:总|合计)分")  # in the head of a form it may be the full marks
_OWN_GRADE = lazy_pattern(
    f"{_OF_THE_WHOLE}(?:自评|自我评价|评价|评定|考核|考评|综合|最终|总体)*(?:等级|等次|档次|评级)|{_OF_THE_WHOLE}(?:自评|自我评价)(?:结论|结果)"
)
_POINTS = lazy_pattern(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)分?")
_BRACKETED = lazy_pattern(r"\([^()]*\)")
_OF_A_GRADE = lazy_pattern("(?:等级|等次|档次|[级等档])$")
_GRADE_WORD = "[优良](?![质率惠化先势]|[秀好良]率)"
_BAND = r"[0-9]{2,3}(?:\.[0-9])?(?:分|%)?(?:\(不?含\))?(?:及?以[上下]|[-~—–至到]{1,2}[0-9]{2,3})|[≥>≤<][0-9]{2,3}"
_OF_BANDS = lazy_pattern(
    rf"(?:{_BAND})[^。;]{{0,12}}(?:{_GRADE_WORD})|(?:{_GRADE_WORD})[^。;]{{0,8}}(?:{_BAND})"
    rf"|[0-9]分[^。;]{{0,8}}[为是属即][^。;]{{0,4}}(?:{_GRADE_WORD})",
    holding="优良",
)
_BOXES = "□☐○◯"
_TICKS = "☑☒■√✓✔●"
_CHOICE = "优秀|良好|不合格|合格|优|良|中|差"
_TICK_BEFORE = lazy_pattern(f"[{_TICKS}]({_CHOICE})", holding=_TICKS)
_TICK_BEHIND = lazy_pattern(f"({_CHOICE})[{_TICKS}]", holding=_TICKS)


class _Told(NamedTuple):
    label: str
    value: Cell
    at: str
    below: bool  # the table, where a row 总分 | 100 | 97.6 is read with it
    behind: bool  # a colon in the same cell


def verdict_of(sheet: FormSheet, head: int, last_row: int) -> StatedVerdict:
    """What stands above `head`, the header of the indicators, and below `last_row`, the last of them.

    `自评得分 | 90 | 自评等级 | 优`, each value in the cell beside its label or behind a colon in the same one.
    """
    told = [each for row in _rows_around(sheet, head, last_row) for each in _told(sheet, row, below=row > last_row)]
    scores = [each for each in told if _OWN_SCORE.fullmatch(each.label) and (each.behind or not each.below)]
    scores += [each for each in told if _TOTAL.fullmatch(each.label) and each.behind and each.below]
    scored = next(((each, score) for each in scores if (score := _points(each.value)) is not None), None)
    grades = (each for each in told if _OWN_GRADE.fullmatch(each.label))
    graded = next(((each, grade) for each in grades if (grade := _grade(each.value.text))), None)
    verdict = StatedVerdict()
    if scored is not None:
        verdict = verdict._replace(score=scored[1], score_cell=scored[0].at)
    if graded is not None and not _has_bands(sheet, head, last_row):
        verdict = verdict._replace(grade=graded[1], grade_label=graded[0].label, grade_cell=graded[0].at)
    return verdict


def _has_bands(sheet: FormSheet, head: int, last_row: int) -> bool:
    """The form says itself what each grade takes: 98分（含）以上为优，90分（含）—98分为良."""
    lines = (
        " ".join(normal(cell.text) for _, cell in sheet.in_row(row)) for row in _rows_around(sheet, head, last_row)
    )
    return any(_OF_BANDS.search(line) for line in lines)


def _rows_around(sheet: FormSheet, head: int, last_row: int) -> Iterator[int]:
    yield from range(1, head)
    yield from range(last_row + 1, sheet.row_count + 1)


def _told(sheet: FormSheet, row: int, *, below: bool) -> Iterator[_Told]:
    """Each label of a row with what stands behind its colon, else in the cell to its right."""
    cells = [(column, cell) for column, cell in sheet.in_row(row) if sheet.origin(row, column)[0] == row]
    for place, (column, cell) in enumerate(cells):
        pairs = list(_pairs(cell.text))
        yield from (_Told(label, Cell(value), sheet.at(row, column), below, behind=True) for label, value in pairs)
        if not pairs and place + 1 < len(cells):
            beside, value = cells[place + 1]
            yield _Told(_bare(cell.text), value, sheet.at(row, beside), below, behind=False)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """`自评得分：90分　自评等级：优` → 自评得分, 90分; 自评等级, 优."""
    line = unicodedata.normalize("NFKC", text).replace("。", ",").replace(";", ",")
    for part in line.split(","):
        pieces = part.split()
        apart = all(0 < piece.find(":") < len(piece) - 1 for piece in pieces)
        for piece in pieces if apart else ["".join(pieces)]:
            label, colon, value = piece.partition(":")
            if colon and value:
                yield _bare(label), value


def _bare(label: str) -> str:
    """自评得分（百分制） is 自评得分; 评价等级（第三方） stays what it is."""
    bare = normal(label)
    return bare if _is_of_another(bare) else _BRACKETED.sub("", bare)


def _is_of_another(text: str) -> bool:
    """良好（第三方）: what stands in brackets names another party."""
    return any(OTHER_PARTY.search(inner) for inner in _BRACKETED.findall(text))


def _points(cell: Cell) -> Decimal | None:
    """90 of 90, `90分` and `90分（优）`."""
    if cell.number is not None:
        return None if cell.percent else plain_figure(cell)
    match = _POINTS.fullmatch(_BRACKETED.sub("", normal(cell.text)))
    return None if match is None else Decimal(match[1])


def _grade(text: str) -> str:
    """良 of 良, 良好等次, 良（80～90分） and □优 ☑良 □中 □差; "" for what names no grade, or several."""
    bare = normal(text)
    if any(mark in bare for mark in _TICKS):
        return _ticked(bare)
    if _is_of_another(bare):
        return ""
    bare = _OF_A_GRADE.sub("", _BRACKETED.sub("", bare))
    return bare if grade_rank(bare) is not None else ""


def _ticked(text: str) -> str:
    """The one of several grades that has a tick, in front of its word or behind it."""
    boxed = re.sub(f"\\(([{_TICKS}])\\)", r"\1", text).replace("()", "□")
    ticked = (_TICK_BEFORE if boxed[0] in _BOXES + _TICKS else _TICK_BEHIND).findall(boxed)
    return ticked[0] if len(ticked) == 1 else ""

"""What stands around the tables of an official form: who, which year, which goals, which rules it was scored by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.model import Information, Table, Text
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.official_form_year import Said, year_of
from workbook_tools.reading.text import MONEY_UNITS, normal

_LABELS = {
    "project": lazy_pattern("(?:预算)?项目名称|专项(?:资金)?名称|转移支付名称|政策名称"),
    "authority": lazy_pattern(
        "(?:预算|项目|业务|中央|地方|省级?|市级?|县级?|区级?)?主管(?:部门|单位)(?:及代码)?|(?:资助|委托|购买|采购|出资)(?:单位|方|部门)"
    ),
    "station": lazy_pattern(
        "(?:社会工作|社工|服务|被?(?:评估|评价|考核|考评|督导)|[乡镇街道]{1,2}){0,3}站点?(?:名称|全称)|站名"
        "|被(?:评估|评价|考核|考评|检查|督导)(?:对象|单位|机构|站点?|方)|(?:评估|评价|考核|考评)(?:对象|站点)"
    ),
    "contractor": lazy_pattern(
        "(?:项目|具体|资金)?(?:实施|承担|使用|承接|执行|承办)(?:单位|机构)|(?:服务|社工)?机构名称|(?:项目|预算|填报)单位|单位名称|部门名称|预算部门"
    ),
    "year": lazy_pattern("(?:评价|自评|预算|所属|实施|资金|项目|考核|评估|绩效|申报)?(?:年度|年份)"),
    "period": lazy_pattern("(?:评价|考核|评估|考评)(?:时间|日期|期间|周期)"),  # of the year, or of the days it took
    "prepared_by": lazy_pattern("填表人|填报人|制表人"),
    "prepared_on": lazy_pattern("填表日期|填报日期|填报时间"),
}
# In front of a colon a shorter label is enough: 项目：社工站运营.
_SHORT_LABELS = {
    "project": lazy_pattern("项目"),
    "station": lazy_pattern("(?:社会工作|社工|服务){0,3}站点?"),
    "contractor": lazy_pattern("单位|(?:考核|评估|评价)单位"),
}
# What else the unit says in its own words: the label → chapter and title of 文字材料.
_OWN_WORDS = (
    (lazy_pattern("(?:[0-9][.、])?项目实施内容.*"), "实施情况", "项目实施内容及过程"),
    (lazy_pattern("(?:自评|评价)结论"), "总体结论", "评价结论"),
    (lazy_pattern("存在(?:的)?(?:主要)?问题.*|偏差大或目标未完成原因.*"), "存在问题", "存在问题"),
    (lazy_pattern("(?:下一步)?改进措施.*"), "应对策略", "改进措施"),
)
_CODE = lazy_pattern("^(?=[0-9A-Z]*[0-9])[0-9A-Z]{3,}[-—](?=[^0-9])")  # 219001-某某镇人民政府
_TITLE = lazy_pattern(r"自评|绩效|^(?:附[件表][0-9]{0,2}[:：]?)?[^:：]{4,60}[表单](?:\([^()]{0,40}\)){0,3}$")
_GOAL = lazy_pattern("(?:总体|绩效|年度|预期)?目标")
_PROMISED = lazy_pattern("预期|年初|设定|计划|申报|^(?:项目)?(?:年度)?(?:总体|绩效)?目标$")
_DONE = lazy_pattern("实际|完成|实现|达成")
_BANDS = lazy_pattern("80%?[^0-9]{0,8}[-~至][^0-9]{0,3}(60|50)%?")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The labels, the year (of the title where no label has it) and the texts of the goals."""

    title: str
    information: Information
    texts: tuple[Text, ...] = field(default=())


def read_surroundings(sheet: FormSheet, last_row: int) -> Surroundings:
    """What stands above `last_row`, the head of the indicators; the preparer may sign below."""
    values: dict[str, str] = {}
    places: dict[str, str] = {}
    for name, label in _LABELS.items():
        end = sheet.row_count if name.startswith("prepared") else last_row
        found = _value(sheet, label, end, last_row) or _behind_colon(sheet, _SHORT_LABELS.get(name), last_row)
        if found is not None:
            values[name], places[name] = _CODE.sub("", found[0]), found[1]
    said = {name: Said(text, places[name]) for name, text in values.items()}
    title = _title(sheet, last_row)
    stated, period, project = (said.get(name, Said()) for name in ("year", "period", "project"))
    year = year_of(sheet, last_row, label=stated, period=period, title=title, project=project)
    places.pop("period", None)
    if year.text:
        places["year"] = year.cell
    information = Information(
        sheet=sheet.name,
        places=places,
        project=values.get("project", ""),
        station=values.get("station", ""),
        contractor=values.get("contractor", ""),
        authority=values.get("authority", ""),
        year=year.text,
        prepared_by=values.get("prepared_by", ""),
        prepared_on=_day(sheet, places.get("prepared_on", ""), values.get("prepared_on", "")),
    )
    return Surroundings(title.text, information, (*_goals(sheet, last_row), *_own_words(sheet)))


def rating_limit(sheet: FormSheet) -> int | None:
    """The lower limit of 部分达成 as the form's own notes give it: 60, or 50 in older forms; None without notes."""
    for place in sorted(sheet.cells):
        if len(text := sheet.text(*place)) > 20 and (match := _BANDS.search(normal(text))):
            return int(match[1])
    return None


def _value(sheet: FormSheet, label: re.Pattern[str], last_row: int, head: int) -> tuple[str, str] | None:
    """The text to the right of a label, or behind its colon in the same cell."""
    for row in range(1, last_row + 1):
        cells = list(sheet.in_row(row))
        for place, (column, cell) in enumerate(cells):
            if label.fullmatch(_bare(cell.text)):
                below = sheet.bottom(row, column) + 1
                if row <= head < below:  # the head of a column of the table
                    named = (row for row in range(below, sheet.row_count + 1) if sheet.text(row, column).strip())
                    first = next(named, 0)
                    return (sheet.text(first, column).strip(), sheet.at(first, column)) if first else None
                beside = cells[place + 1] if place + 1 < len(cells) else None
                if beside is not None and not _is_label(beside[1].text):
                    return beside[1].text.strip(), sheet.at(row, beside[0])
                return None
            if (behind := _inline(cell.text, label)) is not None:
                return behind, sheet.at(row, column)
    return None


def _behind_colon(sheet: FormSheet, label: re.Pattern[str] | None, last_row: int) -> tuple[str, str] | None:
    """What stands behind a label in its own cell above the table; 单位：万元 names no unit."""
    if label is None:
        return None
    for row in range(1, last_row):
        for column, cell in sheet.in_row(row):
            if (behind := _inline(cell.text, label)) is not None and behind.partition("、")[0] not in MONEY_UNITS:
                return behind, sheet.at(row, column)
    return None


def _inline(text: str, label: re.Pattern[str]) -> str | None:
    for inline in re.finditer(r"([^\s:：,，;；]{2,12})\s*[:：]\s*([^\s,，;；]+)", text):
        if label.fullmatch(_bare(inline[1])):
            return inline[2].strip()
    return None


def _bare(text: str) -> str:
    """A label without what stands in brackets: 项目（专项）名称 is 项目名称."""
    return re.sub(r"\([^()]*\)", "", normal(text))


def _title(sheet: FormSheet, last_row: int) -> Said:
    first = min((row for row, _ in sheet.cells), default=1)
    for row in range(first, min(last_row, first + 7)):
        for column, cell in sheet.in_row(row):
            text = normal(cell.text)
            if len(text) > 5 and _TITLE.search(text):
                return Said(text, sheet.at(row, column))
    return Said()


def _day(sheet: FormSheet, place: str, text: str) -> date | None:
    cells = (cell for (row, column), cell in sheet.cells.items() if place and sheet.at(row, column) == place)
    found = next((day for cell in cells if (day := read_day(cell))), None)
    if found is not None:
        return found
    from workbook_tools.model import Cell

    return read_day(Cell(text)) if text else None


def _goals(sheet: FormSheet, last_row: int) -> tuple[Text, ...]:
    """年度总体目标: what was promised and what was done, once for each goal of the form."""
    texts: list[Text] = []
    for row in range(1, last_row):
        heads = list(sheet.in_row(row))
        under = heads[1:] if len(heads) > 2 else heads  # the first one names the whole block
        promised = next((c for c, cell in under if _PROMISED.search(normal(cell.text)) and _is_head(cell.text)), None)
        behind = [(c, cell) for c, cell in under if promised is not None and c > promised]
        done = next((c for c, cell in behind if _DONE.search(normal(cell.text)) and _is_head(cell.text)), None)
        if promised is None or done is None or promised == done or not any(_GOAL.search(c.text) for _, c in heads):
            continue
        for below in range(sheet.bottom(row, promised) + 1, last_row):
            told = [
                _text(sheet, below, column, chapter, title)
                for column, chapter, title in (
                    (promised, "年度绩效目标", "预期目标"),
                    (done, "实施情况", "目标实际完成情况"),
                )
                if sheet.origin(below, column)[0] == below and len(sheet.text(below, column).strip()) > 1
            ]
            if not told or _is_head(sheet.text(below, promised)) or _other_label(sheet, below, promised):
                break
            texts += told
        if texts:
            break
    return tuple(texts)


def _other_label(sheet: FormSheet, row: int, column: int) -> bool:
    """Something else begins in the row: a label in front of `column` that does not number a goal."""
    own = (normal(cell.text) for c, cell in sheet.in_row(row) if c < column and sheet.origin(row, c)[0] == row)
    return any(text and not re.fullmatch("(?:年度)?目标.{0,4}|[0-9]{1,2}[.、]?", text) for text in own)


def _own_words(sheet: FormSheet) -> list[Text]:
    """评价结论, 存在问题, 改进措施: what stands to the right of such a label."""
    texts: list[Text] = []
    for row in range(1, sheet.row_count + 1):
        cells = list(sheet.in_row(row))
        for (column, cell), (beside, words) in pairwise(cells):
            known = next((told for label, *told in _OWN_WORDS if label.fullmatch(_bare(cell.text))), None)
            if known and sheet.origin(row, column)[0] == row and len(words.text.strip()) > 1 and words.number is None:
                texts.append(_text(sheet, row, beside, known[0], known[1]))
    return texts


def _is_head(text: str) -> bool:
    label = normal(text)
    return len(label) <= 14 and bool(re.search("目标|情况|预期|实际", label))


def _text(sheet: FormSheet, row: int, column: int, chapter: str, title: str) -> Text:
    table = Table(sheet.name, row - 1, row, {"chapter": column, "title": column, "content": column}, kind="texts")
    return Text(table, row, chapter, title, sheet.text(row, column).strip())


def _is_label(text: str) -> bool:
    return any(label.fullmatch(_bare(text)) for label in _LABELS.values())

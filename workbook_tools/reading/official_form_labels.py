"""What stands around the tables of an official form: who, which year, which goals, which rules it was scored by."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from workbook_tools.model import Information, Table, Text
from workbook_tools.reading.dates import read_day
from workbook_tools.reading.official_form_sheet import FormSheet
from workbook_tools.reading.text import normal

_LABELS: dict[str, tuple[str, ...]] = {
    "project": ("项目名称", "专项名称", "预算项目名称", "转移支付名称", "政策名称"),
    "authority": (
        *("主管部门", "主管部门及代码", "预算主管部门", "省级主管部门", "市级主管部门", "区级主管部门", "县级主管部门"),
        *("主管单位", "项目主管部门", "中央主管部门"),
    ),
    "contractor": (
        *("实施单位", "项目实施单位", "项目单位", "预算单位", "单位名称", "资金使用单位", "具体实施单位"),
        *("预算部门", "部门名称", "填报单位", "承接机构"),
    ),
    "year": ("年度", "评价年度", "自评年度", "预算年度", "所属年度"),
    "prepared_by": ("填表人", "填报人", "制表人"),
    "prepared_on": ("填表日期", "填报日期", "填报时间"),
}
_TITLE = re.compile("自评|绩效")
_YEAR = re.compile("(20[0-9]{2})年?")
_GOAL = re.compile("(?:总体|绩效|年度|预期)?目标")
_PROMISED = re.compile("预期|年初|设定|计划|申报|^(?:年度)?(?:总体|绩效)?目标$")
_DONE = re.compile("实际|完成|实现|达成")
_BANDS = re.compile("80%?[^0-9]{0,8}[-~至][^0-9]{0,3}(60|50)%?")


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
    for name, aliases in _LABELS.items():
        found = _value(sheet, aliases, sheet.row_count if name.startswith("prepared") else last_row)
        if found is not None:
            values[name], places[name] = found
    title, title_cell = _title(sheet, last_row)
    year = _YEAR.search(normal(values.get("year", ""))) or _YEAR.search(title)
    if year is None:
        year = next((m for row in range(1, last_row) for _, c in sheet.in_row(row) if (m := _year_of(c.text))), None)
        year = year or _YEAR.search(values.get("project", ""))
    elif "year" not in places:
        places["year"] = title_cell
    information = Information(
        sheet=sheet.name,
        places=places,
        project=values.get("project", ""),
        contractor=values.get("contractor", ""),
        authority=values.get("authority", ""),
        year=year[1] if year else "",
        prepared_by=values.get("prepared_by", ""),
        prepared_on=_day(sheet, places.get("prepared_on", ""), values.get("prepared_on", "")),
    )
    return Surroundings(title, information, _goals(sheet, last_row))


def rating_limit(sheet: FormSheet) -> int | None:
    """The lower limit of 部分达成 as the form's own notes give it: 60, or 50 in older forms; None without notes."""
    for place in sorted(sheet.cells):
        if len(text := sheet.text(*place)) > 20 and (match := _BANDS.search(normal(text))):
            return int(match[1])
    return None


def _value(sheet: FormSheet, aliases: tuple[str, ...], last_row: int) -> tuple[str, str] | None:
    """The text to the right of a label, or behind its colon in the same cell."""
    for row in range(1, last_row + 1):
        cells = list(sheet.in_row(row))
        for place, (column, cell) in enumerate(cells):
            label = _bare(cell.text)
            if label in aliases:
                beside = cells[place + 1] if place + 1 < len(cells) else None
                if beside is not None and _bare(beside[1].text) not in _ALL_LABELS:
                    return beside[1].text.strip(), sheet.at(row, beside[0])
                return None
            for inline in re.finditer(r"([^\s:：,，;；]{2,12})\s*[:：]\s*([^\s,，;；]+)", cell.text):
                if _bare(inline[1]) in aliases:
                    return inline[2].strip(), sheet.at(row, column)
    return None


def _bare(text: str) -> str:
    """A label without what stands in brackets: 项目（专项）名称 is 项目名称."""
    return re.sub(r"\([^()]*\)", "", normal(text))


def _title(sheet: FormSheet, last_row: int) -> tuple[str, str]:
    for row in range(1, min(last_row, 8)):
        for column, cell in sheet.in_row(row):
            if _TITLE.search(cell.text) and len(cell.text) > 5:
                return normal(cell.text), sheet.at(row, column)
    return "", ""


def _year_of(text: str) -> re.Match[str] | None:
    return re.fullmatch(r"[(（]?\s*(20[0-9]{2})\s*年度?\s*[)）]?", text.strip())


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
        done = next((c for c, cell in under if _DONE.search(normal(cell.text)) and _is_head(cell.text)), None)
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
            if not told or _is_head(sheet.text(below, promised)):
                break
            texts += told
        if texts:
            break
    return tuple(texts)


def _is_head(text: str) -> bool:
    label = normal(text)
    return len(label) <= 14 and bool(re.search("目标|情况|预期|实际", label))


def _text(sheet: FormSheet, row: int, column: int, chapter: str, title: str) -> Text:
    table = Table(sheet.name, row - 1, row, {"chapter": column, "title": column, "content": column})
    return Text(table, row, chapter, title, sheet.text(row, column).strip())


_ALL_LABELS = {alias for aliases in _LABELS.values() for alias in aliases}

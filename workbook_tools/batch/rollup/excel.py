"""汇总.xlsx: native tables that sort and filter, a heat map, charts, links to every station's workbook and reports."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from workbook_tools.batch.rollup.attention import FLAGS
from workbook_tools.batch.rollup.facts_sheet import write_facts_sheet
from workbook_tools.batch.rollup.looks import FONT, NAVY, Looks
from workbook_tools.batch.rollup.overview_sheet import write_overview
from workbook_tools.batch.rollup.pour import Filling, pour
from workbook_tools.batch.rollup.table_sheet import MOST_ROWS, RollupColumn, TableSheet
from workbook_tools.report.blocks import printable

if TYPE_CHECKING:
    from workbook_tools.batch.rollup.picture import Picture

HEAD_ROW = 2  # 0-based: the title and the note stand above
LONGEST_TEXT = 32_000  # characters of a cell
CHARTED = ("indicators", "years")  # a chart wants to know their figures, so they are not poured
HEAT_MAP = "完成率热力图"
_GRADES = {
    "优": ("#E4F2E9", "#1E6B41"),
    "良": ("#DCEAF7", "#1B4C7A"),
    "中": ("#FCEFD4", "#7A4B00"),
    "合": ("#FCEFD4", "#7A4B00"),
    "差": ("#FAE3E0", "#9C231D"),
    "不": ("#FAE3E0", "#9C231D"),
}
_SEVERITIES = {"错误": _GRADES["差"], "提醒": _GRADES["中"], "提示": ("#E9ECF0", "#4A5562")}
_STATES = {
    "已付": _GRADES["优"], "应付": _GRADES["良"], "可申请": _GRADES["中"], "逾期": _GRADES["差"],
    "不予支付": _GRADES["差"],
}  # fmt: skip
_ESCAPED = str.maketrans({c: f"%{ord(c):02X}" for c in '%#? "<>[]^`{|}\\'})


def make_excel(picture: Picture, file: IO[bytes]) -> None:
    """Write the roll-up as a workbook. The same records give the same bytes."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": picture.title, "created": dt.datetime(2000, 1, 1), "comments": ""})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    looks = Looks(book)
    fillings: dict[str, Filling] = {}
    todo, *others = picture.tables
    first = _write_table(book, todo, looks, fillings)
    _numbers(first, picture.flags, [column.head for column in todo.columns].index(FLAGS[0]), looks)
    overview = book.add_worksheet("概况")
    for number, table in enumerate(others):
        _write_table(book, table, looks, fillings)
        if number == 0:
            _write_heat_map(book, picture, looks, fillings)
    if written := write_facts_sheet(book, picture.district, looks):
        sheet, rows = written
        fillings[_part_of(sheet)] = Filling(2, rows, frozenset(), text, link, {})
    write_overview(book, overview, picture, looks)
    first.activate()
    book.close()
    pour(stream, fillings, file)


def _numbers(sheet: Any, flags: Mapping[str, int], first: int, looks: Looks) -> None:
    """The six numbers over their columns on 今天要办."""
    for place, count in enumerate(flags.values(), first):
        colour = "#9C231D" if count else "#566372"
        sheet.write_number(0, place, count, looks.of(font_size=18, bold=True, font_color=colour, align="center"))


def _write_table(book: Any, table: TableSheet, looks: Looks, fillings: dict[str, Filling]) -> Any:
    sheet = book.add_worksheet(table.title)
    _heading(sheet, table.title, table.note, len(table.columns), looks)
    formats = [looks.cell(column) for column in table.columns]
    count = min(len(table.frame), MOST_ROWS)
    if table.key in CHARTED:
        for number, row in enumerate(table.rows(), HEAD_ROW + 1):
            for place, (value, look) in enumerate(zip(row, formats, strict=True)):
                write(sheet, number, place, value, look)
    else:
        links = frozenset(place for place, column in enumerate(table.columns) if column.kind == "link")
        wrapped = ("long", "place")
        widths = {place: column.width - 2 for place, column in enumerate(table.columns) if column.kind in wrapped}
        _pour_later(sheet, formats, table.rows(), links, fillings, widths)
    written = count if table.key in CHARTED else 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    _native(sheet, f"表_{table.title}", written, [c.head for c in table.columns], [looks.head] * len(table.columns))
    if table.key == "years" and count:
        _chart_of_years(book, sheet, table, count)
    _colour(book, sheet, table, count)
    _page(sheet, table.title, freeze=2 if table.columns[1].head == "站点" else 1)
    if table.key == "ranking":  # links and paths are of no use on paper
        sheet.print_area(0, 0, HEAD_ROW + count, [column.kind for column in table.columns].index("link") - 1)
    if table.tint:
        sheet.set_tab_color(f"#{table.tint}")
    return sheet


def _chart_of_years(book: Any, sheet: Any, table: TableSheet, count: int) -> None:
    """Scores and money by year, below the table."""
    heads = [column.head for column in table.columns]
    first, last = HEAD_ROW + 1, HEAD_ROW + count
    for number, (kind, title, names) in enumerate(
        (
            ("line", "得分中位数和平均", ("得分中位数", "得分平均")),
            ("column", "预算和支出（万元）", ("全年预算", "支出")),
        )
    ):
        chart = book.add_chart({"type": kind})
        for name, colour in zip(names, ("#1F4B7F", "#B4483F"), strict=True):
            place = heads.index(name)
            dots = {"marker": {"type": "circle", "size": 6, "fill": {"color": colour}}} if kind == "line" else {}
            chart.add_series(
                {
                    "name": [table.title, HEAD_ROW, place],
                    "categories": [table.title, first, 0, last, 0],
                    "values": [table.title, first, place, last, place],
                    "line": {"color": colour},
                    "fill": {"color": colour},
                    **dots,  # a column has none: Excel would repair the workbook
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 11, "color": "#1D2733"}})
        chart.set_legend({"position": "bottom"})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": 520, "height": 280})
        sheet.insert_chart(last + 2, number * 7, chart, {"description": f"{title}，数字见上表"})


def _write_heat_map(book: Any, picture: Picture, looks: Looks, fillings: dict[str, Filling]) -> None:
    """Stations × indicators with a colour scale; the names stand upright over narrow columns."""
    heat = picture.heat_map
    if heat.empty or not len(heat.columns):
        return
    sheet = book.add_worksheet(HEAT_MAP)
    _heading(sheet, HEAT_MAP, picture.heat_note, 16, looks)
    upright = looks.of(
        bold=True, font_color="#FFFFFF", bg_color=NAVY, align="center", valign="bottom", rotation=270, border=1,
        border_color="#FFFFFF", font_size=9,
    )  # fmt: skip
    heads = distinct(["站点", "文件", *heat.columns])
    station = looks.cell(RollupColumn("站点", "text", 24))
    figure = looks.of(num_format="0%", align="center", border=1, border_color="#FFFFFF", font_size=9)
    names = dict(zip(picture.district.stations["文件"], picture.district.stations["站点"], strict=True))
    rows = (
        (names[file], file, *(None if rate != rate else round(float(rate), 6) for rate in rates))
        for file, rates in zip(heat.index, heat.to_numpy(), strict=True)
    )
    _pour_later(sheet, [station, station, *[figure] * len(heat.columns)], rows, frozenset(), fillings)
    last = HEAD_ROW + len(heat)
    _native(sheet, "表_热力图", 1, heads, [looks.head] * 2 + [upright] * len(heat.columns))
    longest = max(len(str(name)) for name in heat.columns)
    sheet.set_row(HEAD_ROW, min(max(60, longest * 13 + 12), 260))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 4, None, {"level": 1, "hidden": True})
    sheet.set_column(2, 1 + len(heat.columns), 5.6)
    scale = {
        "type": "3_color_scale", "min_type": "num", "min_value": 0.6, "min_color": "#E8837B", "mid_type": "num",
        "mid_value": 0.9, "mid_color": "#FFF3C9", "max_type": "num", "max_value": 1, "max_color": "#8CCBA3",
    }  # fmt: skip
    area = (HEAD_ROW + 1, 2, last, 1 + len(heat.columns))
    sheet.conditional_format(*area, {"type": "blanks", "stop_if_true": True, "format": book.add_format()})
    sheet.conditional_format(*area, scale)
    _page(sheet, HEAT_MAP, freeze=1)
    sheet.set_paper(8)  # A3: sixty columns would be too small to read on A4
    sheet.set_tab_color(NAVY)


def _pour_later(
    sheet: Any,
    formats: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    links: frozenset[int],
    fillings: dict[str, Filling],
    widths: Mapping[int, float] = MappingProxyType({}),
) -> None:
    """One empty row, which shows the look of each column; the rows themselves are poured in at the end."""
    for place, look in enumerate(formats):
        sheet.write_blank(HEAD_ROW + 1, place, None, look)
    fillings[_part_of(sheet)] = Filling(HEAD_ROW + 2, rows, links, text, link, widths)


def _part_of(sheet: Any) -> str:
    return f"xl/worksheets/sheet{sheet.index + 1}.xml"


def _heading(sheet: Any, title: str, note: str, columns: int, looks: Looks) -> None:
    sheet.hide_gridlines(2)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, looks.title)
    across = max(2, min(columns, 12))
    sheet.merge_range(1, 0, 1, across - 1, note, looks.note)
    sheet.set_row(1, 34)


def _native(sheet: Any, name: str, rows: int, heads: list[str], looks: list[Any]) -> None:
    """A native table: every column sorts and filters."""
    columns = [{"header": head, "header_format": look} for head, look in zip(distinct(heads), looks, strict=True)]
    sheet.add_table(
        HEAD_ROW,
        0,
        HEAD_ROW + rows,
        len(heads) - 1,
        {
            "name": name,
            "style": None,
            "columns": columns,
        },
    )
    sheet.set_row(HEAD_ROW, 32)


def _colour(book: Any, sheet: Any, table: TableSheet, count: int) -> None:
    """Grades and severities in their colours, bars behind scores; by rules, so that they stay when rows are sorted."""
    last = HEAD_ROW + max(count, 1)
    for place, column in enumerate(table.columns):
        area = (HEAD_ROW + 1, place, last, place)
        words: Mapping[str, tuple[str, str]] = {}
        if column.head.endswith("等级"):
            words = _GRADES
        elif column.head == "级别":
            words = _SEVERITIES
        elif column.head == "状态":
            words = _STATES
        for word, (fill, ink) in words.items():
            rule = {"type": "text", "criteria": "begins with", "value": word}
            sheet.conditional_format(*area, {**rule, "format": book.add_format({"bg_color": fill, "font_color": ink})})
        if column.head in ("得分", "最低可能") and table.key == "ranking":
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#BCD2EA", "min_type": "num", "min_value": 0}
            sheet.conditional_format(*area, {**bar, "max_type": "num", "max_value": 100})
        if column.head in ("未完成比例",):
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#F2B8B2", "min_type": "num", "min_value": 0}
            sheet.conditional_format(*area, {**bar, "max_type": "num", "max_value": 1})


def _page(sheet: Any, title: str, freeze: int) -> None:
    sheet.freeze_panes(HEAD_ROW + 1, freeze)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.6, 0.6)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer(f"&L{title}&C&P / &N")


def write(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, text(value), look)
    else:
        sheet.write_number(row, column, value, look)


def text(value: str) -> str:
    return printable(value).encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def link(path: str) -> str:
    """A path below the roll-up as the target of a link."""
    return text(path).translate(_ESCAPED)


def distinct(heads: list[str]) -> list[str]:
    """Heads of a native table differ, whatever their capitals, and have at most 255 characters."""
    taken: set[str] = set()
    result = []
    for head in heads:
        bare = " ".join(text(str(head)).split())[:200] or "（无名）"
        name, number = bare, 2
        while name.casefold() in taken:
            name, number = f"{bare}（{number}）", number + 1
        taken.add(name.casefold())
        result.append(name)
    return result

"""概况: the first sheet of 汇总.xlsx, one page with the district's figures, its charts and the way to every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook_tools.batch.rollup.statistics import OUTLIER_RULE, Spread

if TYPE_CHECKING:
    from workbook_tools.batch.rollup.looks import Looks
    from workbook_tools.batch.rollup.picture import Picture

WIDTHS = (17, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
LAST = len(WIDTHS) - 1
MOST_MISSED = 10
_BLUE, _RED, _SKY = "#2E6DB4", "#B4483F", "#9DBAD7"
_GRADE_COLOURS = {"优": "#2F7D55", "良": "#2E6DB4", "中": "#C98A2B", "差": "#B4483F"}
_OTHER = "#8A96A3"


def write_overview(book: Any, sheet: Any, picture: Picture, looks: Looks) -> None:
    sheet.hide_gridlines(2)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, LAST, picture.title, looks.of(font_size=20, bold=True, font_color="#1F4B7F"))
    sheet.merge_range(1, 0, 1, LAST, _subtitle(picture), looks.of(font_color="#566372"))
    _cards(sheet, picture, looks)
    row = _distribution(book, sheet, picture, looks, 8)
    row = _spreads(sheet, picture.spreads, looks, row + 1)
    row = _missed(book, sheet, picture, looks, row + 1)
    row = _notes(sheet, picture, looks, row + 1)
    _contents(sheet, picture, looks, row + 1)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.set_footer("&C&P / &N")
    sheet.set_tab_color("#1F4B7F")


def _subtitle(picture: Picture) -> str:
    several = "" if picture.stations == picture.processed else f"，属于 {picture.stations} 个站点"
    failed = f"；未能处理 {picture.failed} 个，原因见“未处理文件”" if picture.failed else ""
    outside = f"。{picture.outside_said}" if picture.outside else ""
    about = f"共处理 {picture.processed} 个工作簿{several}{failed}{outside}"
    return f"{about}。得分为财政自评口径；未知的不计入，也不按零计算。"


def _cards(sheet: Any, picture: Picture, looks: Looks) -> None:
    """Six key figures, two columns each."""
    scores = picture.spreads[0]
    good = sum(count for grade, count in picture.grades.items() if grade in ("优", "良"))
    cards = (
        ("已处理工作簿", picture.processed, "#,##0", "#1F4B7F"),
        ("得分中位数（已定）", scores.median, "0.00", "#1F4B7F"),
        ("已定为优、良", good, "#,##0", "#2F7D55"),
        ("等级未定", picture.grades.get("未定", 0), "#,##0", "#7A4B00"),
        ("总预算执行率", picture.execution_rate, "0.00%", "#1F4B7F"),
        ("未能处理", picture.failed, "#,##0", "#B4483F" if picture.failed else "#566372"),
    )
    sheet.set_row(3, 18)
    sheet.set_row(4, 34)
    sheet.set_row(5, 6)
    for number, (label, value, number_format, colour) in enumerate(cards):
        first = number * 2
        edge = {"left": 1, "right": 1, "left_color": "#FFFFFF", "right_color": "#FFFFFF", "bg_color": "#F3F5F8"}
        top = looks.of(font_color="#566372", font_size=9, align="center", top=5, top_color=colour, **edge)
        figure = looks.of(font_size=18, bold=True, font_color=colour, align="center", num_format=number_format, **edge)
        sheet.merge_range(3, first, 3, first + 1, label, top)
        sheet.merge_range(4, first, 4, first + 1, "—" if value is None else value, figure)


def _distribution(book: Any, sheet: Any, picture: Picture, looks: Looks, row: int) -> int:
    """Two small tables with their charts beside them."""
    _section(sheet, row - 2, "等级与得分分布", looks)
    end = row
    for first, head, counts in ((0, "财政等级", picture.grades), (6, "得分段", picture.bands)):
        _head(sheet, row - 1, first, (head, "站点数"), looks)
        for place, (name, count) in enumerate(counts.items(), row):
            sheet.write_string(place, first, name, looks.of(align="center", bottom=1, bottom_color="#D5DBE3"))
            sheet.write_number(place, first + 1, count, looks.of(num_format="#,##0", bottom=1, bottom_color="#D5DBE3"))
        if counts:
            colours = [_GRADE_COLOURS.get(name, _OTHER) if first == 0 else _BLUE for name in counts]
            chart = _chart(book, "column", (row, first, row + len(counts) - 1, first + 1), colours)
            chart.set_size({"width": 4 * 76, "height": 12 * 20})
            title = "财政等级分布" if first == 0 else "最低可能得分分布"
            chart.set_title({"name": title, "name_font": {"size": 11, "color": "#1D2733"}})
            about = "、".join(f"{name} {count} 个" for name, count in counts.items())
            sheet.insert_chart(row - 1, first + 2, chart, {"description": f"{title}：{about}", "x_offset": 6})
    return end + 12


def _spreads(sheet: Any, spreads: tuple[Spread, ...], looks: Looks, row: int) -> int:
    _section(sheet, row, "集中与离散", looks)
    heads = ("", "站点数", "最小", "下四分位", "中位数", "上四分位", "最大", "平均", "离群站点")
    _head(sheet, row + 1, 0, heads, looks)
    sheet.merge_range(row + 1, 8, row + 1, LAST, "离群站点", looks.head)
    line = {"bottom": 1, "bottom_color": "#D5DBE3"}
    place = row + 1
    for each in (each for each in spreads if each.count):
        place += 1
        number_format = "0.00%" if each.name.endswith("率") else "0.00"
        sheet.write_string(place, 0, each.name, looks.of(**line, font_size=9))
        sheet.write_number(place, 1, each.count, looks.of(num_format="#,##0", **line))
        figures = (each.minimum, each.lower, each.median, each.upper, each.maximum, each.mean)
        for column, value in enumerate(figures, 2):
            sheet.write_number(place, column, value, looks.of(num_format=number_format, **line))
        named = each.outliers_named
        sheet.merge_range(place, 8, place, LAST, named or "—", looks.of(text_wrap=True, font_size=9, indent=1, **line))
        if len(named) > 34:
            sheet.set_row(place, 28)
    sheet.merge_range(place + 1, 0, place + 1, LAST, OUTLIER_RULE + "。", looks.of(font_color="#566372", font_size=9))
    return place + 2


def _missed(book: Any, sheet: Any, picture: Picture, looks: Looks, row: int) -> int:
    """What most stations miss, as a lying chart over the table of indicators."""
    missed = picture.missed.head(MOST_MISSED)
    if missed.empty:
        return row
    _section(sheet, row, f"未完成最多的 {len(missed)} 项指标", looks)
    chart = book.add_chart({"type": "bar"})
    sheet_name, first = "指标统计", 3
    last = first + len(missed) - 1
    chart.add_series(
        {
            "name": "未完成的站点数",
            "categories": [sheet_name, first, 0, last, 0],
            "values": [sheet_name, first, 3, last, 3],
            "fill": {"color": _RED},
            "gap": 45,
            "data_labels": {"value": True, "font": {"size": 9}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_chartarea({"border": {"none": True}})
    height = 2 + len(missed) * 1.25
    chart.set_size({"width": 930, "height": int(height * 20)})
    about = "、".join(f"{name} {count} 个" for name, count in zip(missed["指标"], missed["未完成"], strict=True))
    sheet.insert_chart(row + 1, 0, chart, {"description": f"未完成的站点数：{about}", "x_offset": 4})
    return row + 2 + int(height)


def _notes(sheet: Any, picture: Picture, looks: Looks, row: int) -> int:
    if not picture.notes:
        return row
    _section(sheet, row, "需要核对", looks)
    for note in picture.notes:
        row += 1
        words = f"{note.code} {note.message}{note.fix}"
        sheet.merge_range(row, 0, row, LAST, words, looks.of(text_wrap=True, font_size=9))
        sheet.set_row(row, 15 * (1 + len(words) // 75))
    return row + 1


def _contents(sheet: Any, picture: Picture, looks: Looks, row: int) -> None:
    _section(sheet, row, "各页", looks)
    names = [(table.title, table.note) for table in picture.tables]
    if len(picture.heat_map) and len(picture.heat_map.columns):
        names.insert(2, ("完成率热力图", "站点与指标的完成率一览。"))
    for place, (name, note) in enumerate(names, row + 1):
        look = looks.of(font_color="#1F5FA8", underline=1)
        sheet.write_url(place, 0, f"internal:'{name}'!A1", look, name)
        sheet.merge_range(place, 1, place, LAST, note, looks.of(font_color="#566372", font_size=9))


def _section(sheet: Any, row: int, words: str, looks: Looks) -> None:
    look = looks.of(bold=True, font_size=12, font_color="#1F4B7F", bottom=2, bottom_color="#1F4B7F")
    sheet.merge_range(row, 0, row, LAST, words, look)
    sheet.set_row(row, 24)


def _head(sheet: Any, row: int, column: int, heads: tuple[str, ...], looks: Looks) -> None:
    for place, head in enumerate(heads, column):
        sheet.write_string(row, place, head, looks.head)


def _chart(book: Any, kind: str, area: tuple[int, int, int, int], colours: list[str]) -> Any:
    first_row, first_column, last_row, last_column = area
    chart = book.add_chart({"type": kind})
    chart.add_series(
        {
            "name": "站点数",
            "categories": ["概况", first_row, first_column, last_row, first_column],
            "values": ["概况", first_row, last_column, last_row, last_column],
            "points": [{"fill": {"color": colour}} for colour in colours],
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 9}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_x_axis({"num_font": {"size": 9}, "line": {"color": "#9AA4B0"}, "major_tick_mark": "none"})
    chart.set_chartarea({"border": {"none": True}})
    return chart

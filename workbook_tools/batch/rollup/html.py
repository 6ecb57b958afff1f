"""汇总.html: one file that needs no network; it sorts and filters, prints, and fits a telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote

from workbook_tools.basis.resources import template
from workbook_tools.batch.rollup import svg
from workbook_tools.batch.rollup.links import Link
from workbook_tools.batch.rollup.statistics import OUTLIER_RULE
from workbook_tools.batch.rollup.table_sheet import RollupColumn, TableSheet
from workbook_tools.report import formats
from workbook_tools.report.blocks import printable

if TYPE_CHECKING:
    import jinja2

    from workbook_tools.batch.rollup.attention import Attention
    from workbook_tools.batch.rollup.picture import Picture

MOST_ROWS = 2_000  # of one table; more makes a telephone slow, and all of them stand in 汇总.xlsx
MOST_HEAT = 400  # stations of the heat map
LINK_TEXTS = {"工作簿": "工作簿", "报告": "报告", "网页": "网页", "通知": "通知"}
_TONES = {
    "优": "met", "良": "over", "中": "warn", "合": "warn", "差": "unmet", "不": "unmet",
    "错误": "unmet", "提醒": "warn", "提示": "open", "未定": "open",
    "财务不合格": "unmet", "未能处理": "unmet", "未报": "unmet", "有错误": "unmet",
    "未填报": "unmet", "年度不符": "unmet", "迟报": "warn", "未注日期": "open", "名单外": "warn", "按时": "met",
    "未选定": "warn", "相同副本": "open", "未采用": "open", "计入": "met", "未填已拨": "open",
    "提高": "met", "下降": "unmet", "持平": "open",
    "已付": "met", "应付": "over", "可申请": "warn", "逾期": "unmet", "不予支付": "unmet", "未触发": "open",
}  # fmt: skip
_NUMERIC = ("whole", "score", "amount", "percent", "figure", "hours")


def make_html(picture: Picture, file: IO[bytes]) -> None:
    """Write the page, UTF-8. The same records give the same bytes."""
    from markupsafe import Markup

    sections = [
        (table.key, table.title, table.note, Markup(_chart_of(table) + _table(table)))
        for table in picture.tables
        if table.key != "todo"
    ]
    heat = _heat_map(picture)
    if heat:
        sections.insert(1, ("heat", "完成率热力图", picture.heat_note, Markup(heat)))
    page = _frame().render(
        title=picture.title,
        picture=picture,
        cards=_cards(picture),
        today=picture.today_said,
        flags=[(flag, count, _FLAG_NOTES[flag]) for flag, count in picture.flags.items()],
        listed=picture.office.expected is not None,
        todo=Markup(_todo(picture.attention)),
        grades=Markup(svg.columns(picture.grades, "财政等级分布", _TONES)),
        bands=Markup(svg.columns(picture.bands, "最低可能得分分布", {})),
        boxes=Markup(svg.boxes(picture.spreads)),
        missed=Markup(svg.bars(_missed(picture), "未完成最多的指标")),
        spreads=_spreads(picture),
        rule=OUTLIER_RULE,
        sections=sections,
    )
    file.write(page.encode("utf-8", "replace"))


def _chart_of(table: TableSheet) -> str:
    """What stands over a table as a picture: scores by year, and who rose and fell."""
    if table.key != "years":
        return ""
    rows = list(zip(*(_plain_list(table, name) for name in ("年度", "得分中位数", "提高", "下降")), strict=True))
    scores = {f"{year}": float(value) for year, value, *_ in rows if value is not None}
    moves = {
        f"{year}{word}": int(count) for year, _, *counts in rows for word, count in zip("升降", counts, strict=True)
    }
    moves = {name: count for name, count in moves.items() if any(moves.values())}
    return (
        f'<div class="charts"><div><h3>得分中位数</h3>{svg.columns(scores, "逐年得分中位数", {})}</div>'
        f"<div><h3>比上年提高（升）和下降（降）的站点</h3>{svg.columns(moves, '逐年升降的站点数', {})}</div></div>"
    )


def _plain_list(table: TableSheet, name: str) -> list[Any]:
    place = [column.head for column in table.columns].index(name)
    return [row[place] for row in table.rows()]


_FLAG_NOTES = {
    "不合格": "站点评估", "财务不合格": "财务评估", "有错误": "数据不可能正确", "逾期": "过了最迟拨付日没有拨足",
    "未能处理": "文件读不了", "未报": "应报名单里没有交的",
}  # fmt: skip


def _todo(lines: Sequence[Attention]) -> str:
    """今天要办: a line a station, its flags as tags by which the numbers above filter."""
    if not lines:
        return '<p class="more">没有要办的：没有不合格、错误、逾期和未能处理的站点。</p>'
    streets = any(each.street for each in lines)
    heads = ("站点", *(("街道",) if streets else ()), "情形", "问题", "先改三处", "打开")
    rows = "".join(_todo_row(each, streets=streets) for each in lines[:MOST_ROWS])
    left = len(lines) - MOST_ROWS
    more = f'<p class="more">这里只列前 {MOST_ROWS} 行，其余 {left} 行见 汇总.xlsx。</p>' if left > 0 else ""
    shown = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        '<section class="scroll" tabindex="0" aria-label="今天要办（表）"><table class="sortable todo">'
        f"<caption>今天要办</caption><thead><tr>{shown}</tr></thead><tbody>{rows}</tbody></table></section>{more}"
    )


def _todo_row(each: Attention, *, streets: bool) -> str:
    tags = " ".join(f'<b class="tag {_TONES.get(flag, "unmet")}">{flag}</b>' for flag in each.flags) or "—"
    fixes = "".join(f"<li>{_anchor(fix) if isinstance(fix, Link) else escaped(fix)}</li>" for fix in each.fixes)
    links = [("工作簿", each.workbook), ("通知", each.letter)]
    opened = " ".join(f'<a href="{attribute(_address(path))}">{name}</a>' for name, path in links if path)
    street = f"<td>{escaped(each.street)}</td>" if streets else ""
    return (
        f'<tr data-flags="{" ".join(each.flags)}"><td class="text" title="{attribute(each.file)}">'
        f'{escaped(each.station)}</td>{street}<td class="tags">{tags}</td><td class="long">{escaped(each.wrong)}</td>'
        f'<td class="long"><ol>{fixes}</ol></td><td class="c">{opened or "—"}</td></tr>'
    )


def _anchor(link: Link) -> str:
    """To the file; what opens workbooks by address goes to the cell as well."""
    where = f"#{_address(link.location)}" if link.location else ""
    return f'<a href="{attribute(_address(link.path) + where)}">{escaped(link.text)}</a>'


def _cards(picture: Picture) -> list[tuple[str, str, str, str]]:
    """Label, figure, note, tone."""
    scores = picture.spreads[0]
    good = sum(count for grade, count in picture.grades.items() if grade in ("优", "良"))
    unsettled = picture.grades.get("未定", 0)
    money = f"支出 {amount(picture.spent)} / 预算 {amount(picture.budget)} 万元"
    said = "、".join(f"{name} {count}" for name, count in picture.severities.items()) or "没有"
    return [
        ("已处理工作簿", str(picture.processed), f"{picture.stations} 个站点", ""),
        ("得分中位数", score(scores.median), f"{scores.count} 个得分已定", ""),
        ("已定为优、良", str(good), f"未定 {unsettled} 个", "met"),
        ("总预算执行率", percent(picture.execution_rate), money, ""),
        ("问题", str(sum(picture.severities.values())), said, "warn"),
        (
            "未能处理",
            str(picture.failed),
            "原因见“未处理文件”" if picture.failed else "全部读出",
            "unmet" if picture.failed else "",
        ),
    ]


def _spreads(picture: Picture) -> list[dict[str, Any]]:
    lines = []
    for each in (each for each in picture.spreads if each.count):
        shown = percent if each.name.endswith("率") else score
        figures = (each.minimum, each.lower, each.median, each.upper, each.maximum, each.mean)
        lines.append(
            {
                "name": each.name,
                "count": each.count,
                "figures": [shown(value) for value in figures],
                "outliers": each.outliers_named or "—",
            }
        )
    return lines


def _missed(picture: Picture) -> dict[str, tuple[float, str]]:
    some = picture.missed.head(12)
    lines = zip(some["指标"], some["未完成"], some["站点数"], strict=True)
    return {str(name): (int(count) / int(total), f"{count} / {total}") for name, count, total in lines}


# ---------------------------------------------------------------- tables


def _table(table: TableSheet) -> str:
    heads = "".join(f'<th scope="col">{escaped(column.head)}</th>' for column in table.columns)
    rows = list(_rows(table))
    left = len(table.frame) - len(rows)
    more = f'<p class="more">这里只列前 {len(rows)} 行，其余 {left} 行见 汇总.xlsx。</p>' if left > 0 else ""
    return (
        f'<section class="scroll" tabindex="0" aria-label="{attribute(table.title)}（表）">'
        f'<table class="sortable {table.key}"><caption>{escaped(table.title)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></section>{more}"
    )


def _rows(table: TableSheet) -> Iterator[str]:
    for number, row in enumerate(table.rows()):
        if number == MOST_ROWS:
            return
        yield "<tr>" + "".join(_cell(v, column) for v, column in zip(row, table.columns, strict=True)) + "</tr>"


def _cell(value: Any, column: RollupColumn) -> str:
    if column.kind in _NUMERIC:
        sort = "" if value is None else f' data-v="{float(value):.6g}"'
        return f'<td class="n"{sort}>{escaped(_SHOWN[column.kind](value))}</td>'
    if value is None:
        return '<td class="c">—</td>' if column.kind != "text" else "<td></td>"
    if isinstance(value, Link):
        return f'<td class="c">{_anchor(value)}</td>'
    if column.kind == "link":
        return (
            f'<td class="c"><a href="{attribute(_address(str(value)))}">{LINK_TEXTS.get(column.head, "打开")}</a></td>'
        )
    words = escaped(str(value))
    if column.kind == "word":
        graded = column.head.endswith("等级") or column.head == "财务评估"
        tone = _TONES.get(str(value)[:1] if graded else str(value), "")
        return f'<td class="c">{f"""<b class="tag {tone}">{words}</b>""" if tone else words}</td>'
    return f'<td class="{column.kind}">{words}</td>'


def _heat_map(picture: Picture) -> str:
    heat = picture.heat_map
    if heat.empty or not len(heat.columns):
        return ""
    names = dict(zip(picture.district.stations["文件"], picture.district.stations["站点"], strict=True))
    heads = "".join(f'<th scope="col"><span>{escaped(str(name))}</span></th>' for name in heat.columns)
    rows = []
    for file, rates in zip(heat.index[:MOST_HEAT], heat.to_numpy(), strict=False):
        cells = "".join(_heat(rate) for rate in rates)
        rows.append(f'<tr><th scope="row" title="{attribute(file)}">{escaped(names[file])}</th>{cells}</tr>')
    left = len(heat) - len(rows)
    more = f'<p class="more">这里只列前 {len(rows)} 个站点，其余 {left} 个见 汇总.xlsx。</p>' if left > 0 else ""
    return (
        '<section class="scroll" tabindex="0" aria-label="完成率热力图（表）"><table class="sortable heat">'
        f'<caption>完成率热力图</caption><thead><tr><th scope="col">站点</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></section>{more}"
    )


def _heat(rate: float) -> str:
    if rate != rate:
        return '<td class="h"></td>'
    step = 6 if rate > 1 else max(0, min(5, int((rate - 0.5 + 1e-9) * 10)))
    return (
        f'<td class="h h{step}" data-v="{rate:.6g}">{formats.percent(Decimal(repr(float(rate)))).split(".")[0]}%</td>'
    )


# ---------------------------------------------------------------- figures and texts


def score(value: float | None) -> str:
    return formats.score(_decimal(value))


def amount(value: float | None) -> str:
    return formats.amount(_decimal(value))


def percent(value: float | None) -> str:
    return formats.percent(_decimal(value))


def plain(value: float | None) -> str:
    return formats.count(_decimal(value))


_SHOWN = {"whole": plain, "score": score, "amount": amount, "percent": percent, "figure": plain, "hours": plain}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(float(value)))


def _address(path: str) -> str:
    return quote(path.encode("utf-8", "replace").decode(), safe="/")


def escaped(words: str) -> str:
    return printable(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(words: str) -> str:
    return escaped(" ".join(words.split())).replace('"', "&quot;")


@cache
def _frame() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False
    )
    return environment.from_string(template("rollup.html.j2").read_text(encoding="utf-8"))


__all__ = ["make_html"]

"""Narrative blocks → the inside of an HTML page, word for word what the Word report says."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tools.model import Evaluation
from workbook_tools.report.blocks import Block, ChartPlace, Heading, KeyFigure, Paragraph, Table
from workbook_tools.report.charts import chart_of
from workbook_tools.report.filters import tone
from workbook_tools.report.layout import look_of, spans
from workbook_tools.report.row_words import charted
from workbook_tools.report.svg import bars_svg, dial_svg

LIST_KEY = "list_"  # how the keys of tables begin that print a list of the station's own
_SIDES = {"l": "", "c": "c", "r": "n"}


class HtmlBody:
    """Writes chapters as sections. `chapters` lists them for the navigation: id and heading."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._numbers = {"表": 0, "图": 0}
        self.title = ""
        self.heading = ""  # the title as HTML, with the places where it may break
        self.chapters: list[tuple[str, str]] = []

    def write(self, blocks: tuple[Block, ...]) -> str:
        out: list[str] = []
        signed: list[str] = []
        open_list = ""
        for block in blocks:
            wanted = "ul" if isinstance(block, Paragraph) and block.kind == "item" else ""
            if wanted != open_list:
                out.append(f"</{open_list}>" if open_list else "")
                out.append(f'<{wanted} class="items">' if wanted else "")
                open_list = wanted
            if isinstance(block, Paragraph) and block.kind == "signature":
                signed.append(f"<p>{text(block.text)}</p>")
                continue
            out.append(self._block(block))
        out.append(f"</{open_list}>" if open_list else "")
        out.append(f'<div class="signature">{"".join(signed)}</div>' if signed else "")
        out.append("</section>" if self.chapters else "")
        return "".join(out)

    def overview(self, working: tuple[Block, ...]) -> str:
        """The key figures of the working paper as cards, for the screen only."""
        cards = "".join(self._key_figure(block) for block in working if isinstance(block, KeyFigure))
        return (
            f'<section class="screen" aria-label="结果概览"><dl class="cards">{cards}</dl></section>' if cards else ""
        )

    def findings(self, working: tuple[Block, ...]) -> str:
        """The list of findings out of the working paper, for the screen only: a print of the page is the report."""
        listed = next((block for block in working if isinstance(block, Table) and block.key == "findings"), None)
        if listed is None:
            return ""
        identity, heading = "findings", f"{listed.caption}（不随报告打印）"
        self.chapters.append((identity, heading))
        return (
            f'<section class="screen" aria-labelledby="{identity}"><h2 id="{identity}">{text(heading)}</h2>'
            f"{self._table(listed, numbered=False)}</section>"
        )

    def lists(self, working: tuple[Block, ...]) -> str:
        """The station's own lists out of the working paper, for the screen only as well."""
        listed = [block for block in working if isinstance(block, Table) and block.key.startswith(LIST_KEY)]
        if not listed:
            return ""
        identity, heading = "lists", "名册与登记表（不随报告打印）"
        self.chapters.append((identity, heading))
        tables = "".join(self._table(block, numbered=False) for block in listed)
        return (
            f'<section class="screen" aria-labelledby="{identity}"><h2 id="{identity}">{text(heading)}</h2>'
            f"{tables}</section>"
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(kind="item"):
                return f"<li>{text(block.text)}</li>"
            case Paragraph():
                look = f' class="{block.kind}"' if block.kind != "body" else ""
                return f"<p{look}>{text(block.text)}</p>"
            case Table():
                return self._table(block)
            case ChartPlace():
                return self._chart(block)
            case _:
                return ""  # how pages lie is the printer's business

    def _heading(self, heading: Heading) -> str:
        if heading.level == 0:
            self.title = heading.text
            parts = (heading.text[: heading.first_line], heading.text[heading.first_line :])
            self.heading = "<wbr>".join(text(part) for part in parts if part).replace("（征求", "<wbr>（征求")
            return ""
        if heading.level != 1:
            return f"<h{heading.level + 1}>{text(heading.text)}</h{heading.level + 1}>"
        identity = f"c{len(self.chapters) + 1}"
        closing = "</section>" if self.chapters else ""
        self.chapters.append((identity, heading.text))
        look = ' class="annex"' if heading.annex else ""
        return f'{closing}<section{look} aria-labelledby="{identity}"><h2 id="{identity}">{text(heading.text)}</h2>'

    def _key_figure(self, figure: KeyFigure) -> str:
        first = self._numbers.setdefault("要点", 0) == 0
        self._numbers["要点"] += 1
        result = self._evaluation
        scale = (result.score_low, result.score_high, result.total_points)
        dial = dial_svg(scale, f"{figure.label}{figure.figure}") if first else ""
        tint = f" {figure.tone}" if figure.tone else ""
        return (
            f'<div class="card{" score" if dial else ""}{tint}"><dt>{text(figure.label)}</dt>'
            f'<dd class="figure">{dial}<b>{text(figure.figure)}</b></dd><dd class="note">{text(figure.note)}</dd></div>'
        )

    def _caption(self, kind: str, words: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}{self._numbers[kind]} {text(words)}"

    def _chart(self, place: ChartPlace) -> str:
        drawn = chart_of(place, self._evaluation)
        if drawn is None:
            return ""
        tones = [tone(row.state) for row in charted(self._evaluation.rows)] if place.key == "completion" else []
        legend = "".join(f'<li class="s{n}">{text(name)}</li>' for n, name in enumerate(place.series, start=1))
        return (
            f'<figure class="chart {place.key}">'
            + (f'<ul class="legend">{legend}</ul>' if len(place.series) > 1 else "")
            + bars_svg(drawn.chart, place.alternative, tones)
            + f"<figcaption>{self._caption('图', place.caption)}</figcaption></figure>"
        )

    def _table(self, table: Table, *, numbered: bool = True) -> str:
        caption = self._caption("表", table.caption) if numbered else text(table.caption)
        columns = "<col>" * len(table.head)
        heads = "".join(f'<th scope="col">{text(head)}</th>' for head in table.head)
        return (
            f'<section class="scroll" tabindex="0" aria-label="{attribute(table.caption)}">'
            f'<table class="{table.key}"><caption>{caption}</caption><colgroup>{columns}</colgroup>'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(_rows(table))}</tbody></table></section>"
        )


def _rows(table: Table) -> Iterator[str]:
    look = look_of(table)
    heads = max(look.merged, 1)  # columns from the left whose cells head their row
    sides = [_SIDES[side] for side in look.sides]
    plain = [_opening(side, "", 1, header=column < heads) for column, side in enumerate(sides)]
    closings = ["</th>"] * heads + ["</td>"] * (len(sides) - heads)
    for row, covered in zip(table.rows, spans(table, look), strict=True):
        cells = []
        texts = text("\0".join([words for words, _ in row])).split("\0")  # escaped together: no cell holds a \0
        for column, (_, tint) in enumerate(row):
            grown = covered[column] if column < look.merged else 1
            if grown:
                ordinary = grown == 1 and not tint
                opening = plain[column] if ordinary else _opening(sides[column], tint, grown, header=column < heads)
                cells.append(opening + texts[column] + closings[column])
        yield f"<tr>{''.join(cells)}</tr>"


def _opening(side: str, tone: str, grown: int, *, header: bool) -> str:
    look = f"{side} {tone}".strip()
    attributes = f' class="{look}"' if look else ""
    if not header:
        return f"<td{attributes}>"
    return f'<th scope="rowgroup" rowspan="{grown}"{attributes}>' if grown > 1 else f'<th scope="row"{attributes}>'


def text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(words: str) -> str:
    return text(" ".join(words.split())).replace('"', "&quot;")

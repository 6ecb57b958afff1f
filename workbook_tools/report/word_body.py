"""Narrative blocks → the body of a Word document, in the styles of its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from workbook_tools.report.blocks import Block, ChartPlace, Heading, KeyFigure, Paragraph, Table
from workbook_tools.report.layout import PADDING, TableLook, column_widths, fits_together, head_margin, look_of, spans
from workbook_tools.report.pagination import LINE, Pagination, Place, row_height
from workbook_tools.report.signature import signature_indents, width_of
from workbook_tools.report.word_styles import TONES, Styles
from workbook_tools.report.word_text import attribute, field, paragraph, run

_PARAGRAPH_STYLES = {
    "body": "报告正文",
    "staff": "报告原文",
    "empty": "报告空缺",
    "remark": "报告提示",
    "item": "报告条目",
    "annexes": "报告附件说明",
    "signature": "报告落款",
}
_HEADING_STYLES = ("Title", "heading 1", "heading 2", "heading 3")
_SIDES = {"l": "文字", "c": "居中", "r": "数字"}
_LONGEST_UNBROKEN = 600  # characters of a cell up to which its row may not break over pages
_IN_A_ROW = 3  # key figures side by side
_TWIPS = 315  # of a character of body text
_TITLE_TWIPS = 440
_FULL_LINE = 0.95  # of the width: fonts differ
_BREAK_BEFORE = '<w:r><w:br w:type="page"/></w:r>'


class WordBody:
    """Writes blocks one after the other. `draw` makes a chart: its XML ("" if there is nothing to draw) and height.

    `tinted`: cells bear the colours of their states. A paper that is signed is printed in black.
    """

    def __init__(
        self, styles: Styles, width: int, draw: Callable[[ChartPlace, int], tuple[str, int]], *, tinted: bool
    ) -> None:
        self._styles = styles
        self._width = width  # of the text, in twentieths of a point
        self._draw = draw
        self._tinted = tinted
        self._counted = Pagination(width // _TWIPS)
        self._headings = 0
        self._numbers = {"表": 0, "图": 0}
        self.contents: list[tuple[int, str, str, Place]] = []  # level, text, bookmark, page as estimated

    def write(self, blocks: tuple[Block, ...]) -> str:
        out: list[str] = []
        signed = next((place for place, block in enumerate(blocks) if _kind(block) == "signature"), 0)
        before = blocks[signed - 1] if signed else None
        for kind, group in groupby(blocks, key=_kind):
            if kind is KeyFigure:
                out.append(self._key_figures([block for block in group if isinstance(block, KeyFigure)]))
            elif kind == "signature":
                out.append(self._signature([block.text for block in group if isinstance(block, Paragraph)]))
            else:
                out.extend(self._block(block, kept=block is before) for block in group)
        return "".join(out)

    def table_of_contents(self) -> str:
        """The field that Word counts the pages for; until somebody asks it to, they are estimated."""
        if not self.contents:
            return ""
        lines = []
        for place, (level, words, bookmark, page) in enumerate(self.contents):
            number = "<w:r><w:tab/></w:r>" + field(f"PAGEREF {bookmark} \\h", str(page.page))
            line = f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run(words)}{number}</w:hyperlink>'
            if place == 0:
                line = (
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
                    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{line}'
                )
            if place == len(self.contents) - 1:
                line += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            lines.append(paragraph(self._id(f"toc {level}"), line))
        return "".join(lines)

    def _block(self, block: Block, *, kept: bool = False) -> str:
        """`kept` on one page with what follows: nobody signs an empty page."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                self._counted.text(block.text)
                look = "<w:keepNext/><w:keepLines/>" if kept else ""
                return paragraph(self._id(_PARAGRAPH_STYLES[block.kind]), run(block.text), look)
            case Table():
                return self._table(block)
            case ChartPlace():
                return self._chart(block)
            case KeyFigure():
                return self._key_figures([block])

    def _heading(self, heading: Heading) -> str:
        style, words = self._id(_HEADING_STYLES[heading.level]), run(heading.text)
        if heading.first_line and width_of(heading.text) * _TITLE_TWIPS // 100 > self._width * _FULL_LINE:
            words = run(f"{heading.text[: heading.first_line]}\n{heading.text[heading.first_line :]}")
        if heading.annex:
            words = _BREAK_BEFORE + words
            self._counted.new_page()
        page = self._counted.heading()
        if heading.level not in (1, 2):
            return paragraph(style, words)
        self._headings += 1
        bookmark = f"_Toc{self._headings:06}"
        self.contents.append((heading.level, heading.text, bookmark, page))
        start = f'<w:bookmarkStart w:id="{self._headings}" w:name="{bookmark}"/>'
        return paragraph(style, f'{start}{words}<w:bookmarkEnd w:id="{self._headings}"/>')

    def _caption(self, style: str, kind: str, words: str) -> str:
        self._numbers[kind] += 1
        number = field(f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        return paragraph(self._id(style), f"{run(kind)}{number}{run(' ' + words)}")

    def _chart(self, place: ChartPlace) -> str:
        drawing, height = self._draw(place, self._width)
        if not drawing:
            return ""
        self._counted.block(height + 2 * LINE)
        return paragraph(self._id("报告图"), f"<w:r>{drawing}</w:r>") + self._caption("报告图题", "图", place.caption)

    def _signature(self, lines: list[str]) -> str:
        """Unit above day, centred on each other, the day four characters in: there the seal goes."""
        style = self._id(_PARAGRAPH_STYLES["signature"])
        return "".join(
            paragraph(style, run(line), f'<w:ind w:rightChars="{indent}" w:right="{indent * _TWIPS // 100}"/>')
            for line, indent in zip(lines, signature_indents(lines), strict=True)
        )

    # ------------------------------------------------------------ tables

    def _table(self, table: Table) -> str:
        look = look_of(table)
        widths = column_widths(table, look, self._width)
        together = fits_together(table, look, widths)
        self._count(table, look, widths, together=together)
        grid = "".join(f'<w:gridCol w:w="{part}"/>' for part in widths)
        return (
            self._caption("caption", "表", table.caption)
            + f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._id("报告表格")}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
            ' w:noVBand="1"/>'
            f'<w:tblCaption w:val="{attribute(table.caption)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            + self._head(table, look, widths)
            + "".join(self._rows(table, look, widths, together=together))
            + f"</w:tbl>{paragraph(self._id('报告表后'), '')}"
        )

    def _count(self, table: Table, look: TableLook, widths: list[int], *, together: bool) -> None:
        size = look.character / 20
        rooms = [max((width - PADDING) / 20 / size, 1.0) for width in widths]  # characters of a line
        heights = [row_height([words for words, _ in row], rooms, size) for row in table.rows]
        head = LINE + row_height(table.head, rooms, size)
        if together:
            self._counted.block(head + sum(heights))
        else:
            self._counted.rows([head, *heights])

    def _head(self, table: Table, look: TableLook, widths: list[int]) -> str:
        name = "小表表头" if look.small else "表头"
        fill = _shading(self._styles.fills.get(name, ""))
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}'
            f'{_sides(head_margin(words, width, look.character))}<w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(self._id(name), run(words))}</w:tc>"
            for words, width in zip(table.head, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def _rows(self, table: Table, look: TableLook, widths: list[int], *, together: bool) -> Iterator[str]:
        size = "小表" if look.small else "表格"
        # All that does not depend on the cell is put together once for each column.
        starts = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>' for width in widths]
        opens = [f'<w:p><w:pPr><w:pStyle w:val="{self._id(size + _SIDES[side])}"/></w:pPr>' for side in look.sides]
        merged = [*spans(table, look)]
        last = len(table.rows) - 1
        kept = [start.replace("</w:pPr>", "<w:keepNext/></w:pPr>") for start in opens]
        plain = '<w:vAlign w:val="center"/></w:tcPr>'
        for number, (row, covered) in enumerate(zip(table.rows, merged, strict=True)):
            # No row stands alone on a page: the first stays with the second, the last with the one before it.
            begins = kept if (together and number < last) or number in (0, last - 1) else opens
            cells, unbroken = [""], "<w:trPr><w:cantSplit/></w:trPr>"
            for column, (words, tone) in enumerate(row):
                if len(words) > _LONGEST_UNBROKEN:
                    unbroken = ""
                grown = covered[column] if column < look.merged else 1
                merge = "" if grown == 1 else "<w:vMerge/>" if grown == 0 else '<w:vMerge w:val="restart"/>'
                fill, style = self._tone(tone) if tone else ("", "")
                content = run(words, style) if words and grown else ""
                cells.append(f"{starts[column]}{merge}{fill}{plain}{begins[column]}{content}</w:p></w:tc>")
            cells[0] = f"<w:tr>{unbroken}"
            cells.append("</w:tr>")
            yield "".join(cells)

    def _key_figures(self, figures: list[KeyFigure]) -> str:
        """Label, figure and note in one cell each, a few side by side."""
        width = self._width // _IN_A_ROW
        rows = []
        for start in range(0, len(figures), _IN_A_ROW):
            several: list[KeyFigure | None] = [*figures[start : start + _IN_A_ROW]]
            several += [None] * (_IN_A_ROW - len(several))
            cells = "".join(self._key_figure(figure, width) for figure in several)
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        grid = f'<w:gridCol w:w="{width}"/>' * _IN_A_ROW
        whole = width * _IN_A_ROW
        return (
            paragraph(self._id("报告表后"), "")
            + f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._id("报告表格")}"/><w:tblW w:w="{whole}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{paragraph(self._id('报告表后'), '')}"
        )

    def _key_figure(self, figure: KeyFigure | None, width: int) -> str:
        if figure is None:
            return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
        fill, style = self._tone(figure.tone) if figure.tone else ("", "")
        lines = (
            paragraph(self._id("要点名称"), run(figure.label))
            + paragraph(self._id("要点数字"), run(figure.figure, style))
            + paragraph(self._id("要点说明"), run(figure.note))
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
        )

    def _tone(self, tone: str) -> tuple[str, str]:
        """The shading of the cell, and the style of what stands in it."""
        if not self._tinted and tone != "total":
            return "", self._styles.ids.get(TONES["total"], "") if tone == "unmet" else ""  # bold
        name = TONES.get(tone, "")
        return _shading(self._styles.fills.get(name, "")), self._styles.ids.get(name, "")

    def _id(self, name: str) -> str:
        return self._styles.ids[name]


def _kind(block: Block) -> object:
    """What is written together: key figures, and the lines of the signature."""
    return block.kind if isinstance(block, Paragraph) and block.kind == "signature" else type(block)


def _sides(margin: int) -> str:
    if not margin:
        return ""
    return f'<w:tcMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tcMar>'


def _shading(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""

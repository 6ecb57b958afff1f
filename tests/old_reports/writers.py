"""Small writers: reports as Word files and as PDF files, without any program beside Python."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from docx import Document

Block = str | list[list[str]]  # a paragraph, or the rows of a table; None of a cell that is merged with the one above


def as_word(blocks: Sequence[Block], *, headings: Sequence[str] = ()) -> bytes:
    """Paragraphs and tables; "〃" is merged with the cell above. `headings` get a heading's style."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_heading(block, 1) if block in headings else document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)))
        for row, texts in enumerate(block):
            for column, text in enumerate(texts):
                if text == "〃":
                    above = table.cell(row - 1, column)
                    kept = above.text
                    above.merge(table.cell(row, column)).text = kept
                else:
                    table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Ruled(NamedTuple):
    """A table of a PDF page: widths of the columns in points, cells as lines; None belongs to the cell above."""

    widths: Sequence[float]
    rows: Sequence[Sequence[Sequence[str] | None]]


def as_pdf(pages: Sequence[Sequence[str | Ruled]], *, picture_pages: int = 0) -> bytes:
    """Every string a line, every table with rules around its cells. Letters are code points: no font is needed."""
    contents = [_page(page) for page in pages] + [b"q 500 0 0 700 50 50 cm Q"] * picture_pages
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000>>",
        _stream(_TO_UNICODE),
    ]
    numbers = []
    for content in contents:
        objects.append(_stream(content))
        fonts = "/Resources<</Font<</F 3 0 R>>>>"
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{fonts}/Contents {len(objects)} 0 R>>"
        objects.append(page.encode())
        numbers.append(len(objects))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<</Type/Pages/Count {len(numbers)}/Kids[{kids}]>>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer


_TO_UNICODE = (
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/U def /CMapType 2 def\n"
    b"1 begincodespacerange <0000><FFFF> endcodespacerange\n"
    + b"".join(
        b"100 beginbfrange\n"
        + b"".join(b"<%02X00><%02XFF><%02X00>\n" % (h, h, h) for h in range(start, min(start + 100, 256)))
        + b"endbfrange\n"
        for start in (0, 100, 200)
    ).replace(b"100 beginbfrange", b"100 beginbfrange")
    + b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def _page(blocks: Sequence[str | Ruled]) -> bytes:
    out, y = list[str](), 780.0
    for block in blocks:
        if isinstance(block, str):
            out.append(_shown(60, y, block))
            y -= 20
            continue
        y = _ruled(block, y + 6, out) - 20
    return "\n".join(out).encode()


def _shown(x: float, y: float, text: str) -> str:
    codes = "".join(f"{ord(letter):04X}" for letter in text)
    return f"BT /F 10 Tf 1 0 0 1 {x:g} {y:g} Tm <{codes}> Tj ET"


def _ruled(table: Ruled, top: float, out: list[str]) -> float:
    lefts = [60 + sum(table.widths[:n]) for n in range(len(table.widths) + 1)]
    for number, row in enumerate(table.rows):
        bottom = top - 14 * max(len(cell or ()) for cell in row) - 6
        following = table.rows[number + 1] if number + 1 < len(table.rows) else None
        for column, cell in enumerate(row):
            left, right = lefts[column], lefts[column + 1]
            if number == 0 or cell is not None:
                out.append(f"{left:g} {top:g} m {right:g} {top:g} l S")
            if following is None:
                out.append(f"{left:g} {bottom:g} m {right:g} {bottom:g} l S")
            out.append(f"{left:g} {top:g} m {left:g} {bottom:g} l S {right:g} {top:g} m {right:g} {bottom:g} l S")
            out += [_shown(left + 3, top - 12 - 14 * place, line) for place, line in enumerate(cell or ())]
        top = bottom
    return top

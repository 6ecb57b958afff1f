"""The page set-up of the section that the report is poured into, upright and lying, for the wide table."""

from __future__ import annotations

from dataclasses import dataclass

from workbook_tools.ooxml.located import Node, Splice, apply, with_attributes
from workbook_tools.report.word_styles import W

_A4 = (11906, 16838, 2098, 1474, 1985, 1588)  # width, height, margins: top, right, bottom, left
_PLAIN_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"'
    ' w:header="851" w:footer="1389" w:gutter="0"/></w:sectPr>'
)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Section properties as XML. Only the first section of the report may start the page numbers anew."""

    first: str  # upright, as the template has it
    upright: str
    lying: str
    numbering: str  # the template's w:pgNumType, "" for none
    numbering_on: str  # the same without a start
    width: int  # of the text, in twentieths of a point
    lying_width: int


def page_setup(source: bytes, root: Node, after: int) -> tuple[PageSetup, tuple[int, int] | None]:
    """The set-up of the section that holds what stands before `after`, and where its w:pgNumType stands."""
    section = next((node for node in root.walk() if node.tag == f"{W} sectPr" and node.start >= after), None)
    if section is None:
        lying = _PLAIN_SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"')
        width, height, top, right, bottom, left = _A4
        plain = _PLAIN_SECTION
        return PageSetup(plain, plain, lying, "", "", width - left - right, height - left - right), None
    numbering = section.child(f"{W} pgNumType")
    size, margins = section.child(f"{W} pgSz"), section.child(f"{W} pgMar")
    width, height = _number(size, "w", _A4[0]), _number(size, "h", _A4[1])
    top, right = _number(margins, "top", _A4[2]), _number(margins, "right", _A4[3])
    bottom, left = _number(margins, "bottom", _A4[4]), _number(margins, "left", _A4[5])
    lies = width > height
    turned = {"w:w": str(height), "w:h": str(width), "w:orient": None if lies else "landscape"}
    # A page that is turned keeps its text where it was: what was the left margin is now the top one.
    moved = {
        "w:top": str(left), "w:right": str(top), "w:bottom": str(right), "w:left": str(bottom),
        "w:footer": str(min(_number(margins, "footer", 720), right // 2)),
    }  # fmt: skip
    numbers = source[numbering.start : numbering.end].decode() if numbering else ""
    numbers_on = with_attributes(source, numbering.start, {"w:start": None}).decode() if numbering else ""
    upright = _cut(source, section, {}, {}, numbers_on)
    setup = PageSetup(
        first=source[section.start : section.end].decode(),
        upright=upright,
        lying=upright if lies else _cut(source, section, turned, moved, numbers_on),
        numbering=numbers,
        numbering_on=numbers_on,
        width=width - left - right,
        lying_width=width - left - right if lies else height - top - bottom,
    )
    return setup, (numbering.start, numbering.end) if numbering else None


def _cut(source: bytes, section: Node, size: dict[str, str | None], margins: dict[str, str], numbers: str) -> str:
    """The section with another page, numbers that run on, and a start on a new page."""
    splices = []
    for child in section.children:
        place = (child.start - section.start, child.end - section.start)
        if child.tag == f"{W} pgSz" and size:
            splices.append(Splice(*place, with_attributes(source, child.start, size)))
        elif child.tag == f"{W} pgMar" and margins:
            splices.append(Splice(*place, with_attributes(source, child.start, dict(margins))))
        elif child.tag == f"{W} pgNumType":
            splices.append(Splice(*place, numbers.encode()))
        elif child.local in ("type", "titlePg"):
            splices.append(Splice(*place, b""))
    return apply(source[section.start : section.end], splices).decode()


def _number(node: Node | None, name: str, default: int) -> int:
    try:
        return int(node.attributes[f"{W} {name}"]) if node else default
    except (KeyError, ValueError):
        return default

"""Form buttons as VML shapes: a new drawing part, or shapes added to the one that a sheet has for its comments.

VML of Excel need not be well-formed XML, so a drawing that exists is only added to, in one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbook_tools.excel.room import Box
from workbook_tools.ooxml.encoding import escape_text

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
_BLOCK = 1024  # shape numbers that belong to one drawing
_NUMBER = re.compile(r"_x0000_s(\d+)")
_MAP = re.compile(r"""<\w{1,40}:idmap\b[^<>]*\bdata\s{0,20}=\s{0,20}["']([\d,\s]+)["']""")
_SHAPE = re.compile(r"<(\w{1,40}:)shape\b((?:(?!<\1shape\b).)*?)</\1shape>", re.DOTALL)
_ANCHOR = re.compile(r"Anchor>([\d,\s]++)<")


@dataclass(frozen=True, slots=True)
class Button:
    caption: str
    macro: str
    anchor: tuple[int, ...]  # left column, offset, top row, offset, right column, offset, bottom row, offset
    box: Box


def drawing_numbers(vml: str) -> set[int]:
    """The numbers that a drawing has claimed for its shapes: of the whole workbook only one may have each."""
    return {int(number) for found in _MAP.findall(vml) for number in found.split(",") if number.strip()}


def new_drawing(number: int, buttons: Sequence[Button]) -> str:
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
    return with_buttons(f"<xml {_SPACES}>{layout}</xml>", buttons)


def with_buttons(vml: str, buttons: Sequence[Button]) -> str:
    """The drawing with buttons added; those whose macro is called already are not added again."""
    missing = [button for button in buttons if not calls(vml, button.macro)]
    if not missing:
        return vml
    block = min(drawing_numbers(vml), default=1)
    first = max([int(n) for n in _NUMBER.findall(vml)] + [block * _BLOCK]) + 1
    added = "" if 'id="_x0000_t201"' in vml else _SHAPE_TYPE
    added += "".join(_shape(button, first + place) for place, button in enumerate(missing))
    if not vml.isascii() and any("\udc80" <= character <= "\udcff" for character in vml):
        added = added.encode("ascii", "xmlcharrefreplace").decode()  # a drawing in some other encoding
    place = _first_place(vml)
    if place is None:  # an empty drawing
        return f"{vml.rstrip().removesuffix('/>')}>{added}</xml>"
    return vml[:place] + added + vml[place:]


def _first_place(vml: str) -> int | None:
    """Before all other shapes. LibreOffice passes over controls that stand behind certain shapes of WPS."""
    layout = re.search(r"</\w+:shapelayout\s*>", vml)
    root = re.search(r"<(?![?!])[^<>]*>", vml)
    if layout:
        return layout.end()
    return None if root is None or root[0].endswith("/>") else root.end()


def calls(vml: str, macro: str) -> bool:
    return re.search(rf"FmlaMacro>\s*(?:\[\d+\]!)?(?:\w+\.)?{macro}\s*<", vml) is not None


def anchors(vml: str) -> list[tuple[int, ...]]:
    """Where shapes stand that are always seen; comments show only on demand."""
    found: list[tuple[int, ...]] = []
    for shape in _SHAPE.finditer(vml):
        place = _ANCHOR.search(shape[2])
        if place and 'ObjectType="Note"' not in shape[2]:
            numbers = tuple(int(n) for n in place[1].split(",") if n.strip())
            if len(numbers) == 8:
                found.append(numbers)
    return found


def _shape(button: Button, number: int) -> str:
    box = button.box
    left, top, width, height = (
        f"{pixels * 0.75:g}pt" for pixels in (box.left, box.top, box.right - box.left, box.bottom - box.top)
    )
    place = ", ".join(str(n) for n in button.anchor)
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t201" style="position:absolute;margin-left:{left};'
        f'margin-top:{top};width:{width};height:{height};z-index:{number % _BLOCK};mso-wrap-style:tight" o:button="t" '
        'fillcolor="buttonFace [67]" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">'
        f'<font face="Microsoft YaHei" size="200" color="#000000">{escape_text(button.caption)}</font></div>'
        "</v:textbox>"
        f'<x:ClientData ObjectType="Button"><x:Anchor>{place}</x:Anchor><x:PrintObject>False</x:PrintObject>'
        f"<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{button.macro}</x:FmlaMacro>"
        "<x:TextHAlign>Center</x:TextHAlign><x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"
    )

"""Fonts, fills, borders and cell formats as values that can be compared, made from what is there and what is wanted."""

from __future__ import annotations

from functools import lru_cache

from workbook_tools.ooxml.encoding import escape_attribute
from workbook_tools.ooxml.located import Node
from workbook_tools.ooxml.namespaces import MAIN, main
from workbook_tools.ooxml.records import Style

_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip
_APPLIES = {"numFmtId": "applyNumberFormat", "fontId": "applyFont", "fillId": "applyFill", "borderId": "applyBorder"}
_XF_ORDER = ("numFmtId", "fontId", "fillId", "borderId", "xfId")


class Record:
    """An element of the styles part: equal if it means the same. Attributes are sorted by name.

    It is a key wherever a look is put together, so it knows its hash: a tuple would add it up each time, down to the
    last attribute of its children.
    """

    __slots__ = ("_hash", "attributes", "children", "tag")

    def __init__(self, tag: str, attributes: tuple[tuple[str, str], ...], children: tuple[Record, ...]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children = children
        self._hash = hash((tag, attributes, children))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Record)
            and self._hash == other._hash
            and (self.tag, self.attributes, self.children) == (other.tag, other.attributes, other.children)
        )

    @lru_cache(maxsize=1024)  # noqa: B019 - a record is a value, and few are met
    def xml(self, prefix: str) -> str:
        space, _, local = self.tag.rpartition(" ")
        name, declared = f"{prefix}{local}", ""
        if space != MAIN:  # copied from a record of the file: an extension with a namespace of its own
            name, declared = local, f' xmlns="{escape_attribute(space)}"'
        inner = "".join(child.xml(prefix) for child in self.children)
        attributes = "".join(f' {key}="{escape_attribute(value)}"' for key, value in self.attributes if " " not in key)
        return f"<{name}{declared}{attributes}>{inner}</{name}>" if inner else f"<{name}{declared}{attributes}/>"


def records_of(root: Node, section: str) -> tuple[Record, ...]:
    """What a section of the styles part holds; of a tree that is kept the same records each time."""
    return _kept_records(root, section) if root.is_kept else _records_of(root, section)


def _records_of(root: Node, section: str) -> tuple[Record, ...]:
    node = root.child(main(section))
    return tuple(from_node(child) for child in node.children) if node is not None else ()


_kept_records = lru_cache(maxsize=64)(_records_of)


def from_node(node: Node) -> Record:
    children = tuple(from_node(child) for child in node.children)
    return Record(node.tag, tuple(sorted(node.attributes.items())), children)


def record(local: str, children: tuple[Record, ...] = (), **attributes: str) -> Record:
    return Record(main(local), tuple(sorted(attributes.items())), children)


def sets_font(style: Style) -> bool:
    """Whether a style says anything about the font."""
    return bool(
        style.font_name or style.size is not None or style.bold or style.italic or style.underline or style.color
    )


@lru_cache(maxsize=1024)
def font_record(base: Record | None, style: Style) -> Record:
    """The base's font with what the style sets."""
    parts = {child.tag.rpartition(" ")[2]: child for child in (base.children if base else ())}
    if style.bold:
        parts["b"] = record("b")
    if style.italic:
        parts["i"] = record("i")
    if style.underline:
        parts["u"] = record("u")
    if style.size is not None:
        parts["sz"] = record("sz", val=f"{style.size:g}")
    if style.color:
        parts["color"] = _color("color", style.color)
    if style.font_name:
        parts["name"] = record("name", val=style.font_name)
        for theirs in ("scheme", "family", "charset"):  # they belong to the font before, and would win over the name
            parts.pop(theirs, None)
    order = {name: place for place, name in enumerate(_FONT_ORDER)}
    known = sorted(parts.items(), key=lambda item: order.get(item[0], len(order)))
    return Record(main("font"), base.attributes if base else (), tuple(part for _, part in known))


@lru_cache(maxsize=256)
def fill_record(style: Style) -> Record:
    pattern = record(
        "patternFill", (_color("fgColor", style.fill), record("bgColor", indexed="64")), patternType="solid"
    )
    return record("fill", (pattern,))


@lru_cache(maxsize=256)
def border_record(style: Style, sides: tuple[str, ...] = ("left", "right", "top", "bottom")) -> Record:
    color = _color("color", style.border_color) if style.border_color else record("color", auto="1")
    edges = tuple(record(side, (color,), style=style.border) for side in sides)
    return record("border", edges + ((record("diagonal"),) if len(sides) == 4 else ()))


@lru_cache(maxsize=4096)
def xf_record(old: Record, changes: tuple[tuple[str, int | None], ...], style: Style) -> Record:
    """A cell format: the old one with what the style changes; the old one itself if nothing differs."""
    attributes = dict(old.attributes)
    for name, number in changes:
        if number is not None and attributes.get(name, "0") != str(number):
            attributes[name] = str(number)
            attributes[_APPLIES[name]] = "1"
    parts = {child.tag.rpartition(" ")[2]: child for child in old.children}
    wanted = {"alignment": _alignment(style), "protection": {} if style.locked else {"locked": "0"}}
    touched = attributes != dict(old.attributes) or not old.attributes
    for local, settings in wanted.items():
        before = dict(parts[local].attributes) if local in parts else {}
        if any(before.get(name) != value for name, value in settings.items()):
            parts[local] = record(local, (), **{**before, **settings})
            attributes[f"apply{local.capitalize()}"] = "1"
            touched = True
    if not touched:
        return old
    for name in _XF_ORDER:
        attributes.setdefault(name, "0")
    order = ("alignment", "protection")  # an extension list belongs to the old format alone
    children = tuple(parts[name] for name in order if name in parts)
    return Record(main("xf"), tuple(sorted(attributes.items())), children)


@lru_cache(maxsize=256)
def dxf_record(style: Style) -> Record:
    """A differential style holds only what differs."""
    parts = []
    font = font_record(None, style)
    if font.children:
        parts.append(font)
    if style.fill:
        parts.append(record("fill", (record("patternFill", (_color("bgColor", style.fill),), patternType="solid"),)))
    if style.border:
        parts.append(border_record(style))
    return record("dxf", tuple(parts))


def _alignment(style: Style) -> dict[str, str]:
    wanted = {
        "horizontal": style.horizontal,
        "vertical": style.vertical,
        "wrapText": "1" if style.wrap else "",
        "indent": str(style.indent) if style.indent else "",
    }
    return {name: value for name, value in wanted.items() if value}


def _color(local: str, color: str) -> Record:
    return record(local, rgb=f"FF{color.upper().lstrip('#')}")

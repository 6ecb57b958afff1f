"""The styles that the report is written in, found in a template by name, since Word renames their ids as it likes.

A style that an office's template lacks is taken over from the built-in one, so that any document can be a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbook_tools.ooxml.located import Node, Splice, append_child, apply, parse

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TONES = {
    "met": "状态完成",
    "over": "状态超额完成",
    "unmet": "状态未完成",
    "open": "状态无法判定",
    "total": "合计行",
    "e": "级别错误",
    "w": "级别提醒",
    "i": "级别提示",
}
BODY_STYLES = (
    "Title", "heading 1", "heading 2", "heading 3", "toc 1", "toc 2", "caption",
    "报告正文", "报告条目", "报告原文", "报告空缺", "报告提示", "报告附件说明", "报告落款",
    "报告图", "报告图题", "报告表后",
    "要点数字", "要点名称", "要点说明",
    "表头", "表格文字", "表格居中", "表格数字", "小表表头", "小表文字", "小表居中", "小表数字",
    "报告表格", *TONES.values(),
)  # fmt: skip


class Styles(NamedTuple):
    """Style ids by name, and the shading of those that have one (RRGGBB)."""

    ids: Mapping[str, str]
    fills: Mapping[str, str]


def read_styles(part: bytes, builtin: bytes | None) -> tuple[Styles, bytes]:
    """The styles of a template, and its styles part with what it lacks taken over from the built-in template's part."""
    root = parse(part, "styles.xml")
    found = _by_name(root)
    if builtin is not None:
        added = _missing(root, found, builtin)
        if added:
            part = apply(part, append_child(root, part, added))
            found = _by_name(parse(part, "styles.xml"))
    ids = {name: node.attributes.get(f"{W} styleId", "") for name, node in found.items()}
    fills = {name: fill for name, node in found.items() if (fill := _fill(node))}
    return Styles(ids, fills), part


def _missing(root: Node, found: Mapping[str, Node], builtin: bytes) -> bytes:
    """The built-in styles that are not there, under ids that are free, based on the template's own normal style."""
    taken = {node.attributes.get(f"{W} styleId", "") for node in root.children}
    normal = found.get("normal")
    base = normal.attributes.get(f"{W} styleId", "") if normal else ""
    pieces = []
    for name, node in _by_name(parse(builtin, "styles.xml")).items():
        if name in found or name not in _WANTED:
            continue
        identity = node.attributes[f"{W} styleId"]
        free = identity
        while free in taken:
            free = "Report" + free
        taken.add(free)
        pieces.append(_moved(builtin, node, free, base))
    return b"".join(pieces)


def _moved(source: bytes, node: Node, identity: str, base: str) -> bytes:
    """A style cut out of its part, with another id and another base. `next` goes: the style may be called otherwise."""
    text = source[node.start : node.end]
    splices = []
    for child in node.children:
        if child.local == "next" or (child.local == "basedOn" and not base):
            splices.append(Splice(child.start - node.start, child.end - node.start, b""))
        elif child.local == "basedOn":
            kept = base if node.attributes.get(f"{W} type") == "paragraph" else ""
            content = f'<w:basedOn w:val="{kept}"/>'.encode() if kept else b""
            splices.append(Splice(child.start - node.start, child.end - node.start, content))
    moved = apply(text, splices)
    old = f'w:styleId="{node.attributes[f"{W} styleId"]}"'.encode()
    return moved.replace(old, f'w:styleId="{identity}"'.encode(), 1)


def _by_name(root: Node) -> dict[str, Node]:
    """Style elements by name; Word writes the names of its own styles in English, in either case."""
    named = {}
    for node in root.children:
        if node.local != "style":
            continue
        name = node.child(f"{W} name")
        if name is not None:
            value = name.attributes.get(f"{W} val", "")
            named[_KNOWN.get(value.lower(), value)] = node
    return named


def _fill(style: Node) -> str:
    for node in style.walk():
        if node.local == "shd":
            fill = node.attributes.get(f"{W} fill", "auto")
            return fill if len(fill) == 6 else ""
    return ""


_WANTED = frozenset(BODY_STYLES)
_KNOWN = {name.lower(): name for name in BODY_STYLES} | {"normal": "normal"}

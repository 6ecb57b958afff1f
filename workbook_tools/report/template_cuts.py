"""The tags of a Word part: where they stand, and what each takes the place of.

A part is cut at its tags by byte offsets. A tag that Word has scattered over several runs is put together first.
Tags: `{{ 名称 }}`, `{% if 名称 %} … {% endif %}`, with `p` after the braces (`{{p 正文 }}`, `{%p if … %}`) to take the
place of their whole paragraph, with `tr` or `tc` that of their table row or cell.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbook_tools import catalogue
from workbook_tools.basis.raised_limits import raised
from workbook_tools.model import Finding
from workbook_tools.ooxml.located import Node
from workbook_tools.report.template_tags import BODY, CONTENTS
from workbook_tools.report.word_styles import W

_UP_TO = r"(?:(?!\{[{%#]).)*?"  # the next tag: one that does not end is left behind
_TAG = re.compile(rf"\{{\{{{_UP_TO}\}}\}}|\{{%{_UP_TO}%\}}|\{{#{_UP_TO}#\}}", re.DOTALL)
_PARTS_OF_TAG = re.compile(r"(\{[{%])(p|tr|r|tc)?(?![A-Za-z])[-+]? ?(.*?) ?[-+]?([%}]\})$", re.DOTALL)
_STATEMENTS = ("if", "elif", "else", "endif")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
MOST_TAGS = 500  # of a part
LONGEST_TAG = 500  # characters
_NEAR = 24  # characters of the text around a tag that a message repeats


class TemplateProblem(Exception):
    """A template cannot be used: a code of the D block, with the tag and the text near it."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures

    def finding(self) -> Finding:
        return catalogue.finding(self.code, "", "", **self.figures)


class Tag(NamedTuple):
    source: str  # as Jinja reads it
    near: str  # the text around it


class Cut(NamedTuple):
    """Bytes of a part that give way to XML (as text) and tags."""

    start: int
    end: int
    pieces: tuple[str | Tag, ...]


def cuts_of(source: bytes, root: Node) -> Iterator[Cut]:
    """Where the tags of a part stand, scattered ones put together. Raises TemplateProblem for one that is cut short."""
    tags = 0
    for paragraph, parents in _paragraphs(root):
        texts = list(_texts(paragraph))
        whole = "".join(node.text for node in texts)
        if "{{" not in whole and "{%" not in whole and "{#" not in whole:
            continue
        tags += whole.count("{{") + whole.count("{%")
        if tags > (most := raised("WORKBOOK_TOOLS_MAX_TEMPLATE_TAGS", MOST_TAGS)):
            raise TemplateProblem("D108", near=_near(whole, 0), what="标签数", limit=most)
        left = _TAG.sub("", whole)
        if "{{" in left or "{%" in left:
            raise TemplateProblem("D104", tag=left[left.find("{") :][:_NEAR], near=_near(whole, 0))
        yield from _cuts_of_paragraph(source, paragraph, parents, texts, whole)


def _cuts_of_paragraph(
    source: bytes, paragraph: Node, parents: list[Node], texts: list[Node], whole: str
) -> Iterator[Cut]:
    inline: list[tuple[int, int, Tag]] = []
    instead: list[str | Tag] = []
    place = paragraph
    for match in _TAG.finditer(whole):
        near = _near(whole, match.start())
        if len(match[0]) > (longest := raised("WORKBOOK_TOOLS_MAX_TAG_TEXT", LONGEST_TAG)):
            raise TemplateProblem("D108", near=near, what="一个标签的字数", limit=longest)
        kind, tag = _source(match[0], near)
        if tag.strip("{} ") in (BODY, CONTENTS):
            if parents[-1].tag != f"{W} body":
                raise TemplateProblem("D106", tag=match[0])
            kind = "p"
        if kind in ("tr", "tc"):
            row = next((node for node in reversed(parents) if node.tag == f"{W} {kind}"), None)
            if row is None:
                raise TemplateProblem("D104", tag=match[0], near=near)
            place = row
        if kind in ("p", "tr", "tc"):
            instead.append(Tag(tag, near))
        else:
            inline.append((match.start(), match.end(), Tag(tag, near)))
    if instead:
        yield Cut(place.start, place.end, (*instead, *_kept_section(source, paragraph)))
    else:
        yield from _inline(texts, whole, inline)


def _inline(texts: list[Node], whole: str, tags: list[tuple[int, int, Tag]]) -> Iterator[Cut]:
    """Tags inside of a paragraph: each text element that holds a piece of one is written anew."""
    place = 0
    for node in texts:
        start, end = place, place + len(node.text)
        place = end
        touching = [tag for tag in tags if tag[0] < end and tag[1] > start]
        if not touching:
            continue
        # The start tag is written anew too, so that blanks at the ends of what is filled in survive.
        pieces: list[str | Tag] = [f'<{node.prefix}t xml:space="preserve">']
        cursor = start
        for first, last, tag in touching:
            pieces.append(_escaped(whole[cursor : max(first, start)]))
            if first >= start:  # the whole tag stands where it begins
                pieces.append(tag)
            cursor = min(last, end)
        pieces += [_escaped(whole[cursor:end]), f"</{node.prefix}t>"]
        yield Cut(node.start, node.end, tuple(pieces))


def _source(tag: str, near: str) -> tuple[str, str]:
    """A tag as written → what its prefix says, and the tag as Jinja reads it. Only expressions and `if` are allowed."""
    if tag.startswith("{#"):
        return "", ""
    match = _PARTS_OF_TAG.match(" ".join(tag.translate(_QUOTES).split()))
    if match is None or not match[3]:
        raise TemplateProblem("D104", tag=tag, near=near)
    opening, kind, inner = match[1], match[2] or "", match[3]
    if opening == "{%" and inner.split()[0] not in _STATEMENTS:
        raise TemplateProblem("D105", tag=tag, near=near)
    closing = "}}" if opening == "{{" else "%}"
    return kind, f"{opening} {inner} {closing}"


def _kept_section(source: bytes, paragraph: Node) -> Iterator[str]:
    """The paragraph that a tag takes the place of may end a section: that end stays."""
    for node in paragraph.walk():
        if node.tag == f"{W} sectPr":
            yield f"<w:p><w:pPr>{source[node.start : node.end].decode()}</w:pPr></w:p>"


def _paragraphs(root: Node) -> Iterator[tuple[Node, list[Node]]]:
    """Every paragraph in the order of the part, with the elements that it stands in."""
    stack: list[tuple[Node, list[Node]]] = [(root, [])]
    while stack:
        node, parents = stack.pop()
        if node.tag == f"{W} p":
            yield node, parents
        below = [*parents, node]
        stack.extend((child, below) for child in reversed(node.children))


def _texts(paragraph: Node) -> Iterator[Node]:
    """The text elements of a paragraph, not those of a paragraph inside of it (a text box)."""
    stack = list(reversed(paragraph.children))
    while stack:
        node = stack.pop()
        if node.tag == f"{W} t":
            yield node
        elif node.tag != f"{W} p":
            stack.extend(reversed(node.children))


def end_of_body(root: Node) -> int:
    """Where the paragraph with the body's tag ends. Raises TemplateProblem if there is none, or more than one."""
    ends = [
        paragraph.end
        for paragraph, _ in _paragraphs(root)
        for tag in _TAG.findall("".join(node.text for node in _texts(paragraph)))
        if tag.startswith("{{") and re.sub(r"^\{\{(p\b)?|\}\}$", "", tag).strip(" -+") == BODY
    ]
    if len(ends) != 1:
        raise TemplateProblem("D103", found=len(ends))
    return ends[0]


def _near(text: str, place: int) -> str:
    """The text around a tag, without tags."""
    around = _TAG.sub("", text[max(0, place - _NEAR) : place]) + _TAG.sub("", text[place:])[:_NEAR]
    return around.strip() or text[:_NEAR]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""A Word template made ready once: its tags compiled, its styles found, its page set-up turned on its side.

The document is cut at its tags by byte offsets; what lies between them is never looked into again. A tag that Word has
scattered over several runs is put together first. Tags: `{{ 名称 }}`, `{% if 名称 %} … {% endif %}`, with `p` after the
braces (`{{p 正文 }}`, `{%p if … %}`) to take the place of their whole paragraph, with `tr` that of their table row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook_tools import catalogue
from workbook_tools.model import Finding
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import NewEntry, pack
from workbook_tools.ooxml.located import Node, parse
from workbook_tools.ooxml.records import Limits
from workbook_tools.report.template_tags import BODY, CONTENTS, PAGE_START, tag_environment
from workbook_tools.report.word_package import Relations, content_types_of, main_part, relations_part
from workbook_tools.report.word_pages import PageSetup, page_setup
from workbook_tools.report.word_styles import Styles, W, read_styles

if TYPE_CHECKING:
    import jinja2

_LIMITS = Limits(entries=2_000, part_bytes=50_000_000, total_bytes=100_000_000)
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PARTS_OF_TAG = re.compile(r"(\{[{%])(p|tr|r|tc)?(?![A-Za-z])[-+]?\s*(.*?)\s*[-+]?([%}]\})$", re.DOTALL)
_STATEMENTS = ("if", "elif", "else", "endif")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_NEAR = 24  # characters of the text around a tag that a message repeats


class TemplateProblem(Exception):
    """A template cannot be used: a code of the D block, with the tag and the text near it."""

    def __init__(self, code: str, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures

    def finding(self) -> Finding:
        return catalogue.finding(self.code, "", "", **self.figures)


class _Tag(NamedTuple):
    source: str  # as Jinja reads it
    near: str  # the text around it


class _Cut(NamedTuple):
    """Bytes of a part that give way to XML (as text) and tags."""

    start: int
    end: int
    pieces: tuple[str | _Tag, ...]


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """A part that has tags: the XML between them, and the tags as a small template that has one on each line."""

    template: jinja2.Template
    chunks: tuple[str, ...]
    tags: tuple[_Tag, ...]

    def fill(self, values: Mapping[str, Any]) -> str:
        """Raises TemplateProblem with the tag that cannot be filled in."""
        try:
            return self.template.render(values, _xml=self.chunks)
        except Exception as problem:  # whatever an expression does wrong, it is the template's problem
            raise _tag_problem(problem, self.tags) from None


@dataclass(frozen=True, slots=True)
class WordTemplate:
    archive: Archive
    document: str  # the name of the main part
    parts: Mapping[str, TaggedPart]  # main part, headers, footers
    relations: Relations
    changed: Mapping[str, NewEntry]
    styles: Styles
    pages: PageSetup


def read_template(data: bytes, builtin_styles: bytes | None) -> WordTemplate:
    """Compile a template. Raises TemplateProblem, or PackageProblem for what is no sound package."""
    archive = Archive(data, _LIMITS)
    types = content_types_of(archive)
    document = main_part(archive, types)
    source = archive.read(document)
    root = parse(source, document)
    if root.tag.startswith(_STRICT):
        raise TemplateProblem("D102")
    pages, boundary = page_setup(source, root, _after_body(root))
    cuts = list(_cuts(source, root))
    if boundary is not None:
        cuts.append(_Cut(*boundary, (_Tag(f"{{{{ {PAGE_START} }}}}", ""),)))
    relations = Relations.read(archive, relations_part(document))
    styles_name = relations.target("styles")
    if styles_name is None or styles_name not in archive.by_name:
        raise TemplateProblem("D101")
    styles, styles_part = read_styles(archive.read(styles_name), builtin_styles)
    original = archive.read(styles_name)
    parts = {document: _compiled(source, cuts)}
    for name, kind in types.items():
        if kind.endswith((".header+xml", ".footer+xml")) and name in archive.by_name:
            content = archive.read(name)
            if found := list(_cuts(content, parse(content, name))):
                parts[name] = _compiled(content, found)
    changed = {} if styles_part == original else {styles_name: pack(styles_part)}
    return WordTemplate(archive, document, parts, relations, changed, styles, pages)


# ---------------------------------------------------------------- finding tags


def _cuts(source: bytes, root: Node) -> Iterator[_Cut]:
    """Where the tags of a part stand, scattered ones put together. Raises TemplateProblem for one that is cut short."""
    for paragraph, parents in _paragraphs(root):
        texts = list(_texts(paragraph))
        whole = "".join(node.text for node in texts)
        if "{{" not in whole and "{%" not in whole and "{#" not in whole:
            continue
        left = _TAG.sub("", whole)
        if "{{" in left or "{%" in left:
            raise TemplateProblem("D104", tag=left[left.find("{") :][:_NEAR], near=_near(whole, 0))
        yield from _cuts_of_paragraph(source, paragraph, parents, texts, whole)


def _cuts_of_paragraph(
    source: bytes, paragraph: Node, parents: list[Node], texts: list[Node], whole: str
) -> Iterator[_Cut]:
    inline: list[tuple[int, int, _Tag]] = []
    instead: list[str | _Tag] = []
    place = paragraph
    for match in _TAG.finditer(whole):
        near = _near(whole, match.start())
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
            instead.append(_Tag(tag, near))
        else:
            inline.append((match.start(), match.end(), _Tag(tag, near)))
    if instead:
        yield _Cut(place.start, place.end, (*instead, *_kept_section(source, paragraph)))
    else:
        yield from _inline(texts, whole, inline)


def _inline(texts: list[Node], whole: str, tags: list[tuple[int, int, _Tag]]) -> Iterator[_Cut]:
    """Tags inside of a paragraph: each text element that holds a piece of one is written anew."""
    place = 0
    for node in texts:
        start, end = place, place + len(node.text)
        place = end
        touching = [tag for tag in tags if tag[0] < end and tag[1] > start]
        if not touching:
            continue
        # The start tag is written anew too, so that blanks at the ends of what is filled in survive.
        pieces: list[str | _Tag] = [f'<{node.prefix}t xml:space="preserve">']
        cursor = start
        for first, last, tag in touching:
            pieces.append(_escaped(whole[cursor : max(first, start)]))
            if first >= start:  # the whole tag stands where it begins
                pieces.append(tag)
            cursor = min(last, end)
        pieces += [_escaped(whole[cursor:end]), f"</{node.prefix}t>"]
        yield _Cut(node.start, node.end, tuple(pieces))


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


def _after_body(root: Node) -> int:
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


# ---------------------------------------------------------------- compiling


def _compiled(source: bytes, cuts: list[_Cut]) -> TaggedPart:
    """One line for each tag, so that the line of an error tells the tag."""
    from jinja2 import TemplateError
    from markupsafe import Markup

    chunks: list[str] = []
    tags: list[_Tag] = []
    lines: list[str] = []
    place = 0
    for cut in sorted(cuts):
        if cut.start < place:  # two tags that both want the whole row
            raise TemplateProblem("D104", tag=_first_tag(cut).source, near=_first_tag(cut).near)
        for piece in (source[place : cut.start].decode(), *cut.pieces):
            if isinstance(piece, _Tag):
                tags.append(piece)
                lines.append(f"{piece.source}{{#\n#}}")
            elif piece:
                lines.append(f"{{{{ _xml[{len(chunks)}] }}}}")
                chunks.append(Markup(piece))
        place = cut.end
    lines.append(f"{{{{ _xml[{len(chunks)}] }}}}")
    chunks.append(Markup(source[place:].decode()))
    try:
        return TaggedPart(tag_environment().from_string("".join(lines)), tuple(chunks), tuple(tags))
    except TemplateError as problem:
        raise _tag_problem(problem, tuple(tags)) from None


def _first_tag(cut: _Cut) -> _Tag:
    return next(piece for piece in cut.pieces if isinstance(piece, _Tag))


def _tag_problem(problem: Exception, tags: tuple[_Tag, ...]) -> TemplateProblem:
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    line = problem.lineno if isinstance(problem, TemplateSyntaxError) else _line_of(problem)
    tag = tags[min(max(line, 1), len(tags)) - 1] if tags else _Tag("", "")
    if isinstance(problem, SecurityError):
        return TemplateProblem("D105", tag=tag.source, near=tag.near)
    if isinstance(problem, UndefinedError):
        return TemplateProblem("D107", tag=tag.source, near=tag.near)
    return TemplateProblem("D104", tag=tag.source, near=tag.near)


def _line_of(problem: BaseException) -> int:
    """The line of the template in which an expression failed: that of the innermost frame of the template."""
    line, step = 1, problem.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line

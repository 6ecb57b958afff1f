"""A Word template made ready once: its tags compiled, its styles found, its page measured.

What lies between its tags is never looked into again: the tags become a small template of one line each.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from workbook_tools.basis.raised_limits import raised
from workbook_tools.ooxml import PackageLimits
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.archive_write import NewEntry, pack
from workbook_tools.ooxml.located import feed, new_parser, parse
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.report.compiled import compiled
from workbook_tools.report.template_cuts import Cut, Tag, TemplateProblem, cuts_of, end_of_body
from workbook_tools.report.template_tags import tag_environment
from workbook_tools.report.word_package import PACKAGE_RELATIONS, ContentTypes, Relations, main_part, relations_part
from workbook_tools.report.word_pages import text_width
from workbook_tools.report.word_styles import Styles, read_styles

if TYPE_CHECKING:
    import jinja2

_LIMITS = PackageLimits(entries=2_000, part_bytes=20_000_000, total_bytes=100_000_000)
MOST_FILLED_IN = 2_000_000  # characters that the tags of a part may come to, beside what is given to them
DEEPEST_CONDITION = 15  # Python takes twenty blocks inside each other
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


class TaggedPart(NamedTuple):
    """A part that has tags: the XML between them, and the tags as a small template that has one on each line."""

    template: jinja2.Template
    chunks: tuple[str, ...]
    tags: tuple[Tag, ...]

    def fill(self, values: Mapping[str, Any]) -> str:
        """Raises TemplateProblem with the tag that cannot be filled in."""
        most = raised("WORKBOOK_TOOLS_MAX_TEMPLATE_TEXT", MOST_FILLED_IN)
        room = most + sum(map(len, self.chunks)) + sum(map(len, values.values()))
        filled: list[str] = []
        try:
            for piece in self.template.generate(values, _xml=self.chunks):
                filled.append(piece)
                room -= len(piece)
                if room < 0:
                    raise TemplateProblem("D108", near=self.tags[0].near, what="填入的字数", limit=most)
        except TemplateProblem:
            raise
        except Exception as problem:  # whatever an expression does wrong, it is the template's problem
            raise _tag_problem(problem, self.tags) from None
        return "".join(filled)

    def check(self, filled: str) -> None:
        """Raises TemplateProblem if a condition that was dropped took half of an element with it."""
        try:
            feed(new_parser(""), (filled.encode(),), "")
        except (PackageProblem, UnicodeEncodeError):
            written = (mark for mark in ("\\", "{%") for tag in self.tags if mark in tag.source)
            mark = next(written, "")  # a character that is none, else a condition
            tag = next(tag for tag in self.tags if mark in tag.source)
            raise TemplateProblem("D104", tag=tag.source, near=tag.near) from None


class WordTemplate(NamedTuple):
    archive: Archive
    document: str  # the name of the main part
    parts: Mapping[str, TaggedPart]  # main part, headers, footers
    types: ContentTypes
    root_relations: Relations  # of the package
    relations: Relations  # of the main part
    changed: Mapping[str, NewEntry]
    trusted: bool  # the built-in one
    styles: Styles
    width: int  # of the text, in twentieths of a point


def read_template(data: bytes, builtin_styles: bytes | None) -> WordTemplate:
    """Compile a template. Raises TemplateProblem, or PackageProblem for what is no sound package."""
    archive = Archive(data, _LIMITS)
    types, root_relations = ContentTypes.read(archive), Relations.read(archive, PACKAGE_RELATIONS)
    kinds = types.of_parts()
    document = main_part(root_relations, archive, kinds)
    source = archive.read(document)
    root = parse(source, document)
    if root.tag.startswith(_STRICT):
        raise TemplateProblem("D102")
    width = text_width(root, end_of_body(root))
    cuts = list(cuts_of(source, root))
    relations = Relations.read(archive, relations_part(document))
    styles_name = relations.target("styles")
    if styles_name is None or styles_name not in archive.by_name:
        raise TemplateProblem("D101")
    styles, styles_part = read_styles(archive.read(styles_name), builtin_styles)
    original = archive.read(styles_name)
    trusted = builtin_styles is None
    parts = {document: _compiled(source, cuts, keep=trusted)}
    for name, kind in kinds.items():
        if kind.endswith((".header+xml", ".footer+xml")) and name in archive.by_name:
            content = archive.read(name)
            if found := list(cuts_of(content, parse(content, name))):
                parts[name] = _compiled(content, found, keep=trusted)
    changed = {} if styles_part == original else {styles_name: pack(styles_part)}
    return WordTemplate(archive, document, parts, types, root_relations, relations, changed, trusted, styles, width)


# ---------------------------------------------------------------- compiling


def _compiled(source: bytes, cuts: list[Cut], *, keep: bool) -> TaggedPart:
    """One line for each tag, so that the line of an error tells the tag. `keep` the code for other processes."""
    from markupsafe import Markup

    chunks: list[str] = []
    tags: list[Tag] = []
    lines: list[str] = []
    place = 0
    for cut in sorted(cuts):
        if cut.start < place:  # two tags that both want the whole row
            raise TemplateProblem("D104", tag=_first_tag(cut).source, near=_first_tag(cut).near)
        for piece in (source[place : cut.start].decode(), *cut.pieces):
            if isinstance(piece, Tag):
                tags.append(piece)
                lines.append(f"{piece.source}{{#\n#}}")
            elif piece:
                lines.append(f"{{{{ _xml[{len(chunks)}] }}}}")
                chunks.append(Markup(piece))
        place = cut.end
    lines.append(f"{{{{ _xml[{len(chunks)}] }}}}")
    chunks.append(Markup(source[place:].decode()))
    _check_pairs(tags)
    environment, text = tag_environment(), "".join(lines)
    try:
        name = f"word_{zlib.crc32(text.encode()):08x}"
        template = compiled(environment, text, name, "tags") if keep else environment.from_string(text)
        return TaggedPart(template, tuple(chunks), tuple(tags))
    except Exception as problem:  # also of Python itself, for what Jinja made of a tag
        raise _tag_problem(problem, tuple(tags)) from None


def _check_pairs(tags: list[Tag]) -> None:
    """Raises TemplateProblem for a condition that does not end, or ends without having begun."""
    begun: list[Tag] = []
    deepest = raised("WORKBOOK_TOOLS_MAX_TEMPLATE_DEPTH", DEEPEST_CONDITION)
    for tag in tags:
        word = tag.source.split()[1] if tag.source.startswith("{%") else ""
        if word == "if":
            begun.append(tag)
            if len(begun) > deepest:
                raise TemplateProblem("D108", near=tag.near, what="条件里套条件的层数", limit=deepest)
        elif word and not begun:
            raise TemplateProblem("D104", tag=tag.source, near=tag.near)
        elif word == "endif":
            begun.pop()
    if begun:
        raise TemplateProblem("D104", tag=begun[-1].source, near=begun[-1].near)


def _first_tag(cut: Cut) -> Tag:
    return next(piece for piece in cut.pieces if isinstance(piece, Tag))


def _tag_problem(problem: Exception, tags: tuple[Tag, ...]) -> TemplateProblem:
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    line = problem.lineno if isinstance(problem, TemplateSyntaxError) else _line_of(problem)
    tag = tags[min(max(line, 1), len(tags)) - 1] if tags else Tag("", "")
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

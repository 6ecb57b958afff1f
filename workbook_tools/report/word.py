"""The Word report: an office's template (or ours), the narrative poured in, native charts with their workbooks."""

import hashlib
import posixpath
import stat
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbook_tools.basis.resources import template
from workbook_tools.model import Evaluation, Finding, Information, Submission
from workbook_tools.ooxml.archive_write import NewEntry, write
from workbook_tools.ooxml.chart import chart_xml
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.report import word_package as package
from workbook_tools.report.blocks import Block, ChartPlace, Heading, printable
from workbook_tools.report.charts import ReportChart, chart_of
from workbook_tools.report.embedded_workbook import embedded_workbook
from workbook_tools.report.narrative import Narrative, narrative_of
from workbook_tools.report.speaker import issuer, working_paper_name
from workbook_tools.report.template_cuts import TemplateProblem
from workbook_tools.report.template_tags import BODY, CONTENTS, tag_values
from workbook_tools.report.word_body import WordBody
from workbook_tools.report.word_template import WordTemplate, read_template
from workbook_tools.report.word_text import attribute

TEMPLATE_NAME = "report.docx"
WORKING_TEMPLATE = "working.docx"
LARGEST_TEMPLATE = 50_000_000  # bytes; pictures of an office's letterhead have a few
_KEPT_TEMPLATES = 8
_EMU_PER_TWIP, _EMU_PER_POINT = 635, 12700
_FIRST_DRAWING_ID = 90_001  # far above the ids that a template's own pictures have
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{package.PACKAGE_RELATION}" Target="../embeddings/%s"/></Relationships>'
)


class Content(NamedTuple):
    """What is poured into a template: blocks, the values of tags, the charts that the blocks ask for, properties."""

    blocks: tuple[Block, ...]
    tags: Mapping[str, str]
    chart_of: Callable[[ChartPlace], ReportChart | None]
    author: str = ""
    subject: str = ""
    day: str = ""  # 2023-07-31
    tinted: bool = True  # cells in the colours of their states; a paper that is signed has none


def word_from_content(content: Content, template_name: str) -> bytes:
    """A document from one of our own templates: what is not the report of one station, made in the same way.

    The content has a value for every tag of the template, and one for 标题.
    """
    return _filled(_builtin(template_name), content)


def make_word(
    submission: Submission, evaluation: Evaluation, findings: Sequence[Finding], template_folder: Path | None = None
) -> bytes:
    """The report as a .docx. A `report.docx` in the folder is used as the template; if it cannot be, ours is.

    What is wrong with an office's template is told by `template_findings`; the report is made in any case.
    """
    narrative = narrative_of(submission, evaluation, findings)
    own = _own_template(template_folder)
    if own is not None:
        try:
            return _filled(_template(own), _content(narrative, submission.information))
        except (TemplateProblem, PackageProblem):
            pass
    return _filled(_builtin(), _content(narrative, submission.information))


def make_working_paper(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> bytes:
    """核查底稿 as a .docx, in our own plain template: findings with their cells, basis of each score, statistics."""
    narrative = narrative_of(submission, evaluation, findings)
    content = _content(narrative, submission.information)
    title = next(block.text for block in narrative.working if isinstance(block, Heading))
    subject = working_paper_name(submission.information)
    paper = content._replace(
        blocks=narrative.working, tags={**content.tags, "标题": title}, subject=subject, tinted=True
    )
    return word_from_content(paper, WORKING_TEMPLATE)


def template_findings(
    submission: Submission, evaluation: Evaluation, template_folder: Path | None = None
) -> tuple[Finding, ...]:
    """What keeps an office's own `report.docx` from being used: the tag, and the text near it."""
    own = _own_template(template_folder)
    if own is None:
        return ()
    try:
        ready = _template(own)
        for _ in _filled_parts(ready, tag_values(submission.information, evaluation), "", ""):
            pass
    except TemplateProblem as problem:
        return (problem.finding(),)
    except PackageProblem:
        return (TemplateProblem("D101").finding(),)
    return ()


def _own_template(folder: Path | None) -> bytes | None:
    path = None if folder is None else folder / TEMPLATE_NAME
    try:
        if path is None or not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as stream:
            data = stream.read(LARGEST_TEMPLATE + 1)
        return data if len(data) <= LARGEST_TEMPLATE else b""
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""  # there is one, and it cannot be read: told by `template_findings`


# ---------------------------------------------------------------- templates, each read once

_templates: OrderedDict[str, WordTemplate | TemplateProblem | PackageProblem] = OrderedDict()


@cache
def _builtin(name: str = TEMPLATE_NAME) -> WordTemplate:
    return read_template(template(name).read_bytes(), None)


@cache
def _builtin_styles() -> bytes:
    builtin = _builtin()
    return builtin.archive.read(builtin.relations.target("styles") or "")


def _template(data: bytes) -> WordTemplate:
    """An office's template, compiled once for its content. Raises what is wrong with it, each time."""
    key = hashlib.sha256(data).hexdigest()
    known = _templates.get(key)
    if known is None:
        try:
            known = read_template(data, _builtin_styles())
        except (TemplateProblem, PackageProblem) as problem:
            known = problem
        except Exception:  # a document that is none of Word's in a way that nobody has thought of
            known = TemplateProblem("D101")
        _templates[key] = known
        while len(_templates) > _KEPT_TEMPLATES:
            _templates.popitem(last=False)
    if isinstance(known, Exception):
        raise known
    return known


# ---------------------------------------------------------------- filling in


def _content(narrative: Narrative, about: Information) -> Content:
    evaluation = narrative.evaluation
    return Content(
        narrative.blocks,
        {**tag_values(about, evaluation), "稿别": "征求意见稿" if _is_draft(narrative.blocks) else ""},
        lambda place: chart_of(place, evaluation),
        issuer(about),
        about.project.strip(),
        about.prepared_on.isoformat() if about.prepared_on else "",
        tinted=False,
    )


def _is_draft(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, Heading) and block.level == 0 and "（征求意见稿）" in block.text for block in blocks)


class _Charts:
    """The chart parts of one document, made as the body asks for them."""

    def __init__(self, ready: WordTemplate, content: Content) -> None:
        self._ready = ready
        self._content = content
        self._folder = posixpath.dirname(ready.document)
        self._ids = iter(ready.relations.free_ids(16))
        self.rows: list[tuple[str, str, str]] = []  # relationships of the document
        self.parts: dict[str, NewEntry] = {}
        self.types: list[tuple[str, str]] = []

    def draw(self, place: ChartPlace, width: int) -> tuple[str, int]:
        """The XML of a chart and its height in points."""
        drawn = self._content.chart_of(place)
        if drawn is None:
            return "", 0
        number = len(self.rows) + 1
        chart, book = self._free("charts/report{}.xml", number), self._free("embeddings/report{}.xlsx", number)
        identity = next(self._ids)
        relations = package.relations_part(chart)
        self.parts[chart] = package.deflate(chart_xml(drawn.chart, "rId1"))
        self.parts[relations] = package.deflate_list(_CHART_RELATIONS % posixpath.basename(book))
        self.parts[book] = package.deflate(embedded_workbook(drawn.chart))
        self.types.append((chart, package.CHART_TYPE))
        self.rows.append((identity, package.CHART_RELATION, f"/{chart}"))
        drawing_id = _FIRST_DRAWING_ID + number
        drawing = (
            f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
            ' distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width * _EMU_PER_TWIP}" cy="{drawn.height * _EMU_PER_POINT}"/>'
            f'<wp:docPr id="{drawing_id}" name="图表 {number}" descr="{attribute(place.alternative)}"/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
            f'<c:chart xmlns:c="{_DRAWING}/chart"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            f' r:id="{identity}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        )
        return drawing, drawn.height

    def _free(self, pattern: str, number: int) -> str:
        name = posixpath.join(self._folder, pattern.format(number))
        while name in self._ready.archive.by_name or name in self.parts:
            number += 100
            name = posixpath.join(self._folder, pattern.format(number))
        return name


def _filled(ready: WordTemplate, content: Content) -> bytes:
    """Raises TemplateProblem for a tag that cannot be filled in."""
    charts = _Charts(ready, content)
    body = WordBody(ready.styles, ready.width, charts.draw, tinted=content.tinted)
    poured = body.write(content.blocks)
    replaced = dict(ready.changed)
    for name, filled in _filled_parts(ready, content.tags, poured, body.table_of_contents()):
        replaced[name] = package.deflate(filled)
    replaced[ready.relations.part] = package.deflate_list(ready.relations.with_rows(charts.rows))
    replaced |= charts.parts
    return _sealed(ready, replaced, charts.types, content)


def _filled_parts(ready: WordTemplate, tags: Mapping[str, str], body: str, contents: str) -> Iterator[tuple[str, str]]:
    """The parts that have tags, filled in. Raises TemplateProblem for one that cannot be."""
    from markupsafe import Markup

    values: dict[str, str] = {name: printable(value) for name, value in tags.items()}
    values |= {BODY: Markup(body), CONTENTS: Markup(contents)}
    for name, part in ready.parts.items():
        filled = part.fill(values)
        if not ready.trusted:
            part.check(filled)
        yield name, filled


def _sealed(
    ready: WordTemplate, replaced: dict[str, NewEntry], types: list[tuple[str, str]], content: Content
) -> bytes:
    """Properties, content types, and the digest of everything else."""
    archive = ready.archive
    root = ready.root_relations
    core = root.target("core-properties") or package.CORE
    rows = []
    if root.target("core-properties") is None:
        rows.append(("rIdReportCore", package.CORE_RELATION, core))
    if root.target("custom-properties") is None:
        rows.append(("rIdReportCustom", package.CUSTOM_RELATION, package.CUSTOM))
    replaced[package.PACKAGE_RELATIONS] = package.deflate_list(root.with_rows(rows))
    title, author, subject = (
        attribute(printable(text)) for text in (content.tags["标题"], content.author, content.subject)
    )
    replaced[core] = package.deflate(package.core_properties(title, author, subject, content.day))
    overrides = [*types, (core, package.CORE_TYPE), (package.CUSTOM, package.CUSTOM_TYPE)]
    listed = ready.types.with_types(overrides, [("xlsx", package.SHEET_TYPE)])
    replaced[package.CONTENT_TYPES] = package.deflate_list(listed)
    kept = [(entry.filename, entry.file_size, entry.CRC) for entry in archive.entries if entry.filename not in replaced]
    digest = package.digest_of(kept + [(name, entry.size, entry.crc) for name, entry in replaced.items()])
    custom = archive.read(package.CUSTOM) if package.CUSTOM in archive.by_name else None
    replaced[package.CUSTOM] = package.deflate(package.custom_properties(custom, digest))
    return write(archive, replaced, frozenset())

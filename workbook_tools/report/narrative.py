"""Evaluation → the blocks of the report, in the words of `templates/narrative.j2`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools.basis.resources import template
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.model.lists import RosterResults
from workbook_tools.report.blocks import Block, Heading, guard, parse
from workbook_tools.report.compiled import compiled
from workbook_tools.report.filters import FILTERS, NAMES, TESTS

if TYPE_CHECKING:
    import jinja2


LISTS = "workbook_tools.report.list_words"  # loaded where a workbook has lists


class Narrative(NamedTuple):
    """What both papers print, and the evaluation that their charts are drawn from."""

    evaluation: Evaluation
    blocks: tuple[Block, ...]  # the formal paper
    working: tuple[Block, ...]  # 核查底稿


_Given = tuple[Submission, Evaluation, tuple[Finding, ...]]
_latest: tuple[_Given, Narrative] | None = None  # so that the HTML after a Word report need not be thought up again


def narrative_of(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> Narrative:
    """The narrative of an evaluation. The same records give the same blocks."""
    global _latest
    given, latest = (submission, evaluation, tuple(findings)), _latest
    if latest is not None and all(one is other for one, other in zip(latest[0], given, strict=True)):
        return latest[1]
    values = {"submission": submission, "evaluation": evaluation, "findings": given[2]}
    formal, working = _papers(blocks_of("narrative.j2", values))
    if evaluation.rosters != RosterResults():
        chapters = sum(isinstance(block, Heading) and block.level == 1 for block in working)
        working += blocks_of("lists.j2", {**values, "chapter": chapters + 1}, LISTS)
    narrative = Narrative(evaluation, formal, working)
    _latest = given, narrative  # one assignment, so that threads never see half of it
    return narrative


def _papers(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Each paper begins with its title."""
    first, second = (place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 0)
    return blocks[first:second], blocks[second:]


def blocks_of(name: str, values: Mapping[str, object], words: str = "") -> tuple[Block, ...]:
    """The blocks of a template that is written as `narrative.j2` is; `words` is a module of filters of its own."""
    return parse(_template(name, words).render(values))


@cache
def _template(name: str, words: str) -> jinja2.Template:
    import jinja2
    from markupsafe import Markup

    def safe(value: object) -> str:
        # What a macro of the narrative returns is Markup and holds marks; everything else is data.
        return value if isinstance(value, Markup) else guard(str(value))

    environment = jinja2.Environment(
        autoescape=False,
        finalize=safe,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= FILTERS
    if words:
        from importlib import import_module

        environment.filters |= import_module(words).FILTERS
    environment.tests |= TESTS
    environment.globals |= NAMES
    narrative = compiled(
        environment, template(name).read_text(encoding="utf-8"), name.removesuffix(".j2"), repr(guard("|\n"))
    )
    # Nothing is escaped here, each output does that in its own way. What this changes once the narrative is compiled is
    # that macros return Markup, by which `safe` tells what they wrote from what staff wrote.
    environment.autoescape = True
    return narrative

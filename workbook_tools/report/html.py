"""The HTML summary: one file that needs no network, in the frame of `templates/report.html.j2`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from workbook_tools.basis.resources import template
from workbook_tools.model import Evaluation, Finding, Submission
from workbook_tools.report import formats
from workbook_tools.report.blocks import printable
from workbook_tools.report.compiled import compiled
from workbook_tools.report.html_body import HtmlBody
from workbook_tools.report.layout import css_widths
from workbook_tools.report.narrative import narrative_of
from workbook_tools.report.speaker import issuer
from workbook_tools.report.untouched import sealed_html

if TYPE_CHECKING:
    import jinja2

LONGEST_TITLE = 40  # characters in the tab of a browser


def make_html(submission: Submission, evaluation: Evaluation, findings: Sequence[Finding]) -> bytes:
    """The report as one HTML page, UTF-8. The same records give the same bytes."""
    from markupsafe import Markup

    narrative = narrative_of(submission, evaluation, findings)
    body = HtmlBody(evaluation)
    sections = body.overview(narrative.working) + body.write(narrative.blocks)
    sections += body.findings(narrative.working) + body.lists(narrative.working)
    about = submission.information
    page = _frame().render(
        title=Markup(body.heading),
        tab=formats.short(body.title, LONGEST_TITLE),
        unit=printable(issuer(about)),
        date=formats.day(about.prepared_on),
        chapters=body.chapters,
        body=Markup(sections),
    )
    return sealed_html(page)


@cache
def _frame() -> jinja2.Template:
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, auto_reload=False
    )
    environment.globals["column_widths"] = Markup(css_widths())
    return compiled(environment, template("report.html.j2").read_text(encoding="utf-8"), "page")

"""A Jinja template compiled once for all processes: compiling the narrative costs as much as making several reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_tools.basis.kept import kept

if TYPE_CHECKING:
    import jinja2


def compiled(environment: jinja2.Environment, source: str, name: str, settings: str = "") -> jinja2.Template:
    """The template of a source. `settings` tells environments apart that compile the same source differently."""
    import jinja2

    made_from = "\0".join((jinja2.__version__, settings, source)).encode()
    code = kept(f"{name}_template", made_from, lambda: environment.compile(source))
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))

"""Every branch of the templates is rendered by some sample, and no filter stands there for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
import pytest
from jinja2 import nodes
from report_branches import branch_samples

from workbook_tools.basis.resources import template
from workbook_tools.report.filters import FILTERS, NAMES, TESTS


def branches(tree: nodes.Template) -> Iterator[tuple[str, list[nodes.Node]]]:
    """The bodies of conditions and loops, each with a name that tells its line."""
    for number, node in enumerate(tree.find_all((nodes.If, nodes.For))):
        yield f"{node.lineno}: {type(node).__name__} ({number})", node.body
        if node.else_:
            yield f"{node.lineno}: else ({number})", node.else_


def instrumented(name: str, reached: set[str]) -> tuple[jinja2.Template, set[str]]:
    """A template that notes each branch it goes through, and the names of all of them."""

    def note(mark: str) -> str:
        reached.add(mark)
        return ""

    environment = jinja2.Environment(
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, autoescape=True
    )
    environment.filters |= FILTERS
    environment.tests |= TESTS
    environment.globals |= {**NAMES, "note_branch": note}
    tree = environment.parse(template(name).read_text(encoding="utf-8"))
    every = set()
    for mark, body in list(branches(tree)):
        every.add(mark)
        noted = nodes.Call(nodes.Name("note_branch", "load"), [nodes.Const(mark)], [], None, None)
        body.insert(0, nodes.Output([noted], lineno=1))
    tree.set_environment(environment)
    return jinja2.Template.from_code(environment, environment.compile(tree), environment.make_globals(None)), every


@pytest.mark.parametrize("name", ["narrative.j2", "letter.j2"])
def test_every_branch_is_rendered_by_some_sample(name: str) -> None:
    reached: set[str] = set()
    made, every = instrumented(name, reached)
    for values in branch_samples(name):
        made.render(values)
    assert sorted(every - reached, key=lambda mark: int(mark.partition(":")[0])) == []
    assert len(every) > 10


def test_every_filter_test_and_name_is_used_by_a_template() -> None:
    templates = ("narrative.j2", "letter.j2", "district.j2")
    source = "\n".join(template(name).read_text(encoding="utf-8") for name in templates)
    filters = {each for each in FILTERS if not re.search(rf'\|\s*{each}\b|map\("{each}"', source)}
    tests = {each for each in TESTS if not re.search(rf'\bis (?:not )?{each}\b|select\("{each}"', source)}
    names = {each for each in NAMES if each not in source}
    assert (filters, tests, names) == (set(), set(), set())

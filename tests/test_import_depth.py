"""A newcomer can follow the imports: no circles of any kind, and no long ladders."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from import_depth import PACKAGE, ROOT, circles, graph, longest_chain

DEEPEST = 19  # modules; lower it when it is


@pytest.mark.parametrize(("lazy", "types"), [(False, False), (True, False), (True, True)])
def test_no_module_imports_itself_by_way_of_others(lazy: bool, types: bool) -> None:
    assert circles(graph(lazy=lazy, types=types)) == []


def test_no_chain_of_imports_is_longer_than_it_was() -> None:
    chain = longest_chain(graph(lazy=False, types=False))
    assert len(chain) <= DEEPEST, "\n".join(chain)


def test_few_modules_lie_loose_in_the_hall() -> None:
    loose = [path.name for path in (ROOT / PACKAGE).glob("*.py") if path.name != "__init__.py"]
    assert len(loose) <= 12, loose


@pytest.mark.parametrize(
    ("edges", "chain", "circle"),
    [
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, ["a", "b", "c"], False),
        ({"a": {"b"}, "b": {"a"}}, None, True),
    ],
)
def test_the_measure_measures(edges: Mapping[str, set[str]], chain: list[str] | None, circle: bool) -> None:
    frozen = {name: frozenset(below) for name, below in edges.items()}
    assert bool(circles(frozen)) is circle
    if chain is not None:
        assert longest_chain(frozen) == chain

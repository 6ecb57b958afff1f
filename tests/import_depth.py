"""How deep a newcomer has to go: the longest chain of modules that import each other, and every circle among them.

    python tests/import_depth.py

A package stands for its `__init__`. Counted are the imports that run when a module is loaded; circles are sought among
all imports, also those inside functions and those for types alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "workbook_tools"
Graph = Mapping[str, frozenset[str]]


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Dotted name → file."""
    found = {}
    for path in (root / PACKAGE).rglob("*.py"):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def graph(root: Path = ROOT, *, lazy: bool, types: bool) -> Graph:
    """What each module imports of the package; `lazy`: also inside functions, `types`: also for types alone."""
    files = modules(root)
    return {
        name: frozenset(_imported(ast.parse(path.read_text("utf-8")), files, lazy=lazy, types=types)) - {name}
        for name, path in files.items()
    }


def _imported(tree: ast.AST, known: Mapping[str, Path], *, lazy: bool, types: bool) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not lazy:
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not types:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                yield inner if inner in known else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        else:
            yield from _imported(node, known, lazy=lazy, types=types)


def longest_chain(edges: Graph) -> list[str]:
    """The longest way down, its top first. The graph has no circle."""

    @cache
    def below(name: str) -> tuple[str, ...]:
        return (name, *max((below(each) for each in sorted(edges[name])), key=len, default=()))

    return list(max((below(name) for name in sorted(edges)), key=len))


def circles(edges: Graph) -> list[list[str]]:
    """A circle, if there is one; taken apart it may show the next."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return [list(error.args[1])]
    return []


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    loaded = graph(lazy=False, types=False)
    chain = longest_chain(loaded)
    _print([f"{len(loaded)} modules, the longest chain has {len(chain)}:", *(f"  {name}" for name in chain)])
    for what, lazy, types in (("when loaded", False, False), ("at run time", True, False), ("with types", True, True)):
        print(f"circles {what}: {circles(graph(lazy=lazy, types=types)) or 'none'}")
